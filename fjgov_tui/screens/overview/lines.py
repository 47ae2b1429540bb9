"""The lines of screen 1 that speak of the rulebook; loaded when it is, after the counts are on screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from fjgov_tui.ledgers.inspecting import InspectionResult
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.reports.live import Live
from fjgov_tui.reports.overview import Gap, PasswordsDue
from fjgov_tui.reports.quarterly import QuarterStanding
from fjgov_tui.reports.trail import TrailLine
from fjgov_tui.text import fit
from fjgov_tui.widgets.plain import plain

SIGNS: dict[Severity, tuple[str, str]] = {
    Severity.VIOLATION: ("✗", "bold $error"),
    Severity.WARNING: ("!", "$warning"),
    Severity.NOTICE: ("·", ""),
}
"""A sign and a style for each severity, besides its word."""


def in_order(gaps: Sequence[Gap]) -> list[Gap]:
    """What needs work first, the gravest first; then what nobody could check; then what is in order."""
    gravity = list(SEVERITIES)

    def rank(gap: Gap) -> tuple[int, int]:
        if gap.findings:
            return gravity.index(gap.severity), gap.article
        return len(gravity) + (1 if gap.checked else 0), gap.article

    return sorted(gaps, key=rank)


def gap_line(gap: Gap) -> Content:
    """One rule on one line: sign, word and count, article, question."""
    if gap.findings:
        sign, style = SIGNS[gap.severity]
        # As many as the word says: what is less grave is counted in the totals, and seen when the line is opened.
        count = sum(finding.severity == gap.severity for finding in gap.findings)
        state = f"{sign} {SEVERITIES[gap.severity]}{count:>3} 项"
    else:
        style = "$success" if gap.checked else "dim"
        state = f"{gap.glyph} {fit(gap.state, 10)}"
    return plain(state, style) + plain(f"  {fit(f'第{gap.article}条', 7)}{gap.question}")


def totals(gaps: Sequence[Gap]) -> str:
    """How many findings of each severity; that nothing was found, where nothing was."""
    counts = {
        severity: sum(finding.severity == severity for gap in gaps for finding in gap.findings)
        for severity in SEVERITIES
    }
    tallies = [f"{SEVERITIES[severity]} {count}" for severity, count in counts.items() if count]
    return "，".join(tallies)


def due_line(due: PasswordsDue) -> Content:
    """Passwords that fall due, and the last reminder."""
    if not due.accounts:
        return plain("没有登记后台账户", "dim")
    parts = []
    if due.overdue:
        parts.append(plain(f"✗ 逾期 {due.overdue} 个  ", "bold $error"))
    if due.never:
        parts.append(plain(f"? 从未更换 {due.never} 个  ", "bold $error"))
    if due.soon:
        parts.append(plain(f"! 14 天内 {due.soon} 个  ", "$warning"))
    if not parts:
        parts.append(plain("✓ 14 天内没有到期的  ", "$success"))
    sent = {True: "已送达", False: "✗ 没有送达", None: ""}[due.delivered]
    reminded = f"上次提醒 {due.reminded[5:]} {sent}".rstrip() if due.reminded else "还没有提醒过"
    return Content("").join([*parts, plain(reminded)])


def monitor_line(live: Live) -> Content:
    """The monitor's strip: whether it runs, the sites by state."""
    if live.pulse.elsewhere:
        return plain(live.pulse.line, "bold $warning" if live.pulse.overdue else "")
    if not live.sites:
        return plain("没有登记运行中的站点", "dim")
    styles = {"故障": "bold $error", "不稳定": "bold $error", "未测": "", "未检查": "", "正常": "$success"}
    running = plain("运行中  ", "$success") if live.pulse.running else plain("✗ 没有运行  ", "bold $error")
    if live.pulse.starting:
        running = plain("正在启动  ", "$warning")
    if live.pulse.stuck:
        running = plain("! 运行中，写不进  ", "bold $warning")
    counts = [plain(f"{sign}{word} {count}  ", styles.get(word, "$warning")) for sign, word, count in live.counts]
    return Content("").join([running, *counts])


def incidents_line(live: Live) -> Content:
    """What is open; and the last backup, for which there is no screen."""
    opened = plain(f"未结预警 {live.incidents} 件", "bold $error" if live.incidents else "")
    return opened + plain("  │  ") + plain(live.backup.short, "" if live.backup.calm else "bold $warning")


def quarter_line(quarters: Sequence[QuarterStanding]) -> Content:
    """What is registered of the last two quarters' inspections."""
    parts = [
        plain(standing.words + ("（期中）" if standing.interim and standing.counts else ""),
              "bold $error" if standing.counts.get(InspectionResult.FAILED) else "")
        for standing in quarters
    ]  # fmt: skip
    return plain("  │  ").join(parts)


def change_line(change: TrailLine) -> str:
    """One change on one line."""
    reason = f"（{change.reason}）" if change.reason else ""
    # Who did it comes last: in a narrow box the record says more.
    return f"{change.at[5:]} {change.action} {change.sentence}{reason}  {change.who}"
