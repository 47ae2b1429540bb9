"""Names of records as people write them."""

import pytest

from fjgov_tui.errors import RecordProblem, ValueProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Reference
from fjgov_tui.store import Store
from tests.store.helpers import UNIT, add, add_unit

PERSON = Reference("person", same="unit")


@pytest.fixture
def county(store: Store) -> Store:
    add_unit(store, "白帝镇人民政府")
    add_unit(store, "永安街道办事处")
    add_unit(store, "永乐镇人民政府")
    for name, unit, tag in (("张三", "白帝", ""), ("张三", "永安", ""), ("李四", "永安", ""), ("李四", "永安", "小")):
        add(store, "person", name=name, unit=unit, tag=tag)
    return store


@pytest.mark.parametrize("text", ["白帝镇人民政府", "白帝镇", "帝镇", " 白 帝 镇 ", "白帝"])
def test_a_part_that_fits_one_record_is_enough(county: Store, text: str) -> None:
    assert county.read.names().resolve(Reference("unit"), text, None) == 1


def test_an_ambiguous_part_is_refused_with_the_candidates_and_an_example(county: Store) -> None:
    with pytest.raises(ValueProblem, match=r"不止一条：永安街道办事处、永乐镇人民政府；请写全，如“永安街道办事处”"):
        county.read.names().resolve(Reference("unit"), "永", None)
    with pytest.raises(ValueProblem, match=r"在台账“单位”里没有；请先登记"):
        county.read.names().resolve(Reference("unit"), "夔门街道", None)


def test_many_candidates_are_counted_and_not_all_listed(store: Store) -> None:
    for number in range(6):
        add_unit(store, f"第{number}镇人民政府")
    with pytest.raises(ValueProblem, match="等 6 条"):
        store.read.names().resolve(Reference("unit"), "人民政府", None)


def test_people_of_one_name_are_told_apart_by_their_unit(county: Store) -> None:
    names = county.read.names()
    assert names.resolve(PERSON, "张三", 1) == 1
    assert names.resolve(PERSON, "张三", 2) == 2
    assert names.resolve(PERSON, "永安街道办事处/张三", None) == 2
    assert names.resolve(PERSON, "永安街道办事处/小/李四", None) == 4
    assert names.resolve(PERSON, "小/李四", None) == 4
    with pytest.raises(ValueProblem):
        names.resolve(PERSON, "办事处/张三", None)
    with pytest.raises(ValueProblem, match="白帝镇人民政府/张三、永安街道办事处/张三"):
        names.resolve(PERSON, "张三", None)


def test_every_exact_name_leads_back_to_its_own_record(county: Store) -> None:
    names = county.read.names()
    for ledger, numbers in (("unit", (1, 2, 3)), ("person", (1, 2, 3, 4))):
        for number in numbers:
            assert names.resolve(Reference(ledger), names.exact(ledger, number), None) == number
    assert names.exact("unit", 1) == "白帝镇人民政府"
    assert len(set(names.labels("person"))) == 4


def test_a_units_own_people_are_meant_first(county: Store) -> None:
    with county.write() as write:
        write.save(UNIT, {"first": "张三"}, write.record(UNIT, 2))
    assert county.read.record(UNIT, 2).values["first"] == 2


def test_removed_records_answer_to_no_name(county: Store) -> None:
    with county.write() as write:
        write.remove(UNIT, 3, 1)
    assert county.read.names().resolve(Reference("unit"), "永", None) == 2


def test_two_records_that_would_be_written_alike_are_never_guessed(store: Store) -> None:
    add_unit(store, "甲")
    add_unit(store, "甲/乙")
    add(store, "person", name="丙", unit="甲", tag="乙")
    add(store, "person", name="丙", unit="甲/乙")
    with pytest.raises(ValueProblem, match=r"不止一条：甲/乙/丙、甲/乙/丙；它们的名称写出来一样，请先.*改得认得出"):
        store.read.names().resolve(Reference("person"), "甲/乙/丙", None)


def test_a_name_cannot_act_on_the_message_that_shows_it(store: Store) -> None:
    add_unit(store, "甲\x1b[31m镇")
    add_unit(store, "甲\x1b[32m镇")
    with pytest.raises(RecordProblem) as refused:
        add(store, "person", name="张三", unit="甲")
    assert "\x1b" not in str(refused.value)


def test_a_record_that_is_named_by_a_moment_is_told_in_beijing_time(store: Store) -> None:
    window = {"starts_at": "2026-11-23 22:00", "ends_at": "2026-11-24 02:00", "reason": "检修", "approver": "某某"}
    number = add(store, "maintenance", **window)
    assert store.read.record(LEDGERS["maintenance"], number).title == "2026-11-23 22:00"
    assert store.read.titles([("maintenance", number)]) == {("maintenance", number): "2026-11-23 22:00"}
