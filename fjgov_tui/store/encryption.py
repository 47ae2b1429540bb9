"""Sealed fields in a file that has a passphrase: encrypted before they reach a row, opened only for who has the key.

A reader without the key reads what stands in the row: a text that says its mask. So everything else goes on working,
and whatever forgets to mask shows a ciphertext.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from fjgov_tui.ciphertext import is_encrypted, likeness, parse_ciphertext
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, StoreProblem
from fjgov_tui.ledgers import Field, Ledger, Record
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.keys import CellPlace, DataKey, KeySlot, WrongKey, has_library
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.steps import fact

ENCRYPTION = "encryption"
"""The row of `meta` that holds the slots; it is there exactly while the file's sealed fields are encrypted."""
UNWIPED = "unwiped"
"""The row of `meta` that is there from the moment of encryption until the file has been written anew."""
PASSPHRASE, RECOVERY = "passphrase", "recovery"


class KeyNeeded(InputProblem):
    """A sealed value was to be read or written, and nobody has given the passphrase."""


@dataclass(frozen=True, kw_only=True)
class KeyBox:
    """What a file keeps of its key."""

    file: str
    """The file's own id, to which the key is bound."""
    key: str
    """The data key's id."""
    since: str
    """When the fields were encrypted with this key, UTC."""
    passphrase: KeySlot
    recovery: KeySlot

    def open(self, slot: str, secret: str) -> DataKey:
        """The data key; takes about half a second.

        Args:
            slot: `PASSPHRASE` or `RECOVERY`.
            secret: what somebody typed.

        Raises:
            WrongKey: it does not open.
            MissingExtra: the library is not installed.
        """
        locked = self.passphrase if slot == PASSPHRASE else self.recovery
        return locked.open(self.key, self.file, slot, secret)


def key_box(db: Handle) -> KeyBox | None:
    """The slots of a file whose sealed fields are encrypted; `None` where they are not.

    Raises:
        StoreProblem: somebody has damaged them.
    """
    text = fact(db, ENCRYPTION)
    if not text:
        return None
    try:
        kept = json.loads(text)
        slots = {name: KeySlot(**kept[name]) for name in (PASSPHRASE, RECOVERY)}
        return KeyBox(file=str(kept["file"]), key=str(kept["key"]), since=str(kept["since"]), **slots)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreProblem(
            "密封口令的记载被改坏了，密封字段打不开", remedy="请用 fjgov restore 恢复最近的备份"
        ) from error


def keep_box(db: Handle, box: KeyBox | None) -> None:
    """Write the slots, or take them away; inside a transaction."""
    if box is None:
        db.execute("DELETE FROM meta WHERE name = ?", [ENCRYPTION])
    else:
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [ENCRYPTION, json.dumps(asdict(box))])


def unlock(db: Handle, secret: str, slot: str = PASSPHRASE) -> None:
    """Put the key on the ring of this connection, and of all that share it, for as long as the process lives.

    Args:
        db: the file.
        secret: the passphrase, or the recovery code.
        slot: which of the two.

    Raises:
        InputProblem: the file's fields are not encrypted.
        WrongKey: it does not open.
        MissingExtra: the library is not installed.
    """
    box = key_box(db)
    if box is None:
        raise InputProblem("这份台账的密封字段没有加密，不用口令", remedy="要加密请运行 fjgov seal on")
    db.keys.key = box.open(slot, secret)


def has_key(db: Handle) -> bool:
    """Whether sealed values can be read and written now: they are not encrypted, or the key is at hand."""
    box = key_box(db)
    return box is None or (db.keys.key is not None and db.keys.key.id == box.key)


def place_of(file: str, ledger: Ledger, field: Field, record_id: int) -> CellPlace:
    """Where a field's value belongs, by names that no later release changes."""
    return CellPlace(file, ledger.born, field.born, str(record_id))


