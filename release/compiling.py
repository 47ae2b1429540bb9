"""Run by each Python for itself: compile sources so that the same source gives the same bytes.

Docstrings stay behind but for those of the commands, which are their help; of dependencies the tables of lines, too:
half of their size, and nobody reads them there.
"""

import ast
import json
import marshal
import sys
from pathlib import Path
from types import CodeType

OWN = "fjgov_tui/"
HELP = "fjgov_tui/cli/"
"""Where docstrings are shown to people."""
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(tree: ast.Module) -> ast.Module:
    """The same program without docstrings.

    Those of classes become as short as may be: where there is none, `dataclass` computes one when it is loaded.
    """
    for node in ast.walk(tree):
        if not isinstance(node, Documented) or ast.get_docstring(node, clean=False) is None:
            continue
        if isinstance(node, ast.ClassDef):
            node.body[0] = ast.copy_location(ast.Expr(ast.copy_location(ast.Constant("-"), node.body[0])), node.body[0])
        else:
            node.body[:1] = [] if node.body[1:] else [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def slim(code: CodeType) -> CodeType:
    """The same code with a table of lines that tells none, and so every code within it."""
    inside = tuple(slim(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    # No location, for eight instructions an entry: an empty table makes tracebacks themselves fail.
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * eights + bytes([0xF8 | (rest - 1)] if rest else [])
    return code.replace(co_linetable=table, co_consts=inside)


def compile_one(folder: Path, name: str) -> None:
    """Write the marshalled code beside its source."""
    tree = ast.parse(folder.joinpath(name).read_bytes(), name)
    if not name.startswith(HELP):
        tree = undocumented(tree)
    own = name.startswith(OWN)
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0 if own else 1)
    folder.joinpath(name).with_suffix(".code").write_bytes(marshal.dumps(code if own else slim(code)))


if __name__ == "__main__":
    for source_name in json.loads(sys.argv[2]):
        compile_one(Path(sys.argv[1]), source_name)
