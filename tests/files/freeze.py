"""`make freeze`: a small ledger file as this release writes it, with something in every table."""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from threading import Thread
from unittest.mock import patch

from fjgov_tui import __version__
from fjgov_tui.__main__ import main as fjgov
from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import BadLink, Beat, Event
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.store.watch.links import put_bad_links
from fjgov_tui.store.watch.process import add_event, claim_batch, put_beat
from tests.screens.samples import fill

FOLDER = Path(__file__).parent
FROZEN = sorted(FOLDER.glob("*.db.xz"))
"""Every frozen file; the first release's is the first."""
Row = dict[str, str | int | None]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a frozen file holds, in the words of the release that wrote it."""

    release: str
    schema: str
    """The first digits of SHA-256 over all table, index and trigger SQL."""
    anchor: str
    """The head of its trail."""
    tables: dict[str, int]
    """How many rows every table has."""
    ledgers: dict[str, list[Row]]
    """`fjgov ledger show NAME --json` of every ledger."""
    history: dict[str, list[dict[str, str]]]
    """Who did what to record 1 of every ledger, the newest first."""


def thaw(packed: Path, db: Path) -> Path:
    """Unpack a frozen file to where the program is to find it."""
    db.write_bytes(lzma.decompress(packed.read_bytes()))
    db.chmod(0o600)
    return db


class _Site(BaseHTTPRequestHandler):
    """A web server with a site that opens, one that fails, and one that is tampered with at its second look."""

    tampered = False

    def do_GET(self) -> None:
        good = not self.path.startswith("/bad/")
        body = _page(self.path, tampered=type(self).tampered and self.path == "/shuili/").encode()
        self.send_response(200 if good else 500)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _page(path: str, *, tampered: bool) -> str:
    day = beijing_day(utc_now()) - timedelta(days=2)
    rows = "".join(f"<li><a href='{path}t{n}.html'>第{n}次工作会议</a><span>{day}</span></li>" for n in range(1, 9))
    text = "<p>水库水位正常，请群众放心，帐户信息已更新。</p>" * 9
    hidden = "<div style='display:none'><a href='http://bad.example/bocai/'>在线博彩</a></div>" if tampered else ""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>冻结样本{path}</title></head><body>"
        f"<h1>县水利局</h1><ul>{rows}</ul>{text}{hidden}</body></html>"
    )


@contextmanager
def _web() -> Generator[str]:
    _Site.tampered = False
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _run(*words: str, codes: Sequence[int] = (0,)) -> str:
    """What a command writes; the codes are those that are no surprise."""
    out = StringIO()
    with redirect_stdout(out):
        code = fjgov(list(words))
    if code not in codes:
        raise SystemExit(f"fjgov {' '.join(words)}: exit {code}")
    return out.getvalue()


def _office(web: str, today: date) -> None:
    """Units, people, sites and accounts, entered, corrected and taken out again."""
    for words in (
        ("unit", "name=白帝镇人民政府", "kind=乡镇街道", "phone=023-56551234"),
        ("unit", "name=县水利局", "kind=部门"),
        ("person", "name=张三", "unit=白帝镇人民政府", "mobile=19900001234", "on_duty=2026-01-05"),
        ("person", "name=李四", "unit=白帝镇人民政府", "mobile=19900004321", "on_duty=2026-02-05"),
        ("site", "name=水利局网站", "unit=县水利局", "kind=子网站", f"url={web}/shuili/", "state=运行"),
        ("site", "name=坏了的网站", "unit=白帝镇人民政府", "kind=子网站", f"url={web}/bad/", "state=运行"),
        ("column", "site=水利局网站", "name=动态", "kind=动态要闻", "level=1", f"url={web}/shuili/dt/"),
        ("account", "name=水利后台", "site=水利局网站", "holder=张三", "privilege=管理员", "opened_on=2026-01-05"),
        ("account", "name=白帝后台", "site=坏了的网站", "holder=李四", "privilege=编辑", "opened_on=2026-02-05"),
        ("channel", "name=值班目录", "kind=文件夹", "address=/srv/fjgov/alerts"),
    ):
        _run("ledger", "add", *words)
    _run("ledger", "set", "unit", "县水利局", "name=县水利和湖泊局", "phone=023-56550002")
    _run("ledger", "add", "term", "word=奉结县", "kind=错误表述", "advice=奉节县")
    _run("ledger", "remove", "term", "奉结县", "--yes", "--reason", "重复")
    _run("password", "rotate", "水利后台", "--attest", "12", "--on", str(today - timedelta(days=20)))
    _run("handover", "start", "张三", "--on", str(today), "--to", "李四", "--untrained")
    _run("password", "remind", "--force")


def _checked_password() -> None:
    _run("ledger", "add", "setting", "name=启用口令检查", "value=是")
    with patch("sys.stdin", TextIOWrapper(BytesIO(_run("password", "generate").encode()))):
        _run("password", "rotate", "白帝后台", "--stdin")


def _watched() -> None:
    """A round of the monitor, one more after an intrusion, and what people said to it."""
    once = ("monitor", "once", "水利局网站", "坏了的网站", "--confirm-seconds", "0")
    _run(*once, codes=(0, 1))
    _Site.tampered = True
    _run("monitor", "once", "水利局网站", "--check", "篡改", "--check", "内容", codes=(0, 1))
    first, *_ = json.loads(_run("monitor", "findings", "水利局网站", "--json"))["rows"]
    _run("monitor", "judge", str(first["id"]), "误报", "--reason", "引文")
    _run("monitor", "accept", "水利局网站", "--reason", "改版")
    alert, *_ = json.loads(_run("monitor", "alerts", "--json", codes=(0, 1)))["rows"]
    _run("monitor", "ack", str(alert["id"]), "--until", "4h", "--reason", "供电检修")


def _rest(db: Path) -> None:
    """What takes hours, or a form half filled in: written by the functions that the monitor and the form call."""
    with open_store(db) as store:
        now = int(store.clock().timestamp())
        with store.write() as writer:
            put_beat(writer, Beat(pid=4711, host="office", since=now - 600, last=now, version=__version__))
            add_event(writer, Event(at=now - 600, kind="启动", what="监测启动"))
            claim_batch(writer, "frozen", now)
            roll_up(writer, beijing_day(store.clock()), {2: 48, 3: 48})
            page = "http://127.0.0.1/shuili/"
            put_bad_links(
                writer,
                2,
                [
                    BadLink(
                        site=2, url=f"{page}no.html", page=page, first_bad=now - 90_000, last_bad=now, times=2,
                        why="回答了状态码 404",
                    )
                ],
            )  # fmt: skip
        with store.drafts() as drafts:
            drafts.keep("unit", 0, {"name": "竹园镇人民政府", "note": "还没有填完"})
            drafts.keep("person", 1, {"name": "改了一半"})


def _carried(db: Path) -> None:
    """Bundles from another machine, one of which brings what was changed here too, and one that goes back."""
    there = ("--db", str(db.with_name("there.db")))
    _run(*there, "init")
    _run(*there, "ledger", "add", "unit", "name=县气象局", "kind=部门")
    site = ("name=气象局网站", "unit=县气象局", "kind=子网站", "url=https://qx.example/", "state=运行")
    _run(*there, "ledger", "add", "site", *site)
    for ours, theirs, name in ((there, (), "监测机"), ((), there, "台账机")):
        keys = json.loads(_run(*theirs, "bundle", "key", "--name", name, "--json"))
        _run(*ours, "bundle", "peer", "add", keys["line"], "--code", keys["code"])
    for number in (1, 2):
        bundle = str(db.with_name(f"{number}.bundle"))
        _run(*there, "bundle", "export", "-o", bundle, "--for", "monitor")
        _run("bundle", "import", bundle)
        _run(*there, "ledger", "set", "site", "气象局网站", "url=https://there.example/")
        _run("ledger", "set", "site", "气象局网站", "url=https://here.example/")
    _run("bundle", "export", "-o", str(db.with_name("back.bundle")), "--for", "ledgers")


def _manifest(db: Path) -> Manifest:
    with closing(sqlite3.connect(db)) as connection:
        sql = [str(row[0]) for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOTNULL ORDER BY 1")]
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
        tables = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in names}
    return Manifest(
        release=__version__,
        schema=hashlib.sha256("\n".join(sql).encode()).hexdigest()[:8],
        anchor=json.loads(_run("verify", "--json"))["anchor"],
        tables=tables,
        ledgers={name: json.loads(_run("ledger", "show", name, "--json"))["rows"] for name in LEDGERS},
        history={
            name: [
                {"action": entry["action"], "who": entry["who"], "at": entry["at"]}
                for entry in json.loads(_run("ledger", "history", name, "1", "--json"))["rows"]
            ]
            for name in LEDGERS
        },
    )


def freeze(folder: Path) -> Path | None:
    """Write this release's file into the folder.

    Returns:
        Where it lies; `None` where this very schema of this release is frozen already.

    Raises:
        SystemExit: a command failed, or a table stayed empty.
    """
    with (
        tempfile.TemporaryDirectory(prefix="fjgov-freeze-") as name,
        patch("socket.gethostname", return_value="office"),
        patch.dict("os.environ", {"FJGOV_DB": str(Path(name, "county.db")), "HOME": name}),
    ):
        db, copy = Path(name, "county.db"), Path(name, "copy.db")
        _run("init")
        with open_store(db) as store:
            fill(store)
        with _web() as web:
            _office(web, beijing_day(utc_now()))
            _checked_password()
            _watched()
        _carried(db)
        _rest(db)
        _run("backup", str(copy))
        manifest, packed = _manifest(db), lzma.compress(copy.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    empty = [table for table, rows in manifest.tables.items() if not rows]
    if empty:
        raise SystemExit(f"nothing in {', '.join(empty)}: teach tests/files/freeze.py to fill them")
    made = folder / f"{manifest.release}-{manifest.schema}.db.xz"
    if made.exists():
        return None
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    for path, body in ((made, packed), (made.with_name(made.name.replace(".db.xz", ".json")), f"{text}\n".encode())):
        path.write_bytes(body)
        path.chmod(0o644)
    return made


if __name__ == "__main__":
    written = freeze(FOLDER)
    sys.stdout.write(f"{written}\n" if written else "this release's schema is frozen already\n")
