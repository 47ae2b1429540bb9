"""When a password is due, and what booking its change writes and refuses (article 37)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import ADMINS, CHANNEL, CHECKER, CYCLE, REMIND_AT, UNUSED
from fjgov_tui.store import Store, create_store
from fjgov_tui.workflows.rotation import Attestation, Standing, record_many, record_rotation, standing, standings
from fjgov_tui.workflows.settings import read_settings
from tests.passwords.office import TODAY, account, add, add_account, change, open_office
from tests.store.helpers import fresh

ROTATION = LEDGERS["rotation"]
DAYS = st.dates(date(2024, 6, 1), TODAY)


def only(store: Store, today: date = TODAY) -> Standing:
    (found,) = standings(store.read, today)
    return found


def rotate(store: Store, record: int, on: date, length: int = 12, reason: str = "定期") -> int:
    with store.write() as writer:
        return record_rotation(writer, record, Attestation(length), on, reason=reason)


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(st.lists(DAYS, unique=True, max_size=4), st.none() | DAYS, st.booleans()), min_size=1, max_size=6
    ),
    st.dates(date(2024, 6, 1), date(2027, 6, 1)),
    st.integers(1, 12),
)
def test_due_is_the_last_change_up_to_that_day_and_the_cycle_in_months(
    accounts: list[tuple[list[date], date | None, bool]], today: date, months: int
) -> None:
    with TemporaryDirectory() as folder:
        clock = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
        with fresh(Path(folder) / "county.db", lambda: clock) as store:
            open_office(store)
            add(store, "setting", name="口令更换周期（月）", value=str(months))
            wanted = {"白帝镇子网站-管理员": None} | {
                f"账户{place}": max((day for day in [*days, own] if day and day <= today), default=None)
                for place, (days, own, _) in enumerate(accounts)
            }
            for place, (days, own, _) in enumerate(accounts):
                made = add_account(store, f"账户{place}", rotated_on=own)
                for day in days:
                    add(store, "rotation", account=f"账户{place}", on=day, length=10, reason="定期", by="张三丰")
                assert made
            found = {one.account.title: one for one in standings(store.read, today)}
            in_order = [one.days_left for one in standings(store.read, today)]
    assert {name: one.last for name, one in found.items()} == wanted
    for one in found.values():
        if one.last is None:
            assert (one.due, one.days_left, one.state) == (None, None, "从未")
            continue
        due = pendulum.date(one.last.year, one.last.month, one.last.day).add(months=months)
        assert one.due == date(due.year, due.month, due.day)
        left = one.due.toordinal() - today.toordinal()
        assert one.days_left == left
        assert one.state == ("逾期" if left < 0 else "临期" if left <= 14 else "正常")
    never = in_order.count(None)
    assert in_order[:never] == [None] * never
    assert in_order[never:] == sorted(one for one in in_order if one is not None)


def test_the_due_day_itself_is_not_overdue(store: Store) -> None:
    office = open_office(store)
    rotate(store, office.account, date(2026, 9, 23))
    assert (only(store, date(2026, 11, 23)).state, only(store, date(2026, 11, 23)).days_left) == ("临期", 0)
    assert only(store, date(2026, 11, 24)).state == "逾期"
    assert only(store, date(2026, 11, 9)).state == "临期"
    assert only(store, date(2026, 11, 8)).state == "正常"


def test_a_past_day_is_judged_by_what_was_changed_by_then(store: Store) -> None:
    office = open_office(store)
    rotate(store, office.account, date(2026, 7, 1), length=9)
    rotate(store, office.account, date(2026, 11, 20), length=16)
    assert (only(store).last, only(store).length, only(store).state) == (date(2026, 11, 20), 16, "正常")
    then = only(store, date(2026, 10, 1))
    assert (then.last, then.length, then.state) == (date(2026, 7, 1), 9, "逾期")
    assert only(store, date(2026, 6, 1)).state == "从未"
    assert standings(store.read, date(2024, 5, 31)) == []


def test_a_change_writes_the_rotation_and_the_account_together(store: Store) -> None:
    office = open_office(store)
    made = rotate(store, office.account, date(2026, 11, 20), length=14)
    booked = store.read.record(ROTATION, made)
    assert booked.names["account"] == "白帝镇子网站-管理员"
    assert (booked.values["on"], booked.values["by"], booked.values["length"], booked.values["basis"]) == (
        "2026-11-20", office.holder, 14, "承诺",
    )  # fmt: skip
    now = account(store, office.account).values
    assert (now["rotated_on"], now["length"], now["length_basis"]) == ("2026-11-20", 14, "承诺")
    batches = {entry.batch for entry in store.read.latest_changes(2)}
    assert len(batches) == 1


def test_a_change_booked_late_leaves_a_newer_one_in_the_account(store: Store) -> None:
    office = open_office(store)
    rotate(store, office.account, date(2026, 11, 20), length=14)
    rotate(store, office.account, date(2026, 9, 1), length=8)
    assert account(store, office.account).values["rotated_on"] == "2026-11-20"
    assert only(store).length == 14


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 24), "更换日期不能晚于今天"),
        (date(2024, 5, 31), "早于账户的启用日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(store: Store, on: date, said: str) -> None:
    office = open_office(store)
    with pytest.raises(InputProblem, match=said) as told:
        rotate(store, office.account, on)
    assert "后台账户 白帝镇子网站-管理员" in str(told.value)
    assert store.read.count(ROTATION) == 0
    assert account(store, office.account).values["rotated_on"] is None


def test_someone_who_left_cannot_have_changed_it_afterwards(store: Store) -> None:
    office = open_office(store)
    change(store, "person", office.holder, left_on="2026-11-10")
    rotate(store, office.account, date(2026, 11, 10))
    with pytest.raises(InputProblem, match="离岗后不能再更换"):
        rotate(store, office.account, date(2026, 11, 11))


def test_a_closed_account_and_one_of_a_closed_site_are_refused(store: Store) -> None:
    office = open_office(store)
    change(store, "site", office.site, state="已关停", closed_on="2026-11-01")
    with pytest.raises(InputProblem, match="站点已关停"):
        rotate(store, office.account, TODAY)
    change(store, "site", office.site, state="运行", closed_on=None)
    change(store, "account", office.account, state="已停用")
    with pytest.raises(InputProblem, match="已停用"):
        rotate(store, office.account, TODAY)
    assert standings(store.read, TODAY) == []
    assert [one.state for one in standings(store.read, TODAY, closed=True)] == ["已停用"]


def test_a_short_password_nobody_and_nothing_are_refused(store: Store) -> None:
    office = open_office(store)
    with pytest.raises(InputProblem, match="不足 8 位"):
        rotate(store, office.account, TODAY, length=7)
    change(store, "account", office.account, holder=None)
    with pytest.raises(InputProblem, match="没有登记保管人"):
        rotate(store, office.account, TODAY)
    with pytest.raises(InputProblem, match="没有编号 99"):
        rotate(store, 99, TODAY)
    with store.write() as writer:
        writer.remove(LEDGERS["account"], office.account, account(store, office.account).revision)
    with pytest.raises(InputProblem, match="已被移除"):
        rotate(store, office.account, TODAY)


def test_a_namesake_is_not_taken_for_the_holder(store: Store) -> None:
    office = open_office(store)
    add(store, "unit", name="县水利局", kind="部门")
    add(store, "person", name="张三丰", unit="县水利局", on_duty="2024-03-01")
    made = rotate(store, office.account, TODAY)
    assert store.read.record(ROTATION, made).values["by"] == office.holder


def test_ten_at_once_are_one_transaction(store: Store) -> None:
    office = open_office(store)
    ids = [office.account, *(add_account(store, f"账户{place}") for place in range(9))]
    made = record_many(store, [*ids, ids[0]], Attestation(10), TODAY, witness="李四")
    assert len(made) == 10
    assert {one.last for one in standings(store.read, TODAY)} == {TODAY}
    assert len({entry.batch for entry in store.read.latest_changes(20)}) == 1


def test_of_many_all_or_none_and_each_bad_one_is_named(store: Store) -> None:
    office = open_office(store)
    late = add_account(store, "新账户", opened_on="2026-11-20")
    closed = add_account(store, "旧账户", state="已停用")
    with pytest.raises(RecordProblem) as told:
        record_many(store, [office.account, late, closed], Attestation(10), date(2026, 11, 19))
    assert "新账户" in str(told.value)
    assert "旧账户" in str(told.value)
    assert "白帝镇子网站" not in str(told.value)
    assert store.read.count(ROTATION) == 0
    assert account(store, office.account).values["rotated_on"] is None


@pytest.mark.usefixtures("anywhere")
def test_today_ends_at_midnight_in_beijing_wherever_the_machine_stands(tmp_path: Path) -> None:
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    moment = midnight - timedelta(seconds=1)
    with create_store(tmp_path / "county.db", clock=lambda: moment) as store:
        office = open_office(store)
        with pytest.raises(InputProblem, match="不能晚于今天"):
            rotate(store, office.account, date(2026, 11, 24))
        moment = midnight
        rotate(store, office.account, date(2026, 11, 24))


def test_one_account_alone(store: Store) -> None:
    office = open_office(store)
    found = standing(store.read, account(store, office.account), TODAY)
    assert found is not None
    assert (found.holder, found.unit, found.state) == ("张三丰", "白帝镇人民政府", "从未")


def test_settings_have_defaults_and_are_read_typed(store: Store) -> None:
    asked = (CYCLE, CHECKER, ADMINS, UNUSED, REMIND_AT, CHANNEL)
    assert [read_settings(store.read)[setting] for setting in asked] == [2, False, 2, 90, "30 8 * * *", ""]
    for name, value in (
        ("口令更换周期（月）", "3"),
        ("启用口令检查", "是"),
        ("每站管理员上限", "1"),
        ("账户闲置天数", "60"),
        ("提醒时间", "0 9 * * 1"),
        ("提醒去向", "文件夹:/srv/提醒"),
    ):
        add(store, "setting", name=name, value=value)
    given = [read_settings(store.read)[setting] for setting in asked]
    assert given == [3, True, 1, 60, "0 9 * * 1", "文件夹:/srv/提醒"]


def test_a_sheet_cannot_turn_a_checked_change_into_one_of_another_length(tmp_path: Path) -> None:
    """The day sheet says 承诺: a row for a change that the program has checked is refused, not mixed with it."""
    with create_store(tmp_path / "county.db", clock=lambda: datetime(2026, 11, 23, 3, 30, tzinfo=UTC)) as store:
        open_office(store)
        add_account(store, "账户甲")
        checked = add(store, "rotation", account="账户甲", on=TODAY, length=25, basis="检查", strength=4)
        with store.write() as writer, pytest.raises(RecordProblem, match="检查过，不能改成承诺"):
            writer.save(ROTATION, {"length": 12, "basis": "承诺"}, writer.record(ROTATION, checked))
        assert store.read.record(ROTATION, checked).values["length"] == 25


def test_of_an_account_and_a_rotation_of_one_day_the_one_that_knows_the_length_counts(store: Store) -> None:
    record, day = open_office(store).account, date(2026, 11, 1)
    rotate(store, record, day, length=15)
    change(store, "account", record, length=None, length_basis=None)
    assert (only(store).last, only(store).length, only(store).attested) == (day, 15, True)
    change(store, "account", record, length=9, length_basis="检查")
    assert (only(store).last, only(store).length, only(store).checked) == (day, 9, True)
