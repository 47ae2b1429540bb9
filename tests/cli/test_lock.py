"""`fjgov lock`: a phrase is set by a pipe or a terminal, and taken away."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Fjgov


def test_a_phrase_is_set_and_taken_away(fjgov: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("白帝城八号楼\n".encode())))
    assert fjgov("lock", "set", "--stdin").code == 0
    (kept,) = (tmp_path / "config" / "fjgov").iterdir()
    assert "白帝城" not in kept.read_text(encoding="utf-8")
    assert fjgov("lock", "clear").code == 0
    assert not list((tmp_path / "config" / "fjgov").iterdir())
    assert "没有设过" in fjgov("lock", "clear").err


def test_without_a_terminal_it_is_not_asked(fjgov: Fjgov, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    refused = fjgov("lock", "set")
    assert (refused.code, "不是终端" in refused.err) == (2, True)
