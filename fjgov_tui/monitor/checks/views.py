"""A page as the worker process saw it for the integrity check, and how two views of one page differ."""

from __future__ import annotations

import re

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.watching import TermKind
from fjgov_tui.monitor.model import Bench
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.pages.answers import Alarm, alarms_of, number, part, text_in, texts_in
from fjgov_tui.pages.hosts import Neighbours, is_host
from fjgov_tui.pages.shot import Shot, shot_of

ALIKE = 0.3
"""Share of common blocks below which two pages are different ones, if their skeletons are too."""
SAME_BONES = 0.5
"""Share of a page's skeleton that a newer edition of it still has."""
_SAME_TITLE = 0.2
MAX_LED = 3
"""Stubs in a row that are followed: parent columns of parent columns; more are made to lead in circles."""
MAX_SCRIPTS = 400
"""Inline scripts of one page that are compared."""


@dataclass(frozen=True)
class Inline:
    """An inline script, for comparison with the baseline."""

    mark: str
    shape: str
    able: str
    """In Chinese, what it can do that a script should not that has just appeared."""
    around: str
    late: bool = False
    """Whether the first release did not read such scripts."""
    holds: tuple[str, ...] = ()
    """The foreign hosts to which links lead whose looks it may change."""


@dataclass(frozen=True)
class AgentView:
    """What one agent got."""

    shot: Shot
    alarms: tuple[Alarm, ...]
    more: int
    words: frozenset[str]
    """Hijackers' terms on the page."""
    scripts: tuple[Inline, ...]
    files: tuple[str, ...]
    """Addresses of script files of the site itself."""
    leads_to: str
    """The page of the same site for which this one only stands."""
    letters: int
    """Characters that a visitor reads."""
    notes: tuple[str, ...]


def allowed_hosts(bench: Bench) -> frozenset[str]:
    """The hosts that are no foreign ones anywhere in the county: its own sites, and those it has let pass."""
    let_pass = (word.strip().lower() for word, (kind, _) in bench.terms.items() if kind == TermKind.ALLOWED)
    return bench.own_hosts | {word for word in let_pass if is_host(word)}


def can_be_read(page: FetchedPage) -> bool:
    """Whether a page came that can be taken apart; one too short to count as open may be a hijacker's."""
    return page.opened or (page.outcome is Outcome.SHORT and bool(page.body))


async def page_behind(bench: Bench, target: Target, seen: set[str], url: str) -> FetchedPage | None:
    """The page for which a stub stands, followed like a redirect.

    Args:
        bench: what fetches.
        target: whose stub it is.
        seen: the addresses that were looked at already; that of the page comes to them.
        url: where the stub leads; empty where the page is none.

    Returns:
        `None` where there is none, it does not open, lies on another site, or leads in a circle.
    """
    if not url or url in seen or len(seen) > MAX_LED + 1:
        return None
    seen.add(url)
    fetch = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
    page = await fetch(url)
    return page if page.opened and not Neighbours(target.url, bench.own_hosts).outside(page.url) else None


async def view_of(bench: Bench, target: Target, page: FetchedPage) -> AgentView:
    """Have a page taken apart.

    Raises:
        InspectionProblem: it could not be analysed.
    """
    about: dict[str, Json] = {
        "url": page.url,
        "content_type": page.headers.get("content-type", ""),
        "site": target.url,
        "allowed": list[Json](sorted(allowed_hosts(bench))),
    }
    answer = await bench.inspect("integrity", page.body, about)
    return AgentView(
        shot=shot_of(part(answer, "shot")),
        alarms=alarms_of(answer, "alarms"),
        more=number(answer, "more"),
        words=frozenset(texts_in(answer, "words", 60)),
        scripts=inline_of(answer.get("scripts")),
        files=texts_in(answer, "files", 500, 50),
        leads_to=text_in(answer, "leads_to", 2000),
        letters=number(answer, "text"),
        notes=texts_in(answer, "notes", 200, 10),
    )


