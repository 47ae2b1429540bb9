"""Article 21's limits: every kind of column has one, and it is counted to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.ledgers.sites import ColumnKind
from fjgov_tui.observed.freshness import due_after, limit_of


@pytest.mark.parametrize(
    ("kind", "level", "said", "due"),
    [
        ("", 1, "14 天", date(2026, 1, 14)),
        ("动态要闻", 3, "14 天", date(2026, 1, 14)),
        ("通知公告", 1, "6 个月", date(2026, 6, 30)),
        ("政策文件", 1, "6 个月", date(2026, 6, 30)),
        ("通知公告", 2, "1 年", date(2026, 12, 31)),
        ("月度更新", 1, "1 个月", date(2026, 1, 31)),
        ("季度更新", 2, "3 个月", date(2026, 3, 31)),
        ("年度更新", 1, "1 年", date(2026, 12, 31)),
        ("其他", 1, "1 年", date(2026, 12, 31)),
    ],
)
def test_each_kind_has_its_interval(kind: str, level: int, said: str, due: date) -> None:
    assert limit_of(kind, level).in_words == said
    assert due_after(date(2025, 12, 31), kind, level) == due


def test_every_limit_says_where_it_is_laid_down() -> None:
    for kind in ("", *ColumnKind):
        for level in (1, 2):
            assert limit_of(kind, level).clause


@given(day=st.dates(), kind=st.sampled_from(["", *ColumnKind]), level=st.integers(1, 9))
def test_later_publications_are_never_due_earlier(day: date, kind: str, level: int) -> None:
    assert due_after(day, kind, level) >= day
    if day < date.max:
        assert due_after(day + timedelta(days=1), kind, level) >= due_after(day, kind, level)
