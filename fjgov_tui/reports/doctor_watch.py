"""The monitor's part of the examination: is it alive, does anything wait beside the file, can the file shrink."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from fjgov_tui.clock import show_unix
from fjgov_tui.errors import FjgovError, system_reason
from fjgov_tui.monitor.process.spill import aside_path, journal_path, waiting_batches
from fjgov_tui.reports.bundles import heard_sentence, is_stale
from fjgov_tui.reports.doctor_line import MEGABYTE, DoctorLine
from fjgov_tui.reports.pulse import read_pulse
from fjgov_tui.store import Reader, open_store
from fjgov_tui.store.bundles import heard
from fjgov_tui.store.filesystem import path_problem
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.store.steps import is_current
from fjgov_tui.store.watch.cleaning import KEEP_DAYS, can_shrink, free_bytes
from fjgov_tui.store.watch.visits import first_due
from fjgov_tui.text import safe

_NAMES = (("monitor", "监测进程"), ("monitor_data", "监测数据"))


def watch_lines(path: Path, now: datetime) -> Iterator[DoctorLine]:
    """What there is to say about the monitor of a file.

    Args:
        path: the ledger file, which may be missing or broken.
        now: the present moment.
    """
    problem = path_problem(path)
    if problem is not None:
        yield from _unchecked(problem.what)
        return
    try:
        with closing(open_store(path, readonly=True, any_schema=True, untouched=True)) as store:
            if not is_current(store.db):
                yield from _unchecked("文件由旧版本写成，还没有升级")
            else:
                yield _process(store.read, now)
                yield _data(store.read)
                yield from _bundles(store.read, now)
    except (FjgovError, sqlite3.Error, ValueError):
        yield from _unchecked("文件打不开")  # Why is told where the file itself is examined.
    yield _journal(path)


def _unchecked(why: str) -> Iterator[DoctorLine]:
    for name, title in _NAMES:
        yield DoctorLine(name, title, "unchecked", why)


def _when(moment: int) -> str:
    return show_unix(moment, "%Y-%m-%d %H:%M:%S")


def _process(reader: Reader, now: datetime) -> DoctorLine:
    name, title = _NAMES[0]
    pulse = read_pulse(reader, now)
    sign = pulse.beat
    if pulse.elsewhere:
        return DoctorLine(name, title, "ok", pulse.line)
    if sign is None and first_due(reader) is None:
        return DoctorLine(
            name, title, "unchecked", "没有在运行，还没有访问过站点", "要监测站点，请运行 fjgov monitor run"
        )
    if sign is None:
        return DoctorLine(name, title, "warn", "没有在运行，这段时间的访问都算未测", "请运行 fjgov monitor run")
    who = f"进程 {sign.pid}（{safe(sign.host)}），自 {_when(sign.since)}"
    if not pulse.running:
        detail = f"{who}；{_when(sign.last)} 以后没有动静，多半是被强行结束的"
        return DoctorLine(name, title, "fail", detail, "请再运行 fjgov monitor run，已记下的都在")
    return DoctorLine(name, title, "ok", f"{who}，在运行")


def _bundles(reader: Reader, now: datetime) -> Iterator[DoctorLine]:
    """A line for each machine with which bundles are exchanged; none where there is none."""
    for known in heard(reader):
        gaps = is_stale(known, now) or known.missing
        remedy = "请向对方要新的数据包，缺的请它用 --since 重做" if gaps else ""
        yield DoctorLine("bundles", "数据包", "warn" if gaps else "ok", heard_sentence(known, now), remedy)


def _data(reader: Reader) -> DoctorLine:
    name, title = _NAMES[1]
    first = first_due(reader)
    since = f"逐次记录从 {_when(first)[:10]} 起，保存 {KEEP_DAYS} 天" if first is not None else "还没有访问记录"
    detail = f"{since}；文件里空着 {free_bytes(reader) / MEGABYTE:.1f} MB"
    if can_shrink(reader):
        return DoctorLine(name, title, "ok", f"{detail}，清理后会自动缩小")
    remedy = "不影响使用；要让它能缩小，请在没有人使用时运行 fjgov backup，再运行 fjgov restore"
    return DoctorLine(name, title, "warn", f"{detail}，但这个文件清理后不会缩小", remedy)


def _journal(path: Path) -> DoctorLine:
    name, title = "monitor_journal", "监测暂存"
    try:
        waiting, aside = waiting_batches(path), aside_path(path).exists()
    except OSError as error:
        detail = f"读不出来（{system_reason(error)}）"
        return DoctorLine(name, title, "fail", detail, f"请检查 {safe(str(journal_path(path)))} 的权限")
    if aside:
        detail = f"有读不出或记不进的结果，另存在 {safe(str(aside_path(path)))}"
        return DoctorLine(name, title, "warn", detail, "请把它交给维护人员，确认后删除")
    if waiting:
        detail = f"还有 {waiting} 批结果没有记进数据库，先存在 {safe(str(journal_path(path)))}"
        return DoctorLine(name, title, "warn", detail, "请检查磁盘空间；监测运行时会自动补记")
    return DoctorLine(name, title, "ok", "没有等着补记的结果")
