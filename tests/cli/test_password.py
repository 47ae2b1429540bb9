"""`fjgov password`: the contract, bad input in sentences, and a password that is found nowhere afterwards."""

import io
import os
import pty
import sys
import zipfile
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.months import add_months
from fjgov_tui.store import open_store
from fjgov_tui.workflows.reminders import standing_row
from fjgov_tui.workflows.rotation import standings
from tests.cli.conftest import Fjgov
from tests.demos import copy_of

CANARY = "Xq7-金丝雀-kW2#vT"
ON = ("设置项=启用口令检查", "值=是")


@pytest.fixture
def office(county: Fjgov) -> Fjgov:
    """The county with a site and two accounts."""
    for words in (
        ("site", "站点名称=白帝镇子网站", "主办单位=白帝镇人民政府", "站点类型=子网站", "网址=https://bdz.example/"),
        ("person", "name=王五", "unit=县水利局", "on_duty=2024-01-01"),
        (
            "account",
            "账户标识=白帝-管理员",
            "所属站点=白帝镇子网站",
            "权限=管理员",
            "保管人=王五",
            "启用日期=2024-01-01",
        ),
        ("account", "账户标识=白帝-编辑", "所属站点=白帝镇子网站", "权限=编辑", "保管人=王五", "启用日期=2024-01-01"),
    ):
        done = county("ledger", "add", *words)
        assert done.code == 0, done.err
    return county


def type_in(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def today() -> date:
    return beijing_day(utc_now())


def test_due_is_the_contract_and_agrees_with_the_workflow(fjgov: Fjgov, db: Path, demo_county: Path) -> None:
    copy_of(demo_county, db)
    with open_store(db, readonly=True) as store:
        wanted = [standing_row(one) for one in standings(store.read, today())]
    said = fjgov("password", "due", "--json")
    assert said.code == 0
    assert said.json == {"rows": wanted, "total": len(wanted)}
    assert list(said.json["rows"][0]) == [
        "account", "holder", "unit", "last_rotation", "due", "days_left", "state",
    ]  # fmt: skip
    soon = fjgov("--readonly", "password", "due", "--within", "14d", "--json").json
    assert soon["rows"] == [one for one in wanted if one["state"] != "正常"]
    assert 0 < soon["total"] < len(wanted)
    overdue = fjgov("password", "due", "--within", "0", "--json").json["rows"]
    assert {one["state"] for one in overdue} <= {"从未", "逾期", "临期"}
    table = fjgov("password", "due", "--within", "14天")
    assert len(table.out.splitlines()) == soon["total"] + 1


def test_an_attested_change_by_name_part_or_id(office: Fjgov) -> None:
    done = office("password", "rotate", "白帝-管", "--attest", "12", "--witness", "李四", "--reason", "首次")
    assert done.code == 0, done.err
    assert done.out.strip() == "1"
    assert f"下次不晚于 {add_months(today(), 2)}" in done.err
    assert office("password", "rotate", "2", "--attest", "9", "--on", "2026.1.5", "--by", "张三").code == 2
    assert office("password", "rotate", "2", "--attest", "9", "--on", "2026年1月5日", "--by", "王五").code == 0
    rows = office("ledger", "show", "rotation", "--json").json["rows"]
    assert {(one["length"], one["basis"], one["witness"], one["reason"]) for one in rows} == {
        (12, "承诺", "李四", "首次"), (9, "承诺", None, "定期"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("白帝", "--attest", "12"), "不止一条"),
        (("没有的", "--attest", "12"), "没有"),
        (("白帝-编辑", "--attest", "12", "--on", "2999-01-01"), "核对年份"),
        (("白帝-编辑", "--attest", "12", "--on", "2100-01-01"), "不能晚于今天"),
        (("白帝-编辑", "--attest", "12", "--on", "2023-12-31"), "早于账户的启用日期"),
        (("白帝-编辑", "--attest", "7"), "不足 8 位"),
        (("白帝-编辑", "--attest", "9999"), "口令位数"),
        (("白帝-编辑", "--attest", "x"), "要写位数"),
        (("白帝-编辑", "--attest", "12", "--reason", "无聊"), "更换原因"),
        (("白帝-编辑", "--attest", "12", "--by", "没有这个人"), "没有这个人"),
        (("白帝-编辑", "--attest", "12", "--stdin"), "只能写一个"),
        (("白帝-编辑", "--stdin"), "没有启用口令检查"),
        (("白帝-编辑",), "没有启用口令检查"),
    ],
)
def test_bad_input_is_a_sentence_and_writes_nothing(
    office: Fjgov, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{CANARY}\n".encode())
    done = office("password", "rotate", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert CANARY not in done.err
    assert office("ledger", "show", "rotation", "--json").json["total"] == 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "没有口令"),
        (b"\n", "没有口令"),
        (b"\xff\xfekR7-mm2q\n", "UTF-8"),
        (b"kR7-\x1b[31mmm2q\n", "控制字符"),
        (b"kR7-mm2qW\nsecond line\n", "控制字符"),
        (b"k" * 10_000 + b"\n", "超过 256 位"),
        ("石榴".encode() * 500_000, "太长"),
        (b"kR7-mm\n", "不足 8 位"),
        (b"wangwu2026\n", "知道这个账户的人就能猜到"),
        (b"password123\n", "常见口令"),
    ],
)
def test_a_bad_password_is_a_sentence_that_does_not_quote_it(
    office: Fjgov, raw: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office("ledger", "add", "setting", *ON).code == 0
    type_in(monkeypatch, raw)
    done = office("password", "rotate", "白帝-编辑", "--stdin")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    for typed in ("kR7", "kkkk", "wangwu2026", "password123", "second line"):
        assert typed not in done.err
    assert office("ledger", "show", "rotation", "--json").json["total"] == 0


def traces(folder: Path) -> list[str]:
    """The files below that hold the canary, in any encoding that a program might use; workbooks are unpacked."""
    needles = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("gb18030"), CANARY[:4].encode()]
    needles += [CANARY.encode("unicode_escape"), CANARY.encode().hex().encode()]
    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        pieces = [path.read_bytes()]
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as package:
                pieces += [package.read(name) for name in package.namelist()]
        if any(needle in piece for needle in needles for piece in pieces):
            found.append(str(path))
    return found


