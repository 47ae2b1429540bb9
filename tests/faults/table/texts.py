"""Row 8: text that is out to do something, in every field, through everything that shows or writes it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from fjgov_tui.__main__ import main as fjgov
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store
from tests.faults.table.borrowed import played
from tests.faults.table.model import Facts, FaultRow, Job
from tests.screens.samples import fill
from tests.screens.test_hostile import plant

PAYLOADS = {
    "标记": "[bold]甲[/][@click=app.quit]乙[/]",
    "动作": "[@click=app.bell]按[/]",
    "OSC 52（剪贴板）": "甲\x1b]52;c;aGk=\x07乙",
    "OSC 0（标题）": "甲\x1b]0;t\x07乙",
    "OSC 8（链接）": "甲\x1b]8;;http://x.example\x1b\\乙",
    "CSI": "甲\x1b[2J\x1b[31m乙",
    "DCS": "甲\x1bP1$r\x1b\\乙",
    "C1": "甲\x9b31m\x9d0;t\x9c乙",
    "方向控制": "甲\u202e\u2066乙\u2069",
    "零宽": "甲\u200b\u2060\ufeff乙",
    "NUL": "甲\x00乙",
    "行分隔": "甲\u2028\u2029\x85乙",
    "公式 =": "=1+1",
    "公式 +": "+cmd",
    "公式 @": "@SUM(A1)",
    "DDE": "=cmd|' /C calc'!A0",
    "制表符后的公式": "\t=1+1",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "HTML 属性": "\" onmouseover=\"alert(1)",
    "Markdown": "[点](javascript:alert(1))![x](http://x.example/)|`",
    "SQL": "'; DROP TABLE unit; --",
    "路径": "../../../../etc/passwd\\..\\x",
    "XML": "]]><x/>&amp;&#0;",
}  # fmt: skip
SCREENS, SCREENS_SECONDS = "画面和伪终端", 200
"""Kept for the tests that show the same on every screen and on a real terminal."""
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What a terminal obeys, or what hides text; line feeds and tabs are ours."""


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """Everything that shows records on standard output, or writes them to a file."""
    for ledger in LEDGERS:
        yield ("ledger", "show", ledger)
        yield ("ledger", "show", ledger, "--json")
        yield ("ledger", "show", ledger, "1")
        yield ("ledger", "history", ledger, "1")
    for form in ("text", "json", "md", "html", "docx", "xlsx"):
        yield ("audit", "--format", form, "-o", str(folder / f"audit.{'txt' if form == 'text' else form}"))
    yield ("audit",)
    yield ("export", "--all", "-o", str(folder / "all.xlsx"))
    yield ("export", "--all", "-o", str(folder / "all.json"))
    for ledger in LEDGERS:
        yield ("export", ledger, "-o", str(folder / f"{ledger}.csv"))
    yield ("dossier", "-o", str(folder / "d.zip"))
    yield ("bulletin", "2026Q3", "-o", str(folder / "b.docx"))
    yield ("template", "-o", str(folder / "t.xlsx"))
    for words in ("password due", "training status", "training missing", "handover list", "change list", "release list",
                  "incident list", "monitor status", "monitor schedule", "monitor alerts", "role list", "duty list",
                  "media due", "safety due", "find 甲", "verify", "doctor"):  # fmt: skip
        yield tuple(words.split())
    for kind in ("handover", "change", "release", "incident", "request", "message"):
        yield (kind, "show", "1")
        yield (kind, "form", "1", "--file", str(folder / f"{kind}.docx"))


def _acting(text: str) -> str:
    found = ACTING.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def _csv(text: str) -> str:
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        for cell in row:
            if cell[:1] in {"=", "+", "@", "\t", "\r"} or (cell[:1] == "-" and not _number(cell)):
                return f"公式 {cell[:12]!r}"
    return _acting(text.removeprefix("\ufeff").replace("\r", ""))


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?[\d.]+", cell) is not None


