"""What a script could do for a hijacker: no sign on a page that was accepted, one in a script that is new there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.harms import AWAY, TO_LOCATION
from fjgov_tui.pages.hosts import Neighbours, registered, usual_hosts
from fjgov_tui.pages.naming import named_hosts
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.placed import at_top
from fjgov_tui.pages.scripts import Script, is_relative
from fjgov_tui.pages.suspects import TALKS_TO, suspects

_WRITES_TAGS = re.compile(
    r"(?:(?:write(?:ln)?|append|prepend|before|after|html|insertAdjacentHTML)\s*\(|innerHTML\s*\+?=)"
    r"[^;]{0,200}?<(?:script|iframe)\b([^>]{0,300})",
    re.IGNORECASE,
)
_SRC = re.compile(r"\bsrc\s*=\s*\\?['\"]?([^'\"\s>\\]{1,300})", re.IGNORECASE)
_SRC_BEHIND = re.compile(r"\bsrc\s*=\s*\\?['\"]?['\"]\s*\+\s*[\w$]{1,40}\s*\+\s*['\"]([\w.-]{4,100})/", re.IGNORECASE)
_COMPUTED = re.compile(rf"{TO_LOCATION}(?!['\"`=(])([A-Za-z_$][\w$]{{0,40}})((?:\s*\.\s*[\w$]+|\s*\[[^\]]{{1,40}}\])*)")
_MADE_OF_TEXT = re.compile(
    rf"{TO_LOCATION}(?:(['\"])[^'\"\n]{{0,300}}\1\s*\.\s*\w+\s*\(|`[^`\n]{{0,20}}\$\{{|\((?!['\"]/)[^)]|\[)",
    re.IGNORECASE,
)
"""A place that is made of a text by a call, of a template, of whatever stands in brackets."""
_FROM_ELSEWHERE = re.compile(
    r"\bfetch\b|XMLHttpRequest|responseText|\.\s*(?:get|post|ajax|getJSON|load|then)\s*\(|WebSocket|EventSource|[Mm]essage\b"
    r"|\bhash\b|\bname\b|Storage\b|getAttribute|dataset|innerText|textContent|nodeValue|\.\s*(?:data|alt|title|value|id)\b"
    r"|charCodeAt|charAt|substr|\bslice\b|\bsplit\b|\breverse\b|parseInt|\bString\b|\bjoin\b|\breplace\s*\(\s*[/'\"]|\bconcat\b|\$\{"
)
"""From where a script can have an address that does not stand in it."""
_OWN_PLACES = frozenset({"location", "this", "event", "e", "evt"})
_PLAINLY_OWN = re.compile(
    rf"{AWAY}|['\"`](?!(?:https?:)?//|['\"`]\s*\+)|(?:window\s*\.\s*|document\s*\.\s*|self\s*\.\s*)?location\b"
)
_DECODES = re.compile(
    r"\bfromCharCode\b|(?<![!(]window\.)(?<![!(])\batob\b(?!['\"]?\s+in\b)|\bunescape\b|\bfromCodePoint\b|\bTextDecoder\b|\.\s*charCodeAt\b[^;]{0,60}\^"
    r"|[(!]\s*(?:window\s*\.\s*)?atob\s*\("
)
"""Not where a script only asks whether its browser can."""
_ALPHABET = re.compile(r"fromCharCode\s*\(\s*(?:65|97|48|0x41|0x61|0x30)\s*\+\s*\w{1,3}\s*\)")
"""Counts the letters or digits out, one by one: nothing is in code."""
_PART = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[\w$]+)"
_UNESCAPED = re.compile(rf"\bunescape\s*\(\s*({_PART}(?:\s*\+\s*{_PART})*)\s*\)")
_BROUGHT_FROM = re.compile(r"(?:\bsrc\s*=\s*['\"]?|//)((?:[a-z0-9-]+\.)+[a-z]{2,10})(?=[/'\"?:\s>])", re.IGNORECASE)
_BRINGS_MORE = re.compile(r"<script\b(?![^>]*\bsrc\s*=)|\bon[a-z]{3,24}\s*=|<i?frame\b|<form\b", re.IGNORECASE)
_USES = re.compile(
    r"\beval\b|\bFunction\b|\bwrite(?:ln)?\b|innerHTML|outerHTML|\blocation\b|\.\s*src\b|['\"]src['\"]|createElement\s*\(\s*(?!['\"])"
    r"|insertAdjacentHTML|\.\s*(?:append|html|after|before)\s*\(|setTimeout\s*\(|setInterval\s*\(|\bconstructor\b|\bimport\b"
)
_ABLE = (
    (
        "会执行拼出来的代码",
        re.compile(
            r"\beval\b(?!\s*\(\s*['\"]\()(?!['\"])|\bexecScript\b|(?<![\w$.])Function\s*\(|\bnew\s+Function\b|\.\s*constructor\s*\(\s*[^)\s]"
        ),
    ),
    (
        "会把解码的内容写进页面",
        re.compile(
            r"(?:write(?:ln)?\s*\(|innerHTML\s*\+?=|insertAdjacentHTML\s*\()[^;]{0,60}\b(?:atob|fromCharCode)\s*\("
        ),
    ),
    ("会造出框架", re.compile(r"createElement\s*\(\s*['\"]i?frame", re.IGNORECASE)),
    ("会造出算出来的元素", re.compile(r"createElement\s*\(\s*(?!['\"])[^)\s]")),
    (
        "会用算出来的名字操作窗口",
        re.compile(r"\b(?:window|self|top|document|globalThis|parent)\s*\[\s*(?!['\"\d])[^\]]"),
    ),
    (
        "会装上常驻的后台脚本",
        re.compile(
            r"serviceWorker\s*\.\s*register\s*\(\s*(?!['\"](?:\./|/)?(?:[\w.-]+/)*[\w.-]*(?:sw|service|worker|pwa|offline|cache)[\w.-]*\.js(?:\?[\w.=&-]*)?['\"])"
        ),
    ),
    ("会申请推送通知", re.compile(r"Notification\s*\.\s*requestPermission|pushManager\s*\.\s*subscribe")),
    (
        "会运行网址里或拼出来的程序",
        re.compile(
            r"\b(?:import|importScripts|Worker|SharedWorker)\s*\(\s*(?:['\"`](?:data|blob):|(?:URL|window|webkitURL)\b|new\s+URL)"
        ),
    ),
    ("会运行编译好的程序", re.compile(r"\bWebAssembly\b")),
    (
        "会换掉整个页面",
        re.compile(
            r"document\s*\.\s*(?:body|documentElement)\s*\.\s*(?:(?:inner|outer)HTML\s*\+?=(?!=)|replaceChildren|remove\s*\(|hidden\s*=\s*(?:true|!0|1))"
            r"|(?:\$|jQuery)\(\s*['\"]?(?:body|html|document\.body)['\"]?\s*\)\s*\.\s*(?:html\s*\(\s*[^)\s]|empty|remove|replaceWith|hide)"
            r"|document\s*\.\s*(?:body|documentElement)\s*\.\s*style\s*\.\s*(?:display\s*=\s*['\"]none|visibility\s*=\s*['\"]hidden|opacity\s*=\s*['\"]?0['\";\s])"
            r"|document\s*\.\s*open\s*\(\s*\)"
        ),
    ),
    (
        "会困住要返回的访问者",
        re.compile(
            r"popstate(?:(?!\}\s*\))[\s\S]){0,300}?(?:history\s*\.\s*(?:go\s*\(\s*1|forward|pushState)|\blocation\s*\.\s*replace)"
        ),
    ),
)
"""What a script can do for a hijacker and honest ones do, too."""
_TEXTS = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'")
_CALLS = re.compile(r"[(`]|=>|\.\s*(?:src|href|innerHTML|outerHTML|location)\b|\blocation\b")
_AT_ONCE = (("会改写访问者的剪贴板", re.compile(r"clipboard\s*\.\s*write|execCommand\s*\(\s*['\"](?:copy|cut)")),)
"""The same where it happens without anybody's pressing."""


