"""Rows 7 and 9, which tests of the suite play on a real terminal and against real servers: they are run and counted."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.faults.table.model import Facts, FaultRow, Job

ROOT = Path(__file__).parents[3]
TERMINAL = {
    "断线、终止、暂停和继续": ("tests/terminal/test_terminal.py", "tests/terminal/test_stopping.py"),
    "一串按键和没有结尾的粘贴": ("tests/terminal/test_bursts.py",),
    "几十个站点一起变": ("tests/terminal/test_watching.py",),
}
"""What is played on a terminal, and by which files."""
NETWORK = {
    "恶意的服务器": ("tests/net/test_hostile.py", "tests/net/test_error_pages.py", "tests/net/test_oddities.py"),
    "恶意的域名服务器、去内网的跳转、重新绑定": ("tests/net/test_resolver.py", "tests/net/test_redirects.py"),
    "随机的应答": ("tests/net/test_fuzz.py", "tests/net/test_http2.py"),
    "证书": ("tests/net/test_tls.py", "tests/net/test_chains.py"),
}
"""What servers do, and which files play it."""
_COUNTER = """
import json, sys
import pytest

class Counter:
    def __init__(self):
        self.said = {"passed": 0, "failed": [], "skipped": []}
    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.said["failed"].append(report.nodeid)
        elif report.skipped:
            self.said["skipped"].append(report.nodeid)
        elif report.when == "call":
            self.said["passed"] += 1

counter = Counter()
pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *sys.argv[2:]], plugins=[counter])
open(sys.argv[1], "w").write(json.dumps(counter.said))
"""


def played(facts: Facts, job: Job, parts: dict[str, tuple[str, ...]], more: tuple[str, ...] = ()) -> None:
    """Run tests of the suite, and count them.

    Args:
        facts: where the counts go.
        job: where, and until when.
        parts: files of tests, by what they play.
        more: arguments for pytest.
    """
    import json

    for title, files in parts.items():
        left = job.until - time.monotonic()
        if facts.told(title):
            continue
        if left < 20:
            facts.lacking.append(f"{title}：时间到了")
            continue
        said = job.folder / "said.json"
        command = [sys.executable, "-c", _COUNTER, str(said), *more, *files]
        try:
            subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=left)
        except subprocess.TimeoutExpired:
            facts.lacking.append(f"{title}：时间到时没有做完")
            continue
        counts = json.loads(said.read_text(encoding="utf-8"))
        facts.add(title)
        facts.count += counts["passed"] + len(counts["failed"])
        facts.figures[title] = f"{counts['passed']:,} 项通过"
        facts.wrong += [f"{title}：{name}" for name in counts["failed"]]
        if counts["skipped"]:
            facts.untried.append(f"{title}：{len(counts['skipped'])} 项在这台机器上做不了")


def terminal(job: Job) -> Facts:
    """Row 7."""
    facts = job.begun("项测试")
    played(facts, job, TERMINAL)
    return facts


def network(job: Job) -> Facts:
    """Row 9."""
    facts = job.begun("项测试")
    played(facts, job, NETWORK)
    return facts


ROWS = (
    FaultRow(
        number=7,
        title="终端：断线、信号、改大小、怪终端、一串按键",
        method="在真的伪终端上运行测试：断线、SIGHUP、SIGTERM、暂停和继续、不停地改大小、各种 TERM 和 LANG、"
        "没有终端的标准输入、一次写几百个键、没有结尾的粘贴",
        expected="没有留下进程，没有空转，没存的表单留作草稿，画面完整",
        run=terminal,
        short=0,
        long=1,
        minutes=4,
    ),
    FaultRow(
        number=9,
        title="恶意的网站和域名服务器",
        method="对着真的服务器运行测试：压缩炸弹、无尽的应答头、慢得没有尽头、跳转去内网和本机、各种写法的地址、域名先后指向不同地址、坏证书",
        expected="每次访问都有限时限量，内网和本机的地址从不连接，应答里的任何东西都只当数据",
        run=network,
        short=0,
        long=1,
        minutes=2,
    ),
)
