"""Makes the ledger files of the county: one for each day and background, with all of its cases in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Instant, Raw, RecordId, Text
from fjgov_tui.store import Store, Writer, create_store
from fjgov_tui.store.actor import Actor
from tests.county import chapter2, chapter3, chapter4_6, chapter7_9, chapter11, chapter12
from tests.county.model import Ago, Background, Case, Row, Value, column, person, row, site, unit

CASES: tuple[Case, ...] = tuple(
    case for chapter in (chapter2, chapter3, chapter4_6, chapter7_9, chapter11, chapter12) for case in chapter.CASES
)
COUNTIES: Mapping[str, Background] = {**chapter7_9.COUNTIES, **chapter11.COUNTIES, **chapter12.COUNTIES}
REGULATION = date(2022, 9, 16)
_BACKGROUND = ""
"""The name under which the background's own records stand."""


@dataclass
class Planted:
    """A county as it was written: who is who in it."""

    day: date
    county: str
    cases: list[Case]
    background: Background
    ids: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """By case and label: ledger and id."""
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def owner(self, ledger: str, record: int) -> tuple[str, str] | None:
        """Case and label of a record; `None` where the builder wrote it by the way."""
        return next((who for who, where in self.ids.items() if where == (ledger, record)), None)

    def record(self, case: str, label: str) -> tuple[str, int]:
        """Ledger and id of a record by case and label; the background's where the case has none of that label."""
        return self.ids.get((case, label)) or self.ids[_BACKGROUND, label]


def staff(day: date) -> tuple[Row, ...]:
    """The people that every unit has: two leaders, a section head, one who writes and one on watch."""
    since: dict[str, Value] = {}
    if day < REGULATION:
        since = {"on_duty": "2022-04-06", "filed_on": "2022-04-06", "pledge_on": "2022-04-06"}
    return (
        person("first", roles="第一责任人", trained=False, **since),
        person("direct", roles="直接责任人", trained=False, **since),
        person("chief", roles="科室负责人", **since),
        person("w", roles="网站管理员、信息员", **since),
        person("w2", roles="值班人员", **since),
    )


def _posts() -> Iterator[Row]:
    for who, office in (
        ("first", "主要负责人"),
        ("direct", "分管负责人"),
        ("chief", "科室负责人"),
        ("w", "信息员"),
        ("w", "网站管理员"),
    ):
        yield row("post", f"post_{who}_{office}", unit="@u", person=f"@{who}", office=office, since="2021-03-01")


def background(planted: Planted) -> Iterator[Row]:
    """The county's office and host unit, by the book."""
    yield unit("u")
    yield from staff(planted.day)
    yield unit("office", kind="县政府办公室", name="奉节县人民政府办公室")
    if planted.day > REGULATION:
        yield from _posts()
    opened: Value = "2021-01-04" if planted.day < REGULATION else "2024-01-08"
    yield site("hsite", opened_on=opened)
    yield column("hcol", kind="动态要闻")
    days = planted.background.trainings
    if days is None:
        days = tuple(f"{year}-03-12" for year in range(2022, planted.day.year + 1))
    for day in days:
        if day <= planted.day.isoformat():
            yield row(
                "training",
                f"t{day[:4]}",
                name=f"{day[:4]}年培训",
                held_on=day,
                form="集中培训",
                topics="政策要求、检查指标、业务操作",
                organiser="@office",
            )
    yield from planted.background.rows


