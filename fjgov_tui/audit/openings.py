"""Chapter 3: sites that are filed, media accounts that were approved before they were opened."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import records, reference, running
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader
from fjgov_tui.text import safe


def _police(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for site in _own_filing(reader, as_of):
        if not site.values["police"]:
            since = site.day("opened_on")
            opened = f"，{since} 开通至今" if since else ""
            message = f"没有公安备案号{opened}；请向公安机关备案并登记备案号"
            yield Flaw(site, message, site.names.get("unit", ""), since=since)


def _icp(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for site in _own_filing(reader, as_of):
        if not site.values["icp"]:
            message = "没有登记ICP备案号；请核对主管部门的备案结果后补登"
            yield Flaw(site, message, site.names.get("unit", ""), since=site.day("opened_on"))


def _id_code(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for site in records(reader, "site"):
        if site.values["kind"] == "门户网站" and running(site, as_of) and not site.values["id_code"]:
            message = "没有登记网站标识码；请从全国政府网站信息报送系统查出 10 位标识码后补登"
            yield Flaw(site, message, site.names.get("unit", ""))


def _host(site: Record) -> str:
    return (urlsplit(str(site.values["url"])).hostname or "").removeprefix("www.")


def _own_filing(reader: Reader, as_of: date) -> Iterator[Record]:
    """Running sites that are filed on their own; sub-sites under the portal's domain go by its filing."""
    sites = list(records(reader, "site"))
    portals = {_host(site) for site in sites if site.values["kind"] == "门户网站"} - {""}
    for site in sites:
        host = _host(site)
        covered = site.values["kind"] == "子网站" and any(
            host == portal or host.endswith(f".{portal}") for portal in portals
        )
        if running(site, as_of) and not covered:
            yield site


def _approval(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for media in records(reader, "media"):
        if not running(media, as_of):
            continue
        unit = media.names.get("unit", "")
        approved, opened = media.day("approved_on"), media.day("opened_on")
        named = (("批准文号", media.values["approval"]), ("批准日期", approved))
        missing = [label for label, value in named if not value]
        if missing:
            message = f"没有登记{'和'.join(missing)}；请补登市政府办公厅的批准，未经批准的应停用并报县政府办公室"
            yield Flaw(media, message, unit, since=opened)
        elif approved and opened and approved > opened:
            message = f"{opened} 开设，{approved} 才批准，属先开设后报批；请向县政府办公室说明并按要求整改"
            yield Flaw(media, message, unit, since=opened)


def _opening_day(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for media in records(reader, "media"):
        if running(media, as_of) and not media.values["opened_on"]:
            message = "没有登记开设日期，无法核对是否先批准后开设；请补登"
            yield Flaw(media, message, media.names.get("unit", ""))


def _duplicate(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """The oldest account of a unit on a platform stands; each further one is named."""
    shared: dict[tuple[int | None, str], list[Record]] = defaultdict(list)
    for media in records(reader, "media"):
        platform = str(media.values["platform"])
        if running(media, as_of) and platform != "其他":
            shared[(reference(media, "unit"), platform)].append(media)
    for (_, platform), accounts in shared.items():
        accounts.sort(key=lambda one: (str(one.values["opened_on"] or "9999"), one.id))
        for media in accounts[1:]:
            first = f"在{platform}上已有账号“{safe(accounts[0].title)}”"
            message = f"{first}；一个单位在一个平台原则上只开一个，请清理整合"
            yield Flaw(media, message, media.names.get("unit", ""), since=media.day("opened_on"))


RULES: tuple[Rule, ...] = (
    Rule("7.filing", 7, "violation", "site", "运行中的网站都向公安机关备案了吗？", _police),
    Rule("7.other-filing", 7, "warning", "site", "运行中的网站都登记了ICP备案号吗？", _icp),
    Rule("7.id-code", 7, "notice", "site", "门户网站登记了网站标识码吗？", _id_code),
    Rule("8.approval", 8, "violation", "media", "运行中的新媒体都是先批准、后开设的吗？", _approval),
    Rule("8.opened", 8, "notice", "media", "运行中的新媒体都登记了开设日期吗？", _opening_day),
    Rule("8.duplicate", 8, "warning", "media", "每个单位在一个平台上只开了一个账号吗？", _duplicate),
)
