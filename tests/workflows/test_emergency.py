"""The emergency plan as a checklist (27), and the end of a contract (38): what opens them, and when they are done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fjgov_tui.clock import instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from fjgov_tui.workflows.board import matters
from fjgov_tui.workflows.emergency import checklists, open_checklist, tick
from fjgov_tui.workflows.handling import StepTaken, take
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.saving import open_exits, save_record
from tests.conftest import NOW
from tests.workflows.office import Office, furnish

COUNTY, TOWN = "县政府办公室", "白帝镇人民政府"


@pytest.fixture
def office(store: Store) -> Office:
    """The county's plan has two steps for 较大 and one for 一般; a plan that was abolished has one, too."""
    made = furnish(store)
    made.person("班长", COUNTY)
    for name, abolished in (("总预案", ""), ("旧预案", "2026-01-01")):
        made.add("plan", unit=COUNTY, name=name, issued_on="2025-01-01", abolished_on=abolished)
    for plan, grade, number, action in (
        ("总预案", "较大", 1, "报告带班领导"),
        ("总预案", "较大", 2, "报网信"),
        ("总预案", "一般", 1, "记录"),
        ("旧预案", "较大", 1, "旧的一步"),
    ):
        made.add("plan_step", plan=plan, grade=grade, number=number, action=action, person="班长", minutes=30)
    return made


@pytest.fixture
def graded(office: Office) -> int:
    """An incident that was told to its leader and graded 较大."""
    found = NOW - timedelta(hours=2)
    given = {
        "found_at": instant(found), "title": "首页有错", "kind": "疑似不当内容", "severity": "违反", "source": "监测",
        "site": "白帝镇子网站", "unit": TOWN, "verdict": "属实", "verified_at": instant(found),
        "notified_at": instant(found), "notified_how": "电话", "handled_at": instant(found + timedelta(minutes=9)),
        "leader_at": instant(found + timedelta(minutes=20)), "rechecked_at": instant(found + timedelta(minutes=30)),
    }  # fmt: skip
    with office.store.write() as writer:
        made = save_record(writer, LEDGERS["incident"], given)
        take(writer, made, StepTaken(step="judged", fields={"grade": "较大", "grade_reason": "转发很多"}))
    return made


def actions(office: Office, incident: int) -> list[tuple[str, bool]]:
    listed = checklists(office.store.read, [office.get("incident", incident)]).get(incident, ())
    return [(item.action, item.done is not None) for item in listed]


def close(office: Office, incident: int) -> str:
    with office.store.write() as writer:
        return str(take(writer, incident, StepTaken(step="closed", fields={"root_cause": "贴错"})).state)


def test_a_grade_opens_the_steps_of_the_plan_in_force(office: Office, graded: int) -> None:
    assert actions(office, graded) == [("报告带班领导", False), ("报网信", False)]


def test_it_is_not_closed_before_every_step_is_ticked_and_each_only_once(office: Office, graded: int) -> None:
    with pytest.raises(InputProblem, match="预案清单还有第 1 步“报告带班领导”、第 2 步“报网信”没有办"):
        close(office, graded)
    for number in (1, 2):
        with office.store.write() as writer:
            assert tick(writer, graded, number).by == "班长"
    with pytest.raises(InputProblem, match="预案第 1 步已经办过"), office.store.write() as writer:
        tick(writer, graded, 1)
    assert close(office, graded) == "已办结"


def test_it_is_said_to_be_ready_for_closing_only_when_every_step_is_ticked(office: Office, graded: int) -> None:
    def come() -> tuple[str, list[str]]:
        progress = progress_of(office.store.read, office.get("incident", graded), NOW)
        return str(progress.state), [word for word in progress.missing if "预案" in word]

    assert come() == ("未办结", ["预案清单的第 1 步“报告带班领导”", "预案清单的第 2 步“报网信”"])
    for number, rest in ((1, ["预案清单的第 2 步“报网信”"]), (2, [])):
        with office.store.write() as writer:
            tick(writer, graded, number)
        assert come() == ("可办结" if number == 2 else "未办结", rest)


def test_steps_of_two_plans_name_their_plans(office: Office, graded: int) -> None:
    office.add("plan", unit=TOWN, name="镇预案", issued_on="2025-01-01")
    office.add("plan_step", plan="镇预案", grade="较大", number=1, action="关闭页面")
    with office.store.write() as writer:
        open_checklist(writer, graded)
    with pytest.raises(InputProblem, match=r"第 1 步“报告带班领导”（.+）、第 1 步“关闭页面”（镇预案）"):
        close(office, graded)


@pytest.mark.parametrize(
    ("number", "shift", "sentence"),
    [(1, timedelta(seconds=1), "晚于现在"), (1, -timedelta(hours=3), "早于发现时刻"), (9, timedelta(0), "没有第 9 步")],
)
def test_a_step_that_is_none_or_at_no_such_time_is_refused(
    office: Office, graded: int, number: int, shift: timedelta, sentence: str
) -> None:
    with pytest.raises(InputProblem, match=sentence), office.store.write() as writer:
        tick(writer, graded, number, at=NOW + shift)
    assert actions(office, graded) == [("报告带班领导", False), ("报网信", False)]


def test_a_contract_that_is_over_opens_its_end_once_and_accounts_hold_it_up(office: Office) -> None:
    with office.store.write() as writer:
        vendor = save_record(writer, LEDGERS["vendor"], {"name": "甲公司", "unit": TOWN, "contract_to": "2026-11-20"})
        save_record(writer, LEDGERS["vendor"], {"name": "乙公司", "unit": TOWN, "contract_to": "2026-11-23"})
        assert open_exits(writer) == 0, "saving it has opened the first; the second runs to the end of today"
    (leaving,) = office.store.read.records(LEDGERS["vendor_exit"])
    assert (leaving.title, str(leaving.day("ended_on"))) == ("甲公司", "2026-11-20")
    account = office.account("运维", vendor="甲公司")
    with office.store.write() as writer:
        save_record(writer, LEDGERS["vendor_exit"], {"returned": "备份和密钥"}, leaving)
        sign(writer, "vendor_exit", leaving.id, Signing(step="returned"))
    with pytest.raises(InputProblem), office.store.write() as writer:
        sign(writer, "vendor_exit", leaving.id, Signing(step="closed"))
    (matter,) = [item for item in matters(office.store.read, NOW) if item.progress.procedure.ledger == "vendor_exit"]
    assert matter.progress.missing == ("账户“运维”还没有停用",)
    office.set("account", account, state="已停用")
    with office.store.write() as writer:
        assert str(sign(writer, "vendor_exit", leaving.id, Signing(step="closed")).state) == "已办结"
    assert vendor


def test_of_two_plans_with_a_first_step_the_one_that_names_the_person_is_ticked_off(
    office: Office, graded: int
) -> None:
    who = office.person("镇长", TOWN)
    office.add("plan", unit=TOWN, name="镇预案", issued_on="2025-01-01")
    office.add("plan_step", plan="镇预案", grade="较大", number=1, action="关闭页面", person="镇长")
    with office.store.write() as writer:
        open_checklist(writer, graded)
        tick(writer, graded, 1, person=who)
    assert actions(office, graded) == [("报告带班领导", False), ("关闭页面", True), ("报网信", False)]
