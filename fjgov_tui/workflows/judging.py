"""What a person says of something that the monitor suspects (article 24): confirmed, or ignored as a false alarm."""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.ledgers.watching import JUDGED, FindingVerdict, Scope
from fjgov_tui.observed.model import Detection
from fjgov_tui.store import Selection, Writer

JUDGEMENT = LEDGERS["judgement"]
"""How far a false alarm is ignored: this page, the same mark on this site, the same mark anywhere."""
_SUBJECT = 180
"""Characters of the finding that name its judgement, within what the ledger takes."""


def judge(writer: Writer, finding: Detection, verdict: str, scope: str = "", reason: str = "") -> int:
    """Write down what a person thinks of a finding; an older judgement of the same one is replaced.

    Args:
        writer: an open transaction.
        finding: what was found.
        verdict: 确认 or 误报.
        scope: how far a 误报 is ignored, 本页 where not given; a 确认 has none.
        reason: why; it stands in the trail.

    Returns:
        The id of the judgement.

    Raises:
        InputProblem: no such verdict or scope, or no reason; nothing was written.
    """
    if verdict not in JUDGED:
        raise InputProblem(f"判定只能是“确认”或“误报”，不是“{verdict}”", where=finding.what)
    if verdict == FindingVerdict.FALSE_ALARM and (scope or Scope.PAGE) not in set(Scope):
        raise InputProblem(f"忽略范围只能是{'、'.join(Scope)}，不是“{scope}”", where=finding.what)
    if not reason.strip():
        raise InputProblem("判定要写明理由", where=finding.what, remedy="请用一句话写明为什么这样判定")
    given: dict[str, Raw] = {
        "fingerprint": finding.fingerprint,
        "subject": _subject(finding),
        "site": writer.name_book.reference("site", finding.site),
        "verdict": verdict,
        "scope": (scope or Scope.PAGE) if verdict == FindingVerdict.FALSE_ALARM else None,
        "reason": reason.strip(),
    }
    earlier = _judged(writer, finding.fingerprint)
    for number in earlier[1:]:
        writer.remove(JUDGEMENT, number, writer.record(JUDGEMENT, number).revision)
    return writer.save(JUDGEMENT, given, writer.record(JUDGEMENT, earlier[0]) if earlier else None)


def withdraw(writer: Writer, finding: Detection) -> bool:
    """Take a judgement back, so that the finding waits for one again.

    Args:
        writer: an open transaction.
        finding: what was found.

    Returns:
        Whether there was one; a wider 误报 of the same mark is another finding's and stays.
    """
    earlier = _judged(writer, finding.fingerprint)
    for number in earlier:
        writer.remove(JUDGEMENT, number, writer.record(JUDGEMENT, number).revision)
    return bool(earlier)


def _subject(finding: Detection) -> str:
    return finding.what[:_SUBJECT] or finding.rule


def _judged(writer: Writer, fingerprint: str) -> Sequence[int]:
    return writer.ids(Selection("judgement", where=(("fingerprint", fingerprint),)))
