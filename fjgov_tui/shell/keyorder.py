"""Keys act in the order in which they came (textual#6605): the next one waits until the last has had its effect.

Textual hands every key of a read to what has the focus at that moment, and runs a binding only when its key has come
back up through the tree: `甲 Tab 乙` in one read puts both into the first field, F3 followed by `3` goes to screen 3.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from time import monotonic
from typing import TypeVar, overload

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from fjgov_tui.dataclass import dataclass
from fjgov_tui.shell.internals import OpenApp, has_callbacks, is_open
from fjgov_tui.text import without_sequences

R = TypeVar("R")

HOLD_SECONDS, HOLD_LOOKS = 3.0, 50
"""The longest that keys wait for one, by the clock and by how often it was looked: whatever takes longer, nobody is
locked out; but time in which the program itself did not get to run is no reason to let go."""
LOOK_SECONDS = 0.01
"""How often work that a key has begun is asked whether it is done."""
LOST_SECONDS = 0.05
"""After this it is looked whether the trace of a key has gone with what had the focus."""
MOVES = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace", "delete"}
)
"""Keys that move or delete: they have had their effect when their bindings are done, whatever is then drawn."""
BACKGROUND = frozenset({"poll", "doubts", "warm", "remind", "gaps", "live", "closed"})
"""Groups of workers that no key begins."""


@dataclass
class _Key:
    """The key whose effect is awaited."""

    moves: bool
    """Whether it is done with its bindings."""
    until: float
    before: frozenset[Worker[object]]
    """Who was at work before it."""
    place: tuple[Screen[object], Widget | None] | None = None
    """Screen and focus at the last look."""
    path: tuple[DOMNode, ...] = ()
    """The way of the trace: from the focus up to the screen."""
    trace: int = 0
    """The number of its trace: an older one that still comes up is let go, else each would wait for the other."""
    looks: int = 0
    """How often it was looked whether its effect is there."""

    def takes_too_long(self) -> bool:
        """Whether to let go; counts as a look."""
        self.looks += 1
        return self.looks > HOLD_LOOKS and monotonic() > self.until


class OrderedApp(OpenApp, inherit_bindings=False):
    """Holds what is typed until what was typed before has been done.

    Behind a key goes its trace: a callback from queue to queue along the way on which the key itself comes up. Where
    the trace arrives, the key and its bindings are done; that is enough for a move. Where it arrives again, so is what
    they have sent; then, if no message waits on the screen, no work that the key has begun goes on, and screen and
    focus have stayed, the next key follows. Characters that the focused line takes need no wait.
    """

    def __init__(self) -> None:
        """Nothing was typed."""
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._key: _Key | None = None
        self._watched = False
        self._asking: dict[Worker[object], object] = {}

    async def on_event(self, event: events.Event) -> None:
        """What a person does goes into the row, everything else its own way; nothing does when no screen is left."""
        if self._ends and isinstance(event, (events.InputEvent, events.Paste)):
            return
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            if isinstance(event, events.Paste):
                event.text = without_sequences(event.text)
            self._typed.append(self._translated(event))
            if self._key is None:
                await self._follow()
        else:
            await super().on_event(event)

    def meant(self, key: str) -> str:
        """The key of the program that a pressed key stands for; itself where it stands for none."""
        return key

    def _translated(self, event: events.Event) -> events.Event:
        """A chosen key acts as the one that it stands for, and is never a character that a line would take."""
        if not isinstance(event, events.Key) or (meant := self.meant(event.key)) == event.key:
            return event
        return events.Key(meant, None)

    async def _follow(self) -> None:
        """Hand on what was typed, up to the first key that has to be waited for."""
        while self._typed and self._key is None:
            event = self._typed.popleft()
            if isinstance(event, events.Key):
                self.before_key(event.key)
            if not isinstance(event, events.Key) or self._is_taken(event):
                await super().on_event(event)
                continue
            self._key = _Key(event.key in MOVES, monotonic() + HOLD_SECONDS, self._at_work())
            path = self._path()
            await super().on_event(event)
            self._trace(path)

    def _is_taken(self, key: events.Key) -> bool:
        """Whether the line that has the focus takes the character and nothing else comes of it."""
        taker = None if self._ends else self.focused
        return taker is not None and key.is_printable and taker.check_consume_key(key.key, key.character)

    @property
    def _ends(self) -> bool:
        """Whether the program is ending: no screen is left that a key could act on."""
        return not self.screen_stack

    def _path(self) -> tuple[DOMNode, ...]:
        if self._ends:
            return ()
        start = self.focused or self.screen
        return tuple(node for node in start.ancestors_with_self if node is not self)

    def _trace(self, path: tuple[DOMNode, ...]) -> None:
        """Lay the trace behind the key, and look after it from time to time."""
        if self._key is not None:
            self._key.path = path
            self._key.trace += 1
            self._pass_on(self._key, self._key.trace, path)
        if not self._watched:
            self._watched = True
            self.set_timer(LOST_SECONDS, self._watch)

    def _pass_on(self, key: _Key, trace: int, path: tuple[DOMNode, ...]) -> None:
        """To the next that still reads messages; last to the application itself."""
        if trace != key.trace:
            return
        for place, node in enumerate(path):
            if node.call_later(self._pass_on, key, trace, path[place + 1 :]):
                return
        self.call_later(self._arrived, key, trace)

    async def _arrived(self, key: _Key, trace: int) -> None:
        """The trace has come up."""
        if not self._is_followed(key, trace):
            return
        place = (self.screen, self.focused)
        stayed, key.place = place == key.place, place
        done = key.moves or (stayed and self._is_quiet() and not self._at_work() - key.before)
        if done or key.takes_too_long():
            self._key = None
            await self._follow()
        elif self._at_work() - key.before:
            self.set_timer(LOOK_SECONDS, partial(self._look, key, trace))
        else:
            self._trace(self._path())

    def _look(self, key: _Key, trace: int) -> None:
        if self._is_followed(key, trace):
            self._trace(self._path())

    def _is_followed(self, key: _Key, trace: int) -> bool:
        """Whether this key is the one whose effect is awaited, and this its newest trace."""
        return key is self._key and trace == key.trace and not self._ends

    async def _watch(self) -> None:
        """A trace that was lost with its window is laid anew; one that takes too long is no longer waited for."""
        self._watched = False
        key = self._key
        if key is None or self._ends:
            return
        if key.takes_too_long():
            self._key = None
            await self._follow()
        elif all(node.is_attached and node.is_running for node in key.path):
            self._watched = True
            self.set_timer(LOST_SECONDS, self._watch)
        else:
            self._trace(self._path())

    @overload
    async def push_screen_wait(self, screen: Screen[R], *, mode: str | None = None) -> R: ...

    @overload
    async def push_screen_wait(self, screen: str, *, mode: str | None = None) -> object: ...

    async def push_screen_wait(self, screen: Screen[R] | str, *, mode: str | None = None) -> R | object:
        """Show a window and wait for its answer; meanwhile the worker that asks is not at work."""
        worker = get_current_worker()
        self._asking[worker] = screen
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            del self._asking[worker]

    def _at_work(self) -> frozenset[Worker[object]]:
        """The workers that do something, and do not wait for a window's answer."""
        known = (worker for worker in self.workers if not worker.is_finished and worker.group not in BACKGROUND)
        return frozenset(worker for worker in known if not is_open(self, self._asking.get(worker)))

    def _is_quiet(self) -> bool:
        """Whether no message waits on the screen in front."""
        screen = self.screen
        waiting = any(node.message_queue_size for node in screen.walk_children(with_self=True))
        return not waiting and not has_callbacks(screen)
