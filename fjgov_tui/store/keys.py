"""The data key of encrypted fields: made, wrapped for a passphrase or a recovery code, held in memory, used on cells.

AES-256-GCM with a random nonce; what a cell belongs to (file, ledger, field, record) and what stands beside the box in
its text are bound as additional data, so that a value that is moved, or a mask that is changed, does not open. The
key is wrapped in slots: scrypt over what a person types, then AES-256-GCM again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fjgov_tui.ciphertext import TAG_DIGITS, Ciphertext, parse_ciphertext
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, MissingExtra
from fjgov_tui.text import mask

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES, SALT_BYTES = 32, 12, 16
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1
"""scrypt's cost: 128 MiB and about half a second, as OWASP advises."""
_MOST_N = 2**20
"""A slot that asks for more was not written by this program, and would eat the memory of whoever opens it."""


def has_library() -> bool:
    """Whether the optional library that encrypts is installed."""
    return find_spec("cryptography") is not None


def _cipher(key: bytes) -> AESGCM:
    """The cipher under a key.

    Raises:
        MissingExtra: the library is not installed.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise MissingExtra(
            "没有安装 cryptography，密封字段的加密用不了",
            remedy="密封字段照常遮盖着显示，其余不受影响；要查看或修改，请安装 fjgov_tui[sealed]",
        ) from error
    return AESGCM(key)


def _bound(*parts: str) -> bytes:
    """Several texts as one, each with its length before it, so that no two sets of them are alike."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join(b"%d:%b" % (len(part), part) for part in encoded)


@dataclass(frozen=True)
class CellPlace:
    """What an encrypted value belongs to."""

    file: str
    """The ledger file's own id."""
    ledger: str
    """The first name that the ledger ever had."""
    field: str
    """The same of the field."""
    record: str
    """The record's id; for a draft whose it is and of what."""


class WrongKey(InputProblem):
    """What was given does not open it, or what it should open is damaged: nobody can tell which."""


class DataKey:
    """The key that encrypts the fields of one file."""

    __slots__ = ("_box", "_raw", "_tags", "id")

    def __init__(self, raw: bytes) -> None:
        """Derive from the random bytes what encrypts, what tags, and by what the key is known.

        Raises:
            MissingExtra: the library is not installed.
        """
        self._raw = raw
        self._box = _cipher(hmac.digest(raw, b"fjgov box", "sha256"))
        self._tags = hmac.digest(raw, b"fjgov tag", "sha256")
        self.id = hmac.digest(raw, b"fjgov id", "sha256").hex()[:8]
        """Stands in every value that it encrypted."""

    def __repr__(self) -> str:
        """Never the key."""
        return f"DataKey({self.id})"

    def tag(self, place: CellPlace, text: str) -> str:
        """What is equal for equal values of the same field, whatever their case."""
        given = _bound(place.file, place.ledger, place.field, text.casefold())
        return hmac.digest(self._tags, given, "sha256").hex()[:TAG_DIGITS]

    def encrypt(self, place: CellPlace, text: str) -> str:
        """A value as it stands in its column."""
        nonce, tag, shown = secrets.token_bytes(NONCE_BYTES), self.tag(place, text), mask(text)
        box = nonce + self._box.encrypt(nonce, text.encode("utf-8", "surrogatepass"), self._beside(place, tag, shown))
        return str(Ciphertext(self.id, tag, base64.b64encode(box).decode(), shown))

    def decrypt(self, place: CellPlace, value: str) -> str:
        """The value itself.

        Raises:
            WrongKey: it was encrypted with another key, was moved here from elsewhere, or is damaged.
        """
        from cryptography.exceptions import InvalidTag

        try:
            parts = parse_ciphertext(value)
            box = base64.b64decode(parts.box, validate=True)
            beside = self._beside(place, parts.tag, parts.mask)
            return self._box.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], beside).decode("utf-8", "surrogatepass")
        except (ValueError, InvalidTag) as error:
            raise WrongKey("密封的值打不开：不是用这把钥匙加密的，或者被改动、挪动过") from error

    def _beside(self, place: CellPlace, tag: str, shown: str) -> bytes:
        return _bound("fjgov cell", self.id, place.file, place.ledger, place.field, place.record, tag, shown)

    def wrap(self, file: str, slot: str, secret: str) -> KeySlot:
        """The key locked away under what a person types.

        Args:
            file: the ledger file's own id.
            slot: which slot: what locks one does not open the other.
            secret: the passphrase or the recovery code.
        """
        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
        lock = _cipher(_stretched(secret, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P))
        box = lock.encrypt(nonce, self._raw, _bound("fjgov slot", self.id, file, slot))
        return KeySlot(salt.hex(), SCRYPT_N, SCRYPT_R, SCRYPT_P, nonce.hex(), box.hex())


@dataclass(frozen=True)
class KeySlot:
    """A data key under lock: salt, cost, nonce and box as hexadecimal text."""

    salt: str
    n: int
    r: int
    p: int
    nonce: str
    box: str

    def open(self, key_id: str, file: str, slot: str, secret: str) -> DataKey:
        """The data key; takes about half a second.

        Args:
            key_id: which key is in it.
            file: the ledger file's own id.
            slot: which slot it is.
            secret: what somebody typed.

        Raises:
            WrongKey: it is not what locked it.
            MissingExtra: the library is not installed.
        """
        if not (2 <= self.n <= _MOST_N and 1 <= self.r <= 32 and 1 <= self.p <= 16):
            raise WrongKey("密封口令的记载被改动过，打不开", remedy="请恢复备份，或让维护人员看看")
        lock = _cipher(_stretched(secret, bytes.fromhex(self.salt), self.n, self.r, self.p))
        from cryptography.exceptions import InvalidTag

        try:
            beside = _bound("fjgov slot", key_id, file, slot)
            raw = lock.decrypt(bytes.fromhex(self.nonce), bytes.fromhex(self.box), beside)
        except (InvalidTag, ValueError) as error:
            raise WrongKey("口令不对，没有打开", remedy="请再输入一次；忘了就用恢复码：fjgov seal recover") from error
        return DataKey(raw)


def _stretched(secret: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    typed = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r + (1 << 20), dklen=KEY_BYTES)


def new_key() -> DataKey:
    """A random data key.

    Raises:
        MissingExtra: the library is not installed.
    """
    return DataKey(secrets.token_bytes(KEY_BYTES))


class Keyring:
    """Where a process keeps the data key of the file it has open; all its connections share one, and no file does."""

    __slots__ = ("key",)

    def __init__(self) -> None:
        """Empty: nobody has given the passphrase yet."""
        self.key: DataKey | None = None

    def __repr__(self) -> str:
        """Never the key."""
        return f"Keyring({'open' if self.key is not None else 'shut'})"