def _packed(path: Path) -> str:
    """A workbook, a document, or an archive of several."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("/") or ".." in name:
                return f"路径 {name}"
            content = archive.read(name)
            text = content.decode("utf-8", "replace")
            if name.startswith("xl/worksheets/") and "<f>" in text:
                return f"{name} 里有公式"
            if name.endswith(".csv"):
                wrong = _csv(text)
            elif name.endswith((".xml", ".txt", ".md", ".html", ".json")):
                wrong = _written(Path(name), text)
            else:
                wrong = ""
            if wrong:
                return f"{name}：{wrong}"
    return ""


def _written(path: Path, text: str) -> str:
    if path.suffix == ".json":
        json.loads(text)
    if path.suffix == ".html" and re.search(r"<script>alert|<img src=x|\son\w+=\"alert", text):
        return "脚本"
    return _acting(text.replace("\r", ""))


def _file(path: Path) -> str:
    if path.suffix in {".xlsx", ".docx", ".zip"}:
        return _packed(path)
    text = path.read_text(encoding="utf-8")
    return _csv(text) if path.suffix == ".csv" else _written(path, text)


def _tried(facts: Facts, db: Path, folder: Path, name: str, words: tuple[str, ...]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = fjgov(["--db", str(db), *words])
    shown = " ".join(words[:3])
    facts.expect("程序内部出错" not in err.getvalue(), f"{name}，{shown}：{err.getvalue()[:200]}")
    facts.expect(code in {0, 1, 2, 3}, f"{name}，{shown}：退出码 {code}")
    wrong = _acting(out.getvalue()) or _acting(err.getvalue())
    facts.expect(not wrong, f"{name}，{shown}：输出里有 {wrong}")
    for path in folder.iterdir():
        wrong = _file(path)
        facts.expect(not wrong, f"{name}，{shown}：{path.name} 里有 {wrong}")
        path.unlink()
    facts.count += 1


def run(job: Job) -> Facts:
    """Each payload in every text field of every ledger and of the trail, behind the program's back."""
    facts = job.begun("次显示或写出")
    sound, folder = job.folder / "sound.db", job.folder / "out"
    folder.mkdir()
    with create_store(sound) as store:
        fill(store)
    small = job.size <= 20
    fields = sum(field.type.sql == "TEXT" for ledger in LEDGERS.values() for field in ledger.fields)
    end, begun = job.until - (0 if small or facts.told(SCREENS) else SCREENS_SECONDS), facts.count
    # Each text goes a third of the ways first, and the others as long as there is time: no way meets only one text.
    for turn, (place, (name, text)) in itertools.product(range(3), enumerate(PAYLOADS.items())):
        if facts.told(f"{name} {turn}") or (small and (turn, place) != (0, 2)):
            continue
        if time.monotonic() > end and facts.count > begun:
            break
        db = job.folder / "county.db"
        db.write_bytes(sound.read_bytes())
        plant(db, text)
        for number, words in enumerate(commands(folder)):
            if number % 75 == 0 if small else number % 3 == (turn + place) % 3:
                _tried(facts, db, folder, name, words)
        facts.add(f"{name} {turn}")
    gone = {name: sum(facts.told(f"{name} {turn}") for turn in range(3)) for name in PAYLOADS}
    tried = sum(turns > 0 for turns in gone.values())
    facts.figures["文字"] = f"{tried} 种，每种写进 {len(LEDGERS)} 本台账的约 {fields} 个文字字段和审计链"
    if not small:
        whole = sum(turns == 3 for turns in gone.values())
        rest = "" if whole == tried else "；其余的走过三分之一到三分之二，每个出口都遇到过"
        facts.figures["走过全部出口的文字"] = f"{whole} 种{rest}"
        if whole < len(PAYLOADS):
            facts.lacking.append(f"时间不够，{len(PAYLOADS)} 种文字里有 {len(PAYLOADS) - whole} 种没有走完全部出口")
        played(facts, job, {SCREENS: ("tests/screens/test_hostile.py", "tests/terminal/test_terminal.py")})
    return facts


ROW = FaultRow(
    number=8,
    title="作怪的文字",
    method="把标记、动作、终端转义、方向控制、公式、网页脚本、SQL、路径等写进每本台账的每个文字字段和审计链，再用每个显示和写出的命令、每种文件格式，以及每个画面和伪终端",
    expected="终端上没有一个转义字节，表格里没有公式，网页里没有脚本，路径不出文件夹，程序不出错",
    run=run,
    short=3,
    long=100,
    minutes=8,
)
