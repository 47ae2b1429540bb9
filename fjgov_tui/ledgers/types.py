"""The kinds of value that office ledgers hold: how each is read, stored, checked and shown.

A type turns whatever people and spreadsheets write into one stored form, or says in a sentence why it cannot.
Stored forms are plain SQLite values: text, integer or nothing.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

from fjgov_tui.clock import BEIJING, instant, show_instant
from fjgov_tui.errors import ValueProblem
from fjgov_tui.text import clean_long, narrow, tidy, tidy_code, tidy_name

Stored = str | int | None
"""What a column holds."""
Raw = str | int | float | bool | date | None
"""What forms, commands and spreadsheets hand in (`datetime` is a `date`)."""

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2100, 12, 31)
"""Days outside are typing errors, not ledger facts."""
EXCEL_EPOCH = date(1899, 12, 30)


def quoted(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def as_text(raw: Raw) -> str:
    """A raw value as the text a person would have typed; whole floats lose their `.0`."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ", timespec="minutes")
    return str(raw)


@dataclass(frozen=True)
class FieldType(ABC):
    """One kind of value."""

    noun: ClassVar[str]
    """What it is called in help and templates."""
    sql: ClassVar[str] = "TEXT"

    def parse(self, raw: Raw) -> Stored:
        """The stored form of what was handed in; blank is `None`.

        Raises:
            ValueProblem: the value is not of this type; the message says what would be.
        """
        text = as_text(raw)
        return self.read(text) if text.strip(" \t\r\n\u3000\xa0") else None

    @abstractmethod
    def read(self, text: str) -> Stored:
        """The stored form of text that is not blank."""

    def check(self, column: str) -> str:
        """The SQL expression that holds for every stored value; empty where any will do."""
        return f"length({column}) > 0"

    def show(self, value: Stored) -> str:
        """The stored value as people read it; reading it back gives the same value."""
        return "" if value is None else str(value)

    @property
    def hint(self) -> str:
        """What may be written, for templates and help."""
        return self.noun

    @property
    def options(self) -> Sequence[str]:
        """The only texts allowed, for drop-downs; empty where the value is free."""
        return ()


@dataclass(frozen=True)
class Text(FieldType):
    """One line of text."""

    noun: ClassVar[str] = "文字"
    limit: int = 200
    """Characters at most."""

    def read(self, text: str) -> str | None:
        """The tidied line."""
        line = tidy(text)
        if len(line) > self.limit:
            raise ValueProblem(f"有 {len(line)} 个字,最多 {self.limit} 个")
        return line or None

    def check(self, column: str) -> str:
        """Not empty, not over the limit."""
        return f"length({column}) BETWEEN 1 AND {self.limit}"


@dataclass(frozen=True)
class Name(Text):
    """A name of a person, unit or thing; the spaces that pad it are taken out."""

    noun: ClassVar[str] = "名称"
    limit: int = 100

    def read(self, text: str) -> str | None:
        """The name without padding."""
        return super().read(tidy_name(text))


@dataclass(frozen=True)
class LongText(FieldType):
    """Several lines of text."""

    noun: ClassVar[str] = "多行文字"
    limit: int = 4000
    """Characters at most."""

    def read(self, text: str) -> str | None:
        """The lines, cleaned, without blank ends."""
        lines = "\n".join(line.rstrip() for line in narrow(clean_long(text)).split("\n")).strip()
        if len(lines) > self.limit:
            raise ValueProblem(f"有 {len(lines)} 个字,最多 {self.limit} 个")
        return lines or None

    def check(self, column: str) -> str:
        """Not empty, not over the limit."""
        return f"length({column}) BETWEEN 1 AND {self.limit}"


