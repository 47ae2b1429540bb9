"""Whether a page was tampered with: hijacked names, hidden links, foreign scripts, cloaking, a page replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fjgov_tui.errors import InspectionProblem, UnreadablePage
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.checks.cloaking import find_cloaks
from fjgov_tui.monitor.checks.scriptfiles import own_files
from fjgov_tui.monitor.checks.turned import turned
from fjgov_tui.monitor.checks.views import (
    AgentView,
    Inline,
    allowed_hosts,
    another_page,
    can_be_read,
    closed_for_work,
    other_title,
    page_behind,
    spoken_of,
    view_of,
)
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import Sighting, Snapshot
from fjgov_tui.observed.pages import FetchedPage, Target
from fjgov_tui.pages.able import NAMES_HOST
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.called import names_office
from fjgov_tui.pages.contacts import exchanged, has_line
from fjgov_tui.pages.hosts import Neighbours, host_of, in_cloud, of_platform
from fjgov_tui.pages.owned import own_of
from fjgov_tui.pages.reaches import KINDS, NEW_KINDS, READ_LAST, described
from fjgov_tui.pages.shot import Block, Shot, digest, read_shot
from fjgov_tui.pages.trade import speaks_against, traded

EVIDENCE = 64 * 1024
"""Bytes of a page that are kept with what was found on it."""
ENOUGH = 200
"""Letters from which on a page shows what it is without a name: default pages and error pages of servers show less."""
_LEAST = 20
"""Letters below which a page shows nothing by itself: a shell that scripts fill, or a stub."""
_WAITING = re.compile(
    r"(?i)\bloading\b|加载中|(?:正在|即将|自动)(?:为您)?(?:加载|跳转|进入|打开|转到)|请稍[候后等]|redirecting"
)
"""What stubs say while a visitor waits for the page itself."""
_FIRST = "首次检查就有，认可为基线后不再提示"


async def check_integrity(bench: Bench, target: Target) -> Result:
    """Inspect one page against its baseline and the absolute rules.

    A page without a baseline becomes its own, unless something is wrong with it: then a person has to accept it. It
    has to be a page of the site, and the inspection before must have shown the same one: an outage or a hijack that
    is there on the first day is not to be what is compared with from then on.

    Args:
        bench: what fetches, reads and remembers.
        target: a home page or a column.

    Returns:
        The result, with the latest snapshot; nothing is concluded where the page did not open.
    """
    page = await bench.fetch(target.url)
    kept = await bench.snapshot(target, "baseline")
    if not (can_be_read(page) if kept else page.opened):
        return Result(check="integrity", target=target, ok=False, note=page.why)
    try:
        view = await view_of(bench, target, page)
        cloaks = await find_cloaks(bench, target, page, view)
        base = read_shot(kept.body) if kept else None
        view = await _behind(bench, target, page, view, base)
        view, changed = await _with_files(bench, target, view, base)
    except InspectionProblem as problem:
        seen = (_unreadable(target, page, problem),) if isinstance(problem, UnreadablePage) else ()
        return Result(check="integrity", target=target, ok=False, note=str(problem), seen=seen)
    alarms = [*_absolute(view, base), *_led_away(bench, target, page, base), *cloaks, *changed]
    alarms += [*compare(base, view.shot), *new_scripts(base, view.scripts)] if base else _first_sight(view.shot)
    body = view.shot.body()
    latest = Snapshot(
        page_of=target.page_of,
        record=target.record,
        kind="latest",
        at=bench.now(),
        digest=digest(body),
        body=body,
    )
    doubt = await _doubt(bench, target, view, alarms) if base is None else ""
    became = _became(base, view.shot, alarms) if not doubt else ""
    first = [replace(latest, kind="baseline")] if became else []
    note = "；".join([*view.notes, *filter(None, (became, doubt))])
    return Result(
        check="integrity",
        target=target,
        ok=True,
        note=note,
        seen=tuple(alarm.seen("integrity", target, target.url, page.body[:EVIDENCE]) for alarm in _each_once(alarms)),
        snapshots=(latest, *first),
    )


def _became(base: Shot | None, now: Shot, alarms: Sequence[Alarm]) -> str:
    """Why the page is the baseline from now on; empty where it is not.

    A baseline of an older release knows no shapes of scripts: one that differs in nothing else is completed, so that
    a script which comes later is told, and one that was always there never is.
    """
    if base is None:
        return "与上次检查一致，以现在的页面为基线"
    if not alarms and ((now.shapes and not base.shapes) or READ_LAST not in base.reaches):
        return "基线是旧版本留下的，记得不全；与现在的页面没有不同，已补全"
    return ""


async def _behind(bench: Bench, target: Target, page: FetchedPage, view: AgentView, base: Shot | None) -> AgentView:
    """What the page for which a stub stands shows, with what is wrong with the stub itself.

    A stub that has been accepted as it is, by an older release, goes on to be compared with itself: the page behind
    it would look like one replaced.

    Raises:
        InspectionProblem: a page could not be analysed.
    """
    looked = {target.url, page.url}
    while view.letters < ENOUGH and (base is None or base.url != page.url):
        behind = await page_behind(bench, target, looked, view.leads_to)
        if behind is None:
            break
        shown = await view_of(bench, target, behind)
        view = replace(shown, alarms=(*view.alarms, *shown.alarms))
    return view


async def _with_files(
    bench: Bench, target: Target, view: AgentView, base: Shot | None
) -> tuple[AgentView, list[Alarm]]:
    """The view with the digests of the site's own script files, of a home page: its columns load the same ones.

    Raises:
        InspectionProblem: a file could not be analysed.
    """
    if target.page_of != "site" or not view.files:
        return view, []
    known = base
    if base is not None and not base.files:
        # A baseline of an older release has none: until it is accepted anew the last inspection has to serve.
        latest = await bench.snapshot(target, "latest")
        known = read_shot(latest.body) if latest else base
    files, alarms = await own_files(bench, target, view.files, known)
    return replace(view, shot=replace(view.shot, files=files)), alarms


def _unreadable(target: Target, page: FetchedPage, problem: UnreadablePage) -> Sighting:
    """Whoever hides something may make the page such that nobody can look: that is told, too."""
    alarm = Alarm("unreadable", "page", f"页面没有办法检查：{problem.what}", severity=Severity.WARNING)
    return alarm.seen("integrity", target, target.url, page.body[:EVIDENCE])


async def _doubt(bench: Bench, target: Target, view: AgentView, alarms: Sequence[Alarm]) -> str:
    """Why a page does not become its own baseline yet; empty where it does."""
    if alarms:
        return "还没有基线：先处理疑点，再认可这个页面"
    names = {target.unit, target.name, target.name.partition("-")[0]} - {""}
    texts = (view.shot.title, *(block.text for block in view.shot.blocks))
    if stub := _stub(view, texts):
        return f"还没有基线：{stub}，请人工看过后认可"
    if view.letters < ENOUGH and not any(name in text for name in names for text in texts):
        return "还没有基线：页面上没有站点或单位的名称，文字也很少，请人工看过后认可"
    before = await bench.snapshot(target, "latest")
    if before is None:
        return "还没有基线：首次检查，下次检查仍是这个页面就作为基线"
    shot = read_shot(before.body)
    if another_page(shot, view.shot) or another_page(view.shot, shot):  # A bare page is part of any other.
        return "还没有基线：与上次检查的不是同一个页面，下次检查仍是这个页面就作为基线"
    return ""


def _stub(view: AgentView, texts: Sequence[str]) -> str:
    """Why a page only stands for another one that could not be looked at; empty where it is a page of its own."""
    if view.letters >= ENOUGH:
        return ""
    if view.leads_to:
        return "这只是一个中转页，它指向的页面没有看到"
    if any(_WAITING.search(text) for text in texts):
        return "这只是一个等待页，真正的内容没有看到"
    return "页面自己几乎没有文字，内容靠脚本显示" if view.letters < _LEAST else ""


def _each_once(alarms: Iterable[Alarm]) -> list[Alarm]:
    return list({(alarm.rule, alarm.mark): alarm for alarm in reversed(list(alarms))}.values())[::-1]


def _absolute(view: AgentView, base: Shot | None) -> list[Alarm]:
    """What is wrong whatever the page looked like before; scripts and names that were accepted are left out."""
    alarms = [alarm for alarm in view.alarms if base is None or not accepted(alarm, view.shot, base)]
    if view.more:
        alarms.append(Alarm("hidden-link", "more", f"另有 {view.more} 处同类疑点没有逐条列出"))
    return alarms


_KEPT_NAMES = ("标题:", "关键词:", "描述:")
"""What a snapshot keeps of what a page calls itself; whatever else names it wrongly was never accepted."""


def accepted(alarm: Alarm, shot: Shot, base: Shot) -> bool:
    """Whether what is wrong with a page whatever it was before stood on the page that a person accepted."""
    if alarm.script:
        return alarm.script in base.inline
    if alarm.rule == "redirect":
        return alarm.mark in base.refresh or f"lead {alarm.mark}" in base.reaches
    if alarm.rule == "script":
        kind, _, host = alarm.mark.partition(":")
        known = {"form": base.forms, "script": base.scripts}.get(kind, base.frames)
        return host in known or f"{kind} {host}" in base.reaches
    if alarm.rule == "outbound":
        return alarm.mark in base.outbound
    if alarm.rule == "title" and alarm.mark.startswith(_KEPT_NAMES):
        return (shot.title, shot.keywords, shot.description) == (base.title, base.keywords, base.description)
    return False


_IN_HEADERS = (
    ("refresh", re.compile(r"((?:https?:)?//[^\s'\";,]{3,300})"), "应答头让页面自动跳到外站 {}"),
    ("link", re.compile(r"<((?:https?:)?//[^>]{3,300})>[^,]*\bcanonical\b"), "应答头自称是外站 {} 的副本"),
)


def _led_away(bench: Bench, target: Target, page: FetchedPage, base: Shot | None) -> Iterator[Alarm]:
    """The server itself answered with a redirect to a foreign host, or with a header that does the same."""
    near = Neighbours(target.url, allowed_hosts(bench))
    host = near.outside(page.url)
    if host and (base is None or host_of(base.url) != host):
        yield Alarm("redirect", host, f"打开后被跳转到外站 {host}", page.url[:300])
    for name, pattern, what in _IN_HEADERS:
        match = pattern.search(page.headers.get(name, ""))
        if match and (host := near.outside(match[1])):
            yield Alarm("redirect", host, what.format(host), match[1][:300])


def _first_sight(shot: Shot) -> Iterator[Alarm]:
    """Foreign scripts, frames and forms of a page that has no baseline yet."""
    for kind, label, hosts in _used(shot):
        for host in sorted(hosts):
            yield Alarm("script", f"{kind}:{host}", f"{label}外站 {host}（{_FIRST}）", host, Severity.WARNING)


def _used(shot: Shot) -> Iterator[tuple[str, str, frozenset[str]]]:
    yield "script", "页面运行来自外站的脚本：", shot.scripts
    yield "frame", "页面嵌入外站的框架：", shot.frames
    yield "form", "页面的表单把内容提交到外站：", shot.forms


def new_scripts(base: Shot, scripts: Iterable[Inline]) -> Iterator[Alarm]:
    """Inline scripts that the accepted page had not.

    One that can do something for a hijacker is a violation whatever it is like; of a harmless one it is told that it
    came, unless only its texts and numbers differ from one that was there, as in counters and days.

    Args:
        base: the accepted page.
        scripts: of the page as it is.
    """
    for script in scripts:
        if script.mark in base.inline or (script.late and not base.reaches):
            continue
        mark = f"inline:{script.mark}"
        if script.able.startswith(NAMES_HOST) and script.shape in base.shapes:
            # A list in a script, as of the pictures that change: its texts are what is edited every day.
            what = f"脚本里的内容变了，{script.able}"
            yield Alarm("script", mark, what, script.around, Severity.WARNING, script=script.mark)
        elif script.able:
            what = f"比基线多出一段脚本，{script.able}"
            yield Alarm("script", mark, what, script.around, script=script.mark)
        elif base.shapes and script.shape not in base.shapes and (new := set(script.holds) - base.outbound):
            what = f"比基线多出一段脚本，和指向外站 {min(new)} 的链接一起来，能改它们的样子"
            yield Alarm("script", mark, what, script.around, script=script.mark)
        elif base.shapes and script.shape not in base.shapes:
            yield Alarm("script", mark, "比基线多出一段脚本", script.around, Severity.NOTICE, script=script.mark)


_DOCUMENT = re.compile(
    r"(?:通知|公告|公示|通告|通报|启事|办法|方案|细则|意见|决定|批复|名单|指南|须知|简章)(?:[（(][^）)]{1,20}[）)])?(?:\s*[\d/.-]{4,10})?(?:\.(?:docx?|xlsx?|wps|pdf|ofd|zip|rar|7z))?$"
)
"""How what an office makes known is called; it stands on a page of its own."""
_SHORTEST_TITLE = 9
_ENOUGH_ALIKE = 2
"""Links to the site's own pages in the words of a trade: one may be news about it."""
_MESSENGER = re.compile(
    r"(?:转账?|汇款?|打款|付款|缴费|捐款|缴纳)\S{0,6}(?:支付宝|微信)\S{0,6}?\s?[\w.@-]{6,}|(?:(?<![a-z])tg|telegram|电报群?|纸飞机|飞机号?|whatsapp)\s*(?:群|号|联系|客服)?\s*[:：@]",
    re.IGNORECASE,
)
"""How people are called away to where nobody sees what is said."""


