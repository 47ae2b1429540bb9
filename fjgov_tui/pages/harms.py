"""What a script does to its visitor's machine, or makes him do, that no office's own does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.naming import named_hosts
from fjgov_tui.pages.senses import sensed

AWAY = r"['\"`]((?:https?:)?//[^'\"`\s]{3,300})"
"""A foreign address, or one that may be."""
TO_LOCATION = r"\blocation\s*(?:\.\s*href\s*)?(?:=(?!=)\s*|\.\s*(?:replace|assign)\s*\(\s*)"
_GIVEN = re.compile(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,40}})\s*=\s*{AWAY}")
_STAYS = re.compile(r"serviceWorker\s*(?:\.\s*register\s*\(|\)\s*\.\s*register\s*\()\s*['\"`]([^'\"`\s]{1,300})")
_REGISTERS = re.compile(r"serviceWorker\s*\.\s*register\s*\([^;]{0,300}?((?:wss?|https?):)?(//[\w.-]{4,100})")
_URL = re.compile(r"(?:https?:)?//[^\s'\"&<>]{4,300}", re.IGNORECASE)
_SUBSCRIBES = re.compile(r"pushManager\s*\.\s*subscribe\s*\(|Notification\s*\.\s*requestPermission\s*\(")
_TELLS = re.compile(
    rf"(?:\bfetch\s*\(\s*|\bsendBeacon\s*\(\s*|\.\s*open\s*\(\s*['\"][A-Za-z]{{3,7}}['\"]\s*,\s*|\.\s*src\s*=\s*|\burl\s*:\s*"
    rf"|\.\s*(?:get|post|getJSON)\s*\(\s*|\b(?:href|location|open)\s*[=(]\s*){AWAY}"
)
_SENT_IN = re.compile(
    r"/(?:uploads?|up_?files?|user_?files|attach(?:ment)?s?|allimg|images?|img|pics?|pictures?|css|fonts?)/|/files?/\d{4}|\.(?:gif|jpe?g|png|bmp|txt|css|html?)(?:$|\?)",
    re.IGNORECASE,
)
"""Where nobody keeps programs of the site's own, or what is called otherwise."""
_RUNS_DATA = re.compile(
    r"(?<![\w$.])(?:import|importScripts)\s*\(\s*['\"`](?:data|blob):|\blocation\s*(?:\.\s*href\s*)?=\s*['\"`]data:text/html"
    r"|\bopen\s*\(\s*['\"`]data:text/html|\.\s*src\s*=\s*['\"`]data:text/html;base64",
    re.IGNORECASE,
)
_FLOODS = re.compile(
    r"setInterval\s*\((?:(?!setInterval)[\s\S]){0,400}?(?:new\s+Image|\bfetch\s*\(|XMLHttpRequest)"
    r"(?:(?!setInterval)[\s\S]){0,400}?,\s*\d{1,2}\s*\)"
)
"""Asks for something more than ten times a second."""
_FRIGHTENS = re.compile(
    r"\b(?:alert|confirm|prompt)\s*\(\s*['\"`]"
    r"([^'\"`]{0,200}?(?:中毒|病毒|木马|被感染|漏洞|版本过低|已?过期|停用|冻结|异常)[^'\"`]{0,200})"
)
_TAKES_PROGRAM = re.compile(r"['\"`][^'\"`\s]{1,300}\.(?:exe|apk|msi|scr|zip|rar|hta)['\"`?]", re.IGNORECASE)
_TO_CALL = re.compile(r"(?:q{1,2}|微信|客服|电话|拨打|联系)[^\d。]{0,8}\d{5,}|400-?\d{3}", re.IGNORECASE)
_RUNS_A_STRANGERS = re.compile(
    rf"\bfetch\s*\(\s*{AWAY}[\s\S]{{0,200}}?\.then\s*\([\s\S]{{0,200}}?"
    r"(?:\(\s*0\s*,\s*(?:window\s*\.\s*)?eval\s*\)|(?<![\w$.])eval|(?<![\w$.])Function)\s*\((?!\s*['\"]\()"
)
"""Runs what came from the address of a stranger, whatever was done to it in between."""
_RUNS_AWAITED = re.compile(
    rf"\bawait\s+(?:window\s*\.\s*)?fetch\s*\(\s*{AWAY}['\"`][\s\S]{{0,600}}?"
    r"(?:\(\s*0\s*,\s*(?:window\s*\.\s*)?eval\s*\)|(?<![\w$.])eval|(?<![\w$.])Function)\s*\((?!\s*['\"]\()"
)
"""The same, waited for."""
_ASKS_FOR_CODE = re.compile(
    rf"(?:(?:\$|jQuery)\s*\.\s*(?:get|post)\s*\(\s*{AWAY}['\"`]\s*,\s*"
    r"(?:function\s*\(\s*(\w{1,20})[\w, ]{0,20}\)\s*\{|\(?(\w{1,20})\)?\s*=>\s*\{?)"
    r"\s*(?:window\s*\.\s*)?(?:eval|Function)\s*\(\s*(?:\2|\3)"
    rf"|\burl\s*:\s*{AWAY}['\"`][^{{}}]{{0,200}}?\bdataType\s*:\s*['\"]script)"
)
"""Runs what a stranger answers."""
_WORKED_OUT_HOST = re.compile(
    r"createElement\s*\(\s*['\"]script['\"][\s\S]{0,400}?\.\s*src\s*=\s*['\"](?:https?:)?//['\"]\s*\+\s*[\w$]{1,30}(?:\([^()]{0,40}\))?"
    r"\s*\+\s*['\"]\.[a-z]{2,10}(?:/|['\"])"
)
"""Of the host from which a script is loaded all but its ending is worked out: nobody can say beforehand whose it is."""
COPIES = re.compile(
    r"execCommand\s*\(\s*['\"](?:copy|cut)|clipboard\s*\.\s*write|clipboardData\s*\.\s*setData|\bsetData\s*\("
)
CALLS_AWAY = re.compile(
    r"红包|口令|支付宝|淘宝|邀请码|领取?券|长按复制|搜索[“\"'「]?\d{4,}|加(?:微信|V信|QQ|群)|\bbc1q|\bT[A-Za-z1-9]{33}\b|\b0x[0-9a-f]{40}\b"
)
_PUTS_ADDRESS = re.compile(r"(?:setData|writeText)\s*\([^;]{0,200}?((?:https?:)?//[\w.-]{4,100})", re.IGNORECASE)
DROPS = re.compile(
    r"['\"]4D5A[0-9A-F]{8,}|\bDropFileName\b"
    r"|\bCreateObject\s*\(\s*['\"](?:Scripting\.FileSystemObject|WScript\.Shell)",
    re.IGNORECASE,
)
"""Writes a program of Windows, which begin with these two bytes, or takes hold of files and of the shell."""

