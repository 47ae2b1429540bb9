"""What a page said is kept with its incident: text and digest as the monitor saw it, and what people add."""

from __future__ import annotations

from fjgov_tui.clock import day_start
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.model import Snapshot, SnapshotKind
from fjgov_tui.pages.shot import Block, Shot, digest
from fjgov_tui.store.watch.pages import put_snapshot
from fjgov_tui.workflows.handling import Found, add_evidence, enter
from fjgov_tui.workflows.incident import Trouble, open_incident
from fjgov_tui.workflows.places import place_of
from tests.workflows.office import TODAY, Office

AT = day_start(TODAY) + 3600


def seen(office: Office, text: str, kind: SnapshotKind = "latest", at: int = AT) -> str:
    """The monitor has kept the home page; its digest."""
    blocks = tuple(Block("p", "", part) for part in text.split("|"))
    body = Shot(url="https://bdz.example/", title="白帝镇", blocks=blocks).body()
    with office.store.write() as writer:
        put_snapshot(writer, Snapshot(page_of="site", record=1, kind=kind, at=at, digest=digest(body), body=body))
    return digest(body)


def entered(office: Office) -> int:
    with office.store.write() as writer:
        return enter(writer, Found(place=place_of(writer, "白帝镇子网站", TODAY), source="群众反映", evidence="有错字"))


def test_what_the_monitor_saw_last_is_kept_with_an_incident_that_people_enter(office: Office) -> None:
    seen(office, "昨天的内容", "baseline", AT - 86_400)
    mark = seen(office, "出了错的内容")
    record = office.get("incident", entered(office))
    kept = record.text("snapshot")
    assert f"页面摘要 {mark}" in kept
    assert "出了错的内容" in kept
    assert "2026-11-23 01:00:00 看到的 https://bdz.example/" in kept
    assert record.values["evidence"] == "有错字", "what was typed stands by itself"
    seen(office, "改好的内容", at=AT + 60)
    assert office.get("incident", record.id).text("snapshot") == kept, "it stays what it was at the opening"


def test_and_with_one_that_the_monitor_opens(office: Office) -> None:
    mark = seen(office, "被改过的内容")
    trouble = Trouble(cause="x", kind="疑似篡改", severity=Severity.VIOLATION, title="首页被改", at=AT, site=1)
    with office.store.write() as writer:
        number = open_incident(writer, trouble)
    assert mark in office.get("incident", number).text("snapshot")


def test_a_page_that_nobody_has_looked_at_leaves_no_snapshot_and_a_damaged_one_stops_nothing(office: Office) -> None:
    assert office.get("incident", entered(office)).values["snapshot"] is None
    with office.store.write() as writer:
        put_snapshot(writer, Snapshot(page_of="site", record=1, kind="latest", at=AT, digest="x", body=b"\x00"))
        trouble = Trouble(cause="x", kind="疑似篡改", severity=Severity.VIOLATION, title="首页被改", at=AT, site=1)
        assert open_incident(writer, trouble)


def test_a_long_page_is_cut_and_says_so(office: Office) -> None:
    seen(office, "|".join(f"第 {place} 段{'字' * 200}" for place in range(30)))
    kept = office.get("incident", entered(office)).text("snapshot")
    assert "……全文" in kept
    assert len(kept) <= 4000


def test_people_add_what_they_see_and_names_of_files(office: Office) -> None:
    number = entered(office)
    with office.store.write() as writer:
        add_evidence(writer, number, "evidence", "附件也有")
        add_evidence(writer, number, "evidence_file", "截图01.png")
        add_evidence(writer, number, "evidence_file", "截图02.png")
    record = office.get("incident", number)
    assert record.text("evidence") == "有错字\n附件也有"
    assert record.text("evidence_file") == "截图01.png、截图02.png"
