"""Article 37, passwords: long enough, changed in time, and what their length rests on."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import county_office, records
from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.office import CYCLE
from fjgov_tui.months import add_months
from fjgov_tui.store import Reader
from fjgov_tui.workflows.rotation import LEAST_LENGTH, Standing, standings
from fjgov_tui.workflows.settings import REGULAR_CYCLE, read_settings


def _standings(reader: Reader, as_of: date) -> list[Standing]:
    """The accounts in use on that day, in the order of their ids."""
    return sorted(standings(reader, as_of), key=lambda one: one.account.id)


def _length(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for one in _standings(reader, as_of):
        if one.length is None and one.last is not None:
            message = f"{one.last} 换的口令没有登记位数，无法核对；请补登"
            yield Flaw(one.account, message, one.unit, since=one.last, severity="notice")
        elif one.length is not None and one.length < LEAST_LENGTH:
            message = f"口令只有 {one.length} 位，不足 {LEAST_LENGTH} 位；请马上换成更长的口令并登记"
            yield Flaw(one.account, message, one.unit, since=one.last)


def _rotation(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for one in _standings(reader, as_of):
        if one.due is not None and one.due < as_of:
            late = (as_of - one.due).days
            message = f"上次更换口令是 {one.last}，{one.due} 到期，已逾期 {late} 天；请更换口令并登记"
            yield Flaw(one.account, message, one.unit, since=date.fromordinal(one.due.toordinal() + 1), due=one.due)


def _never(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """An account that was opened within one cycle still has time; it is told all the same."""
    months = read_settings(reader).cycle_months
    for one in _standings(reader, as_of):
        if one.last is not None:
            continue
        opened = one.account.day("opened_on")
        due = add_months(opened, months) if opened else None
        begun = f"{opened} 启用以来" if opened else ""
        fresh = due is not None and due >= as_of
        by = f"，应在 {due} 之前" if fresh else "；"
        message = f"{begun}没有更换口令的记录{by}请更换口令并登记"
        yield Flaw(one.account, message, one.unit, since=opened, due=due, severity="warning" if fresh else None)


def _attested(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for one in _standings(reader, as_of):
        if one.attested:
            message = "口令位数只有承诺，没有检查过；请在下次更换时由程序检查，或当面核验"
            yield Flaw(one.account, message, one.unit, since=one.last)


def _cycle(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for setting in records(reader, "setting"):
        if setting.values["name"] != CYCLE:
            continue
        months, since = int(setting.values["value"] or REGULAR_CYCLE), _set_on(reader, setting)
        if months > REGULAR_CYCLE and since <= as_of:
            message = f"本县把口令更换周期定为 {months} 个月，比办法的 {REGULAR_CYCLE} 个月长；请改回，或改短"
            yield Flaw(setting, message, county_office(reader), since=since)


def _set_on(reader: Reader, setting: Record) -> date:
    """The day on which the value that holds now was entered."""
    entries = reader.history(LEDGERS["setting"], setting.id)
    moment = next((entry.at for entry in entries if "value" in entry.after), setting.created_at)
    return beijing_day(parse_instant(moment))


RULES: tuple[Rule, ...] = (
    Rule("37.length", 37, "violation", "account", "在用账户的口令都不少于 8 位吗？", _length),
    Rule("37.rotation", 37, "violation", "account", "在用账户的口令都在周期内换过吗？", _rotation),
    Rule("37.rotation-never", 37, "violation", "account", "在用账户都有更换口令的记录吗？", _never),
    Rule("37.attested", 37, "notice", "account", "口令的位数都检查过，而不只是承诺吗？", _attested),
    Rule("37.cycle", 37, "violation", "account", "本县定的更换周期没有超过两个月吗？", _cycle),
)
