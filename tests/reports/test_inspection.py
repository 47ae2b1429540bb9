"""The quarterly inspection (article 33): nothing passes that nobody looked at; what fails says why; points that sum."""

from datetime import date, timedelta

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.paper.document import Passage
from fjgov_tui.quarters import Period, parse_period, quarter_of
from fjgov_tui.reports.bulletin import BulletinDraft, bulletin_document, gather_bulletin
from fjgov_tui.reports.inspection import InspectionReport, Sample, SubjectResult, day_of_inspection, inspect, ranks
from fjgov_tui.reports.inspectionfiles import summary_lines
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.workflows.inspections import Inspected, book_inspection, order_rectification
from tests.audit.conftest import TODAY, County, county

__all__ = ["county"]
Q4, Q3 = parse_period("2026Q4"), parse_period("2026Q3")


def asked(county: County, period: Period = Q4, today: date = TODAY) -> InspectionReport:
    return inspect(county.store.read, period, today)


def of(report: InspectionReport, ledger: str) -> SubjectResult:
    (result,) = [result for result in report.results if result.ledger == ledger]
    return result


def verdicts(result: SubjectResult) -> dict[str, str]:
    return {item.indicator.id: item.verdict for item in result.items}


def judged(county: County, subject: str, name: str, *indicators: str, **given: Raw) -> None:
    """What a person has seen and entered."""
    for indicator in indicators:
        values: dict[str, Raw] = {subject: name, "judgement": "符合", **given}
        county.add("checkpoint", period="2026Q4", indicator=indicator, **values)


def by_hand(county: County) -> None:
    """A person has looked at everything that the monitor has not."""
    report = asked(county)
    for result, item in report.to_judge:
        judged(county, result.ledger, result.name, item.indicator.id)


def test_a_quarter_without_monitor_data_is_not_checked_and_nothing_passes(county: County) -> None:
    """The visits of the fixture are of November: the third quarter has none."""
    report = asked(county, Q3)
    assert (report.on, report.interim) == (date(2026, 9, 30), False)
    assert verdicts(of(report, "site"))["W-V-02"] == "未检查"
    assert report.count("合格") == 0
    assert of(report, "site").result == "未检查"


def test_a_quarter_that_runs_is_interim_and_judged_today(county: County) -> None:
    report = asked(county)
    assert (report.on, report.interim) == (TODAY, True)


@pytest.mark.parametrize(
    ("today", "on"), [(date(2026, 10, 30), date(2026, 10, 30)), (date(2026, 10, 31), date(2026, 9, 30))]
)
def test_a_quarter_just_over_is_looked_at_on_the_day_itself(today: date, on: date) -> None:
    assert day_of_inspection(Q3, today) == on


def test_who_has_been_looked_at_in_everything_passes(county: County) -> None:
    assert of(asked(county), "site").result == "未检查", "nobody has looked at the columns"
    by_hand(county)
    report = asked(county)
    assert {result.name: result.result for result in report.results} == {"县政府网": "合格", "白帝镇": "合格"}


def test_one_veto_condemns_whatever_else_is_in_order(county: County) -> None:
    by_hand(county)
    county.save("media", interactive="否")
    result = of(asked(county), "media")
    assert (result.result, [item.indicator.id for item in result.problems]) == ("不合格", ["N-V-03a"])
    assert result.grounds.startswith("N-V-03a 没有互动功能：")


@pytest.mark.parametrize(("days", "result"), [(14, "符合"), (15, "不符合")])
def test_two_weeks_without_a_post_condemn_an_account(county: County, days: int, result: str) -> None:
    county.save("media", posted_on=TODAY - timedelta(days=days))
    assert verdicts(of(asked(county), "media"))["N-V-02a"] == result


def test_what_no_public_text_bears_out_is_told_and_condemns_nobody(county: County) -> None:
    by_hand(county)
    judged(county, "media", "白帝镇", "N-V-03b", judgement="不符合", evidence="买过粉丝")
    result = of(asked(county), "media")
    assert (result.result, [item.evidence for item in result.notices]) == ("合格", ["买过粉丝"])


