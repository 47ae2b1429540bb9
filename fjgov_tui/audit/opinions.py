"""Chapter 9: what was found is told to 网信, answered in time, told upward (articles 29 to 32)."""

from fjgov_tui.audit.model import Rule
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.ledgers.opinions import OPINION_WAYS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.workflows.matters import LapseKind

RULES: tuple[Rule, ...] = (
    breaches(
        "29.response", OPINION_WAYS, {LapseKind.LATE}, "舆情都按时限回应了吗（重大的 5 小时，其他 48 小时）？",
        steps=("responded",), optional=True,
    ),
    breaches(
        "30.report", OPINION_WAYS, {LapseKind.LATE, LapseKind.MISSING}, "发现的舆情都第一时间报网信部门了吗？",
        steps=("reported",), optional=True, late=Severity.WARNING,
    ),
    breaches(
        "31.response", OPINION_WAYS, {LapseKind.MISSING}, "办结之前都查清了事实、澄清回应了吗？",
        steps=("checked", "responded"), optional=True,
    ),
    breaches(
        "32.briefing", OPINION_WAYS, {LapseKind.MISSING}, "处置情况都向主要负责人汇报了吗？",
        steps=("briefed",), optional=True,
    ),
)  # fmt: skip
