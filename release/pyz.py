"""`fjgov.pyz`: the core in one file that any Python from 3.11 to 3.13 runs from where it lies, nothing unpacked.

The code that was compiled for each lies in a few solid blocks, which `starting.py` finds its way in; what is no code
lies beside them once.
"""

from __future__ import annotations

import json
import lzma
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from release.archives import write_zip
from release.first_screen import loaded
from release.starting import INDEX, PYTHONS

FIRST_LINE = b"#!/usr/bin/env python3\n"
START = Path(__file__).with_name("starting.py")


def _small(content: bytes) -> bytes:
    return lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)


def _quick(content: bytes) -> bytes:
    return zlib.compress(content, 9)


FIRST, BEHIND, OWN, OTHERS = "first.zlib", "behind.xz", "own.xz", "others.xz"
"""The blocks: what the first screen needs, what is loaded behind it, the rest of the program, of the libraries."""
SHARED = (OWN, OTHERS)
"""Blocks with the code of every Python, one after the other."""
Place = tuple[str, int, int, bool]


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
    sources = {name: content for name, content in files.items() if name.endswith(".py")}
    packed = blocks({version: compiled(sources, python) for version, python in pythons().items()})
    packed["__main__.py"] = START.read_bytes()
    for name in files.keys() - sources.keys():
        packed[f"licences/{name}" if ".dist-info/" in name else name] = files[name]
    write_zip(target, packed, before=FIRST_LINE)


def blocks(codes: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """The packed blocks and, for each Python, the index of what lies where in them.

    Args:
        codes: by Python, the code of each module, marshalled, by the name of its source.
    """
    first, behind = loaded()
    content: dict[str, bytearray] = {}
    indexes = {}
    for version, modules in codes.items():
        begins: dict[str, int] = {}
        places: dict[str, Place] = {}
        for file in sorted(modules):
            package = file.endswith("/__init__.py")
            module = file.removesuffix("/__init__.py" if package else ".py").replace("/", ".")
            rest = OWN if file.startswith("fjgov_tui/") else OTHERS
            name = FIRST if module in first else BEHIND if module in behind else rest
            block = name if name in SHARED else f"{version}/{name}"
            part = content.setdefault(block, bytearray())
            begin = begins.setdefault(block, len(part))
            places[module] = (block, len(part) - begin, len(modules[file]), package)
            part += modules[file]
        index = {"blocks": {block: (begin, len(content[block])) for block, begin in begins.items()}, "modules": places}
        indexes[f"{version}/{INDEX}"] = json.dumps(index, sort_keys=True, separators=(",", ":")).encode()
    return {
        block: (_quick if block.endswith(FIRST) else _small)(bytes(part)) for block, part in content.items()
    } | indexes


def compiled(sources: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    """The code of every source as this Python loads it, marshalled, named as it is in the archive."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in sources.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        worker = Path(__file__).with_name("compiling.py")
        # Without columns: a traceback names the line, and the tables of lines are half as long.
        command = [python, "-I", "-X", "no_debug_ranges", str(worker), folder, json.dumps(sorted(sources))]
        subprocess.run(command, check=True)
        return {name: Path(folder, name).with_suffix(".code").read_bytes() for name in sources}
