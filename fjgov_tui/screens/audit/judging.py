"""Filling in what only a person can judge of a site or account: which indicator, what, and what was seen."""

from __future__ import annotations

from textual.screen import Screen

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers.inspecting import PointJudgement
from fjgov_tui.quarters import Period
from fjgov_tui.reports.inspection import SubjectResult
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.inspections import judge_by_hand

_MEANINGS = {"符合": "没有问题", "不符合": "有问题，要写看到了什么", "不适用": "这个对象没有这一项"}


async def judge_item(screen: Screen[None], desk: AsyncStore, period: Period, result: SubjectResult) -> bool:
    """Ask for one indicator, and book what is answered; whether anything was.

    Args:
        screen: over which it is asked.
        desk: the open file.
        period: what is inspected.
        result: the site or account.
    """
    ask = screen.app.push_screen_wait
    entries = [
        Entry(item.indicator.id, f"{item.indicator.named}：{item.indicator.asks}", f"{item.verdict}（{item.by}）")
        for item in result.items
    ]
    first = next((place for place, item in enumerate(result.items) if item in result.open), 0)
    indicator = await ask(Picker(f"{safe(result.name)}：哪一项", entries, place=first))
    if indicator is None:
        return False
    word = await ask(Picker("判断", [Entry(word, word, _MEANINGS[word]) for word in PointJudgement]))
    if word is None:
        return False
    evidence = None
    if word == PointJudgement.BREAKS:
        evidence = await ask(AskText("看到了什么", "哪一页、哪一天、看到什么；写进检查项台账。", "证据"))
        if evidence is None:
            return False

    def book(store: Store) -> int:
        today = beijing_day(store.clock())
        with store.write("填检查项") as writer:
            return judge_by_hand(writer, period, result.ledger, result.id, indicator, word, evidence or "", today)

    try:
        await desk.write(book)
    except FjgovError as problem:
        await ask(Tell("没有登记", str(problem)))
        return False
    screen.notify(f"已登记：{indicator} {word}")
    return True
