"""The frame of the rulebook: 41 articles, in our own words, served as the rules and ledgers say."""

import re

import pytest

from fjgov_tui.audit import RULES
from fjgov_tui.audit.articles import Article, rulebook
from fjgov_tui.ledgers import LEDGERS

CHAPTERS = {1: 3, 2: 6, 3: 9, 4: 14, 5: 18, 6: 23, 7: 26, 8: 28, 9: 32, 10: 34, 11: 38, 12: 39, 13: 41}
"""The last article of each chapter, counted in the regulation by hand."""


def test_every_article_stands_in_its_chapter() -> None:
    book = rulebook()
    assert [one.number for one in book.articles] == list(range(1, 42))
    assert [one.number for one in book.chapters] == list(CHAPTERS)
    for one in book.articles:
        assert one.chapter == min(chapter for chapter, last in CHAPTERS.items() if one.number <= last), one.number


def test_every_duty_is_one_chinese_sentence() -> None:
    for one in rulebook().articles:
        assert re.fullmatch(r"[^。]+。", one.duty), one.number
        assert not re.search(r"[\u4e00-\u9fff][,;!?:]", one.duty + one.title + one.why), one.number


def test_an_article_is_checked_exactly_when_rules_cite_it() -> None:
    cited = {rule.article for rule in RULES}
    assert {one.number for one in rulebook().articles if one.served == "checked" and not one.later} == cited


def test_what_has_no_duty_is_what_has_no_rule_and_no_ledger() -> None:
    for one in rulebook().articles:
        if one.served == "none":
            assert not one.ledgers
            assert not any(one.number in ledger.articles and ledger.name != "unit" for ledger in LEDGERS.values())


def test_an_article_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="article 9"):
        Article(number=9, chapter=3, title="", duty="", served="none")
    with pytest.raises(ValueError, match="nothing"):
        Article(number=9, chapter=3, title="", duty="", served="recorded", ledgers=("nothing",))
