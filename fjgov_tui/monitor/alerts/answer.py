"""What a channel said to a message, in Chinese and without its address."""

from __future__ import annotations

import errno
from dataclasses import dataclass

SECONDS = 10.0
"""How long one delivery may take, everything included."""


@dataclass(frozen=True)
class DeliveryReply:
    """How a delivery went."""

    delivered: bool
    said: str
    """For people; never holds an address, a key, or words of the other side."""


def late(seconds: float) -> DeliveryReply:
    """The channel did not answer in time; it may have taken the message all the same."""
    return DeliveryReply(False, f"{seconds:g} 秒内没有答复")


_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EROFS: "文件系统是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENOEXEC: "不是能执行的程序",
    errno.ECONNREFUSED: "对方没有开这个端口",
    errno.ECONNRESET: "对方中途断开",
    errno.EHOSTUNREACH: "到不了对方",
    errno.ENETUNREACH: "到不了对方",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese; its own words could name a path."""
    code = error.errno or 0
    return _WORDS.get(code, f"系统错误 {code}" if code > 0 else "域名解析不了，或系统没有说明原因")
