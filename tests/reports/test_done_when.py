"""What an audit promises whoever signs it: the same bytes for the same file and day, and nothing claimed unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fjgov_tui.reports.audit import audit
from fjgov_tui.reports.auditfiles import ENDINGS, write_audit
from fjgov_tui.store import Store
from tests.workflows.office import TODAY, furnish


def test_an_empty_file_has_41_lines_of_which_none_claims_what_was_not_checked(store: Store) -> None:
    report = audit(store.read, TODAY)
    assert [article.article for article in report.articles] == list(range(1, 42))
    assert {article.state for article in report.articles} <= {"未检查", "无义务"}
    assert all(article.reason for article in report.articles)
    assert not report.findings


@pytest.mark.parametrize("ending", ENDINGS)
def test_two_audits_of_one_file_and_day_are_the_same_bytes(store: Store, tmp_path: Path, ending: str) -> None:
    office = furnish(store)
    office.person("赵一")
    written = []
    for name in ("一", "二"):
        path = tmp_path / f"{name}{ending}"
        write_audit(audit(store.read, TODAY), path, ENDINGS[ending])
        written.append(path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 7, 10), False), (date(2026, 7, 11), True), (date(2026, 9, 30), True)]
)
def test_a_late_password_is_told_on_the_past_days_on_which_it_was_and_on_no_other(
    store: Store, day: date, late: bool
) -> None:
    """Article 37: two months after 10 May are over on 10 July."""
    furnish(store).account("甲", rotated_on="2026-05-10")
    listed = [finding for finding in audit(store.read, day).findings if finding.rule == "37.rotation"]
    assert [finding.subject for finding in listed] == ["甲"] * late
    assert [finding.since for finding in listed] == ["2026-07-11"] * late
