"""Duty by the regulation (articles 27 and 28): no gap goes unseen, nobody serves twice at once, the plan stays."""

from datetime import date, datetime, timedelta

import pytest

from fjgov_tui.clock import BEIJING
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.roster import Stamp, calendar_file, month_lines, preview_lines
from fjgov_tui.workflows.duty import (
    Duty,
    RosterRequest,
    clashes,
    duties,
    on_duty,
    propose,
    save_roster,
    uncovered,
)
from fjgov_tui.workflows.roster import Absence
from fjgov_tui.workflows.roster_month import month_roster, preview
from fjgov_tui.workflows.shift_changes import ChangeRequest, change_shift
from tests.workflows.office import TODAY, Office

OFFICE, FIRST, LAST = "县政府办公室", date(2026, 12, 1), date(2026, 12, 10)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


def county_office(office: Office) -> int:
    return next(unit.id for unit in office.store.read.records(LEDGERS["unit"]) if unit.title == OFFICE)


def person(office: Office, name: str) -> int:
    return next(who.id for who in office.store.read.records(LEDGERS["person"]) if who.title == name)


def save(office: Office, request: RosterRequest) -> list[Duty]:
    proposal = propose(office.store.read, request, TODAY)
    with office.store.write() as writer:
        save_roster(writer, proposal)
    return duties(office.store.read, request.first, request.last, request.unit)


def planned(office: Office, *names: str, first: date = FIRST, last: date = LAST) -> list[Duty]:
    """A saved roster of these new people at the county office."""
    people = tuple(office.person(name, OFFICE, "值班人员") for name in names)
    return save(office, RosterRequest(county_office(office), people, first, last))


def change(office: Office, request: ChangeRequest, now: datetime) -> int:
    with office.store.write() as writer:
        return change_shift(writer, request, now)


def served(office: Office) -> list[str]:
    listed = duties(office.store.read, FIRST, LAST)
    return [office.get("person", duty.person).title if duty.person else "" for duty in listed]