_ASKED_AT = re.compile(
    r"\b\w{0,20}(?:api|endpoint|gateway|server|service|backend|host|domain|base_?url|data_?url|cdn|static_?path|res_?path)\w{0,12}"
    r"['\"]?\s*[:=]\s*['\"`]((?:https?:)?//[^'\"`\s]{3,300})|['\"`]((?:https?:)?//[^'\"`\s]{3,300}(?:\.jsonp?|/api/[^'\"`\s]{0,100}|callback=\?))['\"`?]",
    re.IGNORECASE,
)
"""The setting that says from where a script has what it shows: an entry of a list is called otherwise."""
NAMES_HOST = "写着页面别处没有的外站"
"""Begins what is told of a script that does no more than that."""


_KEPT = re.compile(
    rf"\b(?:\w{{0,10}}home_?page|set_?home|add_?fav\w*|add_?bookmark|addPanel|addToFav\w*)\s*\([^()]{{0,120}}?(?:{AWAY}|,\s*([A-Za-z_$][\w$]{{0,40}})\s*[,)])",
    re.IGNORECASE,
)
"""Makes an address the visitor's home page, or one of those that he keeps."""


def _kept(text: str, near: Neighbours) -> str:
    """In Chinese, which stranger's page visitors keep who mean to keep this one; empty where there is none."""
    for match in _KEPT.finditer(text):
        given = re.search(rf"(?<![\w$.]){re.escape(match[2])}\s*=\s*{AWAY}", text) if match[2] else match
        if given and (host := near.outside(given[1])):
            return f"把“设为首页”“加入收藏”换成了外站 {host}"
    return ""


