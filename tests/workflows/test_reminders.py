"""Reminders: on time, on working days, once, and honest about whether they arrived (article 37)."""

import json
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, create_store
from fjgov_tui.workdays import Overrides, is_workday
from fjgov_tui.workflows.reminders import next_times, remind, schedule_of
from fjgov_tui.workflows.saving import save_record
from tests.passwords.office import TODAY, add, add_account, change, open_office

REMINDER = LEDGERS["reminder"]
USUAL = "30 8 * * *"


class Wall:
    """A clock that is set by hand, in Beijing time."""

    def __init__(self, moment: str) -> None:
        self.set(moment)

    def set(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment).replace(tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


@pytest.mark.usefixtures("anywhere")
def test_it_goes_out_once_a_working_day_wherever_the_machine_stands(tmp_path: Path) -> None:
    wall = Wall("2026-11-23 08:29:59")  # a Monday
    with create_store(tmp_path / "county.db", clock=wall) as store:
        open_office(store)
        add(store, "reminder", at="2026-11-20T00:30:00.000Z", overdue=0, soon=0)
        sent = []
        for moment in (
            "2026-11-23 08:29:59", "2026-11-23 08:30:00", "2026-11-23 08:31:00", "2026-11-23 23:59:59",
            "2026-11-24 00:00:01", "2026-11-24 09:00:00", "2026-11-27 12:00:00", "2026-11-28 12:00:00",
            "2026-11-29 12:00:00", "2026-11-30 08:00:00", "2026-11-30 08:30:01",
        ):  # fmt: skip
            wall.set(moment)
            if remind(store) is not None:
                sent.append(moment)
    assert sent == ["2026-11-23 08:30:00", "2026-11-24 09:00:00", "2026-11-27 12:00:00", "2026-11-30 08:30:01"]


def test_a_reminder_of_the_future_holds_none_up_once_the_clock_is_right_again(tmp_path: Path) -> None:
    wall = Wall("2031-01-06 09:00:00")
    with create_store(tmp_path / "county.db", clock=wall) as store:
        open_office(store)
        assert remind(store) is not None
        wall.set("2026-11-23 08:31:00")
        assert remind(store) is not None
        assert remind(store) is None


def test_a_holiday_is_not_a_working_day_and_a_made_up_saturday_is() -> None:
    before = datetime(2026, 9, 30, 9, 0, tzinfo=BEIJING)
    found = [one.date() for one in schedule_of(USUAL).after(before, 2)]
    assert found == [date(2026, 10, 8), date(2026, 10, 9)]
    overrides = Overrides(work=frozenset({date(2026, 11, 28)}), rest=frozenset({date(2026, 11, 30)}))
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=BEIJING)
    days = [one.date() for one in schedule_of(USUAL).after(friday, 2, overrides)]
    assert days == [date(2026, 11, 28), date(2026, 12, 1)]


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)),
    st.sampled_from(["30 8 * * *", "0 9 * * 1", "15 14 1 * *", "*/20 8-9 * * 1-5", "0 0 * * *", "59 23 * * *"]),
)
def test_the_next_and_the_latest_moment_agree_with_a_walk_minute_by_minute(moment: datetime, line: str) -> None:
    def fits(at: datetime) -> bool:
        minute, hour = at.minute, at.hour
        return (
            is_workday(at.date())
            and {
                "30 8 * * *": (hour, minute) == (8, 30),
                "0 9 * * 1": (hour, minute) == (9, 0) and at.weekday() == 0,
                "15 14 1 * *": (hour, minute) == (14, 15) and at.day == 1,
                "*/20 8-9 * * 1-5": hour in {8, 9} and minute % 20 == 0 and at.weekday() < 5,
                "0 0 * * *": (hour, minute) == (0, 0),
                "59 23 * * *": (hour, minute) == (23, 59),
            }[line]
        )

    here = moment.replace(microsecond=0, tzinfo=BEIJING)
    schedule = schedule_of(line)
    (following,) = schedule.after(here, 1)
    latest = schedule.latest(here)
    assert latest is not None
    assert latest <= here < following
    assert fits(following)
    assert fits(latest)
    # Days between are walked minute by minute only at the hours that any of the lines names.
    at = latest.replace(second=0) + timedelta(minutes=1)
    while at < following:
        assert not fits(at)
        at += timedelta(minutes=1) if at.minute or at.hour in {0, 8, 9, 14, 23} else timedelta(hours=1)


def test_a_line_that_is_no_schedule_falls_back_and_says_so(store: Store) -> None:
    open_office(store)
    add(store, "setting", name="提醒时间", value="30 9 * * *")
    # An older release took any five fields; the trail's guard is not the point here.
    store.db.execute("UPDATE setting SET value = '99 99 * * *'")
    made = remind(store, force=True)
    assert made is not None
    assert "看不懂" in made.note
    (first, *_) = next_times(store.read, store.clock())
    assert (first.hour, first.minute) == (8, 30)
    for line in ("0 0 31 2 *", "@daily", "* * * *", "1 2 3 4 5 6", "x y z * *", ""):
        assert schedule_of(line).usual


