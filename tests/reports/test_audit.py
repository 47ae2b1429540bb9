"""The audit report: every article's state, nothing green that nobody looked at, and the same in every form."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui import __version__
from fjgov_tui.audit import RULES, findings
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.charts import COLOURS
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.audit import GLYPHS, AuditReport, audit, audit_json
from fjgov_tui.reports.auditfiles import TEXTS, audit_text, write_audit
from fjgov_tui.reports.audithtml import LEGEND
from fjgov_tui.store import Store, read_anchors
from fjgov_tui.text import width
from tests.store.helpers import add

TODAY = date(2026, 11, 23)


def states(report: AuditReport) -> dict[int, str]:
    return {one.article: one.in_words for one in report.articles}


@pytest.fixture
def town(store: Store) -> Store:
    """Two units without responsible persons, and somebody who is not registered by her real name."""
    for name in ("白帝镇人民政府", "县水利局"):
        add(store, "unit", name=name, kind="部门")
    add(store, "person", name="孙惊蛰", unit="县水利局", mobile="19900001234")
    return store


def test_nothing_is_green_in_an_empty_file(store: Store) -> None:
    report = audit(store.read, TODAY)
    assert [one.article for one in report.articles] == list(range(1, 42))
    assert {one.state for one in report.articles} == {"未检查", "无义务"}
    assert all(one.reason for one in report.articles)
    assert report.findings == ()
    told = {one.article: one.reason for one in report.articles}
    assert "台账“单位”为空" in told[5]
    assert told[33].startswith("台账“单位”")
    assert {one.checked for one in report.articles} == {0}


def test_states_follow_from_the_findings(town: Store) -> None:
    said = states(audit(town.read, TODAY))
    assert said[5] == "违规 2"
    assert said[2] == "已记录"
    assert said[1] == "无义务"
    assert said[37] == "预警 1", "only the person's ledger was there to look at, and it has one gap"
    assert said[8] == said[12] == said[39] == "未检查"


def test_an_article_is_green_only_when_every_rule_had_something_to_look_at(store: Store) -> None:
    add(store, "unit", name="县水利局", kind="部门")
    add(store, "person", name="孙惊蛰", unit="县水利局", real_name="是")
    person_only = next(one for one in audit(store.read, TODAY).articles if one.article == 37)
    assert (person_only.state, person_only.violations) == ("未检查", 0)
    assert "后台账户" in person_only.reason
    assert 0 < person_only.checked < sum(rule.article == 37 for rule in RULES)

    add(store, "vendor", name="某公司", unit="县水利局", duties="是", nda_on=TODAY, trained_on=TODAY, checked_on=TODAY)
    add(store, "vendor_check", vendor="某公司", checked_on=TODAY, result="正常")
    assert states(audit(store.read, TODAY))[38] == "合规"


def test_the_report_holds_what_the_rules_say(town: Store) -> None:
    report = audit(town.read, TODAY)
    assert list(report.findings) == findings(town.read, TODAY)
    counted = sum(one.violations + one.warnings + one.notices for one in report.articles)
    assert counted == len(report.findings) == 3


def test_a_part_is_a_part_of_the_whole(town: Store) -> None:
    whole = audit(town.read, TODAY)
    one = audit(town.read, TODAY, article=5)
    assert one.articles == tuple(state for state in whole.articles if state.article == 5)
    assert one.findings == tuple(found for found in whole.findings if found.article == 5)

    unit = audit(town.read, TODAY, unit="县水利局")
    assert unit.findings == tuple(found for found in whole.findings if found.unit == "县水利局")
    assert states(unit)[5] == "违规 1"

    violations = audit(town.read, TODAY, severity=Severity.VIOLATION)
    assert {found.severity for found in violations.findings} == {"violation"}
    assert states(violations) == states(whole), "what is not listed is counted all the same"
    assert "第5条" in one.scope
    assert "县水利局" in unit.scope
    assert violations.scope
    assert not whole.scope


def test_severities_reach_down(town: Store) -> None:
    report = audit(town.read, TODAY, article=37)
    assert [found.severity for found in report.findings] == ["warning"]
    assert [severity for severity in Severity if report.reaches(severity)] == [Severity.WARNING, Severity.NOTICE]


def test_the_document_has_the_keys_of_the_contract(town: Store) -> None:
    document = json.loads(TEXTS["json"](audit(town.read, TODAY, database="/srv/county.db")))
    assert list(document) == ["as_of", "database", "rulepacks", "articles", "findings", "summary"]
    assert (document["as_of"], document["database"]) == ("2026-11-23", "/srv/county.db")
    for article in document["articles"]:
        assert {"article", "title", "state", "checked", "violations", "warnings"} <= set(article)
        assert article["state"] in GLYPHS
    for found in document["findings"]:
        keys = ["rule", "article", "severity", "ledger", "id", "subject", "unit", "message", "since", "due", "pack"]
        assert list(found) == [*keys, "explained"]
    summary = document["summary"]
    assert summary["violations"] + summary["warnings"] + summary["notices"] == len(document["findings"])
    assert sum(summary["articles"].values()) == 41


@pytest.mark.parametrize("form", [*TEXTS, "xlsx", "docx"])
def test_every_form_carries_the_trails_head_and_every_finding(town: Store, form: str, tmp_path: Path) -> None:
    report = audit(town.read, TODAY)
    path = tmp_path / f"report.{form}"
    write_audit(report, path, form)
    assert path.stat().st_mode & 0o777 == 0o600
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert report.anchor in cells
        for sheet in book:
            fits = sheet.sheet_properties.pageSetUpPr
            assert fits is not None
            assert (fits.fitToPage, sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (
                True,
                0,
                "landscape",
            )
            assert sheet.print_title_rows == "$1:$1", "the headings come again on every page"
        text = "\n".join(cells)
    elif form == "docx":
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
        text = "\n".join(root.itertext())
        assert report.anchor in text
    else:
        assert read_anchors(path) == [town.read.head()]
        text = path.read_text(encoding="utf-8")
    if form == "html":
        days = {found.since for found in report.findings if found.since}
        assert all(f'<td class="s">{day}</td>' in text for day in days), "a day is not torn"
    for found in report.findings:
        assert found.message in text
        assert found.subject in text
    assert "19900001234" not in text, "sealed"


HOSTILE = "<script>alert(1)</script>|`x`*y*[z](http://a.cn)\x1b[31m\u202e=cmd|'/c calc'!A1"


def test_names_from_outside_cannot_act_in_any_form(town: Store, tmp_path: Path) -> None:
    report = audit(town.read, TODAY)
    bad = replace(report.findings[0], subject=HOSTILE, unit=HOSTILE, message=HOSTILE)
    hostile = replace(report, findings=(bad,), database=HOSTILE, scope=HOSTILE)
    for form in TEXTS:
        text = TEXTS[form](hostile)
        if form != "json":
            assert "\x1b" not in text
            assert "\u202e" not in text
        else:
            assert "\x1b" not in text, "JSON escapes it"
    assert "<script>" not in TEXTS["html"](hostile)
    markdown = TEXTS["md"](hostile)
    assert "<script>" not in markdown.replace("\\<", "")
    rows = [line for line in markdown.splitlines() if line.startswith("| 违反")]
    assert rows[0].replace("\\|", "").count("|") == 10, "one row of nine cells"
    write_audit(hostile, tmp_path / "a.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("cells", [60, 80, 120])
def test_the_table_of_articles_fits_the_terminal(town: Store, cells: int) -> None:
    lines = audit_text(audit(town.read, TODAY), cells).splitlines()
    table = [line for line in lines if line.startswith("第") and "条 " in line[:6]]
    assert len(table) == 41
    assert all(width(line) <= cells for line in table)


def test_asking_changes_nothing(town: Store) -> None:
    head = town.read.head()
    audit(town.read, TODAY)
    assert town.read.head() == head


def test_any_day_can_be_asked_about(town: Store) -> None:
    @given(day=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
    def check(day: date) -> None:
        report = audit(town.read, day)
        assert report.as_of == day
        assert len(report.articles) == 41
        assert audit_json(report)["as_of"] == day.isoformat()
        assert {one.ledger for one in report.findings} <= set(LEDGERS)

    check()


def test_green_stands_for_what_is_in_order_and_vermilion_for_what_is_broken() -> None:
    colours = dict(zip(LEGEND, COLOURS, strict=False))
    assert set(LEGEND) == set(GLYPHS)
    assert (colours["合规"], colours["违规"], colours["未检查"]) == ("#009E73", "#D55E00", "#999999")


def test_the_page_holds_charts_with_their_tables_and_loads_nothing(town: Store, tmp_path: Path) -> None:
    report = audit(town.read, TODAY)
    page = TEXTS["html"](report)
    assert page.count("<svg ") == page.count("</svg>") == 2, "no site and no account: their charts are left out"
    assert page.count("<table>") >= 4
    assert "default-src 'none'" in page
    assert not re.findall(r"<script|<link|<img|@import|url\(http|href=|src=", page)
    assert "@media print" in page
    assert __version__ in page


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "md"])
def test_the_same_file_on_the_same_day_gives_the_same_bytes(town: Store, tmp_path: Path, form: str) -> None:
    made = []
    for name in ("a", "b"):
        write_audit(audit(town.read, TODAY), tmp_path / f"{name}.{form}", form)
        made.append((tmp_path / f"{name}.{form}").read_bytes())
    assert made[0] == made[1]


def test_the_workbook_has_a_sheet_for_each_chapter(town: Store, tmp_path: Path) -> None:
    write_audit(audit(town.read, TODAY), tmp_path / "a.xlsx", "xlsx")
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert [name for name in names if name.startswith("第")] == [
        f"第{chapter.number}章 {chapter.title}" for chapter in rulebook().chapters
    ]
