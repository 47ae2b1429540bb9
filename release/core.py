"""What the program needs everywhere: its own code and data, and its dependencies without any compiled part."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
LEFT_OUT = (
    "pip/",  # sqlite-utils asks for it to install plug-ins, which nothing here does
    "bin/",
    "sqlite_utils/cli.py",
    "holidays/locale/",
    "holidays/financial/",
    "anyio/_backends/_trio.py",
    "textual/tree-sitter/",
    "textual/demo/",
    "pygments/cmdline.py",
    "pygments/sphinxext.py",
    "pygments/styles/",
    "croniter/tests/",
    "anyio/pytest_plugin.py",
    "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz",  # what zones Python itself has not, `tzdata` has
)
"""Folders and files of dependencies that the program never loads."""
ONLY = {
    "holidays/countries/": ("__init__.py", "china.py"),
    "pygments/lexers/": ("__init__.py", "_mapping.py", "python.py", "special.py"),
    "pygments/formatters/": ("__init__.py", "_mapping.py"),
    "pendulum/locales/": ("__init__.py", "locale.py", "en/", "zh/"),
    "tzdata/zoneinfo/": ("__init__.py", "Asia/", "Etc/", "PRC", "UTC"),
}
"""Folders of dependencies of which only this is wanted."""

_DICTIONARY = """\
import json

{name} = json.loads(__loader__.get_data(__file__[: -len(".pyc")] + ".json"))
"""
REPLACED = {
    "holidays/countries/__init__.py": "",
    "pypinyin/phrases_dict.py": _DICTIONARY.format(name="phrases_dict"),
    "pypinyin/pinyin_dict.py": _DICTIONARY.format(name="pinyin_dict")
    + "pinyin_dict = {int(code): readings for code, readings in pinyin_dict.items()}\n",
    "zxcvbn/frequency_lists.py": _DICTIONARY.format(name="FREQUENCY_LISTS"),
}
"""Files of dependencies that open what lies beside them, which cannot be done within an archive, or hold in their code
what each Python would carry once more; nor can `holidays/version.py` ask pip's records for its number."""


def canonical(name: str) -> str:
    """The name of a distribution as lock files compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def core_names() -> list[str]:
    """The distributions that the program needs without any extra, dependencies of dependencies too."""
    names: set[str] = set()
    waiting = ["fjgov_tui"]
    while waiting:
        for line in metadata.requires(waiting.pop()) or []:
            wanted = Requirement(line)
            if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
                continue
            name = canonical(wanted.name)
            if name not in names:
                names.add(name)
                waiting.append(name)
    return sorted(names - {"pip"})


def locked(names: list[str]) -> str:
    """The lines of the lock file, hashes included, for these distributions."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text())
    wanted = []
    for block in blocks:
        named = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", block)
        if named and canonical(named[0]) in names:
            wanted.append(block.rstrip())
    return "\n".join(wanted) + "\n"


def core_files() -> dict[str, bytes]:
    """Every file of the core by its name: the program's own, and of each dependency what is used, with its licence.

    Raises:
        CalledProcessError: pip could not get a dependency without compiled parts.
    """
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        requirements = stage / "core.lock"
        requirements.write_text(locked(core_names()))
        target = stage / "lib"
        command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install"]
        command += ["--target", str(target), "--require-hashes", "-r", str(requirements), "--no-deps", "--no-compile"]
        command += ["--only-binary", ":all:", "--platform", "any", "--python-version", "3.11"]
        command += ["--implementation", "py", "--abi", "none"]
        subprocess.run(command, check=True)
        files = dict(_below(target))
    files["holidays/version.py"] = f'__version__ = "{metadata.version("holidays")}"\n'.encode()
    files["zxcvbn/frequency_lists.json"] = _words_of(files["zxcvbn/frequency_lists.py"])
    files.update((name, text.encode()) for name, text in REPLACED.items())
    compiled = [name for name in files if name.endswith((".so", ".pyd", ".dll"))]
    if compiled:
        raise SystemExit(f"compiled parts in the core: {compiled}")
    files.update((f"fjgov_tui/{name}", content) for name, content in _below(ROOT / "fjgov_tui"))
    files.update((f"fjgov_tui/data/{name}", content) for name, content in _below(ROOT / "data"))
    return files


def _words_of(source: bytes) -> bytes:
    """The lists of frequent words of zxcvbn, literals in its code: `NAME = {list: "word,word".split(",")}`."""
    literal = source.decode().partition("=")[2].replace('.split(",")', "")
    lists: dict[str, str] = ast.literal_eval(literal.strip())
    return json.dumps({name: words.split(",") for name, words in lists.items()}, ensure_ascii=False).encode()


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and wanted(name):
            yield name, path.read_bytes()


def wanted(name: str) -> bool:
    """Whether a file of a dependency is carried."""
    if "__pycache__" in name or name.endswith((".pyi", ".typed", ".pyc")) or name.startswith(LEFT_OUT):
        return False
    if ".dist-info/" in name:
        return "licen" in name.lower() or "copying" in name.lower() or name.endswith(("/METADATA", "/NOTICE"))
    for folder, kept in ONLY.items():
        if name.startswith(folder):
            return name.removeprefix(folder).startswith(kept)
    return True
