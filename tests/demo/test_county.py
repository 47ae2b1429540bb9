"""The demo county: its shape, what is planted in it, and that nothing else is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.releases import planted_findings
from fjgov_tui.audit import RULES, findings
from fjgov_tui.clock import beijing_day
from fjgov_tui.demo import Breach, build_demo, draw_county, planted, procedures
from fjgov_tui.demo.county import Progress
from fjgov_tui.demo.draft import rows_of
from fjgov_tui.demo.planted import Row
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.overview import overview, overview_text
from fjgov_tui.store import Store, create_store, verify
from fjgov_tui.workflows.handover import handover_states

TODAY = date(2026, 11, 23)
ODD_DAYS = ((date(2024, 2, 29), 0), (date(2026, 12, 31), 2))
AFTER_FEBRUARY = date(2027, 3, 1)
"""A third odd day, for the county in which nothing is wrong."""
Tables = dict[str, list[Row]]


PROGRESS: list[tuple[int, int]] = []
"""What was told of the progress while the county of the fixture was built."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county as it is shown, built once for the tests that only read."""
    folder = tmp_path_factory.mktemp("demo")
    with built(folder, TODAY, None, lambda done, total: PROGRESS.append((done, total))) as store:
        yield store


def built(
    folder: Path,
    today: date,
    breaches: Sequence[Breach] | None,
    progress: Progress | None = None,
    years: int = 0,
) -> Store:
    moment = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
    assert beijing_day(moment) == today
    store = create_store(folder / f"{today}.db", clock=lambda: moment)
    build_demo(store, today, progress, breaches=breaches, years=years)
    return store


def found(store: Store, today: date) -> Counter[tuple[str, str, str]]:
    return Counter((one.rule, one.ledger, one.subject) for one in findings(store.read, today))


def test_the_county_has_the_shape_of_the_real_one(county: Store) -> None:
    counts = county.read.counts()
    assert counts["unit"] == 63
    assert counts["site"] == 62
    assert counts["media"] == 18
    assert 240 <= counts["person"] <= 260
    assert 1950 <= counts["column"] <= 2050
    assert 75 <= counts["account"] <= 90
    assert counts["vendor"] == 6
    kinds = Counter(site.values["kind"] for site in county.read.records(LEDGERS["site"]))
    assert kinds == {"门户网站": 1, "子网站": 61}
    with_site = {site.values["unit"] for site in county.read.records(LEDGERS["site"])}
    units = [one for one in county.read.records(LEDGERS["unit"]) if one.id in with_site]
    assert Counter(one.values["kind"] for one in units) == {"乡镇街道": 33, "部门": 28, "县政府办公室": 1}


def test_training_reaches_back_two_years_with_attendance(county: Store) -> None:
    days = [one.day("held_on") for one in county.read.records(LEDGERS["training"])]
    ages = [(TODAY - day).days for day in days if day]
    assert max(ages) > 600
    assert min(ages) < 60
    assert county.read.count(LEDGERS["attendance"]) > 400


def test_the_rules_find_what_is_planted_and_nothing_else(county: Store) -> None:
    assert found(county, TODAY) == planted_findings(TODAY, years=False)


@pytest.mark.parametrize("past", [TODAY - timedelta(days=1), date(2026, 11, 9), date(2026, 9, 30)])
def test_on_a_past_day_each_breach_is_found_that_had_begun_and_no_other(county: Store, past: date) -> None:
    """By rule, record and unit, as known now: what a finding says it has lasted since is what a past day says."""
    today = [finding for finding in findings(county.read, TODAY) if finding.severity != "notice"]
    begun = {
        (finding.rule, finding.ledger, finding.id, finding.unit)
        for finding in today
        if finding.since is not None and finding.since <= past.isoformat()
    }
    undated = {(finding.rule, finding.ledger, finding.id, finding.unit) for finding in today if finding.since is None}
    listed = {
        (finding.rule, finding.ledger, finding.id, finding.unit)
        for finding in findings(county.read, past)
        if finding.severity != "notice"
    }
    # A clash of two shifts is told before its day; the monitor's own history does not reach back for ever.
    others = {key for key in listed if key[0] not in {"27.double", "24.watching"}}
    assert len(begun) >= 30
    assert begun - listed == set()
    assert others - begun - undated == set()


ELSEWHERE = {
    "37.cycle", "39.annual", "21.home-age", "24.integrity", "24.content", "24.links", "24.standing",
    "9.announcement-site", "21.columns",
}  # fmt: skip
"""Rules that cannot be broken here without moving every other due date, or on any day of the year: see tests/audit.

What an inspection has to see is planted in the pages that the loopback server shows: see test_live.
"""


def test_every_rule_has_something_to_find() -> None:
    assert {rule.id for rule in RULES} - ELSEWHERE <= {one.rule for one in planted()}


