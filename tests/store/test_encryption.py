"""Sealed fields with a passphrase: a stranger with the files finds none of them, and all else goes on working."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.clock import Clock
from fjgov_tui.errors import InputProblem, NotAllowed, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store, back_up, keys, open_store, restore, verify
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.audit_copy import make_audit_copy
from fjgov_tui.store.cleartext import is_wiped, remains, wipe
from fjgov_tui.store.encrypting import change_phrase, rotate_key, switch_off, switch_on
from fjgov_tui.store.encryption import RECOVERY, KeyNeeded, key_box, unlock
from fjgov_tui.store.keys import WrongKey
from fjgov_tui.store.recovery import new_code, read_code
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.workflows.sealed import find_sealed
from tests.store.helpers import behind_our_back, failing
from tests.store.later import declared

PHRASE, OTHER = "白帝城 夔门 三峡之巅", "瞿塘 两岸 青山 1106"
CODE = new_code()
MOBILE, DAY_AND_NIGHT, LOGIN, BACKEND = "13812345678", "023-56781234", "baidi-editor-77", "http://10.9.8.7/houtai/"
SEALED = (MOBILE, DAY_AND_NIGHT, LOGIN, BACKEND)
PERSON, ACCOUNT, SITE = LEDGERS["person"], LEDGERS["account"], LEDGERS["site"]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """scrypt as cheap as it goes: what it costs is no matter here."""
    monkeypatch.setattr(keys, "SCRYPT_N", 2)


@pytest.fixture
def county(store: Store) -> Store:
    """A file that was clear before: a person, a site and an account, all with sealed values, and a draft."""
    with store.write() as write:
        write.save(LEDGERS["unit"], {"name": "白帝镇人民政府", "kind": "乡镇街道"})
        write.save(PERSON, {"unit": "白帝镇人民政府", "name": "王小满", "mobile": MOBILE, "phone24": DAY_AND_NIGHT})
        write.save(
            SITE,
            {
                "unit": "白帝镇人民政府",
                "name": "子网站",
                "kind": "子网站",
                "state": "正常",
                "url": "http://s.example.cn/",
            }
            | {"backend": BACKEND, "opened_on": "2023-01-01"},
        )
        account: dict[str, Raw] = {"site": "子网站", "name": "编辑", "login": LOGIN, "holder": "王小满"}
        write.save(ACCOUNT, account | {"privilege": "编辑", "state": "在用", "opened_on": "2024-03-01"})
    with store.drafts() as drafts:
        drafts.keep("person", 0, {"name": "李大寒", "mobile": MOBILE})
    return store


@pytest.fixture
def sealed(county: Store) -> Store:
    """The same with a passphrase."""
    switch_on(county, PHRASE, CODE)
    wipe(county)
    return county


@pytest.fixture
def stranger(sealed: Store, actor: Actor, clock: Clock) -> Iterator[Store]:
    """Somebody else's process on the same file: nobody has given it the passphrase."""
    with open_store(sealed.path, actor=actor, clock=clock) as opened:
        yield opened


def folder(path: Path) -> Path:
    """A folder of its own, in which nothing else looks for files."""
    path.mkdir()
    return path


def clear_in(path: Path) -> list[str]:
    """The sealed values that stand in the bytes of a file or of what lies beside it, in either encoding."""
    files = [path, *path.parent.glob(f"{path.name}[-.]*")]
    content = b"".join(file.read_bytes() for file in files if file.is_file())
    return [value for value in SEALED if value.encode() in content or value.encode("utf-16-le") in content]


def test_who_has_the_files_without_the_passphrase_finds_no_sealed_value(county: Store, tmp_path: Path) -> None:
    county.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert set(clear_in(county.path)) == set(SEALED)  # so that the search is one that finds them
    switch_on(county, PHRASE, CODE)
    assert wipe(county) == ""
    with county.drafts() as drafts:
        drafts.keep("person", 7, {"mobile": MOBILE, "note": "补充"})
    with county.write() as write:
        write.save(PERSON, {"mobile": "13900000001", "phone24": DAY_AND_NIGHT}, write.record(PERSON, 1))
    copy = back_up(county, folder(tmp_path / "backup") / "b.db")
    assert clear_in(county.path) == clear_in(copy.path) == []


