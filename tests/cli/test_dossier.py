"""`fjgov dossier`: complete, masked, and the same to the byte for the same file and day."""

import hashlib
import zipfile
from pathlib import Path

from tests.cli.conftest import Fjgov


def packed(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_registers_audit_index_and_digests_are_in_it(county: Fjgov, tmp_path: Path) -> None:
    made = county("dossier", "-o", tmp_path / "卷宗.zip")
    assert made.code == 0
    files = packed(tmp_path / "卷宗.zip")
    assert {"目录.txt", "SHA256SUMS", "台账/单位.csv", "台账/人员.csv", "核对/核对报告.docx"} <= set(files)
    sums = dict(line.split("  ", 1)[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    index = files["目录.txt"].decode()
    assert all(name in index for name in files if name != "目录.txt")
    assert "没有记录的台账：" in index
    assert "站点" in index.partition("没有记录的台账：")[2]
    assert (tmp_path / "卷宗.zip").stat().st_mode & 0o777 == 0o600


def test_sealed_values_are_masked(county: Fjgov, tmp_path: Path) -> None:
    assert county("ledger", "set", "person", "1", "mobile=13800001234").code == 0
    assert county("dossier", "-o", tmp_path / "a.zip").code == 0
    assert not [name for name, content in packed(tmp_path / "a.zip").items() if b"13800001234" in content]


def test_the_same_file_on_the_same_day_gives_the_same_bytes(county: Fjgov, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert county("dossier", "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert county("ledger", "add", "unit", "name=县林业局", "kind=部门").code == 0
    assert county("dossier", "-o", tmp_path / "c.zip").code == 0
    assert (tmp_path / "a.zip").read_bytes() != (tmp_path / "c.zip").read_bytes()


def test_another_ending_is_refused(county: Fjgov, tmp_path: Path) -> None:
    ended = county("dossier", "-o", tmp_path / "a.rar")
    assert ended.code == 2
    assert ".zip" in ended.err
    assert not (tmp_path / "a.rar").exists()
