"""Style sheets as a browser reads them: which declarations hold for an element, after cascade, media and nesting.

Tokens and rules come from `tinycss2`, selectors from `cssselect2`; what is here decides which rules hold on an ordinary
screen, in which order they win, and how much a page may cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import NamedTuple

import cssselect2
import tinycss2
from tinycss2.ast import AtRule, Declaration, FunctionBlock, Node, QualifiedRule, StringToken, URLToken

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.media import screens_of
from fjgov_tui.pages.unpacking import in_address

Style = Mapping[str, str]
"""The declarations that hold for an element: the property's name -> its value, both in lower case."""

SCREENS = ((390, 844), (1366, 768), (1920, 1080))
"""Width and height in pixels of a telephone and of two desktops: what is hidden on all of them is hidden."""
MAX_SHEETS = 128 * 1024
"""Characters of style sheets that are read of one page. The reader takes about 1 s and, for the worst text (braces
alone), 60 MB for 256 K characters; the largest sheets inside pages of offices have about 40 K."""
MAX_INLINE = 8 * 1024
"""Characters of one `style` attribute that are read."""
_MAX_SELECTOR = 600
"""Characters of a selector, and how many of them a page may have: each takes about 0.2 ms to compile."""
MAX_SELECTORS = 1000
_MAX_NESTING = 4
"""Rules inside rules; each level multiplies the selector's length."""
_MAX_BRACKETS = 50
"""Brackets open at once; the library calls itself for each, and a sheet that anybody writes has five."""
_LONGEST = 500
"""Characters of a value that are looked at: a longer one is made to cost time, or too many digits for a number."""
_MAX_LAYERS = 8

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACKET = re.compile(r"[{}()\[\]]")
_DIGITS = re.compile(r"\d{31,}")
_SGML = re.compile(r"<!--|-->")
_KEYWORDS = {
    "display": re.compile(r"(?:-\w+-)?[a-z]+(?:-[a-z]+)*(?: [a-z-]+){0,2}"),
    "visibility": re.compile(r"visible|hidden|collapse|inherit|initial|unset|revert"),
    "position": re.compile(r"static|relative|absolute|fixed|sticky|-webkit-sticky|inherit|initial|unset|revert"),
    "opacity": re.compile(r"[-+.\d].*|calc\(.*|var\(.*|inherit|initial|unset|revert"),
    "overflow": re.compile(r"(?:visible|hidden|clip|scroll|auto|inherit|initial|unset)(?: [a-z]+)?"),
    "font-size": re.compile(r"[-+.\d].*|[a-z]+\(.*|(?:x+-)?(?:small|large)(?:er)?|medium|inherit|initial|unset"),
}  # fmt: skip
"""What a value of these must look like, or a browser passes the declaration over: `display:none; display:x` is none."""
_DISPLAYS = frozenset(
    {"none", "block", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid", "table", "list-item"}
    | {"table-cell", "table-row", "table-row-group", "table-caption", "table-column", "inline-table", "contents"}
    | {"flow-root", "run-in", "inherit", "initial", "unset", "revert", "-webkit-box", "-webkit-flex"}
    | {"table-header-group", "table-footer-group", "table-column-group", "-webkit-inline-box", "ruby"}
    | {"-ms-flexbox", "-moz-box", "box"}
)
JUDGED = frozenset(
    {"display", "visibility", "content-visibility", "opacity", "filter", "font-size", "font", "text-indent", "position"}
    | {"left", "top", "right", "bottom", "inset", "margin", "margin-left", "margin-top", "margin-right", "transform"}
    | {
        "translate",
        "scale",
        "zoom",
        "height",
        "max-height",
        "width",
        "max-width",
        "overflow",
        "overflow-x",
        "overflow-y",
    }
    | {"clip", "clip-path", "-webkit-clip-path", "-webkit-transform", "-ms-filter", "z-index", "line-height", "color"}
    | {"background", "background-color", "background-image", "animation", "animation-name", "animation-fill-mode"}
    | {"letter-spacing", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "-webkit-text-fill-color"}
)
"""The properties that decide whether something is seen; rules without any of them are not kept."""
_STATE = re.compile(r":(?:hover|focus-within|focus-visible|focus|active|checked|target)\b")
_BARE_STATE = re.compile(rf"(^|[\s>+~(,])(?:{_STATE.pattern})+")
_UNDER_POINTER = re.compile(r":(?:hover|focus-visible|focus|active)\b[^\s>+~]*$")
"""A state of the element itself: what is not displayed cannot be pointed at."""
_ALWAYS = re.compile(r":(?:defined|read-only|dir\(\s*ltr\s*\))")
"""What holds for every ordinary element, and the selector library does not know."""
_DATA = re.compile(r"\s*data:text/css(?:;[\w=-]+)*,", re.IGNORECASE)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")


class Declared(NamedTuple):
    """One declaration of a rule: a property and what it is set to."""

    name: str
    value: str
    important: bool


class TooCostly(Exception):
    """The page's selectors take more steps than a page may cost."""


def _value(tokens: Sequence[Node]) -> str:
    text = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return " ".join(_COMMENT.sub("", text).lower().split())[:_LONGEST]


def _holds(name: str, value: str) -> bool:
    """Whether a browser takes the value for one of this property."""
    if name == "display":
        return value in _DISPLAYS or "var(" in value or " " in value
    pattern = _KEYWORDS.get(name)
    return pattern is None or pattern.fullmatch(value) is not None


def _declared(nodes: Sequence[Node]) -> tuple[Declared, ...]:
    """The declarations of a block that can matter."""
    kept = list[Declared]()
    for node in nodes:
        if isinstance(node, Declaration):
            name = node.lower_name if not node.name.startswith("--") else node.name
            if name in JUDGED or name.startswith("--"):
                value = _value(node.value)
                if _holds(name, value):
                    kept.append(Declared(name, value, node.important))
    return tuple(kept)


_LAST = re.compile(r"(?:^|,)\s*(?:to|100%)\s*(?:,|$)")
_STAYS = frozenset({"forwards", "both"})


def at_its_end(sheet: Sheet, style: dict[str, str]) -> dict[str, str]:
    """What an animation that stays at its end leaves of a style; the style itself where there is none."""
    names = ("animation", "animation-name", "animation-fill-mode")
    words = " ".join(style.get(name, "") for name in names).split()
    if _STAYS.isdisjoint(words):
        return style
    ends = (sheet.ends[word] for word in words if word in sheet.ends)
    return {**style, **{part.name: part.value for end in ends for part in end}}


@lru_cache(maxsize=1024)
def declared(text: str) -> tuple[Declared, ...]:
    """What a `style` attribute declares and a browser understands, in its order; what hides nothing is left out."""
    if ":" not in text:
        return ()
    return _declared(
        tinycss2.parse_blocks_contents(_bounded(text[:MAX_INLINE]), skip_comments=True, skip_whitespace=True)
    )


@dataclass(frozen=True)
class StyleRule:
    """What a selector's elements get."""

    declared: tuple[Declared, ...]
    screens: tuple[bool, ...]
    """On which of `SCREENS` it holds."""
    layered: bool = False


@dataclass
class Sheet:
    """All style sheets of a page, ready to be asked; the same for every page with these texts."""

    rules: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    reveals: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    """What is shown under the mouse, or while something is ticked: the insides of menus. The payload says whether that
    takes a state of the element itself."""
    count: int = 0
    by_width: bool = False
    """Whether screens differ."""
    unread: int = 0
    """Selectors and characters that were left out: too long, too many."""
    imports: tuple[str, ...] = ()
    """Addresses of sheets that it loads."""
    ends: dict[str, tuple[Declared, ...]] = field(default_factory=dict)
    """By name what an animation declares at its end."""


class _Reader:
    """Fills a `Sheet` from the style elements of a page, up to a bounded length of text."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.left = MAX_SHEETS
        self.imports = list[str]()

    def read(self, text: str, media: str) -> None:
        """One style element, in the medium that its attribute names."""
        if len(text) > self.left:
            self.sheet.unread += 1
        text, self.left = text[: self.left], max(0, self.left - len(text))
        plain = _bounded(_SGML.sub("", text))
        self.sheet.unread += len(plain) < len(text) - 1000
        nodes = tinycss2.parse_stylesheet(plain, skip_comments=True, skip_whitespace=True)
        self._nodes(nodes, screens_of(media, tuple(True for _ in SCREENS), SCREENS), "", 0)

    def _nodes(
        self, nodes: Sequence[Node], screens: tuple[bool, ...], parent: str, depth: int, *, layered: bool = False
    ) -> None:
        if depth > _MAX_NESTING + _MAX_LAYERS:
            self.sheet.unread += 1
            return
        for node in nodes:
            if isinstance(node, QualifiedRule):
                self._rule(node, screens, parent, depth, layered=layered)
            elif isinstance(node, AtRule):
                self._at_rule(node, screens, parent, depth, layered=layered)

    def _at_rule(self, node: AtRule, screens: tuple[bool, ...], parent: str, depth: int, *, layered: bool) -> None:
        name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
        if name == "import":
            self._import(node, screens, depth, layered=layered)
            return
        if name.endswith("keyframes") and node.content is not None:
            frames = (frame for frame in _contents(node.content) if isinstance(frame, QualifiedRule))
            last = [frame for frame in frames if _LAST.search(tinycss2.serialize(frame.prelude))]
            self.sheet.ends |= {prelude.lower(): _declared(_contents(frame.content)) for frame in last}
            return
        if node.content is None or name not in {"media", "supports", "layer", "container", "scope", "starting-style"}:
            return
        if name == "starting-style":
            return  # holds for a moment only
        if name == "media":
            screens = screens_of(prelude, screens, SCREENS)
        elif name == "supports" and re.match(r"\s*not\b", prelude):
            return
        elif name == "scope":
            parent = _nested(prelude.partition(")")[0].lstrip("( "), parent)
        if any(screens):
            inside = _contents(node.content)
            if parent and (own := _declared(inside)):
                self.add(parent, StyleRule(own, screens, layered or name == "layer"))
            self._nodes(inside, screens, parent, depth + 1, layered=layered or name == "layer")

    def _import(self, node: AtRule, screens: tuple[bool, ...], depth: int, *, layered: bool) -> None:
        """A sheet inside an address is read at once; of another the address is told."""
        url = next((address for address in map(_address, node.prelude) if address), "")
        if _DATA.match(url):
            text = _bounded(linked_sheet(url)[: self.left])
            self.left -= len(text)
            nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            self._nodes(nodes, screens, "", depth + 1, layered=layered)
        elif url and len(self.imports) < 20:
            self.imports.append(url)

    def _rule(self, node: QualifiedRule, screens: tuple[bool, ...], parent: str, depth: int, *, layered: bool) -> None:
        selector = _nested(tinycss2.serialize(node.prelude).strip(), parent)
        inside = _contents(node.content)
        if own := _declared(inside):
            self.add(selector, StyleRule(own, screens, layered))
        if any(isinstance(child, (QualifiedRule, AtRule)) for child in inside):
            self._nodes(inside, screens, selector, depth + 1, layered=layered)

    def add(self, selector: str, rule: StyleRule) -> None:
        """One rule, for all selectors of a list."""
        if self.sheet.count >= MAX_SELECTORS or len(selector) > _MAX_SELECTOR:
            self.sheet.unread += 1
            return
        self.sheet.by_width |= len(set(rule.screens)) > 1
        if _STATE.search(selector):
            for part in selector.split(","):
                itself = _UNDER_POINTER.search(part) is not None
                for selector_part in _compiled(_STATE.sub("", _BARE_STATE.sub(r"\1*", part))):
                    self.sheet.count += 1
                    self.sheet.reveals.add_selector(selector_part, (rule, itself))
        for selector_part in _compiled(selector):
            self.sheet.count += 1
            if selector_part.pseudo_element is None:
                self.sheet.rules.add_selector(selector_part, rule)


def _bounded(text: str) -> str:
    """The text up to where too many brackets are open, long numbers cut: the tokenizer makes integers of them."""
    text = _DIGITS.sub(lambda digits: digits[0][:30], text)
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "{([" else max(0, depth - 1)
        if depth > _MAX_BRACKETS:
            return text[: bracket.start()]
    return text


def _contents(content: str | Sequence[Node]) -> Sequence[Node]:
    return tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)


def _address(token: Node) -> str:
    """The address in a token of `@import`."""
    if isinstance(token, (StringToken, URLToken)):
        return token.value
    if isinstance(token, FunctionBlock) and token.lower_name == "url":
        return next((part.value for part in token.arguments if isinstance(part, StringToken)), "")
    return ""


def _nested(selector: str, parent: str) -> str:
    """A selector inside another rule, as it would stand by itself."""
    if not parent:
        return selector
    around = f":is({parent})"
    if "&" in selector:
        return selector.replace("&", around)
    return ",".join(f"{around} {part.strip()}" for part in selector.split(","))


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> tuple[cssselect2.compiler.CompiledSelector, ...]:
    """The selectors of a list; none where a browser would pass the rule over, or the library cannot read it."""
    try:
        return tuple(cssselect2.compile_selector_list(_ALWAYS.sub("", selector) or "*"))
    except (cssselect2.SelectorError, SyntaxError, RecursionError, NotImplementedError, TypeError, AttributeError):
        return ()


@lru_cache(maxsize=64)
def read_sheets(texts: tuple[tuple[str, str], ...]) -> Sheet:
    """The style sheets of a page.

    Args:
        texts: of each style element its text and its `media` attribute, in page order.
    """
    reader = _Reader()
    for text, media in texts:
        reader.read(text, media)
    reader.sheet.imports = tuple(dict.fromkeys(reader.imports))
    return reader.sheet


def linked_sheet(href: str) -> str:
    """The text of a sheet that stands in the address itself; empty for any other address."""
    return in_address(href) if _DATA.match(href) else ""


def resolve(value: str, variables: Mapping[str, str]) -> str:
    """A value with its `var()` replaced by what they stand for, a few levels deep."""
    for _ in range(3):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda match: variables.get(match[1], match[2] or ""), value)[:_LONGEST]
    return value


def cascade(
    matched: Sequence[tuple[tuple[int, int, int], StyleRule]], inline: Sequence[Declared], screen: int
) -> dict[str, str]:
    """The declarations that win.

    Args:
        matched: rules of the sheets with their specificity, weaker ones first.
        inline: of the element's own attribute.
        screen: which of `SCREENS`.
    """
    return {part.name: part.value for _, part in sorted(_weighed(matched, inline, screen), key=lambda pair: pair[0])}


def _weighed(
    matched: Sequence[tuple[tuple[int, int, int], StyleRule]], inline: Sequence[Declared], screen: int
) -> Iterator[tuple[tuple[bool, bool, bool, tuple[int, int, int], int], Declared]]:
    """Each declaration with what it weighs (CSS Cascade 5): importance, layer, the attribute, specificity, order."""
    order = 0
    for specificity, rule in matched:
        if rule.screens[screen]:
            for declaration in rule.declared:
                order += 1
                yield (
                    (declaration.important, rule.layered == declaration.important, False, specificity, order),
                    declaration,
                )
    for declaration in inline:
        order += 1
        yield (declaration.important, not declaration.important, True, (0, 0, 0), order), declaration
