"""What comes in by sheets and what other users and programs do at the same time, as the trial did it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from fjgov_tui.errors import BusyProblem
from fjgov_tui.exchange.limits import MAX_COLUMNS
from fjgov_tui.reports.outcome import MOST
from fjgov_tui.store import engine, open_store
from fjgov_tui.store.holding import holding, note_path
from tests.cli.conftest import Ended
from tests.faults.conftest import ANY, Run

NOBODY = 65_534
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can make another user's file")


def workbook(path: Path, sheets: dict[str, list[list[str]]], hidden: tuple[str, ...] = ()) -> Path:
    """A workbook with these sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return path


def test_line_2_a_sheet_from_outside_steers_nothing(county: Run, tmp_path: Path) -> None:
    sheets = {
        "单位": [["单位名称", "单位类别"], ["永安街道办事处", "乡镇街道"]],
        "设置": [["设置项", "值"], ["提醒去向", "命令:sh -c 'touch /tmp/x'"]],
        "告警去向": [["名称", "方式", "地址", "级别"], ["钩", "网络钩子", "https://a.example/", "经办人"]],
    }
    source = workbook(tmp_path / "来文.xlsx", sheets, hidden=("设置", "告警去向"))
    for more in ((), ("--hidden", "导入"), ("--hidden", "导入", "--yes")):
        county("import", source, *more, code=2)
        assert json.loads(county("ledger", "show", "setting", "--json").out)["total"] == 0
        assert json.loads(county("ledger", "show", "channel", "--json").out)["total"] == 0
    said = county("import", source, code=2).err
    assert "隐藏" in said
    assert "设置" in said


