"""Who is at the keyboard: the operating system's own answer, for the trail."""

import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

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


def current_actor() -> Actor:
    """The actor of this process."""
    # Only Windows needs `getpass.getuser`, which believes LOGNAME and USER before it asks the system.
    user = _account(str(os.getuid())) if hasattr(os, "getuid") else getpass.getuser()
    sudo = os.environ.get("SUDO_UID", "")
    login = Path("/proc/self/loginuid")
    try:
        uid = login.read_text(encoding="ascii").strip()
    except OSError:
        uid = ""
    return Actor(
        user=clean(user),
        behind=clean(_account(sudo)) if sudo.isdigit() else "",
        login_uid="" if uid in {"", "4294967295"} else uid,
        origin=clean(os.environ.get("SSH_CONNECTION", "").split(" ")[0]),
        host=clean(socket.gethostname()),
    )
