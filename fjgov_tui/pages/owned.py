"""Whether a stranger's host is called like an organisation that is named in Chinese: by its initials, or spelt out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from fjgov_tui.pages.hosts import host_of, registered

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{1,24}?(?:医院|中学|小学|[一二三四五六七八九十]中|高中|学校|学院|大学|幼儿园|公司|集团|银行|信用社|农商行|中心|研究[院所]|设计院"
    r"|协会|商会|学会|基金会|总会|红十字会|开发区|管委会|管理处|景区|图书馆|博物馆|文化馆|电视台|报社|交易所|人才市场|城投|供销社|合作社|水务|热力|公交)"
)
"""Who has a host of his own without being an office."""
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:自治)?[县市区旗州镇乡盟]")
_ENDINGS = frozenset({"com", "cn", "net", "org", "com.cn", "net.cn", "org.cn"})
"""Under these an organisation of the county has its name; under cheaper ones nobody looks who registers."""
_PUT_UP = frozenset(
    {"zcygov.cn", "youzhicai.com", "bqpoint.com", "ebnew.com", "chinabidding.com.cn", "chinabidding.cn", "gcycloud.cn"}
    | {
        "ejy365.com",
        "caa123.org.cn",
        "aaee.com.cn",
        "cbex.com.cn",
        "cbex.com",
        "suaee.com",
        "cquae.com",
        "prechina.net",
    }
    | {"e-jy.com.cn", "csuaee.com.cn", "jd.com", "gpai.net", "365trade.com.cn", "yuncaitong.cn", "zhaopin.com"}
    | {"51job.com", "gxrc.com", "ncss.cn", "landchina.com"}
)
"""Where whoever buys, sells, lets or looks for people puts up his notice, offices among them."""
_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LETTERS = "abcdefghjklmnopqrstwxyz"
"""Where each first letter begins in GB 2312, whose common characters stand in the order of their sounds."""
_LAST = 0xD7F9
_SEVERAL = {"行": "hx", "长": "cz", "重": "cz", "乐": "ly", "会": "hk", "朝": "cz", "单": "ds", "曾": "zc", "厦": "sx"}
"""Characters in names that have more than one sound."""
_ANY = "abcdefghijklmnopqrstuvwxyz"
_SYLLABLE = re.compile(r"[a-z]h?[aeiouv]{1,3}(?:ng?)?")
_LONGEST = 6
"""Letters of a syllable."""
_PASSED_OVER = frozenset("县市区省镇乡旗州人民有限责任公司股份集团第的")
"""What a short form leaves out of a name."""
_FEWEST = 4
"""Characters of a name from which on its initials are no chance; behind those of the place two are enough."""
_BEHIND_PLACE = 2


def own_of(host: str, text: str, title: str, url: str) -> bool:
    """Whether a host is called like an organisation that a text names, or is where notices are put up.

    Args:
        host: a stranger's.
        text: of a link to it.
        title: of the page, which names the place.
        url: of the page.
    """
    if registered(host) in _PUT_UP:
        return True
    label, _, ending = registered(host).partition(".")
    label = "".join(filter(str.isalpha, label))
    named = _PLACE.search(title)
    place = named[1] if named else ""
    if ending not in _ENDINGS or not label.isascii() or not place:
        return False
    return any(_spells(name, label, place, url) for name in _organisations(text))


def _organisations(text: str) -> Iterator[str]:
    for match in _ORGANISATION.finditer(text):
        yield match[0]


def _spells(name: str, label: str, place: str, url: str) -> bool:
    """Whether a label is made of the name: all of it, its beginning and its end, or the place and some of the rest."""
    end = len(label)
    if len(name) - len(_PASSED_OVER.intersection(name)) >= _FEWEST and end in _reached(name, label, {0}, _PASSED_OVER):
        return True
    if end > _FEWEST and any(
        end in _reached(name[-_BEHIND_PLACE:], label, _reached(name[:front], label, {0}, _PASSED_OVER), frozenset())
        for front in range(_FEWEST - 1, len(name) - 1)
    ):
        return True
    rest = name.partition(place)[2] if place in name else name.lstrip("县市区我本")
    own = registered(host_of(url)).partition(".")[0]
    begun = _reached(place, label, {0}, frozenset()) | ({len(own)} if label.startswith(own) else set())
    behind = {start for start in begun if end - start >= _BEHIND_PLACE}
    return end >= _FEWEST and end in _reached(rest, label, behind, frozenset(rest))


def _reached(name: str, label: str, places: set[int], left_out: frozenset[str]) -> set[int]:
    """How far into a label one comes from some places of it with the characters of a name, one after the other.

    Args:
        name: in Chinese.
        label: of a host.
        places: from where.
        left_out: characters that need not be spelt.
    """
    for char in name:
        letters = _first_letters(char)
        spelt = {
            end
            for start in places
            if label[start : start + 1] in letters and start < len(label)
            for end in range(start + 1, min(len(label), start + _LONGEST) + 1)
            if end == start + 1 or _SYLLABLE.fullmatch(label, start, end)
        }
        places = spelt | places if char in left_out else spelt
    return places


def _first_letters(char: str) -> str:
    if char in _SEVERAL:
        return _SEVERAL[char]
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return _ANY
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= _LAST else _ANY
