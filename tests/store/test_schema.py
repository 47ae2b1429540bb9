"""A new release changes declarations; the file follows, and its records stay what they were."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from fjgov_tui.clock import Clock
from fjgov_tui.errors import RecordProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.types import Choice, Text
from fjgov_tui.store import Store, create_store, open_store, restore, verify
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.migrations import migrations
from fjgov_tui.store.schema import sync_ledgers, table_sql
from fjgov_tui.store.steps import KNOWN
from tests.conftest import NOW
from tests.store.helpers import add, add_unit, failing


def grown(*, required: bool = False) -> Ledger:
    """The unit ledger of an imagined later release: one more choice, one more field, and phones are unique."""
    unit = LEDGERS["unit"]
    kind = unit["kind"]
    assert isinstance(kind.type, Choice)
    wider = replace(kind, type=replace(kind.type, choices=(*kind.type.choices, "国有企业")))
    fields = [wider if one.name == "kind" else one for one in unit.fields]
    fields = [replace(one, unique=True) if one.name == "phone" else one for one in fields]
    more = Field(name="fax", label="传真", type=Text(limit=20), required=required)
    return replace(unit, fields=(*fields, more))


@contextmanager
def later_release(monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> Generator[None]:
    """The program as it would be after a release that changes one declaration."""
    steps = Migrations("fjgov")
    for step in migrations.pending(Database(memory=True)):
        steps(name=step.name)(step.fn)

    @steps(name="m0002_grown")
    def _(db: Database) -> None:
        sync_ledgers(db, [ledger])

    with monkeypatch.context() as patched:
        patched.setitem(LEDGERS, "unit", ledger)
        patched.setattr("fjgov_tui.store.migrations.migrations", steps)
        patched.setattr("fjgov_tui.store.steps.KNOWN", (*KNOWN, "m0002_grown"))
        yield


@pytest.fixture
def old(tmp_path: Path, actor: Actor, clock: Clock) -> Path:
    path = tmp_path / "county.db"
    with create_store(path, actor=actor, clock=clock) as store:
        add_unit(store)
        add(store, "person", name="张三", unit="白帝镇", mobile="13800138000")
        add(store, "unit", name="乙单位", kind="部门", parent="白帝镇", first="张三", phone="56557000")
    return path


def dump(store: Store) -> list[object]:
    return [
        *store.db.execute("SELECT id, name, parent, first, salt FROM unit"),
        *store.db.execute("SELECT * FROM trail"),
    ]


def test_a_changed_declaration_keeps_rows_references_and_digests(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = grown()
    with open_store(old) as store:
        before = dump(store)
    with later_release(monkeypatch, later), open_store(old) as store:
        assert dump(store) == before
        assert failing(store) == ""
        assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert store.db.execute("SELECT sql FROM sqlite_master WHERE name = 'unit'").fetchone()[0] == table_sql(later)
        add(store, "unit", name="丙公司", kind="国有企业", fax="023-1")
        with pytest.raises(RecordProblem, match="值班电话「56557000」与编号 2 的记录重复"):
            add(store, "unit", name="丁单位", kind="部门", phone="56557000")
        assert store.read.record(later, 2).names == {"parent": "白帝镇人民政府", "first": "张三"}
        assert failing(store) == ""


def test_an_upgrade_makes_a_backup_first_and_the_backup_restores(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with later_release(monkeypatch, grown()):
        with pytest.raises(StoreProblem, match="还没有升级"):
            open_store(old, readonly=True)
        open_store(old, clock=lambda: NOW).close()
        kept = old.with_name("county.db.before-upgrade-20261123T033000")
        assert kept.is_file()
        open_store(old).close()
        assert len(list(old.parent.glob("*before-upgrade*.json"))) == 1
        restore(kept, old.with_name("again.db"), "s")
        with open_store(old.with_name("again.db")) as store:
            assert failing(store) == ""
            add(store, "unit", name="丙公司", kind="国有企业")
    restore(kept, old, "s")
    with open_store(old) as store:
        assert (store.read.counts()["unit"], failing(store)) == (2, "")


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says = r"升级没有成功（NOT NULL.*），文件保持原样；升级前的备份在"
    with later_release(monkeypatch, grown(required=True)), pytest.raises(StoreProblem, match=says):
        open_store(old)
    with open_store(old) as store:
        assert (store.read.counts()["unit"], failing(store)) == (2, "")


def test_a_file_of_the_later_release_is_refused_by_this_one(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with later_release(monkeypatch, grown()):
        open_store(old).close()
    with pytest.raises(StoreProblem, match="更新版本的程序写成（多出步骤 m0002_grown）"):
        open_store(old)


def test_a_file_is_upgraded_once_when_two_programs_open_it(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with later_release(monkeypatch, grown()), open_store(old) as one, open_store(old) as other:
        add(one, "unit", name="丙公司", kind="国有企业")
        assert verify(other.db).ok
        assert other.read.counts()["unit"] == 3


def test_every_step_is_known_by_name() -> None:
    """`steps` repeats the names, so that opening a file need not load sqlite-utils."""
    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == KNOWN


def test_what_has_not_changed_is_not_touched(store: Store) -> None:
    schema = store.db.execute("SELECT name, rootpage, sql FROM sqlite_master ORDER BY name").fetchall()
    with store.write() as write:
        sync_ledgers(write.db.utils, LEDGERS.values())
    assert store.db.execute("SELECT name, rootpage, sql FROM sqlite_master ORDER BY name").fetchall() == schema


def test_the_steps_that_openings_ask_for_are_those_that_migrations_make() -> None:
    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == KNOWN
