"""Article 38: what has to be settled with a vendor before it serves."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import done, records
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader


def _contracted(vendor: Record, as_of: date) -> bool:
    start, end = vendor.day("contract_from"), vendor.day("contract_to")
    return (start is None or start <= as_of) and (end is None or end >= as_of)


def _agreement(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for vendor in records(reader, "vendor"):
        if not _contracted(vendor, as_of):
            continue
        asked = (
            ("约定权责", vendor.values["duties"] == 1),
            ("签订保密协议", done(vendor, "nda_on", as_of)),
            ("进行保密培训", done(vendor, "trained_on", as_of)),
            ("审查资质", done(vendor, "checked_on", as_of)),
        )
        missing = [label for label, fine in asked if not fine]
        if missing:
            message = f"合同有效，但没有{'、'.join(missing)}的记录；请补办并登记"
            yield Flaw(vendor, message, vendor.names.get("unit", ""), since=vendor.day("contract_from"))


RULES: tuple[Rule, ...] = (
    Rule("38.agreement", 38, "violation", "vendor", "服务商都约定权责、保密并审查过资质吗？", _agreement),
)