class FieldCipher:
    """The sealed fields of one file, as one transaction or one question sees them."""

    def __init__(self, db: Handle) -> None:
        """Look whether the file's sealed fields are encrypted.

        Raises:
            StoreProblem: its slots are damaged.
        """
        self.box = key_box(db)
        self._keys = db.keys

    def key(self, what: str) -> DataKey:
        """The key at hand.

        Args:
            what: what was to be done, for the sentence.

        Raises:
            KeyNeeded: nobody has given the passphrase, or the key was changed since.
        """
        key = self._keys.key
        if self.box is not None and key is not None and key.id == self.box.key:
            return key
        if not has_library():
            why, remedy = "本机没有安装 cryptography", "请安装 fjgov_tui[sealed]，或换一台装了的机器；别的字段照常能用"
        elif key is not None:
            why, remedy = "密封字段已经换了钥匙", "请再输入一次密封口令"
        else:
            why, remedy = "要先输入密封口令", "画面上在记录的详情里按 F4；命令行用 fjgov --unseal"
        raise KeyNeeded(f"密封字段已加密，{what}{why}", remedy=remedy)

    def encrypted(
        self, ledger: Ledger, record_id: int, values: Mapping[str, Stored], row: Mapping[str, Stored]
    ) -> Mapping[str, Stored]:
        """The values as they go into the row: sealed ones encrypted, those that the row has already as they are.

        Args:
            ledger: the declaration.
            record_id: the record.
            values: validated values, of all fields or some.
            row: what the row holds now; nothing for a new one.

        Raises:
            KeyNeeded: a sealed value is written without the key.
            InputProblem: a ciphertext of another place was handed in, or the file lost its slots.
        """
        changed: dict[str, Stored] = {}
        for field in ledger.encrypted:
            value, before = values.get(field.name), row.get(field.name)
            if value is None or value == before:
                continue
            if is_encrypted(value) or (self.box is None and is_encrypted(before)):
                raise InputProblem(
                    f"{field.label}是加密后的样子，没有写入",
                    where=ledger.title,
                    remedy="请填完整的原值；没有填过的，请运行 fjgov verify",
                )
            if self.box is not None:
                place = place_of(self.box.file, ledger, field, record_id)
                changed[field.name] = self.key(f"写“{field.label}”").encrypt(place, str(value))
        return {**values, **changed} if changed else values

    def clear(self, ledger: Ledger, record_id: int, values: Mapping[str, Stored]) -> dict[str, Stored]:
        """The values with the encrypted ones opened.

        Raises:
            KeyNeeded: some are encrypted and the key is not at hand.
            WrongKey: one was damaged or moved here from elsewhere.
        """
        opened = dict(values)
        for field in ledger.encrypted:
            value = values.get(field.name)
            if is_encrypted(value) and self.box is not None:
                place = place_of(self.box.file, ledger, field, record_id)
                opened[field.name] = self.key(f"看“{field.label}”").decrypt(place, str(value))
        return opened

    def unopened(self, ledger: Ledger, record_id: int, values: Mapping[str, Stored]) -> str:
        """The label of the first sealed field that the key at hand does not open; empty where all do."""
        for field in ledger.encrypted:
            value = values.get(field.name)
            if not is_encrypted(value):
                continue
            try:
                parse_ciphertext(str(value))
                self.clear(ledger, record_id, {field.name: value})
            except (WrongKey, ValueError):
                return field.label
        return ""

    def tag(self, ledger: Ledger, field: Field, text: str) -> str:
        """What `ciphertext.likeness` answers for the records that hold this value.

        Raises:
            KeyNeeded: the values are encrypted and the key is not at hand.
        """
        if self.box is None or field not in ledger.encrypted:
            return likeness(text)
        return self.key(f"按“{field.label}”查找").tag(place_of(self.box.file, ledger, field, 0), text)


def clear_record(db: Handle, record: Record) -> Record:
    """A record with its sealed values as they were typed.

    Raises:
        KeyNeeded: they are encrypted and the key is not at hand.
        WrongKey: one does not open.
    """
    values = FieldCipher(db).clear(record.declared, record.id, record.values)
    return record if values == record.values else replace(record, values=values)
