"""Chapter 3: sites that are filed, media accounts that were approved before they were opened."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from urllib.parse import urlsplit

from fjgov_tui.audit.facts import Facts, running_media, running_sites
from fjgov_tui.audit.forms import AllOf, Duplicate, Each, Missing, OutOfOrder
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done, reference
from fjgov_tui.ledgers.changes import ENDING
from fjgov_tui.ledgers.media import MediaFunction
from fjgov_tui.ledgers.settings import LOW_POSTS, LOW_USE
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.sites import Platform, SiteKind
from fjgov_tui.text import safe

FILING_DAYS = 30
"""Days from opening within which a site files with the public security (计算机信息网络国际联网安全保护管理办法 12)."""


def _host(site: Record) -> str:
    return (urlsplit(site.text("url")).hostname or "").removeprefix("www.")


def beneath(facts: Facts) -> Mapping[int, int]:
    """The running sub-sites under a portal's domain: the portal's id by theirs."""
    portals = {_host(site): site.id for site in _portals(facts)}
    portals.pop("", None)
    under = dict[int, int]()
    for site in running_sites(facts):
        host = _host(site)
        over = (portal for name, portal in portals.items() if host == name or host.endswith(f".{name}"))
        if site.values["kind"] == SiteKind.SUBSITE and (portal := next(over, None)) is not None:
            under[site.id] = portal
    return under


def own_filing(facts: Facts) -> list[Record]:
    """Running sites that are filed on their own; sub-sites under the portal's domain go by its filing."""
    return [site for site in running_sites(facts) if site.id not in facts.of(beneath)]


def _portals(facts: Facts) -> list[Record]:
    return [site for site in running_sites(facts) if site.values["kind"] == SiteKind.PORTAL]


def _same_platform(facts: Facts, media: Record) -> Hashable | None:
    platform = media.text("platform")
    return None if platform == Platform.OTHER else (reference(media, "unit"), platform)


def _partly_approved(facts: Facts, media: Record) -> bool:
    return bool(media.values["approval"]) is not bool(media.values["approved_on"])


def accounts_by_unit(facts: Facts) -> Mapping[int, Sequence[Record]]:
    """The running accounts of each unit, the oldest first."""
    accounts: dict[int, list[Record]] = defaultdict(list)
    for media in sorted(
        running_media(facts), key=lambda account: (str(account.values["opened_on"] or "9999"), account.id)
    ):
        accounts[reference(media, "unit") or 0].append(media)
    return accounts


def _same_name(facts: Facts, media: Record) -> Violation | None:
    own_unit = facts.of(accounts_by_unit)[reference(media, "unit") or 0]
    elsewhere = [account for account in own_unit if account.values["platform"] != media.values["platform"]]
    first = next(iter(elsewhere), media)
    older = own_unit.index(first) < own_unit.index(media)
    if not older or media.title == first.title:
        return None
    own, other = safe(media.text("platform")), safe(first.text("platform"))
    message = f"在{own}叫“{safe(media.title)}”，在{other}叫“{safe(first.title)}”；同一单位的账号应名称一致、风格统一"
    return Violation(media, message)


def _certified(facts: Facts, media: Record) -> Violation | None:
    subject, unit = media.text("subject"), media.names.get("unit", "")
    if not subject:
        return Violation(
            media, "没有登记认证主体；请实名认证并在公开认证信息里注明主办单位", since=media.day("opened_on")
        )
    if unit and unit not in subject and subject not in unit:
        message = f"认证主体是“{safe(subject)}”，不是主办单位{safe(unit)}；请更正认证信息，写明主办单位"
        return Violation(media, message, severity=Severity.WARNING)
    return None


def merging(facts: Facts) -> Mapping[int, Record]:
    """The procedures under way by which accounts are merged, closed or deregistered, by the account."""
    return {
        media: change
        for change in facts.records("change")
        if change.values["kind"] in ENDING and not done(change, "closed_on", facts.as_of)
        if (media := reference(change, "media")) is not None
    }


def _alike(media: Record, other: Record) -> bool:
    """Whether two accounts of a unit may do the same work; what nobody has written down may be anything."""
    own, its = media.values["function"], other.values["function"]
    return own is None or its is None or own == its or MediaFunction.GENERAL in {own, its}


