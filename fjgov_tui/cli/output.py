"""Where commands write: data to stdout, talk to stderr, all of it harmless."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic

import click

from fjgov_tui.cli.usage import AS_OF_KEY, PLAIN_KEY
from fjgov_tui.text import clean_long, safe, width

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


_PIECE = 10_000
"""Characters written at once."""
QUIET_SECONDS = 1.0
"""What is done sooner shows no progress."""
_ALIGNING = re.compile(r"(?<=\S) {2,}(?=\S)")
_DRAWN = re.compile(r"[\u2500-\u259f]+")
"""Lines and blocks, which a screen reader spells one by one."""


def read_aloud() -> bool:
    """Whether the output is to be read aloud: by `--plain` at any place of the command line, or as the user chose."""
    context = click.get_current_context(silent=True)
    if context is None:
        return False
    known = context.find_root().meta
    if PLAIN_KEY not in known:
        from fjgov_tui.paths import preferences_file
        from fjgov_tui.preferences import PLAIN, read_preferences

        known[PLAIN_KEY] = read_preferences(preferences_file()).chosen(PLAIN) == "on"
    return bool(known[PLAIN_KEY])


def _spoken(line: str) -> str:
    """A line without what only eyes make sense of: drawn lines, and blanks that put one thing under another."""
    return _ALIGNING.sub("，", _DRAWN.sub(" ", line).strip()).replace("：，", "：").strip()


def say(text: str) -> None:
    """One line of talk."""
    click.echo(safe(text), err=True)


def out(line: str) -> None:
    """One line of data."""
    text = safe(line)
    if not read_aloud():
        click.echo(text)
    elif spoken := _spoken(text):
        click.echo(spoken)


def lines(many: Iterable[str]) -> None:
    """Lines of data."""
    for line in many:
        out(line)


def talks() -> bool:
    """Whether a person reads stderr."""
    return sys.stderr is not None and sys.stderr.isatty()


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def limit() -> int | None:
    """Cells of a line on a terminal; `None` where the output goes to a file or a program and nothing is cut."""
    on_screen = sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if on_screen else None


def _harmless(value: Json) -> Json:
    if isinstance(value, str):
        return clean_long(value)
    if isinstance(value, Mapping):
        return {key: _harmless(item) for key, item in value.items()}
    return [_harmless(item) for item in value] if isinstance(value, Sequence) else value


def document(rows: Sequence[Mapping[str, Json]], total: int | None = None, **more: Json) -> None:
    """The one JSON document of a listing command.

    Args:
        rows: what is listed.
        total: how many there are, where not all are listed.
        more: further keys of the document.
    """
    whole({"rows": rows, "total": len(rows) if total is None else total, **more})


def whole(content: Mapping[str, Json]) -> None:
    """One JSON document, all of it made harmless; of a past day it says which."""
    context = click.get_current_context(silent=True)
    day = context.find_root().meta.get(AS_OF_KEY) if context is not None else None
    dated = {**content, "as_of": str(day)} if day is not None else content
    text = json.dumps(_harmless(dated), ensure_ascii=False, indent=2) + "\n"
    # In pieces: with PYTHONUNBUFFERED, Python loses the rest of a long write whose reader leaves, without a word.
    for start in range(0, len(text), _PIECE):
        click.echo(text[start : start + _PIECE], nl=False)


def progress(what: str) -> Callable[[int, int], None] | None:
    """A progress line on stderr, where a person watches and it takes more than a second; `None` elsewhere.

    Args:
        what: what is done.

    Returns:
        Takes how much is done and of how much; the line goes when both are the same.
    """
    if not talks():
        return None
    begun, drawn = monotonic(), 0

    def show(done: int, total: int) -> None:
        nonlocal drawn
        share = done * 100 // total if total else 100
        line = f"{what} {done:,}/{total:,}（{share}%）"
        if done >= total:
            if drawn:
                click.echo(f"\r{' ' * drawn}\r", err=True, nl=False)
            drawn = 0
        elif monotonic() - begun >= QUIET_SECONDS:
            click.echo(f"\r{line}{' ' * (drawn - width(line))}", err=True, nl=False)
            drawn = max(drawn, width(line))

    return show


def confirmed(question: str) -> bool:
    """Ask the person at the terminal; anything but a clear yes is a no."""
    click.echo(f"{safe(question)}（是/否）", err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in {"是", "y", "yes"}
