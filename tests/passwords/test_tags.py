"""A password used before is recognised without being kept."""

import hashlib
import hmac
import stat
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem, StoreProblem
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.passwords.tags import N, P, R, compare, load_pepper
from fjgov_tui.store import Store
from fjgov_tui.store.tags import KEPT, StoredTag, keep_tag, read_tags
from tests.passwords.office import open_office


def test_a_tag_is_what_the_design_says(tmp_path: Path) -> None:
    pepper = load_pepper(tmp_path / "config" / "pepper.key")
    used, tag = compare(Secret("石榴-冰川-8"), pepper, [])
    assert not used
    made = tag.stored
    assert (made.n, made.r, made.p) == (N, R, P) == (2**15, 8, 3)
    slow = hashlib.scrypt("石榴-冰川-8".encode(), salt=made.salt, n=2**15, r=8, p=3, maxmem=2**26, dklen=32)
    assert made.tag == int.from_bytes(hmac.new(pepper.key, slow, hashlib.sha256).digest()[:2], "big")
    assert str(made.tag) not in repr(tag)
    again, same = compare(Secret("石榴-冰川-８"), pepper, [made])
    assert again
    assert same.stored == made


def test_another_pepper_or_another_account_does_not_match(tmp_path: Path) -> None:
    here, there = load_pepper(tmp_path / "here.key"), load_pepper(tmp_path / "there.key")
    tag = compare(Secret("kR7-mm2qW"), here, [])[1].stored
    other = compare(Secret("kR7-mm2qW"), there, [tag])
    assert other[0] is (other[1].stored.tag == tag.tag)
    assert compare(Secret("kR7-mm2qW"), here, [])[1].stored.salt != tag.salt


def test_the_key_file_is_the_owners_alone_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "config" / "pepper.key"
    made = load_pepper(path)
    assert made.fresh
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again = load_pepper(path)
    assert (again.key, again.fresh) == (made.key, False)
    assert made.key.hex() not in repr(made)


def test_a_key_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pepper.key"
    path.write_bytes(b"short")
    path.chmod(0o400)
    with pytest.raises(InputProblem, match="内容不对"):
        load_pepper(path)
    path.chmod(0o644)
    with pytest.raises(InputProblem, match="chmod 400"):
        load_pepper(path)
    (tmp_path / "file").write_text("")
    with pytest.raises(InputProblem, match="密钥文件"):
        load_pepper(tmp_path / "file" / "pepper.key")


def test_a_damaged_tag_is_told_and_costs_no_memory(tmp_path: Path) -> None:
    pepper = load_pepper(tmp_path / "pepper.key")
    for cost in ((2**30, 8, 1), (3, 8, 1), (2**15, 0, 3)):
        with pytest.raises(StoreProblem, match="标记损坏"):
            compare(Secret("kR7-mm2qW"), pepper, [StoredTag(b"x" * 16, *cost, 7)])


def test_six_are_kept_newest_first_each_account_its_own(store: Store) -> None:
    office = open_office(store)
    with store.write() as writer:
        for number in range(9):
            keep_tag(writer, office.account, StoredTag(bytes([number]) * 16, N, R, P, number))
    kept = read_tags(store.read, office.account)
    assert [one.tag for one in kept] == [8, 7, 6, 5, 4, 3]
    assert len(kept) == KEPT
    assert kept[0].salt == b"\x08" * 16
    assert read_tags(store.read, office.account + 1) == []
    assert all("password_tag" not in entry.after for entry in store.read.latest_changes(50))
