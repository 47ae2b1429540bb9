"""`fjgov --as-of`: every list and report as the file stood at the end of that day, and nothing can be written."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import click
import pytest

from fjgov_tui.cli.root import root
from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import create_store, open_store
from tests.cli.conftest import Ended, Fjgov

FIRST, LATER = datetime(2026, 11, 2, 2, tzinfo=UTC), datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = "2026-11-10"


@pytest.fixture
def past(fjgov: Fjgov, db: Path) -> Fjgov:
    """A file that was kept from the second of November, and changed on the twentieth; asked for the tenth."""
    now = FIRST
    with create_store(db, clock=lambda: now) as store:
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "甲镇", "kind": "乡镇街道"})
            writer.save(LEDGERS["person"], {"name": "张三", "unit": "甲镇", "mobile": "19900000001"})
            site = {"name": "甲站", "unit": "甲镇", "kind": "子网站", "state": "运行", "url": "https://a.example/"}
            writer.save(LEDGERS["site"], site)
            account = {"name": "甲账户", "site": "甲站", "holder": "张三", "privilege": "编辑", "state": "在用"}
            writer.save(LEDGERS["account"], account)
            writer.save(LEDGERS["handover"], {"leaver": "张三", "left_on": "2026-11-02"})
        now = LATER
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "乙镇"}, writer.record(LEDGERS["unit"], 1))
            writer.save(LEDGERS["account"], {**account, "name": "后来的账户"})

    def run(*words: str | Path) -> Ended:
        return fjgov("--as-of", DAY, *words)

    return run


def test_lists_reports_and_sheets_are_of_that_evening(past: Fjgov, fjgov: Fjgov, tmp_path: Path) -> None:
    shown = past("ledger", "show", "unit", "--json")
    assert [row["name"] for row in shown.json["rows"]] == ["甲镇"]
    assert (shown.json["as_of"], shown.err.count(f"状态截至 {DAY}")) == (DAY, 1)
    due = past("password", "due", "--json").json
    assert [(row["account"], row["unit"]) for row in due["rows"]] == [("甲账户", "甲镇")]
    assert past("find", "乙镇").out == ""
    assert past("ledger", "history", "unit", "1", "--json").json["total"] == 1
    assert past("due", "--json").json["as_of"] == DAY
    assert past("ledger", "export", "unit", "-o", tmp_path / "u.json").code == 0
    assert "甲镇" in (tmp_path / "u.json").read_text(encoding="utf-8")
    audited = past("audit", "--json").json
    assert (audited["as_of"], audited["summary"]["basis"]) == (DAY, "stood")
    assert audited == json.loads(fjgov("audit", "--as-of", DAY, "--json").out)
    assert [row["name"] for row in fjgov("ledger", "show", "unit", "--json").json["rows"]] == ["乙镇"]


PAPERS = {
    "audit -o": ("a.txt", "a.md", "a.html", "a.docx", "a.xlsx"),
    "ledger export unit -o": ("u.csv", "u.xlsx"),
    "ledger template unit -o": ("t.xlsx",),
    "export unit -o": ("u.csv",),
    "template unit -o": ("t.xlsx",),
    "password sheet -o": ("p.xlsx", "p.docx"),
    "training record -o": ("r.xlsx", "r.docx"),
    "duty month 2026-11 --unit 1 -o": ("m.docx", "m.txt"),
    "duty month 2026-11 --unit 1 --ics": ("m.ics",),
    "handover form 1 --file": ("h.docx", "h.txt"),
    "inspect 2026Q4 --checklist": ("c.xlsx",),
    "bulletin 2026Q4 -o": ("b.docx",),
    "yearly -o": ("y.docx", "y.xlsx"),
    "dossier -o": ("d.zip",),
}
"""Every command that writes a file from what the ledgers say, and the forms in which it does."""
NONE_OF_THE_DAY = {
    "reference": "the keys and commands of this program",
    "find": "reads a scan",
    "import": "changes the file", "ledger import": "changes the file", "collect make": "changes the file",
    "audit-copy": "the file as it is", "backup": "the file as it is", "verify": "the file as it is",
    "bundle key": "of this machine", "bundle export": "the file as it is", "service install": "of this machine",
}  # fmt: skip


def _said(path: Path) -> str:
    """All text of a file, also of one that is packed."""
    if path.suffix not in {".docx", ".xlsx", ".zip"}:
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def _writing(group: click.Group, before: str = "") -> Iterator[str]:
    """The commands with an option that names a file."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _writing(command, f"{before}{name} ")
        elif command and any(isinstance(each.type, click.Path) and each.opts[0][0] == "-" for each in command.params):
            yield f"{before}{name}"


