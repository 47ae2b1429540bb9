"""The elements of a page as `cssselect2` asks for them: made when asked, every step counted.

The library's own wrapper copies the tuple of all brothers for each of them, and calls itself once for each: 60,000 of
them would cost gigabytes. Its tests ask for the attributes below and nothing else; `tests/pages/test_styles.py` fails
when a release asks for more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from fjgov_tui.pages.flat import TEXT, Flat
from fjgov_tui.pages.styles import Sheet, StyleRule, TooCostly

MAX_STEPS = 1_000_000
"""Elements that all selectors of a page may pass: about a second. An ordinary page takes some hundreds."""


class Elements:
    """The elements of one page."""

    def __init__(self, flat: Flat) -> None:
        """Take the page; nothing is made yet."""
        self.flat = flat
        self._known: dict[int, Element] = {}
        self.steps = 0

    def step(self, count: int = 1) -> None:
        """Count what was passed.

        Raises:
            TooCostly: it has become too much.
        """
        self.steps += count
        if self.steps > MAX_STEPS:
            raise TooCostly

    def at(self, index: int) -> Element:
        """The element at a place of `Flat`."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = Element(self, index)
        return known


class Element:
    """One element, with the names that the library uses."""

    in_html_document = True
    in_disabled_fieldset = False
    namespace_url = None
    lang = ""

    def __init__(self, page: Elements, index: int) -> None:
        """Name the place."""
        self._page, self._index = page, index

    @property
    def etree_element(self) -> Element:
        """Itself: the library keeps attributes apart from relations."""
        return self

    @property
    def tag(self) -> str:
        """The name in lower case."""
        self._page.step()
        return self._page.flat.tags[self._index]

    @property
    def local_name(self) -> str:
        """The tag in lower case, as cssselect2 asks for it."""
        return self._page.flat.tags[self._index]

    @cached_property
    def attrib(self) -> Mapping[str, str]:
        """The attributes; one without a value is empty."""
        attributes = self._page.flat.attributes(self._index)
        return {name: value or "" for name, value in attributes.items()}

    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of an attribute, or the default where it is missing."""
        return self.attrib.get(name, default)

    @cached_property
    def id(self) -> str | None:
        """The `id`; `None` where there is none."""
        return self.attrib.get("id")

    @cached_property
    def classes(self) -> frozenset[str]:
        """The words of the `class`."""
        return frozenset(self.attrib.get("class", "").split())

    @property
    def parent(self) -> Element | None:
        """The element around this one."""
        self._page.step()
        up = self._page.flat.parents[self._index]
        return self._page.at(up) if up >= 0 else None

    @property
    def ancestors(self) -> Iterator[Element]:
        """All elements around this one."""
        up = self.parent
        while up is not None:
            yield up
            up = up.parent

    @cached_property
    def etree_children(self) -> list[Element]:
        """The elements directly inside."""
        tags = self._page.flat.tags
        return [self._page.at(index) for index in self._inside() if tags[index][0] != "-"]

    def _inside(self) -> Iterator[int]:
        """The nodes directly inside, texts and comments too."""
        flat, at = self._page.flat, self._index + 1
        while at < flat.ends[self._index]:
            self._page.step()
            yield at
            at = flat.ends[at]

    @property
    def text(self) -> str:
        """Not empty where there is text directly inside."""
        tags = self._page.flat.tags
        return "x" if any(tags[index] == TEXT for index in self._inside()) else ""

    @property
    def etree_siblings(self) -> list[Element]:
        """This element and its brothers."""
        up = self.parent
        siblings = up.etree_children if up is not None else [self]
        self._page.step(len(siblings) // 16 + 1)
        return siblings

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {element._index: place for place, element in enumerate(self.etree_children)}

    @cached_property
    def index(self) -> int:
        """The place among the brothers, from 0."""
        up = self.parent
        return up._places[self._index] if up is not None else 0

    @property
    def previous(self) -> Element | None:
        """The brother before."""
        return self.etree_siblings[self.index - 1] if self.index else None

    @property
    def previous_siblings(self) -> Iterator[Element]:
        """All brothers before."""
        for element in self.etree_siblings[: self.index]:
            self._page.step()
            yield element

    def iter_children(self) -> Iterator[Element]:
        """The elements directly inside."""
        for element in self.etree_children:
            self._page.step()
            yield element

    def iter_siblings(self) -> Iterator[Element]:
        """This element and its brothers."""
        yield from self.etree_siblings

    def iter_next_siblings(self) -> Iterator[Element]:
        """All brothers behind."""
        for element in self.etree_siblings[self.index + 1 :]:
            self._page.step()
            yield element

    def iter_subtree(self) -> Iterator[Element]:
        """This element and all below."""
        flat = self._page.flat
        for at in range(self._index, flat.ends[self._index]):
            if flat.tags[at][0] != "-":
                self._page.step()
                yield self._page.at(at)


def rules_for(sheet: Sheet, element: Element) -> list[tuple[tuple[int, int, int], StyleRule]]:
    """The rules that hit an element, each with the specificity of its selector, weaker ones first.

    Raises:
        TooCostly: the page's selectors take too many steps.
    """
    return [(specificity, rule) for specificity, _, _, rule in sheet.rules.match(element)]


def revealed_by(sheet: Sheet, element: Element) -> list[tuple[StyleRule, bool]]:
    """The rules that would hit it in a state (under the mouse, ticked), and whether that is a state of its own.

    Raises:
        TooCostly: the page's selectors take too many steps.
    """
    return [payload for _, _, _, payload in sheet.reveals.match(element)]
