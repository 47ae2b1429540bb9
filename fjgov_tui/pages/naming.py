"""The hosts that a script names in its text: those of its own accord, and those that nobody can read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fjgov_tui.pages.ciphers import ciphered
from fjgov_tui.pages.hosts import Neighbours, registered
from fjgov_tui.pages.scripts import Script
from fjgov_tui.pages.unpacking import unpacked

_COMMENT = re.compile(r"/\*.{0,4000}?\*/|(?<![:'\"\\])//[^\n'\"`]{0,400}(?=\n|$)", re.DOTALL)
_NAMED_HOST = re.compile(
    r"['\"`=]((?:https?:|wss?:)?//[\w.-]+\.[a-z]{2,24}(?::\d+)?(?=[/'\"`?#\s)\\>]|$))", re.IGNORECASE
)
_NUMBERED_HOST = re.compile(
    r"['\"`]((?:https?:|wss?:)?//(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?=[/'\"`?#\s)\\>]|$))"
)
"""A host without a name; what lies inside of a network is reached by nobody outside."""
_NO_PLACE = frozenset(
    {"www.w3.org", "schema.org", "ogp.me", "purl.org", "xmlns.com", "www.macromedia.com", "fpdownload.macromedia.com"}
)
"""Hosts that are names of vocabularies and old players, not places."""
_SPLIT_HOST = re.compile(r"//['\"]\s*+\)?+\s*+\+\s*+['\"]([\w.-]+\.[a-z]{2,24})(?=[/:'\"?])", re.IGNORECASE)
"""A host that is put behind its scheme."""


_MADE_HOST = re.compile(
    r"//[\w.-]{0,60}['\"]\s*\+\s*[^'\"+;{}]{1,80}\+\s*['\"]\.([\w-]+(?:\.[\w-]+){1,4})(?=[/:'\"?])", re.IGNORECASE
)
"""A host whose first part is worked out anew at every visit."""


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
    if "//" in text and any(_foreign_in(text, near)):
        yield from _foreign_in(_COMMENT.sub(" ", text), near)


def _foreign_in(text: str, near: Neighbours) -> Iterator[str]:
    """The foreign hosts that stand in a text, remarks or not."""
    for pattern in (_NAMED_HOST, _NUMBERED_HOST, _SPLIT_HOST, _MADE_HOST):
        for match in pattern.finditer(text):
            url = (
                f"http://{match[1]}/" if pattern in (_SPLIT_HOST, _MADE_HOST) else re.sub(r"^wss?:", "http:", match[1])
            )
            if (host := near.outside(url)) and host not in _NO_PLACE:
                yield host


def veiled_host(script: Script, near: Neighbours) -> str:
    """A foreign host that a script names once it is opened, and that nobody reads in it as it stands.

    A packer takes every address apart: of what is only packed, the hosts from which it loads scripts are meant.
    """
    inside, text, packed = script.inside, script.text.lower(), unpacked(script.text).lower()
    loaded = (host for host in sorted(inside.loads) if near.foreign(host) and registered(host) not in text)
    named = (host for host in named_hosts(inside.solved, near) if registered(host) not in packed)
    return next(loaded, "") or next(named, "") or _in_cipher(inside.solved, near)


def _in_cipher(text: str, near: Neighbours) -> str:
    """A foreign host that stands in a script in cipher."""
    hosts = (near.outside(re.sub(r"^wss?:", "http:", url, flags=re.IGNORECASE)) for url in ciphered(text))
    return next((host for host in hosts if host and host not in _NO_PLACE), "")
