"""The overview: counts, what is missing, what was changed, and the same as plain text."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.audit import RULES
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.overview import CHANGES, Gap, Overview, overview, overview_text
from fjgov_tui.store import Store, read_anchors
from fjgov_tui.text import safe, width

TODAY = date(2026, 11, 23)


def seen(store: Store) -> Overview:
    return overview(store.read, TODAY)


def add(store: Store, ledger: str, **given: str) -> int:
    with store.write() as writer:
        return writer.save(LEDGERS[ledger], given)


def gap(store: Store, rule: str) -> Gap:
    return next(one for one in seen(store).gaps if one.rule == rule)


def test_nothing_is_green_in_an_empty_file(store: Store) -> None:
    found = seen(store)
    assert found.glance.empty
    assert [one.name for one in found.glance.counts] == list(LEDGERS)
    assert {one.shown for one in found.glance.counts} == {"未登记"}
    assert [one.rule for one in found.gaps] == [rule.id for rule in RULES]
    assert {(one.state, one.glyph) for one in found.gaps} == {("未检查", "?")}
    text = overview_text(found)
    assert "合规" not in text
    assert "未登记" in text
    assert "未检查" in text


def test_a_rule_is_checked_as_soon_as_its_own_ledger_has_a_record(store: Store) -> None:
    add(store, "unit", name="白帝镇人民政府", kind="镇")
    assert gap(store, "5.responsible").state == "1 项"
    assert gap(store, "5.responsible").subjects == ("白帝镇人民政府",)
    assert gap(store, "8.approval").state == "未检查"

    add(store, "person", name="赵立春", unit="白帝镇", real_name="是", mobile="19900000001")
    assert gap(store, "37.realname").state == "合规"
    with store.write() as writer:
        unit = writer.record(LEDGERS["unit"], 1)
        writer.save(LEDGERS["unit"], {"first": "赵立春", "direct": "赵立春"}, unit)
    assert gap(store, "5.responsible").state == "合规"
    assert not seen(store).glance.empty


def test_the_first_subjects_are_named_and_the_rest_counted(store: Store) -> None:
    for name in ("甲镇", "乙镇", "丙镇", "丁镇"):
        add(store, "unit", name=name, kind="镇")
    assert gap(store, "5.responsible").count == 4
    assert "甲镇、乙镇、丙镇 等 4 项" in overview_text(seen(store))


def test_of_a_rule_without_findings_nothing_is_called_in_order_that_nobody_looked_at(store: Store) -> None:
    assert gap(store, "24.content").words.endswith("未检查")
    add(store, "unit", name="甲镇", kind="镇")
    add(store, "site", name="甲镇子网站", unit="甲镇", kind="子网站", url="http://127.0.0.1:9/", state="运行")
    assert gap(store, "24.content").words == "未检查 1 条，判定了 0 条，不能说没有问题；原因在画面 8 第24条"


def test_a_gap_is_as_grave_as_its_gravest_finding(store: Store) -> None:
    add(store, "unit", name="甲镇", kind="镇")
    add(store, "person", name="赵立春", unit="甲镇")
    assert gap(store, "37.realname").severity == "warning"


def test_changes_are_newest_first_and_a_correction_names_its_fields(store: Store) -> None:
    unit = add(store, "unit", name="甲镇", kind="镇")
    with store.write(reason="值班电话更换") as writer:
        record = writer.record(LEDGERS["unit"], unit)
        writer.save(LEDGERS["unit"], {"phone": "023-20000001", "note": "新"}, record)

    newest, added, made = seen(store).glance.changes
    assert (newest.action, newest.ledger_title, newest.title) == ("修改", "单位", "甲镇")
    assert newest.fields == ("值班电话", "备注")
    assert (newest.who, newest.at, newest.reason) == ("wangfang", "2026-11-23 11:30", "值班电话更换")
    assert (added.action, added.fields) == ("新增", ())
    assert (made.ledger, made.ledger_title, made.title) == ("", "台账文件", "")


def test_a_removed_record_keeps_its_name_among_the_changes(store: Store) -> None:
    unit = add(store, "unit", name="甲镇", kind="镇")
    with store.write() as writer:
        writer.remove(LEDGERS["unit"], unit, 1)
    assert (seen(store).glance.changes[0].action, seen(store).glance.changes[0].title) == ("移除", "甲镇")


def test_only_the_newest_changes_are_shown(store: Store) -> None:
    for number in range(CHANGES + 5):
        add(store, "unit", name=f"第{number}镇", kind="镇")
    assert len(seen(store).glance.changes) == CHANGES
    assert seen(store).glance.changes[0].title == f"第{CHANGES + 4}镇"


def test_the_text_carries_an_anchor_that_verify_reads_back(store: Store, tmp_path: Path) -> None:
    add(store, "unit", name="甲镇", kind="镇")
    printed = tmp_path / "overview.txt"
    printed.write_text(overview_text(seen(store)), encoding="utf-8")
    assert read_anchors(printed) == [store.read.head()]


def test_sealed_values_are_not_in_the_overview(store: Store) -> None:
    add(store, "unit", name="甲镇", kind="镇")
    add(store, "person", name="赵立春", unit="甲镇", mobile="19900001234")
    assert "19900001234" not in overview_text(seen(store))


@pytest.mark.parametrize("cells", [40, 80, 120])
def test_no_line_is_wider_than_asked_whatever_the_names(store: Store, cells: int) -> None:
    """Only the anchor's line may be, because a cut anchor proves nothing."""

    add(store, "unit", name="云雾土家族乡人民政府" * 9, kind="镇")
    found = seen(store)

    @given(name=st.text(min_size=1, max_size=100).filter(lambda text: text.strip()))
    def check(name: str) -> None:
        changes = tuple(replace(change, title=safe(name)) for change in found.glance.changes)
        hostile = replace(found, glance=replace(found.glance, changes=changes))
        lines = overview_text(hostile, cells).split("\n")
        assert all(width(line) <= cells for line in lines if "fjgov-anchor" not in line)

    check()


def test_names_written_past_the_program_cannot_act_on_a_terminal(store: Store) -> None:
    unit = add(store, "unit", name="甲镇", kind="镇")
    with store.write() as writer:
        writer.change(LEDGERS["unit"], unit, {"name": "甲\x1b]0;x\x07\u202e\n镇"}, 1)
    text = overview_text(seen(store))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "甲␛]0;x␇\ufffd 镇" in text
