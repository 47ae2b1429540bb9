"""Unit sheets that come back: each is recognised, compared with what was sent, and imported whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError, SheetProblem, ValueProblem
from fjgov_tui.exchange import Grid, Options, import_grids, read_grids
from fjgov_tui.exchange.importing import problems
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.collecting import AskedFor
from fjgov_tui.quarters import Period, parse_period
from fjgov_tui.reports.collecting import ABOUT, CODE
from fjgov_tui.reports.unit_forms import taken_grids
from fjgov_tui.store import Reader, Store
from fjgov_tui.text import safe
from fjgov_tui.workflows.collecting import book_taken, collections, sheet_code


@dataclass(frozen=True)
class Returned:
    """One file that came back."""

    path: Path
    unit: str
    """The unit's name; empty where the file does not say."""
    refused: str = ""
    """Why it was not taken; empty where it was, or would be."""
    changed: int = 0
    """Rows that are new or changed."""
    missing: int = 0
    """Cells of the register that are still blank: who sends a sheet back untouched has answered nothing."""


@dataclass(frozen=True)
class _Answer:
    """A file that was read and says whose it is."""

    path: Path
    grids: tuple[Grid, ...]
    unit: Record
    digest: str
    what: AskedFor


def take_sheets(store: Store, paths: Sequence[Path], period: Period, *, dry_run: bool, over: bool) -> list[Returned]:
    """Take what came back.

    Args:
        store: the open file.
        paths: the workbooks, under whatever names.
        period: the period that is collected now; a sheet of another one is refused.
        dry_run: say what would happen, and write nothing.
        over: take it although the register was changed since it was sent.
    """
    outcome: dict[Path, Returned] = {}
    answers: list[_Answer] = []
    for path in paths:
        try:
            answers.append(_recognised(store.read, path, period))
        except FjgovError as problem:
            outcome[path] = Returned(path, "", str(problem))
    counts = Counter((answer.unit.id, answer.what) for answer in answers)
    for answer in answers:
        if counts[answer.unit.id, answer.what] > 1:
            alike = (a for a in answers if (a.unit.id, a.what) == (answer.unit.id, answer.what) and a is not answer)
            others = "、".join(safe(other.path.name) for other in alike)
            why = f"这个单位交了不止一份（还有 {others}）；请确认用哪一份，只收那一份"
            outcome[answer.path] = Returned(answer.path, answer.unit.title, why)
        else:
            outcome[answer.path] = _taken(store, answer, period, dry_run=dry_run, over=over)
    return [outcome[path] for path in paths]


def _recognised(reader: Reader, path: Path, period: Period) -> _Answer:
    """Whose sheet it is.

    Raises:
        FjgovError: it cannot be read, is none of ours, of another period, or its code does not fit its unit.
    """
    grids, where = tuple(read_grids(path)), safe(path.name)
    about = next((grid for grid in grids if grid.name == ABOUT), None)
    facts = {str(row[0]): str(row[1]) for row in (about.rows if about else ()) if len(row) > 1 and row[0] is not None}
    code = facts.get(CODE, "").strip()
    parts = code.rsplit("-", 2)
    if len(parts) != 3 or not parts[1].isdecimal():
        raise SheetProblem(
            f"没有“{ABOUT}”表里的{CODE}", where=where, remedy="请用发出去的那份表填；别的表用 ledger import"
        )
    try:
        of = parse_period(parts[0])
    except ValueProblem as problem:
        raise SheetProblem(f"{CODE}认不出检查期", where=where, remedy="请用发出去的那份表填") from problem
    if of != period:
        raise SheetProblem(f"这是{of.title}的表，现在收的是{period.title}", where=where, remedy="请用这一期发的表重填")
    unit = next((known for known in reader.records(LEDGERS["unit"]) if known.id == int(parts[1])), None)
    if unit is None:
        raise SheetProblem(f"{CODE}里的单位在这份台账里没有", where=where, remedy="请核对是不是别的台账文件发出去的表")
    what = next((asked for asked in AskedFor if code == sheet_code(period, unit, asked)), None)
    if what is None or facts.get("单位", "").strip() != safe(unit.title):
        raise SheetProblem(f"{CODE}和单位对不上", where=where, remedy="请用发给本单位的那份表填，不要借用别的单位的")
    return _Answer(path, tuple(grid for grid in grids if grid is not about), unit, _digest(path), what)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _taken(store: Store, answer: _Answer, period: Period, *, dry_run: bool, over: bool) -> Returned:
    unit, sent = answer.unit, collections(store.read, period, answer.what).get(answer.unit.id)
    compared = answer.what == AskedFor.REGISTER and not over
    why = _already(sent, answer) or _foreign(store.read, answer) or (_newer(store.read, sent, unit) if compared else "")
    if why:
        return Returned(answer.path, unit.title, why)
    options = Options(dry_run=dry_run, reason=f"收表：{unit.title} {period.name}")
    try:
        grids = taken_grids(store.read, answer.what, period, unit, answer.grids)
        outcome = import_grids(store, safe(answer.path.name), grids, options)
    except FjgovError as problem:
        return Returned(answer.path, unit.title, str(problem))
    if outcome.blocked:
        bad = next((f"{sheet}第 {cell.row} 行{cell.heading}：{cell.reason}" for sheet, cell in problems(outcome)), "")
        return Returned(answer.path, unit.title, bad or outcome.blocked)
    changed = sum(row.action in {"新增", "修改"} for sheet in outcome.sheets for row in sheet.rows)
    missing = sum(map(_blank, grids)) if answer.what == AskedFor.REGISTER else 0
    if not dry_run:
        with store.write(f"收表：{unit.title}") as writer:
            today = beijing_day(store.clock())
            book_taken(writer, period, unit.id, today, safe(answer.path.name), answer.digest, answer.what, missing)
    return Returned(answer.path, unit.title, changed=changed, missing=missing)


