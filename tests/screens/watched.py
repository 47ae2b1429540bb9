"""A small county that is watched: sites, states, visits, pages, findings and an alert, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.model import Beat, PageState, Run, Sighting, SiteFacts, Snapshot, SnapshotKind
from fjgov_tui.observed.visits import Health, Outcome, Phases, SiteState, Visit, VisitKind
from fjgov_tui.pages.shot import Block, Shot, digest
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.watch.alerts import open_alert
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.store.watch.findings import observe
from fjgov_tui.store.watch.pages import put_facts, put_page, put_snapshot
from fjgov_tui.store.watch.process import put_beat, put_run
from fjgov_tui.store.watch.states import put_states
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.incident import Trouble, open_incident
from tests.conftest import NOW

SECONDS = int(NOW.timestamp())
HEALTHS: tuple[Health, ...] = ("正常", "正常", "故障", "疑似", "不稳定", "恢复中", "未测")
TOWNS = ("白帝镇", "安坪镇", "草堂镇", "竹园镇", "公平镇", "兴隆镇", "吐祥镇")
INSPECTED = ("integrity", "freshness", "content", "links", "standing")
STALE, TAMPERED, FAILING = 2, 3, 3
"""The ids of the site with an old column, of the one with hidden links, and of the one that does not open."""


def county(store: Store, sites: int = 7) -> None:
    """Register sites, one a township, each with a column."""
    with store.write() as writer:
        for number in range(sites):
            town = TOWNS[number] if number < len(TOWNS) else f"第{number + 1}镇"
            writer.save(LEDGERS["unit"], {"name": f"{town}人民政府", "kind": "乡镇街道"})
            writer.save(
                LEDGERS["site"],
                {
                    "name": f"{town}子网站",
                    "unit": f"{town}人民政府",
                    "kind": "专属网页",
                    "url": f"https://s{number + 1}.example/",
                    "state": "运行",
                },
            )
            writer.save(
                LEDGERS["column"],
                {
                    "site": f"{town}子网站",
                    "name": "动态要闻",
                    "kind": "动态要闻",
                    "level": "1",
                    "url": f"https://s{number + 1}.example/dt/",
                },
            )


def state(site: int, health: Health, at: int = SECONDS - 120) -> SiteState:
    """A state with thirty visits behind it."""
    bad = health in {"故障", "不稳定"}
    recent = tuple(-1 if bad and k > 26 else 90 * (1 + (site * k) % 40) for k in range(30))
    return SiteState(
        site=site,
        health=health,
        since=at - 3600,
        last_at=at,
        last_outcome=Outcome.TIMEOUT if bad else Outcome.OPEN,
        last_total=15000 if bad else 320,
        last_why="15 秒内没有打开，卡在“首字节”" if bad else "",
        last_status=None if bad else 200,
        address=f"10.0.0.{site}",
        recent=recent,
    )


def week_of_visits(site: int, failing: Sequence[int] = ()) -> list[Visit]:
    """Half-hourly visits of seven days; those counted back in `failing` did not open."""
    return [
        Visit(
            site=site,
            due=SECONDS - 1800 * back,
            at=SECONDS - 1800 * back + 7,
            outcome=Outcome.TIMEOUT if back in failing else Outcome.OPEN,
            why="15 秒内没有打开，卡在“首字节”" if back in failing else "",
            status=None if back in failing else 200,
            total=15000 if back in failing else 200 + back % 50,
            phases=Phases(dns=3, connect=12, first=None if back in failing else 90),
            address=f"10.0.0.{site}",
            evidence=b"HTTP/1.1 200 OK\r\n\x1b[2J" if back in failing else b"",
        )
        for back in range(1, 48 * 7)
    ]


def hidden_link(site: int = TAMPERED, mark: str = "a") -> Sighting:
    """A link that a hijacker has put on a home page."""
    return Sighting(
        check="integrity",
        rule="hidden-link",
        page_of="site",
        record=site,
        site=site,
        url=f"https://s{site}.example/",
        mark=mark,
        what="隐藏区域里有指向站外的链接",
        around="某某娱乐 bad.example",
        severity=Severity.VIOLATION,
        evidence=b"<div style='display:none'>",
    )


def snapshot(site: int, kind: SnapshotKind, links: Sequence[str]) -> Snapshot:
    """A home page's block set as the integrity check keeps it."""
    shot = Shot(title="首页", blocks=tuple(Block("a", f"https://{link}/", link) for link in links))
    body = shot.body()
    return Snapshot(page_of="site", record=site, kind=kind, at=SECONDS - 86400, digest=digest(body), body=body)


