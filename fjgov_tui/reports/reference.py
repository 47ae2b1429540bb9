"""The quick reference: what fits on one sheet beside the keyboard, from the declarations of keys and commands."""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.paper.document import Block, Document, Level, Passage, Table

ACROSS = 4
"""Pairs of key and meaning in one line."""


def reference_document(keys: Sequence[tuple[str, str]], commands: Sequence[tuple[str, str]], version: str) -> Document:
    """One page: the keys, then commands.

    Args:
        keys: how each is written, and what it does in a few characters.
        commands: as they are typed, and what each does in one clause.
        version: the program's.
    """
    down = -(-len(keys) // ACROSS)
    filled = [*keys, *[("", "")] * (-len(keys) % down)]
    columns = [filled[start : start + down] for start in range(0, len(filled), down)]
    rows = tuple(tuple(text for pair in row for text in pair) for row in zip(*columns, strict=True))
    blocks: list[Block] = [
        Table(("键", "做什么") * len(columns), rows, (5, 7) * len(columns)),
        Table(("命令", "做什么"), tuple(commands), (5, 8)),
        Passage(
            "一个键在哪里都是一个意思；^a 就是 Ctrl+A。此处能按什么看最下面一行，全部按 F1；每个命令都有 --help。",
            Level.NOTE,
        ),
    ]
    return Document(title=f"fjgov {version} 速查", blocks=blocks)
