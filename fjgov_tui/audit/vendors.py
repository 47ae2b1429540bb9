"""Articles 6 and 38: what has to be settled with a vendor before it serves, and how it is looked after."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from fjgov_tui.audit.articles import in_force
from fjgov_tui.audit.facts import Facts, running_media, running_sites
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import REGULATION, Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done, in_use, reference
from fjgov_tui.ledgers.safety import VendorResult
from fjgov_tui.ledgers.severity import Severity
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
    asked = (("约定权责", vendor.values["duties"] == 1), ("签订保密协议", done(vendor, "nda_on", facts.as_of)))
    missing = [label for label, fine in asked if not fine]
    wrong += [f"没有{'、'.join(missing)}的记录"] if missing else []
    if not wrong:
        return None
    begun = "合同有效，但" if _contracted(facts, vendor) else ""
    return Violation(vendor, f"{begun}{'；'.join(wrong)}；请补办并登记，没有合同的不得继续服务", since=since)


def _trained(facts: Facts, vendor: Record) -> Violation | None:
    """The ledger keeps the last training alone: one after that day says nothing of an earlier one."""
    trained = vendor.day("trained_on")
    if trained is None:
        message = "没有进行保密培训的记录；请培训后登记日期"
        return Violation(vendor, message, since=vendor.day("contract_from"))
    if trained > facts.as_of:
        message = f"只留有最近一次保密培训（{trained}），{facts.as_of} 之前训没训过无法核对"
        return Violation(vendor, message, judged=False)
    return None


def _qualified(facts: Facts, vendor: Record) -> Violation | None:
    if done(vendor, "checked_on", facts.as_of):
        return None
    message = "没有审查资质的记录；请核对营业执照和资质证书，登记审查日期"
    return Violation(vendor, message, since=vendor.day("contract_from"))


def _watched(facts: Facts) -> list[Record]:
    """The vendors under contract that article 6 does not ask about already: they serve, and operate nothing."""
    return [vendor for vendor in serving_vendors(facts) if vendor.id not in facts.of(served)]


def _supervision(facts: Facts, vendor: Record) -> Violation | None:
    """A contract that is young has not had its supervision yet."""
    begun, never = vendor.day("contract_from"), not _checks_of(facts, vendor)
    if begun is not None and (facts.as_of - begun).days <= SUPERVISED_DAYS and never:
        return None
    violation = _looked_after(facts, vendor, f"提供“{safe(str(vendor.values['service'] or '服务'))}”")
    if violation is None or begun is None or not never:
        return violation
    return replace(violation, since=begun + timedelta(days=SUPERVISED_DAYS + 1))


def _ended(facts: Facts) -> list[Record]:
    """The vendors whose contract is over and who serve nothing any more, since the document binds."""
    return [
        vendor
        for vendor in facts.records("vendor")
        if (end := vendor.day("contract_to")) is not None and end < facts.as_of and vendor.id not in facts.of(served)
    ]


def _access(facts: Facts, vendor: Record) -> Violation | None:
    """No account is open to a vendor whose contract is over, and what it held was returned."""
    end = vendor.day("contract_to") or facts.as_of
    if end < in_force(REGULATION):
        return None
    open_to = [
        account for account in facts.referring("account", "vendor").get(vendor.id, ()) if in_use(account, facts.as_of)
    ]
    if open_to:
        names = "、".join(safe(account.title) for account in open_to[:3])
        message = f"合同 {end} 已到期，它用的后台账户还没有停用（{names}）；请停用，并办理服务收尾"
        return Violation(vendor, message, since=end + timedelta(days=1))
    exits = facts.referring("vendor_exit", "vendor").get(vendor.id, ())
    settled = any(done(item, "returned_on", facts.as_of) and item.day("ended_on") == end for item in exits)
    if not settled and (facts.as_of - end).days > EXIT_DAYS:
        message = f"合同 {end} 已到期，没有收尾的记录：数据和资料交还了没有；请办理服务收尾并登记"
        return Violation(vendor, message, since=end + timedelta(days=EXIT_DAYS + 1), severity=Severity.WARNING)
    return None


SUPERVISED_DAYS = 183
"""Days after which the last recorded supervision of a vendor is too old; article 6 says daily work and no number."""
EXIT_DAYS = 14
"""Days after the end of a contract within which its end may still be settled: about ten working days."""


def _operating(facts: Facts) -> list[Record]:
    """The vendors that run a site or an account for a unit."""
    return [vendor for vendor in facts.records("vendor") if vendor.id in facts.of(served)]


def _supervised(facts: Facts, vendor: Record) -> Violation | None:
    """Whether somebody looked at what the vendor does, and whether what was found wrong was mended."""
    return _looked_after(facts, vendor, f"受托承办“{safe(facts.of(served)[vendor.id])}”")


def _checks_of(facts: Facts, vendor: Record) -> list[Record]:
    checks = facts.referring("vendor_check", "vendor").get(vendor.id, ())
    return [record for record in checks if _known(facts, record)]


def _looked_after(facts: Facts, vendor: Record, place: str) -> Violation | None:
    checks = _checks_of(facts, vendor)
    if not checks:
        message = f"{place}，没有日常监督的记录；请检查服务商的工作并登记在服务商监督台账"
        return Violation(vendor, message, since=vendor.day("contract_from"))
    last = max(checks, key=lambda record: str(record.values["checked_on"]))
    day = last.day("checked_on") or facts.as_of
    if (facts.as_of - day).days > SUPERVISED_DAYS:
        message = f"{place}，上次日常监督是 {day}，已过 {(facts.as_of - day).days} 天；请检查并登记"
        return Violation(vendor, message, since=day + timedelta(days=SUPERVISED_DAYS + 1), severity=Severity.WARNING)
    if last.values["result"] == VendorResult.PROBLEM and not done(last, "mended_on", facts.as_of):
        problem = safe(str(last.values["problem"] or "没有写明"))
        message = f"{day} 的监督查出问题（{problem}），还没有整改；请督促整改并登记整改日期"
        return Violation(vendor, message, since=day, severity=Severity.WARNING)
    return None


def _known(facts: Facts, check: Record) -> bool:
    day = check.day("checked_on")
    return day is not None and day <= facts.as_of


RULES: tuple[Rule, ...] = (
    Rule(
        "6.agreement", Severity.VIOLATION, "vendor", "受托承办网站和新媒体的服务商都有日常监督的记录吗？",
        Each(_supervised), _operating, optional=True,
    ),
    Rule(
        "38.agreement", Severity.VIOLATION, "vendor", "服务商都有有效的合同，约定权责、签订保密协议吗？",
        Each(_agreement), serving_vendors,
    ),
    Rule("38.training", Severity.VIOLATION, "vendor", "服务商都进行过保密培训吗？", Each(_trained), serving_vendors),
    Rule(
        "38.qualification", Severity.VIOLATION, "vendor", "服务商的资质都审查过吗？", Each(_qualified), serving_vendors,
    ),
    Rule(
        "38.supervision", Severity.VIOLATION, "vendor", "其他服务商都有日常监督的记录吗？",
        Each(_supervision), _watched, optional=True,
    ),
    Rule(
        "38.access", Severity.VIOLATION, "vendor", "合同到期的服务商，账户都停了、数据都还了吗？",
        Each(_access), _ended, optional=True,
    ),
)  # fmt: skip
