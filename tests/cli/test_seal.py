"""`fjgov seal`: a passphrase by pipe or terminal, never an argument; commands that need it ask, the rest does not."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.store import keys
from tests.cli.conftest import Fjgov

PHRASE, OTHER = "白帝城 夔门 三峡之巅", "瞿塘 两岸 青山 1106"
MOBILE = "13812345678"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "SCRYPT_N", 2)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    pipes = Typed(monkeypatch)
    yield pipes
    pipes.close()


class Typed:
    """What comes through the pipe of the next command: a real one, whose other end is shut."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._pipes: list[TextIO] = []

    def __call__(self, *lines: str) -> None:
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        self._pipes.append(os.fdopen(reading, encoding="utf-8"))
        self._monkeypatch.setattr("sys.stdin", self._pipes[-1])

    def close(self) -> None:
        for pipe in self._pipes:
            pipe.close()


@pytest.fixture
def county(fjgov: Fjgov, db: Path, typed: Typed) -> Path:
    """One person with a number, encrypted."""
    fjgov("init")
    fjgov("ledger", "add", "unit", "单位名称=白帝镇", "类别=乡镇街道")
    fjgov("ledger", "add", "person", "所在单位=白帝镇", "姓名=王小满", f"手机号={MOBILE}")
    typed(PHRASE)
    done = fjgov("seal", "on", "--stdin")
    assert (done.code, len(done.out.strip()), "1 个值" in done.err) == (0, 47, True)
    return db


def test_doctor_says_whether_they_are_encrypted(fjgov: Fjgov, county: Path) -> None:
    rows = fjgov("doctor", "--json").json["rows"]
    (line,) = [row for row in rows if row["name"] == "sealing"]
    assert (line["state"], line["detail"]) == ("ok", "已加密，1 个值")


def test_everything_but_a_sealed_value_works_without_the_passphrase(fjgov: Fjgov, county: Path) -> None:
    assert fjgov("ledger", "set", "person", "1", "备注=新").code == 0
    assert "138****5678" in fjgov("ledger", "show", "person").out
    assert "fj1" not in fjgov("ledger", "show", "person", "--json").out
    assert fjgov("verify").code == 0
    refused = fjgov("ledger", "set", "person", "1", "手机号=13900000001")
    assert (refused.code, "要先输入密封口令" in refused.err) == (2, True)


def test_the_first_line_of_a_pipe_opens_it_for_one_command(fjgov: Fjgov, county: Path, typed: Typed) -> None:
    typed(OTHER)
    assert fjgov("--unseal", "ledger", "set", "person", "1", "手机号=13900000001").code == 2
    typed(PHRASE)
    assert fjgov("--unseal", "ledger", "set", "person", "1", "手机号=13900000001").code == 0
    assert fjgov("ledger", "set", "person", "1", "手机号=13900000002").code == 2
    typed(PHRASE)
    assert "1 个加密的值，都打得开" in fjgov("--unseal", "verify").out


def test_a_sheet_that_goes_round_keeps_what_is_sealed(fjgov: Fjgov, county: Path, tmp_path: Path, typed: Typed) -> None:
    sheet = tmp_path / "人员.csv"
    fjgov("export", "person", "-o", sheet)
    assert MOBILE not in sheet.read_text(encoding="utf-8-sig")
    done = fjgov("import", sheet)
    assert (done.code, "不变" in done.out + done.err) == (0, True)
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("138****5678", "13900000001"), encoding="utf-8")
    for words in (("import", sheet, "--dry-run"), ("import", sheet)):  # no rehearsal promises what is then refused
        refused = fjgov(*words)
        assert (refused.code, "要先输入密封口令" in refused.out + refused.err) == (2, True)
    typed(PHRASE)
    assert fjgov("--unseal", "import", sheet).code == 0
    assert "139****0001" in fjgov("ledger", "show", "person").out


def test_a_value_is_found_only_with_the_passphrase_and_the_search_is_booked(
    fjgov: Fjgov, county: Path, typed: Typed
) -> None:
    typed(OTHER, MOBILE)
    assert fjgov("seal", "find", "person", "手机号").code == 2
    typed(PHRASE, MOBILE)
    assert fjgov("seal", "find", "person", "手机号", "--json").json["rows"][0]["title"] == "王小满"
    assert fjgov("ledger", "show", "person", "--where", f"手机号={MOBILE}").code == 2


