"""What the checks' tests share."""

from collections.abc import Iterator

import pytest

from tests.monitor.checks.serving import end_shared_worker


@pytest.fixture(scope="package", autouse=True)
def worker_ends() -> Iterator[None]:
    """The process that reads their pages ends with the last of them."""
    yield
    end_shared_worker()