def test_what_the_trail_and_the_records_say_still_holds_without_the_key(stranger: Store) -> None:
    assert failing(stranger) == ""
    record = stranger.read.record(PERSON, 1)
    with pytest.raises(KeyNeeded, match="密封口令"):
        stranger.read.clear(record)
    with stranger.write() as write:
        write.save(PERSON, {"note": "换了办公室"}, record)
    assert stranger.read.record(PERSON, 1).values["mobile"] == record.values["mobile"]
    assert failing(stranger) == ""


def test_a_sealed_value_is_refused_without_the_key_and_never_written_in_clear(stranger: Store) -> None:
    with pytest.raises(KeyNeeded, match="手机号"), stranger.write() as write:
        write.save(PERSON, {"mobile": "13900000001"}, write.record(PERSON, 1))
    with pytest.raises(KeyNeeded), stranger.write() as write:
        write.save(PERSON, {"unit": "白帝镇人民政府", "name": "李大寒", "mobile": "13900000001"})
    with stranger.write() as write:  # its own mask, as an exported sheet has it, changes nothing
        write.save(PERSON, {"mobile": "138****5678", "note": "同上"}, write.record(PERSON, 1))
        write.save(PERSON, {"phone24": ""}, write.record(PERSON, 1))  # what is blank is no secret
    unlock(stranger.db, PHRASE)
    values = stranger.read.clear(stranger.read.record(PERSON, 1)).values
    assert (values["mobile"], values["phone24"]) == (MOBILE, None)


def test_a_ciphertext_that_is_handed_in_is_no_value(sealed: Store) -> None:
    theirs = sealed.read.record(PERSON, 1).values["mobile"]
    with pytest.raises(RecordProblem, match="遮盖"), sealed.write() as write:
        write.save(PERSON, {"unit": "白帝镇人民政府", "name": "李大寒", "mobile": theirs})


def test_the_passphrase_opens_and_another_does_not(stranger: Store) -> None:
    with pytest.raises(WrongKey):
        unlock(stranger.db, OTHER)
    unlock(stranger.db, PHRASE)
    assert stranger.read.clear(stranger.read.record(ACCOUNT, 1)).values["login"] == LOGIN
    assert failing(stranger) == ""


def test_a_value_that_somebody_moved_or_whose_mask_he_changed_does_not_open(sealed: Store) -> None:
    path = sealed.path
    sealed.close()
    with behind_our_back(path) as file:
        file.execute("UPDATE person SET phone24 = mobile")
        file.execute("UPDATE account SET login = replace(login, '}ba****', '}xx****')")
    with open_store(path) as store:
        assert "王小满" in failing(store)  # without the key, from the trail alone
        unlock(store.db, PHRASE)
        assert "人员 编号 1 的24小时电话" in failing(store)
        assert "账户 编号 1 的登录名" in failing(store)
        with pytest.raises(WrongKey):
            store.read.clear(store.read.record(PERSON, 1))


def test_equal_logins_are_still_told_and_found_only_with_the_key(sealed: Store, stranger: Store) -> None:
    from fjgov_tui.ciphertext import likeness

    with sealed.write() as write:
        account: dict[str, Raw] = {"site": "子网站", "name": "备用", "login": LOGIN.upper(), "holder": "王小满"}
        write.save(ACCOUNT, account | {"privilege": "编辑", "state": "在用", "opened_on": "2024-03-01"})
    logins = [str(record.values["login"]) for record in stranger.read.records(ACCOUNT)]
    assert len(set(logins)) == 2
    assert len({likeness(login) for login in logins}) == 1
    assert sealed.read.sealed_like(ACCOUNT, ACCOUNT["login"], LOGIN) == likeness(logins[0])
    with pytest.raises(KeyNeeded):
        stranger.read.sealed_like(ACCOUNT, ACCOUNT["login"], LOGIN)
    mobiles = {str(value) for value in sealed.read.record(PERSON, 1).values.values()}
    assert likeness(MOBILE) not in mobiles


