"""Whom to call about a site: the unit's responsible persons (article 5) and its duty telephone."""

from __future__ import annotations

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.store import Reader

OFFICES = (("first", Office.FIRST), ("direct", Office.DIRECT))
NUMBERS = ("mobile", "phone24")


def responsible(reader: Reader, site: int) -> tuple[str, ...]:
    """The lines that say whom to call; telephones of persons stay masked, as everywhere.

    Args:
        reader: the ledgers.
        site: the site's id.
    """
    unit_id = reference(reader.record(LEDGERS["site"], site), "unit")
    if unit_id is None:
        return ("没有登记主办单位，不知道找谁",)
    unit = reader.record(LEDGERS["unit"], unit_id)
    duty = cell(LEDGERS["unit"]["phone"], unit)
    lines = [f"{unit.title}值班电话 {duty or '没有登记'}"]
    for name, office in OFFICES:
        person_id = reference(unit, name)
        if person_id is None:
            lines.append(f"{office} 没有登记")
            continue
        person = reader.record(LEDGERS["person"], person_id)
        numbers = dict.fromkeys(filter(None, (cell(LEDGERS["person"][number], person) for number in NUMBERS)))
        lines.append(f"{office} {person.title} {' '.join(numbers) or '没有登记电话'}")
    return tuple(lines)
