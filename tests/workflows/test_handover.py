"""Articles 36 and 37: a leaver's accounts go to others, and a handover is finished only when all of it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.workflows.handover import (
    begin_handover,
    finish_handover,
    give_account,
    handover_state,
    handover_states,
    holdings,
    record_filing,
    record_pledge,
)
from fjgov_tui.workflows.rotation import Attestation, record_rotation
from tests.workflows.office import TODAY, Office

LEFT = date(2026, 11, 20)
TOWN = 2
"""白帝镇人民政府, as the office is furnished."""


@dataclass(frozen=True)
class Desk:
    """A leaver with two accounts, who is a unit's first responsible person, and two trained colleagues."""

    office: Office
    leaver: int
    one: int
    other: int
    first: int
    second: int

    def begin(self, left_on: date = LEFT, taker: int | None = None, *, untrained: bool = False) -> int:
        with self.office.store.write() as writer:
            return begin_handover(
                writer,
                self.leaver,
                left_on,
                takers={self.second: self.other},
                taker_id=taker or self.one,
                untrained=untrained,
            )

    def pledge(self, handover: int, on: date) -> None:
        with self.office.store.write() as writer:
            record_pledge(writer, handover, on)

    def file(self, handover: int, on: date) -> None:
        with self.office.store.write() as writer:
            record_filing(writer, handover, on)

    def rotate(self, account: int, on: date) -> None:
        with self.office.store.write() as writer:
            record_rotation(writer, account, Attestation(10), on, reason="移交")

    def finish(self, handover: int) -> date:
        with self.office.store.write() as writer:
            return finish_handover(writer, handover)

    def holder(self, account: int) -> str:
        return self.office.get("account", account).names.get("holder", "")


@pytest.fixture
def desk(office: Office) -> Desk:
    office.session("第一期", "2025-08-01")
    people = [office.person(name) for name in ("离离", "接一", "接二")]
    for name in ("离离", "接一", "接二"):
        office.attended("第一期", name)
    office.set("unit", TOWN, first="离离")
    accounts = [office.account(name, "离离") for name in ("后台一", "后台二")]
    office.account("停用的", "离离", state="已停用")
    office.account("别人的", "接一")
    return Desk(office, *people, *accounts)


def test_holdings_are_accounts_in_use_duties_and_open_handovers(desk: Desk) -> None:
    held = holdings(desk.office.store.read, desk.leaver, TODAY)
    assert [one.title for one in held.accounts] == ["后台一", "后台二"]
    assert [(one.unit.title, one.label) for one in held.responsible] == [("白帝镇人民政府", "第一责任人")]
    assert held.handovers == ()
    desk.begin()
    assert [one.title for one in holdings(desk.office.store.read, desk.one, TODAY).handovers] == ["离离"]
    assert holdings(desk.office.store.read, desk.leaver, TODAY).accounts == ()


def test_beginning_writes_everything_at_once(desk: Desk) -> None:
    desk.office.set("person", desk.leaver, changed_on="2026-01-05")
    handover = desk.begin()
    assert (desk.holder(desk.first), desk.holder(desk.second)) == ("接一", "接二")
    leaver = desk.office.get("person", desk.leaver)
    assert (leaver.day("left_on"), leaver.day("changed_on")) == (LEFT, LEFT)
    come = handover_state(desk.office.store.read, handover, TODAY)
    assert [(one.account, one.taker, one.state) for one in come.items] == [
        ("后台一", "接一", "未换"),
        ("后台二", "接二", "未换"),
    ]
    assert (come.taker, come.unit, come.days, come.state) == ("接一", "白帝镇人民政府", 3, "未办结")
    assert desk.office.get("unit", TOWN).names["first"] == "离离"


def test_duties_go_to_whom_they_are_given(desk: Desk) -> None:
    desk.office.set("unit", TOWN, direct="离离")
    with desk.office.store.write() as writer:
        begin_handover(writer, desk.leaver, LEFT, taker_id=desk.one, duties_to=desk.other)
    names = desk.office.get("unit", TOWN).names
    assert (names["first"], names["direct"]) == ("接二", "接二")


