"""Two answers of the rulebook side by side: what is new, what is gone, what is still there and since when."""

from collections.abc import Sequence

from fjgov_tui.audit import Finding
from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class Comparison:
    """What changed from one answer to another."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    """As the earlier answer put them."""
    still: tuple[Finding, ...]
    """As the later answer puts them; `since` says how long."""

    @property
    def same(self) -> bool:
        """Whether nothing came and nothing went."""
        return not (self.new or self.gone)


def compare(before: Sequence[Finding], after: Sequence[Finding]) -> Comparison:
    """Compare by rule and record; a message that changed its words is the same finding.

    Args:
        before: the earlier answer, or what was known then.
        after: the later one, or what is known now.
    """
    earlier, later = {_key(finding) for finding in before}, {_key(finding) for finding in after}
    return Comparison(
        new=tuple(finding for finding in after if _key(finding) not in earlier),
        gone=tuple(finding for finding in before if _key(finding) not in later),
        still=tuple(finding for finding in after if _key(finding) in earlier),
    )


def _key(finding: Finding) -> tuple[str, str, int]:
    return finding.rule, finding.ledger, finding.id
