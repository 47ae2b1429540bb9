"""Attachments of a release by name and digest: what was reviewed can be told from what was changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.files import digest_of
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.store import Writer
from fjgov_tui.text import safe, tidy
from fjgov_tui.workflows.saving import save_record

RELEASE = LEDGERS["release"]
MOST = 512 * 1024 * 1024
"""Bytes of an attachment."""
_LINE = re.compile(r"([0-9a-f]{64}) +(\S.*)")


@dataclass(frozen=True)
class Attachment:
    """One file that goes out with a text; the file itself is kept nowhere."""

    name: str
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""

    @property
    def line(self) -> str:
        """As it stands in the record, and as `sha256sum` writes it."""
        return f"{self.digest}  {self.name}"


def looked_through(path: Path, ledgers: Path | None = None) -> Attachment:
    """A file as it is now; read piece by piece, and not kept.

    Args:
        path: the file.
        ledgers: the file of the ledgers: who opens that one a second time takes its locks away.

    Raises:
        InputProblem: it is missing, may not be read, is no regular file, is too large, or is the ledgers' own.
    """
    if ledgers is not None and any(_same(path, Path(f"{ledgers}{end}")) for end in ("", "-wal", "-shm", "-journal")):
        raise InputProblem("这是台账文件自己，不能当附件", where=safe(path.name), remedy="请另选一个文件")
    return Attachment(tidy(path.name) or "附件", digest_of(path, MOST))


def _same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file; what is not there is nobody's."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def attachments_of(release: Record) -> list[Attachment]:
    """What is registered; lines that somebody wrote in another form are left out."""
    lines = release.text("attachments").splitlines()
    return [Attachment(matched[2], matched[1]) for line in lines if (matched := _LINE.fullmatch(line.strip()))]


def attach(writer: Writer, release: Record, added: Iterable[Attachment]) -> None:
    """Register attachments; one of the same name takes the place of the former.

    Signatures are about attachments, too: those before no longer hold.

    Raises:
        InputProblem: two of one name are to be added.
        RecordProblem: there are too many.
    """
    by_name = {known.name: known for known in attachments_of(release)}
    fresh: set[str] = set()
    for attachment in added:
        if attachment.name in fresh:
            raise InputProblem(f"有两个附件都叫“{attachment.name}”", where=release.title, remedy="请先给其中一个改名")
        fresh.add(attachment.name)
        by_name[attachment.name] = attachment
    lines = "\n".join(attachment.line for attachment in by_name.values())
    save_record(writer, RELEASE, {"attachments": lines}, release)
