"""A small county with one account to change the password of."""

from dataclasses import dataclass
from datetime import date

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store

TODAY = date(2026, 11, 23)
"""The Beijing day of the tests' standing clock."""


@dataclass(frozen=True)
class Office:
    """Ids of what `open_office` registers."""

    unit: int
    site: int
    holder: int
    account: int


def add(store: Store, ledger: str, **given: Raw) -> int:
    with store.write() as writer:
        return writer.save(LEDGERS[ledger], given)


def change(store: Store, ledger: str, record_id: int, **given: Raw) -> None:
    with store.write() as writer:
        writer.save(LEDGERS[ledger], given, writer.record(LEDGERS[ledger], record_id))


def open_office(store: Store) -> Office:
    unit = add(store, "unit", name="白帝镇人民政府", kind="乡镇街道")
    site = add(
        store, "site", name="白帝镇人民政府子网站", unit="白帝镇人民政府", kind="子网站", url="https://bdz.example/"
    )
    holder = add(
        store,
        "person",
        name="张三丰",
        unit="白帝镇人民政府",
        mobile="19900001234",
        on_duty="2024-03-01",
        real_name="是",
    )
    return Office(unit, site, holder, add_account(store, "白帝镇子网站-管理员", login="bdz_gly"))


def add_account(store: Store, name: str, **given: Raw) -> int:
    usual: dict[str, Raw] = {
        "site": "白帝镇人民政府子网站",
        "holder": "张三丰",
        "privilege": "管理员",
        "opened_on": "2024-06-01",
    }
    return add(store, "account", name=name, **(usual | given))


def account(store: Store, record_id: int) -> Record:
    return store.read.record(LEDGERS["account"], record_id)


def switch_checker_on(store: Store) -> None:
    add(store, "setting", name="启用口令检查", value="是")
