"""Signs of life for systemd: a few words on the socket that it names (sd_notify(3)); elsewhere nothing."""

from __future__ import annotations

import os
import socket

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def tell_systemd(*words: str) -> bool:
    """Say it; whether somebody could be told.

    A manager that does not listen is no trouble of the monitor's: the beat in the file says the same.

    Args:
        words: assignments such as `READY`, or `STATUS=` with a line for `systemctl status`.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return False
    # A leading @ stands for the null byte of Linux's abstract names.
    place = f"\0{address[1:]}" if address.startswith("@") else address
    text = "\n".join(word.replace("\n", " ") for word in words)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.settimeout(1.0)
            line.sendto(text.encode("utf-8"), place)
    except OSError:
        return False
    return True
