"""Saving, changing, removing and restoring records."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import ConflictProblem, InputProblem, RecordProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import RecordId
from fjgov_tui.store import Selection, Store, open_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.trail import masked
from fjgov_tui.text import mask
from tests.store.helpers import MEDIA, PERSON, SITE, UNIT, add, add_unit, failing


def test_a_second_operator_does_not_overwrite_the_first(store: Store) -> None:
    unit = add_unit(store)
    with open_store(store.path, actor=Actor(user="liwei"), clock=store.clock) as other:
        seen = other.read.record(UNIT, unit)
        mine = store.read.record(UNIT, unit)
        with store.write() as write:
            write.save(UNIT, {"phone": "023-56557000"}, mine)
        says = "wangfang 保存了第 2 版，您依据的是第 1 版"
        with pytest.raises(ConflictProblem, match=says) as refused, other.write() as write:
            write.save(UNIT, {"phone": "023-56557001"}, seen)
    assert (refused.value.saved_by, refused.value.saved_at) == ("wangfang", "2026-11-23T03:30:00.000Z")
    assert store.read.record(UNIT, unit).values["phone"] == "023-56557000"
    assert len(store.read.history(UNIT, unit)) == 2


def test_a_save_that_changes_nothing_leaves_no_trail(store: Store) -> None:
    unit = add_unit(store)
    head, record = store.read.head(), store.read.record(UNIT, unit)
    with store.write() as write:
        write.save(UNIT, {"name": " 白帝镇 人民政府", "kind": "镇"}, record)
    assert store.read.head() == head
    assert store.read.record(UNIT, unit) == record


def test_one_transaction_is_written_whole_or_not_at_all(store: Store) -> None:
    head = store.read.head()

    def half(second: str) -> None:
        with store.write() as write:
            write.save(UNIT, {"name": "甲镇", "kind": "镇"})
            if not second:
                raise KeyboardInterrupt
            write.save(UNIT, {"name": "乙镇", "kind": second})

    with pytest.raises(RecordProblem, match="单位类别"):
        half("不知道")
    with pytest.raises(KeyboardInterrupt):
        half("")
    assert (store.read.counts()["unit"], store.read.head()) == (0, head)
    assert add_unit(store) == 1


def test_what_is_still_used_cannot_be_removed_and_says_by_whom(store: Store) -> None:
    unit = add_unit(store)
    person = add(store, "person", name="张三", unit="白帝镇")
    with pytest.raises(InputProblem, match="还有 1 处用到它：人员“张三”的所在单位"), store.write() as write:
        write.remove(UNIT, unit, 1)
    with store.write() as write:
        write.remove(PERSON, person, 1)
        write.remove(UNIT, unit, 1)
    assert store.read.counts()["unit"] == 0
    assert store.read.record(UNIT, unit).removed_at == "2026-11-23T03:30:00.000Z"
    assert failing(store) == ""


def test_a_unit_that_is_its_own_superior_can_be_removed(store: Store) -> None:
    unit = add_unit(store)
    with store.write() as write:
        write.save(UNIT, {"parent": "白帝镇人民政府"}, write.record(UNIT, unit))
        write.remove(UNIT, unit, 2)
        write.restore(UNIT, unit)
    assert store.read.record(UNIT, unit).names == {"parent": "白帝镇人民政府"}


def test_a_removed_record_comes_back_with_its_values_and_its_history(store: Store) -> None:
    unit = add_unit(store)
    with store.write() as write:
        write.remove(UNIT, unit, 1)
    with pytest.raises(ConflictProblem, match="已被移除"), store.write() as write:
        write.save(UNIT, {"phone": "023-56557000"}, store.read.record(UNIT, unit))
    with store.write() as write:
        write.restore(UNIT, unit)
        write.restore(UNIT, unit)
    assert [entry.action for entry in store.read.history(UNIT, unit)] == ["恢复", "移除", "新增"]
    assert store.read.record(UNIT, unit).removed_at is None
    assert failing(store) == ""


def test_nothing_comes_back_into_a_place_that_is_taken_or_gone(store: Store) -> None:
    unit = add_unit(store)
    person = add(store, "person", name="张三", unit="白帝镇")
    with store.write() as write:
        write.remove(PERSON, person, 1)
        write.remove(UNIT, unit, 1)
    with pytest.raises(RecordProblem, match="所在单位「白帝镇人民政府」已被移除"), store.write() as write:
        write.restore(PERSON, person)
    add_unit(store)
    with pytest.raises(RecordProblem, match="与编号 2 的记录重复"), store.write() as write:
        write.restore(UNIT, unit)


def test_ids_are_never_used_again(store: Store) -> None:
    first = add_unit(store, "甲镇")
    with store.write() as write:
        write.remove(UNIT, first, 1)
    assert add_unit(store, "乙镇") == first + 1
    with store.write() as write:
        assert [write.reserve(UNIT), write.reserve(UNIT)] == [first + 2, first + 3]


def test_the_natural_key_holds_with_its_blank_parts(store: Store) -> None:
    add_unit(store)
    add(store, "person", name="张三", unit="白帝镇")
    with pytest.raises(RecordProblem, match="与编号 1 的记录重复（所在单位、同名区分、姓名相同）"):
        add(store, "person", name="张 三", unit="白帝镇")
    add(store, "person", name="张三", unit="白帝镇", tag="小")
    with pytest.raises(RecordProblem, match="重复"):
        add(store, "person", name="张三", unit="白帝镇", tag="小")
    add_unit(store, "永安街道办事处")
    add(store, "person", name="张三", unit="永安街道")
    assert store.read.counts()["person"] == 3


def test_a_unique_field_names_the_record_that_has_the_value(store: Store) -> None:
    add_unit(store)
    add(store, "site", name="甲", unit="白帝镇", kind="子网站", url="www.a.gov.cn")
    with pytest.raises(RecordProblem, match=r"网址「http://www\.a\.gov\.cn/」与编号 1 的记录重复"):
        add(store, "site", name="乙", unit="白帝镇", kind="子网站", url="http://WWW.A.gov.cn:80/")


def test_an_operation_is_booked_once(store: Store) -> None:
    with store.write(operation="form-7") as write:
        write.save(UNIT, {"name": "甲镇", "kind": "镇"})
    with pytest.raises(StoreProblem, match="没有重复登记"), store.write(operation="form-7") as write:
        write.save(UNIT, {"name": "乙镇", "kind": "镇"})
    assert store.read.counts()["unit"] == 1


def test_a_save_says_who_when_and_why(store: Store) -> None:
    with store.write(reason="县府办\x1b[2J来函\ud800") as write:
        unit = write.save(UNIT, {"name": "甲镇", "kind": "镇"})
    entry = store.read.history(UNIT, unit)[0]
    assert (entry.who, entry.at, entry.reason) == ("wangfang", "2026-11-23T03:30:00.000Z", "县府办␛[2J来函\ufffd")
    assert entry.after == {"name": "甲镇", "kind": "乡镇街道"}
    record = store.read.record(UNIT, unit)
    assert (record.created_by, record.updated_at) == ("wangfang", "2026-11-23T03:30:00.000Z")


def test_sealed_values_are_masked_in_the_trail_and_kept_in_the_record(store: Store) -> None:
    add_unit(store)
    person = add(store, "person", name="张三", unit="白帝镇", mobile="13800138000", phone24="023-56557000")
    site = add(
        store, "site", name="甲", unit="白帝镇", kind="子网站", url="a.gov.cn", backend="https://a.gov.cn/manage"
    )
    with store.write() as write:
        write.save(PERSON, {"mobile": "13900139000"}, write.record(PERSON, person))
    entry = store.read.history(PERSON, person)[0]
    assert (entry.before, entry.after) == ({"mobile": "138****8000"}, {"mobile": "139****9000"})
    assert store.read.record(SITE, site).values["backend"] == "https://a.gov.cn/manage"
    trail = repr(store.db.execute("SELECT * FROM trail").fetchall())
    for secret in ("13800138000", "13900139000", "56557000", "/manage"):
        assert secret not in trail
    searched = repr(store.db.execute("SELECT search, called, sort_key FROM person").fetchall())
    assert "13900139000" not in searched
    assert failing(store) == ""


@given(login=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="*"), min_size=1))
def test_no_login_ever_stands_in_the_trail(login: str) -> None:
    said = masked(LEDGERS["account"], {"login": login, "name": "某"})
    assert said == {"login": mask(login), "name": "某"}
    assert login not in str(said["login"])


def test_removing_what_does_not_exist_is_told(store: Store) -> None:
    with pytest.raises(InputProblem, match="没有编号 99 的记录"):
        store.read.record(UNIT, 99)
    with pytest.raises(InputProblem, match="没有编号 99 的记录"), store.write() as write:
        write.remove(UNIT, 99, 1)


@pytest.mark.parametrize("words", ["bdz", "BDZ", "ＢＤＺ", "白帝", "  白帝　镇 ", "白帝 bdz", "56557"])
def test_records_are_found_by_text_and_by_pinyin_initials(store: Store, words: str) -> None:
    add(store, "unit", name="白帝镇人民政府", kind="镇", phone="023-56557000")
    add(store, "unit", name="永安街道办事处", kind="街道")
    assert list(store.read.ids(Selection("unit", words))) == [1]
    assert list(store.read.ids(Selection("unit", words + " 没有"))) == []


def test_records_are_found_by_the_names_they_point_to_but_never_by_what_is_sealed(store: Store) -> None:
    add_unit(store)
    add(store, "person", name="张三", unit="白帝镇", mobile="13800138000")
    assert list(store.read.ids(Selection("person", "bdz zs"))) == [1]
    assert list(store.read.ids(Selection("person", "138"))) == []


def test_lists_sort_by_pinyin_or_by_a_field_with_blanks_last(store: Store) -> None:
    for name, phone in (("永安街道办事处", None), ("安坪镇人民政府", "56550002"), ("白帝镇人民政府", "56550001")):
        add(store, "unit", name=name, kind="镇", phone=phone)
    assert list(store.read.ids(Selection("unit"))) == [2, 3, 1]
    assert list(store.read.ids(Selection("unit", descending=True))) == [1, 3, 2]
    assert list(store.read.ids(Selection("unit", sort="phone"))) == [3, 2, 1]
    assert list(store.read.ids(Selection("unit", sort="phone", descending=True))) == [2, 3, 1]
    assert [record.id for record in store.read.records(UNIT, [3, 1, 99])] == [3, 1]


def test_drafts_keep_what_was_typed_and_are_each_users_own(store: Store) -> None:
    typed = {"name": "白\x1b帝", "phone": "02\ud800", "note": ""}
    with store.drafts() as drafts:
        drafts.keep("unit", 0, {"name": "旧"})
        drafts.keep("unit", 0, typed)
        drafts.keep("unit", 7, {"name": "另一条"})
    head = store.read.head()
    with open_store(store.path, actor=Actor(user="liwei"), clock=store.clock) as other, other.drafts() as drafts:
        assert drafts.find("unit", 0) is None
    with store.drafts() as drafts:
        found = drafts.find("unit", 0)
        assert found is not None
        assert found.typed == typed
        drafts.drop("unit", 0)
        assert drafts.find("unit", 0) is None
        assert drafts.find("unit", 7) is not None
    assert store.read.head() == head


def test_media_of_one_name_on_two_platforms_are_two(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    for platform in ("微信", "微博"):
        add(store, "media", platform=platform, name="云上奉节", unit="白帝镇")
    assert [store.read.names().exact("media", number) for number in (1, 2)] == ["微信公众号/云上奉节", "微博/云上奉节"]
    assert store.read.record(MEDIA, 1).title == "云上奉节"


def test_a_reference_takes_the_id_of_a_record_and_a_number_from_people_stays_a_name(store: Store) -> None:
    numbered, other = add_unit(store, "2"), add_unit(store, "白帝镇人民政府")
    assert (numbered, other) == (1, 2)
    by_id = add(store, "person", name="张三", unit=RecordId(2))
    by_name = add(store, "person", name="李四", unit=2)
    assert [store.read.record(PERSON, one).values["unit"] for one in (by_id, by_name)] == [2, 1]
    with pytest.raises(RecordProblem, match="没有编号 9"):
        add(store, "person", name="王五", unit=RecordId(9))
    gone = add_unit(store, "撤并的镇")
    with store.write() as writer:
        writer.remove(UNIT, gone, 1)
    with pytest.raises(RecordProblem, match=f"没有编号 {gone}，或已被移除"):
        add(store, "person", name="赵六", unit=RecordId(gone))


READERS = ("day", "at", "text", "number", "ref")


@pytest.mark.parametrize("way", READERS)
def test_a_field_that_the_ledger_does_not_have_is_an_error_and_not_a_blank(store: Store, way: str) -> None:
    unit = store.read.record(UNIT, add_unit(store))
    with pytest.raises(KeyError):
        getattr(unit, way)("opened_in")


@pytest.mark.parametrize(
    ("name", "fitting"), [("left_on", "day"), ("unit", "ref"), ("note", "text"), ("roles", "text"), ("real_name", "")]
)
def test_a_field_is_read_as_what_it_is_declared_blank_or_not(store: Store, name: str, fitting: str) -> None:
    """Whoever reads a reference as a day must not learn it on the first day on which the field is filled."""
    add_unit(store)
    filled = {"left_on": "2026-11-01", "note": "调走了", "roles": "信息员", "real_name": "是"}
    for who, values in (("张三", {}), ("李四", filled)):
        person = store.read.record(PERSON, add(store, "person", name=who, unit="白帝镇", **values))
        for way in READERS:
            if way == fitting:
                assert getattr(person, way)(name) in {None, "", 1, date(2026, 11, 1), "调走了", "信息员"}
            else:
                with pytest.raises(TypeError, match=f"person.{name}"):
                    getattr(person, way)(name)
