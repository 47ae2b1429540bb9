"""The demo county on the loopback interface: what its server plays, and that the monitor finds what is planted.

The later tests read what the inspections of the earlier ones found.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from fjgov_tui.audit import RULES, findings
from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.demo import planted
from fjgov_tui.demo.faults import PlantedFault, faults, idcard
from fjgov_tui.demo.live import build_live
from fjgov_tui.demo.server import DemoServer
from fjgov_tui.demo.web import Web, read_web
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.visits import OUTCOMES
from fjgov_tui.screens.monitor.screen import MonitorScreen
from fjgov_tui.store import Store, create_store, open_store
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import findings as found_by_monitor
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.text import width
from fjgov_tui.widgets.livetable import LiveTable
from fjgov_tui.workflows.targets import site_targets
from tests.screens.driving import driving


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoServer, Path]]:
    """The county alive, built once."""
    path = tmp_path_factory.mktemp("live") / "demo.db"
    with DemoServer() as server:
        with create_store(path) as store:
            build_live(store, server, beijing_day(store.clock()))
        yield server, path


@pytest.fixture
def county(played: tuple[DemoServer, Path]) -> Iterator[Store]:
    with open_store(played[1], readonly=True) as store:
        yield store


@pytest.fixture
def web(played: tuple[DemoServer, Path], county: Store) -> Web:
    return read_web(county.read, played[0].foreign)


def test_every_fault_meets_a_page_and_a_rule(web: Web) -> None:
    columns = {(site.name, column.name) for site, column in web.columns.values()}
    sites = {site.name for site in web.sites.values()}
    for one in faults():
        assert (one.site, one.column) in columns if one.column else one.site in sites, one
        assert not one.rule or one.rule in {rule.id for rule in RULES}
    with_page = {"24.integrity", "24.content", "24.links", "24.standing", "21.blank", "21.column-age"}
    assert with_page <= {one.rule for one in faults()}


def test_pages_show_the_dates_of_the_ledger(played: tuple[DemoServer, Path], county: Store, web: Web) -> None:
    wrong = {(one.site, one.column) for one in faults()}
    entered = {str(one.values["url"]): one.day("updated_on") for one in county.read.records(LEDGERS["column"])}
    for site, column in list(web.columns.values())[::40]:
        if (site.name, column.name) not in wrong:
            assert column.items[0].day == entered[f"http://{site.host}:{played[0].port}{column.path}"]
            assert [one.day for one in column.items] == sorted((one.day for one in column.items), reverse=True)


def get(server: DemoServer, host: str, path: str, agent: str = "Mozilla/5.0") -> httpx.Response:
    with httpx.Client(trust_env=False, headers={"User-Agent": agent}) as client:
        return client.get(f"http://{host}:{server.port}{path}")


def test_links_lead_to_articles(played: tuple[DemoServer, Path], web: Web) -> None:
    site, column = web.columns["/bdz/zwdt/"]
    listed = get(played[0], site.host, column.path)
    assert listed.status_code == 200
    for item in column.items[:3]:
        assert item.path in listed.text
        article = get(played[0], site.host, item.path)
        assert article.status_code == 200
        assert f'name="PubDate" content="{item.day}' in article.text
    assert get(played[0], site.host, "/bdz/zwdt/t20000101_99.html").status_code == 404


def test_only_the_spider_gets_another_page(played: tuple[DemoServer, Path], web: Web) -> None:
    (site,) = [one for one in web.sites.values() if any(fault.kind == "cloak" for fault in one.faults)]
    spider = "Mozilla/5.0 (compatible; Baiduspider/2.0)"
    assert "博彩" in get(played[0], site.host, site.path, spider).text
    assert "博彩" not in get(played[0], site.host, site.path).text


def test_the_server_answers_only_on_loopback(played: tuple[DemoServer, Path], county: Store) -> None:
    hosts = {one.url.split("/")[2].split(":")[0] for one in site_targets(county.read)}
    assert all(host.startswith("127.") or host == "localhost" for host in hosts)


def test_the_planted_number_is_right_and_nobodys() -> None:
    weights = [2 ** (17 - place) % 11 for place in range(18)]
    digits = [10 if digit == "X" else int(digit) for digit in idcard()]
    assert sum(one * weight for one, weight in zip(digits, weights, strict=True)) % 11 == 1
    assert idcard()[6:14] == "19000101"


def once(path: Path, *words: str) -> int:
    """One round of the monitor, as a process of its own; its exit code."""
    command = [sys.executable, "-P", "-m", "fjgov_tui", "--db", str(path), "monitor", "once", *words, "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode in {0, 1}, ended.stderr
    assert json.loads(ended.stdout)["total"] > 0
    return ended.returncode


def wanted(check: str) -> list[PlantedFault]:
    return [one for one in faults() if one.finds.partition("/")[0] == check]


def seen(path: Path, check: str) -> Counter[tuple[str, str, str]]:
    """What the monitor noted down: site, column, and check with rule."""
    with open_store(path, readonly=True) as store:
        sites = {one.id: one.title for one in store.read.records(LEDGERS["site"])}
        columns = {one.id: one.title for one in store.read.records(LEDGERS["column"])}
        return Counter(
            {
                (
                    sites[one.site],
                    columns[one.record] if one.page_of == "column" else "",
                    f"{one.check}/{one.rule}",
                ): 1
                for one in found_by_monitor(store.read)
                if one.check == check
            }
        )


def stale_by_ledger() -> set[tuple[str, str, str]]:
    """Columns that the ledger already knows to be stale; their pages say the same."""
    return {(one.where["site"], one.subject, "freshness/stale") for one in planted() if one.rule == "21.column-age"}


CLEAN = ("白帝镇人民政府子网站", "县财政局子网站")
"""Sites without a fault: their pages must stay without a finding."""


@pytest.mark.parametrize(
    ("check", "word"), [("freshness", "更新"), ("standing", "规范"), ("integrity", "篡改"), ("content", "内容")]
)
def test_an_inspection_finds_what_is_planted_and_nothing_else(
    played: tuple[DemoServer, Path], check: str, word: str
) -> None:
    expected = {(one.site, one.column, one.finds) for one in wanted(check)}
    if check == "freshness":
        expected |= stale_by_ledger()
    once(played[1], "--check", word, *sorted({site for site, _, _ in expected} | set(CLEAN)))
    assert set(seen(played[1], check)) == expected


def test_visits_tell_the_broken_site_and_no_other(played: tuple[DemoServer, Path]) -> None:
    """The page that drips would cost its whole 15 s, twice: what it does is looked at below."""
    once(played[1], "--confirm-seconds", "0", "--check", "访问", "县信访办子网站", *CLEAN)
    with open_store(played[1], readonly=True) as store:
        names = {one.id: one.title for one in store.read.records(LEDGERS["site"])}
        failing = {
            names[site]: OUTCOMES[state.last_outcome]
            for site, state in site_states(store.read).items()
            if state.last_outcome
        }
    assert failing.items() <= {one.site: one.finds.partition("/")[2] for one in wanted("visit")}.items()
    assert failing == {"县信访办子网站": "状态码"}


def test_a_page_drips(played: tuple[DemoServer, Path], web: Web) -> None:
    (site,) = [one for one in web.sites.values() if any(fault.kind == "drip" for fault in one.faults)]
    sizes = []
    with (
        httpx.Client(trust_env=False) as client,
        client.stream("GET", f"http://{site.host}:{played[0].port}{site.path}") as answer,
    ):
        for piece in answer.iter_raw():
            sizes.append(len(piece))
            if len(sizes) == 3:
                break
    assert answer.status_code == 200
    assert sizes == [1, 1, 1]


def test_the_rulebook_tells_what_the_monitor_found(played: tuple[DemoServer, Path]) -> None:
    """The audit reads the same findings; runs after the inspections of this file."""
    once(played[1], "--check", "更新", "县司法局子网站", "县民政局子网站")
    today = beijing_day(datetime.now(UTC))
    with open_store(played[1], readonly=True) as store:
        said = findings(store.read, today)
    told = {(one.rule, one.subject, one.severity) for one in said}
    assert ("21.blank", "应急预案", "violation") in told
    late = [one for one in said if one.rule == "21.column-age" and "县民政局" in one.unit]
    assert len(late) == 1
    assert "监测" in late[0].message
    assert "台账人工登记的是" in late[0].message


def said(path: Path, *words: str) -> dict[str, Any]:
    """What a command says as JSON."""
    command = [sys.executable, "-P", "-m", "fjgov_tui", "--db", str(path), *words, "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


def test_status_and_audit_agree(played: tuple[DemoServer, Path]) -> None:
    """Whatever has been found by now, the two say the same of every site; runs after the inspections of this file."""
    once(played[1], "--check", "规范", "县公安局子网站", "汾河镇人民政府子网站")
    rows = said(played[1], "monitor", "status")["rows"]
    audit = said(played[1], "audit", "--article", "24")["findings"]
    units = {one["name"]: one["unit"] for one in rows}
    condemned = {one["name"] for one in rows if one["week"]["verdict"] == "否决"}
    assert condemned == {
        one["subject"] for one in audit if (one["rule"], one["severity"]) == ("24.availability", "violation")
    }
    for check in ("integrity", "content", "standing"):
        suspected = Counter(units[one["name"]] for one in rows if one["findings"].get(check))
        assert suspected == Counter(one["unit"] for one in audit if one["rule"] == f"24.{check}"), check
    assert {one["name"]: one["findings"]["standing"] for one in rows if one["findings"].get("standing")} == {
        "县公安局子网站": 1, "汾河镇人民政府子网站": 1,
    }  # fmt: skip


def test_alerts_are_called_by_site_column_and_a_few_words(played: tuple[DemoServer, Path], county: Store) -> None:
    """Whole and short enough for one line of a list; what explains them is the incident's; runs after the others."""
    alerts = open_alerts(county.read)
    assert alerts
    names = {one.id: one.title for one in county.read.records(LEDGERS["site"])}
    for alert in alerts:
        assert width(alert.what) <= 70, alert.what
        assert "…" not in alert.what
        assert alert.site is None or names[alert.site] in alert.what
        assert (alert.incident is not None) is (alert.severity == "violation")
        if alert.incident is not None and alert.cause.startswith("finding:freshness"):
            told = str(county.read.record(LEDGERS["incident"], alert.incident).values["evidence"])
            assert "第二十一条" in told


