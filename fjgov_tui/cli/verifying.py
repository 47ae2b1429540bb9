"""What `fjgov verify` knows of earlier verifications of the same file, and goes on from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from fjgov_tui.errors import InputProblem
from fjgov_tui.paths import verified_file
from fjgov_tui.verified import Verified, keep_verified, read_verified

if TYPE_CHECKING:
    from fjgov_tui.store import Head, Store, Verdict
    from fjgov_tui.store.verifying import Step


class VerifiedBefore:
    """Up to where a file was verified here before."""

    def __init__(self, store: Store) -> None:
        """Look it up.

        Args:
            store: the open file.
        """
        from fjgov_tui.store.trail import origin

        self._store, self._file = store, origin(store.db)
        self._before = read_verified(verified_file(), self._file)

    @property
    def since(self) -> str:
        """The head from which what is new is verified, as it is printed; empty where nothing is known."""
        return f"fjgov-anchor {self._before.head}" if self._before else ""

    @property
    def whole(self) -> str:
        """When everything was verified last, and up to where; empty where it never was."""
        from fjgov_tui.store.trail import in_beijing

        if self._before is None:
            return ""
        return f"{in_beijing(self._before.at)}，到第 {int(self._before.whole.partition(':')[0]):,} 条"

    @property
    def number(self) -> int:
        """The number of the last entry that was verified."""
        return int(self._before.head.partition(":")[0]) if self._before else 0

    def verify(self, anchors: Sequence[Head], step: Step, *, only_new: bool) -> Verdict:
        """Ask everything, or what is new.

        Args:
            anchors: heads that must still be on the chain.
            step: is told how far it has come.
            only_new: what has come since the last verification that passed.

        Raises:
            InputProblem: the file was never verified here, or is a copy for inspectors.
            StoreProblem: it is too damaged to be asked.
        """
        from fjgov_tui.store import verify
        from fjgov_tui.store.anchors import parse_anchor
        from fjgov_tui.store.marks import copy_mark
        from fjgov_tui.store.since import verify_since

        if not only_new:
            return verify(self._store.db, anchors, step)
        if copy_mark(self._store.db) is not None:
            raise InputProblem("检查副本不再改变，没有什么是新的", remedy="请不加 --new，完整核验")
        if self._before is None:
            raise InputProblem(
                "这个文件在这里还没有核验通过过，不知道从哪里接着核验", remedy="请先不加 --new，完整核验一次"
            )
        return verify_since(self._store.db, parse_anchor(self._before.head), anchors, step)

    def keep(self, verdict: Verdict, *, only_new: bool) -> None:
        """Remember where the next one goes on; nothing where this one has not passed. It is no loss where it cannot be.

        Args:
            verdict: what was found.
            only_new: what has come since was asked for alone.
        """
        from fjgov_tui.clock import instant

        now = None
        if verdict.ok:
            head = f"{verdict.head.seq}:{verdict.head.hash}"
            whole = (head, instant(self._store.clock()))
            if only_new and self._before is not None:
                whole = (self._before.whole, self._before.at)
            now = Verified(head, *whole)
        with suppress(InputProblem):
            keep_verified(verified_file(), self._file, now)


def untouched(known: VerifiedBefore) -> Iterator[str]:
    """What was not asked where what is new was asked for alone, and when it was asked last."""
    from fjgov_tui.store.since import PASSED_OVER

    if known.number > 1:
        yield f"第 1 到 {known.number - 1:,} 条审计链：只看了第 {known.number:,} 条还在原处"
    yield from PASSED_OVER
    yield f"上次完整核验：{known.whole}"
