"""A county with a few sites and channels, a clock that is set by hand, and short ways to let things happen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.monitor.alerts.consequences import after_results, after_visits
from fjgov_tui.monitor.alerts.minute import tend
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.model import Alert, Check, PageOf, Parcel, Sighting
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Counted, Outcome, SiteState, Visit, VisitKind
from fjgov_tui.store import Store
from fjgov_tui.store.watch.alerts import alerts_since, open_alerts, undelivered
from fjgov_tui.store.watch.findings import observe
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.settings import read_settings
from tests.store.helpers import fresh

MORNING = "2026-11-23 11:30:00"
"""A Monday."""


@dataclass
class County:
    """An open file and its clock."""

    store: Store
    wall: Wall
    sites: list[int] = field(default_factory=list)

    @property
    def now(self) -> int:
        return int(self.wall().timestamp())

    def add(self, ledger: str, **given: Raw) -> int:
        with self.store.write() as writer:
            return writer.save(LEDGERS[ledger], given)

    def set(self, ledger: str, record_id: int, **given: Raw) -> None:
        with self.store.write() as writer:
            writer.save(LEDGERS[ledger], given, writer.record(LEDGERS[ledger], record_id))

    def channel(self, name: str = "值班文件夹", **given: Raw) -> int:
        usual: dict[str, Raw] = {"kind": "文件夹", "address": "/tmp/none", "enabled": "是", "step": "经办人"}
        return self.add("channel", **{**usual, "name": name, **given})

    def setting(self, name: str, value: str) -> None:
        self.add("setting", name=name, value=value)

    def visit(self, *visits: Visit) -> None:
        """Book visits of one sweep as the monitor does."""
        with self.store.write() as writer:
            new = record_visits(writer, visits)
            after_visits(writer, new, self.now, read_settings(writer))

    def fail(
        self, *sites: int, address: str = "", kind: VisitKind = VisitKind.SLOT, counted: Counted = Counted.YES
    ) -> None:
        """The sites fail now, in one sweep."""
        self.visit(*(self._one(site, Outcome.TIMEOUT, address, kind, counted) for site in sites))

    def open(self, *sites: int, address: str = "", kind: VisitKind = VisitKind.SLOT) -> None:
        """The sites open now, in one sweep."""
        self.visit(*(self._one(site, Outcome.OPEN, address, kind, Counted.YES) for site in sites))

    def down(self, *sites: int, address: str = "") -> None:
        """The sites fail, and fail again when they are looked at a second time."""
        self.fail(*sites, address=address)
        self.wall.ahead(seconds=45)
        self.fail(*sites, address=address, kind=VisitKind.CONFIRM)

    def up(self, *sites: int, address: str = "") -> None:
        """The sites open twice, half an hour apart."""
        for _ in range(2):
            self.wall.ahead(minutes=30)
            self.open(*sites, address=address)

    def _one(self, site: int, outcome: Outcome, address: str, kind: VisitKind, counted: Counted) -> Visit:
        why = "" if outcome is Outcome.OPEN else "15 秒内没有打开"
        where = address or f"10.0.0.{site}"
        return Visit(
            site=site, due=self.now, at=self.now, kind=kind, outcome=outcome, address=where, why=why, counted=counted
        )

    def inspect(
        self, site: int, check: Check, seen: Iterable[Sighting] = (), column: int | None = None, *, ok: bool = True
    ) -> None:
        """Book an inspection of a home page, or of a column."""
        page_of: PageOf = "site" if column is None else "column"
        record = site if column is None else column
        target = Target(page_of=page_of, record=record, site=site, name="页", url="https://x.example/", unit="")
        found = tuple(seen)
        with self.store.write() as writer:
            observed = observe(writer, check, page_of, record, found, self.now, None if ok else ())
            result = Result(check=check, target=target, ok=ok, seen=found)
            after_results(writer, [(result, observed)], self.now, read_settings(writer))

    def tend(self) -> None:
        """A minute of the monitor."""
        tend(self.store)

    def judge(self, fingerprint: str, verdict: str = "误报", scope: str | None = "本页") -> None:
        self.add("judgement", fingerprint=fingerprint, subject="疑点", verdict=verdict, scope=scope, reason="看过了")

    @property
    def alerts(self) -> list[Alert]:
        return open_alerts(self.store.read)

    @property
    def ever(self) -> list[Alert]:
        return alerts_since(self.store.read, 0)

    @property
    def parcels(self) -> list[Parcel]:
        return undelivered(self.store.read)

    @property
    def told(self) -> list[str]:
        """The kinds of event that wait in the outbox, in order."""
        return [str(one.event["event"]) for one in self.parcels]

    @property
    def incidents(self) -> list[Record]:
        return list(self.store.read.records(LEDGERS["incident"]))

    def state(self, site: int) -> SiteState:
        return site_states(self.store.read)[site]


class Wall:
    """A clock that is set by hand, in Beijing time."""

    def __init__(self, moment: str = MORNING) -> None:
        self.set(moment)

    def set(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment).replace(tzinfo=BEIJING)

    def ahead(self, **span: float) -> None:
        self.now += timedelta(**span)

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


def open_county(path: Path, sites: int = 3) -> County:
    """A fresh file with a unit and some sites of it."""
    wall = Wall()
    county = County(fresh(path, wall), wall)
    county.add("unit", name="白帝镇人民政府", kind="乡镇街道")
    for number in range(1, sites + 1):
        name, url = f"站点{number}", f"https://s{number}.example/"
        county.sites.append(county.add("site", name=name, unit="白帝镇人民政府", kind="子网站", url=url))
    return county


def seen(
    site: int,
    mark: str = "暗链",
    check: Check = "integrity",
    severity: Severity = Severity.VIOLATION,
    column: int | None = None,
    **given: str,
) -> Sighting:
    """Something found on a home page, or on a column's page."""
    return Sighting(
        check=check,
        rule=given.get("rule", "hidden-link"),
        page_of="site" if column is None else "column",
        record=site if column is None else column,
        site=site,
        url=given.get("url", f"https://s{site}.example/{column or ''}"),
        mark=mark,
        what=given.get("what", f"发现{mark}"),
        around=given.get("around", ""),
        severity=severity,
    )


def ids(some: Sequence[Alert]) -> list[str]:
    """The causes of alerts."""
    return [one.cause for one in some]
