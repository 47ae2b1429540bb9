"""Incidents: one a cause, written on, closed by themselves only where nobody has to judge."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.workflows.incident import (
    Trouble,
    annotate,
    dismiss,
    open_incident,
    recover,
    restate,
)
from tests.workflows.office import Office

INCIDENT = LEDGERS["incident"]
AT = int(datetime(2026, 11, 23, 3, 30, tzinfo=UTC).timestamp())


def trouble(cause: str = "visit:1", kind: str = "打不开", at: int = AT, title: str = "白帝镇子网站打不开") -> Trouble:
    return Trouble(
        cause=cause,
        kind=kind,
        severity=Severity.VIOLATION,
        title=title,
        at=at,
        site=1,
        unit=2,
        url="https://bdz.example/a b",
    )


def opened(office: Office, one: Trouble) -> int:
    with office.store.write("监测") as writer:
        return open_incident(writer, one)


def record(office: Office, incident: int) -> Record:
    return office.get("incident", incident)


def test_the_same_cause_has_one_incident_and_another_its_own(office: Office) -> None:
    first = opened(office, trouble())
    assert opened(office, trouble(at=AT + 60)) == first
    assert opened(office, trouble("visit:2")) != first, "even of the same name in the same second"
    assert [record(office, one).values["closed_at"] for one in (first, first + 1)] == [None, None]


def test_an_incident_stands_in_the_trail_with_who_saw_it(office: Office) -> None:
    incident = opened(office, trouble())
    (entry,) = office.store.read.history(INCIDENT, incident)
    assert (entry.action, entry.reason) == ("新增", "监测")
    found = record(office, incident)
    assert (found.values["source"], found.values["found_at"]) == ("监测", "2026-11-23T03:30:00.000Z")


@pytest.mark.parametrize(
    ("kind", "closes"), [("打不开", True), ("监测自身", True), ("疑似篡改", False), ("更新超期", False)]
)
def test_recovery_closes_only_what_nobody_has_to_judge(office: Office, kind: str, closes: bool) -> None:
    incident = opened(office, trouble(kind=kind))
    with office.store.write() as writer:
        recover(writer, incident, AT + 600, "连续打开")
    found = record(office, incident)
    assert found.values["recovered_at"] == "2026-11-23T03:40:00.000Z"
    assert (found.values["closed_at"] is not None, found.values["handled_at"] is not None) == (closes, closes)
    assert "2026-11-23 11:40 连续打开" in str(found.values["note"])


def test_what_a_person_has_booked_is_kept(office: Office) -> None:
    incident = opened(office, trouble())
    office.set("incident", incident, handled_at="2026-11-23 11:30", note="已电话通知")
    with office.store.write() as writer:
        recover(writer, incident, AT + 600, "连续打开")
    found = record(office, incident)
    assert found.values["handled_at"] == "2026-11-23T03:30:00.000Z"
    assert str(found.values["note"]).startswith("已电话通知\n")


def test_a_judged_one_closes_without_having_been_handled(office: Office) -> None:
    incident = opened(office, trouble(kind="疑似篡改"))
    with office.store.write() as writer:
        dismiss(writer, incident, AT + 600, "误报")
    found = record(office, incident)
    assert (found.values["closed_at"], found.values["handled_at"]) == ("2026-11-23T03:40:00.000Z", None)


def test_a_removed_incident_is_left_alone(office: Office) -> None:
    incident = opened(office, trouble())
    with office.store.write() as writer:
        writer.remove(INCIDENT, incident, 1)
    before = office.trail()
    with office.store.write() as writer:
        for act in (annotate, recover, dismiss):
            act(writer, incident, AT + 60, "还在")
        restate(writer, incident, "别的")
        annotate(writer, None, AT, "没有")
    assert office.trail() == before
    assert opened(office, trouble(at=AT + 120)) != incident


def test_a_title_of_nothing_is_a_title_all_the_same(office: Office) -> None:
    assert record(office, opened(office, trouble(title=" \u3000"))).title == "没有写明的问题"


def test_a_url_that_is_none_is_left_out(office: Office) -> None:
    assert record(office, opened(office, trouble())).values["url"] is not None
    odd = Trouble(cause="x", kind="其他", severity=Severity.NOTICE, title="怪", at=AT, url="javascript:alert(1)")
    assert record(office, opened(office, odd)).values["url"] is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=5000), st.text(max_size=5000), st.text(max_size=700))
def test_whatever_pages_and_servers_say_can_be_booked(office: Office, title: str, evidence: str, line: str) -> None:
    one = Trouble(cause="any", kind="其他", severity=Severity.WARNING, title=title or "无题", at=AT, evidence=evidence)
    incident = opened(office, one)
    with office.store.write() as writer:
        annotate(writer, incident, AT, line)
        recover(writer, incident, AT + 60, line)
    values = record(office, incident).values
    for name in ("title", "evidence", "note"):
        assert "\x1b" not in str(values[name] or "")
        assert len(str(values[name] or "")) <= 4000


@pytest.mark.parametrize(("seconds", "same"), [(24 * 3600, True), (24 * 3600 + 1, False)])
def test_trouble_within_24_hours_belongs_to_the_incident_that_it_had(office: Office, seconds: int, same: bool) -> None:
    first = opened(office, trouble())
    with office.store.write("监测") as writer:
        recover(writer, first, AT, "恢复")
    assert record(office, first).values["closed_at"] is not None
    assert (opened(office, trouble(at=AT + seconds)) == first) is same