_DAY = re.compile(
    r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?(?:[ T]?00:00(?::00)?(?:\.0+)?)?"
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MOMENT = re.compile(r"(.+?)[ T]*?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?")


def read_day(text: str) -> date:
    """A calendar date in any of the forms offices write.

    Raises:
        ValueProblem: no date, or one outside 1949-2100.
    """
    code = tidy_code(text)
    found = _DAY.fullmatch(code) or _COMPACT_DAY.fullmatch(code)
    try:
        if found:
            day = date(*map(int, found.groups()))
        elif re.fullmatch(r"\d{5}(\.\d+)?", code):
            day = EXCEL_EPOCH + timedelta(days=int(float(code)))
        else:
            raise ValueProblem("不是日期,请写成 2026-09-01、2026年9月1日、2026.9.1 或 20260901")
    except ValueError as error:
        raise ValueProblem("日历上没有这一天,请核对年月日") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueProblem(f"不在 {FIRST_DAY} 至 {LAST_DAY} 之间,请核对年份")
    return day


@dataclass(frozen=True)
class Day(FieldType):
    """A Beijing calendar date, stored as `YYYY-MM-DD`."""

    noun: ClassVar[str] = "日期"

    def parse(self, raw: Raw) -> Stored:
        """The date; a spreadsheet's date or its serial number is taken as it is."""
        if isinstance(raw, date):
            raw = raw.strftime("%Y-%m-%d")
        return super().parse(raw)

    def read(self, text: str) -> str:
        """The ISO date."""
        return read_day(text).isoformat()

    def check(self, column: str) -> str:
        """A date that SQLite's own calendar knows."""
        return f"{column} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND date({column}, '+0 days') = {column}"

    @property
    def hint(self) -> str:
        """The forms taken."""
        return "日期,如 2026-09-01 或 2026年9月1日"


@dataclass(frozen=True)
class Instant(FieldType):
    """A moment, typed in Beijing time and stored in UTC."""

    noun: ClassVar[str] = "时刻"

    def parse(self, raw: Raw) -> Stored:
        """The moment; a spreadsheet's date-time is Beijing time."""
        if isinstance(raw, datetime):
            return instant(raw if raw.tzinfo else raw.replace(tzinfo=BEIJING))
        return super().parse(raw)

    def read(self, text: str) -> str:
        """The ISO instant in UTC."""
        line = tidy(text)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z", line):
            try:
                return instant(datetime.fromisoformat(line.replace("Z", "+00:00")).astimezone(UTC))
            except ValueError as error:
                raise ValueProblem("不是时刻,请写成 2026-09-01 08:30") from error
        found = _MOMENT.fullmatch(line.replace("\uff1a", ":"))
        if not found or int(found[2]) > 23 or int(found[3]) > 59:
            raise ValueProblem("不是时刻,请写成 2026-09-01 08:30(北京时间)")
        day = read_day(found[1])
        return instant(datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), tzinfo=BEIJING))

    def check(self, column: str) -> str:
        """An instant of the one stored form."""
        return f"{column} GLOB '????-??-??T??:??:??.???Z'"

    def show(self, value: Stored) -> str:
        """Beijing date and minute."""
        return "" if value is None else show_instant(str(value))

    @property
    def hint(self) -> str:
        """The form taken."""
        return "时刻(北京时间),如 2026-09-01 08:30"


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:(0\d{2,3})-?)?([2-9]\d{6,7})(?:-(\d{1,6}))?")


@dataclass(frozen=True)
class Phone(FieldType):
    """A Chinese telephone number; which kinds are taken is part of the declaration."""

    noun: ClassVar[str] = "电话号码"
    mobile: bool = True
    landline: bool = True

    def read(self, text: str) -> str:
        """Eleven digits, or `023-56557000-801`."""
        code = re.sub(r"^(?:\+|00)86-?", "", re.sub(r"[—–()]", "-", tidy_code(text)).strip("-"))
        digits = code.replace("-", "")
        if self.mobile and _MOBILE.fullmatch(digits):
            return digits
        found = _LANDLINE.fullmatch(re.sub(r"转|x|ext\.?", "-", code)) if self.landline else None
        if not found:
            raise ValueProblem(f"不是{self.hint}")
        return "-".join(part for part in found.groups() if part)

    def check(self, column: str) -> str:
        """Digits and hyphens of a plausible length."""
        return f"length({column}) BETWEEN 7 AND 20 AND {column} NOT GLOB '*[^0-9-]*'"

    @property
    def hint(self) -> str:
        """The kinds taken."""
        kinds = [("手机号(11 位)", self.mobile), ("座机号(如 023-56557000)", self.landline)]
        return "或".join(words for words, taken in kinds if taken)


