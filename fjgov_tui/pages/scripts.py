"""The scripts that stand in a page: where they stand, what they say once they are put together, what they write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.flat import Flat
from fjgov_tui.pages.hosts import host_of
from fjgov_tui.pages.placed import at_top
from fjgov_tui.pages.signs import DRAWING, WRITTEN_IN_CODE
from fjgov_tui.pages.solving import BRACKETED, REGEX_TEXT, solved
from fjgov_tui.pages.unpacking import JOINED, MOST_CODED, in_address, laid_open, quoted, unpacked

ENCODED = "/* encoded */"
"""Begins one that only Internet Explorer reads, and no person."""
MAX_SCRIPTS = 400
_MAX_FRAMES = 20
MAX_HANDLERS = 1000
_MAX_EVENTS = 300
FROM_ADDRESS = "/* data: */"
"""Begins a program that stood in an address."""
MAX_TEXT = 200_000
"""Characters of one inline script that are read."""
_FRAME_TAGS = frozenset({"iframe", "embed", "object"})
_FRAMES = (
    "iframe[srcdoc],iframe[src^='data:' i],iframe[src^='javascript:' i],embed[src^='data:' i],object[data^='data:' i]"
)
_HANDLER = re.compile(rb"on(?<![a-z]on)([a-z]{3,24})\s*=")
"""In a page in small letters; what else begins so does no harm."""
COVERS = re.compile(
    r"(?=.*?position\s*:\s*(?:fixed|absolute))(?:(?=.*?inset\s*:\s*0)|(?=.*?(?<![-\w])top\s*:\s*0)(?=.*?(?<![-\w])left\s*:\s*0)"
    r"(?=.*?(?:width\s*:\s*100(?:%|vw)|right\s*:\s*0))(?=.*?(?:height\s*:\s*100(?:%|vh)|bottom\s*:\s*0)))",
    re.IGNORECASE,
)
"""A style by which an element lies over the whole page."""
_BY_HAND = frozenset(
    {"click", "dblclick", "auxclick", "contextmenu", "mousedown", "mouseup", "change", "input", "invalid", "submit"}
    | {"reset", "select", "search", "keydown", "keypress", "keyup", "copy", "cut", "paste", "drag", "dragend"}
    | {"dragenter", "dragleave", "dragover", "dragstart", "drop"}
)
"""Events for which a visitor has to press something; all others come by themselves, or can be made to."""
_LONG_READ = frozenset(
    {"focus", "toggle", "pageshow", "mouseover", "mousemove", "touchstart", "animationstart", "begin", "load", "error"}
)
"""Those that the first release read."""
_LEADS = re.compile(
    r"\blocation\b|\beval\b|\bopen\s*\(|\bwrite(?:ln)?\s*\(|//|\batob\b|\bFunction\b|\bfetch\b|\bimport\b"
    r"|\.\s*join\s*\(|\b(?:window|top|self|parent|document|this)\s*\["
)
_OF_OLD = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript"})
_OF_OLD |= {"module", "text/jscript", "application/x-javascript", "text/vbscript"}
_PROGRAM = _OF_OLD | {f"text/javascript1.{number}" for number in range(6)}
_PROGRAM |= {"text/livescript", "text/x-javascript", "text/x-ecmascript", "application/x-ecmascript"}
"""What browsers run by the standard; the first release knew the usual ones."""
SPACE = re.compile(r"\s+")
_CODE_ADDRESSES = (
    "[href*='script:' i],img[src*='script:' i],input[src*='script:' i]"
    ",form[action*='script:' i],[formaction*='script:' i],svg a,math *"
)
_CODE_SIGNS = frozenset({"script:", DRAWING, *WRITTEN_IN_CODE})
"""Without one of these no address of a page is code, however it is written."""
_BLANKS = re.compile(r"[\x00-\x20]+")
_CONDITIONAL = re.compile(
    r"(?:\beval\s*\(\s*['\"])?/\*@cc_on[\s\S]{0,400}?@?\*/(?:[^'\"\n]{0,20}['\"]\s*\))?|new\s+Function\(\s*['\"]/\*@cc_on[^'\"]{0,80}['\"]\s*\)"
)
"""What an Internet Explorer of old would have run; libraries ask by it which one it is."""
_UNICODE = re.compile(r"\\u(?:\{0*([0-9a-fA-F]{2,4})\}|([0-9a-fA-F]{4}))|\\([0-3][0-7]{2})")
"""The escapes beyond `\\x..` and `\\u00..`: of any letter, and those in octal."""
_SLASHES = re.compile(r"((?:['\"`]|https?:))\\/\\/")
_LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\d+")
_STYLE_OFF = (
    r"\s*(?:\.\s*style|\[\s*['\"]style['\"]\s*\])\s*"
    r"(?:(?:\.\s*display|\[\s*['\"]display['\"]\s*\])\s*=\s*['\"]none"
    r"|(?:\.\s*visibility|\[\s*['\"]visibility['\"]\s*\])\s*=\s*['\"]hidden"
    r"|\.\s*cssText\s*\+?=\s*['\"][^'\"]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden))"
)
DECODERS = r"(?:unescape|decodeURIComponent|decodeURI|atob|String\s*\.\s*fromCharCode)"
HEX = re.compile(r"\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}")
_WRITES = re.compile(
    r"document\s*\.\s*write(?:ln)?(?:\s*\(\s*|\s+(?=\"))((?:unescape\s*\(\s*)?)(['\"])(.*?)(?<!\\)\2", re.DOTALL
)
_PUTS_IN = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|\$\(|jQuery\(")
_PUTS = re.compile(
    r"(?:(?:(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,30}))?\s*\.\s*(?:(?:inner|outer)HTML\s*\+?="
    r"|(?:append|prepend|before|after|html|insertAdjacentHTML|createContextualFragment)\s*\((?:\s*['\"]\w{6,12}['\"]\s*,)?)"
    r"|(?:\$|jQuery)\s*\()\s*(?P<quote>['\"`])(?P<html>\s{0,20}<.{1,4000}?)(?<!\\)(?P=quote)",
    re.DOTALL,
)
"""What puts HTML into the page once it is there."""
_LINKING = re.compile(r"<(?:a|iframe|frame|embed|object)\b", re.IGNORECASE)
_SETS_SRC = re.compile(r"\.\s*src\s*=\s*(?:[^;='\"\n]{0,60}\+\s*)?['\"]((?:https?:)?//[^'\"\s]{3,300})", re.IGNORECASE)
_GIVES_SRC = re.compile(
    r"<script\b[^>]{0,40}>[^;]{0,200}?(?:\b(?:attr|prop)\(|[{,])\s*['\"]?src['\"]?\s*[,:]\s*['\"]((?:https?:)?//[^'\"\s]{3,300})"
    r"|createElement\s*\(\s*['\"]script['\"][\s\S]{0,400}?\b(?:setAttribute|attr|assign)\([^;]{0,60}?['\"]?src['\"]?\s*[,:]\s*['\"]((?:https?:)?//[^'\"\s]{3,300})",
    re.IGNORECASE,
)
"""The other ways to say from where a script is to be loaded."""
_WRITES_SRC = re.compile(r"<script\b[^>]{0,200}?\bsrc\s*=\s*['\"]?((?:https?:)?//[^'\"\s>]{3,300})", re.IGNORECASE)


def _escaped(code: re.Match[str]) -> str:
    """The letter of an escape; the escape itself where it is half of one, or would end the text in which it stands."""
    number = int(code[3], 8) if code[3] else int(code[1] or code[2], 16)
    letter = chr(number)
    return code[0] if 0xD800 <= number < 0xE000 or letter in "'\"`\\\n\r" else letter


@dataclass(frozen=True)
class Script:
    """One inline script, or the text of an event handler."""

    text: str
    mark: str
    """The hash of its text, white space apart."""
    by_hand: bool = False
    """Whether a visitor has to press something before it runs."""
    instead: bool = False
    """Whether what is pressed says itself that it leads elsewhere."""
    handler: bool = False
    """Whether it stands in an attribute, and runs when something happens to that element."""
    anywhere: bool = False
    """Whether it runs wherever on the page a visitor presses."""
    late: bool = False
    """Whether the first release did not read it: what it kept of a page says nothing about such scripts."""
    aside: bool = False
    """Whether old browsers alone run it: it is judged, and not compared."""

    @cached_property
    def plain(self) -> str:
        """Its text with escapes resolved and texts that are put together joined: `"dis" + "play"` is `"display"`."""
        text = _CONDITIONAL.sub("", self.text) if "@cc_on" in self.text else self.text
        if "\\x" in text or "\\u00" in text:
            text = HEX.sub(lambda code: chr(int(code[0][2:], 16)), text)
        if "\\" in text:
            text = _SLASHES.sub(r"\1//", _UNICODE.sub(_escaped, text))
        if ".source" in text:
            text = REGEX_TEXT.sub(lambda word: quoted(word[1]), text)
        if "+" in text:
            text = JOINED.sub("", text)
        return BRACKETED.sub(r".\2", text) if "[" in text else text

    @cached_property
    def solved(self) -> str:
        """The same with what can be worked out in place of the functions that work it out: texts in code, backwards."""
        return solved(self.plain)

    @cached_property
    def inside(self) -> Script:
        """What it says once what is packed in it, or is run out of a text, is opened; itself where nothing is."""
        here = self
        for _ in range(MOST_CODED):
            text = unpacked(here.text)
            solved = here.solved if text == here.text else replace(here, text=text).solved
            opened = laid_open(solved)
            if opened == solved and text == here.text:
                break
            here = replace(here, text=opened[:MAX_TEXT])
        return here

    @cached_property
    def loads(self) -> frozenset[str]:
        """The hosts from which it loads others."""
        text = self.inside.solved
        urls = [match[1] for match in _SETS_SRC.finditer(text)] if "src" in text else []
        urls += [match[1] for match in _WRITES_SRC.finditer(written(self))]
        return frozenset(map(host_of, urls)) - {""}

    @cached_property
    def brings(self) -> frozenset[str]:
        """The same by the rarer ways, too; what is kept of a page does not say them."""
        text = self.inside.solved
        given = (
            [match[1] or match[2] for match in _GIVES_SRC.finditer(text)] if "src" in text and "script" in text else []
        )
        return self.loads | (frozenset(map(host_of, given)) - {""})

    @cached_property
    def shape(self) -> str:
        """The hash of what it does, whatever texts and numbers stand in it: counters and days change at every visit."""
        bare = _LITERAL.sub("", SPACE.sub(" ", self.text))
        return blake2b(bare.encode("utf-8", "replace"), digest_size=8).hexdigest()


def inline_scripts(tree: LexborHTMLParser, flat: Flat, source: bytes, signs: frozenset[str]) -> list[Script]:
    """The scripts that stand in the page itself, those that run when something loads or is pressed included.

    Args:
        tree: the page.
        flat: the same, laid flat.
        source: its bytes, in small letters.
        signs: those of its words.
    """
    scripts = list[Script]()
    for index in flat.places.get("script", [])[:MAX_SCRIPTS]:
        scripts += _element(flat.attributes(index), flat.nodes[index].text)
    for node in tree.css(_FRAMES)[:_MAX_FRAMES] if not _FRAME_TAGS.isdisjoint(flat.places) else ():
        scripts += _in_frame(node.attributes)
    scripts += dict.fromkeys(_handlers(tree, source))
    if not signs.isdisjoint(_CODE_SIGNS):
        scripts += dict.fromkeys(_in_addresses(tree))
    return [script for script in scripts if script.text.strip()]


def scripts_in(html: str) -> list[Script]:
    """The programs that stand in a part of a page which the first release did not read."""
    inside = LexborHTMLParser(html[:MAX_TEXT]).css("script")[:_MAX_FRAMES]
    scripts = [script for node in inside for script in _element(node.attributes, node.text)]
    return [replace(script, late=True, aside=True) for script in scripts if script.text.strip()]


def _element(attributes: Mapping[str, str | None], text: Callable[[], str]) -> Iterator[Script]:
    """The program of a script element, if it holds one."""
    kind = (attributes.get("type") or "").strip().lower()
    language = (attributes.get("language") or "").strip().lower()
    if "encode" in (kind or language).replace(".", " ").split():
        whole = text()
        yield replace(script_of(whole), text=f"{ENCODED}{whole[:MAX_TEXT]}", late=True)
    elif kind in _PROGRAM:
        src = attributes.get("src") or ""
        if not src or src[:5].lower() == "data:":
            yield script_of(_inside_address(src) if src else text(), late=kind not in _OF_OLD)


def _in_frame(attributes: Mapping[str, str | None]) -> Iterator[Script]:
    """The scripts of a page that a frame holds in its own attributes."""
    html, src = attributes.get("srcdoc") or "", attributes.get("src") or attributes.get("data") or ""
    if src[:11].lower() == "javascript:":
        yield script_of(unquote(src[11:], errors="replace"))
    elif src[:9].lower() == "data:text" or src[:18].lower() == "data:image/svg+xml":
        html += _inside_address(src)
    inside = LexborHTMLParser(html[:MAX_TEXT])
    for script in inside.css("script")[:_MAX_FRAMES]:
        yield script_of(script.text())
    yield from dict.fromkeys(_handlers(inside, html[:MAX_TEXT].lower().encode("utf-8", "replace")))


def _handlers(tree: LexborHTMLParser, source: bytes) -> Iterator[Script]:
    """Handlers of events, where they lead anywhere; those of loading and failing whatever they do."""
    names = sorted({name.decode() for name in _HANDLER.findall(source)})[:_MAX_EVENTS]
    for node in tree.css(",".join(f"[on{name}]" for name in names))[:MAX_HANDLERS] if names else ():
        attributes = node.attributes
        for name in names:
            text = attributes.get(f"on{name}")
            if text and (name in {"load", "error"} or _LEADS.search(text)):
                script = script_of(text, by_hand=name in _BY_HAND, late=name not in _LONG_READ)
                yield replace(
                    script,
                    handler=True,
                    instead=script.by_hand and _leads_itself(node.tag or "", attributes),
                    anywhere=script.by_hand and node.tag in {"body", "html"},
                )


def _leads_itself(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element leads somewhere without its handlers, or is the page itself, or lies over all of it."""
    href = (attributes.get("href") or attributes.get("action") or "").strip()
    if COVERS.search((attributes.get("style") or "").replace("\n", " ")):
        return True
    return tag in {"html", "body"} or not (not href or href[0] == "#" or href[:11].lower() == "javascript:")


