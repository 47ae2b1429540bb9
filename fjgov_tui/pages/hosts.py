"""Whose a host is: the page's own, the government's, one that is allowed, or a foreign one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from fjgov_tui.resources import data_text

_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
"""Host and port as nearly every address has them; anything else is taken apart with care."""
_ENDS = re.compile(r"[/?#]")
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_INSIDE = re.compile(r"(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.")
"""How the numbers begin that mean something inside of a network alone."""
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_MIXED = re.compile("[\u0370-\u03ff\u0400-\u052f\uff21-\uff5a\u0250-\u02af\u1d00-\u1d7f]")
"""Letters of other alphabets that look like Latin ones: Greek, Cyrillic, full-width, phonetic."""
_LATIN = re.compile("[a-z]")
_SECOND = frozenset(
    {"com", "net", "org", "gov", "edu", "ac", "mil", "co"}
    | {"ah", "bj", "cq", "fj", "gd", "gs", "gx", "gz", "ha", "hb", "he", "hi", "hk", "hl", "hn", "jl", "js", "jx"}
    | {"ln", "mo", "nm", "nx", "qh", "sc", "sd", "sh", "sn", "sx", "tj", "tw", "xj", "xz", "yn", "zj"}
)
"""Labels under which names are registered below a country's own."""
OFFICIAL = (".gov.cn", ".mil.cn", ".edu.cn", ".政务", ".公益", ".xn--zfr164b", ".xn--55qw42g")
"""Only offices, the forces, schools and public institutions may register here."""


def host_of(url: str) -> str:
    """The host of an absolute web address as a browser reads it: lower case, no port; empty for anything else."""
    if url.startswith(("http://", "https://")):
        plain = url[url.index("//") + 2 :].partition("/")[0]
        if _PLAIN.fullmatch(plain):
            return plain.partition(":")[0]
    match = _SCHEME.match(url)
    if match is None:
        return ""
    # Browsers take a backslash for a slash, and what stands before an @ for a name, not for the host.
    rest = _ENDS.split(url[match.end() :].replace("\\", "/").lstrip("/"), maxsplit=1)[0].rpartition("@")[2]
    host = rest.partition("]")[0] + "]" if rest.startswith("[") else rest.partition(":")[0]
    return host.lower().strip(". \t\r\n")


def origin_of(url: str) -> str:
    """The beginning of an absolute address that decides whose it is: scheme, host and port."""
    cut = url.find("/", 9)
    return url[:cut] if cut > 0 else url


def registered(host: str) -> str:
    """The part of a host name that somebody has registered: `www.fengjie.example.com` is `example.com`."""
    if _IPV4.fullmatch(host) or host.startswith("["):
        return host
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if deep else labels[-2:])


def numbered(host: str) -> bool:
    """Whether a host has no name but a number, and is none inside of a network: nobody has registered it."""
    return host.startswith("[") or (_IPV4.fullmatch(host) is not None and _INSIDE.match(host) is None)


_OWN_SERVER = 4
"""Times that a page names a number from which on that is plainly its own server."""


def nameless(host: str, source: str) -> bool:
    """Whether a host has no name that anybody has registered, and is not plainly the page's own server.

    Args:
        host: to which a page leads, or from which it takes something.
        source: of the page.
    """
    return numbered(host) and source.count(host) < _OWN_SERVER


def is_host(text: str) -> bool:
    """Whether a text is written as a host name: ASCII labels with dots between."""
    return "." in text and text.isascii() and _NAME.fullmatch(text) is not None


