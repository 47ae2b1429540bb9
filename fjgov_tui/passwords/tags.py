"""Recognising a password that was used before, without keeping it.

A tag is `truncate16(HMAC-SHA256(pepper, scrypt(password, salt)))`:

* scrypt with N=2^15, r=8, p=3 is one of the settings that OWASP's Password Storage Cheat Sheet lists as equal in
  strength (2^17/8/1, 2^16/8/2, 2^15/8/3 ...), chosen for its 32 MiB of memory, which office machines have; about a
  third of a second. The parameters are stored with each tag, so that they can be raised later.
* The salt is random for each account, so tags of two accounts cannot be compared.
* The pepper lies in a file of its own (mode 0400) in the settings folder, outside the database and every backup.
* Only 16 bits are kept. Whoever steals the table *and* the pepper can rule guesses out, but 1 guess in 65,536 passes
  by chance: the tags confirm no password. The price is a false alarm in 6 of 65,536 new passwords.

A tag made with another pepper (the file was opened on another machine, or the key file was lost) cannot match
anything: reuse is then not noticed until new tags have taken the place of the old ones.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, StoreProblem, system_reason
from fjgov_tui.files import regular
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.store.tags import StoredTag

N, R, P = 2**15, 8, 3
"""scrypt's cost: OWASP Password Storage Cheat Sheet; measured 0.34 s and 32 MiB."""
_MEMORY = 64 * 1024 * 1024
"""Bytes that one computation may take; a stored tag that asks for more is damaged."""
_SALT_BYTES, _PEPPER_BYTES = 16, 32


@dataclass(frozen=True)
class Tag:
    """The tag of the password that was checked, ready to be kept; shows nothing of itself."""

    stored: StoredTag

    def __repr__(self) -> str:
        """Not even sixteen bits."""
        return "Tag(****)"


@dataclass(frozen=True)
class Pepper:
    """The key from the key file."""

    key: bytes
    fresh: bool
    """Whether the file was made just now, so that older tags cannot match."""

    def __repr__(self) -> str:
        """Never the key."""
        return "Pepper(****)"


def load_pepper(path: Path) -> Pepper:
    """The key of this machine; made on first use.

    Args:
        path: the key file.

    Raises:
        InputProblem: the file cannot be read or made, is open to others, or is no key; the sentence says what to do.
    """
    where = str(path)
    try:
        with regular(path) as file:
            key, mode = file.read(_PEPPER_BYTES + 1), os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        return _make_pepper(path)
    except OSError as error:
        raise InputProblem(
            f"核对重复口令用的密钥文件读不出来（{system_reason(error)}）",
            where=where,
            remedy="请检查权限，或改用承诺登记",
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise InputProblem("密钥文件别人也能读，不能再用", where=where, remedy=f"请运行 chmod 400 {path} 后再试")
    if len(key) != _PEPPER_BYTES:
        raise InputProblem(
            "密钥文件的内容不对", where=where, remedy="请移走它，程序会新建一个；以前的口令就查不出重复了"
        )
    return Pepper(key, fresh=False)


def _make_pepper(path: Path) -> Pepper:
    key = secrets.token_bytes(_PEPPER_BYTES)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        # Another process made it in between: its key counts.
        return load_pepper(path)
    except OSError as error:
        raise InputProblem(
            f"核对重复口令用的密钥文件建不了（{system_reason(error)}）",
            where=str(path),
            remedy="请检查设置文件夹的权限，或改用承诺登记",
        ) from error
    return Pepper(key, fresh=True)


def _tag(secret: Secret, pepper: Pepper, cost: StoredTag) -> int:
    """The sixteen bits; the same characters typed in another form (full width, composed) are the same password."""
    typed = unicodedata.normalize("NFKC", secret.reveal()).encode("utf-8", "surrogatepass")
    try:
        slow = hashlib.scrypt(typed, salt=cost.salt, n=cost.n, r=cost.r, p=cost.p, maxmem=_MEMORY, dklen=32)
    except ValueError as error:
        raise StoreProblem("登记的口令标记损坏，不能核对重复", remedy="请运行 fjgov verify，或改用承诺登记") from error
    return int.from_bytes(hmac.digest(pepper.key, slow, "sha256")[:2])


def compare(secret: Secret, pepper: Pepper, kept: Sequence[StoredTag]) -> tuple[bool, Tag]:
    """Whether the password is one of the account's last ones, and its own tag.

    Args:
        secret: the new password.
        pepper: the key of this machine.
        kept: the account's last tags, newest first.

    Raises:
        StoreProblem: a stored tag is damaged.
    """
    computed: dict[tuple[bytes, int, int, int], int] = {}

    def of(cost: StoredTag) -> int:
        made = (cost.salt, cost.n, cost.r, cost.p)
        if made not in computed:
            computed[made] = _tag(secret, pepper, cost)
        return computed[made]

    used = any(of(tag) == tag.tag for tag in kept)
    usable = next((tag for tag in kept if (tag.n, tag.r, tag.p) == (N, R, P)), None)
    cost = usable or StoredTag(secrets.token_bytes(_SALT_BYTES), N, R, P, 0)
    return used, Tag(StoredTag(cost.salt, N, R, P, of(cost)))
