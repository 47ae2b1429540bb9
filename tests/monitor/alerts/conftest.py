from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.alerts.county import County, open_county


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """Three sites, no channel, Monday morning."""
    made = open_county(tmp_path / "county.db")
    with made.store:
        yield made
