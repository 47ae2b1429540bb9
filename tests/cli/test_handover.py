"""`fjgov handover` from the first look to the end, with the dates of today."""

import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import beijing_day, utc_now
from tests.cli.conftest import Fjgov


@pytest.fixture
def today() -> date:
    return beijing_day(utc_now())


@pytest.fixture
def office(county: Fjgov, today: date) -> Fjgov:
    """张三 of 白帝镇 holds an account and is its unit's first responsible person; 李四 was trained, 王五 was not."""
    came = (today - timedelta(days=300)).isoformat()
    rows = [
        ("person", "name=李四", "unit=白帝镇人民政府", f"on_duty={came}", "roles=信息员"),
        ("person", "name=王五", "unit=白帝镇人民政府", f"on_duty={came}", "roles=信息员"),
        ("training", "name=岗前", f"held_on={came}", "form=一对一", "organiser=白帝镇人民政府"),
        ("attendance", "training=岗前", "person=李四"),
        ("site", "name=白帝子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://a.example/"),
        ("account", "name=后台", "site=白帝子网站", "holder=张三", "privilege=编辑", f"opened_on={came}"),
    ]
    assert county("ledger", "set", "person", "1", f"on_duty={came}").code == 0
    for words in rows:
        ended = county("ledger", "add", *words)
        assert ended.code == 0, ended.err
    assert county("ledger", "set", "unit", "1", "first=张三").code == 0
    return county


def test_a_leaver_is_handed_over_from_beginning_to_end(office: Fjgov, today: date) -> None:
    held = office("handover", "holds", "张三", "--json").json
    assert [(row["kind"], row["name"]) for row in held["rows"]] == [
        ("后台账户", "后台"),
        ("第一责任人", "白帝镇人民政府"),
    ]
    begun = office("handover", "start", "张三", "--on", today, "--to", "李四", "--duties-to", "李四")
    assert (begun.code, begun.out) == (0, "1\n")
    assert "自" in begun.err
    assert office("handover", "finish", "1").code == 2
    assert office("handover", "pledge", "1", "--on", today).code == 0
    assert "没有换过口令" in office("handover", "filed", "1", "--on", today).err
    row = office("handover", "list", "--json").json["rows"][0]
    assert (row["leaver"], row["taker"], row["state"], row["rotated"], row["days"]) == ("张三", "李四", "未办结", 0, 0)
    rotated = ("rotation", "account=后台", f"on={today}", "by=李四", "length=10", "reason=移交")
    assert office("ledger", "add", *rotated).code == 0
    shown = office("handover", "show", "1", "--json").json
    assert shown["rows"] == [{"account": "后台", "taker": "李四", "rotated_on": today.isoformat(), "state": "已换"}]
    assert shown["handover"]["state"] == "可办结"
    ended = office("handover", "finish", "1")
    assert (ended.code, ended.out) == (0, f"{today}\n")
    assert "✓ 已办结" in office("handover", "list").out
    for words in (
        ("pledge", "1", "--on", today),
        ("filed", "1", "--on", today),
        ("give", "1", "后台", "张三"),
        ("finish", "1"),
    ):
        assert office("handover", *words).code == 2, "what is closed is not written on"
    unit = office("ledger", "show", "unit", "1", "--json").json["rows"][0]
    assert unit["first"] == "李四"
    assert office("verify").code == 0


def test_its_form_is_printed_as_text_or_as_a_paper(office: Fjgov, today: date, tmp_path: Path) -> None:
    assert office("handover", "start", "张三", "--on", today, "--to", "李四").code == 0
    text = office("handover", "form", "1").out
    number = re.search(r"办件号 (\S+)", text)
    assert number is not None
    paper = tmp_path / "移交清单.docx"
    assert office("handover", "form", "1", "--file", paper).code == 0
    with zipfile.ZipFile(paper) as archive:
        content = archive.read("word/document.xml").decode()
    assert number[1] in content, "the number by which the scan is found again"
    assert all(words in content for words in ("张三", "签名：", "日期：", "仿宋_GB2312", "第 36、37 条"))
    assert paper.stat().st_mode & 0o777 == 0o600


def test_an_account_can_go_to_somebody_else(office: Fjgov, today: date) -> None:
    office("handover", "start", "张三", "--on", today, "--to", "李四")
    assert office("handover", "give", "1", "后台", "王五").code == 2
    assert office("handover", "give", "1", "后台", "王五", "--untrained").code == 0
    assert office("handover", "show", "1", "--json").json["rows"][0]["taker"] == "王五"
    assert office("ledger", "show", "account", "1", "--json").json["rows"][0]["holder"] == "王五"


def test_show_says_what_is_missing(office: Fjgov, today: date) -> None:
    office("handover", "start", "张三", "--on", today, "--account", "后台＝李四")
    shown = office("handover", "show", "1")
    assert "还缺：没有签离岗保密承诺" in shown.out
    assert f"还缺：账户“后台”自 {today} 起没有换过口令" in shown.out
    assert re.search(r"接手人 +李四", shown.out)


BAD = (
    (("start", "张三", "--on", "今天以后", "--to", "李四"), "不是日期"),
    (("start", "张三", "--to", "李四"), "缺少选项"),
    (("start", "没人", "--on", "TODAY", "--to", "李四"), "没有"),
    (("start", "张三", "--on", "TODAY"), "没有写明接手人：后台"),
    (("start", "张三", "--on", "TODAY", "--to", "张三"), "移交人自己"),
    (("start", "张三", "--on", "TODAY", "--to", "王五"), "先培训后上岗"),
    (("start", "张三", "--on", "TODAY", "--account", "后台"), "账户=人员"),
    (("start", "张三", "--on", "1990-01-01", "--to", "李四"), "早于到岗日期"),
    (("pledge", "7", "--on", "TODAY"), "没有编号 7"),
    (("finish", "7"), "没有编号 7"),
    (("show", "7"), "没有编号 7"),
    (("show", "一"), "没有"),
)
"""What is typed, and a part of the sentence that says why it is refused."""


def test_bad_input_is_a_sentence_and_changes_nothing(office: Fjgov, today: date) -> None:
    before = office("verify", "--json").json["anchor"]
    for words, said in BAD:
        ended = office("handover", *(word.replace("TODAY", today.isoformat()) for word in words))
        assert (ended.code, ended.out) == (2, ""), words
        assert said in ended.err
    assert office("verify", "--json").json["anchor"] == before


def test_two_people_of_one_name_are_asked_for_by_unit(office: Fjgov, today: date) -> None:
    assert office("ledger", "add", "person", "name=张三", "unit=县水利局").code == 0
    ended = office("handover", "start", "张三", "--on", today, "--to", "李四")
    assert ended.code == 2
    assert "白帝镇人民政府/张三" in ended.err
    assert "县水利局/张三" in ended.err
    assert office("handover", "start", "白帝镇人民政府/张三", "--on", today, "--to", "李四").code == 0


def test_an_untrained_taker_is_let_through_only_when_said_so(office: Fjgov, today: date) -> None:
    assert office("handover", "start", "张三", "--on", today, "--to", "王五", "--untrained").code == 0


def test_every_change_is_refused_read_only(office: Fjgov, today: date) -> None:
    for words in (("start", "张三", "--on", today), ("pledge", "1", "--on", today), ("finish", "1")):
        assert office("--readonly", "handover", *words).code == 3
    assert office("--readonly", "handover", "list").code == 0
