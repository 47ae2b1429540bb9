"""`fjgov duty` and `fjgov patrol`: the same as the screens, for scripts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from fjgov_tui.clock import BEIJING, beijing_day, utc_now
from tests.cli.conftest import Fjgov

OFFICE = "县政府办公室"
FIRST = beijing_day(utc_now()) + timedelta(days=1)
PEOPLE = ("甲一", "乙二", "丙三", "丁四", "戊五")


@pytest.fixture
def people(county: Fjgov) -> Fjgov:
    """Five people who serve, in the county's own office."""
    shown = county("ledger", "show", "unit", "--json").json["rows"]
    if all(unit["name"] != OFFICE for unit in shown):
        assert county("ledger", "add", "unit", f"name={OFFICE}", f"kind={OFFICE}").code == 0
    for name in PEOPLE:
        words = ("ledger", "add", "person", f"name={name}", f"unit={OFFICE}", "roles=值班人员", "on_duty=2025-01-01")
        assert county(*words).code == 0
    return county


def roster(fjgov: Fjgov, *more: str, days: int = 27) -> int:
    span = ("--from", str(FIRST), "--to", str(FIRST + timedelta(days=days)))
    ended = fjgov("duty", "roster", "--unit", OFFICE, "--people", "、".join(PEOPLE), *span, *more)
    assert ended.code == 0, ended.err
    return ended.err.count("\n")


def listed(fjgov: Fjgov) -> list[tuple[int, str, str | None]]:
    rows = fjgov("duty", "list", "--to", str(FIRST + timedelta(days=60)), "--json").json["rows"]
    return [(row["id"], row["day"], row["person"]) for row in rows]


def test_a_month_for_five_people_a_swap_a_sick_leave_a_gap_made_and_found(people: Fjgov) -> None:
    roster(people)
    assert listed(people) == [], "a preview writes nothing"
    ended = people(
        "duty", "roster", "--unit", OFFICE, "--people", "、".join(PEOPLE), "--from", str(FIRST), "--to",
        str(FIRST + timedelta(days=27)), "--save",
    )  # fmt: skip
    assert "空班 0 天" in ended.err
    assert "同时值两个班 0 处" in ended.err
    made = listed(people)
    assert len(made) == 28
    assert people("duty", "gaps", "--from", str(FIRST), "--to", str(FIRST + timedelta(days=27))).code == 0
    other = next(row for row in made if row[2] != made[0][2])
    swapped = people("duty", "swap", str(made[0][0]), "--with", str(other[0]), "--approved", "甲一")
    assert swapped.code == 0, swapped.err
    assert people("duty", "leave", str(made[5][0]), "--approved", "甲一", "--reason", "住院").code == 0
    gaps = people("duty", "gaps", "--from", str(FIRST), "--to", str(FIRST + timedelta(days=27)), "--json")
    assert (gaps.code, [row["day"] for row in gaps.json["rows"]]) == (1, [made[5][1]])
    taker = next(name for name in PEOPLE if name != made[5][2])
    assert people("duty", "cover", str(made[5][0]), "--by", taker, "--approved", "甲一").code == 0
    assert people("duty", "gaps", "--from", str(FIRST), "--to", str(FIRST + timedelta(days=27))).code == 0
    figures = people("duty", "stats", "--from", str(FIRST), "--to", str(FIRST + timedelta(days=27)), "--json").json[
        "rows"
    ]
    assert sum(row["total"] for row in figures) == 28
    assert sum(row["taken"] for row in figures) == sum(row["given"] for row in figures) == 3


def test_the_month_is_written_as_a_paper_and_a_calendar(people: Fjgov, tmp_path: Path) -> None:
    roster(people, "--save", days=3)
    paper = tmp_path / "值班.docx"
    month = f"{FIRST:%Y-%m}"
    assert people("duty", "month", month, "-o", paper, "--ics", tmp_path / "值班.ics").code == 0
    assert 'w:orient="landscape"' in ZipFile(paper).read("word/document.xml").decode()
    assert "BEGIN:VEVENT" in (tmp_path / "值班.ics").read_text(encoding="utf-8")


def test_a_spreadsheet_is_rehearsed_and_then_comes_in(people: Fjgov, tmp_path: Path) -> None:
    sheet = tmp_path / "值班.csv"
    sheet.write_text("2027年1月值班表,,,\n姓名,1,2,3\n甲 一,白,,夜\n乙二,夜,白,\n丙三,,夜,白\n", encoding="utf-8")
    rehearsed = people("duty", "import", sheet, "--dry-run", "--json")
    assert (rehearsed.code, rehearsed.json["added"], rehearsed.json["written"]) == (0, 6, False)
    assert people("duty", "import", sheet).code == 0
    rows = people("duty", "list", "--from", "2027-01-01", "--to", "2027-01-03", "--json").json["rows"]
    assert [(row["part"], row["person"]) for row in rows][:2] == [("白班", "甲一"), ("夜班", "乙二")]
    sheet.write_text("2027年1月值班表,,,\n姓名,1,2,3\n甲一,白,替,夜\n", encoding="utf-8")
    refused = people("duty", "import", sheet)
    assert refused.code == 2
    assert "不认识这个标记" in refused.out + refused.err


