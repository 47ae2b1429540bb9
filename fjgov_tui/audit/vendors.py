"""Article 38: what has to be settled with a vendor before it serves."""

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done


def contracted(facts: Facts) -> list[Record]:
    """The vendors whose contract covered that day; a blank day has no border."""
    as_of, vendors = facts.as_of, list[Record]()
    for vendor in facts.records("vendor"):
        start, end = vendor.day("contract_from"), vendor.day("contract_to")
        if (start is None or start <= as_of) and (end is None or end >= as_of):
            vendors.append(vendor)
    return vendors


def _agreement(facts: Facts, vendor: Record) -> Violation | None:
    asked = (
        ("约定权责", vendor.values["duties"] == 1),
        ("签订保密协议", done(vendor, "nda_on", facts.as_of)),
        ("进行保密培训", done(vendor, "trained_on", facts.as_of)),
        ("审查资质", done(vendor, "checked_on", facts.as_of)),
    )
    missing = [label for label, fine in asked if not fine]
    if not missing:
        return None
    message = f"合同有效，但没有{'、'.join(missing)}的记录；请补办并登记"
    return Violation(vendor, message, since=vendor.day("contract_from"))


RULES: tuple[Rule, ...] = (
    Rule("38.agreement", "violation", "vendor", "服务商都约定权责、保密并审查过资质吗？", Each(_agreement), contracted),
)
