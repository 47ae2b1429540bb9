"""The declarations of all ledgers; pure data, no I/O."""

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.access import ROLE
from fjgov_tui.ledgers.agenda import KEY_POINT
from fjgov_tui.ledgers.answering import ANSWERING, MESSAGE, REPLYING, REQUEST
from fjgov_tui.ledgers.changes import CHANGE, CHANGING, GOING_OFFLINE, OPEN_MEDIA, OPEN_SITE
from fjgov_tui.ledgers.collecting import COLLECTION
from fjgov_tui.ledgers.duty import HANDING_ON, PATROL, PHONE_CHECK, SHIFT, SHIFT_CHANGE, SHIFT_HANDOVER
from fjgov_tui.ledgers.emergency import DRILL, PLAN, PLAN_ITEM, PLAN_STEP
from fjgov_tui.ledgers.exits import LEAVING, VENDOR_EXIT
from fjgov_tui.ledgers.explaining import EXPLANATION
from fjgov_tui.ledgers.handling import INCIDENT_WAYS
from fjgov_tui.ledgers.incidents import INCIDENT
from fjgov_tui.ledgers.inspecting import BULLETIN, CHECKPOINT, INDICATOR_POINTS, INSPECTION, SELF_CHECK
from fjgov_tui.ledgers.media import MEDIA
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.office import REMINDER, SETTING
from fjgov_tui.ledgers.opinions import OPINION, OPINION_WAYS
from fjgov_tui.ledgers.organisation import PERSON, UNIT
from fjgov_tui.ledgers.procedures import Procedure
from fjgov_tui.ledgers.rectifying import ACCOUNTABILITY, ACCOUNTING, RECTIFICATION, RECTIFYING
from fjgov_tui.ledgers.release import ANSWER, CONSENT, PUBLISHING, RELEASE
from fjgov_tui.ledgers.rotation import HANDING_OVER, HANDOVER, HANDOVER_ITEM, ROTATION
from fjgov_tui.ledgers.safety import ACCOUNT, VENDOR, VENDOR_CHECK
from fjgov_tui.ledgers.signing import DEADLINE, POST, SIGNATURE, SUBSTITUTION
from fjgov_tui.ledgers.sites import COLUMN, SITE
from fjgov_tui.ledgers.sources import SOURCE
from fjgov_tui.ledgers.systems import SAFETY, SECURITY_RULE, SYSTEM
from fjgov_tui.ledgers.training import ATTENDANCE, TRAINING
from fjgov_tui.ledgers.watching import ACCEPTANCE, CHANNEL, JUDGEMENT, MAINTENANCE, SCHEDULE, TERM

_ALL = (
    UNIT, PERSON, SITE, COLUMN, MEDIA, ACCOUNT, ROTATION, HANDOVER, HANDOVER_ITEM,
    VENDOR, TRAINING, ATTENDANCE, INCIDENT, SHIFT, SHIFT_CHANGE, PATROL, PHONE_CHECK, SHIFT_HANDOVER, OPINION,
    INSPECTION, CHECKPOINT, SELF_CHECK, BULLETIN, RECTIFICATION, ACCOUNTABILITY, INDICATOR_POINTS, KEY_POINT,
    COLLECTION,
    SCHEDULE, MAINTENANCE, ACCEPTANCE, JUDGEMENT, TERM, CHANNEL,
    REMINDER, SETTING, ROLE, EXPLANATION, POST, SUBSTITUTION, SIGNATURE, DEADLINE,
    CHANGE, SOURCE, RELEASE, CONSENT, ANSWER, REQUEST, MESSAGE, VENDOR_CHECK,
    SYSTEM, SAFETY, SECURITY_RULE, PLAN, PLAN_STEP, PLAN_ITEM, DRILL, VENDOR_EXIT,
)  # fmt: skip
LEDGERS: dict[str, Ledger] = {ledger.name: ledger for ledger in _ALL}
"""Every ledger by name, in the order in which screens list them."""
_PROCEDURES = (
    HANDING_OVER, OPEN_SITE, OPEN_MEDIA, CHANGING, GOING_OFFLINE, PUBLISHING, ANSWERING, REPLYING, *INCIDENT_WAYS,
    *OPINION_WAYS, RECTIFYING, ACCOUNTING, LEAVING, HANDING_ON,
)  # fmt: skip
PROCEDURES: dict[str, Procedure] = {procedure.key: procedure for procedure in _PROCEDURES}
"""Every procedure by the name under which signatures and commands know it."""


def present_name(name: str) -> str:
    """The present name of a ledger that an older file, draft or trail entry may name as it was called then."""
    if name in LEDGERS:
        return name
    return next((ledger.name for ledger in LEDGERS.values() if name in ledger.was), name)


def find_ledger(word: str) -> Ledger:
    """The ledger of that English name, present or former, or Chinese title.

    Raises:
        InputProblem: there is none; the message lists them.
    """
    for ledger in LEDGERS.values():
        if word in {ledger.name, ledger.title, *ledger.was}:
            return ledger
    known = "、".join(f"{ledger.name}（{ledger.title}）" for ledger in LEDGERS.values())
    raise InputProblem(f"没有叫“{word}”的台账", remedy=f"可用的台账：{known}")


def find_field(ledger: Ledger, word: str) -> Field:
    """The field of that English name, present or former, Chinese label, or heading under which sheets may have it.

    Raises:
        InputProblem: there is none; the message lists them.
    """
    for field in ledger.fields:
        if word in {field.name, field.label, *field.was}:
            return field
    called = [field for field in ledger.fields if word in field.synonyms]
    if len(called) == 1:
        return called[0]
    known = "、".join(f"{field.name}（{field.label}）" for field in ledger.fields)
    raise InputProblem(f"台账“{ledger.title}”没有叫“{word}”的字段", remedy=f"可用的字段：{known}")


__all__ = [
    "LEDGERS", "PROCEDURES", "Field", "Ledger", "Procedure", "Record", "find_field", "find_ledger", "present_name",
]  # fmt: skip
