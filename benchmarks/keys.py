"""What a key costs on the line: bytes that the terminal is sent, which is what an SSH line carries."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.dashboard import units
from benchmarks.measure import Result
from benchmarks.others import absent, peer
from benchmarks.scale import Scale
from benchmarks.terminal import Terminal

DOWN = "\x1b[B"
KEYS = 20
MOST = 1024
"""Bytes for a key: 3 kB a second over SSH leave three keys a second (issue of the duty screen)."""


def _down(terminal: Terminal) -> float:
    """Bytes for one step down a list, on average."""
    terminal.drain(1.0)
    sent = 0
    for _ in range(KEYS):
        terminal.send(DOWN)
        sent += terminal.drain(0.2)
    return sent / KEYS


def keys(folder: Path, scale: Scale) -> Iterator[Result]:
    """One step down a ledger's list, ours and visidata's, both 80 by 24."""
    path = folder / "keys.db"
    units(path, min(scale.records, 1000))
    with Terminal([sys.executable, "-m", "fjgov_tui", "--db", str(path)]) as terminal:
        terminal.wait_for("F7")
        terminal.send("2")
        terminal.drain(1.5)
        terminal.send("\r")
        terminal.wait_for("第000009号")
        ours = _down(terminal)
    yield Result("台账里下移一行", f"{ours:.0f} 字节", f"不超过 {MOST} 字节", ours <= MOST)
    program, title = peer("vd"), "同上，visidata 的单元格表"
    if program is None:
        yield absent(title, "visidata")
        return
    yield Result(title, f"{_visidata(program, path, folder):.0f} 字节", "", None)


def _visidata(program: str, path: Path, folder: Path) -> float:
    import sqlite3

    sheet = folder / "keys.csv"
    with sqlite3.connect(path) as db:
        rows: Sequence[tuple[str, str]] = db.execute("SELECT name, kind FROM unit ORDER BY id").fetchall()
    sheet.write_text("name,kind\n" + "".join(f"{name},{kind}\n" for name, kind in rows), encoding="utf-8")
    with Terminal([program, "-N", str(sheet)], {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}) as terminal:
        terminal.wait_for("第000009号", 60)
        return _down(terminal)
