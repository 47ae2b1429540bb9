"""Chapter 11: checks of systems, grading and filing, what a check found (35), rules of security (36)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.duty import sponsors
from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Observation, Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done, reference, serving
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.systems import CHECKED, Protection, SafetyKind, SafetyResult
from fjgov_tui.months import add_months
from fjgov_tui.text import safe
from fjgov_tui.workflows.safety import EVALUATION_MONTHS, Recurring, plans_in_force, recurring, systems_in_use

INTERNET: str = OtherPack.INTERNET
"""The pack of 2024: logs of a year, restricted back ends, several factors, a yearly evaluation."""
PROTECTION: str = OtherPack.PROTECTION
"""The pack of graded protection; its intervals of assessment are not confirmed, and so only notices."""
FILING_DAYS = 30
"""Days within which a graded system is filed with the police; confirmed."""
MEND_DAYS = 30
"""Days after which what a check found should be mended, where no day was set: the program's own, and only warns."""
LOG_MONTHS = 12


def _systems(facts: Facts) -> list[Record]:
    return systems_in_use(facts.records("system"), facts.as_of)


def coming_round(facts: Facts) -> Sequence[Recurring]:
    """What comes round, as of the facts' day."""
    return recurring(facts.reader, facts.as_of)


def overdue_of(facts: Facts, record: Record, kinds: Iterable[str]) -> list[Recurring]:
    """What of these kinds is overdue for a record."""
    items = facts.of(_coming_by_record).get((record.ledger, record.id), ())
    return [item for item in items if item.what in kinds and item.late(facts.as_of)]


def _coming_by_record(facts: Facts) -> Mapping[tuple[str, int], Sequence[Recurring]]:
    """The same by ledger and id of the record for which it comes round."""
    by_record: dict[tuple[str, int], list[Recurring]] = defaultdict(list)
    for item in facts.of(coming_round):
        by_record[item.record.ledger, item.record.id].append(item)
    return by_record


def _since(items: Iterable[Recurring]) -> tuple[date | None, date | None]:
    """The day from which the first of them is late, and the day on which it was due."""
    due = min((item.due for item in items if item.due is not None), default=None)
    return (due + timedelta(days=1) if due else None), due


def _checks(facts: Facts, system: Record) -> Violation | None:
    """Never checked is a breach; how often 定期 is, the county says, and without its document it only warns."""
    late = overdue_of(facts, system, CHECKED)
    if not late:
        return None
    limit = late[0].limit
    binding = any(item.last is None for item in late) or bool(limit and limit.document)
    interval = f"{limit.value} 个月（{limit.source}）" if limit else ""
    words = "、".join(item.words for item in late)
    message = f"{words}没有按期做，间隔 {interval}；请检查并登记在安全检查台账"
    return Violation(system, message, None, *_since(late), None if binding else Severity.WARNING)


def _grading(facts: Facts, system: Record) -> Violation | None:
    graded, filed, grade = system.day("graded_on"), system.day("filed_on"), system.values["grade"]
    if grade is None or graded is None or graded > facts.as_of:
        return Violation(system, "还没有定级；请确定等保级别，登记级别和定级日期", since=system.day("since"))
    if grade == Protection.FIRST or (filed is not None and filed <= facts.as_of):
        return None
    due = max(graded, system.day("since") or graded) + timedelta(days=FILING_DAYS)
    if facts.as_of <= due:
        return None
    message = f"{graded} 定为{grade}，应在 {FILING_DAYS} 天内（{due} 前）报公安机关备案，没有备案的登记"
    return Violation(system, message, since=due + timedelta(days=1), due=due)


def _assessment(facts: Facts, system: Record) -> Violation | None:
    late = overdue_of(facts, system, (SafetyKind.ASSESSED,))
    if not late:
        return None
    message = f"{late[0].words}到期没有做；{system.values['grade']}系统的测评周期未核实，请按测评机构的要求安排"
    return Violation(system, message, None, *_since(late))


def _evaluated(facts: Facts, system: Record) -> Violation | None:
    """Once a year, and before a new function goes into service."""
    late = overdue_of(facts, system, (SafetyKind.EVALUATED,))
    if late:
        message = f"{late[0].words}每年至少一次，已经到期；请评估并登记"
        return Violation(system, message, None, *_since(late))
    function = system.day("function_on")
    if function is None or function > facts.as_of:
        return None
    if any(add_months(function, -EVALUATION_MONTHS) <= day <= function for day in _evaluations(facts, system)):
        return None
    return Violation(system, f"{function} 上新功能之前没有做安全评估；请补做评估并登记", since=function, on=function)


def _evaluations(facts: Facts, system: Record) -> list[date]:
    checks = facts.referring("safety", "system").get(system.id, ())
    days = (
        check.day("checked_on")
        for check in checks
        if check.values["kind"] in {SafetyKind.ASSESSED, SafetyKind.EVALUATED}
    )
    return [day for day in days if day is not None]


