"""Who is at the keyboard: the operating system's own answer, for the trail."""

import getpass
import json
import os
import socket
from dataclasses import asdict
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import clean


@dataclass(frozen=True)
class Actor:
    """The person behind a change, as far as the operating system knows."""

    user: str
    """The account under which the program runs."""
    behind: str = ""
    """The account that called `sudo`, where it was used."""
    login_uid: str = ""
    """The uid of the login session (Linux), which `sudo` does not change."""
    origin: str = ""
    """The address from which the SSH session came."""
    host: str = ""
    """The machine."""

    @property
    def name(self) -> str:
        """Who to name in lists: the person behind `sudo`, else the account."""
        return self.behind or self.user

    def json(self) -> str:
        """The filled fields as canonical JSON."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)


def _account(uid: str) -> str:
    try:
        import pwd

        return pwd.getpwuid(int(uid)).pw_name
    except (ImportError, KeyError, ValueError):
        return f"uid {uid}"


def _status(process: int) -> dict[str, str]:
    """What the kernel says of a process; empty where it says nothing."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


_DEEPEST = 32
"""Ancestors that are looked at."""


def _caller_of_sudo() -> str:
    """The uid of the process that called the `sudo` under which this one runs; empty where none did.

    Whoever is called sudo and runs as root is sudo: nobody but root can give himself root's uid. Its caller is the
    first of its ancestors that is none.
    """
    process, inside = os.getppid(), False
    for _ in range(_DEEPEST):
        status = _status(process)
        uids = status.get("Uid", "").split()
        is_sudo = status.get("Name") in {"sudo", "sudo-rs"} and uids[1:2] == ["0"]
        if inside and uids and not is_sudo:
            return uids[0]
        inside = inside or is_sudo
        process = int(status.get("PPid", "0"))
        if process <= 1:
            break
    return ""


def current_actor() -> Actor:
    """The actor of this process.

    `SUDO_UID` is believed only where the kernel agrees: the login uid is the same, or a real `sudo` above this
    process was called by it. Anybody can set the variable.
    """
    # Only Windows needs `getpass.getuser`, which believes LOGNAME and USER before it asks the system.
    user = _account(str(os.getuid())) if hasattr(os, "getuid") else getpass.getuser()
    claimed = os.environ.get("SUDO_UID", "")
    try:
        uid = Path("/proc/self/loginuid").read_text(encoding="ascii").strip()
    except OSError:
        uid = ""
    login = "" if uid in {"", "4294967295"} else uid
    proven = claimed.isdigit() and claimed in {login, _caller_of_sudo()}
    return Actor(
        user=clean(user),
        behind=clean(_account(claimed)) if proven else "",
        login_uid=login,
        origin=clean(os.environ.get("SSH_CONNECTION", "").split(" ")[0]),
        host=clean(socket.gethostname()),
    )
