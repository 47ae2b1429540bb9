"""Scripts that a hijacker leaves behind: encoded ones, ones that lead searchers away, ones that write pages anew."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Literal
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.hosts import Neighbours, host_of

MAX_SCRIPTS = 200
_MAX_FRAMES = 20
_FROM_ADDRESS = "/* data: */"
MAX_TEXT = 200_000
"""Characters of one inline script that are read."""
_PROGRAM = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript"})
_PROGRAM |= {"module", "text/jscript", "application/x-javascript", "text/vbscript"}
_SPACE = re.compile(r"\s+")
_NAMED = re.compile(r"(?:function\s+[\w$]+|[\w$]\s*[:=]\s*function)\s*\([^()]*\)\s*\Z")
"""What stands before the brace of a function that has a name."""
_BRACE = re.compile(r"[{}]")
_CONDITIONAL = re.compile(
    r"(?:\beval\s*\(\s*['\"])?/\*@cc_on[\s\S]{0,400}?@?\*/(?:[^'\"\n]{0,20}['\"]\s*\))?|new\s+Function\(\s*['\"]/\*@cc_on[^'\"]{0,80}['\"]\s*\)"
)
"""What an Internet Explorer of old would have run; libraries ask by it which one it is."""
_JOINED = re.compile(r"(?<!\\)(['\"])\s*+\+\s*+\1")
"""Between two halves of a text that a script puts together."""
_BRACKETED = re.compile(r"(?<=[\w$)\]])\s*\[\s*(['\"])([A-Za-z_$][\w$]*)\1\s*\]")
"""A name in brackets, as in `self["location"]`."""
_LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\d+")
_ELEMENT = r"getElementById\(\s*['\"]([\w-]{1,80})['\"]\s*\)"
_NAMED_ELEMENT = re.compile(rf"\b([A-Za-z_$][\w$]{{0,30}})\s*=\s*[\w$.]{{0,40}}?{_ELEMENT}")
_STYLE_OFF = (
    r"\s*(?:\.\s*style|\[\s*['\"]style['\"]\s*\])\s*"
    r"(?:(?:\.\s*display|\[\s*['\"]display['\"]\s*\])\s*=\s*['\"]none"
    r"|(?:\.\s*visibility|\[\s*['\"]visibility['\"]\s*\])\s*=\s*['\"]hidden"
    r"|\.\s*cssText\s*\+?=\s*['\"][^'\"]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden))"
)
_HIDES = re.compile(
    rf"(?:{_ELEMENT.replace('([', '(?P<id>[')}|querySelector\(\s*['\"](?P<query>[^'\"]{{1,200}})['\"]\s*\)"
    rf"|\b(?P<name>[A-Za-z_$][\w$]{{0,30}})){_STYLE_OFF}"
    r"|(?:\$|jQuery)\(\s*['\"](?P<jquery>[^'\"<>]{1,200})['\"]\s*\)\s*\.\s*"
    r"(?:hide\(\s*0?\s*\)|css\(\s*(?:['\"]display['\"]\s*,\s*['\"]none|\{\s*['\"]?display['\"]?\s*:\s*['\"]none))"
)
_LONGEST_SELECTOR = 200
_DECODERS = r"(?:unescape|decodeURIComponent|decodeURI|atob|String\s*\.\s*fromCharCode)"
_EVAL = re.compile(
    rf"(?:\beval|\bFunction|\bsetTimeout|\bsetInterval|\bexecScript)\s*\(\s*(?:window\s*\.\s*)?{_DECODERS}\s*\("
    rf"|\.\s*constructor\s*\(\s*(?:{_DECODERS}|['\"])"
)
_PACKED = re.compile(r"\beval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k")
_LIBRARIES = re.compile(r"\bjQuery\b|\bjquery\b|\bMooTools\b|\bSWFObject\b|\bPrototype\b|\bsuperSlide\b", re.IGNORECASE)
"""Names of libraries that are handed on packed."""
_CODES = re.compile(r"fromCharCode\s*\(\s*(?:(?:0x)?[0-9a-fA-F]+\s*,\s*){19,}")
_BASE64 = re.compile(r"['\"]([A-Za-z0-9+/]{200,}={0,2})['\"]")
_HEX = re.compile(r"\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}")
_MANY_HEX = 20
_SEARCHER = re.compile(
    r"spider|googlebot|bingbot|slurp|\b(?:baidu|sogou|haosou|google|bing|yahoo|yisou)\b|\bso\.com|\bsm\.cn",
    re.IGNORECASE,
)
_ASKS = re.compile(r"document\s*\.\s*referrer|navigator\s*\.\s*userAgent", re.IGNORECASE)
_LEADS = re.compile(
    r"\blocation\b\s*+(?:\.\s*(?:href|replace|assign)\s*+)?(?:=[^=]|\()|document\s*\.\s*(?:write|title\s*=)|\.\s*innerHTML\s*="
    r"|createElement\s*\(\s*['\"]i?frame|<iframe",
    re.IGNORECASE,
)
_TO_LOCATION = r"\blocation\s*(?:\.\s*href\s*)?(?:=(?!=)\s*|\.\s*(?:replace|assign)\s*\(\s*)"
_GOES = re.compile(rf"{_TO_LOCATION}['\"`]((?:https?:)?//[^'\"`\s]{{3,300}})", re.IGNORECASE)
_GOES_BY_NAME = re.compile(rf"{_TO_LOCATION}([A-Za-z_$][\w$]{{0,40}})\s*[;),}}\n]")
_ADDRESS_NAMED = re.compile(r"\b([A-Za-z_$][\w$]{0,40})\s*=\s*['\"`]((?:https?:)?//[^'\"`\s]{3,300})['\"`]")
_GOES_DECODED = re.compile(rf"{_TO_LOCATION}(?:window\s*\.\s*)?{_DECODERS}", re.IGNORECASE)
_REMOTE = re.compile(
    r"(?:\$|jQuery)\s*\.\s*getScript\s*\(\s*['\"`]([^'\"`\s]{3,300})|\bimport(?:Scripts)?\s*\(\s*['\"`]([^'\"`\s]{3,300})"
    r"|new\s+(?:WebSocket|EventSource|Worker|SharedWorker)\s*\(\s*['\"`]([^'\"`\s]{3,300})"
)
"""What takes code or orders from an address."""
_FETCHES = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|WebSocket\s*\(|EventSource\s*\(|(?:\$|jQuery)\s*\.\s*(?:get|post|ajax)\s*\("
)
_RUNS_IT = re.compile(
    r"\.then\s*\(\s*(?:eval|Function)\b|\b(?:eval|Function|execScript)\s*\(\s*[\w$.]*(?:\bdata\b|responseText|\btext\b|\bresult\b)"
)
"""What was fetched is run; `eval("(" + data + ")")` only reads data, as libraries did before JSON."""
_OBFUSCATED = re.compile(r"\b_0x[0-9a-fA-F]{2,8}\b")
_MANY_NAMES = 4
"""Different names of the kind that one widespread obfuscator makes; nobody writes them by hand."""
_WRITES = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(\s*((?:unescape\s*\(\s*)?)(['\"])(.*?)(?<!\\)\2", re.DOTALL)
_SETS_SRC = re.compile(r"\.\s*src\s*=\s*(?:[^;='\"\n]{0,60}\+\s*)?['\"]((?:https?:)?//[^'\"\s]{3,300})", re.IGNORECASE)
_WRITES_SRC = re.compile(r"<script\b[^>]{0,200}?\bsrc\s*=\s*['\"]?((?:https?:)?//[^'\"\s>]{3,300})", re.IGNORECASE)
_ADDRESS = re.compile(r"//[^'\"\s]+")
_KEY = ("MII", "MIG", "MFk", "MFw")
"""How a public key begins that a log-in form encrypts with."""


@dataclass(frozen=True)
class Script:
    """One inline script, or the text of an event handler."""

    text: str
    mark: str
    """The hash of its text, white space apart."""

    @cached_property
    def plain(self) -> str:
        """Its text with escapes resolved and texts that are put together joined: `"dis" + "play"` is `"display"`."""
        text = _CONDITIONAL.sub("", self.text) if "@cc_on" in self.text else self.text
        if "\\x" in text or "\\u00" in text:
            text = _HEX.sub(lambda code: chr(int(code[0][2:], 16)), text)
        if "+" in text:
            text = _JOINED.sub("", text)
        return _BRACKETED.sub(r".\2", text) if "[" in text else text

    @cached_property
    def shape(self) -> str:
        """The hash of what it does, whatever texts and numbers stand in it: counters and days change at every visit."""
        bare = _LITERAL.sub("", _SPACE.sub(" ", self.text))
        return blake2b(bare.encode("utf-8", "replace"), digest_size=8).hexdigest()


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


def at_top(text: str, places: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The places in a script that are run as the page loads: not inside a function that has a name to be called by.

    Args:
        text: of the script; gone through once.
        places: ascending.
    """
    braces = _BRACE.finditer(text)
    brace = next(braces, None)
    depth, named = 0, list[int]()
    for place in places:
        while brace is not None and brace.start() < place.start():
            if brace[0] == "{":
                depth += 1
                if _NAMED.search(text[max(0, brace.start() - 200) : brace.start()]):
                    named.append(depth)
            else:
                if named and named[-1] == depth:
                    named.pop()
                depth -= 1
            brace = next(braces, None)
        if not named:
            yield place


