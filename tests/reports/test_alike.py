"""One foreign script is one warning a site, however many columns load it."""

from __future__ import annotations

from dataclasses import replace

from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import Detection
from fjgov_tui.reports.alike import alike_findings

SCRIPT = Detection(
    id=1, fingerprint="a", check="integrity", rule="script", page_of="site", record=7, site=7, url="http://a/",
    what="页面运行来自外站的脚本：外站 cdn.example", around="", severity="warning", first_seen=1, last_seen=2,
    gone_at=None, mark="script:cdn.example",
)  # fmt: skip


def on_columns(first: int, count: int) -> list[Detection]:
    return [replace(SCRIPT, id=first + n, page_of="column", record=first + n) for n in range(count)]


def test_the_same_foreign_script_of_a_site_is_told_once_and_counted() -> None:
    (group,) = alike_findings([SCRIPT, *on_columns(2, 12)])
    assert (group.first.id, group.others) == (1, 12)
    assert group.what == "页面运行来自外站的脚本：外站 cdn.example（同站另有 12 页）"


def test_what_is_not_the_same_trouble_stays_apart() -> None:
    others = [
        SCRIPT,
        replace(SCRIPT, id=2, site=8),
        replace(SCRIPT, id=3, mark="script:evil.example"),
        replace(SCRIPT, id=4, severity="violation"),
        replace(SCRIPT, id=5, verdict=FindingVerdict.FALSE_ALARM),
        replace(SCRIPT, id=6, gone_at=3),
        replace(SCRIPT, id=7, rule="hidden-link"),
        replace(SCRIPT, id=8, rule="hidden-link"),
        replace(SCRIPT, id=9, check="content", rule="idcard", mark=""),
        replace(SCRIPT, id=10, check="content", rule="idcard", mark=""),
    ]
    assert [group.others for group in alike_findings(others)] == [0] * len(others)