def test_it_is_finished_only_when_pledge_filing_and_every_password_are_there(desk: Desk) -> None:
    handover = desk.begin()
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("没有签离岗保密承诺", lambda: desk.pledge(handover, LEFT)),
        ("没有报县政府办公室备案", lambda: desk.file(handover, TODAY)),
        ("“后台一”自 2026-11-20 起没有换过口令", lambda: desk.rotate(desk.first, LEFT)),
        ("“后台二”自 2026-11-20 起没有换过口令", lambda: desk.rotate(desk.second, TODAY)),
    )
    for missing, step in steps:
        before = desk.office.trail()
        with pytest.raises(InputProblem, match=missing):
            desk.finish(handover)
        assert desk.office.trail() == before
        step()
    assert handover_state(desk.office.store.read, handover, TODAY).state == "可办结"
    assert desk.finish(handover) == TODAY
    come = handover_state(desk.office.store.read, handover, TODAY)
    assert (come.state, come.closed_on, come.rotated) == ("已办结", TODAY, 2)
    assert desk.office.get("person", desk.leaver).day("filed_on") == TODAY
    with pytest.raises(InputProblem, match="已在 2026-11-23 办结"):
        desk.finish(handover)


def test_a_change_on_the_day_before_leaving_does_not_count(desk: Desk) -> None:
    handover = desk.begin()
    desk.rotate(desk.first, date(2026, 11, 19))
    desk.rotate(desk.second, LEFT)
    states = [one.state for one in handover_state(desk.office.store.read, handover, TODAY).items]
    assert states == ["未换", "已换"]


def test_an_account_that_is_stopped_needs_no_new_password(desk: Desk) -> None:
    handover = desk.begin()
    desk.office.set("account", desk.first, state="已停用")
    assert handover_state(desk.office.store.read, handover, TODAY).items[0].state == "已停用"


def test_an_account_that_comes_back_into_her_name_keeps_it_open(desk: Desk) -> None:
    handover = desk.begin()
    desk.office.set("account", desk.first, holder="离离")
    assert "账户“后台一”还在移交人名下" in handover_state(desk.office.store.read, handover, TODAY).missing


def test_progress_of_a_past_day_knows_nothing_of_what_came_later(desk: Desk) -> None:
    handover = desk.begin()
    desk.pledge(handover, date(2026, 11, 21))
    desk.file(handover, date(2026, 11, 22))
    for account in (desk.first, desk.second):
        desk.rotate(account, TODAY)
    desk.finish(handover)
    reader = desk.office.store.read
    told = [len(handover_state(reader, handover, date(2026, 11, day)).missing) for day in (20, 21, 22, 23)]
    assert told == [4, 3, 2, 0]
    assert handover_state(reader, handover, date(2026, 11, 22)).closed_on is None


def test_who_came_back_is_no_leaver_any_more(desk: Desk) -> None:
    handover = desk.begin()
    for account in (desk.first, desk.second):
        desk.rotate(account, TODAY)
    desk.pledge(handover, LEFT)
    desk.file(handover, LEFT)
    desk.finish(handover)
    desk.office.set("person", desk.leaver, left_on="")
    desk.office.set("account", desk.first, holder="离离")
    (come,) = handover_states(desk.office.store.read, TODAY)
    assert come.ready


def test_an_account_left_behind_or_taken_by_another_is_given_on(desk: Desk) -> None:
    handover = desk.begin()
    late = desk.office.account("后台三", "离离")
    for account, taker in ((late, desk.one), (desk.first, desk.other)):
        with desk.office.store.write() as writer:
            give_account(writer, handover, account, taker)
    come = handover_state(desk.office.store.read, handover, TODAY)
    assert [(one.account, one.taker) for one in come.items] == [
        ("后台一", "接二"),
        ("后台二", "接二"),
        ("后台三", "接一"),
    ]
    assert come.held == ()
    assert [desk.holder(one) for one in (desk.first, desk.second, late)] == ["接二", "接二", "接一"]


def test_what_is_not_hers_cannot_be_given_on(desk: Desk) -> None:
    handover, new = desk.begin(), desk.office.person("新来")
    accounts = {one.title: one.id for one in desk.office.store.read.records(LEDGERS["account"])}
    before = desk.office.trail()
    for account, taker, said in (
        ("别人的", desk.other, "不在移交人名下，也不在"),
        ("停用的", desk.other, "已停用"),
        ("后台一", desk.leaver, "移交人自己"),
        ("后台一", new, "先培训后上岗"),
    ):
        with pytest.raises(InputProblem, match=said), desk.office.store.write() as writer:
            give_account(writer, handover, accounts[account], taker)
    assert desk.office.trail() == before


def test_every_account_needs_a_taker_and_nothing_is_written_without(desk: Desk) -> None:
    before = desk.office.trail()
    with pytest.raises(InputProblem, match="没有写明接手人：后台一"), desk.office.store.write() as writer:
        begin_handover(writer, desk.leaver, LEFT, takers={desk.second: desk.other})
    assert desk.office.trail() == before


