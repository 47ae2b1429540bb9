"""Where a ledger file lies: what keeps SQLite from working there, and how a private one is made."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from fjgov_tui.errors import StoreProblem, system_reason
from fjgov_tui.text import clean

LOCK_BYTES = 65_536
"""Room that SQLite needs beside a file with a write-ahead log: 32 KB of lock file, and as much to spare."""
NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "ncpfs",
        "davfs",
        "vboxsf",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "fuse.ceph-fuse",
        "fuse.davfs2",
        "fuse.curlftpfs",
    }
)
"""File systems whose locks SQLite cannot trust."""


def mount_type(path: Path, mounts: str) -> str:
    """The file-system type under a path, from the text of `/proc/self/mountinfo`; empty where unknown."""
    best, kind = "", ""
    # The kernel writes blanks, tabs and backslashes in a path as octal escapes.
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        parts = before.split()
        if not dash or len(parts) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), parts[4])
        inside = point == "/" or str(path) == point or str(path).startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind


def refuse_network_file_system(path: Path, mounts: str | None = None) -> None:
    """Refuse a file on a network share: SQLite's locks do not hold there.

    Args:
        path: the database file, existing or not.
        mounts: the mount table; read from the system when not given.

    Raises:
        StoreProblem: the file lies on such a share.
    """
    if mounts is None:
        table = Path("/proc/self/mountinfo")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    kind = mount_type(path.resolve(), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreProblem(
            f"数据库文件在网络文件系统（{kind}）上，SQLite 的锁在那里靠不住",
            where=str(path),
            remedy="请把文件放到本机硬盘，再用 --db 指定",
        )


def path_problem(path: Path) -> StoreProblem | None:
    """Why a path cannot be an existing ledger file; `None` where it is a regular file that may be read."""
    where = clean(str(path))
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return StoreProblem("没有这个数据库文件", where=where, remedy="请核对路径，或先运行 fjgov init 新建")
    except (OSError, ValueError) as error:
        why = system_reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        return StoreProblem(f"打不开数据库文件（{why}）", where=where, remedy="请核对路径和权限")
    if stat.S_ISDIR(mode):
        return StoreProblem("这是一个文件夹，不是数据库文件", where=where, remedy="请在 --db 后写到文件名")
    if not stat.S_ISREG(mode):
        return StoreProblem("这是管道或设备，不是数据库文件", where=where, remedy="请核对 --db 后的路径")
    if not os.access(path, os.R_OK):
        return StoreProblem("没有权限读这个数据库文件", where=where, remedy="请用它的主人的账号运行，或请管理员给权限")
    return None


def create_private(path: Path) -> None:
    """Create an empty file of mode 0600, which its companions then inherit.

    Raises:
        FileExistsError: something is there; it was not opened, because closing a live file again would drop
            the locks of every connection in this process.
        OSError: the folder cannot be written.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def mounted_readonly(path: Path) -> bool:
    """Whether nothing can be written there, whatever the permissions say: a USB stick, a CD."""
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def no_room(path: Path) -> bool:
    """Whether the disk under a file is so full that SQLite cannot create its lock files beside it."""
    if not hasattr(os, "statvfs"):
        return False
    try:
        space = os.statvfs(path.parent)
    except OSError:
        return False
    return space.f_bavail * space.f_frsize < LOCK_BYTES
