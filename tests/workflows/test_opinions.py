"""Articles 29 to 32: an opinion to its end, its limits to the minute, and each step left out found by its own rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.audit import findings
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.workflows.matters import State
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.store.helpers import fresh
from tests.workflows.office import TODAY, Office, furnish

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LATER = TODAY + timedelta(days=5)
KEPT = {"29.response", "30.report", "31.response", "32.briefing"}
DONE: dict[str, Raw] = {
    "found_at": "2026-11-23 11:00", "title": "桥要塌的传言", "unit": "县水利局", "reported_at": "2026-11-23 11:30",
    "facts": "是旧照片", "checked_at": "2026-11-23 12:00", "response": "已澄清", "responded_at": "2026-11-23 13:00",
    "briefed_to": "主要负责人", "briefed_at": "2026-11-23 14:00", "outcome": "已澄清", "closed_at": "2026-11-24 09:00",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return furnish(fresh(tmp_path / "county.db", lambda: AT + timedelta(days=4)))


def rules(office: Office) -> list[str]:
    return [finding.rule for finding in findings(office.store.read, LATER) if finding.rule in KEPT]


def test_an_opinion_to_its_end_keeps_every_article(office: Office) -> None:
    with office.store.write() as writer:
        number = save_record(writer, LEDGERS["opinion"], {name: DONE[name] for name in ("found_at", "title", "unit")})
    office.set("opinion", number, facts="是旧照片", response="已澄清", briefed_to="主要负责人", outcome="已澄清")
    with office.store.write() as writer:
        for hours, step in enumerate(("reported", "checked", "responded", "briefed", "closed")):
            state = sign(writer, "opinion", number, Signing(step=step, at=AT + timedelta(hours=hours))).state
            assert (state is State.CLOSED) is (step == "closed")
    assert rules(office) == []


@pytest.mark.parametrize(
    ("degree", "responded", "broken"),
    [
        ("其他", "2026-11-25 11:00:00", []),
        ("其他", "2026-11-25 11:00:01", ["29.response"]),
        ("特别重大、重大", "2026-11-23 16:00:00", []),
        ("特别重大、重大", "2026-11-23 16:00:01", ["29.response"]),
    ],
)
def test_the_limits_of_the_response_end_to_the_second(
    office: Office, degree: str, responded: str, broken: list[str]
) -> None:
    late = {"briefed_at": "2026-11-26 09:00", "closed_at": "2026-11-26 10:00"}
    office.add("opinion", **{**DONE, **late, "degree": degree, "responded_at": responded})
    assert rules(office) == broken


@pytest.mark.parametrize(
    ("left_out", "rule"),
    [("reported_at", "30.report"), ("checked_at", "31.response"), ("briefed_at", "32.briefing")],
)
def test_a_step_that_was_left_out_is_found_by_its_own_rule(office: Office, left_out: str, rule: str) -> None:
    office.add("opinion", **{name: value for name, value in DONE.items() if name != left_out})
    assert rules(office) == [rule]
