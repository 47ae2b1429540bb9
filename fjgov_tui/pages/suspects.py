"""What is wrong with a script: it leads visitors away, takes code or orders from elsewhere, hides what it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.ciphers import long_base64
from fjgov_tui.pages.harms import AWAY, DROPS, TO_LOCATION, harms
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.joins import joined_away
from fjgov_tui.pages.naming import bare_hosts, named_hosts, veiled_host
from fjgov_tui.pages.placed import at_load
from fjgov_tui.pages.presses import taken_over, turned_over
from fjgov_tui.pages.scripts import (
    DECODERS,
    ENCODED,
    FROM_ADDRESS,
    HEX,
    SPACE,
    Script,
)
from fjgov_tui.pages.searchers import for_searchers
from fjgov_tui.pages.typed import taken_while_typed
from fjgov_tui.pages.unpacking import PACKED

_EVAL = re.compile(
    rf"(?:\beval|\bFunction|\bsetTimeout|\bsetInterval|\bexecScript)\s*\(\s*(?:window\s*\.\s*)?{DECODERS}\s*\("
    rf"|\.\s*constructor\s*\(\s*(?:{DECODERS}|['\"])"
)
_LIBRARIES = re.compile(r"\bjQuery\b|\bjquery\b|\bMooTools\b|\bSWFObject\b|\bPrototype\b|\bsuperSlide\b", re.IGNORECASE)
"""Names of libraries that are handed on packed."""
_CODES = re.compile(r"fromCharCode\s*\(\s*(?:(?:0x)?[0-9a-fA-F]+\s*,\s*){19,}")
_MANY_HEX = 20
_GOES = re.compile(
    rf"(?:{TO_LOCATION}|\b(?:window|self|top)\s*\.\s*(?:open|navigate)\s*\(\s*"
    rf"|{TO_LOCATION}new\s+URL\s*\(\s*(?:['\"][^'\"]{{0,200}}['\"]\s*,\s*)?|\bnavigation\s*\.\s*navigate\s*\(\s*"
    r"|\blocation\s*\.\s*(?:replace|assign)\s*\.\s*(?:call|apply)\s*\(\s*[\w$.]{1,20}\s*,\s*\[?\s*"
    r"|\bwith\s*\(\s*[\w$.]{0,20}location\s*\)\s*\{?\s*href\s*=\s*"
    r"|assign\s*\(\s*(?:window|self|top|globalThis|document)\s*,\s*\{\s*['\"]?location['\"]?\s*:\s*"
    rf"|\(\s*(?:window\s*\.\s*)?location\s*\)\s*\.\s*(?:attr|prop)\s*\(\s*['\"]href['\"]\s*,\s*"
    rf"|Reflect\s*\.\s*set\s*\(\s*[\w$.]{{1,20}}\s*,\s*['\"](?:location|href)['\"]\s*,\s*"
    rf"|assign\s*\(\s*[\w$.]{{0,10}}location\s*,\s*\{{\s*['\"]?href['\"]?\s*:\s*){AWAY}",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"\bopen(?<![\w$.]open)(?<!function open)\s*\(\s*{AWAY}")
_GOES_BY_NAME = re.compile(
    rf"{TO_LOCATION}([A-Za-z_$][\w$]{{0,40}}(?:\s*\.\s*[A-Za-z_$][\w$]{{0,40}})?)\s*(?:[;),}}\n+]|$|\[)"
)
_GOES_TO_HOST = re.compile(r"\blocation\s*\.\s*host(?:name)?\s*=(?!=)\s*['\"`]([\w.-]{4,200})")
_GOES_TO_APP = re.compile(rf"(?:{TO_LOCATION}|\bopen\s*\(\s*|\.src\s*=\s*)['\"`]([a-z][a-z0-9+.-]{{2,20}})://", re.I)
"""Programs on a telephone are opened by a scheme of their own, purses among them."""
_OF_WEB = frozenset({"http", "https", "file", "blob", "about", "ws", "wss", "rtmp", "rtsp", "mms", "chrome-extension"})
_ADDRESS_NAMED = re.compile(rf"\b([A-Za-z_$][\w$]{{0,40}})\s*+=\s*+\[?+\s*+{AWAY}['\"`]")
_OF_OBJECT = re.compile(
    rf"\b([A-Za-z_$][\w$]{{0,40}})\s*=\s*\{{(?:[^{{}}]{{0,300}}?,)?\s*['\"]?([A-Za-z_$][\w$]{{0,40}})['\"]?\s*:\s*{AWAY}"
)
"""An address that is kept in an object with a name."""
_GOES_DECODED = re.compile(rf"{TO_LOCATION}(?:window\s*\.\s*)?{DECODERS}", re.IGNORECASE)
_REMOTE = re.compile(
    r"(?:\$|jQuery)\s*\.\s*getScript\s*\(\s*['\"`]([^'\"`\s]{3,300})|\bimport(?:Scripts)?\s*\(\s*['\"`]([^'\"`\s]{3,300})"
    r"|new\s+(?:WebSocket|EventSource|Worker|SharedWorker)\s*\(\s*['\"`]([^'\"`\s]{3,300})"
    r"|\b(?:import|export)\b[\w\s{}*,$]{0,200}['\"]((?:https?:)?//[^'\"\s]{3,300})"
)
"""What takes code or orders from an address."""
_FETCHES = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|WebSocket\s*\(|EventSource\s*\(|(?:\$|jQuery)\s*\.\s*(?:get|post|ajax)\s*\("
)
_RUNS_IT = re.compile(
    r"\.then\s*\(\s*(?:eval|Function)\b"
    r"|\.then\s*\(\s*(?:function\s*\([\w$, ]{0,20}\)\s*\{|\(?[\w$, ]{0,20}\)?\s*=>)"
    r"[^;]{0,80}?(?:\(\s*0\s*,\s*eval\s*\)|\bnew\s+Function|(?<![\w$.])eval)"
    r"\s*\(\s*(?:atob|unescape|decodeURI\w{0,9})\s*\("
    r"|\.then\s*\(\s*(?:function\s*\(\s*(?P<f>[\w$]+)\s*\)|\(?\s*(?P<a>[\w$]+)\s*\)?\s*=>)\s*\{?\s*(?:\(\s*0\s*,\s*|new\s+)?"
    r"(?:window\s*\.\s*)?(?:eval|Function)\s*+\)?+\s*+\(\s*(?:(?P=f)|(?P=a))\s*\)"
    r"|\b(?:eval|Function|execScript)\s*+\)?+\s*+(?:\.\s*(?:call|apply)\s*\(\s*\w{0,20}\s*,\s*\[?|\()\s*"
    r"[\w$.]*(?:\bdata\b|responseText|\btext\b|\bresult\b)"
)
"""What was fetched is run; `eval("(" + data + ")")` only reads data, as libraries did before JSON."""
_RUNS_NAMES = re.compile(
    r"(?<![\w$.])(?:eval|Function|execScript|setTimeout|setInterval)\s*\(\s*(?:(?:window\s*\.\s*)?(?:decodeURI(?:Component)?|unescape|atob)\s*\(\s*)*"
    r"(?:(?:window|self|top|parent|document)\s*\.\s*)+(?:name\b|location\s*\.\s*(?:hash|search)|referrer\b|cookie\b|(?:local|session)Storage\b)"
    r"|(?<![\w$.])(?:eval|Function|execScript)\s*\(\s*(?:(?:decodeURI(?:Component)?|unescape|atob)\s*\(\s*)*"
    r"(?:location\s*\.\s*(?:hash|search)|(?:local|session)Storage\b)"
)
"""What a visitor's address, or the page before this one, brought along is run."""
_RUNS_MESSAGES = re.compile(
    r"['\"]message['\"]\s*,\s*(?:function\s*\(\s*\w{1,10}\s*\)\s*\{|\(?\w{1,10}\)?\s*=>\s*\{?)\s*(?:window\s*\.\s*)?eval\s*\(\s*\w{1,10}\s*\.\s*data"
    r"|\beval\s*\(\s*new\s+URLSearchParams\s*\("
)
TALKS_TO = re.compile(
    rf"(?:\bfetch\s*\(|\.\s*open\s*\(\s*['\"][A-Za-z]{{3,7}}['\"]\s*,|\bsendBeacon\s*\(|(?:ajax|axios|request|uploadFile|fetch\w*)\s*\(\s*\{{[^{{}}]{{0,300}}?\burl\s*:"
    rf"|(?:\$|jQuery)\s*\.\s*(?:get|post|getJSON)\s*\(|\.\s*src\s*=)\s*{AWAY}",
    re.IGNORECASE,
)
"""Where a script sends what it knows, or gets what it shows."""
_READS_COOKIE = re.compile(r"document\s*\.\s*cookie\s*(?![\s=]|\+=)|document\s*\.\s*cookie\s+(?!\+?=[^=])")
_READS_KEYS = re.compile(r"\bonkey(?:press|down|up)\b|['\"]key(?:press|down|up)['\"]")
_READS_FORMS = re.compile(
    r"['\"](?:form|#\w+|\.\w+|\w+)?\s*:input['\"]|\bserialize(?:Array)?\s*\(|\bnew\s+FormData\s*\(|\.\s*elements\b"
    r"|['\"](?:form\s+)?(?:input|textarea|select)\b(?:\[[^\]]{1,40}\])?(?:\s*,\s*(?:input|textarea|select)\b)*['\"]|input\[type=\W{0,2}password"
    r"|getElementsByTagName\s*\(\s*['\"](?:input|textarea)['\"]|\bonsubmit\b[\s\S]{0,300}?\.\s*value\b"
    r"|['\"]submit['\"][\s\S]{0,300}?(?:\.\s*value\b|\.\s*val\(\s*\))",
    re.IGNORECASE,
)
"""Takes what is filled in, field by field or all at once."""
_OWN_DECODER = re.compile(
    r"fromCharCode\s*\(\s*(?!\s*(?:\d|0x))[^)]|ABCDEFGHIJKLMNOPQRSTUVWXYZ|charCodeAt\s*\([^)]{0,20}\)\s*[-^]"
)
_RUNS_DECODED = re.compile(
    r"createElement\s*\(\s*(?:['\"]script['\"]|[A-Za-z_$][\w$]{0,20}\s*[(\[])|(?<![\w$.])(?:eval|Function|execScript)\s*\((?!\s*['\"])"
    r"|\bnew\s+Function\s*\(|\.\s*constructor\s*\("
    r"|\blocation\s*(?:\.\s*(?:href\s*)?)?=\s*(?!\s*(?:location|window|document|self|top|this)\b)[A-Za-z_$][\w$]{0,20}\s*\("
)
_LONGEST_DECODER = 20_000
"""Characters of a script beyond which it is some library."""
_EXCHANGES_LINK = re.compile(
    rf"\bthis\s*\.\s*(?:(?:href|action)\s*=(?!=)\s*|setAttribute\(\s*['\"](?:href|action)['\"]\s*,\s*){AWAY}",
    re.IGNORECASE,
)
_BODY_ANEW = re.compile(
    r"document\s*\.\s*(?:body|documentElement)\s*\.\s*(?:attachShadow\s*\([^()]{0,60}\)\s*\.\s*)?(?:innerHTML|outerHTML)\s*=\s*['\"`][^;]{0,200}?<i?frame\b[^>]{0,200}?"
    r"\bsrc\s*=\s*\\?['\"]?((?:https?:)?//[^'\"\s>\\]{3,300})",
    re.IGNORECASE,
)
_EMPTIES = re.compile(
    r"document\s*\.\s*(?:body|documentElement)\s*\.\s*(?:inner|outer)HTML\s*=\s*(?:''|\"\"|``)|document\s*\.\s*open\s*\(\s*\)"
    r"|document\s*\.\s*(?:body|documentElement)\s*\.\s*replaceChildren\s*\("
    r"|(?:\$|jQuery)\(\s*['\"]?(?:document\.)?body['\"]?\s*\)\s*\.\s*empty\("
)
_WRITTEN_FRAME = re.compile(
    r"(?:<i?frame\b[^>]{0,200}?\bsrc\s*=\s*\\?['\"]?|createElement\s*\(\s*['\"]i?frame['\"][\s\S]{0,300}?\.\s*src\s*=\s*['\"`])"
    r"((?:https?:)?//[^'\"\s>\\]{3,300})",
    re.IGNORECASE,
)
_FROM_PICTURE = re.compile(
    r"getImageData\s*\([\s\S]{1,600}?fromCharCode[\s\S]{1,400}?"
    r"(?:(?<![\w$.])(?:eval|execScript)\s*\)?\s*\(|\bnew\s+Function\s*\(|\.\s*constructor\s*\()"
)
_OBFUSCATED = re.compile(r"\b_0x[0-9a-fA-F]{2,8}\b")
_MANY_NAMES = 4
"""Different names of the kind that one widespread obfuscator makes; nobody writes them by hand."""
_FACES = re.compile(r"ﾟωﾟ|ﾟДﾟ|ﾟΘﾟ|\$=~\[\];\$=\{")
"""How two obfuscators begin that write with signs alone."""
_BRACKETS = re.compile(r"[\[\]()!+]{60}")
"""A run of the six signs with which a third one writes everything."""