def _blank(grid: Grid) -> int:
    """The cells of a ledger's listed fields in which nothing stands."""
    ledger = next((ledger for ledger in LEDGERS.values() if ledger.title == grid.name), None)
    if ledger is None or not grid.rows:
        return 0
    listed = {field.label for field in ledger.fields if field.listed}
    columns = [place for place, head in enumerate(grid.rows[0]) if str(head or "").strip() in listed]
    filled = (row for row in grid.rows[1:] if any(str(cell or "").strip() for cell in row))
    return sum(not str(row[place] if len(row) > place and row[place] is not None else "").strip()
               for row in filled for place in columns)  # fmt: skip


def _already(sent: Record | None, answer: _Answer) -> str:
    if sent is None or sent.values["taken_on"] is None:
        return ""
    if sent.values["digest"] == answer.digest:
        return f"这份 {sent.values['taken_on']} 已经收过了"
    return f"这个单位 {sent.values['taken_on']} 已经交过另一份（{safe(str(sent.values['source']))}）；要改请在台账里改"


def _foreign(reader: Reader, answer: _Answer) -> str:
    """A row of another unit; what belongs to no unit of its own, such as a column, is told by its site."""
    own = {site.title for site in reader.records(LEDGERS["site"]) if reference(site, "unit") == answer.unit.id}
    allowed: Mapping[str, set[str]] = {
        "单位": {answer.unit.title},
        "主办单位": {answer.unit.title},
        "责任单位": {answer.unit.title},
        "站点": own,
    }
    for grid in answer.grids:
        heads = [str(cell or "").strip() for cell in (grid.rows[0] if grid.rows else ())]
        column = next((heads.index(name) for name in allowed if name in heads), None)
        if column is None:
            continue
        for line, row in enumerate(grid.rows[1:], 2):
            value = str(row[column] or "").strip() if len(row) > column else ""
            if value and value not in allowed[heads[column]]:
                return f"“{safe(grid.name)}”第 {line} 行是“{safe(value)}”的，不是本单位的；请核对后重交"
    return ""


def _newer(reader: Reader, sent: Record | None, unit: Record) -> str:
    """Whether the register of that unit was changed since the sheet was sent."""
    made = sent.day("made_on") if sent is not None else None
    if made is None:
        return ""
    changed = [
        record.title
        for name in ("person", "media", "site")
        for record in reader.records(LEDGERS[name])
        if reference(record, "unit") == unit.id and _changed_on(record) > made
    ]
    if not changed:
        return ""
    named = "、".join(map(safe, changed[:3])) + ("等" if len(changed) > 3 else "")
    return f"发表以后台账里又改过 {named}；请核对，仍要按表收的加 --over"


def _changed_on(record: Record) -> date:
    return beijing_day(parse_instant(record.updated_at))
