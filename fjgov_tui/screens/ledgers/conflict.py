"""Two versions of one record, side by side in words."""

from collections.abc import Mapping

from fjgov_tui.clock import show_instant
from fjgov_tui.ledgers import Ledger, Record
from fjgov_tui.ledgers.cells import cell


def conflict_text(ledger: Ledger, base: Record, theirs: Record, typed: Mapping[str, str], why: str) -> str:
    """What the other one saved and what was typed here, for each field that either has changed.

    Args:
        ledger: the declaration.
        base: the record as this form began with it.
        theirs: the record as it stands now.
        typed: the texts typed here, by field.
        why: what the store said.
    """
    lines = [why, ""]
    if theirs.removed_at is not None:
        lines += ["对方已经移除了这条记录；要保住您填的内容，请先复制出来，再放弃。", ""]
    for field in ledger.fields:
        before, now = cell(field, base), cell(field, theirs)
        mine = typed.get(field.name)
        if before == now and mine is None:
            continue
        lines.append(f"{field.label}  原来：{before or '（空）'}")
        lines.append(f"    已存：{now or '（空）'}")
        lines.append(f"    您填：{mine if mine else '（没有改）' if mine is None else '（空）'}")
    return "\n".join([*lines, "", f"已存的版本：{theirs.updated_by}，{show_instant(theirs.updated_at)}"])
