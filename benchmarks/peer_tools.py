"""What other libraries do, run by the Python of `.venv-peers`: `peer_tools.py TASK ARGUMENT...` prints CPU seconds.

It imports nothing of the project. Modules are loaded by name, because the project itself does not have them.
"""

import asyncio
import importlib
import io
import sys
import time
from collections.abc import Callable

PARAGRAPH = "各乡镇人民政府、街道办事处，县政府各部门要按照要求逐项整改，整改情况按时报送。"


def write_docx(count: str) -> None:
    """So many paragraphs and rows of a table, by python-docx."""
    document = importlib.import_module("docx").Document()
    table = document.add_table(rows=0, cols=4)
    for number in range(int(count)):
        document.add_paragraph(PARAGRAPH)
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), "县水利局子网站", "更新超期", "2026年9月30日"), strict=True):
            cell.text = text
    document.save(io.BytesIO())


def write_xlsx(count: str) -> None:
    """So many rows of eight cells, by openpyxl's write-only mode."""
    book = importlib.import_module("openpyxl").Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(int(count)):
        sheet.append([f"第{number:06}号测试单位", "部门", "", "", "", "", "023-56550000", "备注"])
    book.save(io.BytesIO())


def read_xlsx(path: str) -> None:
    """Every sheet of a workbook, by pandas."""
    importlib.import_module("pandas").read_excel(path, dtype=str)


def visit(url: str, count: str, at_once: str) -> None:
    """So many visits with one aiohttp session, a connection each."""
    aiohttp = importlib.import_module("aiohttp")

    async def work() -> None:
        connector = aiohttp.TCPConnector(limit=int(at_once), force_close=True)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def fetch(address: str) -> None:
                async with session.get(address) as answer:
                    await answer.read()

            urls = url.split(",")
            await asyncio.gather(*(fetch(urls[number % len(urls)]) for number in range(int(count))))

    asyncio.run(work())


TASKS: dict[str, Callable[..., None]] = {
    "write_docx": write_docx,
    "write_xlsx": write_xlsx,
    "read_xlsx": read_xlsx,
    "visit": visit,
}


if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
    print(time.process_time())