@pytest.mark.parametrize(
    ("a_day", "bad", "verdict"),
    [(20, 7, "不符合"), (20, 6, "符合"), (19, 133, "未检查")],
)
def test_any_whole_week_of_the_quarter_counts(county: County, a_day: int, bad: int, verdict: str) -> None:
    """Seven of 140 visits are 5 %; a day with fewer than 20 visits makes no week."""
    last, site = date(2026, 8, 20), county.ids["site"]
    county.visited(site, last - timedelta(days=6), last, a_day=a_day, bad=bad)
    with county.store.write() as writer:
        for back in range(7):
            roll_up(writer, last - timedelta(days=back), {site: a_day})
    assert verdicts(of(asked(county, Q3), "site"))["W-V-02"] == verdict


def columns(county: County, count: int, *, old: int, **given: Raw) -> None:
    for number in range(count):
        updated = TODAY - timedelta(days=15 if number < old else 1)
        values: dict[str, Raw] = {"kind": "动态要闻", "level": 1, "updated_on": updated, **given}
        county.add("column", site="县政府网", name=f"栏目{number}", **values)


@pytest.mark.parametrize(("old", "verdict"), [(4, "符合"), (5, "不符合")])
def test_five_late_columns_of_news_condemn_a_site(county: County, old: int, verdict: str) -> None:
    columns(county, 6, old=old)
    assert verdicts(of(asked(county), "site"))["W-V-04a"] == verdict


def test_columns_without_a_date_leave_it_open_where_they_could_tip_it(county: County) -> None:
    columns(county, 3, old=3)
    for number in range(2):
        county.add("column", site="县政府网", name=f"无日期{number}", kind="动态要闻", level=1)
    assert verdicts(of(asked(county), "site"))["W-V-04a"] == "未检查"


def test_a_message_of_three_months_without_an_answer_condemns(county: County) -> None:
    county.add(
        "message", title="路灯", unit="白帝镇人民政府", site="县政府网", kind="咨询", received_on=date(2026, 8, 22)
    )
    assert verdicts(of(asked(county), "site"))["W-V-05b"] == "不符合"


def points(county: County, **changed: str) -> None:
    """Points that fill every group: 31, 25, 23 and 21."""
    from fjgov_tui.indicators import indicator_book

    book = indicator_book()
    for group, total in book.groups.items():
        ids = [known.id for known in book.indicators if known.group == group]
        for place, name in enumerate(ids):
            given = changed.get(name, str(total - len(ids) + 1 if place == 0 else 1))
            county.add("indicator_points", indicator=name, points=given, document="渝府办发〔2019〕63号")


def test_a_score_is_printed_only_when_every_indicator_has_its_points_and_a_judgement(county: County) -> None:
    by_hand(county)
    assert of(asked(county), "site").score == ""
    points(county)
    assert of(asked(county), "site").score == "", "nobody has judged the indicators that deduct"
    from fjgov_tui.indicators import indicator_book

    for known in indicator_book().of("site", portal=True, part="deduct"):
        given: dict[str, Raw] = {"judgement": "不符合", "deducted": "0.5"} if known.id == "W-D-22" else {}
        judged(county, "site", "县政府网", known.id, **given)
    assert of(asked(county), "site").score == "99.5"


def test_points_that_do_not_sum_are_named_by_their_group_and_never_used(county: County) -> None:
    points(county, **{"W-D-19": "9"})
    report = asked(county)
    (sentence,) = report.wrong_points
    assert "功能设计" in sentence
    assert "应为 21" in sentence


def test_points_of_what_takes_none_off_are_named(county: County) -> None:
    """A code that was misspelt, or one of a veto: its points would count nowhere, and nobody would know."""
    points(county)
    assert asked(county).wrong_points == ()
    county.add("indicator_points", indicator="W-D-99", points="5", document="渝府办发〔2019〕63号")
    assert asked(county).wrong_points == ("W-D-99不是扣分的指标，分值算不进去",)


def test_a_sample_is_the_same_again_and_another_seed_draws_another(county: County) -> None:
    for number in range(20):
        name = f"站点{number}"
        county.add("site", name=name, unit="白帝镇人民政府", kind="子网站", url=f"https://s{number}.example/")
    names = [
        [result.name for result in inspect(county.store.read, Q4, TODAY, sample=Sample(30, seed)).results]
        for seed in (7, 7, 8)
    ]
    assert names[0] == names[1] != names[2]
    assert len(names[0]) == 7, "30 % of 22, rounded up"


def booked(county: County, period: Period, **results: str) -> list[Inspected]:
    unit = county.ids["unit"]
    entries = [
        Inspected(ledger, county.ids[ledger], name, unit, results.get(ledger, "合格"), "W-V-03 首页不更新：旧")
        for ledger, name in (("site", "县政府网"), ("media", "白帝镇"))
    ]
    with county.store.write() as writer:
        book_inspection(writer, period, "季度检查", period.last, entries)
    return entries