def inline_of(rows: Json) -> tuple[Inline, ...]:
    """The inline scripts in an answer of the task `integrity`."""
    return tuple(
        Inline(
            text_in(row, "mark", 40),
            text_in(row, "shape", 40),
            text_in(row, "able", 60),
            text_in(row, "around", 120),
            row.get("late") is True,
            texts_in(row, "holds", 200, 10),
        )
        for row in (rows[:MAX_SCRIPTS] if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )


def alike(shot: Shot, other: Shot) -> float:
    """The share of blocks that two pages have in common (Jaccard); 1 for two pages without any."""
    mine, theirs = frozenset(shot.blocks), frozenset(other.blocks)
    union = len(mine | theirs)
    return len(mine & theirs) / union if union else 1.0


def another_page(base: Shot, now: Shot) -> bool:
    """Whether a page is no edition of the other: neither its blocks nor its skeleton are.

    News may push out every block of a short list within weeks; the classes and the order of tags stay.
    """
    bones = len(base.skeleton & now.skeleton) / len(base.skeleton) if base.skeleton else 1.0
    return bones < SAME_BONES and alike(base, now) < ALIKE


_AT_WORK = re.compile(r"维护|升级|检修|改版|迁移|割接|停机|暂停(?:访问|服务|对外)|暂时关闭|系统调整")
_FILING = re.compile(r"ICP备?\s*\d{6,10}|\d{14}(?=号)|标识码\D{0,3}\d{10}")
"""What the ministry, the police and the state council's office have numbered a site with."""


_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:[县市区旗州盟镇乡]|街道)")
_BESIDE = re.compile(r"[-_|·—–\s]+")
_SHORTEST_NAME = 6


def _own_names(title: str) -> list[str]:
    """The names by which a page's title says whose it is: a place's, and what is long enough to be one."""
    whole = [part for part in _BESIDE.split(title) if len(part) >= _SHORTEST_NAME]
    return [*_PLACE.findall(title), *whole]


def closed_for_work(base: Shot, now: Shot) -> bool:
    """Whether a page that replaces another one says that the site is being worked on, as its own office would.

    It is called like the page, carries its numbers or speaks in its name, and reaches for no stranger that the page
    did not.
    """
    texts = [now.title, *(block.text for block in now.blocks)]
    if not any(map(_AT_WORK.search, texts)):
        return False
    strangers = now.outbound | now.scripts | now.frames | now.forms | now.refresh | now.reaches
    if strangers - (base.outbound | base.scripts | base.frames | base.forms | base.refresh | base.reaches):
        return False
    before = "\n".join(block.text for block in base.blocks)
    numbered = {number for text in texts for number in _FILING.findall(text)}
    named = any(name in text for name in _own_names(base.title) for text in texts)
    return named or any(number in before for number in numbered) or not other_title(base.title, now.title)


def other_title(before: str, after: str) -> bool:
    """Whether two titles have nothing to do with each other; none at all is another one too."""
    if not before:
        return False
    mine, theirs = _pairs(_title_words(before)), _pairs(_title_words(after))
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) < _SAME_TITLE * fewer if fewer else before.strip() != after.strip()


def spoken_of(title: str, *shots: Shot) -> bool:
    """Whether a title speaks of what stands on a page anyway: a column that was renamed, and not a hijacker's brand.

    Args:
        title: the new one.
        shots: the page, then and now.
    """
    pairs = {pair for pair in _pairs(_title_words(title)) if pair.isalnum()}
    texts = "\n".join(
        text for shot in shots for text in (shot.keywords, shot.description, *(block.text for block in shot.blocks))
    ).lower()
    return not pairs or sum(pair in texts for pair in pairs) * 2 >= len(pairs)


_ON_EVERY_PAGE = re.compile(
    r"首\s*页|官方网站|门户网站|官\s*网|网\s*站|欢迎(?:您|访问|光临)*|登[录陆]|index", re.IGNORECASE
)
"""Words of titles that say nothing about whose page it is."""


def _title_words(title: str) -> str:
    """What a title says of its page; the title itself where it says nothing."""
    return _ON_EVERY_PAGE.sub(" ", title) if _ON_EVERY_PAGE.sub("", title).strip(" -_|·") else title


def _pairs(text: str) -> set[str]:
    plain = "".join(text.lower().split())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