def test_what_falls_due_is_counted_named_and_kept(store: Store) -> None:
    office = open_office(store)
    change(store, "account", office.account, rotated_on="2026-08-01")
    add_account(store, "快到期的", rotated_on="2026-09-30")
    add_account(store, "还早的", rotated_on="2026-11-20")
    add_account(store, "没换过的")
    made = remind(store)
    assert made is not None
    assert (made.overdue, made.soon, made.delivered) == (2, 1, None)
    booked = store.read.record(REMINDER, made.id)
    assert (booked.values["overdue"], booked.values["soon"], booked.values["delivered"]) == (2, 1, None)
    assert booked.values["at"] == "2026-11-23T03:30:00.000Z"
    text = str(booked.values["text"])
    assert "2026-10-01 到期，已过 53 天" in text
    assert "2026-11-30 到期，还有 7 天" in text
    assert "还早的" not in text
    assert text.splitlines()[1].startswith("从未")
    assert "只记在台账里" in made.note
    assert remind(store) is None


def test_hundreds_that_fall_due_still_make_a_reminder(store: Store) -> None:
    open_office(store)
    with store.write() as writer:
        for number in range(300):
            given = {"name": f"{number} 号很长名字的后台账户", "site": "白帝镇人民政府子网站", "privilege": "编辑"}
            writer.save(LEDGERS["account"], dict(given))
    made = remind(store)
    assert made is not None
    assert made.overdue == 301
    assert "另有" in made.text


def test_a_folder_gets_a_private_text_file(store: Store, tmp_path: Path) -> None:
    open_office(store)
    folder = tmp_path / "提醒"
    folder.mkdir()
    add(store, "setting", name="提醒去向", value=f"文件夹:{folder}")
    made = remind(store)
    assert made is not None
    assert made.delivered is True
    (path,) = folder.glob("口令提醒-*.txt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").strip() == made.text
    assert store.read.record(REMINDER, made.id).values["delivered"] == 1


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("文件夹:/没有/这个/文件夹", "没有送出"),
        ("文件夹:相对路径", "完整路径"),
        ("命令:/没有/这个程序", "没有送出"),
        ("命令:false", "没有这个命令"),
        ("命令:/bin/false", "不在管理员准许的文件夹里"),
        ("命令:'没有配对", "没有送出"),
    ],
)
def test_a_channel_that_fails_is_booked_and_not_raised(store: Store, channel: str, said: str) -> None:
    open_office(store)
    add(store, "setting", name="提醒去向", value=channel)
    made = remind(store)
    assert made is not None
    assert made.delivered is False
    assert said in made.note
    assert store.read.record(REMINDER, made.id).values["delivered"] == 0
    assert remind(store) is None


def test_a_command_gets_json_on_its_standard_input_and_no_shell(store: Store, programs: Path, tmp_path: Path) -> None:
    office = open_office(store)
    change(store, "account", office.account, rotated_on="2026-08-01")
    target, script = tmp_path / "收到.json", programs / "send.sh"
    script.write_text(f'#!/bin/sh\ncat > "{target}"; printf "%s\\n" "$@" > "{tmp_path}/words"\n', encoding="utf-8")
    script.chmod(0o700)
    add(store, "setting", name="提醒去向", value=f"命令:send.sh ; touch {tmp_path}/shell")
    made = remind(store)
    assert made is not None
    assert made.delivered is True
    assert (tmp_path / "words").read_text().split("\n")[:2] == [";", "touch"]
    assert not (tmp_path / "shell").exists()
    got = json.loads(target.read_text(encoding="utf-8"))
    assert (got["overdue"], got["soon"], got["text"]) == (1, 0, made.text)
    assert got["rows"] == [
        {
            "account": "白帝镇子网站-管理员", "holder": "张三丰", "unit": "白帝镇人民政府",
            "last_rotation": "2026-08-01", "due": "2026-10-01", "days_left": -53, "state": "逾期",
        }
    ]  # fmt: skip


def test_each_unit_has_its_digest_with_its_contacts_and_all_that_falls_due(store: Store, tmp_path: Path) -> None:
    """Due steps of procedures go out with the passwords; what is due later than in 14 days does not."""
    office = open_office(store)
    change(store, "account", office.account, rotated_on="2026-08-01")
    unit = next(store.read.records(LEDGERS["unit"], [1]))
    change(store, "unit", unit.id, phone="023-56557001")
    for title, received in (("补偿标准", "2026-11-02"), ("还早", "2026-11-20")):
        with store.write() as writer:
            save_record(writer, LEDGERS["request"], {"title": title, "unit": unit.title, "received_on": received})
    folder = tmp_path / "提醒"
    folder.mkdir()
    add(store, "setting", name="提醒去向", value=f"文件夹:{folder}")
    made = remind(store)
    assert made is not None
    assert "其他到期的 1 件，涉及 1 个单位" in made.text
    assert "依申请公开：答复　补偿标准" in made.text
    assert "还早" not in made.text
    (path,) = folder.glob(f"单位提醒-*-{unit.title}.txt")
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    assert head.startswith(f"【{unit.title}】值班电话 023-56557001")
    assert [line.partition("）")[2].split("　")[0] for line in lines] == ["更换口令", "依申请公开：答复"]


def test_nothing_due_is_written_but_not_sent(store: Store, tmp_path: Path) -> None:
    office = open_office(store)
    change(store, "account", office.account, rotated_on=TODAY)
    add(store, "setting", name="提醒去向", value=f"文件夹:{tmp_path}")
    made = remind(store)
    assert made is not None
    assert made.delivered is None
    assert not list(tmp_path.glob("*.txt"))


def test_two_forced_in_one_second_are_two_records(store: Store) -> None:
    open_office(store)
    first, second = remind(store, force=True), remind(store, force=True)
    assert first is not None
    assert second is not None
    assert first.at != second.at
    assert store.read.count(REMINDER) == 2
