"""`fjgov upgrade-check`, and the sentence with which an older release leads back to the backup."""

import lzma
from pathlib import Path

import pytest

from fjgov_tui import __version__
from fjgov_tui.store import open_store
from tests.cli.conftest import Fjgov
from tests.files.freeze import FOLDER
from tests.store.later import later_release

FROZEN = sorted(FOLDER.glob("*.db.xz"))


def unpack(packed: Path, db: Path) -> bytes:
    whole = lzma.decompress(packed.read_bytes())
    db.write_bytes(whole)
    db.chmod(0o600)
    return whole


def test_an_old_file_is_upgraded_on_a_copy_and_left_as_it_was(fjgov: Fjgov, db: Path) -> None:
    before = unpack(FROZEN[0], db)
    ended = fjgov("upgrade-check")
    assert ended.code == 0
    assert "台账文件由 0.1.0" in ended.out
    assert f"本程序是 {__version__}" in ended.out
    assert "已在副本上升级一遍" in ended.out
    assert "核验相符" in ended.out
    assert db.read_bytes() == before
    left = [path for path in db.parent.rglob("*") if path.is_file() and path != db]
    assert left == []


def test_the_document_says_what_comes_new(fjgov: Fjgov, db: Path) -> None:
    unpack(FROZEN[0], db)
    document = fjgov("upgrade-check", "--quick", "--json").json
    assert not document["current"]
    assert not document["rehearsed"]
    assert document["room_wanted"] == 3 * db.stat().st_size
    with later_release():
        later = fjgov("upgrade-check", "--quick", "--json").json
    changes = {row["ledger"]: row["change"] for row in later["rows"]}
    assert changes["rehearsal"] == "新台账"
    assert changes["term"].startswith("不再使用")
    assert "新字段“传真”" in changes["unit"]


def test_a_file_of_this_release_needs_nothing(county: Fjgov) -> None:
    ended = county("upgrade-check")
    assert ended.code == 0
    assert "不用升级" in ended.out


def test_an_upgrade_that_would_fail_is_found_on_the_copy(
    fjgov: Fjgov, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = unpack(FROZEN[0], db)

    def refused(*_: object) -> None:
        from fjgov_tui.errors import StoreProblem

        raise StoreProblem("换了结构以后核验不符")

    monkeypatch.setattr("fjgov_tui.store.upgrading._same_verdict", refused)
    ended = fjgov("upgrade-check")
    assert ended.code == 3
    assert "在副本上试着升级没有成功" in ended.err
    assert "换了结构以后核验不符" in ended.err
    assert db.read_bytes() == before


def test_the_older_release_names_the_backup_that_leads_back(county: Fjgov, db: Path) -> None:
    with later_release():
        open_store(db).close()
    (backup,) = db.parent.glob("*.before-upgrade-*[0-9]")
    refused = county("ledger", "list")
    assert refused.code == 3
    assert "由更新版本的程序写成" in refused.err
    assert f"fjgov restore {backup}" in refused.err
    assert county("restore", backup).code == 0
    assert county("verify").code == 0
    assert county("ledger", "show", "unit").code == 0


def test_a_backup_that_was_carried_away_is_said_to_be(county: Fjgov, db: Path, tmp_path: Path) -> None:
    with later_release():
        open_store(db).close()
    (backup,) = db.parent.glob("*.before-upgrade-*[0-9]")
    backup.rename(tmp_path / "elsewhere.db")
    assert "现在不在那里" in county("ledger", "list").err
