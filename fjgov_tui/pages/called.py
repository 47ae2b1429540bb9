"""What a link to a stranger is called, and hosts that are called like what an office would never link to."""

from __future__ import annotations

import re

from fjgov_tui.pages.hosts import gov_in, registered
from fjgov_tui.pages.page import Link, ParsedPage

_MOST_PICTURES = 10
_CENTRAL = re.compile(
    r"(?:中央(?:网信办|纪委|编办|组织部|宣传部|统战部|政法委)|中国(?:政府采购|裁判文书|执行信息公开|庭审公开|检察)网"
    r"|国家(?:网信办|互联网信息办公室|监委|信访局|税务总局|医保局|医疗保障局|移民管理局|统计局|能源局|邮政局|药监局|知识产权局|市场监督管理总局"
    r"|发改委|发展改革委|发展和改革委员会|卫健委|卫生健康委员会|数据局|反诈中心)|国务院(?:办公厅|客户端)"
    r"|公安部|民政部|教育部|财政部|水利部|司法部|商务部|应急管理部|农业农村部|文化和旅游部|自然资源部|生态环境部|住房和?城乡建设部"
    r"|人力资源和?社会保障部|工业和信息化部|工信部|交通运输部|退役军人事务部|最高人民(?:法院|检察院)"
    r"|信用中国|交管12123|(?:铁路)?12306|12377|学信网)"
    r"(?:违法和不良信息|网络)?(?:举报|投诉|信访|查询|政务服务|服务|申报|缴费|登录)?"
    r"(?:网站|官方网站|官网|网|门户|平台|系统|中心|大厅|入口|窗口|app)?"
    r"|(?:国家|全国)(?:医保服务|社会保险公共服务|政务服务|企业信用信息公示|12315|一体化|标准信息|公共资源交易|建筑市场监管|信访)\S{0,14}?"
    r"(?:平台|系统|网|网站|大厅|中心|入口)"
    r"|(?:自然人(?:电子)?税务?局?|个人所得税|个税)\S{0,6}?(?:申报|退税|app|系统|平台|入口|网|局)",
    re.IGNORECASE,
)
"""How authorities and services of the whole country are called: each has one host, and that one is no stranger."""
_NAMED_OFFICE = re.compile(
    r"\S{0,12}(?:(?:教育|公安|民政|财政|司法|审计|统计|水利|水务|农业农村|商务|应急管理|市场监督管理|市场监管|自然资源\S{0,3}|生态环境|住房和?城乡建设"
    r"|住建|交通运输|人力资源和?社会保障|人社|卫生健康|医疗保障|医保|税务|信访|退役军人事务|城市管理|乡村振兴|文化和旅游|文旅|林业|国土资源)[局厅]"
    r"|(?:发展和?改革|卫生健康|纪律检查|监察)委员会|发改委|卫健委|纪委监委|人民法院|人民检察院|公安分局|派出所|交警大队|信访办)"
    r"(?:网站|官网|门户网站|网|政务网)?"
)
"""The whole name of an office; its host is under `gov.cn`, whatever else there may be."""
_SERVED = re.compile(
    r"政府|政务|服务网|办事|举报|信访|投诉|信箱|网上办|一网通|公积金|社保|医保|税务|公安|交管|教育局|民政|纪委|纪检|法院|检察|信用(?!社|联社|卡)|备案|公示系统|公共资源"
    r"|采购|审批|不动产|户籍|养老|就业|人社|总工会|妇联|残联|共青团|红十字会|档案馆|[县市区]委"
)
_ORGAN = re.compile(
    r"(?:厅|局|委|办|中心|平台|大厅|网|网站|官网|系统|信箱|热线|入口|办事|服务|缴费|查询|申报|登录|举报|投诉)$"
)
_CHEAP = frozenset(
    {
        "top",
        "vip",
        "xyz",
        "club",
        "icu",
        "monster",
        "buzz",
        "cyou",
        "cfd",
        "sbs",
        "rest",
        "bar",
        "bond",
        "quest",
        "beauty",
    }
    | {
        "hair",
        "skin",
        "makeup",
        "lol",
        "pics",
        "mom",
        "autos",
        "boats",
        "homes",
        "yachts",
        "click",
        "win",
        "bid",
        "loan",
    }
    | {
        "men",
        "date",
        "stream",
        "download",
        "racing",
        "party",
        "trade",
        "review",
        "science",
        "cricket",
        "faith",
        "gq",
        "ml",
    }
    | {"accountant", "cf", "ga", "tk", "pw", "ws", "fun", "space", "website"}
)
"""Endings under which names cost next to nothing, and no office has one."""
_LINES = re.compile(
    r"(?<!\d)(?:12377|12321|12306|12123|12339|12389|12309|12337|12380|12388|12315|12366|12333|12348|12345)(?!\d)"
)
"""Telephones of the state's, by which its sites are called, too."""
_OF_SERVICES = re.compile(r"(?:gj|[a-z]{2})?(?:zwfw|beian|miit|nhsa|gsxt|ccgp|etax|chinatax|mohrss|12123|12306|12377)")
"""How machines of such services are called."""
_LONGEST = 40
_SIN = re.compile(
    r"porn(?!ch)|hentai|xvideo|xnxx|casino|baccarat|sbobet|viagra|javhd|onlyfans|bet365|365bet|gambl|sportsbet|betting|slotgacor|(?:kaiyun|leyu|yabo|hth|aiyouxi|bandao|jiuyou)-?(?:ty|tiyu|sports?|app|vip)|manbetx|beplay"
    r"|baijiale|liuhecai|shishicai|yulecheng|xinpujing|weinisiren|yuepao|luoliao|sexx|sextube|avtube|\d{2}av(?![a-z])"
    r"|(?:^|[.-])(?:sex|sexy|milf|togel|escorts?|jav|nudes?|camgirls?|roulette|blackjack|\d{2,4}porn|\d{3}bet|bet\d{3})\d{0,4}(?:[.-]|$)"
    r"|(?:^|[.-])(?:wnsr|xpj|amjs|vnsr)-?\d{2,6}(?:[.-]|$)"
    r"|\.(?:xxx|sex|porn|adult|casino|bet|poker|sexy)$"
)
"""How hosts are called that deal in lust or luck, and nobody else."""