@dataclass(frozen=True)
class Suspect:
    """What is wrong with a script."""

    mark: str
    why: str
    """In Chinese."""
    around: str
    """The part of the script that says so."""
    leads_to: str = ""
    """The foreign host to which it sends visitors."""
    rule: Literal["script", "redirect"] = "script"
    severity: Severity = Severity.VIOLATION


def suspects(script: Script, near: Neighbours) -> Iterator[Suspect]:
    """What is wrong with a script; at most one thing is told, the plainest first."""
    if script.anywhere and (away := _leads_away(script, near)):
        yield away
        return
    if script.by_hand and (secret := _behind_the_hand(script, near)):
        yield secret
        return
    # What a press leads to is a link; only what hides what it is has no honest reason.
    plain = None if script.by_hand else _plainly(script, near)
    if plain is None and script.inside is not script and not script.by_hand:
        plain = _plainly(script.inside, near)
    if plain:
        yield plain
    elif host := veiled_host(script, near):
        yield Suspect(script.mark, f"把外站 {host} 的地址编码后藏起来的脚本", SPACE.sub(" ", script.text[:160]), host)
    else:
        yield from _signs(script, near)


def _behind_the_hand(script: Script, near: Neighbours) -> Suspect | None:
    """What happens at a press and nobody meant: the link is another one now, what was filled in goes to a stranger."""
    text = script.solved
    for match in _EXCHANGES_LINK.finditer(text):
        if host := near.outside(match[1]):
            why = f"按下的时候把链接换成外站 {host}"
            return Suspect(script.mark, why, near_to(text, match), host, "redirect")
    for match in TALKS_TO.finditer(text) if _READS_FORMS.search(text) else ():
        if host := near.outside(match[1]):
            return Suspect(script.mark, f"把访问者填写的内容另发给外站 {host}", near_to(text, match), host)
    return _typed(script, near)


