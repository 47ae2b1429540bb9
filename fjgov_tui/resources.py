"""The program's own data files, found the same way from a checkout, an installed wheel and a zip."""

from __future__ import annotations

from pathlib import Path, PurePath
from pkgutil import get_data
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def _root() -> Traversable:
    """A wheel and a zip carry `data` inside the package; a checkout keeps it beside the package."""
    from importlib.resources import files

    inside = files("fjgov_tui").joinpath("data")
    return inside if inside.is_dir() else Path(__file__).resolve().parent.parent / "data"


def data_text(name: str) -> str:
    """The text of a data file.

    Args:
        name: the path below `data/`, with forward slashes, such as `demo/units.csv`.

    Raises:
        FileNotFoundError: the program was packed without it.
    """
    return _root().joinpath(*name.split("/")).read_text(encoding="utf-8")


def text_beside(path: str | PurePath) -> str:
    """The text of a file that lies beside the program's code, as its style sheets do; the code may lie in a zip.

    Args:
        path: as `Path(__file__).with_name(…)` gives it.

    Raises:
        OSError: there is none.
        ValueError: it does not lie there.
    """
    name = PurePath(path).relative_to(PurePath(__file__).parent).as_posix()
    content = get_data("fjgov_tui", name)
    if content is None:
        raise FileNotFoundError(name)
    return content.decode("utf-8")
