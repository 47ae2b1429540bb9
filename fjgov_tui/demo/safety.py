"""Safety in the demo county: systems and checks, rules of security, emergency plans and drills, ends of contracts."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.demo.draft import CENTRE, OFFICE, CountyDraft
from fjgov_tui.demo.people import DEPUTY, MANAGER, units
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.emergency import DrillForm
from fjgov_tui.ledgers.incidents import Grade
from fjgov_tui.ledgers.systems import CHECKED, Protection, SafetyKind, SafetyResult, SystemState

_SYSTEMS = (
    ("县政府网站平台（演示）", 1500),
    ("政务客户端平台（演示）", 100),
    ("数据采集系统（演示）", 1200),
    ("会议直播系统（演示）", 900),
    ("档案查询系统（演示）", 1100),
    ("短信平台（演示）", 1000),
)
"""Name, and days in service; the second is young enough not to have been checked yet."""
_YOUNG = 1
_MENDED = 2
"""Whose check found something, which was mended in time."""
_ACTIONS = ("报告带班领导", "断开受影响的页面，保留日志和截图", "报县网信和公安，配合处置", "成立现场指挥组，逐级上报")
"""What the plan wants at each grade, the least grave first."""


def draw_safety(draft: CountyDraft) -> None:
    """Put down systems, checks, rules, plans, their steps, drills and ends of contracts."""
    draft.put("system", _systems(draft))
    draft.put("safety", _checks(draft))
    draft.put("security_rule", _rules(draft))
    draft.put("plan", _plans(draft))
    draft.put("plan_step", _steps(draft))
    draft.put("drill", _drills(draft))
    draft.put("vendor_exit", _exits(draft))


def _sponsors() -> list[str]:
    return [OFFICE, *(unit["单位"] for unit in units())]


def _plan(unit: str) -> str:
    return f"{unit}网络安全应急预案"


def _systems(draft: CountyDraft) -> Iterator[Row]:
    for number, (name, days) in enumerate(_SYSTEMS):
        yield {
            "name": name,
            "unit": CENTRE,
            "since": draft.ago(days),
            "grade": Protection.SECOND,
            "graded_on": draft.ago(days - 5),
            "filed_on": draft.ago(days - 20),
            "filing": f"演示备〔{number + 1:02d}〕号",
            "vendor": "虚构网络安全服务有限公司",
            "log_months": 13,
            "logs_backed": "是",
            "backend_limited": "是",
            "mfa": "是",
            "function_on": None,
            "state": SystemState.RUNNING,
        }


def _checks(draft: CountyDraft) -> Iterator[Row]:
    for number, (name, _) in enumerate(_SYSTEMS):
        days = dict.fromkeys((*CHECKED, SafetyKind.EVALUATED), 60 + 10 * number) | {SafetyKind.ASSESSED: 420}
        if number == _YOUNG:
            days = {SafetyKind.ASSESSED: 50, SafetyKind.EVALUATED: 60}
        for kind, ago in days.items():
            mended = number == _MENDED and kind is SafetyKind.HOST
            yield {
                "system": name,
                "kind": kind,
                "checked_on": draft.ago(ago),
                "by": "虚构网络安全服务有限公司",
                "result": SafetyResult.FAULTY if mended else SafetyResult.SOUND,
                "problem": "补丁没有打全（演示）" if mended else None,
                "mend_by": draft.ago(ago - 20) if mended else None,
                "mended_on": draft.ago(ago - 10) if mended else None,
            }


def _rules(draft: CountyDraft) -> Iterator[Row]:
    for unit in _sponsors():
        yield {
            "unit": unit,
            "name": f"{unit}网站安全管理制度",
            "issued_on": draft.ago(900),
            "officer": draft.called(draft.person(unit, DEPUTY)),
            "duties": "是",
        }


def _plans(draft: CountyDraft) -> Iterator[Row]:
    for unit in _sponsors():
        yield {"unit": unit, "name": _plan(unit), "issued_on": draft.ago(900), "abolished_on": None}


def _steps(draft: CountyDraft) -> Iterator[Row]:
    for unit in _sponsors():
        people = [draft.called(draft.person(unit, role)) for role in (MANAGER.split("、")[0], DEPUTY)]
        for number, (grade, action) in enumerate(zip(Grade, _ACTIONS, strict=True)):
            yield {
                "plan": _plan(unit),
                "grade": grade,
                "number": 1,
                "action": action,
                "person": people[number > 0],
                "minutes": 30,
            }


def _drills(draft: CountyDraft) -> Iterator[Row]:
    for place, unit in enumerate(_sponsors()):
        held: date = draft.ago(120 + place)
        yield {"plan": _plan(unit), "held_on": held, "form": DrillForm.TABLETOP, "result": "按步骤走通（演示）"}


def _exits(draft: CountyDraft) -> Iterator[Row]:
    """Every contract that is over was settled within ten days."""
    for vendor in draft.tables["vendor"]:
        ended = vendor["contract_to"]
        if isinstance(ended, date) and ended < draft.today:
            settled = draft.ago((draft.today - ended).days - 10)
            yield {
                "vendor": vendor["name"],
                "ended_on": ended,
                "returned_on": settled,
                "returned": "站点备份、素材和密钥（演示）",
                "closed_on": settled,
            }
