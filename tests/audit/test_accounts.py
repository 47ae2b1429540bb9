"""Article 37, accounts: one person each, few rights, none asleep, every change filed."""

from datetime import date, timedelta

import pytest

from fjgov_tui.ledgers.types import Raw, Reference
from fjgov_tui.workflows.handover import begin_handover
from tests.audit.conftest import TODAY, County

LIVE: dict[str, Raw] = {
    "site": "县政府网", "state": "在用", "opened_on": date(2025, 1, 1), "used_on": TODAY, "rotated_on": TODAY,
    "length": 12, "length_basis": "检查",
}  # fmt: skip


def second_person(county: County, **more: Raw) -> None:
    """Somebody else of the same unit, trained in time."""
    given: dict[str, Raw] = {"name": "李春分", "unit": "白帝镇人民政府", "real_name": "是", "on_duty": date(2024, 2, 1)}
    county.add("person", **given | {"filed_on": date(2024, 2, 1)} | more)
    for name in ("全县培训2023", "全县培训2024", "全县培训2025", "全县培训2026"):
        county.add("attendance", training=name, person="李春分", passed="是")


def test_two_people_with_accounts_of_their_own_are_no_finding(county: County) -> None:
    second_person(county)
    county.add("account", name="门户-编辑", login="editor", holder="李春分", privilege="编辑", **LIVE)
    assert county.rules() == []


def test_one_login_of_two_people_is_named_with_the_other(county: County) -> None:
    second_person(county)
    county.add("account", name="门户-编辑", login="ADMIN", holder="李春分", privilege="编辑", **LIVE)
    (finding,) = county.found("37.shared")
    assert (finding.subject, finding.severity) == ("门户-编辑", "violation")
    assert "门户-管理员" in finding.message
    assert "admin" not in finding.message.lower(), "logins are sealed"
    assert county.rules() == ["37.shared"]


def test_one_login_on_two_sites_is_not_one_account(county: County) -> None:
    second_person(county)
    county.add(
        "account",
        name="微博",
        login="admin",
        holder="李春分",
        privilege="编辑",
        **LIVE | {"site": "", "media": "白帝镇"},
    )
    assert county.rules() == []


def test_a_second_account_of_one_person_in_one_place_is_a_warning(county: County) -> None:
    county.add("account", name="门户-编辑", login="editor", holder="孙惊蛰", privilege="编辑", **LIVE)
    (finding,) = county.found("37.shared")
    assert (finding.subject, finding.severity) == ("门户-编辑", "warning")
    assert county.found("37.shared", date(2024, 12, 31)) == [], "the second was not open yet"


def test_one_login_that_one_person_has_entered_twice_is_shared_with_nobody(county: County) -> None:
    county.add("account", name="门户-编辑", login="admin", holder="孙惊蛰", privilege="编辑", **LIVE)
    (finding,) = county.found("37.shared")
    assert (finding.subject, finding.severity) == ("门户-编辑", "warning")
    assert "最小化" in finding.message


def test_accounts_without_login_or_holder_are_not_taken_for_shared(county: County) -> None:
    for name in ("甲", "乙"):
        county.add("account", name=name, privilege="只读", **LIVE)
    assert county.found("37.shared") == []


def test_the_newest_administrators_beyond_the_countys_limit_are_named(county: County) -> None:
    second_person(county)
    county.add("account", name="门户-副管理员", login="b", holder="李春分", privilege="管理员", **LIVE)
    assert county.found("37.privilege") == [], "two are the limit where nothing is set"
    county.add("account", name="门户-三管理员", login="c", privilege="管理员", **LIVE | {"opened_on": date(2025, 6, 1)})
    (finding,) = county.found("37.privilege")
    assert finding.subject == "门户-三管理员"
    assert "3 个管理员账户" in finding.message
    assert finding.severity == "warning"
    assert "程序默认，本县未定" in finding.message
    county.add("setting", name="每站管理员上限", value="1", note="奉节信公开〔2026〕3号")
    assert {one.severity for one in county.found("37.privilege")} == {"violation"}
    assert "本县规定，奉节信公开〔2026〕3号" in county.found("37.privilege")[0].message
    assert [one.subject for one in county.found("37.privilege")] == ["门户-副管理员", "门户-三管理员"]
    assert county.found("37.privilege", date(2024, 12, 31)) == []


