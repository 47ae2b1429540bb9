"""What visitors type and a script hands to a stranger: field by field, all at once, or what is secret of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from fjgov_tui.pages.harms import AWAY, Harm, named_addresses
from fjgov_tui.pages.hosts import Neighbours

_CHOOSES = r"(?:\$|jQuery|querySelector(?:All)?|find|closest|children)\s*\(\s*"
_FIELDS = re.compile(
    rf"{_CHOOSES}['\"][^'\"\n]{{0,80}}?(?<![\w#.=-])(?:input|textarea)(?![\w-])[^'\"\n]{{0,80}}['\"]"
    r"|['\"](?:[#.][\w-]{1,40}\s+)?:(?:input|text|password)['\"]"
)
"""Takes the fields of a form, whichever there are."""
_PRIVATE = (
    r"(?:pass|pwd|mima|card|sfz|idno|id_?num|phone|mobile|(?<![a-z])tel|sjh"
    r"|(?:real|user|true|full)_?name|(?<![a-z])xm(?![a-z])|addr|yhk|kahao|cvv|sms|yzm|verify)"
)
_ONE_FIELD = re.compile(
    rf"(?:{_CHOOSES}|getElementById\s*\(\s*|getElementsByName\s*\(\s*)['\"][^'\"\n]{{0,60}}?{_PRIVATE}[^'\"\n]{{0,40}}['\"]\s*\)"
    r"(?:\s*\[\s*\d\s*\])?\s*\.\s*(?:value\b|val\s*\(\s*\))"
    rf"|\.\s*[\w$]{{0,20}}{_PRIVATE}[\w$]{{0,20}}\s*\.\s*value\b",
    re.IGNORECASE,
)
"""Takes what nobody tells a stranger."""
_AS_TYPED = re.compile(
    r"(?:\bon|['\"]|\.\s*)(?:submit|change|input|keyup|keydown|keypress|blur|focusout|paste)\b['\"]?[\s\S]{0,200}?"
    r"(?:(?:\btarget|\bsrcElement|\bthis)\s*\.\s*value\b|\$\(\s*this\s*\)\s*\.\s*val\s*\(\s*\)|\be\.\s*data\b|\bclipboardData\b)"
)
"""Takes what is being typed, wherever on the page."""
_SENDS = (
    r"(?:\bfetch\s*\(\s*|\bsendBeacon\s*\(\s*|\.\s*open\s*\(\s*['\"][A-Za-z]{3,7}['\"]\s*,\s*|\burl\s*:\s*"
    r"|(?:\$|jQuery|axios)\s*\.\s*(?:get|post|getJSON|put|ajax)\s*\(\s*|\.\s*src\s*=\s*|\baction\s*=\s*|new\s+WebSocket\s*\(\s*)"
)
_TO_ADDRESS = re.compile(rf"{_SENDS}(?:{AWAY}|['\"`](wss?://[^'\"`\s]{{3,300}})|(?P<name>[A-Za-z_$][\w$]{{0,40}})\b)")
_PROGRAM = re.compile(r"\.(?:js|css|html?)(?:$|[?#])", re.IGNORECASE)
_AROUND = 1500
"""Characters between what is taken and what is sent: in a long script they have nothing to do with each other."""


def taken_while_typed(text: str, near: Neighbours) -> Harm | None:
    """The place where what visitors type goes to a stranger.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    if not ("//" in text and ("val" in text or "input" in text or "serialize" in text or "clipboardData" in text)):
        return None
    sent = [(match.start(), host) for match, host in _sent(text, near)]
    if not sent:
        return None
    places = [at for at, _ in sent]
    for pattern, what in (
        (_FIELDS, "填写的内容"),
        (_ONE_FIELD, "姓名、证件号、密码一类的内容"),
        (_AS_TYPED, "正在输入的内容"),
    ):
        for taken in pattern.finditer(text):
            near_by = bisect_left(places, taken.start() - _AROUND)
            if near_by < len(sent) and sent[near_by][0] <= taken.start() + _AROUND:
                host = sent[near_by][1]
                return Harm(f"把访问者{what}送到外站 {host}", taken, host)
    return None


def _sent(text: str, near: Neighbours) -> Iterator[tuple[re.Match[str], str]]:
    """The places where something is sent to a stranger, files of programs and styles apart."""
    named: dict[str, str] | None = None
    for match in _TO_ADDRESS.finditer(text):
        if name := match["name"]:
            if named is None:
                named = dict(named_addresses(text))
            url = named.get(name, "")
        else:
            url = (match[1] or match[2]).replace("wss:", "https:").replace("ws:", "http:")
        if url and not _PROGRAM.search(url) and (host := near.outside(url)):
            yield match, host
