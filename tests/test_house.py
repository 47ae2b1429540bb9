"""The house rules that neither the linter nor the type checker knows."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Choice, Choices
from fjgov_tui.monitor.checks.registry import INSPECTIONS
from tests.choices import Package, misread

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "fjgov_tui"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
STILL_LONGER = dict.fromkeys(
    ("screens/listing.py", "pages/scripts.py", "pages/tampering.py", "monitor/checks/integrity.py"), 450
)
"""Files that are still two things, and how long they may be until they are parted; no other is to come."""


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file's syntax tree; the tree itself is the first."""
    return tuple(ast.walk(ast.parse(text_of(path))))


def tree(path: Path) -> ast.Module:
    root = nodes(path)[0]
    assert isinstance(root, ast.Module)
    return root


def breaking(broken: Callable[[Path], Iterable[str]]) -> list[str]:
    """Where a rule for each file is broken; one test asks it of all files, because a test a file cost more than it."""
    return [f"{path.relative_to(ROOT)}: {place}" for path in FILES for place in broken(path)]


def test_a_file_is_one_thing_and_a_function_fits_a_screen() -> None:
    def too_long(path: Path) -> Iterator[str]:
        longest = STILL_LONGER.get(path.relative_to(PACKAGE).as_posix(), LONGEST_FILE)
        if len(text_of(path).splitlines()) > longest:
            yield "the file"
        for node in nodes(path):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() if (
                    node.end_lineno or 0
                ) - node.lineno >= LONGEST_FUNCTION:
                    yield node.name

    assert breaking(too_long) == []


def test_modules_import_each_other_in_no_circle() -> None:
    """Wherever the import stands: one inside a function or for the types alone ties two modules together as well."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}

    def imported(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                below = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (name if name in names else str(node.module) for name in below)

    try:
        TopologicalSorter({name: set(imported(path)) & set(names) for name, path in names.items()}).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise AssertionError(f"put what they share below both: {circle}") from None


def test_errors_are_caught_by_name() -> None:
    def broad(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = [name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)] if node.type else [""]
            raised = any(isinstance(below, ast.Raise) for below in ast.walk(node))
            if {"", "Exception"} & set(caught) or ("BaseException" in caught and not raised):
                yield f"line {node.lineno}"

    assert breaking(broad) == []


def test_no_check_is_switched_off() -> None:
    switched_off = re.compile(r"#\s*(type:\s*ignore|noqa|mypy:|pylint:)")
    assert breaking(lambda path: map(str, switched_off.findall(text_of(path)))) == []


def test_only_the_store_opens_the_database_and_only_it_writes_sql_that_changes_data() -> None:
    changes = re.compile(r"\b(?:INSERT (?:OR \w+ )?INTO|DELETE FROM|UPDATE \w+ SET|CREATE TABLE|DROP TABLE)\b|\.conn\b")
    opening = {f"store/{name}.py" for name in ("engine", "memory", "backup", "companions", "copies", "own_log")}

    def reaching(path: Path) -> Iterator[str]:
        place = path.relative_to(PACKAGE).as_posix()
        if place not in opening:
            yield from re.findall(r"\bsqlite3\.connect\(", text_of(path))
        if not place.startswith("store/"):
            yield from changes.findall(text_of(path))

    assert breaking(reaching) == []


def test_what_is_said_in_chinese_is_punctuated_in_chinese() -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;!?](?=[\u4e00-\u9fff]|$)")

    def half_width(path: Path) -> Iterator[str]:
        for node in nodes(path):
            # Patterns are told by their escapes and groups; nobody reads those.
            match node:
                case ast.Constant(value=str(prose)) if not re.search(r"\\|\(\?", prose) and wrong.search(prose):
                    yield f"{node.lineno}: {prose}"

    assert breaking(half_width) == []


BY_NAME = {"commands/mains.py", "store/steps.py"}
"""Files that name what they load in strings."""
KEPT = {"__getattr__"}
"""Used by Python itself: what a module loads when it is first asked for."""


def words_used() -> set[str]:
    """Every name that the package reads, imports or takes from an object; not those in its prose."""
    used: set[str] = set()
    for path in FILES:
        strings = path.relative_to(PACKAGE).as_posix() in BY_NAME
        for node in nodes(path):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.alias):
                used.add(node.name)
            elif strings and isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.update(re.findall(r"\w+", node.value))
    return used


def test_nobody_is_called_she() -> None:
    """People are named by what they are in the matter: 移交人, 接手人, 本人."""
    assert [path.name for path in (*FILES, *(ROOT / "docs").glob("*.md")) if "她" in text_of(path)] == []


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
RIDDLES = {"one": 0, "found": 0, "said": 0, "told": 0, "_told": 0, "_said": 0, "_found": 0}
"""Names that do not say what they hold, and how many may remain: none."""


def test_names_say_what_they_hold() -> None:
    count: Counter[str] = Counter()
    for path in FILES:
        for node in nodes(path):
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


def test_a_docstring_says_more_than_the_name() -> None:
    def empty(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node) or ""
                words = {word.strip("`.,;:").lower() for word in text.split()}
                name = re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower().split("_")
                if (
                    text
                    and text.isascii()
                    and (len(text.split()) < LEAST_WORDS or words <= {"the", "a", "an", "its", *name})
                ):
                    yield f"{node.lineno}: {text}"

    assert breaking(empty) == []


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
    package = Package({path.relative_to(ROOT).as_posix(): tree(path) for path in FILES})
    bare = [line for place in package.trees for line in package.bare(place)]
    assert not bare, "take the member of the enum that stands beside the ledger"


def test_a_field_is_read_by_a_name_that_a_ledger_declares() -> None:
    assert breaking(lambda path: map(str, misread(tree(path)))) == []


BELOW = [name for name in LAYERS if (PACKAGE / name / "__init__.py").exists()]


def test_nothing_below_the_screens_loads_textual() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"for name in {BELOW}:\n"
        "    package = importlib.import_module('fjgov_tui.' + name)\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "        if 'textual' in sys.modules:\n"
        "            sys.exit(module.name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
