"""Every ledger's declaration agrees with itself, with its table and with an 80-column screen."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.errors import FieldProblem, InputProblem, ValueProblem
from fjgov_tui.ledgers import LEDGERS, Field, Ledger, find_field, find_ledger
from fjgov_tui.ledgers.inspecting import PeriodName, Points
from fjgov_tui.ledgers.model import ExactlyOne, NotBefore, OnlyWith
from fjgov_tui.ledgers.types import (
    FIRST_DAY,
    LAST_DAY,
    Choice,
    Choices,
    Day,
    FieldType,
    IdCode,
    Instant,
    Integer,
    LongText,
    Name,
    Phone,
    Raw,
    Reference,
    Stored,
    Text,
    Url,
    YesNo,
)
from fjgov_tui.ledgers.validate import normalise
from fjgov_tui.store.carried import DERIVED, META
from fjgov_tui.store.schema import index_sql, table_sql
from fjgov_tui.text import width

EXAMPLES = 20
"""Rows a ledger: all ledgers together are made of a dozen types, so that each type is tried many hundred times."""
ALL = pytest.mark.parametrize("ledger", LEDGERS.values(), ids=lambda one: one.name)


class _AnyRecord:
    """Every name is the record of that number, so that a row's rules can be tried without other ledgers.

    Those records say nothing, and nothing is about to be written.
    """

    today = None
    now = None

    def look(self, ledger: str, field: str, record: int) -> tuple[str, dict[str, Stored]]:
        reference = LEDGERS[ledger][field].reference
        assert reference is not None
        return reference.ledger, {}

    def live(self, reference: Reference, record: int) -> int:
        return record

    def resolve(self, reference: Reference, text: str, hint: Stored) -> int:
        found = reference.read(text)
        if not isinstance(found, int):
            raise ValueProblem("没有对应的记录")
        return found


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for ledger in LEDGERS.values():
            for statement in (table_sql(ledger), *index_sql(ledger).values()):
                connection.execute(statement)
        yield connection


def takes(tables: sqlite3.Connection, ledger: Ledger, values: dict[str, Stored]) -> bool:
    """Whether the table takes the row; nothing is left behind."""
    meta = dict.fromkeys((*META, *DERIVED), "") | {"id": 1, "revision": 1, "removed_at": None}
    row = meta | values
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    tables.execute("BEGIN")
    try:
        tables.execute(f'INSERT INTO "{ledger.name}" ({names}) VALUES ({marks})', list(row.values()))
    except sqlite3.IntegrityError:
        return False
    finally:
        tables.execute("ROLLBACK")
    return True


def words(longest: int) -> st.SearchStrategy[str]:
    """Text as it comes from outside, padded and hostile here and there."""
    return st.text(st.sampled_from("白帝镇人民政府公告 Ａ1=\x1b\u202e"), min_size=1, max_size=longest)


def good(kind: FieldType) -> st.SearchStrategy[Raw]:
    """What people would write in a field of that type."""
    if isinstance(kind, Choice):
        return st.sampled_from(kind.choices)
    if isinstance(kind, Choices):
        return st.lists(st.sampled_from(kind.choices), min_size=1).map("、".join)
    if isinstance(kind, Integer):
        return st.integers(kind.least, kind.most)
    if isinstance(kind, Name | Text | LongText):
        return words(min(30, kind.limit)).filter(str.strip)
    by_type: dict[type, st.SearchStrategy[Raw]] = {
        Day: st.dates(FIRST_DAY, LAST_DAY),
        Phone: st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
        IdCode: st.from_regex(r"[0-9A-Z]{10}", fullmatch=True),
        Url: st.from_regex(r"https?://[a-z]{1,9}\.gov\.cn(:[1-9][0-9]{0,3})?/[a-z0-9/]{0,9}", fullmatch=True),
        YesNo: st.sampled_from(["是", "否", "√"]),
        PeriodName: st.sampled_from(["2026Q3", "2025年第一季度", "2026-09", "2026年上半年"]),
        Points: st.sampled_from(["6", "0.1", "12.5分"]),
        Reference: st.integers(1, 99).map(str),
        Instant: st.datetimes(datetime.combine(FIRST_DAY, time()), datetime.combine(LAST_DAY, time())),
    }
    return by_type[type(kind)]


def bad(field: Field) -> st.SearchStrategy[Stored]:
    """Stored values that validation would never let through."""
    kind = field.type
    odd: list[Stored] = ["", "x\x00y"] if isinstance(kind, Choice | Choices | IdCode | Url | Phone | Day) else [""]
    if isinstance(kind, Name | Text | LongText):
        odd.append("字" * (kind.limit + 1))
    if isinstance(kind, Integer):
        odd = [kind.least - 1, kind.most + 1, "x", "1.5"]
    if isinstance(kind, YesNo):
        odd = [2, -1, "是"]
    if isinstance(kind, Reference):
        odd = ["白帝镇"]
    if isinstance(kind, Day):
        odd += ["2026-02-30", "2026-13-01", "1900-01-01", "2026-9-1", "2026-09-01 00:00"]
    if isinstance(kind, Instant):
        odd += ["2026-09-01", "2026-09-01T00:00:00Z", "2026-02-30T00:00:00.000Z", "2026-09-01T25:00:00.000Z"]
    if isinstance(kind, Url):
        odd += ["ftp://a.cn/", "http://", "http://a.cn/a b", "http://a.cn/" + "x" * 1000]
    if isinstance(kind, Phone):
        odd += ["123456", "1380013800x", "1" * 21]
    if field.required:
        odd.append(None)
    return st.sampled_from(odd)


@st.composite
def rows(draw: st.DrawFn, ledger: Ledger) -> dict[str, Raw]:
    """A row as typed; blank here and there, where that is allowed."""
    typed: dict[str, Raw] = {}
    for field in ledger.fields:
        if field.required or draw(st.booleans()):
            typed[field.name] = draw(good(field.type))
    for rule in ledger.rules:
        if isinstance(rule, ExactlyOne):
            chosen = draw(st.sampled_from(rule.fields))
            typed |= dict.fromkeys(rule.fields, None) | {chosen: "1"}
        elif isinstance(rule, NotBefore) and rule.later in typed and rule.earlier in typed:
            pair = sorted([str(typed[rule.earlier]), str(typed[rule.later])])
            typed |= {rule.earlier: pair[0], rule.later: pair[1]}
    return typed


def stored(ledger: Ledger, typed: dict[str, Raw]) -> tuple[dict[str, Stored], list[FieldProblem]]:
    """What the row's own rules say; other records, and what it said before, are no business of the table's CHECK."""
    return normalise(replace(ledger, links=(), changes=()), typed, _AnyRecord())


@ALL
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_the_table_takes_every_row_that_validation_takes(
    tables: sqlite3.Connection, ledger: Ledger, data: st.DataObject
) -> None:
    values, problems = stored(ledger, data.draw(rows(ledger)))
    # Two dates may hang on a third: then validation may refuse, and the table has to say the same.
    assert takes(tables, ledger, values) is not bool(problems), problems


@ALL
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_the_table_refuses_a_row_with_one_bad_value(
    tables: sqlite3.Connection, ledger: Ledger, data: st.DataObject
) -> None:
    values, problems = stored(ledger, data.draw(rows(ledger)))
    field = data.draw(st.sampled_from(ledger.fields))
    if not problems:
        assert not takes(tables, ledger, values | {field.name: data.draw(bad(field))})


@ALL
def test_a_broken_row_rule_is_refused_by_both_and_names_its_field(tables: sqlite3.Connection, ledger: Ledger) -> None:
    for rule in ledger.rules:
        whole: dict[str, Raw] = {
            field.name: _sample(field.type) for field in ledger.fields if field.required
        } | dict.fromkeys(_alternatives(ledger), None)
        if isinstance(rule, NotBefore):
            whole |= {rule.earlier: _moment(ledger[rule.earlier], 2), rule.later: _moment(ledger[rule.later], 1)}
            whole |= dict.fromkeys(_alternatives(ledger)[:1], "1")
        if isinstance(rule, OnlyWith):
            other = next(choice for choice in ledger[rule.other].type.options if choice != rule.value)
            whole |= {rule.filled: next(iter(ledger[rule.filled].type.options), "1"), rule.other: other}
            whole |= dict.fromkeys(_alternatives(ledger)[:1], "1")
        values, problems = stored(ledger, whole)
        assert [problem.reason for problem in problems] == [rule.message]
        assert problems[0].field == rule.field
        assert not takes(tables, ledger, values)


def _alternatives(ledger: Ledger) -> list[str]:
    return [name for rule in ledger.rules if isinstance(rule, ExactlyOne) for name in rule.fields]


def _moment(field: Field, day: int) -> str:
    return f"2026-09-{day:02}" + (" 08:30" if isinstance(field.type, Instant) else "")


def _sample(kind: FieldType) -> Raw:
    if isinstance(kind, Choice):
        return kind.choices[0]
    samples: dict[type, Raw] = {
        Url: "http://a.gov.cn/",
        Day: "2026-09-01",
        Reference: "1",
        Integer: 9,
        Instant: "2026-09-01 08:30",
        PeriodName: "2026Q3",
    }
    return samples.get(type(kind), "某某")


def test_two_broken_rules_of_one_row_are_both_named() -> None:
    account = LEDGERS["account"]
    typed: dict[str, Raw] = {
        "name": "某某", "privilege": "编辑", "state": "在用",
        "opened_on": "2026-09-02", "rotated_on": "2026-09-01", "used_on": "2026-08-01",
    }  # fmt: skip
    assert [problem.field for problem in stored(account, typed)[1]] == ["site", "rotated_on", "used_on"]


@ALL
def test_names_labels_and_keys_are_sound(ledger: Ledger) -> None:
    labels = [field.label for field in ledger.fields]
    assert len(labels) == len(set(labels))
    assert ledger[ledger.label].required
    assert all(name.isidentifier() and name not in (*META, *DERIVED) for name in (f.name for f in ledger.fields))
    assert all(1 <= article <= 41 for article in ledger.articles)
    assert ledger.articles
    assert ledger.purpose
    for field, reference in ledger.references:
        assert reference.ledger in LEDGERS, field.name
        if reference.same:
            assert reference.same in LEDGERS[reference.ledger]


@ALL
def test_a_heading_means_one_field(ledger: Ledger) -> None:
    meant: dict[str, str] = {}
    for field in ledger.fields:
        for word in {field.name, field.label, *field.synonyms}:
            assert meant.setdefault(word, field.name) == field.name, word


@ALL
def test_the_list_fits_an_80_column_screen(ledger: Ledger) -> None:
    always = [field for field in ledger.fields if field.listed == 1]
    assert ledger[ledger.label] in always
    assert sum(field.width for field in always) + 2 * (len(always) - 1) <= 78
    for field in ledger.fields:
        assert field.width >= min(width(field.label), 8), field.label


@ALL
def test_choices_and_their_other_spellings_do_not_contradict_each_other(ledger: Ledger) -> None:
    for field in ledger.fields:
        if isinstance(field.type, Choice | Choices):
            words = [word for word, _ in field.type.also]
            assert len(words) == len(set(words)), field.label
            assert {meant for _, meant in field.type.also} <= set(field.type.choices), field.label
            assert not set(words) & set(field.type.choices), field.label
        if field.default is not None:
            assert field.type.parse(field.default) is not None


def test_sheet_names_mean_one_ledger() -> None:
    meant: dict[str, str] = {}
    for ledger in LEDGERS.values():
        for word in (ledger.name, ledger.title, *ledger.synonyms):
            assert meant.setdefault(word, ledger.name) == ledger.name, word


def test_what_article_37_forbids_to_leak_is_sealed_and_no_field_is_for_passwords() -> None:
    sealed = {(ledger.name, name) for ledger in LEDGERS.values() for name in ledger.sealed}
    assert {("site", "backend"), ("account", "login"), ("person", "mobile"), ("person", "phone24")} <= sealed
    for ledger in LEDGERS.values():
        assert not {"password", "secret", "passwd", "口令", "密码"} & {
            w for f in ledger.fields for w in (f.name, f.label)
        }


def test_ledgers_and_fields_are_found_by_both_names_and_listed_when_not() -> None:
    assert find_ledger("unit") is find_ledger("单位") is LEDGERS["unit"]
    assert find_field(LEDGERS["unit"], "name") is find_field(LEDGERS["unit"], "单位名称")
    with pytest.raises(InputProblem, match="unit（单位）、person（人员）"):
        find_ledger("units")
    with pytest.raises(InputProblem, match="name（单位名称）"):
        find_field(LEDGERS["unit"], "x")


def test_a_ledger_that_contradicts_itself_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="no field"):
        Ledger(name="x", title="某", articles=(1,), purpose="某", key=("nothing",), fields=())
