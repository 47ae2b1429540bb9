"""What opens a locked screen: a phrase of its own, kept as scrypt's answer beside the settings, or the system account.

It guards an unattended terminal and nothing else; whoever can read the ledger file needs no screen.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.files import read_bounded, write_own
from fjgov_tui.passwords.account import account_opens
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.text import clean

LEAST = 6
"""Characters; it is tried by hand alone, with a pause after each mistake."""
_N, _R, _P, _MEMORY = 2**15, 8, 1, 64 * 1024 * 1024
"""scrypt's cost (32 MiB, a tenth of a second): who steals the file tries few phrases a second."""
_MOST = 4096
"""Bytes of the file."""
_WAY, _ACCOUNT = "way", "account"
"""What the file says where the account's password opens the screen."""


def lock_path(folder: Path, user: str) -> Path:
    """Where the phrase of an account is kept.

    Args:
        folder: the settings folder; of a service account it holds those of everybody who uses it through sudo.
        user: the account; it becomes no part of the path as it is.
    """
    return folder / f"lock-{hashlib.sha256(user.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.json"


def _answer(secret: Secret, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFKC", secret.reveal()).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32)


def set_phrase(path: Path, secret: Secret) -> None:
    """Keep a phrase in place of the former one.

    Raises:
        InputProblem: it is too short, or the file cannot be written.
    """
    if len(secret.reveal()) < LEAST:
        raise InputProblem(f"锁屏口令不到 {LEAST} 个字符，没有设", remedy="请换一个长一点的，不要用后台账户的口令")
    salt = secrets.token_bytes(16)
    kept = {name: base64.b64encode(part).decode() for name, part in (("salt", salt), ("key", _answer(secret, salt)))}
    write_own(path, json.dumps(kept))


def set_account(path: Path, user: str, secret: Secret) -> None:
    """Have the account's own password open the screen from now on, in place of a phrase; nothing of it is kept.

    Args:
        path: where it is kept that it does.
        user: the account.
        secret: its password, to see that this machine can check it.

    Raises:
        InputProblem: it is not, the machine cannot say, or the file cannot be written.
    """
    if not account_opens(user, secret):
        raise InputProblem(f"不是系统账号“{clean(user)}”的口令，没有设", remedy="请再试一次")
    write_own(path, json.dumps({_WAY: _ACCOUNT}))


def has_phrase(path: Path) -> bool:
    """Whether something is set that opens the screen."""
    return os.path.lexists(path)


def by_account(path: Path) -> bool:
    """Whether the system account's password opens it; a file that cannot be read says no, and opens nothing."""
    try:
        kept = json.loads(read_bounded(path, _MOST))
    except (ValueError, OSError, InputProblem):
        return False
    return isinstance(kept, dict) and kept.get(_WAY) == _ACCOUNT


def forget_phrase(path: Path) -> bool:
    """Take it away; whether there was one.

    Raises:
        InputProblem: the file cannot be removed.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise InputProblem(f"删不了锁屏口令（{system_reason(error)}）", where=str(path)) from error
    return True


def opens(path: Path, secret: Secret, user: str = "") -> bool:
    """Whether the phrase is the one that was set, or the password the account's.

    Args:
        path: where it is kept.
        secret: what was typed.
        user: whose it is; without a name no account's password is asked for.

    Raises:
        InputProblem: the file cannot be read, is damaged, or somebody else may write it; or the machine cannot check
            the account's password any more.
    """
    account = bool(user) and by_account(path)
    try:
        kept = {"salt": "", "key": ""} if account else json.loads(read_bounded(path, _MOST))
        salt, key = base64.b64decode(kept["salt"]), base64.b64decode(kept["key"])
        shared = os.name == "posix" and path.stat().st_mode & 0o077
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise _damaged(path) from error
    if shared:
        raise InputProblem("锁屏口令的文件别人也能读写，不能再用", where=str(path), remedy=_AGAIN)
    if account:
        return account_opens(user, secret)
    with suppress(ValueError):
        return hmac.compare_digest(_answer(secret, salt), key)
    raise _damaged(path)


_AGAIN = "请按 ctrl+q 退出（没存的留作草稿），运行 fjgov lock set 重设"


def _damaged(path: Path) -> InputProblem:
    return InputProblem("锁屏口令的文件损坏了", where=str(path), remedy=_AGAIN)
