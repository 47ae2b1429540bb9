"""Run by each Python for itself: compile sources so that the same source gives the same bytes.

Of dependencies the docstrings and the tables of lines stay behind: half of their size, and nobody reads them there.
"""

import importlib.util
import json
import marshal
import sys
from pathlib import Path
from types import CodeType


def slim(code: CodeType) -> CodeType:
    """The same code with a table of lines that tells none, and so every code within it."""
    inside = tuple(slim(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    # No location, for eight instructions an entry: an empty table makes tracebacks themselves fail.
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * eights + bytes([0xF8 | (rest - 1)] if rest else [])
    return code.replace(co_linetable=table, co_consts=inside)


def compile_one(folder: Path, name: str) -> None:
    """Write the compiled file beside its source."""
    source = folder.joinpath(name).read_bytes()
    own = name.startswith("fjgov_tui/")
    code = compile(source, name, "exec", dont_inherit=True, optimize=0 if own else 2)
    flags = 0b01  # by hash, never checked
    head = importlib.util.MAGIC_NUMBER + flags.to_bytes(4, "little") + importlib.util.source_hash(source)
    folder.joinpath(name).with_suffix(".pyc").write_bytes(head + marshal.dumps(code if own else slim(code)))


if __name__ == "__main__":
    for source_name in json.loads(sys.argv[2]):
        compile_one(Path(sys.argv[1]), source_name)
