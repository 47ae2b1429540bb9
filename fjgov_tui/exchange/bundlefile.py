"""The file in which a bundle travels: parts, each signed by the sender, that together hold one encrypted stream.

A part is a mark, the length of its head, the head (JSON), the sender's signature over the head, and chunks. The head
says which bundle it belongs to, who sent it to whom, which part of how many it is, and the SHA-256 of its chunks; so
each part proves itself when it arrives, in any order. A chunk is some lines of text, compressed, then encrypted
(AES-256-GCM) under a key that only the receiver can compute (X25519 with a pair made for this bundle, HKDF); its place
in the stream, and whether it is the last, are bound to it. Nothing is read beyond the bounds below.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.exchange.bundlekeys import Identity, PublicKeys, check_library
from fjgov_tui.files import regular, replacing
from fjgov_tui.ledgers.carrying import Aim
from fjgov_tui.scratch import folder
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from typing import IO

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = b"FJGOV-BUNDLE\n"
FORMAT = 1
_SIGNATURE = 64
_MOST_HEAD = 8192
CHUNK = 256 << 10
"""Bytes of lines that are put into one chunk."""
MOST_CHUNK = 4 << 20
"""Bytes that a chunk may hold, as it travels and as it is read: one that grows beyond is refused before it does."""
MOST_PARTS, MOST_CHUNKS = 9999, 1_000_000
SMALLEST_PART = 1 << 20
"""Bytes into which a bundle may be cut at least, so that each part has room for a chunk."""
_SPARE = 64 << 10
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class BundleHead:
    """What each part says of itself and of its bundle, in the open."""

    bundle: str
    """The bundle's id: 32 hexadecimal digits."""
    number: int
    """The sender counts what it has made for this receiver, from 1."""
    made_at: str
    """The instant of which the content is."""
    aim: str
    sender: str
    receiver: str
    once: str
    """The public key that was made for this bundle, in hexadecimal."""
    version: str
    """Of the program that made it."""
    format: int = FORMAT
    since: int = 0
    """Unix seconds from which visits are in it."""
    part: int = 1
    parts: int = 1
    first: int = 0
    """The place of the part's first chunk in the stream."""
    chunks: int = 0
    size: int = 0
    """Bytes of the part's chunks."""
    digest: str = ""
    """Their SHA-256 in hexadecimal."""

    def signed(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()

    def of_bundle(self) -> BundleHead:
        """What all parts of one bundle have in common."""
        return replace(self, part=1, first=0, chunks=0, size=0, digest="")


@dataclass(frozen=True)
class Part:
    """A part whose head has been read, and its signature and digest found right."""

    path: Path
    head: BundleHead
    start: int = field(compare=False)
    """Where its chunks begin."""


def fresh_head(number: int, made_at: str, aim: Aim, since: int, version: str) -> BundleHead:
    """The head of a new bundle, before its keys are known."""
    return BundleHead(
        bundle=secrets.token_hex(16), number=number, made_at=made_at, aim=aim, since=since, version=version, sender="",
        receiver="", once="",
    )  # fmt: skip


def _cipher(shared: bytes, head: BundleHead) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    about = f"fjgov bundle {head.format} {head.sender} {head.receiver} {head.once}".encode()
    return AESGCM(HKDF(SHA256(), 32, salt=bytes.fromhex(head.bundle), info=about).derive(shared))


def _beside(head: BundleHead, place: int, *, last: bool) -> bytes:
    return f"{head.bundle} {place} {'last' if last else 'more'}".encode()


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines put together until they fill a chunk."""
    held, size = list[bytes](), 0
    for line in lines:
        if held and size + len(line) > CHUNK:
            yield b"".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line)
    yield b"".join(held)


def write_bundle(
    target: Path, lines: Iterable[bytes], head: BundleHead, own: Identity, peer: PublicKeys, most: int = 0
) -> list[Path]:
    """Write a bundle as one file, or as several of which none is larger than asked.

    Args:
        target: the file; parts get `.001`, `.002` … behind its name.
        lines: the content, each line with its end.
        head: what `fresh_head` made.
        own: who signs.
        peer: for whom it is encrypted.
        most: bytes of a part; 0 for one file.

    Returns:
        The files, in order.

    Raises:
        InputProblem: a file cannot be written, or so small parts would be too many.
        MissingExtra: the library is not installed.
    """
    check_library()
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    head = replace(head, sender=own.public.id, receiver=peer.id, once=once.public_key().public_bytes_raw().hex())
    cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(peer.box)), head)
    rough = folder() / f"bundle-{head.bundle}"
    try:
        with rough.open("xb") as stream:
            sizes = list(_encrypt(stream, _gathered(lines), cipher, head))
        with rough.open("rb") as stream:
            return list(_write_parts(target, stream, _cut(sizes, most), head, own))
    except OSError as error:
        raise InputProblem(f"写不了数据包（{system_reason(error)}）", where=clean(str(target))) from error
    finally:
        rough.unlink(missing_ok=True)


def _encrypt(stream: IO[bytes], chunks: Iterator[bytes], cipher: AESGCM, head: BundleHead) -> Iterator[int]:
    place, waiting = 0, next(chunks)
    for following in chain(chunks, (None,)):
        box = cipher.encrypt(
            place.to_bytes(12), zlib.compress(waiting, 6), _beside(head, place, last=following is None)
        )
        stream.write(len(box).to_bytes(4) + box)
        yield 4 + len(box)
        place, waiting = place + 1, following or b""


def _cut(sizes: Sequence[int], most: int) -> list[list[int]]:
    """The sizes of the chunks of each part."""
    parts: list[list[int]] = [[]]
    for size in sizes:
        if most and parts[-1] and sum(parts[-1]) + size > most - _SPARE:
            parts.append([])
        parts[-1].append(size)
    if len(parts) > MOST_PARTS:
        raise InputProblem(f"这样要切成 {len(parts):,} 段，太多了", remedy="请把 --split 写大一些")
    return parts


def _write_parts(
    target: Path, stream: IO[bytes], cut: Sequence[Sequence[int]], head: BundleHead, own: Identity
) -> Iterator[Path]:
    first = 0
    for number, sizes in enumerate(cut, 1):
        path = target if len(cut) == 1 else target.with_name(f"{target.name}.{number:03}")
        with replacing(path) as fresh, fresh.open("wb") as out:
            start, digest = stream.tell(), hashlib.sha256()
            for size in sizes:
                digest.update(stream.read(size))
            encoded = replace(
                head, part=number, parts=len(cut), first=first, chunks=len(sizes), size=sum(sizes),
                digest=digest.hexdigest(),
            ).signed()  # fmt: skip
            out.write(MARK + len(encoded).to_bytes(4) + encoded + own.sign.sign(MARK + encoded))
            stream.seek(start)
            for size in sizes:
                out.write(stream.read(size))
        first += len(sizes)
        yield path


class NotForUs(InputProblem):
    """The part is sound as far as can be seen, and for another machine, or from one that is not registered."""


def read_part(path: Path, own: Identity, peers: Sequence[PublicKeys]) -> Part:
    """Look at a part: its head, its signature, its digest; its content stays closed.

    Raises:
        NotForUs: it was made for another machine, or by one whose keys are not registered.
        InputProblem: it is no part of a bundle, is cut off or was changed on the way.
    """
    where = clean(str(path))
    try:
        with regular(path) as file:
            head, encoded, signature = _read_head(file, where)
            start = file.tell()
            sender = _sender(head, own, peers, where)
            if not sender.verifies(signature, MARK + encoded):
                raise InputProblem("签名不对：数据包在路上被改过，或者不是登记的那台机器做的", where=where)
            _check_content(file, head, where, os.fstat(file.fileno()).st_size - start)
            return Part(path, head, start)
    except OSError as error:
        raise InputProblem(
            f"读不了这个文件（{system_reason(error)}）", where=where, remedy="请核对路径和权限"
        ) from error


def _read_head(file: IO[bytes], where: str) -> tuple[BundleHead, bytes, bytes]:
    if file.read(len(MARK)) != MARK:
        raise InputProblem("这不是数据包", where=where, remedy="请核对是不是 fjgov bundle export 写的文件")
    length = int.from_bytes(file.read(4))
    if not 0 < length <= _MOST_HEAD:
        raise InputProblem("数据包的开头损坏了", where=where, remedy="请重新拷贝这一段")
    encoded, signature = file.read(length), file.read(_SIGNATURE)
    try:
        given = json.loads(encoded)
        if isinstance(given, dict) and isinstance(given.get("format"), int) and given["format"] > FORMAT:
            raise InputProblem("数据包是更新的程序做的，这个版本读不了", where=where, remedy="请先升级本机的程序")
        head = BundleHead(**given)
        _check_head(head)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputProblem("数据包的开头损坏了", where=where, remedy="请重新拷贝这一段") from error
    return head, encoded, signature


def _check_head(head: BundleHead) -> None:
    """Every field of its kind and within its bounds.

    Raises:
        ValueError: one is not.
    """
    for name in ("number", "format", "since", "part", "parts", "first", "chunks", "size"):
        if type(getattr(head, name)) is not int:
            raise ValueError(name)
    for name, digits in (("bundle", 32), ("sender", 32), ("receiver", 32), ("once", 64), ("digest", 64)):
        if len(bytes.fromhex(getattr(head, name))) * 2 != digits:
            raise ValueError(name)
    Aim(head.aim)
    sound = 1 <= head.part <= head.parts <= MOST_PARTS and 1 <= head.chunks <= MOST_CHUNKS and head.number >= 1
    if not sound or not 0 <= head.first <= MOST_CHUNKS or head.format != FORMAT or not isinstance(head.made_at, str):
        raise ValueError("bounds")


def _sender(head: BundleHead, own: Identity, peers: Sequence[PublicKeys], where: str) -> PublicKeys:
    if head.receiver != own.public.id:
        raise NotForUs("这个数据包不是做给本机的", where=where, remedy="请对方登记本机的公钥再导出：fjgov bundle key")
    for peer in peers:
        if peer.id == head.sender:
            return peer
    raise NotForUs(
        "做这个数据包的机器没有登记", where=where, remedy="请先取得它的公钥、核对代码：fjgov bundle peer add"
    )


def _check_content(file: IO[bytes], head: BundleHead, where: str, size: int) -> None:
    if size != head.size:
        raise InputProblem(
            f"第 {head.part} 段不完整：应有 {head.size:,} 字节，实有 {size:,}", where=where, remedy="请重新拷贝这一段"
        )
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    if digest.hexdigest() != head.digest:
        raise InputProblem(f"第 {head.part} 段损坏了", where=where, remedy="请重新拷贝这一段")


def read_bundle(
    parts: Sequence[Part], own: Identity, progress: Callable[[int, int], None] | None = None
) -> Iterator[bytes]:
    """The lines of a bundle of which every part is there.

    Args:
        parts: all of them, in order.
        own: who opens it.
        progress: told, as each chunk is opened, which one it is from 1 and how many there are.

    Raises:
        InputProblem: a chunk does not open, holds more than it may, or the last one is missing.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    head = parts[0].head
    try:
        cipher = _cipher(own.box.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(head.once))), head)
    except ValueError as error:
        raise _damaged(parts[0]) from error
    total = parts[-1].head.first + parts[-1].head.chunks
    for part in parts:
        with regular(part.path) as file:
            file.seek(part.start)
            for place in range(part.head.first, part.head.first + part.head.chunks):
                if progress is not None:
                    progress(place + 1, total)
                yield from _opened(file, part, cipher, (place, total)).splitlines(keepends=True)


def _opened(file: IO[bytes], part: Part, cipher: AESGCM, at: tuple[int, int]) -> bytes:
    """The lines of the next chunk."""
    from cryptography.exceptions import InvalidTag

    place, total = at
    length = int.from_bytes(file.read(4))
    box = file.read(length) if length <= MOST_CHUNK else b""
    try:
        if len(box) != length or not box:
            raise ValueError("length")
        squeezed = cipher.decrypt(place.to_bytes(12), box, _beside(part.head, place, last=place == total - 1))
        inflating = zlib.decompressobj()
        content = inflating.decompress(squeezed, MOST_CHUNK)
        if not inflating.eof:
            raise ValueError("too much")
    except (InvalidTag, zlib.error, ValueError) as error:
        raise _damaged(part) from error
    return content


def _damaged(part: Part) -> InputProblem:
    return InputProblem(
        f"第 {part.head.part} 段打不开：不是用本机的公钥加密的，或者损坏了",
        where=clean(str(part.path)),
        remedy="什么都没有写入；请对方重新导出",
    )
