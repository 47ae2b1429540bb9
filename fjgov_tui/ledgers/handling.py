"""Chapters 7 and 8: the way of an incident from being found to being closed (articles 24 to 28)."""

from dataclasses import replace

from fjgov_tui.ledgers.incidents import (
    CONTENT_KINDS,
    FAULT_KINDS,
    INCIDENT,
    IncidentSource,
    IncidentVerdict,
)
from fjgov_tui.ledgers.procedures import Procedure, Step, Within

HOUR = Within(minutes=60, of="notified")
"""Articles 26 and 28: from the second of the notice, without a pause."""
_DISMISSED = ("verdict", (IncidentVerdict.FALSE_ALARM, IncidentVerdict.NOTHING))
_FOUND = Step(name="found", label="发现", observed=True, todo="登记发现时刻")
# The regulation says at once (立即, 第一时间) and names no figure: two hours are the program's, and only warn.
_VERIFIED = Step(
    name="verified",
    label="核实",
    after=("found",),
    needs=("verdict",),
    field="verified_at",
    by="verified_by",
    due=Within(hours=2, of="found"),
    todo="核实是不是真有问题",
    articles=(24,),
)
_LEADER = Step(
    name="leader",
    label="报告领导",
    after=("verified",),
    field="leader_at",
    due=Within(hours=2, of="verified"),
    todo="向单位领导报告初步处置情况",
    lacking="还没有报告领导",
    articles=(24,),
)
_JUDGED = Step(
    name="judged",
    label="研判上报",
    after=("leader",),
    needs=("grade", "grade_reason"),
    field="judged_at",
    by="judged_by",
    due=Within(hours=2, of="leader"),
    todo="研判是否报网信、公安，写明级别和理由",
    lacking="还没有研判是否报网信、公安",
    articles=(24,),
)
_NOTIFIED = Step(
    name="notified",
    label="通知单位",
    after=("found",),
    needs=("notified_how",),
    field="notified_at",
    by="notified_by",
    due=Within(hours=2, of="found"),
    todo="通知主办单位，从这一秒起一小时内处置",
    lacking="还没有通知主办单位",
    articles=(26,),
)
_HANDLED = Step(
    name="handled",
    label="处置",
    after=("found",),
    field="handled_at",
    due=HOUR,
    todo="删除或处置",
    lacking="还没有删除或处置",
    articles=(26, 28),
)
_RECHECKED = Step(
    name="rechecked",
    label="人工复查",
    after=("handled",),
    field="rechecked_at",
    by="rechecked_by",
    todo="打开页面看过，确已处置",
    lacking="处置之后还没有人复查",
    articles=(24,),
)


def _closed(*after: str, label: str = "办结", todo: str = "写明原因，办结", explained: bool = True) -> Step:
    """The last step; whether it needs the reason of what happened."""
    needs = ("root_cause",) if explained else ()
    return Step(name="closed", label=label, after=after, needs=needs, field="closed_at", todo=todo)


HANDLING = Procedure(
    ledger="incident",
    title="预警处置",
    articles=(24, 26, 28),
    where=("kind", CONTENT_KINDS),
    unless=(_DISMISSED, ("source", (IncidentSource.OWN_FIND,))),
    closing="closed",
    form="预警处置单",
    steps=(
        _FOUND,
        _VERIFIED,
        _NOTIFIED,
        _HANDLED,
        _LEADER,
        _JUDGED,
        _RECHECKED,
        _closed("verified", "notified", "handled", "leader", "judged", "rechecked"),
    ),
)
"""Content that must not be read, or a page that somebody has changed, found by others than the unit."""
OWN_FINDING = Procedure(
    name="own_find",
    ledger="incident",
    title="自查处置",
    articles=(25,),
    where=("source", (IncidentSource.OWN_FIND,)),
    unless=(_DISMISSED, ("kind", FAULT_KINDS)),
    closing="closed",
    form="预警处置单",
    steps=(
        _FOUND,
        replace(
            _HANDLED,
            label="删除",
            due=replace(HOUR, of="found"),
            todo="第一时间删除",
            lacking="还没有删除",
            articles=(25,),
        ),
        _RECHECKED,
        _closed("handled", "rechecked"),
    ),
)
"""The unit itself has found it: nobody has to tell it."""
FAULT = Procedure(
    name="fault",
    ledger="incident",
    title="故障处置",
    articles=(24, 27),
    where=("kind", FAULT_KINDS),
    unless=(_DISMISSED,),
    closing="closed",
    form="预警处置单",
    steps=(
        _FOUND,
        replace(_NOTIFIED, optional=True, due=None, articles=(27,)),
        _HANDLED,
        _closed("handled", todo="办结", explained=False),
    ),
)
"""Pages that do not open, dead links and the like: article 27 wants them told on and mended; once the unit is told the
same hour runs. The monitor verifies by a second visit, and sees by itself that they are over."""
DISMISSING = Procedure(
    name="dismissed",
    ledger="incident",
    title="误报了结",
    articles=(24,),
    where=_DISMISSED,
    closing="closed",
    form="预警处置单",
    steps=(
        _FOUND,
        _closed("found", label="了结", todo="不用处置的了结", explained=False),
    ),
)
"""Nothing was wrong, or it goes on elsewhere."""
CLOCKED = (HANDLING, FAULT)
"""Those in which the hour of a notice runs."""
INCIDENT_WAYS = (HANDLING, OWN_FINDING, FAULT, DISMISSING)
"""Every way that an incident may go, by what it is, how it was found and what it turned out to be."""

__all__ = ["CLOCKED", "DISMISSING", "FAULT", "HANDLING", "HOUR", "INCIDENT", "INCIDENT_WAYS", "OWN_FINDING"]
