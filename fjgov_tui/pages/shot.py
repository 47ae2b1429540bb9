"""What integrity remembers of a page, as JSON in a snapshot, and what differs between two, for a person to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from hashlib import blake2b
from typing import Literal, NamedTuple

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.observed.model import Snapshot
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import number, text_in, texts_in
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.text import clean

FORMAT = 2
"""The first figure of a stored body; another one is not read."""


class Block(NamedTuple):
    """One piece of a page: a heading, a paragraph, a link, a picture."""

    tag: str
    url: str
    """Absolute; empty where the block leads nowhere."""
    text: str
    """Normalised and shortened; a shortened one ends in the hash of the whole, so that no change hides behind it."""


BLOCK: Callable[[tuple[str, ...]], Block] = partial(tuple.__new__, Block)
"""Makes a block of its three parts: a page has hundreds, and `_make` takes three times as long."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A page as integrity compares it; the hosts are foreign ones that nobody had allowed when it was read."""

    url: str = ""
    """The address that answered."""
    title: str = ""
    keywords: str = ""
    description: str = ""
    blocks: tuple[Block, ...] = ()
    """In page order, each once."""
    rest: int = 0
    """Blocks beyond the limit, not kept."""
    skeleton: frozenset[str] = frozenset()
    """What stays under daily editing: classes, ids, pairs of neighbouring tags."""
    outbound: frozenset[str] = frozenset()
    """Hosts to which links lead or from which pictures come."""
    scripts: frozenset[str] = frozenset()
    """Hosts from which scripts are loaded."""
    frames: frozenset[str] = frozenset()
    """Hosts of frames, objects, embeds and the base address."""
    forms: frozenset[str] = frozenset()
    """Hosts to which forms are sent."""
    refresh: frozenset[str] = frozenset()
    """The host to which the page leads on by itself."""
    inline: frozenset[str] = frozenset()
    """Hashes of inline scripts."""
    shapes: frozenset[str] = frozenset()
    """Hashes of what inline scripts do, texts and numbers in them left out; none in snapshots of older releases."""
    files: frozenset[str] = frozenset()
    """Script files of the site itself, each as `digest address`; none in snapshots of older releases."""
    reaches: frozenset[str] = frozenset()
    """Foreign hosts by the rarer ways of reaching for them, as `reaches` tells; none in snapshots of older releases."""

    def as_json(self) -> dict[str, Json]:
        """Plain JSON, as it crosses the pipe and is kept."""
        answer: dict[str, Json] = {"format": FORMAT, "rest": self.rest}
        answer |= {name: getattr(self, name) for name in _TEXTS}
        answer |= {name: list[Json](sorted(getattr(self, name))) for name in _SETS}
        # A page has hundreds of blocks: three long texts are written, read and cleaned in a tenth of their time.
        columns = zip(*self.blocks, strict=True) if self.blocks else ()
        answer |= {name: "\n".join(column) for name, column in zip(_COLUMNS, columns, strict=False)}
        return answer

    def body(self) -> bytes:
        """The JSON that is kept."""
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def digest(body: bytes) -> str:
    """Sixteen hex digits that change with anything compared, from what `Shot.body` wrote."""
    return blake2b(body, digest_size=8).hexdigest()


_TEXTS = ("url", "title", "keywords", "description")
_COLUMNS = {"tags": 20, "urls": 500, "texts": 300}
"""What the blocks cross the pipe as, a line each, and how long a line may be."""
_SETS = ("skeleton", "outbound", "scripts", "frames", "forms", "refresh", "inline", "shapes", "files", "reaches")
MAX_BLOCKS = 1200
"""Blocks of one page that are kept: some 30 KB compressed."""
MAX_ENTRIES = 1000
"""Entries of each set."""
MAX_URL = _COLUMNS["urls"]
SHOWN = 80
"""Characters of a block that are kept; of a longer one, the hash of the whole too."""
_SESSION = re.compile(r";jsessionid=[^?#]*|[?&](?:jsessionid|phpsessid|sid|_t|timestamp)=[^&#]*", re.IGNORECASE)


def shorten(text: str) -> str:
    """A block's text with single spaces, cut to `SHOWN` characters; a cut one ends in the hash of the whole."""
    if text.isalnum() and len(text) <= SHOWN:
        return text
    plain = " ".join(text.split())
    if len(plain) <= SHOWN:
        return plain
    return f"{plain[:SHOWN]}…{blake2b(plain.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def plain_url(url: str) -> str:
    """An address on one line, without what differs at every visit."""
    if ";" in url or "?" in url:
        url = _SESSION.sub("", url)
    return url.replace("\n", " ")[:MAX_URL]


