"""What a channel said to a message, in Chinese and without its address."""

from __future__ import annotations

from fjgov_tui.dataclass import dataclass

SECONDS = 10.0
"""How long one delivery may take, everything included."""


@dataclass(frozen=True)
class DeliveryReply:
    """How a delivery went."""

    delivered: bool
    text: str
    """For people; never holds an address, a key, or words of the other side."""


def late(seconds: float) -> DeliveryReply:
    """The channel did not answer in time; it may have taken the message all the same."""
    return DeliveryReply(False, f"{seconds:g} 秒内没有答复")
