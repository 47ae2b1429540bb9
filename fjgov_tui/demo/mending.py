"""The demo county's units do what they are told: a site whose unit was notified is mended while the clock runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from fjgov_tui.clock import parse_instant
from fjgov_tui.demo.server import DemoServer
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Reader, open_store

SOON = timedelta(minutes=3)
"""After which a unit that was told has mended its site."""
LATE = timedelta(minutes=60, seconds=5)
"""And the one that misses the hour by seconds."""
SLOW = "县文化旅游委子网站"
_LOOK = 5.0
"""Seconds between two looks at who was told."""


def mended(reader: Reader, now: datetime) -> Iterator[str]:
    """The names of the sites that are mended by now: their units were told long enough ago.

    Args:
        reader: the demo county.
        now: the present moment.
    """
    for record in reader.records(LEDGERS["incident"]):
        notified_at, site = record.values["notified_at"], record.names.get("site", "")
        if notified_at is not None and site:
            after = LATE if site == SLOW else SOON
            if now >= parse_instant(str(notified_at)) + after:
                yield site


class Mender:
    """Looks now and then who was told, and has the server show the site as it should be."""

    def __init__(self, path: Path, server: DemoServer) -> None:
        """Nothing is mended yet.

        Args:
            path: the demo county's file.
            server: which plays its sites.
        """
        self._path, self._server = path, server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fjgov-demo-mender", daemon=True)

    def __enter__(self) -> Mender:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        with open_store(self._path, readonly=True) as store:
            while not self._over.wait(_LOOK):
                try:
                    names = set(mended(store.read, store.clock()))
                except StoreProblem:
                    continue  # somebody writes just now; there is another look
                self._server.mend(names)
