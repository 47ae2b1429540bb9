"""Reminders of what falls due, passwords first (article 37): when they go out, what they say, where they are sent."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path

from fjgov_tui.clock import BEIJING, beijing_day, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, RecordProblem, system_reason
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.base import Raw
from fjgov_tui.ledgers.settings import CHANNEL, REMIND_AT
from fjgov_tui.programs import allowed_program
from fjgov_tui.store import Reader, Store, Writer
from fjgov_tui.text import clean, safe
from fjgov_tui.workdays import NONE, Overrides, is_workday
from fjgov_tui.workflows.duties import UnitObligations, by_unit, duties, obligation_row, unit_lines
from fjgov_tui.workflows.rotation import SOON_DAYS, PasswordState, Standing, standings
from fjgov_tui.workflows.saving import open_exits
from fjgov_tui.workflows.settings import read_settings

REMINDER = LEDGERS["reminder"]
FOLDER, COMMAND = "文件夹:", "命令:"
_SECONDS = 30
"""How long a command may take; a reminder must not hang behind it."""
_FORCED = timedelta(minutes=1)
"""So far ahead of the clock forced reminders that come at once may be dated: each has a second of its own."""
_DAYS_AHEAD = 400
"""Days within which a schedule must come round; `0 8 29 2 *` does not within a year, and is told as never."""
_ROOM = 3600
"""Characters of a reminder's text, within what its ledger takes; accounts beyond are counted, not named."""


@dataclass(frozen=True)
class Reminder:
    """A reminder that was written down."""

    id: int
    at: str
    """When, as a stored instant."""
    overdue: int
    """Accounts that are overdue or were never changed."""
    soon: int
    """Accounts that fall due within 14 days."""
    delivered: bool | None
    """Whether the channel took it; `None` where there is none, or nothing to send."""
    text: str
    note: str
    """What happened on the channel."""


@dataclass(frozen=True)
class Schedule:
    """A cron line that has been understood."""

    line: str
    usual: bool
    """Whether the county's own line could not be used, so that the usual one stands in for it."""

    def after(self, moment: datetime, count: int, overrides: Overrides = NONE) -> list[datetime]:
        """The next moments on working days, in Beijing time.

        Args:
            moment: the first one is later than this.
            count: how many.
            overrides: the county's own working days.
        """
        times: list[datetime] = []
        here = moment.astimezone(BEIJING)
        last = here + timedelta(days=_DAYS_AHEAD)
        while len(times) < count and (slot := self._step(here, forward=True)) is not None and slot <= last:
            here = slot
            if is_workday(slot.date(), overrides):
                times.append(slot)
            else:
                here = datetime.combine(slot.date(), time.max, BEIJING)
        return times

    def latest(self, moment: datetime, overrides: Overrides = NONE) -> datetime | None:
        """The last moment on a working day that is not later than this; `None` where there is none for a year."""
        here = moment.astimezone(BEIJING) + timedelta(microseconds=1)
        first = here - timedelta(days=_DAYS_AHEAD)
        while (slot := self._step(here, forward=False)) is not None and slot >= first:
            if is_workday(slot.date(), overrides):
                return slot
            here = datetime.combine(slot.date(), time.min, BEIJING)
        return None

    def _step(self, moment: datetime, *, forward: bool) -> datetime | None:
        from croniter import CroniterBadDateError, croniter

        schedule = croniter(self.line, moment, ret_type=datetime, max_years_between_matches=2)
        try:
            return schedule.get_next(datetime) if forward else schedule.get_prev(datetime)
        except CroniterBadDateError:
            return None


def schedule_of(line: str) -> Schedule:
    """The schedule of a cron line; the usual one where the line has the form but not the sense of one."""
    from croniter import croniter

    if len(line.split()) == 5 and croniter.is_valid(line, strict=True):
        return Schedule(line, usual=False)
    return Schedule(REMIND_AT.default, usual=True)


def next_times(reader: Reader, now: datetime, count: int = 5, overrides: Overrides = NONE) -> list[datetime]:
    """When the next reminders go out, in Beijing time, on working days only."""
    return schedule_of(read_settings(reader)[REMIND_AT]).after(now, count, overrides)


def last_reminder(reader: Reader, now: datetime) -> datetime | None:
    """When the last reminder was written; one of the future, from before the clock was set back, is none."""
    moments = (record.at("at") for record in reader.records(REMINDER))
    return max((moment for moment in moments if moment <= now + _FORCED), default=None)


