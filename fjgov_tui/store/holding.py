"""Who holds the file for long: content beside it, so that whoever waits in vain is told whom to ask.

An import of a large table is one transaction, and nobody else can write meanwhile. SQLite tells that somebody holds the
lock, and never who.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from fjgov_tui.errors import FjgovError
from fjgov_tui.files import read_bounded, replacing
from fjgov_tui.processes import alive
from fjgov_tui.store.trail import in_beijing
from fjgov_tui.text import clean

_MOST = 4096
"""Bytes of a note."""


def note_path(path: Path) -> Path:
    """Where it is content who holds a ledger file."""
    return path.with_name(f"{path.name}.holder")


@contextmanager
def holding(path: Path, who: str, what: str, at: str) -> Generator[None]:
    """Say beside the file who is going to hold it; where nothing can be written there, nothing is content.

    Args:
        path: the ledger file.
        who: the user.
        what: what is being done, in Chinese, as it follows 正在.
        at: the instant.
    """
    note = note_path(path)
    content = {"pid": os.getpid(), "host": socket.gethostname(), "who": who, "what": what, "at": at}
    with suppress(OSError, FjgovError), replacing(note) as fresh:
        fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    try:
        yield
    finally:
        if _read(note).get("pid") == os.getpid():
            with suppress(OSError):
                note.unlink()


def holder(path: Path) -> str:
    """Who holds the file, as the subject of a sentence; empty where nobody has content so, or whoever did is gone."""
    content = _read(note_path(path))
    try:
        pid, when = int(str(content["pid"])), in_beijing(str(content["at"]))
        here = content["host"] == socket.gethostname()
        if here and not alive(pid):
            return ""
        return f"{clean(str(content['who']))} 正在{clean(str(content['what']))}（{when} 开始，进程 {pid}）"
    except (KeyError, ValueError, TypeError):
        return ""


def _read(note: Path) -> dict[str, object]:
    if not note.is_file():
        return {}
    try:
        content = json.loads(read_bounded(note, _MOST).decode("utf-8", errors="replace"))
    except (FjgovError, ValueError, OSError):
        return {}
    return content if isinstance(content, dict) else {}