def test_a_clean_county_is_silent(tmp_path: Path) -> None:
    with built(tmp_path, AFTER_FEBRUARY, ()) as store:
        assert findings(store.read, AFTER_FEBRUARY) == []
        states = {gap.rule: gap.state for gap in overview(store.read, AFTER_FEBRUARY).gaps}
    never_inspected = {"20.changed", "21.home-age", "24.integrity", "24.content", "24.links", "24.standing"}
    no_roster = {"27.roster", "27.record", "27.patrol", "30.daily"}
    no_site_closed, no_register_asked = {"9.announcement-site"}, {"21.register"}
    unknown = never_inspected | no_roster | no_site_closed | no_register_asked
    assert {rule for rule, state in states.items() if state != "合规"} == unknown
    assert {states[rule] for rule in never_inspected} == {"未检查"}, "no page has been looked at yet"
    assert {states["27.roster"], states["30.daily"]} == {"未检查"}, "only four units have entered their shifts"


@pytest.mark.parametrize(("today", "years"), ODD_DAYS)
def test_the_findings_are_the_same_on_any_day(
    tmp_path: Path, today: date, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A county of two years at the real pace: here with a seventy-fifth of its releases, in `make bench` with all.
    monkeypatch.setattr(procedures, "A_YEAR", 90)
    with built(tmp_path, today, None, years=years) as store:
        assert store.read.count(LEDGERS["release"]) > (350 if years else 200)
        assert found(store, today) == planted_findings(today, years=bool(years))


def test_two_years_at_the_real_pace_stand_beside_the_small_county() -> None:
    small, whole = draw_county(TODAY)["release"], draw_county(TODAY, years=2)["release"]
    assert 13_500 <= len(whole) <= 14_500
    assert whole[: len(small)] == small
    days = {row["formed_on"] for row in whole}
    assert len(days) > 690, "on every day of two years, as far back as anybody was in office"


def test_the_file_stands_up_to_verify_and_shows_corrections(county: Store) -> None:
    assert verify(county.db).ok
    corrected = [one for one in overview(county.read, TODAY).glance.changes if one.action == "修改"]
    by_hand = [one for one in corrected if not one.reason.startswith("演示：")]
    assert len(by_hand) == 5
    assert all(one.reason and one.fields for one in by_hand)
    assert "奉节县人民政府网（演示）" in overview_text(overview(county.read, TODAY))


def test_people_of_one_name_are_kept_apart(county: Store) -> None:
    people = list(county.read.records(LEDGERS["person"]))
    names = Counter(one.title for one in people)
    assert len([name for name, times in names.items() if times > 1]) >= 3
    accounts = {one.title: one for one in county.read.records(LEDGERS["account"])}
    for unit in ("县统计局", "云雾土家族乡人民政府"):
        holder = accounts[f"{unit}子网站-编辑"].values["holder"]
        assert next(one for one in people if one.id == holder).names["unit"] == unit


def test_nobody_and_no_address_is_real(county: Store) -> None:
    for ledger in LEDGERS.values():
        for record in county.read.records(ledger):
            for field in ledger.fields:
                value = str(record.values[field.name] or "")
                if field.name in {"mobile", "phone24"}:
                    assert re.fullmatch(r"1990000\d{4}|199000[89]\d{4}", value), value
                if field.name in {"url", "backend"} and value:
                    assert re.match(r"https://[a-z.-]+\.example/", value), value
                if field.name == "phone" and value:
                    assert value.startswith("023-20000"), value


def test_a_file_with_records_is_left_alone(store: Store) -> None:
    with store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "甲镇", "kind": "镇"})
    head = store.read.head()
    with pytest.raises(InputProblem, match="已有记录"):
        build_demo(store, TODAY)
    assert store.read.head() == head


@pytest.mark.usefixtures("county")
def test_progress_goes_up_to_the_end() -> None:
    assert PROGRESS[-1][0] == PROGRESS[-1][1] > 2000
    assert [done for done, _ in PROGRESS] == sorted(done for done, _ in PROGRESS)


def _ago(value: object, today: date) -> object:
    """A day as days before today; a moment keeps its hour."""
    if isinstance(value, datetime):
        return (today - value.date()).days, value.time()
    return (today - value).days if isinstance(value, date) else value


QUARTERLY = {"inspection", "checkpoint", "bulletin", "rectification", "accountability"}
"""What is drawn by calendar quarters, and so begins at another distance every day."""


NAMING_A_YEAR = {("key_point", "year"), ("key_point", "document")}
"""Cells that say in which year something fell."""


def relative(tables: Tables, today: date) -> dict[str, list[dict[str, object]]]:
    return {
        ledger: [
            {name: _ago(value, today) for name, value in row.items() if (ledger, name) not in NAMING_A_YEAR}
            for row in rows
        ]
        for ledger, rows in tables.items()
        if ledger not in QUARTERLY
    }


@cache
def known_picture() -> dict[str, list[dict[str, object]]]:
    return relative(draw_county(TODAY), TODAY)


@settings(max_examples=8)
@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_the_picture_is_the_same_on_any_day(today: date) -> None:
    assert relative(draw_county(today), today) == known_picture()


