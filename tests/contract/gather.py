"""Gathers the contract of the program as it is: commands, exit codes, JSON keys, ledgers and documents."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from io import StringIO
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import click
from openpyxl import load_workbook

from fjgov_tui import clock
from fjgov_tui.__main__ import main as fjgov
from fjgov_tui.cli.root import root
from fjgov_tui.ledgers import LEDGERS, Field
from fjgov_tui.ledgers.types import Choice, Choices
from fjgov_tui.store import open_store
from tests.files.freeze import FROZEN, thaw

FILE = Path(__file__).parent / "contract.json"

CALLS: tuple[tuple[str, ...], ...] = (
    ("ledger", "list", "--json"),
    ("ledger", "fields", "account", "--json"),
    ("ledger", "show", "person", "--json"),
    ("ledger", "show", "person", "1", "--json"),
    ("ledger", "history", "unit", "2", "--json"),
    ("password", "due", "--json"),
    ("password", "next", "--json"),
    ("training", "status", "--json"),
    ("training", "missing", "--json"),
    ("handover", "list", "--json"),
    ("handover", "show", "2", "--json"),
    ("handover", "holds", "2", "--json"),
    ("media", "due", "--json"),
    ("due", "--json"),
    ("monitor", "status", "--json"),
    ("monitor", "schedule", "--json"),
    ("monitor", "visits", "水利局网站", "--json"),
    ("monitor", "visits", "坏了的网站", "--json"),
    ("monitor", "events", "--json"),
    ("monitor", "findings", "--json"),
    ("monitor", "alerts", "--json"),
    ("monitor", "outbox", "--json"),
    ("audit", "--json"),
    ("audit", "--format", "json", "--severity", "notice"),
    ("verify", "--json"),
    ("doctor", "--json"),
    ("ledger", "import", "好.csv", "--ledger", "unit", "--dry-run", "--json"),
    ("ledger", "import", "坏.csv", "--ledger", "unit", "--json"),
    ("media", "import-posts", "发布.csv", "--media", "1", "--dry-run", "--json"),
    # No JSON: only how they end.
    ("ledgr",),
    ("ledger",),
    ("ledger", "show", "unit", "无此单位"),
    ("ledger", "show", "无此台账"),
    ("ledger", "add", "unit", "name=无类别镇"),
    ("ledger", "set", "unit", "2", "phone=不是电话"),
    ("--readonly", "ledger", "set", "unit", "2", "phone=023-56550009"),
    ("--db", "没有.db", "ledger", "list"),
    ("--db", "不是.db", "ledger", "list"),
    ("audit", "--article", "99"),
    ("audit", "--article", "39", "--severity", "violation"),
    ("handover", "finish", "2"),
    ("monitor", "judge", "999", "误报", "--reason", "无"),
    ("verify",),
    ("init",),
    ("--version",),
    ("--help",),
)
"""Calls on the frozen file of the first release, in order; none changes it."""
DOCUMENTS: tuple[tuple[str, ...], ...] = (
    ("ledger", "template", "-o", "模板.xlsx"),
    ("ledger", "export", "--all", "-o", "导出.xlsx"),
    ("ledger", "export", "unit", "-o", "单位.csv"),
    ("audit", "-o", "核对.xlsx"),
    ("audit", "-o", "核对.md"),
    ("audit", "-o", "核对.html"),
    ("password", "sheet", "-o", "登记表.xlsx"),
    ("training", "record", "-o", "培训.xlsx"),
    ("ledger", "import", "坏.csv", "--ledger", "unit", "-o", "问题.xlsx"),
)
"""Calls that write a document, named last."""
GIVEN = {
    "好.csv": "单位名称,单位类别\n竹园镇人民政府,乡镇街道\n",
    "坏.csv": "单位名称,单位类别\n竹园镇人民政府,不知道\n",
    "发布.csv": "标题,发布时间\n通知,2026-11-20 09:00\n",
    "不是.db": "这不是数据库",
}
"""Files that the calls read."""


@dataclass(frozen=True, kw_only=True)
class Contract:
    """Everything that was promised; names as other programs write them."""

    commands: dict[str, dict[str, Any]]
    """Of each command: options with whether they take a value and may be repeated, and how many arguments it takes."""
    exits: dict[str, int]
    keys: dict[str, dict[str, list[str]]]
    """Of each call: the path of every key in its document, with the kinds of value seen there."""
    ledgers: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, list[str]]]
    """Of each document: its sheets, or one part without a name, with the headings of each."""


def commands() -> dict[str, dict[str, Any]]:
    """Every command, hidden ones too."""

    def below(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
        yield " ".join(path), command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None:
                    yield from below(inner, (*path, name))

    return {path: _call(command) for path, command in below(root, ())}


def _call(command: click.Command) -> dict[str, Any]:
    options = {
        flag: {"value": not option.is_flag, "repeated": option.multiple, "required": option.required}
        for option in command.params
        if isinstance(option, click.Option)
        for flag in (*option.opts, *option.secondary_opts)
    }
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    least = sum(one.required for one in arguments)
    most = None if any(one.nargs < 0 for one in arguments) else len(arguments)
    return {"options": options, "least": least, "most": most}


def key_paths(document: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The path of every key of a JSON document, with the kind of its value; rows of a list share one path."""
    yield (
        path or "/",
        {type(None): "null", bool: "flag", int: "number", float: "number"}.get(type(document), type(document).__name__),
    )
    if isinstance(document, dict):
        for key, value in document.items():
            yield from key_paths(value, f"{path}/{key}")
    elif isinstance(document, list):
        for value in document:
            yield from key_paths(value, f"{path}/*")


