"""Numbers of persons on a page: never in what is kept for people to read, whichever check came by them."""

from __future__ import annotations

from dataclasses import replace

from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.result_writer import record_batch
from fjgov_tui.monitor.process.spill import Batch
from fjgov_tui.observed.model import PageState, Sighting, Snapshot
from fjgov_tui.observed.pages import Target
from fjgov_tui.pages.shot import Block, Shot, diff
from fjgov_tui.store import Store
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import page_states
from fjgov_tui.workflows.settings import Settings
from tests.screens.watched import county

ID, MOBILE = "11010519491231002X", "13812345678"
AT = 1_763_870_400


def test_a_title_a_link_and_a_script_are_kept_without_numbers(store: Store) -> None:
    county(store, 1)
    target = Target(page_of="site", record=1, site=1, name="县", url="http://a.example/", unit="县")
    seen = Sighting(
        check="links",
        rule="dead-link",
        page_of="site",
        record=1,
        site=1,
        url="http://a.example/",
        mark="http://a.example/x",
        what=f"链接“张三 {ID}”打不开",
        around=f"联系 {MOBILE}",
    )
    page = PageState(
        page_of="site",
        record=1,
        site=1,
        url="http://a.example/",
        checked_at=AT,
        opened=True,
        title=f"{ID} 的公示",
        found_by=f"最新一条：“{MOBILE}”",
    )
    result = Result(check="links", target=target, ok=True, seen=(seen,), page=page)
    record_batch(store, Batch(at=AT, results=(result,)), Settings(), (30, 60))
    kept = repr([*findings(store.read), *page_states(store.read)])
    assert "110***********002X" in kept
    assert "138****5678" in kept
    assert ID not in kept
    assert MOBILE not in kept
    book = " ".join(str(row) for row in store.db.conn.execute("SELECT * FROM incident"))
    assert ID not in book


def test_a_diff_shows_no_numbers() -> None:
    shot = Shot(title="县")
    new = replace(shot, title=f"县 {MOBILE}", blocks=(Block("a", "http://a.example/", f"公示 {ID}"),))
    old, now = (
        Snapshot(page_of="site", record=1, kind="latest", at=AT, digest="", body=one.body()) for one in (shot, new)
    )
    told = repr(diff(old, now))
    assert ID not in told
    assert MOBILE not in told
    assert "138****5678" in told
