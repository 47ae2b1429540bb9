"""A small county for the monitor's tests: sites with addresses, schedules, maintenance."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store, open_store
from tests.store.helpers import fresh


def make_county(path: Path, urls: Sequence[str], *, columns: Mapping[str, str] | None = None) -> None:
    """A file with one unit, and a site for each address; its id is its place, counted from 1."""
    with fresh(path) as store:
        add(store, "unit", name="县水利局", kind="部门")
        for place, url in enumerate(urls, start=1):
            add(
                store,
                "site",
                name=f"站点{place}",
                unit="县水利局",
                kind="子网站",
                url=url,
                state="运行",
            )
        for name, url in (columns or {}).items():
            add(store, "column", site="站点1", name=name, kind="动态要闻", level=1, url=url)


def add(store: Store, ledger: str, **values: Raw) -> int:
    """A record in a transaction of its own."""
    with store.write("测试") as writer:
        return writer.save(LEDGERS[ledger], values)


def added(path: Path, ledger: str, *, clock: Clock = utc_now, **values: Raw) -> int:
    """The same through a connection of its own, as another program would."""
    with open_store(path, clock=clock) as store:
        return add(store, ledger, **values)