def _ledger_fields(fields: Sequence[Field]) -> dict[str, dict[str, Any]]:
    return {
        field.name: {
            "label": field.label,
            "kind": field.type.noun,
            "required": field.required,
            "choices": list(field.type.choices) if isinstance(field.type, Choice | Choices) else [],
        }
        for field in fields
    }


def ledgers() -> dict[str, dict[str, Any]]:
    """Every ledger with its fields."""
    return {
        name: {"title": ledger.title, "key": list(ledger.key), "fields": _ledger_fields(ledger.fields)}
        for name, ledger in LEDGERS.items()
    }


def headings(path: Path) -> dict[str, list[str]]:
    """The headings of a document, by sheet."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return {sheet.title: _heading_row(list(sheet.iter_rows(values_only=True))) for sheet in sheets}
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".csv":
        return {"": text.splitlines()[0].split(",")}
    pattern = r"<h\d[^>]*>([^<]+)</h\d>|<th[^>]*>([^<]+)</th>" if path.suffix == ".html" else r"^#+ (.+)$"
    return {"": [next(filter(None, match.groups())) for match in re.finditer(pattern, text, re.MULTILINE)]}


def _heading_row(rows: Sequence[Sequence[object]]) -> list[str]:
    """The first row that is as long as any of the first few."""
    texts = [[str(cell) for cell in row if cell is not None] for row in rows[:6]]
    return max(texts, key=len, default=[])


def run(words: Sequence[str]) -> tuple[int, str, str]:
    """How a call ends: exit code, standard output, standard error."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = fjgov(list(words))
    return code, out.getvalue(), err.getvalue()


@contextmanager
def frozen_office(folder: Path) -> Iterator[None]:
    """The first release's file in a folder of its own, at the moment when it was written."""
    for name, text in GIVEN.items():
        (folder / name).write_text(text, encoding="utf-8")
    db = thaw(FROZEN[0], folder / "county.db")
    with open_store(db) as store:
        moment = clock.parse_instant(store.db.execute("SELECT max(at) FROM trail WHERE action <> '升级'").fetchone()[0])

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    with patch.dict("os.environ", {"FJGOV_DB": str(db), "HOME": str(folder)}), patch.object(clock, "datetime", Then):
        yield


def _placed(words: Sequence[str], folder: Path) -> list[str]:
    """The words of a call, its files in the folder."""
    return [str(folder / word) if re.search(r"\.(csv|xlsx|md|html|db)$", word) else word for word in words]


def gather(folder: Path) -> Contract:
    """Everything, as it is now.

    Args:
        folder: an empty folder.
    """
    exits: dict[str, int] = {}
    keys: dict[str, dict[str, list[str]]] = {}
    documents: dict[str, dict[str, list[str]]] = {}
    with frozen_office(folder):
        for words in CALLS:
            code, out, _ = run(_placed(words, folder))
            if words[0] != "doctor":  # how that ends depends on the machine
                exits[" ".join(words)] = code
            if "--json" in words or "json" in words:
                kinds: dict[str, set[str]] = {}
                for path, kind in key_paths(json.loads(out)):
                    kinds.setdefault(path, set()).add(kind)
                keys[" ".join(words)] = {path: sorted(kinds[path]) for path in kinds}
        for words in DOCUMENTS:
            exits[" ".join(words)], _, _ = run(_placed(words, folder))
            documents[" ".join(words)] = headings(folder / words[-1])
    return Contract(commands=commands(), exits=exits, keys=keys, ledgers=ledgers(), documents=documents)


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What was promised, and after it what is new."""
    result = dict(old)
    for key, value in new.items():
        if key not in old:
            result[key] = value
        elif isinstance(value, dict):
            result[key] = merged(old[key], value)
    return result


def write() -> None:
    """Add what is new to the file."""
    with tempfile.TemporaryDirectory(prefix="fjgov-contract-") as name:
        new = asdict(gather(Path(name)))
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    lines = json.dumps(merged(old, new), ensure_ascii=False, indent=1)
    FILE.write_text(f"{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{FILE}\n")
