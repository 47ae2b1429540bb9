"""Media accounts without a public page: when each has to post again (article 21(6))."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import running
from fjgov_tui.observed.freshness import MEDIA_DAYS, MEDIA_WARN_DAYS, Limit
from fjgov_tui.store import Reader

State = Literal["逾期", "快到期", "正常", "未登记"]
_LIMIT = Limit(days=MEDIA_DAYS)


@dataclass(frozen=True, kw_only=True)
class MediaDue:
    """An account and the day by which it has to post."""

    id: int
    media: str
    platform: str
    unit: str
    posted_on: date | None
    due: date | None
    days_left: int | None
    """Negative where it is late; `None` where no post is registered."""
    state: State


def media_due(reader: Reader, today: date) -> list[MediaDue]:
    """The accounts in use, the most urgent first; those without a registered post before all others.

    Args:
        reader: the ledgers.
        today: the Beijing day.
    """
    accounts = []
    for record in reader.records(LEDGERS["media"]):
        if not running(record, today):
            continue
        posted = record.day("posted_on")
        due = _LIMIT.after(posted) if posted else None
        left = (due - today).days if due else None
        accounts.append(
            MediaDue(
                id=record.id,
                media=record.title,
                platform=record.text("platform"),
                unit=record.names.get("unit", ""),
                posted_on=posted,
                due=due,
                days_left=left,
                state=_state(left),
            )
        )
    return sorted(accounts, key=lambda account: (account.days_left is not None, account.days_left or 0, account.id))


def _state(left: int | None) -> State:
    if left is None:
        return "未登记"
    if left < 0:
        return "逾期"
    return "快到期" if left <= MEDIA_DAYS - MEDIA_WARN_DAYS else "正常"
