"""What can be shown here of a machine with Windows: nothing needs a module or a signal that it does not have."""

import subprocess
import sys

HIDDEN = """
import importlib, pkgutil, signal, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGKILL", "SIGTTOU", "SIGTTIN", "SIGQUIT", "SIGUSR1"):
    delattr(signal, name)
import fjgov_tui
for module in pkgutil.walk_packages(fjgov_tui.__path__, "fjgov_tui."):
    # The driver stands on the terminal of POSIX, and is loaded there alone.
    if not module.name.endswith(("__main__", ".child", "shell.driver")):
        importlib.import_module(module.name)
from fjgov_tui.shell.app import DashboardApp
print("imported")
"""


def test_every_module_is_imported_without_what_posix_alone_has() -> None:
    answer = subprocess.run([sys.executable, "-c", HIDDEN], capture_output=True, text=True, check=False)
    assert answer.stdout == "imported\n", answer.stderr
