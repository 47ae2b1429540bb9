"""What screen 3 shows, read from the file and put into words; no widget in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from fjgov_tui.clock import beijing_day, show_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.safety import LengthBasis
from fjgov_tui.ledgers.settings import CHECKER
from fjgov_tui.paths import workdays_file
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader, Selection
from fjgov_tui.text import fit, fit_right
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workdays import is_published, read_overrides
from fjgov_tui.workflows.reminders import next_times
from fjgov_tui.workflows.rotation import SOON_DAYS, PasswordState, Standing, standings
from fjgov_tui.workflows.settings import read_settings

GLYPHS: Mapping[PasswordState, str] = {
    PasswordState.OVERDUE: "✗",
    PasswordState.SOON: "!",
    PasswordState.NEVER: "?",
    PasswordState.FINE: "✓",
    PasswordState.STOPPED: "—",
}
COUNTED = (PasswordState.OVERDUE, PasswordState.SOON, PasswordState.NEVER, PasswordState.FINE)
"""The states in the order in which the title counts them."""


def _within(standing: Standing) -> bool:
    """As `fjgov password due --within 14d`: what has to be done in these days, so also what should be done already."""
    return standing.days_left is None or standing.days_left <= SOON_DAYS


RANGES: tuple[tuple[str, Callable[[Standing], bool]], ...] = (
    ("全部", lambda _: True),
    ("逾期", lambda standing: standing.state == PasswordState.OVERDUE),
    (f"{SOON_DAYS} 天内该换", _within),
    ("仅承诺", lambda standing: standing.attested),
    ("从未", lambda standing: standing.state == PasswordState.NEVER),
)
"""Which accounts can be listed: the words for it, and whether an account belongs."""


@dataclass(frozen=True)
class PasswordsView:
    """The accounts in use, as they stand today."""

    today: date
    standings: tuple[Standing, ...]
    checker: bool
    """Whether new passwords may be typed."""
    holders: tuple[tuple[str, int, int], ...]
    """Who holds how many, and how many of them are overdue or were never changed; the most first."""
    reminders: tuple[str, ...] = ()
    """When the next reminder goes out, and what the last one said; why that is not known."""

    def of(self, account: int | None) -> Standing | None:
        """The standing of one account, if it is in use."""
        return next((standing for standing in self.standings if standing.account.id == account), None)


def read_accounts(reader: Reader, now: datetime) -> PasswordsView:
    """Every account in use, who holds them, and the reminders.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    today = beijing_day(now)
    listed = tuple(standings(reader, today))
    names = reader.names()
    held, late, called = Counter[int](), Counter[int](), dict[int, str]()
    for standing in listed:
        holder = reference(standing.account, "holder") or 0
        held[holder] += 1
        late[holder] += standing.state in {PasswordState.OVERDUE, PasswordState.NEVER}
        if holder not in called:
            called[holder] = _called(standing.holder, names.exact("person", holder)) if holder else "没有保管人"
    ranked = sorted(held, key=lambda holder: (-held[holder], -late[holder], called[holder]))
    holders = tuple((called[holder], held[holder], late[holder]) for holder in ranked)
    try:
        reminders = tuple(read_reminders(reader, now))
    except InputProblem as problem:
        reminders = (f"✗ {problem}",)
    return PasswordsView(today, listed, read_settings(reader)[CHECKER], holders, reminders)


def _called(name: str, exact: str) -> str:
    """A person by name, with what tells her from others of the same name."""
    more = exact.removesuffix(name).strip("/")
    return f"{name}（{more}）" if more else name


def state_words(standing: Standing) -> str:
    """Glyph and word, with the days."""
    days = {PasswordState.OVERDUE: -(standing.days_left or 0), PasswordState.SOON: standing.days_left}.get(
        standing.state
    )
    return f"{GLYPHS[standing.state]} {standing.state}" + ("" if days is None else f" {days} 天")


