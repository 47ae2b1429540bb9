"""How a page differs from its baseline, or from what was last looked at here."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.commands.monitor import AcceptBaseline, OtherComparison
from fjgov_tui.errors import FjgovError
from fjgov_tui.observed.model import SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.screens.monitor.finding_dialogs import accept_page
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.pages import snapshot
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.plain import Plain, plain

COMPARED: tuple[tuple[SnapshotKind, str], ...] = (("baseline", "基线"), ("looked", "上次查看"))
STYLES = {"+": "$success", "-": "$error", " ": "$text-muted"}


class ChangesPage(Page[None]):
    """F4 goes round between the two comparisons; leaving it counts as having looked."""

    DIGIT = "5"
    HELP = (
        "页面改动：+ 是新增的，- 是消失的；F4 在“比基线”和“比上次查看”之间换，F2 认可现在的样子为基线。"
        "离开这一页就算看过了。"
    )
    OFFERED = (AcceptBaseline, OtherComparison, CloseText)

    def __init__(self, desk: AsyncStore, target: Target) -> None:
        """Show a page.

        Args:
            desk: the open file.
            target: the site's home page or a column.
        """
        super().__init__(desk, f"页面改动  {target.name}")
        self._target = target
        self._kind = 0
        self._seen = False

    def content(self) -> ComposeResult:
        """What has changed on the page, scrolled as a whole."""
        with VerticalScroll():
            yield Plain(id="said")

    def on_mount(self) -> None:
        """What the page shows comes after its frame, from the thread that reads."""
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        kind, words = COMPARED[self._kind]
        try:
            lines = await self.desk.read(lambda reader: self._lines(reader, kind, words))
        except FjgovError as error:
            self.query_one("#said", Plain).show(str(error), "$error")
            return
        self.query_one("#said", Plain).show_folded(Folded([(line, 4) for line in lines]))

    def _lines(self, reader: Reader, kind: SnapshotKind, words: str) -> list[Content]:
        from fjgov_tui.monitor.accepting import changed_since
        from fjgov_tui.pages.shot import diff_text

        page_of, record = self._target.page_of, self._target.record
        before, now = snapshot(reader, page_of, record, kind), snapshot(reader, page_of, record, "latest")
        if now is None:
            return [plain("这个页面还没有做过篡改检查，没有可比的样子。")]
        self._seen = True
        if before is None:
            return [plain(f"没有{words}可比；现在的样子是 {show_seconds(now.at)} 检查的。")]
        changes = changed_since(reader, self._target, kind) or ()
        head = f"比{words}（{show_seconds(before.at)}），现在（{show_seconds(now.at)}）：{diff_text(changes)}"
        return [
            plain(head, "bold"),
            Content(""),
            *(
                plain(f"{line.sign} {line.tag}  {line.text}{'  ' if line.url else ''}{line.url}", STYLES[line.sign])
                for line in changes
            ),
        ]

    @on(AcceptBaseline)
    @work(exclusive=True, group="deed")
    async def _accept(self) -> None:
        if await accept_page(self, self.desk, self._target):
            self._read()

    @on(OtherComparison)
    def _other(self) -> None:
        self._kind = (self._kind + 1) % len(COMPARED)
        self._read()

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Remember that the page was looked at, where that may be written."""
        if self._seen and not self.desk.readonly:
            await self.desk.write(self._looked)
        self.dismiss(None)

    def _looked(self, store: Store) -> None:
        from fjgov_tui.monitor.accepting import look

        with store.write() as writer:
            look(writer, self._target)
