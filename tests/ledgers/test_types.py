"""What people write becomes one stored form, or a sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fjgov_tui.errors import ValueProblem
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
from tests.each import each

KINDS = ("乡镇街道", "部门", "事业单位", "事业编制")
TYPES: tuple[FieldType, ...] = (
    Text(limit=20),
    Name(limit=20),
    LongText(limit=40),
    Day(),
    Instant(),
    Phone(),
    Phone(landline=False),
    Phone(mobile=False),
    IdCode(),
    Url(),
    Choice(choices=KINDS, also=(("镇", "乡镇街道"),)),
    Choices(choices=KINDS, also=(("镇", "乡镇街道"),)),
    Integer(least=-5, most=999),
    YesNo(),
    Reference("unit"),
)


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    """A STRICT table for each type, with the type's own CHECK."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for number, kind in enumerate(TYPES):
            check = kind.check('"v"')
            connection.execute(f'CREATE TABLE t{number} ("v" {kind.sql} {f"CHECK ({check})" if check else ""}) STRICT')
        yield connection


def accepts(tables: sqlite3.Connection, kind: FieldType, value: Stored) -> bool:
    """Whether the type's own table takes the value."""
    try:
        tables.execute(f"INSERT INTO t{TYPES.index(kind)} VALUES (?)", [value])
    except sqlite3.IntegrityError:
        return False
    return True


