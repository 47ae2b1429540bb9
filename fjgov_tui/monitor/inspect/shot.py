"""What integrity remembers of a page: its blocks, its names, what it loads and from where; as JSON in a snapshot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b

from fjgov_tui.errors import StoreProblem

FORMAT = 1
"""The first figure of a stored body; another one is not read."""


@dataclass(frozen=True, order=True)
class Block:
    """One piece of a page: a heading, a paragraph, a link, a picture."""

    tag: str
    url: str
    """Absolute; empty where the block leads nowhere."""
    text: str
    """Normalised and shortened; a shortened one ends in the hash of the whole, so that no change hides behind it."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A page as integrity compares it. All hosts are foreign ones that nobody has allowed."""

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
    inline: frozenset[str] = frozenset()
    """Hashes of inline scripts."""

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with anything compared."""
        return blake2b(self.body(), digest_size=8).hexdigest()

    def body(self) -> bytes:
        """The JSON that is kept."""
        said: dict[str, object] = {"format": FORMAT}
        for one in fields(self):
            value = getattr(self, one.name)
            said[one.name] = sorted(value) if isinstance(value, frozenset) else value
        said["blocks"] = [[one.tag, one.url, one.text] for one in self.blocks]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read_shot(body: bytes) -> Shot:
    """What `Shot.body` wrote.

    Raises:
        StoreProblem: it is no such body.
    """
    try:
        said = json.loads(body)
        if said.get("format") != FORMAT:
            raise ValueError("format")
        return _shot(said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreProblem("页面快照读不懂", remedy="请重新检查并认可这个页面") from error


def _shot(said: Mapping[str, list[str]]) -> Shot:
    return Shot(
        url=str(said["url"]),
        title=str(said["title"]),
        keywords=str(said["keywords"]),
        description=str(said["description"]),
        blocks=tuple(Block(*map(str, one)) for one in said["blocks"]),
        rest=int(str(said["rest"])),
        **{name: frozenset(map(str, said[name])) for name in _SETS},
    )


_SETS = ("skeleton", "outbound", "scripts", "frames", "forms", "inline")
