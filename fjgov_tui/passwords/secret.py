"""A password on its way through the program: held once, never printed, let go as soon as it has been used."""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """Holds a typed password so that no message, log, traceback or widget shows it by accident.

    Use it in a `with` block: at its end the reference is gone. Python cannot overwrite the text in memory; what can
    be promised is that nothing of the program refers to it any longer.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take the text over.

        Args:
            text: as it was typed; the caller lets go of its own reference.
        """
        self._text: str | None = text

    def reveal(self) -> str:
        """The text itself, for the one who judges or hashes it.

        Raises:
            ValueError: it has been wiped.
        """
        if self._text is None:
            raise ValueError("the secret has been wiped")
        return self._text

    def wipe(self) -> None:
        """Let go of the text."""
        self._text = None

    def __enter__(self) -> Secret:
        """The secret itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """The text is let go, whatever happened in the block."""
        self.wipe()

    def __repr__(self) -> str:
        """Never the text, nor its length."""
        return "Secret(****)"

    def __str__(self) -> str:
        """Asterisks, always four: not even the length is told."""
        return "****"

    def __format__(self, spec: str) -> str:
        """The same, whatever is asked for."""
        return "****"

    def __reduce__(self) -> NoReturn:
        """A secret is not pickled, so not copied to another process either."""
        raise TypeError("a secret is not written down")
