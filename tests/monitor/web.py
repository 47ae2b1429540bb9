"""A web server in a thread: every path is a page that opens; some answer badly, or not until they are let go."""

import asyncio
import threading
from collections import Counter
from types import TracebackType

PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>县水利局</title></head><body><h1>县水利局</h1>"
    + "<p>防汛抗旱工作动态，今日各乡镇水库水位正常，请群众放心。</p>" * 20
    + "</body></html>"
).encode()


class Web:
    """Answers on one loopback port until it is left."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        """Requests by path."""
        self.held: set[str] = set()
        """Paths that get no answer."""
        self.failing: set[str] = set()
        """Paths that answer 500."""
        self._some = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._released = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="test-web", daemon=True)

    def __enter__(self) -> "Web":
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "0.0.0.0", 0), self._loop
        ).result(10)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    def url(self, path: str, host: int = 1) -> str:
        """The address of a page; hosts are told apart by their last number, and are visited one page at a time."""
        return f"http://127.0.0.{host}:{self.port}/{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode().strip("/")
            with self._some:
                self.asked[path] += 1
                self._some.notify_all()
            while path in self.held:
                await self._released.wait()
            status = "500 Oops" if path in self.failing else "200 OK"
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(PAGE)}\r\n".encode())
            writer.write(b"Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n" + PAGE)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the visitor has gone
        finally:
            writer.close()

    def let_go(self, path: str) -> None:
        """Answer a path that was held."""
        self.held.discard(path)
        self._loop.call_soon_threadsafe(self._released.set)

    def await_asked(self, path: str, times: int = 1, seconds: float = 60) -> None:
        """Wait until a path has been asked for so many times."""
        with self._some:
            assert self._some.wait_for(lambda: self.asked[path] >= times, seconds), self.asked
