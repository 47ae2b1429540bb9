"""Numbers and addresses: telephones, identifier codes of sites, web addresses."""

import re
from ipaddress import IPv6Address
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.base import FieldType
from fjgov_tui.patterns import pattern
from fjgov_tui.text import tidy_code

_MOBILE = pattern(r"1[3-9][0-9]{9}")
# Codes in 010 and 02x have three digits, all others four.
_LANDLINE = pattern(r"(?:(010|02[0-9]|0[3-9][0-9]{2})-?)?([2-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
_SERVICE = pattern(r"[48]00[0-9]{7}")
_COUNTRY = pattern(r"^(?:\+|00)86-?|^86-?(?=1[3-9])")
_HYPHENS = pattern(r"[\u2010-\u2015\u2212()]")
_EXTENSION = pattern(r"转|ext\.?|x", re.IGNORECASE)


@dataclass(frozen=True)
class Phone(FieldType):
    """A Chinese telephone number; which kinds are taken is part of the declaration."""

    noun: ClassVar[str] = "电话号码"
    exact: ClassVar[bool] = True
    mobile: bool = True
    landline: bool = True

    def read(self, text: str) -> str:
        """Eleven digits, ten of a 400 number, or `023-56557000-801`."""
        code = _COUNTRY.sub("", _HYPHENS.sub("-", tidy_code(text)).strip("-"))
        digits = code.replace("-", "")
        if self.mobile and _MOBILE.fullmatch(digits):
            return digits
        if self.landline and _SERVICE.fullmatch(digits):
            return digits
        match = _LANDLINE.fullmatch(_EXTENSION.sub("-", code)) if self.landline else None
        if not match:
            raise ValueProblem(f"不是{self.hint}")
        return "-".join(part for part in match.groups() if part)

    def check(self, column: str) -> str:
        """Digits and hyphens of a plausible length; eleven digits where only mobiles are taken."""
        if not self.landline:
            return f"length({column}) = 11 AND {column} GLOB '1[3-9]*' AND {column} NOT GLOB '*[^0-9]*'"
        return f"length({column}) BETWEEN 7 AND 20 AND {column} GLOB '[0-9]*[0-9]' AND {column} NOT GLOB '*[^0-9-]*'"

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the kinds of number that are taken."""
        kinds = [("手机号（11 位）", self.mobile), ("座机号（如 023-56557000）", self.landline)]
        return "或".join(words for words, taken in kinds if taken)


@dataclass(frozen=True)
class IdCode(FieldType):
    """The ten-character identifier code of a government website (网站标识码)."""

    noun: ClassVar[str] = "网站标识码"
    exact: ClassVar[bool] = True

    def read(self, text: str) -> str:
        """Ten capital letters or digits."""
        code = tidy_code(text).upper()
        if not re.fullmatch(r"[0-9A-Z]{10}", code):
            raise ValueProblem(f"有 {len(code)} 位，网站标识码是 10 位数字或字母")
        return code

    def check(self, column: str) -> str:
        """Ten capitals or digits."""
        return f"length({column}) = 10 AND {column} NOT GLOB '*[^0-9A-Z]*'"

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the form of the code."""
        return "10 位数字或字母"


_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST_LABEL = pattern(r"[\w-]{1,63}")
_USUAL_PORT = {"http": 80, "https": 443}
_LONGEST_URL = 1000


def _split(line: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(line if _SCHEME.match(line) else f"http://{line}")
        port = parts.port
    except ValueError as error:
        raise ValueProblem("不是网址，请写成 https://www.example.gov.cn/") from error
    if parts.scheme.lower() not in _USUAL_PORT:
        raise ValueProblem("只收 http 或 https 开头的网址")
    if "@" in parts.netloc:
        raise ValueProblem("网址里不能带账号口令")
    if port == 0:
        raise ValueProblem("网址的端口不对")
    return parts, port


def _host(parts: SplitResult) -> str:
    """The host in lower case, as it stands in an address."""
    host = (parts.hostname or "").replace("\u3002", ".").rstrip(".")
    try:
        if "[" in parts.netloc:
            return f"[{IPv6Address(host).compressed}]"
    except ValueError as error:
        raise ValueProblem("网址的主机名不对，请写成 https://www.example.gov.cn/") from error
    labels = host.split(".")
    if not all(map(_HOST_LABEL.fullmatch, labels)) or (len(labels) < 2 and host != "localhost"):
        raise ValueProblem("网址的主机名不对，请写成 https://www.example.gov.cn/")
    return host


@dataclass(frozen=True)
class Url(FieldType):
    """A web address over http or https, without credentials in it."""

    noun: ClassVar[str] = "网址"
    exact: ClassVar[bool] = True

    def read(self, text: str) -> str:
        """The address with a scheme, a lower-case host, and a port only where it is not the usual one."""
        parts, port = _split(tidy_code(text))
        scheme, host = parts.scheme.lower(), _host(parts)
        netloc = host if port in {None, _USUAL_PORT[scheme]} else f"{host}:{port}"
        address = urlunsplit((scheme, netloc, parts.path or "/", parts.query, parts.fragment))
        if len(address) > _LONGEST_URL:
            raise ValueProblem(f"网址超过 {_LONGEST_URL} 个字符")
        return address

    def check(self, column: str) -> str:
        """A scheme that we visit, no spaces, not over the limit."""
        return (
            f"({column} GLOB 'http://?*' OR {column} GLOB 'https://?*') AND instr({column}, ' ') = 0"
            f" AND length({column}) <= {_LONGEST_URL}"
        )

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the form of an address."""
        return "http 或 https 网址"
