"""What is wrong with a site's standing, in words: certificate, tags, identifier code, filings, footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from fjgov_tui.clock import beijing_day, from_unix
from fjgov_tui.net.tls import CertFacts
from fjgov_tui.observed.model import Severity
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.pages.answers import flag, said_all
from fjgov_tui.text import tidy_code

_STEPS: tuple[tuple[int, Severity], ...] = ((1, "violation"), (7, "warning"), (14, "warning"), (30, "notice"))
"""Days before the end of a certificate at which it is told anew."""


@dataclass(frozen=True)
class StandingFault:
    """One thing that is wrong."""

    rule: str
    mark: str
    """What makes it the same thing next time."""
    what: str
    severity: Severity


def certificate_faults(shown: CertFacts | None, at: int) -> Iterator[StandingFault]:
    """What is wrong with a certificate that could be read.

    Args:
        shown: the certificate; nothing where the site is not encrypted.
        at: the moment, in Unix seconds.
    """
    if shown is None or not shown.opened:
        return
    now = from_unix(at)
    ends = [
        (moment, which)
        for moment, which in (
            (shown.not_after, "网站证书"),
            (shown.chain_after, f"证书链中的“{shown.chain_name}”"),
        )
        if moment is not None
    ]
    if ends:
        yield from _ending(*min(ends, key=lambda one: one[0]), now)
    if shown.outdated:
        what = f"加密协议过旧（{shown.protocol}），应使用 TLS 1.2 或更新的"
        yield StandingFault("certificate", "protocol", what, "violation")
    elif not shown.trusted and (not ends or min(ends)[0] > now):
        yield StandingFault("certificate", "untrusted", f"证书不受信任：{shown.why}", "violation")


def _ending(moment: datetime, which: str, now: datetime) -> Iterator[StandingFault]:
    day = beijing_day(moment)
    if moment <= now:
        yield StandingFault("certificate", "expired", f"{which}已于 {day} 过期，请立即更换", "violation")
        return
    left = (moment - now).days
    for days, severity in _STEPS:
        if left < days:
            say = f"还有 {left} 天" if left else "不到 1 天"
            yield StandingFault("certificate", f"ends-{days}", f"{which}{say}到期（{day}），请及时更换", severity)
            return


def page_faults(target: Target, answer: Mapping[str, Json]) -> Iterator[StandingFault]:
    """What is missing on a home page, or is not what the ledger says.

    Args:
        target: with the ledger's identifier code and filings; what the ledger does not have is not compared.
        answer: of the task `standing`.
    """
    missing = said_all(answer, "missing", limit=40)
    if missing:
        yield StandingFault("meta", "meta", f"首页缺少必填的页面标签：{'、'.join(missing)}", "warning")
    yield from _compared("id-code", "网站标识码", target.id_code, said_all(answer, "id_codes"), str.upper)
    yield from _compared("icp", "ICP备案号", target.icp, said_all(answer, "icp"), _icp)
    yield from _compared("police", "公安备案号", target.police, said_all(answer, "police"), _digits)
    if flag(answer, "correction") is False:
        yield StandingFault("correction", "correction", "首页没有“我为政府网站找错”入口", "warning")
    if flag(answer, "badge") is False:
        yield StandingFault("badge", "badge", "首页没有党政机关网站标识", "notice")


def _compared(
    rule: str, name: str, expected: str, found: tuple[str, ...], form: Callable[[str], str]
) -> Iterator[StandingFault]:
    """A number of the ledger against those on the page, both brought into one form."""
    if not expected:
        return
    wanted = form(tidy_code(expected))
    if not found:
        yield StandingFault(rule, "missing", f"首页没有写明{name}（台账登记 {expected}）", "warning")
        return
    other = [one for one in found if form(tidy_code(one)) != wanted]
    # A footer may keep the filings of several holders; a second identifier code is always a mistake.
    if other and (rule == "id-code" or len(other) == len(found)):
        yield StandingFault(
            rule,
            "other",
            f"首页的{name}与台账不符：首页写的是 {'、'.join(other)}，台账登记 {expected}，请核对",
            "warning",
        )


def _icp(text: str) -> str:
    """Province and number, without the number of the site behind the holder's."""
    found = re.search(r"(.)ICP备(\d+)", text, re.IGNORECASE)
    return found[1] + found[2] if found else text.upper()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
