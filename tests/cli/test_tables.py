from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.cli.tables import pair_lines, table_lines
from fjgov_tui.text import safe, width

CELL = st.text(max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_columns_start_at_the_same_cell_and_nothing_is_lost(rows: list[tuple[str, str, str]]) -> None:
    marked = [(f"A{one}", f"B{two}", f"C{three}") for one, two, three in rows]
    lines = table_lines(("A列", "B列", "C列"), marked)
    sizes = [max(width(safe(row[place])) for row in [("A列", "B列", "C列"), *marked]) for place in range(3)]
    for line, row in zip(lines[1:], marked, strict=True):
        for place in range(3):
            start = sum(sizes[:place]) + 2 * place
            rest = line
            while width(line) - width(rest) < start:
                rest = rest[1:]
            assert rest.startswith(safe(row[place]).rstrip())


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.integers(min_value=20, max_value=60))
def test_a_terminal_line_is_never_overrun(rows: list[tuple[str, str]], cells: int) -> None:
    assert all(width(line) <= cells for line in table_lines(("甲", "乙"), rows, cells))


def test_a_cut_is_shown() -> None:
    (_, line) = table_lines(("编号", "名称"), [("1", "很长的名称" * 10)], 30, numbers=(0,))
    assert line.endswith("…")
    assert line.startswith("   1  很长")


def test_long_text_keeps_its_lines_under_one_label() -> None:
    assert pair_lines([("备注", "一\n二"), ("单位名称", "甲")]) == ["备注      一", "          二", "单位名称  甲"]
