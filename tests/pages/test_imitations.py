"""Pages invented after the habits of real ones, judged as a person would; the figures go into docs/监测.md."""

import pytest

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.freshness import freshness
from tests.pages.imitations.columns import COLUMNS, Column
from tests.pages.imitations.skins import SITE, TODAY


def dated(column: Column) -> dict[str, Json]:
    """What the task tells of a column."""
    about: dict[str, Json] = {
        "url": f"{SITE}/tzgg/index.html", "content_type": "text/html; charset=utf-8", "today": TODAY.isoformat(),
        "page_of": "site" if column.home else "column",
    }  # fmt: skip
    return freshness(column.html.encode(), about)


@pytest.mark.parametrize("column", COLUMNS, ids=[column.name for column in COLUMNS])
def test_a_column_is_dated_and_called_blank_as_a_person_would(column: Column) -> None:
    found = dated(column)
    assert found["newest"] == (column.newest.isoformat() if column.newest else None)
    assert (found["blank"] is True) == column.blank