def beat(store: Store, last: int = SECONDS - 12) -> None:
    """The monitor's sign of life."""
    with store.write() as writer:
        put_beat(writer, Beat(pid=4711, host="office", since=SECONDS - 7200, last=last, version="1.0"))


def watch(store: Store, sites: int = 7) -> None:
    """Everything that the monitor would have written."""
    county(store, sites)
    with store.write() as writer:
        put_states(writer, [state(site, HEALTHS[(site - 1) % len(HEALTHS)]) for site in range(1, sites + 1)])
        for site in range(1, sites):
            record_visits(writer, week_of_visits(site, (5, 6, 9) if site == FAILING else ()))
        for back in range(6, 0, -1):
            roll_up(writer, beijing_day(NOW) - timedelta(days=back), dict.fromkeys(range(1, sites + 1), 48))
        _pages(writer, sites)
        _troubles(writer)
    beat(store)


def _pages(writer: Writer, sites: int) -> None:
    for site in range(1, sites):
        for check in INSPECTED:
            run = Run(check=check, page_of="site", record=site, started=SECONDS - 3600, ended=SECONDS - 3590, ok=True)
            put_run(writer, run)
        put_facts(
            writer,
            SiteFacts(
                site=site, checked_at=SECONDS, cert_until=date(2027, 1, 10), chain_until=date(2031, 1, 1), ipv6=True
            ),
        )
        for page_of, newest in (("site", date(2026, 11, 22)), ("column", date(2026, 11, 20))):
            put_page(
                writer,
                PageState(
                    page_of="site" if page_of == "site" else "column",
                    record=site,
                    site=site,
                    url=f"https://s{site}.example/",
                    checked_at=SECONDS - 3600,
                    opened=True,
                    newest=date(2026, 11, 1) if site == STALE and page_of == "column" else newest,
                    found_by="列表日期“2026-11-20”",
                    blank=False,
                    title="动态要闻",
                ),
            )


def _troubles(writer: Writer) -> None:
    for kind, links in (("baseline", ("a", "b")), ("latest", ("a", "c"))):
        put_snapshot(writer, snapshot(TAMPERED, "baseline" if kind == "baseline" else "latest", links))
    observe(writer, "integrity", "site", TAMPERED, [hidden_link(), hidden_link(mark="b")], SECONDS - 600)
    what = f"{TOWNS[FAILING - 1]}子网站打不开：15 秒内没有打开"
    trouble = Trouble(
        cause=f"visit:{FAILING}",
        kind="打不开",
        severity=Severity.VIOLATION,
        title=what,
        at=SECONDS - 3600,
        site=FAILING,
        evidence="访问超时三次",
    )
    incident = open_incident(writer, trouble)
    open_alert(
        writer,
        cause=f"visit:{FAILING}",
        severity=Severity.VIOLATION,
        kind="打不开",
        what=what,
        opened_at=SECONDS - 3600,
        site=FAILING,
        incident=incident,
    )


def confirming(site: int) -> Visit:
    """A visit that counts for nothing but alerts."""
    return Visit(site=site, due=SECONDS - 40, at=SECONDS - 40, kind=VisitKind.CONFIRM, outcome=Outcome.TIMEOUT)