def test_every_day_is_served_in_turn_and_a_second_roster_writes_nothing_new(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    assert [duty.day for duty in listed] == [FIRST + timedelta(days=step) for step in range(10)]
    assert served(office)[:4] == ["甲", "乙", "丙", "甲"]
    assert not list(uncovered(listed, FIRST, LAST))
    before = office.trail()
    people = tuple(person(office, name) for name in "甲乙丙")
    save(office, RosterRequest(county_office(office), people, FIRST, LAST))
    assert office.trail() == before


def test_a_swap_lies_over_the_plan_and_moves_both_people(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief = office.person("主任", OFFICE)
    change(office, ChangeRequest(shift=listed[0].id, kind="换班", approved_by=chief, other=listed[1].id), at(TODAY, 9))
    assert served(office)[:3] == ["乙", "甲", "丙"]
    first = duties(office.store.read, FIRST, FIRST)[0]
    assert office.get("person", first.planned or 0).title == "甲", "the plan still says who was meant to serve"
    assert office.get("shift", first.id).revision == 1


def test_a_new_roster_leaves_changed_and_fixed_shifts_alone(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief = office.person("主任", OFFICE)
    office.set("shift", listed[4].id, fixed="是")
    request = ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=person(office, "丙"))
    change(office, request, at(TODAY, 9))
    before = served(office)
    people = tuple(person(office, name) for name in "丙乙甲")
    save(office, RosterRequest(county_office(office), people, FIRST, LAST))
    after = served(office)
    assert after[0] == before[0] == "丙"
    assert after[4] == before[4]


def test_a_sick_leave_makes_a_gap_until_somebody_takes_over(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief = office.person("主任", OFFICE)
    change(office, ChangeRequest(shift=listed[3].id, kind="请假", approved_by=chief, reason="住院"), at(TODAY, 9))
    found = duties(office.store.read, FIRST, LAST)
    assert list(uncovered(found, FIRST, LAST)) == [listed[3].day]
    request = ChangeRequest(shift=listed[3].id, kind="顶班", approved_by=chief, taker=person(office, "丙"))
    change(office, request, at(TODAY, 10))
    assert not list(uncovered(duties(office.store.read, FIRST, LAST), FIRST, LAST))


def test_a_running_shift_can_be_taken_over_but_not_swapped_and_a_past_one_neither(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙", "丁")
    chief, taker = office.person("主任", OFFICE), person(office, "丁")
    running = at(FIRST, 12)
    with pytest.raises(InputProblem, match="已经开始，不能换班"):
        change(office, ChangeRequest(shift=listed[0].id, kind="换班", approved_by=chief, other=listed[2].id), running)
    change(office, ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=taker), running)
    with pytest.raises(InputProblem, match="已经值完"):
        change(
            office,
            ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=taker),
            at(FIRST + timedelta(days=1), 8, 30),
        )


def test_nobody_takes_two_shifts_at_once_or_serves_where_he_is_not(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief = office.person("主任", OFFICE)
    gone = office.person("已调走", OFFICE, left_on="2026-11-01")
    office.add("shift", day=FIRST.isoformat(), part="全天", unit="白帝镇人民政府", person="乙")
    for taker, told in ((person(office, "乙"), "不能同时值两个班"), (gone, "不在岗")):
        before = office.trail()
        with pytest.raises(InputProblem, match=told):
            change(
                office,
                ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=taker),
                at(TODAY, 9),
            )
        assert office.trail() == before, "nothing was written"


def test_two_shifts_at_once_that_came_in_by_a_sheet_are_found_whichever_units_they_are(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    office.add("shift", day=FIRST.isoformat(), part="夜班", unit="白帝镇人民政府", person="甲")
    (clash,) = clashes(duties(office.store.read, FIRST, LAST))
    assert (clash.person, clash.first.id) == (person(office, "甲"), listed[0].id)


def test_who_is_on_duty_changes_at_half_past_eight(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    second = listed[1].day
    before, _ = on_duty(office.store.read, at(second, 8, 29))
    after, following = on_duty(office.store.read, at(second, 8, 30))
    assert [duty.id for duty in before] == [listed[0].id]
    assert [duty.id for duty in after] == [listed[1].id]
    assert [duty.id for duty in following] == [listed[2].id]
    assert on_duty(office.store.read, at(LAST + timedelta(days=1), 8, 30))[0] == [], "after the roster nobody is"


def test_a_day_shift_without_a_night_shift_is_a_gap(office: Office) -> None:
    office.person("甲", OFFICE)
    office.add("shift", day=FIRST.isoformat(), part="白班", unit=OFFICE, person="甲")
    assert list(uncovered(duties(office.store.read, FIRST, FIRST), FIRST, FIRST)) == [FIRST]
    office.add("shift", day=FIRST.isoformat(), part="夜班", unit=OFFICE, person="甲")
    assert not list(uncovered(duties(office.store.read, FIRST, FIRST), FIRST, FIRST))


def test_who_joins_or_leaves_in_the_period_serves_only_while_there(office: Office) -> None:
    joins = office.person("新来的", OFFICE, on_duty="2026-12-05")
    leaves = office.person("要走的", OFFICE, left_on="2026-12-05")
    stays = office.person("一直在", OFFICE)
    listed = save(office, RosterRequest(county_office(office), (joins, leaves, stays), FIRST, LAST))
    assert all(duty.day >= date(2026, 12, 5) for duty in listed if duty.person == joins)
    assert all(duty.day < date(2026, 12, 5) for duty in listed if duty.person == leaves)


def test_the_past_cannot_be_planned(office: Office) -> None:
    people = (office.person("甲", OFFICE),)
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(InputProblem, match="已经过去"):
        propose(office.store.read, RosterRequest(county_office(office), people, yesterday, LAST), TODAY)


def test_the_month_shows_gaps_swaps_and_holidays_and_the_calendar_tells_no_telephone(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙", first=date(2027, 1, 1), last=date(2027, 1, 5))
    names = {who.id: who.title for who in office.store.read.records(LEDGERS["person"])}
    lines = month_lines(month_roster(office.store.read, date(2027, 1, 1), county_office(office)))
    assert lines[0].split() == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert lines[1].split()[0].startswith("1休"), "New Year's Day is a holiday"
    assert "（空班）" not in "\n".join(lines), "after the roster's end nobody was to serve yet"
    text = calendar_file(listed, names, {county_office(office): OFFICE}, Stamp(at(TODAY, 9), 7))
    assert text.count("BEGIN:VEVENT") == 5
    assert "DTSTART:20270101T003000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_who_has_left_since_the_roster_was_made_serves_no_more(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    office.set("person", person(office, "甲"), left_on=str(listed[3].day))
    found = duties(office.store.read, FIRST, LAST)
    assert served(office)[:4] == ["甲", "乙", "丙", ""], "the day of leaving is no day of duty"
    assert {duty.change for duty in found if duty.person is None} == {"不在岗"}
    assert next(iter(uncovered(found, FIRST, LAST))) == listed[3].day


def test_both_sides_of_a_swap_have_to_be_free(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief = office.person("主任", OFFICE)
    office.add("shift", day=str(listed[1].day), part="夜班", unit="白帝镇人民政府", person="甲")
    before = office.trail()
    with pytest.raises(InputProblem, match="甲 2026-12-02 夜班已经有班"):
        change(
            office, ChangeRequest(shift=listed[0].id, kind="换班", approved_by=chief, other=listed[1].id), at(TODAY, 9)
        )
    assert office.trail() == before


def test_two_changes_of_one_shift_in_the_same_moment_are_both_kept(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief, moment = office.person("主任", OFFICE), at(TODAY, 9)
    change(office, ChangeRequest(shift=listed[0].id, kind="请假", approved_by=chief), moment)
    change(
        office,
        ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=person(office, "丙")),
        moment,
    )
    assert office.store.read.count(LEDGERS["shift_change"]) == 2
    assert served(office)[0] == "丙", "the later one holds"


def test_a_preview_names_gaps_double_bookings_and_what_stays(office: Office) -> None:
    people = tuple(office.person(name, OFFICE, "值班人员") for name in ("甲", "乙"))
    unit = county_office(office)
    office.add("shift", day=str(FIRST), part="全天", unit="白帝镇人民政府", person="甲")
    office.add("shift", day=str(FIRST + timedelta(days=1)), part="全天", unit=OFFICE, person="甲", fixed="是")
    away = tuple(Absence(who, FIRST + timedelta(days=2), FIRST + timedelta(days=2)) for who in people)
    request = RosterRequest(unit, people, FIRST, FIRST + timedelta(days=3), absences=away)
    seen = preview(office.store.read, propose(office.store.read, request, TODAY))
    assert seen.gaps == [FIRST + timedelta(days=2)]
    assert [(clash.person, clash.second.day) for clash in seen.clashes] == [(people[0], FIRST)]
    assert (seen.kept, seen.replaced) == (1, 0)
    assert sum(seen.new.values()) == 3
    assert office.store.read.count(LEDGERS["shift"]) == 2


def test_a_preview_says_who_was_left_out_and_why(office: Office) -> None:
    gone = office.person("走了的", OFFICE, left_on="2026-11-01")
    late = office.person("没来的", OFFICE, on_duty="2026-12-03")
    ill, fit, chief = (office.person(name, OFFICE) for name in ("生病的", "在岗的", "主任"))
    sick = office.add("shift", day="2026-12-02", part="全天", unit="白帝镇人民政府", person="生病的")
    change(office, ChangeRequest(shift=sick, kind="请假", approved_by=chief), at(TODAY, 9))
    away = (Absence(fit, date(2026, 12, 4), date(2027, 1, 31)),)
    request = RosterRequest(
        county_office(office), (gone, late, ill, fit), date(2026, 12, 1), date(2026, 12, 5), absences=away
    )
    lines = "\n".join(preview_lines(preview(office.store.read, propose(office.store.read, request, TODAY))))
    for told in (
        "走了的 12-01 至 12-05（2026-11-01 已离岗）",
        "没来的 12-01 至 12-02（2026-12-03 才到岗）",
        "生病的 12-02（请假）",
        "在岗的 12-04 至 12-05",
    ):
        assert told in lines
    assert {duty.person for duty in save(office, request) if duty.day == date(2026, 12, 2)} == {fit}


def test_who_is_on_leave_takes_no_other_shift_of_that_time_until_back_at_the_own_one(office: Office) -> None:
    listed = planned(office, "甲", "乙", "丙")
    chief, ill = office.person("主任", OFFICE), person(office, "甲")
    office.person("镇上的")
    town = office.add("shift", day=str(FIRST), part="全天", unit="白帝镇人民政府", person="镇上的")
    change(office, ChangeRequest(shift=listed[0].id, kind="请假", approved_by=chief), at(TODAY, 9))
    cover = ChangeRequest(shift=town, kind="顶班", approved_by=chief, taker=ill)
    before = office.trail()
    with pytest.raises(InputProblem, match=f"甲 {FIRST} 全天请了假，不能值班"):
        change(office, cover, at(TODAY, 10))
    assert office.trail() == before
    change(office, ChangeRequest(shift=listed[0].id, kind="顶班", approved_by=chief, taker=ill), at(TODAY, 11))
    with pytest.raises(InputProblem, match="不能同时值两个班"):
        change(office, cover, at(TODAY, 12))
