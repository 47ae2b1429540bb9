"""Articles 6 and 38: what has to be settled with a vendor before it serves, and how it is looked after."""

from collections.abc import Mapping
from datetime import timedelta

from fjgov_tui.audit.facts import Facts, running_media, running_sites
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done, reference
from fjgov_tui.ledgers.safety import VendorResult
from fjgov_tui.text import safe


def served(facts: Facts) -> Mapping[int, str]:
    """By the id of a vendor: the first running site or media account that it serves."""
    names: dict[int, str] = {}
    for place in (*running_sites(facts), *running_media(facts)):
        vendor = reference(place, "vendor")
        if vendor is not None:
            names.setdefault(vendor, place.title)
    return names


def _contracted(facts: Facts, vendor: Record) -> bool:
    """Whether the contract covered that day; a blank day has no border."""
    start, end = vendor.day("contract_from"), vendor.day("contract_to")
    return (start is None or start <= facts.as_of) and (end is None or end >= facts.as_of)


def serving_vendors(facts: Facts) -> list[Record]:
    """The vendors under contract on that day, and those that serve something that runs without one."""
    return [record for record in facts.records("vendor") if _contracted(facts, record) or record.id in facts.of(served)]


def _agreement(facts: Facts, vendor: Record) -> Violation | None:
    start, end = vendor.day("contract_from"), vendor.day("contract_to")
    wrong, since = list[str](), start
    if not _contracted(facts, vendor):
        place = f"还在为“{safe(facts.of(served)[vendor.id])}”服务"
        ended = end is not None and end < facts.as_of
        wrong.append(f"合同 {end} 已到期，{place}" if ended else f"合同 {start} 才开始，已{place.removeprefix('还')}")
        since = end + timedelta(days=1) if ended and end is not None else None
    asked = (
        ("约定权责", vendor.values["duties"] == 1),
        ("签订保密协议", done(vendor, "nda_on", facts.as_of)),
        ("进行保密培训", vendor.values["trained_on"] is not None),
        ("审查资质", done(vendor, "checked_on", facts.as_of)),
    )
    missing = [label for label, fine in asked if not fine]
    wrong += [f"没有{'、'.join(missing)}的记录"] if missing else []
    if wrong:
        begun = "合同有效，但" if _contracted(facts, vendor) else ""
        return Violation(vendor, f"{begun}{'；'.join(wrong)}；请补办并登记，没有合同的不得继续服务", since=since)
    trained = vendor.day("trained_on")
    if trained is not None and trained > facts.as_of:
        message = f"只留有最近一次保密培训（{trained}），{facts.as_of} 之前训没训过无法核对"
        return Violation(vendor, message, judged=False)
    return None


SUPERVISED_DAYS = 183
"""Days after which the last recorded supervision of a vendor is too old; article 6 says daily work and no number."""


def _operating(facts: Facts) -> list[Record]:
    """The vendors that run a site or an account for a unit."""
    return [vendor for vendor in facts.records("vendor") if vendor.id in facts.of(served)]


def _supervised(facts: Facts, vendor: Record) -> Violation | None:
    """Whether somebody looked at what the vendor does, and whether what was found wrong was mended."""
    checks = [
        record for record in facts.referring("vendor_check", "vendor").get(vendor.id, ()) if _known(facts, record)
    ]
    place = safe(facts.of(served)[vendor.id])
    if not checks:
        message = f"受托承办“{place}”，没有日常监督的记录；请检查服务商的工作并登记在服务商监督台账"
        return Violation(vendor, message, since=vendor.day("contract_from"))
    last = max(checks, key=lambda record: str(record.values["checked_on"]))
    day = last.day("checked_on") or facts.as_of
    if (facts.as_of - day).days > SUPERVISED_DAYS:
        message = f"受托承办“{place}”，上次日常监督是 {day}，已过 {(facts.as_of - day).days} 天；请检查并登记"
        return Violation(vendor, message, since=day + timedelta(days=SUPERVISED_DAYS + 1), severity="warning")
    if last.values["result"] == VendorResult.PROBLEM and not done(last, "mended_on", facts.as_of):
        problem = safe(str(last.values["problem"] or "没有写明"))
        message = f"{day} 的监督查出问题（{problem}），还没有整改；请督促整改并登记整改日期"
        return Violation(vendor, message, since=day, severity="warning")
    return None


def _known(facts: Facts, check: Record) -> bool:
    day = check.day("checked_on")
    return day is not None and day <= facts.as_of


RULES: tuple[Rule, ...] = (
    Rule(
        "6.agreement", "violation", "vendor", "受托承办网站和新媒体的服务商都有日常监督的记录吗？",
        Each(_supervised), _operating, optional=True,
    ),
    Rule(
        "38.agreement", "violation", "vendor", "服务商都有有效的合同，约定权责、保密并审查过资质吗？",
        Each(_agreement), serving_vendors,
    ),
)  # fmt: skip
