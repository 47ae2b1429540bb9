"""Hands and eyes for the tests of the screens: keys go in, the text of the screen comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import date
from itertools import count
from pathlib import Path
from time import monotonic
from unittest.mock import patch
from weakref import WeakSet

from textual import events
from textual._context import active_app, visible_screen_stack
from textual._queue import Queue
from textual.app import App
from textual.css.query import NoMatches
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from fjgov_tui.clock import Clock
from fjgov_tui.screens.ledgers.screen import LedgersScreen
from fjgov_tui.shell.app import DashboardApp
from fjgov_tui.shell.internals import has_callbacks
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.shell.lookingback import Wanted
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.recordlist import RecordList
from tests.conftest import NOW

PATIENCE = 60.0
"""Seconds after which something that does not happen is a failure: a loaded machine takes ten for what takes one."""
GLANCE = 0.005
"""Seconds between two looks at what is waited for."""
SETTLING = 5.0
"""Seconds after which a key has had what effect it has at once: what comes later is waited for with `until`."""
QUIET = 6
"""Rounds of the event loop in which nothing is to be done, after which all is."""
AT_ONCE = 30
"""Rounds of the event loop without a rest between them: most keys are done by then."""

CHANGED: WeakSet[DashboardApp] = WeakSet()
"""Those whose screen is no more what it was when it was last looked at."""
BLIND = 8
"""After so many glances at what has not changed it is drawn all the same: whatever changes unannounced is seen, too."""


NOT_YET = (NoMatches, AssertionError, LookupError, AttributeError, StopIteration)
"""What a question runs into on a screen that is not in front yet, or has not made its parts or read its rows."""


class Driver:
    """One running dashboard."""

    def __init__(self, app: DashboardApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def wanted(self) -> Wanted | None:
        """Another day that is to be shown instead."""
        return self.app.looking.wanted

    @property
    def ledgers(self) -> LedgersScreen:
        """Screen 2, which must be in front."""
        assert isinstance(self.app.screen, LedgersScreen)
        return self.app.screen

    def lines(self) -> list[str]:
        """What stands on screen, line by line."""
        # As the compositor does before it draws: else a window looked at before its first drawing keeps a blank behind.
        visible_screen_stack.set(self.app._background_screens)
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the picker in front offers."""
        assert isinstance(self.app.screen, Picker)
        return self.app.screen._entries

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def paste(self, text: str) -> None:
        """As one bracketed paste."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, true: Callable[[], object], what: str = "") -> None:
        """Wait for it; the screen is shown when it does not come."""
        end = monotonic() + PATIENCE
        while not self._holds(true):
            await asyncio.sleep(GLANCE)
            if self.app.screen_stack:
                self.app.screen._on_timer_update()
            assert monotonic() < end, f"{what}\n{self.text}"

    def _holds(self, true: Callable[[], object]) -> bool:
        """Whether it is true by now; where the question cannot even be asked yet, it is not."""
        if self.app.screen_stack and not self.app.screen.is_mounted:
            return False
        try:
            return bool(true())
        except NOT_YET:
            return False

    async def see(self, *words: str) -> None:
        """Wait until all of the words stand on screen."""
        await self.look(lambda text: all(map(text.__contains__, words)), f"waiting for {words}")

    async def gone(self, word: str) -> None:
        await self.look(lambda text: word not in text, f"waiting for {word} to go")

    async def look(self, true: Callable[[str], bool], what: str) -> None:
        """Wait until it is true of the screen's text; what has not changed is not drawn for every glance."""
        glances = count()

        def holds() -> bool:
            if next(glances) % BLIND and self.app not in CHANGED:
                return False
            CHANGED.discard(self.app)
            return true(self.text)

        await self.until(holds, what)

    async def open(self, ledger: str) -> None:
        """Screen 2 with a ledger's whole list."""
        await self.press("2")
        await self.until(lambda: isinstance(self.app.screen, LedgersScreen) and self.app.screen.query(RecordList))
        self.ledgers.open_ledger(ledger)
        await self.until(lambda: self.ledgers.complete)
        await self.pilot.pause()

    async def leave_windows(self) -> None:
        """Esc until a main screen is in front."""
        while len(self.app.screen_stack) > 1:
            depth = len(self.app.screen_stack)
            await self.press("escape")
            await self._shallower(depth)

    async def _shallower(self, depth: int) -> None:
        await self.until(lambda: len(self.app.screen_stack) < depth)


async def settled(min_sleep: float = 0, max_sleep: float = SETTLING) -> None:
    """In the place of Textual's `wait_for_idle`: until all that a key has set off at once is done, however busy it is.

    An idle processor says nothing of a machine that has no time for the program, and a busy one nothing of the keys.

    Args:
        min_sleep: as Textual has it.
        max_sleep: the same.
    """
    app, end, quiet = active_app.get(), monotonic() + SETTLING, 0
    for turn in count():
        # A key goes through two tasks to the application's messages.
        quiet = quiet + 1 if app.screen_stack and not _at_work(app) else 0
        if quiet == QUIET or app._exception or monotonic() > end:
            return
        await asyncio.sleep(0 if turn < AT_ONCE else GLANCE)
        if app.screen_stack:
            app.screen._on_timer_update()


def _at_work(app: App[object]) -> bool:
    """Whether a key still acts, a message waits, or somebody works on one."""
    if isinstance(app, OrderedApp) and (app._key is not None or app._typed):
        return True
    screen = app.screen
    if screen._layout_required or has_callbacks(screen):
        return True
    return any(_is_busy(node) for node in (app, *screen.walk_children(with_self=True)))


def _is_busy(node: MessagePump) -> bool:
    """Whether it has something to do: all that have not wait for a message."""
    queue: Queue[Message | None] = node._message_queue
    idle = queue.empty() and len(queue.ready_event._waiters) > 0 and not node._next_callbacks
    return not (idle or node._closed or node._closing)


def _unseen(screen: Screen[object]) -> None:
    """In the place of drawing: without a terminal nobody sees it, and it is half of what a test of a screen costs.

    Whoever looks (`Driver.lines`) has the screen drawn for that look, as it then stands.
    """
    regions = screen._compositor._dirty_regions
    if screen is not screen.app.screen and screen in screen.app._background_screens and regions:
        # What changes behind a window is drawn by the window, which has to hear of it.
        screen.app.screen.refresh(*regions)
    regions.clear()
    screen._dirty_widgets.clear()
    screen.app._update_mouse_over(screen)
    if isinstance(screen.app, DashboardApp):
        CHANGED.add(screen.app)


@asynccontextmanager
async def driving(
    path: Path,
    *,
    readonly: bool = False,
    size: tuple[int, int] = (80, 24),
    clock: Clock = lambda: NOW,
    as_of: date | None = None,
) -> AsyncIterator[Driver]:
    """The dashboard on a file, without a terminal.

    Args:
        path: an existing ledger file.
        readonly: as an inspector opens it.
        size: columns and lines.
        clock: the present moment.
        as_of: as it stood at the end of this day.
    """
    desk = AsyncStore(path, readonly=readonly, clock=clock, as_of=as_of)
    if as_of is not None:
        desk.open()
    desk.actor = Actor(user="wangfang", host="office")
    app = DashboardApp(desk)
    with ExitStack() as patched:
        patched.enter_context(patch.object(Screen, "_compositor_refresh", _unseen))
        for place in ("textual.app", "textual.pilot"):
            patched.enter_context(patch(f"{place}.wait_for_idle", settled))
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Driver(app, pilot)
