"""Any past day: the ledgers as they stood are those that somebody would have read that evening."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import InputProblem, ReadOnlyProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.store import Reader, Selection, Store, create_store
from fjgov_tui.store.carried import as_carried
from fjgov_tui.store.past import ledgers_then, past_file
from fjgov_tui.store.trail import fits
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import page_states
from fjgov_tui.store.watch.process import runs

FIRST = datetime(2026, 10, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
Picture = Mapping[tuple[str, int], tuple[Mapping[str, object], Mapping[str, str], str]]
SEEN = ("unit", "person", "site", "account")


@dataclass
class Days:
    """A file whose clock is moved by the test, and what was read each evening."""

    folder: Path
    now: datetime = FIRST
    evenings: dict[date, Picture] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store: Store = create_store(self.folder / "county.db", clock=lambda: self.now)
        with self.store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "甲镇", "kind": "镇"})
            writer.save(LEDGERS["person"], {"name": "张三", "unit": "甲镇", "mobile": "19900000001"})
            site = {"name": "甲站", "unit": "甲镇", "kind": "子网站", "state": "运行", "url": "https://a.example/"}
            writer.save(LEDGERS["site"], site)
            writer.save(
                LEDGERS["account"],
                {"name": "甲账户", "site": "甲站", "holder": "张三", "privilege": "编辑", "state": "在用"},
            )

    def change(self, ledger: str, record_id: int, **given: str) -> None:
        with self.store.write() as writer:
            writer.save(LEDGERS[ledger], given, writer.record(LEDGERS[ledger], record_id))

    def evening(self) -> None:
        """Note down what can be read, and sleep."""
        self.evenings[beijing_day(self.now)] = picture(self.store.read)
        self.now += DAY


def picture(reader: Reader) -> Picture:
    return {(name, one.id): seen(one) for name in SEEN for one in reader.records(LEDGERS[name])}


def seen(record: Record) -> tuple[Mapping[str, object], Mapping[str, str], str]:
    ledger = LEDGERS[record.ledger]
    values = {name: value for name, value in record.values.items() if name not in ledger.sealed}
    return values, record.names, record.title


STEPS = st.sampled_from(
    ("rename unit", "rename person", "close", "reopen", "add", "remove", "restore", "sleep", "give")
)


@settings(max_examples=25)
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_every_evening_is_found_again(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    days = Days(tmp_path_factory.mktemp("past"))
    added = list[int]()
    removed = list[int]()
    with days.store:
        for number, step in enumerate(steps):
            if step == "sleep":
                days.evening()
            elif step == "rename unit":
                days.change("unit", 1, name=f"甲镇{number}")
            elif step == "rename person":
                days.change("person", 1, name=f"张三{number}")
            elif step == "close":
                days.change("site", 1, state="关停", closed_on="2026-10-01")
            elif step == "reopen":
                days.change("site", 1, state="运行", closed_on="")
            elif step == "give":
                days.change("account", 1, holder="")
            else:
                add_or_remove(days, step, added, removed)
        days.evening()
        for day, evening in days.evenings.items():
            assert picture(ledgers_then(days.store.read, day)) == evening, day
            with past_file(days.store, day).opened(days.store.path) as past:
                assert picture(past.read) == evening, day
                assert unproven(past) == [], day


def unproven(store: Store) -> list[tuple[str, int]]:
    """The records, removed ones included, that are not what the trail of that day says of them."""
    wrong = []
    for name in SEEN:
        carried = as_carried(LEDGERS[name])
        rows = store.db.execute(f"SELECT * FROM {name}")
        for row in (dict(zip((column[0] for column in rows.description), values, strict=True)) for values in rows):
            last = "SELECT digest FROM trail WHERE ledger = ? AND record = ? ORDER BY seq DESC LIMIT 1"
            if not fits(carried, row, str(store.db.execute(last, [name, row["id"]]).fetchone()[0])):
                wrong.append((name, int(row["id"])))
    return wrong


def add_or_remove(days: Days, step: str, added: list[int], removed: list[int]) -> None:
    with days.store.write() as writer:
        if step == "add":
            added.append(writer.save(LEDGERS["unit"], {"name": f"乙{len(added) + len(removed)}局", "kind": "部门"}))
        elif step == "remove" and added:
            removed.append(added.pop())
            writer.remove(LEDGERS["unit"], removed[-1], writer.record(LEDGERS["unit"], removed[-1]).revision)
        elif step == "restore" and removed:
            added.append(removed.pop())
            writer.restore(LEDGERS["unit"], added[-1])


def test_a_day_on_which_nothing_came_after_needs_no_rewinding(tmp_path: Path) -> None:
    days = Days(tmp_path)
    with days.store:
        assert ledgers_then(days.store.read, beijing_day(FIRST)) is days.store.read


def test_a_day_before_the_file_is_refused(tmp_path: Path) -> None:
    days = Days(tmp_path)
    with days.store, pytest.raises(InputProblem, match="2026-10-01 才有"):
        ledgers_then(days.store.read, date(2026, 9, 30))


def test_a_sealed_value_changed_since_shows_neither_then_nor_now(tmp_path: Path) -> None:
    """That there was a telephone is known; which one is not, and it is not the one of today."""
    days = Days(tmp_path)
    with days.store:
        days.evening()
        days.change("person", 1, mobile="19911112222")
        then = ledgers_then(days.store.read, beijing_day(FIRST)).record(LEDGERS["person"], 1)
    assert then.values["mobile"]
    assert "19911112222" not in str(then.values["mobile"])
    assert "19900000001" not in str(then.values["mobile"])


def test_history_and_corrections_end_with_the_day(tmp_path: Path) -> None:
    days = Days(tmp_path)
    with days.store:
        days.evening()
        days.change("account", 1, holder="")
        past = ledgers_then(days.store.read, beijing_day(FIRST))
        assert [entry.action for entry in past.history(LEDGERS["account"], 1)] == ["新增"]
        assert list(past.changes(LEDGERS["account"], "holder")) == []
        assert len(list(days.store.read.changes(LEDGERS["account"], "holder"))) == 1


def test_the_whole_file_of_a_past_day(tmp_path: Path) -> None:
    """Every way of reading sees that day: lists, counts, searches, the trail, the clock; and nothing can be written."""
    days = Days(tmp_path)
    with days.store:
        days.change("unit", 1, name="乙镇")
        evening, head = beijing_day(days.now), days.store.read.head()
        days.evening()
        days.change("unit", 1, name="丙镇")
        days.now += DAY
        with days.store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "丁局", "kind": "部门"})
        with past_file(days.store, evening).opened(days.store.path) as past:
            read, ledger = past.read, LEDGERS["unit"]
            assert (read.counts()["unit"], read.head(), beijing_day(past.clock())) == (1, head, evening)
            assert list(read.ids(Selection("unit", words="yz"))) == [1]
            assert list(read.ids(Selection("unit", words="丙镇"))) == []
            assert read.find_by_key(ledger, {"name": "乙镇"}) == 1
            assert [entry.after["name"] for entry in read.latest_changes(1)] == ["乙镇"]
            with pytest.raises(ReadOnlyProblem), past.write():
                pass
        assert days.store.read.record(LEDGERS["unit"], 1).title == "丙镇"


def test_a_day_that_has_not_come_is_refused(tmp_path: Path) -> None:
    days = Days(tmp_path)
    with days.store, pytest.raises(InputProblem, match="2026-10-02 还没有到"):
        past_file(days.store, date(2026, 10, 2))


def test_what_the_monitor_saw_later_is_not_known(tmp_path: Path) -> None:
    """Of what is kept as it was last seen, and was seen later, nothing is known that day: 未检查, never 合格."""
    days = Days(tmp_path)
    noon = int(FIRST.timestamp())
    later = noon + 86_400
    rows: Mapping[str, list[tuple[str | int | None, ...]]] = {
        "watch_page": [("site", 1, 1, "u", later, 1, "2026-10-01", "list", 0, "", "")],
        "watch_run": [("links", "site", 1, noon, later, 1, ""), ("content", "site", 1, later, later, 1, "")],
        "watch_finding": [
            (1, "a", "links", "dead", "site", 1, 1, "u", "m", "w", "", "warning", noon, later, later, None),
            (2, "b", "links", "dead", "site", 1, 1, "v", "m", "w", "", "warning", later, later, None, None),
        ],
    }
    with days.store:
        with days.store.write() as writer:
            for table, several in rows.items():
                for row in several:
                    writer.db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        days.now += 2 * DAY
        with past_file(days.store, beijing_day(FIRST)).opened(days.store.path) as past:
            read = past.read
            assert page_states(read) == []
            assert [(run.check, run.ended) for run in runs(read)] == [("links", None)]
            assert [(finding.id, finding.gone_at) for finding in findings(read, open_only=False)] == [(1, None)]


def test_records_that_exchanged_their_names_since_have_them_back(tmp_path: Path) -> None:
    """A name is free as soon as its holder has another one: rewinding must not stumble over who held it in between."""
    days = Days(tmp_path)
    with days.store:
        with days.store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "乙镇", "kind": "镇"})
        days.evening()
        days.change("unit", 1, name="丙镇")
        days.change("unit", 2, name="甲镇")
        days.change("unit", 1, name="乙镇")
        for read in (ledgers_then, lambda reader, day: past_file(days.store, day).opened(days.store.path).read):
            then = read(days.store.read, beijing_day(FIRST))
            assert [then.record(LEDGERS["unit"], unit).title for unit in (1, 2)] == ["甲镇", "乙镇"]


def test_what_was_booked_under_an_earlier_day_stays(tmp_path: Path) -> None:
    """The clock ran ahead and was set right: what was booked after that is of the day that it names."""
    days = Days(tmp_path)
    with days.store:
        days.now = FIRST + 9 * DAY
        days.change("unit", 1, name="乙镇", note="走快的时钟")
        days.now = FIRST + DAY
        days.change("unit", 1, name="丙镇")
        with past_file(days.store, beijing_day(FIRST + DAY)).opened(days.store.path) as past:
            unit = past.read.record(LEDGERS["unit"], 1)
            assert (unit.title, unit.values["note"]) == ("丙镇", None)
        with past_file(days.store, beijing_day(FIRST)).opened(days.store.path) as past:
            assert past.read.record(LEDGERS["unit"], 1).title == "甲镇"
