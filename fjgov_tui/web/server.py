"""One server on loopback for one browser: it ends with the browser, when nobody does anything, or when it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.resources import data_text
from fjgov_tui.web.access import LOOPBACK, Access
from fjgov_tui.web.child import COLUMNS, LINES, Child, bounded
from fjgov_tui.web.page import FONT_SIZE, SCRIPT, STYLE, headers, page, refused, terminal_files

MOST_BYTES = 1024 * 1024
"""Of one message from the browser: a paste."""
HEARTBEAT_SECONDS = 15.0
"""A browser that answers no longer is noticed after this."""
CLOSE_SECONDS = 2.0
"""How long a browser may take to say goodbye."""
GLANCE_SECONDS = 0.3
"""After this a window whose line is still open is one that is in use."""
_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class ServeOptions:
    """How it is served."""

    db: Path
    port: int = 0
    """0: one that is free."""
    readonly: bool = False
    """Nothing can be changed; it may stand untouched for as long as the browser does."""
    idle: float = 30 * 60
    """Seconds without a key or a click after which it ends."""
    first: float = 10 * 60
    """Seconds in which the browser has to come."""
    away: float = 60
    """Seconds that a browser which has gone may take to come back, as after a reload."""
    handing_over: float = 5
    """Seconds that a window waits until the program that drew for the one before has left."""
    font_size: int = FONT_SIZE
    say: Callable[[str], None] = lambda line: None
    """Told the address to open, and what the program said when it could not begin."""


async def serve(order: ServeOptions, stop: asyncio.Event | None = None) -> None:
    """Serve until it ends.

    Args:
        order: how.
        stop: ends it when it is set.

    Raises:
        InputProblem: the port cannot be had.
        MissingExtra: the terminal for browsers is not installed.
    """
    server = _Server(order, stop or asyncio.Event())
    runner = web.AppRunner(server.application(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOOPBACK, order.port)
        try:
            await site.start()
        except OSError as error:
            raise InputProblem(
                f"用不了端口 {order.port}（{system_reason(error)}）", remedy="请换一个 --port，或不写，用空闲的"
            ) from error
        server.opened(runner.addresses[0][1])
        await server.until_over()
    finally:
        await server.close()
        await runner.cleanup()


class _Server:
    """What is known of the browser, and of the program that draws for it."""

    def __init__(self, order: ServeOptions, stop: asyncio.Event) -> None:
        self._order, self._stop = order, stop
        self._files = terminal_files()
        self._access = Access(0)
        self._free = asyncio.Event()
        self._free.set()
        self._line: web.WebSocketResponse | None = None
        self._until = asyncio.get_running_loop().time() + order.first
        """When it is over, unless something happens before."""

    def application(self) -> web.Application:
        """The addresses that there are."""
        app = web.Application(middlewares=[self._guard()], client_max_size=1024)
        app.router.add_get("/", self._page)
        app.router.add_get("/ws", self._socket)
        app.router.add_get("/page.css", self._style)
        app.router.add_get("/page.js", self._script)
        app.router.add_get("/icon.svg", self._icon)
        for address in self._files:
            app.router.add_get(address, self._file)
        return app

    def opened(self, port: int) -> None:
        """It listens there: say where to look."""
        self._access = Access(port)
        self._order.say(self._access.address)

    async def until_over(self) -> None:
        """Wait until it is told to end, or its time is up."""
        clock = asyncio.get_running_loop().time
        while not self._stop.is_set() and clock() < self._until:
            try:
                await asyncio.wait_for(self._stop.wait(), min(_LOOK_SECONDS, max(0.01, self._until - clock())))
            except TimeoutError:
                continue

    async def close(self) -> None:
        """Send the browser away, and wait for the program to have left."""
        if self._line is not None:
            await self._line.close(code=WSCloseCode.GOING_AWAY)
        await self._free.wait()

    def _allow(self, seconds: float) -> None:
        self._until = asyncio.get_running_loop().time() + seconds

    def _touched(self) -> None:
        """Somebody is there; a wallboard needs nobody."""
        self._allow(float("inf") if self._order.readonly else self._order.idle)

    @property
    def _socket_address(self) -> str:
        return f"ws://{self._access.host}/ws"

    def _guard(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        """Before everything else: where the request goes and comes from; behind everything: what answers carry."""

        @web.middleware
        async def guard(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            why = self._access.refusal(request.headers, socket=request.path == "/ws")
            try:
                answer = self._refused(why) if why else await handler(request)
            except web.HTTPException as problem:
                answer = self._refused("没有这个地址", problem.status)
            if not answer.prepared:
                answer.headers.update(headers(self._socket_address))
            return answer

        return guard

    def _refused(self, why: str, status: int = 403) -> web.Response:
        return web.Response(text=refused(why), status=status, content_type="text/html")

    def _is_known(self, request: web.Request) -> bool:
        return self._access.knows(request.cookies.get(self._access.cookie_name, ""))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        token = request.query.get("token")
        if token is not None:
            cookie = self._access.exchange(token)
            if not cookie:
                return self._refused("这个地址已经用过，或者不对。请重新运行 fjgov serve。")
            answer = web.Response(status=303, headers={"Location": "/"})
            answer.set_cookie(self._access.cookie_name, cookie, httponly=True, samesite="Strict", path="/")
            return answer
        if not self._is_known(request):
            return self._refused("请用 fjgov serve 显示的地址打开；那个地址只能用一次。")
        readonly = "（只读）" if self._order.readonly else ""
        text = page(f"fjgov {self._order.db.name}{readonly}", self._socket_address, self._order.font_size)
        return web.Response(text=text, content_type="text/html")

    async def _style(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=STYLE, content_type="text/css")

    async def _script(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=SCRIPT, content_type="text/javascript")

    async def _icon(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=data_text("icon.svg"), content_type="image/svg+xml")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if not self._is_known(request):
            return self._refused("请用 fjgov serve 显示的地址打开。")
        path, kind = self._files[request.path]
        return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not self._is_known(request):
            return self._refused("请用 fjgov serve 显示的地址打开。")
        if not await self._is_free():
            return self._refused("看板已经在另一个窗口打开；先关上那一个。", 409)
        self._free.clear()
        try:
            return await self._session(request)
        finally:
            self._line = None
            self._free.set()

    async def _is_free(self) -> bool:
        """Whether nobody else has it open; a page that is loaded anew comes before the one that goes was seen off."""
        for seconds in (GLANCE_SECONDS, self._order.handing_over):
            try:
                await asyncio.wait_for(self._free.wait(), seconds)
            except TimeoutError:
                if self._line is None or self._line.closed:
                    continue
                return False
            return True
        return False

    async def _session(self, request: web.Request) -> web.StreamResponse:
        line = web.WebSocketResponse(timeout=CLOSE_SECONDS, heartbeat=HEARTBEAT_SECONDS, max_msg_size=MOST_BYTES)
        await line.prepare(request)
        self._line = line
        self._touched()
        size = (_cells(request, "width", COLUMNS), _cells(request, "height", LINES))
        child = await Child.start(self._order.db, size, readonly=self._order.readonly)
        over = asyncio.Event()
        drawing = asyncio.create_task(_draw(child, line, over), name="draw")
        try:
            async for message in line:
                if message.type == WSMsgType.TEXT:
                    await self._take(child, line, message.data)
        finally:
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)
            await child.end()
        if over.is_set():
            self._left(child)
        else:
            self._allow(self._order.away)
        return line

    def _left(self, child: Child) -> None:
        """The program ended by itself: who has left it does not come back."""
        for words in child.last_words:
            self._order.say(words)
        self._stop.set()

    async def _take(self, child: Child, line: web.WebSocketResponse, text: str) -> None:
        """One message from the browser; what is none of its kinds is passed over."""
        try:
            kind, *rest = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            return
        content = rest[0] if rest else None
        if kind == "stdin" and isinstance(content, str):
            self._touched()
            await child.type(content)
        elif kind == "resize" and isinstance(content, dict):
            width, height = (content.get("width"), content.get("height"))
            await child.tell("resize", width=bounded(width, COLUMNS), height=bounded(height, LINES))
        elif kind in {"focus", "blur"}:
            await child.tell(kind)
        elif kind == "ping" and isinstance(content, str):
            await line.send_json(["pong", content[:100]])


def _cells(request: web.Request, name: str, limits: tuple[int, int]) -> int:
    text = request.query.get(name, "")
    return bounded(int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None, limits)


async def _draw(child: Child, line: web.WebSocketResponse, over: asyncio.Event) -> None:
    """Hand on what the program draws; when it ends by itself, say so and close the line."""
    async for content in child.drawn():
        await line.send_bytes(content)
    over.set()
    await line.close()
