"""Whether another process of this machine still runs."""

import os
import sys


def alive(pid: int) -> bool:
    """Whether there is such a process; one of another user's, which cannot be asked, is taken to be there.

    On Windows a signal is no question (0 there means ctrl+c), so the system is asked for a handle.
    """
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
