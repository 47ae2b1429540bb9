"""A finding is one thing with a history; what a person judged of it is known at the moment of reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.model import Sighting
from fjgov_tui.store import Store
from fjgov_tui.store.watch.findings import InspectionChanges, finding, findings, fingerprint, observe
from fjgov_tui.store.watch.visits import evidence
from tests.store.helpers import emptied
from tests.store.watch.helpers import seen


def look(store: Store, *found: Sighting, at: int, site: int = 1, covered: list[str] | None = None) -> InspectionChanges:
    """An inspection of a site's home page."""
    with store.write() as writer:
        return observe(writer, "content", "site", site, found, at, covered)


def judge(store: Store, print_: str, verdict: str, scope: str = "", subject: str = "某某") -> int:
    """A person's judgement."""
    given: dict[str, Raw] = {"fingerprint": print_, "subject": subject, "verdict": verdict, "reason": "看过了"}
    with store.write() as writer:
        return writer.save(LEDGERS["judgement"], given | ({"scope": scope} if scope else {}))


def test_seen_again_gone_and_back_is_one_row_with_a_history(store: Store) -> None:
    new = look(store, seen("甲"), seen("乙"), at=100)
    assert [one.what for one in new.new] == ["疑似“甲”", "疑似“乙”"] or len(new.new) == 2
    assert (new.again, new.gone) == (0, [])
    second = look(store, seen("甲"), at=200)
    assert (second.new, second.again, [one.what for one in second.gone]) == ([], 1, ["疑似“乙”"])
    assert [one.gone_at for one in second.gone] == [200]
    third = look(store, at=300)
    assert [one.what for one in third.gone] == ["疑似“甲”"]
    back = look(store, seen("甲"), at=400)
    (one,) = back.new
    assert (one.id, one.first_seen, one.last_seen, one.gone_at) == (third.gone[0].id, 100, 400, None)
    assert [one.what for one in findings(store.read)] == ["疑似“甲”"]
    assert len(findings(store.read, open_only=False)) == 2


def test_the_same_thing_twice_on_a_page_counts_once(store: Store) -> None:
    found = look(store, seen("甲"), seen("甲", what="后一处"), at=1)
    assert [one.what for one in found.new] == ["疑似“甲”"], "the first is told"


def test_an_inspection_says_nothing_about_other_pages_and_checks(store: Store) -> None:
    look(store, seen("甲"), at=1)
    with store.write() as writer:
        observe(writer, "links", "site", 1, [], 2)
        observe(writer, "content", "site", 2, [], 2)
        observe(writer, "content", "column", 1, [], 2)
    assert [one.gone_at for one in findings(store.read)] == [None]


def test_only_what_was_looked_at_can_be_gone(store: Store) -> None:
    look(store, seen("甲", url="http://a.gov.cn/1"), seen("乙", url="http://a.gov.cn/2"), at=1)
    found = look(store, at=2, covered=["http://a.gov.cn/2"])
    assert [one.url for one in found.gone] == ["http://a.gov.cn/2"]
    assert look(store, at=3, covered=[]).gone == []


def test_of_a_rule_that_was_looked_at_alone_what_is_not_seen_is_gone(store: Store) -> None:
    ends = replace(seen("30 天"), rule="certificate")
    look(store, ends, seen("甲"), at=1)
    expired = replace(seen("过期"), rule="certificate")
    with store.write() as writer:
        found = observe(writer, "content", "site", 1, [expired], 2, (), rules=("certificate",))
    assert [one.fingerprint for one in found.new] == [fingerprint(expired)]
    assert [one.fingerprint for one in found.gone] == [fingerprint(ends)]


def test_findings_by_site_check_fingerprint_and_id(store: Store) -> None:
    look(store, seen("甲"), at=1)
    look(store, seen("甲", site=2, url="http://b.gov.cn/"), at=1, site=2)
    (one,) = findings(store.read, site=2)
    assert findings(store.read, fingerprint=one.fingerprint) == [one]
    assert finding(store.read, one.id) == one
    assert finding(store.read, 99) is None
    assert len(findings(store.read, check="content")) == 2
    assert findings(store.read, check="links") == []


