"""The inspection of a quarter (article 33): each site and account by the indicators, passed, failed or not checked."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fjgov_tui.audit import Facts
from fjgov_tui.audit.inspections import period_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.indicators import indicator_book
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult, PointJudgement
from fjgov_tui.ledgers.sites import SiteKind
from fjgov_tui.quarters import Period
from fjgov_tui.reports.judging import Evidence, ItemResult, gather, judge, offline, subjects
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

PORTAL = SiteKind.PORTAL
CLOSE = timedelta(days=30)
"""How long after a period its inspection may still be made of what is seen on the day itself."""
FULL, GATE, PASS = 100, 80, 60
"""Points of a portal: all of them; above which the bonus counts; below which it fails (国办秘函〔2019〕19号)."""


@dataclass(frozen=True)
class Sample:
    """A share that is drawn, so that anybody can draw it again."""

    percent: int
    seed: int

    @property
    def words(self) -> str:
        """As reports say it."""
        return f"抽查 {self.percent}%，随机数种子 {self.seed}"


@dataclass(frozen=True)
class SubjectResult:
    """One site or account."""

    ledger: str
    id: int
    name: str
    unit: str
    unit_id: int | None
    items: tuple[ItemResult, ...]
    result: str
    """合格, 不合格 or 未检查."""
    score: str = ""
    """The points that are left; empty where not every indicator's points are entered."""
    before: str = ""
    """The result of the period before; empty where none is registered."""
    change: tuple[str, ...] = ()
    """Indicator by indicator against the period before: `新增 W-V-03 首页不更新`, `消除 …`."""

    @property
    def problems(self) -> tuple[ItemResult, ...]:
        """The indicators that condemn it."""
        return tuple(item for item in self.items if item.verdict == PointJudgement.BREAKS and item.indicator.confirmed)

    @property
    def notices(self) -> tuple[ItemResult, ...]:
        """What a person found by an indicator that no public text bears out: told, never condemning."""
        return tuple(
            item for item in self.items if item.verdict == PointJudgement.BREAKS and not item.indicator.confirmed
        )

    @property
    def open(self) -> tuple[ItemResult, ...]:
        """What nobody has checked."""
        return tuple(
            item for item in self.items if item.verdict == InspectionResult.UNCHECKED and item.indicator.confirmed
        )

    @property
    def grounds(self) -> str:
        """Why, a line an indicator: what condemns it, or what was not checked."""
        named = self.problems or self.open if self.result != InspectionResult.PASSED else ()
        return "\n".join(f"{item.indicator.named}：{item.evidence}" for item in named)


@dataclass(frozen=True)
class InspectionReport:
    """What was found in a period."""

    period: Period
    on: date
    """The day at which pages and ledgers were looked at."""
    interim: bool
    """Whether the period is still running."""
    results: tuple[SubjectResult, ...]
    anchor: str
    stood: date | None = None
    """The past day at whose end the file was looked at; `None` for as it is."""
    wrong_points: tuple[str, ...] = ()
    """Groups whose entered points are not what the document gives them."""
    sample: Sample | None = None
    offline: tuple[str, ...] = ()
    """The names of what is offline for a time, and was not inspected."""

    def count(self, result: str, ledger: str = "") -> int:
        """How many subjects have that result."""
        return sum(subject.result == result and ledger in {"", subject.ledger} for subject in self.results)

    @property
    def to_judge(self) -> tuple[tuple[SubjectResult, ItemResult], ...]:
        """What is not judged yet: a person may look where the monitor has not, and some things only a person can."""
        return tuple((result, item) for result in self.results for item in result.open)


def day_of_inspection(period: Period, today: date) -> date:
    """The day at which a period is judged: today while it runs and shortly after, else its last day."""
    return today if today <= period.last + CLOSE else period.last


