import re
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.store import Store
from fjgov_tui.store.sqlite import sqlite3
from tests.cli.conftest import Fjgov
from tests.cli.test_no_english import english


def test_demo_without_a_terminal_prints_the_overview_and_leaves_nothing(
    fjgov: Fjgov, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = fjgov("demo")
    assert not english(ended.out, ()), ended.out
    assert not english(ended.err, ()), ended.err
    assert ended.code == 0
    assert re.search(r"fjgov-anchor \d+:[0-9a-f]{64}", ended.out)
    assert "政务新媒体" in ended.out
    assert not list(tmp_path.glob("fjgov-demo-*"))
    assert not db.exists()


def test_init_with_the_demo_county_is_sound(fjgov: Fjgov, demo_county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is built is the county of the other tests: to build it once more takes as long as a hundred of them."""

    def known(store: Store, *_: object, years: int) -> None:
        assert years == 0
        with closing(sqlite3.connect(demo_county)) as db:
            db.backup(store.db.conn)

    monkeypatch.setattr("fjgov_tui.demo.build_demo", known)
    assert fjgov("init", "--demo").code == 0
    assert fjgov("verify").code == 0
    rows = {row["name"]: row["records"] for row in fjgov("ledger", "list", "--json").json["rows"]}
    assert (rows["site"], rows["media"]) == (62, 18)


def test_a_demo_that_cannot_be_built_leaves_no_file(fjgov: Fjgov, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fjgov_tui.demo.build_demo", stopped)
    assert fjgov("init", "--demo").code == 4
    assert not list(db.parent.iterdir())


def test_years_belong_to_the_demo_county(fjgov: Fjgov, db: Path) -> None:
    ended = fjgov("init", "--years", "2")
    assert (ended.code, db.exists()) == (2, False)
    assert "请与 --demo 一起用" in ended.err
