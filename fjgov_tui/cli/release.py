"""`fjgov release`: a text on its way to publication; what is special to it beside the commands of every procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.edit import article_text
from fjgov_tui.cli.signing import (
    by_option,
    for_option,
    matter_document,
    person_of,
    record_argument,
    scan_line,
    scan_option,
    tell,
    tell_signed,
)
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, calendar_day, calendar_moment

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Record
    from fjgov_tui.store import Reader
    from fjgov_tui.workflows.release_text import TextFault

FOUND = 1


@click.command("check", cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@as_json
@pass_desk
def check(desk: CliContext, file: Path, as_json: bool) -> None:
    """检查一篇文稿（.txt、.md、.docx）：个人信息、错误表述、转载没有来源、外链；有疑点退出码为 1。

    和监测查网页用的是同一套检查；有台账文件时连本县词条一起查，没有也能用。联系方式里的手机号只作提示，不影响退出码。
    """
    import os

    from fjgov_tui.exchange.articles import read_article
    from fjgov_tui.workflows.release_text import text_faults
    from fjgov_tui.workflows.releasing import county_terms
    from fjgov_tui.workflows.targets import own_hosts, site_targets

    text = read_article(file)
    if os.path.lexists(desk.path):
        with desk.opened() as store:
            faults = text_faults(text, county_terms(store.read), own=sorted(own_hosts(site_targets(store.read))))
    else:
        output.say("没有台账文件，没有用本县词条。")
        faults = text_faults(text)
    _tell(faults, as_json=as_json)


@click.command("faults", cls=ChineseCommand)
@record_argument
@as_json
@pass_desk
def faults(desk: CliContext, record: str, as_json: bool) -> None:
    """列出一条信息还没有答复的疑点；有疑点退出码为 1，三校之前要改好或用 keep 写明理由。"""
    from fjgov_tui.workflows.releasing import unanswered

    with desk.opened() as store:
        release = _release(store.read, record)
        listed = unanswered(store.read, release)
    if not release.values["text"] and not as_json:
        output.say("这条信息没有登记正文，没有查。")
        return
    _tell(listed, as_json=as_json)


def _tell(listed: Sequence[TextFault], *, as_json: bool) -> None:
    if as_json:
        rows: list[Mapping[str, output.Json]] = [
            {
                "line": fault.line,
                "mark": fault.key,
                "severity": fault.alarm.severity,
                "what": fault.alarm.what,
                "around": fault.alarm.around,
            }
            for fault in listed
        ]
        output.document(rows)
    else:
        for fault in listed:
            output.out(f"第 {fault.line} 行 {fault.alarm.what}（{fault.key}）：{fault.alarm.around}")
        output.say(f"共 {len(listed)} 处疑点。" if listed else "查过正文，没有发现疑点。")
    if any(fault.pressing for fault in listed):
        raise click.exceptions.Exit(FOUND)


def _release(reader: Reader, word: str) -> Record:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS["release"], word, whole=True)


@click.command("keep", cls=ChineseCommand)
@record_argument
@click.argument("mark", metavar="疑点代号")
@click.option("--reason", required=True, metavar="理由", help="为什么保留。")
@click.option("--by", default="", metavar="人员", help="谁说明的。")
@pass_desk
def keep_fault(desk: CliContext, record: str, mark: str, reason: str, by: str) -> None:
    """写明一个疑点为什么保留；代号见 faults。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.releasing import keep

    with desk.opened(write=True) as store, store.write("疑点答复") as writer:
        person = find_record(writer, LEDGERS["person"], by, whole=True).id if by else None
        made = keep(writer, _release(writer, record), mark, reason, person)
    output.out(str(made))
    output.say("已登记保留的理由。")


