"""Text tables (.csv): the encoding is decided on the whole file, the separator on its first rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange.grid import Formula, Grid, shown_path
from fjgov_tui.exchange.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT_FILE
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.text import clean, unguard_formula

SEPARATORS = ",;\t"
_SAMPLE = 64 * 1024
_SAMPLE_ROWS = 20
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_KEPT_TEXT = re.compile(r'="([^"]*)"')


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

    The byte 0x80 is the euro sign where Windows wrote the file as “GBK” (its code page 936).

    Raises:
        SheetProblem: none fits; the message names the first row and byte that does not.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data[3:] if encoding == "utf-8" else data, encoding, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030", where, "fjgov-euro")


def _euro(error: UnicodeError) -> tuple[str, int]:
    """A lone 0x80 as `€`; every other byte that does not fit stays an error."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error("fjgov-euro", _euro)


def _strictly(data: bytes, encoding: str, where: str, errors: str = "strict") -> str:
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise SheetProblem(
            f"第 {row} 行有认不出的文字：既不是 UTF-8 也不是 GB18030（文件第 {error.start + 1} 个字节起）",
            where=where,
            remedy="请另存为“CSV UTF-8（逗号分隔）”或 .xlsx",
        ) from error


def separator(text: str) -> str:
    """The one that stands equally often in most of the first rows; the comma where nothing tells."""
    counts = _counts(text[:_SAMPLE])
    best, best_score = ",", (0, 0)
    for place, mark in enumerate(SEPARATORS):
        seen = [row[place] for row in counts if row[place]]
        if seen:
            usual = max(set(seen), key=lambda count: (seen.count(count), count))
            score = (seen.count(usual), usual)
            if score > best_score:
                best, best_score = mark, score
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
    mark = separator(text)
    reader = csv.reader(_bounded(io.StringIO(text, newline=""), mark, where), delimiter=mark, strict=True)
    try:
        for cells in reader:
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                raise _too_wide(len(rows) + 1, where)
            rows.append([_cell(cell) for cell in cells])
            if len(rows) > MAX_ROWS:
                raise SheetProblem(f"超过 {MAX_ROWS} 行", where=where, remedy="请拆成几个文件再导入")
    except csv.Error as error:
        raise _broken(str(error), reader.line_num, len(rows) + 1, where) from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(text: str) -> Raw:
    """A cell's text: `="138…"` is how programs keep digits together, any other formula has no result here."""
    if not text.startswith("="):
        return unguard_formula(text)
    kept = _KEPT_TEXT.fullmatch(text)
    return kept[1] if kept else Formula(clean(text))


def _bounded(lines: Iterable[str], mark: str, where: str) -> Iterator[str]:
    """The lines, each without the blank cells at its end; one with too many columns is refused unparsed."""
    quoted, ends = False, f"{mark}\r\n"
    for number, line in enumerate(lines, 1):
        if line.count(mark) > MAX_COLUMNS:
            outside = _QUOTED.sub("", f'"{line}' if quoted else line).rstrip(ends)
            if outside.count(mark) >= MAX_COLUMNS:
                raise _too_wide(number, where)
        quoted ^= line.count('"') % 2 == 1
        yield line if quoted else line.rstrip(ends) + "\n"


def _too_wide(row: int, where: str) -> SheetProblem:
    return SheetProblem(
        f"第 {row} 行的列太多，最多收 {MAX_COLUMNS} 列", where=where, remedy="请核对分隔符，删去多余的列"
    )


def _broken(message: str, line: int, row: int, where: str) -> SheetProblem:
    remedy = "请用 Excel 或 WPS 打开核对，再另存一次"
    if "unexpected end of data" in message:
        return SheetProblem(f"第 {row} 行有一个双引号没有收尾，后面的内容全被它吞掉", where=where, remedy=remedy)
    if "field larger" in message:
        return SheetProblem(f"第 {row} 行有一格超过 131072 个字，多半是双引号没有收尾", where=where, remedy=remedy)
    return SheetProblem(f"第 {row} 行（文件第 {line} 行文字）的双引号用法不对", where=where, remedy=remedy)
