"""The directory of ledgers: the office's by chapter, the program's own in a group of their own; groups fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fjgov_tui.audit.articles import rulebook
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger

OWN = "程序自己的台账"
"""The group of what says how the program behaves, and of what the program alone writes."""
ALSO_OWN = frozenset({"reminder", "explanation", "substitution"})
"""Kept for the program's own work, too, though people may write them."""


@dataclass(frozen=True)
class LedgerGroup:
    """Some ledgers under one heading."""

    title: str
    ledgers: tuple[Ledger, ...]


@dataclass(frozen=True)
class DirectoryLine:
    """One line of the directory: a heading, or a ledger where the group is not folded."""

    group: LedgerGroup
    ledger: Ledger | None = None
    folded: bool = False


def _is_own(ledger: Ledger) -> bool:
    return ledger.steering or bool(ledger.append_only) or ledger.name in ALSO_OWN


def groups() -> list[LedgerGroup]:
    """The office's ledgers by the chapter of the first article that asks for them; then the program's own."""
    book = rulebook()
    titles = {chapter.number: f"第{chapter.number}章 {chapter.title}" for chapter in book.chapters}
    chapters = {article.number: article.chapter for article in book.articles}
    by_chapter: dict[int, list[Ledger]] = {}
    for ledger in LEDGERS.values():
        if not _is_own(ledger):
            by_chapter.setdefault(chapters[ledger.articles[0]], []).append(ledger)
    office = [LedgerGroup(titles[number], tuple(by_chapter[number])) for number in sorted(by_chapter)]
    return [*office, LedgerGroup(OWN, tuple(filter(_is_own, LEDGERS.values())))]


def usual_folds(known: Sequence[LedgerGroup], counts: Mapping[str, int], room: int) -> frozenset[str]:
    """The groups that are folded before the user says otherwise: as few as let everything else fit.

    Args:
        known: all groups.
        counts: how many records each ledger holds.
        room: lines.
    """
    folded: set[str] = set()
    held = {group.title: sum(counts.get(ledger.name, 0) for ledger in group.ledgers) for group in known}
    # The program's own first, then what is empty, then from the end of the regulation.
    last_first = list(reversed(known))
    order = sorted(last_first, key=lambda group: (group.title != OWN, held[group.title] > 0))
    for group in order:
        if len(lines(known, frozenset(folded))) <= room:
            break
        folded.add(group.title)
    # The last one may have been a long one: what is small and was folded before it fits again.
    for group in reversed(order):
        if group.title != OWN and len(lines(known, frozenset(folded - {group.title}))) <= room:
            folded.discard(group.title)
    return frozenset(folded)


def lines(known: Sequence[LedgerGroup], folded: frozenset[str]) -> list[DirectoryLine]:
    """The directory, line by line."""
    listed: list[DirectoryLine] = []
    for group in known:
        listed.append(DirectoryLine(group, folded=group.title in folded))
        if group.title not in folded:
            listed += [DirectoryLine(group, ledger) for ledger in group.ledgers]
    return listed