NEARLY = st.one_of(
    st.text(st.characters()),
    st.text(st.sampled_from("0123456789０１-－ （）()+.年月日:：时分/ TZ√是、，,转xhtps@[]白镇乡部门´\u0301\u0663")),
    st.from_regex(r"(http|HTTPS|ftp)://[a-zA-Z奉节。.@:\[\]0-9_-]{1,20}(:[0-9]{0,6})?(/[^\s]{0,10})?", fullmatch=True),
    st.from_regex(r"(\+86|0086|86)?[ -]?(0\d{2,3}|1\d{2})[ -]?\d{4}[ -]?\d{3,5}(转|x|-)?\d{0,7}", fullmatch=True),
    st.from_regex(r"[12]\d{3}[-/.年]\d{1,2}[-/.月]\d{1,2}日?( \d{1,2}[:时]\d{1,2}(:\d{2})?)?", fullmatch=True),
    st.lists(st.sampled_from(KINDS)).map("、".join),
)  # fmt: skip
RAW: st.SearchStrategy[Raw] = st.one_of(
    NEARLY,
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.none(),
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
@given(raw=RAW)
@example(raw=datetime.min)
@example(raw=datetime.max)
@example(raw=datetime.max.replace(tzinfo=UTC))
@example(raw="\u2003")
@example(raw="http://a.cn/e \u0301")
@example(raw="1380013800\u0663")
@example(raw="9" * 5000)
@example(raw="http://[")
@example(raw="http://a.cn:99999/")
@example(raw="2026-02-30T25:61:61.5Z")
@example(raw="99999.99")
def test_anything_is_stored_as_the_table_wants_it_or_refused_in_a_sentence(
    tables: sqlite3.Connection, kind: FieldType, raw: Raw
) -> None:
    try:
        stored = kind.parse(raw)
    except ValueProblem:
        return
    if stored is None:
        return
    assert accepts(tables, kind, stored), stored
    assert kind.parse(kind.show(stored)) == stored
    assert kind.parse(stored) == stored or isinstance(kind, YesNo)


@each(
    "kind, blank",
    [(kind, blank) for kind in TYPES for blank in (None, "", " ", "\u3000", "\xa0\t", "\u2003", "\r\n")],
    ids=lambda kind: type(kind).__name__,
)
def test_blank_is_nothing(kind: FieldType, blank: Raw) -> None:
    assert kind.parse(blank) is None


def test_the_table_takes_blanks(tables: sqlite3.Connection) -> None:
    assert all(accepts(tables, kind, None) for kind in TYPES)


DAYS: list[Raw] = [
    "2026-09-01", "2026.9.1", "2026/9/1", "2026年9月1日", "2026年09月01日", "20260901", "２０２６－９－１",
    "２０２６．９．１", " 2026 年 9 月 1 日 ", "2026-9-1 00:00:00", "2026-09-01T00:00:00", "2026-9-1 8:30",
    "2026年9月1日8时30分",
    "2026-09-01 23:59:59.5", 46266, 46266.0, 46266.75, "46266", 20260901, date(2026, 9, 1),
    datetime(2026, 9, 1, 23, 59), datetime(2026, 8, 31, 16, 0, tzinfo=UTC),
]  # fmt: skip


@pytest.mark.parametrize("raw", DAYS, ids=str)
def test_a_day_in_every_form_that_offices_write(raw: Raw, anywhere: str) -> None:
    assert Day().parse(raw) == "2026-09-01"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("2026-02-29", "日历上没有"),
        ("2100-02-29", "日历上没有"),
        ("20261301", "日历上没有"),
        ("2026-9-108:30", "不是日期"),
        ("九月一日", "不是日期"),
        ("26.9.1", "不是日期"),
        ("1949-09-30", "核对年份"),
        ("2101-01-01", "核对年份"),
        ("99999", "核对年份"),
        (date(1900, 1, 1), "核对年份"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(raw: Raw, says: str) -> None:
    with pytest.raises(ValueProblem, match=says):
        Day().parse(raw)


@pytest.mark.parametrize("year", [1952, 2000, 2023, 2024, 2096, 2100])
def test_days_around_the_end_of_february(tables: sqlite3.Connection, year: int) -> None:
    leap = year % 4 == 0 and year != 2100
    day = date(year, 2, 27)
    while day < date(year, 3, 3):
        assert Day().parse(f"{day.year}.{day.month}.{day.day}") == day.isoformat()
        assert accepts(tables, TYPES[3], day.isoformat())
        day += timedelta(days=1)
    assert accepts(tables, TYPES[3], f"{year}-02-29") is leap
    assert not accepts(tables, TYPES[3], f"{year}-02-30")


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_serial_numbers_are_the_days_that_spreadsheets_mean(day: date) -> None:
    assert Day().parse((day - date(1899, 12, 30)).days) == day.isoformat()


@pytest.mark.parametrize(
    "bad", ["1949-09-30", "2101-01-01", "2026-9-1", "2026-09-01 ", "2026-13-01", "2026-00-10", "2026-09-31", "x", ""]
)
def test_the_table_refuses_days_that_validation_would(tables: sqlite3.Connection, bad: str) -> None:
    assert not accepts(tables, TYPES[3], bad)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-09-01 08:30", "2026.9.1 8:30", "2026年9月1日 8时30分", "2026年9月1日8：30", "20260901 08:30:00",
        "2026-09-01T08:30", datetime(2026, 9, 1, 8, 30), datetime(2026, 9, 1, 0, 30, tzinfo=UTC),
        "2026-09-01T00:30:00.000Z", 46266 + 8.5 / 24,
    ],
    ids=str,
)  # fmt: skip
def test_a_moment_is_beijing_time_wherever_the_machine_stands(raw: Raw, anywhere: str) -> None:
    assert Instant().parse(raw) == "2026-09-01T00:30:00.000Z"
    assert Instant().show("2026-09-01T00:30:00.000Z") == "2026-09-01 08:30"


@pytest.mark.parametrize(
    "bad", ["2026-09-01 00:30", "2026-09-01T00:30:00Z", "2026-09-01T24:30:00.000Z", "2026-13-01T00:30:00.000Z", ""]
)
def test_the_table_refuses_moments_of_another_form(tables: sqlite3.Connection, bad: str) -> None:
    assert not accepts(tables, Instant(), bad)


