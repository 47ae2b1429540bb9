"""A small county in which everything is in order, until a test spoils it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from fjgov_tui.audit import RULES, Finding, findings
from fjgov_tui.clock import day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.visits import Outcome, SiteState, Visit
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.watch.states import put_states
from fjgov_tui.store.watch.visits import record_visits
from tests.conftest import Furnished

TODAY = date(2026, 11, 23)


@dataclass
class County:
    """The county, and the ids of the records that tests change by their ledger's name."""

    store: Store
    ids: dict[str, int] = field(default_factory=dict)

    def save(self, ledger: str, **given: Raw) -> None:
        """Add a record, or change the one that the test knows by the ledger's name."""
        with self.store.write() as writer:
            known = self.ids.get(ledger)
            record = writer.record(LEDGERS[ledger], known) if known else None
            self.ids[ledger] = writer.save(LEDGERS[ledger], given, record)

    def add(self, ledger: str, **given: Raw) -> int:
        """Add a further record."""
        with self.store.write() as writer:
            return writer.save(LEDGERS[ledger], given)

    def found(self, rule: str, as_of: date = TODAY) -> list[Finding]:
        """What one rule says."""
        return findings(self.store.read, as_of, [one for one in RULES if one.id == rule])

    def rules(self, as_of: date = TODAY) -> list[str]:
        """The ids of the rules that say anything, once for each finding."""
        return [one.rule for one in findings(self.store.read, as_of)]

    def visited(
        self, site: int, first: date, last: date = TODAY, *, a_day: int = 48, bad: int = 0, now: int | None = None
    ) -> None:
        """Visits of a site as the monitor books them, evenly over each day; the last ones may fail.

        Args:
            site: the site's id.
            first: the first day.
            last: the last day.
            a_day: how many a day.
            bad: how many of the last ones failed.
            now: Unix seconds beyond which there are none yet.
        """
        dues = [
            day_start(first + timedelta(days=day)) + place * 86_400 // a_day
            for day in range((last - first).days + 1)
            for place in range(a_day)
        ]
        dues = [due for due in dues if now is None or due < now]
        fails = set(dues[len(dues) - bad :])
        with self.store.write() as writer:
            record_visits(
                writer,
                [
                    Visit(site=site, due=due, at=due, outcome=Outcome.TIMEOUT if due in fails else Outcome.OPEN)
                    for due in dues
                ],
            )
            put_states(writer, [SiteState(site=site, health="正常", last_at=dues[-1])])

    @contextmanager
    def rolled_back(self) -> Iterator[Writer]:
        """A transaction that leaves nothing behind."""
        with suppress(_Undo), self.store.write() as writer:
            yield writer
            raise _Undo


class _Undo(Exception):
    pass


_IDS: dict[str, int] = {}
"""The ids of the county that was made once."""


@pytest.fixture
def county(store: Store, furnished: Furnished) -> County:
    furnished("a county in order", _settled)
    return County(store, dict(_IDS))


def _settled(store: Store) -> None:
    made = County(store)
    made.save("unit", name="白帝镇人民政府", kind="镇")
    for name, roles, mobile in (("赵立春", "第一责任人", "19900000001"), ("钱雨水", "直接责任人", "19900000002")):
        made.add("person", name=name, unit="白帝镇人民政府", roles=roles, real_name="是", mobile=mobile)
    came = date(2024, 1, 1)
    made.save("person", name="孙惊蛰", unit="白帝镇人民政府", on_duty=came, filed_on=came, real_name="是")
    made.save("unit", first="赵立春", direct="钱雨水")
    office = made.add("unit", name="县政府办公室", kind="县政府办公室")
    for name, mobile in (("郑小寒", "19900000003"), ("王大寒", "19900000004")):
        made.add("person", name=name, unit="县政府办公室", real_name="是", mobile=mobile)
    with made.store.write() as writer:
        writer.save(LEDGERS["unit"], {"first": "郑小寒", "direct": "王大寒"}, writer.record(LEDGERS["unit"], office))
    made.save(
        "site", name="县政府网", unit="白帝镇人民政府", kind="门户网站", url="https://www.county.example/",
        id_code="YANSHI0001", icp="备1", police="公1", state="运行",
    )  # fmt: skip
    made.save(
        "media", platform="微博", name="白帝镇", unit="白帝镇人民政府", subject="白帝镇人民政府", interactive="是",
        approval="批1",
        approved_on=date(2024, 3, 1), opened_on=date(2024, 3, 1), posted_on=date(2026, 11, 20), state="运行",
    )  # fmt: skip
    made.save(
        "account", name="门户-管理员", site="县政府网", login="admin", holder="孙惊蛰", privilege="管理员",
        state="在用", opened_on=date(2024, 3, 1), used_on=date(2026, 11, 20), rotated_on=date(2026, 11, 1), length=12,
        length_basis="检查",
    )  # fmt: skip
    signed = dict.fromkeys(("contract_from", "nda_on", "trained_on", "checked_on"), date(2026, 1, 1))
    made.save("vendor", name="演示公司", unit="白帝镇人民政府", duties="是", contract_to=TODAY, **signed)
    made.add("vendor_check", vendor="演示公司", checked_on=date(2026, 10, 1))
    for held in (date(2023, 12, 20), date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)):
        name = f"全县培训{held.year}"
        made.add("training", name=name, held_on=held, form="集中培训", organiser="县政府办公室")
        made.add("attendance", training=name, person="孙惊蛰", passed="是")
    made.visited(made.ids["site"], TODAY - timedelta(days=7))
    _IDS.update(made.ids)
