"""A ledger file of any release opens in this one: nothing of it is lost, renamed away or no longer verified."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from fjgov_tui import __version__
from fjgov_tui.ledgers import LEDGERS, Ledger
from fjgov_tui.ledgers.validate import normalise
from fjgov_tui.store import open_store
from fjgov_tui.store.steps import is_current
from tests.cli.conftest import Fjgov, db, fjgov
from tests.files.freeze import FROZEN, Manifest, Row, freeze, thaw

__all__ = ["db", "fjgov"]

CHANGING = ("revision", "updated_at", "updated_by")
"""What an upgrade may change of a record beside its own fields."""
WITHDRAWN = {"withdrawn_on": 10, "withdrawn_at": 16}
"""When a text was taken down: how many characters a day has, and a minute."""


@dataclass(frozen=True)
class Frozen:
    """A frozen file, thawed where the program looks for its own."""

    db: Path
    says: Manifest


@pytest.fixture(params=FROZEN, ids=lambda path: path.name.removesuffix(".db.xz"))
def frozen(request: pytest.FixtureRequest, db: Path) -> Frozen:
    packed: Path = request.param
    text = packed.with_name(packed.name.replace(".db.xz", ".json")).read_text(encoding="utf-8")
    return Frozen(thaw(packed, db), Manifest(**json.loads(text)))


def former(declared: object) -> tuple[str, ...]:
    """The names that a ledger or field had in earlier releases."""
    names: tuple[str, ...] = getattr(declared, "was", ())
    return names


def today(name: str) -> Ledger:
    """The ledger that bears the name, or bore it."""
    (ledger,) = [one for one in LEDGERS.values() if name == one.name or name in former(one)]
    return ledger


def now_called(ledger: Ledger, name: str) -> str:
    """What a key of a JSON row is called now; `unit_id` follows `unit`."""
    base = name.removesuffix("_id")
    for field in ledger.fields:
        if base in former(field):
            return field.name + name.removeprefix(base)
    return name


def test_there_is_one() -> None:
    assert FROZEN


def test_the_next_one_can_be_made(tmp_path: Path) -> None:
    assert freeze(tmp_path) is not None, "every table of this release gets rows"


def test_it_is_upgraded_and_found_whole(frozen: Frozen, fjgov: Fjgov, tmp_path: Path) -> None:
    open_store(frozen.db).close()
    anchor = tmp_path / "anchor.txt"
    anchor.write_text(frozen.says.anchor, encoding="utf-8")
    ended = fjgov("verify", "--anchor", anchor, "--json")
    assert ended.code == 0, ended.out + ended.err


def test_every_record_is_there_as_it_was(frozen: Frozen, fjgov: Fjgov) -> None:
    open_store(frozen.db).close()
    for name, rows in frozen.says.ledgers.items():
        ledger = today(name)
        now = {row["id"]: row for row in fjgov("ledger", "show", ledger.name, "--json").json["rows"]}
        assert len(rows) == len(now)
        for row in rows:
            kept: Row = {key: value for key, value in row.items() if key not in CHANGING}
            there = now[row["id"]]
            assert {key: there[now_called(ledger, key)] for key in kept} == kept


def test_the_history_of_a_record_goes_back_before_the_upgrade(frozen: Frozen, fjgov: Fjgov) -> None:
    open_store(frozen.db).close()
    for name, entries in frozen.says.history.items():
        rows = fjgov("ledger", "history", today(name).name, "1", "--json").json["rows"]
        told = [{key: row[key] for key in ("action", "who", "at")} for row in rows]
        assert told[len(told) - len(entries) :] == entries


def test_it_is_audited_exported_and_backed_up(frozen: Frozen, fjgov: Fjgov, tmp_path: Path) -> None:
    open_store(frozen.db).close()
    ended = fjgov("audit", "--format", "json")
    assert ended.code == 1, "the frozen county breaks some rules"
    assert len(ended.json["articles"]) == 41
    assert fjgov("ledger", "export", "--all", "-o", tmp_path / "all.xlsx").code == 0
    assert fjgov("monitor", "status", "--json").json["targets"]
    assert fjgov("monitor", "findings", "--json").json["total"] > 0
    assert fjgov("backup", tmp_path / "backup.db").code == 0


def test_what_an_older_release_took_and_this_one_refuses_is_shown_and_saved_on(frozen: Frozen, fjgov: Fjgov) -> None:
    """A text withdrawn and never published: nobody can enter that any more, and what was entered stays as it is."""
    ledger = LEDGERS["release"]
    with open_store(frozen.db) as store, store.write() as writer:
        given = {"title": "从未发布", "unit": "样本单位", "published_on": "", "published_at": ""}
        values = normalise(ledger, given, writer.name_book)[0]
        values |= {name: ledger[name].type.parse("2026-09-02 09:00"[:long]) for name, long in WITHDRAWN.items()}
        record = str(writer.add(ledger, values))
    shown = fjgov("release", "show", record, "--json").json["release"]
    assert (shown["withdrawn_on"], shown["published_on"], shown["next"]) == ("2026-09-02", None, "review1")
    assert record in {str(row["id"]) for row in fjgov("release", "list", "--json").json["rows"]}
    assert fjgov("ledger", "set", "release", record, "note=原登记如此").code == 0
    assert fjgov("ledger", "set", "release", record, "withdrawn_on=").code == 0
    assert fjgov("verify", "--json").code == 0


def test_what_was_half_typed_is_still_offered(frozen: Frozen) -> None:
    with open_store(frozen.db) as store:
        owner, *_ = store.db.execute("SELECT owner FROM draft").fetchone()
        assert store.db.execute("SELECT count(*) FROM draft WHERE owner = ?", [owner]).fetchone()[0] == 2


def test_an_inspector_is_told_what_to_do_with_an_older_file_and_nothing_is_touched(
    frozen: Frozen, fjgov: Fjgov
) -> None:
    before = frozen.db.read_bytes()
    ended = fjgov("--readonly", "audit", "--format", "json")
    assert ended.code in {0, 1, 3}
    assert ended.err if ended.code == 3 else ended.out
    assert frozen.db.read_bytes() == before


def test_whoever_opens_an_older_file_is_told_that_it_is_being_upgraded(frozen: Frozen) -> None:
    with open_store(frozen.db, readonly=True, any_schema=True) as store:
        older = not is_current(store.db)
    assert older or frozen.says.release == __version__
    told: list[str] = []
    open_store(frozen.db, telling=told.append).close()
    assert len(told) == older
    assert all("正在升级" in words for words in told)
    open_store(frozen.db, telling=told.append).close()
    assert len(told) == older
