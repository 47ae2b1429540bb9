"""The house rule about choices sees each way of writing one, and nothing else."""

import ast

import pytest

from tests.choices import Package, misread


def bare(code: str, other: str = "") -> list[str]:
    trees = {"fjgov_tui/a.py": ast.parse(code), "fjgov_tui/b.py": ast.parse(other)}
    return list(Package(trees).bare("fjgov_tui/a.py"))


@pytest.mark.parametrize(
    "code",
    [
        'site.values["state"] == "运行"',
        '"运行" != row.get("state")',
        'str(site.values["state"] or "") in {"运行", "已关停"}',
        "OPEN = '运行'\nshown = site.state == OPEN",
        "OPEN = ('运行',)\nshown = state not in OPEN",
        'signs = {"运行": "✓"}\nsign = signs[state]',
        'sign = {"运行": "✓"}.get(record.values["state"])',
        'writer.save(SITE, {"state": "运行" if here else gone})',
        'replace(site, state="运行")',
        'def visit(state: str = "运行") -> None: ...',
        'def visit(*, state: str = "运行") -> None: ...',
        'def visit(site: int, state: str) -> None: ...\nvisit(1, "运行")',
        'class Seen:\n    site: int\n    state: str\nSeen(1, "运行")',
        'class Seen:\n    state: str = "运行"',
        'Selection("site", where=(("state", "运行"),))',
        'match state:\n    case "运行": ...',
        '@click.option("--state", default="运行")\ndef show() -> None: ...',
    ],
)
def test_a_choice_as_a_bare_word_is_seen(code: str) -> None:
    assert bare(code)


def test_a_constant_of_another_file_is_followed() -> None:
    code = "from fjgov_tui.b import OPEN\nshown = site.state == OPEN"
    assert bare(code, 'OPEN = "运行"') == ["fjgov_tui/a.py:2: “运行” is a choice of `state`"]


@pytest.mark.parametrize(
    "code",
    [
        'site.values["state"] == PlaceState.RUNNING',
        'site.values["note"] == "运行"',
        'site.values["state"] == "跑"',
        'title = "运行"',
        'headings = ("站点", "运行")',
        'print("运行")',
    ],
)
def test_what_is_no_choice_of_that_field_is_left_alone(code: str) -> None:
    assert not bare(code)


@pytest.mark.parametrize(
    "code",
    [
        'person.day("left_in")',
        'person.day("unit")',
        'incident.at("left_on")',
        'reference(person, "left_on")',
        'done(person, "unit", today)',
        'person.values["left_in"]',
        'person.values.get("left_on")',
    ],
)
def test_a_field_that_nobody_declares_is_seen_and_so_is_a_wrong_kind(code: str) -> None:
    assert list(misread(ast.parse(code)))


@pytest.mark.parametrize("code", ['person.day("left_on")', 'reference(person, "unit")', 'person.values["unit"]'])
def test_a_field_that_is_read_as_declared_is_left_alone(code: str) -> None:
    assert not list(misread(ast.parse(code)))