def test_booked_again_a_result_is_corrected_and_not_doubled(county: County) -> None:
    booked(county, Q3, site="不合格")
    booked(county, Q3)
    assert [record.values["result"] for record in county.store.read.records(LEDGERS["inspection"])] == ["合格"] * 2


def test_what_failed_is_ordered_to_be_put_right_once(county: County) -> None:
    entries = booked(county, Q3, site="不合格")
    for expected in (1, 0):
        with county.store.write() as writer:
            made = order_rectification(writer, Q3, date(2026, 10, 9), entries, "奉节府办〔2026〕9号")
        assert len(made) == expected


def test_a_result_says_what_came_and_what_went_since_the_quarter_before(county: County) -> None:
    booked(county, Q3, site="不合格")
    by_hand(county)
    result = of(asked(county), "site")
    assert result.before == "不合格"
    assert result.change == ("消除 W-V-03 首页不更新",)


def test_units_are_ranked_over_four_quarters_and_equals_share_a_place(county: County) -> None:
    county.add("unit", name="县水利局", kind="部门")
    county.add("site", name="水利局", unit="县水利局", kind="子网站", url="https://sl.example/")
    booked(county, Q3, site="不合格")
    given: dict[str, Raw] = {"period": "2026Q3", "name": "水利局", "site": "水利局", "unit": "县水利局"}
    county.add("inspection", **given, result="合格", checked_on=date(2026, 10, 8))
    assert [(rank.place, rank.unit, rank.passed, rank.failed) for rank in ranks(county.store.read, Q3)] == [
        (1, "县水利局", 1, 0),
        (2, "白帝镇人民政府", 1, 1),
    ]


def test_what_nobody_has_checked_brings_no_unit_a_better_place_and_no_praise(county: County) -> None:
    """One site of three was looked at, and in one quarter of two: neither is “every time in four quarters”."""
    for number, unit in enumerate(("甲镇", "乙镇", "丙镇")):
        county.add("unit", name=unit, kind="乡镇街道")
        county.add("site", name=f"{unit}站", unit=unit, kind="子网站", url=f"https://s{number}.example/")
    for quarter, unit, result in (
        ("2026Q2", "甲镇", "合格"), ("2026Q3", "甲镇", "合格"),
        ("2026Q2", "乙镇", "未检查"), ("2026Q3", "乙镇", "合格"),
        ("2026Q3", "丙镇", "合格"),
    ):  # fmt: skip
        given: dict[str, Raw] = {"period": quarter, "name": f"{unit}站", "site": f"{unit}站", "unit": unit}
        county.add("inspection", **given, result=result, checked_on=date(2026, 10, 8))
    assert [(rank.place, rank.unit) for rank in ranks(county.store.read, Q3)] == [(1, "丙镇"), (1, "甲镇"), (3, "乙镇")]
    county.save("site", state="关停", closed_on=date(2026, 1, 5))
    facts = gather_bulletin(county.store.read, Q3, TODAY)
    text = text_of(bulletin_document(facts, number="", issued=None, sealed=True))
    assert "近四个季度里登记了检查的2个季度每次都合格的单位有1个：甲镇。" in text
    assert "合格率100%" in text, "all three that run were judged in this quarter"
    county.add("site", name="甲镇二站", unit="甲镇", kind="子网站", url="https://t.example/")
    given = {"period": "2026Q3", "name": "甲镇二站", "site": "甲镇二站", "unit": "甲镇", "result": "未检查"}
    county.add("inspection", **given, checked_on=date(2026, 10, 8))
    facts = gather_bulletin(county.store.read, Q3, TODAY)
    text = text_of(bulletin_document(facts, number="", issued=None, sealed=True))
    assert "合格率100%" not in text
    assert "占作出判断的100%；未检查1个" in text


def test_a_site_of_which_no_message_was_ever_entered_has_not_answered_all(county: County) -> None:
    county.add("site", name="另一站", unit="白帝镇人民政府", kind="子网站", url="https://o.example/")
    county.add("message", title="路灯", unit="白帝镇人民政府", site="另一站", received_on=TODAY, kind="咨询")
    found = {result.name: verdicts(result) for result in asked(county).results if result.ledger == "site"}
    assert {name: codes["W-V-05b"] for name, codes in found.items()} == {"县政府网": "未检查", "另一站": "符合"}