def _typed(script: Script, near: Neighbours) -> Suspect | None:
    """What is typed, and goes to a stranger."""
    taken = taken_while_typed(script.solved, near)
    return Suspect(script.mark, taken.why, near_to(script.solved, taken.place), taken.host) if taken else None


def _plainly(script: Script, near: Neighbours) -> Suspect | None:
    """What a script does that no office's own does, as far as its text says so."""
    away = _leads_away(script, near)
    if asked := for_searchers(script, near):
        why, around = "只对搜索引擎来客起作用的脚本", near_to(asked.string, asked)
        return Suspect(script.mark, why, around, away.leads_to if away else "")
    suspect = away or _remote(script, near) or _tells(script, near) or _brings(script, near)
    if suspect is None and (
        harm := harms(script.solved, near) or (None if script.handler else next(taken_over(script.solved, near), None))
    ):
        suspect = Suspect(script.mark, harm.why, near_to(script.solved, harm.place), harm.host)
    return suspect


def _signs(script: Script, near: Neighbours) -> Iterator[Suspect]:
    """The plainest sign that stands in the text itself; less of what opens, and does nothing foreign then."""
    text, inside = script.plain, script.inside
    for why, look in _PLAIN_SIGNS:
        if (match := look(text if look is not _hex_dense else script.text)) is None:
            continue
        opens = look in _OPENING and look(inside.solved) is None and _harmless(inside, near)
        if not opens:
            yield Suspect(script.mark, why, near_to(text, match))
            return
        if look is _packed:
            yield Suspect(script.mark, f"{why}，解开后没有外站", near_to(text, match), severity=Severity.WARNING)
            return


