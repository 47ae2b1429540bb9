"""The 41 articles as the program knows them: duty in our own words, and how each is served."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.resources import data_text

Served = Literal["checked", "recorded", "none"]
"""By rules, by ledgers alone, or not at all because there is nothing to do."""
LAST = 41
"""How many articles the regulation has."""


@dataclass(frozen=True)
class Pack:
    """A set of rules that belong to one document."""

    name: str
    """The document's number."""
    title: str
    issued: date


@dataclass(frozen=True)
class Clause:
    """What one rule rests on in a document that is not the regulation."""

    rule: str
    """The rule's id."""
    where: str
    """Where in the document, in our own words."""
    confirmed: bool
    """Whether the text has been read; what has not been only yields notices."""
    source: str
    """Where it was read, or why it is doubtful."""


@dataclass(frozen=True)
class Chapter:
    """One of the thirteen chapters."""

    number: int
    title: str
    """In our own words."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of the regulation."""

    number: int
    chapter: int
    title: str
    duty: str
    """What it asks for, in one Chinese sentence of our own."""
    served: Served
    ledgers: tuple[str, ...] = ()
    """The ledgers in which the duty leaves its record."""
    why: str = ""
    """Why there is nothing to check; only for those that are served by nothing."""
    partial: str = ""
    """What its rules do not look at; empty where they look at everything."""
    later: str = ""
    """When it will be served, where the program does not do so yet."""

    def __post_init__(self) -> None:
        """Data that contradict themselves stop the program at loading."""
        unknown = set(self.ledgers) - set(LEDGERS)
        if unknown or (self.served == "none") is not bool(self.why) or not (self.why or self.later or self.ledgers):
            raise ValueError(f"article {self.number}: {unknown or self.served}")


@dataclass(frozen=True)
class Rulebook:
    """The regulation's frame."""

    pack: Pack
    others: tuple[Pack, ...]
    """Other documents from which rules take their limits."""
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    """All of them, in order."""
    clauses: Mapping[str, Clause]
    """By the id of the rule that rests on it."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every document that rules are drawn from, the regulation first."""
        return (self.pack, *self.others)


def in_force(pack: str) -> date:
    """The day from which a document binds the county: its own, or the regulation's where that is later."""
    known = rulebook()
    own = next((known_pack.issued for known_pack in known.packs if known_pack.name == pack), known.pack.issued)
    return max(own, known.pack.issued)


@cache
def rulebook() -> Rulebook:
    """The frame, read from the program's data at the first question.

    Raises:
        ValueError: the data file does not hold exactly the articles 1 to 41, or one contradicts itself.
    """
    data = tomllib.loads(data_text("articles.toml"))
    articles = tuple(Article(**article | {"ledgers": tuple(article.get("ledgers", ()))}) for article in data["article"])
    if [article.number for article in articles] != list(range(1, LAST + 1)):
        raise ValueError("articles.toml: not the articles 1 to 41")
    packs = tuple(Pack(**pack) for pack in data["pack"])
    clauses = {clause["rule"]: Clause(**clause) for clause in data["clause"]}
    return Rulebook(packs[0], packs[1:], tuple(Chapter(**chapter) for chapter in data["chapter"]), articles, clauses)
