"""The transport under httpx: a connection for each request, to an address that was checked before."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable

import h11
import httpx

from fjgov_tui.net.connection import HttpConnection
from fjgov_tui.net.trust import HTTP1, HTTP2, INCOMPLETE, refuses_http1, tls_words
from fjgov_tui.net.wire import Connection, Exchange, WireError


class HandshakeError(httpx.ConnectError):
    """TLS could not be agreed; the message is Chinese."""

    incomplete = False
    """Whether an issuer is missing between the certificate and the authorities that are trusted."""
    refuses_http1 = False
    """Whether the server speaks other protocols than the one that was offered."""


class _Body(httpx.AsyncByteStream):
    """The body as it comes."""

    def __init__(self, wire: Connection, request: httpx.Request) -> None:
        self._wire, self._request = wire, request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while piece := await self._wire.piece():
                yield piece
        except (OSError, WireError, h11.RemoteProtocolError) as error:
            raise _as_httpx(error, self._request) from error

    async def aclose(self) -> None:
        self._wire.abort()


def _as_httpx(error: Exception, request: httpx.Request) -> httpx.TransportError:
    if isinstance(error, OSError):
        return httpx.ReadError(str(error), request=request)
    return httpx.RemoteProtocolError(str(error), request=request)


def _connection(leg: Exchange, request: httpx.Request, loop: asyncio.AbstractEventLoop) -> Connection:
    """What speaks the protocol that this leg asks for.

    Raises:
        httpx.LocalProtocolError: the address cannot be asked for.
    """
    if leg.http2:
        # Here, because few servers want it, and reading it costs a start.
        from fjgov_tui.net.http2 import Http2Connection, request_of

        target = request.url.raw_path.decode("ascii")
        return Http2Connection(
            leg,
            request_of(request.method, request.url.netloc.decode("ascii"), target, request.headers.multi_items()),
            loop,
        )
    try:
        asked = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error), request=request) from error
    return HttpConnection(leg, asked, loop)


class Transport(httpx.AsyncBaseTransport):
    """Holds no connection and no state, so that one serves every client.

    Each request carries its `Exchange` in `extensions["leg"]`: the address to connect to, the limit of the body, and
    the record of what happened, in which the Location header stands too. GET only: no body is sent.
    """

    def __init__(self, context: Callable[[str], ssl.SSLContext]) -> None:
        """Prepare.

        Args:
            context: gives what verifies TLS, by the protocol that is spoken over it.
        """
        self._context = context

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and wait for status and headers.

        Raises:
            httpx.ConnectError: no connection.
            HandshakeError: no TLS.
            httpx.ReadError: the connection broke.
            httpx.RemoteProtocolError: what came is no HTTP.
            httpx.LocalProtocolError: the address cannot be asked for.
        """
        leg = request.extensions["leg"]
        if not isinstance(leg, Exchange):
            raise TypeError("extensions['leg']")
        loop = asyncio.get_running_loop()
        wire = _connection(leg, request, loop)
        whole = False
        try:
            await self._connect(wire, leg, request.url, loop)
            head = await wire.head()
            whole = True
        except (OSError, WireError, h11.RemoteProtocolError) as error:
            raise _as_httpx(error, request) from error
        finally:
            if not whole:
                wire.abort()
        # A Location is kept from httpx, which would parse it even where it follows none, and fail on hostile ones.
        leg.location = next((value for name, value in head.headers if name == b"location"), None)
        headers = [header for header in head.headers if header[0] != b"location"]
        return httpx.Response(head.status, headers=headers, stream=_Body(wire, request))

    async def _connect(self, wire: Connection, leg: Exchange, url: httpx.URL, loop: asyncio.AbstractEventLoop) -> None:
        secure = url.scheme == "https"
        family = socket.AF_INET6 if ":" in leg.address else socket.AF_INET
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        handed = False
        try:
            sock.setblocking(False)
            leg.mark = loop.time()
            await loop.sock_connect(sock, (leg.address, url.port or (443 if secure else 80)))
            leg.connect = leg.enter("tls" if secure else "first", loop.time())
            context = (leg.context or self._context(HTTP2 if leg.http2 else HTTP1)) if secure else None
            name = url.raw_host.decode("ascii").rstrip(".") if secure else None
            handed = True
            await loop.create_connection(lambda: wire, sock=sock, ssl=context, server_hostname=name)
        except OSError as error:
            if handed and secure and leg.stage == "tls":
                refused = HandshakeError(tls_words(error))
                refused.incomplete = isinstance(error, ssl.SSLCertVerificationError) and error.verify_code in INCOMPLETE
                refused.refuses_http1 = refuses_http1(error)
                raise refused from error
            raise httpx.ConnectError(str(error)) from error
        except ValueError as error:
            raise HandshakeError("主机名不能用于 TLS") from error
        finally:
            if not handed:
                sock.close()


class _NoCookies(httpx.Cookies):
    """Takes none: reading them costs a tenth of a visit, and a visit carries its own over its redirects."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leaves them where they are; a visit carries its own over its redirects."""


_NONE = _NoCookies()


class ForgetfulClient(httpx.AsyncClient):
    """A client that keeps nothing of one request for the next, so that one serves all visits."""

    @property
    def cookies(self) -> httpx.Cookies:
        """An empty jar: no visit sends what another site or an earlier visit has set."""
        return _NONE

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        """What httpx sets at its start is dropped."""
