"""One foreign script is one warning a site, however many columns load it."""

from __future__ import annotations

from dataclasses import replace

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.alike import by_site
from fjgov_tui.observed.model import Detection

SCRIPT = Detection(
    id=1, fingerprint="a", check="integrity", rule="script", page_of="site", record=7, site=7, url="http://a/",
    what="页面运行来自外站的脚本：外站 cdn.example", around="", severity=Severity.WARNING, first_seen=1, last_seen=2,
    gone_at=None, mark="script:cdn.example",
)  # fmt: skip


def on_columns(first: int, count: int) -> list[Detection]:
    return [replace(SCRIPT, id=first + n, page_of="column", record=first + n) for n in range(count)]


def test_the_same_foreign_script_of_a_site_is_one_finding_with_its_pages() -> None:
    (finding,) = by_site([*on_columns(2, 12), replace(SCRIPT, last_seen=9)])
    assert (finding.id, len(finding.also), finding.last_seen) == (1, 12, 9), "found first on the home page"
    assert finding.with_pages == "页面运行来自外站的脚本：外站 cdn.example（同站另有 12 页）"
    assert [member.id for member in finding.members] == list(range(1, 14))
    assert all(not member.also for member in finding.members)


def test_a_word_is_the_same_trouble_however_often_it_stands_on_a_page() -> None:
    word = replace(SCRIPT, check="content", rule="misprint", mark="候车亭", what="疑似错误表述“候车亭”")
    (finding,) = by_site([word, replace(word, id=2, url="http://a/2", what=f"{word.what}，共 3 处")])
    assert len(finding.also) == 1


def test_what_is_not_the_same_trouble_stays_apart() -> None:
    stale = replace(SCRIPT, check="freshness", rule="stale", mark="stale", severity=Severity.VIOLATION)
    others = [
        SCRIPT,
        replace(SCRIPT, id=2, site=8),
        replace(SCRIPT, id=3, mark="script:evil.example"),
        replace(SCRIPT, id=4, severity=Severity.VIOLATION),
        replace(SCRIPT, id=5, verdict=FindingVerdict.FALSE_ALARM),
        replace(SCRIPT, id=6, gone_at=3),
        replace(SCRIPT, id=7, rule="replaced", mark="page", what="像是被整页替换（现在的标题：甲）"),
        replace(SCRIPT, id=8, rule="replaced", mark="page", what="像是被整页替换（现在的标题：乙）"),
        replace(SCRIPT, id=9, check="content", rule="idcard", mark=""),
        replace(SCRIPT, id=10, check="content", rule="idcard", mark=""),
        replace(stale, id=11),
        replace(stale, id=12),
    ]
    assert [finding.also for finding in by_site(others)] == [()] * len(others)
