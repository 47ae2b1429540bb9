import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from fjgov_tui.monitor.process.network_guard import Judged, NetworkGuard
from fjgov_tui.observed.visits import Counted, Outcome, Phases, Visit

ROUND = 1800.0
CONNECTED = Phases(dns=1, connect=2)


@dataclass
class Answer:
    ok: bool | None
    why: str = "网关连不上"


class Court:
    """A network_guard with a clock that is set by hand and a network that answers as told."""

    def __init__(self, ok: bool | None, *, anchored: bool = False) -> None:
        self.ok, self.anchored, self.now = ok, anchored, 1000.0
        self.asked: list[list[str]] = []
        self.named: list[list[str]] = []
        self.living: set[str] = set()
        """The names that resolve."""
        self.network_guard = NetworkGuard(self.ask, resolves=self.resolves, good_for=10.0, steady=lambda: self.now)

    async def resolves(self, names: Sequence[str]) -> bool:
        self.named.append(list(names))
        return bool(self.living.intersection(names))

    async def ask(self, probes: Sequence[str]) -> Answer:
        self.asked.append(list(probes))
        return Answer(self.ok)

    async def judge(self, *visits: Visit, secure: Sequence[int] = ()) -> Judged:
        return await self.network_guard.judge(visits, secure, ROUND, anchored=self.anchored)

    async def judge_named(self, *visits: Visit, names: Sequence[str] = ()) -> Judged:
        """The same for sites whose addresses are names."""
        hosts = {one.site: f"s{one.site}.gov.example" for one in visits}
        return await self.network_guard.judge(visits, (), ROUND, anchored=self.anchored, hosts=hosts, names=names)


def visit(site: int, outcome: Outcome = Outcome.OPEN, address: str = "", phases: Phases = CONNECTED) -> Visit:
    return Visit(site=site, due=site, at=1, outcome=outcome, address=address or f"10.0.0.{site}", phases=phases)


def refused(site: int, address: str = "") -> Visit:
    return visit(site, Outcome.CONNECT, address, Phases(dns=1))


def counted(judged: Judged) -> list[Counted]:
    return [one.counted for one in judged.visits]


async def test_what_the_site_itself_said_is_judged_without_asking() -> None:
    court = Court(False)
    judged = await court.judge(visit(1), visit(2, Outcome.STATUS), visit(3, Outcome.TLS), visit(4, Outcome.TIMEOUT))
    assert counted(judged) == [Counted.YES] * 4
    assert (judged.trouble, judged.fine, court.asked) == ("", True, [])


@pytest.mark.parametrize("failed", [refused(1), visit(1, Outcome.DNS), visit(1, Outcome.TIMEOUT, phases=Phases(dns=1))])
async def test_a_broken_network_of_our_own_condemns_nobody(failed: Visit) -> None:
    judged = await Court(False, anchored=True).judge(failed, visit(2), visit(3, Outcome.STATUS))
    assert counted(judged) == [Counted.NETWORK, Counted.YES, Counted.YES]
    assert "网关连不上" in judged.trouble
    assert not judged.fine


async def test_a_network_that_works_leaves_the_failure_with_the_site() -> None:
    judged = await Court(True, anchored=True).judge(refused(1))
    assert counted(judged) == [Counted.YES]
    assert judged.trouble == ""


async def test_a_handshake_that_stalls_may_be_our_network_but_a_page_that_stalls_is_not() -> None:
    stalled = visit(1, Outcome.TIMEOUT)
    assert counted(await Court(False).judge(stalled, secure=[1])) == [Counted.NETWORK]
    assert counted(await Court(False).judge(stalled)) == [Counted.YES]


async def test_maintenance_stays_what_it_was() -> None:
    failed = Visit(site=1, due=1, at=1, outcome=Outcome.DNS, counted=Counted.MAINTENANCE)
    assert counted(await Court(False, anchored=True).judge(failed)) == [Counted.MAINTENANCE]


async def test_without_anchors_a_site_that_just_opened_is_proof_enough() -> None:
    court = Court(False)
    judged = await court.judge(visit(1), refused(2))
    assert counted(judged) == [Counted.YES] * 2
    assert court.asked == []


async def test_only_addresses_that_opened_lately_and_do_not_fail_now_are_asked() -> None:
    court = Court(True)
    await court.judge(visit(1, address="10.1.1.1"), visit(2, address="10.2.2.2"))
    court.now += 60
    await court.judge(refused(3, "10.2.2.2"))
    assert court.asked == [["10.1.1.1"]]


async def test_an_answer_is_good_for_ten_seconds() -> None:
    court = Court(True, anchored=True)
    for _ in range(4):
        await court.judge(refused(1))
        court.now += 4
    assert len(court.asked) == 2


async def test_a_storm_of_which_nobody_knows_the_cause_is_held_for_one_round() -> None:
    court = Court(None)
    await court.judge(*(visit(site, address="10.9.9.9") for site in range(20, 24)))
    court.now += 60
    first = await court.judge(*(refused(site, "10.1.1.1") for site in range(1, 9)))
    assert counted(first) == [Counted.NETWORK] * 8
    assert "8 个站点几乎同时打不开" in first.trouble
    court.now += 600
    assert counted(await court.judge(refused(9, "10.1.1.1"))) == [Counted.NETWORK]
    court.now += ROUND
    later = await court.judge(*(refused(site, "10.1.1.1") for site in range(1, 9)))
    assert counted(later) == [Counted.YES] * 8, "the platform is down, and now it counts"
    assert later.trouble == ""


