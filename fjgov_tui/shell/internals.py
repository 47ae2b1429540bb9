"""Textual's application without the habits that leak, and the private names that this takes, with a public face.

No other module uses one; `tests/shell/test_internals.py` fails when one moves, and Textual is pinned to its release.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TextIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.worker import WorkerFailed

from fjgov_tui.commands.deeds import REFRESH
from fjgov_tui.errors import FjgovError
from fjgov_tui.paths import log_folder
from fjgov_tui.shell.canvas import PLAIN, Canvas, Look, Stretch, erases_in_colour
from fjgov_tui.shell.keystream import Kind, Piece
from fjgov_tui.shell.outlet import Outlet
from fjgov_tui.widgets.drawnonce import DrawnOnce


class OpenApp(App[int], inherit_bindings=False):
    """No screenshots, no crash screen with values, keys read by us; it may speak to the terminal itself."""

    ENABLE_COMMAND_PALETTE = False
    glyphs: Mapping[int, str] = {}
    """What the terminal is sent in place of characters that it cannot draw, for `str.translate`."""

    def __init__(self) -> None:
        """Nothing stands on the terminal yet."""
        super().__init__()
        self.canvas = Canvas(erases=erases_in_colour(os.environ.get("TERM", "")))
        self._page: Screen[object] | None = None

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer of the mouse as the terminal has it.

        Textual would send its shape for every screen that is made, also for one that is made ahead behind a window.
        """

    def draw_anew(self) -> None:
        """Others have written on the terminal, or may have: send all of what stands there."""
        self.canvas.forget()
        self.screen.refresh()

    def make_ahead(self, mode: str) -> bool:
        """Make the screen of a mode while nobody waits for it: when its key comes, all of its parts stand.

        As Textual makes it at the key, but that it is not told to be in front; so it neither lays itself out nor draws.

        Args:
            mode: a mode of the application.

        Returns:
            Whether it had to be made.
        """
        # Of a program that ends the screens are gone through, and taken apart, one after the other.
        ends = self._exit or not self._running
        make = None if ends or mode in self._screen_stacks else self._modes[mode]
        if not callable(make):
            return False
        screen = make()
        if isinstance(screen, DrawnOnce):
            screen.ahead = True
        self._screen_stacks[mode] = [screen]
        self._get_screen(screen)
        self._load_screen_css(screen)
        return True

    def on_resize(self, event: events.Resize) -> None:
        """What a terminal shows that was resized, nobody knows, also where it has its former size again."""
        if event.size == self.size:
            self.draw_anew()
        else:
            self.canvas.forget()

    def before_key(self, key: str) -> None:
        """A key is about to act; who has everything read again sees everything drawn again."""
        if key in REFRESH.keys.split(","):
            self.draw_anew()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: its screenshot would write what is on screen to disk."""
        return ()

    def is_told(self, error: Exception) -> bool:
        """A failure told by a worker is shown; only what nobody foresaw ends the program.

        Whose answer comes while the program ends finds its widgets gone, and nobody to show it to: that is no failure.
        """
        cause = error.error if isinstance(error, WorkerFailed) else None
        if isinstance(cause, NoMatches) and not self.is_running:
            return True
        if not isinstance(cause, FjgovError):
            return False
        from fjgov_tui.widgets.dialogs import Tell

        self.push_screen(Tell("没有成功", str(cause)))
        return True

    def last_words(self) -> Text:
        """A sentence, and where the report without values lies."""
        from fjgov_tui.crash import report

        return Text(report(sys.exc_info()[1] or RuntimeError(), log_folder()))

    def write_terminal(self, sequence: str) -> bool:
        """Send a control sequence; `False` where there is no terminal."""
        if self._driver is None or self.is_headless:
            return False
        self._driver.write(sequence)
        self._driver.flush()
        return True

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Only what differs from what stands on the terminal is sent; another page is sent whole.

        The cursor is left where one types, as it stands in this drawing: an input method writes there, and Textual
        itself puts it there only when the line gets the focus, which is before it has its place.
        """
        place: object = getattr(self.focused, "cursor_screen_offset", None)
        if isinstance(place, Offset):
            self.cursor_position = place
        if isinstance(renderable, LayoutUpdate | ChopsUpdate) and getattr(self._driver, "keeps_picture", False):
            page = next((shown for shown in reversed(self.screen_stack) if not isinstance(shown, ModalScreen)), None)
            if page is not self._page:
                self._page = page
                self.canvas.forget()
            difference = _Difference(self.canvas, renderable, (self.size.width, self.size.height))
            super()._display(screen, difference)
            return
        super()._display(screen, renderable)

    def _load_screen_css(self, screen: Screen[object]) -> None:
        """A screen's sheet is about that screen alone: nothing that stands already is styled again for it."""
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.read(path)
        self.stylesheet.reparse()

    def _handle_exception(self, error: Exception) -> None:
        if not self.is_told(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """In place of Textual's crash screen, which prints every local variable."""
        self.panic(self.last_words())


class _Difference(CompositorUpdate):
    """What the compositor has drawn, less what stands on the terminal already."""

    def __init__(self, canvas: Canvas, drawn: LayoutUpdate | ChopsUpdate, size: tuple[int, int]) -> None:
        """Take the drawing; nothing is compared before it is sent.

        Args:
            canvas: what stands on the terminal.
            drawn: what has been drawn.
            size: of the terminal.
        """
        self._canvas, self._drawn, self._size = canvas, drawn, size

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """All of the drawing, for whoever draws on something else than a terminal."""
        return self._drawn.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        """The sequences that are sent."""
        system = console._color_system or ColorSystem.TRUECOLOR
        drawn = self._drawn
        stretches = _whole(drawn) if isinstance(drawn, LayoutUpdate) else _parts(drawn)
        return self._canvas.difference((_stretch(y, x, segments, system) for y, x, segments in stretches), self._size)


def _stretch(y: int, x: int, segments: Iterable[Segment], system: ColorSystem) -> Stretch:
    shown = [segment for segment in segments if not segment.control]
    runs = tuple((segment.text, _look(segment.style, system)) for segment in shown)
    return Stretch(y, x, runs, sum(cell_len(text) for text, _ in runs))


@lru_cache(4096)
def _look(style: Style | None, system: ColorSystem) -> Look:
    """A style in the numbers of SGR: its weight is what is left of them without the two colours."""
    if style is None:
        return PLAIN
    color = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else ""
    back = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)) if style.bgcolor else ""
    colors = ";".join(filter(None, (color, back)))
    return Strip.render_ansi(style, system).removesuffix(colors).rstrip(";"), color, back


