"""Article 21: what the monitor saw goes before what was entered; limits to the day; media accounts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.audit.model import INDICATORS, REGULATION
from fjgov_tui.clock import day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import EARLY_HOME
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.freshness import due_after, limit_of
from fjgov_tui.observed.model import PageState, Sighting
from fjgov_tui.store.watch.findings import fingerprint, observe
from fjgov_tui.store.watch.pages import put_page
from tests.audit.conftest import TODAY, County

URL = "https://www.county.example/gg/"


@pytest.fixture
def column(county: County) -> County:
    county.save(
        "column", site="县政府网", name="通知公告", kind="动态要闻", url=URL, updated_on=date(2026, 11, 20), level=1
    )
    return county


def look(county: County, newest: date | None, day: date = TODAY, *, blank: bool = False, page_of: str = "") -> None:
    """The monitor looks at the column, or at the home page."""
    page = PageState(
        page_of="site" if page_of == "site" else "column",
        record=county.ids[page_of or "column"],
        site=county.ids["site"],
        url=URL,
        checked_at=day_start(day) + 9 * 3600,
        opened=True,
        newest=newest,
        found_by="列表里 12 条有日期，最新一条：“2026-10-01”",
        blank=blank,
    )
    with county.store.write() as writer:
        put_page(writer, page)


@pytest.mark.parametrize(
    ("kind", "level", "updated", "last"),
    [
        ("动态要闻", 1, date(2026, 11, 9), date(2026, 11, 23)),
        ("通知公告", 1, date(2026, 5, 31), date(2026, 11, 30)),
        ("政策文件", 2, date(2026, 5, 31), date(2027, 5, 31)),
        ("月度更新", 1, date(2026, 1, 31), date(2026, 2, 28)),
        ("季度更新", 1, date(2026, 8, 23), date(2026, 11, 23)),
        ("年度更新", 1, date(2024, 2, 29), date(2025, 2, 28)),
        ("其他", 1, date(2025, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_column_is_late_from_the_day_after_its_limit(
    column: County, kind: str, level: int, updated: date, last: date
) -> None:
    column.save("column", kind=kind, level=level, updated_on=updated)

    assert column.found("21.column-age", last) == []
    (finding,) = column.found("21.column-age", last + timedelta(days=1))
    assert (finding.since, finding.due) == ((last + timedelta(days=1)).isoformat(), last.isoformat())
    assert (finding.severity, finding.pack) == ("violation", REGULATION)
    assert "人工登记" in finding.message
    assert limit_of(kind, level).in_words in finding.message


def test_a_column_of_which_nobody_has_entered_the_level_is_of_the_first(column: County) -> None:
    """Article 21(2): half a year is for columns of the first level; which one is none has to be said."""
    column.save("column", kind="通知公告", level="", updated_on=date(2026, 5, 31))
    assert column.found("21.column-age", date(2026, 11, 30)) == []
    assert len(column.found("21.column-age", date(2026, 12, 1))) == 1


def test_what_the_monitor_saw_goes_before_what_was_entered(column: County) -> None:
    look(column, date(2026, 10, 1))
    (finding,) = column.found("21.column-age")
    assert finding.since == "2026-10-16", "the day after the fourteen days were over"
    for said in ("监测 2026-11-23 所见", "台账人工登记的是 2026-11-20"):
        assert said in finding.message

    column.save("column", updated_on=date(2026, 10, 1))
    look(column, date(2026, 11, 22))
    assert column.found("21.column-age") == []


def test_a_page_that_did_not_open_or_had_no_date_leaves_what_was_entered(column: County) -> None:
    look(column, None)
    assert column.found("21.column-age") == []
    column.save("column", updated_on=date(2026, 10, 1))
    assert "人工登记" in column.found("21.column-age")[0].message


def test_a_day_is_judged_by_what_was_known_then(column: County) -> None:
    look(column, date(2026, 11, 22), TODAY)
    assert column.found("21.column-age", date(2026, 11, 21)) == [], "the entered day holds before the newer article"
    column.save("column", updated_on=date(2026, 11, 23))
    assert column.found("21.column-age", date(2026, 11, 21)) == [], "nothing was known then"
    look(column, date(2026, 10, 1), TODAY)
    assert len(column.found("21.column-age", date(2026, 11, 21))) == 1, "it was as old then"


def judge(county: County, rule: str, verdict: str) -> None:
    """A person judges the monitor's finding on the column."""
    seen = Sighting(
        check="freshness", rule=rule, page_of="column", record=county.ids["column"], site=county.ids["site"],
        url=URL, mark=rule, what="疑似",
    )  # fmt: skip
    with county.store.write() as writer:
        observe(writer, "freshness", "column", seen.record, [seen], day_start(TODAY))
        scope = {"scope": "本页"} if verdict == "误报" else {}
        given: dict[str, Raw] = {"fingerprint": fingerprint(seen), "subject": "栏目", "verdict": verdict, **scope}
        writer.save(LEDGERS["judgement"], given | {"reason": "看过页面"})


