"""`fjgov monitor alerts`, `ack`, `outbox` and `test-channel`, on a file in which a site is down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fjgov_tui.clock import utc_now
from fjgov_tui.monitor.alerts.consequences import after_visits
from fjgov_tui.observed.visits import Outcome, Visit, VisitKind
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.alerts import due_parcels, settle
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.settings import read_settings
from tests.cli.conftest import Fjgov


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "geheim-out"
    made.mkdir()
    return made


@pytest.fixture
def office(county: Fjgov, db: Path, folder: Path) -> Fjgov:
    """白帝镇's site is down, with hostile words of its server, and a channel waits to tell."""
    for words in (
        ("site", "name=白帝子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://a.example/"),
        ("channel", "name=值班短信", "kind=文件夹", f"address={folder}"),
    ):
        ended = county("ledger", "add", *words)
        assert ended.code == 0, ended.err
    now = int(utc_now().timestamp())
    why = "坏了\x1b]0;x\x07\u202e[bold]"
    with open_store(db) as store:
        for at, kind in ((now - 60, VisitKind.SLOT), (now - 10, VisitKind.CONFIRM)):
            with store.write() as writer:
                one = Visit(site=1, due=now - 60, at=at, kind=kind, outcome=Outcome.CONNECT, why=why)
                after_visits(writer, record_visits(writer, [one]), at, read_settings(writer))
    return county


def test_alerts_are_listed_and_acknowledged(office: Fjgov) -> None:
    listed = office("monitor", "alerts", "--json")
    assert listed.code == 1
    (row,) = listed.json["rows"]
    assert (row["severity"], row["kind"], row["site"], row["unit"]) == (
        "violation", "打不开", "白帝子网站", "白帝镇人民政府",
    )  # fmt: skip
    assert (row["acked_until"], row["incident"], row["members"]) == (None, 1, [])
    assert not any(name.endswith("_shown") for name in row)
    shown = office("monitor", "alerts")
    assert shown.code == 1
    assert "白帝子网站打不开（连接）" in shown.out
    ended = office("monitor", "ack", str(row["id"]), "--until", "4h", "--reason", "供电检修")
    assert ended.code == 0
    assert office("monitor", "alerts", "--json").json["rows"][0]["acked_until"] is not None
    incident = office("ledger", "show", "incident", "1", "--json").json["rows"][0]
    assert incident["acked_reason"] == "供电检修"
    assert office("verify").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("9", "--until", "4h", "--reason", "有"), "没有这个编号的告警"),
        (("1", "--until", "0h", "--reason", "有"), "晚于现在"),
        (("1", "--until", "40天", "--reason", "有"), "最长 30 天"),
        (("1", "--until", "2020-01-01 08:00", "--reason", "有"), "晚于现在"),
        (("1", "--until", "明天", "--reason", "有"), "不是时刻"),
        (("1", "--until", "4h", "--reason", " "), "理由"),
        (("1", "--until", "4h"), "--reason"),
        (("x", "--until", "4h", "--reason", "有"), ""),
    ],
)
def test_what_is_mistyped_is_told_and_changes_nothing(office: Fjgov, words: tuple[str, ...], said: str) -> None:
    ended = office("monitor", "ack", *words)
    assert ended.code == 2
    assert said in ended.err
    assert office("monitor", "alerts", "--json").json["rows"][0]["acked_until"] is None


def test_nothing_is_acknowledged_read_only(office: Fjgov) -> None:
    ended = office("--readonly", "monitor", "ack", "1", "--until", "4h", "--reason", "有")
    assert ended.code == 3
    assert office("--readonly", "monitor", "alerts").code == 1


def test_the_outbox_shows_what_was_not_delivered_and_no_address(office: Fjgov, db: Path, folder: Path) -> None:
    waiting = office("monitor", "outbox", "--json")
    assert waiting.code == 0, "what was never tried is only on its way"
    (row,) = waiting.json["rows"]
    assert (row["channel"], row["event"], row["tries"], row["note"]) == ("值班短信", "告警", 0, "还没有送")
    with open_store(db) as store, store.write() as writer:
        (parcel,) = due_parcels(writer, int(utc_now().timestamp()), 9)
        settle(writer, parcel.id, delivered_at=None, tries=2, next_at=parcel.next_at + 60, note="写不进文件夹")
    shown = office("monitor", "outbox")
    assert shown.code == 1
    assert "写不进文件夹" in shown.out
    assert folder.name not in shown.out + shown.err


def test_a_channel_is_tried(office: Fjgov, folder: Path) -> None:
    ended = office("monitor", "test-channel", "值班短信")
    assert ended.code == 0
    assert "已送达" in ended.err
    (file,) = folder.iterdir()
    assert json.loads(file.read_text("utf-8"))["event"] == "试送"
    file.unlink()
    folder.rmdir()
    again = office("monitor", "test-channel", "1")
    assert again.code == 1
    assert "没有送达" in again.err
    assert folder.name not in again.err
    assert office("monitor", "test-channel", "没有的").code == 2


def test_what_a_server_said_is_harmless_wherever_it_is_printed(office: Fjgov) -> None:
    for words in (("alerts",), ("alerts", "--json"), ("outbox",), ("outbox", "--json")):
        ended = office("monitor", *words)
        assert not {"\x1b", "\x07", "\u202e"} & set(ended.out + ended.err)