def test_every_file_of_a_past_day_says_so_itself_and_was_not_printed_on_that_day(
    past: Fjgov, fjgov: Fjgov, tmp_path: Path
) -> None:
    """It is carried to people who have not seen the command."""
    silent, odd, today = [], [], str(beijing_day(utc_now()))
    for words, names in PAPERS.items():
        for name in names:
            before, after = tmp_path / f"past-{name}", tmp_path / f"now-{name}"
            assert past(*words.split(), before).code in {0, 1}, words
            assert fjgov(*words.split(), after).code in {0, 1}, words
            text = _said(before)
            silent += [f"{words} {name}"] if f"状态截至 {DAY}" not in text else []
            odd += [f"{words} {name}"] if "状态截至" in _said(after) else []
            odd += [f"{words} {name}: printed"] if "打印 " in text and f"打印 {today}" not in text else []
    assert (silent, odd) == ([], [])
    assert f"状态截至 {DAY}" in past("handover", "form", "1").out
    exported = tmp_path / "u.json"
    past("ledger", "export", "unit", "site", "-o", exported)
    assert json.loads(exported.read_text(encoding="utf-8"))["as_of"] == DAY
    assert past("ledger", "import", tmp_path / "past-u.csv").code == 3
    assert "状态截至" not in fjgov("ledger", "import", "--dry-run", tmp_path / "past-u.csv").err


def test_no_command_that_writes_a_file_is_left_out_of_that() -> None:
    steps = {"start", "sign", "return", "reopen", "publish", "withdraw"}
    """They change the file, and name a scan that is put beside the record."""
    told = {each.split(" -")[0] for each in PAPERS}
    left = [
        name
        for name in _writing(root)
        if name not in NONE_OF_THE_DAY
        and name.split()[-1] not in steps | {"form"}
        and not any(each.startswith(name) for each in told)
    ]
    assert (left, len(list(_writing(root))) > 60) == ([], True)


def test_who_opens_a_dossier_of_a_past_day_is_told_so(past: Fjgov, fjgov: Fjgov, tmp_path: Path) -> None:
    """Its own index says that it was not made that day, and each of its tables, which are taken out of it."""
    indexes = []
    for run in (past, fjgov):
        assert run("dossier", "-o", tmp_path / "d.zip").code == 0
        with ZipFile(tmp_path / "d.zip") as archive:
            assert "甲镇" in archive.read("台账/单位.csv").decode() or run is fjgov
            indexes.append(archive.read("目录.txt").decode())
            told = {name: f"状态截至 {DAY}" in archive.read(name).decode() for name in archive.namelist()
                    if name.endswith((".csv", ".html"))}  # fmt: skip
            assert set(told.values()) == {run is past}
    assert f"状态截至 {DAY}" in indexes[0]
    assert "状态截至" not in indexes[1]


def test_a_paper_of_a_past_day_lists_what_was_entered_late(past: Fjgov, fjgov: Fjgov, db: Path, tmp_path: Path) -> None:
    """In every form, not on the terminal alone; judged by what is known now, it says that it is."""
    with open_store(db) as store, store.write() as writer:
        later: dict[str, Raw] = {
            "account": "甲账户",
            "on": "2026-11-05",
            "length": 12,
            "basis": "检查",
            "reason": "首次",
        }
        writer.save(LEDGERS["rotation"], later)
    for name in ("a.txt", "a.md", "a.html", "a.docx", "a.xlsx"):
        assert past("audit", "--article", "37", "-o", tmp_path / name).code == 1
        assert "后来补登" in _said(tmp_path / name), name
    assert "依照：按现在登记的日期" in fjgov("audit", "--as-of", DAY, "--known").out


def test_nothing_is_written_and_what_has_no_past_says_so(past: Fjgov, fjgov: Fjgov, db: Path) -> None:
    before = db.read_bytes()
    refused = past("ledger", "set", "unit", "1", "name=丙镇")
    assert (refused.code, "不能修改" in refused.err) == (3, True)
    for command in (("backup", "x.db"), ("verify",), ("monitor", "once"), ("bundle", "status"), ("demo",)):
        ended = past(*command)
        assert (ended.code in {2, 3}, ended.out) == (True, ""), command
        assert "--as-of" in ended.err
    assert db.read_bytes() == before
    for day, why in (("2026-11-01", "从 2026-11-02 才有"), ("2099-01-01", "还没有到")):
        ended = fjgov("--as-of", day, "ledger", "show", "unit")
        assert (ended.code, why in ended.err) == (2, True)
    assert "写在命令前面" in fjgov("ledger", "show", "unit", "--as-of", DAY).err
    both = past("audit", "--as-of", "2026-11-09")
    assert (both.code, "两个日子" in both.err) == (2, True)
