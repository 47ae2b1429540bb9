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
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.farm import addresses, farm, plain_url, secure_url
from benchmarks.measure import Result
from benchmarks.scale import Scale

BLACKBOX = shutil.which("prometheus-blackbox-exporter", path="/usr/bin:/usr/local/bin")
_PORT = 9315
_MEGABYTES = 150
SPOKEN = {"plain": "http", "secure": "https"}


def _child(who: str, kind: str, folder: Path, targets: int, visits: int, at_once: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.visitor", who, kind, str(targets), str(visits), str(at_once)]
    done = subprocess.run([*command, str(folder / "ca.pem")], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    if found["failed"]:
        raise RuntimeError(f"{who} {kind}: {found['failed']:.0f} of {visits} visits failed")
    return found


def _cpu_of(pid: int) -> float:
    """CPU seconds that a process has used, its own and the kernel's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_of_child(command: Sequence[str]) -> float:
    """CPU seconds of a whole program, from its start to its end."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


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


async def _ask_blackbox(kind: str, scale: Scale) -> int:
    """Have so many probes made; returns how many failed."""
    urls = [plain_url(one) if kind == "plain" else secure_url(one) for one in addresses(scale.targets)]
    queue = iter(urls * (scale.visits // scale.targets))
    failed = 0

    async def work() -> None:
        nonlocal failed
        for url in queue:
            reader, writer = await asyncio.open_connection("127.0.0.1", _PORT)
            writer.write(f"GET /probe?module={kind}&target={url} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
            failed += b"\nprobe_success 1" not in await reader.read()
            writer.close()

    await asyncio.gather(*(work() for _ in range(scale.at_once)))
    return failed


def _blackbox_cpu(pid: int, kind: str, scale: Scale) -> float:
    before = _cpu_of(pid)
    if failed := asyncio.run(_ask_blackbox(kind, scale)):
        raise RuntimeError(f"blackbox {kind}: {failed} of {scale.visits} probes failed")
    return _cpu_of(pid) - before


TICK = 0.01
"""Seconds of CPU below which the system does not count."""


def _ratio(title: str, ours: list[float], peer: list[float], limit: float) -> Result:
    """The median of the ratios pair by pair."""
    # A few visits may take the peer less than the system counts.
    ratio = statistics.median(mine / max(other, TICK) for mine, other in zip(ours, peer, strict=True))
    cpu = f"处理器 {statistics.median(ours):.2f} 秒对 {statistics.median(peer):.2f} 秒"
    return Result(title, f"{ratio:.2f} 倍（{cpu}）", f"不超过 {limit:g} 倍", ratio <= limit)


def _against_blackbox(folder: Path, scale: Scale) -> Iterator[Result]:
    if BLACKBOX is None:
        absent = "prometheus-blackbox-exporter（make bench-peers）"
        yield Result("访问 / blackbox_exporter", "没有装", "不超过 1 倍", None, missing=absent)
        return
    for kind, limit in (("plain", 1.0), ("secure", 1.2)):
        ours, peer = [], []
        with _blackbox(folder) as pid:
            for _ in range(scale.few):
                ours.append(_child("ours", kind, folder, scale.targets, scale.visits, scale.at_once)["cpu"])
                peer.append(_blackbox_cpu(pid, kind, scale))
        yield _ratio(f"访问 {scale.targets} 个目标，{SPOKEN[kind]} / blackbox_exporter", ours, peer, limit)


def _memory(folder: Path, scale: Scale) -> Result:
    rss = max(
        _child("ours", "plain", folder, scale.many, 2 * scale.many, scale.at_once)["rss"],
        _child("ours", "secure", folder, scale.targets, scale.many, scale.at_once)["rss"],
    )
    title = f"访问 {scale.many:,} 个目标时的内存"
    return Result(title, f"{rss:.0f} MB", f"{_MEGABYTES} MB 以下", rss < _MEGABYTES)


def visiting(folder: Path, scale: Scale) -> Iterator[Result]:
    """All promises about visits."""
    base, sizes = folder / "farm", (scale.targets, scale.visits, scale.at_once)
    with farm(base, addresses(scale.many), scale.targets) as server:
        ours, peer = [], []
        for _ in range(scale.few):
            ours.append(_child("ours", "plain", base, *sizes)["cpu"])
            peer.append(_child("httpx", "plain", base, *sizes)["cpu"])
        yield _ratio(f"访问 {server} 上 {scale.targets} 个目标，http / 共用的 httpx 客户端", ours, peer, 0.6)
        yield from _against_blackbox(base, scale)
        yield _memory(base, scale)