def is_due(reader: Reader, now: datetime, overrides: Overrides = NONE) -> bool:
    """Whether today is a working day and a scheduled moment has come since the last reminder."""
    if not is_workday(beijing_day(now), overrides):
        return False
    slot = schedule_of(read_settings(reader)[REMIND_AT]).latest(now, overrides)
    last = last_reminder(reader, now)
    return slot is not None and (last is None or last < slot)


def remind(store: Store, overrides: Overrides = NONE, *, force: bool = False) -> Reminder | None:
    """Write a reminder where one is due, then send it, then book whether it arrived.

    The record is written first, in one transaction with the question whether it is due: of two jobs that run at
    once only one sends. What goes wrong on the channel is booked and never raised.

    With it the ends of contracts are opened that are over by now (article 38).

    Args:
        store: the open file.
        overrides: the county's own working days.
        force: write one whether it is due or not.

    Returns:
        The reminder; `None` where none was due.

    Raises:
        StoreProblem: the file cannot be written.
    """
    now = store.clock()
    with store.write("到期提醒") as writer:
        if not force and not is_due(writer, now, overrides):
            return None
        open_exits(writer)
        settings = read_settings(writer)
        today = beijing_day(now)
        due = [standing for standing in standings(writer, today) if standing.state != PasswordState.FINE]
        units = by_unit(writer, duties(writer, today, SOON_DAYS), today)
        made = _write(writer, now, due, units)
        usual = schedule_of(settings[REMIND_AT]).usual
    note = f"“{REMIND_AT.name}”的写法看不懂，按每个工作日 8:30 提醒；" if usual else ""
    channel = settings[CHANNEL]
    if units and channel:
        delivered, delivery = _deliver(channel, made, due, units)
        made = replace(made, delivered=delivered, note=clean(note + delivery))
    else:
        made = replace(made, note=note + ("没有设提醒去向，只记在台账里" if units else "没有到期的，不用发送"))
    with store.write("提醒送达情况") as writer:
        record = writer.record(REMINDER, made.id)
        writer.save(REMINDER, {"delivered": made.delivered, "note": made.note}, record)
    return made


def _write(writer: Writer, now: datetime, due: list[Standing], units: Sequence[UnitObligations]) -> Reminder:
    soon = sum(standing.state == PasswordState.SOON for standing in due)
    text = reminder_text(now, due, units)
    moment = now
    while True:
        given: dict[str, Raw] = {"at": moment, "overdue": len(due) - soon, "soon": soon, "text": text}
        try:
            made = writer.save(REMINDER, given)
        except RecordProblem as problem:
            # Instants are kept to the second: a second forced reminder within one takes the next.
            if all(refusal.field == "at" for refusal in problem.problems) and moment - now < _FORCED:
                moment += timedelta(seconds=1)
                continue
            raise
        at = instant(moment.replace(microsecond=0))
        return Reminder(made, at, len(due) - soon, soon, None, text, "")


def reminder_text(now: datetime, due: list[Standing], units: Sequence[UnitObligations] = ()) -> str:
    """What a reminder says: counts, then one line an account, the most urgent first; then each unit's other duties.

    Args:
        now: the moment.
        due: the accounts whose password falls due.
        units: what falls due by unit; the accounts among it are said above.
    """
    words = _accounts_text(now, due)
    others = [replace(unit, duties=[duty for duty in unit.duties if duty.ledger != "account"]) for unit in units]
    others = [unit for unit in others if unit.duties]
    if not others:
        return words
    count = sum(len(unit.duties) for unit in others)
    lines = [words, f"其他到期的 {count} 件，涉及 {len(others)} 个单位："]
    digests = ["\n".join(unit_lines(unit, beijing_day(now))) for unit in others]
    kept = _fitting(digests, _ROOM - len(words))
    rest = [f"另有 {len(digests) - len(kept)} 个单位的，见总览。"] if len(kept) < len(digests) else []
    return "\n".join((*lines, *kept, *rest))


def _fitting(lines: Sequence[str], room: int) -> Sequence[str]:
    """The first of these lines, as many as go into so many characters."""
    ends = accumulate(len(line) + 1 for line in lines)
    return lines[: sum(end <= room for end in ends)]


