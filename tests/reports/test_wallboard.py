"""The wallboard: one page without scripts, whole at every moment, in which outside text is characters."""

from __future__ import annotations

import threading
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.wallboard import wallboard, write_wallboard
from fjgov_tui.reports.watch import watch_view
from fjgov_tui.store import Store
from tests.conftest import NOW
from tests.screens.watched import watch


class Reading(HTMLParser):
    """Tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += f"{data}\n"


def reading(page: str) -> Reading:
    found = Reading()
    found.feed(page)
    return found


def test_it_shows_every_site_in_words_and_the_age_of_the_data(store: Store) -> None:
    watch(store)
    page = reading(wallboard(watch_view(store.read, NOW)))
    for words in (
        "✗ 故障",
        "✓ 正常",
        "草堂镇子网站",
        "失败 3 次",
        "数据截至 2 分钟前",
        "2026-11-23 11:30:00",
        "未结预警 1 件",
    ):
        assert words in page.text
    assert page.tags.count("tr") == 8
    assert "没有运行" not in page.text
    stopped = reading(wallboard(watch_view(store.read, NOW + timedelta(hours=3))))
    assert "监测没有运行：11-23 11:29 起没有动静（office" in stopped.text


def test_it_needs_no_script_and_loads_nothing(store: Store) -> None:
    watch(store)
    page = reading(wallboard(watch_view(store.read, NOW)))
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not {"src", "href", "onload", "onclick"} & {name for name, _ in page.attributes}
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in str(value))
    assert "default-src 'none'" in str(policy)
    assert ("content", "60") in page.attributes


def test_text_from_outside_is_characters(store: Store) -> None:
    watch(store)
    with store.write() as writer:
        record = writer.record(LEDGERS["site"], 1)
        writer.save(LEDGERS["site"], {"name": "<script>alert(1)</script>&\"'</td>"}, record)
    page = reading(wallboard(watch_view(store.read, NOW)))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>&\"'</td>" in page.text
    assert page.tags.count("td") == 7 * 10


def test_a_reader_never_sees_half_a_page(store: Store, tmp_path: Path) -> None:
    watch(store)
    path = tmp_path / "wall.html"
    write_wallboard(store.read, path, NOW)
    whole, ended, torn = path.read_text(encoding="utf-8"), threading.Event(), []

    def look() -> None:
        while not ended.is_set():
            seen = path.read_text(encoding="utf-8")
            if not seen.endswith("</html>\n"):
                torn.append(seen)

    thread = threading.Thread(target=look)
    thread.start()
    for _ in range(30):
        write_wallboard(store.read, path, NOW)
    ended.set()
    thread.join()
    assert torn == []
    assert path.read_text(encoding="utf-8") == whole
    assert path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".tmp"] == []


def test_a_place_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="写不了"):
        write_wallboard(store.read, tmp_path / "none" / "wall.html", NOW)
