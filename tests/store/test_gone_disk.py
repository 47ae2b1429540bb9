"""A disk that is gone in the middle: said as that, and never as damage of the ledger file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fjgov_tui.errors import DiskProblem, StoreProblem
from fjgov_tui.store import Store, back_up, verify
from fjgov_tui.store.copies import copy_of
from fjgov_tui.store.sqlite import Handle, sqlite3


class Gone(Handle):
    """The same file on a stick that has been pulled."""

    def execute(self, sql: str, given: object = ()) -> sqlite3.Cursor:
        raise sqlite3.OperationalError("disk I/O error")


def test_a_disk_that_is_gone_is_no_damaged_file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DiskProblem, match="读盘时出错，没有核验完") as caught:
        verify(Gone(store.db.conn))
    assert "拔掉" in caught.value.remedy

    @contextmanager
    def on_a_pulled_stick(path: Path) -> Iterator[Handle]:
        with copy_of(path) as copy:
            yield Gone(copy.conn)

    monkeypatch.setattr("fjgov_tui.store.backup.copy_of", on_a_pulled_stick)
    with pytest.raises(StoreProblem, match="备份没有写成（读盘时出错，没有核验完）"):
        back_up(store, tmp_path / "b.db")
    assert not list(tmp_path.glob("*b.db*"))
