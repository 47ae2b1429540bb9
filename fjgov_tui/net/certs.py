"""What a chain of certificates says; needs `cryptography`, so it is imported where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from fjgov_tui.text import clean

_NAMES = 100
"""Names of one certificate that are kept."""
_LONGEST = 120


class ChainFacts(TypedDict):
    """The part of `tls.CertFacts` that stands in the certificates."""

    not_after: datetime
    chain_after: datetime
    chain_name: str
    subject: str
    issuer: str
    names: tuple[str, ...]


def read_chain(ders: Sequence[bytes]) -> ChainFacts:
    """Read certificates in DER, leaf first.

    Raises:
        ValueError: there is none, or one is none.
    """
    if not ders:
        raise ValueError("no certificate")
    chain = [x509.load_der_x509_certificate(der) for der in ders]
    leaf, first = chain[0], min(chain, key=lambda certificate: certificate.not_valid_after_utc)
    return ChainFacts(
        not_after=leaf.not_valid_after_utc,
        chain_after=first.not_valid_after_utc,
        chain_name=_name(first.subject),
        subject=_name(leaf.subject),
        issuer=_name(leaf.issuer),
        names=_names(leaf),
    )


def issuer_url(der: bytes) -> str:
    """Where the certificate of the issuer can be had (AIA, RFC 5280 4.2.2.1); empty where it does not say.

    Raises:
        ValueError: it is no certificate.
    """
    certificate = x509.load_der_x509_certificate(der)
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ""
    places = [
        str(description.access_location.value)
        for description in access
        if description.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(description.access_location, x509.UniformResourceIdentifier)
    ]
    return next((place for place in places if place.startswith("http://")), "")


def one_certificate(data: bytes) -> bytes:
    """A certificate that came in DER or PEM, in DER.

    Raises:
        ValueError: it is none.
    """
    if data.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(data.lstrip()).public_bytes(serialization.Encoding.DER)
    return x509.load_der_x509_certificate(data).public_bytes(serialization.Encoding.DER)


def self_issued(der: bytes) -> bool:
    """Whether subject and issuer are the same: the end of a chain.

    Raises:
        ValueError: it is no certificate.
    """
    certificate = x509.load_der_x509_certificate(der)
    return certificate.subject == certificate.issuer


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        names_in = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    names = names_in.get_values_for_type(x509.DNSName)
    places = [str(place) for place in names_in.get_values_for_type(x509.IPAddress)]
    return tuple(clean(name)[:253] for name in [*names, *places][:_NAMES])


def _name(name: x509.Name) -> str:
    """The common name, or else the organisation, or else all of it."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if values := name.get_attributes_for_oid(kind):
            return clean(str(values[0].value))[:_LONGEST]
    return clean(name.rfc4514_string())[:_LONGEST]
