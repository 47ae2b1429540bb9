"""The examination (体检): whether this machine and this file are fit for the ledgers, and what to do where not."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from fjgov_tui.clock import BEIJING, Clock, parse_instant, utc_now
from fjgov_tui.errors import FjgovError
from fjgov_tui.locales import UTF8, is_installed, told_coding
from fjgov_tui.paths import program_folders
from fjgov_tui.programs import listed_programs
from fjgov_tui.reports.backups import REMEDY, read_backup
from fjgov_tui.reports.doctor_line import MEGABYTE, DoctorLine, State
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.text import safe

LITTLE, SCARCE = 50 * MEGABYTE, 500 * MEGABYTE
"""Free space below which a save may fail, and below which it is time to tidy."""
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist before; a clock that says otherwise is wrong."""
SMALLEST = (80, 22)
VERIFY, BACKUP = ("verify", "核验"), ("backup", "最近的备份")


def examine(path: Path, clock: Clock = utc_now, *, remembering: bool = False) -> list[DoctorLine]:
    """Look at everything; what cannot be looked at is said to be unchecked, never fine.

    Args:
        path: the ledger file, which may be missing or broken.
        clock: the present moment.
        remembering: leave a mark beside a file that does not pass verification, or take it away.
    """
    from fjgov_tui.reports.doctor_access import access_lines
    from fjgov_tui.reports.doctor_watch import watch_lines

    return [
        _python(),
        _sqlite(),
        _terminal(),
        _encoding(),
        *_surroundings(path),
        _commands(),
        _clock(clock()),
        _holidays(clock().astimezone(BEIJING).year),
        *_file(path, clock(), remembering=remembering),
        *access_lines(path, clock()),
        *watch_lines(path, clock()),
    ]


def _python() -> DoctorLine:
    detail = f"{platform.python_implementation()} {platform.python_version()}（{platform.machine()}）"
    return DoctorLine("python", "Python", "ok", detail)


def _sqlite() -> DoctorLine:
    from fjgov_tui.store.engine import TRIED, journal_mode, refuse_old_library

    name, title, version = "sqlite", "SQLite", sqlite3.sqlite_version
    library = "pysqlite3" if sqlite3.__name__.startswith("pysqlite3") else "Python 自带的 sqlite3"
    try:
        refuse_old_library()
    except FjgovError as problem:
        return DoctorLine(name, title, "fail", problem.what, problem.remedy)
    safe = journal_mode() == "wal"
    why = "这一版没有 WAL 重置缺陷" if safe else "这一版的 WAL 有重置缺陷，所以不用"
    detail = f"{version}（{library}），日志用 {'WAL' if safe else 'TRUNCATE'}：{why}"
    if sqlite3.sqlite_version_info < TRIED:
        tried = ".".join(map(str, TRIED))
        return DoctorLine(name, title, "warn", f"{detail}；比测试过的最旧的 {tried} 还旧", "建议换用较新的 Python")
    return DoctorLine(name, title, "ok", detail)


def _terminal() -> DoctorLine:
    title = "终端"
    kind = os.environ.get("TERM", "")
    if sys.stdout is None or not sys.stdout.isatty():
        return DoctorLine(
            "terminal", title, "unchecked", "输出没有接到终端", "要检查终端，请在终端里直接运行 fjgov doctor"
        )
    size = os.get_terminal_size(sys.stdout.fileno())
    colours = (
        "真彩" if os.environ.get("COLORTERM") in {"truecolor", "24bit"} else "256 色" if "256" in kind else "16 色"
    )
    detail = f"{kind or '没有 TERM'}，{colours}，{size.columns}×{size.lines}"
    if kind in {"", "dumb", "unknown"}:
        return DoctorLine("terminal", title, "fail", detail, "看板画不出来，请设置 TERM，如 export TERM=xterm-256color")
    if kind == "linux":
        return DoctorLine(
            "terminal",
            title,
            "warn",
            f"{detail}；Linux 文本控制台的字库里没有汉字，汉字会成方块",
            "请从别的机器用 SSH 登录，或在这台机器的桌面终端里运行",
        )
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        return DoctorLine("terminal", title, "warn", detail, f"请把窗口放大到 {SMALLEST[0]}×{SMALLEST[1]} 以上")
    return DoctorLine("terminal", title, "ok", detail)


