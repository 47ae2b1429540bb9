"""What a press does where a script has taken hold of links and forms: it leads to a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from fjgov_tui.pages.harms import AWAY, Harm, named_addresses
from fjgov_tui.pages.hosts import Neighbours

_EVENT = (
    r"(?:on)?(?:click|dblclick|auxclick|mouse(?:down|up|over|enter)|pointer(?:down|up)|touch(?:start|end)|contextmenu"
    r"|focusin|keydown)"
)
_EVERY_LINK = r"['\"](?:body\s+|html\s+)?a(?:\[[^\]]{0,60}\]|:[\w-]{1,20}(?:\([^()]{0,40}\))?)*['\"]"
_PAGE = r"(?:document|window|['\"](?:body|html|document|\*)['\"])"
_FUNCTION = r"(?:async\s+)?(?:function\s*[\w$]{0,40}\s*\([^()]{0,80}\)|\([^()]{0,80}\)\s*=>|[\w$]{1,40}\s*=>)\s*"
_TAKES = re.compile(
    rf"(?:(?:\$|jQuery)\s*\(\s*(?:{_PAGE}|document\s*\.\s*body)\s*\)\s*\.\s*(?:on|one|live|delegate|bind)\s*\(\s*"
    rf"(?:{_EVERY_LINK}\s*,\s*)?['\"]{_EVENT}[\w .]{{0,60}}['\"]\s*,\s*(?:{_EVERY_LINK}\s*,\s*)?"
    rf"|(?:\$|jQuery)\s*\(\s*(?:{_EVERY_LINK}|{_PAGE})\s*\)\s*\.\s*"
    rf"(?:(?:on|one|live|bind)\s*\(\s*['\"]{_EVENT}[\w .]{{0,60}}['\"]\s*,\s*|{_EVENT}\s*\(\s*)"
    r"|\b(?:document|window|document\s*\.\s*(?:body|documentElement))\s*\.\s*"
    rf"(?:(?:addEventListener|attachEvent)\s*\(\s*['\"]{_EVENT}['\"]\s*,\s*|on{_EVENT}\s*=\s*)"
    rf"|(?:(?:querySelectorAll|getElementsByTagName)\s*\(\s*{_EVERY_LINK}\s*\)|document\s*\.\s*links)[\s\S]{{0,200}}?"
    rf"(?:\.\s*addEventListener\s*\(\s*['\"]{_EVENT}['\"]\s*,\s*|\.\s*on{_EVENT}\s*=\s*)"
    rf"|\bwindow\s*\.\s*open\s*=\s*)(?:{_FUNCTION}|(?P<name>[A-Za-z_$][\w$]{{0,40}})\s*[,;)\n])",
    re.IGNORECASE,
)
"""Waits for a press on any link, or anywhere on the page."""
_LEADS = re.compile(
    r"(?:\blocation\s*(?:\.\s*href\s*)?=(?!=)\s*|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*|(?<![\w$])open\s*\(\s*"
    r"|(?:\.\s*|\(\s*['\"])(?:href|action)(?:['\"]\s*,\s*|\s*=(?!=)\s*))"
    rf"(?:{AWAY}|(?P<name>[A-Za-z_$][\w$]{{0,40}})\s*[;,)+\n}}])",
    re.IGNORECASE,
)
"""Where the press leads, or what is written into the link under it."""
_OTHER_HOST = re.compile(
    r"\.\s*href\s*(?:\)\s*)?\.\s*replace\s*\([^,]{1,80},\s*['\"]((?:(?:https?:)?//)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,24})(?=[/'\"])",
    re.IGNORECASE,
)
"""Exchanges the host of a link for another one."""
_CHOOSES = re.compile(
    r"\.\s*(?:id|className|classList|dataset|matches|hasClass|is)\b|getAttribute\s*\(\s*['\"](?!href)"
    r"|closest\s*\(\s*['\"](?!a['\"\[])|\.\s*attr\s*\(\s*['\"](?:class|id|data-)"
)
"""It is one thing on the page that does it, and nothing else: whoever presses that knows what it is."""
_TURNS_ALL = re.compile(
    r"(?:(?:\$|jQuery|querySelectorAll|getElementsByTagName)\s*"
    r"\(\s*['\"](?:[\w .#>-]{0,30}\s)?a(?:\[[^\]]{0,30}\])?['\"]\s*\)|document\s*\.\s*links)"
    r"(?:[^$#]|\$\(\s*this\s*\)){0,200}?"
    rf"(?:\.\s*href\s*=(?!=)\s*|(?:attr|prop|setAttribute)\(\s*(?:['\"]href['\"]\s*,|\{{\s*['\"]?href['\"]?\s*:)\s*)"
    rf"(?:{AWAY}|([A-Za-z_$][\w$]{{0,40}})\s*[;,)+\n}}])"
)
"""Every link of a page, or of a part of it, leads to one place."""
_TURNS_AT_PRESS = re.compile(
    rf"\b(?:attr|setAttribute|prop)\s*\(\s*['\"]on\w{{4,14}}['\"]\s*,\s*['\"`][^\n]{{0,300}}?"
    rf"\bthis\s*\.\s*(?:href|action)\s*=(?!=)\s*\\?{AWAY}",
    re.IGNORECASE,
)
"""Gives links, as text, what is run at a press: it exchanges where they lead."""
_SENDS_FORMS = re.compile(
    rf"(?:\.\s*action\s*=|\b(?:attr|setAttribute|prop)\(\s*['\"]action['\"]\s*,)\s*{AWAY}", re.IGNORECASE
)
_TURNS = (
    (_TURNS_ALL, "href", "把页面上的链接都换成"),
    (_TURNS_AT_PRESS, "this", "按下的时候把链接换成"),
    (_SENDS_FORMS, "action", "把表单改为提交到"),
)
"""What a script turns to a stranger, the word without which it does not, and what is told."""
_MOST_BODY = 2000
_MOST_TAKEN = 300
"""Places of a script at which a press is waited for."""
_BRACE = re.compile(r"[{}]")


def taken_over(text: str, near: Neighbours) -> Iterator[Harm]:
    """The places where every link, or the whole page, leads to a stranger once it is pressed.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    if not ("href" in text or "location" in text or "open" in text):
        return
    given, bodies = _first_given(text), dict[str, str]()
    for taken in islice(_TAKES.finditer(text), _MOST_TAKEN):
        name = taken["name"]
        if name and name not in bodies:
            bodies[name] = _named(text, name)
        body = bodies[name] if name else _body(text, taken.end())
        if _CHOOSES.search(body):
            continue
        if host := next(_led(given, body, near), ""):
            yield Harm(f"无论按下哪里都会被带到外站 {host} 的脚本", taken, host)


