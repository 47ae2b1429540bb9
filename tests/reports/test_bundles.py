"""How old the newest bundle of another machine is, whatever its clock says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fjgov_tui.clock import instant
from fjgov_tui.reports.bundles import age_of
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=59), "不到 1 小时前"),
        (timedelta(hours=1), "1 小时前"),
        (timedelta(hours=23, minutes=59), "23 小时前"),
        (timedelta(days=8), "8 天前"),
        (timedelta(hours=-3), "不到 1 小时前"),
    ],
)
def test_an_age_is_told_in_hours_or_days_and_is_never_below_nothing(age: timedelta, words: str) -> None:
    assert age_of(instant(NOW - age), NOW) == words
