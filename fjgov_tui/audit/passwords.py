"""Article 37, passwords: long enough, changed in time, and what their length rests on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts, accounts_of_running
from fjgov_tui.audit.model import Observation, Rule, Violation
from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.settings import CYCLE
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.months import add_months
from fjgov_tui.workflows.rotation import LEAST_LENGTH, Standing
from fjgov_tui.workflows.settings import REGULAR_CYCLE

Judge = Callable[[Facts, Standing], Violation | None]


@dataclass(frozen=True)
class _OfStanding:
    """A question about how an account stands with its password."""

    judge: Judge

    def __call__(self, facts: Facts, accounts: Sequence[Record]) -> Iterator[Violation]:
        """The violations among the accounts, in their order."""
        for account in accounts:
            standing = facts.standings.get(account.id)
            violation = self.judge(facts, standing) if standing is not None else None
            if violation is not None:
                yield violation


def _length(facts: Facts, standing: Standing) -> Violation | None:
    if standing.length is None and standing.last is not None:
        message = f"{standing.last} 换的口令没有登记位数，无法核对；请补登"
        return Violation(standing.account, message, since=standing.last, judged=False)
    if standing.length is not None and standing.length < LEAST_LENGTH:
        message = f"口令只有 {standing.length} 位，不足 {LEAST_LENGTH} 位；请马上换成更长的口令并登记"
        return Violation(standing.account, message, since=standing.last)
    return None


def _rotation(facts: Facts, standing: Standing) -> Violation | None:
    if standing.last is None:
        return None
    months = facts.settings[CYCLE]
    due = add_months(standing.last, min(months, REGULAR_CYCLE))
    if due >= facts.as_of:
        return None
    late = (facts.as_of - due).days
    laxer = f"，超过两个月（本县定 {months} 个月，比办法长）" if months > REGULAR_CYCLE else ""
    message = f"上次更换口令是 {standing.last}，{due} 到期，已逾期 {late} 天{laxer}；请更换口令并登记"
    return Violation(standing.account, message, since=due + timedelta(days=1), due=due)


def _never(facts: Facts, standing: Standing) -> Violation | None:
    """An account that was opened within one cycle still has time; one entered without a day was open by then."""
    if standing.last is not None:
        return None
    opened, later = standing.account.day("opened_on"), standing.account.day("rotated_on")
    if later is not None and later > facts.as_of:
        message = f"只留有最近一次更换（{later}），{facts.as_of} 之前换没换过无法核对；请补登更换记录"
        return Violation(standing.account, message, judged=False)
    known = opened or beijing_day(parse_instant(standing.account.created_at))
    due = add_months(known, min(facts.settings[CYCLE], REGULAR_CYCLE))
    if due >= facts.as_of:
        message = "没有登记启用日期，也没有更换口令的记录，到没到期无法核对；请补登"
        return None if opened else Violation(standing.account, message, judged=False)
    begun = f"{opened} 启用以来" if opened else f"{known} 登记以来"
    message = f"{begun}没有更换口令的记录；请更换口令并登记"
    return Violation(standing.account, message, since=due + timedelta(days=1), due=due)


def _attested(facts: Facts, standing: Standing) -> Violation | None:
    if not standing.attested:
        return None
    message = "口令位数只有承诺，没有检查过；请在下次更换时由程序检查，或当面核验"
    return Violation(standing.account, message, since=standing.last)


def _office(facts: Facts) -> list[Record]:
    return [facts.office] if facts.office is not None else []


def _cycle(facts: Facts, offices: Sequence[Record]) -> Iterator[Violation]:
    """Where nothing is set, the regulation's own cycle holds."""
    for setting in facts.records("setting"):
        if setting.values["name"] == CYCLE.name:
            months, since = int(setting.values["value"] or REGULAR_CYCLE), _set_on(facts, setting)
            if months > REGULAR_CYCLE and since <= facts.as_of:
                message = f"本县把口令更换周期定为 {months} 个月，比办法的 {REGULAR_CYCLE} 个月长；请改回，或改短"
                yield Violation(setting, message, offices[0].title, since=since)


def _set_on(facts: Facts, setting: Record) -> date:
    """The day on which the value that holds now was entered."""
    entries = facts.reader.history(LEDGERS["setting"], setting.id)
    moment = next((entry.at for entry in entries if "value" in entry.after), setting.created_at)
    return beijing_day(parse_instant(moment))


def _length_known(facts: Facts, account: Record) -> str:
    standing = facts.standings.get(account.id)
    return "" if standing is None or standing.length is not None else "口令的位数没有登记"


def _rule(word: str, severity: Severity, question: str, judge: Judge, *rests_on: Observation) -> Rule:
    return Rule(f"37.{word}", severity, "account", question, _OfStanding(judge), accounts_of_running, rests_on=rests_on)


RULES: tuple[Rule, ...] = (
    _rule(
        "length", Severity.VIOLATION, "在用账户的口令都不少于 8 位吗？", _length, Observation("口令位数", _length_known)
    ),
    _rule("rotation", Severity.VIOLATION, "在用账户的口令都在周期内换过吗？", _rotation),
    _rule("rotation-never", Severity.VIOLATION, "在用账户都有更换口令的记录吗？", _never),
    _rule("attested", Severity.NOTICE, "口令的位数都检查过，而不只是承诺吗？", _attested),
    Rule("37.cycle", Severity.VIOLATION, "unit", "本县定的更换周期没有超过两个月吗？", _cycle, _office, optional=True),
)
