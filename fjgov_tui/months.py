"""Calendar months: the measure of article 37, and of every duty that comes round monthly or quarterly."""

from calendar import monthrange
from datetime import date


def add_months(day: date, count: int) -> date:
    """The same day of the month so many months later, or the month's last day where it has no such day.

    31 December and two months give 28 or 29 February. A day beyond the calendar is the calendar's end.

    Args:
        day: any calendar date.
        count: months to go forward, or back when negative.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
