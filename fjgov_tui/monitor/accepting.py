"""Accepting a page as it is now for its baseline (article 24), and remembering what a person last looked at."""

from __future__ import annotations

from dataclasses import replace

from fjgov_tui.clock import parse_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.observed.model import Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.pages.shot import DiffLine, diff, diff_text
from fjgov_tui.store import Reader, Store, Writer
from fjgov_tui.store.watch.findings import settle
from fjgov_tui.store.watch.pages import put_snapshot, snapshot

ACCEPTANCE = LEDGERS["acceptance"]
COMPARED = ("title", "outbound", "script", "redirect", "replaced")
"""Rules that compare with the baseline: accepting the page settles their findings. A hidden link stays one."""
_CHANGES = 60
"""Changes that the ledger names; the rest is counted."""


def accept(store: Store, target: Target, reason: str) -> int:
    """Take the page as last inspected for its baseline; who, when and why stand in the ledger and the trail.

    Args:
        store: the file.
        target: the page.
        reason: why the page is right as it is.

    Returns:
        The id of the entry in the ledger `acceptance`.

    Raises:
        InputProblem: the page has not been inspected yet, or there is no reason; nothing was written.
    """
    if not reason.strip():
        raise InputProblem("认可基线要写明理由", where=target.name, remedy="请用一句话写明页面为什么没有问题")
    with store.write(f"认可“{target.name}”现在的页面为基线：{reason.strip()}") as writer:
        return _accept(writer, target, reason.strip())


def _accept(writer: Writer, target: Target, reason: str) -> int:
    latest = _kept(writer, target, "latest")
    if latest is None:
        raise InputProblem("这个页面还没有检查过，没有可认可的样子", where=target.name, remedy="请先做一次篡改检查")
    before = _kept(writer, target, "baseline")
    put_snapshot(writer, replace(latest, kind="baseline"))
    put_snapshot(writer, replace(latest, kind="looked"))
    settle(writer, "integrity", target.page_of, target.record, COMPARED, int(parse_instant(writer.at).timestamp()))
    column = RecordId(target.record) if target.page_of == "column" else None
    given: dict[str, Raw] = {
        "accepted_at": writer.at,
        "site": RecordId(target.site),
        "column": column,
        "digest": latest.digest,
        "changes": _changes(diff(before, latest, _CHANGES)) if before else "首次认可，没有更早的基线可比",
        "reason": reason,
    }
    return writer.save(ACCEPTANCE, given)


def look(writer: Writer, target: Target) -> bool:
    """Remember that a person has looked at the page as it was last inspected; leaves no trail.

    Returns:
        Whether there was something to look at.
    """
    latest = _kept(writer, target, "latest")
    if latest is not None:
        put_snapshot(writer, replace(latest, kind="looked"))
    return latest is not None


def changed_since(reader: Reader, target: Target, kind: SnapshotKind = "looked") -> tuple[DiffLine, ...] | None:
    """What differs between the latest snapshot and an earlier one; `None` where one of the two is missing.

    Args:
        reader: the file.
        target: the page.
        kind: `baseline`, or what a person last looked at.
    """
    before, now = _kept(reader, target, kind), _kept(reader, target, "latest")
    return diff(before, now) if before and now else None


def _kept(reader: Reader, target: Target, kind: SnapshotKind) -> Snapshot | None:
    return snapshot(reader, target.page_of, target.record, kind)


def _changes(lines: tuple[DiffLine, ...]) -> str:
    shown = [f"{line.sign} {line.tag} {line.text} {line.url}".rstrip() for line in lines]
    return "\n".join([diff_text(lines), *shown])