def _accounts_text(now: datetime, due: list[Standing]) -> str:
    day = beijing_day(now)
    if not due:
        return f"{day}：登记过的后台账户里，没有口令到期或临近到期的。"
    never, late = (
        sum(standing.state == state for standing in due) for state in (PasswordState.NEVER, PasswordState.OVERDUE)
    )
    soon = len(due) - never - late
    lines = [f"{day}：后台账户口令逾期 {late} 个，从未更换 {never} 个，14 天内到期 {soon} 个（第三十七条）。"]
    rows = [
        safe(f"{standing.state}　{standing.account.title}　{standing.holder or '没有保管人'}　{_until(standing)}")
        for standing in due
    ]
    kept = _fitting(rows, _ROOM)
    rest = [f"另有 {len(due) - len(kept)} 个，见 fjgov password due。"] if len(kept) < len(due) else []
    return "\n".join((*lines, *kept, *rest))


def _until(standing: Standing) -> str:
    if standing.due is None or standing.days_left is None:
        return "请尽快更换"
    if standing.days_left < 0:
        return f"{standing.due} 到期，已过 {-standing.days_left} 天"
    return f"{standing.due} 到期，还有 {standing.days_left} 天"


def _deliver(channel: str, made: Reminder, due: list[Standing], units: Sequence[UnitObligations]) -> tuple[bool, str]:
    """Hand it to the channel; whether it was taken, and what happened, in Chinese."""
    try:
        if channel.startswith(FOLDER):
            return _to_folder(Path(channel.removeprefix(FOLDER).strip()).expanduser(), made, units)
        return _to_command(shlex.split(channel.removeprefix(COMMAND)), made, due, units)
    except InputProblem as problem:
        return False, f"没有送出（{problem.what}）"
    except subprocess.TimeoutExpired:
        return False, f"命令 {_SECONDS} 秒没有结束，已停止"
    except (OSError, ValueError) as error:
        cause = system_reason(error) if isinstance(error, OSError) else "命令的引号没有配对"
        return False, f"没有送出（{cause}）"


def _to_folder(folder: Path, made: Reminder, units: Sequence[UnitObligations]) -> tuple[bool, str]:
    """The whole as one text, and beside it one for each unit, to be passed on."""
    if not folder.is_absolute():
        return False, "没有送出（去向里的文件夹要写完整路径）"
    stamp = parse_instant(made.at).astimezone(BEIJING).strftime("%Y-%m-%d-%H%M%S")
    path, today = folder / f"口令提醒-{stamp}.txt", beijing_day(parse_instant(made.at))
    _write_text(path, made.text)
    for number, unit in enumerate(units, 1):
        name = clean(unit.unit or "没有登记单位").replace("/", "_")[:60]
        _write_text(folder / f"单位提醒-{stamp}-{number:02d}-{name}.txt", "\n".join(unit_lines(unit, today)))
    return True, f"已写到 {path}，另有各单位的 {len(units)} 份"


def _write_text(path: Path, text: str) -> None:
    """A private file that was not there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")


def _to_command(
    words: list[str], made: Reminder, due: list[Standing], units: Sequence[UnitObligations]
) -> tuple[bool, str]:
    """No shell: the words are the program and its arguments, and the reminder is JSON on its standard input."""
    command = allowed_program(words)
    facts = {
        "at": made.at,
        "overdue": made.overdue,
        "soon": made.soon,
        "text": made.text,
        "rows": [standing_row(standing) for standing in due],
        "units": [_unit_row(unit, beijing_day(parse_instant(made.at))) for unit in units],
    }
    done = subprocess.run(
        command,
        input=json.dumps(facts, ensure_ascii=False).encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_SECONDS,
        check=False,
    )
    return done.returncode == 0, "命令已接收" if done.returncode == 0 else f"命令退出码为 {done.returncode}"


def _unit_row(unit: UnitObligations, today: date) -> dict[str, object]:
    """One unit's digest for a program that passes it on."""
    return {
        "unit": unit.unit,
        "text": "\n".join(unit_lines(unit, today)),
        "contacts": [
            {"name": contact.name, "office": contact.office, "phone": contact.masked} for contact in unit.contacts
        ],
        "duties": [obligation_row(duty, today) for duty in unit.duties],
    }


def standing_row(standing: Standing) -> dict[str, str | int | None]:
    """A standing as JSON: the contract of `password due`."""
    return {
        "account": standing.account.title,
        "holder": standing.holder,
        "unit": standing.unit,
        "last_rotation": standing.last.isoformat() if standing.last else None,
        "due": standing.due.isoformat() if standing.due else None,
        "days_left": standing.days_left,
        "state": standing.state,
    }