@dataclass(frozen=True)
class IdCode(FieldType):
    """The ten-character identifier code of a government website (网站标识码)."""

    noun: ClassVar[str] = "网站标识码"

    def read(self, text: str) -> str:
        """Ten capital letters or digits."""
        code = tidy_code(text).upper()
        if not re.fullmatch(r"[0-9A-Z]{10}", code):
            raise ValueProblem(f"有 {len(code)} 位,网站标识码是 10 位数字或字母")
        return code

    def check(self, column: str) -> str:
        """Ten capitals or digits."""
        return f"length({column}) = 10 AND {column} NOT GLOB '*[^0-9A-Z]*'"

    @property
    def hint(self) -> str:
        """The form taken."""
        return "10 位数字或字母"


@dataclass(frozen=True)
class Url(FieldType):
    """A web address over http or https, without credentials in it."""

    noun: ClassVar[str] = "网址"

    def read(self, text: str) -> str:
        """The address with a scheme and a lower-case host."""
        line = tidy_code(text)
        try:
            parts = urlsplit(line if "://" in line else f"http://{line}")
            port = parts.port
        except ValueError as error:
            raise ValueProblem("不是网址,请写成 https://www.example.gov.cn/") from error
        if parts.scheme.lower() not in {"http", "https"}:
            raise ValueProblem("只收 http 或 https 开头的网址")
        if parts.username or parts.password:
            raise ValueProblem("网址里不能带账号口令")
        host = (parts.hostname or "").rstrip(".")
        labels = host.split(".")
        if "[" not in parts.netloc and not all(re.fullmatch(r"[\w-]{1,63}", label) for label in labels):
            raise ValueProblem("网址的主机名不对,请写成 https://www.example.gov.cn/")
        if len(labels) < 2 and host != "localhost" and ":" not in host:
            raise ValueProblem("网址的主机名不对,请写成 https://www.example.gov.cn/")
        if len(line) > 1000:
            raise ValueProblem("网址超过 1000 个字符")
        bracketed = f"[{host}]" if ":" in host else host
        netloc = f"{bracketed}:{port}" if port else bracketed
        return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, parts.fragment))

    def check(self, column: str) -> str:
        """A scheme that we visit, and no spaces."""
        return f"({column} GLOB 'http://?*' OR {column} GLOB 'https://?*') AND instr({column}, ' ') = 0"

    @property
    def hint(self) -> str:
        """The form taken."""
        return "http 或 https 网址"


@dataclass(frozen=True)
class Choice(FieldType):
    """One of a short list."""

    noun: ClassVar[str] = "单选"
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    """Other spellings that offices use, each with the choice it means."""

    def read(self, text: str) -> str:
        """The choice; a unique beginning is enough."""
        word = tidy_name(text)
        word = dict(self.also).get(word, word)
        if word in self.choices:
            return word
        close = [choice for choice in self.choices if choice.startswith(word)]
        if len(close) == 1:
            return close[0]
        raise ValueProblem(f"不在可选项内,可选:{'、'.join(self.choices)}")

    def check(self, column: str) -> str:
        """One of the list."""
        return f"{column} IN ({', '.join(map(quoted, self.choices))})"

    @property
    def hint(self) -> str:
        """The list."""
        return f"{'、'.join(self.choices)} 之一"

    @property
    def options(self) -> Sequence[str]:
        """The list."""
        return self.choices


