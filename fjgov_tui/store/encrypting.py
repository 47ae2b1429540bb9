"""Switching encryption of sealed fields on and off, new keys and new passphrases: each one transaction, all or nothing.

A program that is killed in the middle leaves the file as it was: every value and both slots change at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.drafts import draft_place
from fjgov_tui.store.encryption import (
    PASSPHRASE,
    RECOVERY,
    UNWIPED,
    KeyBox,
    keep_box,
    key_box,
    place_of,
)
from fjgov_tui.store.keys import CellPlace, DataKey, WrongKey, new_key
from fjgov_tui.store.records import Writer, fresh_salt
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.steps import fact
from fjgov_tui.store.store import Store

ENCRYPTED, REKEYED, DECRYPTED, PHRASED = "加密密封字段", "更换密封钥匙", "解除加密", "更换密封口令"
"""The actions under which the trail has them."""
LEAST = 10
"""Characters of a passphrase; whoever has the file may try as many as his machine can."""
SlotName = Literal["passphrase", "recovery"]


@dataclass(frozen=True)
class Encrypted:
    """What a switch changed."""

    values: int
    """Sealed values."""
    records: int
    drafts: int


def check_phrase(phrase: str) -> None:
    """Refuse a passphrase that is guessed too soon.

    Raises:
        InputProblem: it is too short, or one sign again and again.
    """
    if len(phrase) < LEAST or len(set(phrase)) < LEAST // 2:
        raise InputProblem(
            f"密封口令太弱：至少 {LEAST} 个字符，不能总是那几个字符", remedy="用几个不相干的词连起来，好记又难猜"
        )


def switch_on(store: Store, phrase: str, code: str) -> Encrypted:
    """Encrypt every sealed value and draft of a file that was clear, under a new key.

    Args:
        store: the open file.
        phrase: the new passphrase.
        code: the recovery code, which somebody has on paper.

    Raises:
        InputProblem: the file is encrypted already, or the passphrase is too weak.
        MissingExtra: the library is not installed.
        NotAllowed: the actor is no administrator.
    """
    check_phrase(phrase)
    if key_box(store.db) is not None:
        raise InputProblem("密封字段已经加密了", remedy="换口令用 fjgov seal change，换钥匙用 fjgov seal rotate")
    key = new_key()
    file = fact(store.db, "file")
    slots = {name: key.wrap(file, name, secret) for name, secret in ((PASSPHRASE, phrase), (RECOVERY, code))}
    with store.write("给密封字段加密") as writer:
        if key_box(writer.db) is not None:
            raise InputProblem("另一个程序刚刚加了密，没有再加", remedy="请用 fjgov seal status 查看")
        box = KeyBox(file=file, key=key.id, since=writer.at, **slots)
        changed = _rewrite(writer, box, None, key, ENCRYPTED)
        keep_box(writer.db, box)
        # Whoever is killed before the file is written anew leaves clear values in its free pages: that must be told.
        writer.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [UNWIPED, writer.at])
        _note(writer, ENCRYPTED, changed, key)
    store.db.keys.key = key
    return changed


def rotate_key(store: Store, phrase: str, code: str) -> Encrypted:
    """Encrypt everything anew under another key, with the passphrase as it is and a new recovery code.

    Args:
        store: the open file.
        phrase: the present passphrase; it opens the present key and locks the new one.
        code: the new recovery code.

    Raises:
        WrongKey: the passphrase is not the one, or a value does not open: then nothing is changed.
        NotAllowed: the actor is no administrator.
    """
    box = _needed(store.db)
    old, key = box.open(PASSPHRASE, phrase), new_key()
    slots = {name: key.wrap(box.file, name, secret) for name, secret in ((PASSPHRASE, phrase), (RECOVERY, code))}
    with store.write("更换密封钥匙") as writer:
        _unchanged(writer, box)
        fresh = KeyBox(file=box.file, key=key.id, since=writer.at, **slots)
        changed = _rewrite(writer, fresh, old, key, REKEYED)
        keep_box(writer.db, fresh)
        _note(writer, REKEYED, changed, key)
    store.db.keys.key = key
    return changed


def switch_off(store: Store, phrase: str) -> Encrypted:
    """Put every sealed value back as it was typed.

    Raises:
        WrongKey: the passphrase is not the one, or a value does not open: then nothing is changed.
        NotAllowed: the actor is no administrator.
    """
    box = _needed(store.db)
    old = box.open(PASSPHRASE, phrase)
    with store.write("解除密封字段的加密") as writer:
        _unchanged(writer, box)
        changed = _rewrite(writer, box, old, None, DECRYPTED)
        keep_box(writer.db, None)
        writer.db.execute("DELETE FROM meta WHERE name = ?", [UNWIPED])
        _note(writer, DECRYPTED, changed, old)
    store.db.keys.key = None
    return changed


def change_phrase(store: Store, opening: str, slot: SlotName, phrase: str, code: str = "") -> None:
    """Wrap the same key anew; no value changes.

    Args:
        store: the open file.
        opening: the present passphrase, or the recovery code.
        slot: which of the two it is.
        phrase: the new passphrase.
        code: a new recovery code; the present one stays where not given.

    Raises:
        WrongKey: `opening` does not open.
        InputProblem: the passphrase is too weak, or the file is not encrypted.
        NotAllowed: the actor is no administrator.
    """
    check_phrase(phrase)
    box = _needed(store.db)
    key = box.open(slot, opening)
    fresh = replace(box, passphrase=key.wrap(box.file, PASSPHRASE, phrase))
    if code:
        fresh = replace(fresh, recovery=key.wrap(box.file, RECOVERY, code))
    with store.write("更换密封口令") as writer:
        _unchanged(writer, box)
        writer.permit_admin()
        keep_box(writer.db, fresh)
        writer.note(PHRASED, {"key": key.id, "opened_by": "恢复码" if slot == RECOVERY else "口令"})
    store.db.keys.key = key


def _needed(db: Handle) -> KeyBox:
    box = key_box(db)
    if box is None:
        raise InputProblem("密封字段没有加密", remedy="要加密请运行 fjgov seal on")
    return box


def _unchanged(writer: Writer, box: KeyBox) -> None:
    """The slots that were opened before the transaction are still those of the file.

    Raises:
        InputProblem: somebody changed them meanwhile.
    """
    if key_box(writer.db) != box:
        raise InputProblem("另一个程序刚刚换了口令或钥匙，没有写入", remedy="请再试一次")


def _note(writer: Writer, action: str, changed: Encrypted, key: DataKey) -> None:
    writer.note(action, {"key": key.id, "values": changed.values, "records": changed.records, "drafts": changed.drafts})


def _rewrite(writer: Writer, box: KeyBox, old: DataKey | None, new: DataKey | None, action: str) -> Encrypted:
    """Every sealed value under another key, or under none.

    Args:
        writer: the transaction.
        box: whose file it is.
        old: what opens the values that are encrypted; `None` where none is.
        new: what encrypts them; `None` puts them back as they were typed.
        action: under which the trail has each record.

    Raises:
        WrongKey: a value does not open.
    """
    writer.permit_admin()
    values = records = 0
    for ledger in LEDGERS.values():
        if not ledger.encrypted:
            continue
        for record_id, row in list(_rows(writer.db, ledger)):
            changed: dict[str, Stored] = {}
            for field in ledger.encrypted:
                value = row[field.name]
                if value is None:
                    continue
                place = place_of(box.file, ledger, field, record_id)
                text = _opened(str(value), old, place)
                changed[field.name] = text if new is None else new.encrypt(place, text)
            salt = fresh_salt() if new is None else ""
            if changed:
                values, records = values + len(changed), records + 1
                writer.reencrypted(ledger, record_id, {**changed, "salt": salt}, action)
            elif row["salt"] != salt:
                # No value depends on it yet, so that no digest changes.
                writer.db.execute(f"UPDATE {name_sql(ledger.name)} SET salt = ? WHERE id = ?", [salt, record_id])
    return Encrypted(values, records, _rewrite_drafts(writer.db, box, old, new))


def _opened(value: str, key: DataKey | None, place: CellPlace) -> str:
    """A value as it was typed; one that is clear already is taken as it is.

    Raises:
        WrongKey: it is encrypted, and nothing at hand opens it.
    """
    if not is_encrypted(value):
        return value
    if key is None:
        raise WrongKey("有的密封值已经是加密的样子，却没有口令的记载，没有写入", remedy="请运行 fjgov verify")
    return key.decrypt(place, value)


def _rows(db: Handle, ledger: Ledger) -> Iterator[tuple[int, Mapping[str, Stored]]]:
    """The sealed columns and the salt of every record, removed ones too."""
    names = [*(field.name for field in ledger.encrypted), "salt"]
    columns = ", ".join(map(name_sql, names))
    for row in db.execute(f"SELECT id, {columns} FROM {name_sql(ledger.name)} ORDER BY id"):
        yield int(row[0]), dict(zip(names, row[1:], strict=True))


def _rewrite_drafts(db: Handle, box: KeyBox, old: DataKey | None, new: DataKey | None) -> int:
    """The sealed lines of unfinished forms, too; how many forms had any."""
    count = 0
    for owner, name, record, typed in db.execute("SELECT owner, ledger, record, typed FROM draft").fetchall():
        ledger = LEDGERS.get(str(name))
        try:
            texts = {str(field): str(text) for field, text in json.loads(str(typed)).items()}
        except (ValueError, AttributeError):
            continue  # Damaged behind our back: the form, when it is opened, says so.
        fresh = dict(texts)
        for field in ledger.encrypted if ledger else ():
            text = texts.get(field.name, "")
            if text and ledger is not None:
                place = draft_place(box.file, ledger, field, str(owner), int(record))
                clear = _opened(text, old, place)
                fresh[field.name] = clear if new is None else new.encrypt(place, clear)
        if fresh != texts:
            count += 1
            sql = "UPDATE draft SET typed = ? WHERE owner = ? AND ledger = ? AND record = ?"
            db.execute(sql, [json.dumps(fresh), owner, name, record])
    return count
