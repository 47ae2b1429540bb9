"""What a form needs from the file, and what its fields may hold; no screen in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fjgov_tui.clock import BEIJING, beijing_day
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers import LEDGERS, Field, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.cron import wrong_field
from fjgov_tui.ledgers.safety import AccountState
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Choices, Day, Instant, LongText, Stored, TimeLine, as_text
from fjgov_tui.ledgers.validate import field_text, parse_field
from fjgov_tui.ledgers.watching import CronFits
from fjgov_tui.observed.cron import in_words, next_times
from fjgov_tui.store import Reader
from fjgov_tui.text import clean, clean_long
from fjgov_tui.widgets.picker import Entry
from fjgov_tui.workflows.training import LEADERS, untrained_warning


@dataclass(frozen=True)
class FormData:
    """What a form begins with."""

    texts: dict[str, str]
    """The text of each field."""
    suggestions: dict[str, list[str]]
    """For each field the texts that can be completed or picked; empty where it is free."""


def read_form(reader: Reader, ledger: Ledger, record: Record | None, *, fresh: bool = False) -> FormData:
    """The texts and suggestions of a form, all harmless, so that they equal what stands in its lines.

    Args:
        reader: the ledgers.
        ledger: whose form.
        record: the record to start from; `None` for an empty form with its defaults.
        fresh: the record is a pattern for a new one, which must not repeat what is masked or unique.
    """
    names = reader.names()
    texts: dict[str, str] = {}
    suggestions: dict[str, list[str]] = {}
    for field in ledger.fields:
        value = record.values.get(field.name) if record else None
        if record is None:
            text = as_text(field.default)
        elif fresh and (field.sealed or field.unique):
            text = ""
        elif field.reference is not None and value is not None:
            text = names.exact(field.reference.ledger, int(value)) or cell(field, record)
        else:
            text = cell(field, record)
        texts[field.name] = clean_long(text) if isinstance(field.type, LongText) else clean(text)
        many = list(field.type.choices) if isinstance(field.type, Choices) else list(field.type.options)
        suggestions[field.name] = (
            [clean(label) for label in names.labels(field.reference.ledger)] if field.reference else many
        )
    return FormData(texts, suggestions)


def explain(field: Field, *, sealed: bool) -> str:
    """What a field means, what may be written, and how to pick.

    Args:
        field: the field.
        sealed: whether a masked value stands in it.
    """
    parts = [f"{field.label}：{field.help or field.type.noun}"]
    if field.type.hint != field.type.noun:
        parts.append(field.type.hint)
    if field.required:
        parts.append("必填")
    if sealed:
        parts.append("原值已遮盖，不改就保持不变")
    if field.reference or field.type.options or isinstance(field.type, Choices | Day | Instant):
        parts.append("F4 选择")
    return "。".join(parts) + "。"


def is_time(ledger: Ledger, field: Field, texts: Mapping[str, str]) -> bool:
    """Whether a cron line is typed into the field.

    Args:
        ledger: whose form.
        field: the field.
        texts: what stands in the form: which setting it is decides for a setting's value.
    """
    if ledger is LEDGERS["setting"]:
        setting = SETTINGS.get(texts.get("name", ""))
        return field.name == "value" and setting is not None and setting.cron
    return any(isinstance(link, CronFits) and link.field == field.name for link in ledger.links)


def times_ahead(text: str, now: datetime) -> str:
    """What a cron line means and when it comes round next, or which of its fields is wrong.

    Args:
        text: as typed so far; full-width characters count as what they stand for.
        now: the present moment.
    """
    line = TimeLine().read(text) or ""
    if not line:
        return "五段：分 时 日 月 周，如 */30 * * * *（每 30 分钟）"
    if wrong := wrong_field(line):
        return f"还不能执行：{wrong}"
    times = "、".join(
        f"{time:%m-%d}（周{'一二三四五六日'[time.weekday()]}）{time:%H:%M}" for time in next_times(line, now)
    )
    return f"{in_words(line)}。接下来五次：{times or '没有'}"


def check_field(reader: Reader, field: Field, text: str, current: Stored) -> str:
    """What is wrong with one field as typed; empty when nothing is."""
    try:
        if field.reference is not None:
            if field_text(text) and not field.reference.same:
                reader.names().resolve(field.reference, field_text(text), None)
        elif parse_field(field, text, current) is None and field.required:
            return "必须填写"
    except ValueProblem as problem:
        return problem.what
    return "必须填写" if field.required and not field_text(text) else ""


CAUTIOUS = {"account": "holder", "person": "roles"}
"""For each ledger that gives somebody work: the field below which it is said that she is not trained."""


@dataclass(frozen=True)
class Caution:
    """Something to think about before saving; it does not keep anybody from it."""

    field: str
    """The field below which it is said."""
    text: str
    """Empty when all is well."""


def caution(reader: Reader, ledger: Ledger, person: int | None, texts: Mapping[str, str], today: date) -> Caution:
    """Whether somebody is about to get an account or a duty without training (article 39).

    Args:
        reader: the ledgers.
        ledger: whose form, one of `CAUTIOUS`.
        person: the record of the form, where it is one of a person.
        texts: what stands in the form.
        today: the Beijing day.
    """
    field = CAUTIOUS[ledger.name]
    if field == "holder":
        return Caution(field, _untrained_holder(reader, ledger, texts, today))
    roles = {word.strip() for word in texts["roles"].split("、")} - {""}
    if person is None or not roles - LEADERS:
        return Caution(field, "")
    return Caution(field, untrained_warning(reader, person, _day(texts["on_duty"]) or today))


def _untrained_holder(reader: Reader, ledger: Ledger, texts: Mapping[str, str], today: date) -> str:
    typed, reference = field_text(texts["holder"]), ledger["holder"].reference
    if not typed or reference is None or texts["state"] != AccountState.IN_USE:
        return ""
    try:
        holder = reader.names().resolve(reference, typed, None)
    except ValueProblem:
        return ""
    came, opened = reader.record(LEDGERS["person"], holder).day("on_duty"), _day(texts["opened_on"])
    return untrained_warning(reader, holder, max(filter(None, (came, opened)), default=today))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(str(Day().parse(text))) if field_text(text) else None
    except ValueProblem:
        return None


def options(field: Field, known: list[str], typed: str, now: datetime) -> list[Entry]:
    """What F4 offers for a field; nothing where it is free text.

    Args:
        field: the field.
        known: its suggestions.
        typed: what stands in it now.
        now: the present moment, for dates.
    """
    if isinstance(field.type, Day):
        today = beijing_day(now)
        days = [("今天", today), ("昨天", today - timedelta(1)), ("明天", today + timedelta(1))]
        return [Entry(day.isoformat(), words, day.isoformat()) for words, day in days]
    if isinstance(field.type, Instant):
        return [Entry(now.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"), "现在")]
    if isinstance(field.type, Choices):
        chosen = [word for word in typed.split("、") if word]
        return [_toggle(word, chosen) for word in known]
    return [Entry(word, word) for word in known]


def _toggle(word: str, chosen: list[str]) -> Entry:
    rest = [choice for choice in chosen if choice != word]
    if word in chosen:
        return Entry("、".join(rest), f"✓ {word}", "再选一次去掉")
    return Entry("、".join([*chosen, word]), f"  {word}")
