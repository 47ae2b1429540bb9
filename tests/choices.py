"""Where code writes a choice of a ledger's field as a bare literal, read from its syntax tree.

Choices are members of the enums beside their ledgers, so that a word that is no choice is no program. What names a
field is what reads it: `record.values["state"]`, `row.get("state")`, `site.state`, `state`, a keyword, a key, a
parameter. A literal counts where the field of that name has it among its choices.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Choice, Choices, Day, FieldType, Instant, Integer, Reference

Tables = Mapping[str, ast.expr]
"""Constants of modules by name."""
Meeting = tuple[ast.expr, str, ast.expr]
"""Where, the name of a value, and what it is or is compared with."""


def all_choices() -> Mapping[str, frozenset[str]]:
    """For each field name of any ledger: every choice of the fields of that name.

    Settings are objects of their own, and their names no enum.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for ledger in LEDGERS.values():
        for declared in ledger.fields:
            if isinstance(declared.type, Choice | Choices) and declared.type.choices != tuple(SETTINGS):
                known[declared.name] |= {str(choice) for choice in declared.type.choices}
    return {name: frozenset(words) for name, words in known.items()}


def field_read(node: ast.expr) -> str:
    """The name under which an expression reads a value; empty where it has none."""
    match node:
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.NamedExpr(value=inner) | ast.BoolOp(op=ast.Or(), values=[inner, *_]):
            return field_read(inner)
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return field_read(inner)
        case ast.Call(func=ast.Attribute(), args=[ast.Constant(value=str(name)), *_]):
            return name
    return ""


