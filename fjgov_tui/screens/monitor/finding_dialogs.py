"""What a person says about the monitor's suspicions and alerts: asked step by step, then written with the reason."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from textual.screen import Screen

from fjgov_tui.clock import BEIJING, show_unix
from fjgov_tui.ledgers.watching import FindingVerdict, Scope
from fjgov_tui.observed.model import Alert, Detection
from fjgov_tui.observed.pages import Target
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import narrow
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.picker import Entry, Picker

OWN_TIME = "own"
"""The answer that means a time of one's own."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:：.点时](\d{1,2})?分?)?")
EVENING = 18
"""The hour at which the office closes."""


async def judge(screen: Screen[None], desk: AsyncStore, finding: Detection) -> bool:
    """Ask for verdict and reason, and write them.

    Args:
        screen: in front of which is asked.
        desk: the open file.
        finding: the suspicion.

    Returns:
        Whether anything was written.

    Raises:
        FjgovError: it could not be.
    """
    pages = f"（{len(finding.members)} 页一并）" if finding.also else ""
    entries = [Entry(FindingVerdict.CONFIRMED, f"确认：确实有问题，要处置{pages}")]
    scopes = zip(Scope, _SCOPE_WORDS, strict=True)
    entries += [Entry(scope, f"误报：{words}") for scope, words in scopes if scope != Scope.PAGE or not finding.also]
    if finding.verdict != FindingVerdict.PENDING:
        entries.append(Entry("撤回", "撤回判定：重新待核"))
    chosen = await screen.app.push_screen_wait(Picker("这条疑点是", entries, note=finding.with_pages))
    if chosen is None:
        return False
    if chosen == "撤回":
        return await desk.write(lambda store: _withdraw(store, finding))
    verdict, scope = (chosen, "") if chosen == FindingVerdict.CONFIRMED else (FindingVerdict.FALSE_ALARM, chosen)
    text = f"{finding.with_pages}\n判定为{verdict}{f'（{scope}忽略）' if scope else ''}。"
    reason = await screen.app.push_screen_wait(AskText("判定的理由", text))
    if reason is None:
        return False

    def book(store: Store) -> None:
        from fjgov_tui.monitor.alerts.story import judge_finding

        with store.write(f"判定疑点：{verdict}") as writer:
            judge_finding(writer, finding, verdict, scope, reason)

    await desk.write(book)
    screen.notify(f"已判定为{verdict}")
    return True


_SCOPE_WORDS = ("只在本页忽略", "本站同样的都忽略", "所有站点同样的都忽略")


def _withdraw(store: Store, finding: Detection) -> bool:
    from fjgov_tui.monitor.alerts.story import withdraw_finding

    with store.write("撤回疑点的判定") as writer:
        return withdraw_finding(writer, finding)


def terms(now: datetime) -> list[tuple[int, str]]:
    """Until when an alert can be known of: Unix seconds, and the words for it."""
    here = now.astimezone(BEIJING)
    evening = here.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    ends = [(now + timedelta(hours=2), "两小时"), (now + timedelta(hours=4), "四小时")]
    ends += [(evening, "到今天 18:00")] if evening > here + timedelta(minutes=10) else []
    ends += [(evening + timedelta(days=1), "到明天 18:00"), (now + timedelta(days=3), "三天")]
    ends += [(now + timedelta(days=7), "七天")]
    return [(int(moment.timestamp()), words) for moment, words in ends]


def typed_term(text: str, now: datetime) -> int | None:
    """A time of day as typed, such as `16:30` or `16点`, as Unix seconds: the next time that the clock shows it."""
    clock = _CLOCK.fullmatch(narrow(text).strip())
    if clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
        return None
    here = now.astimezone(BEIJING)
    moment = here.replace(hour=int(clock[1]), minute=int(clock[2] or 0), second=0, microsecond=0)
    return int((moment if moment > here else moment + timedelta(days=1)).timestamp())


async def _ask_term(screen: Screen[None], now: datetime) -> int | None:
    """Until when: one of the usual terms, or a time of one's own."""
    entries = [Entry(str(until), words, show_unix(until, "%m-%d %H:%M")) for until, words in terms(now)]
    entries.append(Entry(OWN_TIME, "自己写几点", "如 16:30"))
    chosen = await screen.app.push_screen_wait(Picker("知悉到什么时候", entries, note="到时还没恢复会再提醒"))
    if chosen != OWN_TIME:
        return None if chosen is None else int(chosen)
    text = "今天（已过就是明天）的几点，如 16:30。"
    while (typed := await screen.app.push_screen_wait(AskText("知悉到几点", text, "16:30"))) is not None:
        until = typed_term(typed, now)
        if until is not None:
            return until
        text = f"“{typed}”不是几点几分，请写成 16:30 的样子。"
    return None


async def acknowledge(screen: Screen[None], desk: AsyncStore, *alerts: Alert) -> bool:
    """Ask until when and why, and write who knows of alerts: of all of them or of none.

    Args:
        screen: in front of which is asked.
        desk: the open file.
        alerts: the alerts, at least one.

    Returns:
        Whether it was written.

    Raises:
        FjgovError: it could not be.
    """
    until = await _ask_term(screen, desk.clock())
    if until is None:
        return False
    more = f"，等 {len(alerts)} 条" if len(alerts) > 1 else ""
    text = f"{alerts[0].what}{more}\n到 {show_unix(until, '%m-%d %H:%M')}。检查照常进行；恢复后知悉自动清除。"
    reason = await screen.app.push_screen_wait(AskText("知悉的理由", text, "理由：如 供电检修，18 时恢复"))
    if reason is None:
        return False
    user = desk.actor.name

    from fjgov_tui.monitor.alerts import effects

    def book(store: Store) -> None:
        at = int(store.clock().timestamp())
        with store.write(f"知悉告警：{reason}") as writer:
            for alert in alerts:
                effects.acknowledge(writer, alert.id, user=user, reason=reason, now=at, until=until)

    await desk.write(book)
    screen.notify(f"已记下知悉{f' {len(alerts)} 条' if len(alerts) > 1 else ''}")
    return True


async def accept_page(screen: Screen[None], desk: AsyncStore, target: Target) -> bool:
    """Ask why, and take a page as it was last inspected as its baseline.

    Args:
        screen: in front of which is asked.
        desk: the open file.
        target: the page.

    Returns:
        Whether it was written.

    Raises:
        FjgovError: it could not be.
    """
    from fjgov_tui.monitor.accepting import accept

    text = f"认可“{target.name}”现在的页面为基线，此后与它比较。谁在何时认可、为什么，记入审计链。"
    reason = await screen.app.push_screen_wait(AskText("认可基线", text, "理由：如 改版上线，已核对"))
    if reason is None:
        return False
    await desk.write(lambda store: accept(store, target, reason))
    screen.notify("已认可；下一次篡改检查起与它比较")
    return True
