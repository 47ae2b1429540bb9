import pytest

from fjgov_tui.store import Store
from tests.workflows.office import Office, furnish


@pytest.fixture
def office(store: Store) -> Office:
    """A small county in a fresh file."""
    return furnish(store)