def _harmless(inside: Script, near: Neighbours) -> bool:
    """Whether an opened script names nothing foreign, does nothing that only hijackers do, and hides no more."""
    if _plainly(inside, near) or any(map(near.foreign, inside.loads)):
        return False
    text = inside.solved
    return (
        not any(named_hosts(text, near))
        and not any(bare_hosts(text, near))
        and not any(look(text) for _, look in _PLAIN_SIGNS if look is not _hex_dense)
    )


def near_to(text: str, match: re.Match[str]) -> str:
    """What stands around a place, on one line."""
    return SPACE.sub(" ", text[max(0, match.start() - 40) : match.start() + 120])


def _leads_away(script: Script, near: Neighbours) -> Suspect | None:
    text = script.solved
    if "location" in text or "open" in text or "navigate" in text or "iframe" in text:
        named = {match[1]: match[2] for match in _ADDRESS_NAMED.finditer(text)}
        named |= {f"{match[1]}.{match[2]}": match[3] for match in _OF_OBJECT.finditer(text)} if "{" in text else {}
        goes = [(match, match[1]) for match in _GOES.finditer(text)]
        goes += [(match, match[1]) for match in _OPENS.finditer(text)] if "open" in text else []
        goes += [(match, named[match[1]]) for match in _GOES_BY_NAME.finditer(text) if match[1] in named]
        goes += [(match, f"http://{match[1]}/") for match in _GOES_TO_HOST.finditer(text)]
        foreign = {match.start(): (match, near.outside(url)) for match, url in goes if near.outside(url)}
        first = next(at_load(text, [match for _, (match, _) in sorted(foreign.items())]), None)
        if first is not None:
            host = foreign[first.start()][1]
            return Suspect(script.mark, f"脚本把访问者带到 {host}", near_to(text, first), host, "redirect")
        joined = {match.start(): (match, host) for match, host in joined_away(text, near)}
        if put := next(at_load(text, [match for match, _ in joined.values()]), None):
            host = joined[put.start()][1]
            return Suspect(script.mark, f"脚本把访问者带到拼出来的 {host}", near_to(text, put), host, "redirect")
        apps = (match for match in _GOES_TO_APP.finditer(text) if match[1].lower() not in _OF_WEB)
        if app := next(at_load(text, apps), None):
            return Suspect(
                script.mark, f"脚本打开访问者手机上的程序（{app[1][:20]}）", near_to(text, app), "", "redirect"
            )
    text = script.plain
    decoded = next(at_load(text, _GOES_DECODED.finditer(text)), None) if "location" in text else None
    return decoded and Suspect(script.mark, "脚本把访问者带到一个编码过的地址", near_to(text, decoded), "", "redirect")


