"""A small web server on the loopback interface that plays the demo county's sites; it runs in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo import pages
from fjgov_tui.demo.draft import HOME
from fjgov_tui.demo.web import Web

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
"""The portal's platform; where sites with a domain of their own stand; where links of intruders lead."""
_DRIP = 0.5
"""Seconds between two bytes of a page that drips."""
_WAIT = 5.0
"""Seconds for a client to say what it wants."""


@dataclass(frozen=True)
class DemoReply:
    """What the server says."""

    status: int
    body: str
    drips: bool = False


def answer(web: Web, path: str, agent: str) -> DemoReply:
    """The answer to a GET.

    Args:
        web: what is played.
        path: the path that is asked for.
        agent: the User-Agent.
    """
    if path in web.sites:
        site = web.sites[path]
        kinds = {fault.kind for fault in site.faults}
        if "status" in kinds:
            return DemoReply(500, "<html><body><h1>500 Internal Server Error</h1></body></html>")
        return DemoReply(200, pages.home(site, agent), drips="drip" in kinds)
    if path in web.columns:
        return DemoReply(200, pages.listing(*web.columns[path]))
    article = web.article(path)
    if article is not None:
        return DemoReply(200, pages.article(*article))
    if path.endswith("/zhaocuo.html"):
        return DemoReply(200, pages.plain("我为政府网站找错"))
    return DemoReply(404, "<html><body><h1>404 没有这个网页</h1></body></html>")


class DemoServer:
    """Serves the demo county on loopback until it is closed; the sockets exist before the county is drawn."""

    def __init__(self) -> None:
        """Take a free port on the loopback addresses that the system has."""
        self._sockets = _sockets()
        self.port = int(self._sockets[0].getsockname()[1])
        names = [str(listening.getsockname()[0]) for listening in self._sockets]
        self._names = [*names, *["localhost"] * (len(HOSTS) - len(names))]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._done = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._web: Web | None = None

    def moved(self, url: str) -> str:
        """Where a site of the demo county stands while the server runs."""
        if url.startswith(HOME):
            return f"http://{self._names[0]}:{self.port}/{url.removeprefix(HOME)}"
        place = urlsplit(url)
        return f"http://{self._names[1]}:{self.port}/{place.hostname}{place.path}"

    @property
    def foreign(self) -> str:
        """A host that is none of the county's."""
        return f"http://{self._names[2]}:{self.port}/"

    def start(self, web: Web) -> None:
        """Serve, in a thread of its own; returns when the first visitor may come."""
        self._web = web
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(web, ready), name="fjgov-demo-web", daemon=True)
        self._thread.start()
        ready.wait()

    def mend(self, names: Collection[str]) -> None:
        """Show the home pages of these sites as they should be from now on.

        Args:
            names: the sites' names; those that are not played are left out.
        """
        sites = self._web.sites if self._web is not None else {}
        for path, site in list(sites.items()):
            if site.name in names and site.faults:
                sites[path] = replace(site, faults=())

    def close(self) -> None:
        """Stop serving; pages under way are given up."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._done.set)
            self._thread.join()
        for listening in self._sockets:
            listening.close()

    def __enter__(self) -> DemoServer:
        """The server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving; pages under way are given up."""
        self.close()

    def _run(self, web: Web, ready: threading.Event) -> None:
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            runner.run(self._serve(web, ready))

    async def _serve(self, web: Web, ready: threading.Event) -> None:
        async def visited(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                async with asyncio.timeout(_WAIT):
                    head = await reader.readuntil(b"\r\n\r\n")
                await _say(writer, answer(web, *_asked(head)))
            except asyncio.CancelledError:
                if not self._done.is_set():
                    raise  # else the server is closing: a page that drips is given up without a word
            except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass  # a visitor that went away or said nothing sensible gets no answer
            finally:
                writer.close()

        servers = [await asyncio.start_server(visited, sock=listening) for listening in self._sockets]
        ready.set()
        await self._done.wait()
        for server in servers:
            server.close()


def _sockets() -> list[socket.socket]:
    """One port on every loopback address; systems other than Linux have only the first."""
    sockets = [socket.create_server((HOSTS[0], 0), backlog=512)]
    for host in HOSTS[1:]:
        try:
            sockets.append(socket.create_server((host, sockets[0].getsockname()[1]), backlog=64))
        except OSError:
            break
    return sockets


def _asked(head: bytes) -> tuple[str, str]:
    """The path and the User-Agent of a request."""
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    path = urlsplit(words[1]).path if len(words) > 1 else "/"
    agents = (line.partition(":")[2].strip() for line in lines if line.casefold().startswith("user-agent:"))
    return path, next(agents, "")


async def _say(writer: asyncio.StreamWriter, reply: DemoReply) -> None:
    body = reply.body.encode()
    reason = {200: "OK", 404: "Not Found", 500: "Internal Server Error"}[reply.status]
    writer.write(
        f"HTTP/1.1 {reply.status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    )
    if not reply.drips:
        writer.write(body)
        await writer.drain()
        return
    for place in range(len(body)):
        writer.write(body[place : place + 1])
        await writer.drain()
        await asyncio.sleep(_DRIP)
