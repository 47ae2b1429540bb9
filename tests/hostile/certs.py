"""Certificates made for a test: good, expired, not yet valid, self-signed, for another name, by nobody known."""

from __future__ import annotations

import ipaddress
import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """A certificate authority, with a certificate that lasts so many days."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, name: str, days: int = 3650) -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + days * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(key, made)

    def intermediate(self, name: str, days: int = 3650) -> Authority:
        """An authority that this one has signed."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + days * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return Authority(key, made)

    def write(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def issue(
        self,
        names: tuple[str, ...],
        *,
        since: int = -1,
        until: int = 90,
        own: bool = False,
        old_key: bool = False,
        alone: bool = False,
        aia: str = "",
    ) -> bytes:
        """A leaf certificate with its key, in PEM.

        Args:
            names: host names and addresses.
            since: days from now at which it becomes valid.
            until: days from now at which it ends.
            own: signed by itself instead.
            old_key: an RSA key, for the key exchange of old platforms.
            alone: without the certificate of its issuer, which a server should send along.
            aia: where that certificate can be had.
        """
        key: Key = rsa.generate_private_key(65537, 2048) if old_key else ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(names[0]))
            .issuer_name(_name(names[0]) if own else self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + since * DAY)
            .not_valid_after(now + until * DAY)
            .add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
        )
        if aia:
            place = x509.UniformResourceIdentifier(aia)
            access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        made = builder.sign(key if own else self.key, hashes.SHA256())
        pem = serialization.Encoding.PEM
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        chain = b"" if own or alone else self.certificate.public_bytes(pem)
        return made.public_bytes(pem) + chain + private


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def server_context(folder: Path, name: str, pem: bytes, ciphers: str = "", *, old: bool = False) -> ssl.SSLContext:
    """A server's context with that certificate.

    Args:
        folder: for the file that the ssl module wants.
        name: of the file.
        pem: certificate, chain and key.
        ciphers: what it speaks, with TLS 1.2 at most.
        old: speak nothing newer than TLS 1.1.
    """
    path = folder / f"{name}.pem"
    path.write_bytes(pem)
    path.chmod(0o600)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if ciphers:
        context.set_ciphers(ciphers)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(path)
    return context
