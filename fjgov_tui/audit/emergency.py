"""Emergency plans: every sponsor has one (27), it says who does what at each grade, and it was drilled (35)."""

from collections.abc import Sequence

from fjgov_tui.audit.duty import sponsors
from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.audit.safety import in_force, never_kept, overdue_of
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import serving
from fjgov_tui.ledgers.incidents import Grade
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.safety import DRILLED, plans_in_force


def _has_plan(facts: Facts, unit: Record) -> Violation | None:
    """Of a county that keeps no such ledger nothing is known."""
    if not any(True for _ in facts.records("plan")) or facts.of(in_force("plan")).get(unit.id):
        return None
    return Violation(unit, "没有有效的网络安全应急预案；请制定、印发并登记在应急预案台账")


def _plans(facts: Facts) -> list[Record]:
    return plans_in_force(facts.records("plan"), facts.as_of)


def _complete(facts: Facts, plan: Record) -> Violation | None:
    """For each grade at least one step, and for each step somebody who is there."""
    steps: Sequence[Record] = facts.referring("plan_step", "plan").get(plan.id, ())
    lacking = [grade for grade in Grade if all(step.values["grade"] != grade for step in steps)]
    if len(lacking) == len(Grade):
        return Violation(plan, "没有登记步骤；请把各级别怎么办、谁来办登记在预案步骤台账", since=plan.day("issued_on"))
    if lacking:
        return Violation(plan, f"没有写{'、'.join(lacking)}事件怎么办；请补登预案步骤", since=plan.day("issued_on"))
    people = [(step, facts.follow(step, "person")) for step in steps]
    vacant = [step.title for step, person in people if person is None or not serving(person, facts.as_of)]
    if vacant:
        more = f"等 {len(vacant)} 步" if len(vacant) > 3 else ""
        message = f"“{'”“'.join(map(safe, vacant[:3]))}”{more}没有在岗的人来办；请改派并登记"
        return Violation(plan, message, severity=Severity.WARNING)
    return None


def _drilled(facts: Facts, plan: Record) -> Violation | None:
    late = overdue_of(facts, plan, (DRILLED,))
    if not late or late[0].limit is None:
        return None
    limit, due = late[0].limit, late[0].due
    binding = bool(limit.document)
    message = f"{late[0].words}，间隔 {limit.value} 个月（{limit.source}）；请演练并登记"
    return Violation(plan, message, due=due, severity=None if binding else Severity.WARNING)


RULES: tuple[Rule, ...] = (
    Rule(
        "27.plan", Severity.VIOLATION, "unit", "主办单位都有网络安全应急预案吗？", Each(_has_plan), sponsors,
        (never_kept("plan", "应急预案"),),
    ),
    Rule(
        "35.plan", Severity.VIOLATION, "plan", "应急预案写明了各级别怎么办、谁来办吗？", Each(_complete), _plans,
        optional=True,
    ),
    Rule("35.drill", Severity.VIOLATION, "plan", "应急预案都按期演练了吗？", Each(_drilled), _plans, optional=True),
)  # fmt: skip
