"""What the program is doing when it is killed, cut off or starved: each through its own code, without end."""

from __future__ import annotations

import io
import uuid
from contextlib import redirect_stderr, redirect_stdout, suppress
from itertools import count
from pathlib import Path

from fjgov_tui.__main__ import main as fjgov
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.exchange import Grid, Options, export_file, import_grids
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import Beat, Event
from fjgov_tui.store import Selection, Store, back_up, open_store
from fjgov_tui.store.backup import restore
from fjgov_tui.store.watch.process import add_event, claim_batch, put_beat
from tests.faults.table.loaded import Ack, Task

BATCH = 20
"""Rows of one import."""


def records(path: Path, start: int, ack: Ack) -> None:
    """A unit and a person in one transaction."""
    with open_store(path) as store:
        for number in count(start):
            with store.write() as writer:
                writer.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "镇"})
                writer.save(LEDGERS["person"], {"name": "张三", "unit": f"第{number}镇", "mobile": "13800138000"})
            ack()


def imports(path: Path, start: int, ack: Ack) -> None:
    """A sheet of units."""
    with open_store(path) as store:
        for number in count(start):
            rows = [[f"第{number}-{row}局", "部门"] for row in range(BATCH)]
            grid = Grid("单位", [["单位名称", "单位类别"], *rows])
            assert import_grids(store, "单位.csv", [grid], Options()).written
            ack()


def signing(path: Path, start: int, ack: Ack) -> None:
    """A matter is opened and signed, by commands."""
    for number in count(start):
        db, name = ("--db", str(path)), f"网站或账号名称=发布{number}"
        words = ("change", "start", name, "事项=开设新媒体", "主办单位=白帝镇人民政府", "平台=微博")
        assert fjgov([*db, *words]) == 0
        ack()
        with open_store(path, readonly=True) as store:
            matter = str(store.db.execute("SELECT max(id) FROM change").fetchone()[0])
        paper = ("--paper", f"〔2026〕{number}号", "--by", "张三", "--on", "2026-11-02")
        assert fjgov([*db, "change", "sign", matter, "单位同意", *paper]) == 0
        ack()


def watching(path: Path, start: int, ack: Ack) -> None:
    """A batch of the monitor, claimed and booked in one transaction."""
    with open_store(path, as_program=True) as store:
        for number in count(start):
            with store.write("监测") as writer:
                assert claim_batch(writer, f"batch-{number}", number)
                add_event(writer, Event(at=number, kind="启动", what="试验"))
                put_beat(writer, Beat(pid=1, host="host", since=number, last=number, version="0"))
            ack()


def upgrades(path: Path, start: int, ack: Ack) -> None:
    """A file of the first release is opened."""
    open_store(path).close()
    ack()


def backups(path: Path, start: int, ack: Ack) -> None:
    """Backups, three names in turn."""
    with open_store(path) as store:
        for number in count(start):
            back_up(store, path.with_name(f"b{number % 3}.db"))
            ack()


def restores(path: Path, start: int, ack: Ack) -> None:
    """The same backup put back, again and again."""
    for number in count(start):
        restore(path.with_name("kept.db"), path, f"r{number}")
        ack()


PHRASE = "白帝城 夔门 三峡之巅"
"""The passphrase of the sealed fields."""


def keys(path: Path, start: int, ack: Ack) -> None:
    """Every sealed value encrypted anew with a new key."""
    from fjgov_tui.store import keys as module
    from fjgov_tui.store.encrypting import rotate_key
    from fjgov_tui.store.recovery import new_code

    module.SCRYPT_N = 2
    with open_store(path) as store:
        for _ in count(start):
            rotate_key(store, PHRASE, new_code())
            ack()


def few_records(path: Path, start: int, ack: Ack) -> None:
    """The same as `records`, eight times."""
    _few(records, path, start, ack, 8)


def few_imports(path: Path, start: int, ack: Ack) -> None:
    """The same as `imports`, three times."""
    _few(imports, path, start, ack, 3)


def few_batches(path: Path, start: int, ack: Ack) -> None:
    """The same as `watching`, eight times."""
    _few(watching, path, start, ack, 8)


class _Enough(Exception):
    pass


class _Counting:
    """Acknowledges so many times, and no more."""

    def __init__(self, ack: Ack, times: int) -> None:
        self.ack, self.left = ack, times

    def __call__(self) -> None:
        self.ack()
        self.left -= 1
        if not self.left:
            raise _Enough

    def note(self, problem: FjgovError) -> None:
        self.ack.note(problem)


def _few(task: Task, path: Path, start: int, ack: Ack, times: int) -> None:
    with suppress(_Enough):
        task(path, start, _Counting(ack, times))


class _Nobody:
    """Takes acknowledgements, and keeps none."""

    def __call__(self) -> None:
        """One more."""

    def note(self, problem: FjgovError) -> None:
        """A sentence that somebody was told."""


def once(name: str, path: Path) -> None:
    """Do a task until its first acknowledgement."""
    _few(TASKS[name], path, 0, _Nobody(), 1)


def careful(path: Path, start: int, ack: Ack) -> None:
    """Three units, each tried again under its operation's id after an error; what is said is noted."""
    try:
        with open_store(path) as store:
            for number in range(start, start + 3):
                _insist(store, number, ack)
    except StoreProblem as problem:
        ack.note(problem)


def _insist(store: Store, number: int, ack: Ack) -> None:
    operation = uuid.uuid4().hex
    for _ in range(3):
        try:
            with store.write(operation=operation) as writer:
                writer.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "镇"})
            ack()
            return
        except StoreProblem as problem:
            ack.note(problem)
            if "其实已经成功" in str(problem):
                ack()
                return


def one_backup(path: Path, start: int, ack: Ack) -> None:
    """A backup beside the file."""
    try:
        with open_store(path) as store:
            back_up(store, path.with_name("b0.db"))
        ack()
    except FjgovError as problem:
        ack.note(problem)


def one_export(path: Path, start: int, ack: Ack) -> None:
    """A workbook beside the file."""
    try:
        with open_store(path, readonly=True) as store:
            export_file(store.read, path.with_name("all.xlsx"), [Selection("unit"), Selection("person")])
        ack()
    except FjgovError as problem:
        ack.note(problem)


def one_report(path: Path, start: int, ack: Ack) -> None:
    """The rulebook's report beside the file, by command."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = fjgov(["--db", str(path), "audit", "--format", "docx", "-o", str(path.with_name("r.docx"))])
    if code in {0, 1}:
        ack()
    else:
        # Where the report stands already and only its anchor could not be kept, both are said, a line each.
        for line in said.getvalue().splitlines():
            if not line.startswith("已写入："):
                ack.note(StoreProblem(line.removesuffix("。")))


def one_upgrade(path: Path, start: int, ack: Ack) -> None:
    """A file of the first release is opened."""
    try:
        open_store(path).close()
        ack()
    except FjgovError as problem:
        ack.note(problem)


def one_import(path: Path, start: int, ack: Ack) -> None:
    """A sheet of units."""
    rows = [[f"第{start}-{row}局", "部门"] for row in range(BATCH)]
    try:
        with open_store(path) as store:
            import_grids(store, "单位.csv", [Grid("单位", [["单位名称", "单位类别"], *rows])], Options())
        ack()
    except FjgovError as problem:
        ack.note(problem)


TASKS: dict[str, Task] = {
    task.__name__: task
    for task in (
        records, imports, signing, watching, upgrades, backups, restores, keys,
        few_records, few_imports, few_batches, careful, one_backup, one_export, one_report,
        one_upgrade, one_import,
    )
}  # fmt: skip
"""By name."""
