"""Articles 24 to 28: an incident from its finding to its end, and the hour of the notice to the second."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.audit import findings
from fjgov_tui.errors import FjgovError, InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify, take
from fjgov_tui.workflows.hour import clocks, running_clocks
from fjgov_tui.workflows.hourclock import span
from fjgov_tui.workflows.incident import Trouble, open_incident, recover
from fjgov_tui.workflows.matters import Progress, State
from fjgov_tui.workflows.places import place_of
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from tests.store.helpers import fresh
from tests.workflows.office import TODAY, Office, furnish

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""11:00 in Beijing."""
NEXT = TODAY + timedelta(days=1)


@dataclass
class Desk:
    """A county whose clock a test sets, and what people do in it."""

    folder: Path
    now: datetime = AT
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = furnish(fresh(self.folder / "county.db", lambda: self.now))

    def enter(self, where: str = "白帝镇子网站", **given: object) -> int:
        with self.office.store.write() as writer:
            found = Found(place=place_of(writer, where, TODAY), **given)  # type: ignore[arg-type]
            return enter(writer, found)

    def notify(self, incident: int, after: timedelta = timedelta(), **fields: Raw) -> Progress:
        with self.office.store.write() as writer:
            return notify(writer, incident, StepTaken(step="notified", at=AT + after, fields=fields))

    def take(self, incident: int, step: str, after: timedelta, **fields: Raw) -> Progress:
        with self.office.store.write() as writer:
            return take(writer, incident, StepTaken(step=step, at=AT + after, fields=fields))

    def to_the_end(self, incident: int, handled: timedelta) -> Progress:
        self.now = AT + timedelta(hours=6)
        self.take(incident, "verified", timedelta(minutes=5), verdict="属实")
        self.take(incident, "leader", timedelta(minutes=10), disposal="已通知单位删除")
        self.take(incident, "judged", timedelta(minutes=20), grade="一般", grade_reason="没有传播")
        self.take(incident, "handled", handled)
        self.take(incident, "rechecked", handled + timedelta(minutes=5))
        return self.take(incident, "closed", handled + timedelta(minutes=10), root_cause="误点发布")

    def come(self, incident: int) -> Progress:
        return progress_of(self.office.store.read, self.office.get("incident", incident), self.now)

    def rules(self, as_of: date = NEXT) -> list[str]:
        kept = ("24.verified", "24.leader", "24.reported", "25.deleted", "26.hour", "26.notified", "28.hour")
        return [one.rule for one in findings(self.office.store.read, as_of) if one.rule in kept]

    def messages(self, rule: str, as_of: date = NEXT) -> list[str]:
        return [one.message for one in findings(self.office.store.read, as_of) if one.rule == rule]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("took", "broken"),
    [
        (timedelta(minutes=59, seconds=59), []),
        (timedelta(minutes=60), []),
        (timedelta(minutes=60, seconds=1), ["26.hour"]),
    ],
)
def test_sixty_minutes_are_within_the_hour_and_a_second_more_is_not(
    desk: Desk, took: timedelta, broken: list[str]
) -> None:
    incident = desk.enter(source="上级通报")
    desk.notify(incident)
    come = desk.to_the_end(incident, took)
    assert come.state is State.CLOSED
    assert desk.rules() == broken
    if broken:
        assert "超过 1 小时 1 秒" in desk.messages("26.hour")[0]
        (late,) = [lapse.message for lapse in come.lapses if lapse.step.name == "handled"]
        assert "应在 2026-11-23 12:00:00 前办完" in late
        assert late.endswith("2026-11-23 12:00:01 才办"), "not the same minute twice"


def test_late_by_more_than_a_minute_is_told_to_the_second_too(desk: Desk) -> None:
    incident = desk.enter(source="上级通报")
    desk.notify(incident)
    come = desk.to_the_end(incident, timedelta(minutes=61, seconds=15))
    (late,) = [lapse.message for lapse in come.lapses if lapse.step.name == "handled"]
    assert "应在 2026-11-23 12:00:00 前办完" in late
    assert late.endswith("2026-11-23 12:01:15 才办")


