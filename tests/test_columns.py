"""Columns share a line by need: nothing is cut beside cells that stay blank (a promise to whoever reads a list)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.columns import AIR, aired, shared

COLUMNS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), min_size=1, max_size=12)


@given(COLUMNS, st.integers(0, 300))
def test_nothing_is_cut_beside_blank_cells(columns: list[tuple[int, int]], room: int) -> None:
    needs, least = [need for need, _ in columns], [floor for _, floor in columns]
    widths = shared(needs, room, least)
    assert all(size <= need for size, need in zip(widths, needs, strict=True))
    assert all(size >= min(need, floor) for size, need, floor in zip(widths, needs, least, strict=True))
    cut = [place for place, size in enumerate(widths) if size < needs[place]]
    if sum(map(min, needs, least)) <= room:
        assert sum(widths) <= room
        # Not one cell is left over while something is cut.
        assert not cut or sum(widths) == room
        # What is cut is cut evenly: no other column has more than a cell more, but for what it keeps at least.
        for place in cut:
            assert all(size <= max(widths[place] + 1, floor) for size, floor in zip(widths, least, strict=True))


@given(COLUMNS, st.integers(0, 300))
def test_more_room_makes_no_column_narrower(columns: list[tuple[int, int]], room: int) -> None:
    needs, least = [need for need, _ in columns], [floor for _, floor in columns]
    assert all(map(int.__le__, shared(needs, room, least), shared(needs, room + 1, least)))


@given(COLUMNS, st.integers(0, 300))
def test_what_is_left_over_stands_between_the_columns_and_at_the_end(columns: list[tuple[int, int]], room: int) -> None:
    widths = shared([need for need, _ in columns], room, [floor for _, floor in columns])
    wider = aired(widths, room)
    assert all(0 <= more - size <= AIR for more, size in zip(wider, widths, strict=True))
    assert sum(wider) <= max(room, sum(widths))


def test_by_example() -> None:
    assert shared([4, 40, 10], 60) == [4, 40, 10]
    assert shared([4, 40, 10], 30) == [4, 16, 10]
    assert shared([4, 40, 40], 30) == [4, 13, 13]
    assert shared([4, 40, 40], 31) == [4, 14, 13]
    assert shared([4, 40, 40], 30, [4, 20, 4]) == [4, 20, 6]
    assert shared([9, 9], 4, [8, 8]) == [8, 8]
