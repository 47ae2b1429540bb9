"""What `make release` carries: the same bytes from the same content, the core without compiled parts, a manual page."""

import io
import marshal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click

from fjgov_tui.cli.root import root
from release.__main__ import texts
from release.archives import ar_bytes, gzipped, tar_bytes, write_zip
from release.compiling import slim
from release.core import core_names, locked, wanted
from release.manual import manual_page
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
    for name in root.load().list_commands(click.Context(root)):
        command = root.commands.get(name)
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


def test_the_desktop_finds_an_entry_with_an_icon() -> None:
    placed = texts()
    entry = placed["usr/share/applications/fjgov.desktop"].decode()
    assert entry.startswith("[Desktop Entry]\n")
    assert "\nExec=fjgov\nTerminal=true\nIcon=fjgov\n" in entry
    assert placed["usr/share/icons/hicolor/scalable/apps/fjgov.svg"].startswith(b"<svg ")