def _protection(facts: Facts, system: Record) -> Violation | None:
    """Blank is not known; what is known to be wrong is named."""
    values, months = system.values, system.values["log_months"]
    wrong = [] if months is None or int(months) >= LOG_MONTHS else [f"日志只留 {months} 个月，要 {LOG_MONTHS} 个月"]
    asked = (("logs_backed", "日志没有备份"), ("backend_limited", "后台没有限制访问"), ("mfa", "后台没有多因素登录"))
    wrong += [words for name, words in asked if values[name] == 0]
    if wrong:
        return Violation(system, f"{'，'.join(wrong)}；请整改后改登")
    blank = [name for name in ("log_months", *(name for name, _ in asked)) if values[name] is None]
    if blank:
        return Violation(system, "日志留存、日志备份、后台限制、多因素登录没有填全，无法核对；请补登", judged=False)
    return None


def _faulty(facts: Facts) -> list[Record]:
    return [
        check
        for check in facts.records("safety")
        if check.values["result"] == SafetyResult.FAULTY and done(check, "checked_on", facts.as_of)
    ]


def _rectified(facts: Facts, check: Record) -> Violation | None:
    if done(check, "mended_on", facts.as_of):
        return None
    day, own = check.day("checked_on") or facts.as_of, check.day("mend_by")
    due = own or day + timedelta(days=MEND_DAYS)
    if facts.as_of <= due:
        return None
    problem = safe(str(check.values["problem"] or "没有写明"))
    term = f"整改期限 {due}" if own else f"已过 {(facts.as_of - day).days} 天"
    message = f"{day} {check.values['kind']}查出问题（{problem}），{term}，还没有整改；请整改并登记整改完成日期"
    return Violation(check, message, since=due + timedelta(days=1), due=due, severity=None if own else Severity.WARNING)


def in_force(ledger: str) -> Callable[[Facts], Mapping[int, Sequence[Record]]]:
    """The function that works out the plans or rules in force by unit, for `Facts.of`.

    Args:
        ledger: `plan` or `security_rule`.
    """
    return _IN_FORCE[ledger]


def _by_unit(ledger: str) -> Callable[[Facts], Mapping[int, Sequence[Record]]]:
    def work_out(facts: Facts) -> Mapping[int, Sequence[Record]]:
        by_unit: dict[int, list[Record]] = {}
        for record in plans_in_force(facts.records(ledger), facts.as_of):
            by_unit.setdefault(reference(record, "unit") or 0, []).append(record)
        return by_unit

    return work_out


_IN_FORCE = {ledger: _by_unit(ledger) for ledger in ("plan", "security_rule")}


def never_kept(ledger: str, words: str) -> Observation:
    """A county that has entered none of a ledger does not keep it: then nobody knows of any unit.

    Args:
        ledger: the ledger.
        words: what it holds, in Chinese.
    """

    def missing(facts: Facts, _: Record) -> str:
        return "" if any(True for _ in facts.records(ledger)) else f"没有登记过{words}"

    return Observation(words, missing)


KEEPS_RULES = never_kept("security_rule", "安全管理制度")


def _system_of_rules(facts: Facts, unit: Record) -> Violation | None:
    """A rule in force, somebody who is there to see to it, duties and powers written down."""
    if not any(True for _ in facts.records("security_rule")):
        return None
    kept = facts.of(in_force("security_rule")).get(unit.id, ())
    if not kept:
        return Violation(unit, "没有有效的网站安全管理制度；请印发并登记")
    officers = [facts.follow(record, "officer") for record in kept]
    wrong = []
    if not any(officer is not None and serving(officer, facts.as_of) for officer in officers):
        wrong.append("没有在岗的安全管理人员")
    if not any(record.values["duties"] == 1 for record in kept):
        wrong.append("没有写明职责和权限")
    return Violation(unit, f"安全管理制度{'，'.join(wrong)}；请落实并登记") if wrong else None


RULES: tuple[Rule, ...] = (
    Rule(
        "35.checks", Severity.VIOLATION, "system", "应用程序、操作系统、数据库都定期做安全检查了吗？", Each(_checks),
        _systems,
    ),
    Rule(
        "35.grading", Severity.VIOLATION, "system", "信息系统都定级，二级以上的都报公安备案了吗？",
        Each(_grading), _systems, optional=True,
    ),
    Rule(
        "35.rectified", Severity.VIOLATION, "safety", "安全检查查出的问题都整改了吗？", Each(_rectified), _faulty,
        optional=True,
    ),
    Rule(
        "35.assessment", Severity.NOTICE, "system", "二级、三级系统都按期做等级测评了吗？",
        Each(_assessment), _systems, optional=True, pack=PROTECTION,
    ),
    Rule(
        "35.evaluated", Severity.WARNING, "system", "每年和上新功能之前都做安全评估了吗？",
        Each(_evaluated), _systems, optional=True, pack=INTERNET,
    ),
    Rule(
        "35.protection", Severity.WARNING, "system", "日志留存一年并备份、后台限制访问、多因素登录都做到了吗？",
        Each(_protection), _systems, optional=True, pack=INTERNET,
    ),
    Rule(
        "36.system", Severity.VIOLATION, "unit", "各单位都有网站安全管理制度、在岗的安全管理人员吗？",
        Each(_system_of_rules), sponsors, (KEEPS_RULES,),
    ),
)  # fmt: skip
