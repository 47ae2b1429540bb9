"""Passwords made by the machine."""

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.generating import LONGEST, generate
from fjgov_tui.passwords.judging import judge
from tests.passwords.test_judging import OFFICE


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("length", [8, 9, 16, LONGEST])
def test_what_is_made_passes_and_has_the_length(length: int, words: bool) -> None:
    for context in (None, OFFICE, Context(names=("李",))):
        for _ in range(10):
            made = generate(length, words=words, context=context)
            assert judge(made, context or Context()).ok
            text = made.reveal()
            assert len(text) >= length if words else len(text) == length


def test_nothing_in_it_is_mistaken_for_something_else() -> None:
    seen = "".join(generate(LONGEST).reveal() for _ in range(60))
    assert not set(seen) & set("0Oo1Il|`'\"\\ ")
    assert len(set(seen)) > 60


def test_no_two_are_alike() -> None:
    assert len({generate(8).reveal() for _ in range(200)}) == 200
    assert len({generate(8, words=True).reveal() for _ in range(200)}) == 200


@pytest.mark.parametrize("length", [0, 7, LONGEST + 1, 10_000])
def test_a_length_that_makes_no_sense_is_told(length: int) -> None:
    with pytest.raises(InputProblem, match="不合适"):
        generate(length)
