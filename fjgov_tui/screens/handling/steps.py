"""What is asked before a step of an incident is taken: as little as the step needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.app import App

from fjgov_tui.commands.deeds import FINISH
from fjgov_tui.errors import DoubtProblem, FjgovError
from fjgov_tui.ledgers.incidents import REPORTED_GRADES, Grade, IncidentVerdict, NoticeWay
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.screens.procedure.about import titled
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Ask, Tell, ask_if_sure
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.board import Matter, signable
from fjgov_tui.workflows.emergency import tick
from fjgov_tui.workflows.handling import StepTaken, add_evidence, notify, take

_DISMISS = "dismiss"
_EVIDENCE: Mapping[str, str] = {
    "evidence": "证据：写下看到了什么",
    "evidence_file": "证据：截图、录屏等的文件名",
}
"""By the field in which it stands: what may be added while the incident is open."""
_PLAN = "plan "
"""Before the number of a step of the emergency plan and the id of its line: two plans may both have a first step."""


_REPORTS: Mapping[str, tuple[str, ...]] = {
    "不用报，或还没有报": (),
    "县网信": ("cac_at",),
    "县网信、公安": ("cac_at", "police_at"),
    "公安": ("police_at",),
    "县网信、省级网信": ("cac_at", "provincial_at"),
    "县网信、省级网信、公安": ("cac_at", "provincial_at", "police_at"),
}
"""Whom an incident may have been reported to (article 24), and the fields in which the moments stand."""


async def choose_step(app: App[Any], matter: Matter) -> str | None:
    """Which step; a false alarm is one of the answers until the incident was verified.

    Args:
        app: in front of which is asked.
        matter: the incident.

    Returns:
        The step's name, `plan` and a number for a step of the emergency plan, `dismiss` for a false alarm, `None` for
        none.
    """
    come = matter.progress
    able = [state.step for state in signable(come) if state.step.name != come.procedure.closing]
    entries = [Entry(step.name, step.label, step.todo) for step in able]
    rows = ((item.row, item.words) for item in matter.items if not item.settled)
    entries += [
        Entry(f"{_PLAN}{row['number']} {row['id']}", words, str(row["plan"] or "应急预案")) for row, words in rows
    ]
    if come.record.values["verdict"] is None:
        entries.append(Entry(_DISMISS, "误报：没有问题", "处置单、告警、疑点一次了结"))
    if not entries:
        app.notify(f"环节都办了，按 {FINISH.shown} 办结")
        return None
    entries += [Entry(name, words) for name, words in _EVIDENCE.items()]
    chosen: str | None = await app.push_screen_wait(Picker(titled("办哪一步", matter), entries))
    return chosen


async def take_step(app: App[Any], desk: AsyncStore, matter: Matter, step: str, serving: int | None) -> bool:
    """Ask what the step needs, and take it now, to the second of the last answer.

    Args:
        app: in front of which is asked.
        desk: the open file.
        matter: the incident.
        step: the step's name.
        serving: who is on duty, and so takes it.

    Returns:
        Whether it was written.
    """
    fields = await _asked(app, desk, matter, step)
    if fields is None:
        return False
    reason = str(fields.pop("reason", "") or "")
    by = serving if any(item.step.name == step and item.step.by for item in matter.progress.steps) else None
    return await _write(app, desk, matter, StepTaken(step=step, fields=fields, by=by), reason)


def _record_step(writer: Writer, matter: Matter, taken: StepTaken, reason: str) -> None:
    """What a step writes."""
    from fjgov_tui.monitor.alerts.story import judge_incident

    step = taken.step
    if step == _DISMISS:
        judge_incident(writer, matter.id, IncidentVerdict.FALSE_ALARM, taken, reason)
    elif step == "verified":
        judge_incident(writer, matter.id, IncidentVerdict.REAL, taken)
    elif step.startswith(_PLAN):
        number, line = map(int, step.removeprefix(_PLAN).split())
        tick(writer, matter.id, number, line=line)
    elif step in _EVIDENCE:
        add_evidence(writer, matter.id, step, str(taken.fields[step]))
    elif step == "notified":
        notify(writer, matter.id, taken)
    else:
        take(writer, matter.id, taken)


async def _write(app: App[Any], desk: AsyncStore, matter: Matter, taken: StepTaken, reason: str) -> bool:
    """Write it; what speaks against it is asked first. Returns whether it was written."""
    step = taken.step

    def write(store: Store) -> None:
        with store.write(f"预警处置：{step}") as writer:
            _record_step(writer, matter, taken, reason)

    try:
        await desk.write(write)
    except DoubtProblem as doubt:
        if await ask_if_sure(app, doubt):
            return await _write(app, desk, matter, replace(taken, sure=True), reason)
        _keep_cause(app, matter, taken)
        return False
    except FjgovError as error:
        _keep_cause(app, matter, taken)
        await app.push_screen_wait(Tell("没有写入", str(error)))
        return False
    return True


def _keep_cause(app: App[Any], matter: Matter, taken: StepTaken) -> None:
    """The cause that was typed stands there again when the closing is tried next."""
    if cause := str(taken.fields.get("root_cause", "")):
        AskText.put_back(app, *_closing(matter), cause)


def _closing(matter: Matter) -> tuple[str, str]:
    """Title and text of the question for the cause."""
    return "办结", safe(matter.title)


async def _reported(app: App[Any], desk: AsyncStore, matter: Matter, grade: str) -> dict[str, Raw] | None:
    """To whom it has been reported by now: the fields of the moments; `None` where it was left."""
    upward = grade in REPORTED_GRADES
    note = "较大以上的 4 小时内报省级网信，涉嫌犯罪的报公安；还没有报的，报了再登记" if upward else ""
    known = [words for words, fields in _REPORTS.items() if upward or "provincial_at" not in fields]
    title = titled("已经报给谁", matter)
    chosen = await app.push_screen_wait(Picker(title, [Entry(words, words) for words in known], note=note))
    return None if chosen is None else dict.fromkeys(_REPORTS[chosen], desk.clock())


async def _asked(app: App[Any], desk: AsyncStore, matter: Matter, step: str) -> dict[str, Raw] | None:
    """The fields of a step; `None` where it was left."""
    title = safe(matter.title)
    if step in _EVIDENCE:
        written = await app.push_screen_wait(AskText(_EVIDENCE[step], title, "如 首页第三条表述有误，或 截图01.png"))
        return None if written is None else {step: written}
    if step == "notified":
        how = await app.push_screen_wait(Picker(titled("怎样通知的", matter), [Entry(way, way) for way in NoticeWay]))
        return None if how is None else {"notified_how": how}
    if step == "judged":
        grade = await app.push_screen_wait(Picker(titled("事件级别", matter), [Entry(word, word) for word in Grade]))
        reason = await app.push_screen_wait(AskText("定级的理由", title)) if grade else None
        reports = await _reported(app, desk, matter, grade) if grade and reason is not None else None
        return None if reports is None else {"grade": grade, "grade_reason": reason, **reports}
    if step == "leader":
        disposal = await app.push_screen_wait(AskText("报告领导", title, "已经做了什么，如 已通知单位删除"))
        return None if disposal is None else {"disposal": disposal}
    if step == "closed":
        cause = await app.push_screen_wait(AskText(*_closing(matter), "原因：为什么会出现、怎样不再出现"))
        return None if cause is None else {"root_cause": cause}
    if step == _DISMISS:
        reason = await app.push_screen_wait(AskText("判为误报", title))
        return None if reason is None else {"reason": reason}
    planned = next((item.words for item in matter.items if step == f"{_PLAN}{item.row['number']} {item.row['id']}"), "")
    words = {"verified": "核实过，确实有问题？", "handled": "已经删除或处置？", "rechecked": "打开看过，确已处置？"}
    answers = [("n", "返回"), ("y", "是，现在")]
    answer = await app.push_screen_wait(
        Ask(words.get(step, "这一步办了？"), f"{safe(planned)}\n{title}".strip(), answers)
    )
    return {} if answer == "y" else None
