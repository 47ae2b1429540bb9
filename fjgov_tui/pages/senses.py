"""What a script takes that a browser gives away only when asked, or keeps to itself, and hands to a stranger."""

from __future__ import annotations

import re

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.naming import named_hosts

_WHO = (
    r"(?:mobile|phone|(?<![a-z])tel|sjh?|shouji|haoma|id_?card|sfz|imei|imsi|openid|union_?id|wxid|account|pass(?:word|wd)?|pwd"
    r"|cookie|ck)"
)
_TELLS_WHO = re.compile(
    rf"['\"`]((?:https?:)?//[^'\"`\s]{{3,300}}?[?&]{_WHO}=)(?:[^'\"`\s]{{0,40}}['\"]\s*\+|\$\{{|['\"]\s*\+)",
    re.IGNORECASE,
)
"""Hands over who a visitor is, in an address of a stranger."""
_TAKES = (
    ("geolocation", re.compile(r"geolocation\s*\.\s*(?:getCurrentPosition|watchPosition)"), "所在的位置"),
    ("clipboard", re.compile(r"clipboard\s*\.\s*read"), "剪贴板里的内容"),
    ("Media", re.compile(r"getUserMedia\s*\(|getDisplayMedia\s*\(|new\s+MediaRecorder"), "摄像头、话筒的画面和声音"),
    ("eth", re.compile(r"\beth_(?:requestAccounts|sendTransaction|sign\w{0,20})\b|personal_sign"), "钱包"),
    ("credentials", re.compile(r"\bcredentials\s*\.\s*get\s*\("), "存着的口令"),
    ("contacts", re.compile(r"\bcontacts\s*\.\s*select\s*\("), "通讯录"),
    ("RTCPeer", re.compile(r"RTCPeerConnection"), "真实的网络地址"),
    (
        "Storage",
        re.compile(r"JSON\s*\.\s*stringify\s*\(\s*(?:window\s*\.\s*)?(?:local|session)Storage\s*\)"),
        "浏览器里存的内容",
    ),
    (
        "prototype",
        re.compile(r"(?:XMLHttpRequest|HTMLFormElement|WebSocket|Request)\s*\.\s*prototype\s*\.\s*\w{3,20}\s*=(?!=)"),
        "和网站之间收发的内容",
    ),
    ("fetch", re.compile(r"\b(?:window|self|globalThis)\s*\.\s*fetch\s*=(?!=)"), "和网站之间收发的内容"),
)
"""By a word without which it is not there: what is taken, and how it is called."""
_OF_WEATHER = re.compile(r"weather|tianqi|\bmap|lbs|meteo|forecast|gaode|天气|地图", re.IGNORECASE)
"""For these a page may ask where somebody is."""


@dataclass(frozen=True)
class Taken:
    """What is taken, in Chinese, the place that says so, and whose the host is."""

    why: str
    place: re.Match[str]
    host: str


def sensed(text: str, near: Neighbours) -> Taken | None:
    """What a script takes of its visitor's and hands to a stranger.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    if "//" not in text:
        return None
    for handed in _TELLS_WHO.finditer(text):
        if host := near.outside(handed[1]):
            return Taken(f"把访问者的手机号、证件、账号一类送到外站 {host}", handed, host)
    for word, pattern, what in _TAKES:
        taken = pattern.search(text) if word in text else None
        asked = taken and not (word == "geolocation" and _OF_WEATHER.search(text))
        if taken and asked and (host := next(named_hosts(text, near), "")):
            return Taken(f"把访问者{what}送到外站 {host}", taken, host)
    return None
