"""Channels over HTTP: a plain webhook, and the text messages of DingTalk's and WeCom's group robots."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping
from functools import lru_cache

import httpx

from fjgov_tui.ledgers.watching import ChannelKind
from fjgov_tui.monitor.alerts.answer import SECONDS, DeliveryReply
from fjgov_tui.text import clean_long

Event = Mapping[str, str | int | None]
_ANSWER = 64 * 1024
"""Bytes of an answer that are read."""
_ROOM: Mapping[str, int] = {ChannelKind.DINGTALK: 18_000, ChannelKind.WECOM: 2_000}
"""Bytes of text that a robot takes, with something to spare; a longer one is cut, and says so."""
_CUT = "\n……（其余见监测屏）"


async def post_webhook(kind: str, url: str, event: Event) -> DeliveryReply:
    """POST the event, without a proxy and without following anybody elsewhere.

    Args:
        kind: 网络钩子 (the event as it is) or one of the robots (a message of type text, so nothing is markup).
        url: http or https; appears in no answer.
        event: what happened.
    """
    if not url.startswith(("http://", "https://")):
        return DeliveryReply(False, "地址不是 http 或 https 网址")
    robot = kind in _ROOM
    payload = {"msgtype": "text", "text": {"content": _text(event, _ROOM[kind])}} if robot else dict(event)
    body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    try:
        status, answer = await _post(url, body)
    except httpx.TimeoutException:
        return DeliveryReply(False, "对方没有及时答复")
    except httpx.ConnectError:
        return DeliveryReply(False, "连接不上，或证书不可信")
    except httpx.InvalidURL:
        return DeliveryReply(False, "网址写得不对")
    except (httpx.HTTPError, UnicodeError, OSError):
        return DeliveryReply(False, "对方中途断开，或答复的不是 HTTP")
    if not 200 <= status < 300:
        return DeliveryReply(False, f"对方答复 HTTP {status}")
    return _robot_said(answer) if robot else DeliveryReply(True, f"对方答复 HTTP {status}")


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    """The machine's own authorities, read once: that takes long enough to disturb a visit that is being measured."""
    return ssl.create_default_context()


async def _post(url: str, body: bytes) -> tuple[int, bytes]:
    context = await asyncio.to_thread(_context)
    async with (
        httpx.AsyncClient(verify=context, trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
        client.stream(
            "POST",
            url,
            content=body,
            headers={"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity"},
        ) as response,
    ):
        read = b""
        async for part in response.aiter_raw(_ANSWER):
            read += part
            if len(read) >= _ANSWER:
                break
        return response.status_code, read


def _text(event: Event, room: int) -> str:
    text = clean_long(str(event.get("text") or event.get("title") or ""))
    whole = text.encode("utf-8", "replace")
    if len(whole) <= room:
        return text
    return whole[: room - len(_CUT.encode())].decode("utf-8", "ignore") + _CUT


def _robot_said(answer: bytes) -> DeliveryReply:
    """Robots answer 200 to everything and put the outcome into `errcode`; their words may repeat the key."""
    try:
        reply = json.loads(answer)
    except (ValueError, RecursionError):
        return DeliveryReply(False, "机器人的答复看不懂")
    code = reply.get("errcode") if isinstance(reply, dict) else None
    if code == 0:
        return DeliveryReply(True, "机器人已接收")
    if isinstance(code, int):
        return DeliveryReply(False, f"机器人拒收（错误码 {code}）")
    return DeliveryReply(False, "机器人的答复看不懂")
