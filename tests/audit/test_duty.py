"""Articles 27, 28 and 30 at their boundaries; expectations are the regulation's."""

from datetime import date, timedelta

import pytest

from fjgov_tui.audit import RULES, Facts
from fjgov_tui.ledgers import LEDGERS
from tests.audit.conftest import TODAY, County

OFFICE = "县政府办公室"
DUTY = [
    rule
    for rule in RULES
    if rule.id in {"27.roster", "27.gap", "27.double", "27.patrol", "27.phone", "27.record", "28.holiday", "30.daily"}
]
ONE = timedelta(days=1)


@pytest.fixture
def on_duty(county: County) -> County:
    """The county office keeps its roster: one person, a month back and two weeks ahead, and reads every day."""
    county.add("person", name="值班的", unit=OFFICE, roles="值班人员", on_duty="2025-01-01", real_name="是")
    for step in range(-30, 15):
        county.add("shift", day=str(TODAY + step * ONE), unit=OFFICE, part="全天", person="值班的")
    for step in range(-30, 1):
        reads(county, TODAY + step * ONE)
    return county


def reads(county: County, day: date, **given: str) -> int:
    site = next(iter(Facts(county.store.read, TODAY).records("site"))).title
    return county.add("patrol", read_at=f"{day} 09:00", person="值班的", site=site, **given)


def shift(county: County, day: date) -> int:
    return next(record.id for record in Facts(county.store.read, TODAY).records("shift") if record.day("day") == day)


def told(county: County, as_of: date = TODAY) -> list[tuple[str, str, str | None]]:
    facts = Facts(county.store.read, as_of)
    return [(found.rule, found.severity, found.since) for rule in DUTY for found in rule.ask(facts).findings]


def remove(county: County, ledger: str, record_id: int) -> None:
    with county.store.write() as writer:
        writer.remove(LEDGERS[ledger], record_id, 1)


def test_a_kept_roster_and_daily_reading_give_no_finding(on_duty: County) -> None:
    assert told(on_duty) == []


def test_units_without_a_roster_are_not_called_in_order(on_duty: County) -> None:
    facts = Facts(on_duty.store.read, TODAY)
    roster = next(rule for rule in DUTY if rule.id == "27.roster").ask(facts)
    assert roster.judged == 1, "only the county office has entered shifts"
    assert set(roster.unjudged.values()) == {"没有登记过值班表"}


def test_an_empty_day_behind_is_a_breach_and_ahead_a_warning(on_duty: County) -> None:
    behind, ahead = TODAY - 3 * ONE, TODAY + 5 * ONE
    remove(on_duty, "shift", shift(on_duty, behind))
    remove(on_duty, "shift", shift(on_duty, ahead))
    assert told(on_duty) == [("27.gap", "violation", str(behind)), ("27.gap", "warning", None)]


def test_today_without_anybody_is_a_breach_today(on_duty: County) -> None:
    remove(on_duty, "shift", shift(on_duty, TODAY))
    assert told(on_duty) == [("27.gap", "violation", str(TODAY))]


def test_days_in_a_row_are_one_finding(on_duty: County) -> None:
    for step in (-6, -5, -4):
        remove(on_duty, "shift", shift(on_duty, TODAY + step * ONE))
    assert told(on_duty) == [("27.gap", "violation", str(TODAY - 6 * ONE))]


def test_a_leave_that_nobody_covers_is_a_gap(on_duty: County) -> None:
    day = TODAY + 2 * ONE
    on_duty.add(
        "shift_change", shift=f"{OFFICE}/全天/{day}", kind="请假", away="值班的", approved_by="值班的",
        booked_at=f"{TODAY} 08:00",
    )  # fmt: skip
    assert told(on_duty) == [("27.gap", "warning", None)]


def test_a_roster_that_ends_soon_is_a_notice_and_one_that_has_ended_a_breach(on_duty: County) -> None:
    last = TODAY + 14 * ONE
    assert told(on_duty, last - 7 * ONE) == [("30.daily", "violation", str(TODAY + ONE))]
    assert ("27.roster", "notice", None) in told(on_duty, last - 6 * ONE)
    assert ("27.roster", "notice", None) in told(on_duty, last)
    assert ("27.roster", "violation", str(last + ONE)) in told(on_duty, last + ONE)


def test_two_shifts_at_once_are_found_and_a_night_after_a_day_is_not(on_duty: County) -> None:
    town = next(u for u in Facts(on_duty.store.read, TODAY).records("unit") if u.title != OFFICE).title
    on_duty.add("shift", day=str(TODAY), unit=town, part="夜班", person="值班的")
    assert ("27.double", "violation", str(TODAY)) in told(on_duty)
    on_duty.add("person", name="另一个", unit=town, roles="值班人员", on_duty="2025-01-01", real_name="是")
    before = told(on_duty)
    for part in ("白班", "夜班"):
        on_duty.add("shift", day=str(TODAY - 2 * ONE), unit=town, part=part, person="另一个")
    assert [found for found in told(on_duty) if found[0] == "27.double"] == [
        found for found in before if found[0] == "27.double"
    ]


