"""Suspicion, alert, incident: what people say of one of them is said of the others, and each is said once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.story import judge_finding, judge_incident, withdraw_finding
from fjgov_tui.store.watch.findings import finding, findings, site_findings
from fjgov_tui.workflows.handling import StepTaken, notify, take
from tests.monitor.alerts.county import County, seen


def from_finding(county: County) -> None:
    with county.store.write() as writer:
        for finding in findings(writer, site=1):
            judge_finding(writer, finding, "误报", "本页", "是引文")


def from_incident(county: County) -> None:
    with county.store.write() as writer:
        judge_incident(writer, county.incidents[0].id, "误报", StepTaken(step="verified"), "是引文")


@pytest.mark.parametrize("judge", [from_finding, from_incident])
def test_a_false_alarm_judged_in_one_place_closes_all(county: County, judge: Callable[[County], None]) -> None:
    county.inspect(1, "content", [seen(1, "甲", "content"), seen(1, "乙", "content")])
    judge(county)
    assert county.alerts == []
    (incident,) = county.incidents
    assert incident.values["verdict"] == "误报"
    assert incident.values["closed_at"] is not None
    assert {finding.verdict for finding in findings(county.store.read, site=1)} == {"误报"}
    county.inspect(1, "content", [seen(1, "甲", "content"), seen(1, "乙", "content")])
    assert county.alerts == [], "what was judged alarms nobody again"


def test_one_of_two_suspicions_judged_away_leaves_the_rest_open(county: County) -> None:
    county.inspect(1, "content", [seen(1, "甲", "content"), seen(1, "乙", "content")])
    with county.store.write() as writer:
        judge_finding(writer, findings(writer, site=1)[0], "误报", "本页", "是引文")
    assert len(county.alerts) == 1
    assert county.incidents[0].values["closed_at"] is None


def test_a_judgement_taken_back_opens_it_again_as_the_same_incident(county: County) -> None:
    county.inspect(1, "content", [seen(1, "甲", "content")])
    from_finding(county)
    with county.store.write() as writer:
        assert withdraw_finding(writer, findings(writer, site=1)[0])
    assert len(county.alerts) == 1
    (incident,) = county.incidents
    assert (incident.values["closed_at"], incident.values["verdict"]) == (None, None)


@pytest.mark.parametrize("verdict", ["确认", "误报"])
def test_what_stands_on_several_pages_is_judged_and_taken_back_on_all_of_them(county: County, verdict: str) -> None:
    columns = [
        county.add("column", site="站点1", name=f"公告{number}", kind="通知公告", url=f"https://s1.example/{number}/")
        for number in range(3)
    ]
    for column in columns:
        county.inspect(
            1, "integrity", [seen(1, "script:cdn.example", severity=Severity.WARNING, column=column)], column
        )
    (group,) = site_findings(county.store.read, site=1)
    same = finding(county.store.read, group.also[-1].id)
    assert same is not None
    assert {member.id for member in same.members} == {member.id for member in group.members}, "whichever is named"
    with county.store.write() as writer:
        judge_finding(writer, same, verdict, reason="统计脚本")
    assert {one.verdict for one in findings(county.store.read, site=1)} == {verdict}
    with county.store.write() as writer:
        assert withdraw_finding(writer, site_findings(writer, site=1)[0])
    assert {one.verdict for one in findings(county.store.read, site=1)} == {"待核"}


def test_what_is_real_is_real_in_both_places(county: County) -> None:
    county.inspect(1, "content", [seen(1, "甲", "content")])
    with county.store.write() as writer:
        judge_finding(writer, findings(writer, site=1)[0], "确认", reason="看过")
    assert county.incidents[0].values["verdict"] == "属实"
    assert county.incidents[0].values["verified_at"] is not None
    county.inspect(2, "content", [seen(2, "乙", "content")])
    with county.store.write() as writer:
        judge_incident(writer, county.incidents[1].id, "属实", StepTaken(step="verified"))
    assert {finding.verdict for finding in findings(county.store.read, site=2)} == {"确认"}


def test_while_the_hour_runs_nobody_is_told_again_and_closing_closes_the_alert(county: County) -> None:
    county.inspect(1, "content", [seen(1, "甲", "content")])
    incident = county.incidents[0].id
    with county.store.write() as writer:
        notify(writer, incident, StepTaken(step="notified"))
    assert county.alerts[0].acked_until == county.now + 3600
    with county.store.write() as writer:
        judge_incident(writer, incident, "属实", StepTaken(step="verified"))
        for step, fields in (
            ("handled", {}), ("leader", {}), ("judged", {"grade": "一般", "grade_reason": "小"}), ("rechecked", {}),
            ("closed", {"root_cause": "误贴"}),
        ):  # fmt: skip
            take(writer, incident, StepTaken(step=step, fields=fields, sure=step == "closed"))
    assert county.alerts == []
    assert county.store.read.record(LEDGERS["incident"], incident).values["closed_at"] is not None
