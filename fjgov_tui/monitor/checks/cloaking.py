"""Cloaking (劫持): a page that shows searchers, telephones or visitors from Baidu something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.checks.views import AgentView, another_page, can_be_read, other_title, view_of
from fjgov_tui.monitor.model import Bench
from fjgov_tui.observed.pages import Agent, FetchedPage, Target
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours

AGENTS: Mapping[Agent, str] = {
    "spider": "百度蜘蛛",
    "baidu": "从百度来的访问者",
    "mobile": "手机",
    "desktop": "电脑浏览器",
    "mobile-baidu": "手机上从百度来的访问者",
    "sogou": "搜狗蜘蛛",
    "so360": "360 蜘蛛",
    "bytedance": "字节蜘蛛",
    "google": "谷歌蜘蛛",
}
"""As whom a page is asked for once more."""
_ALWAYS = 4
"""Of a home page, the first of them are asked for every time; of a column, half of these."""
_TURN = 2 * 3600
"""Seconds of a turn: the usual time between two inspections, so that each of the others comes up twice a day."""
_PHONES = frozenset({"mobile", "mobile-baidu"})
_FEW = 2
"""Foreign hosts that have to be there for one agent alone; one may be a picture of the day."""
_SHIELD = re.compile(
    r"拦截|防护|防火墙|验证码|安全验证|人机|访问过于频繁|非法请求|稍后再试|checking your browser|forbidden|waf", re.I
)
_LITTLE = 500
"""Characters of a page that is no more than a shield's or an error's notice."""

Difference = tuple[Severity, str]


async def find_cloaks(bench: Bench, target: Target, page: FetchedPage, plain: AgentView) -> list[Alarm]:
    """Ask for the page as others, and tell who got another one; what differs is asked for a second time.

    Args:
        bench: what fetches and reads.
        target: the page.
        page: what we ourselves got.
        plain: the same, taken apart.

    Raises:
        InspectionProblem: a page could not be analysed.
    """
    agents = agents_for(target, bench.now())
    differing: dict[Agent, Difference] = {}
    for agent in agents:
        difference = await _differs(bench, target, (page, plain), agent)
        if difference:
            differing[agent] = difference
    if not differing:
        return []
    # A page that changed between two questions, or was busy for a moment, is the same again at the second asking.
    again = await bench.fetch(target.url)
    if not can_be_read(again):
        return []
    fresh = await view_of(bench, target, again)
    sure = {
        agent: difference for agent in differing if (difference := await _differs(bench, target, (again, fresh), agent))
    }
    if not sure:
        return []
    who = "、".join(AGENTS[agent] for agent in sure)
    what = "；".join(dict.fromkeys(text for _, text in sure.values()))
    grave = any(severity == Severity.VIOLATION for severity, _ in sure.values())
    return [
        Alarm(
            "cloak",
            "cloak",
            f"给{who}看的是另一套内容：{what}",
            what[:300],
            Severity.VIOLATION if grave else Severity.WARNING,
        )
    ]


def agents_for(target: Target, at: int) -> list[Agent]:
    """As whom a page is asked for at a moment: the commonest always, one of the others by turns.

    Args:
        target: the page; pages take their turns at different times.
        at: Unix seconds.
    """
    agents = list(AGENTS)
    always, others = agents[:_ALWAYS], agents[_ALWAYS:]
    turn = others[(at // _TURN + target.record) % len(others)]
    return [*(always if target.page_of == "site" else always[: _ALWAYS // 2]), turn]


async def _differs(
    bench: Bench, target: Target, ours: tuple[FetchedPage, AgentView], agent: Agent
) -> Difference | None:
    page, (same, plain) = await bench.fetch(target.url, agent=agent), ours
    if (page.url, page.body) == (same.url, same.body):
        return None
    if not can_be_read(page):
        # A shield may turn a false spider away; that is no cloaking.
        return None
    host = Neighbours(target.url, bench.own_hosts).outside(page.url)
    if host and not Neighbours(target.url, bench.own_hosts).outside(plain.shot.url):
        return Severity.VIOLATION, f"被跳转到外站 {host}"
    return next(differences(plain, await view_of(bench, target, page), agent), None)


def differences(plain: AgentView, other: AgentView, agent: Agent) -> Iterator[Difference]:
    """What one agent saw and we did not, the gravest first.

    Args:
        plain: what we ourselves got.
        other: what the agent got.
        agent: a telephone may get another edition of the page.
    """
    words = sorted(other.words - plain.words)
    if words:
        yield Severity.VIOLATION, f"多出黑产用语{'、'.join(f'“{word}”' for word in words[:3])}"
    known = {(known_alarm.rule, known_alarm.mark) for known_alarm in plain.alarms}
    for alarm in other.alarms:
        # The edition for telephones has scripts of its own; one that leads away has no business in it.
        if (alarm.rule, alarm.mark) not in known and not (agent in _PHONES and alarm.script and alarm.rule == "script"):
            yield alarm.severity, alarm.what
    shield = other.letters < _LITTLE and _SHIELD.search(f"{other.shot.title}{_text(other)}")
    if agent in _PHONES or shield:
        return
    hosts = sorted((other.shot.outbound | other.shot.scripts) - plain.shot.outbound - plain.shot.scripts)
    if len(hosts) >= _FEW:
        yield Severity.VIOLATION, f"多出指向外站 {'、'.join(hosts[:3])} 的链接"
    if other_title(plain.shot.title, other.shot.title):
        yield Severity.WARNING, f"标题变成“{other.shot.title[:60] or '无'}”"
    if another_page(plain.shot, other.shot):
        yield Severity.WARNING, "整页都不一样"


def _text(view: AgentView) -> str:
    return "".join(block.text for block in view.shot.blocks[:30])
