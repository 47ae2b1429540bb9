"""The systemd unit of the monitor, as text: what is started, how it is watched, and what it may do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem

NAME = "fjgov-monitor.service"
MARK = "# fjgov service install"
"""The first line; a unit without it was written by somebody else, and is left alone."""
WATCHDOG_SECONDS = 120
"""Without a sign of life for so long, the monitor is started anew; it gives one every ten seconds."""
_HOMES = ("/home", "/root", "/run/user")
"""What `ProtectHome=` hides."""
_ANYWHERE = """\
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
"""
"""What a user's own manager can enforce too: filters on system calls, no mounts."""
_SYSTEM = """\
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
RemoveIPC=yes
KeyringMode=private
"""


@dataclass(frozen=True)
class MonitorUnit:
    """What the unit is made for."""

    db: Path
    program: tuple[str, ...]
    """The words that start this program."""
    package_path: str
    """Where Python finds the package; empty where it finds it by itself."""
    account: str
    """Who runs it; empty in a user's own manager."""
    home: Path
    """The home folder of that account: its settings are read, its reports of errors written."""
    writable: tuple[Path, ...] = ()
    """Further folders that it may write into, such as that of the backups."""

    def text(self) -> str:
        """The unit file."""
        for word in (*self.program, str(self.db), *map(str, self.writable)):
            if not word.isprintable():
                raise InputProblem("路径里有看不见的字符，写不进服务单元", where=repr(word), remedy="请换一个路径")
        system = bool(self.account)
        return "\n".join(
            [
                MARK,
                "[Unit]",
                "Description=fjgov monitor",
                *(["Wants=network-online.target", "After=network-online.target time-sync.target"] if system else []),
                "StartLimitIntervalSec=0",
                "",
                "[Service]",
                "Type=notify",
                "NotifyAccess=main",
                f"ExecStart={' '.join(map(_word, (*self.program, '--db', str(self.db), 'monitor', 'run')))}",
                *([f"User={self.account}"] if system else []),
                *([f"Environment={_word(f'PYTHONPATH={self.package_path}', '')}"] if self.package_path else []),
                "UMask=0077",
                f"WatchdogSec={WATCHDOG_SECONDS}",
                "Restart=always",
                "RestartSec=10",
                "StandardOutput=journal",
                "StandardError=journal",
                f"SyslogIdentifier={NAME.removesuffix('.service')}",
                *(self._places() if system else []),
                _ANYWHERE + (_SYSTEM if system else ""),
                "[Install]",
                f"WantedBy={'multi-user.target' if system else 'default.target'}",
                "",
            ]
        )

    def _places(self) -> list[str]:
        """What it may see of homes, and where it may write."""
        own = (self.db.parent, self.home / ".local/state/fjgov", self.home / ".config/fjgov", *self.writable)
        seen = (*map(str, own), self.program[0], self.package_path)
        at_home = any(place == home or place.startswith(f"{home}/") for place in seen for home in _HOMES)
        # A dash before a folder: it need not exist.
        return [
            f"ProtectHome={'read-only' if at_home else 'yes'}",
            *(f"ReadWritePaths={_word(f'-{folder}', '')}" for folder in dict.fromkeys(own)),
        ]


def _word(text: str, dollar: str = "$") -> str:
    """One word of a unit file: `%` begins a specifier, `$` a variable of ExecStart, blanks end a word."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", dollar + "$")
    return f'"{text}"' if any(char in text for char in " '\\;") else text


def ours(text: Sequence[str]) -> bool:
    """Whether the lines are those of a unit that this program wrote."""
    return bool(text) and text[0] == MARK
