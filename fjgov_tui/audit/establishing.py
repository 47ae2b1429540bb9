"""Article 7 beside 中央编办发〔2014〕69号: the office of establishment audits a site, and its badge is hung in time."""

from collections.abc import Mapping
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts, running_sites
from fjgov_tui.audit.forms import Each, Missing
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.audit.openings import own_filing
from fjgov_tui.audit.watched import stood
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import Detection
from fjgov_tui.paths import workdays_file
from fjgov_tui.workdays import add_workdays, read_overrides

ESTABLISHMENT: str = OtherPack.ESTABLISHMENT
"""The pack of 2014; known from reports of it only, and so nothing but notices."""
BADGE_WORKDAYS = 5
"""Working days after the notice within which the badge hangs at the foot of every page."""


def _audited(facts: Facts) -> list[Record]:
    """Sites of their own name of which it is known that they opened; those under the portal's go by its audit."""
    return [site for site in own_filing(facts) if (opened := site.day("opened_on")) and opened <= facts.as_of]


def _noticed(facts: Facts) -> list[Record]:
    """The sites that had notice to hang the badge."""
    return [
        site for site in running_sites(facts) if (noticed := site.day("badge_notice_on")) and noticed <= facts.as_of
    ]


def _unseen(facts: Facts) -> Mapping[int, Detection]:
    """The sites on whose home page the monitor does not see the badge, unless a person says that it is there."""
    return {
        finding.site: finding
        for finding in facts.of(stood).get("standing", ())
        if finding.rule == "badge" and finding.verdict != FindingVerdict.FALSE_ALARM
    }


def _hung(facts: Facts, site: Record) -> date | None:
    """When the badge was hung, as far as that was known on the day."""
    day = site.day("badge_on")
    return day if day is not None and day <= facts.as_of else None


def _badge(facts: Facts, site: Record) -> Violation | None:
    noticed, hung = site.day("badge_notice_on"), _hung(facts, site)
    if noticed is None:
        return None
    due = add_workdays(noticed, BADGE_WORKDAYS, read_overrides(workdays_file()))
    seen = facts.of(_unseen).get(site.id)
    if hung is not None and seen is not None:
        message = f"登记 {hung} 已加挂网站标识，监测在首页上没有看到；请核对所有页面底部居中的位置"
        return Violation(site, message, since=hung)
    if (hung or facts.as_of) <= due:
        return None
    words = f"{hung} 才挂上" if hung else "还没有登记加挂"
    message = f"{noticed} 通知加挂网站标识，应在 {due} 前挂上，{words}；请挂在所有页面底部居中并登记日期"
    return Violation(site, message, since=due + timedelta(days=1), due=due, on=hung)


RULES: tuple[Rule, ...] = (
    Rule(
        "7.audited", Severity.NOTICE, "site", "自有域名的网站都经机构编制部门审核过吗？",
        Missing(
            fields=("audited_on",), since="opened_on",
            message="没有登记编办审核日期；请找出机构编制部门的审核结果，补登日期",
        ),
        _audited, optional=True, pack=ESTABLISHMENT,
    ),
    Rule(
        "7.badge", Severity.NOTICE, "site", "接到通知的网站都在五个工作日内挂上网站标识吗？",
        Each(_badge), _noticed, optional=True, pack=ESTABLISHMENT,
    ),
)  # fmt: skip
