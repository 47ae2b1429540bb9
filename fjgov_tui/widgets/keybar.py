"""The bottom line: the most useful keys here, those that cannot be used now dimmed."""

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import accumulate

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from fjgov_tui.commands import deeds
from fjgov_tui.text import width
from fjgov_tui.widgets.offering import Offering
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.remembering import key_of

FIRST = {"ShowHelp": -3, "OpenPalette": -2}
"""What leads to all the other keys stands first."""


class KeyBar(Widget):
    """Drawn from the real bindings of the screen and of what has the focus, so that it cannot drift."""

    DEFAULT_CSS = "KeyBar { height: 1; width: 1fr; background: $panel; color: $foreground; }"

    def __init__(self) -> None:
        """Nothing is known of the screen yet."""
        super().__init__()
        self._order: dict[str, int] = {}
        self._places: list[tuple[int, int, ActiveBinding]] = []
        self._shown: list[tuple[str, str, bool]] = []
        self._asked = False

    def on_mount(self) -> None:
        """Follow the bindings."""
        if isinstance(self.screen, Offering):
            self._order = {command.__name__: place for place, command in enumerate(self.screen.all_commands())}
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        """While a screen is built its bindings change ten times over: what counts is how they stand after that."""
        if not self._asked:
            self._asked = True
            self.call_later(self._look)

    def _look(self) -> None:
        """Draw anew only what reads otherwise: bindings are counted again at every key, and the line may be slow."""
        self._asked = False
        if not self.is_attached:
            return
        fitting = self._fitting()
        if self._words(fitting) == self._shown:
            self._stand(fitting)
        else:
            self.refresh()

    def _rank(self, active: ActiveBinding) -> int:
        """Help and palette, Enter, what has the focus, then the commands as the screen offers them."""
        name = active.binding.id or ""
        usual = -1 if active.binding.key == deeds.OPEN.keys else self._order.get(name, -1)
        return FIRST.get(name, usual)

    async def on_click(self, event: events.Click) -> None:
        """A key that was clicked does what it does when it is pressed."""
        for begin, end, active in self._places:
            if begin <= event.x < end and active.enabled:
                await self.app.run_action(active.binding.action, active.node)
                return

    def _pointless(self, active: ActiveBinding) -> bool:
        """Whether it writes, where nothing can be written whatever is chosen: such a key is not offered."""
        if active.enabled or not isinstance(self.screen, Offering) or not self.screen.as_things_stand().readonly:
            return False
        command = self.screen.find_command(active.binding.id or "")
        return command is not None and command.writes

    def _fitting(self) -> list[ActiveBinding]:
        """Help first, then as many keys as fit whole; the rest is in the palette and under F1."""
        with self.screen.standing_still() if isinstance(self.screen, Offering) else nullcontext():
            return self._fit()

    def _fit(self) -> list[ActiveBinding]:
        fitting: list[ActiveBinding] = []
        used = 0
        seen: set[str] = set()
        for active in sorted(self.screen.active_bindings.values(), key=self._rank):
            binding = active.binding
            if not binding.show or binding.action in seen or self._pointless(active):
                continue
            seen.add(binding.action)
            used += self._needed(active)
            if used > self.size.width:
                break
            fitting.append(active)
        return fitting

    def _key(self, active: ActiveBinding) -> str:
        return key_of(self.app, active.binding.key_display or self.app.get_key_display(active.binding))

    def _needed(self, active: ActiveBinding) -> int:
        return width(self._key(active)) + width(active.binding.description) + 2

    def _words(self, bindings: Sequence[ActiveBinding]) -> list[tuple[str, str, bool]]:
        return [(self._key(active), active.binding.description, active.enabled) for active in bindings]

    def _stand(self, fitting: Sequence[ActiveBinding]) -> None:
        """Remember where each stands, for whoever clicks."""
        ends = list(accumulate(map(self._needed, fitting), initial=0))
        self._places = list(zip(ends, ends[1:], fitting, strict=False))

    def render(self) -> Content:
        """The keys with what they do."""
        fitting = self._fitting()
        self._shown = self._words(fitting)
        self._stand(fitting)
        parts: list[Content] = []
        for key, description, enabled in self._shown:
            parts.append(plain(f" {key}", "bold $accent" if enabled else "dim"))
            parts.append(plain(f" {description}", "" if enabled else "dim"))
        return Content("").join(parts)