async def test_a_few_failures_are_no_storm() -> None:
    court = Court(None)
    await court.judge(visit(20, address="10.9.9.9"))
    court.now += 60
    judged = await court.judge(*(refused(site) for site in range(1, 5)))
    assert counted(judged) == [Counted.YES] * 4


async def test_failures_among_many_that_open_are_no_storm() -> None:
    court = Court(None)
    judged = await court.judge(*(visit(site) for site in range(1, 8)), *(refused(site) for site in range(10, 16)))
    assert set(counted(judged)) == {Counted.YES}


async def test_while_nothing_at_all_opens_and_no_one_address_explains_it_nobody_is_condemned() -> None:
    court = Court(None)
    for _ in range(8):
        judged = await court.judge(*(refused(site) for site in range(1, 9)))
        assert counted(judged) == [Counted.NETWORK] * 8
        court.now += ROUND / 2
    assert "本机网络参照" in (await court.judge(refused(1))).trouble
    court.now += 60
    recovered = await court.judge(*(visit(site) for site in range(1, 9)))
    assert recovered.fine
    court.now += 60
    assert counted(await court.judge(refused(1))) == [Counted.YES]


async def test_a_storm_that_breaks_out_in_single_visits_is_seen_before_half_the_round_is_over() -> None:
    court = Court(None)
    for site in range(1, 51):
        await court.judge(visit(site, address="10.1.1.1"))
        court.now += 20
    taken = []
    for site in range(1, 21):
        taken += counted(await court.judge(refused(site, "10.1.1.1")))
        court.now += 20
    assert taken.count(Counted.YES) <= 10
    assert taken[-1] is Counted.NETWORK


async def test_names_that_do_not_resolve_everywhere_are_held_even_where_an_anchor_answers() -> None:
    court = Court(True, anchored=True)
    judged = await court.judge(*(visit(site, Outcome.DNS, phases=Phases(dns=5)) for site in range(1, 9)))
    assert set(counted(judged)) == {Counted.NETWORK}
    court.now += ROUND + 1
    judged = await court.judge(*(visit(site, Outcome.DNS, phases=Phases(dns=5)) for site in range(1, 9)))
    assert set(counted(judged)) == {Counted.YES}


def unresolved(site: int) -> Visit:
    return visit(site, Outcome.DNS, phases=Phases(dns=3))


@pytest.mark.parametrize("anchored", [False, True])
async def test_while_no_name_of_the_last_hour_resolves_nobody_is_condemned_however_long(anchored: bool) -> None:
    """Issue 10: the resolver answers SERVFAIL for minutes, while the anchors, which are addresses, are reached."""
    court = Court(True, anchored=anchored)
    court.living = {f"s{site}.gov.example" for site in range(1, 9)}
    await court.judge_named(*(visit(site) for site in range(1, 9)))
    court.living.clear()
    for _ in range(3):  # rounds: more than an hour
        for site in range(1, 9):
            court.now += ROUND / 8
            judged = await court.judge_named(unresolved(site))
            assert counted(judged) == [Counted.NETWORK]
            assert "域名解析" in judged.trouble
    court.living = {"s1.gov.example"}
    court.now += 60
    judged = await court.judge_named(visit(1))
    assert (counted(judged), judged.trouble, judged.fine) == ([Counted.YES], "", True)


async def test_a_name_that_alone_does_not_resolve_is_its_sites_own_fault() -> None:
    court = Court(True)
    court.living = {"s2.gov.example", "s3.gov.example"}
    await court.judge_named(visit(1), visit(2), visit(3))
    court.now += 60
    assert counted(await court.judge_named(unresolved(1))) == [Counted.YES]
    assert court.named, "the other names were asked for"


async def test_a_named_anchor_that_resolves_clears_the_resolver() -> None:
    court = Court(True, anchored=True)
    await court.judge_named(visit(1), visit(2))
    court.living = {"gateway.example"}
    court.now += 60
    judged = await court.judge_named(unresolved(1), unresolved(2), names=["gateway.example"])
    assert counted(judged) == [Counted.YES, Counted.YES], "the county's own name server is down: that is an outage"


async def test_names_that_never_resolved_prove_nothing() -> None:
    court = Court(True)
    assert counted(await court.judge_named(unresolved(1), unresolved(2))) == [Counted.YES, Counted.YES]


async def test_a_numeric_address_that_opens_does_not_end_the_alarm() -> None:
    court = Court(True)
    await court.judge_named(visit(1), visit(2))
    court.now += 60
    assert (await court.judge_named(unresolved(1))).trouble
    assert not (await court.judge(visit(9))).fine


async def day(down: Callable[[int, float], bool]) -> tuple[int, int]:
    """Eight hours of 61 sites, each visited every half hour, some of them down; how many failures count, and all."""
    court, chance, failures = Court(None), random.Random(61), list[Counted]()
    offsets = [chance.random() * ROUND for _ in range(61)]
    for at, site in sorted((turn * ROUND + offset, site) for turn in range(16) for site, offset in enumerate(offsets)):
        court.now = 1000.0 + at
        failed = down(site, at / 3600)
        (verdict,) = counted(await court.judge(refused(site) if failed else visit(site)))
        failures += [verdict] if failed else []
    return failures.count(Counted.YES), len(failures)


async def test_an_outage_of_ours_costs_a_county_few_failures_and_that_of_a_platform_is_told_whole() -> None:
    """The short form of the table beside the numbers."""
    ours, _ = await day(lambda _, hour: 3 <= hour < 5)
    assert ours <= 8
    told, failed = await day(lambda site, hour: site < 12 and 2 <= hour < 6)
    assert (told, failed) == (96, 96)
    chance = random.Random(5)
    told, failed = await day(lambda *_: chance.random() < 0.05)
    assert told == failed > 20
