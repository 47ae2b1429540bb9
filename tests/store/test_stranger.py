"""A stranger with the file, its backup, the audit copy and every export finds no value of any sealed field in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.exchange import export_file
from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.contacts import Phone, Url
from fjgov_tui.store import Selection, Store, back_up, keys
from fjgov_tui.store.audit_copy import make_audit_copy
from fjgov_tui.store.cleartext import wipe
from fjgov_tui.store.encrypting import rotate_key, switch_on
from fjgov_tui.store.recovery import new_code
from tests.screens.samples import fill

PHRASE = "白帝城 夔门 三峡之巅"
ONLY_MASKED = {("channel", "address")}
"""What docs/安全说明.md names as not defended: whoever adds to it says there why."""


def sealed_fields() -> Iterator[tuple[Ledger, Field]]:
    yield from ((ledger, field) for ledger in LEDGERS.values() for field in ledger.fields if field.sealed)


def canary(field: Field, number: int) -> str:
    """A value that occurs nowhere else."""
    if isinstance(field.type, Phone):
        return f"1997700{number:04d}"
    return f"https://canary{number}.example/x" if isinstance(field.type, Url) else f"canary-value-{number}"


def written(folder: Path) -> Iterator[bytes]:
    """Everything in a folder, unpacked."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from (archive.read(name) for name in archive.namelist())


def test_no_value_of_any_sealed_field_of_any_ledger_is_found(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "SCRYPT_N", 2)
    fill(store)
    values = {
        (ledger.name, field.name): canary(field, number) for number, (ledger, field) in enumerate(sealed_fields())
    }
    for (name, field), value in values.items():
        with store.write() as writer:
            writer.save(LEDGERS[name], {field: value}, writer.record(LEDGERS[name], 1))
        with store.drafts() as drafts:
            drafts.keep(name, 1, {field: value})
    with store.write() as writer:  # a removed record keeps its values, too
        writer.remove(LEDGERS["channel"], 1, writer.record(LEDGERS["channel"], 1).revision)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = b"".join(written(store.path.parent))
    assert [place for place, value in values.items() if value.encode() not in before] == []  # the search finds them
    switch_on(store, PHRASE, new_code())
    assert wipe(store) == ""
    rotate_key(store, PHRASE, new_code())
    out = tmp_path / "out"
    out.mkdir()
    back_up(store, out / "b.db")
    make_audit_copy(store, out / "copy.db")
    for suffix in (".xlsx", ".json"):
        export_file(store.read, out / f"all{suffix}", [Selection(name) for name in LEDGERS])
    found = b"".join((*written(store.path.parent), *written(out)))
    clear = {
        place
        for place, value in values.items()
        if any(form in found for form in (value.encode(), value.encode("utf-16-le"), value.encode().hex().encode()))
    }
    assert clear == ONLY_MASKED
    copied = b"".join(part for path in out.glob("copy.db*") for part in (path.read_bytes(),))
    assert values["channel", "address"].encode() not in copied
    page = (Path(__file__).parents[2] / "docs" / "安全说明.md").read_text(encoding="utf-8")
    assert "告警去向的地址只遮盖、不加密" in page