@click.command("text", cls=ChineseCommand)
@record_argument
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@pass_desk
def replace_text(desk: CliContext, record: str, file: Path) -> None:
    """用一篇文稿（.txt、.md、.docx）换下正文；换了的，已签的审校对新正文不再有效。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.reading import progress_of
    from fjgov_tui.workflows.saving import save_record

    text = article_text(LEDGERS["release"], file)
    with desk.opened(write=True) as store:
        with store.write("换正文") as writer:
            draft = _release(writer, record)
            save_record(writer, LEDGERS["release"], {"text": text}, draft)
        come = progress_of(store.read, store.read.record(LEDGERS["release"], draft.id), store.clock())
    tell(come)


@click.command("attach", cls=ChineseCommand)
@record_argument
@click.argument("files", metavar="文件", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_desk
def attach_files(desk: CliContext, record: str, files: tuple[Path, ...]) -> None:
    """登记附件的名称和 SHA-256；文件本身不存。同名的换成新的摘要，已签的审校对它不再有效。"""
    from fjgov_tui.workflows.attaching import attach, looked_through

    added = [looked_through(path, desk.path) for path in files]
    with desk.opened(write=True) as store, store.write("登记附件") as writer:
        attach(writer, _release(writer, record), added)
    for attachment in added:
        output.out(attachment.line)
    output.say(f"已登记附件 {len(added)} 个。")


@click.command("attachments", cls=ChineseCommand)
@record_argument
@click.argument("files", metavar="文件", nargs=-1, type=click.Path(path_type=Path))
@as_json
@pass_desk
def list_attachments(desk: CliContext, record: str, files: tuple[Path, ...], as_json: bool) -> None:
    """列出登记的附件；写了文件就核对它们是不是审校时的那几个，不是的退出码为 1。"""
    from fjgov_tui.workflows.attaching import attachments_of, looked_through

    with desk.opened() as store:
        known = attachments_of(_release(store.read, record))
    seen = [looked_through(path, desk.path) for path in files]
    if as_json:
        output.document([{"name": each.name, "digest": each.digest} for each in known])
    else:
        output.lines([each.line for each in known])
    strange = [each for each in seen if each.digest not in {registered.digest for registered in known}]
    for each in strange:
        output.say(f"{each.name} 不是登记的附件：摘要 {each.digest} 没有登记过，可能改过。")
    if strange:
        raise click.exceptions.Exit(FOUND)


@click.command("categories", cls=ChineseCommand)
@as_json
@pass_desk
def categories(_: CliContext, as_json: bool) -> None:
    """列出信息的类别：第十、十一条要求主动公开的各是什么。"""
    import csv
    from io import StringIO

    from fjgov_tui.resources import data_text

    rows = list(csv.DictReader(StringIO(data_text("categories.csv"))))
    if as_json:
        output.document(
            [
                {"article": int(row["条"]) if row["条"] else None, "category": row["类别"], "what": row["内容"]}
                for row in rows
            ]
        )
        return
    output.lines(
        table_lines(("条", "类别", "内容"), [(row["条"], row["类别"], row["内容"]) for row in rows], output.limit())
    )


class PublishOptions(TypedDict):
    """What the command that books a publication is told."""

    record: str
    url: str
    on: date | None
    at: datetime | None
    paper: str
    by: str
    behalf: str
    scan: Path | None
    as_json: bool


@click.command("publish", cls=ChineseCommand)
@record_argument
@click.option("--url", default="", metavar="网址", help="发布在哪个网址。")
@click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天发布的；不写就是今天。")
@click.option("--at", "at", type=calendar_moment, metavar="时刻", help="几点几分发布的，如 '2026-09-01 08:30'。")
@click.option("--paper", default="", metavar="文号", help="已经发布了的照实登记，写依据的文号。")
@by_option
@for_option
@scan_option
@as_json
@pass_desk
def publish(desk: CliContext, **given: Unpack[PublishOptions]) -> None:
    """登记发布和网址：审校、保密审查、会签没有齐的不能登记。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.procedure import Signing, finish

    with desk.opened(write=True) as store, store.write("发布") as writer:
        draft = _release(writer, given["record"])
        if given["url"]:
            writer.save(LEDGERS["release"], {"url": given["url"]}, draft)
        signing = Signing(
            step="",
            person=person_of(writer, given["by"]),
            behalf=person_of(writer, given["behalf"]),
            on=given["on"],
            at=given["at"],
            paper=given["paper"],
            scan=scan_line(desk, given["scan"]),
        )
        tell_signed(writer, finish(writer, "release", draft.id, signing), as_json=given["as_json"])


