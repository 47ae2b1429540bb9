"""What goes through the pipes between the monitor and its worker process."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

from fjgov_tui.monitor.model import Json

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
    """JSON in bytes; lone surrogates are escaped, so that it can always be encoded."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def request(task: str, about: Mapping[str, Json]) -> bytes:
    """The JSON header of a request."""
    return packed({"task": task, "about": dict(about)})