_MAKES_REFRESH = re.compile(
    r"(?:httpEquiv\s*=\s*|['\"]http-equiv['\"]\s*,\s*)['\"]refresh['\"][\s\S]{0,300}?\burl\s*=\s*((?:https?:)?//[^'\"\s]{3,300})",
    re.IGNORECASE,
)
"""Makes the tag by which a page leads on."""
_WHOLE = (
    r"(?:document\s*\.\s*(?:body|documentElement)"
    r"|(?:\$|jQuery)\s*\(\s*['\"]?(?:document\s*\.\s*)?(?:body|html)['\"]?\s*\))"
)
_SHOWS_STRANGERS = re.compile(
    rf"{_WHOLE}\s*\.\s*load\s*\(\s*{AWAY}"
    rf"|(?:\bfetch\s*\(|\.\s*open\s*\(\s*['\"]\w{{3,4}}['\"]\s*,|(?:\$|jQuery)\s*\.\s*(?:get|post|getJSON)\s*\(|\burl\s*:)\s*"
    rf"(?P<from>{AWAY})[\s\S]{{0,400}}?(?:document\s*\.\s*write(?:ln)?\s*\(\s*[A-Za-z_$]|{_WHOLE}\s*\.\s*(?:(?:inner|outer)HTML\s*=\s*|html\s*\(\s*)[A-Za-z_$])"
)
"""Puts what comes from a stranger in the place of the whole page."""
_ASKS = re.compile(
    r"\bprompt\s*\(\s*['\"`][^'\"`]{0,120}?(?:银行卡|取款密码|支付密码|CVV|身份证[^'\"`]{0,20}密码|密码[^'\"`]{0,20}身份证)"
)
"""Asks for a card, or for a name and its password, in a window of the browser's own."""
_PLAINLY = (
    (_WORKED_OUT_HOST, "从算出来的主机名取脚本来运行的脚本"),
    (_RUNS_DATA, "运行写在网址里的程序的脚本"),
    (_ASKS, "弹出窗口要人填银行卡、密码的脚本"),
)
_BY_STRANGERS = (
    (_RUNS_A_STRANGERS, "fetch", "取来外站 {} 的内容就当代码执行的脚本"),
    (_RUNS_AWAITED, "await", "取来外站 {} 的内容就当代码执行的脚本"),
    (_ASKS_FOR_CODE, "//", "取来外站 {} 的内容就当代码执行的脚本"),
    (_MAKES_REFRESH, "refresh", "让页面自动转到外站 {} 的脚本"),
)
"""What has to do with a stranger, the word without which it does not stand there, and what is told."""