def test_evidence_is_kept_with_what_is_new(store: Store) -> None:
    (one,) = look(store, replace(seen("甲"), evidence=b"<a hidden>"), at=1).new
    assert one.evidence is not None
    assert evidence(store.read, one.evidence) == b"<a hidden>"
    (gone,) = look(store, at=2).gone
    (back,) = look(store, seen("甲"), at=3).new
    assert gone.evidence == back.evidence == one.evidence


texts = st.text(st.characters() | st.sampled_from("\x00\x1b\ud800|"), max_size=12)


@given(first=st.tuples(texts, texts, texts), second=st.tuples(texts, texts, texts))
def test_a_fingerprint_names_rule_page_and_mark_and_nothing_else(
    first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    from fjgov_tui.text import clean

    one, other = (seen(mark, rule=rule, url=url) for rule, url, mark in (first, second))
    same = (one.rule, clean(one.url), clean(one.mark)) == (other.rule, clean(other.url), clean(other.mark))
    assert (fingerprint(one) == fingerprint(other)) is same
    assert fingerprint(replace(one, what="别的话", around="别处", site=9, severity=Severity.NOTICE)) == fingerprint(one)


@pytest.fixture
def prints(store: Store) -> list[str]:
    """The same word on two pages of a site and on another site; another word on the first page."""
    look(store, seen("甲"), seen("甲", url="http://a.gov.cn/2"), seen("乙"), at=1)
    look(store, seen("甲", site=2, url="http://b.gov.cn/"), at=1, site=2)
    return [
        fingerprint(seen("甲")),
        fingerprint(seen("甲", url="http://a.gov.cn/2")),
        fingerprint(seen("乙")),
        fingerprint(seen("甲", url="http://b.gov.cn/")),
    ]


def verdicts(store: Store, prints: list[str]) -> list[str]:
    """The verdict of each."""
    return [findings(store.read, fingerprint=one)[0].verdict for one in prints]


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        ("本页", ["误报", "待核", "待核", "待核"]),
        ("", ["误报", "待核", "待核", "待核"]),
        ("本站", ["误报", "误报", "待核", "待核"]),
        ("全部", ["误报", "误报", "待核", "误报"]),
    ],
)
def test_a_false_alarm_reaches_as_far_as_it_was_said(
    store: Store, prints: list[str], scope: str, wanted: list[str]
) -> None:
    judge(store, prints[0], "误报", scope)
    assert verdicts(store, prints) == wanted


def test_a_confirmation_is_of_one_finding_and_goes_before_a_wider_false_alarm(store: Store, prints: list[str]) -> None:
    judge(store, prints[0], "误报", "全部")
    judge(store, prints[3], "确认")
    assert verdicts(store, prints) == ["误报", "误报", "待核", "确认"]


def test_the_latest_judgement_counts_and_a_removed_one_does_not(store: Store, prints: list[str]) -> None:
    judge(store, prints[0], "误报", "全部")
    later = judge(store, prints[0], "确认", subject="再看一遍")
    assert verdicts(store, prints) == ["确认", "待核", "待核", "待核"]
    with store.write() as writer:
        writer.remove(LEDGERS["judgement"], later, 1)
    assert verdicts(store, prints) == ["误报", "误报", "待核", "误报"]


def test_a_false_alarm_covers_what_is_found_later(store: Store, prints: list[str]) -> None:
    judge(store, prints[0], "误报", "全部")
    found = look(store, seen("甲", site=3, url="http://c.gov.cn/"), at=9, site=3)
    assert [one.verdict for one in found.new] == ["误报"]


MARKS = st.sets(st.sampled_from("甲乙丙丁"))


def test_what_is_open_is_what_was_seen_last(store: Store) -> None:
    @given(rounds=st.lists(MARKS, max_size=8))
    def is_open(rounds: list[set[str]]) -> None:
        emptied(store)
        before: set[str] = set()
        for at, marks in enumerate(rounds):
            found = look(store, *map(seen, sorted(marks)), at=at)
            assert len(found.new) == len(marks - before)
            assert found.again == len(marks & before)
            assert len(found.gone) == len(before - marks)
            before = marks
        assert {one.what for one in findings(store.read)} == {f"疑似“{mark}”" for mark in before}

    is_open()