def test_nothing_beside_a_value_lets_a_guess_be_tried(sealed: Store) -> None:
    # The digests of the trail bind what was clear before by a salt of 128 bits, which must be gone.
    with sealed.write() as write:
        write.save(PERSON, {"unit": "白帝镇人民政府", "name": "李大寒", "mobile": "13900000001"})
    assert {row[0] for row in sealed.db.execute("SELECT salt FROM person UNION SELECT salt FROM account")} == {""}


def test_the_phrase_changes_and_the_recovery_code_opens_when_it_is_forgotten(stranger: Store) -> None:
    before = stranger.read.record(PERSON, 1).values
    with pytest.raises(WrongKey):
        change_phrase(stranger, OTHER, "passphrase", OTHER)
    change_phrase(stranger, PHRASE, "passphrase", OTHER)
    with pytest.raises(WrongKey):
        unlock(stranger.db, PHRASE)
    change_phrase(stranger, read_code(CODE.lower().replace("-", " ")), "recovery", PHRASE)
    unlock(stranger.db, PHRASE)
    assert stranger.read.record(PERSON, 1).values == before
    assert failing(stranger) == ""


def test_another_key_opens_everything_and_the_old_one_nothing(sealed: Store, stranger: Store) -> None:
    unlock(stranger.db, PHRASE)
    old = {row[0] for row in sealed.db.execute("SELECT mobile FROM person UNION SELECT login FROM account")}
    code = new_code()
    rotate_key(sealed, PHRASE, code)
    assert failing(sealed) == ""
    assert not old & {row[0] for row in sealed.db.execute("SELECT mobile FROM person UNION SELECT login FROM account")}
    assert sealed.read.clear(sealed.read.record(PERSON, 1)).values["mobile"] == MOBILE
    with pytest.raises(KeyNeeded, match="换了钥匙"):
        stranger.read.clear(stranger.read.record(PERSON, 1))
    with pytest.raises(WrongKey):
        unlock(stranger.db, CODE, RECOVERY)
    unlock(stranger.db, code, RECOVERY)
    assert stranger.read.clear(stranger.read.record(PERSON, 1)).values["mobile"] == MOBILE


def test_a_value_that_does_not_open_stops_the_new_key_before_anything_is_written(sealed: Store) -> None:
    path = sealed.path
    sealed.close()
    with behind_our_back(path) as file:
        file.execute("UPDATE person SET phone24 = mobile")
    with open_store(path) as store:
        box = key_box(store.db)
        with pytest.raises(WrongKey):
            rotate_key(store, PHRASE, new_code())
        assert key_box(store.db) == box


def test_switched_off_everything_is_as_it_was_typed(sealed: Store) -> None:
    switch_off(sealed, PHRASE)
    assert key_box(sealed.db) is None
    assert sealed.read.record(PERSON, 1).values["mobile"] == MOBILE
    with sealed.drafts() as drafts:
        draft = drafts.find("person", 0)
    assert draft is not None
    assert draft.typed["mobile"] == MOBILE
    assert failing(sealed) == ""


def test_an_unfinished_form_keeps_its_sealed_lines_for_who_has_the_key(sealed: Store, stranger: Store) -> None:
    with stranger.drafts() as drafts:
        draft = drafts.find("person", 0)
        assert draft is not None
        assert (dict(draft.typed), draft.shut) == ({"name": "李大寒"}, ("手机号",))
        assert drafts.keep("person", 0, {"name": "李大寒寒", "phone24": DAY_AND_NIGHT}) == ("24小时电话",)
    with sealed.drafts() as drafts:
        draft = drafts.find("person", 0)
    assert draft is not None
    assert dict(draft.typed) == {"name": "李大寒寒", "mobile": MOBILE}


def test_what_was_kept_with_the_key_is_not_lost_when_the_form_is_kept_again_without_it(
    sealed: Store, stranger: Store
) -> None:
    with sealed.drafts() as drafts:
        drafts.keep("person", 1, {"mobile": "13900000001", "note": "一"})
    with stranger.drafts() as drafts:  # the screen was locked in between, and the key went
        assert drafts.keep("person", 1, {"mobile": "13900000001", "note": "二"}) == ("手机号",)
    with sealed.drafts() as drafts:
        draft = drafts.find("person", 1)
    assert draft is not None
    assert dict(draft.typed) == {"mobile": "13900000001", "note": "二"}
    assert "13900000001" not in str(list(sealed.db.execute("SELECT typed FROM draft")))