def age(row: Row, name: str, today: date = TODAY) -> int:
    value = row[name]
    assert isinstance(value, date), (row, name)
    return (today - value).days


def column_late(row: Row) -> bool:
    """Article 21 with the shortest months there are."""
    longest = {"动态要闻": 14, "月度更新": 28, "季度更新": 89}
    if row["kind"] in {"通知公告", "政策文件"}:
        return not row["updated_on"] or age(row, "updated_on") > 181
    return not row["updated_on"] or age(row, "updated_on") > longest.get(str(row["kind"]), 365)


def test_every_account_has_two_years_of_changes_and_the_last_is_its_own(county: Store) -> None:
    changes: dict[int, list[date]] = {}
    for one in county.read.records(LEDGERS["rotation"]):
        on = one.day("on")
        assert on is not None
        changes.setdefault(int(one.values["account"] or 0), []).append(on)
    for account in county.read.records(LEDGERS["account"]):
        opened, last = account.day("opened_on"), account.day("rotated_on")
        if account.values["state"] == "在用" and last is not None and opened is not None:
            days = sorted(changes[account.id])
            assert days[-1] == last
            assert days[0] <= max(opened, last, TODAY - timedelta(days=670))
            assert all((later - earlier).days < 59 for earlier, later in pairwise(days))
    bases = Counter(str(one.values["basis"]) for one in county.read.records(LEDGERS["rotation"]))
    assert bases["承诺"] > bases["检查"] > 100


def test_the_county_has_finished_handovers_and_one_that_is_open(county: Store) -> None:
    states = Counter(one.state for one in handover_states(county.read, TODAY))
    assert states == {"已办结": 3, "未办结": 1}


PLAIN: tuple[tuple[set[str], str, Callable[[Row], bool]], ...] = (
    ({"21.column-age", "21.blank"}, "column", column_late),
    ({"21.media-age"}, "media", lambda row: age(row, "posted_on") > 10),
)
"""Plain readings of article 21: rules, ledger, whether a row breaks one of them."""


@pytest.mark.parametrize(("rules", "ledger", "broken"), PLAIN)
def test_a_plain_reading_of_article_21_finds_the_same(
    rules: set[str], ledger: str, broken: Callable[[Row], bool]
) -> None:
    def spoiled(tables: Tables) -> list[str]:
        live = (row for row in tables[ledger] if row.get("state") != "停用")
        return sorted(str(row["name"]) for row in live if broken(row))

    wanted = sorted(one.subject for one in planted() if one.rule in rules)
    assert wanted
    assert spoiled(draw_county(TODAY)) == wanted
    assert spoiled(draw_county(TODAY, ())) == []


Key = tuple[object, ...]
"""Unit, tag and name of a person."""


def key(row: Row) -> Key:
    return (row["unit"], row["tag"], row["name"])


def attended(tables: Tables) -> dict[Key, list[int]]:
    """For everybody who does the work: how many days ago each session was."""
    days = {row["名称"]: int(row["天数"]) for row in rows_of("training.csv")}
    told: dict[Key, list[int]] = {key(row): [] for row in tables["person"] if "责任人" not in str(row["roles"])}
    for row in tables["attendance"]:
        _, tag, name = ["", None, *str(row["person"]).split("/")[-2:]][-3:]
        told[(row["unit"], tag, name)].append(days[str(row["training"])])
    return told


def test_only_the_planted_work_untrained() -> None:
    tables = draw_county(TODAY)
    late = {one.subject for one in planted() if one.rule == "39.before-duty"}
    missed = {one.subject for one in planted() if one.rule == "39.coverage"}
    told = attended(tables)
    working = [row for row in tables["person"] if key(row) in told and not row["left_on"]]
    assert {row["name"] for row in working if max(told[key(row)]) < age(row, "on_duty")} == late
    assert {row["name"] for row in working if min(told[key(row)]) > 365} == missed


def test_every_holder_was_trained_before_the_account_was_handed_over() -> None:
    tables = draw_county(TODAY, ())
    first: dict[str, int] = {}
    for (unit, tag, name), days in attended(tables).items():
        first |= dict.fromkeys((f"{unit}/{tag}/{name}", f"{unit}/{name}", str(name)), max(days))
    for account in tables["account"]:
        if account["state"] != "停用":
            assert first[str(account["holder"])] >= age(account, "opened_on"), account["name"]
            assert age(account, "rotated_on") <= age(account, "opened_on")


def test_planting_what_meets_no_row_is_refused() -> None:
    nowhere = Breach(rule="5.responsible", ledger="unit", subject="没有的镇", what="", set={"first": ""})
    with pytest.raises(ValueError, match="没有的镇: 0 rows"):
        draw_county(TODAY, [nowhere])


def test_breaches_name_fields_that_the_ledgers_have() -> None:
    for breach in planted():
        ledger = LEDGERS[breach.ledger]
        # `back` is the draft's own: how many quarters ago an inspection was.
        assert {*breach.set, *breach.days, *breach.where} - {"back"} <= {field.name for field in ledger.fields}
        assert breach.what
