"""Two machines with a file each: one keeps the ledgers, the other watches the sites."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from fjgov_tui.exchange import bundlebox
from fjgov_tui.exchange.bundlefile import Part, read_part
from fjgov_tui.exchange.bundlein import Brought, bring_in
from fjgov_tui.exchange.bundlekeys import Identity, PublicKeys, make_identity
from fjgov_tui.exchange.bundlemaking import make_bundle
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import Aim
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.visits import Outcome, Visit
from fjgov_tui.store import Store, create_store, open_store
from fjgov_tui.store.bundles import Peer, peers, put_peer
from fjgov_tui.store.watch.visits import record_visits
from tests.conftest import NOW

AT = int(NOW.timestamp()) - 7200
"""When the visits of these tests began."""


@dataclass
class Machine:
    """One of the two, with its file."""

    db: Path
    own: Identity
    now: datetime = NOW

    @contextmanager
    def opened(self) -> Iterator[Store]:
        with open_store(self.db, clock=lambda: self.now) as store:
            yield store

    def know(self, other: "Machine") -> None:
        with self.opened() as store, store.write() as writer:
            put_peer(writer, other.own.public.id, other.own.name, other.own.public.line)

    def save(self, ledger: str, record: int | None = None, **given: Raw) -> int:
        with self.opened() as store, store.write() as writer:
            known = None if record is None else writer.record(LEDGERS[ledger], record)
            return writer.save(LEDGERS[ledger], given, known)

    def remove(self, ledger: str, record: int) -> None:
        with self.opened() as store, store.write() as writer:
            writer.remove(LEDGERS[ledger], record, writer.record(LEDGERS[ledger], record).revision)

    def shown(self, ledger: str, field: str) -> list[object]:
        with self.opened() as store:
            return [record.values[field] for record in store.read.records(LEDGERS[ledger])]

    def visit(self, site: int, *, count: int = 3, failing: bool = False, at: int = AT) -> None:
        visits = [
            Visit(
                site=site, due=at + 1800 * n, at=at + 1800 * n + 5, total=120,
                outcome=Outcome.STATUS if failing else Outcome.OPEN, why="状态码 503" if failing else "",
                evidence=b"Service Unavailable" if failing else b"",
            )
            for n in range(count)
        ]  # fmt: skip
        with self.opened() as store, store.write() as writer:
            record_visits(writer, visits)

    def make(self, target: Path, aim: Aim, *, most: int = 0) -> list[Path]:
        """A bundle for the one machine that is known, a minute after the last thing that happened."""
        self.now += timedelta(minutes=1)
        with self.opened() as store:
            (peer,) = peers(store.read)
            made = make_bundle(store, target, aim, self.own, (peer, _keys(peer)), most=most)
        return list(made.paths)

    def parts(self, paths: Sequence[Path]) -> list[Part]:
        with self.opened() as store:
            known = [_keys(peer) for peer in peers(store.read)]
        return [read_part(path, self.own, known) for path in paths]

    def take(self, paths: Sequence[Path]) -> Brought:
        (bundle,) = bundlebox.gather(self.parts(paths))
        with self.opened() as store:
            (peer,) = [peer for peer in peers(store.read) if peer.id == bundle.head.sender]
            return bring_in(store, bundle.parts, self.own, peer)


def _keys(peer: Peer) -> PublicKeys:
    from fjgov_tui.exchange.bundlekeys import parse_public

    return parse_public(peer.line)


def machine(folder: Path, name: str) -> Machine:
    """A machine with an empty file."""
    folder.mkdir(mode=0o700)
    db = folder / "county.db"
    create_store(db, clock=lambda: NOW).close()
    return Machine(db, make_identity(db, name))


def two(folder: Path) -> tuple[Machine, Machine]:
    """The machine that keeps the ledgers, with two sites and a column, and the one that watches; acquainted."""
    office, watcher = machine(folder / "office", "台账机"), machine(folder / "watcher", "监测机")
    office.know(watcher)
    watcher.know(office)
    office.save("unit", name="不走的单位", kind="部门")  # so that ids differ between the two
    office.save("unit", name="县水利局", kind="部门")
    for name in ("县水利局子网站", "县门户"):
        office.save(
            "site", name=name, unit="县水利局", kind="子网站", url=f"https://{len(name)}.example/", state="运行",
            backend="https://back.example/admin",
        )  # fmt: skip
    office.save("column", site="县门户", name="通知公告", kind="通知公告", level=1, url="https://3.example/tzgg/")
    return office, watcher
