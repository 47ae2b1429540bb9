import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import fjgov_tui
from fjgov_tui.paths import default_db
from fjgov_tui.resources import data_text


def test_the_environment_names_the_file(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    assert default_db().is_relative_to(home)
    assert default_db().name == "fjgov.db"
    monkeypatch.setenv("FJGOV_DB", "~/county.db")
    assert default_db() == home / "county.db"
    monkeypatch.setenv("FJGOV_DB", "")
    assert default_db().name == "fjgov.db"


def test_data_of_the_checkout() -> None:
    assert "=" in data_text("about.toml")
    with pytest.raises(FileNotFoundError):
        data_text("nothing.toml")


def test_data_of_a_zip_is_the_same(tmp_path: Path) -> None:
    package = Path(fjgov_tui.__file__).parent
    packed = tmp_path / "fjgov.pyz"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("__init__.py", "resources.py"):
            archive.write(package / name, f"fjgov_tui/{name}")
        archive.write(package.parent / "data" / "demo" / "units.csv", "fjgov_tui/data/demo/units.csv")
    code = (
        f"import sys; sys.path.insert(0, {str(packed)!r}); from fjgov_tui import resources;"
        "assert '.pyz' in resources.__file__; sys.stdout.buffer.write(resources.data_text('demo/units.csv').encode())"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, cwd=tmp_path)
    assert ended.stdout.decode("utf-8") == data_text("demo/units.csv")