def read_shot(body: bytes) -> Shot:
    """What `Shot.body` wrote.

    Raises:
        StoreProblem: it is no such body.
    """
    try:
        stored = json.loads(body)
    except ValueError as error:
        raise StoreProblem("页面快照读不懂", remedy="请重新检查并认可这个页面") from error
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise StoreProblem("页面快照是别的版本写的", remedy="请重新检查并认可这个页面")
    return shot_of(stored)


def shot_of(answer: Mapping[str, Json]) -> Shot:
    """A shot from JSON that has seen pages from outside: every text cleaned, every list bounded."""
    return Shot(
        **{name: text_in(answer, name, MAX_URL) for name in _TEXTS},
        blocks=_blocks(answer),
        rest=number(answer, "rest"),
        skeleton=_set(answer, "skeleton"),
        outbound=_set(answer, "outbound"),
        scripts=_set(answer, "scripts"),
        frames=_set(answer, "frames"),
        forms=_set(answer, "forms"),
        refresh=_set(answer, "refresh"),
        inline=_set(answer, "inline"),
        shapes=_set(answer, "shapes"),
        files=_set(answer, "files"),
        reaches=_set(answer, "reaches"),
    )


def _blocks(answer: Mapping[str, Json]) -> tuple[Block, ...]:
    columns = [_column(answer.get(name), limit) for name, limit in _COLUMNS.items()]
    return tuple(map(BLOCK, zip(*columns, strict=False)))


def _column(lines: Json, limit: int) -> list[str]:
    """One part of every block, cleaned and cut."""
    if not isinstance(lines, str):
        return []
    rows = lines.split("\n", MAX_BLOCKS)[:MAX_BLOCKS]
    whole = " ".join(rows)
    if clean(whole) is not whole:
        rows = [clean(row) for row in rows]
    return rows if max(map(len, rows)) <= limit else [row[:limit] for row in rows]


def _set(answer: Mapping[str, Json], name: str) -> frozenset[str]:
    return frozenset(texts_in(answer, name, 200, MAX_ENTRIES))


MOST = 200
"""Lines of a diff; the rest is counted."""
_HOSTS = (("outbound", "外链"), ("scripts", "外来脚本"), ("frames", "外来框架"), ("forms", "表单去向"))
_NAMES = (("title", "标题"), ("keywords", "关键词"), ("description", "描述"))


@dataclass(frozen=True)
class DiffLine:
    """One line of a diff."""

    sign: Literal["+", "-", " "]
    """Came, went; a blank one says how many more lines there are."""
    tag: str
    """What kind of block: its tag, or a Chinese word for what stands outside the blocks."""
    text: str
    url: str = ""


def diff(old: Snapshot, new: Snapshot, most: int = MOST) -> tuple[DiffLine, ...]:
    """What went and came between two snapshots, in page order, numbers of persons masked; names and hosts first.

    Args:
        old: the earlier one.
        new: the later one.
        most: lines at most; one more says how many there are beyond.

    Raises:
        StoreProblem: a snapshot cannot be read.
    """
    lines = list(_lines(read_shot(old.body), read_shot(new.body)))
    shown = tuple(replace(line, text=without_numbers(line.text)) for line in lines[:most])
    if len(lines) <= most:
        return shown
    return (*shown, DiffLine(" ", "", f"还有 {len(lines) - most} 处改动没有列出"))


def diff_text(lines: tuple[DiffLine, ...]) -> str:
    """How many blocks came and went, in one Chinese sentence."""
    came, went = (sum(line.sign == sign for line in lines) for sign in "+-")
    return f"增加 {came} 处，减少 {went} 处" if came or went else "没有改动"


def _lines(old: Shot, new: Shot) -> Iterator[DiffLine]:
    for name, label in _NAMES:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from (DiffLine("-", label, before),) if before else ()
            yield from (DiffLine("+", label, after),) if after else ()
    for name, label in _HOSTS:
        before, after = getattr(old, name), getattr(new, name)
        yield from (DiffLine("-", label, host) for host in sorted(before - after))
        yield from (DiffLine("+", label, host) for host in sorted(after - before))
    yield from _block_lines(old.blocks, new.blocks)


def _block_lines(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[DiffLine]:
    had, has = frozenset(old), frozenset(new)
    went = [block for block in old if block not in has]
    came = [block for block in new if block not in had]
    if len(went) * len(came) > MOST * MOST * 25:
        # Two different pages: nothing to put side by side.
        yield from (DiffLine("-", block.tag, block.text, block.url) for block in went)
        yield from (DiffLine("+", block.tag, block.text, block.url) for block in came)
        return
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        yield from (DiffLine("-", block.tag, block.text, block.url) for block in old[first:last] if block not in has)
        yield from (DiffLine("+", block.tag, block.text, block.url) for block in new[start:end] if block not in had)
