"""Who may come in: a one-time token is exchanged for a cookie, and every request says where it is and comes from.

A page of another origin can make a browser send requests to us: its address stands in `Origin`. A name of another
origin that was made to mean 127.0.0.1 (DNS rebinding) stands in `Host`. Both have to be ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import field

from fjgov_tui.dataclass import dataclass

SECRET_BYTES = 32
"""256 bits."""
LOOPBACK = "127.0.0.1"


def _fresh() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


@dataclass
class Access:
    """The door of one server."""

    port: int
    token: str = field(default_factory=_fresh, repr=False)
    """Opens once; empty when it has."""
    _cookie: str = field(default_factory=_fresh, repr=False)

    @property
    def host(self) -> str:
        """The only name under which it is asked."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def cookie_name(self) -> str:
        """Of this port: browsers keep cookies by name and address, and two that serve must not drive each other out."""
        return f"fjgov-{self.port}"

    @property
    def origin(self) -> str:
        """The only place that its pages come from."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """What is opened in the browser, once."""
        return f"{self.origin}/?token={self.token}"

    def exchange(self, token: str) -> str:
        """The cookie for the token; empty where it is not the one, or was used."""
        if not self.token or not _same(token, self.token):
            return ""
        self.token = ""
        return self._cookie

    def knows(self, cookie: str) -> bool:
        """Whether it is the cookie that was given for the token."""
        return not self.token and _same(cookie, self._cookie)

    def refusal(self, headers: Mapping[str, str], *, socket: bool = False) -> str:
        """Why a request is turned away, whoever sends it; empty where it is not.

        Args:
            headers: the request's, whose names are found in any case.
            socket: it wants the line to the program; browsers then always say where the page comes from.
        """
        if headers.get("Host", "") != self.host:
            return f"这个地址不是 {self.host}"
        origin = headers.get("Origin")
        if origin != self.origin and (socket or origin is not None):
            return "请求来自别的网页"
        if headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
            return "请求来自别的网页"
        return ""


def _same(given: str, known: str) -> bool:
    """Compared in the same time wherever they differ."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), known.encode())
