"""What a page said when its incident was opened (articles 24 to 26): text and digest, as the monitor saw it last."""

from __future__ import annotations

import re

from fjgov_tui.clock import show_unix
from fjgov_tui.errors import StoreProblem
from fjgov_tui.observed.model import PageOf, Snapshot, SnapshotKind
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.pages.shot import Shot, read_shot
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.pages import snapshot
from fjgov_tui.text import clean

ROOM = 3800
"""Characters of the text that are kept in the incident; the digest is of the whole page."""
_LONG = re.compile(r"\d{15,}[\dXx]?")
_KINDS: tuple[SnapshotKind, ...] = ("looked", "latest", "baseline")


def page_evidence(reader: Reader, site: int | None, column: int | None = None) -> str:
    """The newest snapshot of a page as text, for an incident that is being opened.

    Args:
        reader: the file.
        site: whose home page it is, where no column is named.
        column: the column's own page.

    Returns:
        When it was seen, the digest of the page, and its text with the numbers of persons masked; empty where the
        monitor has kept none.
    """
    page_of: PageOf = "column" if column is not None else "site"
    record = column if column is not None else site
    if record is None:
        return ""
    seen = max(_kept(reader, page_of, record), key=lambda shot: shot.at, default=None)
    if seen is None:
        return ""
    try:
        shot = read_shot(seen.body)
    except StoreProblem:
        # A snapshot of another release, or a damaged one: an incident is opened all the same.
        return ""
    return shot_evidence(shot, seen.digest, seen.at)


def shot_evidence(shot: Shot, digest: str, at: int) -> str:
    """A page as text, for an incident.

    Args:
        shot: the page.
        digest: of the whole page.
        at: when it was seen, in Unix seconds.

    Returns:
        When it was seen, its address, the digest, and its text with the numbers of persons masked.
    """
    lines = [f"监测 {show_unix(at, '%Y-%m-%d %H:%M:%S')} 看到的 {clean(shot.url)}", f"页面摘要 {digest}"]
    lines += [clean(shot.title), *(clean(block.text) for block in shot.blocks)]
    return _cut([_masked(line) for line in lines if line])


def _masked(line: str) -> str:
    """Without the numbers of persons: they stand on the page, and the incident goes into exports and papers.

    What has a stray digit before it is no number that can be told from others, so every long run is masked.
    """
    return _LONG.sub(lambda run: f"{run[0][:3]}{'*' * (len(run[0]) - 7)}{run[0][-4:]}", without_numbers(line))


def _kept(reader: Reader, page_of: PageOf, record: int) -> list[Snapshot]:
    kept = []
    for kind in _KINDS:
        try:
            shot = snapshot(reader, page_of, record, kind)
        except StoreProblem:
            continue
        kept += [shot] if shot is not None else []
    return kept


def _cut(lines: list[str]) -> str:
    whole = "\n".join(lines)
    if len(whole) <= ROOM:
        return whole
    return f"{whole[:ROOM]}\n……全文 {len(whole)} 字，这里是前 {ROOM} 字"
