"""The folder that carries its own Python (PyInstaller), for x86-64 machines whose Python is too old or missing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from release.archives import EPOCH_SECONDS, gzipped, tar_bytes
from release.core import ROOT

TOOLS = Path(__file__).with_name("requirements.lock")
"""PyInstaller and what it needs, with hashes; no part of what is carried."""
ENTRY = '''\
"""The program, or one of its children, which are called as `python -P -m MODULE`."""

import runpy
import sys

if sys.argv[1:3] == ["-P", "-m"]:
    sys.argv = sys.argv[3:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    from fjgov_tui.__main__ import main

    sys.exit(main())
'''
WHOLE = ("fjgov_tui", "textual", "holidays", "pypinyin", "zxcvbn", "pendulum", "tzdata")
"""Packages that load modules by name or read files beside them: nothing of them may be left out."""
WITHOUT = ("pip", "setuptools", "tkinter", "unittest.mock")


def build_folder(own: tuple[str, bytes], archive: Path) -> None:
    """Write the archive.

    Args:
        own: the program's own wheel, its name and its bytes.
        archive: the `.tar.gz`; it unpacks to one folder `fjgov/` with the program `fjgov/fjgov` in it.

    Raises:
        CalledProcessError: a tool could not be had, or the build failed.
    """
    with tempfile.TemporaryDirectory() as place:
        stage = Path(place)
        subprocess.run([sys.executable, "-m", "venv", str(stage / "venv")], check=True)
        python = str(stage / "venv/bin/python")
        pip = [python, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install"]
        locks = ["-r", str(ROOT / "requirements.lock"), "-r", str(TOOLS)]
        subprocess.run([*pip, "--require-hashes", *locks], check=True)
        wheel = stage / own[0]
        wheel.write_bytes(own[1])
        subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
        entry = stage / "fjgov.py"
        entry.write_text(ENTRY)
        words = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir", "--name", "fjgov"]
        words += [word for name in WHOLE for word in ("--collect-all", name)]
        words += [word for name in WITHOUT for word in ("--exclude-module", name)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH_SECONDS), "PYTHONHASHSEED": "0"}
        subprocess.run([*words, str(entry)], cwd=stage, env=environment, check=True)
        files = dict(_built(stage / "dist/fjgov"))
    files["fjgov/先读我.txt"] = _about().encode()
    archive.write_bytes(gzipped(tar_bytes(files, programs=frozenset({"fjgov/fjgov"}), folders=True)))


def _built(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"fjgov/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _about() -> str:
    library, version = platform.libc_ver()
    return (
        "这个文件夹自带 Python，不用安装：整个放到任意位置，运行其中的 fjgov。\n"
        f"只用于 x86-64 的 Linux，{library} {version} 或更新；更旧的系统请用 fjgov.pyz 和 Python 3.11 以上。\n"
    )
