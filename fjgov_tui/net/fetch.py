"""One fetch: from the first address over its redirects to the page, under one deadline."""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Iterable
from dataclasses import field, replace
from importlib.util import find_spec

import httpx

from fjgov_tui.dataclass import dataclass
from fjgov_tui.net.addresses import PLACES, Place, place_of
from fjgov_tui.net.chains import Chains
from fjgov_tui.net.inflate import BadEncoding, Inflater, UnaskedEncoding
from fjgov_tui.net.resolver import Resolver, ResolverBusy, own_trouble
from fjgov_tui.net.transport import HandshakeError
from fjgov_tui.net.trust import HTTP1, HTTP2
from fjgov_tui.net.urls import Failed, next_url, shown
from fjgov_tui.net.verdict import judge
from fjgov_tui.net.wire import STAGES, Exchange, WireError
from fjgov_tui.observed.pages import EVIDENCE, MAX_BODY, MAX_REDIRECTS, FetchedPage, Remark
from fjgov_tui.observed.visits import Outcome, Phases
from fjgov_tui.text import clean

_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_TOO_OLD = frozenset({426, 505})
"""Statuses by which a server asks for a newer protocol."""
_REFUSED: dict[int, str] = {
    errno.ECONNREFUSED: "被拒绝",
    errno.ECONNRESET: "被重置",
    errno.EHOSTUNREACH: "不通，没有路由",
    errno.ENETUNREACH: "不通，没有路由",
    errno.ETIMEDOUT: "没有应答",
}

BUSY = "本机的域名解析繁忙，没有测成"
EXHAUSTED = "本机的文件、端口或内存用尽，没有测成"


def milliseconds(seconds: float) -> int:
    """Seconds as whole milliseconds."""
    return round(seconds * 1000)


def _sum(parts: Iterable[float | None]) -> int | None:
    """A phase over all legs; `None` where no leg reached it."""
    reached = [part for part in parts if part is not None]
    return milliseconds(sum(reached)) if reached else None


