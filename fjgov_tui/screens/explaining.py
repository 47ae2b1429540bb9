"""Explaining a finding on screen: why it cannot be mended now, who says so, until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.screen import Screen

from fjgov_tui.audit import Finding
from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.workflows.explaining import LONGEST, Explanation, explain

USUAL = 30
"""Days for which an explanation holds where nobody says otherwise."""


async def explain_finding(screen: Screen[Any], desk: AsyncStore, finding: Finding) -> Explanation | None:
    """Ask why, who and until when, and book it.

    Args:
        screen: over which it is asked.
        desk: the open file.
        finding: what is explained.

    Returns:
        What was booked; `None` where nothing was.
    """
    ask, today = screen.app.push_screen_wait, beijing_day(desk.clock())
    why = await ask(AskText("为什么现在改不了", f"{finding.subject}：{finding.message}", "原因：如 等上级批复"))
    who = await ask(AskText("谁说明", "写说明人的姓名；由本人负责。", "姓名")) if why else None
    if not why or not who:
        return None
    text = f"到这一天以后重新算作未处理；最长 {LONGEST} 天。"
    until = await ask(AskDay("说明有效到哪一天", text, today + timedelta(days=USUAL)))
    if until is None:
        return None
    subject = (finding.rule, finding.ledger, finding.id)

    def book(store: Store) -> int:
        with store.write("登记问题说明") as writer:
            return explain(writer, subject, finding.subject, who=who, why=why, on=today, until=until)

    try:
        await desk.write(book)
    except FjgovError as problem:
        await ask(Tell("没有登记", str(problem)))
        return None
    screen.notify(f"已登记说明，有效到 {until}")
    return Explanation(who, why, until.isoformat())
