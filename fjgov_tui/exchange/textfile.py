"""Text tables (.csv): the encoding is decided on the whole file, the separator on its first rows."""

import csv
import io
from pathlib import Path

from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange.grid import Grid, shown_path
from fjgov_tui.exchange.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT_FILE
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.text import clean, unguard_formula

SEPARATORS = ",;\t"
_SAMPLE = 64 * 1024
_SAMPLE_ROWS = 20


def read_text_table(path: Path) -> Grid:
    """The table of a text file, named after the file.

    Raises:
        SheetProblem: too large, of no known encoding, or not a table.
    """
    where = shown_path(path)
    size = path.stat().st_size
    if size > MAX_TEXT_FILE:
        raise SheetProblem(
            f"文件有 {size // 1024 // 1024} MB，文本表格最多收 {MAX_TEXT_FILE // 1024 // 1024} MB",
            where=where,
            remedy="请拆成几个文件",
        )
    text = decode(path.read_bytes(), where)
    if "\0" in text:
        raise SheetProblem(
            "文件里有空字节，不是文本表格", where=where, remedy="请另存为“CSV UTF-8（逗号分隔）”或 .xlsx"
        )
    return Grid(clean(path.stem), _rows(text, where))


def decode(data: bytes, where: str) -> str:
    """The text in the encoding that its mark names, else strict UTF-8, else strict GB18030.

    Raises:
        SheetProblem: none fits; the message names the first byte that does not.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data[3:] if encoding == "utf-8" else data, encoding, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030", where)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetProblem(
            f"文字编码认不出：既不是 UTF-8 也不是 GB18030（第 {error.start + 1} 个字节起）",
            where=where,
            remedy="请另存为“CSV UTF-8（逗号分隔）”或 .xlsx",
        ) from error


def separator(text: str) -> str:
    """The one that stands equally often in most of the first rows; the comma where nothing tells."""
    counts = _counts(text[:_SAMPLE])
    best, best_score = ",", (0, 0)
    for place, one in enumerate(SEPARATORS):
        seen = [row[place] for row in counts if row[place]]
        if seen:
            usual = max(set(seen), key=lambda count: (seen.count(count), count))
            score = (seen.count(usual), usual)
            if score > best_score:
                best, best_score = one, score
    return best


def _counts(sample: str) -> list[list[int]]:
    """How often each separator stands outside quotes, row by row."""
    rows, quoted = [[0] * len(SEPARATORS)], False
    for char in sample:
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char == "\n":
            if len(rows) == _SAMPLE_ROWS:
                break
            rows.append([0] * len(SEPARATORS))
        elif char in SEPARATORS:
            rows[-1][SEPARATORS.index(char)] += 1
    return rows


def _rows(text: str, where: str) -> list[list[Raw]]:
    rows: list[list[Raw]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        for cells in reader:
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                raise SheetProblem(
                    f"第 {len(rows) + 1} 行有 {len(cells)} 列，最多收 {MAX_COLUMNS} 列",
                    where=where,
                    remedy="请核对分隔符，删去多余的列",
                )
            rows.append([unguard_formula(cell) for cell in cells])
            if len(rows) > MAX_ROWS:
                raise SheetProblem(f"超过 {MAX_ROWS} 行", where=where, remedy="请拆成几个文件再导入")
    except csv.Error as error:
        raise _broken(str(error), reader.line_num, len(rows) + 1, where) from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _broken(message: str, line: int, row: int, where: str) -> SheetProblem:
    remedy = "请用 Excel 或 WPS 打开核对，再另存一次"
    if "unexpected end of data" in message:
        return SheetProblem(f"第 {row} 行有一个双引号没有收尾，后面的内容全被它吞掉", where=where, remedy=remedy)
    if "field larger" in message:
        return SheetProblem(f"第 {row} 行有一格超过 131072 个字，多半是双引号没有收尾", where=where, remedy=remedy)
    return SheetProblem(f"第 {row} 行（文件第 {line} 行文字）的双引号用法不对", where=where, remedy=remedy)