def cells(standing: Standing) -> tuple[str, ...]:
    """One line of the list."""
    return (
        state_words(standing),
        standing.account.title,
        standing.holder or "没有",
        standing.due.isoformat() if standing.due else "尽快",
        standing.last.isoformat() if standing.last else "从未",
        LengthBasis.ATTESTED if standing.attested else LengthBasis.CHECKED if standing.checked else "",
        standing.unit,
    )


HEADINGS = (
    Heading("state", "状态", 13),
    Heading("account", "账户", 18),
    Heading("holder", "保管人", 8),
    Heading("due", "应换日期", 10),
    Heading("last", "上次更换", 10),
    Heading("basis", "核验", 4),
    Heading("unit", "单位", 20),
)
ORDERS: Mapping[str, Callable[[Standing], Any]] = {
    "state": lambda standing: (standing.days_left is not None, standing.days_left or 0),
    "due": lambda standing: standing.due or date.min,
    "last": lambda standing: standing.last or date.min,
}
"""What is no text: who was never changed comes first."""


def _range(title: str, belongs: Callable[[Standing], bool]) -> ListView[PasswordsView, Standing]:
    return ListView(
        title=title,
        headings=HEADINGS,
        rows=lambda seen: [standing for standing in seen.standings if belongs(standing)],
        key=lambda standing: standing.account.id,
        cells=cells,
        empty="还没有在用的后台账户，请先在画面 2 登记" if title == "全部" else "没有这样的账户",
        markable=True,
        measure="个",
        kind="账户",
        words=lambda standing: f"{standing.account.title} {standing.holder} {standing.unit}",
        orders=ORDERS,
    )


VIEWS = tuple(_range(*declared) for declared in RANGES)
"""The lists of screen 3, in the order in which F4 goes round."""


def counts_line(seen: PasswordsView) -> str:
    """How many accounts, and how many in each state."""
    if not seen.standings:
        return "还没有在用的后台账户；请先在画面 2 的台账“后台账户”里登记"
    counted = Counter(standing.state for standing in seen.standings)
    states = "  ".join(f"{GLYPHS[state]} {state} {counted[state]}" for state in COUNTED)
    return f"{len(seen.standings)} 个账户  {states}"


def holder_lines(seen: PasswordsView, most: int = 0) -> list[str]:
    """Who holds how many.

    Args:
        seen: the accounts.
        most: how many lines at most; 0 for all.
    """
    shown = seen.holders[:most] if most else seen.holders
    lines = [
        f"{fit(name, 20)}{fit_right(str(count), 3)} 个{f'  ✗ {late}' if late else ''}" for name, count, late in shown
    ]
    rest = len(seen.holders) - len(shown)
    return [*lines, f"另有 {rest} 人，按 ^u 看全部"] if rest else lines


def read_reminders(reader: Reader, now: datetime) -> list[str]:
    """When the next reminder goes out, and what the last one said.

    Raises:
        InputProblem: the county's own list of working days cannot be read.
    """
    overrides = read_overrides(workdays_file())
    following = next_times(reader, now, 1, overrides)
    guess = "" if not following or is_published(following[0].year, overrides) else "（放假安排未公布，估计）"
    lines = [f"下次 {following[0]:%Y-%m-%d %H:%M}{guess}" if following else "下次：设置的提醒时间不会到来"]
    ids = reader.ids(Selection("reminder", sort="at", descending=True), 1)
    for last in reader.records(LEDGERS["reminder"], ids.tolist()):
        arrived = {1: "已送达", 0: "✗ 没有送达"}.get(int(last.values["delivered"] or 0), "")
        sent = "只记在台账里" if last.values["delivered"] is None else arrived
        lines.append(f"上次 {show_instant(str(last.values['at']))}  {sent}")
        lines.append(f"     逾期或从未 {last.values['overdue']} 个，将到期 {last.values['soon']} 个")
    return lines if ids else [*lines, "还没有提醒过"]
