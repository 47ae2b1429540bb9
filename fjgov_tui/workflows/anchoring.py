"""Where the head of the trail is written besides the file: a text on another disk, the system's log.

Whoever can write the ledger file can compute a whole new trail; only a head that lies where he cannot reach tells. So
each report, backup and verification leaves one in every place that the county has set.
"""

from __future__ import annotations

import os
import socket
import stat
from datetime import datetime
from pathlib import Path

from fjgov_tui.clock import instant
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.ledgers.settings import ANCHOR_TO
from fjgov_tui.store import Reader
from fjgov_tui.store.anchors import read_anchors
from fjgov_tui.store.trail import Head
from fjgov_tui.text import clean
from fjgov_tui.workflows.settings import read_settings

SYSTEM_LOG = "系统日志"
DEVICE = Path("/dev/log")
"""Where journald or syslog listens."""
_PRIORITY = 10 * 8 + 5
"""authpriv.notice."""
_FIRST = "# fjgov 审计链锚：每行是一时的链头，不含台账内容；只增不改\n"
"""How every such file begins: nothing is ever added to a file of another kind."""
_MOST = 512
"""Bytes of it that are looked at."""


def anchor_places(reader: Reader) -> list[str]:
    """The places that the county has set: `系统日志`, or paths."""
    return read_settings(reader)[ANCHOR_TO].split()


def anchor_files(reader: Reader) -> list[Path]:
    """The files among them."""
    return [Path(place) for place in anchor_places(reader) if place != SYSTEM_LOG]


def keep_anchor(reader: Reader, now: datetime, occasion: str) -> list[str]:
    """Write the present head to every place that is set.

    Args:
        reader: the file.
        now: the present moment.
        occasion: what it is written for, in a word.

    Returns:
        What went wrong where, as sentences without a full stop; what went well needs no word.
    """
    if reader.db.as_of is not None:
        return []  # the head of a past day is no present one, and later heads prove it
    ledger, head = reader.db.path, reader.head()
    line = f"{instant(now)} {head} {clean(occasion)}"
    troubles = []
    for place in anchor_places(reader):
        try:
            if place == SYSTEM_LOG:
                _log(f"{clean(ledger.name) if ledger else 'fjgov'} {line}")
            else:
                _append(Path(place), ledger, line)
        except OSError as error:
            troubles.append(f"审计链锚没有写到{clean(place)}（{system_reason(error)}）")
        except InputProblem as problem:
            troubles.append(f"审计链锚没有写到{clean(place)}（{problem.what}）")
    return troubles


def kept_anchors(reader: Reader) -> tuple[list[Head], list[str]]:
    """Every head that was written to the files that are set, and which of these cannot be read now."""
    heads, missing = list[Head](), list[str]()
    for path in anchor_files(reader):
        try:
            heads += read_anchors(path)
        except (InputProblem, OSError):
            missing.append(clean(str(path)))
    return heads, missing


def _log(message: str) -> None:
    """Hand a line to journald or syslog.

    Raises:
        OSError: nobody listens.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.connect(str(DEVICE))
        log.send(f"<{_PRIORITY}>fjgov: {message}".encode())


def _append(path: Path, ledger: Path | None, line: str) -> None:
    """Add one line and see it on the disk.

    Raises:
        InputProblem: the file is none of ours, or lies beside the ledger file.
        OSError: it cannot be written.
    """
    if ledger is not None and path.parent.resolve() == ledger.parent.resolve():
        raise InputProblem("和台账文件在同一个文件夹，改得动台账的人也改得动它")
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.open(path, flags, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise InputProblem("不是普通文件")
        begins, ours = os.read(file, _MOST), _FIRST.encode()
        if begins and not begins.startswith(ours):
            raise InputProblem("已有一个别的文件，没有往里写")
        os.write(file, (b"" if begins else ours) + f"{line}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
