"""Where commands write: data to stdout, talk to stderr, all of it harmless."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from fjgov_tui.text import clean_long, safe, width

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


_PIECE = 10_000
"""Characters written at once."""


def say(text: str) -> None:
    """One line of talk."""
    click.echo(safe(text), err=True)


def out(line: str) -> None:
    """One line of data."""
    click.echo(safe(line))


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
    """One JSON document, all of it made harmless."""
    text = json.dumps(_harmless(content), ensure_ascii=False, indent=2) + "\n"
    # In pieces: with PYTHONUNBUFFERED, Python loses the rest of a long write whose reader leaves, without a word.
    for start in range(0, len(text), _PIECE):
        click.echo(text[start : start + _PIECE], nl=False)


def progress(what: str) -> Callable[[int, int], None] | None:
    """A progress line on stderr, where a person watches; `None` elsewhere."""
    if not talks():
        return None

    def show(done: int, total: int) -> None:
        share = done * 100 // total if total else 100
        line = f"{what} {done:,}/{total:,}（{share}%）"
        if done < total:
            click.echo(f"\r{line}", err=True, nl=False)
        else:
            click.echo(f"\r{' ' * width(line)}\r", err=True, nl=False)

    return show


def confirmed(question: str) -> bool:
    """Ask the person at the terminal; anything but a clear yes is a no."""
    click.echo(f"{safe(question)}（是/否）", err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in {"是", "y", "yes"}