def hidden_by_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """The selectors of what scripts hide as the page loads."""
    for script in inline_scripts(tree):
        text = script.plain
        if "none" not in text and "hid" not in text:
            continue
        names = {match[1]: match[2] for match in _NAMED_ELEMENT.finditer(text)}
        for match in at_top(text, _HIDES.finditer(text)):
            by_id, by_jquery, by_query, by_name = match.group("id", "jquery", "query", "name")
            chosen = by_id or names.get(by_name or "")
            if chosen:
                yield f'[id="{chosen}"]'
            elif by_jquery or by_query:
                yield (by_jquery or by_query)[:_LONGEST_SELECTOR]


def inline_scripts(tree: LexborHTMLParser) -> list[Script]:
    """The scripts that stand in the page itself, those that run when something loads included."""
    scripts = []
    for node in tree.css("script")[:MAX_SCRIPTS]:
        attributes = node.attributes
        if (attributes.get("type") or "").strip().lower() in _PROGRAM:
            src = attributes.get("src") or ""
            if not src or src[:5].lower() == "data:":
                scripts.append(script_of(_inside_address(src) if src else node.text()))
    for node in tree.css("iframe[srcdoc]")[:_MAX_FRAMES]:
        inside = LexborHTMLParser((node.attributes.get("srcdoc") or "")[:MAX_TEXT])
        scripts += [script_of(script.text()) for script in inside.css("script")[:_MAX_FRAMES]]
    for node in tree.css("[onload],[onerror]")[:MAX_SCRIPTS]:
        attributes = node.attributes
        scripts += [script_of(text) for name in ("onload", "onerror") if (text := attributes.get(name))]
    return [script for script in scripts if script.text.strip()]


