"""What verification sees of a file that somebody went round the program with, and what follows from it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.errors import FjgovError
from fjgov_tui.store import create_store, open_store, verify
from fjgov_tui.store.seals import SEALED_TITLES
from fjgov_tui.store.tags import StoredTag, keep_tag
from tests.faults import bitflips
from tests.faults.conftest import ANY, Run

ROWS = {
    "watch_visit": "INSERT INTO watch_visit (site, due, kind, at, counted, outcome, total, size, redirects)"
    " VALUES (1, 600, 0, 601, 1, 0, 90, 5000, 0)",
    "watch_day": "INSERT INTO watch_day (day, site, slots, n, ok, bad, missed, maintenance)"
    " VALUES ('2026-11-25', 1, 48, 48, 40, 8, 0, 0)",
    "watch_page": "INSERT INTO watch_page VALUES ('site', 1, 1, 'http://a/', 600, 1, '2026-01-01', 'list', 0, '', '')",
    "watch_finding": "INSERT INTO watch_finding (fingerprint, check_kind, rule, page_of, record, site, url, mark, what,"
    " around, severity, first_seen, last_seen)"
    " VALUES ('f', '内容', 'r', 'site', 1, 1, 'u', 'm', 'w', 'a', 'violation', 1, 2)",
    "watch_site": "INSERT INTO watch_site (site, health, since, last_why, address, bad_run, good_run, recent, flips)"
    " VALUES (1, '故障', 600, '', '', 3, 0, '[]', '[]')",
}  # fmt: skip
ALTERED: dict[str, tuple[str, str]] = {
    "an outage that was": ("UPDATE watch_visit SET outcome = 1", "监测的访问的内容在本程序之外被改过（1 行）"),
    "a day that was bad": ("UPDATE watch_day SET ok = 48, bad = 0", "监测的日汇总的内容在本程序之外被改过"),
    "a day that is gone": ("DELETE FROM watch_day", "监测的日汇总应有 1 行，实有 0 行"),
    "a column that is stale": ("UPDATE watch_page SET newest = '2026-11-25'", "监测的页面的内容"),
    "a finding that is gone": ("UPDATE watch_finding SET gone_at = 3", "监测疑点的内容"),
    "a site that is down": ("UPDATE watch_site SET health = '正常'", "监测的站点状态的内容"),
    "a tag of a password": ("UPDATE password_tag SET tag = tag + 1", "口令标记的内容"),
    "a draft": ("UPDATE draft SET typed = '{}'", "表单草稿的内容"),
    "a draft of another": ("INSERT INTO draft VALUES ('x', 'unit', 0, '', '{}')", "表单草稿应有 1 行，实有 2 行"),
    "a place in lists": ("UPDATE unit SET sort_key = 'zzz' WHERE id = 1", "单位的内容"),
    "initials": ("UPDATE unit SET search = replace(search, 'bdz', 'zzz'), called = called || 'x'", "单位的内容"),
    "a fact of the file": ("UPDATE meta SET value = 'x' WHERE name = 'file'", "文件自己的记载的内容"),
    "the name of a column": (
        "ALTER TABLE unit RENAME COLUMN updated_at TO updated_et",
        "记录：有的表或列不见了，核对不了",
    ),
    "the name of a column of the trail": (
        "ALTER TABLE trail RENAME COLUMN digest TO digast",
        "审计链：有的表或列不见了",
    ),
    "a seal": ("UPDATE seal SET row_count = 7 WHERE name = 'unit'", "单位应有 7 行，实有 1 行"),
    "a seal that is none": ("UPDATE seal SET total = 'x' WHERE name = 'unit'", "单位的内容"),
    "a seal that is gone": ("DELETE FROM seal WHERE name = 'unit'", "单位没有封条"),
}


@pytest.fixture
def watched(county: Run, db: Path) -> Run:
    """The county, with what a monitor saw, a tag and a draft, each written through the program."""
    county(
        "ledger",
        "add",
        "site",
        "name=白帝镇子网站",
        "unit=白帝镇人民政府",
        "url=http://bdz.example.gov.cn/",
        "kind=子网站",
    )
    county("ledger", "add", "account", "name=白帝-编辑", "site=白帝镇子网站", "holder=张三", "privilege=编辑")
    with open_store(db) as store:
        with store.write("测试") as writer:
            for sql in ROWS.values():
                writer.db.execute(sql)
            keep_tag(writer, 1, StoredTag(b"\1" * 16, 2, 8, 1, 77))
        with store.drafts() as drafts:
            drafts.keep("unit", 0, {"name": "没写完"})
    county("verify")
    return county


def behind(db: Path, sql: str) -> None:
    """Change the file with another program."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql)