def _remote(script: Script, near: Neighbours) -> Suspect | None:
    """Code or orders that a script takes from a foreign host, or from anywhere to run them."""
    text = script.solved
    for match in _REMOTE.finditer(text):
        url = next(part for part in match.groups() if part)
        host = near.outside(re.sub(r"^wss?:", "http:", url))
        if host:
            return Suspect(script.mark, f"脚本从外站 {host} 取代码或指令", near_to(text, match), host)
    if brought := _RUNS_NAMES.search(text) or ("eval" in text and _RUNS_MESSAGES.search(text)):
        return Suspect(script.mark, "把网址或别处带来的文字当代码执行的脚本", near_to(text, brought))
    runs = _RUNS_IT.search(text)
    if runs and _FETCHES.search(text):
        return Suspect(script.mark, "取来内容就当代码执行的脚本", near_to(text, runs))
    return None


def _brings(script: Script, near: Neighbours) -> Suspect | None:
    """What takes a foreign script where an element only shows itself, or with a decoder that it brings along."""
    text = script.solved
    host = next(filter(near.foreign, sorted(script.brings)), "")
    if host and script.handler:
        return Suspect(script.mark, f"元素一出现就装入外站 {host} 脚本的事件", SPACE.sub(" ", script.text[:160]), host)
    if len(text) > _LONGEST_DECODER or _LIBRARIES.search(text) or PACKED.search(text):
        return None
    decoder = _OWN_DECODER.search(text)
    runs = _RUNS_DECODED.search(text) if decoder else None
    return runs and Suspect(script.mark, "自带解码程序，把解出来的东西当程序用的脚本", near_to(text, runs))