def test_a_typed_password_is_found_nowhere(
    office: Fjgov, db: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office("ledger", "add", "setting", *ON).code == 0
    said = []
    # Another reader keeps the write-ahead log in its place while we look.
    with open_store(db, readonly=True) as looking:
        looking.read.counts()
        for account, reason in (("白帝-编辑", "定期"), ("白帝-管理员", "定期"), ("白帝-编辑", "泄露")):
            type_in(monkeypatch, f"{CANARY}\r\n".encode())
            said.append(office("password", "rotate", account, "--stdin", "--reason", reason))
        for name in ("all.xlsx", "all.json"):
            said.append(office("ledger", "export", "--all", "-o", tmp_path / name))
        said.append(office("ledger", "export", "rotation", "-o", tmp_path / "rotation.csv"))
        said.append(office("backup", tmp_path / "copy.db"))
        said.append(office("password", "sheet", "-o", tmp_path / "sheet.xlsx"))
        said += [office("ledger", "history", "account", "白帝-编辑"), office("ledger", "show", "rotation", "--json")]
        said += [office("password", "due", "--json"), office("verify")]
        assert db.with_name(f"{db.name}-wal").exists() or db.stat().st_size > 0
        assert traces(tmp_path) == []
    assert [one.code for one in said[:3]] == [0, 0, 2]
    assert "最近 6 次" in said[2].err
    assert all(one.code == 0 for one in said[3:]), [one.err for one in said[3:]]
    assert not any(CANARY in one.out + one.err for one in said)
    assert traces(tmp_path) == []
    assert traces(home) == []
    exported = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert "password_tag" not in exported
    assert "检查" in exported


def in_a_terminal(words: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the program in a terminal of its own and answer each prompt; its exit code and everything on the screen."""
    child, screen = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "fjgov_tui", *words])
    seen, waiting = b"", list(answers)
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if waiting and seen.count("：".encode()) > len(answers) - len(waiting) and seen.endswith("：".encode()):
            os.write(screen, waiting.pop(0).encode() + b"\n")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(screen)
    return code, seen.decode(errors="replace")


@pytest.mark.parametrize(("second", "code"), [(CANARY, 0), (CANARY + "x", 2)])
def test_typed_at_a_terminal_it_is_asked_twice_and_never_shown(office: Fjgov, second: str, code: int) -> None:
    assert office("ledger", "add", "setting", *ON).code == 0
    ended, seen = in_a_terminal(["password", "rotate", "白帝-编辑"], [CANARY, second])
    assert ended == code, seen
    assert "不显示" in seen
    assert CANARY not in seen
    assert CANARY[:4] not in seen
    assert office("ledger", "show", "rotation", "--json").json["total"] == int(code == 0)
    assert ("已检查" if code == 0 else "两次输入的口令不一样") in seen


def test_even_a_crash_leaves_no_trace_of_it(
    office: Fjgov, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office("ledger", "add", "setting", *ON).code == 0

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("fjgov_tui.workflows.checking.judge", broken)
    type_in(monkeypatch, f"{CANARY}\n".encode())
    done = office("password", "rotate", "白帝-编辑", "--stdin")
    assert done.code == 2
    assert "程序内部出错" in done.err
    assert CANARY not in done.out + done.err
    assert list(home.rglob("crash-*.txt"))
    assert traces(home) == []
    assert traces(tmp_path) == []


def test_generated_ones_pass_the_checker_and_stand_alone_on_stdout(
    office: Fjgov, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office("ledger", "add", "setting", *ON).code == 0
    for words, reason in ((("--length", "8"), "定期"), (("--words",), "移交"), ((), "泄露")):
        made = office("password", "generate", *words)
        assert made.code == 0
        typed = made.out.removesuffix("\n")
        assert typed
        assert "\n" not in typed
        assert typed not in made.err
        type_in(monkeypatch, made.out.encode())
        done = office("password", "rotate", "白帝-编辑", "--stdin", "--reason", reason)
        assert done.code == 0, done.err
        assert f"{len(typed)} 位，已检查" in done.err
    assert office("password", "generate", "--length", "7").code == 2


def test_the_day_sheet_is_printed_filled_in_and_imported(office: Fjgov, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    assert office("password", "sheet", "-o", path, "--within", "14d").code == 0
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heads = [str(cell.value) for cell in sheet[1]]
    assert heads == [
        "后台账户",
        "保管人",
        "单位",
        "应换日期",
        "更换原因",
        "核验方式",
        "更换日期",
        "口令位数",
        "见证人",
        "签名",
    ]
    assert sheet.max_row == 3
    assert office("ledger", "import", path, "--ignore-extra").code == 2
    for row in (2, 3):
        for heading, value in (
            ("更换日期", today().isoformat()),
            ("口令位数", 12),
            ("见证人", "李四"),
            ("签名", "王五"),
        ):
            sheet.cell(row, heads.index(heading) + 1, value)
    book.save(path)
    done = office("ledger", "import", path, "--ignore-extra")
    assert done.code == 0, done.out
    rows = office("password", "due", "--json").json["rows"]
    assert [one["last_rotation"] for one in rows] == [today().isoformat()] * 2
    assert {one["by"] for one in office("ledger", "show", "rotation", "--json").json["rows"]} == {"王五"}
    again = office("ledger", "import", path, "--ignore-extra")
    assert again.code == 0
    assert office("ledger", "show", "rotation", "--json").json["total"] == 2
    assert office("password", "sheet", "-o", tmp_path / "x.txt").code == 2
    assert office("password", "sheet", "-o", paper := tmp_path / "x.docx").code == 0
    assert b"\xe7\xad\xbe\xe5\x90\x8d" in ZipFile(paper).read("word/document.xml"), "a column for signatures"


def test_reminders_and_when_the_next_ones_go_out(office: Fjgov) -> None:
    first = office("password", "remind", "--force")
    assert first.code == 0
    assert "从未更换 2 个" in first.out
    assert office("ledger", "show", "reminder", "--json").json["total"] == 1
    following = office("password", "next", "--json").json
    assert following["total"] == 5
    assert all(one["at"].endswith("08:30+08:00") for one in following["rows"])
    assert len(office("password", "next").out.splitlines()) == 5
    assert office("--readonly", "password", "remind").code == 3


@pytest.mark.parametrize(
    "words", [("due", "--within", "soon"), ("due", "--within", "-3"), ("rotate",), ("generate", "x")]
)
def test_mistyped_lines_are_told_in_chinese(office: Fjgov, words: tuple[str, ...]) -> None:
    done = office("password", *words)
    assert done.code == 2
    assert "用法见" in done.err
