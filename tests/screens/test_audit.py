"""Screen 8: the articles and findings are the rulebook's, on any day; nothing is green that nobody looked at."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from fjgov_tui.audit import findings
from fjgov_tui.commands.audit import VerifyHere
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.quarters import Period
from fjgov_tui.reports.audit import audit
from fjgov_tui.reports.inspection import InspectionReport, inspect
from fjgov_tui.screens.audit.audit_data import FindingRow, read_audit
from fjgov_tui.screens.audit.filters import Filters
from fjgov_tui.screens.audit.paper import shown_report
from fjgov_tui.screens.audit.screen import AuditScreen
from fjgov_tui.screens.ledgers.detail import DetailScreen
from fjgov_tui.store import Reader, Store, verify
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.recordlist import RecordList
from tests.screens.driving import Driver, driving
from tests.workflows.office import TODAY, Office, furnish

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def office(store: Store) -> Office:
    """Two units that have people, and nobody responsible."""
    made = furnish(store)
    made.person("赵一")
    made.person("孙三", unit="县水利局")
    return made


async def opened(drive: Driver) -> AuditScreen:
    await drive.press("8")
    await drive.until(lambda: isinstance(drive.screen, AuditScreen) and drive.screen.data is not None)
    await drive.see("条款 41")
    assert isinstance(drive.screen, AuditScreen)
    return drive.screen


def listed(drive: Driver) -> list[str]:
    records = drive.screen.query_one(RecordList)
    return [" ".join(records._cells[number]) for number in records.ids]


async def test_every_article_stands_there_as_the_report_has_it(office: Office) -> None:
    report = audit(office.store.read, TODAY)
    async with driving(office.store.path) as drive:
        await opened(drive)
        rows = listed(drive)
        assert len(rows) == 41
        for row, article in zip(rows, report.articles, strict=True):
            assert row.startswith(f"{article.article} {article.glyph} {article.in_words} {article.title}")
        green = [article for article in report.articles if article.state == "合规"]
        assert all(article.judged and not article.unjudged for article in green)
        await drive.see(f"未检查 {report.states['未检查']}", f"违反 {report.count(Severity.VIOLATION)}")


async def test_a_number_that_is_typed_finds_its_article_first(office: Office) -> None:
    """Whoever asks for article 33 wants it, and not those whose reasons happen to hold these digits."""
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        assert len([row for row in listed(drive) if "33" in row]) > 0
        await drive.press("slash", "3")
        await drive.until(lambda: listed(drive)[0].startswith("3 "))
        assert len(listed(drive)) > 1
        assert screen.records.record == 3


async def test_enter_goes_from_the_article_to_its_findings_to_the_record_and_esc_back(office: Office) -> None:
    of_five = [finding for finding in findings(office.store.read, TODAY) if finding.article == 5]
    assert len(of_five) > 1
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.press("enter")
        await drive.see("第1条没有列出问题")
        await drive.press(*["down"] * 4, "enter")
        await drive.see(f"第5条  共 {len(of_five)} 项", of_five[0].message[:12])
        assert len(listed(drive)) == len(of_five)
        await drive.press("escape")
        await drive.see("未检查")
        assert len(listed(drive)) == 41
        await drive.press("f4")
        await drive.until(lambda: len(listed(drive)) == len(findings(office.store.read, TODAY)))
        row = screen.current
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        assert isinstance(row, FindingRow)
        await drive.see(row.finding.subject)
        await drive.press("escape")
        await drive.until(lambda: drive.screen is screen)
        assert screen.current == row


async def test_what_somebody_writes_is_asked_again(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        before = len(findings(office.store.read, TODAY))
        office.person("钱二", unit="县水利局", phone="", roles="信息员")
        after = len(findings(office.store.read, TODAY))
        assert before != after
        await drive.see(f"问题 {after}")


async def test_past_days_are_judged_and_said(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.press("left")
        await drive.see("✗ 2026-10-31 还没有这份文件，下面按现在登记的日期核对")
        await drive.press("left")
        await drive.see("2026-09-30")
        await drive.press("right")
        await drive.see("2026-10-31")
        await drive.press("right")
        await drive.see(f"{TODAY} 今天")
        await drive.press("right")
        await drive.see("已经是今天了")
        await drive.press("left")
        await drive.see("2026-10-31")
        await drive.press("escape")
        await drive.see(f"{TODAY} 今天")
        assert screen.data is not None


def only_file(folder: Path, pattern: str) -> str:
    (path,) = folder.glob(pattern)
    return path.read_text(encoding="utf-8")


async def test_exactly_what_is_shown_is_saved(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press(*["down"] * 4, "enter")
        await drive.see("第5条  共")
        await drive.press("f8")
        await drive.see("只看第5条")
        await drive.press(*["backspace"] * len(".docx"), *".md", "enter")
        await drive.see("已存到")
    text = only_file(tmp_path, "*.md")
    assert "5.responsible" in text.replace("\\", "")
    assert "第5条" in text
    assert "第7条" not in text
    assert str(office.store.read.head()) in text


def test_a_report_of_one_article_holds_it_alone(office: Office) -> None:
    data = read_audit(office.store.read, TODAY, NOW)
    sought = shown_report(data, "a.db", None, "37", [37])
    assert [article.article for article in sought.articles] == [37]
    assert {finding.article for finding in sought.findings} <= {37}
    assert "查找“37”" in sought.scope
    whole = shown_report(data, "a.db", None, "")
    fifth = data.shown(Filters(article=5), None)
    part = shown_report(fifth, "a.db", fifth.listed, "")
    assert len(whole.articles) == 41
    assert {article.article for article in part.articles} == {5}
    assert {finding.article for finding in part.findings} == {5}
    assert whole.findings == data.report.findings


def test_two_findings_of_one_rule_on_one_record_are_two_lines(office: Office) -> None:
    data = read_audit(office.store.read, TODAY, NOW)
    assert len({row.id for row in data.findings}) == len(data.findings) == len(data.report.findings)
    twice = replace(data.report, findings=data.report.findings * 2)
    from fjgov_tui.screens.audit.audit_data import _numbered

    assert len({row.id for row in _numbered(twice)}) == len(twice.findings)


def rows_of(folder: Path) -> list[list[object]]:
    """The cells of the one workbook in a folder."""
    (path,) = folder.glob("*.xlsx")
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def next_view(drive: Driver, screen: AuditScreen) -> None:
    """One view on, once it is there: while a quarter is inspected a key waits for its turn."""
    before = screen.view
    await drive.press("f4")
    await drive.until(lambda: screen.view is not before)


async def to_view(drive: Driver, title: str) -> AuditScreen:
    screen = await opened(drive)
    for _ in range(5):
        if screen.view.title == title:
            return screen
        await next_view(drive, screen)
    raise AssertionError(title)


async def test_the_trail_says_who_when_what_and_the_finder_narrows_it(office: Office) -> None:
    office.set("unit", 2, phone="023-56550000")
    async with driving(office.store.path) as drive:
        await to_view(drive, "审计链")
        await drive.see("修改", "白帝镇人民政府：值班电话")
        await drive.press("slash", *"任职", "enter")
        await drive.until(lambda: not listed(drive))
        await drive.press("escape", "slash", *"白帝镇 修改", "enter")
        await drive.until(lambda: len(listed(drive)) == 1)
        await drive.press("enter")
        await drive.see("023-56550000")


async def test_the_trail_is_saved_as_it_is_listed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(office.store.path) as drive:
        await to_view(drive, "审计链")
        rows = len(listed(drive))
        await drive.press("f8")
        await drive.see("审计链锚")
        await drive.press("enter")
        await drive.see("已存到")
    cells = rows_of(tmp_path)
    assert len([row for row in cells[1:] if isinstance(row[0], int)]) == rows
    assert any(str(office.store.read.head()) in str(row[0]) for row in cells)


async def test_an_inspection_is_judged_by_keyboard(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await to_view(drive, "检查")
        await drive.see("2026年第四季度（期中）", "白帝镇子网站", "未检查 1")
        await drive.press("f2")
        await drive.see("哪一项")
        await drive.press(*"W-V-03", "enter")
        await drive.see("没有问题")
        await drive.press("down", "enter")
        await drive.see("看到了什么")
        await drive.press(*"首页三周没有更新", "enter")
        await drive.until(lambda: screen.data is not None and screen.data.inspection is not None
                          and screen.data.inspection.count("不合格") == 1)  # fmt: skip
        await drive.press("left")
        await drive.see("2026年第三季度  时点 2026-09-30")
    (checkpoint,) = office.store.read.records(LEDGERS["checkpoint"])
    assert (checkpoint.values["judgement"], checkpoint.values["evidence"]) == ("不符合", "首页三周没有更新")


async def test_no_list_waits_for_an_inspection_and_a_quarter_is_inspected_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, asked = threading.Event(), list[Period]()

    def slowly(reader: Reader, period: Period, today: date) -> InspectionReport:
        asked.append(period)
        assert go_on.wait(60)
        return inspect(reader, period, today)

    monkeypatch.setattr("fjgov_tui.screens.audit.screen.inspect", slowly)
    async with driving(office.store.path) as drive:
        screen = await to_view(drive, "检查")
        await drive.until(lambda: bool(asked))
        await drive.see("正在检查…")
        await drive.press("f4")
        await drive.see("没有整改和问责的登记")
        go_on.set()
        await to_view(drive, "检查")
        await drive.see("2026年第四季度（期中）", "白帝镇子网站")
        await drive.press("left")
        await drive.see("2026年第三季度  时点 2026-09-30")
        await drive.press("right")
        await drive.see("2026年第四季度（期中）")
        assert screen.data is not None
    assert [period.name for period in asked] == ["2026Q4", "2026Q3"]


async def test_whoever_may_only_read_is_not_offered_to_judge(office: Office) -> None:
    async with driving(office.store.path, readonly=True) as drive:
        await to_view(drive, "检查")
        await drive.see("2026年第四季度（期中）")
        await drive.press("f2")
        await drive.see("只读")
    assert not list(office.store.read.records(LEDGERS["checkpoint"]))


async def test_orders_and_cases_are_listed_and_lead_to_their_record(office: Office) -> None:
    office.add("rectification", title="首页不更新", unit="白帝镇人民政府", problem="首页", ordered_on="2026-11-16")
    async with driving(office.store.path) as drive:
        await to_view(drive, "整改问责")
        await drive.see("首页不更新", "整改报告")
        await drive.press("enter")
        await drive.see("下达日期", "2026-11-16")


async def test_the_file_is_proved_from_here(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("ctrl+p", *"核验这个文件", "enter")
        await drive.see("核验：全部通过", "审计链")


# --- filters, comparison, explanation --------------------------------------------------------------------------------


async def test_filters_narrow_the_findings_and_the_file_holds_exactly_what_is_listed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("semicolon", "enter")
        await drive.see("只看哪个单位", "县水利局")
        await drive.paste("县水利局")
        await drive.press("enter")
        await drive.see("只看 县水利局")
        rows = listed(drive)
        assert rows
        assert all("县水利局" in row for row in rows)
        await drive.press("f8")
        await drive.see("存核对报告", "只看县水利局，条款的状态按全县")
        await drive.press("ctrl+a")
        drive.screen.query_one(Line).value = str(tmp_path / "part.json")
        await drive.press("enter")
        await drive.until((tmp_path / "part.json").exists)
        await drive.press("escape")
        await drive.see("违规")
    report = json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))
    assert [finding["unit"] for finding in report["findings"]] == ["县水利局"] * len(rows)


async def test_a_finding_is_explained_by_key_and_is_not_open_then(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f4")
        await drive.see("问题")
        await drive.press("f2")
        await drive.see("为什么现在改不了")
        await drive.paste("等上级批复")
        await drive.press("enter")
        await drive.see("谁说明")
        await drive.paste("王主任")
        await drive.press("enter")
        await drive.see("说明有效到哪一天")
        await drive.press("enter")
        await drive.see("· 已说明")
    (record,) = office.store.read.records(LEDGERS["explanation"])
    assert record.values["who"] == "王主任"


async def test_two_days_are_compared_by_key(office: Office) -> None:
    office.account("甲", rotated_on="2026-09-10")
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f6")
        await drive.see("和哪一天对比", "2026-09-30")


async def test_who_may_only_read_is_offered_no_key_that_writes(office: Office) -> None:
    async with driving(office.store.path, readonly=True) as drive:
        await opened(drive)
        await drive.press("f4")
        await drive.see("只读", "; 只看")
        assert "F2" not in drive.lines()[-1]
        await drive.press("f2")
        await drive.see("文件是只读打开的，不能修改")


# --- the trail -------------------------------------------------------------------------------------------------------


async def test_a_search_looks_inside_imports_and_a_group_is_taken_apart(office: Office) -> None:
    with office.store.write("导入") as writer:
        for number in range(30):
            writer.save(LEDGERS["unit"], {"name": f"第{number}村", "kind": "事业单位"})
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f4", "f4", "f4")
        await drive.press("f4")
        await drive.see("等 30 条", "次变更")
        await drive.press("enter")
        await drive.see("共 30 条", "第17村")
        await drive.press("escape", "slash")
        await drive.paste("第17村")
        await drive.see("在全部变更里查到 1 条", "第17村")
        await drive.press("enter", "enter")
        await drive.see("单位  第17村")


async def test_a_verification_says_how_far_it_has_come_of_how_many(office: Office) -> None:
    told: list[tuple[int, int, str]] = []
    verdict = verify(office.store.read.db, step=lambda place, total, title: told.append((place, total, title)))
    assert verdict.ok
    assert [place for place, _, _ in told] == list(range(1, told[0][1] + 1))
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        screen.post_command(VerifyHere)
        await drive.see("核验：全部通过", "审计链")
