"""`fjgov collect`: every unit's own sheet out, and back in."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk, written_to
from fjgov_tui.cli.inspect import period
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, ChineseGroup, calendar_day
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.quarters import Period
    from fjgov_tui.reports.taking import Returned
    from fjgov_tui.store import Store

DAYS = 10
"""Days that a unit has, where nobody says otherwise."""
FOUND = 1
_KINDS = {
    "缺的": "missing",
    "账户": "accounts",
    "人员": "people",
    "全部": "all",
    "自查": "selfcheck",
    "整改": "rectify",
}
"""What a sheet may hold, by its Chinese word; scripts may write the English one."""


def _kind(text: str) -> str:
    kind = _KINDS.get(text, text)
    if kind not in _KINDS.values():
        raise click.BadParameter(f"没有“{text}”，可选：{'、'.join(_KINDS)}")
    return kind


_OF = click.option("--for", "quarter", type=period, metavar="检查期", help="哪一期的表，如 2026Q4；不写就是本季度。")


@click.group("collect", cls=ChineseGroup)
def collect() -> None:
    """给每个单位发一份自己的表：已有的、缺的、它的问题；填好收回来。"""


def _period(store: Store, quarter: Period | None) -> tuple[Period, date]:
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.quarters import quarter_of

    today = beijing_day(store.clock())
    return quarter or quarter_of(today), today


@collect.command("make", cls=ChineseCommand)
@written_to("写到这个文件夹，一个单位一份。", name="folder", metavar="文件夹")
@click.option("--unit", metavar="单位", help="只做这个单位的；写名称或编号。")
@click.option("--what", type=_kind, default="missing", metavar="内容", help=f"{'、'.join(_KINDS)}，选一样，默认缺的。")
@click.option("--due", type=calendar_day, metavar="日期", help=f"交回日期，默认 {DAYS} 天以后。")
@click.option("--contact", default="", metavar="文字", help="联系人和电话，写在每份表上。")
@click.option(
    "--zip", "archive", type=click.Path(path_type=Path), metavar="文件", help="另打一个压缩包，好发群或拷 U 盘。"
)
@_OF
@pass_desk
def make(
    desk: CliContext,
    folder: Path,
    unit: str | None,
    what: str,
    due: date | None,
    contact: str,
    archive: Path | None,
    quarter: Period | None,
) -> None:
    """每个有站点或新媒体的单位一份表：已登记的填好，缺的标黄，写明它现在的问题和交回日期；发了谁记在收表台账。"""
    from fjgov_tui.audit import Facts, answers
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.reports.collecting import unit_sheets, unseen_by_unit, write_unit_sheet
    from fjgov_tui.workflows.collecting import book_sent

    with desk.opened(write=True) as store:
        of, today = _period(store, quarter)
        name = "" if unit is None else find_record(store.read, LEDGERS["unit"], unit).title
        facts = Facts(store.read, today)
        asked = answers(facts)
        entries = [finding for answer in asked for finding in answer.findings]
        sheets = unit_sheets(store.read, of, today, what, entries, name, unseen_by_unit(facts, asked))
        if not sheets:
            remedy = "只发给有运行中的站点或新媒体的单位；整改的只发给这一期有整改没有报告的单位"
            raise InputProblem("没有可发的单位", remedy=remedy)
        desk.target(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        back, names = due or today + timedelta(days=DAYS), store.read.names()
        for sheet in sheets:
            write_unit_sheet(sheet, names, of, back, contact, folder / sheet.file_name)
        with store.write(f"发表 {of.name}") as writer:
            book_sent(writer, of, [sheet.unit for sheet in sheets], today, back, sheets[0].what)
    for sheet in sheets:
        to_fill = f"缺 {sheet.missing} 格" if sheet.form is None else f"要填 {sheet.missing} 项"
        unseen = f"，未检查 {len(sheet.unseen)} 项" if sheet.unseen else ""
        output.out(f"{sheet.unit.title}  {to_fill}，问题 {len(sheet.findings)} 项{unseen}  {sheet.file_name}")
    if archive is not None:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for sheet in sheets:
                packed.write(folder / sheet.file_name, sheet.file_name)
    output.say(f"{of.title}，{len(sheets)} 份，{back} 前交回。")


@collect.command("take", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件 …")
@click.option("--dry-run", is_flag=True, help="只说每份会怎样，什么都不写。")
@click.option("--over", is_flag=True, help="发表以后台账又改过的，仍按表收。")
@_OF
@as_json
@pass_desk
def take(
    desk: CliContext, files: tuple[Path, ...], dry_run: bool, over: bool, quarter: Period | None, as_json: bool
) -> None:
    """收回填好的表：认出是谁的、哪一期的，一份要么全收、要么不收并说明为什么；有没收的退出码为 1。"""
    from fjgov_tui.reports.taking import take_sheets

    with desk.opened(write=True) as store:
        of, _ = _period(store, quarter)
        outcome = take_sheets(store, files, of, dry_run=dry_run, over=over)
    if as_json:
        output.document(
            [
                {
                    "file": str(file_outcome.path),
                    "unit": file_outcome.unit,
                    "refused": file_outcome.refused or None,
                    "changed": file_outcome.changed,
                    "missing": file_outcome.missing,
                }
                for file_outcome in outcome
            ]
        )
    else:
        word = "可收" if dry_run else "已收"
        rows = [
            (
                f"✗ 没收：{file_outcome.refused}" if file_outcome.refused else _taken_words(word, file_outcome),
                file_outcome.unit,
                file_outcome.path.name,
            )
            for file_outcome in outcome
        ]
        output.lines(table_lines(("结果", "单位", "文件"), rows, None))
    if any(file_outcome.refused for file_outcome in outcome):
        raise click.exceptions.Exit(FOUND)


def _taken_words(word: str, returned: Returned) -> str:
    changed = f"改了 {returned.changed} 行" if returned.changed else "和发出去的一样，什么也没有改"
    return f"! {word}，{changed}，还空着 {returned.missing} 格" if returned.missing else f"✓ {word}，{changed}"


@collect.command("status", cls=ChineseCommand)
@_OF
@as_json
@pass_desk
def status(desk: CliContext, quarter: Period | None, as_json: bool) -> None:
    """这一期发了哪些单位、谁还没有交；没交的给出催办的话，可以直接发群。"""
    from fjgov_tui.ledgers.collecting import AskedFor
    from fjgov_tui.workflows.collecting import asked_by, collections

    with desk.opened() as store:
        of, today = _period(store, quarter)
        sent = [record for what in AskedFor for record in collections(store.read, of, what).values()]
    if as_json:
        output.document(
            [
                {
                    "unit": record.names["unit"],
                    "what": asked_by(record),
                    **{name: record.values[name] for name in ("made_on", "due_on", "taken_on", "missing")},
                }
                for record in sent
            ]
        )
        return
    waiting = [record for record in sent if record.values["taken_on"] is None]
    for record in waiting:
        due = record.day("due_on")
        late = f"，已过 {(today - due).days} 天" if due is not None and due < today else ""
        output.out(f"{record.names['unit']}：{of.title}的{asked_by(record)}表请于 {due} 前交回{late}。")
    blank = [record for record in sent if record.values["taken_on"] is not None and record.values["missing"]]
    for record in blank:
        asked = f"{record.names['unit']}：{of.title}的{asked_by(record)}表"
        output.say(f"{asked}收到了，还空着 {record.values['missing']} 格。")
    come = f"收到 {len(sent) - len(waiting)} 份" + (f"（{len(blank)} 份还有空着的）" if blank else "")
    output.say(f"{of.title}发了 {len(sent)} 份，{come}，没有交的 {len(waiting)} 份。")