def test_a_shift_is_handed_on_and_taken_over_and_a_telephone_tried_twice(people: Fjgov) -> None:
    # It ends at half past eight and may be handed on an hour before that.
    hour = utc_now().astimezone(BEIJING)
    day = FIRST - timedelta(days=2 if (hour.hour, hour.minute) >= (7, 30) else 3)
    for ahead, name in enumerate(PEOPLE[:3]):
        words = (f"day={day + timedelta(days=ahead)}", f"unit={OFFICE}", "part=全天", f"person={name}")
        assert people("ledger", "add", "shift", *words).code == 0
    first = people("duty", "call", "戊五", "--no-answer")
    again = people("duty", "call", "戊五", "--no-answer", "--by", "甲一")
    assert first.out == again.out, "the second try belongs to the first"
    assert "第二次拨打" in again.err
    handed = people("duty", "handover", "1")
    assert handed.code == 0, handed.err
    assert "电话没有接通：戊五" in handed.out
    assert people("duty", "accept", handed.out.splitlines()[0], "--by", "丙三").code == 2
    assert people("duty", "accept", handed.out.splitlines()[0]).code == 0


def test_what_is_to_be_read_what_was_and_what_was_not(people: Fjgov) -> None:
    site = ("name=白帝镇子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://bdz.example/")
    assert people("ledger", "add", "site", *site).code == 0
    unread = people("patrol", "list", "--json")
    assert (unread.code, [row["state"] for row in unread.json["rows"]]) == (1, ["未读"])
    assert people("patrol", "read", "白帝镇子网站", "--by", "甲一", "--result", "好").code == 2
    assert people("patrol", "read", "白帝镇子网站", "--by", "甲一").code == 0
    assert people("patrol", "list").code == 0
    (row,) = people("patrol", "coverage", "--json").json["rows"]
    assert (row["place"], row["times"], row["last"]) == (
        "白帝镇子网站",
        1,
        str(FIRST - timedelta(days=1)),
    )


def test_what_is_planned_and_booked_is_told_to_programs_as_one_document(people: Fjgov) -> None:
    span = ("--unit", OFFICE, "--people", "甲一、乙二", "--from", str(FIRST), "--to", str(FIRST + timedelta(days=1)))
    planned = people("duty", "roster", *span, "--save", "--json").json
    assert (planned["rows"][0]["day"], planned["rows"][0]["person"]) == (str(FIRST), "甲一")
    assert planned["gaps"] == []
    (left,) = people("duty", "leave", "1", "--approved", "丙三", "--json").json["rows"]
    assert (left["kind"], left["away"], left["taker"]) == ("请假", "甲一", None)
    month = people("duty", "month", f"{FIRST:%Y-%m}", "--json").json
    assert (month["rows"][0]["person"], month["gaps"][:1]) == (None, [str(FIRST)])
    (called,) = people("duty", "call", "戊五", "--answered", "--json").json["rows"]
    assert called["answered"] == "是"
    site = ("name=白帝镇子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://bdz.example/")
    assert people("ledger", "add", "site", *site).code == 0
    (read,) = people("patrol", "read", "白帝镇子网站", "--by", "甲一", "--json").json["rows"]
    assert (read["site"], read["result"]) == ("白帝镇子网站", "正常")


def test_a_reading_that_found_something_enters_its_incident_in_the_same_line(people: Fjgov) -> None:
    site = ("name=白帝镇子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://bdz.example/")
    assert people("ledger", "add", "site", *site).code == 0
    read = ("patrol", "read", "白帝镇子网站", "--by", "甲一", "--result", "有问题")
    for words in (("--kind", "怪事"), ("--kind", "疑似篡改", "--incident", "1"), ("--notify",)):
        assert people(*read, *words).code == 2
    assert people("patrol", "read", "白帝镇子网站", "--by", "甲一", "--kind", "疑似篡改").code == 2, (
        "正常 finds nothing"
    )
    made = people(*read, "--kind", "疑似篡改", "--notify")
    assert (made.code, "预警处置编号 1。" in made.err) == (0, True)
    assert [row["incident"] for row in people("incident", "clock", "--json").json["rows"]] == [1]
    again = people(*read, "--kind", "疑似篡改", "--problem", "还在", "--json")
    assert (again.json["rows"][0]["incident"][:6], "已经在处置" in again.err) == ("白帝镇子网站", True)
