"""Article 39: the county's session of the year, who missed it, who worked before the first one."""

from datetime import date, timedelta

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.workflows.training import coverage
from tests.audit.conftest import TODAY, County

DAY = timedelta(days=1)


def worker(county: County, name: str, on_duty: Raw, *sessions: str, **more: Raw) -> int:
    """A site editor who attended these sessions."""
    given: dict[str, Raw] = {"unit": "白帝镇人民政府", "roles": "信息员", "real_name": "是"}
    made = county.add("person", name=name, on_duty=on_duty, **given | more)
    for session in sessions:
        county.add("attendance", training=session, person=name, passed="是")
    return made


def remove(county: County, ledger: str, title: str) -> None:
    with county.store.write() as writer:
        for record in list(writer.records(LEDGERS[ledger])):
            if title in {record.title, record.names.get("training")}:
                writer.remove(LEDGERS[ledger], record.id, record.revision)


def without(county: County, year: int) -> None:
    """Take a year's session out, with its attendance."""
    remove(county, "attendance", f"全县培训{year}")
    remove(county, "training", f"全县培训{year}")


def test_a_year_without_a_session_is_warned_about_in_its_last_quarter_and_broken_after_it(county: County) -> None:
    without(county, 2026)
    assert county.found("39.annual", date(2026, 9, 30)) == []
    for as_of in (date(2026, 10, 1), date(2026, 12, 31)):
        (finding,) = county.found("39.annual", as_of)
        assert (finding.severity, finding.due, finding.subject) == ("warning", "2026-12-31", "县政府办公室")
    (finding,) = county.found("39.annual", date(2027, 1, 1))
    assert (finding.severity, finding.due, finding.unit) == ("violation", "2026-12-31", "县政府办公室")


@pytest.mark.parametrize(
    ("session", "counts"),
    [
        ({"form": "线上培训"}, True),
        ({"form": "上派学习"}, True),
        ({"form": "录制视频"}, False),
        ({"form": "一对一指导"}, False),
        ({"organiser": "白帝镇人民政府"}, False),
        ({"held_on": date(2027, 1, 1)}, False),
        ({"held_on": date(2026, 12, 31)}, True),
        ({"held_on": date(2026, 12, 30), "ended_on": date(2027, 1, 2)}, False),
    ],
)
def test_only_a_session_of_the_office_for_the_county_within_the_year_counts(
    county: County, session: dict[str, Raw], counts: bool
) -> None:
    without(county, 2026)
    made: dict[str, Raw] = {"name": "某次", "held_on": TODAY, "form": "集中培训", "organiser": "县政府办公室"}
    county.add("training", **made | session)
    assert bool(county.found("39.annual", date(2026, 12, 31))) is not counts


def test_years_before_the_ledger_begins_are_not_judged(county: County) -> None:
    for year in (2023, 2024, 2025):
        without(county, year)
    assert county.found("39.annual") == []
    assert county.found("39.coverage") == []


def test_who_missed_the_years_session_is_warned_and_in_the_new_year_broken(county: County) -> None:
    worker(county, "李春分", date(2025, 1, 6), "全县培训2024", "全县培训2025")
    assert county.found("39.coverage", date(2026, 5, 31)) == [], "no session went by without her"
    for as_of in (date(2026, 6, 1), date(2026, 12, 31)):
        (finding,) = county.found("39.coverage", as_of)
        assert (finding.subject, finding.severity, finding.due) == ("李春分", "warning", "2026-12-31")
    (finding,) = [one for one in county.found("39.coverage", date(2027, 1, 1)) if one.subject == "李春分"]
    assert (finding.severity, finding.due) == ("violation", "2026-12-31")


def test_in_the_last_quarter_the_rule_and_the_screen_name_the_same_people(county: County) -> None:
    worker(county, "李春分", date(2025, 1, 6), "全县培训2024", "全县培训2025")
    worker(county, "周谷雨", date(2026, 7, 1), "全县培训2025")
    worker(county, "吴小满", date(2025, 1, 6), "全县培训2024", "全县培训2025", "全县培训2026")
    worker(county, "何芒种", date(2025, 1, 6), "全县培训2024", left_on=date(2026, 11, 1))
    seen = sorted(one.id for one in coverage(county.store.read, 2026, TODAY).missing)
    assert [one.id for one in county.found("39.coverage")] == seen
    assert len(seen) == 2


