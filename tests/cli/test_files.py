import sqlite3
import stat
from pathlib import Path

from tests.cli.conftest import Fjgov


def behind_our_back(db: Path, sql: str) -> None:
    connection = sqlite3.connect(db)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_init_makes_a_private_file_and_never_replaces_one(fjgov: Fjgov, db: Path) -> None:
    ended = fjgov("init")
    assert (ended.code, ended.out) == (0, f"{db}\n")
    assert stat.S_IMODE(db.stat().st_mode) == 0o600
    size = db.stat().st_size
    again = fjgov("init")
    assert again.code == 3
    assert "没有覆盖" in again.err
    assert db.stat().st_size == size


def test_db_wins_over_the_environment(fjgov: Fjgov, db: Path, tmp_path: Path) -> None:
    other = tmp_path / "new folder" / "other.db"
    assert fjgov("--db", other, "init").code == 0
    assert other.exists()
    assert not db.exists()
    assert stat.S_IMODE(other.parent.stat().st_mode) == 0o700


def test_verify_ends_with_the_anchor(county: Fjgov, tmp_path: Path) -> None:
    ended = county("verify")
    assert ended.code == 0
    assert ended.out.splitlines()[-1].startswith("fjgov-anchor ")
    kept = tmp_path / "anchor.txt"
    kept.write_text(ended.out, encoding="utf-8")
    county("ledger", "set", "unit", "1", "phone=023-56557000")
    document = county("verify", "--anchor", kept, "--json")
    assert document.code == 0
    assert document.json["ok"]
    assert document.json["rows"][-1]["title"] == "锚"


def test_verify_names_a_record_edited_behind_the_programs_back(county: Fjgov, db: Path) -> None:
    behind_our_back(db, "UPDATE unit SET name = '冒名单位' WHERE id = 2")
    ended = county("verify")
    assert ended.code == 1
    assert "冒名单位" in ended.out
    assert "编号 2" in ended.out
    assert not county("verify", "--json").json["ok"]


def test_verify_misses_an_anchor_that_is_no_longer_there(county: Fjgov, db: Path, tmp_path: Path) -> None:
    kept = tmp_path / "anchor.txt"
    kept.write_text(f"fjgov-anchor 3:{'ab' * 32}\n", encoding="utf-8")
    ended = county("verify", "--anchor", kept)
    assert ended.code == 1
    assert "锚" in ended.out
    empty = tmp_path / "empty.txt"
    empty.write_text("没有", encoding="utf-8")
    assert county("verify", "--anchor", empty).code == 2
    assert county("verify", "--anchor", tmp_path / "missing").code == 2


def test_backup_and_restore(county: Fjgov, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    anchor = county("verify", "--json").json["anchor"]
    made = county("backup", copy)
    assert made.code == 0
    assert str(copy) in made.out
    assert "SHA-256" in made.out
    assert made.out.splitlines()[-1] == anchor
    county("ledger", "set", "unit", "1", "phone=023-56557000")
    back = county("restore", copy)
    assert (back.code, back.out) == (0, f"{db}\n")
    (kept,) = db.parent.glob("*.replaced-*[0-9]")
    assert str(kept) in back.err
    paper = tmp_path / "anchor.txt"
    paper.write_text(anchor, encoding="utf-8")
    assert county("verify", "--anchor", paper).code == 0
    assert county("--db", kept, "ledger", "show", "unit", "1", "--json").json["rows"][0]["phone"] == "023-56557000"


def test_the_last_backup_is_known_to_the_examination(county: Fjgov, db: Path, tmp_path: Path) -> None:
    def line() -> tuple[str, str]:
        rows = county("doctor", "--json").json["rows"]
        return next((row["state"], row["detail"]) for row in rows if row["name"] == "backup")

    assert county("--readonly", "backup", tmp_path / "one.db").code == 0
    assert line() == ("warn", "还没有备份过")
    assert county("backup", tmp_path / "two.db").code == 0
    state, detail = line()
    assert state == "ok"
    assert str(tmp_path / "two.db") in detail


def test_restore_onto_a_new_machine(county: Fjgov, tmp_path: Path) -> None:
    county("backup", tmp_path / "copy.db")
    fresh = tmp_path / "fresh" / "county.db"
    assert county("--db", fresh, "restore", tmp_path / "copy.db").code == 0
    assert county("--db", fresh, "ledger", "show", "unit", "--json").json["total"] == 2


def test_backups_go_round_in_a_folder_and_are_restored_for_trial(county: Fjgov, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "盘"
    assert county("backup", "--rotate", folder).code == 3
    folder.mkdir()
    made = county("backup", "--rotate", folder, "--drill")
    assert made.code == 0
    assert "恢复演练通过" in made.err
    assert "2 本台账" in made.err
    (backup,) = folder.glob(f"{db.stem}-*.db")
    assert str(backup) in made.out
    assert not list(tmp_path.rglob("*drill*")), "the trial is cleared away"
    assert county("backup").code == county("backup", "a.db", "--rotate", folder).code == 2


def test_restore_refuses_what_is_no_sound_backup(county: Fjgov, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    county("backup", copy)
    damaged = copy.read_bytes()[:-4096] + b"\0" * 4096
    copy.write_bytes(damaged)
    for bad in (copy, tmp_path / "missing.db"):
        ended = county("restore", bad)
        assert ended.code == 3
        assert ended.err.count("\n") == 1
    assert not list(db.parent.glob("*.replaced-*"))
    assert county("verify").code == 0


def test_files_that_are_no_ledgers_are_left_alone(fjgov: Fjgov, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("只是文字" * 300, encoding="utf-8")
    foreign = tmp_path / "foreign.db"
    behind_our_back(foreign, "CREATE TABLE other (a)")
    for path in (text, foreign, tmp_path):
        before = None if path.is_dir() else path.read_bytes()
        for words in (
            ("ledger", "list"),
            ("verify",),
            ("backup", tmp_path / "b.db"),
            ("ledger", "add", "unit", "name=a"),
        ):
            ended = fjgov("--db", path, *words)
            assert (ended.code, ended.out) == (3, "")
            assert ended.err.count("\n") == 1
        assert before is None or path.read_bytes() == before


def test_a_damaged_file_is_a_sentence_and_exit_3(county: Fjgov, db: Path) -> None:
    county("ledger", "list")
    whole = db.read_bytes()
    db.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    for words in (("ledger", "list"), ("ledger", "show", "unit"), ("verify",)):
        ended = county(*words)
        assert ended.code in {1, 3}
        assert "损坏" in ended.err or ended.code == 1


def test_what_is_new_is_verified_from_where_the_last_verification_ended_and_the_rest_is_named(
    county: Fjgov, db: Path
) -> None:
    never = county("verify", "--new")
    assert (never.code, "还没有核验通过过" in never.err) == (2, True)
    county("verify")
    county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
    once = county("verify", "--new", "--json").json
    assert (once["ok"], "封条（监测记录、口令标记、草稿在内）" in once["not_checked"]) == (True, True)
    county("ledger", "add", "unit", "name=又一镇", "kind=乡镇街道")
    again = county("verify", "--new")
    assert "上次核验以后的 1 条首尾相连" in again.out
    assert again.out.count("· 没有核验") == 8
    assert "上次完整核验" in again.out
    assert county("verify", "--new", "--json").json["since"] == again.out.splitlines()[-1]