def test_line_5_what_is_no_regular_file_is_never_replaced(county: Run, tmp_path: Path) -> None:
    county("ledger", "export", "unit", "-o", tmp_path / "u.csv")
    null = Path("/dev/null")
    device = null.stat().st_rdev
    county("audit", "-o", "/dev/null", "--format", "md", code=ANY)
    county("backup", "/dev/null", code=3)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    county("backup", pipe, code=3)
    county("verify", "--anchor", pipe, code=2)
    county("verify", "--anchor", "/dev/zero", code=2)
    assert stat.S_ISCHR(null.stat().st_mode)
    assert null.stat().st_rdev == device
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_line_5_what_a_process_has_open_is_written_through(county: Run, db: Path, tmp_path: Path) -> None:
    """`/dev/stdout` stands for a file, a pipe or a terminal; it is filled, or refused, and never replaced."""
    county("ledger", "export", "unit", "-o", tmp_path / "u.csv")
    fjgov = [sys.executable, "-m", "fjgov_tui", "--db", str(db)]
    link = Path("/dev/stdout").readlink()
    for target in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        done = subprocess.run([*fjgov, "audit", "--format", "md", "-o", target], capture_output=True, check=False)
        assert (done.returncode, done.stdout[:1]) == (1, b"#"), done
    with (tmp_path / "out").open("wb") as file:
        done = subprocess.run(
            [*fjgov, "audit", "--format", "md", "-o", "/dev/stdout"], stdout=file, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, (tmp_path / "out").read_bytes()[:1]) == (1, b"#"), done
    for target in ("/dev/stdout", "/dev/full", "/dev/tty"):
        refused = subprocess.run([*fjgov, "backup", target], capture_output=True, text=True, check=False)
        assert (refused.returncode, "Traceback" in refused.stderr) == (3, False), refused
    full = subprocess.run([*fjgov, "audit", "-o", "/dev/full", "--format", "md"], capture_output=True, check=False)
    assert full.returncode == 2
    assert Path("/dev/stdout").readlink() == link
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_line_7_nobody_signs_as_somebody_else(county: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_UID", "1002")
    monkeypatch.setenv("SUDO_USER", "leader")
    county("ledger", "add", "unit", "name=永安街道办事处", "kind=乡镇街道")
    with open_store(db, readonly=True) as store:
        first, second = store.read.latest_changes(2)
    assert first.who == second.who != "leader"


AS_ANOTHER = """
import contextlib, importlib, io, json, os, pkgutil, sys, traceback
import fjgov_tui
from fjgov_tui.__main__ import main

for module in pkgutil.walk_packages(fjgov_tui.__path__, "fjgov_tui."):
    # All of the program first: the other account may not reach the folder of this Python.
    if not module.name.endswith("__main__"):
        with contextlib.suppress(ImportError):  # what stands on a compiled wheel that is hidden
            importlib.import_module(module.name)
with contextlib.redirect_stdout(io.StringIO()):
    main(["--db", "/nowhere/x.db", "doctor"])

def become(other, home, out, err):
    for number, name in ((1, out), (2, err)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin = open(os.devnull)
    os.environ |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home)
    os.chdir(home)
    os.setgroups([])
    os.setgid(other)
    os.setuid(other)

for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        code = 70
        try:
            become(asked["other"], asked["home"], asked["out"], asked["err"])
            code = main(asked["words"])
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def another() -> Iterator[subprocess.Popen[str]]:
    """The program as root has loaded it; for each command it makes a child of itself, which becomes another account."""
    with subprocess.Popen(
        [sys.executable, "-c", AS_ANOTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loaded:
        yield loaded


@as_root
@pytest.mark.parametrize(("mode", "says"), [(0o700, "权限"), (0o755, "没有权限读这个数据库文件"), (0o711, "权限")])
def test_line_13_another_users_file_is_a_sentence_with_code_3(
    run: Run, another: subprocess.Popen[str], mode: int, says: str
) -> None:
    """Root's ledger file as another account meets it, in a folder that it may not enter, read, or list."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        home, inside = Path(name, "home"), Path(name, "deep", "data")
        home.mkdir()
        inside.mkdir(parents=True)
        os.chown(home, NOBODY, NOBODY)
        db = inside / "county.db"
        run("--db", db, "init")
        inside.parent.chmod(mode)
        for words in (("ledger", "list"), ("verify",), ("ledger", "add", "unit", "name=a", "kind=部门"), ("audit",)):
            done = as_another(another, home, db, *words)
            assert (done.code, "Traceback" in done.err) == (3, False), done
            assert says in done.err, done
        doctor = as_another(another, home, db, "doctor", "--json")
        (line,) = [row for row in json.loads(doctor.out)["rows"] if row["name"] == "file"]
        assert (doctor.code, line["state"]) == (1, "fail"), doctor
        assert "权限" in line["detail"]


def as_another(another: subprocess.Popen[str], home: Path, db: Path, *words: str) -> Ended:
    """The command as the other account runs it, at home."""
    out, err = home.parent / "out", home.parent / "err"
    asked = {"other": NOBODY, "home": str(home), "words": ["--db", str(db), *words], "out": str(out), "err": str(err)}
    assert another.stdin is not None
    assert another.stdout is not None
    another.stdin.write(json.dumps(asked) + "\n")
    another.stdin.flush()
    code = int(another.stdout.readline())
    return Ended(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


HAMMER = """
import sys
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store

path, who, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    with open_store(path) as store:
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": f"{who}第{number}镇", "kind": "镇"})
"""


def test_line_14_twelve_writers_at_once_all_get_through(county: Run, db: Path) -> None:
    others = [
        subprocess.Popen(
            [sys.executable, "-c", HAMMER, str(db), who, "8"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for who in "甲乙丙丁戊己庚辛壬癸子丑"
    ]  # fmt: skip
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
    for other in others:
        # All are told before the first is waited for: else each writes alone.
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
    said = [other.communicate(timeout=120) for other in others]
    assert [(other.returncode, err) for other, (_, err) in zip(others, said, strict=True)] == [(0, "")] * 12
    assert json.loads(county("ledger", "show", "unit", "--json").out)["total"] == 1 + 96
    county("verify")


def test_line_14_whoever_waits_in_vain_is_told_who_holds_the_file(
    county: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    at = "2026-11-26T02:00:00.000Z"
    with open_store(db) as store, holding(db, "王芳", "导入 人员.xlsx", at), store.write():
        said = county("ledger", "add", "unit", "name=甲镇", "kind=乡镇街道", code=3).err
    assert "王芳 正在导入 人员.xlsx（2026-11-26 10:00:00 开始，进程" in said
    assert not note_path(db).exists()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    note = {"pid": gone.pid, "host": os.uname().nodename, "who": "王芳", "what": "导入", "at": at}
    note_path(db).write_text(json.dumps(note), encoding="utf-8")
    with open_store(db) as store, store.write():
        said = county("ledger", "add", "unit", "name=甲镇", "kind=乡镇街道", code=3).err
    assert "另一个程序一直在写这个文件" in said, "whoever is gone holds nothing"


def test_line_14_an_import_holds_the_file_only_while_it_writes_and_says_so(
    county: Run, db: Path, tmp_path: Path
) -> None:
    """Another's save gets through while the sheet is checked, or is told who is importing."""
    sheet = tmp_path / "单位.csv"
    rows = "\n".join(f"第{number}局,部门" for number in range(4000))
    sheet.write_text(f"单位名称,单位类别\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(db), "import", str(sheet)]
    importing = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    waits, refusals = list[float](), list[str]()
    with open_store(db) as store:
        while importing.poll() is None and len(waits) < 400:
            begin = time.monotonic()
            try:
                with store.drafts() as drafts:
                    drafts.keep("unit", 0, {"name": "x"})
            except BusyProblem as problem:
                refusals.append(str(problem))
            waits.append(time.monotonic() - begin)
            time.sleep(0.02)
    _, err = importing.communicate(timeout=120)
    assert importing.returncode == 0, err
    assert len(waits) > 10
    assert not [said for said in refusals if "正在导入 单位.csv" not in said]
    assert json.loads(county("ledger", "show", "unit", "--limit", "1", "--json").out)["total"] == 4001


def test_line_14_a_rehearsed_import_holds_nothing(county: Run, db: Path, tmp_path: Path) -> None:
    """While somebody else writes, a dry run goes through; while it runs, somebody else writes."""
    sheet = tmp_path / "单位.csv"
    rows = "\n".join(f"第{number}局,部门" for number in range(300))
    sheet.write_text(f"单位名称,单位类别\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(db), "import", str(sheet), "--dry-run", "--json"]
    with open_store(db) as store, store.write():
        rehearsed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert rehearsed.returncode == 0, rehearsed
    assert json.loads(rehearsed.stdout)["added"] == 300
    assert json.loads(county("ledger", "show", "unit", "--json").out)["total"] == 1


def test_line_14_error_lists_are_capped_on_screen_and_whole_in_the_marked_workbook(county: Run, tmp_path: Path) -> None:
    many = MOST + 300
    sheet = tmp_path / "单位.csv"
    rows = "\n".join(f"第{number}局,没有这一类" for number in range(many))
    sheet.write_text(f"单位名称,单位类别\n{rows}\n", encoding="utf-8")
    marked = tmp_path / "标注.xlsx"
    said = county("import", sheet, "-o", marked, code=2).out
    assert said.count("\n") < MOST + 30
    assert "还有 300 处问题没有列出，标注文件里有全部" in said
    with zipfile.ZipFile(marked) as book:
        comments = next(name for name in book.namelist() if "comments" in name)
        assert book.read(comments).count(b"<comment ") == many


def test_line_14_a_table_of_a_thousand_million_columns_is_refused_at_once(county: Run, tmp_path: Path) -> None:
    """64 MB is the most that a text table may have; here they are all commas."""
    for name, content in (("逗号.csv", b"a" + b"," * 60_000_000), ("名称.csv", b"a,b\n" + b"x," * 30_000_000)):
        path = tmp_path / name
        path.write_bytes(content)
        done = county("import", path, "--ledger", "unit", code=2)
        assert len(done.out + done.err) < 2000
        assert f"最多收 {MAX_COLUMNS} 列" in done.err or "没有一张工作表认得出" in done.err, done
    huge = tmp_path / "太大.csv"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    assert "最多收 64 MB" in county("import", huge, "--ledger", "unit", code=2).err


def parts_of(path: Path) -> list[str]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as book:
        return book.namelist()


def with_part(path: Path, fresh: Path, part: str, change: bytes | None = None) -> Path:
    """The workbook with a DTD before the first element of one part, or that part replaced."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                head, mark, rest = data.partition(b"?>")
                evil = head + mark + b'<!DOCTYPE x [<!ENTITY a "b">]>' + rest
                data = evil if change is None else change
            new.writestr(name, data)
    return fresh


def test_line_14_a_dtd_is_refused_in_every_part_of_a_workbook(county: Run, tmp_path: Path) -> None:
    source = workbook(tmp_path / "s.xlsx", {"单位": [["单位名称", "单位类别"], ["甲局", "部门"]]})
    parts = parts_of(source)
    assert len(parts) > 8
    for part in parts:
        said = county("import", with_part(source, tmp_path / "x.xlsx", part), code=2).err
        assert "文档类型声明" in said, (part, said)
    strings = "xl/sharedStrings.xml"
    declared = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a "b">]><sst/>'
    for encoding in ("utf-16", "cp037"):
        head, rest = declared.format(encoding).split("?>", 1)
        evil = (head + "?>").encode("utf-16" if encoding == "utf-16" else "ascii") + rest.encode(encoding)
        said = county("import", with_part(source, tmp_path / "x.xlsx", strings, evil), code=2).err
        assert "编码" in said, (encoding, said)
