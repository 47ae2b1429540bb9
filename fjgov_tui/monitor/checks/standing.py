"""The check `standing`: certificate, IPv6, and what a government site's home page has to carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from fjgov_tui.clock import beijing_day, from_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InspectionProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.net.addresses import is_address, own_ipv6
from fjgov_tui.net.tls import CertFacts, certificate
from fjgov_tui.observed.model import Sighting, SiteFacts
from fjgov_tui.observed.pages import FetchedPage, Json, Remark, Target
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.pages.answers import flag, number, text_in, texts_in
from fjgov_tui.text import tidy_code

_ALIKE = 0.5
"""Share of the longer text that the shorter one has to have, for two families of addresses to show the same page."""


_OURS = frozenset({Outcome.CONNECT, Outcome.TIMEOUT})
"""Failures that our own IPv6 may be to blame for."""


class _Proof:
    """Whether anything has come over IPv6 since this process began: only then is an address that is silent at fault."""

    works = False


@dataclass(frozen=True)
class _Ipv6:
    works: bool | None
    """`None` is 未测."""
    note: str


async def check_standing(bench: Bench, target: Target, *, ca_file: Path | None = None) -> Result:
    """Look at one site's home page, its certificate and its IPv6 address; of a column, at its tags alone.

    Args:
        bench: what the check works with.
        target: a home page, or a column.
        ca_file: another authority to trust, for tests.

    Returns:
        `ok` only when the page opened and was read; a home page's facts and its certificate's faults in either case.
    """
    if target.page_of == "column":
        return await check_tags(bench, target)
    at = bench.now()
    page = await bench.fetch(target.url)
    shown = await _certificate(page.url, page.address, ca_file)
    if not page.opened:
        return _unread(target, at, page, shown, f"页面没有打开：{page.why}", "首页没有打开，未测")
    try:
        answer = await bench.inspect("standing", page.body, _about(page))
    except InspectionProblem as problem:
        return _unread(target, at, page, shown, problem.what, "首页没有读成，未测")
    ipv6 = await _ipv6(bench, target, page, answer)
    faults = [*page_faults(target, answer), *_answer_faults(page, shown, at)]
    if ipv6.works is False:
        faults.append(StandingFault("ipv6", "ipv6", f"IPv6 没有改造好：{ipv6.note}", Severity.NOTICE))
    return Result(
        check="standing",
        target=target,
        ok=True,
        note="；".join(texts_in(answer, "notes", most=6)),
        facts=_facts(target, at, shown, ipv6),
        seen=tuple(_seen(target, faults)),
    )


def _unread(target: Target, at: int, page: FetchedPage, shown: CertFacts | None, note: str, ipv6: str) -> Result:
    """What can be said without the page: its certificate, or a shield, which may be why it does not open."""
    return Result(
        check="standing",
        target=target,
        ok=False,
        note=note,
        facts=_facts(target, at, shown, _Ipv6(None, ipv6)),
        seen=tuple(_seen(target, _answer_faults(page, shown, at))),
        rules=("certificate",) if shown is not None and shown.opened else (),
    )


_REMARKS: Mapping[Remark, tuple[str, Severity]] = {
    "chain": (
        "服务器没有送出完整的证书链：浏览器会自己补上，别的程序打不开；请在服务器上装好中间证书",
        Severity.WARNING,
    ),
    "browser": (
        "网站按程序的名称拒绝访问：监测用自己的名称打不开，用浏览器的名称能打开；请网站单位把本监测列入白名单",
        Severity.NOTICE,
    ),
    "encoding": ("服务器用了没有要求的压缩方式：按标准取用页面的程序读不了；请改正压缩设置", Severity.NOTICE),
    "http2": ("服务器只接受 HTTP/2：旧的浏览器和程序打不开；请同时开通 HTTP/1.1", Severity.NOTICE),
}
"""What browsers put up with, in words."""
_SHIELDED = (
    "网站的防护把监测拦在外面，能不能打开测不了：{why}。请网站单位向防护的运营方申请，"
    "放行本监测的出口地址和名称（fjgov-monitor），并不对它做浏览器验证"
)


def _answer_faults(page: FetchedPage, shown: CertFacts | None, at: int) -> Iterator[StandingFault]:
    """What is wrong with the way in which the server answers, whatever the page says."""
    for fault in certificate_faults(shown, at):
        # A chain that could be completed is trusted: what is missing is told below.
        if not (fault.mark == "untrusted" and "chain" in page.remarks):
            yield fault
    for remark in page.remarks:
        what, severity = _REMARKS[remark]
        yield StandingFault("server", remark, what, severity)
    if page.outcome is Outcome.BLOCKED:
        yield StandingFault("shielded", "shielded", _SHIELDED.format(why=page.why), Severity.NOTICE)


def _about(page: FetchedPage) -> dict[str, Json]:
    return {"url": page.url, "content_type": page.headers.get("content-type", ""), "page": "home"}


async def _certificate(url: str, address: str, ca_file: Path | None) -> CertFacts | None:
    """The certificate of the address that answered, or failed, where it is an encrypted one."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not address:
        return CertFacts(host=host, address="", opened=False, why="域名没有可用的地址")
    return await certificate(host, parts.port or 443, address, ca_file=ca_file)


