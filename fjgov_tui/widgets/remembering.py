"""What screens ask of the application about the user's own choices."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


class UserWishes(Protocol):
    """Knows how this user wants things shown."""

    def order(self, name: str) -> tuple[str, bool]:
        """By which column a list is sorted, empty for its usual order, and whether the other way round.

        Args:
            name: the list's.
        """

    def key_shown(self, usual: str) -> str:
        """How a key is written where the user has chosen another one for the same.

        Args:
            usual: how the program writes its own.
        """

    def choose_order(self, name: str, order: tuple[str, bool]) -> None:
        """Sort a list so from now on.

        Args:
            name: the list's.
            order: column and direction; an empty column is the usual order.
        """


@runtime_checkable
class Remembering(Protocol):
    """An application that remembers what was chosen."""

    @property
    def choices(self) -> UserWishes:
        """What the user of this terminal has chosen, kept between sessions."""


def key_of(app: object, usual: str) -> str:
    """How a key is written for this user.

    Args:
        app: the application.
        usual: how the program writes its own.
    """
    choices: UserWishes | None = getattr(app, "choices", None)
    return usual if choices is None else choices.key_shown(usual)
