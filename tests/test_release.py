"""What `make release` carries: the same bytes from the same content, the core without compiled parts, a manual page."""

import ast
import io
import marshal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest

from fjgov_tui import __version__
from fjgov_tui.cli.root import root
from release.__main__ import texts
from release.archives import ar_bytes, gzipped, tar_bytes, write_zip
from release.compiling import slim, undocumented
from release.core import ROOT, core_names, locked, wanted
from release.first_screen import loaded
from release.manual import manual_page
from release.notes import CHANGES, notes
from release.pyz import FIRST_LINE, START, blocks
from release.sbom import sbom
from release.wheels import PLATFORMS, requirements

FILES = {"b/two": b"2", "a": b"1"}


def test_archives_depend_on_their_content_alone(tmp_path: Path) -> None:
    turned = dict(reversed(FILES.items()))
    for name, files in (("one.zip", FILES), ("two.zip", turned)):
        write_zip(tmp_path / name, files, before=b"#!/bin/sh\n")
    assert tmp_path.joinpath("one.zip").read_bytes() == tmp_path.joinpath("two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
    assert gzipped(tar_bytes(FILES, folders=True)) == gzipped(tar_bytes(turned, folders=True))
    with tarfile.open(fileobj=io.BytesIO(tar_bytes(FILES, folders=True))) as tar:
        assert [member.name for member in tar] == ["./a", "./b", "./b/two"]
        assert {member.uid for member in tar} == {0}


def test_a_debian_package_has_its_parts_in_their_order() -> None:
    made = ar_bytes({"debian-binary": b"2.0\n", "control.tar.gz": b"odd", "data.tar.gz": b"even"})
    assert made.startswith(b"!<arch>\ndebian-binary")
    assert len(made) % 2 == 0
    assert made.index(b"control.tar.gz") < made.index(b"data.tar.gz")


def test_the_core_needs_nothing_that_is_compiled() -> None:
    names = core_names()
    assert {"textual", "httpx", "openpyxl", "croniter", "sqlite-utils", "pendulum"} <= set(names)
    assert not {"cryptography", "selectolax", "ahocorasick-rs", "pysqlite3"} & set(names)
    lock = locked(names)
    assert lock.count("--hash=sha256:") >= len(names)
    assert all(f"{name}==" in lock.lower().replace("_", "-") for name in names)


def test_licences_are_carried_and_what_is_never_loaded_is_not() -> None:
    assert wanted("textual-8.2.8.dist-info/licenses/LICENSE")
    assert wanted("holidays/countries/china.py")
    assert not wanted("holidays/countries/france.py")
    assert not wanted("pip/__init__.py")
    assert not wanted("textual/__pycache__/app.cpython-311.pyc")


def test_code_without_its_lines_still_has_a_traceback() -> None:
    source = "def fail():\n    for _ in range(3):\n        raise KeyError('x')\nfail()\n"
    code = "import sys, marshal; exec(marshal.loads(sys.stdin.buffer.read()))"
    packed = marshal.dumps(slim(compile(source, "fail.py", "exec")))
    answer = subprocess.run([sys.executable, "-c", code], input=packed, capture_output=True, check=False)
    assert b"KeyError: 'x'" in answer.stderr
    assert b"fail.py" in answer.stderr


def test_the_manual_page_has_every_command_and_nothing_that_roff_obeys() -> None:
    page = manual_page().decode()
    for name in root.list_commands(click.Context(root)):
        command = root.get_command(click.Context(root), name)
        if command is None or not command.hidden:
            assert f"fjgov {name}".replace("-", "\\-") in page, name
    allowed = (".TH", ".SH", ".SS", ".TP", ".B ", ".ad ")
    assert all(line.startswith(allowed) for line in page.splitlines() if line.startswith((".", "'")))


def test_every_kind_of_machine_has_its_own_list() -> None:
    lists = {platform.name: requirements(platform) for platform in PLATFORMS}
    assert "pysqlite3==" in lists["linux-x86_64"]
    assert "pysqlite3==" not in lists["linux-aarch64"] + lists["windows-amd64"]
    assert all(" ; " not in text for text in lists.values())


def test_the_bill_of_materials_is_the_same_every_time() -> None:
    assert sbom("1.0.0") == sbom("1.0.0") != sbom("1.0.1")
    assert b'"purl": "pkg:pypi/textual@' in sbom("1.0.0")


def test_a_version_has_notes_of_its_own_with_its_day() -> None:
    page = notes(__version__, CHANGES.read_text(encoding="utf-8"))
    assert page.startswith(f"# fjgov {__version__} 发布说明（20")
    assert "### 新增" in page
    assert f"Release {__version__}." in ROOT.joinpath("README.md").read_text(encoding="utf-8")
    two = "# 变更\n\n## 1.1.0（未发布）\n\n新\n\n## 1.0.0（2026-11-27）\n\n旧\n"
    assert notes("1.0.0", two) == "# fjgov 1.0.0 发布说明（2026-11-27）\n\n旧\n"
    for missing in ("1.1.0", "2.0.0"):
        with pytest.raises(ValueError, match="CHANGELOG"):
            notes(missing, two)


def test_the_desktop_finds_an_entry_with_an_icon() -> None:
    placed = texts()
    entry = placed["usr/share/applications/fjgov.desktop"].decode()
    assert entry.startswith("[Desktop Entry]\n")
    assert "\nExec=fjgov\nTerminal=true\nIcon=fjgov\n" in entry
    assert placed["usr/share/icons/hicolor/scalable/apps/fjgov.svg"].startswith(b"<svg ")


VERSION = "{}.{}".format(*sys.version_info[:2])
CARRIED = {
    "fjgov_tui/__init__.py": "",
    "fjgov_tui/cli/__init__.py": "import sys\nfrom fjgov_tui.seldom import answer\nprint(answer(), sys.argv[1:])",
    "fjgov_tui/__main__.py": "import fjgov_tui.cli\nmain = lambda: 0",
    "fjgov_tui/seldom.py": (
        "from importlib.resources import files\nfrom pkgutil import get_data\n"
        "def answer():\n"
        "    return files('fjgov_tui').joinpath('data/a.txt').read_text() + get_data('fjgov_tui', 'b').decode()\n"
    ),
    "fjgov_tui/child.py": "import sys\nprint('child', __name__, sys.argv[1:])",
}
"""A program of a few lines: its entry lies among what the first screen needs, `seldom` and `child` do not."""


@pytest.fixture(scope="module")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    code = {name: marshal.dumps(compile(text, name, "exec")) for name, text in CARRIED.items()}
    packed = blocks({"0.0": dict.fromkeys(CARRIED, b"another Python"), VERSION: code})
    packed |= {"__main__.py": START.read_bytes(), "fjgov_tui/data/a.txt": b"seen ", "fjgov_tui/b": b"beside"}
    path = tmp_path_factory.mktemp("carried") / "fjgov.pyz"
    write_zip(path, packed, before=FIRST_LINE)
    return path


def test_the_single_file_runs_code_from_its_blocks_and_reads_data_beside_it(single_file: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-I", single_file.name, "a", "b"],
        cwd=single_file.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.stdout == "seen beside ['a', 'b']\n", answer.stderr
    assert list(single_file.parent.iterdir()) == [single_file]


def test_the_single_file_runs_one_of_its_modules_as_a_child(single_file: Path) -> None:
    command = [sys.executable, str(single_file), "-P", "-m", "fjgov_tui.child", "x"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.stdout == "child __main__ ['x']\n", answer.stderr


def test_what_the_first_screen_needs_is_packed_apart_and_what_is_seldom_used_once_for_all_pythons() -> None:
    first, behind = loaded()
    assert {"fjgov_tui.screens.overview.screen", "textual.app"} <= first
    assert "fjgov_tui.screens.ledgers.screen" in first | behind
    assert not first & behind
    packed = blocks({"3.11": {"fjgov_tui/seldom.py": b"same" * 99}, "3.12": {"fjgov_tui/seldom.py": b"same" * 99}})
    assert list(packed) == ["own.xz", "3.11/index", "3.12/index"]


def test_docstrings_stay_behind_without_making_a_dataclass_compute_one() -> None:
    source = '''"""Module."""
from dataclasses import dataclass
@dataclass
class Point:
    """Many words."""
    x: int
    def shown(self): "Only words."
def f():
    """More words."""
    return "kept"
'''
    names: dict[str, object] = {}
    exec(compile(undocumented(ast.parse(source)), "f", "exec"), names)
    point = names["Point"]
    assert isinstance(point, type)
    assert point.__doc__ == "-"
    assert eval("(f.__doc__, f(), Point(1).shown())", names) == (None, "kept", None)
