from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.store import Store, create_store
from fjgov_tui.store.actor import Actor
from tests.workflows.article import ARTICLE, REVIEW
from tests.workflows.bench import Bench, Clock, furnished
from tests.workflows.office import Office, furnish


@pytest.fixture
def office(store: Store) -> Office:
    """A small county in a fresh file."""
    return furnish(store)


@pytest.fixture
def bench(tmp_path: Path, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """An article in a file of its own."""
    monkeypatch.setitem(LEDGERS, "article", ARTICLE)
    monkeypatch.setitem(PROCEDURES, "article", REVIEW)
    clock = Clock()
    with create_store(tmp_path / "county.db", actor=actor, clock=clock) as store:
        yield furnished(store, clock)
