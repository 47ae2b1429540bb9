"""Each checkable sentence of the regulation has its rule, each rule its sentence and its test."""

from fjgov_tui.audit import RULES
from fjgov_tui.audit.articles import rulebook
from tests.sentences import proofs, sentences


def test_every_article_has_its_sentences() -> None:
    assert {sentence.article for sentence in sentences()} == set(range(1, 42))


def test_a_sentence_has_rules_or_says_why_not() -> None:
    known = {rule.id for rule in RULES}
    for sentence in sentences():
        assert bool(sentence.rules) is not bool(sentence.why), sentence
        assert set(sentence.rules) <= known, sentence


def test_every_rule_checks_a_sentence_and_is_proved_by_a_test() -> None:
    asked = {rule for sentence in sentences() for rule in sentence.rules}
    assert {rule.id for rule in RULES} == asked
    assert [rule for rule, paths in proofs().items() if not paths] == []


def test_an_article_without_a_duty_has_no_rule_and_no_article_waits_for_a_later_version() -> None:
    for article in rulebook().articles:
        rules = [rule for rule in RULES if rule.article == article.number]
        if article.served == "none":
            assert not rules
        assert not article.later
        assert bool(rules) is (article.served == "checked"), article.number
