"""Article 39: who counts as a worker, who is covered in a year, who works untrained, and marking attendance."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.exchange import Grid, Options, import_grids
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.training import bar, state
from fjgov_tui.workflows.training import (
    Coverage,
    StaffMember,
    UnitCoverage,
    coverage,
    history,
    mark_attendance,
    trained_days,
    untrained_warning,
)
from tests.workflows.office import TODAY, Office


def covered(seen: Coverage) -> dict[str, bool]:
    return {worker.name: worker.covered for unit in seen.units for worker in unit.workers}


def test_workers_are_those_with_a_working_role_or_an_account_and_nobody_else(office: Office) -> None:
    office.person("编辑甲")
    office.person("镇长乙", roles="第一责任人")
    office.person("副镇长丙", roles="直接责任人")
    office.person("没分工丁", roles="")
    office.person("副镇长戊", roles="直接责任人、值班人员")
    office.person("持账户己", roles="直接责任人")
    office.person("已离岗庚", left_on="2026-11-23")
    office.person("未到岗辛", on_duty="2026-11-24")
    office.account("后台一", "持账户己")
    office.account("后台二", "副镇长丙", state="已停用")
    assert set(covered(coverage(office.store.read, 2026, TODAY))) == {"编辑甲", "副镇长戊", "持账户己"}


@pytest.mark.parametrize(
    ("held_on", "ended_on", "passed", "year", "counts"),
    [
        ("2026-01-01", "", "是", 2026, True),
        ("2026-11-23", "", "", 2026, True),
        ("2026-11-24", "", "", 2026, False),
        ("2026-11-22", "2026-11-24", "", 2026, False),
        ("2026-06-01", "", "否", 2026, False),
        ("2025-12-31", "", "是", 2026, False),
        ("2025-12-31", "", "是", 2025, True),
        ("2025-12-30", "2026-01-02", "是", 2026, True),
    ],
)
def test_training_counts_in_the_calendar_year_in_which_it_ended_unless_failed(
    office: Office, held_on: str, ended_on: str, passed: str, year: int, counts: bool
) -> None:
    office.person("张三")
    office.session("第一期", held_on, ended_on=ended_on)
    office.attended("第一期", "张三", passed)
    assert covered(coverage(office.store.read, year, TODAY)) == {"张三": counts}


def test_a_year_that_is_over_is_judged_by_its_last_day(office: Office) -> None:
    office.person("后来离岗", left_on="2026-02-01")
    office.person("后来到岗", on_duty="2026-01-01")
    seen = coverage(office.store.read, 2025, TODAY)
    assert seen.as_of == date(2025, 12, 31)
    assert set(covered(seen)) == {"后来离岗"}


def test_units_with_the_lowest_share_come_first_and_shares_round_down(office: Office) -> None:
    office.session("第一期", "2026-03-01")
    for number in range(3):
        office.person(f"水利{number}", "县水利局")
    office.person("白帝")
    for name in ("水利0", "水利1", "白帝"):
        office.attended("第一期", name)
    seen = coverage(office.store.read, 2026, TODAY)
    assert [(unit.unit, unit.covered, unit.total, unit.percent) for unit in seen.units] == [
        ("县水利局", 2, 3, 66),
        ("白帝镇人民政府", 1, 1, 100),
    ]
    assert [worker.name for worker in seen.missing] == ["水利2"]
    assert (seen.covered, seen.total, seen.percent) == (3, 4, 75)
    assert [(one.name, one.attended, one.passed) for one in seen.sessions] == [("第一期", 3, 3)]


@given(st.integers(1, 400), st.data())
def test_a_hundred_per_cent_means_everybody(total: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, total))
    workers = tuple(
        StaffMember(number, "", "", None, "", None, (), covered=number < done, last=None) for number in range(total)
    )
    unit = UnitCoverage(1, "甲", workers)
    assert (unit.percent == 100) == (done == total)
    assert len(unit.missing) == total - done


def test_of_nobody_there_is_no_share() -> None:
    """An empty ledger is no full training: neither 100 % nor a full bar."""
    nobody = UnitCoverage(1, "甲", ())
    assert (nobody.percent, set(bar(nobody)), state(nobody)) == (None, {"░"}, "? 没有工作人员")


def test_newcomers_are_the_never_trained_those_at_work_first(office: Office) -> None:
    office.session("第一期", "2026-03-01")
    office.person("培训过")
    office.attended("第一期", "培训过")
    office.person("不合格", on_duty="2026-05-01")
    office.attended("第一期", "不合格", "否")
    office.person("将到岗", on_duty="2026-12-01")
    office.person("领导有账户", roles="第一责任人", on_duty="2024-01-01")
    office.account("后台", "领导有账户")
    seen = coverage(office.store.read, 2026, TODAY)
    assert [(one.name, one.serving, one.accounts) for one in seen.newcomers] == [
        ("领导有账户", True, ("后台",)),
        ("不合格", True, ()),
        ("将到岗", False, ()),
    ]


def test_history_lists_every_session_newest_first(office: Office) -> None:
    person = office.person("张三")
    office.session("第一期", "2026-03-01")
    office.session("第二期", "2026-09-01", form="录播")
    office.attended("第一期", "张三", "否")
    office.attended("第二期", "张三")
    told = [(one.session.name, one.session.form, one.passed) for one in history(office.store.read, person)]
    assert told == [("第二期", "录制视频", True), ("第一期", "集中培训", False)]
    assert trained_days(office.store.read, TODAY) == {person: [date(2026, 9, 1)]}
    assert trained_days(office.store.read, date(2026, 8, 31)) == {}


def test_an_untrained_holder_is_warned_about_with_both_dates(office: Office) -> None:
    person = office.person("张三")
    assert "没有培训合格的记录" in untrained_warning(office.store.read, person, TODAY)
    office.session("第一期", "2026-03-02")
    office.attended("第一期", "张三")
    warned = untrained_warning(office.store.read, person, date(2026, 3, 1))
    assert all(said in warned for said in ("张三", "2026-03-02", "2026-03-01", "第三十九条"))
    assert untrained_warning(office.store.read, person, date(2026, 3, 2)) == ""


def test_marking_adds_changes_and_leaves_alone(office: Office) -> None:
    people = [office.person(name) for name in ("甲一", "乙二", "丙三")]
    session = office.session("第一期", "2026-03-01")
    office.attended("第一期", "乙二", "否")
    office.attended("第一期", "丙三", "是")
    with office.store.write() as writer:
        made = mark_attendance(writer, session, [*people, people[0]])
    assert (made.added, made.changed, made.same) == (("甲一",), ("乙二",), ("丙三",))
    rows = {one.title: one for one in office.store.read.records(LEDGERS["attendance"])}
    assert {name: row.values["passed"] for name, row in rows.items()} == {"甲一": 1, "乙二": 1, "丙三": 1}
    assert rows["甲一"].names["unit"] == "白帝镇人民政府"


def test_people_of_one_name_are_marked_by_their_id(office: Office) -> None:
    first, second = office.person("张三"), office.person("张三", "县水利局")
    session = office.session("第一期", "2026-03-01")
    with office.store.write() as writer:
        mark_attendance(writer, session, [second], passed=None)
    assert set(trained_days(office.store.read, TODAY)) == {second}
    assert first not in trained_days(office.store.read, TODAY)


def test_who_cannot_have_attended_is_refused_and_nobody_is_booked(office: Office) -> None:
    here, gone = office.person("在岗"), office.person("离岗", left_on="2026-02-01")
    session, later = office.session("第一期", "2026-03-01"), office.session("第二期", "2026-11-24")
    before = office.trail()
    with pytest.raises(InputProblem, match="2026-02-01 已离岗"), office.store.write() as writer:
        mark_attendance(writer, session, [here, gone])
    with pytest.raises(InputProblem, match="2026-11-24 才开"), office.store.write() as writer:
        mark_attendance(writer, later, [here])
    with pytest.raises(InputProblem, match="没有编号 99"), office.store.write() as writer:
        mark_attendance(writer, session, [here, 99])
    assert office.trail() == before


def test_a_training_that_ends_before_it_starts_is_refused(office: Office) -> None:
    with pytest.raises(RecordProblem, match="早于开始日期"):
        office.session("第一期", "2026-03-02", ended_on="2026-03-01")


SHEET = [["姓名", "单位", "培训班"], ["张三", "县水利局", "第一期"], ["李四", "白帝镇人民政府", "第一期"]]


def test_a_sign_in_sheet_tells_people_of_one_name_apart_by_their_unit(office: Office) -> None:
    office.person("张三")
    water, four = office.person("张三", "县水利局"), office.person("李四")
    office.session("第一期", "2026-03-01")
    done = import_grids(office.store, "签到.xlsx", [Grid("签到表", SHEET)], Options())
    assert done.written
    assert set(trained_days(office.store.read, TODAY)) == {water, four}


def test_a_sign_in_sheet_that_does_not_say_which_one_is_refused_whole(office: Office) -> None:
    office.person("张三")
    office.person("张三", "县水利局")
    office.person("李四")
    office.session("第一期", "2026-03-01")
    before = office.trail()
    rows = [[cell for cell in row if cell != "县水利局"] for row in SHEET[:2]]
    without = [["姓名", "培训班"], rows[1], ["李四", "第一期"]]
    done = import_grids(office.store, "签到.xlsx", [Grid("签到表", without)], Options())
    assert not done.written
    (problem,) = [one for sheet in done.sheets for row in sheet.rows for one in row.problems]
    assert "白帝镇人民政府/张三" in problem.reason
    assert "县水利局/张三" in problem.reason
    assert office.trail() == before
