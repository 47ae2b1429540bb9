"""Chapter 12: the county trains once a year, everybody who does the work is there, newcomers before they begin (39)."""

from datetime import date

from tests.county.model import (
    Background,
    Case,
    Row,
    Value,
    account,
    handed_over,
    notice,
    person,
    row,
    site,
    unknown,
    violation,
    warning,
)


def _at(training: str, who: str = "x", passed: str = "是") -> Row:
    return row("attendance", f"at_{training}_{who}", training=f"@{training}", person=f"@{who}", passed=passed)


def _worker(*years: int, **values: Value) -> tuple[Row, ...]:
    """Somebody who has been to the county's trainings of those years and to no other."""
    return (person("x", trained=False, **values), *(_at(f"t{year}") for year in years))


def _own(day: str, until: str | None = None) -> Row:
    """A lesson for one newcomer by the unit itself."""
    return row(
        "training",
        "own",
        held_on=day,
        ended_on=until,
        form="一对一指导",
        topics="政策要求、检查指标、业务操作",
        organiser="@u",
    )


DEC, JAN = date(2026, 12, 31), date(2027, 1, 1)
COVERAGE = (
    Case("39.every-year", _worker(2023, 2024, 2025, 2026)),
    Case("39.missed-last-year", _worker(2023, 2024, 2026), (violation(39, "x"),)),
    # The year is not over on its last day,
    # but who let this year's training go by is warned, with the day by which it can be made good.
    Case("39.not-yet-this-year", _worker(2023, 2024, 2025), (warning(39, "x"),)),
    Case("39.not-yet-on-the-last-day", _worker(2023, 2024, 2025), (warning(39, "x"),), day=DEC),
    Case("39.missed-the-year-that-is-over", _worker(2023, 2024, 2025), (violation(39, "x"),), day=JAN),
    Case("39.arrived-this-year", _worker(2026, on_duty="2026-03-16", filed_on="2026-03-16")),
    Case(
        "39.left-last-year",
        (*_worker(2023, 2024, left_on="2025-02-28", filed_on="2025-02-28"), handed_over("x", "2025-02-28")),
    ),
    Case("39.leader-untrained", (person("x", roles="第一责任人", trained=False),)),
)

_NEW: dict[str, Value] = {"on_duty": "2026-10-15", "filed_on": "2026-10-15", "pledge_on": "2026-10-15"}
NEWCOMERS = (
    Case("39.trained-the-day-before", (*_worker(**_NEW), _own("2026-10-14"), _at("own"))),
    Case("39.trained-that-day", (*_worker(**_NEW), _own("2026-10-15"), _at("own"))),
    Case("39.trained-the-day-after", (*_worker(**_NEW), _own("2026-10-16"), _at("own")), (violation(39, "x"),)),
    Case(
        "39.training-not-over-by-then",
        (*_worker(**_NEW), _own("2026-10-14", "2026-10-16"), _at("own")),
        (violation(39, "x"),),
    ),
    Case(
        "39.trained-and-failed", (*_worker(**_NEW), _own("2026-10-14"), _at("own", passed="否")), (violation(39, "x"),)
    ),
    Case("39.never-trained", _worker(**_NEW), (violation(39, "x"),)),
    Case("39.begins-tomorrow", _worker(on_duty="2026-11-24", filed_on=None, pledge_on=None)),
    Case(
        "39.begun-nobody-knows-when",
        _worker(2024, 2025, 2026, on_duty=None, filed_on="2024-01-08"),
        (unknown(39, "x"),),
    ),
    # Who began before the regulation and has been trained since has nothing left to do.
    Case(
        "39.began-before-the-regulation", _worker(2023, 2024, 2025, 2026, on_duty="2022-09-15", filed_on="2022-09-15")
    ),
    Case(
        "39.began-before-the-regulation-never-trained",
        _worker(on_duty="2022-09-15", filed_on="2022-09-15"),
        (notice(39, "x"), violation(39, "x")),
    ),
    Case(
        "39.began-on-the-first-day",
        _worker(2023, 2024, 2025, 2026, on_duty="2022-09-16", filed_on="2022-09-16"),
        (violation(39, "x"),),
    ),
    # A clerk without web work takes an account over on 30 October: that is when the work begins.
    Case(
        "39.trained-before-taking-over",
        (
            person("y", left_on="2026-10-30", filed_on="2026-10-30"),
            *_worker(roles=None, on_duty="2024-05-06", filed_on="2024-05-06"),
            _own("2026-10-29"),
            _at("own"),
            account(holder="@x", rotated_on="2026-10-30"),
            handed_over("y", "2026-10-30", taker="@x"),
            row("handover_item", "it", handover="@h_y", account="@a", taker="@x"),
        ),
    ),
    Case(
        "39.trained-after-taking-over",
        (
            person("y", left_on="2026-10-30", filed_on="2026-10-30"),
            *_worker(roles=None, on_duty="2024-05-06", filed_on="2024-05-06"),
            _own("2026-11-02"),
            _at("own"),
            account(holder="@x", rotated_on="2026-10-30"),
            handed_over("y", "2026-10-30", taker="@x"),
            row("handover_item", "it", handover="@h_y", account="@a", taker="@x"),
        ),
        (violation(39, "x"),),
    ),
)

BEFORE = date(2022, 9, 15)
YEARS = (
    # Cases that only give their county a day; what they say is said of the county's office.
    Case("39.county-every-year", ()),
    Case("39.county-missed-a-year", (), county="missed-2025"),
    Case("39.county-not-yet-on-the-last-day", (), day=DEC, county="not-in-2026"),
    Case("39.county-missed-the-year-that-is-over", (), day=JAN, county="none-in-2026"),
    Case(
        "39.newcomer-of-2023-ledger-since-2025",
        _worker(2025, 2026, on_duty="2023-05-08", filed_on="2023-05-08"),
        (notice(39, "x"),),
        county="ledger-since-2025",
    ),
)
_EARLY: dict[str, Value] = {"on_duty": "2021-03-01", "filed_on": None, "pledge_on": None}
BEFORE_THE_REGULATION = (
    Case("7.before", (site(opened_on="2021-01-04", approval=None, police=None),), day=BEFORE, county="before"),
    Case("36.before", (person("x", trained=False, left_on="2022-03-01", **_EARLY),), day=BEFORE, county="before"),
    Case(
        "37.before", (account(rotated_on="2021-06-01", opened_on="2021-01-04", length=6),), day=BEFORE, county="before"
    ),
    Case("39.before", (person("x", trained=False, **_EARLY),), day=BEFORE, county="before"),
)
_MARCH = "{}-03-12"
COUNTIES = {
    "missed-2025": Background(
        trainings=tuple(_MARCH.format(year) for year in (2022, 2023, 2024, 2026)), expects=(violation(39, "office"),)
    ),
    "not-in-2026": Background(
        trainings=tuple(_MARCH.format(year) for year in range(2022, 2026)), expects=(warning(39, "office"),)
    ),
    "none-in-2026": Background(
        trainings=tuple(_MARCH.format(year) for year in range(2022, 2026)), expects=(violation(39, "office"),)
    ),
    # Years before the ledger begins cannot be verified for who came in them; the county answers for those since.
    "ledger-since-2025": Background(
        trainings=("2025-03-12", "2026-03-12"),
        expects=tuple(notice(39, who) for who in ("w", "w2", "chief")),
    ),
    "before": Background(before=True),
}

CASES = (*COVERAGE, *NEWCOMERS, *YEARS, *BEFORE_THE_REGULATION)