def turned_over(text: str, near: Neighbours) -> Iterator[Harm]:
    """The places where links or forms are turned to a foreign host, of all of a page or of a part of it.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    given = _first_given(text)
    for pattern, word, what in _TURNS:
        for match in pattern.finditer(text) if word in text else ():
            url = match[1] or given.get(match[match.lastindex or 1])
            if url and (host := near.outside(url)):
                yield Harm(f"{what}外站 {host}", match, host)


def _first_given(text: str) -> dict[str, str]:
    """The address that each name is given first."""
    return dict(reversed(named_addresses(text)))


def _led(given: Mapping[str, str], body: str, near: Neighbours) -> Iterator[str]:
    """The foreign hosts to which a function leads."""
    for match in _LEADS.finditer(body):
        url = given.get(match["name"]) if match["name"] else match[1]
        if url and (host := near.outside(url)):
            yield host
    for other in _OTHER_HOST.finditer(body):
        if host := near.outside(other[1] if "//" in other[1] else f"//{other[1]}/"):
            yield host


def _body(text: str, start: int) -> str:
    """The body of a function whose head ends at a place."""
    if text[start : start + 1] != "{":
        return text[start : start + _MOST_BODY].partition("\n")[0]
    depth = 0
    for brace in _BRACE.finditer(text, start, start + _MOST_BODY):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[start : brace.end()]
    return text[start : start + _MOST_BODY]


def _named(text: str, name: str) -> str:
    """The body of a function by its name; empty where it does not stand there."""
    head = re.search(
        rf"(?:function\s+{re.escape(name)}\s*\([^()]{{0,80}}\)\s*|\b{re.escape(name)}\s*=\s*{_FUNCTION})", text
    )
    return _body(text, head.end()) if head else ""
