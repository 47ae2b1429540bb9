"""The hosts that a script names in its text: those of its own accord, and those that nobody can read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fjgov_tui.pages.hosts import Neighbours, registered
from fjgov_tui.pages.scripts import Script

_COMMENT = re.compile(r"/\*.{0,4000}?\*/|(?<![:'\"\\])//[^\n'\"`]{0,400}(?=\n|$)", re.DOTALL)
_NAMED_HOST = re.compile(
    r"['\"`=]((?:https?:|wss?:)?//[\w.-]+\.[a-z]{2,24}(?::\d+)?(?=[/'\"`?#\s)\\>]|$))", re.IGNORECASE
)
_NUMBERED_HOST = re.compile(r"['\"`=]((?:https?:|wss?:)?//\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?=[/'\"`?#\s)\\>]|$))")
_NO_PLACE = frozenset(
    {"www.w3.org", "schema.org", "ogp.me", "purl.org", "xmlns.com", "www.macromedia.com", "fpdownload.macromedia.com"}
)
"""Hosts that are names of vocabularies and old players, not places."""
_SPLIT_HOST = re.compile(r"//['\"]\s*\)?\s*\+\s*['\"]([\w.-]+\.[a-z]{2,24})(?=[/:'\"?])", re.IGNORECASE)
"""A host that is put behind its scheme."""


_BARE_HOST = re.compile(
    r"['\"]((?:[\w-]{1,63}\.){1,5}(?:com|cn|net|org|top|xyz|vip|cc|info|club|site|online|icu|shop|live|pw|tk|me|io))(?=[/:'\"])",
    re.IGNORECASE,
)
"""A host that stands in a text without its scheme."""


def bare_hosts(text: str, near: Neighbours) -> Iterator[str]:
    """The foreign hosts that a script names as nothing but a name."""
    yield from (host for match in _BARE_HOST.finditer(text) if (host := near.outside(f"http://{match[1]}/")))


def named_hosts(text: str, near: Neighbours) -> Iterator[str]:
    """The foreign hosts that a script names, outside of remarks.

    Args:
        text: of the script.
        near: which hosts are no strangers.
    """
    if "//" not in text:
        return
    bare = _COMMENT.sub(" ", text)
    urls = [re.sub(r"^wss?:", "http:", match[1]) for match in _NAMED_HOST.finditer(bare)]
    urls += [re.sub(r"^wss?:", "http:", match[1]) for match in _NUMBERED_HOST.finditer(bare)]
    urls += [f"http://{match[1]}/" for match in _SPLIT_HOST.finditer(bare)]
    for url in urls:
        if (host := near.outside(url)) and host not in _NO_PLACE:
            yield host


def veiled_host(script: Script, near: Neighbours) -> str:
    """A foreign host that a script names once it is opened, and that nobody reads in it as it stands."""
    text = script.text.lower()
    hosts = named_hosts(script.inside.solved, near)
    return next((host for host in hosts if registered(host) not in text), "")
