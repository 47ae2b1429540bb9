"""What the program stands on is declared, used, free to pass on, locked with hashes, and listed."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from tests.supply import (
    FREE,
    LOCKS,
    PAGE,
    answer_of,
    declared,
    filled,
    imported,
    in_vain,
    licence_of,
    locked,
    providers,
    rows,
)

USED_OTHERWISE = frozenset({"pysqlite3", "textual-serve"})
"""Installed as a module of another name, loaded by a library that looks for it, or only its files are read."""


@cache
def modules() -> frozenset[str]:
    return imported()


def test_every_package_that_is_declared_is_imported_somewhere() -> None:
    groups = declared()
    wanted = frozenset().union(*(packages for group, packages in groups.items() if group != "dev"))
    brought = frozenset().union(*providers(modules()).values())
    missing = wanted - brought - USED_OTHERWISE
    assert not missing, "take it out of pyproject.toml"


def test_every_module_that_is_imported_comes_from_a_package_that_is_declared() -> None:
    wanted = frozenset().union(*declared().values())
    strange = {
        module: packages for module, packages in providers(modules()).items() if packages and not packages & wanted
    }
    assert not strange, "declare it in pyproject.toml: it may leave with the package that brought it"


def test_every_locked_package_has_hashes_and_stands_in_the_table() -> None:
    for lock in LOCKS:
        for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8")):
            assert "==" not in block or "--hash=sha256:" in block, block.partition("\n")[0]
    page = PAGE.read_text(encoding="utf-8")
    for name, version in locked(LOCKS[0]).items():
        assert f"| {name} | {version} |" in page, "run python -m tests.supply"


def test_every_licence_may_be_passed_on() -> None:
    for row in rows():
        name, _, licence, _ = (cell.strip() for cell in row.strip("|").split("|"))
        if licence != "（本机不装）":
            assert set(re.split(r" (?:AND|OR) |[()]", licence)) - {""} <= FREE, f"{name}: {licence}"


def test_a_licence_in_words_has_its_usual_name() -> None:
    from importlib.metadata import distribution

    assert licence_of(distribution("textual")) == "MIT"


@pytest.mark.parametrize(
    ("packages", "words", "fine"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], "没有已知漏洞", True),
        ([{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}], "a 1：CVE-1", False),
        ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}], "1 个没有答复", False),
        ([{"name": "b", "skip_reason": "not found"}], "", False),
        ([], "", False),
    ],
)
def test_a_service_that_did_not_answer_is_no_clean_bill(packages: list[object], words: str, fine: bool) -> None:
    told, well = answer_of({"dependencies": packages}, date(2026, 11, 26))
    assert (words in told, bool(told) == bool(words), well) == (True, True, fine)
    assert filled("a<!-- x -->old<!-- /x -->b", ("<!-- x -->", "<!-- /x -->"), "new").count("old") == 0


def test_an_answer_stays_when_the_service_falls_silent_and_the_last_silence_has_its_day() -> None:
    answer = "2026-11-01 问过 30 个组件：没有已知漏洞。"
    first = in_vain(f"\n{answer}\n", date(2026, 11, 26))
    assert first == f"{answer}\n最近一次问：2026-11-26，漏洞库没有应答。"
    assert in_vain(first, date(2026, 11, 27)) == f"{answer}\n最近一次问：2026-11-27，漏洞库没有应答。"