class _Planter:
    """Writes one county."""

    def __init__(self, writer: Writer, planted: Planted) -> None:
        self.writer, self.planted = writer, planted
        self.later: list[tuple[str, Row]] = []

    def plant(self, case: Case | None, tag: str, rows: Sequence[Row]) -> None:
        """Write the rows in the order of their references; leaders come after the unit that names them."""
        name = case.name if case else _BACKGROUND
        own = case is None or case.own
        waiting = list(rows)
        labels = {one.label for one in rows}
        if "as" not in labels and any("@as" in one.values.values() for one in rows):
            waiting.append(site("as", opened_on="2021-01-04" if self.planted.day < REGULATION else "2024-01-08"))
        if case is not None and case.own:
            waiting += [one for one in (unit(), *staff(self.planted.day)) if one.label not in labels]
        order = list(LEDGERS)
        waiting.sort(key=lambda one: _ORDER.get(one.ledger, len(_ORDER) + order.index(one.ledger)))
        for one in waiting:
            self._save(name, tag, one, own=own)
        for one in waiting:
            if one.ledger == "unit":
                self._lead(name, one)
        for one in waiting:
            if one.ledger == "person" and one.trained:
                self._train(name, one)
        if case is None or case.kept:
            self._keep(name, waiting)

    def _save(self, case: str, tag: str, one: Row, *, own: bool) -> None:
        ledger = LEDGERS[one.ledger]
        given: dict[str, Raw] = {
            key: self._value(case, one, key, value)
            for key, value in one.values.items()
            if not (one.ledger == "unit" and key in {"first", "direct"})
        }
        label = ledger[ledger.label]
        if label.name not in given and isinstance(label.type, Text):
            called = {"u": "镇"}.get(one.label, one.label)
            given[label.name] = f"{tag}{called}" if one.ledger != "media" else f"{self._name(case, 'u')}发布"
        if one.ledger == "site":
            given.setdefault("url", f"http://{tag}{one.label}.gov.cn/".replace("_", "-"))
        if one.ledger == "incident":
            given.setdefault("title", f"{tag}{one.label}")
        record = self.writer.save(ledger, given)
        self.planted.ids[case, one.label] = (one.ledger, record)
        self.planted.names[case, one.label] = str(given.get(label.name) or "")

    def _id(self, case: str, label: str) -> int:
        return (self.planted.ids.get((case, label)) or self.planted.ids[_BACKGROUND, label])[1]

    def _name(self, case: str, label: str) -> str:
        return self.planted.names.get((case, label)) or self.planted.names[_BACKGROUND, label]

    def _value(self, case: str, one: Row, key: str, value: Value) -> Raw:
        if isinstance(value, Ago):
            day = self.planted.day - timedelta(days=value.days)
            return f"{day} 10:00" if isinstance(LEDGERS[one.ledger][key].type, Instant) else day.isoformat()
        if isinstance(value, str) and value.startswith("@"):
            return RecordId(self._id(case, value[1:]))
        if isinstance(value, str) and value.startswith("$"):
            label = max(
                (
                    known
                    for who, known in self.planted.names
                    if who in {case, _BACKGROUND} and value[1:].startswith(known)
                ),
                key=len,
            )
            return self._name(case, label) + value[1 + len(label) :]
        return value

    def _lead(self, case: str, one: Row) -> None:
        """Name the leaders of a unit once they are there."""
        leaders = {
            key: RecordId(self._id(case, str(one.values[key])[1:]))
            for key in ("first", "direct")
            if one.values.get(key)
        }
        record = next(self.writer.records(LEDGERS["unit"], [self._id(case, one.label)]))
        self.writer.save(LEDGERS["unit"], leaders, record)

    def _train(self, case: str, one: Row) -> None:
        """The person goes to each of the county's trainings from the year of taking up duty to the day of leaving."""
        since, until = str(one.values.get("on_duty") or "2022"), str(one.values.get("left_on") or "9999")
        for (who, label), (ledger, training) in list(self.planted.ids.items()):
            if who == _BACKGROUND and ledger == "training" and since[:4] <= label[1:] < until:
                given: dict[str, Raw] = {
                    "training": RecordId(training),
                    "person": RecordId(self._id(case, one.label)),
                    "passed": "是",
                }
                self.writer.save(LEDGERS["attendance"], given)

    def _keep(self, case: str, rows: Iterable[Row]) -> None:
        """A roster without gaps and a reading a day, where the rows do not say otherwise."""
        rows = list(rows)
        opened = [one for one in rows if one.ledger in {"site", "media"} and one.values.get("state") == "运行"]
        kinds = {one.ledger for one in rows}
        person, leader = self._id(case, "w2"), self._id(case, "direct")
        if opened and "shift" not in kinds and (case == _BACKGROUND or (case, "u") in self.planted.ids):
            for ago in range(30, -11, -1):
                day = (self.planted.day - timedelta(days=ago)).isoformat()
                self._add("shift", unit=self._id(case, "u"), part="全天", day=day, person=person, leader=leader)
        for number, one in enumerate(opened if "patrol" not in kinds else ()):
            target = self._id(case, one.label)
            for ago in range(30, -1, -1):
                read_on = self.planted.day - timedelta(days=ago)
                at = f"{read_on}T{target // 60:02d}:{target % 60:02d}:{number:02d}.{one.ledger == 'site':03d}Z"
                self._add("patrol", read_at=at, person=person, result="正常", **{one.ledger: target})

    def _add(self, ledger: str, **values: str | int) -> None:
        blank: dict[str, str | int | None] = {one.name: None for one in LEDGERS[ledger].fields}
        self.writer.add(LEDGERS[ledger], blank | values)


_ORDER = {
    ledger: number
    for number, ledger in enumerate(
        ("unit", "person", "vendor", "site", "column", "media", "account", "training", "source", "shift")
    )
}


def counties() -> list[Planted]:
    """The cases by day and background."""
    found: dict[tuple[date, str], Planted] = {}
    for case in CASES:
        known = COUNTIES.get(case.county, Background())
        found.setdefault((case.day, case.county), Planted(case.day, case.county, [], known)).cases.append(case)
    return list(found.values())


def plant(path: Path, planted: Planted) -> Store:
    """Write a county into a fresh file at noon of its day, and leave it open."""
    noon = datetime.combine(planted.day, datetime.min.time(), UTC) + timedelta(hours=4)
    store = create_store(path, actor=Actor(user="wangfang", host="office"), clock=lambda: noon)
    with store.write("一个县") as writer:
        planter = _Planter(writer, planted)
        planter.plant(None, "本县", list(background(planted)))
        for number, case in enumerate(planted.cases, start=1):
            planter.plant(case, f"例{number:03d}", case.rows)
    return store