def _tells(script: Script, near: Neighbours) -> Suspect | None:
    """A script that sends cookies, keys or forms to a foreign host, or puts one of its pages in place of this one."""
    text = script.solved
    for match in _BODY_ANEW.finditer(text) if "innerHTML" in text or "outerHTML" in text else ():
        if host := near.outside(match[1]):
            return Suspect(script.mark, f"把整个页面换成外站 {host} 的页面", near_to(text, match), host)
    if _EMPTIES.search(text):
        for match in _WRITTEN_FRAME.finditer(text):
            if host := near.outside(match[1]):
                return Suspect(script.mark, f"把整个页面换成外站 {host} 的页面", near_to(text, match), host)
    if turned := next(turned_over(text, near), None):
        return Suspect(script.mark, turned.why, near_to(text, turned.place), turned.host)
    if (forms := _READS_FORMS.search(text)) and (
        host := next(filter(None, (near.outside(match[1]) for match in TALKS_TO.finditer(text))), "")
    ):
        return Suspect(script.mark, f"把表单里填的内容送到外站 {host}", near_to(text, forms), host)
    reads = _READS_COOKIE.search(text) or _READS_KEYS.search(text)
    hosts = (near.outside(match[1]) for match in TALKS_TO.finditer(text)) if reads else iter(())
    if reads and (host := next(filter(None, hosts), "")):
        what = "Cookie" if "cookie" in reads[0] else "按键"
        return Suspect(script.mark, f"把访问者的{what}送到外站 {host}", near_to(text, reads), host)
    return _typed(script, near)


def _packed(text: str) -> re.Match[str] | None:
    """A packed program that is none of the libraries which are handed on so."""
    match = PACKED.search(text)
    return match if match and _LIBRARIES.search(text) is None else None


def _obfuscated(text: str) -> re.Match[str] | None:
    names = {match[0] for match in _OBFUSCATED.finditer(text)}
    return _OBFUSCATED.search(text) if len(names) >= _MANY_NAMES else _FACES.search(text) or _BRACKETS.search(text)


def _hex_dense(text: str) -> re.Match[str] | None:
    escapes = list(HEX.finditer(text))
    if len(escapes) < _MANY_HEX or sum(len(escape[0]) for escape in escapes) * 100 < 15 * len(text):
        return None
    return escapes[0]


_PLAIN_SIGNS: tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...] = (
    ("编码过、只有旧浏览器读得懂的脚本", re.compile(re.escape(ENCODED)).match),
    ("写在网址里的脚本", re.compile(re.escape(FROM_ADDRESS)).match),
    ("解码后再执行的脚本", _EVAL.search),
    ("压缩后再执行的脚本", _packed),
    ("混淆过的脚本", _obfuscated),
    ("把图片里藏着的代码取出来运行的脚本", _FROM_PICTURE.search),
    ("往访问者的机器里放程序的脚本", DROPS.search),
    (
        "用浏览器控件取来程序的脚本",
        re.compile(
            r"\.\s*CreateObject\s*\(\s*['\"](?:Microsoft\.XMLHTTP|MSXML2\.|Adodb\.Stream|WScript\.Shell|Shell\.Application)"
            r"|\bActiveXObject\s*\(\s*['\"](?:Adodb\.Stream|Shell\.Application)",
            re.IGNORECASE,
        ).search,
    ),
    ("把代码写成一串字符编码的脚本", _CODES.search),
    ("大量使用十六进制转义的脚本", _hex_dense),
    ("带有大段 Base64 编码的脚本", long_base64),
)
"""Signs that stand in the text itself, the plainest first."""
_OPENING = (_packed, _CODES.search, _hex_dense, long_base64)
"""Those of what honest tools make, too, and can be opened; nobody honest runs what he has encoded by hand."""