def test_what_people_on_duty_find_is_article_28s_and_what_nobody_handles_is_late(desk: Desk) -> None:
    incident = desk.enter(source="读网")
    desk.notify(incident)
    assert "28.hour" in desk.rules()
    assert "26.hour" not in desk.rules()
    assert "没有处置的登记" in desk.messages("28.hour")[0]


def test_the_clock_runs_from_the_second_of_the_notice_and_says_how_late_it_is(desk: Desk) -> None:
    incident = desk.enter()
    assert running_clocks(desk.office.store.read, desk.now) == []
    desk.notify(incident)
    for passed, left, late in ((0, 3600, False), (3599, 1, False), (3600, 0, False), (3601, -1, True)):
        (clock,) = running_clocks(desk.office.store.read, AT + timedelta(seconds=passed))
        assert (clock.left(AT + timedelta(seconds=passed)), clock.late(AT + timedelta(seconds=passed))) == (left, late)
    assert [span(seconds) for seconds in (3600, 3543, 7, -3727)] == ["1:00:00", "59:03", "00:07", "1:02:07"]


def test_two_clocks_are_seen_and_the_first_to_end_stands_first(desk: Desk) -> None:
    first, second = desk.enter(), desk.enter(kind="疑似篡改")
    desk.now = AT + timedelta(minutes=9)
    desk.notify(second, timedelta(minutes=1))
    desk.notify(first, timedelta(minutes=2))
    assert [clock.incident for clock in running_clocks(desk.office.store.read, desk.now)] == [second, first]


def test_the_end_is_written_down_and_no_later_edit_moves_it(desk: Desk) -> None:
    incident = desk.enter(source="上级通报")
    desk.notify(incident)
    desk.now = AT + timedelta(hours=3)
    desk.office.set("incident", incident, notified_at="2026-11-23 12:30", title="改了名字")
    (clock,) = clocks(desk.come(incident))
    assert clock.begun == AT
    desk.to_the_end(incident, timedelta(hours=2, minutes=40))
    assert desk.rules() == ["26.hour"]


def test_reopening_starts_a_new_clock_and_keeps_the_old_one(desk: Desk) -> None:
    incident = desk.enter(source="上级通报")
    desk.notify(incident)
    desk.to_the_end(incident, timedelta(minutes=70))
    with desk.office.store.write() as writer:
        reopened = sign(writer, "incident", incident, Signing(step="", decision=Decision.REOPENED, opinion="又出现"))
    assert (reopened.round, reopened.state) == (2, State.RUNNING)
    assert running_clocks(desk.office.store.read, desk.now) == [], "nobody was told a second time yet"
    desk.now = AT + timedelta(hours=8)
    desk.notify(incident, timedelta(hours=7))
    old, new = clocks(desk.come(incident))
    assert (old.round, old.begun, old.stopped) == (1, AT, AT + timedelta(minutes=70))
    assert (new.round, new.begun, new.running) == (2, AT + timedelta(hours=7), True)
    desk.take(incident, "handled", timedelta(hours=7, minutes=30))
    assert "26.hour" in desk.rules(), "the second round in time does not make the first one good"


def test_trouble_that_the_monitor_sees_again_gets_a_round_of_its_own(desk: Desk) -> None:
    trouble = Trouble(
        cause="visit:1", kind="打不开", severity=Severity.VIOLATION, title="打不开", at=int(AT.timestamp()), site=1
    )
    with desk.office.store.write("监测") as writer:
        incident = open_incident(writer, trouble)
    desk.notify(incident)
    desk.now = AT + timedelta(hours=5)
    with desk.office.store.write("监测") as writer:
        recover(writer, incident, int((AT + timedelta(minutes=50)).timestamp()), "连续打开")
        again = Trouble(**{**trouble.__dict__, "at": int((AT + timedelta(hours=4)).timestamp())})
        assert open_incident(writer, again) == incident
    come = desk.come(incident)
    assert (come.round, come.state) == (2, State.RUNNING)
    (old,) = clocks(come)
    assert old.stopped == AT + timedelta(minutes=50)
    assert desk.rules() == []


def test_what_a_unit_finds_itself_needs_no_notice(desk: Desk) -> None:
    incident = desk.enter(source="单位自查")
    assert desk.rules() == ["25.deleted"]
    desk.now = AT + timedelta(hours=2)
    desk.take(incident, "handled", timedelta(minutes=3))
    desk.take(incident, "rechecked", timedelta(minutes=4))
    assert desk.take(incident, "closed", timedelta(minutes=5), root_cause="笔误").state is State.CLOSED
    assert desk.rules() == []