def words_of(page: ParsedPage, link: Link) -> str:
    """What a link says: its text, or what its pictures and its own description say."""
    if link.text:
        return link.text
    node = page.flat.nodes[link.index]
    captions = [node.attributes.get("aria-label") or ""]
    captions += [
        picture.attributes.get("alt") or picture.attributes.get("title") or ""
        for picture in node.css("img")[:_MOST_PICTURES]
    ]
    return " ".join(filter(None, captions)).strip()


def sinful(host: str) -> str:
    """The part of a host's name that says it deals in lust or luck; empty where none does."""
    match = _SIN.search(host)
    return match[0].strip(".-") if match else ""


def poses_by_words(host: str, words: str) -> str:
    """In Chinese, how a stranger's link gives itself out for the state's by what it says; empty where it does not.

    Args:
        host: the stranger's.
        words: of the link.
    """
    text = words.strip()
    if not text or len(text) > _LONGEST:
        return ""
    if _CENTRAL.fullmatch(text):
        return "写着国家机关、全国平台的名称，却指向外站"
    name, _, ending = registered(host).rpartition(".")
    cheap, named = ending in _CHEAP, _SERVED.search(text) is not None
    if named and cheap and (_ORGAN.search(text) or "gov" in host or _LINES.search(host)):
        return "写着机关、办事平台的名称，却指向没有门槛的域名"
    parts = name.split("-")
    feigned = gov_in(host) or (len(parts) > 1 and any(map(_OF_SERVICES.fullmatch, parts)))
    return "写着办事平台的名称，域名也取成它的样子，却指向外站" if named and feigned else ""


def names_office(text: str) -> bool:
    """Whether a text is the name of an office and nothing else."""
    return _NAMED_OFFICE.fullmatch(text.strip()) is not None