def test_a_moments_second_is_kept_and_shown() -> None:
    assert Instant().show(Instant().parse("2026-09-01 08:30:15")) == "2026-09-01 08:30:15"


@pytest.mark.parametrize("raw", ["2026-09-01", "2026-09-01 24:00", "2026-09-01 8:60", "8:30", "2026-09-31 08:30"])
def test_what_is_no_moment_is_refused(raw: str) -> None:
    with pytest.raises(ValueProblem):
        Instant().parse(raw)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("13800138000", "13800138000"), ("138 0013 8000", "13800138000"), ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"), ("+86-138-0013-8000", "13800138000"), ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"), ("（+86）13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),        (13800138000, "13800138000"), (13800138000.0, "13800138000"),
        ("02356557000", "023-56557000"), ("023 5655 7000", "023-56557000"), ("（023）56557000", "023-56557000"),
        ("023—56557000", "023-56557000"), ("+86 023-56557000", "023-56557000"), ("56557000", "56557000"),
        ("023-56557000转801", "023-56557000-801"), ("0571-87654321", "0571-87654321"), ("01012345678", ""),
        ("01082345678", "010-82345678"), ("05718765432", "0571-8765432"), ("400-820-8820", "4008208820"),
        ("12800138000", ""), ("1380013800", ""), ("138001380000", ""), ("电话", ""), ("13800138000 13900139000", ""),
    ],
)  # fmt: skip
def test_telephone_numbers_as_offices_write_them(raw: Raw, number: str) -> None:
    if number:
        assert Phone().parse(raw) == number
    else:
        with pytest.raises(ValueProblem, match=r"手机号（11 位）或座机号"):
            Phone().parse(raw)


def test_a_field_for_mobiles_takes_no_landline_and_the_other_way_round(tables: sqlite3.Connection) -> None:
    with pytest.raises(ValueProblem, match="手机号"):
        Phone(landline=False).parse("023-56557000")
    with pytest.raises(ValueProblem, match="座机号"):
        Phone(mobile=False).parse("13800138000")
    assert not accepts(tables, Phone(landline=False), "023-56557000")


def test_identifier_codes_are_ten_capitals_or_digits() -> None:
    assert IdCode().parse(" ５００２３６０００１ ") == "5002360001"
    assert IdCode().parse("n000000672") == "N000000672"
    assert IdCode().parse(5002360001.0) == "5002360001"
    with pytest.raises(ValueProblem, match="有 9 位"):
        IdCode().parse("500236000")
    with pytest.raises(ValueProblem, match="10 位"):
        IdCode().parse("50023600-1")


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("www.cqfj.gov.cn", "http://www.cqfj.gov.cn/"),
        ("HTTPS://WWW.CQFJ.GOV.CN/Bdz", "https://www.cqfj.gov.cn/Bdz"),
        ("ｗｗｗ．ｃｑｆｊ．ｇｏｖ．ｃｎ", "http://www.cqfj.gov.cn/"),
        ("www。cqfj。gov。cn", "http://www.cqfj.gov.cn/"),
        (" http://www.cqfj.gov.cn / ", "http://www.cqfj.gov.cn/"),
        ("http://奉节.政务", "http://奉节.政务/"),
        ("http://a.gov.cn:8080", "http://a.gov.cn:8080/"),
        ("http://a.gov.cn:80/x", "http://a.gov.cn/x"),
        ("https://a.gov.cn:443/", "https://a.gov.cn/"),
        ("https://a.gov.cn:80/", "https://a.gov.cn:80/"),
        ("a.gov.cn/go?u=https://b.gov.cn/", "http://a.gov.cn/go?u=https://b.gov.cn/"),
        ("http://a.gov.cn./", "http://a.gov.cn/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("localhost:8000", "http://localhost:8000/"),
    ],
)
def test_web_addresses_have_one_form(raw: str, address: str) -> None:
    assert Url().parse(raw) == address


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("http://admin:secret@a.gov.cn/", "账号口令"), ("http://admin@a.gov.cn/", "账号口令"), ("//u:p@a.cn", "."),
        ("ftp://a.gov.cn/", "只收 http"), ("javascript:alert(1)", "."), ("javascript://a.cn/%0aalert(1)", "只收 http"),
        ("file:///etc/passwd", "只收 http"), ("data:text/html,x", "."), ("http://", "主机名"), ("奉节县政府", "主机名"),
        ("http://a..cn/", "主机名"), ("http://a.cn:0/", "端口"), ("http://a.cn:70000/", "不是网址"),
        ("http://a.cn:x/", "不是网址"), ("http://[::1/", "不是网址"), ("http://a.cn/" + "x" * 1000, "1000"),
    ],
)  # fmt: skip
def test_addresses_that_we_would_not_visit_are_refused(raw: str, says: str) -> None:
    with pytest.raises(ValueProblem, match=says):
        Url().parse(raw)


