"""Screens, pages and windows that offer commands: keys, footer, help, palette and refusals follow from the classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.binding import BindingType
from textual.messages import Prune

from fjgov_tui.commands.base import Command, Destination, Situation, bindings
from fjgov_tui.commands.everywhere import CloseText, GoBack, ShowHelp
from fjgov_tui.widgets.drawnonce import DrawnOnce

R = TypeVar("R")
C = TypeVar("C", bound=Command)


class Offering(DrawnOnce[R]):
    """Names the commands that it offers, and handles their messages; the keys are bound by themselves."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (ShowHelp,)
    """What this class offers besides what the classes above it do, in the order of the footer."""
    BINDINGS: ClassVar[list[BindingType]] = bindings((ShowHelp,))
    _still: Situation | None = None

    def __init_subclass__(
        cls, inherit_css: bool = True, inherit_bindings: bool = True, inherit_component_classes: bool = True
    ) -> None:
        """Bind the keys of the commands that the class offers."""
        own = cls.__dict__.get("OFFERED", ())
        if own:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(own)]
        super().__init_subclass__(inherit_css, inherit_bindings, inherit_component_classes)

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """Everything that is offered, the class's own first; a command replaces a more general one with its key."""
        return _all_of(cls)

    def commands(self) -> tuple[type[Command], ...]:
        """What has a place here now."""
        now = self.situation()
        return tuple(command for command in self.all_commands() if command.there(now))

    def situation(self) -> Situation:
        """What commands may want to know."""
        return Situation()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing changes in the block: how things stand is worked out once, not for every key that is drawn."""
        self._still = self.situation()
        try:
            yield
        finally:
            self._still = None

    def as_things_stand(self) -> Situation:
        """The situation, or what it was found to be where nothing changes meanwhile."""
        return self._still or self.situation()

    def find_command(self, name: str) -> type[Command] | None:
        """The command of that class name, if it is offered."""
        return _by_name(type(self)).get(name)

    def post_command(self, wanted: type[Command]) -> None:
        """Do what a key of this command would do; of a general one, the one that stands for it here and now."""
        fitting = (command for command in (*self.commands(), *self.all_commands()) if issubclass(command, wanted))
        self.action_command(next(fitting, wanted).__name__)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that may not run now stays visible, dimmed; one that has no place here is not shown."""
        if action != "command":
            return super().check_action(action, parameters)
        command = self.find_command(str(parameters[0]))
        if command is None:
            return False
        now = self.as_things_stand()
        if not command.there(now):
            return False
        return None if command.refusal(now) else True

    def action_command(self, name: str) -> None:
        """A command's key was pressed, or the palette chose it; what may not run says why."""
        command = self.find_command(name)
        if command is None:
            return
        now = self.situation()
        if why := command.refusal(now):
            self.notify(why, title=command.title, severity="warning")
        elif command.there(now):
            self.post_message(command())

    def on_key(self, event: events.Key) -> None:
        """The key of a command that may not run now says why."""
        active = self.active_bindings.get(event.key)
        command = self.find_command(active.binding.id or "") if active else None
        if command and (why := command.refusal(self.situation())):
            self.notify(why, title=command.title, severity="warning")
            event.stop()

    @on(GoBack)
    def _go_back(self) -> None:
        if not self.step_back():
            self.go_away()

    def step_back(self) -> bool:
        """One step out of what was chosen here; whether there was one."""
        return False

    @on(CloseText)
    def go_away(self) -> None:
        """Out of here by the way on which nothing is lost."""
        self.leave()

    def leave(self) -> object:
        """Out of here, after every step back; a worker where something is asked before.

        A main screen has no way out but another digit.
        """
        return None

    @on(Prune)
    def _stop_waiting(self) -> None:
        """Nobody asks any more once this goes; its parts go before it, and who still waits would look for them in vain.

        Textual itself stops what a screen has begun only when nothing of the screen is left.
        """
        for worker in list(self.workers):
            if worker.node is self:
                worker.cancel()

    def places(self) -> Sequence[Destination]:
        """Where one can go from here besides what is offered."""
        return ()


@cache
def _all_of(cls: type[Offering[Any]]) -> tuple[type[Command], ...]:
    """What a class offers, worked out once: it is asked for every key that is drawn or pressed."""
    bases = (base for base in cls.__mro__ if issubclass(base, Offering))
    offered = dict.fromkeys(command for base in bases for command in base.__dict__.get("OFFERED", ()))
    return tuple(general for general in offered if not any(_replaces(special, general) for special in offered))


@cache
def _by_name(cls: type[Offering[Any]]) -> Mapping[str, type[Command]]:
    return {command.__name__: command for command in reversed(_all_of(cls))}


def _replaces(special: type[Command], general: type[Command]) -> bool:
    """Whether it stands for the other one: a more special command with the same key."""
    return special is not general and issubclass(special, general) and special.key == general.key
