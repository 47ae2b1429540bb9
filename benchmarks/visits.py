"""Visits: CPU against a straightforward httpx client and against blackbox_exporter, and memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.farm import PLAIN, SECURE, addresses, farm
from benchmarks.measure import Result

BLACKBOX = shutil.which("prometheus-blackbox-exporter", path="/usr/bin:/usr/local/bin")
TARGETS, VISITS, AT_ONCE, MANY = 200, 1000, 50, 2000
ROUNDS = 5
_PORT = 9315
_MEGABYTES = 150


def _child(who: str, kind: str, folder: Path, targets: int = TARGETS, visits: int = VISITS) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.visitor", who, kind, str(targets), str(visits), str(AT_ONCE)]
    done = subprocess.run([*command, str(folder / "ca.pem")], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    if found["failed"]:
        raise RuntimeError(f"{who} {kind}: {found['failed']:.0f} of {visits} visits failed")
    return found


def _cpu_of(pid: int) -> float:
    """CPU seconds that a process has used, its own and the kernel's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _blackbox(folder: Path) -> Iterator[int]:
    """The exporter, on loopback; yields its process id."""
    config = folder / "blackbox.yml"
    config.write_text(
        "modules:\n"
        "  plain: {prober: http, timeout: 15s, http: {preferred_ip_protocol: ip4}}\n"
        "  secure: {prober: http, timeout: 15s, http: {preferred_ip_protocol: ip4, "
        f"tls_config: {{ca_file: {folder}/ca.pem}}}}}}\n"
    )
    listen = f"--web.listen-address=127.0.0.1:{_PORT}"
    command = [str(BLACKBOX), f"--config.file={config}", listen, "--log.level=error"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.0)
        yield running.pid
    finally:
        running.terminate()
        running.wait(10)


async def _ask_blackbox(kind: str, visits: int) -> int:
    """Have so many probes made; returns how many failed."""
    scheme, port = ("http", PLAIN) if kind == "plain" else ("https", SECURE)
    queue = iter([f"{scheme}://{one}:{port}/" for one in addresses(TARGETS)] * (visits // TARGETS))
    failed = 0

    async def work() -> None:
        nonlocal failed
        for url in queue:
            reader, writer = await asyncio.open_connection("127.0.0.1", _PORT)
            writer.write(f"GET /probe?module={kind}&target={url} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
            failed += b"\nprobe_success 1" not in await reader.read()
            writer.close()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return failed


def _blackbox_cpu(pid: int, kind: str) -> float:
    before = _cpu_of(pid)
    if failed := asyncio.run(_ask_blackbox(kind, VISITS)):
        raise RuntimeError(f"blackbox {kind}: {failed} of {VISITS} probes failed")
    return _cpu_of(pid) - before


def _ratio(title: str, ours: list[float], peer: list[float], limit: float) -> Result:
    """The median of the ratios pair by pair; the first pair is not counted."""
    ratio = statistics.median(one / other for one, other in zip(ours[1:], peer[1:], strict=True))
    cpu = f"{statistics.median(ours[1:]):.2f} s against {statistics.median(peer[1:]):.2f} s CPU per 1,000"
    return Result(title, f"{ratio:.2f} x ({cpu})", f"at most {limit} x", ratio <= limit)


def _against_blackbox(folder: Path) -> Iterator[Result]:
    if BLACKBOX is None:
        yield Result("visits / blackbox_exporter", "not installed: make bench-peers", "at most 1.0 x", None)
        return
    for kind, limit in (("plain", 1.0), ("secure", 1.2)):
        ours, peer = [], []
        with _blackbox(folder) as pid:
            for _ in range(ROUNDS + 1):
                ours.append(_child("ours", kind, folder)["cpu"])
                peer.append(_blackbox_cpu(pid, kind))
        yield _ratio(f"visiting {TARGETS} targets, {kind} / blackbox_exporter", ours, peer, limit)


def _memory(folder: Path) -> Result:
    rss = max(
        _child("ours", "plain", folder, MANY, 2 * MANY)["rss"], _child("ours", "secure", folder, TARGETS, MANY)["rss"]
    )
    return Result(
        f"memory while visiting {MANY:,} targets", f"{rss:.0f} MB", f"under {_MEGABYTES} MB", rss < _MEGABYTES
    )


def visiting(folder: Path) -> Iterator[Result]:
    """All promises about visits."""
    with farm(folder / "farm", addresses(MANY)) as server:
        base = folder / "farm"
        runs = [
            (_child("ours", "plain", base)["cpu"], _child("httpx", "plain", base)["cpu"]) for _ in range(ROUNDS + 1)
        ]
        ours, peer = [one for one, _ in runs], [other for _, other in runs]
        yield _ratio(f"visiting {TARGETS} targets on {server}, plain / a shared httpx client", ours, peer, 0.6)
        yield from _against_blackbox(base)
        yield _memory(base)
