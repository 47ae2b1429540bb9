"""What a terminal sends, cut into pieces that mean one thing each: text, a key's sequence, a paste.

Textual's own reader waits for the end of a paste for ever, and a sequence that it doesn't know swallows the text behind
it. Pure: no terminal, no clock.
"""

from __future__ import annotations

from enum import Enum, auto

from fjgov_tui.dataclass import dataclass
from fjgov_tui.patterns import pattern

ESCAPE = "\x1b"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
QUIET_SECONDS = 1.0
"""A paste whose end does not come is over when nothing has come for so long."""
TRICKLE_SECONDS = 5.0
"""And when for so long nothing has come but a few characters at a time: somebody types, and wonders."""
FEW = 8
"""Characters of one read that a hand may have typed."""
CUT_SECONDS = 1.0
"""How long the rest of a sequence may be on its way."""

_WHOLE = pattern(r"\x1b(?:O[A-Za-z]|\[(?:\[[A-E]|M[^\x1b]{3}|(?!\[|M)[0-?]*[ -/]*[@-~])|\x7f)")
"""A key, a click, an answer of the terminal; `[[A` is F1 on the Linux console."""
_CUT = pattern(r"\x1b(?:O|\[(?:\[|M[^\x1b]{0,2}|[0-?]*[ -/]*))?\Z")
_BROKEN = pattern(r"\x1b\[[0-?]+[ -/]*")
"""Parameters without an end: the rest was lost on the line."""


class Kind(Enum):
    """What a piece is."""

    TEXT = auto()
    """Characters, each a key of its own."""
    SEQUENCE = auto()
    """An escape sequence, whole."""
    ESCAPE = auto()
    """The key Esc."""
    PASTE = auto()
    """What was pasted, without the marks around it."""


@dataclass(frozen=True)
class Piece:
    """A stretch of what the terminal has sent, of one kind."""

    kind: Kind
    text: str


class KeyStream:
    """Keeps what is not whole yet; every moment is given in seconds of one steady clock."""

    def __init__(self, escape_seconds: float) -> None:
        """Nothing has come yet.

        Args:
            escape_seconds: how long after Esc alone something may come that makes it the beginning of a sequence.
        """
        self._escape_seconds = escape_seconds
        self._rest = ""
        self._paste: str | None = None
        self._heard = self._heard_much = 0.0

    def feed(self, text: str, now: float) -> list[Piece]:
        """The pieces that are whole with this text.

        Args:
            text: what was read, cut anywhere.
            now: the moment.
        """
        self._heard = now
        if len(text) > FEW:
            self._heard_much = now
        pieces: list[Piece] = []
        left = self._rest + text
        self._rest = ""
        while left:
            left = self._pasted(left, pieces) if self._paste is not None else self._typed(left, pieces)
        return pieces

    def tick(self, now: float) -> list[Piece]:
        """The pieces that are whole because nothing more has come."""
        due = self.due()
        if due is None or now < due:
            return []
        if self._paste is not None:
            return [self._end_paste(self._rest)]
        rest, self._rest = self._rest, ""
        if _BROKEN.fullmatch(rest):
            return []
        return [Piece(Kind.ESCAPE, ESCAPE), *([Piece(Kind.TEXT, rest[1:])] if rest[1:] else [])]

    def due(self) -> float | None:
        """The moment at which `tick` will have something to say if nothing comes."""
        if self._paste is not None:
            return min(self._heard + QUIET_SECONDS, self._heard_much + TRICKLE_SECONDS)
        if not self._rest:
            return None
        return self._heard + (self._escape_seconds if self._rest == ESCAPE else CUT_SECONDS)

    def _end_paste(self, more: str) -> Piece:
        text, self._paste, self._rest = (self._paste or "") + more, None, ""
        return Piece(Kind.PASTE, text)

    def _pasted(self, text: str, pieces: list[Piece]) -> str:
        inside, mark, after = text.partition(PASTE_ENDS)
        if mark:
            pieces.append(self._end_paste(inside))
            return after
        keep = next((size for size in range(len(PASTE_ENDS) - 1, 0, -1) if text.endswith(PASTE_ENDS[:size])), 0)
        self._paste = (self._paste or "") + text[: len(text) - keep]
        self._rest = text[len(text) - keep :]
        return ""

    def _typed(self, text: str, pieces: list[Piece]) -> str:
        plain, mark, _ = text.partition(ESCAPE)
        if plain:
            pieces.append(Piece(Kind.TEXT, plain))
            return text[len(plain) :]
        if not mark:
            return ""
        if whole := _WHOLE.match(text):
            sequence = whole[0]
            if sequence == PASTE_BEGINS:
                self._paste, self._heard_much = "", self._heard
            elif sequence != PASTE_ENDS:
                pieces.append(Piece(Kind.SEQUENCE, sequence))
            return text[len(sequence) :]
        if _CUT.match(text):
            self._rest = text
            return ""
        if broken := _BROKEN.match(text):
            return text[len(broken[0]) :]
        # Esc, and then something else in the same read: no command of ours is on alt, but Esc and a digit are often
        # pressed one after the other faster than a slow line carries them.
        pieces.append(Piece(Kind.ESCAPE, ESCAPE))
        return text[1:]
