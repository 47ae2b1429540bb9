"""An article that goes through its small procedure, and ways to sign it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from fjgov_tui.workflows.matters import LapseKind, Progress
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.saving import save_record
from tests.workflows.article import ARTICLE, REVIEW
from tests.workflows.office import Office, furnish

AT = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RULE = "15.test"


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = AT

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Bench:
    """An article of 白帝镇, whose 信息员 is 甲 and whose leader in charge is 乙."""

    office: Office
    clock: Clock
    writer: int
    leader: int
    article: int

    def sign(self, step: str, person: int | None = None, **given: Any) -> Progress:
        signing = replace(Signing(step=step, person=person), **given)
        with self.office.store.write() as writer:
            return sign(writer, "article", self.article, signing)

    def refused(self, match: str, step: str, person: int | None = None, **given: Any) -> None:
        """The step is refused in a sentence, and nothing is written."""
        before = self.office.trail()
        with pytest.raises(InputProblem, match=match):
            self.sign(step, person, **given)
        assert self.office.trail() == before

    def change(self, **given: Raw) -> None:
        self.office.set("article", self.article, **given)

    @property
    def come(self) -> Progress:
        return progress_of(self.office.store.read, self.office.get("article", self.article), self.clock())

    def kinds(self, *kinds: LapseKind) -> list[str]:
        """What the audit says of these kinds."""
        rule = breaches(RULE, REVIEW, kinds, "审过吗？")
        answer = rule.ask(Facts(self.office.store.read, self.clock().date()))
        return [finding.message for finding in answer.findings]


def furnished(store: Store, clock: Clock) -> Bench:
    office = furnish(store)
    writer, leader = office.person("甲"), office.person("乙", roles="直接责任人")
    office.person("丙", unit="县水利局", roles="信息员、直接责任人")
    with store.write() as saving:
        article = save_record(
            saving,
            ARTICLE,
            {"title": "通知", "unit": "白帝镇人民政府", "text": "正文", "formed_on": "2026-11-20"},
        )
    return Bench(office, clock, writer, leader, article)