def test_a_served_day_without_reading_is_found_when_it_is_over(on_duty: County) -> None:
    facts = Facts(on_duty.store.read, TODAY)
    read_today = max(record.id for record in facts.records("patrol"))
    remove(on_duty, "patrol", read_today)
    assert told(on_duty) == [], "the day is not over"
    assert told(on_duty, TODAY + ONE) == [("30.daily", "violation", str(TODAY))]


def test_a_holiday_without_reading_is_article_28_and_only_that(county: County) -> None:
    county.add("person", name="值班的", unit=OFFICE, roles="值班人员", on_duty="2025-01-01", real_name="是")
    first = date(2026, 9, 29)
    for step in range(75):
        day = first + step * ONE
        county.add("shift", day=str(day), unit=OFFICE, part="全天", person="值班的")
        if not date(2026, 10, 2) <= day <= date(2026, 10, 3) and day <= TODAY:
            reads(county, day)
    assert told(county) == [("28.holiday", "violation", "2026-10-02")]


def test_a_telephone_that_nobody_answered_twice_is_found(on_duty: County) -> None:
    def called(**given: str) -> None:
        on_duty.add("phone_check", person="值班的", **given)

    called(called_at=f"{TODAY} 01:00", answered="是")
    called(called_at=f"{TODAY} 02:00", answered="否", second_at=f"{TODAY} 02:05", second="是")
    assert told(on_duty) == []
    called(called_at=f"{TODAY} 03:00", answered="否", second_at=f"{TODAY} 03:05", second="否")
    assert told(on_duty) == [("27.phone", "violation", str(TODAY))]


def test_trouble_that_was_read_becomes_an_incident_or_is_told(on_duty: County) -> None:
    reads_at = TODAY - ONE
    on_duty.add(
        "patrol", read_at=f"{reads_at} 21:00", person="值班的", result="有问题", problem="错字",
        site=next(iter(Facts(on_duty.store.read, TODAY).records("site"))).title,
    )  # fmt: skip
    assert told(on_duty) == [("27.record", "warning", None)]


def test_nothing_from_before_the_regulation_is_a_breach(county: County) -> None:
    county.add("person", name="值班的", unit=OFFICE, roles="值班人员", on_duty="2020-01-01", real_name="是")
    for day in ("2022-09-01", "2022-09-15", "2022-09-17", "2022-09-18", "2022-09-30"):
        county.add("shift", day=day, unit=OFFICE, part="全天", person="值班的")
    assert told(county, date(2022, 9, 18)) == [("27.gap", "violation", "2022-09-16"), ("27.gap", "warning", None)]


def test_a_county_that_sets_how_often_is_told_of_days_with_fewer_readings(on_duty: County) -> None:
    """Holidays and workdays alike; once a day is enough as long as nothing is set, and today is not over yet."""
    assert told(on_duty) == []
    setting = on_duty.add("setting", name="每天读网次数", value="2")
    assert told(on_duty) == [("27.patrol", "warning", str(TODAY - 30 * ONE))]
    for step in range(-30, -3):
        site = next(iter(Facts(on_duty.store.read, TODAY).records("site"))).title
        on_duty.add("patrol", read_at=f"{TODAY + step * ONE} 16:00", person="值班的", site=site, result="正常")
    assert told(on_duty) == [("27.patrol", "warning", str(TODAY - 3 * ONE))]
    on_duty.ids["setting"] = setting
    on_duty.save("setting", note="县府办发〔2026〕1号")
    assert told(on_duty) == [("27.patrol", "violation", str(TODAY - 3 * ONE))]


@pytest.mark.parametrize(
    ("first", "last", "person", "why"),
    [(3, 20, "值班的", "还没有值过班"), (-10, 20, "", "还没有值过班"), (-60, -30, "值班的", "还没有值过班")],
    ids=["the roster begins later", "nobody is down", "the roster is over"],
)
def test_reading_on_days_without_service_is_no_answer(
    county: County, first: int, last: int, person: str, why: str
) -> None:
    """A reading is booked, but no day of service can be judged by it: nobody knows whether they read when they must."""
    county.add("person", name="值班的", unit=OFFICE, roles="值班人员", on_duty="2025-01-01", real_name="是")
    county.add("setting", name="每天读网次数", value="2", note="县文")
    for step in range(first, last):
        county.add("shift", day=str(TODAY + step * ONE), unit=OFFICE, part="全天", person=person)
    reads(county, TODAY - ONE)
    facts = Facts(county.store.read, TODAY)
    office = next(unit.id for unit in facts.records("unit") if unit.title == OFFICE)
    answers = {rule.id: rule.ask(facts) for rule in DUTY}
    for rule in ("27.patrol", "30.daily"):
        assert not answers[rule].findings
        assert why in answers[rule].unjudged[office], rule
    assert "节假日" in answers["28.holiday"].unjudged[office]
    assert ("才开始" in answers["27.gap"].unjudged.get(office, "")) == (first > 0), "today is not on a later roster"


def test_an_office_that_reads_and_keeps_no_roster_says_so(county: County) -> None:
    """Article 28 asks the county office whether it keeps a roster or not; there is an office that can be asked."""
    facts = Facts(county.store.read, TODAY)
    answer = next(rule for rule in DUTY if rule.id == "28.holiday").ask(facts)
    assert list(answer.unjudged.values()) == ["没有登记过值班表"]
