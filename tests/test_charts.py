"""Charts: every value is printed, a gap is no nought, nothing is loaded, and a picture is well-formed."""

from xml.etree import ElementTree

import pytest

from fjgov_tui.charts import Chart, ChartRow, svg

NS = "{http://www.w3.org/2000/svg}"
BARS = Chart(
    "各章<状态>",
    "数一数 & 看一看",
    ("违规", "合规"),
    (ChartRow("一", (3, 1)), ChartRow("二", (0, 0)), ChartRow("三", (None, None))),
)
HEAT = Chart(
    "可用性", "每天", ("11-01", "11-02"), (ChartRow("甲站", (0, None)), ChartRow("乙站", (20, 50))), heat=True, top=20
)


def texts(chart: Chart) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg(chart)).iter(f"{NS}text")]


@pytest.mark.parametrize("chart", [BARS, HEAT])
def test_title_and_description_are_there_for_those_who_do_not_see_it(chart: Chart) -> None:
    root = ElementTree.fromstring(svg(chart))
    assert (root.findtext(f"{NS}title"), root.findtext(f"{NS}desc")) == (chart.title, chart.about)


def test_what_was_not_measured_is_a_gap_and_no_nought() -> None:
    assert "未测" in texts(BARS)
    assert texts(BARS).count("0") == 1, "only the chapter in which there is nothing"
    assert "·" in texts(HEAT)
    assert HEAT.table == (("甲站", "0", "未测"), ("乙站", "20", "50"))


def test_a_part_is_told_by_a_pattern_besides_its_colour() -> None:
    root = ElementTree.fromstring(svg(BARS, 4))
    fills = {rect.get("fill") for rect in root.iter(f"{NS}rect")}
    assert {"url(#p4-0)", "url(#p4-1)"} <= fills
    assert len({pattern.get("id") for pattern in root.iter(f"{NS}pattern")}) == 2
