"""What a script does to its visitor's machine, or makes him do, that no office's own does."""

from __future__ import annotations

import re

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.naming import named_hosts

_STAYS = re.compile(r"serviceWorker\s*(?:\.\s*register\s*\(|\)\s*\.\s*register\s*\()\s*['\"`]([^'\"`\s]{1,300})")
_SENT_IN = re.compile(
    r"/(?:uploads?|up_?files?|user_?files|attach(?:ment)?s?|allimg|images?|img|pics?|pictures?|css|fonts?)/|\.(?:gif|jpe?g|png|bmp|txt|css|html?)(?:$|\?)",
    re.IGNORECASE,
)
"""Where nobody keeps programs of the site's own, or what is called otherwise."""
_RUNS_DATA = re.compile(r"(?<![\w$.])(?:import|importScripts)\s*\(\s*['\"`](?:data|blob):", re.IGNORECASE)
_FLOODS = re.compile(
    r"setInterval\s*\((?:(?!setInterval)[\s\S]){0,400}?(?:new\s+Image|\bfetch\s*\(|XMLHttpRequest)"
    r"(?:(?!setInterval)[\s\S]){0,400}?,\s*\d{1,2}\s*\)"
)
"""Asks for something more than ten times a second."""
_FRIGHTENS = re.compile(
    r"\b(?:alert|confirm|prompt)\s*\(\s*['\"`]"
    r"([^'\"`]{0,200}?(?:中毒|病毒|木马|被感染|漏洞|版本过低|已?过期|停用|冻结|异常)[^'\"`]{0,200})"
)
_TAKES_PROGRAM = re.compile(r"['\"`][^'\"`\s]{1,300}\.(?:exe|apk|msi|scr|zip|rar|hta)['\"`?]", re.IGNORECASE)
_TO_CALL = re.compile(r"(?:q{1,2}|微信|客服|电话|拨打|联系)[^\d。]{0,8}\d{5,}|400-?\d{3}", re.IGNORECASE)
DROPS = re.compile(
    r"['\"]4D5A[0-9A-F]{8,}|\bDropFileName\b"
    r"|\bCreateObject\s*\(\s*['\"](?:Scripting\.FileSystemObject|WScript\.Shell)",
    re.IGNORECASE,
)
"""Writes a program of Windows, which begin with these two bytes, or takes hold of files and of the shell."""


@dataclass(frozen=True)
class Harm:
    """What is wrong with a script, in Chinese, the place that says so, and the foreign host that is meant."""

    why: str
    place: re.Match[str]
    host: str = ""


def harms(text: str, near: Neighbours) -> Harm | None:
    """The plainest harm that a script does.

    Args:
        text: of the script, put together.
        near: which hosts are no strangers.
    """
    for kept in _STAYS.finditer(text):
        if _SENT_IN.search(kept[1]):
            return Harm(f"装上常驻的后台脚本，取自 {kept[1][:60]}", kept)
    if data := _RUNS_DATA.search(text):
        return Harm("运行写在网址里的程序的脚本", data)
    if (floods := _FLOODS.search(text)) and (host := next(named_hosts(text, near), "")):
        return Harm(f"让访问者的机器不停访问外站 {host}", floods, host)
    frightens = _FRIGHTENS.search(text)
    if frightens and (_TAKES_PROGRAM.search(text) or _TO_CALL.search(frightens[1])):
        return Harm(f"吓人下载程序、打电话的脚本：“{frightens[1][:30]}”", frightens)
    return None
