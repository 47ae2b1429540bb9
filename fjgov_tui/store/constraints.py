"""What a record must not break, as sentences: the constraints of its table, and that it points to no removed record."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.errors import FieldProblem, InputProblem, RecordProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle


def refused(db: Handle, ledger: Ledger, row: Mapping[str, Stored], message: str) -> InputProblem | StoreProblem:
    """What to raise for a constraint that fired.

    Args:
        db: where it fired; nothing was written.
        ledger: the declaration from which the constraint follows.
        row: what was to be written.
        message: SQLite's own words.
    """
    subject = f"{ledger.title} {row.get(ledger.label) or ''}".strip()
    if not message.startswith("UNIQUE"):
        return StoreProblem(f"表里的约束不接受这条记录（{message}）", where=subject, remedy="请把这句话报给维护人员")
    unique = next(
        (field for field in ledger.fields if field.unique and message.endswith(f"{ledger.name}.{field.name}")),
        None,
    )
    names = (unique.name,) if unique else ledger.key
    same = " AND ".join(f"{name_sql(name)} IS ?" for name in names)
    clash = db.conn.execute(
        f"SELECT id FROM {name_sql(ledger.name)} WHERE removed_at IS NULL AND id <> ? AND {same}",
        [row["id"], *(row[name] for name in names)],
    ).fetchone()
    field = ledger[names[-1]]
    shown = "" if field.sealed or field.reference else field.type.show(row[field.name])
    labels = "、".join(ledger[name].label for name in names)
    reason = f"与编号 {clash[0] if clash else '?'} 的记录重复（{labels}相同）"
    return RecordProblem(subject, [FieldProblem(field.name, field.label, shown, reason)])


def check_references(reader: Reader, ledger: Ledger, row: Mapping[str, Stored]) -> None:
    """Refuse to bring a record back that points to one which was removed, too.

    Raises:
        RecordProblem: every such field is named.
    """
    gone = []
    for field, reference in ledger.references:
        target = row[field.name]
        # A record that points to itself comes back together with what it points to.
        if target is None or (reference.ledger == ledger.name and target == row["id"]):
            continue
        other = reader.record(LEDGERS[reference.ledger], int(target))
        if other.removed_at is not None:
            gone.append(FieldProblem(field.name, field.label, other.title, "已被移除，请先恢复它"))
    if gone:
        raise RecordProblem(f"{ledger.title} 编号 {row['id']}", gone)
