"""Dated entries by the lists in which they stand: which lists are the page's own, and which years their order gives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from fjgov_tui.pages import dates
from fjgov_tui.pages.flat import Flat
from fjgov_tui.pages.listing import ListItem
from fjgov_tui.pages.regions import Regions


def grouped(items: list[ListItem], flat: Flat) -> list[list[ListItem]]:
    """The items by the list in which they stand; lists of one stand together by what holds those."""
    by_list: dict[int, list[ListItem]] = defaultdict(list)
    for item in items:
        by_list[item.list].append(item)
    groups: dict[int, list[ListItem]] = defaultdict(list)
    for around, members in by_list.items():
        groups[flat.parents[around] if len(members) == 1 and flat.parents[around] >= 0 else around] += members
    return list(groups.values())


def with_years(items: list[ListItem], flat: Flat, today: date) -> list[ListItem]:
    """The items with the years that the order of their lists gives to dates of month and day.

    Lists of one kind that stand together are one list, cut into pieces by the design.
    """
    runs: dict[tuple[int, tuple[str, str]], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if item.written.form == dates.INFERRED:
            runs[(max(0, flat.parents[item.list]), _kind([item], flat))].append(number)
    dated = list(items)
    for numbers in runs.values():
        written = dates.years_down([items[number].written for number in numbers], today)
        for number, date_read in zip(numbers, written, strict=True):
            dated[number] = replace(items[number], written=date_read)
    return dated


def published(items: list[ListItem]) -> list[ListItem]:
    """Of the dates of one entry those that the page itself calls days of publication, where there are any."""
    labelled = {item.index for item in items if item.labelled}
    return [item for item in items if item.labelled or item.index not in labelled]


def certain(group: list[ListItem], flat: Flat) -> list[ListItem]:
    """The items of a list whose dates can be relied on: those off titles only where most titles carry one."""
    apart = [item for item in group if not item.edge]
    if apart:
        return apart
    return group if 2 * len(group) >= flat.count_anchors(group[0].list) else []


def own_lists(groups: list[list[ListItem]], flat: Flat, regions: Regions, *, beside: bool) -> list[list[ListItem]]:
    """A column's own lists: not what is called a side bar, nor a short list of another kind behind the longest.

    In doubt a list counts: a fresh column that is called stale is worse than a stale one that is found later.

    Args:
        groups: all lists, in document order.
        flat: the page.
        regions: of the page.
        beside: whether a side bar counts where there is nothing else: the words of a class may mislead.
    """
    inside = [group for group in groups if group[0].index not in regions.aside] or (groups if beside else [])
    if not inside:
        return []
    longest = max(inside, key=len)
    kind = _kind(longest, flat)
    place = inside.index(longest)
    return [
        group
        for number, group in enumerate(inside)
        if number <= place or 3 * len(group) >= 2 * len(longest) or _kind(group, flat) == kind
    ]


def _kind(group: list[ListItem], flat: Flat) -> tuple[str, str]:
    """By what lists of one kind are known: the element and its class."""
    around = group[0].list
    return flat.tags[around], flat.attributes(around).get("class") or ""
