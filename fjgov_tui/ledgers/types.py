"""The kinds of value that office ledgers hold: how each is read, stored, checked and shown.

Texts, choices, numbers and references are here; days and moments, telephones and addresses have files of
their own and are handed on, so that declarations import every kind from one place.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.base import FieldType, Raw, RecordId, Stored, as_text, quoted
from fjgov_tui.ledgers.contacts import IdCode, Phone, Url
from fjgov_tui.ledgers.times import EXCEL_EPOCH, FIRST_DAY, LAST_DAY, Day, Instant, read_day, typed_day
from fjgov_tui.patterns import pattern
from fjgov_tui.text import clean_long, narrow, tidy, tidy_code, tidy_name

__all__ = [
    "EXCEL_EPOCH", "FIRST_DAY", "LAST_DAY", "Choice", "Choices", "Day", "FieldType", "IdCode",
    "Instant", "Integer", "LongText", "Name", "PersonName", "Phone", "Raw", "RecordId", "Reference", "Stored", "Text",
    "TimeLine", "Url", "YesNo", "as_text", "quoted", "read_day", "refuse_no_name", "repeats_above", "several",
    "too_many", "typed_day",
]  # fmt: skip


@dataclass(frozen=True)
class Text(FieldType):
    """One line of text."""

    noun: ClassVar[str] = "文字"
    exact: ClassVar[bool] = True
    limit: int = 200
    """Characters at most."""

    def read(self, text: str) -> str | None:
        """The text without blanks at its ends, on one line."""
        line = tidy(text)
        if len(line) > self.limit:
            raise ValueProblem(f"有 {len(line)} 个字，最多 {self.limit} 个")
        return line or None

    def check(self, column: str) -> str:
        """Not empty, not over the limit."""
        return f"length({column}) BETWEEN 1 AND {self.limit}"


_CRON_SIGNS = pattern(r"[\d\uff10-\uff19*＊/／,，\-－ \u3000]+")


@dataclass(frozen=True)
class TimeLine(Text):
    """A text that may be a cron line; the stars and strokes of a Chinese keyboard are those of a plain one."""

    def read(self, text: str) -> str | None:
        """The line; what consists of cron's signs alone is narrowed."""
        return super().read(unicodedata.normalize("NFKC", text) if _CRON_SIGNS.fullmatch(text) else text)


_DITTO = pattern(r"[\"'“”″〃〞＂,，、]+|同[上前左右]|同上[行列格]|(?:〃|″|\")上")
_OPEN_END = {"至今", "现在", "目前", "今", "不详", "待定", "无", "暂无", "空缺", "-", "/", "—", "——"}
_SEVERAL = pattern(r"[、,，;；/／|｜\n]|\s+和\s*|(?<=.)及(?=.)")


def repeats_above(text: str) -> bool:
    """Whether the text only says that the cell above holds the value (同上, 〃)."""
    return _DITTO.fullmatch(text.strip()) is not None


def refuse_no_name(text: str) -> None:
    """Refuse what stands in a name's place and is none.

    Raises:
        ValueProblem: a mark for “the same as above”, a word for “until now” or “none”, or a day.
    """
    word = tidy_name(text)
    if repeats_above(word):
        raise ValueProblem("写的是“同上”，请填写完整的名称")
    if word in _OPEN_END:
        raise ValueProblem("不是名称；没有就空着")
    if word[:1].isdigit() and not word.isdigit() and _is_day(word):
        raise ValueProblem("是日期，不是名称，请核对这一列")


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except ValueProblem:
        return False
    return True


@dataclass(frozen=True)
class Name(Text):
    """A name of a person, unit or thing; the spaces that pad it are taken out."""

    noun: ClassVar[str] = "名称"
    limit: int = 100

    def read(self, text: str) -> str | None:
        """The name without padding."""
        refuse_no_name(text)
        return super().read(tidy_name(text))


@dataclass(frozen=True)
class PersonName(Name):
    """The name of one person."""

    limit: int = 40

    def read(self, text: str) -> str | None:
        """The name; of two people, neither."""
        parts = several(text)
        if len(parts) > 1:
            raise ValueProblem(too_many(len(parts), "人"))
        return super().read(text)


def too_many(count: int, noun: str) -> str:
    """That a cell names several things: `这里写了两个人，一格只写一个`."""
    numeral = "两三四五六七八九"[count - 2] if count < 10 else f" {count} "
    return f"这里写了{numeral}个{noun}，一格只写一个"


def several(text: str) -> list[str]:
    """The names that stand in one cell, divided as people divide them."""
    return [part for part in map(tidy_name, _SEVERAL.split(text.strip())) if part]


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
            raise ValueProblem(f"有 {len(lines)} 个字，最多 {self.limit} 个")
        return lines or None

    def check(self, column: str) -> str:
        """Not empty, not over the limit."""
        return f"length({column}) BETWEEN 1 AND {self.limit}"


def refuse_ambiguous(choices: tuple[str, ...], was: tuple[tuple[str, str], ...]) -> None:
    """Stop the program at import where a declaration of choices contradicts itself.

    Raises:
        TypeError: a former spelling is a choice, is named twice, or means no choice.
    """
    former = [old for old, _ in was]
    if len({*choices, *former}) != len(choices) + len(was) or not {now for _, now in was} <= set(choices):
        raise TypeError(f"choices {choices}: former spellings that are ambiguous")