def _in_addresses(tree: LexborHTMLParser) -> Iterator[Script]:
    """Addresses that are code, where they lead anywhere."""
    for node in tree.css(_CODE_ADDRESSES)[:MAX_SCRIPTS]:
        attributes, link = node.attributes, node.tag not in {"form", "button", "input", "img", "area"}
        for name in ("href", "action", "formaction", "xlink:href", "src"):
            text = unquote(attributes.get(name) or "", errors="replace")
            # Browsers pass over blanks before the scheme and line breaks inside of it.
            if _BLANKS.sub("", text[:40])[:11].lower() == "javascript:" and _LEADS.search(text):
                yield script_of(
                    text.partition(":")[2],
                    by_hand=not (link or name == "src"),
                    late=not (link and text[:11].lower() == "javascript:"),
                )


def _inside_address(src: str) -> str:
    """The program in a `data:` address, behind what says that it stood there."""
    return f"{FROM_ADDRESS}{in_address(src)}"


def script_of(text: str, *, by_hand: bool = False, late: bool = False) -> Script:
    """A script, cut to what is read of one; its mark is that of the whole.

    Args:
        text: of the script.
        by_hand: whether somebody has to press something.
        late: whether the first release did not read it.
    """
    plain = SPACE.sub(" ", text).strip().encode("utf-8", "replace")
    mark = blake2b(plain, digest_size=8).hexdigest()
    return Script(text[:MAX_TEXT], mark, by_hand=by_hand, late=late or len(text) > MAX_TEXT)


def written(script: Script) -> str:
    """The HTML that a script writes into the page as it loads, decoded as far as that is plain."""
    text = script.inside.solved
    html = [_decoded(match[3], bool(match[1])) for match in _WRITES.finditer(text)] if "write" in text else []
    if _PUTS_IN.search(text):
        html += [_put_in(text, match) for match in at_top(text, _PUTS.finditer(text)) if _LINKING.search(match["html"])]
    return "".join(html)


def _put_in(text: str, match: re.Match[str]) -> str:
    """What is put into an element, inside a hidden one where the script itself hides that."""
    html, name = _decoded(match["html"], escaped=False), match["name"]
    unseen = name and re.search(rf"(?<![\w$.]){re.escape(name)}{_STYLE_OFF}", text)
    return f'<div style="display:none">{html}</div>' if unseen else html


def is_relative(url: str) -> bool:
    """Whether an address lies on the page's own host whatever that is."""
    return not url.startswith("//") and "://" not in url


def _decoded(literal: str, escaped: bool) -> str:
    text = HEX.sub(lambda match: chr(int(match[0][2:], 16)), literal).replace("\\/", "/")
    text = text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")
    return unquote(text, errors="replace") if escaped else text
