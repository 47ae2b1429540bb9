"""What integrity remembers of a page: its blocks, its names, what it loads and from where; as JSON in a snapshot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from fjgov_tui.errors import StoreProblem
from fjgov_tui.monitor.inspect.answers import number, said, said_all
from fjgov_tui.monitor.model import Json
from fjgov_tui.text import clean

FORMAT = 1
"""The first figure of a stored body; another one is not read."""


class Block(NamedTuple):
    """One piece of a page: a heading, a paragraph, a link, a picture."""

    tag: str
    url: str
    """Absolute; empty where the block leads nowhere."""
    text: str
    """Normalised and shortened; a shortened one ends in the hash of the whole, so that no change hides behind it."""


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

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with anything compared."""
        return blake2b(self.body(), digest_size=8).hexdigest()

    def said(self) -> dict[str, Json]:
        """Plain JSON, as it crosses the pipe and is kept."""
        found: dict[str, Json] = {"format": FORMAT, "rest": self.rest}
        found |= {name: getattr(self, name) for name in _TEXTS}
        found |= {name: list[Json](sorted(getattr(self, name))) for name in _SETS}
        found["blocks"] = [[one.tag, one.url, one.text] for one in self.blocks]
        return found

    def body(self) -> bytes:
        """The JSON that is kept."""
        return json.dumps(self.said(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


_TEXTS = ("url", "title", "keywords", "description")
_SETS = ("skeleton", "outbound", "scripts", "frames", "forms", "refresh", "inline")
MAX_BLOCKS = 1200
"""Blocks of one page that are kept: some 30 KB compressed."""
MAX_ENTRIES = 1000
"""Entries of each set."""
MAX_TEXT = 300
MAX_URL = 500


def read_shot(body: bytes) -> Shot:
    """What `Shot.body` wrote.

    Raises:
        StoreProblem: it is no such body.
    """
    try:
        said = json.loads(body)
    except ValueError as error:
        raise StoreProblem("页面快照读不懂", remedy="请重新检查并认可这个页面") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise StoreProblem("页面快照是别的版本写的", remedy="请重新检查并认可这个页面")
    return shot_of(said)


def shot_of(answer: Mapping[str, Json]) -> Shot:
    """A shot from JSON that has seen pages from outside: every text cleaned, every list bounded."""
    blocks = answer.get("blocks")
    rows = blocks[:MAX_BLOCKS] if isinstance(blocks, list) else []
    return Shot(
        **{name: said(answer, name, MAX_URL) for name in _TEXTS},
        blocks=tuple(_block(row) for row in rows if isinstance(row, list) and len(row) == len(_LIMITS)),
        rest=number(answer, "rest"),
        skeleton=_set(answer, "skeleton"),
        outbound=_set(answer, "outbound"),
        scripts=_set(answer, "scripts"),
        frames=_set(answer, "frames"),
        forms=_set(answer, "forms"),
        refresh=_set(answer, "refresh"),
        inline=_set(answer, "inline"),
    )


_LIMITS = (20, MAX_URL, MAX_TEXT)


def _block(row: Sequence[Json]) -> Block:
    tag, url, text = (clean(str(part)[:limit]) for part, limit in zip(row, _LIMITS, strict=True))
    return Block(tag, url, text)


def _set(answer: Mapping[str, Json], name: str) -> frozenset[str]:
    return frozenset(said_all(answer, name, 200, MAX_ENTRIES))