@dataclass(frozen=True)
class Choice(FieldType):
    """One of a short list."""

    noun: ClassVar[str] = "单选"
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    """Other spellings that offices use, each with the choice it means."""
    was: tuple[tuple[str, str], ...] = ()
    """Former spellings of a choice, the oldest first, each with the present one; existing files have them."""

    def __post_init__(self) -> None:
        """A former spelling that is a choice again would make two values of a file one."""
        refuse_ambiguous(self.choices, self.was)

    @property
    def spelt(self) -> tuple[tuple[str, str], ...]:
        """The choices that have former spellings, each with the first."""
        return tuple((now, str(self.born(now))) for now in dict.fromkeys(now for _, now in self.was))

    def born(self, value: Stored) -> Stored:
        """The first spelling of the choice."""
        return next((former for former, now in self.was if now == value), value)

    def present(self, value: Stored) -> Stored:
        """The present spelling of the choice."""
        return dict[Stored, Stored](self.was).get(value, value)

    def read(self, text: str) -> str:
        """The choice, or one of its other spellings; a part of a word is not completed in silence."""
        word = tidy_name(text)
        word = dict((*self.also, *self.was)).get(word, word)
        if word in self.choices:
            return word
        close = [choice for choice in self.choices if choice.startswith(word)]
        if len(close) == 1:
            raise ValueProblem(f"没有写全，是不是“{close[0]}”？可选：{'、'.join(self.choices)}")
        raise ValueProblem(f"不在可选项内，可选：{'、'.join(self.choices)}")

    def check(self, column: str) -> str:
        """One of the list."""
        return f"{column} IN ({', '.join(map(quoted, self.choices))})"

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: every choice."""
        return f"{'、'.join(self.choices)} 之一"

    @property
    def options(self) -> Sequence[str]:
        """What F4 offers: every choice, in the declared order."""
        return self.choices


@dataclass(frozen=True)
class Choices(FieldType):
    """Several of a short list, stored in the list's order, joined by `、`."""

    noun: ClassVar[str] = "多选"
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    """Other spellings that offices use, each with the choice it means."""
    was: tuple[tuple[str, str], ...] = ()
    """Former spellings of a choice, the oldest first, each with the present one; existing files have them."""

    def __post_init__(self) -> None:
        """A former spelling that is a choice again would make two values of a file one."""
        refuse_ambiguous(self.choices, self.was)

    @property
    def spelt(self) -> tuple[tuple[str, str], ...]:
        """The choices that have former spellings, each with the first."""
        return Choice(self.choices, was=self.was).spelt

    def born(self, value: Stored) -> Stored:
        """The chosen ones in their first spellings."""
        choice = Choice(self.choices, was=self.was)
        return None if value is None else "、".join(str(choice.born(word)) for word in str(value).split("、"))

    def present(self, value: Stored) -> Stored:
        """The chosen ones in their present spellings."""
        choice = Choice(self.choices, was=self.was)
        return None if value is None else "、".join(str(choice.present(word)) for word in str(value).split("、"))

    def read(self, text: str) -> str | None:
        """The chosen ones, each once."""
        accepted = Choice(self.choices, self.also, self.was)
        words = [word for word in re.split(r"[、,;/|\n\r\uff0c\uff1b\uff0f\uff5c]+", text) if word.strip()]
        chosen = {accepted.read(word) for word in words}
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
        return f"可多选，用顿号隔开：{'、'.join(self.choices)}"


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
        """The table's CHECK: within the bounds, both taken."""
        return f"{column} BETWEEN {self.least} AND {self.most}"

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the bounds, both taken."""
        return f"{self.least} 至 {self.most} 的整数"


_YES = {"是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "t", "true", "1", "已", "在"}
_NO = {"否", "无", "×", "✗", "✘", "x", "错", "n", "no", "f", "false", "0", "未", "没有", "不是"}


@dataclass(frozen=True)
class YesNo(FieldType):
    """Yes or no; blank means that nobody has said."""

    noun: ClassVar[str] = "是否"
    sql: ClassVar[str] = "INTEGER"

    def read(self, text: str) -> int:
        """`1` or `0`, read from any of the words and marks that offices use."""
        word = tidy(text).casefold()
        if word in _YES:
            return 1
        if word in _NO:
            return 0
        raise ValueProblem("只能填“是”或“否”")

    def check(self, column: str) -> str:
        """The table's CHECK: 1 or 0."""
        return f"{column} IN (0, 1)"

    def show(self, value: Stored) -> str:
        """是 or 否."""
        return "" if value is None else ("是" if value else "否")

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: both words."""
        return "是 或 否"

    @property
    def options(self) -> Sequence[str]:
        """What F4 offers: both words."""
        return ("是", "否")


@dataclass(frozen=True)
class Reference(FieldType):
    """Another ledger's record, written by its name and stored by its id."""

    noun: ClassVar[str] = "关联"
    sql: ClassVar[str] = "INTEGER"
    ledger: str = ""
    """The ledger pointed to."""
    same: str = ""
    """A field of the other ledger that tells equal names apart: the one whose value equals ours wins."""

    def read(self, text: str) -> Stored:
        """Only a number is stored; names are resolved by `validate`, which knows the ledger's records."""
        if not re.fullmatch(r"[0-9]{1,18}", text):
            raise ValueProblem("没有对应的记录")
        return int(text)

    def check(self, column: str) -> str:
        """The foreign key says the rest."""
        return ""

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: what to write."""
        return "写名称，或名称中能认出唯一一条的部分"