def risky(script: Script, near: Neighbours, known: Collection[str] = ()) -> str:
    """In Chinese, what a script can do that one which is new on a page should not; empty for a harmless one.

    Weaker than `suspects`: on a page that was accepted such a script is no sign; one that was not there before is.

    Args:
        script: the script.
        near: which hosts are no strangers.
        known: foreign hosts to which the page links, and of which its scripts may speak.
    """
    text = script.inside.solved
    suspicions = suspects(replace(script, by_hand=False) if script.by_hand else script, near)
    suspect = next((each for each in suspicions if each.severity is Severity.VIOLATION), None)
    as_link = script.by_hand and not script.instead
    if suspect is not None and not (as_link and suspect.rule == "redirect"):
        return suspect.why
    if any(map(near.foreign, script.brings)):
        return "从外站装入脚本"
    talks = next((host for match in TALKS_TO.finditer(text) if (host := near.outside(match[1]))), "")
    if talks:
        return f"和外站 {talks} 收发数据"
    if any(_brings_in(match[1], near) for match in _WRITES_TAGS.finditer(text)):
        return "会往页面里写脚本或框架"
    if named := _kept(text, near) or ("" if as_link else _names(text, near, known)):
        return named
    bare = _without_workers(text) if "Worker" in text else text
    if able := next((why for why, pattern in _ABLE if pattern.search(bare)), ""):
        return able
    if _DECODES.search(_without_plain(text, near)) and _USES.search(text):
        return "会用解码出来的内容"
    if not script.by_hand and _goes_somewhere(text):
        return "把访问者带到算出来的地址"
    if script.by_hand:
        return ""
    return next((why for why, pattern in _AT_ONCE if any(at_top(text, pattern.finditer(text)))), "")


def _names(text: str, near: Neighbours, known: Collection[str]) -> str:
    """In Chinese, what a foreign host has to do with a script that names it; empty where it names none."""
    if host := next((each for each in _in_markup(text, near) if each not in known), ""):
        return f"要写进页面的内容里有外站 {host}"
    host = "" if _only_data(text) else next((each for each in named_hosts(text, near) if each not in known), "")
    asked = host and any(near.outside(match[1] or match[2]) == host for match in _ASKED_AT.finditer(text))
    return f"从外站 {host} 取要显示的内容" if asked else host and f"{NAMES_HOST} {host}"


_OWN_WORKER = re.compile(
    r"new\s+(?:Shared)?Worker\s*\(\s*(?:window\s*\.\s*)?(?:URL|webkitURL)\s*\.\s*createObjectURL\s*\(\s*new\s+Blob\s*\(\s*\["
    r"\s*(\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')\s*\]"
)
_TAKES_MORE = re.compile(
    r"importScripts|\beval\b|Function|\bfetch\b|XMLHttp|Socket|EventSource|WebAssembly|//|\batob\b|\bimport\b"
)


def _without_workers(text: str) -> str:
    """The script without workers whose whole program stands there and takes nothing from anywhere."""
    return _OWN_WORKER.sub(lambda made: made[0] if _TAKES_MORE.search(made[1]) else "", text)


def _without_plain(text: str, near: Neighbours) -> str:
    """The script without what only looks like decoding: alphabets, and the counters of vendors as they hand them on."""
    return _UNESCAPED.sub(lambda call: "" if _of_vendor(call[1], near) else call[0], _ALPHABET.sub("", text))


