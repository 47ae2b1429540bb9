"""What the trial broke around secrets: nobody signs as another, and no guess is answered without a trace."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fjgov_tui.store import open_store
from tests.faults.conftest import ANY, Run

OLD, NEW = "jianshang lianxi guwen 8421", "another quite long phrase 77"


def rehearsed(county: Run, folder: Path, mobile: str, *more: str) -> str:
    """What a dry run says of a sheet with one person's mobile number."""
    sheet = folder / "人员.csv"
    rows = (("姓名", "所在单位", "手机号", *more[::2]), ("张三", "白帝镇人民政府", mobile, *more[1::2]))
    sheet.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    done = county("import", sheet, "--dry-run", "--json", code=ANY)
    said = json.loads(done.out)
    return json.dumps([said["rows"], said["changed"], done.err, done.code], ensure_ascii=False).replace(mobile, "…")


def head(db: Path) -> int:
    """How many entries the trail has."""
    with open_store(db, readonly=True) as store:
        return store.read.head().seq


def test_line_8_a_rehearsed_import_does_not_tell_a_right_guess_from_a_wrong_one(
    county: Run, db: Path, tmp_path: Path
) -> None:
    before = head(db)
    right, wrong = (rehearsed(county, tmp_path, mobile) for mobile in ("19900001234", "19911111234"))
    assert right == wrong
    assert '"修改"' in right
    assert head(db) == before


def test_line_8_nor_does_the_question_whether_it_is_the_same_person(county: Run, tmp_path: Path) -> None:
    county("ledger", "set", "person", "1", "post=干部")
    right, wrong = (rehearsed(county, tmp_path, one, "职务", "主任") for one in ("19900001234", "19911111234"))
    assert right == wrong


def test_line_8_an_import_that_writes_leaves_the_same_trail_either_way(county: Run, db: Path, tmp_path: Path) -> None:
    trails = []
    for mobile in ("19900001234", "19900001234", "19911111234"):
        sheet = tmp_path / "人员.csv"
        sheet.write_text(f"姓名,所在单位,手机号\n张三,白帝镇人民政府,{mobile}\n", encoding="utf-8")
        county("import", sheet)
        with open_store(db, readonly=True) as store:
            (entry,) = store.read.latest_changes(1)
            trails.append((entry.action, dict(entry.before), dict(entry.after), entry.reason))
    assert trails[0] == trails[1] == trails[2]
    assert trails[0][0] == "修改"


GUESSES = ("19900001234", "19911111234")
"""The right one, and a wrong one."""


def test_line_8_a_set_of_a_guessed_value_says_and_leaves_the_same_either_way(county: Run, db: Path) -> None:
    told = list[tuple[object, ...]]()
    for guess in GUESSES:
        done = county("ledger", "set", "person", "1", f"mobile={guess}")
        with open_store(db, readonly=True) as store:
            (entry,) = store.read.latest_changes(1)
        told.append((done.out, done.err.replace(f"第 {entry.revision} 版", ""), entry.action, dict(entry.before),
                     dict(entry.after), entry.reason))  # fmt: skip
    assert told[0] == told[1]
    for guess in GUESSES:
        done = county("ledger", "set", "person", "1", f"mobile={guess}", "--revision", "1", code=2)
        told.append((done.out, done.err.replace(guess[3:7], "****")))
    assert told[2] == told[3]


def test_line_8_no_list_and_no_search_answers_a_guess(county: Run) -> None:
    """Neither a condition, nor a search, nor an order, nor a second record with the same value tells."""
    for words in (
        ("ledger", "show", "person", "--where", "mobile={}"), ("ledger", "show", "person", "--filter", "{}"),
        ("find", "{}"), ("export", "person", "--where", "mobile={}", "-o", "/dev/null"),
    ):  # fmt: skip
        right, wrong = (county(*(word.format(guess) for word in words), code=ANY) for guess in GUESSES)
        assert (right.code, right.out.replace(GUESSES[0], "")) == (wrong.code, wrong.out.replace(GUESSES[1], "")), words
        assert right.err.replace(GUESSES[0], "") == wrong.err.replace(GUESSES[1], ""), words
    made = [
        county("ledger", "add", "person", f"name=李{number}", "unit=白帝镇人民政府", f"mobile={guess}", code=ANY)
        for number, guess in enumerate(GUESSES)
    ]
    assert [done.code for done in made] == [0, 0]
    assert made[0].err.replace("李0", "").replace("编号 2", "") == made[1].err.replace("李1", "").replace("编号 3", "")


