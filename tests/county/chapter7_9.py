"""Chapters 7 to 9: alerts are verified and reported (24), wrong content goes within an hour (25, 26, 28), duty is kept.

Article 27 wants somebody on duty at every hour, a leader with them and telephones that answer; articles 27 and 30 want
the sites and accounts read every day.
"""

from tests.county.model import (
    Ago,
    Background,
    Case,
    Expect,
    Row,
    Value,
    media,
    notice,
    person,
    row,
    site,
    unknown,
    violation,
    warning,
)


def _incident(**values: Value) -> Row:
    """Wrong content found, passed on, taken down within the hour, verified, reported and closed."""
    good: dict[str, Value] = {
        "kind": "疑似不当内容",
        "severity": "违反",
        "source": "监测",
        "grade": "一般",
        "grade_reason": "一页，已删除",
        "judged_at": "2026-11-10 10:30",
        "verdict": "属实",
        "site": "@hsite",
        "unit": "@u",
        "found_at": "2026-11-10 09:00",
        "notified_at": "2026-11-10 09:05",
        "handled_at": "2026-11-10 10:05",
        "verified_at": "2026-11-10 10:10",
        "leader_at": "2026-11-10 10:20",
        "closed_at": "2026-11-10 16:00",
        "note": "已删除，经修改后未重新发布",
    }
    return Row("incident", "i", good | values)


def _alert(name: str, *expects: Expect, **values: Value) -> Case:
    return Case(name, (_incident(**values),), expects)


_NOT_YET: dict[str, Value] = dict.fromkeys(
    ("handled_at", "verified_at", "leader_at", "judged_at", "closed_at", "verdict", "grade", "grade_reason")
)
_MIDNIGHT: dict[str, Value] = {
    "found_at": "2026-11-10 23:10",
    "notified_at": "2026-11-10 23:20",
    "handled_at": "2026-11-11 00:20",
    "verified_at": "2026-11-11 00:30",
    "leader_at": "2026-11-11 00:40",
    "judged_at": "2026-11-11 00:50",
    "closed_at": "2026-11-11 09:00",
}
_NEW_YEAR: dict[str, Value] = {
    key: str(moment).replace("2026-11-10", "2025-12-31").replace("2026-11-11", "2026-01-01")
    for key, moment in _MIDNIGHT.items()
}
_BEFORE: dict[str, Value] = {
    "found_at": "2022-09-01 09:00",
    "notified_at": "2022-09-01 09:05",
    "verified_at": "2022-09-01 09:10",
    "leader_at": "2022-09-01 09:20",
    "judged_at": "2022-09-01 09:30",
    "handled_at": "2022-09-01 15:00",
    "closed_at": "2022-09-01 16:00",
}
_LATER: dict[str, Value] = {
    "handled_at": "2026-11-10 12:05",
    "verified_at": "2026-11-10 10:10",
    "closed_at": "2026-11-10 16:00",
}

INCIDENTS = (
    _alert("26.one-hour"),
    _alert("26.one-hour-and-a-second", violation(26, "i"), handled_at="2026-11-10 10:05:01"),
    # Still there on the next day, and nobody has verified it: at once (立即) has no figure, and is warned of.
    _alert(
        "26.still-there-next-day",
        violation(26, "i"),
        warning(24, "i"),
        **_NOT_YET | {"found_at": "2026-11-22 09:00", "notified_at": "2026-11-22 09:05"},
    ),
    _alert("26.over-midnight", **_MIDNIGHT),
    _alert("26.over-new-year-late", violation(26, "i"), **_NEW_YEAR | {"handled_at": "2026-01-01 00:21"}),
    # The hour is for content that must not be read; a page that does not open is none.
    _alert("26.site-down-is-no-content", kind="打不开", **_LATER),
    _alert("28.site-down-is-no-content", kind="打不开", source="读网", **_LATER),
    _alert("26.before-the-regulation", notice(26, "i"), **_BEFORE),
    # Closed, and the unit was never told of it.
    _alert("26.never-told", violation(26, "i"), notified_at=None),
    # Found by the county's people on duty: the hour of article 28.
    _alert("28.one-hour", source="读网"),
    _alert("28.one-hour-and-a-second", violation(28, "i", also=26), source="读网", handled_at="2026-11-10 10:05:01"),
    # Found by the unit itself: first of all (第一时间) it is deleted; that has no figure either.
    _alert("25.deleted-at-once", source="单位自查", notified_at=None, handled_at="2026-11-10 09:20"),
    _alert("25.still-there-next-day", warning(25, "i"), source="单位自查", notified_at=None, **_NOT_YET),
    # Article 24: an alert is verified, reported to the leader, and judged whether it goes to 网信 and the police.
    _alert("24.closed-without-the-leader", violation(24, "i"), leader_at=None),
    _alert("24.closed-without-verification", violation(24, "i"), verified_at=None),
    _alert("24.closed-without-judging", violation(24, "i"), judged_at=None, grade=None, grade_reason=None),
    # A running site that nobody has visited is not known to be well.
    Case("24.never-visited", (site(),), (unknown(24, "s"),)),
)


