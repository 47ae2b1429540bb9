"""A small county by hand: two units, a site, people with roles, training, accounts."""

from dataclasses import dataclass
from datetime import date

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store

TODAY = date(2026, 11, 23)
"""The Beijing day of the clock in every test."""


@dataclass(frozen=True)
class Office:
    """A store with short ways to fill it; names are unique unless a test wants it otherwise."""

    store: Store

    def add(self, ledger: str, **given: Raw) -> int:
        """One record in a transaction of its own."""
        with self.store.write() as writer:
            return writer.save(LEDGERS[ledger], given)

    def set(self, ledger: str, record_id: int, **given: Raw) -> None:
        """Some fields of a record."""
        with self.store.write() as writer:
            writer.save(LEDGERS[ledger], given, writer.record(LEDGERS[ledger], record_id))

    def get(self, ledger: str, record_id: int) -> Record:
        """A record as it is now."""
        return self.store.read.record(LEDGERS[ledger], record_id)

    def person(self, name: str, unit: str = "白帝镇人民政府", roles: str = "信息员", **given: Raw) -> int:
        """Somebody who came on 1 September 2025 unless told otherwise."""
        defaults: dict[str, Raw] = {"on_duty": "2025-09-01", "real_name": "是"}
        return self.add("person", **{**defaults, "name": name, "unit": unit, "roles": roles, **given})

    def session(self, name: str, held_on: str, **given: Raw) -> int:
        """A session of the county office."""
        defaults: dict[str, Raw] = {"form": "集中培训", "organiser": "县政府办公室"}
        return self.add("training", **{**defaults, "name": name, "held_on": held_on, **given})

    def attended(self, training: str, person: str, passed: str = "") -> int:
        """Somebody attended."""
        return self.add("attendance", training=training, person=person, passed=passed)

    def account(self, name: str, holder: str | None = None, **given: Raw) -> int:
        """An account of the site, last changed on 1 November 2026."""
        defaults: dict[str, Raw] = {
            "site": "白帝镇子网站", "privilege": "编辑", "opened_on": "2025-09-01", "rotated_on": "2026-11-01",
            "length": 10, "length_basis": "承诺",
        }  # fmt: skip
        return self.add("account", **{**defaults, "name": name, "holder": holder, **given})

    def trail(self) -> str:
        """The trail's head: the same as long as nothing was written."""
        return str(self.store.read.head())


def furnish(store: Store) -> Office:
    """The county's office, a town and a department, and the town's site."""
    office = Office(store)
    office.add("unit", name="县政府办公室", kind="县政府办公室")
    office.add("unit", name="白帝镇人民政府", kind="乡镇街道")
    office.add("unit", name="县水利局", kind="部门")
    office.add("site", name="白帝镇子网站", unit="白帝镇人民政府", kind="子网站", url="https://bdz.example/")
    return office