def test_the_newest_is_told_by_the_day_of_opening_and_not_by_that_of_entering(county: County) -> None:
    second_person(county)
    for name, opened in (("门户-新", date(2025, 6, 1)), ("门户-旧", date(2023, 12, 1))):
        county.add("account", name=name, login=name, privilege="管理员", **LIVE | {"opened_on": opened})
    assert [one.subject for one in county.found("37.privilege")] == ["门户-新"]


def test_an_account_sleeps_after_the_days_that_the_county_allows(county: County) -> None:
    used = date(2026, 8, 25)
    county.save("account", used_on=used)
    assert county.found("37.unused", used + timedelta(days=90)) == []
    (finding,) = county.found("37.unused", used + timedelta(days=91))
    assert (finding.severity, finding.since) == ("warning", "2026-11-24"), (
        "the first day on which it had slept too long"
    )
    county.add("setting", name="账户闲置天数", value="30")
    assert len(county.found("37.unused")) == 1
    assert county.found("37.unused", used) == []


def test_an_account_whose_use_nobody_wrote_down_is_a_notice(county: County) -> None:
    county.save("account", used_on="", opened_on=date(2026, 8, 25))
    assert county.found("37.unused") == []
    assert [one.severity for one in county.found("37.unused", date(2026, 11, 24))] == ["notice"]


@pytest.mark.parametrize(
    ("dates", "since"),
    [
        ({"changed_on": date(2026, 11, 1)}, "2026-11-01"),
        ({"filed_on": ""}, "2024-01-01"),
        ({"changed_on": date(2026, 11, 1), "filed_on": date(2026, 10, 31)}, "2026-11-01"),
        ({"changed_on": date(2026, 11, 1), "filed_on": date(2026, 11, 1)}, None),
        ({"filed_on": date(2026, 11, 1)}, None),
    ],
)
def test_a_change_is_to_be_filed_on_its_day_or_later(county: County, dates: dict[str, Raw], since: str | None) -> None:
    county.save("person", **dates)
    assert [one.since for one in county.found("37.filing")] == ([since] if since else [])


def test_a_change_filed_later_was_open_until_then(county: County) -> None:
    county.save("person", changed_on=date(2026, 11, 1), filed_on=date(2026, 11, 10))
    (before,) = county.found("37.filing", date(2026, 10, 31))
    assert before.severity == "notice"
    assert "2024-01-01 到岗备没备案无法核对" in before.message, "only the last filing is kept"
    county.save("person", on_duty="")
    assert county.found("37.filing", date(2026, 10, 31)) == []
    assert len(county.found("37.filing", date(2026, 11, 9))) == 1
    assert county.found("37.filing", date(2026, 11, 10)) == []


def test_a_holder_of_another_unit_is_a_warning_unless_hers_belongs_to_it(county: County) -> None:
    county.add("unit", name="县水利局", kind="部门")
    county.add("unit", name="白帝镇文化站", kind="事业单位", parent="白帝镇人民政府")
    county.save("person", unit="县水利局")
    (finding,) = county.found("37.holder")
    assert finding.severity == "warning"
    assert "县水利局" in finding.message
    county.save("person", unit="白帝镇文化站")
    assert county.found("37.holder") == []


def test_until_the_leaving_day_the_leaver_held_what_she_handed_over(county: County) -> None:
    second_person(county, on_duty=date(2026, 11, 5))
    with county.store.write() as writer:
        taker = writer.name_book.resolve(Reference("person"), "李春分", None)
        begin_handover(writer, county.ids["person"], date(2026, 11, 10), taker_id=taker)
    for day in (date(2026, 11, 1), date(2026, 11, 9), date(2026, 11, 10), TODAY):
        assert county.found("37.holder", day) == [], day
    assert county.found("37.realname", date(2026, 11, 1)) == []
