"""One line to look in all ledgers at once: what was found, by kind; Enter opens it, Esc comes back."""

from __future__ import annotations

from dataclasses import replace

from textual import on, work
from textual.content import Content

from fjgov_tui.audit import Finding
from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.records import OpenHit
from fjgov_tui.dataclass import dataclass
from fjgov_tui.reports.overview import read_gaps
from fjgov_tui.reports.searching import FINDINGS, FoundKind, SearchHit, search_findings, search_ledgers
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.folding import cuts
from fjgov_tui.widgets.livelines import LiveLines
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading


@dataclass(frozen=True)
class SearchRow:
    """A hit, as a line of the list holds it."""

    number: int
    """Its place: ids of several ledgers are not unique."""
    hit: SearchHit
    words: str
    """What it was found by; the list is not searched a second time."""


@dataclass(frozen=True)
class Results:
    """What was found."""

    words: str = ""
    kinds: tuple[FoundKind, ...] = ()
    judging: bool = False
    """The rules have not answered yet."""

    @property
    def rows(self) -> tuple[SearchRow, ...]:
        """All that is listed, kind by kind."""
        hits = (hit for kind in self.kinds for hit in kind.hits)
        return tuple(SearchRow(number, hit, self.words) for number, hit in enumerate(hits, 1))

    @property
    def total(self) -> int:
        """How many there are, listed or not."""
        return sum(kind.total for kind in self.kinds)


VIEW: ListView[Results, SearchRow] = ListView(
    title="查找",
    headings=(Heading("kind", "种类", 8), Heading("name", "名称", 16), Heading("note", "", 20)),
    rows=lambda results: results.rows,
    key=lambda row: row.number,
    cells=lambda row: (row.hit.kind, row.hit.name, row.hit.note),
    empty="",
    unmarkable="查到的不用标记",
    kind="查到的",
    words=lambda row: row.words,
)


class SearchPage(ListPage[Results, SearchRow, None]):
    """The finder's words are asked of the file, not of the list; findings follow when the rules have answered."""

    DEFAULT_CSS = "SearchPage #title { height: 2; }"
    OFFERED = (OpenHit,)
    VIEWS = (VIEW,)
    PANEL = ""
    FIND = "在所有台账里查找：汉字或拼音首字母，空格隔开多个词"
    UNREADABLE = "查不了"
    HELP = (
        "查找：写上要找的词，所有台账和核对结果里含有它的都列在下面，按种类排；"
        "回车到列表，再回车打开一条，Esc 回来；再按 / 换个词。"
    )

    def __init__(self, desk: AsyncStore, digit: str) -> None:
        """Nothing is looked for yet.

        Args:
            desk: the open file.
            digit: the main screen from which it was opened.
        """
        super().__init__(desk, "查找", digit)
        self.data = Results()
        self._findings: tuple[Finding, ...] | None = None

    def begin(self) -> None:
        """Ready to type."""
        super().begin()
        self.finder.begin()

    def narrow(self, words: str, before: str) -> None:
        """Ask the file."""
        self.reload()

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Ask the ledgers, then the rules: these once, as they take their time."""
        words = self.finder.words
        kinds = await self.attempt(self.desk.read(lambda reader: search_ledgers(reader, words)), self.UNREADABLE)
        if kinds is None:
            return
        self.data = Results(words, kinds, judging=bool(words) and self._findings is None)
        self._with_findings(words)
        if words and self._findings is None:
            self._findings = await self.attempt(self.desk.study(self._judged), self.UNREADABLE) or ()
            self.data = replace(self.data, judging=False)
            self._with_findings(words)

    def _with_findings(self, words: str) -> None:
        if self._findings is not None and self.data is not None:
            judged = search_findings(self._findings, words)
            kinds = [kind for kind in self.data.kinds if kind.title != FINDINGS]
            self.data = replace(self.data, kinds=(*kinds, *([judged] if judged.total else [])))
        self.relist()

    def _judged(self, reader: Reader) -> tuple[Finding, ...]:
        gaps = read_gaps(reader, beijing_day(self.desk.clock()))
        return tuple(finding for gap in gaps for finding in gap.findings)

    def title_line(self, data: Results) -> Content:
        """How many of each kind."""
        if not data.words:
            return plain(" 在所有台账里查找")
        cut = any(kind.total > len(kind.hits) for kind in data.kinds)
        counts = "  ".join(
            f"{kind.title} {kind.total:,}{f'（列前 {len(kind.hits)}）' if kind.total > len(kind.hits) else ''}"
            for kind in data.kinds
        )
        rules = "  核对结果 正在核对…" if data.judging else ""
        many = f"共 {data.total:,} 条" if data.kinds or data.judging else "没有找到"
        return plain(f" {many}{'，没有全列' if cut else ''}  {counts}{rules}")

    def say(self, total: int | None = None) -> None:
        """The totals of many kinds take two lines; no total is cut off while there is room below it."""
        if self.data is not None:
            line = self.title_line(self.data)
            first, *_ = cuts(line.plain, self.size.width) or [len(line.plain)]
            head, rest = line.divide([first])[0], line.divide([first])[1:]
            self.query_one("#title", LiveLines).show([head, Content(" ") + Content("").join(rest)])

    def _note(self, total: int) -> str:
        """The title says it all."""
        return ""

    @on(OpenHit)
    def _open_hit(self) -> None:
        if (row := self.current) is not None:
            show_detail(self, row.hit.ledger, row.hit.record)

    def step_back(self) -> bool:
        """Esc leaves at once: the words are all there is."""
        return False