@pytest.mark.parametrize("change", ALTERED)
def test_line_10_verify_and_doctor_see_what_stands_in_no_trail(watched: Run, db: Path, change: str) -> None:
    sql, says = ALTERED[change]
    behind(db, sql)
    assert says in watched("verify", code=1).out
    (line,) = [one for one in json.loads(watched("doctor", "--json", code=1).out)["rows"] if one["name"] == "verify"]
    assert line["state"] == "fail"
    assert says in line["detail"]


def test_line_10_everything_that_the_program_writes_keeps_the_seals(watched: Run, db: Path, tmp_path: Path) -> None:
    """Changed, removed, restored, undone, refused, backed up and put back: the seals fit each time."""
    watched("ledger", "set", "unit", "1", "note=甲")
    watched("ledger", "remove", "person", "1", "--yes", code=ANY)
    watched("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道", code=2)
    with open_store(db) as store:
        with store.drafts() as drafts:
            drafts.drop("unit", 0)
        with pytest.raises(FjgovError), store.write() as writer:
            writer.db.execute("INSERT INTO watch_site SELECT * FROM watch_site")
        with store.write() as writer:
            writer.db.execute("INSERT OR REPLACE INTO watch_site SELECT * FROM watch_site")
            writer.db.execute("DELETE FROM watch_visit")
        assert verify(store.db).ok
    watched("backup", tmp_path / "b.db")
    watched("restore", tmp_path / "b.db")
    watched("ledger", "set", "unit", "1", "note=乙")
    watched("verify")


def test_line_10_every_table_that_is_no_ledger_has_a_name_for_people(tmp_path: Path) -> None:
    with create_store(tmp_path / "a.db") as store:
        rows = store.db.execute("SELECT name FROM seal ORDER BY name").fetchall()
    assert not [name for (name,) in rows if name not in SEALED_TITLES]


def test_line_10_writing_goes_on_after_a_failed_verification_with_a_warning_each_time(watched: Run, db: Path) -> None:
    def add(name: str) -> str:
        return watched("ledger", "add", "unit", f"name={name}", "kind=乡镇街道").err

    assert "核验" not in add("甲镇")
    behind(db, "UPDATE watch_day SET bad = 0")
    assert "核验" not in add("乙镇"), "nobody has looked yet"
    watched("--readonly", "verify", code=1)
    assert not db.with_name("county.db.unproven").exists(), "read-only leaves nothing behind"
    watched("verify", code=1)
    for name in ("丙镇", "丁镇"):
        assert "没有通过核验" in (said := add(name))
        assert "不符的：封条" in said
    assert "没有通过核验" not in watched("ledger", "show", "unit").err
    done = watched("verify", "--reseal", "--reason", "查明是维护人员改的，照现在的算", code=0)
    assert "已重新封：监测的日汇总的内容在本程序之外被改过" in done.err
    assert "核验" not in add("戊镇")
    with open_store(db, readonly=True) as store:
        entry = next(one for one in store.read.latest_changes(5) if one.action == "重新封")
    assert "监测的日汇总" in str(entry.after["tables"])
    assert entry.reason == "查明是维护人员改的，照现在的算"


def test_line_10_nothing_but_seals_is_sealed_again(watched: Run, db: Path) -> None:
    behind(db, "UPDATE unit SET name = '假镇' WHERE id = 1")
    said = watched("verify", "--reseal", "--reason", "试试", code=2).err
    assert "不只是封条，还有记录、检索不符" in said
    assert "要写明原因" in watched("verify", "--reseal", code=2).err


def test_line_10_a_restore_takes_the_warning_away(watched: Run, db: Path, tmp_path: Path) -> None:
    watched("backup", tmp_path / "b.db")
    behind(db, "UPDATE watch_day SET bad = 0")
    watched("verify", code=1)
    watched("restore", tmp_path / "b.db")
    assert "没有通过核验" not in watched("ledger", "add", "unit", "name=甲镇", "kind=乡镇街道").err


def test_line_11_turned_bits_that_change_content_are_seen(tmp_path: Path) -> None:
    """The figure itself is in docs/审计链与核验.md, measured by `python -m tests.faults.bitflips`."""
    tally = bitflips.turn(bitflips.base_file(tmp_path), tmp_path, 40)
    assert tally.content >= 2
    assert tally.share >= 95, tally