def _of_vendor(parts: str, near: Neighbours) -> bool:
    """Whether escaped texts write the script of one that is no stranger, and name nobody else."""
    html = unquote("".join(part[1:-1] for part in _TEXTS.findall(parts)))
    hosts = _BROUGHT_FROM.findall(html)
    return bool(hosts) and not _BRINGS_MORE.search(html) and not any(map(near.foreign, map(str.lower, hosts)))


_MARKUP = re.compile(
    r"<(?:a|img|iframe|script|embed|area)\b[^<>]{0,200}?\b(?:href|src)\s*=\s*\\?['\"]?((?:https?:)?//[^'\"\\\s>]{3,200})",
    re.IGNORECASE,
)


def _in_markup(text: str, near: Neighbours) -> Iterator[str]:
    """The foreign hosts in tags that stand in a script's data, to be put into the page."""
    if "<" in text and _only_data(text):
        yield from filter(None, (near.outside(match[1]) for match in _MARKUP.finditer(text)))


def _only_data(text: str) -> bool:
    """Whether a script sets down lists and texts and calls nothing: its entries are looked at apart."""
    bare = _TEXTS.sub("", text)
    return "[" in bare and "{" in bare and _CALLS.search(bare) is None


def _brings_in(attributes: str, near: Neighbours) -> bool:
    """Whether a tag that is written into the page holds code of its own, or some that is none of the site's files."""
    src = _SRC.search(attributes)
    if src is None:
        # Counters are written so: `src="' + protocol + 's4.cnzz.com/z_stat.php?id=…"`.
        host = _SRC_BEHIND.search(attributes)
        return host is None or registered(host[1]) not in usual_hosts()
    return not is_relative(src[1]) and bool(near.outside(src[1]))


def _goes_somewhere(text: str) -> bool:
    """Whether a script leads on, as the page loads, to an address that it has from elsewhere."""
    if _FROM_ELSEWHERE.search(text) is None:
        return False
    for match in at_top(text, _COMPUTED.finditer(text)):
        name, rest = match[1], match[2]
        if name in _OWN_PLACES or (
            name in {"window", "document", "self", "top", "parent"}
            and re.match(r"\s*\.\s*(?:location|URL|referrer)", rest)
        ):
            continue
        given = re.search(rf"(?<![\w$.]){re.escape(name)}\s*=(?!=)\s*(.{{1,60}})", text)
        # A foreign address would have been told before this; what is made of a text by a call is none that is known.
        if given and not rest and _PLAINLY_OWN.match(given[1]):
            continue
        return True
    return any(at_top(text, _MADE_OF_TEXT.finditer(text)))


_QUOTED_NAME = re.compile(r"['\"][^'\"\n]{0,60}?([\w-]{2,60})['\"]")
_TAKEN_BY_ID = re.compile(
    r"(?<![\w$.'\"])([A-Za-z_$][\w$]{0,40})\s*\.\s*(?:style|hidden|class|remove|set|toggle|inner|outer)"
)
_RESTYLES = re.compile(
    r"\bstyle\b|\bhidden\b|\bhide\b|\bcss\b|\bclassName\b|\bclassList\b|\baddClass\b|\bremove\w*\b|\battr\b|setAttribute"
    r"|innerHTML|outerHTML|\bdetach\b|\bempty\b|\banimate\b|\bfadeOut\b|\bslideUp\b|\bappendTo\b|replaceWith"
)
_MOST_LINKS = 50
_UP = 3
"""Elements from a link up to one by whose name a script may take hold of it."""


def handles(page: ParsedPage, near: Neighbours) -> dict[str, set[str]]:
    """By id, class or name the foreign hosts to which links inside such an element lead."""
    held: dict[str, set[str]] = {}
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST_LINKS] if host else ():
            at = link.index
            for _ in range(_UP + 1):
                if at <= 0 or page.flat.tags[at] in {"body", "html"}:
                    break
                attributes = page.flat.attributes(at)
                for name in ("id", "class", "name"):
                    for word in (attributes.get(name) or "").split():
                        held.setdefault(word, set()).add(host)
                at = page.flat.parents[at]
    return held


def handled(script: Script, held: Mapping[str, set[str]]) -> set[str]:
    """The foreign hosts to which links lead whose looks a script may change."""
    if not held or script.by_hand or _RESTYLES.search(script.plain) is None:
        return set()
    words = {*_QUOTED_NAME.findall(script.plain), *_TAKEN_BY_ID.findall(script.plain)}
    return set().union(*(held.get(word, set()) for word in words))