@dataclass(frozen=True)
class Choices(FieldType):
    """Several of a short list, stored in the list's order, joined by `、`."""

    noun: ClassVar[str] = "多选"
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    """Other spellings that offices use, each with the choice it means."""

    def read(self, text: str) -> str | None:
        """The chosen ones, each once."""
        one = Choice(self.choices, self.also)
        words = [word for word in re.split(r"[、,\uff0c;\uff1b/|\n]+", tidy(text)) if word.strip()]
        chosen = {one.read(word) for word in words}
        return "、".join(choice for choice in self.choices if choice in chosen) or None

    def check(self, column: str) -> str:
        """Nothing is left when every choice is taken out."""
        left = f"'、' || {column} || '、'"
        for choice in self.choices:
            left = f"replace({left}, {quoted(f'、{choice}、')}, '、')"
        return f"length({column}) > 0 AND {left} = '、'"

    @property
    def hint(self) -> str:
        """The list and the separator."""
        return f"可多选,用顿号隔开:{'、'.join(self.choices)}"


@dataclass(frozen=True)
class Integer(FieldType):
    """A whole number within bounds."""

    noun: ClassVar[str] = "整数"
    sql: ClassVar[str] = "INTEGER"
    least: int = 0
    most: int = 1_000_000_000

    def read(self, text: str) -> int:
        """The number; thousands separators are taken."""
        code = tidy_code(text).replace(",", "")
        if not re.fullmatch(r"[+-]?\d{1,15}", code):
            raise ValueProblem("不是整数")
        number = int(code)
        if not self.least <= number <= self.most:
            raise ValueProblem(f"应在 {self.least} 至 {self.most} 之间")
        return number

    def check(self, column: str) -> str:
        """Within the bounds."""
        return f"{column} BETWEEN {self.least} AND {self.most}"

    @property
    def hint(self) -> str:
        """The bounds."""
        return f"{self.least} 至 {self.most} 的整数"


_YES = {"是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "t", "true", "1", "已", "在"}
_NO = {"否", "无", "×", "✗", "✘", "x", "错", "n", "no", "f", "false", "0", "未", "没有", "不是"}


@dataclass(frozen=True)
class YesNo(FieldType):
    """Yes or no; blank means that nobody has said."""

    noun: ClassVar[str] = "是否"
    sql: ClassVar[str] = "INTEGER"

    def read(self, text: str) -> int:
        """1 or 0."""
        word = tidy(text).casefold()
        if word in _YES:
            return 1
        if word in _NO:
            return 0
        raise ValueProblem("只能填“是”或“否”")

    def check(self, column: str) -> str:
        """1 or 0."""
        return f"{column} IN (0, 1)"

    def show(self, value: Stored) -> str:
        """是 or 否."""
        return "" if value is None else ("是" if value else "否")

    @property
    def hint(self) -> str:
        """The two words."""
        return "是 或 否"

    @property
    def options(self) -> Sequence[str]:
        """The two words."""
        return ("是", "否")


@dataclass(frozen=True)
class Reference(FieldType):
    """Another ledger's record, written by its name and stored by its id."""

    noun: ClassVar[str] = "关联"
    sql: ClassVar[str] = "INTEGER"
    ledger: str = ""
    """The ledger pointed to."""
    same: str = ""
    """A field of the other ledger by which equal names are told apart: the one whose value equals ours wins."""

    def read(self, text: str) -> Stored:
        """Only a number is stored; names are resolved by `validate`, which knows the ledger's records."""
        if not text.isascii() or not text.isdigit():
            raise ValueProblem("没有对应的记录")
        return int(text)

    def check(self, column: str) -> str:
        """The foreign key says the rest."""
        return ""

    @property
    def hint(self) -> str:
        """What to write."""
        return "写名称,或名称中能认出唯一一条的部分"
