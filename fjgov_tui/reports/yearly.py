"""The figures of a year or quarter (年度报表): published, withdrawn, asked, answered, trained, inspected.

Each is counted from its ledger; a ledger that nobody keeps, or kept by then, gives 未登记, never nought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from fjgov_tui.audit import Facts
from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.inspecting import InspectionResult
from fjgov_tui.quarters import parse_period

NOT_KEPT = "未登记"
_PERIOD = "period"
"""An inspection belongs to the period that it judges, not to the day on which somebody sat down to it."""


@dataclass(frozen=True)
class Figure:
    """A number of the yearly report, and the ledger whose records it counts."""

    label: str
    counter: str
    """The Chinese measure word: 条, 件, 场."""
    ledger: str
    count: int | None
    """`None` where the ledger has no record, or none from before the end of these days: nobody kept it then."""

    @property
    def shown(self) -> str:
        """The number, or that nobody keeps the register."""
        return NOT_KEPT if self.count is None else str(self.count)


@dataclass(frozen=True)
class Figures:
    """The numbers of some days, both included."""

    first: date
    last: date
    figures: tuple[Figure, ...]

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Label, number, and the register that it is counted from."""
        return tuple(
            (f"{figure.label}（{figure.counter}）", figure.shown, LEDGERS[figure.ledger].title)
            for figure in self.figures
        )

    @property
    def sentences(self) -> Iterator[str]:
        """The same for the text of a bulletin: only what is registered."""
        known = [
            f"{figure.label} {figure.count} {figure.counter}" for figure in self.figures if figure.count is not None
        ]
        if known:
            yield f"据登记，本期{'，'.join(known)}。"


Test = Callable[[Record], bool]


def _always(_: Record) -> bool:
    return True


def _result(result: InspectionResult) -> Test:
    return lambda record: record.values["result"] == result


_FIGURES: tuple[tuple[str, str, str, str, Test], ...] = (
    ("发布信息", "条", "release", "published_on", _always),
    ("撤回信息", "条", "release", "withdrawn_on", _always),
    ("收到公开申请", "件", "request", "received_on", _always),
    ("答复公开申请", "件", "request", "replied_on", _always),
    ("收到网民留言", "条", "message", "received_on", _always),
    ("答复网民留言", "条", "message", "replied_on", _always),
    ("举办培训", "场", "training", "held_on", _always),
    ("登记预警处置", "件", "incident", "found_at", _always),
    ("检查对象", "个次", "inspection", _PERIOD, _always),
    ("检查合格", "个次", "inspection", _PERIOD, _result(InspectionResult.PASSED)),
    ("检查不合格", "个次", "inspection", _PERIOD, _result(InspectionResult.FAILED)),
    ("下达整改", "份", "rectification", "ordered_on", _always),
    ("整改销号", "份", "rectification", "closed_on", _always),
    ("决定问责", "件", "accountability", "decided_on", _always),
    ("完成开办变更关停", "件", "change", "closed_on", _always),
)
"""Label, measure word, ledger, the day (or the period of inspection) by which a record counts, and which records."""


def read_figures(facts: Facts, first: date, last: date) -> Figures:
    """Count.

    Args:
        facts: the ledgers.
        first: the first day.
        last: the last day.
    """
    return Figures(first, last, tuple(_figure(facts, first, last, entry) for entry in _FIGURES))


def _figure(facts: Facts, first: date, last: date, entry: tuple[str, str, str, str, Test]) -> Figure:
    label, counter, ledger, field, test = entry
    records = facts.by_id(ledger)
    days = (_day(record, field) for record in records.values() if test(record))
    count = sum(day is not None and first <= day <= last for day in days)
    begun = facts.of(_begun).get(ledger)
    return Figure(label, counter, ledger, count if begun is not None and begun <= last else None)


def _begun(facts: Facts) -> Mapping[str, date]:
    """From when on each of the ledgers was kept: the first day that one of its records counts by, or was entered."""
    fields: dict[str, set[str]] = {}
    for _, _, ledger, field, _ in _FIGURES:
        fields.setdefault(ledger, set()).add(field)
    begun: dict[str, date] = {}
    for ledger, names in fields.items():
        for record in facts.by_id(ledger).values():
            days = {_day(record, name) for name in names} | {beijing_day(parse_instant(record.created_at))}
            begun[ledger] = min(day for day in (*days, begun.get(ledger)) if day is not None)
    return begun


def _day(record: Record, field: str) -> date | None:
    value = record.values[field]
    if value is None:
        return None
    text = str(value)
    if field == _PERIOD:
        return parse_period(text).last
    return beijing_day(parse_instant(text)) if "T" in text else date.fromisoformat(text)