async def test_screen_5_says_what_status_and_audit_say(played: tuple[DemoServer, Path]) -> None:
    """The cells of each site's line against the machine's answers; runs after the inspections of this file."""
    path = played[1]
    rows = {one["site"]: one for one in said(path, "monitor", "status")["rows"]}
    audit = said(path, "audit", "--article", "24")["findings"]
    late = {one["unit"] for one in said(path, "audit", "--article", "21")["findings"] if one["severity"] == "violation"}
    async with driving(path, size=(160, 40), clock=utc_now) as drive:
        await drive.press("5")
        await drive.until(
            lambda: isinstance(drive.screen, MonitorScreen) and drive.screen.query_one(LiveTable).listed._cells
        )
        shown = dict(drive.screen.query_one(LiveTable).listed._cells)
    assert shown.keys() == rows.keys()
    for site, (state, name, _, _, week, fresh, _, suspicions, incidents) in shown.items():
        row = rows[site]
        assert (state.split()[1], name) == (row["state"], row["name"])
        assert week == "未测" or f"{row['week']['bad']}/{row['week']['n']}" in week
        assert ("✗" in week) == (row["week"]["verdict"] == "否决")
        assert int(suspicions.strip() or 0) == sum(row["findings"].values())
        assert int(incidents.strip() or 0) == len(row["incidents"])
        assert ("✗" in fresh) == bool(row["stale"])
        assert not row["stale"] or row["unit"] in late
    condemned = {one["subject"] for one in audit if (one["rule"], one["severity"]) == ("24.availability", "violation")}
    assert condemned == {name for _, name, _, _, week, *_ in shown.values() if "✗" in week}