def test_a_choice_is_found_by_name_and_by_synonym_and_never_completed_in_silence() -> None:
    kind = Choice(choices=KINDS, also=(("镇", "乡镇街道"),))
    assert [kind.parse(word) for word in ("部门", "镇", " 部 门 ")] == ["部门", "乡镇街道", "部门"]
    with pytest.raises(ValueProblem, match="是不是“乡镇街道”"):
        kind.parse("乡镇")
    for word in ("事业", "县", "部门科室"):
        with pytest.raises(ValueProblem, match="乡镇街道、部门、事业单位"):
            kind.parse(word)


@given(st.lists(st.sampled_from(KINDS), min_size=1), st.sampled_from(["、", "，", ",", "；", ";", "/", "\n", " 、 "]))
def test_several_choices_are_stored_once_each_in_the_lists_order(words: list[str], between: str) -> None:
    assert Choices(choices=KINDS).parse(between.join(words)) == "、".join(one for one in KINDS if one in words)


def test_the_table_refuses_choices_that_are_none(tables: sqlite3.Connection) -> None:
    for bad in ("部", "部门、", "、部门", "部门、部门", "部门，事业单位", ""):
        assert not accepts(tables, TYPES[11], bad)


def test_yes_and_no_as_offices_tick_them() -> None:
    yes: list[Raw] = ["是", "√", "✓", "有", "Y", "ｙ", "TRUE", True, 1, 1.0, " 是 "]
    no: list[Raw] = ["否", "×", "无", "n", "FALSE", False, 0, 0.0]
    assert [YesNo().parse(raw) for raw in yes] == [1] * len(yes)
    assert [YesNo().parse(raw) for raw in no] == [0] * len(no)
    with pytest.raises(ValueProblem, match="“是”或“否”"):
        YesNo().parse("也许")


def test_whole_numbers_and_their_bounds() -> None:
    kind = Integer(least=1, most=99_999)
    assert [kind.parse(raw) for raw in ("１２", "1,234", "１，２３４", 7.0, "+5")] == [12, 1234, 1234, 7, 5]
    for raw in ("1.5", "一", "", 0, 100_000, "1" * 16):
        if raw == "":
            continue
        with pytest.raises(ValueProblem):
            kind.parse(raw)


def test_text_is_tidied_and_bounded() -> None:
    assert Text().parse("  ＡＢＣ　　１２ \n x ") == "ABC 12 x"
    assert LongText().parse(" 一 \r\n\r\n 二  \n") == "一\n\n 二"
    with pytest.raises(ValueProblem, match="有 21 个字，最多 20 个"):
        Text(limit=20).parse("字" * 21)


def test_what_users_read_is_punctuated_in_chinese() -> None:
    for kind in TYPES:
        with pytest.raises(ValueProblem) as refused:
            kind.parse("\x1b乱" * 30)
        assert not set(refused.value.what) & set(",;!?()"), refused.value.what
        assert not set(kind.hint) & set(",;!?()"), kind.hint