@dataclass
class Package:
    """What the files of a package declare: constants, and the parameters of functions and of data classes."""

    trees: Mapping[str, ast.Module]
    """By path."""
    choices: Mapping[str, frozenset[str]] = field(default_factory=all_choices)
    parameters: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    """By name, then by the path of the file that declares it."""
    constants: dict[str, dict[str, ast.expr]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the declarations of every file."""
        for place, tree in self.trees.items():
            self.constants[place] = dict(_constants(tree.body))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
                    self.parameters[node.name][place] = names[names[:1] == ["self"] :]
                elif isinstance(node, ast.ClassDef):
                    fields = [name for line in node.body for name in _field(line)]
                    if fields:
                        self.parameters[node.name][place] = fields

    def bare(self, place: str) -> Iterator[str]:
        """Each literal in a file that is a choice of the field that it stands for: `line: word of field`."""
        for line, name, word in sorted({(line, name, str(node.value)) for line, name, node in self.literals(place)}):
            yield f"{place}:{line}: “{word}” is a choice of `{name}`"

    def literals(self, place: str) -> Iterator[tuple[int, str, ast.Constant]]:
        """The same by line, field and literal; the literal may stand elsewhere, where a constant is named."""
        tables = {**self._imported(place), **self.constants[place]}
        for node, name, values in self._meetings(place):
            for literal in _words(values, tables):
                if literal.value in self.choices.get(name, ()):
                    yield node.lineno, name, literal

    def _imported(self, place: str) -> dict[str, ast.expr]:
        known: dict[str, ast.expr] = {}
        for node in ast.walk(self.trees[place]):
            if isinstance(node, ast.ImportFrom) and node.module:
                there = self.constants.get(f"{node.module.replace('.', '/')}.py", {})
                known |= {name.asname or name.name: there[name.name] for name in node.names if name.name in there}
        return known

    def _meetings(self, place: str) -> Iterator[Meeting]:
        """Wherever a name meets a value in a file."""
        for node in ast.walk(self.trees[place]):
            yield from _written(node)
            yield from _asked(node)
            if isinstance(node, ast.arguments):
                yield from _defaults(node)
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                known = self.parameters.get(called, {})
                for names in [known[place]] if place in known else known.values():
                    yield from ((value, name, value) for name, value in zip(names, node.args, strict=False))


def _asked(node: ast.AST) -> Iterator[Meeting]:
    """A name that is compared, or looked up in a table."""
    match node:
        case ast.Compare():
            for one, other in pairwise([node.left, *node.comparators]):
                yield node, field_read(one), other
                yield node, field_read(other), one
        case ast.Subscript():
            yield node, field_read(node.slice), _keys(node.value)
        case ast.Call(func=ast.Attribute(attr="get", value=table), args=[key, *_]):
            yield node, field_read(key), _keys(table)
        case ast.Match():
            for inner in (inner for case in node.cases for inner in ast.walk(case.pattern)):
                if isinstance(inner, ast.MatchValue):
                    yield node.subject, field_read(node.subject), inner.value


def _written(node: ast.AST) -> Iterator[Meeting]:
    """A name that gets a value: a key, a keyword, a variable, a default, the option of a command."""
    match node:
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield value, str(key.value), value
        case ast.keyword(arg=str(name), value=value):
            yield value, name, value
        case ast.Tuple(elts=[ast.Constant(value=str(name)), value]):
            yield node, name, value
        case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
            yield value, field_read(target), value
        case ast.Call(func=ast.Attribute(attr="option"), args=[ast.Constant(value=str(option)), *_]):
            for keyword in node.keywords:
                if keyword.arg == "default":
                    yield keyword.value, option.strip("-"), keyword.value


def _field(line: ast.stmt) -> list[str]:
    return [line.target.id] if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) else []


def _constants(body: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for line in body:
        match line:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (
                    (name.id, value) for name, value in zip(names, values, strict=True) if isinstance(name, ast.Name)
                )


def _defaults(node: ast.arguments) -> Iterator[Meeting]:
    named = [*node.posonlyargs, *node.args]
    for argument, value in zip(reversed(named), reversed(node.defaults), strict=False):
        yield value, argument.arg, value
    for argument, given in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        if given is not None:
            yield given, argument.arg, given


def _keys(node: ast.expr) -> ast.expr:
    """What a table is asked for: its keys where it is written out."""
    return ast.Tuple(elts=[key for key in node.keys if key is not None]) if isinstance(node, ast.Dict) else node


def _words(node: ast.expr, tables: Tables, depth: int = 3) -> Iterator[ast.Constant]:
    """The bare strings that an expression may be, or that its collection holds."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.Name) and depth and node.id in tables:
        yield from _words(tables[node.id], tables, depth - 1)
    else:
        for part in _parts(node) if depth else ():
            yield from _words(part, tables, depth - isinstance(node, ast.Call))


def _parts(node: ast.expr) -> Sequence[ast.expr]:
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.BoolOp(values=parts):
            return parts
        case ast.Dict():
            return [key for key in node.keys if key is not None]
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return [one, other]
        case ast.Call(args=parts):
            return [part for part in parts if not isinstance(part, ast.Constant) or isinstance(node.func, ast.Name)]
    return []


READ_AS: Mapping[str, type[FieldType]] = {"day": Day, "at": Instant, "number": Integer, "ref": Reference}
"""The methods by which records are read, each with the only kind of field that it takes."""


def misread(tree: ast.Module) -> Iterator[str]:
    """Each field that is read by a literal name that no ledger declares, or not as that kind; or read past errors."""
    kinds: dict[str, set[type[FieldType] | None]] = defaultdict(set)
    for ledger in LEDGERS.values():
        for declared in ledger.fields:
            kinds[declared.name] |= {type(declared.type), None}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            for name, kind in _reads(node):
                if kind not in kinds[name]:
                    yield f"{node.lineno}: no {kind.__name__ if kind else 'field'} is called `{name}`"


def _reads(node: ast.expr) -> Iterator[tuple[str, type[FieldType] | None]]:
    """Names with the kind that they are read as; `None` where any will do."""
    match node:
        case ast.Call(func=ast.Attribute(attr=way), args=[ast.Constant(value=str(name))]) if way in READ_AS:
            yield name, READ_AS[way]
        case ast.Call(func=ast.Name(id="reference"), args=[_, ast.Constant(value=str(name))]):
            yield name, Reference
        case ast.Call(func=ast.Name(id="begun" | "done"), args=[_, ast.Constant(value=str(name)), _]):
            yield name, Day
        case ast.Subscript(value=ast.Attribute(attr="values"), slice=ast.Constant(value=str(name))):
            yield name, None
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="values")), args=[ast.Constant(), *_]):
            # It is silent about a name that is none: `values[...]` is not.
            yield "values.get", None
