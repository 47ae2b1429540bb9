"""Papers and sheets that go out, and sheets that come in, beside the libraries that most programs use for them."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.dashboard import units
from benchmarks.measure import CPU, Result, beside_result, cpu, pairs
from benchmarks.others import absent, peer
from benchmarks.peer_tools import PARAGRAPH
from benchmarks.scale import Scale
from benchmarks.sheets import import_it, long_sheet
from fjgov_tui.exchange import export_file
from fjgov_tui.paper.document import Document, Passage, Table
from fjgov_tui.paper.docx import docx_bytes
from fjgov_tui.store import Selection, open_store

TOOLS = Path(__file__).with_name("peer_tools.py")


def tool(task: str, *arguments: str) -> Callable[[], float] | None:
    """CPU seconds of a task of another library in a process of its own; None where it is not installed."""
    python = peer("python")
    if python is None:
        return None

    def run() -> float:
        done = subprocess.run([python, str(TOOLS), task, *arguments], capture_output=True, text=True, check=True)
        return float(done.stdout)

    return run


def _against(title: str, ours: Callable[[], float], theirs: Callable[[], float] | None, rounds: int) -> Result:
    if theirs is None:
        return absent(title, title.rpartition(" / ")[2])
    return beside_result(title, pairs(ours, theirs, rounds), CPU)


def paper(count: int) -> Document:
    """So many paragraphs and rows."""
    rows = tuple((str(number), "县水利局子网站", "更新超期", "2026年9月30日") for number in range(count))
    table = Table(("序号", "名称", "问题", "期限"), rows, (1, 3, 2, 2))
    return Document(title="关于检查情况的通报", blocks=[*(Passage(PARAGRAPH) for _ in range(count)), table])


def writing(folder: Path, scale: Scale) -> Iterator[Result]:
    """A .docx, an .xlsx, and an .xlsx read; the peers' processes count their imports, ours do not need any."""
    count = scale.pages
    document = paper(count)
    docx = tool("write_docx", str(count))
    title = f"写 {count:,} 段和 {count:,} 行表的 .docx / python-docx"
    yield _against(title, lambda: cpu(lambda: docx_bytes(document)), docx, scale.few)
    db, rows = folder / "units.db", scale.rows
    units(db, rows)
    numbers = itertools.count()
    with open_store(db, readonly=True) as store:

        def export() -> object:
            return export_file(store.read, folder / f"{next(numbers)}.xlsx", [Selection("unit")])

        title = f"把 {rows:,} 条台账写成 .xlsx / openpyxl 只写同样多的格子"
        yield _against(title, lambda: cpu(export), tool("write_xlsx", str(rows)), scale.few)
    sheet = folder / "columns.xlsx"
    long_sheet(sheet, rows)
    title = f"导入 {rows:,} 行（校验、登记、入审计链）/ pandas 只读一遍"
    imported = itertools.count()
    yield _against(
        title,
        lambda: import_it(sheet, folder / f"import-{next(imported)}.db", rows),
        tool("read_xlsx", str(sheet)),
        scale.few,
    )
