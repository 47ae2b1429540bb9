"""What a cell says that is no value: blank, cleared, as above, a formula that is broken or was never worked out."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.errors import FieldProblem
from fjgov_tui.exchange.grid import Formula
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Raw, Stored, repeats_above
from fjgov_tui.ledgers.validate import shown

CLEAR = "（空）"
"""What a cell holds to clear a field of an existing record; a blank cell keeps it."""
_SPECIAL = frozenset(' \t\r\n\u3000\xa0（#同〃″"')
"""How a cell begins that is blank, clears its field, says “as above”, or shows a broken formula."""
_ERRORS = {
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
}  # fmt: skip
_UNREAD = "是公式，文件里没有它的结果；请在表格软件里打开、保存一次，再导入"


def prepared(
    ledger: Ledger, given: dict[str, Raw], current: Mapping[str, Stored], *, formulas: bool
) -> list[FieldProblem]:
    """Take blank cells out of a row and put clearings in; the problems are cells that hold no value at all.

    Args:
        ledger: what the row becomes a record of.
        given: the row by field name; changed in place.
        current: the record as it stands; empty for a new one.
        formulas: whether the sheet has formulas without their results.
    """
    problems = []
    for name, raw in list(given.items()):
        if not isinstance(raw, str):
            continue
        unread = formulas and isinstance(raw, Formula)
        if not unread and (raw[0] not in _SPECIAL or raw == current.get(name)):
            continue
        word = raw.strip()
        reason = _UNREAD if unread else ""
        if not word:
            del given[name]
        elif word == CLEAR:
            given[name] = None
        elif word in _ERRORS:
            reason = "是公式出错的结果，请改正后再导入"
        elif repeats_above(word):
            reason = "写的是“同上”，每一行都要写出自己的内容"
        if reason and name in ledger:
            field = ledger[name]
            problems.append(FieldProblem(name, field.label, shown(field, word), reason))
    return problems
