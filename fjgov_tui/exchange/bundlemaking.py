"""A bundle made: numbered, written, and booked once it is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fjgov_tui import __version__
from fjgov_tui.clock import day_start, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.bundlefile import fresh_head, write_bundle
from fjgov_tui.exchange.bundlekeys import Identity, PublicKeys
from fjgov_tui.exchange.bundleout import OVERLAP, content
from fjgov_tui.ledgers.carrying import Aim
from fjgov_tui.store import Store
from fjgov_tui.store.bundles import Carriage, Peer, note_sent, sent


@dataclass(frozen=True)
class MadeBundle:
    """A bundle that was written."""

    number: int
    paths: Sequence[Path]


def make_bundle(
    store: Store,
    target: Path,
    aim: Aim,
    own: Identity,
    peer: tuple[Peer, PublicKeys],
    *,
    since: date | None = None,
    most: int = 0,
) -> MadeBundle:
    """Write a bundle for another machine.

    Args:
        store: the file, open for writing: that a bundle was made is booked.
        target: where to.
        aim: for which machine it is.
        own: who signs.
        peer: for whom.
        since: the first day of the visits in it; from the last bundle with visits on, where not given.
        most: bytes of a part; 0 for one file.

    Raises:
        InputProblem: it cannot be written.
        StoreProblem: as for `Store.write`.
    """
    known, keys = peer
    now = instant(store.clock())
    before = sent(store.read, known.id)
    last = max((bundle.made_at for bundle in before if bundle.aim != Aim.MONITOR), default=None)
    begin = 0 if last is None else int((parse_instant(last) - OVERLAP).timestamp())
    begin = begin if since is None else day_start(since)
    head = fresh_head(max((bundle.number for bundle in before), default=0) + 1, now, aim, begin, __version__)
    lines = content(store.read, aim, known.id, begin, now)
    paths = write_bundle(target, lines, head, own, keys, most)
    with store.write("做了数据包") as writer:
        note_sent(writer, Carriage(head.bundle, known.id, head.number, now, aim))
    return MadeBundle(head.number, paths)
