"""`fjgov service`: the monitor as a systemd service, of the machine or of the user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk
from fjgov_tui.cli.usage import ChineseGroup
from fjgov_tui.errors import InputProblem, system_reason

if TYPE_CHECKING:
    from fjgov_tui.monitor.process.unit import MonitorUnit

RUNNING = Path("/run/systemd/system")
"""Is there where systemd runs the machine (sd_booted(3))."""
SYSTEM_UNITS = Path("/etc/systemd/system")
_SECONDS = 60
_FOUND = 1
"""The exit code where the service does not run."""
_STATES = {
    "active": "运行",
    "activating": "正在启动",
    "failed": "失败",
    "inactive": "没有运行",
    "deactivating": "正在停",
}


@click.group(cls=ChineseGroup)
def service() -> None:
    """把监测装成系统服务（systemd）：开机就起，意外结束、卡住的自己重启，日志进 journald。"""


_user = click.option("--user", "own", is_flag=True, help="装成自己账号的服务，不用 root；不登录也要运行的，见说明。")


@service.command("install")
@_user
@click.option("--as", "account", metavar="账号", help="以哪个系统账号运行；不写就是台账文件的属主。")
@click.option(
    "--writable",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="文件夹",
    help="除台账文件夹外还可以写的文件夹，如自动备份的；可写多次。",
)
@click.option("--print", "printing", is_flag=True, help="只输出服务单元，不安装。")
@pass_desk
def install(desk: CliContext, own: bool, account: str | None, writable: tuple[Path, ...], printing: bool) -> None:
    """安装并启动监测服务；已装的按现在的程序和文件重写。"""
    if not desk.path.is_file():
        raise InputProblem("没有这个台账文件", where=str(desk.path), remedy="请先运行 fjgov init，或用 --db 写出文件")
    unit = _unit(desk.path, own, account, writable)
    text = unit.text()
    if printing:
        output.lines(text.splitlines())
        return
    place = _place(own)
    _refuse_foreign(place)
    _control(own, "--version")
    _refuse_powerless(unit)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        place.chmod(0o644)
    except OSError as error:
        raise InputProblem(
            f"写不了服务单元（{system_reason(error)}）", where=str(place), remedy=_as_root(own)
        ) from error
    _control(own, "daemon-reload")
    _control(own, "enable", place.name)
    _control(own, "restart", place.name)
    output.out(str(place))
    output.say(f"监测服务已安装并启动。日志：journalctl {'--user ' if own else ''}-u {place.stem}")
    if own:
        output.say("退出登录后也要运行的，请管理员运行一次：loginctl enable-linger 账号")


@service.command("status")
@_user
def status(own: bool) -> None:
    """监测服务装了没有、开机起不起、现在怎样；没有运行时退出码为 1。"""
    place = _place(own)
    if not place.exists():
        output.out("没有安装")
        raise click.exceptions.Exit(_FOUND)
    active = _asked(own, "is-active", place.name)
    enabled = _asked(own, "is-enabled", place.name) == "enabled"
    output.out(f"{_STATES.get(active, active or '未检查')}，{'开机就起' if enabled else '开机不起'}")
    status_line = _asked(own, "show", "--property=StatusText", "--value", place.name)
    if status_line:
        output.out(f"监测说：{status_line}")
    if active != "active":
        raise click.exceptions.Exit(_FOUND)


@service.command("remove")
@_user
def remove(own: bool) -> None:
    """停下并卸掉监测服务；台账文件、日志都不动。"""
    place = _place(own)
    if not place.exists():
        output.say("没有安装监测服务，没有什么要卸。")
        return
    _refuse_foreign(place)
    _control(own, "disable", "--now", place.name)
    try:
        place.unlink()
    except OSError as error:
        raise InputProblem(
            f"删不了服务单元（{system_reason(error)}）", where=str(place), remedy=_as_root(own)
        ) from error
    _control(own, "daemon-reload")
    output.say("监测服务已停下、卸掉。")


def _unit(db: Path, own: bool, account: str | None, writable: Sequence[Path]) -> MonitorUnit:
    from fjgov_tui.monitor.process.unit import MonitorUnit
    from fjgov_tui.program import this_program

    program, package = this_program()
    name, home = ("", Path.home()) if own else _account(db, account)
    if own and account:
        raise InputProblem("自己账号的服务总以自己运行", remedy="请去掉 --as 或 --user")
    folders = tuple(folder.expanduser().resolve() for folder in writable)
    return MonitorUnit(db.resolve(), program, package, name, home, folders)


def _account(db: Path, account: str | None) -> tuple[str, Path]:
    """Who is to run it, and where that account is at home."""
    try:
        import pwd
    except ImportError as error:
        raise InputProblem("这个系统没有 systemd", remedy="请用 fjgov monitor start 在后台启动") from error
    try:
        entry = pwd.getpwnam(account) if account else pwd.getpwuid(db.stat().st_uid)
    except KeyError as error:
        raise InputProblem(f"没有系统账号“{account or db.stat().st_uid}”", remedy="请写系统里有的账号") from error
    if entry.pw_uid == 0:
        output.say("台账文件属于 root，服务也以 root 运行；最好建一个专用账号，把文件夹交给它，再加 --as 账号。")
    return entry.pw_name, Path(entry.pw_dir)


def _refuse_powerless(unit: MonitorUnit) -> None:
    """Before systemd says it in its own words: the account must be able to run the program and to write the file.

    Raises:
        InputProblem: it is not.
    """
    if os.name != "posix" or os.geteuid() or unit.account in {"", "root"}:
        return
    who = f"账号“{unit.account}”"
    if not _can(unit, [*unit.program, "--version"]):
        remedy = f"请把程序放到{who}读得到的地方，如 /opt/fjgov，用那里的再安装一次"
        raise InputProblem(f"{who}运行不了这个程序", where=" ".join(unit.program), remedy=remedy)
    if not _can(unit, ["/bin/sh", "-c", '[ -w "$0" ] && [ -w "$(dirname "$0")" ]', str(unit.db)]):
        remedy = f"请把台账所在的文件夹交给它：chown -R {unit.account} {unit.db.parent}，或去掉 --as"
        raise InputProblem(f"{who}写不了台账文件或它的文件夹", where=str(unit.db), remedy=remedy)


def _can(unit: MonitorUnit, command: Sequence[str]) -> bool:
    """Whether the account comes away with it."""
    import pwd

    entry = pwd.getpwnam(unit.account)
    environment = {"PATH": os.defpath, "HOME": entry.pw_dir, "PYTHONPATH": unit.package_path}
    try:
        done = subprocess.run(
            command,
            user=entry.pw_uid,
            group=entry.pw_gid,
            extra_groups=os.getgrouplist(unit.account, entry.pw_gid),
            cwd="/",
            env={name: value for name, value in environment.items() if value},
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not done.returncode


def _place(own: bool) -> Path:
    from fjgov_tui.monitor.process.unit import NAME

    if not own:
        return SYSTEM_UNITS / NAME
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config else Path.home() / ".config") / "systemd/user" / NAME


def _refuse_foreign(place: Path) -> None:
    """A unit that somebody wrote by hand is not written over."""
    from fjgov_tui.files import read_bounded
    from fjgov_tui.monitor.process.unit import ours

    if place.exists():
        lines = read_bounded(place, 64 * 1024).decode("utf-8", errors="replace").splitlines()
        if not ours(lines):
            raise InputProblem(
                "已经有一个手写的服务单元，没有动它", where=str(place), remedy="请先停用并移走它，再安装"
            )


def _as_root(own: bool) -> str:
    return "请检查权限" if own else "请用 root 运行，或加 --user 装成自己账号的服务"


def _command(own: bool, words: Sequence[str]) -> list[str]:
    program = shutil.which("systemctl")
    if program is None or sys.platform == "win32" or not RUNNING.is_dir():
        raise InputProblem(
            "这台机器不由 systemd 管理，不能装成服务",
            remedy="请在画面 5 按 F12，或用 fjgov monitor start 在后台启动；要看服务单元加 --print",
        )
    return [program, *(["--user"] if own else []), *words]


def _control(own: bool, *words: str) -> None:
    """Have systemctl do it.

    Raises:
        InputProblem: there is no systemd, or it refused.
    """
    done = _run(_command(own, words))
    if done.returncode:
        raise InputProblem(
            f"systemctl {words[0]} 没有成功：{(done.stderr or done.stdout).strip()}", remedy=_as_root(own)
        )


def _asked(own: bool, *words: str) -> str:
    return _run(_command(own, words)).stdout.strip()


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputProblem("systemctl 没有回答", remedy="请稍后再试，或运行 systemctl status 看看") from error