def _inside_address(src: str) -> str:
    """The program in a `data:` address, behind what says that it stood there."""
    head, _, data = src.partition(",")
    text = unquote(data, errors="replace")
    if "base64" in head.lower():
        try:
            text = base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            text = data
    return f"{_FROM_ADDRESS}{text}"


def script_of(text: str) -> Script:
    """A script, cut to what is read of one."""
    kept = text[:MAX_TEXT]
    plain = _SPACE.sub(" ", kept).strip().encode("utf-8", "replace")
    return Script(kept, blake2b(plain, digest_size=8).hexdigest())


def written(script: Script) -> str:
    """The HTML that a script writes into the page as it loads, decoded as far as that is plain."""
    if "write" not in script.text:
        return ""
    return "".join(_decoded(match[3], bool(match[1])) for match in _WRITES.finditer(script.plain))


def _decoded(literal: str, escaped: bool) -> str:
    text = _HEX.sub(lambda match: chr(int(match[0][2:], 16)), literal).replace("\\/", "/")
    text = text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")
    return unquote(text, errors="replace") if escaped else text


def loaded_by(script: Script) -> set[str]:
    """The hosts from which a script loads others: by setting a `src`, or by writing a tag."""
    hosts = {host_of(match[1]) for match in _SETS_SRC.finditer(script.plain)}
    hosts |= {host_of(match[1]) for match in _WRITES_SRC.finditer(written(script))}
    return hosts - {""}


def suspects(script: Script, near: Neighbours) -> Iterator[Suspect]:
    """What is wrong with a script; at most one thing is told, the plainest first."""
    text = script.plain
    away = _leads_away(script, near)
    searcher = _for_searchers(script, near)
    if searcher:
        why = "只对搜索引擎来客起作用的脚本"
        yield Suspect(script.mark, why, searcher, away.leads_to if away else "")
    elif away:
        yield away
    elif remote := _remote(script, near):
        yield remote
    else:
        for why, look in _PLAIN_SIGNS:
            if (match := look(text if look is not _hex_dense else script.text)) is not None:
                yield Suspect(script.mark, why, _near(text, match))
                return


def risky(script: Script, near: Neighbours) -> str:
    """In Chinese, what a script can do that one which is new on a page should not; empty for a harmless one.

    Weaker than `suspects`: on a page that was accepted such a script is no sign; one that was not there before is.
    """
    text = script.plain
    suspect = next(suspects(script, near), None)
    if suspect is not None:
        return suspect.why
    if any(map(near.foreign, loaded_by(script))):
        return "从外站装入脚本"
    return next((why for why, pattern in _ABLE if pattern.search(text)), "")


def _near(text: str, match: re.Match[str]) -> str:
    return _SPACE.sub(" ", text[max(0, match.start() - 40) : match.start() + 120])


