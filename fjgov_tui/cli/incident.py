"""`fjgov incident`: from being found to being closed, the hour to the second (articles 24 to 28)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.procedures import add_commands
from fjgov_tui.cli.signing import matter_document, needing_yes, record_argument, sure_option
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_moment, whole_number
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.incidents import Grade, IncidentKind, IncidentSource, NoticeWay

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Record
    from fjgov_tui.ledgers.types import Raw
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.workflows.hourclock import HourClock
    from fjgov_tui.workflows.matters import Progress

LATE = 1
"""Exit code of `clock` while an hour is over."""
at_option = click.option("--at", "at", type=calendar_moment, metavar="时刻", help="几点几分几秒；不写就是现在。")
by_option = click.option("--by", "by", default="", metavar="人员", help="谁办的。")
how_option = click.option(
    "--how", default=NoticeWay.PHONE.value, show_default=True, metavar="方式", help="电话、群聊、短信、当面等。"
)
to_option = click.option("--to", "to", default="", metavar="姓名", help="通知了谁。")
answered_option = click.option("--answered/--no-answer", default=None, help="对方接到了，或没有接到。")


@click.group(cls=ChineseGroup)
def incident() -> None:
    """预警处置：发现、通知、一小时内处置、核实、报告、办结（第二十四至二十八条）。"""


def _incident_called(store: Store, word: str) -> Record:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(store.read, LEDGERS["incident"], word)


def _person(reader: Reader, word: str) -> int | None:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS["person"], word, whole=True).id if word else None


def _today(store: Store) -> date:
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


@incident.command("open")
@click.option(
    "--site", "word", required=True, metavar="站点、栏目、账号或网址", help="在哪里；贴网址能认出是哪个栏目。"
)
@click.option("--title", default="", metavar="文字", help="什么问题；不写就用站点和类型。")
@click.option("--kind", default=IncidentKind.CONTENT.value, show_default=True, metavar="类型", help="问题类型。")
@click.option(
    "--source", default=IncidentSource.PATROL.value, show_default=True, metavar="途径", help="怎样发现的，如 群众反映。"
)
@click.option("--found", "at", type=calendar_moment, metavar="时刻", help="何时发现；不写就是现在。")
@by_option
@click.option("--evidence", default="", metavar="文字", help="看到了什么。")
@click.option("--file", "file", default="", metavar="文件名", help="截图等证据的文件名。")
@click.option("--notify", is_flag=True, help="同时登记已通知单位：一小时从这一秒起算。")
@how_option
@to_option
@answered_option
@as_json
@pass_desk
def open_new(
    desk: CliContext,
    word: str,
    title: str,
    kind: str,
    source: str,
    at: datetime | None,
    by: str,
    evidence: str,
    file: str,
    notify: bool,
    how: str,
    to: str,
    answered: bool | None,
    as_json: bool,
) -> None:
    """登记一件发现的问题，输出编号；同一处的同一问题只开一件。"""
    from fjgov_tui.workflows import handling
    from fjgov_tui.workflows.places import place_of

    with desk.opened(write=True) as store:
        with store.write("登记预警处置") as writer:
            listed = handling.Found(
                place=place_of(writer, word, _today(store)),
                title=title,
                kind=kind,
                source=source,
                at=at,
                by=_person(writer, by),
                evidence=evidence,
                evidence_file=file,
            )
            made = handling.enter(writer, listed)
            if notify:
                handling.notify(writer, made, handling.StepTaken(step="notified", fields=_notice(how, to, answered)))
        record = _incident_called(store, str(made))
        if as_json:
            _document(store, record)
            return
    output.out(str(made))
    for line in _text(record).splitlines():
        output.say(line)


def _notice(how: str, to: str, answered: bool | None) -> dict[str, Raw]:
    words = {None: None, True: "是", False: "否"}[answered]
    return {"notified_how": how, "notified_to": to, "answered": words}


def _text(record: Record) -> str:
    from fjgov_tui.reports.notice import notice_text

    return notice_text(record)


def _take(
    desk: CliContext,
    word: str,
    step: str,
    at: datetime | None,
    by: str,
    fields: Mapping[str, Raw] | None = None,
    *,
    sure: bool = False,
    as_json: bool,
) -> Progress:
    from fjgov_tui.workflows.handling import StepTaken, take

    with desk.opened(write=True) as store:
        record = _incident_called(store, word)
        with store.write(f"预警处置：{step}") as writer:
            come = take(
                writer, record.id, StepTaken(step=step, fields=fields or {}, by=_person(writer, by), at=at, sure=sure)
            )
        if as_json:
            _document(store, come.record)
    if not as_json:
        output.out(str(come.state))
    return come


def _document(store: Store, record: Record) -> None:
    """The incident with its steps as `show --json` has it."""
    from fjgov_tui.workflows.reading import progress_of

    matter_document(store.read, progress_of(store.read, record, store.clock()))


@incident.command("notify")
@record_argument
@how_option
@to_option
@answered_option
@at_option
@by_option
@as_json
@pass_desk
def notify_unit(
    desk: CliContext, record: str, how: str, to: str, answered: bool | None, at: datetime | None, by: str, as_json: bool
) -> None:
    """登记已通知责任单位：一小时从这一秒起算，不停、不重算。"""
    from fjgov_tui.clock import BEIJING
    from fjgov_tui.workflows.hour import clocks

    come = _take(desk, record, "notified", at, by, _notice(how, to, answered), as_json=as_json)
    for clock in clocks(come):
        if clock.running:
            output.say(f"应在 {clock.ends.astimezone(BEIJING):%Y-%m-%d %H:%M:%S} 前处置。")


@incident.command("handled")
@record_argument
@at_option
@as_json
@pass_desk
def handled(desk: CliContext, record: str, at: datetime | None, as_json: bool) -> None:
    """登记已删除或处置；超过一小时的说明超过多少。"""
    from fjgov_tui.workflows.hour import clocks
    from fjgov_tui.workflows.hourclock import span_words

    come = _take(desk, record, "handled", at, "", as_json=as_json)
    for clock in clocks(come):
        if clock.round == come.round and clock.stopped is not None:
            left = clock.left(clock.stopped)
            output.say(
                f"超过一小时，晚了 {span_words(left)}。" if left < 0 else f"在一小时之内，还剩 {span_words(left)}。"
            )


@incident.command("verify")
@record_argument
@click.argument("verdict", metavar="属实|误报")
@click.option("--reason", default="", metavar="理由", help="判为误报的要写；疑点和告警一并了结。")
@at_option
@by_option
@as_json
@pass_desk
def verify(
    desk: CliContext, record: str, verdict: str, reason: str, at: datetime | None, by: str, as_json: bool
) -> None:
    """登记核实的结论：误报的，处置单、告警和疑点一次了结。"""
    from fjgov_tui.monitor.alerts.story import judge_incident
    from fjgov_tui.workflows.handling import StepTaken

    with desk.opened(write=True) as store:
        number = _incident_called(store, record).id
        with store.write(f"核实：{verdict}") as writer:
            taken = StepTaken(step="verified", by=_person(writer, by), at=at)
            judge_incident(writer, number, verdict, taken, reason)
        if as_json:
            _document(store, _incident_called(store, str(number)))
            return
    output.out(verdict)


@incident.command("leader")
@record_argument
@click.option("--disposal", default="", metavar="文字", help="已经做了什么。")
@at_option
@as_json
@pass_desk
def leader(desk: CliContext, record: str, disposal: str, at: datetime | None, as_json: bool) -> None:
    """登记已向领导报告初步处置情况。"""
    _take(desk, record, "leader", at, "", {"disposal": disposal}, as_json=as_json)


@incident.command("judge")
@record_argument
@click.option("--grade", required=True, metavar="级别", help="一般、较大、重大、特别重大；由人定。")
@click.option("--reason", required=True, metavar="理由", help="为什么这样定。")
@click.option("--cac", type=calendar_moment, metavar="时刻", help="报县网信的时刻。")
@click.option("--police", type=calendar_moment, metavar="时刻", help="报公安的时刻；涉嫌犯罪的要报。")
@click.option("--provincial", type=calendar_moment, metavar="时刻", help="报省级网信的时刻；较大以上 4 小时内。")
@at_option
@by_option
@as_json
@pass_desk
def judge(
    desk: CliContext,
    record: str,
    grade: str,
    reason: str,
    cac: datetime | None,
    police: datetime | None,
    provincial: datetime | None,
    at: datetime | None,
    by: str,
    as_json: bool,
) -> None:
    """登记研判：级别、理由，报没有报网信和公安。"""
    judged: dict[str, Raw] = {"grade": grade, "grade_reason": reason}
    reports: dict[str, Raw] = {"cac_at": cac, "police_at": police, "provincial_at": provincial}
    come = _take(desk, record, "judged", at, by, judged | reports, as_json=as_json)
    if grade != Grade.COMMON and come.record.values["provincial_at"] is None:
        output.say("较大以上的，从发现起 4 小时内报省级网信，处置结束后 30 天内报总结（分级数字未核实，由人定级）。")


@incident.command("recheck")
@record_argument
@at_option
@by_option
@as_json
@pass_desk
def recheck(desk: CliContext, record: str, at: datetime | None, by: str, as_json: bool) -> None:
    """登记有人打开页面看过，确已处置。"""
    _take(desk, record, "rechecked", at, by, as_json=as_json)


@incident.command("close")
@record_argument
@click.option("--cause", default="", metavar="文字", help="为什么会出现、怎样不再出现。")
@at_option
@sure_option
@as_json
@pass_desk
def close(desk: CliContext, record: str, cause: str, at: datetime | None, yes: bool, as_json: bool) -> None:
    """办结；还缺什么会逐项说明。站点还打不开、有环节没有登记、没有写原因的，要加 --yes。"""
    with needing_yes():
        _take(desk, record, "closed", at, "", {"root_cause": cause}, sure=yes, as_json=as_json)


@incident.command("clock")
@as_json
@pass_desk
def show_clocks(desk: CliContext, as_json: bool) -> None:
    """列出正在计的一小时，先到的在前；有超过的退出码为 1。"""
    from fjgov_tui.workflows.hour import running_clocks

    with desk.opened() as store:
        now, listed = store.clock(), running_clocks(store.read, store.clock())
    if as_json:
        output.document([clock_row(clock, now) for clock in listed])
    else:
        rows = [_clock_cells(clock, now) for clock in listed]
        if rows:
            output.lines(table_lines(("编号", "还剩", "截止", "单位", "问题"), rows, output.limit(), numbers=(0,)))
        output.say(f"正在计时 {len(listed)} 件，超过一小时 {sum(clock.late(now) for clock in listed)} 件。")
    if any(clock.late(now) for clock in listed):
        click.get_current_context().exit(LATE)


def clock_row(clock: HourClock, now: datetime) -> dict[str, output.Json]:
    """One clock for programs; moments in UTC, `seconds_left` below zero once it is late."""
    from fjgov_tui.clock import instant

    return {
        "incident": clock.incident,
        "title": clock.title,
        "unit": clock.unit,
        "round": clock.round,
        "notified_at": instant(clock.begun),
        "due_at": instant(clock.ends),
        "seconds_left": clock.left(now),
        "late": clock.late(now),
    }


def _clock_cells(clock: HourClock, now: datetime) -> tuple[str, ...]:
    from fjgov_tui.clock import BEIJING
    from fjgov_tui.workflows.hourclock import span

    left = clock.left(now)
    word = f"✗ 超过 {span(left)}" if left < 0 else f"○ 还剩 {span(left)}"
    return str(clock.incident), word, f"{clock.ends.astimezone(BEIJING):%H:%M:%S}", clock.unit, clock.title


@incident.command("text")
@record_argument
@click.option("--phones", is_flag=True, help="写出完整的号码；查看会记入审计链。")
@pass_desk
def text(desk: CliContext, record: str, phones: bool) -> None:
    """通知的文字，可以念，也可以贴到群里；后面是责任单位的人和电话。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.reports.notice import read_notice

    with desk.opened(write=phones) as store:
        listed = _incident_called(store, record)
        notice = read_notice(store.read, listed, store.clock())
        people = notice.contacts
        if phones:
            with store.write("通知责任单位，查看电话") as writer:
                for item in people:
                    if item.person is not None:
                        writer.clear(writer.record(LEDGERS["person"], item.person))
                        writer.reveal(LEDGERS["person"], item.person)
    output.lines(notice.text.splitlines())
    if not people:
        raise InputProblem("这一件没有写明责任单位", where=listed.title, remedy="请先填责任单位")
    rows = [(item.name, item.office, item.phone if phones else item.masked) for item in people]
    output.lines(table_lines(("联系人", "职责", "电话"), rows, output.limit()))


@incident.command("plan")
@record_argument
@click.option("--done", "number", type=whole_number, metavar="第几步", help="登记这一步已经办了。")
@at_option
@by_option
@as_json
@pass_desk
def plan(desk: CliContext, record: str, number: int | None, at: datetime | None, by: str, as_json: bool) -> None:
    """应急预案的清单：定级之后按预案打开，列出每一步谁办、办了没有；还有没办的退出码为 1。"""
    from fjgov_tui.workflows.emergency import checklists, tick
    from fjgov_tui.workflows.incident_hooks import plan_line

    with desk.opened(write=number is not None) as store:
        known = _incident_called(store, record)
        if number is not None:
            with store.write("预案清单") as writer:
                tick(writer, known.id, number, _person(writer, by), at)
        items = [plan_line(item) for item in checklists(store.read, [known]).get(known.id, ())]
    if as_json:
        output.document([dict(item.row) for item in items])
    else:
        output.lines([f"{'✓' if item.settled else '✗'} {item.words}" for item in items])
        output.say(f"共 {len(items)} 步，没有办的 {sum(not item.settled for item in items)} 步。")
    if any(not item.settled for item in items):
        click.get_current_context().exit(LATE)


add_commands(incident, "incident")
