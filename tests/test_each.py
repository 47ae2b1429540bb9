"""Whoever tries many cases in one test hears of every one that fails, as from a test each."""

import pytest

from tests.each import each


def test_every_case_is_tried_and_each_that_fails_is_named(tmp_path: object) -> None:
    tried = []

    @each("number, word", [(1, "甲"), (2, "乙"), (3, "丙")], ids=["one", "two", "three"])
    def odd(number: int, word: str, shared: object) -> None:
        tried.append((word, shared))
        assert number % 2 == 0, word

    with pytest.raises(AssertionError, match=r"(?s)2 of 3:\none: 甲.*\nthree: 丙"):
        odd(shared=tmp_path)
    assert tried == [("甲", tmp_path), ("乙", tmp_path), ("丙", tmp_path)]


def test_what_is_no_assertion_says_by_its_note_which_case_it_was() -> None:
    @each("number", [1, 0])
    def divided(number: int) -> None:
        assert 1 // number

    with pytest.raises(ZeroDivisionError) as caught:
        divided()
    assert caught.value.__notes__ == ["0"]
