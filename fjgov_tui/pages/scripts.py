"""Scripts that a hijacker leaves behind: encoded ones, ones that lead searchers away, ones that write pages anew."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from fjgov_tui.pages.hosts import Neighbours, host_of

MAX_SCRIPTS = 200
MAX_TEXT = 200_000
"""Characters of one inline script that are read."""
_PROGRAM = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript"})
_PROGRAM |= {"module", "text/jscript", "application/x-javascript", "text/vbscript"}
_SPACE = re.compile(r"\s+")
_NAMED = re.compile(r"(?:function\s+[\w$]+|[\w$]\s*[:=]\s*function)\s*\([^()]*\)\s*\Z")
"""What stands before the brace of a function that has a name."""
_BRACE = re.compile(r"[{}]")
_JOINED = re.compile(r"(?<!\\)(['\"])\s*+\+\s*+\1")
"""Between two halves of a text that a script puts together."""
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
    r"|\beval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k"
)
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
    r"\blocation\b\s*+(?:\.\s*(?:href|replace|assign)\s*+)?(?:=[^=]|\()|document\s*\.\s*write|\.\s*innerHTML\s*="
    r"|createElement\s*\(\s*['\"]i?frame|<iframe",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\blocation\s*(?:\.\s*href\s*)?(?:=\s*|\.\s*(?:replace|assign)\s*\(\s*)"
    r"['\"]((?:https?:)?//[^'\"\s]{3,300})",
    re.IGNORECASE,
)
_WRITES = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(\s*((?:unescape\s*\(\s*)?)(['\"])(.*?)(?<!\\)\2", re.DOTALL)
_SETS_SRC = re.compile(r"\.\s*src\s*=\s*(?:[^;='\"\n]{0,60}\+\s*)?['\"]((?:https?:)?//[^'\"\s]{3,300})", re.IGNORECASE)
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
        text = self.text
        if "\\x" in text or "\\u00" in text:
            text = _HEX.sub(lambda code: chr(int(code[0][2:], 16)), text)
        return _JOINED.sub("", text) if "+" in text else text


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
        names = {found[1]: found[2] for found in _NAMED_ELEMENT.finditer(text)}
        for found in at_top(text, _HIDES.finditer(text)):
            by_id, by_jquery, by_query, by_name = found.group("id", "jquery", "query", "name")
            chosen = by_id or names.get(by_name or "")
            if chosen:
                yield f'[id="{chosen}"]'
            elif by_jquery or by_query:
                yield (by_jquery or by_query)[:_LONGEST_SELECTOR]


def inline_scripts(tree: LexborHTMLParser) -> list[Script]:
    """The scripts that stand in the page itself, those that run when something loads included."""
    found = []
    for node in tree.css("script")[:MAX_SCRIPTS]:
        said = node.attributes
        if not said.get("src") and (said.get("type") or "").strip().lower() in _PROGRAM:
            found.append(_script(node.text()))
    for node in tree.css("[onload],[onerror]")[:MAX_SCRIPTS]:
        said = node.attributes
        found += [_script(text) for name in ("onload", "onerror") if (text := said.get(name))]
    return [one for one in found if one.text.strip()]


def _script(text: str) -> Script:
    kept = text[:MAX_TEXT]
    plain = _SPACE.sub(" ", kept).strip().encode("utf-8", "replace")
    return Script(kept, blake2b(plain, digest_size=8).hexdigest())


def written(script: Script) -> str:
    """The HTML that a script writes into the page as it loads, decoded as far as that is plain."""
    if "write" not in script.text:
        return ""
    return "".join(_decoded(found[3], bool(found[1])) for found in _WRITES.finditer(script.text))


def _decoded(literal: str, escaped: bool) -> str:
    text = _HEX.sub(lambda one: chr(int(one[0][2:], 16)), literal).replace("\\/", "/")
    text = text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")
    return unquote(text, errors="replace") if escaped else text


def loaded_by(script: Script) -> set[str]:
    """The hosts from which a script loads others: by setting a `src`, or by writing a tag."""
    hosts = {host_of(found[1]) for found in _SETS_SRC.finditer(script.text)}
    return hosts - {""}


def suspects(script: Script, near: Neighbours) -> Iterator[Suspect]:
    """What is wrong with a script; at most one thing is told, the plainest first."""
    text = script.text
    away = _leads_away(script, near)
    searcher = _for_searchers(script, near)
    if searcher:
        why = "只对搜索引擎来客起作用的脚本"
        yield Suspect(script.mark, why, searcher, away.leads_to if away else "")
    elif away:
        yield away
    elif found := _EVAL.search(text):
        yield Suspect(script.mark, "解码后再执行的脚本", _near(text, found))
    elif found := _CODES.search(text):
        yield Suspect(script.mark, "把代码写成一串字符编码的脚本", _near(text, found))
    elif (found := _hex_dense(text)) is not None:
        yield Suspect(script.mark, "大量使用十六进制转义的脚本", _near(text, found))
    elif (found := _long_base64(text)) is not None:
        yield Suspect(script.mark, "带有大段 Base64 编码的脚本", _near(text, found))


def _near(text: str, found: re.Match[str]) -> str:
    return _SPACE.sub(" ", text[max(0, found.start() - 40) : found.start() + 120])


def _for_searchers(script: Script, near: Neighbours) -> str:
    """The place where a script asks where the visitor comes from, names searchers, and leads somewhere or writes."""
    asks = _ASKS.search(script.text)
    # A searcher's own address, as in its statistics, is no question about it.
    if asks is None or _SEARCHER.search(_ADDRESS.sub("", script.text)) is None:
        return ""
    leads = _LEADS.search(script.text) or any(map(near.foreign, loaded_by(script)))
    return _near(script.text, asks) if leads else ""


def _leads_away(script: Script, near: Neighbours) -> Suspect | None:
    goes = [one for one in _GOES.finditer(script.text) if near.outside(one[1])] if "location" in script.text else []
    found = next(at_top(script.text, goes), None)
    if found is None:
        return None
    host = near.outside(found[1])
    return Suspect(script.mark, f"脚本把访问者带到 {host}", _near(script.text, found), host, "redirect")


def _hex_dense(text: str) -> re.Match[str] | None:
    found = list(_HEX.finditer(text))
    if len(found) < _MANY_HEX or sum(len(one[0]) for one in found) * 100 < 15 * len(text):
        return None
    return found[0]


def _long_base64(text: str) -> re.Match[str] | None:
    for found in _BASE64.finditer(text):
        if found[1].startswith(_KEY) or found[1].isalpha() or found[1].isdigit():
            continue
        if _reads_as_code(found[1]):
            return found
    return None


def _reads_as_code(encoded: str) -> bool:
    """Whether what is encoded is text that a browser could run; keys, hashes and pictures are not."""
    try:
        plain = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    sample = plain[:400]
    return sum(byte in b"\t\r\n" or 32 <= byte < 127 for byte in sample) >= 0.95 * len(sample)