def _little_used(facts: Facts, media: Record) -> Violation | None:
    """Article 8: similar accounts that few follow or that say little are put in order; the county says what few are."""
    own_unit = facts.of(accounts_by_unit)[reference(media, "unit") or 0]
    others = [account for account in own_unit if account.id != media.id and _alike(media, account)]
    reasons = [
        f"{what} {number}，少于 {limit.value}（{limit.source}）"
        for what, number, limit in (
            ("粉丝数", media.values["followers"], facts.limit(LOW_USE)),
            ("近 90 天发布数", media.values["posts_90"], facts.limit(LOW_POSTS)),
        )
        if number is not None and int(number) < limit.value
    ]
    if not others or not reasons:
        return None
    names = "、".join(safe(f"{account.values['platform']}“{account.title}”") for account in others[:3])
    why = f"{'；'.join(reasons)}，本单位功能相近的还有{names}"
    plan = facts.of(merging).get(media.id)
    if plan is not None:
        message = f"{why}；正在办理{plan.values['kind']}（开办变更关停，编号 {plan.id}），请按期办完"
        return Violation(media, message, severity=Severity.NOTICE)
    message = f"{why}；请清理整合，无力维护的关停：在画面 7 按 F3 登记合并或关停，一步步办"
    return Violation(media, message)


RULES: tuple[Rule, ...] = (
    Rule(
        "7.filing", Severity.VIOLATION, "site", "运行中的网站都向公安机关备案了吗？",
        Missing(
            fields=("police",), since="opened_on", grace=FILING_DAYS + 1,
            message="没有公安备案号；请向公安机关备案并登记备案号",
        ),
        own_filing,
    ),
    Rule(
        "7.other-filing", Severity.WARNING, "site", "运行中的网站都登记了ICP备案号吗？",
        Missing(fields=("icp",), since="opened_on", message="没有登记ICP备案号；请核对主管部门的备案结果后补登"),
        own_filing,
    ),
    Rule(
        "7.id-code", Severity.NOTICE, "site", "门户网站登记了网站标识码吗？",
        Missing(
            fields=("id_code",),
            message="没有登记网站标识码；请从全国政府网站信息报送系统查出 10 位标识码后补登",
        ),
        _portals,
    ),
    Rule(
        "8.approval", Severity.VIOLATION, "media", "运行中的新媒体都是先批准、后开设的吗？",
        AllOf(
            (
                Missing(
                    fields=("approval", "approved_on"), all_missing=True, since="opened_on", deed=True,
                    message="没有登记{missing}；请补登市政府办公厅的批准，未经批准的应停用并报县政府办公室",
                ),
                OutOfOrder(
                    deed=True, first="approved_on", then="opened_on",
                    message="{then} 开设，{first} 才批准，属先开设后报批；请向县政府办公室说明并按要求整改",
                ),
                Missing(
                    fields=("approval", "approved_on"), since="opened_on", judged=False, applies=_partly_approved,
                    message="没有登记{missing}，批准的手续无法核对；请按批文补登",
                ),
            )
        ),
        running_media,
    ),
    Rule(
        "8.opened", Severity.NOTICE, "media", "运行中的新媒体都登记了开设日期吗？",
        Missing(fields=("opened_on",), judged=False, message="没有登记开设日期，无法核对是否先批准后开设；请补登"),
        running_media,
    ),
    Rule(
        "8.duplicate", Severity.WARNING, "media", "每个单位在一个平台上只开了一个账号吗？",
        Duplicate(
            key=_same_platform, message="在{platform}上已有账号“{other}”；一个单位在一个平台原则上只开一个，请清理整合"
        ),
        running_media,
    ),
    Rule(
        "8.naming", Severity.WARNING, "media", "一个单位在各平台的账号名称一致吗？",
        Each(_same_name), running_media,
    ),
    Rule(
        "8.certification", Severity.VIOLATION, "media", "运行中的新媒体都实名认证、认证信息里有主办单位吗？",
        Each(_certified), running_media,
    ),
    Rule(
        "8.merge", Severity.WARNING, "media", "同一单位功能相近、关注和发布都少的账号清理整合了吗？",
        Each(_little_used), running_media, optional=True,
    ),
)  # fmt: skip