@dataclass
class FetchRun:
    """A fetch under way, and what is known of it so far."""

    asked: str
    url: httpx.URL
    """The address that is being asked now."""
    client: httpx.AsyncClient
    headers: httpx.Headers
    """What is sent."""
    resolver: Resolver
    deadline: float
    max_body: int
    home: Place
    """The kind of place that the target itself is at: redirects may lead there, or to public addresses."""
    address: str
    """The numeric address of it."""
    at: int
    """Unix seconds."""
    first_dns: float
    """Seconds that the first name took, before the connection's clock began."""
    begun: float = field(default_factory=time.monotonic)
    dns: float = 0.0
    """Seconds that the names of redirects took."""
    resolving: str = ""
    """The host whose address is being asked for."""
    legs: list[Exchange] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    chains: Chains | None = None
    """Completes the chain of a server that sends no intermediate certificate."""
    remarks: set[Remark] = field(default_factory=set)
    cookies: httpx.Cookies | None = None
    """What the redirects have set: firewalls and log-ins lead in a circle without."""
    answered: dict[str, str] = field(default_factory=dict)
    """The answer's headers."""
    status: int | None = None
    inflater: Inflater | None = None
    protocol: str = HTTP1
    """What is spoken with the present server."""
    refused: FetchedPage | None = None
    """How the server refused HTTP/1.1; what counts where it does not answer in HTTP/2 either."""

    async def go(self) -> FetchedPage:
        """Fetch.

        Returns:
            The page, or the failure.
        """
        page = await self._bounded()
        last = self.legs[-1]
        if self.refused is not None and last.http2 and not last.agreed:
            return replace(self.refused, total=page.total)
        return page

    async def _bounded(self) -> FetchedPage:
        try:
            async with asyncio.timeout(max(self.deadline - self.first_dns, 0.05)):
                return await self._follow()
        except Failed as failed:
            return self.page(failed.outcome, failed.why)
        except TimeoutError:
            return self.page(Outcome.TIMEOUT, self._late())
        except httpx.HTTPError as error:
            return self.page(*self._broken(error))

    async def _follow(self) -> FetchedPage:
        while True:
            leg = Exchange(self.address, self.max_body, http2=self.protocol == HTTP2)
            self.legs.append(leg)
            try:
                response = await self.client.send(self._request(leg), stream=True)
            except httpx.TransportError as error:
                again = isinstance(error, HandshakeError) and await self._complete(error, leg)
                if again or self._newer(leg, error):
                    continue
                if isinstance(error, HandshakeError) and not error.refuses_http1:
                    # A certificate that does not hold is worse than an old protocol.
                    self.refused = None
                raise
            try:
                self.status = response.status_code
                if response.status_code not in _REDIRECTING:
                    page = await self._read(response, leg)
                    if response.status_code in _TOO_OLD and self._newer(leg, page):
                        continue
                    return page
            finally:
                await response.aclose()
            self.cookies = self.cookies or httpx.Cookies()
            self.cookies.extract_cookies(response)
            following = next_url(self.url, response.status_code, leg.location)
            self.chain.append(str(self.url))
            if len(self.chain) > MAX_REDIRECTS:
                raise Failed(Outcome.REDIRECT, f"跳转超过 {MAX_REDIRECTS} 次，最后指向 {shown(str(following))}")
            await self._admit(following)

    async def _complete(self, error: HandshakeError, leg: Exchange) -> bool:
        """Whether the handshake is worth another try, with certificates that the server should have sent."""
        if self.chains is None or not error.incomplete:
            return False
        host, port = self._server()
        if leg.context is not None:
            self.chains.forget(host, port, self.protocol)
            return False
        return await self.chains.complete(host, port, self.address, self.protocol) is not None

    def _newer(self, leg: Exchange, refusal: httpx.TransportError | FetchedPage) -> bool:
        """Whether a server that would not speak HTTP/1.1 is worth asking once more in HTTP/2, as browsers do.

        It says so while TLS is agreed, or by its status; or it answers in another language, or not at all.
        """
        if leg.http2 or self.url.scheme != "https":
            return False
        if isinstance(refusal, HandshakeError):
            wanted = refusal.refuses_http1
        elif isinstance(refusal, FetchedPage):
            wanted = True
        else:
            wanted = leg.tls is not None and leg.status is None and not bytes(leg.seen).startswith(b"HTTP/")
        if not wanted or find_spec("h2") is None:
            return False
        self.refused = refusal if isinstance(refusal, FetchedPage) else self.page(*self._broken(refusal))
        self.protocol, self.status, self.inflater = HTTP2, None, None
        self.answered.clear()
        return True

    def _server(self) -> tuple[str, int]:
        return self.url.raw_host.decode("ascii").strip("[]").rstrip("."), self.url.port or 443

    def _request(self, leg: Exchange) -> httpx.Request:
        if self.chains is not None and self.url.scheme == "https":
            leg.context = self.chains.known(*self._server(), self.protocol)
            self.remarks |= {"chain"} if leg.context is not None else set()
        return httpx.Request("GET", self.url, headers=self.headers, cookies=self.cookies, extensions={"leg": leg})

    async def _admit(self, url: httpx.URL) -> None:
        """Resolve a redirect's host and refuse addresses where a public page has no business."""
        host = url.raw_host.decode("ascii").strip("[]")
        self.resolving = shown(host)
        # A little less than is left, so that it is told whether the name or our own resolver was slow.
        left = self.deadline - self.first_dns - (time.monotonic() - self.begun)
        try:
            answer = await self.resolver.resolve(host, patience=max(left * 0.95, 0.01))
        except ResolverBusy:
            raise Failed(Outcome.ABORTED, BUSY) from None
        self.resolving, self.dns = "", self.dns + answer.took
        if answer.own:
            raise Failed(Outcome.ABORTED, EXHAUSTED)
        if not answer.addresses:
            raise Failed(Outcome.DNS, f"跳转到的域名 {shown(host)} 无法解析：{answer.why}")
        place = place_of(answer.addresses[0])
        if place not in {"public", self.home} or place == "reserved":
            raise Failed(
                Outcome.FORBIDDEN,
                f"跳转到{PLACES[place]}地址 {answer.addresses[0]}：{shown(str(url))}",
            )
        server = self._server()
        self.url, self.address = url, answer.addresses[0]
        self.protocol = self.protocol if self._server() == server else HTTP1

    async def _read(self, response: httpx.Response, leg: Exchange) -> FetchedPage:
        for name, value in response.headers.raw:
            self.answered.setdefault(name.decode("ascii").lower(), clean(value.decode("utf-8", "replace")))
        try:
            self.inflater = Inflater(self.answered.get("content-encoding", ""), self.max_body)
            async for piece in response.aiter_raw():
                self.inflater.feed(piece)
                if self.inflater.full:
                    break
        except UnaskedEncoding as error:
            self.remarks |= {"encoding"} if response.is_success else set()
            raise Failed(Outcome.PROTOCOL, str(error)) from error
        except BadEncoding as error:
            raise Failed(Outcome.PROTOCOL, str(error)) from error
        if self.inflater.bomb and self.max_body >= MAX_BODY:
            raise Failed(
                Outcome.TOO_LARGE, f"压缩的正文只有 {self.inflater.taken} 字节，解开后超过 {self.max_body} 字节"
            )
        if leg.body is None:
            leg.body = asyncio.get_running_loop().time() - leg.mark
        body = bytes(self.inflater.body)
        return self.page(*judge(response.status_code, self.answered, body), body=body)

    def _late(self) -> str:
        leg = self.legs[-1]
        came = f"，已收到 {leg.came} 字节" if leg.came else ""
        hops = f"，此前已跳转 {len(self.chain)} 次" if self.chain else ""
        where = f"解析跳转到的域名 {self.resolving}" if self.resolving else STAGES[leg.stage]
        return f"{self.deadline:g} 秒内没有打开：停在{where}{came}{hops}"

    def _broken(self, error: httpx.HTTPError) -> tuple[Outcome, str]:
        """An exception of the transport as an outcome and a sentence."""
        leg = self.legs[-1]
        if isinstance(error, HandshakeError):
            return Outcome.TLS, str(error)
        cause = error.__cause__
        if own_trouble(cause):
            return Outcome.ABORTED, EXHAUSTED
        if isinstance(error, httpx.ConnectError):
            number = cause.errno if isinstance(cause, OSError) else None
            why = _REFUSED.get(number or 0, f"失败（{errno.errorcode.get(number or 0, '没有说明')}）")
            return Outcome.CONNECT, f"连接 {leg.address} {why}"
        if isinstance(error, httpx.ReadError):
            return Outcome.PROTOCOL, f"{STAGES[leg.stage]}时连接被对方重置，已收到 {leg.came} 字节"
        if isinstance(cause, WireError):
            return Outcome.PROTOCOL, str(cause)
        return Outcome.PROTOCOL, f"应答不是合格的 HTTP：{clean(str(error))[:120]}"

    def page(self, outcome: Outcome, why: str = "", body: bytes | None = None) -> FetchedPage:
        """What is known now, as the result."""
        leg = self.legs[-1]
        self.remarks |= {"http2"} if leg.agreed else set()
        if body is None:
            body = bytes(self.inflater.body) if self.inflater is not None else b""
        return FetchedPage(
            asked=self.asked,
            url=str(self.url),
            outcome=outcome,
            why=why,
            status=self.status,
            headers=dict(self.answered),
            body=body,
            cut=leg.cut or (self.inflater is not None and self.inflater.full),
            chain=tuple(self.chain),
            address=self.address,
            at=self.at,
            total=milliseconds(self.first_dns + time.monotonic() - self.begun),
            phases=self._phases(),
            remarks=tuple(sorted(self.remarks)),
            raw=self._evidence(leg, body) if outcome is not Outcome.OPEN else b"",
        )

    def _phases(self) -> Phases:
        return Phases(
            dns=milliseconds(self.first_dns + self.dns),
            connect=_sum(leg.connect for leg in self.legs),
            tls=_sum(leg.tls for leg in self.legs),
            first=_sum(leg.first for leg in self.legs),
            body=_sum(leg.body for leg in self.legs),
        )

    def _evidence(self, leg: Exchange, body: bytes) -> bytes:
        """The first bytes of the answer, its body as it reads when decompressed."""
        head, gap, _ = bytes(leg.seen).partition(b"\r\n\r\n")
        if not gap or not body:
            return bytes(leg.seen[:EVIDENCE])
        return (head + gap + body[:EVIDENCE])[:EVIDENCE]