@click.command("withdraw", cls=ChineseCommand)
@record_argument
@click.option("--reason", required=True, metavar="原因", help="为什么撤下。")
@click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天撤的；不写就是今天。")
@click.option("--paper", default="", metavar="文号", help="同意撤稿的纸质件的文号。")
@scan_option
@as_json
@pass_desk
def withdraw_release(
    desk: CliContext, record: str, reason: str, on: date | None, paper: str, scan: Path | None, as_json: bool
) -> None:
    """登记撤稿；要再发布的先 reopen，从一审起重新审校（第二十五条）。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.reading import progress_of
    from fjgov_tui.workflows.releasing import withdraw

    basis = "  ".join(filter(None, (paper, scan_line(desk, scan))))
    with desk.opened(write=True) as store, store.write("撤稿") as writer:
        withdraw(writer, _release(writer, record), on or beijing_day(store.clock()), reason, basis)
        if as_json:
            matter_document(writer, progress_of(writer, _release(writer, record), store.clock()))
            return
    output.say("已登记撤稿。改好后要再发布的请用 fjgov release reopen，从一审起重新审校。")


@click.command("unregistered", cls=ChineseCommand)
@click.option("--unit", default="", metavar="单位", help="只看这个单位的。")
@as_json
@pass_desk
def list_unregistered(desk: CliContext, unit: str, as_json: bool) -> None:
    """列出监测在列表页上看到、没有发布登记的；有的退出码为 1。

    只核对设置“核对发布登记的单位”里写明的单位（第二十一条）；用 enter 把其中一条登记下来。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.ledgers.settings import REGISTERING
    from fjgov_tui.workflows.registering import registering_units, unregistered

    with desk.opened() as store:
        units = registering_units(store.read)
        listed = unregistered(store.read, beijing_day(store.clock()))
        only = find_record(store.read, LEDGERS["unit"], unit, whole=True).id if unit else None
    rows = [each.row for each in listed if only in {None, each.unit}]
    if as_json:
        output.document(rows)
    elif rows:
        cells = [[str(row[name]) for name in ("unit", "published_on", "title", "url")] for row in rows]
        output.lines(table_lines(("单位", "发布日期", "标题", "网址"), cells, output.limit()))
    if not units:
        output.say(f"还没有单位核对发布登记；请在设置“{REGISTERING.name}”里写上单位名称。")
    else:
        output.say(f"核对 {len(units)} 个单位，没有登记的 {len(rows)} 条。")
    if rows:
        raise click.exceptions.Exit(FOUND)


@click.command("enter", cls=ChineseCommand)
@click.argument("url", metavar="网址")
@pass_desk
def enter_release(desk: CliContext, url: str) -> None:
    """把列表页上看到、没有登记的一条登记下来，输出编号；审校情况再照实补登记。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.registering import enter

    with desk.opened(write=True) as store, store.write("补登记发布") as writer:
        made = enter(writer, url, beijing_day(store.clock()))
    output.out(str(made))
    output.say("已登记。审校情况请照实补上：在纸上办过的用 fjgov release sign … --paper 文号。")


@click.command("diff", cls=ChineseCommand)
@record_argument
@pass_desk
def diff(desk: CliContext, record: str) -> None:
    """退回过的信息，每一轮的正文改了什么：- 是前一轮，+ 是后一轮。"""
    from itertools import pairwise

    from fjgov_tui.workflows.reading import progress_of
    from fjgov_tui.workflows.rounds import difference, rounds_of

    with desk.opened() as store:
        rounds = rounds_of(store.read, progress_of(store.read, _release(store.read, record), store.clock()))
    for before, after in pairwise(rounds):
        output.say(before.ended)
        output.lines(difference(before, after) or ["（正文没有改）"])
    output.say(f"共 {len(rounds)} 轮。")


COMMANDS: tuple[click.Command, ...] = (
    check, faults, keep_fault, replace_text, attach_files, list_attachments, categories, publish, withdraw_release,
    list_unregistered, enter_release, diff,
)  # fmt: skip
"""What is added to the group that follows from the declaration."""
