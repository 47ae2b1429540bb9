"""Chapters 7 and 8: incidents verified, told on, reported, and handled within the hour (articles 24 to 28).

Who answers: for verifying, reporting and telling the unit the county office; for deleting in time the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import Question, Rule, Scope, Violation
from fjgov_tui.audit.procedures import breaches, progress_in
from fjgov_tui.clock import BEIJING, beijing_day, parse_instant, show_instant
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.handling import HANDLING, OWN_FINDING
from fjgov_tui.ledgers.incidents import REPORTED_GRADES, IncidentSource
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.hour import clocks
from fjgov_tui.workflows.hourclock import HourClock, span_words
from fjgov_tui.workflows.matters import LapseKind, Progress

REPORTING: str = OtherPack.REPORTING
"""The pack of the duty to report incidents upward, in force from 2025-11-01."""
REPORT_HOURS = 4
"""Hours in which a county's site reports to the provincial 网信, from when it was found."""
SUMMARY_DAYS = 30
PATROL = IncidentSource.PATROL
"""Found by the county's people on duty: article 28; everything else of which a unit is told is article 26's."""
_LEFT_OUT = {LapseKind.LATE, LapseKind.MISSING}


def _with_clock(patrol: bool) -> Callable[[Facts], list[Progress]]:
    """Articles 26 and 28 give the hour for content that must not be read; a page that is down is no breach of them."""

    def about(facts: Facts) -> list[Progress]:
        come = facts.of(progress_in(HANDLING.key))
        return [item for item in come if (item.record.values["source"] == PATROL) is patrol and any(clocks(item))]

    return about


def _scope(about: Callable[[Facts], list[Progress]]) -> Scope:
    return lambda facts: sorted((item.record for item in about(facts)), key=lambda record: record.id)


def _hours(about: Callable[[Facts], list[Progress]]) -> Question:
    """Every round of an incident counts: a later one does not make the earlier one good."""

    def violations(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        over = _last_second(facts.as_of)
        for come in sorted(about(facts), key=lambda item: item.record.id):
            late = [clock for clock in clocks(come) if clock.late(over)]
            if late:
                words = "；".join(_late_words(clock) for clock in late)
                begun = min(clock.ends for clock in late)
                message = f"“{safe(come.record.title)}”：{words}。通知后 1 小时内要处置，请写明原因"
                since, on = beijing_day(begun), beijing_day(max(clock.ends for clock in late))
                yield Violation(come.record, message, come.known.unit_name, since, since, on=on)

    return violations


def _last_second(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + timedelta(days=1, seconds=-1)


def _late_words(clock: HourClock) -> str:
    notice = f"{clock.begun.astimezone(BEIJING):%Y-%m-%d %H:%M:%S} 通知"
    again = f"第 {clock.round} 轮 " if clock.round > 1 else ""
    if clock.stopped is None:
        return f"{again}{notice}，没有处置的登记"
    late = span_words(clock.left(clock.stopped))
    return f"{again}{notice}，{clock.stopped.astimezone(BEIJING):%H:%M:%S} 才处置，超过 1 小时 {late}"


def _hour_rule(rule_id: str, question: str, *, patrol: bool) -> Rule:
    about = _with_clock(patrol)
    return Rule(rule_id, Severity.VIOLATION, "incident", question, _hours(about), _scope(about), optional=True)


def _graded(facts: Facts) -> Iterable[Record]:
    return [item for item in facts.records("incident") if item.values["grade"] in REPORTED_GRADES]


def _upward(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    """The figure of four hours is confirmed, what makes an incident 较大 is not: a person has graded it."""
    for record in subjects:
        ends = record.at("found_at") + timedelta(hours=REPORT_HOURS)
        reported = record.values["provincial_at"]
        done = parse_instant(str(reported)) if reported is not None else None
        if (done or _last_second(facts.as_of)) > ends:
            how = f"{show_instant(str(reported))} 才报" if done else "没有报送的登记"
            message = (
                f"“{safe(record.title)}”定为{record.values['grade']}，应在发现后 {REPORT_HOURS} 小时内报省级网信，{how}"
            )
            yield Violation(record, message, _office(facts), since=beijing_day(ends), due=beijing_day(ends))


def _summed_up(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    for record in subjects:
        handled = record.values["handled_at"]
        if handled is None:
            continue
        due = beijing_day(parse_instant(str(handled))) + timedelta(days=SUMMARY_DAYS)
        done = record.day("summary_on")
        if (done or facts.as_of) > due:
            how = f"{done} 才报" if done else "没有报送的登记"
            message = f"“{safe(record.title)}”处置结束后 {SUMMARY_DAYS} 天内（{due} 前）要报总结，{how}"
            yield Violation(record, message, _office(facts), since=due + timedelta(days=1), due=due)


def _office(facts: Facts) -> str | None:
    return facts.office.title if facts.office is not None else None


RULES: tuple[Rule, ...] = (
    breaches(
        "24.verified", HANDLING, _LEFT_OUT, "收到的预警都核实了吗？",
        steps=("verified",), optional=True, late=Severity.WARNING, county=True,
    ),
    breaches(
        "24.leader", HANDLING, _LEFT_OUT, "初步处置情况都报告领导了吗？",
        steps=("leader",), optional=True, late=Severity.WARNING, county=True,
    ),
    breaches(
        "24.reported", HANDLING, _LEFT_OUT, "报告领导之后都研判了是否报网信、公安吗？",
        steps=("judged",), optional=True, late=Severity.WARNING, county=True,
    ),
    Rule(
        "24.report-upward", Severity.NOTICE, "incident", "较大以上的网络安全事件 4 小时内报省级网信了吗？",
        _upward, _graded, optional=True, pack=REPORTING,
    ),
    Rule(
        "24.report-summary", Severity.NOTICE, "incident", "较大以上的网络安全事件处置结束后 30 天内报总结了吗？",
        _summed_up, _graded, optional=True, pack=REPORTING,
    ),
    breaches(
        "25.deleted", OWN_FINDING, _LEFT_OUT, "单位自己发现的敏感信息都第一时间删除了吗？",
        steps=("handled",), optional=True, late=Severity.WARNING,
    ),
    _hour_rule("26.hour", "县政府办公室通知之后，主办单位都在 1 小时内处置了吗？", patrol=False),
    breaches(
        "26.notified", HANDLING, _LEFT_OUT, "发现敏感信息都第一时间通知主办单位了吗？",
        steps=("notified",), optional=True, late=Severity.WARNING, county=True,
    ),
    _hour_rule("28.hour", "值班巡网发现并通知的，主办单位都在 1 小时内处置了吗？", patrol=True),
)  # fmt: skip
