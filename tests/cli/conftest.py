"""Commands run in this process, with real files; `test_process.py` runs the few things that need a process."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fjgov_tui.__main__ import main
from fjgov_tui.store.schema import schema_digest


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Fjgov = Callable[..., Ended]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the ledger file will be; named by the environment, as on an office machine."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("FJGOV_DB", str(folder / "county.db"))
    return folder / "county.db"


@pytest.fixture
def fjgov(db: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Fjgov]:
    """Runs `fjgov` with the given words."""
    before = os.umask(0o022)

    def run(*words: str | Path) -> Ended:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)

    yield run
    os.umask(before)


_COUNTY: dict[str, Path] = {}
"""The file of `county`, made once: to copy it costs a twentieth of making it."""


@pytest.fixture
def county(fjgov: Fjgov, db: Path, tmp_path_factory: pytest.TempPathFactory) -> Fjgov:
    """The same, on a file with two units and a person."""
    key = schema_digest()
    if key not in _COUNTY:
        _furnish(fjgov)
        made = tmp_path_factory.mktemp("county") / "county.db"
        shutil.copy(db, made)
        _COUNTY[key] = made
    else:
        shutil.copy(_COUNTY[key], db)
    return fjgov


def _furnish(fjgov: Fjgov) -> None:
    assert fjgov("init").code == 0
    for words in (
        ("unit", "单位名称=白帝镇人民政府", "单位类别=乡镇街道"),
        ("unit", "name=县水利局", "kind=部门"),
        ("person", "name=张三", "unit=白帝镇人民政府", "mobile=19900001234", "on_duty=2026.9.1", "real_name=是"),
    ):
        assert fjgov("ledger", "add", *words).code == 0