def _shift(label: str, day: Ago, /, **values: Value) -> Row:
    """A whole day with somebody on watch and a leader."""
    good: dict[str, Value] = {"unit": "@u", "part": "全天", "day": day, "person": "@w2", "leader": "@direct"}
    return Row("shift", label, good | values)


def _roster(**change: Row | None) -> tuple[Row, ...]:
    """A month back and ten days on, whole days; `d0` is today and can be replaced or left out."""
    usual: dict[str, Row | None] = {f"d{n}": _shift(f"d{n}", Ago(n)) for n in range(30, -11, -1)}
    return tuple(one for one in (usual | change).values() if one is not None)


DUTY = (
    Case("27.roster-complete", (media(), *_roster()), own=True),
    Case("27.nobody-today", (media(), *_roster(d0=None)), (violation(27, "u"),), own=True),
    Case("27.nobody-yesterday", (media(), *_roster(d1=None)), (violation(27, "u"),), own=True),
    Case(
        "27.empty-shift-today",
        (media(), *_roster(d0=_shift("d0", Ago(0), person=None))),
        (violation(27, "d0|u"),),
        own=True,
    ),
    # A leader is reported to; that each shift names one is not said.
    Case("27.no-leader-today", (media(), *_roster(d0=_shift("d0", Ago(0), leader=None))), own=True),
    Case(
        "27.day-and-night",
        (media(), *_roster(d1=_shift("d1", Ago(1), part="白班"), d1n=_shift("d1n", Ago(1), part="夜班"))),
        own=True,
    ),
    Case(
        "27.day-without-night",
        (media(), *_roster(d1=_shift("d1", Ago(1), part="白班"))),
        (violation(27, "u|d1"),),
        own=True,
    ),
    Case("27.owns-nothing", (), own=True),
    Case(
        "27.owns-what-is-closed",
        (media(state="已关停", opened_on="2020-05-06", closed_on="2022-06-01", posted_on="2022-05-01"),),
        own=True,
    ),
    # The roster ends today: tomorrow has nobody yet, which is told; it ended yesterday: today has nobody.
    Case(
        "27.roster-ends-today",
        (media(), *(_shift(f"d{n}", Ago(n)) for n in range(30, -1, -1))),
        (notice(27, "u"),),
        own=True,
    ),
    Case(
        "27.roster-ended-yesterday",
        (media(), *(_shift(f"d{n}", Ago(n)) for n in range(30, 0, -1))),
        (violation(27, "u"),),
        own=True,
    ),
    # One cannot watch by day and night at two desks.
    Case(
        "27.one-person-at-two-desks",
        (media(), *_roster(dd=_shift("dd", Ago(2), part="夜班"))),
        (violation(27, "d2|dd"),),
        own=True,
    ),
    # Telephones: an answer at the second call is an answer.
    Case(
        "27.no-telephone",
        (media(), *_roster(), person("x", mobile=None, phone24=None)),
        (violation(27, "x"),),
        own=True,
        later="工作人员登记了电话没有",
    ),
    Case(
        "27.telephone-of-one-who-left",
        (
            media(),
            *_roster(),
            person(
                "x",
                mobile=None,
                phone24=None,
                on_duty="2020-01-06",
                left_on="2022-06-01",
                filed_on="2022-06-01",
                trained=False,
            ),
        ),
        own=True,
    ),
    Case(
        "27.answered",
        (
            media(),
            *_roster(),
            row("phone_check", "t", called_at="2026-11-19 21:00", person="@w", answered="是", caller="@w2"),
        ),
        own=True,
    ),
    Case(
        "27.answered-at-the-second-call",
        (
            media(),
            *_roster(),
            row(
                "phone_check",
                "t",
                called_at="2026-11-19 21:00",
                person="@w",
                answered="否",
                second_at="2026-11-19 21:10",
                second="是",
                caller="@w2",
            ),
        ),
        own=True,
    ),
    Case(
        "27.never-answered",
        (
            media(),
            *_roster(),
            row(
                "phone_check",
                "t",
                called_at="2026-11-19 21:00",
                person="@w",
                answered="否",
                second_at="2026-11-19 21:10",
                second="否",
                caller="@w2",
            ),
        ),
        (violation(27, "t|w"),),
        own=True,
    ),
)


