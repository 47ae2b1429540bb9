"""Channels: which way a message goes, how long it may take, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from fjgov_tui.clock import instant
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.watching import ChannelKind
from fjgov_tui.monitor.alerts.answer import SECONDS, DeliveryReply, late
from fjgov_tui.monitor.alerts.routing import sample


async def deliver(
    channel: Record, event: Mapping[str, str | int | None], key: str, seconds: float = SECONDS
) -> DeliveryReply:
    """Hand a message to a channel; what goes wrong is an answer, never an exception.

    Args:
        channel: the record; its address is used and never repeated.
        event: the message.
        key: names the message: the same one has the same key at every attempt.
        seconds: how long it may take.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _hand(channel, {"id": key, **event}, key)
    except TimeoutError:
        return late(seconds)


async def _hand(channel: Record, event: Mapping[str, str | int | None], key: str) -> DeliveryReply:
    kind, address = channel.text("kind"), channel.text("address").strip()
    if kind == ChannelKind.COMMAND:
        from fjgov_tui.monitor.alerts.handing import run_command

        return await run_command(address, event)
    if kind == ChannelKind.FOLDER:
        from fjgov_tui.monitor.alerts.handing import drop_file

        return await asyncio.to_thread(drop_file, address, event, key)
    if kind == ChannelKind.MAIL:
        from fjgov_tui.monitor.alerts.mail import send_mail

        return await send_mail(channel.text("server"), address, event, key)
    from fjgov_tui.monitor.alerts.hooks import post_webhook

    return await post_webhook(kind, address, event)


async def try_channel(channel: Record, seconds: float = SECONDS) -> DeliveryReply:
    """Send a test message and wait for the answer."""
    now = datetime.now(UTC)
    return await deliver(channel, {**sample(), "at": instant(now)}, f"fjgov-test-{int(now.timestamp())}", seconds)


async def test_channel(channel: Record) -> str:
    """Send a test message and say in a Chinese sentence what came of it."""
    return sentence(channel, await try_channel(channel))


def sentence(channel: Record, answer: DeliveryReply) -> str:
    """What came of a test, for people."""
    return f"“{channel.title}”{'已送达' if answer.delivered else '没有送达'}：{answer.text}。"
