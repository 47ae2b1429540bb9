"""The crawl of a site of 500 pages, with every content check, against linkchecker with its politeness lifted."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.farm import NGINX, await_server, page, ports
from benchmarks.measure import Result
from benchmarks.scale import Scale

BROKEN = 10
LINKCHECKER = Path(".venv-peers/bin/linkchecker")


def _site(folder: Path, pages: int, count: int) -> None:
    """Pages of a real page's size, each with so many links; ten of all the links lead nowhere."""
    # The other lines of a real page stay, but lead nowhere.
    line = re.compile(r'<a href="/zwgk[^"]*" (title="[^"]*")[^>]*>([^<]*)</a>')
    dice, body = random.Random(4), line.sub(r"<b \1>\2</b>", page(4))
    www = folder / "site"
    www.mkdir()
    gone = [f"/gone{n}.html" for n in range(BROKEN)]
    for number in range(pages):
        targets = [f"/p{dice.randrange(pages)}.html" for _ in range(count - 1)] + [f"/p{(number + 1) % pages}.html"]
        if number < BROKEN:
            targets[0] = gone[number]
        links = "".join(f'<a href="{one}">第 {n} 条</a>' for n, one in enumerate(targets))
        text = body.replace("<ul>", f"<div>{links}</div><ul>")
        (www / f"p{number}.html").write_text(text, encoding="utf-8")
    (www / "index.html").write_text((www / "p0.html").read_text(encoding="utf-8"), encoding="utf-8")


@contextlib.contextmanager
def _served(folder: Path, scale: Scale) -> Iterator[str]:
    _site(folder, scale.crawled, scale.links)
    port = ports()[0]
    temporary = " ".join(
        f"{kind}_temp_path {folder}/t;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "crawl.conf").write_text(
        f"daemon off; user root; worker_processes 1; pid {folder}/c.pid; error_log {folder}/e.log error;"
        "events { worker_connections 1024; } http { access_log off; types { text/html html; } charset utf-8;"
        f" {temporary} server {{ listen 127.0.0.1:{port}; add_header LinkChecker 1;"
        f" location / {{ root {folder}/site; index index.html; }} }} }}"
    )
    (folder / "linkcheckerrc").write_text("[checking]\nmaxrequestspersecond=100000\n")
    plain = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder / "site"), str(port)]
    command = [NGINX, "-c", str(folder / "crawl.conf"), "-p", str(folder)] if NGINX else plain
    serving = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_server(serving, "127.0.0.1", port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        serving.terminate()
        serving.wait(10)


def _ours(url: str) -> tuple[float, int]:
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "benchmarks.crawler", url], check=True, capture_output=True, text=True)
    return time.perf_counter() - begin, int(done.stdout)


def _peer(folder: Path, url: str) -> tuple[float, int]:
    begin = time.perf_counter()
    done = subprocess.run(
        [str(LINKCHECKER), "-f", str(folder / "linkcheckerrc"), "--no-status", "-o", "csv", "--threads", "10", url],
        check=False,
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - begin
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")
    return took, len({row["urlname"] for row in rows if row.get("valid") == "False"})


def crawl(folder: Path, scale: Scale) -> Iterator[Result]:
    """Wall time of both, whole processes; where there is no peer, ours alone."""
    title = f"爬完 {scale.crawled} 页并做全部内容检查，与 linkchecker 相比"
    promised = "至少快 4 倍，死链都找到"
    with _served(folder, scale) as url:
        if not LINKCHECKER.exists() or not NGINX:
            took, found = _ours(url)
            absent = "linkchecker 和 nginx（make bench-peers）"
            yield Result(title, f"{took:.1f} 秒，死链 {found}/{BROKEN}", promised, None, missing=absent)
            return
        rounds = [(_ours(url), _peer(folder, url)) for _ in range(scale.few)]
    ratio = statistics.median(theirs[0] / ours[0] for ours, theirs in rounds)
    (took, found), (slow, known) = rounds[-1]
    measured = f"快 {ratio:.1f} 倍（{took:.1f} 秒，死链 {found}/{BROKEN}；linkchecker {slow:.1f} 秒，死链 {known}）"
    yield Result(title, measured, promised, ratio >= 4 and found == BROKEN)
