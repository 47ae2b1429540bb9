"""As the file stood, and as we know it today: what was entered late is listed, and two days can be compared."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.audit import audit, audit_as_stood
from fjgov_tui.reports.auditfiles import TEXTS, audit_text
from fjgov_tui.reports.comparing import compare
from fjgov_tui.store import Store, create_store

SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)


@dataclass
class Office:
    """A file that was kept since September."""

    path: Path
    now: datetime = datetime(2026, 9, 1, 2, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.store: Store = create_store(self.path, clock=lambda: self.now)
        self.save(None, "unit", name="甲镇", kind="镇")
        given: dict[str, Raw] = {
            "platform": "微博",
            "name": "甲镇发布",
            "unit": "甲镇",
            "subject": "甲镇",
            "state": "运行",
        }
        self.save(None, "media", opened_on=date(2024, 1, 1), **given)

    def save(self, record_id: int | None, ledger: str, **given: Raw) -> None:
        with self.store.write() as writer:
            record = writer.record(LEDGERS[ledger], record_id) if record_id else None
            writer.save(LEDGERS[ledger], given, record)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "county.db")


def rules(office: Office, day: date, *, stood: bool) -> set[str]:
    report = (audit_as_stood if stood else audit)(office.store.read, day, 8)
    return {finding.rule for finding in report.findings}


def test_an_approval_entered_in_october_was_missing_in_september(office: Office) -> None:
    office.now += timedelta(days=40)
    office.save(1, "media", approval="批1", approved_on=date(2023, 12, 1))
    assert rules(office, SEPTEMBER, stood=True) == {"8.approval"}
    assert rules(office, SEPTEMBER, stood=False) == set()
    report = audit_as_stood(office.store.read, SEPTEMBER, 8)
    assert report.late is not None
    assert ([one.rule for one in report.late.gone], report.late.new) == (["8.approval"], ())
    text = audit_text(report)
    assert "台账当天的样子" in text
    assert "后来补登或更正，当天其实没有的问题 1 项" in text
    summary = json.loads(TEXTS["json"](report))["summary"]
    assert summary["basis"] == "stood"
    assert [one["rule"] for one in summary["late"]["gone"]] == ["8.approval"]


def test_what_was_entered_late_and_is_wrong_is_listed_too(office: Office) -> None:
    office.save(1, "media", approval="批1", approved_on=date(2023, 12, 1))
    office.now += timedelta(days=40)
    office.save(1, "media", approved_on=date(2025, 5, 1))
    report = audit_as_stood(office.store.read, SEPTEMBER, 8)
    assert report.findings == ()
    assert report.late is not None
    assert [one.rule for one in report.late.new] == ["8.approval"]
    assert "当天还有的问题 1 项" in audit_text(report)


def test_two_days_side_by_side(office: Office) -> None:
    office.now += timedelta(days=40)
    office.save(1, "media", approval="批1", approved_on=date(2023, 12, 1), opened_on="")
    before = audit_as_stood(office.store.read, SEPTEMBER).findings
    after = audit_as_stood(office.store.read, OCTOBER).findings
    comparison = compare(before, after)
    assert "8.approval" in {one.rule for one in comparison.gone}
    assert [one.rule for one in comparison.new] == ["8.opened"]
    assert "5.responsible" in {one.rule for one in comparison.still}
    assert compare(after, after).same


def test_the_same_day_of_the_same_file_gives_the_same_bytes(office: Office) -> None:
    for form in TEXTS:
        assert TEXTS[form](audit_as_stood(office.store.read, SEPTEMBER)) == TEXTS[form](
            audit_as_stood(office.store.read, SEPTEMBER)
        )
