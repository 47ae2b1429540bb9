"""The audit copy: what an inspector takes away holds nothing sealed, judges alike, and says what it proves."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fjgov_tui.audit import Finding, findings
from fjgov_tui.errors import ReadOnlyProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store, open_store, read_anchors, restore, verify
from fjgov_tui.store.audit_copy import AuditCopy, make_audit_copy
from fjgov_tui.store.copies import manifest_path
from fjgov_tui.store.marks import is_audit_copy

TODAY = date(2026, 11, 23)
OUR_UNIT, PHONE, LOGIN = "白帝镇人民政府", "13800001234", "baidi-admin-7731"


def county_of_two(store: Store) -> None:
    """Two units with a site, an account and a person each; on one site two people share a login."""
    with store.write() as write:
        for number, unit in enumerate((OUR_UNIT, "草堂镇人民政府")):
            write.save(LEDGERS["unit"], {"name": unit, "kind": "乡镇街道"})
            person: dict[str, Raw] = {
                "unit": unit,
                "name": f"王小满{number}",
                "mobile": PHONE,
                "on_duty": date(2024, 3, 1),
            }
            write.save(LEDGERS["person"], person)
            site: dict[str, Raw] = {
                "unit": unit,
                "name": f"子网站{number}",
                "kind": "子网站",
                "state": "正常",
                "url": f"http://s{number}.example.cn/",
            }
            write.save(
                LEDGERS["site"], site | {"opened_on": date(2023, 1, 1), "backend": f"http://10.7.7.{number}/login"}
            )
            account: dict[str, Raw] = {
                "site": f"子网站{number}",
                "name": f"编辑{number}",
                "login": LOGIN,
                "holder": f"王小满{number}",
            }
            write.save(
                LEDGERS["account"], account | {"privilege": "编辑", "state": "在用", "opened_on": date(2024, 3, 1)}
            )
        write.save(LEDGERS["person"], {"unit": OUR_UNIT, "name": "李大寒", "on_duty": date(2024, 3, 1)})
        second: dict[str, Raw] = {"site": "子网站0", "name": "备用", "login": LOGIN, "holder": "李大寒"}
        write.save(LEDGERS["account"], second | {"privilege": "审核", "state": "在用", "opened_on": date(2024, 3, 1)})
    with store.drafts() as drafts:
        drafts.keep("person", 0, {"mobile": PHONE})


def found(store: Store) -> list[Finding]:
    """What the whole rulebook finds."""
    return findings(store.read, TODAY)


def made(store: Store, tmp_path: Path, unit: str = "") -> AuditCopy:
    number = None
    if unit:
        number = next(record.id for record in store.read.records(LEDGERS["unit"]) if record.title == unit)
    return make_audit_copy(store, tmp_path / "stick" / "copy.db", number)


@pytest.fixture
def county(store: Store, tmp_path: Path) -> Store:
    county_of_two(store)
    (tmp_path / "stick").mkdir()
    return store


def test_nothing_sealed_and_no_salt_is_in_it(county: Store, tmp_path: Path) -> None:
    salts = [row[0] for row in county.db.execute("SELECT salt FROM person UNION SELECT salt FROM account")]
    made(county, tmp_path)
    for path in (tmp_path / "stick").iterdir():
        content = path.read_bytes()
        for secret in (PHONE, LOGIN, "10.7.7.", *salts):
            assert secret.encode() not in content
    with closing(sqlite3.connect(f"file:{tmp_path}/stick/copy.db?mode=ro", uri=True)) as copy:
        for table in ("draft", "password_tag", "watch_evidence", "watch_snapshot", "watch_outbox"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".fjgov-")]


def test_it_is_judged_like_the_file_itself(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path)
    with open_store(copy.path, readonly=True, clock=county.clock) as store:
        judged = found(store)
    assert judged == found(county)
    assert any("同一个登录名" in finding.message for finding in judged)


def test_it_proves_the_chain_and_every_open_field(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path)
    with open_store(copy.path, readonly=True) as store:
        verdict = verify(store.db, read_anchors(copy.manifest))
        assert verdict.ok
        assert any(check.title == "检查副本" and "密封字段的原值不能" in check.detail for check in verdict.checks)
        assert verdict.head == county.read.head()


def rewritten(copy: AuditCopy, sql: str) -> Path:
    """A copy that somebody has doctored."""
    forged = copy.path.with_name("forged.db")
    shutil.copyfile(copy.path, forged)
    with closing(sqlite3.connect(forged, isolation_level=None)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        db.execute(sql)
    return forged


@pytest.mark.parametrize(
    ("sql", "title"),
    [
        ("UPDATE person SET on_duty = '2020-01-01' WHERE id = 1", "记录"),
        ("UPDATE site SET removed_at = updated_at WHERE id = 1", "记录"),
        ("UPDATE unit SET name = '别的镇' WHERE id = 1", "记录"),
        ("DELETE FROM account WHERE id = 1", "记录"),
        ("UPDATE trail SET reason = '补登' WHERE seq = 3", "审计链"),
        ("UPDATE trail SET action = '未提供' WHERE seq = 3", "审计链"),
    ],
)
def test_what_somebody_changes_in_it_is_found(county: Store, tmp_path: Path, sql: str, title: str) -> None:
    forged = rewritten(made(county, tmp_path), sql)
    with open_store(forged, readonly=True, any_schema=True) as store:
        assert title in {check.title for check in verify(store.db).checks if not check.ok}


def test_nobody_writes_to_it_or_restores_from_it(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path)
    assert (copy.path.stat().st_mode & 0o777, is_audit_copy(copy.path)) == (0o440, True)
    with pytest.raises(ReadOnlyProblem, match="检查副本"):
        open_store(copy.path)
    with pytest.raises(StoreProblem, match="不能用来恢复"):
        restore(copy.path, tmp_path / "new.db", "20261126-120000")
    assert not is_audit_copy(county.path)


def test_it_opens_where_nothing_can_be_written(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path)
    (tmp_path / "stick").chmod(0o555)
    try:
        before = sorted((tmp_path / "stick").iterdir())
        with open_store(copy.path, readonly=True) as store:
            assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
            assert len(list(store.read.records(LEDGERS["unit"]))) == 2
        assert sorted((tmp_path / "stick").iterdir()) == before
    finally:
        (tmp_path / "stick").chmod(0o755)


def test_of_one_unit_nothing_is_told_of_the_others(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path, OUR_UNIT)
    content = copy.path.read_bytes()
    assert OUR_UNIT.encode() in content
    for word in ("草堂镇人民政府", "王小满1", "子网站1", "s1.example.cn", "编辑1"):
        assert word.encode() not in content
    with open_store(copy.path, readonly=True) as store:
        verdict = verify(store.db, read_anchors(copy.manifest))
        assert verdict.ok
        assert verdict.head == county.read.head()
        assert any(re.search(r"其中 [1-9]\d* 条属于其他单位", check.detail) for check in verdict.checks)
        judged = [finding for finding in found(store) if finding.unit == OUR_UNIT]
    assert judged == [finding for finding in found(county) if finding.unit == OUR_UNIT]


def test_the_manifest_names_what_was_left_out(county: Store, tmp_path: Path) -> None:
    copy = made(county, tmp_path, OUR_UNIT)
    said = json.loads(manifest_path(copy.path).read_text(encoding="utf-8"))
    assert (said["sha256"], said["anchor"]) == (copy.sha256, str(copy.head))
    assert f"只有“{OUR_UNIT}”的记录" in said["audit_copy"]


def test_another_file_of_that_name_is_not_replaced(county: Store, tmp_path: Path) -> None:
    (tmp_path / "stick" / "copy.db").write_text("别的东西", encoding="utf-8")
    with pytest.raises(StoreProblem, match="没有覆盖"):
        made(county, tmp_path)