def _encoding() -> DoctorLine:
    name, title, used = "encoding", "字符编码", locale.getencoding()
    chosen, coding = told_coding(os.environ)
    detail = f"{used}（语言环境 {safe(chosen) or '未设'}）"
    remedy = "请把终端设成 UTF-8，再运行 export LC_ALL=zh_CN.UTF-8 或 export LC_ALL=C.UTF-8"
    if coding not in {"", UTF8}:
        missing = "" if is_installed(chosen) else "，这台机器也没有装它"
        terminal = f"语言环境 {safe(chosen)} 说终端是 {safe(coding.upper())} 编码{missing}"
        return DoctorLine(name, title, "fail", f"{terminal}；本程序一律按 UTF-8 输出，看板不能打开", remedy)
    if used.lower().replace("-", "") != UTF8:
        return DoctorLine(name, title, "warn", f"{detail}，本程序一律按 UTF-8 输出", f"如果汉字显示成乱码，{remedy}")
    if chosen and not is_installed(chosen):
        return DoctorLine(name, title, "warn", f"{detail}，这台机器没有装这个语言环境", remedy)
    return DoctorLine(name, title, "ok", detail)


def _surroundings(path: Path) -> Iterator[DoctorLine]:
    """The folder, the disk and the file system, whether the file exists or not."""
    folder = next(parent for parent in path.absolute().parents if _is_folder(parent))
    free = shutil.disk_usage(folder).free
    detail = f"剩余 {free // MEGABYTE:,} MB（{folder}）"
    if free < LITTLE:
        yield DoctorLine("disk", "磁盘空间", "fail", detail, "请马上清出空间，否则可能存不进去")
    elif free < SCARCE:
        yield DoctorLine("disk", "磁盘空间", "warn", detail, "请清出空间")
    else:
        yield DoctorLine("disk", "磁盘空间", "ok", detail)
    yield _file_system(path)
    yield _folder(folder)


def _is_folder(path: Path) -> bool:
    """Whether it is one that this user may see at all."""
    try:
        return path.is_dir()
    except PermissionError:
        return False


def _file_system(path: Path) -> DoctorLine:
    from fjgov_tui.store.filesystem import mount_type, refuse_network_file_system

    title = "文件系统"
    table = Path("/proc/self/mountinfo")
    if not table.exists():
        return DoctorLine("file_system", title, "unchecked", "本系统没有挂载表", "请确认文件不在网络共享盘上")
    kind = mount_type(path.resolve(), table.read_text(encoding="utf-8", errors="replace"))
    try:
        refuse_network_file_system(path)
    except FjgovError as problem:
        return DoctorLine("file_system", title, "fail", problem.what, problem.remedy)
    return DoctorLine("file_system", title, "ok", f"{kind or '未知'}，不是网络文件系统")


def _folder(folder: Path) -> DoctorLine:
    if os.name != "posix":
        return DoctorLine(
            "folder", "文件夹权限", "unchecked", "本系统没有 POSIX 权限", "请确认别的用户进不了这个文件夹"
        )
    status = folder.stat()
    mode = stat.S_IMODE(status.st_mode)
    own = status.st_uid == os.geteuid() and not mode & stat.S_ISVTX
    remedy = f"请运行 chmod 700 {quote(str(folder))}" if own else "请把台账文件放到只有自己能进的文件夹"
    detail = f"{folder}（{mode:04o}）"
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        return DoctorLine("folder", "文件夹权限", "fail", f"{detail} 谁都能改", remedy)
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        return DoctorLine("folder", "文件夹权限", "warn", f"{detail} 别的用户看得到里面有什么", remedy)
    return DoctorLine("folder", "文件夹权限", "ok", detail)


def _commands() -> DoctorLine:
    """Which programs alerts and reminders may start."""
    name, title = "commands", "准许的命令"
    folders = listed_programs()
    if not folders:
        places = "、".join(map(str, program_folders()))
        return DoctorLine(name, title, "ok", f"没有（{places} 都不在），告警和提醒不能运行命令")
    detail = "；".join(f"{safe(str(folder))}：{safe('、'.join(names)) or '空的'}" for folder, _, names in folders)
    wrong = "；".join(f"{safe(str(folder))} {why}" for folder, why, _ in folders if why)
    if wrong:
        return DoctorLine(name, title, "warn", f"{detail}；{wrong}，里面的命令不会运行", "请管理员改正属主和权限")
    return DoctorLine(name, title, "ok", detail)


def _clock(now: datetime) -> DoctorLine:
    zone = datetime.now().astimezone().strftime("%Z（UTC%z）")
    detail = f"北京时间 {now.astimezone(BEIJING):%Y-%m-%d %H:%M}，系统时区 {zone}；台账一律按北京时间"
    if now < EARLIEST:
        return DoctorLine("clock", "时钟", "fail", detail, "系统时间错了，请校准后再登记")
    return DoctorLine("clock", "时钟", "ok", detail)


def _holidays(year: int) -> DoctorLine:
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import is_published, read_overrides

    title, own = "节假日安排", workdays_file()
    try:
        overrides = read_overrides(own)
    except FjgovError as problem:
        return DoctorLine("holidays", title, "fail", f"{problem.where}：{problem.what}", problem.remedy)
    last = year + 1 if is_published(year + 1, overrides) else year
    if is_published(year, overrides):
        return DoctorLine("holidays", title, "ok", f"已知到 {last} 年；之后的工作日只是估计")
    return DoctorLine(
        "holidays", title, "warn", f"还不知道 {year} 年的安排，工作日只是估计", f"请升级本程序，或把调休写进 {own}"
    )


