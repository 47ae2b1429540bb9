"""The small wrongs that are tried: a comparison that is off by one, a condition turned round, a number one more."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}


@dataclass(frozen=True)
class Mutant:
    """One file with one wrong in it."""

    line: int
    before: str
    after: str
    source: str
    """The whole file."""


def mutants(source: str) -> Iterator[Mutant]:
    """Every wrong of a file, in the order of its lines."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.stmt | ast.expr) and _can_be_wrong(node):
            wrong = copy.deepcopy(tree)
            changed = next(other for index, other in enumerate(ast.walk(wrong)) if index == place)
            _make_wrong(changed)
            source = ast.unparse(ast.fix_missing_locations(wrong))
            yield Mutant(node.lineno, _short(node), _short(changed), source)


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:100]


def _can_be_wrong(node: ast.AST) -> bool:
    match node:
        case ast.Compare():
            return type(node.ops[0]) in _COMPARISONS
        case ast.BoolOp() | ast.If() | ast.IfExp() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BinOp():
            return type(node.op) in _OPERATORS and not _is_text(node)
        case ast.Constant():
            return isinstance(node.value, bool | int)
        case ast.Call(func=ast.Attribute(attr="startswith" | "endswith")):
            return True
    return False


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr) or isinstance(getattr(side, "value", None), str) for side in sides)


def _make_wrong(node: ast.AST) -> None:
    match node:
        case ast.Compare():
            node.ops[0] = _COMPARISONS[type(node.ops[0])]()
        case ast.BoolOp():
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
        case ast.UnaryOp():
            # Twice turned round: `+x` would raise on most values, which any test notices that comes by.
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
        case ast.BinOp():
            node.op = _OPERATORS[type(node.op)]()
        case ast.Constant():
            node.value = (not node.value) if isinstance(node.value, bool) else int(str(node.value)) + 1
        case ast.Call(func=ast.Attribute() as called):
            called.attr = "endswith" if called.attr == "startswith" else "startswith"
