"""The bundle at the command line: two files, keys compared by a code, a bundle there and one back."""

import json
from pathlib import Path

import pytest

from fjgov_tui.errors import MissingExtra
from fjgov_tui.exchange.bundlekeys import key_path
from tests.cli.conftest import Fjgov


def _acquainted(fjgov: Fjgov, folder: Path) -> tuple[str, str]:
    """Two files whose machines know each other; the words that name them."""
    files = [folder / "office.db", folder / "watcher.db"]
    told = []
    for file, name in zip(files, ("台账机", "监测机"), strict=True):
        assert fjgov("--db", file, "init").code == 0
        told.append(json.loads(fjgov("--db", file, "bundle", "key", "--name", name, "--json").out))
    for file, other in zip(files, reversed(told), strict=True):
        ended = fjgov("--db", file, "bundle", "peer", "add", other["line"], "--code", other["code"])
        assert ended.code == 0, ended.err
    return str(files[0]), str(files[1])


def test_there_and_back(fjgov: Fjgov, tmp_path: Path) -> None:
    office, watcher = _acquainted(fjgov, tmp_path)
    fjgov("--db", office, "ledger", "add", "unit", "name=县水利局", "kind=部门")
    fjgov("--db", office, "ledger", "add", "term", "word=甲词", "kind=放行")
    out = tmp_path / "out.bundle"
    ended = fjgov("--db", office, "bundle", "export", "-o", out, "--for", "monitor")
    assert (ended.code, ended.out.strip()) == (0, str(out))
    assert b"\xe7\x94\xb2" not in out.read_bytes(), "nothing of it can be read on the way"
    ended = fjgov("--db", watcher, "bundle", "import", out)
    assert (ended.code, "新增记录 2" in ended.err) == (0, True)
    assert "没有重复登记" in fjgov("--db", watcher, "bundle", "import", out).err
    assert "第 1 号" in fjgov("--db", watcher, "bundle", "status").out
    assert fjgov("--db", watcher, "bundle", "status", "--json").json["rows"][0]["newest"] == 1
    assert fjgov("--db", watcher, "verify").code == 0


def test_how_far_an_import_has_come_is_told_with_the_total(
    fjgov: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("fjgov_tui.cli.working.Working.step", lambda _, place, total: told.append((place, total)))
    monkeypatch.setattr("fjgov_tui.exchange.bundlefile.CHUNK", 1000)
    office, watcher = _acquainted(fjgov, tmp_path)
    for number in range(20):
        fjgov("--db", office, "ledger", "add", "term", f"word=本县词条{number:04}", "kind=放行")
    fjgov("--db", office, "bundle", "export", "-o", tmp_path / "out.bundle", "--for", "monitor")
    assert fjgov("--db", watcher, "bundle", "import", tmp_path / "out.bundle").code == 0
    total = told[-1][1]
    assert total > 1
    assert told == [(place, total) for place in range(1, total + 1)]


def test_a_key_whose_code_differs_is_not_registered(fjgov: Fjgov, tmp_path: Path) -> None:
    office, watcher = _acquainted(fjgov, tmp_path)
    line = fjgov("--db", office, "bundle", "key").out.strip()
    fjgov("--db", watcher, "bundle", "peer", "remove", "台账机")
    ended = fjgov("--db", watcher, "bundle", "peer", "add", line, "--code", "0000 1111 2222 3333 4444 5555")
    assert (ended.code, "代码不同" in ended.err) == (2, True)
    assert fjgov("--db", watcher, "bundle", "peer", "list", "--json").json["rows"] == []


def test_a_private_key_is_the_owners_alone_and_in_no_output(fjgov: Fjgov, tmp_path: Path) -> None:
    office, _ = _acquainted(fjgov, tmp_path)
    path = key_path(Path(office))
    assert path.stat().st_mode & 0o777 == 0o600
    secret = json.loads(path.read_text("utf-8"))["sign"]
    assert secret not in fjgov("--db", office, "bundle", "key").out


def test_parts_that_are_missing_are_named(fjgov: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, watcher = _acquainted(fjgov, tmp_path)
    for number in range(12):
        fjgov("--db", office, "ledger", "add", "term", f"word=词语{number}", "kind=放行")
    for name, value in (("CHUNK", 100), ("_SPARE", 0), ("SMALLEST_PART", 1)):
        monkeypatch.setattr(f"fjgov_tui.exchange.bundlefile.{name}", value)
    made = fjgov("--db", office, "bundle", "export", "-o", tmp_path / "x", "--for", "monitor", "--split", "600")
    paths = made.out.split()
    assert len(paths) > 2
    ended = fjgov("--db", watcher, "bundle", "import", paths[-1])
    assert (ended.code, "还缺" in ended.err, "第 1" in ended.err) == (1, True, True)
    assert "还缺" in fjgov("--db", watcher, "bundle", "status").out
    assert fjgov("--db", watcher, "bundle", "import", *paths[:-1]).code == 0
    assert len(fjgov("--db", watcher, "ledger", "show", "term", "--json").json["rows"]) == 12


def test_what_is_no_bundle_is_refused_in_a_sentence(fjgov: Fjgov, tmp_path: Path) -> None:
    _, watcher = _acquainted(fjgov, tmp_path)
    (tmp_path / "x").write_text("你好", encoding="utf-8")
    for word in ("x", "missing", "."):
        ended = fjgov("--db", watcher, "bundle", "import", tmp_path / word)
        assert ended.code == 2
        assert ended.err.strip().endswith("。")


def test_without_the_library_nothing_is_made(fjgov: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a bundle that is not encrypted."""
    assert fjgov("--db", tmp_path / "a.db", "init").code == 0
    monkeypatch.setattr("fjgov_tui.exchange.bundlekeys.find_spec", lambda _name: None)
    ended = fjgov("--db", tmp_path / "a.db", "bundle", "key")
    assert (ended.code, "没有安装 cryptography" in ended.err) == (2, True)
    assert issubclass(MissingExtra, Exception)
    assert not key_path(tmp_path / "a.db").exists()
