"""Wheelhouses: everything that `pip` needs without network, for machines that have Python and want all of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from release.archives import EPOCH_SECONDS, gzipped, tar_bytes, write_zip
from release.core import LOCK, ROOT
from release.starting import PYTHONS


@dataclass(frozen=True)
class Platform:
    """A kind of machine."""

    name: str
    tags: tuple[str, ...]
    """What pip calls it, best first."""
    windows: bool = False
    without: tuple[str, ...] = ()
    """Locked distributions that have no wheel for it; the program runs without them."""


PLATFORMS = (
    Platform("linux-x86_64", ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")),
    Platform(
        "linux-aarch64",
        ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
        without=("pysqlite3",),
    ),
    Platform("windows-amd64", ("win_amd64",), windows=True, without=("pysqlite3",)),
)
INSTALL_SH = """\
#!/bin/sh
# 离线安装：建一个虚拟环境，只用这个文件夹里的安装包。用法：sh install.sh [安装到的文件夹]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$HOME/.local/share/fjgov-app}
for python in python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 &&
     "$python" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    "$python" -m venv --clear "$target"
    "$target/bin/python" -m pip install -q --no-index --find-links "$here/wheels" --require-hashes \\
      --no-deps -r "$here/requirements.txt"
    "$target/bin/python" -m pip install -q --no-index --no-deps "$here"/fjgov_tui-*.whl
    mkdir -p "$HOME/.local/bin"
    ln -sf "$target/bin/fjgov" "$HOME/.local/bin/fjgov"
    "$target/bin/fjgov" --version
    echo "已安装到 $target，命令是 ~/.local/bin/fjgov"
    exit 0
  fi
done
echo "找不到 Python 3.11 至 3.13（含 venv 模块），没有安装。" >&2
exit 1
"""
INSTALL_PS1 = """\
# 离线安装：powershell -ExecutionPolicy Bypass -File install.ps1 [安装到的文件夹]
param([string]$Target = "$env:LOCALAPPDATA\\fjgov-app")
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
py -3 -m venv --clear $Target
$pip = "-m", "pip", "install", "-q", "--no-index", "--no-deps"
$python = "$Target\\Scripts\\python.exe"
& $python @pip --find-links "$here\\wheels" --require-hashes -r "$here\\requirements.txt"
& $python @pip (Get-ChildItem "$here\\fjgov_tui-*.whl").FullName
& "$Target\\Scripts\\fjgov.exe" --version
Write-Output "已安装到 $Target"
"""


def own_wheel() -> tuple[str, bytes]:
    """The program's own wheel: its name and its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "wheel", "--no-deps"]
        command += ["--no-build-isolation", "-w", folder, str(ROOT)]
        subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH_SECONDS)})
        wheel = next(Path(folder).glob("*.whl"))
        return wheel.name, wheel.read_bytes()


def build_wheelhouse(platform: Platform, target: Path, own: tuple[str, bytes]) -> None:
    """Write the archive for one kind of machine.

    Args:
        platform: for which.
        target: without its ending; `.zip` or `.tar.gz` is added.
        own: the program's own wheel.
    """
    locked = requirements(platform)
    files = {"requirements.txt": locked.encode(), own[0]: own[1]}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "requirements.txt")
        listed.write_text(locked)
        wheels = Path(folder, "wheels")
        for version in PYTHONS:
            command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download", "--no-deps"]
            command += ["--require-hashes", "-r", str(listed), "-d", str(wheels), *asked_as(platform, version)]
            subprocess.run(command, check=True)
        files.update({f"wheels/{wheel.name}": wheel.read_bytes() for wheel in sorted(wheels.iterdir())})
    if platform.windows:
        files["install.ps1"] = b"\xef\xbb\xbf" + INSTALL_PS1.replace("\n", "\r\n").encode()
        write_zip(target.with_name(f"{target.name}.zip"), files)
        return
    files["install.sh"] = INSTALL_SH.encode()
    packed = gzipped(tar_bytes(files, programs=frozenset({"install.sh"})))
    target.with_name(f"{target.name}.tar.gz").write_bytes(packed)


def asked_as(platform: Platform, version: str) -> list[str]:
    """What makes pip pick for that machine and that Python instead of its own."""
    words = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", version]
    return words + [word for tag in platform.tags for word in ("--platform", tag)]


def requirements(platform: Platform) -> str:
    """The lock for that machine: markers are settled here, because pip would ask the machine that builds."""
    kept = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text()):
        named = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)==", block)
        if named is None or named[1].lower() in (*platform.without, "pip"):
            continue
        marker = re.search(r" ; ([^\\\n]*)", block)
        if marker and "win32" in marker[1] and not platform.windows and "!=" not in marker[1]:
            continue
        kept.append(re.sub(r" ; [^\\\n]*", " ", block).rstrip())
    return "\n".join(kept) + "\n"
