"""Web servers that misbehave in every way we know, on loopback; healthy ones beside them.

`async with Hostile(folder) as server` starts them all, `server.url(name)` is where one misbehaves so.
"""

from tests.hostile.server import Hostile

__all__ = ["Hostile"]
