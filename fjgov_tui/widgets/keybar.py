"""The bottom line: the most useful keys here, those that cannot be used now dimmed."""

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

    def on_mount(self) -> None:
        """Follow the bindings."""
        if isinstance(self.screen, Offering):
            self._order = {command.__name__: place for place, command in enumerate(self.screen.all_commands())}
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
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
        if active.enabled or not isinstance(self.screen, Offering) or not self.screen.situation().readonly:
            return False
        command = self.screen.find_command(active.binding.id or "")
        return command is not None and command.writes

    def render(self) -> Content:
        """Help first, then as many keys as fit whole; the rest is in the palette and under F1."""
        parts: list[Content] = []
        used = 0
        seen: set[str] = set()
        self._places.clear()
        for active in sorted(self.screen.active_bindings.values(), key=self._rank):
            binding = active.binding
            if not binding.show or binding.action in seen or self._pointless(active):
                continue
            seen.add(binding.action)
            key = key_of(self.app, binding.key_display or self.app.get_key_display(binding))
            size = width(key) + width(binding.description) + 2
            if used + size > self.size.width:
                break
            self._places.append((used, used + size, active))
            used += size
            style = "bold $accent" if active.enabled else "dim"
            parts.append(plain(f" {key}", style) + plain(f" {binding.description}", "" if active.enabled else "dim"))
        return Content("").join(parts)