def test_a_date_that_was_misread_counts_no_more(column: County) -> None:
    look(column, date(2026, 10, 1))
    judge(column, "stale", "误报")
    assert column.found("21.column-age") == []


def test_a_blank_column_is_a_violation_when_seen_and_a_gap_when_unknown(column: County) -> None:
    look(column, None, blank=True)
    (seen,) = column.found("21.blank")
    assert seen.severity == "violation"
    assert "监测 2026-11-23" in seen.message
    assert column.found("21.column-age") == [], "one thing is told once"
    assert column.found("21.blank", TODAY - timedelta(days=1)) == [], "it was not known then"

    judge(column, "blank", "误报")
    assert column.found("21.blank") == []
    column.save("column", updated_on="")
    assert column.found("21.blank")[0].severity == "notice", "nobody has looked: it cannot be said"
    look(column, date(2026, 11, 20))
    assert column.found("21.blank") == []


def test_columns_of_a_site_that_is_closed_are_not_judged(column: County) -> None:
    column.save("column", updated_on=date(2020, 1, 1))
    column.save("site", state="已关停", closed_on=date(2026, 11, 1))
    assert column.found("21.column-age") == []
    assert len(column.found("21.column-age", date(2026, 10, 31))) == 1


def test_a_home_page_goes_by_the_national_check(county: County) -> None:
    assert county.found("21.home-age") == [], "nobody has looked"
    look(county, date(2026, 11, 9), page_of="site")
    assert county.found("21.home-age") == []
    look(county, date(2026, 11, 8), page_of="site")
    (finding,) = county.found("21.home-age")
    assert (finding.article, finding.pack) == (21, INDICATORS)
    assert (finding.due, finding.since) == ("2026-11-22", "2026-11-23")


def test_the_county_warns_of_a_home_page_from_the_day_that_it_has_named(county: County) -> None:
    county.add("setting", name=EARLY_HOME.name, value="10", note="县府办〔2026〕1 号")
    look(county, TODAY - timedelta(days=9), page_of="site")
    assert county.found("21.home-age") == []
    look(county, TODAY - timedelta(days=10), page_of="site")
    (finding,) = county.found("21.home-age")
    assert (finding.severity, "已 10 天" in finding.message) == ("notice", True)


@pytest.mark.parametrize(
    ("age", "severity"), [(0, None), (7, None), (8, "notice"), (10, "notice"), (11, "violation"), (400, "violation")]
)
def test_media_accounts_have_ten_days(county: County, age: int, severity: str | None) -> None:
    county.save("media", posted_on=TODAY - timedelta(days=age))
    findings = county.found("21.media-age")
    assert [one.severity for one in findings] == ([severity] if severity else [])
    last = TODAY - timedelta(days=age - 10)
    late = (last + timedelta(days=1)).isoformat()
    assert [(one.due, one.since) for one in findings if age > 10] == ([(last.isoformat(), late)] if age > 10 else [])


def test_an_account_without_a_registered_post_is_a_gap(county: County) -> None:
    county.save("media", posted_on="")
    (finding,) = county.found("21.media-age")
    assert (finding.severity, "import-posts" in finding.message) == ("notice", True)
    county.save("media", state="已注销", closed_on=date(2026, 11, 1))
    assert county.found("21.media-age") == []


def test_text_of_a_page_cannot_act_in_a_message(column: County) -> None:
    with column.store.write() as writer:
        writer.db.conn.execute(
            "INSERT INTO watch_page VALUES ('column', ?, ?, 'u', ?, 1, '2026-10-01', ?, 0, '', '')",
            (column.ids["column"], column.ids["site"], day_start(TODAY), "看到\x1b[31m红\n"),
        )
    (finding,) = column.found("21.column-age")
    assert "\x1b" not in finding.message
    assert "\n" not in finding.message


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["动态要闻", "通知公告", "月度更新", "季度更新", "年度更新", "其他"]),
    st.integers(1, 3),
)
def test_a_limit_never_ends_before_it_began_and_moves_with_the_day(day: date, kind: str, level: int) -> None:
    due = due_after(day, kind, level)
    assert day < due <= day + timedelta(days=366)
    assert due <= due_after(day + timedelta(days=1), kind, level)
