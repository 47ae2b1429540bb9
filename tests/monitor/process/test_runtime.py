"""Visits while the program itself stands still, with a network that answers as told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from fjgov_tui.errors import MissingExtra
from fjgov_tui.monitor.process.clocks import LagWatch
from fjgov_tui.monitor.process.pace import Pace
from fjgov_tui.monitor.process.runtime import Runtime, inspect_nothing
from fjgov_tui.net.network import Network
from fjgov_tui.observed.pages import Fetch, Target
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store.desk import AsyncStore

TARGET = Target(page_of="site", record=1, site=1, name="站点1", url="http://a.example/", unit="县水利局")


class Told:
    """Visits of five seconds that end as told; during each the loop may have stood still."""

    def __init__(self, *ends: tuple[Outcome, bool]) -> None:
        self.ends, self.made, self.now = ends, 0, 1000.0
        self.lag = LagWatch(self.steady)

    def steady(self) -> float:
        return self.now

    async def visit(self, target: Target, due: int, kind: VisitKind) -> Visit:
        outcome, lagged = self.ends[self.made]
        self.made += 1
        self.now += 5
        if lagged:
            self.lag.tick(self.now - 2, self.now - 1)
        return Visit(site=target.site, due=due, at=1, kind=kind, outcome=outcome, total=4000)

    @property
    def fetch(self) -> Fetch:
        raise AssertionError

    def fetch_from(self, origin: str) -> Fetch:
        raise AssertionError

    def fetch6_from(self, origin: str) -> Fetch:
        raise AssertionError

    async def resolves(self, names: Sequence[str]) -> bool:
        raise NotImplementedError

    async def own_network(self, anchors: Sequence[str], probes: Sequence[str] = ()) -> Network:
        return Network(None, "")


def rig_of(tmp_path: Path, *ends: tuple[Outcome, bool]) -> tuple[Runtime, Told]:
    told = Told(*ends)
    problem = MissingExtra("没有安装 selectolax", remedy="请安装监测组件")
    runtime = Runtime(
        desk=AsyncStore(tmp_path / "none.db"),
        net=told,
        inspect=inspect_nothing(problem),
        pace=Pace(),
        wall=lambda: 1.0,
        say=lambda line: None,
        steady=told.steady,
        lag=told.lag,
    )
    return runtime, told


@pytest.mark.parametrize(
    ("ends", "made", "outcome", "counted"),
    [
        ([(Outcome.OPEN, True)], 1, Outcome.OPEN, Counted.YES),
        ([(Outcome.TIMEOUT, False)], 1, Outcome.TIMEOUT, Counted.YES),
        ([(Outcome.TIMEOUT, True), (Outcome.OPEN, False)], 2, Outcome.OPEN, Counted.YES),
        ([(Outcome.TIMEOUT, True), (Outcome.STATUS, False)], 2, Outcome.STATUS, Counted.YES),
        ([(Outcome.TIMEOUT, True), (Outcome.TIMEOUT, True)], 2, Outcome.TIMEOUT, Counted.LAG),
    ],
)
async def test_a_failure_counts_only_where_the_program_kept_time(
    tmp_path: Path, ends: list[tuple[Outcome, bool]], made: int, outcome: Outcome, counted: Counted
) -> None:
    runtime, told = rig_of(tmp_path, *ends)
    visit = await runtime.measured(TARGET, 5, VisitKind.SLOT)
    assert (told.made, visit.outcome, visit.counted) == (made, outcome, counted)


async def test_without_the_worker_every_inspection_says_what_is_missing(tmp_path: Path) -> None:
    runtime, _ = rig_of(tmp_path)
    with pytest.raises(MissingExtra, match="没有安装 selectolax"):
        await runtime.inspect("freshness", b"", {})
