"""The monitor's service under a running systemd, booted in namespaces of its own with the folder that was released."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

APART = ("unshare", "-m", "-p", "-f", "-u", "-i", "-C", "--kill-child")
BOOTED, SCRIPT = (Path(__file__).with_name(name) for name in ("booted.sh", "service.sh"))
GROUPS = (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))
SECONDS = 300
EXPECTED = (
    "installed: active, watchdog 2min, heard ",
    "运行，开机就起",
    "Uid:\t4321\t4321\t4321\t4321",
    "CapBnd:\t0000000000000000",
    "NoNewPrivs:\t1",
    "Seccomp:\t2",
    "killed: active, restarts 1",
    "启动：进程",
    "\nremoved: inactive, ended with 0",
    "own installed: active, watchdog 2min, heard ",
    "own killed: active, restarts 1",
    "own removed: inactive, ended with 0",
)
"""What must be seen: it starts, says that it lives, has no rights, comes back when killed, and ends when removed; and
the same of one that somebody without root has installed under his own manager."""


def why_not() -> str:
    """Why it cannot be tried on this machine; empty where it can."""
    if os.geteuid() or not Path("/lib/systemd/systemd").exists():
        return "needs root, and systemd installed"
    return "" if _group() else "needs control groups of the second version"


def _group() -> Path | None:
    return next((place for place in GROUPS if place.joinpath("cgroup.procs").exists()), None)


def served(archive: Path) -> tuple[str, list[str]]:
    """Boot, install the service, kill it, remove it.

    Args:
        archive: the folder with its own Python.

    Returns:
        What was said, and what was expected and did not come.
    """
    above = _group()
    if above is None:
        raise OSError(why_not())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        root, result, opt = (folder / name for name in ("root", "result", "opt"))
        group = above / f"fjgov-check-{os.getpid()}"
        for made in (root, opt, group):
            made.mkdir()
            made.chmod(0o755)  # This process may have opened a ledger file, and let nobody else in since.
        result.touch()
        # The shell moves itself into the group, which is then all that the booted systemd sees of the machine's.
        words = ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(group), *APART, "sh", str(BOOTED)]
        words += [str(root), str(SCRIPT), str(result), str(opt)]
        try:
            # As root does it, who gets the modes of the archive: the account of the service has to get in.
            subprocess.run(["tar", "-xpf", str(archive), "-C", str(opt)], check=True)
            subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        finally:
            for below in sorted(group.rglob("*/"), reverse=True):
                below.rmdir()
            group.rmdir()
        said = result.read_text(errors="replace")
    return said, [line for line in EXPECTED if line not in said]


if __name__ == "__main__":
    import sys

    for text in served(Path(sys.argv[1])):
        print(text)
