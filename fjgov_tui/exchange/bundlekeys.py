"""Whose bundle it is and for whom: the key pair of a machine, the other side's public keys, and codes to compare them.

Two key pairs a machine: Ed25519 signs what it sends, X25519 opens what it receives. The private halves lie in a file
beside the ledger file (0600), in no backup and in no copy; a machine that has lost them makes new ones, and the other
side registers those.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, MissingExtra
from fjgov_tui.files import read_bounded, write_own
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

RAW = 32
"""Bytes of each half."""
_MARK = "fjgov-bundle-key-1"
_GROUPS, _DIGITS = 6, 4
"""The code to compare: 24 digits, of which nobody finds a second key with the same."""
_MOST = 4096
_NAME = 40


def check_library() -> None:
    """Bundles are signed and encrypted, or not made at all.

    Raises:
        MissingExtra: the library that does so is not installed.
    """
    if find_spec("cryptography") is None:
        raise MissingExtra(
            "没有安装 cryptography，数据包做不成也打不开",
            remedy="数据包一律签名并加密；请安装 fjgov_tui[sealed] 再试，其余功能不受影响",
        )


@dataclass(frozen=True)
class PublicKeys:
    """What the other side may know of a machine."""

    sign: bytes
    box: bytes
    name: str = ""
    """What its people call the machine."""

    @property
    def id(self) -> str:
        """By which a machine is known in bundles."""
        return hashlib.sha256(self.sign + self.box).hexdigest()[:32]

    @property
    def code(self) -> str:
        """What two people read to each other: groups of digits."""
        number = int.from_bytes(hashlib.sha256(b"fjgov code" + self.sign + self.box).digest())
        digits = f"{number % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}}"
        return " ".join(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))

    @property
    def line(self) -> str:
        """The keys as one line of text, to be carried to the other side."""
        return f"{_MARK} {base64.b64encode(self.sign + self.box).decode()} {self.name}".rstrip()

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether the machine has signed it."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.sign).verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Identity:
    """A machine's own keys."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey
    name: str

    def __repr__(self) -> str:
        """Never the keys."""
        return f"Identity({self.public.id})"

    @property
    def public(self) -> PublicKeys:
        """The halves that may be known."""
        sign, box = self.sign.public_key().public_bytes_raw(), self.box.public_key().public_bytes_raw()
        return PublicKeys(sign, box, self.name)


def key_path(db: Path) -> Path:
    """Where the private keys of a ledger file's machine lie."""
    return db.with_name(f"{db.name}.bundle-key")


def read_identity(db: Path) -> Identity:
    """The machine's keys.

    Raises:
        InputProblem: there are none yet, or the file is damaged.
        MissingExtra: the library is not installed.
    """
    check_library()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    path = key_path(db)
    if not path.exists():
        raise InputProblem("本机还没有数据包的钥匙", where=clean(str(path)), remedy="请先运行 fjgov bundle key")
    try:
        kept = json.loads(read_bounded(path, _MOST))
        sign = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["sign"]))
        box = X25519PrivateKey.from_private_bytes(bytes.fromhex(kept["box"]))
        return Identity(sign, box, clean(str(kept["name"])))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputProblem(
            "数据包的钥匙文件损坏了，读不出来",
            where=clean(str(path)),
            remedy="请把它移走，运行 fjgov bundle key 另做一把，并请对方重新登记",
        ) from error


def make_identity(db: Path, name: str) -> Identity:
    """New keys, kept beside the ledger file; those that are there stay.

    Args:
        db: the ledger file.
        name: what the people of this machine call it.

    Raises:
        InputProblem: the file cannot be written, or the one that is there is damaged.
        MissingExtra: the library is not installed.
    """
    check_library()
    if key_path(db).exists():
        return read_identity(db)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    identity = Identity(Ed25519PrivateKey.generate(), X25519PrivateKey.generate(), clean(name)[:_NAME].strip())
    kept = {
        "name": identity.name,
        "sign": identity.sign.private_bytes_raw().hex(),
        "box": identity.box.private_bytes_raw().hex(),
    }
    write_own(key_path(db), json.dumps(kept, ensure_ascii=False) + "\n")
    return identity


def parse_public(text: str) -> PublicKeys:
    """The other side's keys from their line.

    Raises:
        InputProblem: it is none.
    """
    mark, _, rest = clean(text).strip().partition(" ")
    box, _, name = rest.strip().partition(" ")
    try:
        raw = base64.b64decode(box, validate=True) if mark == _MARK else b""
    except ValueError:
        raw = b""
    if len(raw) != 2 * RAW:
        raise InputProblem(
            "这不是数据包的公钥", remedy=f"公钥是一行字，以 {_MARK} 开头，由对方的 fjgov bundle key 打印"
        )
    return PublicKeys(raw[:RAW], raw[RAW:], name.strip()[:_NAME])


def same_code(spoken: str, keys: PublicKeys) -> bool:
    """Whether a code that somebody read out is that of the keys; blanks and dashes say nothing."""
    digits = "".join(character for character in spoken if character.isdigit())
    return digits == keys.code.replace(" ", "")
