"""One watched site: its week hour by hour, and everything open about it; judged, accepted, acknowledged from here."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.widgets.option_list import Option

from fjgov_tui.commands.monitor import GoToLedger, LineSituation, SettleLine, ShowPageChanges
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import Record
from fjgov_tui.observed.model import Alert, Detection, PageState
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Visit
from fjgov_tui.reports.watch import SiteRow, watch_view
from fjgov_tui.reports.watchsite import SiteView, site_view
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.monitor.finding_dialogs import accept_page, acknowledge, judge
from fjgov_tui.screens.monitor.site_rows import SiteItem, explained, facts_lines, heat_lines, items, thing_text
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.visits import evidence
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain

LOOK_SECONDS = 1.0
ROOMY = 100
"""Columns from which an hour of the strip takes three cells instead of two."""


class SitePage(Page[None]):
    """Follows what is written about the site; the cursor stays on its line."""

    DIGIT = "5"
    CSS_PATH = Path(__file__).with_name("site.tcss")
    HELP = (
        "一个站点的监测明细：上面是近七天逐时的情况，下面是未了结的告警、预警、疑点、最近的失败和检查过的页面。"
        "回车看一条的全部；F2 办这一条：疑点判定，告警知悉，页面认可现在的样子；F6 看页面改了什么，^g 去台账。"
    )
    OFFERED = (SettleLine, ShowPageChanges, GoToLedger)

    def __init__(self, desk: AsyncStore, site: int, name: str) -> None:
        """Show a site.

        Args:
            desk: the open file.
            site: its id.
            name: its name.
        """
        super().__init__(desk, name)
        self._site = site
        self._version = -1
        self._view: SiteView | None = None
        self._items: list[SiteItem] = []

    def content(self) -> ComposeResult:
        """Facts, strip, lines."""
        yield Plain(" 正在读取…", id="facts")
        yield Plain(id="heat")
        yield Menu(id="items")

    def on_mount(self) -> None:
        """Read, and go on reading what changes."""
        self.query_one(Menu).focus()
        self._look()
        self.set_interval(LOOK_SECONDS, self._look)

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        now = self.desk.clock()

        def question(reader: Reader) -> tuple[SiteRow | None, SiteView | None]:
            row = next((row for row in watch_view(reader, now).rows if row.site == self._site), None)
            return row, site_view(reader, self._site, now)

        try:
            version = await self.desk.version()
            if version == self._version or self.app.screen is not self:
                return
            row, view = await self.desk.read(question)
        except FjgovError as error:
            self.query_one("#facts", Plain).show(str(error), "$error")
            return
        self._version = version
        if row is None or view is None:
            self.query_one("#facts", Plain).show(" 这个站点已经不在监测之列", "$warning")
            return
        self._show(row, view)

    def _show(self, row: SiteRow, view: SiteView) -> None:
        self._view = view
        self.query_one("#facts", Plain).show_folded(Folded([(line, 1) for line in facts_lines(row, view)]))
        wide = 3 if self.size.width >= ROOMY else 2
        self.query_one("#heat", Plain).show_folded(Folded([(line, 0) for line in heat_lines(view.heat, wide)]))
        listed = self.query_one("#items", Menu)
        shown = list(items(view, int(self.desk.clock().timestamp())))
        if [item.line for item in shown] == [item.line for item in self._items]:
            self._items = shown
            return
        here = self._here
        same = next((at for at, item in enumerate(shown) if here is not None and item.thing == here), None)
        first = next((at for at, item in enumerate(shown) if item.thing is not None), 0)
        place = same if same is not None else listed.highlighted if self._items else first
        self._items = shown
        listed.fill([Option(item.line, disabled=item.thing is None) for item in shown], place)

    def situation(self) -> LineSituation:
        """What is under the cursor."""
        settles = isinstance(self._here, Detection | Alert | PageState)
        return LineSituation(
            self.desk.readonly, record=self._page_at_hand() is not None, reading=self._view is None, settles=settles
        )

    @on(Menu.OptionHighlighted, "#items")
    def _moved(self) -> None:
        self.refresh_bindings()

    @property
    def _here(self) -> object:
        """What the line under the cursor is about."""
        place = self.query_one("#items", Menu).highlighted if self.is_mounted else None
        return self._items[place].thing if place is not None and place < len(self._items) else None

    def _page_at_hand(self) -> Target | None:
        """The page of the line under the cursor; else the home page."""
        if self._view is None:
            return None
        here = self._here
        if isinstance(here, Detection | PageState):
            return self._view.pages.get((here.page_of, here.record), self._view.target)
        return self._view.target

    def _reread(self) -> None:
        self._version = -1
        self._look()

    @on(Menu.OptionSelected, "#items")
    @work
    async def _open(self) -> None:
        here = self._here
        if isinstance(here, Record):
            self._to_ledger()
        elif isinstance(here, Alert | Detection | Visit | PageState):
            kept = here.evidence if isinstance(here, Visit) else await self._evidence(here)
            why = await self.desk.read(lambda reader: explained(reader, here)) if isinstance(here, Alert) else ""
            await self.app.push_screen_wait(Tell("明细", thing_text(here, kept, why)))
        elif here is not None and self._view is not None:
            link = next(link for link in self._view.links if link is here)
            await self.app.push_screen_wait(Tell("明细", thing_text(link)))

    async def _evidence(self, here: Alert | Detection | PageState) -> bytes:
        number = here.evidence if isinstance(here, Detection) else None
        return b"" if number is None else await self.desk.read(lambda reader: evidence(reader, number))

    # --- what can be done ----------------------------------------------------------------------------------------

    @on(SettleLine)
    @work(exclusive=True, group="deed")
    async def _settle(self) -> None:
        """Say what the suspicion is, that one knows of the alert, or that the page is as it shall be."""
        here, written = self._here, False
        if isinstance(here, Detection):
            written = await judge(self, self.desk, here)
        elif isinstance(here, Alert):
            written = await acknowledge(self, self.desk, here)
        elif isinstance(here, PageState) and (target := self._page_at_hand()) is not None:
            written = await accept_page(self, self.desk, target)
        if written:
            self._reread()

    @on(ShowPageChanges)
    @work(exclusive=True, group="deed")
    async def _show_changes(self) -> None:
        """What differs on the page of the line under the cursor."""
        from fjgov_tui.screens.monitor.changes import ChangesPage

        if (target := self._page_at_hand()) is not None:
            await self.app.push_screen_wait(ChangesPage(self.desk, target))
            self._reread()

    @on(GoToLedger)
    def _to_ledger(self) -> None:
        """To the record in its ledger: the incident, else the page's site or column."""
        here, target = self._here, self._page_at_hand()
        if isinstance(here, Record):
            show_detail(self, "incident", here.id)
        elif isinstance(here, Alert) and here.incident is not None:
            show_detail(self, "incident", here.incident)
        elif target is not None:
            show_detail(self, target.page_of, target.record)
