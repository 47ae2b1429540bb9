"""Quick entry from anywhere: what, where by pinyin or by a pasted address, and whether the unit was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from textual.app import App

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import clean, safe
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify
from fjgov_tui.workflows.places import Place, by_address, is_address, places

WHAT: tuple[tuple[str, str], ...] = (
    (IncidentKind.CONTENT, IncidentSource.PATROL),
    (IncidentKind.CONTENT, IncidentSource.PUBLIC),
    (IncidentKind.CONTENT, IncidentSource.SUPERIOR),
    (IncidentKind.CONTENT, IncidentSource.COUNTY_OFFICE),
    (IncidentKind.CONTENT, IncidentSource.OWN_FIND),
    (IncidentKind.TAMPERING, IncidentSource.PATROL),
    (IncidentKind.TAMPERING, IncidentSource.PUBLIC),
    (IncidentKind.TAMPERING, IncidentSource.SUPERIOR),
    (IncidentKind.UNREACHABLE, IncidentSource.PATROL),
    (IncidentKind.UNREACHABLE, IncidentSource.PUBLIC),
    (IncidentKind.LINKS, IncidentSource.PATROL),
    (IncidentKind.LINKS, IncidentSource.PUBLIC),
    (IncidentKind.STALE, IncidentSource.PATROL),
    (IncidentKind.OTHER, IncidentSource.PATROL),
    (IncidentKind.OTHER, IncidentSource.PUBLIC),
)
"""What was found and how, the usual first."""


class PlacePicker(Picker):
    """Sites, accounts and columns by pinyin; an address that is pasted is recognised."""

    def __init__(self, known: Sequence[Place]) -> None:
        """Offer them.

        Args:
            known: in the order in which they are listed.
        """
        self._known = {place.key: place for place in known}
        self._by_name = tuple(Entry(place.key, place.name) for place in known)
        super().__init__("在哪里", self._by_name, note="输拼音首字母，或贴网址")
        self.address = ""

    def _list(self, typed: str) -> None:
        self.address = typed.strip() if is_address(typed) else ""
        if not self.address:
            self._entries = self._by_name
            super()._list(typed)
            return
        listed = list(by_address(list(self._known.values()), self.address))
        self._entries = tuple(Entry(place.key, place.name, "按网址认出") for place in listed)
        super()._list("")

    @property
    def nothing(self) -> str:
        """Of an address it is not the word that has to be changed."""
        if not self.address:
            return super().nothing
        return "没有登记这个网址的站点、栏目或账号；请核对，或清空后按名字选它所在的站点"

    def place(self, key: str) -> Place:
        """The place that was chosen, with the address that was pasted where one was."""
        known = self._known[key]
        if not self.address:
            return known
        return replace(known, url=self.address if "://" in self.address else f"http://{self.address}")


async def report_trouble(app: App[Any], desk: AsyncStore, source: str = "") -> int | None:
    """Ask, write, and show the text for the telephone.

    Args:
        app: in front of which is asked.
        desk: the open file.
        source: how it was found, where that is known.

    Returns:
        The incident's id; `None` where nothing was written.
    """
    kinds = [(kind, how) for kind, how in WHAT if source in {"", how}]
    entries = [Entry(str(number), f"{kind}（{how}）") for number, (kind, how) in enumerate(kinds)]
    chosen = await app.push_screen_wait(Picker("发现了什么", entries, note="下一步选在哪里；Esc 返回，什么都不写"))
    if chosen is None:
        return None
    kind, how = kinds[int(chosen)]
    today = beijing_day(desk.clock())
    picker = PlacePicker(await desk.read(lambda reader: places(reader, today)))
    key = await app.push_screen_wait(picker)
    return None if key is None else await enter_at(app, desk, picker.place(key), kind, how)


async def enter_at(app: App[Any], desk: AsyncStore, place: Place, kind: str, how: str) -> int | None:
    """The last question: was the unit told? The second of the answer is the second of finding.

    Args:
        app: in front of which is asked.
        desk: the open file.
        place: where.
        kind: what.
        how: how it was found.

    Returns:
        The incident's id; `None` where nothing was written.
    """

    def book(writer: Writer, notice: StepTaken | None) -> int:
        made = enter(writer, Found(place=place, kind=kind, source=how))
        if notice is not None:
            notify(writer, made, notice)
        return made

    return await ask_and_enter(app, desk, place, f"{kind}（{how}）", book)


async def ask_and_enter(
    app: App[Any], desk: AsyncStore, place: Place, what: str, book: Callable[[Writer, StepTaken | None], int]
) -> int | None:
    """Ask whether the unit was told, write all of it at once, and show the text for the telephone.

    Args:
        app: in front of which is asked.
        desk: the open file.
        place: where.
        what: what was found, in words.
        book: writes in one transaction, given how the unit was told, where it was; returns the incident's id.

    Returns:
        The incident's id; `None` where nothing was written.
    """
    from fjgov_tui.screens.handling.notice_page import NoticePage

    text = f"{safe(clean(place.name))}：{what}"
    answers = [("n", "只登记"), ("y", "已通知，开始计时"), ("c", "不登记")]
    answer = await app.push_screen_wait(Ask("登记", f"{text}\n已经通知责任单位了吗？", answers))
    if answer == "c":
        return None

    def write(store: Store) -> int:
        with store.write("登记预警处置") as writer:
            return book(writer, StepTaken(step="notified") if answer == "y" else None)

    try:
        made = await desk.write(write)
    except FjgovError as error:
        await app.push_screen_wait(Tell("登记：没有写入", str(error)))
        return None
    app.notify(f"已登记，处置编号 {made}" + ("；一小时从现在起" if answer == "y" else "；还没有通知单位"))
    await app.push_screen_wait(NoticePage(desk, "6", made))
    return made
