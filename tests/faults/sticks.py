"""A stick as offices have them: exFAT, without owners, modes and hard links; it can be pulled at any moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disks import NoDisk

TOOLS = ("losetup", "mkfs.exfat", "mount.exfat-fuse", "umount")
PLACES = "/usr/sbin:/sbin:/usr/bin:/bin"
PATIENCE = 20
"""Seconds that mounting, or the first bytes of a copy, may take."""


def _tool(name: str) -> str:
    found = shutil.which(name, path=PLACES)
    if found is None:
        raise NoDisk(f"没有 {name}（exfatprogs、exfat-fuse）")
    return found


def _done(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDisk(f"这台机器不让挂 U 盘：{' '.join((done.stderr or done.stdout).split())[-200:]}")
    return done.stdout.strip()


class Stick:
    """An image file that is mounted as a stick."""

    def __init__(self, folder: Path, image: Path) -> None:
        """Put it in.

        Raises:
            NoDisk: this machine or account cannot.
        """
        self.folder = folder
        losetup, _, self._mount, self._umount = map(_tool, TOOLS)
        self._detach = [losetup, "--detach"]
        self._device = _done(losetup, "--find", "--show", str(image))
        self._driver: subprocess.Popen[bytes] | None = None

    def put_in(self, *, readonly: bool = False) -> None:
        """Mount it.

        Raises:
            NoDisk: it does not work here.
        """
        words = [self._mount, "-d", *(["-o", "ro"] if readonly else []), self._device, str(self.folder)]
        self._driver = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while not self.folder.is_mount():
            if self._driver.poll() is not None or time.monotonic() > end:
                raise NoDisk("这台机器不让挂 U 盘（FUSE）")
            time.sleep(0.01)

    def pull(self) -> None:
        """From now on every access fails: whoever serves it is gone."""
        if self._driver is not None:
            self._driver.send_signal(signal.SIGKILL)
            self._driver.wait()

    def again(self, *, readonly: bool = False) -> None:
        """Take it out, if it is in, and put it in once more."""
        self._take_out()
        self.put_in(readonly=readonly)

    def _take_out(self) -> None:
        subprocess.run([self._umount, str(self.folder)], capture_output=True, check=False)
        if self._driver is not None:
            self._driver.terminate()  # It writes down what it still has, and ends.
            with suppress(subprocess.TimeoutExpired):
                self._driver.wait(PATIENCE)
            self._driver.kill()
            self._driver.wait()
        subprocess.run([self._umount, "-l", str(self.folder)], capture_output=True, check=False)

    def close(self) -> None:
        """Take it out for good."""
        self._take_out()
        subprocess.run([*self._detach, self._device], capture_output=True, check=False)
        self.folder.rmdir()


@contextmanager
def exfat_stick(folder: Path, megabytes: int) -> Iterator[Stick]:
    """A fresh stick of its own, mounted at `folder`, which must not exist yet.

    Raises:
        NoDisk: this machine or account cannot.
    """
    if os.name != "posix" or os.geteuid() != 0:
        raise NoDisk("只有 root 能挂 U 盘")
    if not Path("/dev/fuse").exists():
        raise NoDisk("没有 /dev/fuse")
    image = folder.with_name(f"{folder.name}.img")
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    _done(_tool(TOOLS[1]), str(image))
    stick = Stick(folder, image)
    folder.mkdir()
    try:
        stick.put_in()
        yield stick
    finally:
        stick.close()


@dataclass(frozen=True)
class Pulled:
    """What a command said whose stick was pulled."""

    code: int
    out: str
    err: str


def pulled_while(stick: Stick, db: Path, words: Sequence[str], later: float = 0) -> Pulled:
    """Run a command, and pull the stick as soon as it has begun to write there.

    Args:
        stick: which.
        db: the ledger file.
        words: the command.
        later: seconds that it may write.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "fjgov_tui", "--db", str(db), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while not list(stick.folder.iterdir()) and child.poll() is None and time.monotonic() < end:
        time.sleep(0.002)
    time.sleep(later)
    stick.pull()
    out, err = child.communicate()
    return Pulled(child.returncode, out, err)
