"""Names to addresses, in threads of our own: one thread a dead name, and no thread that outlives the process's end."""

from __future__ import annotations

import asyncio
import errno
import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import field, replace

from fjgov_tui.dataclass import dataclass
from fjgov_tui.net.addresses import is_address

KEEP = 60.0
"""Seconds for which an answer is used again, a negative one too."""
THREADS = 64
"""A resolver that does not answer blocks its thread for 10 to 30 seconds: 6 threads, as asyncio has on two cores,
let 20 dead names fail 97 of 200 healthy sites."""
_ROOM = 4096
"""Names that are remembered."""

Lookup = Callable[[str], Sequence[str]]
"""Blocks until a name's addresses are known, IPv4 first; raises `OSError`."""


def system_lookup(host: str) -> list[str]:
    """Ask the operating system.

    Raises:
        OSError: there is no answer, or no such name.
    """
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    # IPv4 first, and otherwise as the system has them.
    ordered = sorted(answers, key=lambda answer: answer[0] != socket.AF_INET)
    return list(dict.fromkeys(str(answer[4][0]) for answer in ordered))


class ResolverBusy(Exception):
    """No thread became free in time: our own trouble, nobody else's."""


@dataclass(frozen=True)
class Resolution:
    """What is known of a name."""

    addresses: tuple[str, ...]
    why: str = ""
    """Without addresses: the reason, in Chinese."""
    took: float = 0.0
    """Seconds that this asker waited for it, from the moment at which its thread began."""
    own: bool = False
    """Whether it was this machine that could not ask."""


@dataclass
class _Flight:
    """A question under way, shared by all who ask it."""

    begun: asyncio.Future[float]
    done: asyncio.Future[Resolution]
    since: float = field(default_factory=time.monotonic)


class _Threads:
    """Daemon threads: one that hangs in the system's resolver must not keep a stopped monitor alive."""

    def __init__(self, size: int) -> None:
        self._size, self._started, self._idle = size, 0, 0
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def submit(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)
        with self._lock:
            if self._idle >= self._jobs.qsize() or self._started >= self._size:
                return
            self._started += 1
        threading.Thread(target=self._work, name="fjgov-resolver", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            job = self._jobs.get()
            with self._lock:
                self._idle -= 1
            if job is None:
                return
            job()

    def close(self) -> None:
        for _ in range(self._started):
            self._jobs.put(None)


_OWN = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.EPERM})
"""What the operating system says when this machine has no more files, ports or memory, or forbids us to ask."""


def own_trouble(error: BaseException | None) -> bool:
    """Whether a failure is this machine's, and so nobody else's fault."""
    if isinstance(error, socket.gaierror):
        return error.errno == socket.EAI_MEMORY
    return isinstance(error, OSError) and error.errno in _OWN


def _reason(error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return "解析服务器没有应答"
        if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5)}:
            return "没有这个域名，或它没有地址"
    return "不能解析"


class Resolver:
    """Asks in threads, shares questions under way, and remembers answers for a minute."""

    def __init__(self, lookup: Lookup = system_lookup, *, threads: int = THREADS, keep: float = KEEP) -> None:
        """Prepare; threads begin when they are needed.

        Args:
            lookup: what answers, in a thread.
            threads: how many questions may be open at once.
            keep: seconds for which an answer is used again.
        """
        self._lookup, self._keep = lookup, keep
        self._threads = _Threads(threads)
        self._flights: dict[str, _Flight] = {}
        self._known: dict[str, tuple[float, Resolution]] = {}

    def close(self) -> None:
        """Let the threads go; those that hang in a question end with the process."""
        self._threads.close()

    async def resolve(self, host: str, *, patience: float, fresh: bool = False) -> Resolution:
        """A name's addresses; a name that has none is an answer, no error.

        Args:
            host: a name in ASCII, or an address.
            patience: seconds to wait for a thread, and again for the answer.
            fresh: ask, whatever is remembered.

        Raises:
            ResolverBusy: no thread became free in time.
        """
        if is_address(host):
            return Resolution((host,))
        at, known = self._known.get(host, (0.0, Resolution(())))
        if at and not fresh and time.monotonic() - at < self._keep:
            return known
        flight = self._flights.get(host) or self._start(host)
        asked = time.monotonic()
        try:
            async with asyncio.timeout(patience):
                begun = await asyncio.shield(flight.begun)
        except TimeoutError:
            raise ResolverBusy(host) from None
        since = max(asked, begun)
        try:
            async with asyncio.timeout(since + patience - time.monotonic()):
                answer = await asyncio.shield(flight.done)
        except TimeoutError:
            answer = Resolution((), why=f"{patience:g} 秒内没有解析结果")
            self._remember(host, answer)
        return replace(answer, took=time.monotonic() - since)

    def _remember(self, host: str, answer: Resolution) -> None:
        if len(self._known) >= _ROOM:
            self._known.clear()
        self._known[host] = (time.monotonic(), answer)

    def _start(self, host: str) -> _Flight:
        loop = asyncio.get_running_loop()
        flight = self._flights[host] = _Flight(loop.create_future(), loop.create_future())

        def landed(answer: Resolution) -> None:
            if self._flights.get(host) is flight:
                del self._flights[host]
            if not answer.own:
                self._remember(host, answer)
            flight.done.set_result(answer)

        def ask() -> None:
            try:
                loop.call_soon_threadsafe(flight.begun.set_result, time.monotonic())
                loop.call_soon_threadsafe(landed, self._answer(host))
            except RuntimeError:
                # The loop is closed: nobody is left who would want to know.
                return

        self._threads.submit(ask)
        return flight

    def _answer(self, host: str) -> Resolution:
        try:
            addresses = tuple(self._lookup(host))
        except (OSError, UnicodeError) as error:
            return Resolution((), why=_reason(error), own=own_trouble(error))
        return Resolution(addresses) if addresses else Resolution((), why="没有这个域名，或它没有地址")