def test_who_cannot_take_over_is_refused(desk: Desk) -> None:
    office = desk.office
    gone = office.person("走了", left_on="2026-11-01")
    coming = office.person("未来", on_duty="2026-12-01")
    before = office.trail()
    for taker, said in ((desk.leaver, "不能是移交人自己"), (gone, "已离岗或还没有到岗"), (coming, "还没有到岗")):
        with pytest.raises(InputProblem, match=said):
            desk.begin(taker=taker)
    assert office.trail() == before


def test_an_untrained_taker_is_blocked_until_trained_or_chosen_openly(desk: Desk) -> None:
    new = desk.office.person("新来")
    with pytest.raises(InputProblem, match="新来没有培训合格的记录"):
        desk.begin(taker=new)
    desk.office.session("岗前", "2026-11-22", form="一对一")
    desk.office.attended("岗前", "新来")
    desk.begin(taker=new)
    assert desk.holder(desk.first) == "新来"


def test_an_untrained_taker_can_be_chosen_openly(desk: Desk) -> None:
    desk.begin(taker=desk.office.person("新来"), untrained=True)
    assert desk.holder(desk.first) == "新来"


def test_days_that_cannot_be_are_refused(desk: Desk) -> None:
    before = desk.office.trail()
    with pytest.raises(InputProblem, match="请核对年份"):
        desk.begin(date(2027, 11, 20))
    with pytest.raises(RecordProblem, match="早于到岗日期"):
        desk.begin(date(2025, 8, 31))
    assert desk.office.trail() == before
    desk.office.set("person", desk.leaver, left_on="2026-11-18")
    with pytest.raises(InputProblem, match="2026-11-18，与 2026-11-20 不一致"):
        desk.begin()


def test_steps_in_the_future_or_out_of_order_are_refused(desk: Desk) -> None:
    handover = desk.begin()
    before = desk.office.trail()
    for step, on, said in (
        (desk.pledge, date(2026, 11, 24), "还没有到"),
        (desk.pledge, date(2025, 8, 31), "早于移交人的到岗日期"),
        (desk.file, date(2026, 11, 24), "还没有到"),
        (desk.file, date(2026, 11, 19), "早于离岗日期"),
    ):
        with pytest.raises(InputProblem, match=said):
            step(handover, on)
    assert desk.office.trail() == before


def test_a_leaving_can_be_registered_ahead_but_not_finished(desk: Desk) -> None:
    handover = desk.begin(date(2026, 12, 1))
    with pytest.raises(InputProblem, match="早于离岗日期 2026-12-01"):
        desk.finish(handover)


def test_a_second_handover_beside_an_open_one_is_refused(desk: Desk) -> None:
    handover = desk.begin()
    with pytest.raises(InputProblem, match=f"没有办结的工作移交（编号 {handover}）"):
        desk.begin()


def test_an_account_of_a_closed_site_has_to_be_stopped_first(desk: Desk) -> None:
    desk.office.set("site", 1, state="已关停", closed_on="2026-11-01")
    before = desk.office.trail()
    with pytest.raises(InputProblem, match=r"后台账户 后台一：所属的站点已关停.*先停用这个账户"):
        desk.begin()
    assert desk.office.trail() == before


def test_accounts_of_others_cannot_be_handed_over(desk: Desk) -> None:
    other = next(one.id for one in desk.office.store.read.records(LEDGERS["account"]) if one.title == "别人的")
    with pytest.raises(InputProblem, match="别人的：不在移交人名下"), desk.office.store.write() as writer:
        begin_handover(writer, desk.leaver, LEFT, takers={other: desk.other}, taker_id=desk.one)


def test_people_of_one_name_are_kept_apart(desk: Desk) -> None:
    twin = desk.office.person("接一", "县水利局")
    desk.begin()
    assert desk.office.get("account", desk.first).values["holder"] == desk.one != twin


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.dates(date(2026, 11, 1), TODAY), min_size=2, max_size=2), st.dates(date(2026, 10, 1), TODAY))
def test_an_account_is_settled_exactly_by_a_change_on_or_after_the_leaving_day(
    desk: Desk, changed: list[date], as_of: date
) -> None:
    reader = desk.office.store.read
    if not handover_states(reader, TODAY):
        desk.begin()
    (start,) = handover_states(reader, TODAY)
    for account, on in zip((desk.first, desk.second), changed, strict=True):
        desk.office.set("account", account, rotated_on=on)
    come = handover_state(reader, start.record.id, as_of)
    assert [one.settled for one in come.items] == [LEFT <= on <= as_of for on in changed]
