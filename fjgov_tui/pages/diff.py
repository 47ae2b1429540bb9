"""What differs between two snapshots of a page, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from fjgov_tui.observed.model import Snapshot
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.pages.shot import Block, Shot, read_shot

MOST = 200
"""Lines of a diff; the rest is counted."""
_HOSTS = (("outbound", "外链"), ("scripts", "外来脚本"), ("frames", "外来框架"), ("forms", "表单去向"))
_NAMES = (("title", "标题"), ("keywords", "关键词"), ("description", "描述"))


@dataclass(frozen=True)
class DiffLine:
    """One line of a diff."""

    sign: Literal["+", "-", " "]
    """Came, went; a blank one says how many more lines there are."""
    tag: str
    """What kind of block: its tag, or a Chinese word for what stands outside the blocks."""
    text: str
    url: str = ""


def diff(old: Snapshot, new: Snapshot, most: int = MOST) -> tuple[DiffLine, ...]:
    """What went and came between two snapshots, in page order, numbers of persons masked; names and hosts first.

    Args:
        old: the earlier one.
        new: the later one.
        most: lines at most; one more says how many there are beyond.

    Raises:
        StoreProblem: a snapshot cannot be read.
    """
    lines = list(_lines(read_shot(old.body), read_shot(new.body)))
    shown = tuple(replace(one, text=without_numbers(one.text)) for one in lines[:most])
    if len(lines) <= most:
        return shown
    return (*shown, DiffLine(" ", "", f"还有 {len(lines) - most} 处改动没有列出"))


def diff_text(lines: tuple[DiffLine, ...]) -> str:
    """How many blocks came and went, in one Chinese sentence."""
    came, went = (sum(one.sign == sign for one in lines) for sign in "+-")
    return f"增加 {came} 处，减少 {went} 处" if came or went else "没有改动"


def _lines(old: Shot, new: Shot) -> Iterator[DiffLine]:
    for name, label in _NAMES:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from (DiffLine("-", label, before),) if before else ()
            yield from (DiffLine("+", label, after),) if after else ()
    for name, label in _HOSTS:
        before, after = getattr(old, name), getattr(new, name)
        yield from (DiffLine("-", label, host) for host in sorted(before - after))
        yield from (DiffLine("+", label, host) for host in sorted(after - before))
    yield from _block_lines(old.blocks, new.blocks)


def _block_lines(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[DiffLine]:
    had, has = frozenset(old), frozenset(new)
    went = [one for one in old if one not in has]
    came = [one for one in new if one not in had]
    if len(went) * len(came) > MOST * MOST * 25:
        # Two different pages: nothing to put side by side.
        yield from (DiffLine("-", one.tag, one.text, one.url) for one in went)
        yield from (DiffLine("+", one.tag, one.text, one.url) for one in came)
        return
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        yield from (DiffLine("-", one.tag, one.text, one.url) for one in old[first:last] if one not in has)
        yield from (DiffLine("+", one.tag, one.text, one.url) for one in new[start:end] if one not in had)
