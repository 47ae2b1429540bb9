"""The `__main__.py` of `fjgov.pyz`: it finds the code of the running Python within the archive, and starts.

The code lies in a few solid blocks, each unpacked in memory when the first module of it is wanted: what the first
screen needs in one that unpacks quickly, the rest in others that are packed as small as can be, the seldom used of all
Pythons behind each other, because what they have in common is packed once. This file is run from the archive, and
alone: it imports nothing of the project. A Python that is too old must still be able to read it.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import marshal
import os
import sys
import threading
import zipimport
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

PYTHONS = ("3.11", "3.12", "3.13")
INDEX = "index"
"""What each Python has of its own: `blocks`, where its part of a block begins and ends when unpacked; `modules`,
in which block each lies, its start in that part, its size, and whether it is a package."""
CHILD = ("-P", "-m")
"""The words that precede a module of the program which is to run in a process of its own."""


class Blocks(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads the modules of the archive; its data files lie in the archive as they are."""

    def __init__(self, archive: str, version: str) -> None:
        """Read the index.

        Args:
            archive: the path of this file.
            version: the running Python, such as `3.11`.
        """
        self.archive = archive
        self._members = zipimport.zipimporter(archive)
        self._unpacked: dict[str, memoryview] = {}
        self._unpacking = threading.Lock()
        index = json.loads(self._member(f"{version}/{INDEX}"))
        self._blocks: dict[str, tuple[int, int]] = index["blocks"]
        self._places: dict[str, tuple[str, int, int, bool]] = index["modules"]

    def _member(self, name: str) -> bytes:
        return self._members.get_data(str(Path(self.archive, name)))

    def _block(self, name: str) -> memoryview:
        """Our part of a block; two threads that want it at once unpack it once."""
        with self._unpacking:
            if name not in self._unpacked:
                packed = self._member(name)
                begin, end = self._blocks[name]
                if name.endswith(".zlib"):
                    content = zlib.decompress(packed)
                else:
                    import lzma

                    content = lzma.LZMADecompressor().decompress(packed, max_length=end)
                self._unpacked[name] = memoryview(content[begin:end])
            return self._unpacked[name]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where a module of the archive lies; `None` for every other."""
        place = self._places.get(fullname)
        if place is None:
            return None
        file = self.get_filename(fullname)
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=file, is_package=place[3])
        spec.has_location = True
        if place[3]:
            spec.submodule_search_locations = [file.rpartition(os.sep)[0]]
        return spec

    def get_filename(self, fullname: str) -> str:
        """The name that tracebacks give, and beside which data files are looked for."""
        _, _, _, package = self._places[fullname]
        inside = fullname.replace(".", os.sep) + (os.sep + "__init__" if package else "")
        return f"{self.archive}{os.sep}{inside}.pyc"

    def get_code(self, fullname: str) -> CodeType:
        """The compiled code of a module."""
        block, start, size, _ = self._places[fullname]
        code: CodeType = marshal.loads(self._block(block)[start : start + size])
        return code

    def get_source(self, fullname: str) -> str | None:
        """The sources are not carried."""
        return None

    def is_package(self, fullname: str) -> bool:
        """Whether modules lie below it."""
        return self._places[fullname][3]

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code in it."""
        exec(self.get_code(module.__name__), module.__dict__)

    def get_data(self, path: str) -> bytes:
        """A data file, by the path that it would have if the archive were a folder."""
        return self._members.get_data(path)

    def get_resource_reader(self, fullname: str) -> object:
        """The data files beside a package, for `importlib.resources`."""
        import zipfile
        from importlib.resources.abc import TraversableResources

        inside = fullname.split(".") if self.is_package(fullname) else fullname.split(".")[:-1]
        folder = zipfile.Path(self.archive, "".join(f"{part}/" for part in inside))

        class Beside(TraversableResources):
            def files(self) -> zipfile.Path:
                return folder

        return Beside()


def start(archive: str) -> None:
    """Take the place of the archive on the path, and run the program or one of its children."""
    version = "{}.{}".format(*sys.version_info[:2])
    if version not in PYTHONS:
        sys.stderr.write("fjgov: 需要 Python " + ", ".join(PYTHONS) + ", 现在是 " + version + "\n")
        sys.exit(2)
    del sys.path[0]
    sys.meta_path.insert(0, Blocks(archive, version))
    if tuple(sys.argv[1:3]) == CHILD and sys.argv[3].startswith("fjgov_tui"):
        import runpy

        del sys.argv[:3]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        return
    from fjgov_tui.__main__ import main

    sys.exit(main())


if __name__ == "__main__":
    start(str(Path(__file__).absolute().parent))