def test_a_reading_that_found_something_outweighs_those_that_found_nothing(county: County) -> None:
    county.add("person", name="读网人", unit="白帝镇人民政府")
    for hour, result in (("09:00", "正常"), ("10:00", "有问题")):
        county.add(
            "patrol", read_at=f"2026-11-20 {hour}", person="读网人", media="白帝镇", result=result, problem="错字"
        )
    (item,) = [item for item in of(asked(county), "media").items if item.indicator.id == "N-V-01"]
    assert (item.verdict, "1 次有问题" in item.evidence) == ("未检查", True)


def text_of(draft: BulletinDraft) -> str:
    """The paragraphs of a draft."""
    return "\n".join(block.text + block.rest for block in draft.document.blocks if isinstance(block, Passage))


def test_a_bulletin_says_what_is_registered_and_lists_what_a_person_has_to_decide(county: County) -> None:
    booked(county, Q3, site="不合格")
    facts = gather_bulletin(county.store.read, Q3, TODAY)
    draft = bulletin_document(facts, number="", issued=None, sealed=True)
    text = text_of(draft)
    assert "检查网站1个，作出判断1个，其中合格0个，不合格1个，合格率0%" in text
    assert "首页不更新" in text
    assert "县政府网（白帝镇人民政府）" in text
    assert draft.notes == ()
    assert any("发文字号" in gap for gap in draft.gaps)
    numbered = bulletin_document(facts, number="奉节府办〔2026〕9号", issued=date(2026, 10, 20), sealed=True)
    assert not any("文号" in gap or "日期" in gap for gap in numbered.gaps)


def test_unchecked_subjects_are_no_part_of_the_rate(county: County) -> None:
    booked(county, Q3, site="未检查")
    facts = gather_bulletin(county.store.read, Q3, TODAY)
    text = text_of(bulletin_document(facts, number="", issued=None, sealed=True))
    assert "检查网站1个，作出判断0个，其中合格0个，不合格0个；未检查1个，不计入合格率。" in text


def test_an_interim_bulletin_says_that_it_is_none(county: County) -> None:
    draft = bulletin_document(gather_bulletin(county.store.read, Q4, TODAY), number="", issued=None, sealed=True)
    assert "没有结束" in draft.notes[0]
    assert "没有登记" in draft.notes[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [("2026Q3", "2026Q3"), ("2026年第三季度", "2026Q3"), ("2026-09", "2026-09"), ("2026年上半年", "2026H1")],
)
def test_periods_are_read_as_people_write_them(text: str, name: str) -> None:
    assert parse_period(text).name == name
    assert quarter_of(parse_period("2026Q3").first).name == "2026Q3"


def test_what_the_register_leaves_out_is_no_part_of_the_rate(county: County) -> None:
    """One of three sites was checked and passed: the county has not passed, and a site taken offline is named."""
    booked(county, Q3, site="合格")
    known = {"unit": "白帝镇人民政府", "kind": "子网站"}
    county.add("site", name="乙站", url="https://b.example/", **known)
    county.add("site", name="丙站", url="https://c.example/", state="临时下线", **known)
    county.add("site", name="丁站", url="https://d.example/", state="关停", closed_on=date(2026, 1, 5), **known)
    draft = bulletin_document(gather_bulletin(county.store.read, Q3, TODAY), number="", issued=None, sealed=True)
    text = text_of(draft)
    assert "检查网站1个，作出判断1个，其中合格1个，不合格0个，占作出判断的100%。" in text
    assert "另有1个网站没有检查的登记，本期未检查：乙站。" in text
    assert "另有1个网站临时下线，本期未检查：丙站。" in text
    assert "丁站" not in text
    assert any("有 2 个对象未检查" in note for note in draft.notes)


def test_an_inspection_names_what_is_offline(county: County) -> None:
    """It is asked of nobody, and nobody may take it for a site that passed."""
    county.add("site", name="丙站", url="https://c.example/", state="临时下线", unit="白帝镇人民政府", kind="子网站")
    report = asked(county)
    assert {result.name for result in report.results if result.ledger == "site"} == {"县政府网"}
    assert "临时下线、没有检查的 1 个：丙站" in list(summary_lines(report))
    assert not inspect(county.store.read, Q4, TODAY, unit="县政府办公室").offline
