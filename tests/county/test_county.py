"""Recall and precision of the audit over a county planted from the regulation: 100 % both, and nothing green unseen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fjgov_tui.__main__ import main
from fjgov_tui.audit import Answer, Facts, answers
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.store import Store, open_store
from tests.county.build import CASES, Planted, counties, plant, staff
from tests.county.compare import compare
from tests.county.model import DAY, Case, Word

COUNTIES = {f"{one.day}{one.county and '-'}{one.county}": one for one in counties()}
USUAL = str(DAY)


@cache
def usual(folder: Path) -> tuple[Planted, Path]:
    """The county of most cases, written once a test process."""
    planted = next(one for one in counties() if (one.day, one.county) == (DAY, ""))
    path = folder / "county.db"
    plant(path, planted).close()
    return planted, path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the usual county lies."""
    return tmp_path_factory.mktemp("planted")


@pytest.fixture
def county(folder: Path) -> Iterator[tuple[Planted, Store]]:
    """The usual county, open for reading."""
    planted, path = usual(folder)
    with open_store(path, readonly=True) as store:
        yield planted, store


def asked(planted: Planted, store: Store) -> list[Answer]:
    """What the whole rulebook says at the county's day."""
    return answers(Facts(store.read, planted.day))


@pytest.mark.parametrize("name", [name for name in COUNTIES if name != USUAL])
def test_what_is_planted_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    planted = COUNTIES[name]
    with plant(tmp_path / "county.db", planted) as store:
        comparison = compare(planted, asked(planted, store))
    assert (comparison.missed, comparison.unexpected) == ((), ())


def test_what_is_planted_in_the_usual_county_is_found_and_nothing_else(county: tuple[Planted, Store]) -> None:
    planted, store = county
    comparison = compare(planted, asked(planted, store))
    assert (comparison.missed, comparison.unexpected) == ((), ())
    assert (comparison.recall, comparison.precision) == (1, 1)
    assert comparison.expected > 100, "the comparison looked at something"


def test_a_rule_that_falls_silent_is_missed(county: tuple[Planted, Store]) -> None:
    planted, store = county
    told = asked(planted, store)
    speaking = [answer for answer in told if answer.findings]
    assert len(speaking) >= 30
    unmissed = {silent.rule.id for silent in speaking if compare(planted, _without(told, silent)).recall == 1}
    assert unmissed == {"21.blank"}, "the same gap is told by 21.column-age"


def test_a_finding_that_nobody_planted_is_seen(county: tuple[Planted, Store]) -> None:
    planted, store = county
    told = asked(planted, store)
    late = next(answer for answer in told if answer.rule.id == "21.media-age")
    innocent = planted.record("21.media-10-days", "m")[1]
    false = replace(late.findings[0], id=innocent, severity=Severity.VIOLATION)
    comparison = compare(planted, [*told, replace(late, findings=(false,))])
    assert (comparison.recall, comparison.precision < 1) == (1, True)


def test_the_command_says_the_same(county: tuple[Planted, Store], capfd: pytest.CaptureFixture[str]) -> None:
    planted, store = county
    code = main(["--db", str(store.path), "--readonly", "audit", "--as-of", str(DAY), "--json"])
    said = json.loads(capfd.readouterr().out)
    told = [finding for answer in asked(planted, store) for finding in answer.findings]
    assert code == 1
    assert sorted((one["rule"], one["ledger"], one["id"], one["severity"]) for one in said["findings"]) == sorted(
        (one.rule, one.ledger, one.id, one.severity) for one in told
    )


def _without(told: list[Answer], silent: Answer) -> list[Answer]:
    return [replace(answer, findings=(), unjudged={}) if answer is silent else answer for answer in told]


@pytest.mark.parametrize("article", [7, 8, 24, 27, 30, 36, 37, 38])
@pytest.mark.parametrize("case", ["27.owns-nothing", "27.owns-what-is-closed"])
def test_a_unit_with_nothing_in_scope_is_not_green(case: str, article: int, county: tuple[Planted, Store]) -> None:
    planted, store = county
    name, facts = planted.names[case, "u"], Facts(store.read, DAY)
    own = [answer.of_unit(facts, name) for answer in answers(facts) if answer.rule.article == article]
    people = {"37.filing", "37.realname"}
    assert {answer.rule.id for answer in own if answer.judged} <= people, "its staff alone is there to be judged"


def test_each_case_says_something_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 200
    assert all(_labels(case) for case in CASES), "every expectation names a record of its case"
    words = {expect.word for case in CASES for expect in case.expects}
    assert words == set(Word)
    assert {case.day for case in CASES} >= {date(2028, 2, 29), date(2027, 1, 1), date(2022, 9, 15)}


def test_what_no_rule_looks_at_is_admitted_in_the_report() -> None:
    partial = {article.number: article.partial for article in rulebook().articles}
    gaps = [case for case in CASES if case.later]
    assert len(gaps) < 10
    for case in gaps:
        assert all(case.later in partial[expect.article] for expect in case.expects), case.name


def _labels(case: Case) -> bool:
    known = {one.label for one in (*case.rows, *staff(case.day))} | {"u"}
    return all(set(expect.on.split("|")) <= known for expect in case.expects)
