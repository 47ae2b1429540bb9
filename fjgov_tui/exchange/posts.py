"""A platform's exported list of posts: the newest day of each account goes to its ledger, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from fjgov_tui.clock import beijing_day, day_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, ValueProblem
from fjgov_tui.exchange.grid import Grid, column_letter, shown_path
from fjgov_tui.exchange.grids import read_grids
from fjgov_tui.exchange.headings import HEADER_WITHIN, bare, cell_text, plain, shown_heading
from fjgov_tui.exchange.outcome import CellProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.types import Day, Raw
from fjgov_tui.store import Reader, Store
from fjgov_tui.text import clean, fit, tidy_name

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "time": (
        "发布时间", "发表时间", "发布日期", "发表日期", "推送时间", "群发时间", "推送日期", "创建时间", "时间", "日期",
        "posted_on", "time", "date",
    ),
    "account": (
        "账号名称", "新媒体名称", "公众号名称", "公众号", "视频号", "账号昵称", "昵称", "账号", "媒体名称", "账户名称",
        "name",
    ),
    "platform": ("平台", "所属平台", "渠道", "platform"),
}  # fmt: skip
"""What platforms call the columns; the first that fits is taken."""
_EPOCH = re.compile(r"1\d{9}(\d{3})?")
_NOTE = re.compile(r"(合计|总计|小计|注[:：]|说明|备注|导出|数据来源|以上|统计)")
Action = Literal["修改", "不变", "未改"]


QUARTER = 90
"""Days over which posts are counted."""


@dataclass(frozen=True, kw_only=True)
class AccountPosts:
    """What a list says of one account."""

    id: int
    media: str
    platform: str
    unit: str
    posts: int
    """Rows of it in the list."""
    before: date | None
    """As the ledger has it."""
    newest: date
    """As the list has it."""
    quarter: int | None = None
    """Posts of the last 90 days; `None` where the list does not reach back so far."""

    @property
    def action(self) -> Action:
        """未改: the ledger has a later day, which stays."""
        if self.before is None or self.newest > self.before:
            return "修改"
        return "不变" if self.newest == self.before else "未改"


@dataclass(frozen=True, kw_only=True)
class PostsOutcome:
    """What became of a list."""

    source: str
    accounts: tuple[AccountPosts, ...]
    problems: tuple[tuple[str, CellProblem], ...]
    """Sheet and row of everything that cannot be taken; then nothing is written."""
    dry_run: bool
    written: bool

    @property
    def changed(self) -> int:
        """Accounts whose day moves forward."""
        return sum(account.action == "修改" for account in self.accounts)


@dataclass(frozen=True)
class _Columns:
    header: int
    time: int
    account: int | None
    platform: int | None


@dataclass(frozen=True)
class _Post:
    media: int
    day: date


def import_posts(
    store: Store, path: Path, *, media: int | None = None, dry_run: bool = False, reason: str = ""
) -> PostsOutcome:
    """Take the newest day of each account from an exported list.

    Args:
        store: the ledger file.
        path: `.xlsx` or a text table.
        media: the id of the account that the whole list is of; `None` where a column names it.
        dry_run: check everything and write nothing.
        reason: why, for the trail.

    Returns:
        What was, or would be, done; a row that cannot be taken stops the whole list.

    Raises:
        SheetProblem: the file cannot be read.
        InputProblem: no sheet of it has a heading for the time, or none for the account where one is needed.
        StoreProblem: it cannot be written.
    """
    source, today = shown_path(path), beijing_day(store.clock())
    book = _Accounts(store.read, media)
    posts, problems, known = list[_Post](), list[tuple[str, CellProblem]](), 0
    for grid in read_grids(path):
        columns = _columns(grid, named=media is not None)
        if columns is None:
            continue
        known += 1
        for entry in _read(grid, columns, book, today):
            if isinstance(entry, _Post):
                posts.append(entry)
            else:
                problems.append((grid.name, entry))
    if not known:
        wanted = "“发布时间”" if media is not None else "“发布时间”和“账号名称”"
        raise InputProblem(
            f"前 {HEADER_WITHIN} 行里没有找到{wanted}的表头",
            where=source,
            remedy="整张表只属于一个账号的，请用 --media 写出它的名称",
        )
    accounts = tuple(_summed(book.records, posts, today))
    outcome = PostsOutcome(source=source, accounts=accounts, problems=tuple(problems), dry_run=dry_run, written=False)
    moved = [account for account in accounts if account.action == "修改"]
    if problems or dry_run or not moved:
        return outcome
    with store.write(reason=reason or f"导入平台发布清单 {source}") as writer:
        for account in moved:
            given: dict[str, Raw] = {"posted_on": account.newest}
            if account.quarter is not None:
                given["posts_90"] = account.quarter
            writer.save(LEDGERS["media"], given, book.records[account.id])
    return replace(outcome, written=True)


def _summed(records: Mapping[int, Record], posts: Sequence[_Post], today: date) -> Iterator[AccountPosts]:
    days: dict[int, list[date]] = {}
    begins = today - timedelta(days=QUARTER)
    for post in posts:
        days.setdefault(post.media, []).append(post.day)
    for media in sorted(days):
        record = records[media]
        yield AccountPosts(
            id=media,
            media=record.title,
            platform=record.text("platform"),
            unit=record.names.get("unit", ""),
            posts=len(days[media]),
            before=record.day("posted_on"),
            newest=max(days[media]),
            quarter=sum(day > begins for day in days[media]) if min(days[media]) <= begins else None,
        )


def _columns(grid: Grid, *, named: bool) -> _Columns | None:
    """The columns of a sheet; `None` where no row among the first ones is such a header."""
    for header, row in enumerate(grid.rows[:HEADER_WITHIN]):
        headings = {index: {plain(text), bare(text)} for index in range(len(row)) if (text := cell_text(row, index))}
        places = {role: _place(headings, words) for role, words in HEADINGS.items()}
        time = places["time"]
        if time is not None and (named or places["account"] is not None):
            return _Columns(header, time, places["account"], places["platform"])
    return None


def _place(headings: Mapping[int, set[str]], words: Sequence[str]) -> int | None:
    for word in words:
        for index, names in headings.items():
            if plain(word) in names:
                return index
    return None


def _read(grid: Grid, columns: _Columns, book: _Accounts, today: date) -> Iterator[_Post | CellProblem]:
    header = grid.rows[columns.header]
    for number, row in enumerate(grid.rows[columns.header + 1 :], columns.header + 2):
        if _no_post(row, columns):
            continue
        try:
            day = _day(row, columns.time, today)
        except ValueProblem as problem:
            yield _refused(number, header, row, columns.time, problem)
            continue
        try:
            yield _Post(book.find(row, columns), day)
        except ValueProblem as problem:
            yield _refused(number, header, row, columns.account, problem)


def _refused(
    number: int, header: Sequence[Raw], row: Sequence[Raw], place: int | None, problem: ValueProblem
) -> CellProblem:
    if place is None:
        return CellProblem(row=number, column="", heading="整行", value="", reason=problem.what)
    value = fit(clean(cell_text(row, place)), 40).rstrip()
    return CellProblem(number, column_letter(place), shown_heading(header, place), value, problem.what)


def _no_post(row: Sequence[Raw], columns: _Columns) -> bool:
    """A blank line, or a total or a note at the end."""
    texts = [text for index in range(len(row)) if (text := cell_text(row, index))]
    if not texts:
        return True
    return not cell_text(row, columns.time) and _NOTE.match(texts[0]) is not None


def _day(row: Sequence[Raw], place: int, today: date) -> date:
    raw = row[place] if place < len(row) else None
    text = cell_text(row, place)
    if not text:
        raise ValueProblem("没有发布时间")
    day = day_of(int(text[:10])) if _EPOCH.fullmatch(text) else date.fromisoformat(str(Day().parse(raw)))
    if day > today:
        raise ValueProblem(f"在今天（{today}）之后，请核对")
    return day


class _Accounts:
    """The media accounts, to be found by what a row says."""

    def __init__(self, reader: Reader, media: int | None) -> None:
        self.records = {record.id: record for record in reader.records(LEDGERS["media"])}
        self._one = media
        self._named: dict[str, list[Record]] = {}
        for record in self.records.values():
            self._named.setdefault(tidy_name(record.title), []).append(record)

    def find(self, row: Sequence[Raw], columns: _Columns) -> int:
        """The account of a row.

        Raises:
            ValueProblem: none, or several.
        """
        if self._one is not None:
            return self._one
        name = tidy_name(cell_text(row, columns.account)) if columns.account is not None else ""
        if not name:
            raise ValueProblem("没有账号名称")
        records = self._named.get(name, [])
        platform_text = cell_text(row, columns.platform) if columns.platform is not None else ""
        if platform_text:
            platform = LEDGERS["media"]["platform"].type.parse(platform_text)
            records = [record for record in records if record.values["platform"] == platform]
        if not records:
            raise ValueProblem("台账“政务新媒体”里没有这个账号，请核对名称或先登记")
        if len(records) > 1:
            raise ValueProblem("几个平台上都有这个名称，请加一列“平台”，或用 --media 指定")
        return records[0].id
