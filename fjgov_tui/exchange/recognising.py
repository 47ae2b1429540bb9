"""Which ledger a sheet is for: what its headings say, what its name and its title say, and whether they agree."""

import re
from collections.abc import Sequence

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.grid import Grid
from fjgov_tui.exchange.headings import HEADER_WITHIN, Binding, bare, best_header, cell_text, plain, possible_headings
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger

_SHEET_NOISE = re.compile(r"^[\d.、\-_ ]+|[\d.\-_ ]+$")
_KIND_OF_PAPER = re.compile(
    r"(?:基本)?(?:信息|情况|数据)?(?:登记|统计|汇总|一览|明细|报送|填报)?(?:台账|表格?|名?[册单录]|清单)(?:模板|样表)?$"
)
_SHORTEST_TITLE = 3
"""A title above the table says what it is by a word of so many characters, or by the whole of it."""


@dataclass(frozen=True)
class Recognised:
    """What a sheet was taken for."""

    binding: Binding | None
    why: str = ""
    """Why it was not, in Chinese."""
    either: tuple[str, ...] = ()
    """The ledgers between which a person has to choose; empty where there is no doubt."""


def named_ledger(text: str, shortest: int = 1) -> Ledger | None:
    """The ledger of which a sheet's name or title speaks: its last word counts, the longest word wins.

    Args:
        text: the name or the title.
        shortest: characters that a word must have when it is not the whole text.
    """
    whole = bare(_SHEET_NOISE.sub("", text))
    cut = _KIND_OF_PAPER.sub("", whole)
    best: dict[str, int] = {}
    for ledger in LEDGERS.values():
        for word in map(plain, (ledger.title, ledger.name, *ledger.was, *ledger.synonyms)):
            fits = word in {whole, cut} or (len(word) >= shortest and (whole.endswith(word) or cut.endswith(word)))
            if fits:
                best[ledger.name] = max(best.get(ledger.name, 0), len(word))
    longest = [name for name, length in best.items() if length == max(best.values())]
    return LEDGERS[longest[0]] if len(longest) == 1 else None


def _spoken(grid: Grid, header: int) -> Ledger | None:
    """The ledger that the sheet's name, else the title above its header, speaks of."""
    by_name = named_ledger(grid.name)
    if by_name is not None:
        return by_name
    for row in grid.rows[:header]:
        texts = {text for index in range(len(row)) if (text := cell_text(row, index))}
        if texts:
            (title, *others) = texts
            more_text = others or ":" in title or "：" in title
            return None if more_text else named_ledger(title, _SHORTEST_TITLE)
    return None


def recognise(grid: Grid, forced: str = "", *, sure: bool = False) -> Recognised:
    """The ledger and the header of a sheet.

    Args:
        grid: the sheet.
        forced: the English name of the ledger that all sheets are to be for; empty to find out.
        sure: a person has said that this very sheet is for that ledger.

    Returns:
        The binding; or none, with the reason, and the ledgers to choose from where name and headings disagree.
    """
    if not any(cell_text(row, index) for row in grid.rows for index in range(len(row))):
        return Recognised(None, "空工作表")
    if forced:
        return _forced(grid, forced, sure=sure)
    headings = possible_headings(grid)
    bindings = [binding for ledger in LEDGERS.values() if (binding := best_header(headings, ledger))]
    fitting = [binding for binding in bindings if not binding.missing_key]
    if not fitting:
        return Recognised(None, _unrecognised(grid, bindings, forced))
    ranked = sorted(fitting, key=lambda binding: _rank(grid, binding), reverse=True)
    best = ranked[0]
    if len(ranked) > 1 and _rank(grid, best) == _rank(grid, ranked[1]):
        names = "、".join(f"“{binding.ledger.title}”" for binding in ranked[:2])
        either = tuple(binding.ledger.name for binding in ranked[:2])
        return Recognised(None, f"表头同时像 {names} 台账；请把工作表改成台账的名字，或指定台账", either)
    spoken = _spoken(grid, best.header)
    if spoken is not None and spoken is not best.ledger:
        return _torn(grid, spoken, best.ledger)
    return Recognised(best)


def _torn(grid: Grid, spoken: Ledger, headed: Ledger) -> Recognised:
    """Name and headings disagree: nobody but a person can tell."""
    other = best_header(possible_headings(grid), spoken)
    lacking = other.missing_key if other is not None else [spoken[name] for name in spoken.key]
    labels = "、".join(f"“{field.label}”" for field in lacking)
    but = f"（当“{spoken.title}”导入还缺 {labels} 列）" if labels else ""
    why = f"表名或标题说是“{spoken.title}”，表头却像“{headed.title}”{but}，没有导入；请说明是哪本台账"
    return Recognised(None, why, (spoken.name, headed.name))


def _forced(grid: Grid, forced: str, *, sure: bool) -> Recognised:
    ledger = LEDGERS[forced]
    binding = best_header(possible_headings(grid), ledger)
    if binding is None or binding.missing_key:
        return Recognised(None, _unrecognised(grid, [binding] if binding else [], forced))
    if not sure:
        spoken = _spoken(grid, binding.header)
        if spoken is not None and spoken is not ledger:
            return _torn(grid, spoken, ledger)
        rival = None if spoken is ledger else recognise(grid).binding
        if rival is not None and len(rival.fields) > len(binding.fields) + 1:
            return _torn(grid, rival.ledger, ledger)
    return Recognised(binding)


def _named(name: str, ledger: Ledger) -> int:
    """How well a sheet's name names the ledger: 2 exactly, 1 among other words, 0 not."""
    word = plain(name)
    known = {plain(known_name) for known_name in (ledger.title, ledger.name, *ledger.was, *ledger.synonyms)}
    if word in known or bare(_SHEET_NOISE.sub("", name)) in known:
        return 2
    return int(any(len(known_name) > 1 and known_name in word for known_name in known))


def _rank(grid: Grid, binding: Binding) -> tuple[bool, int, int, int]:
    named = _named(grid.name, binding.ledger)
    return (named == 2, len(binding.fields) + named, binding.exact, named)


def _unrecognised(grid: Grid, bindings: Sequence[Binding], forced: str) -> str:
    near = max(bindings, key=lambda binding: _rank(grid, binding), default=None)
    if near is None or (len(near.fields) < 2 and not forced and not _named(grid.name, near.ledger)):
        title = f"台账“{LEDGERS[forced].title}”的" if forced else ""
        return f"前 {HEADER_WITHIN} 行里没有找到{title}表头"
    labels = "、".join(f"“{field.label}”" for field in near.missing_key)
    return f"像是台账“{near.ledger.title}”（第 {near.header + 1} 行），但缺少必需的列 {labels}"
