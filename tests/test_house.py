"""The house rules that neither the linter nor the type checker knows."""

import ast
import re
import subprocess
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Choice, Choices
from fjgov_tui.monitor.checks.registry import INSPECTIONS
from tests.choices import misread, read_package

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "fjgov_tui"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 450, 60
EVERY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@EVERY_FILE
def test_a_file_is_one_thing_and_a_function_fits_a_screen(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@EVERY_FILE
def test_errors_are_caught_by_name(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = [one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)] if node.type else [""]
            assert "" not in caught, node.lineno
            assert "Exception" not in caught, node.lineno
            if "BaseException" in caught:
                assert any(isinstance(one, ast.Raise) for one in ast.walk(node)), node.lineno


@EVERY_FILE
def test_no_check_is_switched_off(path: Path) -> None:
    assert not re.search(r"#\s*(type:\s*ignore|noqa|mypy:|pylint:)", path.read_text(encoding="utf-8"))


@EVERY_FILE
def test_only_the_store_opens_the_database_and_only_it_writes_sql_that_changes_data(path: Path) -> None:
    text, place = path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix()
    if re.search(r"\bsqlite3\.connect\(", text):
        assert place in {"store/engine.py", "store/backup.py", "store/companions.py", "store/copies.py"}
    if not place.startswith("store/"):
        assert not re.search(r"\b(INSERT (OR \w+ )?INTO|DELETE FROM|UPDATE \w+ SET|CREATE TABLE|DROP TABLE)\b", text)
        assert not re.search(r"\.conn\b", text)


@EVERY_FILE
def test_what_is_said_in_chinese_is_punctuated_in_chinese(path: Path) -> None:
    for node in ast.walk(tree(path)):
        # Patterns are told by their escapes and groups; nobody reads those.
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not re.search(r"\\|\(\?", node.value):
            wrong = re.search(r"[\u4e00-\u9fff][,;!?](?=[\u4e00-\u9fff]|$)", node.value)
            assert not wrong, f"{node.lineno}: {node.value}"


BY_NAME = {"commands/mains.py", "store/steps.py"}
"""Files that name what they load in strings."""
KEPT = {"add_workdays"}
"""Used by nobody yet: periods of working days (article 12) are counted by a part that is still to come."""


def words_used() -> set[str]:
    """Every name that the package reads, imports or takes from an object; not those in its prose."""
    used: set[str] = set()
    for path in FILES:
        strings = path.relative_to(PACKAGE).as_posix() in BY_NAME
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.alias):
                used.add(node.name)
            elif strings and isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.update(re.findall(r"\w+", node.value))
    return used


@pytest.mark.parametrize("path", [*FILES, *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name)
def test_nobody_is_called_she(path: Path) -> None:
    """People are named by what they are in the matter: 移交人, 接手人, 本人."""
    assert "她" not in path.read_text(encoding="utf-8")


def test_nothing_is_there_that_nobody_uses() -> None:
    used = words_used() | KEPT | {one.function for one in INSPECTIONS.values()}
    for path in FILES:
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
                assert node.name in used, f"{path}:{node.lineno}"


LAYERS = [
    "store",
    "ledgers",
    "exchange",
    "reports",
    "workflows",
    "audit",
    "monitor",
    "net",
    "pages",
    "observed",
    "passwords",
    "demo",
    "cli",
]
RIDDLES = {"one": 40, "found": 10, "said": 10, "told": 6}
"""Names that do not say what they hold, and how many may remain: lower the numbers, never raise them."""


def test_names_say_what_they_hold() -> None:
    count: Counter[str] = Counter()
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                count[node.id] += 1
            elif isinstance(node, ast.arg):
                count[node.arg] += 1
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count[node.name] += 1
    assert {name: most for name, most in RIDDLES.items() if count[name] > most} == {}, (
        "say `site`, `record`, `findings`"
    )


def test_a_class_name_has_one_meaning() -> None:
    places: dict[str, list[str]] = {}
    for path in FILES:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert not twice


LEAST_WORDS = 3
"""A shorter English docstring (“The list.”, “Counted.”) repeats the name. Chinese ones are the help of commands."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_docstring_says_more_than_the_name(path: Path) -> None:
    empty = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node) or ""
            words = {word.strip("`.,;:").lower() for word in text.split()}
            repeats = words <= {"the", "a", "an", "its", *re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower().split("_")}
            if text and text.isascii() and (len(text.split()) < LEAST_WORDS or repeats):
                empty.append(f"{path}:{node.lineno}: {text}")
    assert not empty


def test_every_choice_of_a_ledger_is_a_member_of_an_enum() -> None:
    """Declared beside the ledger, as `Choice(choices=tuple(PlaceState))`: then code names it and cannot mistype it."""
    plain = [
        f"{ledger.name}.{field.name}"
        for ledger in LEDGERS.values()
        for field in ledger.fields
        if isinstance(field.type, Choice | Choices)
        and field.type.choices != tuple(SETTINGS)
        and not all(isinstance(choice, StrEnum) for choice in field.type.choices)
    ]
    assert not plain, "declare a StrEnum of these choices beside the ledger"


def test_no_choice_is_written_as_a_bare_word() -> None:
    package = read_package(PACKAGE)
    bare = [line for place in package.trees for line in package.bare(place)]
    assert not bare, "take the member of the enum that stands beside the ledger"


@EVERY_FILE
def test_a_field_is_read_by_a_name_that_a_ledger_declares(path: Path) -> None:
    assert not list(misread(tree(path)))


BELOW = [name for name in LAYERS if (PACKAGE / name / "__init__.py").exists()]


@pytest.mark.parametrize("name", BELOW)
def test_nothing_below_the_screens_loads_textual(name: str) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module('fjgov_tui.{name}')\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        "sys.exit('textual' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
