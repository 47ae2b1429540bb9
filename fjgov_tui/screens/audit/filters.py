"""What of the findings screen 8 shows: a unit, a severity, a chapter, a document; asked for by one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.screen import Screen

from fjgov_tui.audit import Finding
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.text import safe
from fjgov_tui.widgets.picker import Entry, Picker

NO_UNIT = "（没有登记单位）"
_OPEN = "全部放开"


@dataclass(frozen=True)
class Filters:
    """What is looked at; everything where a part is blank."""

    article: int | None = None
    chapter: int = 0
    unit: str = ""
    severity: str = ""
    """The severity's English name."""
    pack: str = ""
    """The number of the document on which a finding rests."""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        return (
            self.article in {None, finding.article}
            and self.chapter in {0, chapter_of(finding.article)}
            and self.unit in {"", unit_of(finding)}
            and self.severity in {"", finding.severity}
            and self.pack in {"", finding.pack}
        )

    @property
    def words(self) -> str:
        """`第37条，白帝镇人民政府，违反`; empty where everything is shown."""
        parts = (
            f"第{self.article}条" if self.article is not None else "",
            f"第{self.chapter}章" if self.chapter else "",
            safe(self.unit),
            _severity_word(self.severity) if self.severity else "",
            self.pack,
        )
        return "，".join(filter(None, parts))


EVERYTHING = Filters()
"""Nothing is left out."""


def chapter_of(article: int) -> int:
    """The chapter in which an article stands."""
    return rulebook().articles[article - 1].chapter


def unit_of(finding: Finding) -> str:
    """The unit that answers for it, as filters name it."""
    return finding.unit or NO_UNIT


def _severity_word(severity: str) -> str:
    return next(str(word) for name, word in SEVERITIES.items() if name == severity)


def _chapter_word(chapter: str) -> str:
    return next(f"第{known.number}章 {known.title}" for known in rulebook().chapters if str(known.number) == chapter)


def _pack_word(pack: str) -> str:
    return next((f"{known.name} {known.title}" for known in rulebook().packs if known.name == pack), pack)


@dataclass(frozen=True)
class _Part:
    """One thing by which can be filtered."""

    label: str
    value: Callable[[Finding], str]
    word: Callable[[str], str]
    held: Callable[[Filters], str]
    """What is chosen of it; empty where nothing is."""
    set: Callable[[Filters, str], Filters]


_PARTS: tuple[_Part, ...] = (
    _Part("单位", unit_of, safe, lambda held: held.unit, lambda held, value: replace(held, unit=value)),
    _Part(
        "程度", lambda finding: finding.severity, _severity_word, lambda held: held.severity,
        lambda held, value: replace(held, severity=value),
    ),
    _Part(
        "章", lambda finding: str(chapter_of(finding.article)), _chapter_word,
        lambda held: str(held.chapter or ""), lambda held, value: replace(held, chapter=int(value or 0)),
    ),
    _Part(
        "依据的文件", lambda finding: finding.pack, _pack_word, lambda held: held.pack,
        lambda held, value: replace(held, pack=value),
    ),
)  # fmt: skip


async def choose_filters(screen: Screen[None], filters: Filters, findings: Sequence[Finding]) -> Filters | None:
    """Ask by what, then which, each with how many findings it leaves; `None` where nothing was chosen.

    Args:
        screen: over which it is asked.
        filters: what holds now.
        findings: all findings of the day.
    """
    entries = [Entry(part.label, f"按{part.label}", _now(part, filters)) for part in _PARTS]
    if filters:
        entries.insert(0, Entry(_OPEN, _OPEN, filters.words))
    chosen = await screen.app.push_screen_wait(Picker("只看哪些问题", entries))
    if chosen is None:
        return None
    if chosen == _OPEN:
        return Filters()
    part = next(part for part in _PARTS if part.label == chosen)
    without = part.set(filters, "")
    counts = Counter(part.value(finding) for finding in findings if without.takes(finding))
    listed = [Entry(value, part.word(value), f"{count} 项") for value, count in counts.most_common()]
    if not listed:
        screen.notify("现在看的里面没有问题可挑；先全部放开")
        return None
    if without != filters:
        listed.insert(0, Entry("", f"不限{part.label}", f"{sum(counts.values())} 项"))
    value = await screen.app.push_screen_wait(Picker(f"只看哪个{part.label}", listed))
    return None if value is None else part.set(filters, value)


def _now(part: _Part, filters: Filters) -> str:
    held = part.held(filters)
    return f"现在：{part.word(held)}" if held else ""
