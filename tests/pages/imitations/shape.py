"""What an imitation of a page is: the page, and the truth about it that a person would tell."""

from dataclasses import dataclass, field
from datetime import date

from tests.pages.imitations.skins import rows

NEW = date(2026, 11, 12)
OLD = date(2025, 6, 3)


@dataclass(frozen=True)
class Column:
    """One page and the truth about it."""

    name: str
    html: str
    newest: date | None
    """The day of the newest publication; `None` where a person sees none either."""
    blank: bool = False
    """Whether the page lists nothing at all."""
    home: bool = False
    site: str = field(default="", repr=False)
    """The site to which it belongs, where the set has other columns of it; no part of what is sealed of older sets."""


def listed(
    newest: date, form: str, *, count: int = 10, gap: int = 5, href: str = "./c{2}.html", kind: str = "list"
) -> str:
    items = (
        f"<li><a href='{href.format(title, day, number)}' target='_blank'>{title}</a><span>{form.format(day)}</span>"
        f"</li>"
        for title, day, number in rows(newest, count, gap)
    )
    return f"<ul class='{kind}'>{''.join(items)}</ul>"
