"""Reading the sheets of a file, whatever kind it is; the content decides, not the name."""

from pathlib import Path

from fjgov_tui.errors import SheetProblem, system_reason
from fjgov_tui.exchange.grid import Grid, shown_path
from fjgov_tui.exchange.textfile import read_text_table
from fjgov_tui.exchange.workbook import read_workbook
from fjgov_tui.text import clean

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOOK_AT = 16 * 1024 * 1024


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of an .xlsx workbook or the one table of a text file; the content decides, not the name.

    Raises:
        SheetProblem: the file cannot be read; the sentence says why and what to do.
    """
    head = _head(path)
    if head.startswith(b"PK"):
        return read_workbook(path)
    if head.startswith(OLE):
        raise _ole_problem(path)
    return [read_text_table(path)]


def _head(path: Path) -> bytes:
    where = shown_path(path)
    try:
        if path.is_dir():
            raise SheetProblem("这是一个文件夹，不是表格文件", where=where, remedy="请选其中的 .xlsx 或 .csv 文件")
        if path.exists() and not path.is_file():
            raise SheetProblem("这不是普通文件，不能当表格读", where=where, remedy="请选 .xlsx 或 .csv 文件")
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError as error:
        raise SheetProblem("没有这个文件", where=clean(str(path)), remedy="请核对路径") from error
    except PermissionError as error:
        raise SheetProblem("没有读这个文件的权限", where=where, remedy="请检查文件权限") from error
    except (OSError, ValueError) as error:
        what = system_reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise SheetProblem(f"读不了这个文件（{what}）", where=where, remedy="请核对路径") from error
    if not head:
        raise SheetProblem("文件是空的，一个字节也没有", where=where, remedy="请核对是否保存完整")
    return head


def _ole_problem(path: Path) -> SheetProblem:
    """An old binary workbook and an encrypted new one share their first bytes."""
    with path.open("rb") as file:
        encrypted = _ENCRYPTED in file.read(_LOOK_AT)
    where = shown_path(path)
    if encrypted:
        return SheetProblem(
            "表格加了打开密码，读不了", where=where, remedy="请在 Excel 或 WPS 里取消密码后另存，再导入"
        )
    return SheetProblem(
        "这是旧版 .xls（或 .et）表格，读不了", where=where, remedy="请在 Excel 或 WPS 里另存为 .xlsx 再导入"
    )
