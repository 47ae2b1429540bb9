"""Every checkable sentence of the regulation, the rules that check it, and the tests that prove those rules."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fjgov_tui.audit import RULES

TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Sentence:
    """One thing that an article asks for, in our own words."""

    article: int
    words: str
    rules: tuple[str, ...]
    why: str
    """Why no rule checks it; empty where one does."""


def sentences() -> list[Sentence]:
    """All of them, in the order of the articles; one of a rule that nobody named there stands under its article."""
    data = tomllib.loads((TESTS / "sentences.toml").read_text(encoding="utf-8"))
    known = [
        Sentence(int(article), words, tuple(rules), why)
        for article, entries in data.items()
        for words, rules, why in entries
    ]
    return sorted(known, key=lambda sentence: sentence.article)


@cache
def proofs() -> Mapping[str, tuple[str, ...]]:
    """The test files that name a rule, by the rule's id; what is planted in the demo county is proved there."""
    named: dict[str, list[str]] = {rule.id: [] for rule in RULES}
    planted = TESTS.parent / "data" / "demo" / "planted.toml"
    for path in (*sorted(TESTS.rglob("*.py")), planted):
        words = set(re.findall(r"\d+\.[a-z][a-z-]*", path.read_text(encoding="utf-8")))
        for rule in words & named.keys():
            named[rule].append("demo/test_county.py" if path == planted else path.relative_to(TESTS).as_posix())
    return {rule: tuple(dict.fromkeys(paths)) for rule, paths in named.items()}


def _nearest(path: str) -> tuple[bool, bool, str]:
    """Tests of rules and workflows come before those that only use a rule."""
    return not path.startswith("audit/"), not path.startswith("workflows/"), path


def table() -> str:
    """The page's table."""
    lines = ["| 条 | 要求 | 规则 | 测试 |", "| --- | --- | --- | --- |"]
    for sentence in sentences():
        rules = "、".join(f"`{rule}`" for rule in sentence.rules) or sentence.why
        paths = dict.fromkeys(path for rule in sentence.rules for path in proofs().get(rule, ()))
        # One is enough for a reader, and the page does not change with every further test.
        shown = f"`{min(paths, key=_nearest)}`" if paths else ""
        lines.append(f"| {sentence.article} | {sentence.words} | {rules} | {shown or ' '} |")
    return "\n".join(lines) + "\n"