def test_a_backup_is_restored_with_its_passphrase(sealed: Store, tmp_path: Path, actor: Actor) -> None:
    copy, live = back_up(sealed, tmp_path / "copy.db"), sealed.path
    switch_off(sealed, PHRASE)
    sealed.close()
    restore(copy.path, live, "20261126", actor=actor)
    with open_store(live) as store:
        assert failing(store) == ""
        unlock(store.db, PHRASE)
        assert store.read.clear(store.read.record(PERSON, 1)).values["mobile"] == MOBILE


def test_an_audit_copy_has_masks_and_no_key(sealed: Store, tmp_path: Path) -> None:
    copy = make_audit_copy(sealed, folder(tmp_path / "audit") / "a.db")
    with open_store(copy.path, readonly=True) as store:
        assert str(store.read.record(PERSON, 1).values["mobile"]) == "138****5678（1）"
        assert key_box(store.db) is None
        assert failing(store) == ""


def test_the_switch_names_what_is_still_clear(county: Store, tmp_path: Path) -> None:
    old = back_up(county, folder(tmp_path / "old") / "o.db")
    with county.remarks() as db:
        db.execute("INSERT INTO meta VALUES ('last_backup', ?)", [json.dumps(old.note.__dict__)])
    with county.write() as write:
        write.save(LEDGERS["unit"], {"note": f"找王小满，{MOBILE}"}, write.record(LEDGERS["unit"], 1))
    switch_on(county, PHRASE, CODE)
    left = remains(county, wipe(county))
    assert old.path in left.copies
    assert any("单位的备注 1 处" in place for place in left.places)
    assert any("审计链的改后 1 处" in place for place in left.places)
    assert not any("人员" in place for place in left.places)


