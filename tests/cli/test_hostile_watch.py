"""Pages that are out to do something, watched for real: by the time they reach any output they are characters."""

from __future__ import annotations

import csv
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fjgov_tui.ledgers.settings import WALLBOARD
from tests.cli.conftest import Fjgov
from tests.monitor.county import added, make_county

ROOT = Path(__file__).parents[2]
ACTS = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u200b[@click=app.quit]x[/]<script>alert(1)</script>=cmd|' /C calc'!A0"
ID, MOBILE = "11010519491231002X", "13812345678"
TOKEN = "s3cr3t-token-of-the-robot"
FILLING = "<p>今日全县水库水位正常，请群众放心。</p>" * 30
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
PAGES = {
    "hijacked": f'{HEAD}<html><title>六合彩{ACTS}</title><meta name=keywords content="{ACTS}"><body>{FILLING}'
    f"<div style='display:none'><a href='http://evil.top/{ACTS}'>赌博{ACTS}</a></div>"
    f"<p>张三 {ID} {ACTS}，电话 {MOBILE}。</p><a href='../../../../etc/passwd\r\nX: y'>{ACTS}{ID}</a>"
    f"<a href='/gone/{ID}'>公示 {ID} 的名单</a><ul><li><a href='/a.html'>关于{ACTS}的通知</a>2020-01-01</li></ul>",
    "status": f"HTTP/1.1 500 {ACTS}\r\nConnection: close\r\nX-Evil: {ACTS}\r\n\r\n{ACTS}{ID}",
    "leads": f"HTTP/1.1 302 Found\r\nLocation: http://a{ACTS}/{ID}\r\nConnection: close\r\n\r\n",
    "inside": f"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/{ID}?{ACTS}\r\nConnection: close\r\n\r\n",
    "wall": f"HTTP/1.1 412 No\r\nServer: {ACTS}\r\nConnection: close\r\n\r\n<html>访问被拦截{ACTS}",
    "banner": f"SSH-2.0-{ACTS}\r\n\r\n",
}


class _Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        path = self.rfile.readline().decode().split(" ")[1].strip("/").partition("/")[0]
        while self.rfile.readline().strip():
            pass
        self.wfile.write(PAGES.get(path, f"HTTP/1.1 404 {ACTS}\r\nConnection: close\r\n\r\n{ACTS}").encode())


@pytest.fixture
def port() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answer) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def acting(data: str) -> list[str]:
    """Characters that do something; line breaks are the outputs' own."""
    bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [char for char in data if char not in "\r\n\t" and unicodedata.category(char) in bad]


def until(seen: Callable[[], bool], seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_what_a_hostile_county_says_is_characters_everywhere(
    fjgov: Fjgov, db: Path, tmp_path: Path, port: int, home: Path
) -> None:
    make_county(db, [f"http://127.0.0.1:{port}/{name}" for name in PAGES])
    folder, board = tmp_path / "drop", tmp_path / "board.html"
    folder.mkdir()
    added(db, "channel", name="夹", kind="文件夹", address=str(folder))
    added(db, "channel", name="令", kind="命令", address=f"/bin/false {TOKEN}")
    added(db, "channel", name="钩", kind="网络钩子", address=f"http://127.0.0.1:9/{TOKEN}")
    added(db, "setting", name=WALLBOARD.name, value=str(board))
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(db), "monitor", "run", "--confirm-seconds", "1"]
    environment = os.environ | {"FJGOV_SMTP_PASSWORD": TOKEN}
    once = fjgov("monitor", "once", "--confirm-seconds", "1")
    said = [once.out + once.err]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env=environment) as monitor:
        until(lambda: bool(list(folder.glob("*.json"))) and board.exists())
        listed = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(monitor.pid)], capture_output=True, check=True)
        monitor.send_signal(signal.SIGTERM)
        said += [monitor.communicate()[1].decode(), listed.stdout.decode()]
    for words in (
        *(("monitor", one, *form) for one in ("status", "findings", "alerts", "outbox", "events", "schedule")
          for form in ((), ("--json",))),
        ("monitor", "visits", "站点1"), ("monitor", "visits", "站点3", "--json"), ("monitor", "visits", "站点4"),
        ("monitor", "test-channel", "令"), ("monitor", "test-channel", "钩"),
        *(("audit", "--format", form) for form in ("text", "json", "md", "html")),
        ("ledger", "show", "incident"), ("ledger", "show", "incident", "1"), ("ledger", "show", "channel", "--json"),
        ("ledger", "history", "incident", "1"), ("ledger", "history", "channel", "2"),
    ):  # fmt: skip
        ended = fjgov(*words)
        said.append(ended.out + ended.err)
        assert said[-1], words
    exported = tmp_path / "incident.csv"
    assert fjgov("ledger", "export", "incident", "-o", exported).code == 0
    said += [exported.read_text("utf-8-sig"), *(one.read_text("utf-8") for one in folder.iterdir())]
    said.append(board.read_text("utf-8"))
    for text in said:
        assert not acting(text)
        assert ID not in text
        assert MOBILE not in text
        assert TOKEN not in text
    whole = "".join(said)
    assert "六合彩" in whole
    assert "␛]0;owned" in whole
    assert not re.search(r"<script>alert", "".join(one for one in said if one.startswith("<!")), re.IGNORECASE)
    with exported.open(encoding="utf-8-sig", newline="") as table:
        assert not [cell for row in csv.reader(table) for cell in row if re.match(r"\s*[=+@-]", cell)]
    for path in (*db.parent.iterdir(), *folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path
