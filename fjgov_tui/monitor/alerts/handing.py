"""Channels on this machine: a command that reads the event, a folder that another program empties."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.monitor.alerts.answer import DeliveryReply
from fjgov_tui.programs import allowed_program

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
"""What a command is told of our surroundings; nothing else in them is its business."""


def _document(event: Mapping[str, str | int | None]) -> bytes:
    return (json.dumps(event, ensure_ascii=False) + "\n").encode("utf-8", "replace")


async def run_command(address: str, event: Mapping[str, str | int | None]) -> DeliveryReply:
    """Start the command without a shell and give it the event as JSON on its standard input.

    Cancelled, it ends the command and whatever that has started in its group.
    """
    try:
        words = allowed_program(shlex.split(address))
    except InputProblem as problem:
        return DeliveryReply(False, problem.what)
    except ValueError:
        return DeliveryReply(False, "命令的引号没有配对")
    kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
    try:
        child = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=kept,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return DeliveryReply(False, f"命令启动不了（{_reason(error)}）")
    try:
        await child.communicate(_document(event))
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                if sys.platform == "win32":
                    child.kill()
                else:
                    os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
    code = child.returncode
    return DeliveryReply(True, "命令已接收") if code == 0 else DeliveryReply(False, f"命令退出码为 {code}")


def drop_file(address: str, event: Mapping[str, str | int | None], name: str) -> DeliveryReply:
    """Write the event as one JSON file that appears whole or not at all.

    Args:
        address: the folder; must be there already.
        event: the event.
        name: the file's name without ending, made of ids alone; the same message has the same name.
    """
    folder = Path(address).expanduser()
    if not folder.is_absolute():
        return DeliveryReply(False, "文件夹要写完整路径")
    unfinished, finished = folder / f".{name}.part", folder / f"{name}.json"
    try:
        # What an interrupted attempt left is written over; a link put in its place is not followed.
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_document(event))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(finished)
    except (OSError, ValueError) as error:
        return DeliveryReply(False, f"写不进文件夹（{_reason(error)}）")
    return DeliveryReply(True, f"已写成文件 {finished.name}")


def _reason(error: OSError | ValueError) -> str:
    return system_reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
