"""What two machines carry to each other: everything once, nothing half, nothing overwritten in silence."""

from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange import bundlebox
from fjgov_tui.exchange.bundlefile import NotForUs, read_bundle
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import CARRIED, Aim
from fjgov_tui.observed.model import Sighting
from fjgov_tui.store.bundles import conflicts, heard
from fjgov_tui.store.watch.findings import findings, observe
from fjgov_tui.store.watch.visits import visits_of
from tests.exchange.machines import AT, Machine, machine, two
from tests.store.helpers import failing


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Machine, Machine]:
    return two(tmp_path)


def test_sites_go_out_and_visits_come_back(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    """The thin line end to end, with ids that differ on the two machines."""
    office, watcher = pair
    watcher.save("unit", name="别的单位", kind="部门")
    watcher.save("site", name="别的站点", unit="别的单位", kind="子网站", url="https://other.example/", state="运行")
    brought = watcher.take(office.make(tmp_path / "out.bundle", Aim.MONITOR))
    assert brought.counts["added"] == 5
    assert watcher.shown("site", "name") == ["别的站点", "县水利局子网站", "县门户"]
    assert watcher.shown("site", "backend") == [None, None, None], "a sealed field never travels"
    watcher.visit(2, failing=True)
    watcher.visit(1)
    back = office.take(watcher.make(tmp_path / "back.bundle", Aim.LEDGERS))
    assert (back.counts["visit"], back.counts["lost"]) == (3, 3), "of the site that the office does not know, none"
    with office.opened() as store:
        came = visits_of(store.read, 1, AT, AT + 86400)
        assert [(visit.why, visit.evidence) for visit in came] == [("状态码 503", b"Service Unavailable")] * 3
        assert failing(store) == ""


def test_findings_incidents_and_judgements_travel(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    seen = Sighting(
        check="content", rule="sensitive", page_of="column", record=1, site=2, url="https://3.example/tzgg/1.html",
        mark="甲", what="疑似用语：甲", evidence=b"<p>x</p>",
    )  # fmt: skip
    with watcher.opened() as store, store.write() as writer:
        observe(writer, "content", "column", 1, [seen], AT)
    watcher.save("incident", found_at="2026-11-23 10:00", title="县门户有疑似用语", kind="疑似不当内容", site="县门户")
    office.take(watcher.make(tmp_path / "2", Aim.LEDGERS))
    with office.opened() as store:
        (finding,) = findings(store.read)
        assert (finding.site, finding.record, finding.what) == (2, 1, "疑似用语：甲")
    assert office.shown("incident", "title") == ["县门户有疑似用语"]
    office.save("judgement", fingerprint=finding.fingerprint, subject="甲", verdict="误报", scope="本页", reason="看过")
    watcher.take(office.make(tmp_path / "3", Aim.MONITOR))
    with watcher.opened() as store:
        assert [str(each.verdict) for each in findings(store.read)] == ["误报"]


def test_the_same_bundle_twice_is_the_same_as_once(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    paths = office.make(tmp_path / "1", Aim.MONITOR)
    watcher.take(paths)
    with watcher.opened() as store:
        head = store.read.head()
    assert watcher.take(paths).again
    with watcher.opened() as store:
        assert store.read.head() == head


def test_every_change_is_in_the_trail_with_its_bundle(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    brought = watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    with watcher.opened() as store:
        entries = [entry for entry in store.read.all_changes() if entry.batch == f"bundle-{brought.head.bundle}"]
        assert sum(entry.action == "新增" for entry in entries) == 5
        assert {entry.reason for entry in entries} == {"数据包：台账机 第 1 号"}


def test_an_old_bundle_after_a_newer_takes_nothing_back(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    first = office.make(tmp_path / "1", Aim.MONITOR)
    office.save("site", 1, url="https://new.example/")
    second = office.make(tmp_path / "2", Aim.MONITOR)
    watcher.take(second)
    assert watcher.take(first).counts["changed"] == 0
    assert watcher.shown("site", "url")[0] == "https://new.example/"


def test_a_record_keeps_to_its_twin_when_its_name_changes(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    office.save("site", 1, name="县水利局网站")
    watcher.visit(1)
    assert office.take(watcher.make(tmp_path / "2", Aim.LEDGERS)).counts["lost"] == 0
    watcher.take(office.make(tmp_path / "3", Aim.MONITOR))
    assert watcher.shown("site", "name") == ["县水利局网站", "县门户"]


def test_what_one_side_has_changed_stays_and_what_both_have_is_shown(
    pair: tuple[Machine, Machine], tmp_path: Path
) -> None:
    office, watcher = pair
    watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    watcher.save("site", 1, icp="渝ICP备1号", url="https://here.example/")
    office.save("site", 1, url="https://there.example/")
    brought = watcher.take(office.make(tmp_path / "2", Aim.MONITOR))
    assert brought.counts["conflicts"] == 1
    assert (watcher.shown("site", "icp")[0], watcher.shown("site", "url")[0]) == (
        "渝ICP备1号",
        "https://there.example/",
    )
    with watcher.opened() as store:
        (conflict,) = conflicts(store.read)
        assert (conflict.ours, conflict.theirs, conflict.stands) == (
            "https://here.example/", "https://there.example/", "theirs",
        )  # fmt: skip
    office.save("site", 1, note="别的改动")
    assert watcher.take(office.make(tmp_path / "3", Aim.MONITOR)).counts["conflicts"] == 0, "told once"


def test_handling_at_the_office_is_not_undone_by_the_monitor(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    office, watcher = pair
    watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    watcher.save("incident", found_at="2026-11-23 10:00", title="县门户打不开", kind="打不开", site="县门户")
    office.take(watcher.make(tmp_path / "2", Aim.LEDGERS))
    office.save("incident", 1, note="已电话通知", handled_at="2026-11-23 10:30")
    watcher.save("incident", 1, note="监测看到恢复", recovered_at="2026-11-23 10:20")
    brought = office.take(watcher.make(tmp_path / "3", Aim.LEDGERS))
    assert brought.counts["conflicts"] == 1
    assert office.shown("incident", "note") == ["已电话通知"]
    assert office.shown("incident", "recovered_at") == ["2026-11-23T02:20:00.000Z"]


def test_removed_there_is_removed_here_unless_it_was_changed_here(
    pair: tuple[Machine, Machine], tmp_path: Path
) -> None:
    office, watcher = pair
    office.save("term", word="甲词", kind="放行")
    office.save("term", word="乙词", kind="放行")
    watcher.take(office.make(tmp_path / "1", Aim.MONITOR))
    watcher.save("term", 2, note="本机改过")
    office.remove("term", 1)
    office.remove("term", 2)
    brought = watcher.take(office.make(tmp_path / "2", Aim.MONITOR))
    assert (brought.counts["removed"], brought.counts["conflicts"]) == (1, 1)
    assert watcher.shown("term", "word") == ["乙词"]


def test_parts_may_come_in_any_order_and_what_is_missing_is_named(
    pair: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, watcher = pair
    monkeypatch.setattr("fjgov_tui.exchange.bundlefile.CHUNK", 200)
    monkeypatch.setattr("fjgov_tui.exchange.bundlefile._SPARE", 0)
    paths = office.make(tmp_path / "many", Aim.MONITOR, most=300)
    assert len(paths) > 3
    (some,) = bundlebox.gather(watcher.parts([paths[2], paths[0]]))
    assert some.missing == [2, *range(4, len(paths) + 1)]
    assert "还缺" in some.sentence
    bundlebox.keep(watcher.db, some)
    for path in (paths[0], paths[2]):
        path.unlink()
    kept = list(bundlebox.waiting(watcher.db, watcher.own, [office.own.public]))
    (whole,) = bundlebox.gather([*watcher.parts([paths[1], *reversed(paths[3:])]), *kept])
    assert whole.missing == []
    watcher.take([part.path for part in whole.parts])
    bundlebox.drop(watcher.db, whole.head)
    assert watcher.shown("site", "name") == ["县水利局子网站", "县门户"]
    assert not bundlebox.box_path(watcher.db).exists()


def test_what_is_for_another_machine_or_from_a_stranger_is_refused(
    pair: tuple[Machine, Machine], tmp_path: Path
) -> None:
    office, watcher = pair
    third = machine(tmp_path / "third", "第三台")
    paths = office.make(tmp_path / "1", Aim.MONITOR)
    with pytest.raises(NotForUs, match="不是做给本机的"):
        third.take(paths)
    third.know(watcher)
    strange = third.make(tmp_path / "2", Aim.MONITOR)
    with pytest.raises(NotForUs, match="没有登记"):
        watcher.take(strange)
    assert watcher.shown("site", "name") == []


def test_a_number_that_did_not_come_is_named(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    from fjgov_tui.reports.bundles import heard_sentence

    office, watcher = pair
    office.make(tmp_path / "lost", Aim.MONITOR)
    watcher.take(office.make(tmp_path / "2", Aim.MONITOR))
    with watcher.opened() as store:
        (known,) = heard(store.read)
        assert known.missing == (1,)
        sentence = heard_sentence(known, office.now + timedelta(days=3))
        assert "3 天前" in sentence
        assert "没有收到第 1 号" in sentence


def test_a_declaration_names_what_it_has_and_nothing_sealed() -> None:
    """Where a field's name changes, or becomes sealed, the rules of travelling must follow."""
    for carried in CARRIED:
        ledger = LEDGERS[carried.ledger]
        assert set(carried.fields) <= {field.name for field in ledger.fields} - ledger.sealed
        assert set(ledger.key) <= set(carried.fields)
        assert set(carried.others) <= set(carried.fields)
        before = [each.ledger for each in CARRIED[: CARRIED.index(carried) + 1]]
        pointed = {reference.ledger for field, reference in ledger.references if field.name in carried.fields}
        assert pointed <= set(before)


def test_a_bundle_that_turns_out_wrong_on_its_way_in_leaves_nothing(
    pair: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line is not understood: what stood before it is not written either."""
    office, watcher = pair
    whole = office.make(tmp_path / "1", Aim.MONITOR)
    monkeypatch.setattr(
        "fjgov_tui.exchange.bundlein.read_bundle", lambda parts, own, _: (*read_bundle(parts, own), b'["planet",{}]\n')
    )
    with pytest.raises(InputProblem, match="什么都没有写入"):
        watcher.take(whole)
    assert watcher.shown("unit", "name") == []
