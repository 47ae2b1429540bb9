"""The exception tree: every failure a user may meet is one of these, and reads as a Chinese sentence.

FjgovError
├── InputProblem          what was typed, or a file that was given, cannot be used (exit 2)
│   ├── ValueProblem      one value, without saying where it stood
│   ├── RecordProblem     one record: every bad field at once
│   ├── ConflictProblem   somebody saved the same record first
│   ├── DoubtProblem      it can be done, but something speaks against it: asked first, then done
│   ├── SheetProblem      a spreadsheet cannot be read
│   ├── InspectionProblem a page could not be analysed within its limits
│   │   └── UnreadablePage the page itself is why
│   └── MissingExtra      an optional library that this command needs is not installed
└── StoreProblem          the database is not usable (exit 3)
    ├── ReadOnlyProblem   opened read-only, and a write was asked
    │   └── NotAllowed    the roles of who asks do not reach so far
    ├── BusyProblem       another process kept the file for longer than we wait
    └── UnknownOutcome    an I/O error on commit: perhaps booked, perhaps not
"""

import errno
from collections.abc import Sequence

from fjgov_tui.dataclass import dataclass

USAGE, INTERRUPTED = 2, 4
"""Exit codes of the command line beside those of the errors: usage or bad input, and stopped by somebody."""
_SYSTEM: dict[int, str] = {
    getattr(errno, name): words
    for name, words in {
        "ENOENT": "没有这个文件或文件夹",
        "EACCES": "没有权限",
        "EPERM": "系统不允许",
        "ENOSPC": "磁盘满了",
        "EDQUOT": "超过了磁盘配额",
        "EFBIG": "文件太大",
        "EISDIR": "这是一个文件夹，不是文件",
        "ENOTDIR": "路径中间有一段不是文件夹",
        "EEXIST": "已经有同名的文件",
        "EROFS": "文件系统是只读的",
        "ENAMETOOLONG": "文件名太长",
        "ELOOP": "链接绕成了圈",
        "EIO": "读写时出错，盘可能坏了，或者拔掉了",
        "ENODEV": "没有这个设备，可能拔掉了",
        "ENOTCONN": "盘已经拔掉，或者网络断开了",
        "ENXIO": "另一头没有人在读",
        "EPIPE": "另一头已经关上",
        "ESPIPE": "是管道或设备，不是普通文件",
        "EBUSY": "正被占用",
        "ETXTBSY": "正被占用",
        "EMFILE": "打开的文件太多",
        "ENFILE": "系统里打开的文件太多",
        "ENOMEM": "内存不够",
        "EINVAL": "系统不接受",
        "ENOEXEC": "不是能运行的程序",
        "ETIMEDOUT": "等得太久",
        "ECONNREFUSED": "对方拒绝连接",
        "ECONNRESET": "对方断开了连接",
        "EHOSTUNREACH": "到不了对方",
        "ENETUNREACH": "网络不通",
        "EADDRINUSE": "端口已被占用",
        "EADDRNOTAVAIL": "这台机器上没有这个地址",
        "ESTALE": "网络上的文件已失效",
        "EXDEV": "不能跨磁盘改名",
    }.items()
    if hasattr(errno, name)
}


def system_reason(error: OSError) -> str:
    """Why the operating system could not do it, in Chinese; a number where it is none of the usual reasons."""
    code = error.errno or 0
    if code <= 0:  # the codes of name resolution are negative
        return "等得太久" if isinstance(error, TimeoutError) else "域名解析不了，或系统没有说明原因"
    return _SYSTEM.get(code, f"系统错误 {code}")


class FjgovError(Exception):
    """A failure told to the user: what happened, where, and what to do about it."""

    exit_code = 2
    """What the command line returns."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        """Keep the three parts apart, so that screens can lay them out.

        Args:
            what: what happened, without a full stop.
            where: file, sheet, row or field; empty where there is no place to name.
            remedy: what the user can do; empty where nothing can be done.
        """
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: where, what, remedy."""
        head = f"{self.where}：{self.what}" if self.where else self.what
        return f"{head}。{self.remedy.removesuffix('。')}。" if self.remedy else f"{head}。"


class InputProblem(FjgovError):
    """What was typed or given cannot be used."""


class ValueProblem(InputProblem):
    """One value does not fit its field."""


class SeveralNamed(ValueProblem):
    """A name fits several records."""

    def __init__(self, what: str, *, numbered: str, remedy: str) -> None:
        """Say it for who can only write a name, and for who can write a number.

        Args:
            what: the sentence that names some of them.
            numbered: the same with the number of each.
            remedy: how a name is written that fits one alone.
        """
        super().__init__(f"{what}；{remedy}")
        self.numbered = numbered


@dataclass(frozen=True)
class FieldProblem:
    """One field of one record that cannot be taken."""

    field: str
    """The field's name in the declaration; empty for a rule about the whole record."""
    label: str
    """The field's Chinese label."""
    value: str
    """What was given, as text; masked when the field is sealed."""
    reason: str
    """Why it cannot be taken, and what would be taken."""

    def __str__(self) -> str:
        """The sentence that forms, commands and import reports share."""
        return f"{self.label}「{self.value}」{self.reason}" if self.value else f"{self.label}{self.reason}"


class RecordProblem(InputProblem):
    """A record cannot be saved; all its bad fields are listed at once."""

    def __init__(self, subject: str, problems: Sequence[FieldProblem]) -> None:
        """Name the record and its bad fields.

        Args:
            subject: the record, as the user knows it.
            problems: at least one.
        """
        self.problems = tuple(problems)
        super().__init__("；".join(str(problem) for problem in self.problems), where=subject)


class DoubtProblem(InputProblem):
    """It may be done, and something speaks against it; who hands it in again as meant has it done."""


class ConflictProblem(InputProblem):
    """A newer save of the same record exists; nothing was overwritten."""

    def __init__(self, what: str, *, where: str, saved_by: str, saved_at: str) -> None:
        """Say whose save stands in the way.

        Args:
            what: what happened.
            where: the record.
            saved_by: who saved the newer version.
            saved_at: when, as an ISO instant.
        """
        super().__init__(what, where=where, remedy="请对照两个版本后再保存")
        self.saved_by = saved_by
        self.saved_at = saved_at


class SheetProblem(InputProblem):
    """A spreadsheet file cannot be read, or is no sheet that we know."""


class InspectionProblem(InputProblem):
    """A page could not be analysed within its limits of time and memory."""


class UnreadablePage(InspectionProblem):
    """The page itself is why: it took too long, too much memory, or broke what reads it."""


class MissingExtra(InputProblem):
    """An optional library that the command needs is not installed."""


class StoreProblem(FjgovError):
    """The database file is not usable as asked."""

    exit_code = 3


class ReadOnlyProblem(StoreProblem):
    """A write was asked of a file that was opened read-only."""


class NotAllowed(ReadOnlyProblem):
    """The roles of who asks do not reach so far; the sentence says who may."""


class DiskProblem(StoreProblem):
    """The disk could not be read to the end; whether anything is wrong with the file, nobody knows."""


class BusyProblem(StoreProblem):
    """Another process held the write lock for longer than we wait."""


class UnknownOutcome(StoreProblem):
    """The operating system reported an error at the moment of commit."""