def _file(path: Path, now: datetime, *, remembering: bool) -> Iterator[DoctorLine]:
    """The ledger file itself."""
    from fjgov_tui.store.filesystem import path_problem

    problem = path_problem(path)
    if problem is not None:
        state: State = "unchecked" if problem.what.startswith("没有这个") else "fail"
        yield DoctorLine("file", "台账文件", state, f"{problem.what}（{problem.where}）", problem.remedy)
        for name, title in (("schema", "结构"), ("trail", "审计链时间"), VERIFY, BACKUP):
            yield DoctorLine(name, title, "unchecked", problem.what)
    else:
        yield _permissions(path)
        yield from _inside(path, now, remembering=remembering)


def _permissions(path: Path) -> DoctorLine:
    if os.name != "posix":
        return DoctorLine("file", "台账文件", "unchecked", f"{path}，本系统没有 POSIX 权限", "请确认别的用户读不到它")
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    detail = f"{path}（{mode:04o}，{status.st_size:,} 字节）"
    if mode & 0o077:
        return DoctorLine(
            "file", "台账文件", "fail", f"{detail} 别的用户也能读写", f"请运行 chmod 600 {quote(str(path))}"
        )
    return DoctorLine("file", "台账文件", "ok", detail)


def _inside(path: Path, now: datetime, *, remembering: bool) -> Iterator[DoctorLine]:
    from fjgov_tui.clock import instant
    from fjgov_tui.store import open_store
    from fjgov_tui.store import verify as ask
    from fjgov_tui.store.engine import broken
    from fjgov_tui.store.steps import RELEASE, fact, is_current
    from fjgov_tui.store.unproven import remember
    from fjgov_tui.store.verifying import backwards

    try:
        with closing(open_store(path, readonly=True, any_schema=True, untouched=True)) as store:
            release, current = fact(store.db, RELEASE), is_current(store.db)
            journal = str(store.db.execute("PRAGMA journal_mode").fetchone()[0]).upper()
            newest, back = store.read.latest_changes(1), backwards(store.db)
            backup = read_backup(store.read, now)
            verdict = ask(store.db)
    except FjgovError as problem:
        yield from _unreadable(problem, "文件打不开")
        return
    except (sqlite3.Error, ValueError) as error:
        yield from _unreadable(broken(path, error), "文件读不出来")
        return
    if remembering:
        remember(path, verdict, instant(now))
    detail = f"由 {release or '0.1.0'} 写成；日志 {journal}"
    if current:
        yield DoctorLine("schema", "结构", "ok", f"{detail}；与本程序的声明一致")
    else:
        yield DoctorLine(
            "schema", "结构", "warn", f"{detail}；还没有升级", "不加 --readonly 打开一次，就会先备份再升级"
        )
    yield _after_trail(parse_instant(newest[0].at) if newest else None, now, len(back))
    failing = "；".join(f"{check.title}：{check.detail}" for check in verdict.checks if not check.ok)
    if failing:
        remedy = "查清以前登记都会提醒；怎么办见《审计链与核验》的“查出不符时”"
        yield DoctorLine(*VERIFY, "fail", safe(failing), remedy)
    else:
        yield DoctorLine(*VERIFY, "ok", f"{len(verdict.checks)} 项都相符（{verdict.head}）")
    yield DoctorLine(*BACKUP, "ok" if backup.calm else "warn", backup.line, "" if backup.calm else REMEDY)


def _unreadable(problem: FjgovError, why: str) -> Iterator[DoctorLine]:
    """The lines about what is inside a file that cannot be opened or read."""
    yield DoctorLine("schema", "结构", "fail", problem.what, problem.remedy)
    for name, title in (("trail", "审计链时间"), VERIFY, BACKUP):
        yield DoctorLine(name, title, "unchecked", why)


def _after_trail(last: datetime | None, now: datetime, back: int) -> DoctorLine:
    if last is None:
        return DoctorLine("trail", "审计链时间", "fail", "审计链是空的", "请运行 fjgov verify 核验")
    detail = f"最后一条是 {last.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    if now < last:
        return DoctorLine("trail", "审计链时间", "fail", f"{detail}，晚于系统时间", "系统时间倒退了，请校准后再登记")
    if back:
        remedy = "当时系统时间不对，条目都在；在哪里见 fjgov verify"
        return DoctorLine("trail", "审计链时间", "warn", f"{detail}；链上有 {back} 处时间倒退", remedy)
    return DoctorLine("trail", "审计链时间", "ok", detail)
