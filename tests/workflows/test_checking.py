"""The checker: off unless the county wants it, and then it looks at everything (article 37)."""

from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.store import Store
from fjgov_tui.store.tags import read_tags
from fjgov_tui.workflows.checking import NEW_KEY, Examination, context_of, examine
from fjgov_tui.workflows.rotation import record_rotation, standings
from tests.passwords.office import TODAY, Office, account, add, add_account, open_office, switch_checker_on


@pytest.fixture
def office(store: Store) -> Office:
    opened = open_office(store)
    switch_checker_on(store)
    return opened


def ask(store: Store, record: int, typed: str, key: Path) -> Examination:
    with Secret(typed) as secret:
        return examine(store.read, record, secret, key)


def test_it_takes_no_password_while_it_is_off(store: Store, tmp_path: Path) -> None:
    opened = open_office(store)
    with pytest.raises(InputProblem, match="没有启用口令检查") as told:
        ask(store, opened.account, "kR7-mm2qW", tmp_path / "key")
    assert "启用口令检查" in told.value.remedy
    assert not (tmp_path / "key").exists()


def test_a_checked_change_is_booked_with_its_strength_and_recognised_when_it_comes_back(
    store: Store, office: Office, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    for reason, typed in (("首次", "kR7-mm2qW"), ("定期", "Wq7#mmpTT2x")):
        found = ask(store, office.account, typed, key)
        assert found.checked is not None
        with store.write() as writer:
            record_rotation(writer, office.account, found.checked, TODAY, reason=reason)
    (now,) = standings(store.read, TODAY)
    assert (now.length, now.attested) == (11, False)
    assert len(read_tags(store.read, office.account)) == 2
    again = ask(store, office.account, "kR7-mm2qW", key)
    assert again.checked is None
    assert "最近 6 次" in again.judgement.problems[0]
    other = add_account(store, "另一个账户")
    assert ask(store, other, "kR7-mm2qW", key).checked is not None


def test_on_a_machine_without_the_key_it_says_what_it_cannot_see(store: Store, office: Office, tmp_path: Path) -> None:
    first = ask(store, office.account, "kR7-mm2qW", tmp_path / "one")
    assert first.checked is not None
    assert first.notice == ""
    with store.write() as writer:
        record_rotation(writer, office.account, first.checked, TODAY)
    assert ask(store, office.account, "Wq7#mmpTT2x", tmp_path / "other").notice == NEW_KEY


def test_it_knows_the_words_around_the_account(store: Store, office: Office, tmp_path: Path) -> None:
    for typed in ("zhangsanfeng2026", "bdz_gly@2026", "199-0000-1234zsf", "baidizhen@1"):
        found = ask(store, office.account, typed, tmp_path / "key")
        assert found.checked is None
        assert "知道这个账户" in found.judgement.problems[0]
    assert not (tmp_path / "key").exists()


def test_of_a_media_account_the_platform_counts(store: Store, office: Office) -> None:
    add(store, "media", platform="微信公众号", name="白帝发布", unit="白帝镇人民政府")
    taker = add(store, "person", name="李四光", unit="白帝镇人民政府")
    made = add_account(store, "白帝发布-运维", site=None, media="白帝发布")
    context = context_of(store.read, account(store, made), by=taker)
    for typed in ("weixingongzhonghao1", "白帝发布2026", "baidifabu66", "lisiguang99"):
        assert context.makes_up(typed)