def test_line_8_what_was_exported_with_its_masks_still_changes_nothing(county: Run, tmp_path: Path) -> None:
    county("export", "person", "-o", tmp_path / "p.csv")
    said = json.loads(county("import", tmp_path / "p.csv", "--ledger", "person", "--json").out)
    assert (said["unchanged"], said["written"]) == (1, False)


def test_line_8_a_login_that_is_looked_for_leaves_a_trace_and_only_so_many_are(
    county: Run, db: Path, tmp_path: Path
) -> None:
    county(
        "ledger",
        "add",
        "site",
        "name=白帝镇子网站",
        "unit=白帝镇人民政府",
        "url=http://bdz.example.gov.cn/",
        "kind=子网站",
    )
    county(
        "ledger",
        "add",
        "account",
        "name=白帝-编辑",
        "site=白帝镇子网站",
        "holder=张三",
        "login=bdz_editor",
        "privilege=编辑",
    )
    before = head(db)
    sheet = tmp_path / "后台账户.csv"
    rows = "\n".join(f"白帝镇子网站,guess{number:03},张三,编辑" for number in range(60))
    sheet.write_text(f"所属站点,登录名,保管人,权限\n{rows}\n", encoding="utf-8")
    said = json.loads(county("import", sheet, "--ledger", "account", "--dry-run", "--json", code=2).out)
    refused = [one for one in said["rows"] if one["action"] == "拒绝"]
    assert len(refused) >= 40
    assert any("不再逐个核对" in one["reason"] for row in refused for one in row["problems"])
    assert head(db) == before + 1
    with open_store(db, readonly=True) as store:
        (entry,) = store.read.latest_changes(1)
    assert (entry.action, entry.ledger) == ("预演", "")
    assert json.loads(county("verify", "--json").out)["ok"]


def test_line_8_no_error_shows_a_secret_again(county: Run) -> None:
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
    for words in (("--attest", OLD), (f"--attest={OLD}",), ("--attest", "12", OLD), (f"--stdin={OLD}",), (OLD,)):
        done = county("password", "rotate", "白帝-编辑", *words, code=2)
        assert OLD not in done.out + done.err


@pytest.mark.parametrize("wrong", [("--on", "2035-01-01"), ("--witness", "长" * 500), ("--note", "长" * 50_000)])
def test_line_8_everything_else_is_asked_before_a_password_is_compared(
    county: Run, db: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    """Whether an old password comes or another: the same refusal, and no entry."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    typing(county)
    typed(county, monkeypatch, OLD)
    before = head(db)
    said = [typed(county, monkeypatch, one, "--reason", "泄露", *wrong, code=2) for one in (OLD, NEW)]
    assert said[0] == said[1]
    assert head(db) == before


def test_line_8_an_old_password_that_is_recognised_is_booked_and_only_so_often_told(
    county: Run, db: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    typing(county)
    typed(county, monkeypatch, OLD)
    before = head(db)
    for number in range(1, 6):
        said = typed(county, monkeypatch, OLD, "--reason", "泄露", code=2)
        assert "相同" in said, said
        assert head(db) == before + number
    assert "今天不再核对" in typed(county, monkeypatch, OLD, "--reason", "泄露", code=2)
    assert "今天不再核对" in typed(county, monkeypatch, NEW, "--reason", "泄露", code=2)


def typing(county: Run) -> None:
    """An account, and the checker switched on."""
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
    county("ledger", "add", "setting", "设置项=启用口令检查", "值=是")


def typed(county: Run, monkeypatch: pytest.MonkeyPatch, secret: str, *words: str, code: int = 0) -> str:
    """What a rotation says when the password comes from standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{secret}\n".encode())))
    return county("password", "rotate", "白帝-编辑", "--stdin", *words, code=code).err