@cache
def usual_hosts() -> frozenset[str]:
    """Hosts to which offices' pages usually link: the press, platforms, statistics, registries, libraries."""
    lines = (line.strip() for line in data_text("words/hosts.txt").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def usual(url: str) -> bool:
    """Whether an address lies on one of the usual hosts."""
    labels = host_of(url).split(".")
    return not {".".join(labels[start:]) for start in range(len(labels))}.isdisjoint(usual_hosts())


_GOV_INSIDE = re.compile(r"(?:^|[.-])gov[.-]?cn[.-](?=.*\.)|\.gov\.cn-|(?:^|[.-])gov-cn\.|-gov\.cn\.")
"""`gov.cn` anywhere but at the end, where alone it says whose a host is."""
_GOV_MISSPELT = re.compile(r"(?:^|[.-])(?:g0v|qov)[.-]?cn(?:[.-]|$)")


def disguised(host: str, page: str) -> str:
    """In Chinese, how a foreign host gives itself out for an office's own; empty where it does not.

    Args:
        host: of a link.
        page: the address of the page on which it stands.
    """
    own = host_of(page)
    plain = ".".join(map(_spoken, host.split(".")))
    mixed = any(_MIXED.search(label) and _LATIN.search(label) for label in plain.split("."))
    if mixed:
        return "字形与拉丁字母混同的域名"
    if _GOV_INSIDE.search(host) or _GOV_MISSPELT.search(host):
        return "冒充政府网站的域名"
    bare = own.removeprefix("www.")
    if bare.count(".") and f".{bare}." in f".{host}" and registered(host) != registered(own):
        return "冒充本站的域名"
    return "冒充政府网站的域名" if ".gov.cn." in f".{host}" else ""


def _spoken(label: str) -> str:
    """A label as it is shown: `xn--…` decoded."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


_PLATFORMS = frozenset(
    {"wjx.cn", "wjx.top", "wjx.com", "sojump.com", "wenjuan.com", "wenjuan.net", "jinshuju.net", "jinshuju.com"}
    | {"mikecrm.com", "credamo.com", "lediaocha.com", "diaochapai.com", "shimo.cn", "dingtalk.com", "feishu.cn"}
    | {"eqxiu.com", "rabbitpre.com", "maka.im", "vhall.com", "polyv.cn"}
)
"""Where offices have questionnaires, registrations and shows, and where anybody else may have them, too."""
_MAILBOXES = frozenset(
    {"qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "163.net", "188.com", "sina.com", "sina.cn"}
    | {"sina.com.cn", "sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com", "21cn.com", "21cn.net", "tom.com"}
    | {"263.net", "263.net.cn", "eyou.com", "china.com", "outlook.com", "hotmail.com", "msn.com", "live.cn", "188.net"}
)
"""Where whoever likes has a mailbox, offices among them."""


def of_platform(host: str) -> bool:
    """Whether a host is one of the platforms on which offices, too, have their questionnaires and registrations."""
    return registered(host) in _PLATFORMS


_CLOUD = re.compile(
    r"\.oss-cn-(?!hongkong)[a-z-]{4,20}\.aliyuncs\.com$|\.cos\.ap-(?:beijing|shanghai|guangzhou|chengdu|chongqing|nanjing)[\w-]*\.myqcloud\.com$"
    r"|\.obs\.cn-[a-z]{4,9}-\d\.myhuaweicloud\.com$|\.(?:bj|gz|su|bd)\.bcebos\.com$|\.oos-[a-z\d-]{2,20}\.ctyunapi\.cn$"
    r"|(?:^|\.)[a-z]{2,4}rmt\.com\.cn$"
)


def in_cloud(host: str) -> bool:
    """Whether files lie there in a store on the mainland, let to nobody without a name, or with a province's media."""
    return _CLOUD.search(host) is not None


_LIBRARY = re.compile(
    r"^(?:https?:)?//(?:(?:cdn|fastly)\.jsdelivr\.net/npm|unpkg\.com)/"
    r"(?:jquery|bootstrap|swiper|vue|echarts|axios|element-ui|element-plus|layui|animate\.css|font-awesome|lodash|moment|dayjs"
    r"|react|react-dom|html5shiv|respond\.js|video\.js|hls\.js|flv\.js|clipboard|qrcodejs|crypto-js|core-js|es6-promise)"
    r"@[\d.]+(?:/[\w./-]*)?$"
)


def of_library(url: str) -> bool:
    """Whether an address is a known library's own, of a numbered edition, where anybody may publish others."""
    return _LIBRARY.match(url) is not None


def has_mailboxes(host: str) -> bool:
    """Whether anybody, and an office, too, may have a mailbox at a host."""
    return registered(host) in _MAILBOXES


_BRANDS = (
    "baidu",
    "bdstatic",
    "bootcdn",
    "bootcss",
    "cnzz",
    "conac",
    "googleapis",
    "jquery",
    "jsdelivr",
    "html5shiv",
    "umeng",
    "staticfile",
    "cdnjs",
    "bootstrap",
    "51la",
    "layui",
    "swiper",
    "echarts",
    "gtimg",
    "weixin",
    "tencent",
    "alicdn",
)
"""Whose script files pages load by the thousand."""
_OFTEN_FEIGNED = frozenset({"baidu", "bdstatic", "cnzz", "conac", "googleapis", "umeng"})
"""Those of which no one else calls a machine of his."""
_SPELT = frozenset(
    {"baidu", "bdstatic", "bootcdn", "bootcss", "googleapis", "jquery", "jsdelivr", "html5shiv", "bootstrap", "alicdn"}
    | {"conac"}
)
"""Those that no honest name resembles but for a letter."""
_ONE_ENDING = frozenset({"baidu", "bdstatic", "cnzz", "conac"})
"""Those that nobody else has under another ending."""
_DIGITS = str.maketrans("0135", "oles")
"""Figures that are written for letters."""
_DRAWN_ALIKE = (("cl", "d"), ("rn", "m"), ("vv", "w"), ("li", "u"), ("lj", "g"))
"""Two letters that look like another one."""
_ADDED = r"(?:cdn|js|libs?|static|tj|tongji|hm|stats?|count|api|min|code|push|ui|cache|\d{1,4})"
_WITH_MORE = re.compile(rf"{_ADDED}*(?:{'|'.join(_BRANDS)}){_ADDED}*")
_HONEST = frozenset({"jqueryui", "bootstrapcdn", *_BRANDS})
"""Names that are made of a well-known one, and are well known themselves."""
_FEWEST_ALIKE = 5
"""Letters of a name that one wrong letter makes look like another."""


def resembled(host: str) -> str:
    """The well-known name that a foreign host of scripts gives itself out for; empty where it does not.

    Args:
        host: one that is none of the usual ones.
    """
    labels = host.split(".")
    below = labels[: len(labels) - registered(host).count(".") - 1]
    for start in range(len(below)):
        for end in range(start + 2, len(below) + 1):
            if (name := ".".join(below[start:end])) in usual_hosts():
                return name
    label = registered(host).partition(".")[0]
    parts = label.split("-")
    for brand in _BRANDS:
        if (len(parts) > 1 and brand in parts) or (brand in _OFTEN_FEIGNED and brand in below):
            return brand
        if brand in _SPELT and any(_one_wrong(part, brand) for part in (label, *parts)):
            return brand
        if (brand == label and brand in _ONE_ENDING) or (brand not in label and brand in label.translate(_DIGITS)):
            return brand
        if brand not in label and any(brand == label.replace(*alike) for alike in _DRAWN_ALIKE):
            return brand
    return label if label not in _HONEST and _WITH_MORE.fullmatch(label) else ""


def _one_wrong(label: str, brand: str) -> bool:
    """Whether one letter is wrong, missing or too many, the first one apart."""
    if label == brand or label[:1] != brand[:1] or abs(len(label) - len(brand)) > 1:
        return False
    same = next((at for at in range(len(brand)) if label[at : at + 1] != brand[at]), len(brand))
    rests = (label[same + 1 :], brand[same:]), (label[same:], brand[same + 1 :]), (label[same + 1 :], brand[same + 1 :])
    return any(rest == of_brand for rest, of_brand in rests)


_OFFICE = re.compile(
    r"政府|政务|人民|服务网|办事|[厅局委办]$|[县市区省镇]长信箱|书记信箱|领导信箱|信访|举报|信息公开|网上办|一网通|公积金|社保|医保"
    r"|(?:证书?|证件|成绩|学历|学籍|学位|违章|违法|不动产|档案|个税|电子税|执照|信用|养老金|户口|户籍|职称|人事考试)\S{0,4}(?:查询|核验|验证|认证|登记|预约|办理|申报)"
    r"|学信网|税务|交管|12333|12306|12123"
)
_SERVICES = frozenset({"chsi", "12333", "12306", "12123", "cdgdc", "neea", "mohrss", "etax", "chinatax"})
"""How the machines of such services are called, whose hosts are all official ones or well known."""


def office_like(host: str, text: str) -> str:
    """In Chinese, how a foreign host whose name has `gov` in a word of it gives itself out for an office's.

    Args:
        host: of a link.
        text: of that link.
    """
    spelt = any(label.endswith("govcn") or "gov-cn" in label for label in host.split("."))
    if spelt or (gov_in(host) and _OFFICE.search(text)):
        return "冒充政府网站的域名"
    parts = registered(host).partition(".")[0].split("-")
    served = len(parts) > 1 and not _SERVICES.isdisjoint(parts) and _OFFICE.search(text)
    return "冒充办事平台的域名" if served else ""


def gov_in(host: str) -> bool:
    """Whether a host has `gov` in its name beside some other word, as no registry of offices gives names."""
    parts = [part for label in host.split(".") for part in [label.split("-")] if len(part) > 1]
    return any("gov" in part and any(len(word) > 2 and word != "gov" for word in part) for part in parts)


def feigns(host: str, page: str) -> bool:
    """Whether a foreign host that hands out files is called like the page's own, or like some office's."""
    own = registered(host_of(page)).partition(".")[0]
    words = registered(host).partition(".")[0].split("-")
    spelt = any("govcn" in label or "gov-cn" in label or "g0v" in label.split("-") for label in host.split("."))
    return spelt or gov_in(host) or (len(own) >= _FEWEST_ALIKE - 1 and len(words) > 1 and own in words)


class Neighbours:
    """Tells foreign hosts from those of one page's own neighbourhood."""

    def __init__(self, page: str, allowed: Iterable[str] = ()) -> None:
        """Take the page's own host, and what the county allows.

        Args:
            page: the URL of the page.
            allowed: host names; what lies below them is allowed too.
        """
        self._own = registered(host_of(page))
        self._allowed = frozenset(allowed)
        self._known: dict[str, bool] = {}
        self._outside: dict[str, str] = {}

    def foreign(self, host: str) -> bool:
        """Whether nothing speaks for the host; an empty one is our own."""
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = bool(host) and not self._near(host)
        return known

    def outside(self, url: str) -> str:
        """The foreign host of an address; empty where it is no foreign one."""
        origin = origin_of(url)
        known = self._outside.get(origin)
        if known is None:
            host = host_of(url)
            known = self._outside[origin] = host if self.foreign(host) else ""
        return known

    def _near(self, host: str) -> bool:
        if host.endswith(OFFICIAL) or registered(host) == self._own:
            return True
        labels = host.split(".")
        ways = {".".join(labels[start:]) for start in range(len(labels))}
        return not ways.isdisjoint(self._allowed) or not ways.isdisjoint(usual_hosts())