def test_whoever_is_stopped_before_the_wiping_is_told_until_it_is_done(county: Store) -> None:
    switch_on(county, PHRASE, CODE)
    assert not is_wiped(county.db)
    with closing(sqlite3.connect(county.path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM unit").fetchall()
        county.db.execute("PRAGMA busy_timeout = 50")
        assert wipe(county)
        assert not is_wiped(county.db)
    assert wipe(county) == ""
    assert is_wiped(county.db)
    assert failing(county) == ""


def test_the_trail_says_that_it_was_encrypted_and_undo_and_history_go_on(sealed: Store) -> None:
    actions = [entry.action for entry in sealed.read.history(PERSON, 1)]
    assert actions == ["加密密封字段", "新增"]
    (note,) = sealed.read.notes("加密密封字段")
    assert note.after["values"] == 4


def test_a_value_put_in_another_place_is_named_by_whoever_has_the_key(sealed: Store) -> None:
    """A ciphertext is bound to its table, field and record: the number of one is not the number of another."""

    def check(store: Store) -> tuple[bool, int, str]:
        (answer,) = [each for each in verify(store.db).checks if each.title == "密封字段"]
        return answer.ok, answer.faults, answer.detail

    assert check(sealed) == (True, 0, "4 个加密的值，都打得开")
    sealed.close()
    with behind_our_back(sealed.path) as connection:
        connection.execute("UPDATE person SET phone24 = mobile WHERE id = 1")
    with open_store(sealed.path, readonly=True) as store:
        assert check(store) == (True, 0, "4 个加密的值，随记录核对过；没有输入密封口令，没有逐个打开")
        assert "人员 编号 1“王小满” 在本程序之外被改过" in failing(store), "without the key it is the trail that tells"
        unlock(store.db, PHRASE)
        ok, faults, words = check(store)
        assert (ok, faults, words) == (False, 1, "打不开：人员 编号 1 的24小时电话")


def test_only_what_is_long_enough_is_a_passphrase(county: Store) -> None:
    for weak in ("", "short", "aaaaaaaaaaaaaaaa"):
        with pytest.raises(InputProblem, match="太弱"):
            switch_on(county, weak, CODE)


def test_a_file_that_lost_its_slots_takes_no_sealed_value_and_fails_verification(sealed: Store) -> None:
    path = sealed.path
    sealed.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("DELETE FROM meta WHERE name = 'encryption'")
    with open_store(path) as store:
        assert "没有口令的记载" in failing(store)
        with pytest.raises(InputProblem), store.write() as write:
            write.save(PERSON, {"mobile": "13900000001"}, write.record(PERSON, 1))


def test_a_later_release_upgrades_it_without_the_passphrase_and_a_renamed_field_still_opens(sealed: Store) -> None:
    path = sealed.path
    sealed.close()
    account = LEDGERS["account"]
    fields = [
        replace(field, name="signin", was=("login",)) if field.name == "login" else field for field in account.fields
    ]
    fields = [replace(field, sealed=True) if field.name == "note" else field for field in fields]
    named = tuple("signin" if name == "login" else name for name in account.named_from)
    with declared(replace(account, fields=tuple(fields), named_from=named)), open_store(path) as store:
        assert failing(store) == ""
        with pytest.raises(KeyNeeded):
            store.read.clear(store.read.record(LEDGERS["account"], 1))
        unlock(store.db, PHRASE)
        assert store.read.clear(store.read.record(LEDGERS["account"], 1)).values["signin"] == LOGIN
        with store.write() as write:  # what a later release seals as well is encrypted from then on
            write.save(LEDGERS["account"], {"note": "存放在保密柜"}, write.record(LEDGERS["account"], 1))
        assert "存放在保密柜".encode() not in path.read_bytes()
        assert failing(store) == ""


@pytest.mark.parametrize(("role", "unit"), [("经办", None), ("管理员", "白帝镇人民政府"), ("值班", None)])
def test_only_an_administrator_of_the_county_encrypts(county: Store, clock: Clock, role: str, unit: str | None) -> None:
    with county.write() as write:
        write.save(LEDGERS["role"], {"login": "zhou", "role": "管理员", "since": "2026-01-01"})
        write.save(LEDGERS["role"], {"login": "wang", "role": role, "unit": unit, "since": "2026-01-01"})
    with open_store(county.path, actor=Actor("fjgov", behind="wang"), clock=clock) as store:
        with pytest.raises(NotAllowed, match="管理员"):
            switch_on(store, PHRASE, CODE)
        assert key_box(store.db) is None
    with open_store(county.path, actor=Actor("fjgov", behind="zhou"), clock=clock) as store:
        assert switch_on(store, PHRASE, CODE).values == 4


def test_to_find_a_value_is_to_have_seen_it(sealed: Store, clock: Clock) -> None:
    with sealed.write() as write:
        write.save(LEDGERS["role"], {"login": "zhou", "role": "管理员", "since": "2026-01-01"})
        write.save(LEDGERS["role"], {"login": "night", "role": "值班", "since": "2026-01-01"})
    with open_store(sealed.path, actor=Actor("fjgov", behind="night"), clock=clock) as store:
        unlock(store.db, PHRASE)
        with pytest.raises(NotAllowed):
            find_sealed(store, PERSON, PERSON["mobile"], MOBILE)
    (record,) = find_sealed(sealed, PERSON, PERSON["mobile"], MOBILE)
    assert sealed.read.history(PERSON, record.id)[0].action == "查看"


def test_what_the_file_looked_like_on_a_past_day_is_still_told(sealed: Store) -> None:
    from fjgov_tui.store.past import ledgers_then
    from tests.conftest import NOW

    reader = ledgers_then(sealed.read, NOW.date())
    assert reader.record(PERSON, 1).title == "王小满"


def test_a_misread_group_of_the_code_is_named() -> None:
    groups = CODE.split("-")
    wrong = groups[2][:-1] + ("A" if groups[2][-1] != "A" else "B")
    with pytest.raises(InputProblem, match="第 3 组"):
        read_code("-".join([*groups[:2], wrong, *groups[3:]]))
    with pytest.raises(InputProblem, match="8 组"):
        read_code("-".join(groups[:7]))