def _for_searchers(script: Script, near: Neighbours) -> str:
    """The place where a script asks where the visitor comes from, names searchers, and leads somewhere or writes."""
    text = script.plain
    asks = _ASKS.search(text)
    # A searcher's own address, as in its statistics, is no question about it.
    if asks is None or _SEARCHER.search(_ADDRESS.sub("", text)) is None:
        return ""
    leads = _LEADS.search(text) or any(map(near.foreign, loaded_by(script)))
    return _near(text, asks) if leads else ""


def _leads_away(script: Script, near: Neighbours) -> Suspect | None:
    text = script.plain
    if "location" not in text:
        return None
    named = {match[1]: match[2] for match in _ADDRESS_NAMED.finditer(text)}
    goes = [(match, match[1]) for match in _GOES.finditer(text)]
    goes += [(match, named[match[1]]) for match in _GOES_BY_NAME.finditer(text) if match[1] in named]
    foreign = {match.start(): (match, near.outside(url)) for match, url in goes if near.outside(url)}
    first = next(at_top(text, [match for _, (match, _) in sorted(foreign.items())]), None)
    if first is not None:
        host = foreign[first.start()][1]
        return Suspect(script.mark, f"脚本把访问者带到 {host}", _near(text, first), host, "redirect")
    decoded = next(at_top(text, _GOES_DECODED.finditer(text)), None)
    return decoded and Suspect(script.mark, "脚本把访问者带到一个编码过的地址", _near(text, decoded), "", "redirect")


def _remote(script: Script, near: Neighbours) -> Suspect | None:
    """Code or orders that a script takes from a foreign host, or from anywhere to run them."""
    text = script.plain
    for match in _REMOTE.finditer(text):
        url = next(part for part in match.groups() if part)
        host = near.outside(re.sub(r"^wss?:", "http:", url))
        if host:
            return Suspect(script.mark, f"脚本从外站 {host} 取代码或指令", _near(text, match), host)
    runs = _RUNS_IT.search(text)
    if runs and _FETCHES.search(text):
        return Suspect(script.mark, "取来内容就当代码执行的脚本", _near(text, runs))
    return None


def _packed(text: str) -> re.Match[str] | None:
    """A packed program that is none of the libraries which are handed on so."""
    match = _PACKED.search(text)
    return match if match and _LIBRARIES.search(text) is None else None


def _obfuscated(text: str) -> re.Match[str] | None:
    names = {match[0] for match in _OBFUSCATED.finditer(text)}
    return _OBFUSCATED.search(text) if len(names) >= _MANY_NAMES else None


def _hex_dense(text: str) -> re.Match[str] | None:
    escapes = list(_HEX.finditer(text))
    if len(escapes) < _MANY_HEX or sum(len(escape[0]) for escape in escapes) * 100 < 15 * len(text):
        return None
    return escapes[0]


def _long_base64(text: str) -> re.Match[str] | None:
    for match in _BASE64.finditer(text):
        if match[1].startswith(_KEY) or match[1].isalpha() or match[1].isdigit():
            continue
        if _reads_as_code(match[1]):
            return match
    return None


def _reads_as_code(encoded: str) -> bool:
    """Whether what is encoded is text that a browser could run; keys, hashes and pictures are not."""
    try:
        plain = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    sample = plain[:400]
    return sum(byte in b"\t\r\n" or 32 <= byte < 127 for byte in sample) >= 0.95 * len(sample)


_PLAIN_SIGNS: tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...] = (
    ("写在网址里的脚本", re.compile(re.escape(_FROM_ADDRESS)).match),
    ("解码后再执行的脚本", _EVAL.search),
    ("压缩后再执行的脚本", _packed),
    ("混淆过的脚本", _obfuscated),
    ("把代码写成一串字符编码的脚本", _CODES.search),
    ("大量使用十六进制转义的脚本", _hex_dense),
    ("带有大段 Base64 编码的脚本", _long_base64),
)
"""Signs that stand in the text itself, the plainest first."""
_ABLE = (
    (
        "会执行拼出来的代码",
        re.compile(r"\b(?:eval|execScript)\s*\((?!\s*['\"]\()|\bnew\s+Function\s*\(|\bFunction\s*\(\s*['\"]"),
    ),
    (
        "会把解码的内容写进页面",
        re.compile(
            r"(?:write(?:ln)?\s*\(|innerHTML\s*\+?=|insertAdjacentHTML\s*\()[^;]{0,60}\b(?:atob|fromCharCode)\s*\("
        ),
    ),
    ("会造出框架", re.compile(r"createElement\s*\(\s*['\"]i?frame", re.IGNORECASE)),
    (
        "会往页面里写脚本或框架",
        re.compile(r"(?:write(?:ln)?\s*\(|innerHTML\s*\+?=)[^;]{0,200}<(?:script|iframe)\b", re.IGNORECASE),
    ),
)
"""What a script can do for a hijacker and honest ones do, too."""
