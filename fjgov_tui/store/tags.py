"""The stored form of password tags: written and read here, made and compared in `fjgov_tui.passwords.tags`.

No ledger: they are in no list, export, JSON, form or trail entry.
"""

from fjgov_tui.dataclass import dataclass
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer

KEPT = 6
"""How many tags of an account are kept: so many last passwords are recognised."""


@dataclass(frozen=True)
class StoredTag:
    """Sixteen bits of a keyed hash, and how it was made."""

    salt: bytes
    n: int
    r: int
    p: int
    tag: int


def read_tags(reader: Reader, account_id: int) -> list[StoredTag]:
    """The tags of an account's last passwords, newest first."""
    rows = reader.db.execute(
        "SELECT salt, n, r, p, tag FROM password_tag WHERE account = ? ORDER BY id DESC LIMIT ?", [account_id, KEPT]
    )
    return [StoredTag(bytes.fromhex(str(salt)), int(n), int(r), int(p), int(tag)) for salt, n, r, p, tag in rows]


def any_tags(reader: Reader) -> bool:
    """Whether the file holds any tag at all."""
    return reader.db.execute("SELECT 1 FROM password_tag LIMIT 1").fetchone() is not None


def keep_tag(writer: Writer, account_id: int, tag: StoredTag) -> None:
    """Keep the tag of the password that was just set, and forget those beyond the last `KEPT`."""
    writer.db.execute(
        "INSERT INTO password_tag (account, at, salt, n, r, p, tag) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [account_id, writer.at, tag.salt.hex(), tag.n, tag.r, tag.p, tag.tag],
    )
    writer.db.execute(
        "DELETE FROM password_tag WHERE account = ? AND id NOT IN"
        " (SELECT id FROM password_tag WHERE account = ? ORDER BY id DESC LIMIT ?)",
        [account_id, account_id, KEPT],
    )
