"""The word lists that the program brings, and the county's own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from fjgov_tui.pages.normal import normal
from fjgov_tui.resources import data_text

MISPRINT, HIJACK, SENSITIVE, ALLOW, LAWFUL = "misprint", "hijack", "sensitive", "allow", "lawful"
_KINDS = {"错误表述": MISPRINT, "敏感用语": SENSITIVE, "放行": ALLOW}
"""Kinds of the ledger `term`."""
GRAVE = "严重"
"""The section of misprints that name the state, its organs and its policy wrongly."""


@dataclass(frozen=True)
class Word:
    """One entry of a list."""

    text: str
    """Normalised, as it is searched."""
    rule: str
    """`MISPRINT`, `HIJACK`, `SENSITIVE`, `ALLOW`, or `LAWFUL`: beside it a hijacker's term is only talked of."""
    group: str = ""
    """The section of the list."""
    right: str = ""
    """For a misprint: how it is written."""


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """Section and line of a list; comments and empty lines left out."""
    section = ""
    for line in data_text(f"words/{name}.txt").splitlines():
        said = line.strip()
        if said.startswith("[") and said.endswith("]"):
            section = said[1:-1]
        elif said and not said.startswith("#"):
            yield section, said


@cache
def own_words() -> tuple[Word, ...]:
    """The program's own lists."""
    found = []
    for section, line in _lines("misprints"):
        wrong, _, right = line.partition("\t")
        found.append(Word(normal(wrong).text, MISPRINT, section, right.strip()))
    found += [Word(normal(line).text, HIJACK, section) for section, line in _lines("hijack")]
    found += [
        Word(normal(line).text, LAWFUL if section == "语境" else ALLOW, section) for section, line in _lines("allow")
    ]
    return tuple(found)


def county_words(terms: Mapping[str, tuple[str, str]] | Iterable[tuple[str, str, str]]) -> tuple[Word, ...]:
    """The county's own list, from the ledger `term`.

    Args:
        terms: word -> (kind, advice), or rows of the three; a kind that is none of the ledger's is left out.
    """
    rows = ((word, *rest) for word, rest in terms.items()) if isinstance(terms, Mapping) else terms
    found = ((normal(word).text, _KINDS.get(kind, ""), advice) for word, kind, advice in rows)
    return tuple(Word(word, rule, "本县词条", advice) for word, rule, advice in found if word.strip() and rule)
