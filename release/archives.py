"""Archives whose bytes depend on what is in them and on nothing else: no time, no user, no order of a folder."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
EPOCH_SECONDS = 315_532_800
"""The same as Unix time."""
_UNIX = 3
_FILE, _PROGRAM = 0o644, 0o755


def write_zip(
    path: Path, files: Mapping[str, bytes], *, before: bytes = b"", programs: frozenset[str] = frozenset()
) -> None:
    """A zip of these files in the order of their names.

    Args:
        path: where it goes; what was there is replaced.
        files: the content of each by its name, with forward slashes.
        before: what stands before the archive, such as the line that names the interpreter.
        programs: the names of what may be run.
    """
    held = io.BytesIO()
    held.write(before)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = (_PROGRAM if name in programs else _FILE) << 16
            archive.writestr(entry, files[name])
    path.write_bytes(held.getvalue())
    if before:
        path.chmod(_PROGRAM)


def tar_bytes(files: Mapping[str, bytes], *, programs: frozenset[str] = frozenset(), folders: bool = False) -> bytes:
    """A tar of these files in the order of their names, owned by root.

    Args:
        files: the content of each by its name.
        programs: the names of what may be run.
        folders: whether every folder has an entry too, as packages of Debian want it.
    """
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT) as archive:
        done: set[str] = set()
        for name in sorted(files):
            if folders:
                parents = [parent.as_posix() for parent in reversed(Path(name).parents) if parent.as_posix() != "."]
                for parent in parents:
                    if parent not in done:
                        done.add(parent)
                        archive.addfile(_entry(f"./{parent}", tarfile.DIRTYPE, _PROGRAM, 0))
            mode = _PROGRAM if name in programs else _FILE
            entry = _entry(f"./{name}" if folders else name, tarfile.REGTYPE, mode, len(files[name]))
            archive.addfile(entry, io.BytesIO(files[name]))
    return held.getvalue()


def _entry(name: str, kind: bytes, mode: int, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.size, entry.mtime = kind, mode, size, EPOCH_SECONDS
    entry.uname = entry.gname = "root"
    return entry


def gzipped(content: bytes) -> bytes:
    """Packed without the time and the name that gzip would write."""
    return gzip.compress(content, 9, mtime=0)


def ar_bytes(files: Mapping[str, bytes]) -> bytes:
    """The container of a Debian package; the order of its parts is given."""
    made = bytearray(b"!<arch>\n")
    for name, content in files.items():
        made += f"{name:<16}{EPOCH_SECONDS:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        made += content + b"\n" * (len(content) % 2)
    return bytes(made)
