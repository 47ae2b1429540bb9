"""What goes through the pipes between the monitor and its worker process."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from hashlib import blake2b

from fjgov_tui.observed.pages import Json

HEAD = struct.Struct(">II")
"""To the child: the lengths of the JSON header and of the page that follow."""
LENGTH = struct.Struct(">I")
"""From the child: the length of the JSON that follows."""
MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of an answer; the child is not trusted, because it has read pages from outside."""
READY = "ready"
"""The first thing that a child says, once it can work."""
PROBLEM = "problem"
"""The only key of an answer to a page that could not be analysed."""


def packed(value: Mapping[str, Json]) -> bytes:
    """JSON in bytes; `json.loads` reads lone surrogates as it finds them here."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


TERMS = "terms"
"""The entry of `about` that is long, is the same for page after page, and so goes through the pipe once."""


class Terms:
    """What one child has been sent, or has kept, of the county's words."""

    def __init__(self) -> None:
        self._key = ""
        self._value: Json = None

    def spare(self, about: Mapping[str, Json]) -> dict[str, Json]:
        """What is to be sent: without the words where the child has these already."""
        sent = dict(about)
        if TERMS not in sent:
            return sent
        key = self._key
        if sent[TERMS] is not self._value:
            key = blake2b(packed({TERMS: sent[TERMS]}), digest_size=8).hexdigest()
            self._value = sent[TERMS]
        if key == self._key:
            del sent[TERMS]
        self._key = key
        return sent | {"terms_key": key}

    def restore(self, sent: dict[str, Json]) -> dict[str, Json]:
        """What was meant: with the words that were sent once; for the same words the same object."""
        key = sent.pop("terms_key", None)
        if isinstance(key, str):
            if TERMS in sent:
                self._key, self._value = key, sent[TERMS]
            elif key == self._key:
                sent[TERMS] = self._value
        return sent


def request(task: str, about: Mapping[str, Json]) -> bytes:
    """The JSON header of a request."""
    return packed({"task": task, "about": dict(about)})
