"""The TLS contexts of the process, and a broken handshake in words."""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import certifi

_LEGACY_SERVER_CONNECT = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
_VERIFY: dict[int, str] = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书由自签名的机构颁发，不受信任",
    20: "颁发者不受信任，或服务器没有送出完整的证书链",
    21: "颁发者不受信任，或服务器没有送出完整的证书链",
    23: "证书已被吊销",
    62: "证书的名称与域名不符",
    64: "证书的名称与地址不符",
}
"""OpenSSL's verification results."""
_REASONS: dict[str, str] = {
    "UNSUPPORTED_PROTOCOL": "协议过旧，低于 TLS 1.2",
    "TLSV1_ALERT_PROTOCOL_VERSION": "协议过旧，低于 TLS 1.2",
    "WRONG_VERSION_NUMBER": "这个端口上应答的不是 TLS",
    "HTTP_REQUEST": "这个端口上应答的不是 TLS",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "没有共同的加密套件",
    "NO_SHARED_CIPHER": "没有共同的加密套件",
    "DH_KEY_TOO_SMALL": "密钥过短",
    "EE_KEY_TOO_SMALL": "密钥过短",
    "CA_KEY_TOO_SMALL": "密钥过短",
    "CA_MD_TOO_WEAK": "签名算法过弱",
    "TLSV1_UNRECOGNIZED_NAME": "服务器不认识这个域名",
    "UNEXPECTED_EOF_WHILE_READING": "握手时连接被对方关闭",
    "TLSV1_ALERT_NO_APPLICATION_PROTOCOL": "服务器不接受 HTTP/1.1",
    "NO_APPLICATION_PROTOCOL": "服务器不接受 HTTP/1.1",
}
"""OpenSSL's reasons, as the ssl module names them."""


HTTP1, HTTP2 = "http/1.1", "h2"
"""Protocols as they are agreed upon while TLS is."""
_NO_PROTOCOL = frozenset({"TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "NO_APPLICATION_PROTOCOL"})
_UNNAMED = re.compile(r"\] ([a-z0-9 ]+) \(_ssl")
"""A reason that OpenSSL has and this Python's table of names has not."""
INCOMPLETE = frozenset({20, 21})
"""OpenSSL's results where an issuer is missing: most often an intermediate certificate that the server should send."""


@lru_cache(maxsize=4)
def verifying_context(ca_file: Path | None = None, protocol: str = HTTP1) -> ssl.SSLContext:
    """The one context of a protocol that verifies; making it costs 20 ms, so it is made once.

    It takes what browsers take: a site that opens for citizens must not fail here because a library is stricter.

    Args:
        ca_file: another authority to trust, for tests.
        protocol: what is spoken once TLS stands.
    """
    return _verifying(ca_file, protocol)


def completed_context(ca_file: Path | None, intermediates: Sequence[bytes], protocol: str = HTTP1) -> ssl.SSLContext:
    """One that verifies as the others do, and knows certificates that a server should have sent.

    They are no anchors: the chain still has to end with an authority that is trusted.

    Args:
        ca_file: another authority to trust, for tests.
        intermediates: in DER.
        protocol: what is spoken once TLS stands.

    Raises:
        ssl.SSLError: one of them is no certificate.
    """
    context = _verifying(ca_file, protocol)
    for der in intermediates:
        context.load_verify_locations(cadata=der)
    return context


def leaf_context(leaf: bytes, protocol: str = HTTP1) -> ssl.SSLContext:
    """One that takes this very certificate, as long as its dates and names hold, whoever issued it.

    Args:
        leaf: in DER.
        protocol: what is spoken once TLS stands.

    Raises:
        ssl.SSLError: it is no certificate.
    """
    context = _verifying(None, protocol)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=leaf)
    return context


def _verifying(ca_file: Path | None, protocol: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DEFAULT:!PSK:!SRP")
    # Old platforms neither renegotiate by the book nor say goodbye; browsers open them all the same.
    context.options |= _LEGACY_SERVER_CONNECT | getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    context.set_alpn_protocols([protocol])
    return context


@lru_cache(maxsize=1)
def looking_context() -> ssl.SSLContext:
    """A context that verifies nothing and speaks every protocol, to read certificates that are broken.

    Nothing that comes over such a connection is used but the certificates themselves.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_SERVER_CONNECT
    return context


def refuses_http1(error: OSError) -> bool:
    """Whether a handshake failed because the server speaks other protocols than the one that was offered."""
    return isinstance(error, ssl.SSLError) and _reason(error) in _NO_PROTOCOL


def _reason(error: ssl.SSLError) -> str:
    unnamed = _UNNAMED.search(str(error))
    return str(error.reason or (unnamed and unnamed[1].upper().replace(" ", "_")) or "")


def tls_words(error: OSError) -> str:
    """Why a handshake failed, in Chinese."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _VERIFY.get(error.verify_code, "证书不能验证")
    if isinstance(error, ssl.SSLError):
        reason = _reason(error)
        return _REASONS.get(reason, f"握手失败（{reason[:60] or '没有说明'}）")
    if isinstance(error, ConnectionResetError):
        return "握手时连接被对方重置"
    return "握手时连接被对方关闭"
