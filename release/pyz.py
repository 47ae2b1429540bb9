"""`fjgov.pyz`: the core in one file that any Python from 3.11 to 3.13 runs from where it lies, nothing unpacked.

Each Python finds its own compiled code below `3.11/`, `3.12/`, `3.13/`; what is no code stands beside it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from release.archives import write_zip

PYTHONS = ("3.11", "3.12", "3.13")
FIRST_LINE = b"#!/usr/bin/env python3\n"
START = '''\
"""Find the code of the running Python within this archive, and start."""
import os
import sys

PYTHONS = {pythons!r}
version = "{{}}.{{}}".format(*sys.version_info[:2])
if version not in PYTHONS:
    sys.stderr.write("fjgov: 需要 Python " + ", ".join(PYTHONS) + ", 现在是 " + version + "\\n")
    sys.exit(2)
sys.path[0] = os.path.join(os.path.abspath(sys.path[0]), version)
from fjgov_tui.__main__ import main

sys.exit(main())
'''


def pythons() -> dict[str, str]:
    """The interpreters of this machine by version.

    Raises:
        SystemExit: one of `PYTHONS` is missing.
    """
    there = {}
    for version in PYTHONS:
        if version == "{}.{}".format(*sys.version_info[:2]):
            there[version] = sys.executable
            continue
        for candidate in _candidates(version):
            asked = subprocess.run([candidate, "-V"], capture_output=True, text=True, check=False)
            if asked.returncode == 0 and f" {version}." in asked.stdout:
                there[version] = candidate
                break
        else:
            raise SystemExit(f"no Python {version} on this machine; the archive would not run with it")
    return there


def _candidates(version: str) -> list[str]:
    on_path = shutil.which(f"python{version}")
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3"))
    return [*([on_path] if on_path else []), *map(str, kept)]


def build_pyz(files: Mapping[str, bytes], target: Path) -> None:
    """Write the archive.

    Args:
        files: the core, see `core.core_files`.
        target: where it goes.
    """
    packed: dict[str, bytes] = {"__main__.py": START.format(pythons=PYTHONS).encode()}
    sources = {name: content for name, content in files.items() if name.endswith(".py")}
    rest = {name: content for name, content in files.items() if not name.endswith(".py")}
    for version, python in pythons().items():
        for name, code in compiled(sources, python).items():
            packed[f"{version}/{name}c"] = code
        packed.update({f"{version}/{name}": content for name, content in rest.items() if ".dist-info/" not in name})
    packed.update({f"licences/{name}": content for name, content in rest.items() if ".dist-info/" in name})
    write_zip(target, packed, before=FIRST_LINE)


def compiled(sources: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    """The code of every source as this Python loads it: never compared with a source, named as it is in the archive."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in sources.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        worker = Path(__file__).with_name("compiling.py")
        subprocess.run([python, "-I", str(worker), folder, json.dumps(sorted(sources))], check=True)
        return {name: Path(folder, name).with_suffix(".pyc").read_bytes() for name in sources}
