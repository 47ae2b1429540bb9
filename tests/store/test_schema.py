"""A new release changes declarations; every file follows by itself, and its records stay what they were."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from fjgov_tui.clock import Clock
from fjgov_tui.errors import RecordProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS, Field, Ledger, find_field, find_ledger
from fjgov_tui.ledgers.model import NotBefore
from fjgov_tui.ledgers.types import Choice, Choices, Integer, Name, Text
from fjgov_tui.store import Selection, Store, create_store, open_store, restore, verify
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.diff import changes, restorable
from fjgov_tui.store.migrations import migrations
from fjgov_tui.store.schema import plain, wanted
from fjgov_tui.store.steps import KNOWN, is_current
from tests.conftest import NOW
from tests.store.helpers import add, add_unit, behind_our_back, failing
from tests.store.later import declared, later_release

UNIT = LEDGERS["unit"]


def with_fields(*changed: Field) -> Ledger:
    """The unit ledger with some fields declared differently; new ones at its end."""
    by_name = {one.name: one for one in changed}
    kept = [by_name.pop(one.name, one) for one in UNIT.fields]
    return replace(UNIT, fields=(*kept, *by_name.values()))


@pytest.fixture
def old(tmp_path: Path, actor: Actor, clock: Clock) -> Path:
    path = tmp_path / "county.db"
    with create_store(path, actor=actor, clock=clock) as store:
        add_unit(store)
        add(store, "person", name="张三", unit="白帝镇", mobile="13800138000")
        add(store, "unit", name="乙单位", kind="部门", parent="白帝镇", first="张三", phone="56557000", note="旧备注")
        add(store, "training", name="第一期", organiser="白帝镇", form="集中培训", held_on="2026-03-01")
        add(store, "attendance", training="第一期", person="张三", passed="是")
        add(store, "term", word="奉结县", kind="错误表述", advice="奉节县")
        with store.write() as write:
            write.save(UNIT, {"note": "新备注", "kind": "事业单位"}, write.record(UNIT, 2))
            write.save(UNIT, {"kind": "部门"}, write.record(UNIT, 2))
        with store.drafts() as drafts:
            drafts.keep("unit", 2, {"note": "还没有写完"})
            drafts.keep("training", 0, {"name": "第二期"})
    return path


def rows(store: Store, sql: str) -> list[object]:
    return [tuple(row) for row in store.db.execute(sql)]


def test_what_a_later_release_declares_is_there_and_nothing_is_lost(old: Path) -> None:
    with open_store(old) as store:
        before = rows(store, "SELECT id, name, parent, first, salt, revision, updated_at FROM unit")
        told = rows(store, "SELECT * FROM trail")
        words = rows(store, "SELECT * FROM term")
    with later_release(), open_store(old) as store:
        unit, course = LEDGERS["unit"], LEDGERS["course"]
        assert failing(store) == ""
        assert rows(store, "SELECT id, name, parent, first, salt, revision, updated_at FROM unit") == before
        assert rows(store, "SELECT * FROM trail")[:-1] == told
        assert store.read.latest_changes(1)[0].action == "升级"
        assert rows(store, "SELECT phone FROM unit WHERE id = 2") == [("56557000",)], "retired, not dropped"
        assert rows(store, "SELECT * FROM term") == words, "retired, not dropped"
        second = store.read.record(unit, 2)
        assert (second.values["remark"], second.values["kind"]) == ("新备注", "县直部门")
        assert second.names == {"parent": "白帝镇人民政府", "first": "张三"}
        assert store.read.record(LEDGERS["attendance"], 1).names["training"] == "第一期"
        assert store.read.record(course, 1).title == "第一期"
        add(store, "rehearsal", unit="乙单位", name="断网演练")
        add(store, "unit", name="丙公司", kind="国有企业", fax="023-1")
        assert failing(store) == ""


def test_history_restoring_and_drafts_follow_new_names(old: Path, actor: Actor) -> None:
    with later_release(), open_store(old, actor=actor) as store:
        unit, course = LEDGERS["unit"], LEDGERS["course"]
        last, middle, first = store.read.history(unit, 2)
        assert [(one.label, one.before, one.after) for one in changes(store.read, unit, middle)] == [
            ("单位类别", "县直部门", "事业单位"),
            ("备注", "旧备注", "新备注"),
        ]
        assert [entry.action for entry in store.read.history(course, 1)] == ["新增"]
        with store.write() as write:
            write.put_back(unit, 2, restorable(unit, middle), last.revision)
        assert store.read.record(unit, 2).values["remark"] == "旧备注"
        assert [entry.ledger for entry in store.read.latest_changes(50) if entry.record == 1].count("course") == 1
        with store.drafts() as drafts:
            draft, new = drafts.find("unit", 2), drafts.find("course", 0)
        assert draft is not None
        assert new is not None
        assert (draft.typed, new.typed) == ({"remark": "还没有写完"}, {"name": "第二期"})
        assert first.action == "新增"
        assert failing(store) == ""


def test_records_with_what_is_no_longer_declared_can_still_be_kept_up(old: Path) -> None:
    with later_release(), open_store(old) as store:
        unit = LEDGERS["unit"]
        town = store.read.record(unit, 1)
        with store.write() as write:
            write.save(unit, {**town.values, "remark": "照旧"}, town)
            write.save(unit, {"remark": "换过"}, write.record(unit, 2))
        with pytest.raises(RecordProblem, match="不在可选项内"):
            add(store, "unit", name="丁镇", kind="乡镇街道")
        assert rows(store, "SELECT kind, remark FROM unit") == [("乡镇街道", "照旧"), ("县直部门", "换过")]
        assert rows(store, "SELECT phone FROM unit WHERE id = 2") == [("56557000",)]
        assert failing(store) == ""
        with store.write() as write:
            write.remove(unit, 2, write.record(unit, 2).revision)
        assert failing(store) == ""


def test_a_retired_value_changed_behind_our_back_is_still_noticed(old: Path) -> None:
    with later_release():
        open_store(old).close()
        with closing(sqlite3.connect(old, isolation_level=None)) as connection:
            connection.execute("UPDATE unit SET phone = '023-0' WHERE id = 2")
            connection.execute("UPDATE term SET advice = NULL")
        with open_store(old, readonly=True) as store:
            assert "单位 编号 2“乙单位” 在本程序之外被改过" in failing(store)
            assert "词条 编号 1“” 在本程序之外被改过" in failing(store)


def test_former_names_are_understood_where_people_write_them() -> None:
    with later_release():
        assert find_ledger("training").name == "course"
        assert find_field(LEDGERS["unit"], "note").name == "remark"
        assert LEDGERS["unit"]["kind"].type.parse("部门") == "县直部门"


def test_a_stricter_constraint_is_for_what_is_written_from_now_on(old: Path) -> None:
    """A file opens though its records lack what is now required, and they are what they were."""
    fax = Field(name="fax", label="传真", type=Text(limit=20), required=True)
    short = replace(UNIT["name"], type=Name(limit=4))
    strict = replace(with_fields(fax, short), rules=(NotBefore("phone", "note", "不对"),))
    with declared(strict), open_store(old) as store:
        assert failing(store) == ""
        assert store.read.record(strict, 1).values["fax"] is None
        with pytest.raises(RecordProblem, match="传真必须填写"):
            add(store, "unit", name="丙公司", kind="其他")
        with pytest.raises(StoreProblem, match="表里的约束不接受"), store.write() as write:
            write.add(strict, dict.fromkeys((one.name for one in strict.fields), None) | {"name": "丙", "kind": "其他"})
        with store.write() as write:
            write.save(strict, {"fax": "023-1"}, write.record(strict, 1))
        assert failing(store) == ""


def test_a_field_that_is_sealed_later_keeps_older_records_verified(old: Path) -> None:
    with declared(with_fields(replace(UNIT["phone"], sealed=True))), open_store(old) as store:
        assert failing(store) == ""
        with store.write() as write:
            write.save(LEDGERS["unit"], {"note": "改"}, write.record(LEDGERS["unit"], 2))
        assert failing(store) == ""
        assert rows(store, "SELECT count(*) FROM unit WHERE instr(search, '56557000')") == [(0,)], "found no more"


def test_a_record_edited_behind_our_back_is_named_though_a_field_was_sealed_later(old: Path) -> None:
    with declared(with_fields(replace(UNIT["phone"], sealed=True))):
        open_store(old).close()
        with behind_our_back(old) as connection:
            connection.execute("UPDATE unit SET note = '改过' WHERE id = 2")
        with open_store(old, readonly=True) as store:
            assert "单位 编号 2“乙单位” 在本程序之外被改过" in failing(store)


def test_a_backup_is_verified_against_what_it_was_written_with(old: Path) -> None:
    release = list(LEDGERS)
    with later_release():
        with pytest.raises(StoreProblem, match="还没有升级"):
            open_store(old, readonly=True)
        open_store(old, clock=lambda: NOW).close()
        kept = old.with_name("county.db.before-upgrade-20261123T033000")
        assert json.loads(kept.with_name(f"{kept.name}.manifest.json").read_text(encoding="utf-8"))["records"] == {
            **dict.fromkeys(release, 0),
            "attendance": 1,
            "person": 1,
            "term": 1,
            "training": 1,
            "unit": 2,
        }
        with open_store(kept, readonly=True, any_schema=True) as store:
            assert failing(store) == ""
        open_store(old).close()
        assert len(list(old.parent.glob("*before-upgrade*.json"))) == 1
        restore(kept, old.with_name("again.db"), "s")
        with open_store(old.with_name("again.db")) as store:
            assert failing(store) == ""
            add(store, "unit", name="丙公司", kind="国有企业")
    restore(kept, old, "s")
    with open_store(old) as store:
        assert (store.read.counts()["unit"], failing(store)) == (2, "")


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old: Path) -> None:
    number = replace(UNIT["note"], type=Integer())
    says = r"升级没有成功（.+），文件保持原样；升级前的备份在"
    with declared(with_fields(number)), pytest.raises(StoreProblem, match=says):
        open_store(old)
    with open_store(old) as store:
        assert (store.read.counts()["unit"], failing(store)) == (2, "")


def test_a_file_that_was_tampered_with_is_upgraded_and_stays_tampered_with(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("UPDATE unit SET name = '冒名单位' WHERE id = 2")
    with later_release(), open_store(old) as store:
        assert is_current(store.db)
        assert "冒名单位” 在本程序之外被改过" in failing(store)
        assert "升级前核验未通过：记录" in store.read.latest_changes(1)[0].reason


def test_a_file_of_the_later_release_is_refused_by_this_one(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with later_release():
        open_store(old).close()
    with pytest.raises(StoreProblem, match="更新版本的程序写成（它的结构已经比本程序的新）"):
        open_store(old)
    with monkeypatch.context() as patched:
        for module in ("steps", "upgrading"):
            patched.setattr(f"fjgov_tui.store.{module}.__version__", "99.0.0")
        create_store(tmp_path / "newer.db").close()
    with pytest.raises(StoreProblem, match=r"更新版本的程序写成（它是 99\.0\.0，本程序是"):
        open_store(tmp_path / "newer.db")


def test_a_file_is_upgraded_once_when_two_programs_open_it(old: Path) -> None:
    with later_release(), open_store(old) as one, open_store(old) as other:
        add(one, "unit", name="丙公司", kind="国有企业")
        assert verify(other.db).ok
        assert other.read.counts()["unit"] == 3
        assert rows(other, "SELECT count(*) FROM trail WHERE action = '升级'") == [(1,)]


def test_a_program_that_stayed_open_through_an_upgrade_writes_nothing_more(old: Path) -> None:
    with open_store(old) as stale:
        with later_release():
            open_store(old).close()
        with pytest.raises(StoreProblem, match="已被新版本的程序升级"):
            add_unit(stale, "永安街道办事处")


def test_every_step_is_known_by_name() -> None:
    """`steps` repeats the names, so that opening a file need not load sqlite-utils."""
    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == KNOWN[3:]


def test_a_file_that_followed_is_like_one_that_was_made_so(old: Path, tmp_path: Path) -> None:
    """Nothing of the former names is left in the schema, and no trigger or index is forgotten."""
    with later_release(), open_store(old) as store, create_store(tmp_path / "new.db") as new:
        schemas = []
        for one in (store, new):
            found = one.db.execute("SELECT name, sql FROM sqlite_master WHERE sql NOTNULL AND tbl_name <> 'term'")
            schemas.append({name: plain(sql).replace(',\n  "phone" ANY', "") for name, sql in found})
        assert schemas[0] == schemas[1]


def test_no_json_function_stands_in_a_table() -> None:
    """SQLite before 3.41 refuses to read such a schema where it is not trusted."""
    schema = wanted()
    assert not [name for name, sql in {**schema.tables, **schema.others}.items() if "json" in sql]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Choice(("甲",), was=(("甲", "甲"),)),
        lambda: Choices(("甲", "乙"), was=(("丙", "丁"),)),
        lambda: Choice(("甲", "乙"), was=(("丙", "甲"), ("丙", "乙"))),
        lambda: with_fields(replace(UNIT["note"], was=("phone",))),
        lambda: with_fields(replace(UNIT["note"], was=("x",)), replace(UNIT["phone"], was=("x",))),
    ],
)
def test_former_names_that_are_ambiguous_stop_the_program(make: object) -> None:
    assert callable(make)
    with pytest.raises(TypeError, match="former"):
        make()


def test_a_ledger_that_is_only_added_to_follows_a_new_field_and_stays_guarded(old: Path) -> None:
    """Its search columns are computed anew in each record, which its own trigger must not refuse."""
    signature = LEDGERS["signature"]
    with open_store(old) as store, store.write() as write:
        given = {
            field.name: field.type.parse(text)
            for field, text in (
                (signature[name], text)
                for name, text in {
                    "procedure": "release", "record": "1", "number": "1", "title": "通知", "version": "1", "round": "1",
                    "step": "review1", "label": "一审", "decision": "同意", "happened_on": "2026-11-20",
                    "entered_at": "2026-11-20 10:00", "entered_by": "wangfang", "medium": "屏幕", "digest": "0" * 64,
                }.items()
            )
        }  # fmt: skip
        write.add(signature, {field.name: given.get(field.name) for field in signature.fields})
    grown = replace(signature, fields=(*signature.fields, Field(name="seal", label="印章", type=Text(limit=20))))
    with declared(grown), open_store(old) as store:
        assert failing(store) == ""
        assert store.read.count(grown) == 1
        with pytest.raises(StoreProblem, match="append-only"), store.write():
            store.db.execute("UPDATE signature SET opinion = 'x'")


def test_what_is_under_way_is_found_without_reading_what_is_published(store: Store) -> None:
    """The board of a county with 20,000 texts asks for the few that are not out yet."""
    asked: list[str] = []
    store.read.db.conn.set_trace_callback(asked.append)
    store.read.ids(Selection("release", where=(("published_on", None),)))
    store.read.db.conn.set_trace_callback(None)
    (plan,) = store.read.db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}").fetchall()[:1]
    assert "release_published_on_closing" in str(plan[-1])
