"""Whether the monitor lives, in one row: for the status line of every screen, so it loads next to nothing."""

from __future__ import annotations

import socket
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fjgov_tui.clock import show_instant, show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.monitor.process.lock import holder_of, is_free
from fjgov_tui.store import Reader
from fjgov_tui.store.backups import is_copy

if TYPE_CHECKING:
    from fjgov_tui.observed.model import Beat

STARTING_SECONDS = 60
"""A monitor that holds its lock and has given no sign of life for longer has not begun."""
ALIVE_SECONDS = 60
"""A monitor whose last sign of life is older than this is not running."""


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """Whether the monitor lives."""

    running: bool = False
    unread: bool = False
    """Nobody has looked yet: neither that it runs is known, nor that it does not."""
    beat: Beat | None = None
    """The last sign of life; `None` where it was never started, or was stopped in order."""
    age: int | None = None
    """Seconds since then."""
    stuck: bool = False
    """It runs and holds its lock, but its signs of life do not reach the file: the disk is full, or the file locked."""
    copied: str = ""
    """When the file was made as a backup, Beijing date and minute; empty for a file in use. Nobody watches from one."""
    past: str = ""
    """At the end of which day the file is looked at; empty for the file as it is. Nobody watches yesterday."""
    carried: str = ""
    """How old the newest bundle of the machine is that watches instead of this one; empty where none came."""
    overdue: bool = False
    """That bundle is older than it may be: what was seen since then is not known here."""
    until: str = ""
    """The instant up to which a file knows whose monitor is elsewhere: a backup was made then, a bundle left then."""
    starting: bool = False
    """It has taken its lock and given no sign of life yet: neither does it watch, nor was it left standing."""
    db: Path | None = field(default=None, compare=False)
    """The ledger file, beside which a monitor of this machine holds its lock."""

    @classmethod
    def of(cls, beat: Beat, now: datetime, db: Path | None = None) -> Pulse:
        """The pulse at a moment, from the last sign of life; one from the future is no sign of life either.

        A monitor of this machine that was killed is missed at once: its lock has fallen.

        Args:
            beat: the last sign of life.
            now: the moment.
            db: the ledger file; without it nothing but the sign's age counts.
        """
        age = int(now.timestamp()) - beat.last
        fresh = abs(age) <= ALIVE_SECONDS
        stuck = not fresh and _held(beat, db)
        running = stuck or (fresh and not _fallen(beat, db))
        return cls(running=running, beat=beat, age=max(age, 0), db=db, stuck=stuck)

    @property
    def elsewhere(self) -> bool:
        """Whether it is not for this file to be watched from: a backup, or one whose monitor is on another machine."""
        return bool(self.copied or self.carried or self.past)

    def at(self, now: datetime) -> Pulse:
        """The same sign of life at a later moment."""
        if self.starting:
            return replace(self, starting=_starting(self.db, now))
        return self if self.beat is None else Pulse.of(self.beat, now, self.db)

    @property
    def short(self) -> str:
        """For the status line."""
        if self.unread:
            return "监测读取中"
        if self.past:
            return f"截至 {self.past}"
        if self.copied:
            return "备份件"
        if self.carried:
            return f"{'! ' if self.overdue else ''}数据包 {self.carried}"
        if self.starting:
            return "监测启动中"
        if self.stuck:
            return "监测写不进"
        return f"监测 {self.age} 秒前" if self.running else "监测停了"

    @property
    def detail(self) -> str:
        """Which process it is, or since when nothing was heard of it; empty where there is none."""
        if self.beat is None:
            return ""
        if not self.running:
            return f"{show_seconds(self.beat.last)} 起没有动静（{self.beat.host} 进程 {self.beat.pid}）"
        if self.stuck:
            return f"{self.beat.host} 进程 {self.beat.pid}，最近一次写入是 {show_seconds(self.beat.last)}"
        doing = f"，{self.beat.note}" if self.beat.note else ""
        return f"{self.beat.host} 进程 {self.beat.pid}，{show_seconds(self.beat.since)} 起{doing}"

    @property
    def line(self) -> str:
        """Whether it runs, in a sentence."""
        if self.past:
            return f"状态截至 {self.past}：那天之后监测看到的不算；只留有最后一次的，那天的没有留下，算作未检查"
        if self.copied:
            return f"这是 {self.copied} 的备份：监测只看正在使用的文件"
        if self.carried:
            late = "! 久没有新的：" if self.overdue else ""
            return f"{late}监测在另一台机器上，最新的数据包是 {self.carried}做的（fjgov bundle status）"
        if self.stuck:
            remedy = "结果先记在旁边的日志里；请检查磁盘空间，或是否有别的程序占住了文件"
            return f"监测运行中，写不进数据库（{self.detail}）：{remedy}"
        if self.running:
            return f"监测运行中（{self.detail}）"
        if self.starting:
            return "监测正在启动，还没有开始看"
        return f"监测没有运行：{self.detail}" if self.detail else "监测没有运行"


def read_pulse(reader: Reader, now: datetime) -> Pulse:
    """Whether the monitor lives: one row."""
    from fjgov_tui.store.watch.process import beat

    if reader.db.as_of is not None:
        return Pulse(past=str(reader.db.as_of))
    copy = is_copy(reader)
    if copy is not None:
        return Pulse(copied=show_instant(copy.at), until=copy.at)
    last = beat(reader)
    pulse = _carried(reader, now) if last is None else Pulse.of(last, now, reader.db.path)
    if pulse.running or pulse.elsewhere or not _starting(reader.db.path, now):
        return pulse
    return Pulse(starting=True, db=reader.db.path)


def _carried(reader: Reader, now: datetime) -> Pulse:
    """How old the newest bundle with what a monitor saw is; costs one look into a small table."""
    from fjgov_tui.reports.bundles import age_of, is_old
    from fjgov_tui.store.bundles import newest_seen

    made_at = newest_seen(reader)
    if not made_at:
        return Pulse()
    overdue = is_old(made_at, now)
    return Pulse(carried=age_of(made_at, now), overdue=overdue, until="" if overdue else made_at)


def _starting(db: Path | None, now: datetime) -> bool:
    """Whether a monitor has just taken the lock."""
    holder = None if db is None else holder_of(db)
    return holder is not None and abs(int(now.timestamp()) - holder.since) <= STARTING_SECONDS


def _fallen(beat: Beat, db: Path | None) -> bool:
    """Whether the lock of a monitor of this machine is free: a few microseconds, and nothing for one of another."""
    return db is not None and beat.host == socket.gethostname() and is_free(db)


def _held(beat: Beat, db: Path | None) -> bool:
    """Whether the monitor of that sign still holds its lock on this machine."""
    if db is None or beat.host != socket.gethostname():
        return False
    holder = holder_of(db)
    return holder is not None and holder.pid == beat.pid


def show_seconds(at: int) -> str:
    """Unix seconds as Beijing month, day and minute."""
    return show_unix(at, "%m-%d %H:%M")