async def _ipv6(bench: Bench, target: Target, page: FetchedPage, answer: Mapping[str, Json]) -> _Ipv6:
    """Whether the same page comes over IPv6; what cannot be tested from here is not tested."""
    host = urlsplit(page.url).hostname or ""
    if is_address(host):
        return _Ipv6(None, "网址是数字地址，未测")
    if bench.fetch6_from is None or not own_ipv6():
        return _Ipv6(None, "本机没有 IPv6，未测")
    other = await bench.fetch6_from(target.url)(page.url)
    if other.outcome is Outcome.ABORTED:
        return _Ipv6(None, f"没有测成：{other.why}")
    if other.outcome is Outcome.DNS:
        return _Ipv6(False, "域名没有 IPv6 地址（AAAA 记录）")
    if not other.opened and other.outcome in _OURS and not _Proof.works:
        return _Ipv6(None, f"经 IPv6 没有打开，但本机的 IPv6 尚未证实可用，未测：{other.why}")
    if not other.opened:
        return _Ipv6(False, f"经 IPv6 打不开：{other.why}")
    _Proof.works = True
    try:
        shown = await bench.inspect("standing", other.body, _about(other))
    except InspectionProblem as problem:
        return _Ipv6(None, f"经 IPv6 打开的页面没有读成：{problem.what}")
    lengths = sorted((number(answer, "length"), number(shown, "length")))
    if text_in(answer, "title") != text_in(shown, "title") or lengths[0] < _ALIKE * lengths[1]:
        return _Ipv6(False, f"经 IPv6 打开的是另一个页面：“{text_in(shown, 'title', 60)}”")
    return _Ipv6(True, f"经 {other.address} 打开，内容一致")


def _facts(target: Target, at: int, shown: CertFacts | None, ipv6: _Ipv6) -> SiteFacts:
    return SiteFacts(
        site=target.site,
        checked_at=at,
        cert_until=beijing_day(shown.not_after) if shown and shown.not_after else None,
        chain_until=beijing_day(shown.chain_after) if shown and shown.chain_after else None,
        cert_note=_cert_note(shown, at),
        ipv6=ipv6.works,
        ipv6_note=ipv6.note,
    )


def _cert_note(shown: CertFacts | None, at: int) -> str:
    if shown is None:
        return "没有使用 HTTPS"
    if not shown.opened or shown.not_after is None:
        return f"证书没有读到：{shown.why}"
    now = from_unix(at)
    over = shown.not_after <= now
    state = f"已过期 {(now - shown.not_after).days} 天" if over else f"还有 {(shown.not_after - now).days} 天到期"
    trust = "" if shown.trusted else f"；不受信任：{shown.why}"
    return f"{shown.subject}，{shown.issuer} 颁发，{state}，{shown.protocol}{trust}"


def _seen(target: Target, faults: Iterable[StandingFault]) -> Iterator[Sighting]:
    for fault in faults:
        yield Sighting(
            check="standing",
            rule=fault.rule,
            page_of=target.page_of,
            record=target.record,
            site=target.site,
            url=target.url,
            mark=fault.mark,
            what=fault.what,
            severity=fault.severity,
        )


_STEPS: tuple[tuple[int, Severity], ...] = (
    (1, Severity.VIOLATION),
    (7, Severity.WARNING),
    (14, Severity.WARNING),
    (30, Severity.NOTICE),
)
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
        yield from _ending(*min(ends, key=lambda ending: ending[0]), now)
    if shown.outdated:
        what = f"加密协议过旧（{shown.protocol}），应使用 TLS 1.2 或更新的"
        yield StandingFault("certificate", "protocol", what, Severity.VIOLATION)
    elif not shown.trusted and (not ends or min(ends)[0] > now):
        yield StandingFault("certificate", "untrusted", f"证书不受信任：{shown.why}", Severity.VIOLATION)


