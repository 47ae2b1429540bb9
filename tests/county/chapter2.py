"""Chapter 2: each unit has its first and its directly responsible person, in office on the day (article 5)."""

from tests.county.model import Case, Row, Value, handed_over, person, row, unit, violation, warning


def _leader(role: str, /, **values: Value) -> Row:
    return person("x", roles=role, **values)


CASES = (
    Case("5.both", (unit(),), own=True),
    Case("5.owns-nothing-but-leaders", (unit(kind="部门"),), own=True),
    Case("5.no-first", (unit(first=None),), (violation(5, "u"),), own=True),
    Case("5.no-direct", (unit(direct=None),), (violation(5, "u"),), own=True),
    Case("5.neither", (unit(first=None, direct=None),), (violation(5, "u"),), own=True),
    # The day of leaving is the first day without: who leaves today answers for nothing today.
    Case(
        "5.first-left-today",
        (
            unit(first="@x"),
            _leader("第一责任人", left_on="2026-11-23", filed_on="2026-11-23"),
            handed_over("x", "2026-11-23"),
        ),
        (violation(5, "u"),),
        own=True,
    ),
    Case(
        "5.first-leaves-tomorrow",
        (unit(first="@x"), _leader("第一责任人", left_on="2026-11-24")),
        own=True,
    ),
    Case(
        "5.direct-left-long-ago",
        (
            unit(direct="@x"),
            _leader("直接责任人", left_on="2026-09-30", filed_on="2026-09-30"),
            handed_over("x", "2026-09-30"),
        ),
        (violation(5, "u"),),
        own=True,
    ),
    # Whoever takes up duty tomorrow is not in office today. Named all the same, the register contradicts itself: a
    # warning to check both, as article 37 has it for holders (issue 9, section 2).
    Case(
        "5.first-from-tomorrow",
        (unit(first="@x"), _leader("第一责任人", on_duty="2026-11-24", filed_on=None)),
        (warning(5, "u"),),
        own=True,
    ),
    Case(
        "5.first-from-today",
        (unit(first="@x"), _leader("第一责任人", on_duty="2026-11-23", filed_on="2026-11-23")),
        own=True,
    ),
    # The register of posts (任职) says who answers as well as the unit's own field does.
    Case(
        "5.first-by-post",
        (unit(first=None), row("post", "p", unit="@u", person="@first", office="第一责任人", since="2023-04-03")),
        own=True,
    ),
    Case(
        "5.first-by-post-that-ended",
        (
            unit(first=None),
            row("post", "p", unit="@u", person="@first", office="第一责任人", since="2023-04-03", until="2026-11-22"),
        ),
        (violation(5, "u"),),
        own=True,
    ),
    Case(
        "5.first-by-post-until-today",
        (
            unit(first=None),
            row("post", "p", unit="@u", person="@first", office="第一责任人", since="2023-04-03", until="2026-11-23"),
        ),
        own=True,
    ),
)
