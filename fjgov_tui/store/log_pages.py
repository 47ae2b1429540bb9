"""Which tables does a log touch? Read off the log's pages and the file's own map of pages, not by comparing rows.

A tree (a table, an index) reads differently with the log only where its reader comes upon a page that the log has. Up
to the first such page everything is as in the file alone, so that page belonged to the tree there already, and the
file's map says so (the pointer map that every file has which gives free pages back). A page that the log gives to
another tree is named with the one that had it: SQLite's check of both then finds whether they share it. More trees may
be named than the log really changes, never fewer.

Reading the file's bytes and closing it again would drop the locks of this process's connections: it is only for files
that nobody has open. Formats: sqlite.org/fileformat2.html, 1.3, 1.8 and 4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from fjgov_tui.dataclass import dataclass

_LOG_HEADER, _FRAME = Struct(">4I8s8x"), Struct(">I4x8s8x")
_MAGIC = frozenset({0x377F0682, 0x377F0683})
_ENTRY = Struct(">BI")
_ROOT, _FREE, _CHILDREN = 1, 2, frozenset({3, 4, 5})
"""What the map says of a page: the root of a tree, a free one, or one that belongs to another."""
_LOCKED = 0x40000000
"""The byte of a file on which locks lie; its page holds nothing."""
_FREE_LIST = slice(32, 40)
"""Where the first page says which pages are free."""


@dataclass(frozen=True)
class Touched:
    """What a log has pages of."""

    roots: frozenset[int]
    """The trees, by the numbers of their first pages."""
    free: bool
    """The list of free pages."""
    count: int
    """How many pages the file alone has."""
    beyond: frozenset[int]
    """The pages behind those."""


def touched_by(path: Path, log: Path) -> Touched | None:
    """What of a file its log has pages of.

    Args:
        path: a file that nobody has open.
        log: its write-ahead log.

    Returns:
        Trees as the file without its log has them; `None` where the file has no map, or one that leads nowhere.
    """
    with path.open("rb") as file, log.open("rb") as frames:
        pages = _Map.of(file)
        if pages is None:
            return None
        touched, free = set[int](), False
        try:
            for page, content in _versions(frames, pages):
                if content:
                    free = free or (page == 1 and content[_FREE_LIST] != pages.page(1)[_FREE_LIST])
                    touched.update(pages.moved(page, content))
                touched.add(page)
            kinds = {page: pages.root(page) for page in touched}
        except ValueError:
            return None
    roots = frozenset(root for root in kinds.values() if root)
    beyond = frozenset(page for page in touched if page > pages.count)
    return Touched(roots, free or None in kinds.values(), pages.count, beyond)


def _versions(log: BinaryIO, pages: _Map) -> Iterator[tuple[int, bytes]]:
    """The page of every frame of the log's present round; of the first page and those of the map the content, too.

    What no commit closes is among them: SQLite passes over it, and here it names a tree too many.
    """
    magic, _, size, _, salt = _LOG_HEADER.unpack(log.read(_LOG_HEADER.size).ljust(_LOG_HEADER.size, b"\0"))
    if magic not in _MAGIC or size != pages.size:
        raise ValueError(magic)
    while len(head := log.read(_FRAME.size)) == _FRAME.size:
        page, its_salt = _FRAME.unpack(head)
        if its_salt != salt:
            return
        if page == 1 or pages.of_map(page):
            yield page, log.read(size)
        else:
            log.seek(size, 1)
            yield page, b""


class _Map:
    """The map of a file's pages."""

    def __init__(self, file: BinaryIO, size: int, usable: int) -> None:
        self._file, self.size = file, size
        self.count = file.seek(0, 2) // size
        self._each = usable // _ENTRY.size
        """Pages of which one page of the map tells."""

    @classmethod
    def of(cls, file: BinaryIO) -> _Map | None:
        """The file's map; `None` where it has none."""
        header = file.read(100)
        size = {1: 65_536}.get(stated := int.from_bytes(header[16:18]), stated)
        if len(header) < 100 or size < 512 or not any(header[52:56]):
            return None
        return cls(file, size, size - header[20])

    def page(self, number: int) -> bytes:
        """A page of the file alone."""
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)

    def _place(self, page: int) -> int:
        """The page of the map that tells of a page."""
        place = (page - 2) // (self._each + 1) * (self._each + 1) + 2
        return place + (place == _LOCKED // self.size + 1)

    def of_map(self, page: int) -> bool:
        """Whether a page is one of the map's own."""
        return page >= 2 and self._place(page) == page

    def moved(self, place: int, content: bytes) -> Iterator[int]:
        """The pages of which a page of the map tells something else than in the file alone."""
        before = self.page(place) if self.of_map(place) and place <= self.count else b""
        for number in range(min(self._each, self.count - place) if before != content and before else 0):
            at = slice(number * _ENTRY.size, (number + 1) * _ENTRY.size)
            if before[at] != content[at]:
                yield place + 1 + number

    def root(self, page: int) -> int | None:
        """The root of the tree that has a page; 0 where it is a new one or of the map, `None` of a free one.

        Raises:
            ValueError: the map leads to no root.
        """
        for _ in range(self.count + 1):
            if page == 1:
                return 1
            if page > self.count or self.of_map(page) or page == _LOCKED // self.size + 1:
                return 0
            place = self._place(page)
            self._file.seek((place - 1) * self.size + (page - place - 1) * _ENTRY.size)
            kind, parent = _ENTRY.unpack(self._file.read(_ENTRY.size).ljust(_ENTRY.size, b"\0"))
            if kind in {_ROOT, _FREE}:
                return page if kind == _ROOT else None
            if kind not in _CHILDREN or not 0 < parent <= self.count:
                break
            page = parent
        raise ValueError(page)