def _read(*days: int) -> tuple[Row, ...]:
    """Somebody read the account on each of the last thirty days, but for those so many days ago."""
    return tuple(
        row("patrol", f"p{n}", read_at=Ago(n), person="@w2", media="@m", result="正常")
        for n in range(30, -1, -1)
        if n not in days
    )


def _found(**values: Value) -> Row:
    """A reading that found something wrong."""
    good: dict[str, Value] = {"read_at": "2026-11-18 20:00", "person": "@w2", "media": "@m", "result": "有问题"}
    return Row("patrol", "pf", good | {"problem": "标题有错字"} | values)


PATROLS = (
    Case("30.read-every-day", (media(), *_roster(), *_read()), own=True),
    Case("30.not-read-yet-today", (media(), *_roster(), *_read(0)), own=True),
    Case("30.not-read-yesterday", (media(), *_roster(), *_read(1)), (violation(30, "m|u", also=27),), own=True),
    # What is found wrong is passed on and kept in detail: an incident is where that stands.
    Case(
        "27.found-and-passed-on",
        (media(), *_roster(), *_read(), _incident(site=None, media="@m"), _found(incident="@i")),
        own=True,
    ),
    Case("27.found-and-kept-to-oneself", (media(), *_roster(), *_read(), _found()), (warning(27, "pf"),), own=True),
    # Where no roster and no reading was ever entered, nobody can say whether anybody was there.
    Case("27.nothing-kept", (media(),), (unknown(27, "u"), unknown(30, "m|u")), own=True, kept=False),
)


def _national_day(*days: int) -> tuple[Row, ...]:
    """The county's own duty over 国庆 2026, with a reading on those days of October."""
    shifts = (
        row("shift", f"os{n}", unit="@office", part="全天", day=Ago(n), person="@o1", leader="@o2")
        for n in range(60, -11, -1)
    )
    others = (number for number in range(60, -1, -1) if not 47 <= number <= 53)
    reads = [row("patrol", f"or{n}", read_at=Ago(n), person="@o1", site="@hsite", result="正常") for n in others]
    october = [
        row("patrol", f"oo{day}", read_at=f"2026-10-{day:02d} 10:00", person="@o1", site="@hsite", result="正常")
        for day in days
    ]
    people = (person(label, unit="@office", roles="值班人员") for label in ("o1", "o2"))
    return (*people, *shifts, *reads, *october)


HOLIDAYS = (
    # Cases that give their county its background: the county looks closer on holidays, 1 to 7 October.
    Case("28.every-day-of-the-holiday", (), county="holiday-read"),
    Case("28.not-on-3-october", (), county="holiday-unread"),
)
COUNTIES = {
    "holiday-read": Background(rows=_national_day(1, 2, 3, 4, 5, 6, 7)),
    "holiday-unread": Background(rows=_national_day(1, 2, 4, 5, 6, 7), expects=(violation(28, "office"),)),
}
CASES = (*INCIDENTS, *DUTY, *PATROLS, *HOLIDAYS)