def _offered(base: Shot, now: Shot) -> Iterator[Alarm]:
    """Words of a trade that came since the baseline: in links to own pages from two on, elsewhere at once."""
    before = frozenset(block.text for block in base.blocks)
    came = [block for block in now.blocks if block.text not in before]
    offers = [(block, words) for block in came if (words := _sold(block.text) or _messenger(block.text))]
    own = [block for block, _ in offers if block.tag == "a" and host_of(block.url) not in now.outbound]
    for block, words in offers:
        if block not in own or len(own) >= _ENOUGH_ALIKE:
            what = f"比基线多出写着黑产用语“{words}”的文字：“{block.text[:40]}”"
            yield Alarm("title", f"offered:{words}", what, block.text[:300])
            return


def _sold(text: str) -> str:
    """The words of a trade in a text; to whom somebody with an office's telephone may be added is none."""
    words = traded(text)
    return "" if words[:1] in {"加", "+"} and has_line(text) else words


def _messenger(text: str) -> str:
    match = _MESSENGER.search(text)
    return match[0] if match and not speaks_against(text) else ""


def _came(host: str, blocks: Sequence[Block], base: Shot) -> Alarm:
    """Links to a stranger that came since the baseline; a notice leads astray unless its host is whom it names."""
    example = f"{blocks[0].text} {blocks[0].url}" if blocks else host
    notice = next(
        (block for block in blocks if len(block.text) >= _SHORTEST_TITLE and _DOCUMENT.search(block.text)), None
    )
    if notice is not None and not own_of(host, notice.text, base.title, base.url):
        what = f"比基线多出写着“{notice.text[:40]}”、却指向外站 {host} 的链接"
        return Alarm("outbound", host, what, notice.url[:300])
    if office := next((block for block in blocks if names_office(block.text)), None):
        what = f"比基线多出写着机关名称“{office.text[:40]}”、却指向外站 {host} 的链接"
        return Alarm("outbound", host, what, office.url[:300])
    return Alarm("outbound", host, f"比基线多出指向外站 {host} 的链接", example[:300], Severity.WARNING)


