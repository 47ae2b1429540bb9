"""The courier: carries what lies in the outbox to its channels, again and again until it has arrived."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from types import TracebackType

from fjgov_tui.crash import Caught
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.monitor.alerts.answer import SECONDS, DeliveryReply
from fjgov_tui.monitor.alerts.channels import deliver
from fjgov_tui.observed.model import Parcel
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.alerts import due_channels, due_parcels, put_off, settle

BACK_OFF = (60, 300, 900, 3600)
"""Seconds after the first, second, third and every later attempt in vain."""
_LEASE = 60
"""Seconds for which a message that is being carried is nobody else's; after a crash it is carried again."""
_FAREWELL = 0.5
"""Seconds that deliveries under way get when the monitor ends."""


class DeliveryService:
    """Carries messages while it is entered; each channel on its own, so that none waits for another.

    A message is claimed before it is sent and booked when it was taken. Only a crash between the two sends it twice,
    and then under the same `id`.
    """

    def __init__(
        self,
        desk: AsyncStore,
        now: Callable[[], int],
        *,
        seconds: float = SECONDS,
        pause: float = 2.0,
        troubled: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        """Remember where the outbox is.

        Args:
            desk: the open file.
            now: Unix seconds.
            seconds: how long one delivery may take.
            pause: seconds between two looks into the outbox.
            troubled: told why the outbox could not be read or written, and what broke in a delivery; it is looked
                into again all the same.
        """
        self._desk, self._now = desk, now
        self._seconds, self._pause, self._troubled = seconds, pause, troubled
        self._under_way: dict[int, asyncio.Task[int]] = {}
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> DeliveryService:
        """From here on messages are sent, beside whatever else runs."""
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give what is under way a moment, then leave it for the next time."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        tasks = list(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_FAREWELL)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self) -> None:
        """Look into the outbox now: something has been put in."""
        self._woken.set()

    async def deliver_due(self) -> int:
        """Carry everything that is due and come back when each channel is through or has failed.

        Returns:
            How many messages were delivered.
        """
        await self._start()
        return sum(await asyncio.gather(*self._under_way.values()))

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            with Caught() as caught:
                await self._start()
            self._tell(caught)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause):
                    await self._woken.wait()

    async def _start(self) -> None:
        """Begin with every channel that has something due and is not being served already."""
        self._under_way = {parcel: task for parcel, task in self._under_way.items() if not task.done()}
        now = self._now()
        try:
            waiting = await self._desk.read(lambda reader: due_channels(reader, now))
        except FjgovError as error:
            self._troubled(error)
            return
        for channel in waiting:
            if channel not in self._under_way:
                self._under_way[channel] = asyncio.create_task(self._serve(channel))

    def _tell(self, caught: Caught) -> None:
        if caught.error is not None:
            self._troubled(caught.error)

    async def _serve(self, channel: int) -> int:
        """Carry one channel's messages; a fault of ours there is told, and stops no other channel."""
        delivered = 0
        with Caught() as caught:
            delivered = await self._carry_all(channel)
        self._tell(caught)
        return delivered

    async def _carry_all(self, channel: int) -> int:
        """Oldest first, until none is due or one was not taken."""
        delivered = 0
        try:
            claimed = await self._desk.write(partial(_claim, channel=channel, now=self._now()))
            while claimed is not None:
                record, parcel = claimed
                answer = await self._carry(record, parcel)
                delivered += answer.delivered
                claimed = await self._desk.write(
                    partial(_record_delivery, parcel=parcel, answer=answer, now=self._now())
                )
        except FjgovError as error:
            self._troubled(error)
        return delivered

    async def _carry(self, record: Record, parcel: Parcel) -> DeliveryReply:
        if not _in_use(record):
            return DeliveryReply(False, "去向已停用或移除，启用后再送")
        with Caught() as caught:
            return await deliver(record, parcel.event, f"fjgov-{parcel.made_at}-{parcel.id}", self._seconds)
        self._tell(caught)
        return DeliveryReply(False, "程序内部出错，没有送出")


def _in_use(channel: Record) -> bool:
    return channel.removed_at is None and channel.values["enabled"] == 1


def _claim(store: Store, channel: int, now: int) -> tuple[Record, Parcel] | None:
    """Take the next message of a channel, so that no other process takes it."""
    with store.write() as writer:
        return _next(writer, channel, now)


def _next(writer: Writer, channel: int, now: int) -> tuple[Record, Parcel] | None:
    parcel = next(iter(due_parcels(writer, now, 1, channel)), None)
    if parcel is None:
        return None
    settle(writer, parcel.id, delivered_at=None, tries=parcel.tries + 1, next_at=now + _LEASE, note="正在送")
    return writer.record(LEDGERS["channel"], channel), parcel


def _record_delivery(store: Store, parcel: Parcel, answer: DeliveryReply, now: int) -> tuple[Record, Parcel] | None:
    """Book how it went; after a success take the next message at once, after a failure let the channel rest."""
    tries = parcel.tries + 1
    with store.write() as writer:
        if answer.delivered:
            settle(writer, parcel.id, delivered_at=now, tries=tries, next_at=now, note=answer.text)
            return _next(writer, parcel.channel, now)
        off = not _in_use(writer.record(LEDGERS["channel"], parcel.channel))
        wait = BACK_OFF[-1] if off else BACK_OFF[min(tries, len(BACK_OFF)) - 1]
        settle(writer, parcel.id, delivered_at=None, tries=tries, next_at=now + wait, note=answer.text)
        # The others only rest: one that the channel will never take must not hold them up for good.
        put_off(writer, parcel.channel, now, now + (wait if off else BACK_OFF[0]))
        return None
