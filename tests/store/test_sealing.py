"""Seals follow every change, whichever table it is in and whatever was taken back before."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, open_store
from tests.store.helpers import PERSON, SITE, UNIT, add, add_unit, failing, fresh

TABLES = st.lists(st.sampled_from(["unit", "person", "meta", "watch_text"]), max_size=4)


def _write(store: Store, table: str, number: int) -> None:
    if table == "unit":
        add_unit(store, f"第{number}单位")
    elif table == "person":
        add(store, "person", name=f"第{number}人", unit="白帝镇人民政府")
    else:
        row = (f"试{number}", "句") if table == "meta" else (number, f"第{number}句", 1)
        with store.remarks() as db:
            db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", [row])


def _take_back(store: Store) -> None:
    with store.write() as write:
        write.save(UNIT, {"name": "没有过", "kind": "其他"})
        write.save(PERSON, {"name": "没有过", "unit": "没有过"})
        raise KeyboardInterrupt


@settings(max_examples=25)
@given(st.lists(st.tuples(TABLES, st.booleans()), max_size=5))
def test_seals_hold_after_whatever_was_written_and_taken_back(transactions: list[tuple[list[str], bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "county.db") as store:
        add_unit(store)
        number = 0
        for written, stays in transactions:
            for table in written:
                number += 1
                _write(store, table, number)
            if not stays:
                with pytest.raises(KeyboardInterrupt):
                    _take_back(store)
        assert failing(store) == ""


def test_records_are_read_to_the_end_while_another_ledger_is_first_written(store: Store) -> None:
    add_unit(store)
    for number in range(5):
        add(store, "site", name=f"第{number}站", unit="白帝镇人民政府", kind="子网站", url=f"http://a{number}.gov.cn/")
    with open_store(store.path, actor=store.actor, clock=store.clock) as other:
        with other.write() as write:
            for site in write.records(SITE):
                write.save(PERSON, {"name": f"管{site.values['name']}", "unit": "白帝镇人民政府"})
        assert len(list(other.read.records(LEDGERS["person"]))) == 5
        assert failing(other) == ""