def compare(base: Shot, now: Shot) -> list[Alarm]:
    """What has come since the baseline and is no daily editing.

    Args:
        base: the accepted page.
        now: the page as it is.
    """
    alarms = []
    for (kind, label, hosts), (_, _, before) in zip(_used(now), _used(base), strict=True):
        for host in sorted(hosts - before):
            asked = Severity.WARNING if kind == "form" and of_platform(host) else Severity.VIOLATION
            alarms.append(Alarm("script", f"{kind}:{host}", f"{label}比基线多出 {host}", host, asked))
    known = base.outbound | base.scripts | base.frames | base.forms
    for entry in sorted(now.reaches - base.reaches) if base.reaches else ():
        kind, _, host = entry.partition(" ")
        if kind in KINDS and host not in known and (kind not in NEW_KINDS or READ_LAST in base.reaches):
            mark, what = described(entry)
            # Offices do so, too: whoever owns the page is asked.
            usual = (kind == "float" and of_platform(host)) or (kind == "file" and in_cloud(host))
            alarms.append(Alarm("script", mark, what, entry, Severity.WARNING if usual else Severity.VIOLATION))
    for host in sorted(now.outbound - known):
        alarms.append(_came(host, [block for block in now.blocks if host_of(block.url) == host], base))
    alarms += [*_offered(base, now), *turned(base, now, known)]
    alarms += exchanged(base.blocks, now.blocks, host_of(base.url))
    if another_page(base, now):
        what = f"像是被整页替换：与基线几乎没有相同之处（现在的标题：{now.title[:60] or '无'}）"
        closed = closed_for_work(base, now)
        what = f"整页换成了维护公告（{now.title[:60]}），请核实" if closed else what
        alarms.append(
            Alarm("replaced", "page", what, now.title[:200], Severity.WARNING if closed else Severity.VIOLATION)
        )
    elif other_title(base.title, now.title):
        what = f"标题整个变了：由“{base.title[:60]}”变成“{now.title[:60]}”"
        grave = Severity.WARNING if not now.title or spoken_of(now.title, base, now) else Severity.VIOLATION
        alarms.append(Alarm("title", "title", what, now.title[:200], grave))
    for label, was, new in (("关键词", base.keywords, now.keywords), ("描述", base.description, now.description)):
        if other_title(was, new):
            what = f"{label}整个变了：由“{was[:60]}”变成“{new[:60]}”"
            alarms.append(Alarm("title", label, what, new[:200], Severity.NOTICE))
    return alarms