@pytest.mark.parametrize("left_out", ["verified", "leader", "judged", "notified"])
def test_a_step_that_was_left_out_is_found_by_its_own_rule(desk: Desk, left_out: str) -> None:
    fields: dict[str, Raw] = {
        "notified_at": "2026-11-23 11:10", "notified_how": "电话", "handled_at": "2026-11-23 11:30",
        "verified_at": "2026-11-23 11:05", "verdict": "属实", "leader_at": "2026-11-23 11:40",
        "judged_at": "2026-11-23 11:50", "rechecked_at": "2026-11-23 11:55", "closed_at": "2026-11-23 12:00",
    }  # fmt: skip
    incident = desk.enter(source="上级通报")
    desk.now = AT + timedelta(hours=5)
    desk.office.set("incident", incident, **{name: value for name, value in fields.items() if left_out not in name})
    rule = {"verified": "24.verified", "leader": "24.leader", "judged": "24.reported", "notified": "26.notified"}
    assert desk.rules() == [rule[left_out]]
    assert {one.unit for one in findings(desk.office.store.read, NEXT) if one.rule == rule[left_out]} == {
        "县政府办公室"
    }


def test_only_grave_incidents_are_reported_upward_and_that_is_a_notice(desk: Desk) -> None:
    incident = desk.enter(source="上级通报")
    desk.office.set("incident", incident, grade="一般", grade_reason="小")
    upward = [one for one in findings(desk.office.store.read, NEXT) if one.rule.startswith("24.report-")]
    assert upward == []
    desk.office.set("incident", incident, grade="较大", grade_reason="首页被改")
    (found,) = [one for one in findings(desk.office.store.read, NEXT) if one.rule == "24.report-upward"]
    assert found.severity == "notice"
    assert "4 小时" in found.message
    desk.office.set("incident", incident, provincial_at="2026-11-23 15:00", handled_at="2026-11-23 11:00")
    assert [one.rule for one in findings(desk.office.store.read, NEXT) if one.rule.startswith("24.report-")] == []
    late = [
        one.rule for one in findings(desk.office.store.read, date(2026, 12, 24)) if one.rule.startswith("24.report-")
    ]
    assert late == ["24.report-summary"]


@pytest.mark.parametrize(
    ("step", "after", "words"),
    [
        ("notified", -timedelta(seconds=1), "早于发现"),
        ("handled", timedelta(seconds=1), "还没有到"),
        ("closed", timedelta(), "还不能办结"),
    ],
)
def test_moments_that_cannot_be_are_refused_in_a_sentence(desk: Desk, step: str, after: timedelta, words: str) -> None:
    incident = desk.enter()
    before = desk.office.trail()
    with pytest.raises(FjgovError, match=words):
        desk.take(incident, step, after, **({"notified_how": "电话"} if step == "notified" else {}))
    assert desk.office.trail() == before


def test_two_people_who_book_the_same_step_in_the_same_second(desk: Desk) -> None:
    incident = desk.enter()
    desk.notify(incident)
    with pytest.raises(InputProblem, match="通知单位已于 2026-11-23 11:00 办过"):
        desk.notify(incident)
    assert desk.office.store.read.count(LEDGERS["signature"]) == 1


def test_the_same_trouble_at_the_same_place_is_one_incident(desk: Desk) -> None:
    incident = desk.enter()
    with pytest.raises(InputProblem, match=f"编号 {incident}"):
        desk.enter()
    assert desk.enter(kind="疑似篡改") != incident


def test_a_pasted_address_is_the_column_that_it_lies_under(desk: Desk) -> None:
    desk.office.add("column", site="白帝镇子网站", name="通知公告", kind="通知公告", url="https://bdz.example/tzgg/")
    read = desk.office.store.read
    assert place_of(read, "https://bdz.example/tzgg/2026/1.html", TODAY).name == "白帝镇子网站 通知公告"
    assert place_of(read, "bdz.example/x".join(["https://", ""]), TODAY).column is None
    with pytest.raises(InputProblem, match="不属于台账里"):
        place_of(read, "https://bdz.example.evil.example/", TODAY)