def _whole(drawn: LayoutUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """All lines of a drawing."""
    for y, strips in enumerate(drawn.strips, drawn.region.y):
        yield y, drawn.region.x, [segment for strip in strips for segment in strip]


def _parts(drawn: ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """The stretches that were drawn again; a segment that begins before one or ends behind it is taken whole."""
    for y, left, right in drawn.spans:
        for end, (x, strip) in zip(drawn.chop_ends[y], drawn.chops[y].items(), strict=False):
            if strip is None or x >= right or end <= left:
                continue
            start, taken, place = x, list[Segment](), x
            for segment in strip:
                after = place + segment.cell_length
                if place < right and after > left:
                    start = start if taken else place
                    taken.append(segment)
                place = after
            yield y, start, taken


def glyphs_for(driver: Driver) -> Mapping[int, str]:
    """What is sent in place of characters that the driver's terminal cannot draw."""
    app = driver._app
    return app.glyphs if isinstance(app, OpenApp) else {}


def send_through(driver: Driver, wrap: Callable[[TextIO], Outlet]) -> None:
    """What the driver sends goes through something around its file, from the next time that it takes the terminal."""
    vars(driver)["_file"] = wrap(vars(driver)["_file"])


def forget_picture(driver: Driver) -> None:
    """The driver's terminal shows nothing of ours any more."""
    app = driver._app
    if isinstance(app, OpenApp):
        app.canvas.forget()


def is_open(app: App[int], window: object) -> bool:
    """Whether the window stands on a screen of the application, in front or not."""
    return any(window in stack for stack in app._screen_stacks.values())


def has_callbacks(screen: Screen[object]) -> bool:
    """Whether something is to be done when the screen has been drawn."""
    return bool(screen._callbacks)


class SequenceReader:
    """Textual's reader of escape sequences, which is given one whole sequence at a time."""

    def __init__(self) -> None:
        """Nothing was read."""
        self._parser = XTermParser()

    def messages(self, piece: Piece) -> Iterator[Message]:
        """What a piece means."""
        if piece.kind is Kind.ESCAPE:
            yield events.Key("escape", piece.text)
        elif piece.kind is Kind.PASTE:
            yield events.Paste(piece.text)
        else:
            yield from self._parser.feed(piece.text)
            if self._parser._timeout_time is not None:
                # A sequence that it doesn't know: it would take what follows for the rest, and type all of it.
                self._parser._timeout_time = 0.0
                for _ in self._parser.tick():
                    pass
