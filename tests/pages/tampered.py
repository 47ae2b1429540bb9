"""A sound page of an office with a place for what a hijacker puts in, and the task that looks at it."""

from datetime import date, timedelta

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import Alarm, alarms_of, part
from fjgov_tui.pages.shot import Shot, shot_of
from fjgov_tui.pages.tampering import integrity
from tests.pages.cms import SITE, Entry, page, plain_list

EVIL = "http://www.bc888.example.top"
"""A host for which nothing speaks."""
FRIENDS = (
    '<div class="links">友情链接：<a href="http://www.cq.gov.cn/">重庆市人民政府</a>'
    '<a href="http://www.xinhuanet.com/">新华网</a><a href="http://www.people.com.cn/">人民网</a></div>'
)
FIRST = date(2026, 11, 20)


def entries(count: int, start: int = 0) -> list[Entry]:
    """Ordinary news."""
    return [
        Entry(f"县水利局开展第{number}次河道巡查工作", FIRST - timedelta(days=number))
        for number in range(start, start + count)
    ]


def sound(extra: str = "", *, head: str = "", script: str = "", news: list[Entry] | None = None) -> str:
    """A home page that is in order, with something added."""
    shown = plain_list(entries(15) if news is None else news)
    return page(f'<div class="news">{shown}</div>{FRIENDS}{extra}', head=head, script=script)


def look(html: str, *, url: str = f"{SITE}/", allowed: tuple[str, ...] = ()) -> tuple[Shot, list[Alarm]]:
    """What the task tells of a page."""
    about: dict[str, Json] = {
        "url": url, "content_type": "text/html; charset=utf-8", "site": f"{SITE}/", "allowed": [*allowed],
    }  # fmt: skip
    answer = integrity(html.encode(), about)
    return shot_of(part(answer, "shot")), list(alarms_of(answer, "alarms"))


def told(html: str, allowed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Rule and mark of each alarm."""
    return [(one.rule, one.mark) for one in look(html, allowed=allowed)[1]]
