"""Is it the password of a system account? Asked of the system's own programs: no library of PAM, no file of hashes.

`unix_chkpwd` answers an account about itself, and root about anybody, for passwords that lie on this machine. `su`
answers any account about any, by whatever the machine uses for logging in, but asks root for nothing. Both read the
password from a pipe; neither sees our terminal.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.text import clean

CHECKERS = (Path("/usr/sbin/unix_chkpwd"), Path("/sbin/unix_chkpwd"))
SWITCHERS = (Path("/usr/bin/su"), Path("/bin/su"))
_RIGHT, _WRONG = 0, 7
"""Exit codes of `unix_chkpwd`; with any other it could not say."""
_REFUSED = (b"authentication failure", b"incorrect password")
"""What `su` says of a wrong password, in its own language; it exits alike for whatever else fails."""
_SECONDS = 30
"""`su` thinks about a wrong password for some seconds."""
_ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


def account_opens(user: str, secret: Secret) -> bool:
    """Whether it is that account's password.

    Args:
        user: the account's name.
        secret: what was typed.

    Raises:
        InputProblem: this machine does not say; a wrong password is no such case.
    """
    typed = secret.reveal().encode("utf-8", "surrogatepass")
    if not typed or b"\0" in typed or b"\n" in typed:
        return False
    answer = None
    if sys.platform != "win32":
        answer = _by_checker(user, typed)
        if answer is None:
            answer = _by_switcher(user, typed)
    if answer is None:
        raise InputProblem(
            f"这台机器查不了系统账号“{clean(user)}”的口令",
            remedy="请在命令行运行 fjgov lock set 改用锁屏口令；锁着的看板按 ^q 退出，表单留作草稿",
        )
    return answer


def _by_checker(user: str, typed: bytes) -> bool | None:
    checker = next((path for path in CHECKERS if path.exists()), None)
    if checker is None or os.geteuid() not in {0, _number(user)}:
        return None
    done = _asked([str(checker), user, "nonull"], typed + b"\0")
    return {_RIGHT: True, _WRONG: False}.get(done.returncode) if done else None


def _by_switcher(user: str, typed: bytes) -> bool | None:
    switcher = next((path for path in SWITCHERS if path.exists()), None)
    if switcher is None or os.geteuid() == 0 or _number(user) is None:
        return None
    done = _asked([str(switcher), "-c", "true", "--", user], typed + b"\n")
    if done is None:
        return None
    if done.returncode == 0:
        return True
    return False if any(words in done.stderr.lower() for words in _REFUSED) else None


def _number(user: str) -> int | None:
    import pwd

    try:
        return pwd.getpwnam(user).pw_uid
    except (KeyError, ValueError):
        return None


def _asked(words: Sequence[str], typed: bytes) -> subprocess.CompletedProcess[bytes] | None:
    """Have a program say; in a session of its own it cannot ask at our terminal."""
    try:
        return subprocess.run(
            words, input=typed, capture_output=True, check=False, timeout=_SECONDS, env=_ENVIRONMENT,
            start_new_session=True,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