@dataclass(frozen=True)
class Harm:
    """What is wrong with a script, in Chinese, the place that says so, and the foreign host that is meant."""

    why: str
    place: re.Match[str]
    host: str = ""


def named_addresses(text: str) -> list[tuple[str, str]]:
    """The names to which a script gives addresses of hosts, each with its address, in their order."""
    return [(given[1], given[2]) for given in _GIVEN.finditer(text)]


def harms(text: str, near: Neighbours) -> Harm | None:
    """The plainest harm that a script does.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    return next(_harms(text, near), None)


def _harms(text: str, near: Neighbours) -> Iterator[Harm]:
    if COPIES.search(text):
        yield from _copied(text, near)
    yield from _stay(text, near)
    yield from _by_strangers(text, near)
    for pattern, what in _PLAINLY:
        if done := pattern.search(text):
            yield Harm(what, done)
    if (floods := _FLOODS.search(text)) and (host := next(named_hosts(text, near), "")):
        yield Harm(f"让访问者的机器不停访问外站 {host}", floods, host)
    if taken := sensed(text, near):
        yield Harm(taken.why, taken.place, taken.host)
    frightens = _FRIGHTENS.search(text)
    if frightens and (_TAKES_PROGRAM.search(text) or _TO_CALL.search(frightens[1])):
        yield Harm(f"吓人下载程序、打电话的脚本：“{frightens[1][:30]}”", frightens)


def _copied(text: str, near: Neighbours) -> Iterator[Harm]:
    """What is put where a visitor keeps what he copies."""
    if calls := CALLS_AWAY.search(text):
        yield Harm("往访问者的剪贴板里放引流口令的脚本", calls)
    for put in _PUTS_ADDRESS.finditer(text):
        if host := near.outside(put[1]):
            yield Harm(f"往访问者的剪贴板里放外站 {host} 的网址", put, host)


def _stay(text: str, near: Neighbours) -> Iterator[Harm]:
    """Workers that stay with a visitor, and messages to him, for the sake of a stranger."""
    for kept in _STAYS.finditer(text) if "serviceWorker" in text else ():
        brought = (near.outside(url) for url in _URL.findall(unquote(unquote(kept[1]))))
        if host := next(filter(None, brought), ""):
            yield Harm(f"装上替外站 {host} 做事的常驻后台脚本", kept, host)
        if (given := _REGISTERS.match(text, kept.start())) and (host := near.outside(given[2])):
            yield Harm(f"装上替外站 {host} 做事的常驻后台脚本", kept, host)
        if _SENT_IN.search(kept[1]):
            yield Harm(f"装上常驻的后台脚本，取自 {kept[1][:60]}", kept)
    for asks in _SUBSCRIBES.finditer(text) if "ubscri" in text or "Notification" in text else ():
        if host := next((host for match in _TELLS.finditer(text) if (host := near.outside(match[1]))), ""):
            yield Harm(f"替外站 {host} 申请向访问者推送消息", asks, host)


def _by_strangers(text: str, near: Neighbours) -> Iterator[Harm]:
    for pattern, word, why in _BY_STRANGERS:
        for match in pattern.finditer(text) if word in text else ():
            if host := near.outside(match[1] or match[match.lastindex or 1] or ""):
                yield Harm(why.format(host), match, host)
    whole = "body" in text or "documentElement" in text or "html" in text or "document.write" in text
    for match in _SHOWS_STRANGERS.finditer(text) if whole and "//" in text else ():
        if host := near.outside(match[1] or match[3]):
            yield Harm(f"把整个页面换成外站 {host} 的内容的脚本", match, host)