def inspect(
    reader: Reader, period: Period, today: date, *, on: date | None = None, unit: str = "", sample: Sample | None = None
) -> InspectionReport:
    """Judge every site and account of the county.

    Args:
        reader: the ledgers.
        period: which quarter, month or half-year.
        today: the present Beijing day.
        on: the day at which pages are judged; chosen by `day_of_inspection` where not given.
        unit: only what this unit answers for.
        sample: only a drawn share.
    """
    facts = Facts(reader, on or day_of_inspection(period, today))
    evidence, checked = gather(facts, period), _checkpoints(facts, period)
    chosen = [record for record in subjects(facts) if unit in {"", facts.unit_of(record)}]
    if sample is not None:
        chosen = drawn(chosen, sample)
    points, wrong = read_points(facts)
    before = _before(facts, period)
    results = (_result(evidence, record, checked, points if not wrong else {}) for record in chosen)
    return InspectionReport(
        period=period,
        on=facts.as_of,
        interim=not period.ended(today),
        results=tuple(_compared(result, before) for result in results),
        anchor=str(reader.head()),
        stood=reader.db.as_of,
        wrong_points=tuple(wrong),
        sample=sample,
        offline=tuple(place.title for place in offline(facts, unit)),
    )


def drawn(records: Sequence[Record], sample: Sample) -> list[Record]:
    """The share of the records that a sample takes, in their order: the same seed draws the same on any machine."""

    def lot(record: Record) -> bytes:
        return hashlib.sha256(f"{sample.seed}|{record.ledger}|{record.id}".encode()).digest()

    taken = set(map(lot, sorted(records, key=lot)[: -(-len(records) * sample.percent // 100)]))
    return [record for record in records if lot(record) in taken]


def _checkpoints(facts: Facts, period: Period) -> Mapping[tuple[str, int, str], Record]:
    """What people have judged in the period, by ledger, record and indicator."""
    known: dict[tuple[str, int, str], Record] = {}
    for record in facts.records("checkpoint"):
        for field in ("site", "media"):
            subject = reference(record, field)
            if subject is not None and period_of(record) == period:
                known[field, subject, record.text("indicator")] = record
    return known


def read_points(facts: Facts) -> tuple[Mapping[str, int], list[str]]:
    """The tenths of points of each indicator, as entered, and a sentence for each group that they do not fill."""
    book, entered = indicator_book(), dict[str, int]()
    for record in facts.records("indicator_points"):
        entered[record.text("indicator")] = tenths(record.text("points"))
    if not entered:
        return {}, []
    wrong = []
    for group, total in book.groups.items():
        ids = [known.id for known in book.indicators if known.group == group]
        missing, given = [name for name in ids if name not in entered], sum(entered.get(name, 0) for name in ids)
        if missing or given != total * 10:
            lacking = f"，还缺 {'、'.join(missing)}" if missing else ""
            wrong.append(f"{group}各项分值之和是 {shown(given)}，应为 {total}{lacking}")
    deducting = {known.id for known in book.indicators if known.group}
    stray = [safe(name) for name in entered if name not in deducting]
    wrong += [f"{'、'.join(stray)}不是扣分的指标，分值算不进去"] if stray else []
    return entered, wrong


def tenths(points: str) -> int:
    """Points as whole tenths."""
    return round(float(points or 0) * 10)


def shown(count: int) -> str:
    """Tenths as points: `92.5`."""
    return f"{count // 10}.{count % 10}" if count % 10 else f"{count // 10}"


def _result(
    evidence: Evidence,
    record: Record,
    checked: Mapping[tuple[str, int, str], Record],
    points: Mapping[str, int],
) -> SubjectResult:
    book, portal = indicator_book(), record.ledger == "site" and record.values["kind"] == PORTAL
    items = []
    for indicator in book.of(record.ledger, portal=portal):
        by_hand = checked.get((record.ledger, record.id, indicator.id))
        if by_hand is not None:
            items.append(_by_person(indicator.id, by_hand))
        else:
            items.append(judge(evidence, indicator, record))
    facts = evidence.facts
    result = SubjectResult(
        record.ledger, record.id, record.title, facts.unit_of(record), reference(record, "unit"), tuple(items), ""
    )
    word = (
        InspectionResult.FAILED
        if result.problems
        else InspectionResult.UNCHECKED
        if result.open
        else InspectionResult.PASSED
    )
    score = _score(record, checked, points) if portal and word == InspectionResult.PASSED else ""
    if score and tenths(score) < PASS * 10:
        word = InspectionResult.FAILED
    return replace(result, result=word, score=score)


def _by_person(indicator: str, record: Record) -> ItemResult:
    evidence = safe(record.text("evidence"))
    return ItemResult(indicator_book()[indicator], record.text("judgement"), evidence, "人工")


def _score(record: Record, checked: Mapping[tuple[str, int, str], Record], points: Mapping[str, int]) -> str:
    """A hundred less what people took off, no indicator more than its own points; empty where one is not judged."""
    left = FULL * 10
    for indicator in indicator_book().of("site", portal=True, part="deduct"):
        judged = checked.get(("site", record.id, indicator.id))
        if indicator.id not in points or judged is None:
            return ""
        if judged.values["judgement"] == PointJudgement.BREAKS:
            taken = judged.values["deducted"]
            left -= points[indicator.id] if taken is None else min(tenths(str(taken)), points[indicator.id])
    return shown(left)


def _before(facts: Facts, period: Period) -> Mapping[tuple[str, int], Record]:
    """The registered results of the period before."""
    known: dict[tuple[str, int], Record] = {}
    for record in facts.records("inspection"):
        if record.values["kind"] == InspectionKind.QUARTERLY and period_of(record) == period.before:
            for field in ("site", "media"):
                subject = reference(record, field)
                if subject is not None:
                    known[field, subject] = record
    return known


def _compared(result: SubjectResult, before: Mapping[tuple[str, int], Record]) -> SubjectResult:
    record = before.get((result.ledger, result.id))
    if record is None:
        return result
    then = {line.partition("：")[0] for line in record.text("grounds").splitlines()}
    known = {item.indicator.named: item.verdict for item in result.items}
    was = then & known.keys() if record.values["result"] == InspectionResult.FAILED else set[str]()
    now = {name for name, verdict in known.items() if verdict == PointJudgement.BREAKS}
    change = [*(f"新增 {name}" for name in sorted(now - was)), *(f"仍有 {name}" for name in sorted(now & was))]
    change += [
        f"消除 {name}" for name in sorted(was - now) if known[name] in {PointJudgement.MEETS, PointJudgement.IDLE}
    ]
    return replace(result, before=record.text("result"), change=tuple(change))


@dataclass(frozen=True)
class UnitRank:
    """How a unit stood over several periods."""

    place: int
    unit: str
    passed: int
    failed: int
    unchecked: int
    quarters: int = 0
    """In how many of the periods anything of it was registered."""


def ranks(reader: Reader, last: Period, count: int = 4) -> list[UnitRank]:
    """The units by their registered quarterly results of some quarters, those with the fewest failures first.

    Of equals, whoever was looked at in more comes first: what nobody has checked brings nobody a better place.

    Args:
        reader: the ledgers.
        last: the newest quarter.
        count: how many quarters.
    """
    quarters, facts = {last}, Facts(reader, last.last)
    for _ in range(count - 1):
        quarters.add(min(quarters).before)
    tally, registered = dict[str, Counter[str]](), defaultdict[str, set[Period | None]](set)
    for record in facts.records("inspection"):
        period = period_of(record)
        if record.values["kind"] == InspectionKind.QUARTERLY and period in quarters:
            name = record.names.get("unit", "")
            tally.setdefault(name, Counter())[record.text("result")] += 1
            registered[name].add(period)

    def standing(unit: str) -> tuple[int, int, int]:
        """Failures, and what was not checked, in a thousand; a unit of which nothing was judged comes last."""
        unchecked, failed = tally[unit][InspectionResult.UNCHECKED], tally[unit][InspectionResult.FAILED]
        judged = tally[unit][InspectionResult.PASSED] + failed
        share = unchecked * 1000 // (judged + unchecked) if judged else 0
        return (0 if judged else 1, failed * 1000 // judged if judged else 0, share)

    ordered = sorted(tally, key=lambda unit: (standing(unit), unit))
    places = {unit: 1 + sum(standing(other) < standing(unit) for other in tally) for unit in ordered}
    return [
        UnitRank(
            places[unit],
            safe(unit),
            tally[unit][InspectionResult.PASSED],
            tally[unit][InspectionResult.FAILED],
            tally[unit][InspectionResult.UNCHECKED],
            len(registered[unit]),
        )
        for unit in ordered
    ]