def _ending(moment: datetime, which: str, now: datetime) -> Iterator[StandingFault]:
    day = beijing_day(moment)
    if moment <= now:
        yield StandingFault("certificate", "expired", f"{which}已于 {day} 过期，请立即更换", Severity.VIOLATION)
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
    missing = texts_in(answer, "missing", limit=40)
    if missing:
        yield StandingFault("meta", "meta", f"首页缺少必填的页面标签：{'、'.join(missing)}", Severity.WARNING)
    yield from _compared("id-code", "网站标识码", target.id_code, texts_in(answer, "id_codes"), str.upper)
    yield from _compared("icp", "ICP备案号", target.icp, texts_in(answer, "icp"), _icp)
    yield from _compared("police", "公安备案号", target.police, texts_in(answer, "police"), _digits)
    if flag(answer, "correction") is False:
        yield StandingFault("correction", "correction", "首页没有“我为政府网站找错”入口", Severity.WARNING)
    if flag(answer, "badge") is False:
        yield StandingFault("badge", "badge", "首页没有党政机关网站标识", Severity.NOTICE)


def _compared(
    rule: str, name: str, expected: str, values: tuple[str, ...], form: Callable[[str], str]
) -> Iterator[StandingFault]:
    """A number of the ledger against those on the page, both brought into one form."""
    if not expected:
        return
    wanted = form(tidy_code(expected))
    if not values:
        yield StandingFault(rule, "missing", f"首页没有写明{name}（台账登记 {expected}）", Severity.WARNING)
        return
    other = [value for value in values if form(tidy_code(value)) != wanted]
    # A footer may keep the filings of several holders; a second identifier code is always a mistake.
    if other and (rule == "id-code" or len(other) == len(values)):
        yield StandingFault(
            rule,
            "other",
            f"首页的{name}与台账不符：首页写的是 {'、'.join(other)}，台账登记 {expected}，请核对",
            Severity.WARNING,
        )


def _icp(text: str) -> str:
    """Province and number, without the number of the site behind the holder's."""
    match = re.search(r"(.)ICP备(\d+)", text, re.IGNORECASE)
    return match[1] + match[2] if match else text.upper()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_MOST = 10
"""Tags that a page has to carry at most."""


async def check_tags(bench: Bench, target: Target) -> Result:
    """Look at a column's page, and at the newest article on it.

    Returns:
        `ok` only when the column's page opened and was read; of an article that did not nothing is said.
    """
    page = await bench.fetch(target.url)
    if not page.opened:
        return Result(check="standing", target=target, ok=False, note=f"页面没有打开：{page.why}")
    try:
        answer = await _read(bench, page, "list")
        seen = [*_missing(target, answer, "list", "栏目页")]
        for url in texts_in(answer, "articles", 2000, 1):
            seen += await _article(bench, target, url)
    except InspectionProblem as problem:
        return Result(check="standing", target=target, ok=False, note=problem.what)
    return Result(check="standing", target=target, ok=True, seen=tuple(seen))


async def _article(bench: Bench, target: Target, url: str) -> list[Sighting]:
    fetch = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
    page = await fetch(url)
    # What is shown elsewhere, or is no page at all, is no article of this site.
    if not page.opened or _host(page.url) != _host(url) or "html" not in page.headers.get("content-type", ""):
        return []
    return list(_missing(target, await _read(bench, page, "detail"), "detail", "最新一篇文章", url))


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


async def _read(bench: Bench, page: FetchedPage, kind: str) -> dict[str, Json]:
    about = {"url": page.url, "content_type": page.headers.get("content-type", ""), "page": kind}
    return await bench.inspect("standing", page.body, about)


def _missing(target: Target, answer: Mapping[str, Json], mark: str, name: str, where: str = "") -> Iterator[Sighting]:
    """One finding a kind of page, whichever article is the newest today."""
    missing = texts_in(answer, "missing", 40, _MOST)
    if missing:
        yield Sighting(
            check="standing",
            rule="meta",
            page_of=target.page_of,
            record=target.record,
            site=target.site,
            url=target.url,
            mark=mark,
            what=f"{name}缺少必填的页面标签：{'、'.join(missing)}",
            around=where,
            severity=Severity.NOTICE,
        )
