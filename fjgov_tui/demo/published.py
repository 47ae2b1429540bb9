"""What the demo county's monitor saw of what was published: a page changed since, something that nobody registered."""

from collections.abc import Sequence
from datetime import timedelta

from fjgov_tui.clock import day_of
from fjgov_tui.demo.planted import Breach
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.settings import REGISTERING
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.model import Listed, Run, Sighting
from fjgov_tui.store import Reader, Selection, Store, Writer
from fjgov_tui.store.watch.findings import observe
from fjgov_tui.store.watch.listed import put_listed
from fjgov_tui.store.watch.process import put_run

_EARLIER = 3600
"""Seconds since the monitor looked."""
_LISTED = 10
"""Days ago the publication that nobody registered came out."""


def draw_published(store: Store, breaches: Sequence[Breach]) -> None:
    """Book what was seen.

    Args:
        store: the county, complete.
        breaches: those with `page` or `listed` are meant.
    """
    at = int(store.clock().timestamp()) - _EARLIER
    for breach in breaches:
        if breach.page:
            with store.write(reason="演示：补上发布核对的记录") as writer:
                _changed(writer, breach, at)
        if breach.listed:
            with store.write(reason="演示：核对发布登记的单位") as writer:
                _unregistered(writer, breach, at)


def _changed(writer: Writer, breach: Breach, at: int) -> None:
    """The release stands on its unit's site, and its page says something else than what was reviewed."""
    release = writer.record(LEDGERS["release"], _id(writer, "release", "title", breach.subject))
    site = _site(writer, release.ref("unit"))
    url = f"{site.text('url')}xinxi/{release.id}.html"
    writer.save(LEDGERS["release"], {"url": url}, release)
    what = f"发布之后网页改过，没有重新审校：多了“{breach.page}”；请核实，改对了的重新审校"
    seen = Sighting(
        check="published", rule="changed", page_of="release", record=release.id, site=site.id, url=url,
        mark=f"changed:{release.id}", what=what, severity=Severity.VIOLATION,
    )  # fmt: skip
    observe(writer, "published", "release", release.id, [seen], at)
    run = Run(check="published", page_of="release", record=release.id, started=at, ended=at, ok=True, note="1 处不符")
    put_run(writer, run)


def _unregistered(writer: Writer, breach: Breach, at: int) -> None:
    """The county asks the unit for its register, and one of its lists shows what is not in it."""
    unit = _id(writer, "unit", "name", breach.subject)
    site = _site(writer, unit)
    column = min(writer.ids(Selection("column", where=(("site", site.id),))))
    given: dict[str, Raw] = {"name": REGISTERING.name, "value": breach.subject, "note": "演示：试行零登记"}
    writer.save(LEDGERS["setting"], given)
    day = day_of(at) - timedelta(days=_LISTED)
    url = f"{site.text('url')}xinxi/weidengji.html"
    put_listed(writer, [Listed(column=column, url=url, title=breach.listed, day=day)], at)


def _site(reader: Reader, unit: int | None) -> Record:
    (number,) = reader.ids(Selection("site", where=(("unit", unit),)), limit=1)
    return reader.record(LEDGERS["site"], number)


def _id(reader: Reader, ledger: str, field: str, value: str) -> int:
    (number,) = reader.ids(Selection(ledger, where=((field, value),)))
    return number
