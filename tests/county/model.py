"""What a case of the county is: the records that an office would keep, and what the regulation says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DAY = date(2026, 11, 23)
"""The day of every case that names no other: a Monday."""


class Word(StrEnum):
    """What the program has to say of a record."""

    VIOLATION = "违反"
    WARNING = "警示"
    NOTICE = "提示"
    UNKNOWN = "无法判定"
    """A notice that it cannot be verified, or the subject is listed as 未检查: never green, never an accusation."""


@dataclass(frozen=True)
class Ago:
    """So many days before the county's day; negative for days to come."""

    days: int


Value = str | int | Ago | None
"""Text as people write it; `@label` is the record of that label, `$label` its name."""


@dataclass(frozen=True)
class Row:
    """One record of a ledger."""

    ledger: str
    label: str
    """By which other rows and expectations of the same case refer to it."""
    values: Mapping[str, Value]
    trained: bool = True
    """A person who has been to every training of the county while in office."""


@dataclass(frozen=True)
class Expect:
    """What the regulation makes of a record."""

    article: int
    word: Word
    on: str
    """The label of the record; `a|b` where the regulation leaves open which of them is named."""
    also: int = 0
    """Another article that asks for the same, where the regulation leaves open which is cited."""


@dataclass(frozen=True)
class Case:
    """One boundary of one rule."""

    name: str
    """Article and boundary, as `21.news-15-days`."""
    rows: tuple[Row, ...]
    expects: tuple[Expect, ...] = ()
    own: bool = False
    """It needs a unit of its own (`u`) with its leaders and staff; otherwise it lives in the county's host unit."""
    day: date = DAY
    kept: bool = True
    """Whether its unit keeps a roster and reads its pages every day; rows of the case itself come first."""
    later: str = ""
    """What `partial` in `data/articles.toml` admits that no rule looks at: counted apart, and welcome where found."""
    county: str = ""
    """The county whose background it needs, where it is not the usual one of its day."""


@dataclass(frozen=True)
class Background:
    """What a county has that is no case: its office, its host unit, and what they have done by the book."""

    trainings: tuple[str, ...] | None = None
    """Days of the county's trainings; one every March since the regulation where not given."""
    rows: tuple[Row, ...] = field(default=())
    """Further records that concern all cases, such as settings."""
    expects: tuple[Expect, ...] = ()
    """What is said of those, and of the background's own records."""
    before: bool = False
    """Its day is before the regulation: facts may be noticed, and nobody is accused."""


def violation(article: int, on: str, also: int = 0) -> Expect:
    """A duty stated without reserve is broken."""
    return Expect(article, Word.VIOLATION, on, also)


def warning(article: int, on: str) -> Expect:
    """What the regulation wants “in principle”, or a limit that the program proposes."""
    return Expect(article, Word.WARNING, on)


def notice(article: int, on: str, also: int = 0) -> Expect:
    """A fact that the regulation does not bind, or that cannot be verified."""
    return Expect(article, Word.NOTICE, on, also)


def unknown(article: int, on: str) -> Expect:
    """Nobody has looked, or nobody has written it down."""
    return Expect(article, Word.UNKNOWN, on)


def unit(label: str = "u", /, **values: Value) -> Row:
    """A township with both responsible persons."""
    good: dict[str, Value] = {"kind": "乡镇街道", "first": "@first", "direct": "@direct", "phone": "023-56550000"}
    return Row("unit", label, good | values)


def person(label: str, /, *, trained: Value = True, **values: Value) -> Row:
    """A member of staff in order: registered, filed, pledged, reachable, trained."""
    good: dict[str, Value] = {
        "unit": "@u",
        "roles": "信息员",
        "mobile": "13896350000",
        "phone24": "13896350000",
        "on_duty": "2023-04-03",
        "real_name": "是",
        "filed_on": "2023-04-03",
        "pledge_on": "2023-04-03",
    }
    return Row("person", label, good | values, bool(trained))


def site(label: str = "s", /, **values: Value) -> Row:
    """A sub-site opened by the book in 2024."""
    good: dict[str, Value] = {
        "unit": "@u",
        "kind": "子网站",
        "approval": "渝府办函〔2023〕90号",
        "police": "渝公网安备50023602000001号",
        "icp": "渝ICP备2023000001号",
        "opened_on": "2024-01-08",
        "audited_on": "2023-12-20",
        "state": "运行",
    }
    return Row("site", label, good | values)


def column(label: str = "c", /, **values: Value) -> Row:
    """A column of the host's site, looked at by a person."""
    good: dict[str, Value] = {"site": "@hsite", "kind": "其他", "level": 1, "updated_on": Ago(1), "source": "人工"}
    return Row("column", label, good | values)


def media(label: str = "m", /, **values: Value) -> Row:
    """An account opened by the book in 2024, fed yesterday."""
    good: dict[str, Value] = {
        "platform": "微信公众号",
        "unit": "@u",
        "subject": "$u",
        "approval": "渝府办函〔2023〕91号",
        "approved_on": "2023-12-18",
        "opened_on": "2024-01-08",
        "posted_on": Ago(1),
        "interactive": "是",
        "state": "运行",
    }
    return Row("media", label, good | values)


def account(label: str = "a", /, **values: Value) -> Row:
    """The login of a site of its own, in one person's hands, with a password changed three weeks ago."""
    good: dict[str, Value] = {
        "site": "@as",
        "holder": "@w",
        "privilege": "编辑",
        "opened_on": "2024-01-08",
        "rotated_on": Ago(20),
        "length": 10,
        "length_basis": "检查",
        "used_on": Ago(3),
        "state": "在用",
    }
    return Row("account", label, good | values)


def vendor(label: str = "v", /, **values: Value) -> Row:
    """A service under contract with everything that article 38 asks for."""
    good: dict[str, Value] = {
        "unit": "@u",
        "service": "网站运维",
        "duties": "是",
        "contract_from": "2026-01-05",
        "contract_to": "2027-01-04",
        "nda_on": "2026-01-05",
        "trained_on": "2026-01-06",
        "checked_on": "2025-12-22",
    }
    return Row("vendor", label, good | values)


def row(ledger: str, label: str, /, **values: Value) -> Row:
    """Any other record, as it is written."""
    return Row(ledger, label, values)


def handed_over(leaver: str, left_on: str, /, **values: Value) -> Row:
    """A handover with nothing left to do: pledge, filing, passwords."""
    good: dict[str, Value] = {
        "leaver": f"@{leaver}",
        "left_on": left_on,
        "taker": "@w",
        "pledge_on": left_on,
        "filed_on": left_on,
        "closed_on": left_on,
    }
    return Row("handover", f"h_{leaver}", good | values)