def test_leaders_and_people_without_work_on_sites_need_no_training(county: County) -> None:
    county.add("person", name="冯立夏", unit="白帝镇人民政府", roles="第一责任人、直接责任人", on_duty=TODAY)
    county.add("person", name="陈夏至", unit="白帝镇人民政府", on_duty=TODAY)
    for rule in ("39.coverage", "39.before-duty"):
        assert county.found(rule) == []


def test_failing_is_not_being_trained(county: County) -> None:
    worker(county, "李春分", date(2026, 6, 2))
    county.add("attendance", training="全县培训2026", person="李春分", passed="否")
    assert "没有培训合格的记录" in county.found("39.before-duty")[0].message


@pytest.mark.parametrize(("on_duty", "broken"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_the_first_training_is_on_the_day_of_duty_at_the_latest(county: County, on_duty: date, broken: bool) -> None:
    worker(county, "李春分", on_duty, "全县培训2026")
    found = county.found("39.before-duty")
    assert bool(found) is broken
    if broken:
        assert "2026-05-31 到岗" in found[0].message, "both dates are named"
        assert "2026-06-01 才第一次培训" in found[0].message
        assert (found[0].subject, found[0].since) == ("李春分", "2026-05-31")


def test_the_untrained_are_named_from_their_first_day_and_not_before(county: County) -> None:
    worker(county, "李春分", date(2026, 11, 2))
    assert county.found("39.before-duty", date(2026, 11, 1)) == []
    assert len(county.found("39.before-duty", date(2026, 11, 2))) == 1


def test_a_training_held_later_was_not_there_before(county: County) -> None:
    worker(county, "李春分", date(2026, 5, 1), "全县培训2026")
    (before,) = county.found("39.before-duty", date(2026, 5, 31))
    assert "至今没有培训合格的记录" in before.message
    (after,) = county.found("39.before-duty", date(2026, 6, 1))
    assert "才第一次培训合格" in after.message


def test_an_account_given_to_an_untrained_person_is_a_violation_from_the_day_she_could_use_it(county: County) -> None:
    holder = county.add("person", name="李春分", unit="白帝镇人民政府", real_name="是", on_duty=date(2026, 10, 1))
    live: dict[str, Raw] = {"media": "白帝镇", "privilege": "编辑", "state": "在用"}
    county.add("account", name="微博", holder="李春分", opened_on=date(2026, 10, 2), **live)
    county.add("rotation", account="微博", on=date(2026, 10, 20), by="李春分", length=12, basis="承诺", reason="定期")
    assert county.found("39.before-duty", date(2026, 10, 19)) == []
    (finding,) = county.found("39.before-duty", date(2026, 10, 20))
    assert (finding.id, finding.since) == (holder, "2026-10-20")
    assert "2026-10-20 起保管账户“微博”（据本人更换口令的登记）" in finding.message


def test_who_was_there_before_the_regulation_is_no_newcomer(county: County) -> None:
    worker(county, "李春分", date(2022, 9, 15), "全县培训2023", "全县培训2024", "全县培训2025", "全县培训2026")
    assert county.found("39.before-duty") == []
    worker(county, "周谷雨", date(2022, 9, 16), "全县培训2023", "全县培训2024", "全县培训2025", "全县培训2026")
    (unknown,) = county.found("39.before-duty")
    assert (unknown.subject, unknown.severity) == ("周谷雨", "notice")
    assert "无法核对" in unknown.message, "the ledger begins in 2023"
    county.add("training", name="全县培训2022", held_on=date(2022, 9, 20), form="集中培训", organiser="县政府办公室")
    (late,) = county.found("39.before-duty")
    assert (late.subject, late.severity, late.since) == ("周谷雨", "violation", "2022-09-16")
    worker(county, "吴小满", date(2012, 1, 1))
    (_, never) = county.found("39.before-duty")
    assert (never.subject, never.severity) == ("吴小满", "notice"), "the yearly duty is told by 39.coverage"
