"""Workbooks (.xlsx): the package is checked before it is opened, and parsed in a child with limits."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Literal

from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange.grid import Formula, Grid, Unseen, shown_path
from fjgov_tui.exchange.limits import (
    CHILD_MEMORY,
    CHILD_SECONDS,
    MAX_COLUMNS,
    MAX_FILLED,
    MAX_PARTS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED,
    RATIO_FROM,
)
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.program import own_module
from fjgov_tui.text import clean

_KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
"""What of our environment the child needs to start at all."""
_AGAIN = "请在 Excel 或 WPS 里打开，另存为新的 .xlsx 再导入"
_SENTENCES = {
    "dtd": ("表格里带有文档类型声明，不是办公软件正常保存的", _AGAIN),
    "strict": (
        "这是“Strict Open XML”格式的表格，读不了",
        "请在 Excel 里另存为“Excel 工作簿（*.xlsx）”，不要选 Strict，再导入",
    ),
    "encoding": ("表格内部的文字编码不对，不是办公软件正常保存的", _AGAIN),
    "merges": ("合并单元格超过 {detail} 处", "请取消合并后再导入"),
    "rows": (
        "工作表“{detail}”的内容超出第 " + str(MAX_ROWS) + " 行",
        "请拆成几个文件；下方若只有空格，请删去",
    ),
    "columns": ("工作表“{detail}”的内容超出第 " + str(MAX_COLUMNS) + " 列", "请删去多余的列"),
    "sheets": ("有 {detail} 张工作表，太多了", "请只留下要导入的"),
    "memory": ("表格展开后太大，内存上限内解不开", "请拆成几个文件，或清除空白区域的格式后另存"),
}


def read_workbook(path: Path) -> list[Grid]:
    """Every sheet of the workbook; those that are hidden say so.

    Raises:
        SheetProblem: the file is broken, dangerous or too large.
    """
    check_package(path)
    where = shown_path(path)
    command = [*own_module("fjgov_tui.exchange.child"), str(path.resolve())]
    command += [str(CHILD_MEMORY), str(CHILD_SECONDS)]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if Path(entry).is_absolute())
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        try:
            grids = collect(child.stdout or (), where)
        finally:
            child.kill()
    return grids


def check_package(path: Path) -> None:
    """Refuse a package whose own list of contents shows that it is no sound workbook; nothing is unpacked.

    Raises:
        SheetProblem: not a zip, truncated, encrypted, no workbook, or a bomb.
    """
    where = shown_path(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise SheetProblem("文件不完整或已损坏，不是完整的 .xlsx", where=where, remedy=_AGAIN) from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise SheetProblem("这是一个压缩包，但不是 .xlsx 表格", where=where, remedy=_AGAIN)
    if any(part.flag_bits & 1 for part in parts):
        raise SheetProblem("压缩包加了密码，读不了", where=where, remedy="请取消密码后再导入")
    if len(parts) > MAX_PARTS:
        raise SheetProblem(f"压缩包里有 {len(parts)} 个文件，超过 {MAX_PARTS} 个", where=where, remedy=_AGAIN)
    if len(names) < len(parts):
        raise SheetProblem("压缩包里有重名的文件，不是办公软件正常保存的", where=where, remedy=_AGAIN)
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        size, most = total // 1024 // 1024, MAX_UNPACKED // 1024 // 1024
        raise SheetProblem(f"展开后有 {size} MB，超过 {most} MB", where=where, remedy="请拆成几个文件再导入")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise SheetProblem(
                f"压缩比超过 {MAX_RATIO} 倍，像是压缩炸弹，没有打开",
                where=where,
                remedy=f"来源可靠的话，{_AGAIN}",
            )


def _untagged(tagged: dict[str, str]) -> Raw:
    if "f" in tagged:
        return Formula(clean(tagged["f"]))
    if "t" in tagged:
        return datetime.fromisoformat(tagged["t"])
    return date.fromisoformat(tagged["d"])


def collect(lines: Iterable[bytes] | IO[bytes], where: str) -> list[Grid]:
    """What the child printed.

    Raises:
        SheetProblem: it said so, or it died before its last line.
    """
    decoder = json.JSONDecoder(object_hook=_untagged)
    grids: list[Grid] = []
    rows: list[list[Raw]] = []
    for line in lines:
        kind, *rest = decoder.decode(line.decode("ascii"))
        if isinstance(kind, int):
            rows.extend([] for _ in range(kind - 1 - len(rows)))
            rows.append(rest[0])
        elif kind == "sheet":
            rows = []
            grids.append(Grid(clean(str(rest[0])), rows, hidden=_STATES[str(rest[1])]))
        elif kind == "unseen":
            grids[-1] = replace(grids[-1], unseen=_unseen(*rest))
        elif kind == "merged":
            _fill(rows, rest[0], where)
        elif kind == "end":
            return grids
        else:
            raise _problem(str(rest[0]), clean(str(rest[1])), where)
    raise SheetProblem(
        f"解析被中止：超过了 {CHILD_SECONDS} 秒或内存上限，表格可能异常庞大，或被有意做坏",
        where=where,
        remedy=_AGAIN,
    )


_STATES: Mapping[str, Literal["", "隐藏", "深度隐藏"]] = {"visible": "", "hidden": "隐藏", "veryHidden": "深度隐藏"}


def _unseen(hidden: list[int], struck: list[int], filtered: bool) -> dict[int, Unseen]:
    """By index; a filter hides rows just as a person does, but the rows that it hides are not meant to be left out."""
    return {number - 1: "筛选掉" if filtered else "隐藏" for number in hidden} | {
        number - 1: "划掉" for number in struck
    }


def _problem(code: str, detail: str, where: str) -> SheetProblem:
    if code in _SENTENCES:
        what, remedy = _SENTENCES[code]
        return SheetProblem(what.format(detail=detail), where=where, remedy=remedy)
    return SheetProblem(f"表格内部已损坏，解不开（{detail}）", where=where, remedy=_AGAIN)


def _fill(rows: list[list[Raw]], merged: Iterable[tuple[int, int, int, int]], where: str) -> None:
    """Give every cell of a merged range the range's value, as the reader of the sheet sees it."""
    widest = max(map(len, rows), default=0)
    filled = 0
    for top, left, lowest, rightmost in merged:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        right, bottom = min(rightmost, max(widest, left)), min(lowest, len(rows))
        filled += (bottom - top + 1) * (right - left + 1)
        if filled > MAX_FILLED:
            raise SheetProblem("合并单元格覆盖的范围太大", where=where, remedy="请取消合并后再导入")
        if value is None or value == "":
            continue
        for row in rows[top - 1 : bottom]:
            if len(row) < right:
                row.extend([None] * (right - len(row)))
            for place in range(left - 1, right):
                if row[place] is None:
                    row[place] = value