def test_the_passphrase_is_changed_the_key_rotated_and_all_of_it_undone(
    fjgov: Fjgov, county: Path, typed: Typed
) -> None:
    typed(PHRASE, OTHER)
    assert fjgov("seal", "change", "--stdin").code == 0
    typed(OTHER)
    code = fjgov("seal", "rotate", "--stdin").out.strip().splitlines()[0]
    typed(code, PHRASE)
    assert fjgov("seal", "recover", "--stdin").code == 0
    typed(OTHER)
    assert fjgov("seal", "off", "--stdin").code == 2
    typed(PHRASE)
    assert fjgov("seal", "off", "--stdin").code == 0
    assert fjgov("seal", "status", "--json").json["rows"][0]["clear"] == 1


NEEDING: list[tuple[str, ...]] = [
    ("seal", "clean"), ("seal", "find", "person", "手机号"), ("--unseal", "ledger", "set", "person", "1", "备注=新"),
    ("seal", "change", "--stdin"), ("seal", "rotate", "--stdin"), ("seal", "off", "--stdin"),
    ("seal", "recover", "--stdin"),
]  # fmt: skip
"""Every command that takes a passphrase from where a pipe may be."""


@pytest.mark.parametrize("words", NEEDING, ids=" ".join)
def test_a_pipe_that_brings_nothing_or_none_at_all_is_told_and_nothing_is_done(
    fjgov: Fjgov, county: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    before = fjgov("verify", "--json").json
    typed()
    done = fjgov(*words)
    assert (done.code, "标准输入里没有口令" in done.err) == (2, True)
    typed("不是这一句 0000", MOBILE)
    assert fjgov(*words).code == 2
    monkeypatch.setattr("sys.stdin", None)
    done = fjgov(*words)
    assert (done.code, "没有标准输入" in done.err or "不是终端" in done.err) == (2, True)
    assert fjgov("verify", "--json").json == before


def test_the_file_is_cleaned_by_a_pipe(fjgov: Fjgov, county: Path, typed: Typed) -> None:
    typed(PHRASE)
    done = fjgov("seal", "clean")
    assert (done.code, "文件已经重写" in done.err) == (0, True)


def test_what_is_only_masked_is_counted(fjgov: Fjgov, county: Path) -> None:
    assert fjgov("seal", "status", "--json").json["rows"][0]["masked_only"] == 0
    assert "告警去向" not in fjgov("seal", "status").out
    added = fjgov(
        "ledger", "add", "channel", "名称=夜里", "方式=文件夹", "地址=/srv/alerts/night", "级别=经办人", "启用=是"
    )
    assert added.code == 0, added
    assert fjgov("seal", "status", "--json").json["rows"][0]["masked_only"] == 1
    assert "1 个告警去向的地址只遮盖，没有加密" in fjgov("seal", "status").out


def test_without_the_library_masked_and_refused_and_never_clear(
    fjgov: Fjgov, county: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    monkeypatch.setattr("fjgov_tui.store.encryption.has_library", lambda: False)
    assert "138****5678" in fjgov("ledger", "show", "person").out
    assert fjgov("ledger", "set", "person", "1", "备注=新").code == 0
    refused = fjgov("ledger", "set", "person", "1", "手机号=13900000001")
    assert (refused.code, "没有安装 cryptography" in refused.err) == (2, True)
    typed(PHRASE)
    assert "没有安装 cryptography" in fjgov("--unseal", "verify").err
    assert b"13900000001" not in county.read_bytes()
    assert fjgov("verify").code == 0


def test_at_a_terminal_two_groups_of_the_code_are_typed_back(fjgov: Fjgov, county: Path) -> None:
    here, there = pty.openpty()
    words = [sys.executable, "-m", "fjgov_tui", "seal", "rotate"]
    child = subprocess.Popen(words, stdin=there, stdout=there, stderr=there, env=os.environ, start_new_session=True)
    os.close(there)
    seen = ""

    def wait_for(words: str) -> None:
        nonlocal seen
        while words not in seen:
            seen += os.read(here, 4096).decode(errors="replace")

    wait_for("密封口令（不显示）")
    os.write(here, f"{PHRASE}\n".encode())
    wait_for("请照纸上的输入第")
    os.write(here, b"WRONG\n")
    wait_for("什么都没有改")
    assert child.wait() == 2
    os.close(here)
    assert PHRASE not in seen
