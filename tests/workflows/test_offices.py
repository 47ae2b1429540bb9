"""Who held an office on a day and who stood in for whom (articles 5 and 15): the first and the last day count."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.workflows.offices import Offices, offices_of
from tests.workflows.office import Office

TOWN, BUREAU = 2, 3
"""The ids of 白帝镇人民政府 and 县水利局."""


def asked(office: Office) -> Offices:
    return offices_of(office.store.read)


def test_a_post_counts_from_its_first_day_to_its_last(office: Office) -> None:
    person = office.person("甲", roles="")
    terms = {"since": "2026-03-01", "until": "2026-10-31"}
    office.add("post", person="甲", unit="白帝镇人民政府", office="信息员", **terms)
    offices = asked(office)
    for day, holds in (("2026-02-28", False), ("2026-03-01", True), ("2026-10-31", True), ("2026-11-01", False)):
        on = date.fromisoformat(day)
        assert offices.holds(person, "信息员", on, {TOWN}) is holds
        assert offices.holders("信息员", on, {TOWN}) == ([person] if holds else [])
        assert offices.held(person, on) == (["信息员"] if holds else [])


def test_an_office_counts_in_its_own_unit_and_no_other_office_does(office: Office) -> None:
    person = office.person("甲", roles="信息员")
    offices, on = asked(office), date(2026, 11, 23)
    assert offices.holds(person, "信息员", on, {TOWN})
    assert offices.holds(person, "信息员", on, None)
    assert not offices.holds(person, "信息员", on, {BUREAU})
    assert not offices.holds(person, "信息员", on, frozenset())
    assert not offices.holds(person, "科室负责人", on, {TOWN})
    assert offices.holders("信息员", on, {BUREAU}) == []
    assert offices.held(person, on, BUREAU) == []


@pytest.mark.parametrize(("responsible", "head"), [("第一责任人", "主要负责人"), ("直接责任人", "分管负责人")])
def test_article_5_and_article_15_call_the_same_people_otherwise(office: Office, responsible: str, head: str) -> None:
    person = office.person("甲", roles=responsible)
    assert asked(office).holders(head, date(2026, 11, 23), {TOWN}) == [person]


def test_roles_count_from_the_first_day_on_duty_and_no_more_on_the_day_of_leaving(office: Office) -> None:
    person = office.person("甲", on_duty="2026-03-01", left_on="2026-11-01")
    offices = asked(office)
    for day, holds in (("2026-02-28", False), ("2026-03-01", True), ("2026-10-31", True), ("2026-11-01", False)):
        assert offices.holds(person, "信息员", date.fromisoformat(day), {TOWN}) is holds


def test_whoever_has_a_post_holds_what_the_posts_say_and_no_role_besides(office: Office) -> None:
    person = office.person("甲", roles="信息员、直接责任人")
    office.add("post", person="甲", unit="白帝镇人民政府", office="信息员", since="2026-01-01")
    assert asked(office).held(person, date(2026, 11, 23)) == ["信息员"]


@pytest.mark.parametrize(
    ("steps", "label", "covered"),
    [
        ("", "一审", True),
        ("一审", "一审", True),
        ("一审", "二审", False),
        ("一审、二审", "二审", True),
        ("一审， 二审", "二审", True),
        ("一审、二审", "三审", False),
    ],
)
def test_a_substitute_has_the_steps_that_are_named_or_all(
    office: Office, steps: str, label: str, covered: bool
) -> None:
    principal, deputy = office.person("甲"), office.person("丁", roles="")
    office.add(
        "substitution", deputy="丁", principal="甲", steps=steps, since="2026-11-02", until="2026-11-20",
        authority="镇党政办通知",
    )  # fmt: skip
    offices = asked(office)
    for day, valid in (("2026-11-01", False), ("2026-11-02", True), ("2026-11-20", True), ("2026-11-21", False)):
        on = date.fromisoformat(day)
        for_whom = [standing_in.principal for standing_in in offices.principals_of(deputy, label, on)]
        by_whom = [standing_in.deputy for standing_in in offices.deputies_of(principal, label, on)]
        assert (for_whom, by_whom) == (([principal], [deputy]) if covered and valid else ([], []))
    assert list(offices.principals_of(principal, label, date(2026, 11, 10))) == [], "not the other way round"
    assert list(offices.deputies_of(deputy, label, date(2026, 11, 10))) == []
