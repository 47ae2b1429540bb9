"""The private names of Textual and openpyxl in use are still there, and nobody else leans on one."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._reader import WorkSheetParser
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

import fjgov_tui
from fjgov_tui.shell.app import DashboardApp
from fjgov_tui.shell.internals import OpenApp, SequenceReader, has_callbacks, is_open
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.shell.keystream import Kind, Piece
from fjgov_tui.widgets.drawnonce import DrawnOnce

ROOT = Path(__file__).parents[2]
LIBRARIES = ("textual", "openpyxl")
ALLOWED = {"fjgov_tui.shell.internals", "fjgov_tui.widgets.drawnonce", "fjgov_tui.exchange.child"}


def test_textual_has_what_the_application_overrides() -> None:
    for name in ("_handle_exception", "_fatal_error", "_set_pointer_shape"):
        ours, theirs = (inspect.signature(vars(kind)[name]).parameters for kind in (OpenApp, App))
        assert list(ours) == list(theirs), name
    source = inspect.getsource(App)
    assert "self._handle_exception(" in source
    assert "self._fatal_error()" in source
    assert "self.app._set_pointer_shape(" in inspect.getsource(Screen)
    assert "self._driver" in source
    app: App[None] = App()
    assert app._driver is None


def test_textual_has_what_the_picture_on_the_terminal_is_taken_from() -> None:
    ours, theirs = (inspect.signature(vars(kind)["_display"]).parameters for kind in (OpenApp, App))
    assert list(ours) == list(theirs)
    assert "renderable.render_segments(console)" in inspect.getsource(App._display)
    assert "app._display(self, update)" in inspect.getsource(Screen._compositor_refresh)
    assert inspect.signature(LayoutUpdate).parameters.keys() == {"strips", "region"}
    assert inspect.signature(ChopsUpdate).parameters.keys() == {"chops", "spans", "chop_ends"}


def test_textual_sends_through_the_file_that_the_driver_has() -> None:
    source = inspect.getsource(LinuxDriver)
    assert "self._file = sys.__stderr__" in source
    assert "WriterThread(self._file)" in source


def test_the_application_holds_parts_and_stands_on_no_chain_of_classes() -> None:
    """The two below it override what Textual does with errors, the terminal and the order of keys; no more."""
    ours = [kind for kind in DashboardApp.__mro__ if kind.__module__.startswith("fjgov_tui.")]
    assert ours == [DashboardApp, OrderedApp, OpenApp]


def test_textual_has_what_the_order_of_keys_looks_at() -> None:
    app: App[None] = App()
    assert dict(app._screen_stacks) == {"_default": []}
    assert not has_callbacks(Screen())
    assert "self._callbacks.append(" in inspect.getsource(Screen)
    assert not is_open(OpenApp(), Screen())


def test_textual_has_what_a_screen_leaves_out_of_its_first_frame() -> None:
    """Drawings made while the application gathers them are thrown away, and a screen is styled when it is shown."""
    for name in ("_on_screen_resume", "_on_screen_suspend", "_compositor_refresh", "_compose"):
        ours, theirs = (inspect.signature(vars(kind)[name]).parameters for kind in (DrawnOnce, Screen))
        assert list(ours) == list(theirs), name
    asked = inspect.signature(Screen._get_breakpoint_classes).parameters
    assert list(asked) == ["self", "dimension", "breakpoints"]
    assert "if screen._css_update_count != self._css_update_count:" in inspect.getsource(App)
    ours, theirs = (inspect.signature(vars(kind)["_load_screen_css"]).parameters for kind in (OpenApp, App))
    assert list(ours) == list(theirs)
    assert "if event.refresh_styles:" in inspect.getsource(Screen)
    assert "if self._repaint_required:\n                self._dirty_widgets.clear()" in inspect.getsource(Screen)
    assert "if self._batch_count:\n                return" in inspect.getsource(App)
    app: App[None] = App()
    assert app._batch_count == 0


def test_textual_makes_a_screen_as_we_make_it_ahead() -> None:
    made, switched = inspect.getsource(App._init_mode), inspect.getsource(App.switch_mode)
    for line in ("screen, await_mount = self._get_screen(new_screen)", "self._load_screen_css(screen)"):
        assert line in made
    assert "self._screen_stacks[mode] = stack" in made
    assert "if mode not in self._screen_stacks:" in switched
    assert "if self.stack_updates and self.is_attached:" in inspect.getsource(Screen._screen_resized)
    app: App[None] = App()
    assert (app._exit, app._running, app._modes) == (False, False, {})


@pytest.mark.parametrize(
    ("sequence", "key"), [("\x1bOR", "f3"), ("\x1b[Z", "shift+tab"), ("\x1b[[A", "f1"), ("\x1b[1;5C", "ctrl+right")]
)
def test_textual_reads_a_sequence_that_it_knows_and_lets_go_of_one_that_it_does_not(sequence: str, key: str) -> None:
    reader = SequenceReader()
    unknown = Piece(Kind.SEQUENCE, "\x1b[1;99Z")
    for _ in range(2):
        assert not list(reader.messages(unknown))
        (read,) = reader.messages(Piece(Kind.SEQUENCE, sequence))
        assert isinstance(read, events.Key)
        assert read.key == key
        (text,) = reader.messages(Piece(Kind.TEXT, "奉"))
        assert isinstance(text, events.Key)
        assert text.character == "奉"


def test_openpyxl_has_what_the_parsing_child_overrides() -> None:
    assert list(inspect.signature(WorkSheetParser.parse_cell).parameters) == ["self", "element"]
    assert "self.parse_cell(" in inspect.getsource(WorkSheetParser)
    assert "self.col_counter" in inspect.getsource(WorkSheetParser)
    assert "self.read_strings()" in inspect.getsource(ExcelReader)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_whose_private_names_are_used_is_pinned(library: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [line for line in project["dependencies"] if line.startswith(library)]
    assert wanted.removeprefix(library)[:2] in {"==", "~="}, wanted


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(fjgov_tui.__path__, "fjgov_tui."):
        if not module.name.endswith("__main__"):
            yield module.name


@cache
def own_private_names(base: type) -> frozenset[str]:
    """The private methods and attributes that one class of a library brings itself."""
    names = {name for name in vars(base) if name.startswith("_") and not name.startswith("__")}
    names |= {
        node.attr for node in ast.walk(class_of(base)) if is_own_private(node) and isinstance(node, ast.Attribute)
    }
    return frozenset(names)


def private_names(kind: type) -> set[str]:
    """The private methods and attributes that a class has from a library."""
    theirs = [base for base in kind.__mro__ if base.__module__.split(".")[0] in LIBRARIES]
    return {name for base in theirs for name in own_private_names(base)}


def is_own_private(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr.startswith("_")


@cache
def classes(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module by their full names, read once: `inspect.getsource` of a class reads the whole module."""
    held: dict[str, ast.ClassDef] = {}

    def gather(node: ast.AST, within: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = within
            if isinstance(child, ast.ClassDef):
                name = f"{within}{child.name}."
                held.setdefault(name.rstrip("."), child)
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{within}{child.name}.<locals>."
            gather(child, name)

    gather(ast.parse(inspect.getsource(importlib.import_module(module))), "")
    return held


def class_of(kind: type) -> ast.AST:
    # What is made without a `class` statement (a named tuple, an enum by call) has no body of its own.
    return classes(kind.__module__).get(kind.__qualname__, ast.Module([], []))


def test_nobody_else_uses_one() -> None:
    leaning: list[str] = []
    for name in modules():
        if name in ALLOWED:
            continue
        module = importlib.import_module(name)
        text = inspect.getsource(module)
        leaning += [
            f"{name}: {line}" for line in text.splitlines() if line.startswith(("from textual._", "from openpyxl._"))
        ]
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == name and (private := private_names(kind)):
                nodes = list(ast.walk(class_of(kind)))
                used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
                used |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
                leaning += [f"{name}.{kind.__name__}: {word}" for word in sorted(used & private)]
    assert not leaning


def test_a_class_that_uses_one_is_noticed() -> None:
    assert {"_nodes", "_refresh_layout"} & private_names(Screen)
    assert any(isinstance(node, ast.FunctionDef) for node in ast.walk(class_of(Screen)))
