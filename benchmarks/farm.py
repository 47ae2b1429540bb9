"""A farm of web servers on loopback addresses: nginx where `make bench-peers` has installed it, else our own."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import fcntl
import ipaddress
import os
import random
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PORTS = "FJGOV_BENCH_PORTS"
"""The environment's name for the two ports, so that children know them; `8480,8443` where it is not set."""
PAGE = 80_000
"""Bytes of a page, about."""
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
_WORDS = "奉节县人民政府办公室关于印发公开年度工作要点的通知单位责任领导安全生产乡镇街道部门网站信息栏目更新检查"


def ports() -> tuple[int, int]:
    """The port of plain HTTP, and the one of TLS."""
    plain, secure = os.environ.get(PORTS, "8480,8443").split(",")
    return int(plain), int(secure)


def plain_url(address: str) -> str:
    """A page of the farm without TLS."""
    return f"http://{address}:{ports()[0]}/"


def secure_url(address: str) -> str:
    """The same page over TLS."""
    return f"https://{address}:{ports()[1]}/"


def addresses(count: int) -> list[str]:
    """So many loopback addresses."""
    return [f"127.0.{1 + n // 250}.{1 + n % 250}" for n in range(count)]


def page(number: int = 0) -> str:
    """A home page as county governments have them: lists of news, menus, a footer."""
    made = random.Random(number)
    rows = list[str]()
    while sum(map(len, rows)) < PAGE // 2:
        title = "".join(made.choices(_WORDS, k=24))
        day = datetime.date(2026, 11, 20) - datetime.timedelta(days=len(rows))
        rows.append(
            f'<li class="news-item"><a href="/zwgk/{day:%Y%m}/t{day:%Y%m%d}_{made.randrange(10**6)}.html" '
            f'title="{title}" target="_blank">{title}</a><span class="date">{day}</span></li>\n'
        )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="测试县人民政府网">'
        '<title>测试县人民政府网</title></head><body><div class="nav"><a href="/">首页</a></div>'
        f"<ul>{''.join(rows)}</ul>"
        "<div class='footer'>主办：测试县人民政府办公室 网站标识码：5002360001</div></body></html>"
    )


def certificates(folder: Path, places: list[str]) -> None:
    """An authority, `ca.pem`, and for each address a certificate with its key, `ADDRESS.pem`."""
    now = datetime.datetime.now(datetime.UTC)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bench CA")])
    pem = serialization.Encoding.PEM

    def build(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
        )

    ca = build(ca_name, ca_key.public_key()).add_extension(x509.BasicConstraints(True, None), critical=True)
    (folder / "ca.pem").write_bytes(ca.sign(ca_key, hashes.SHA256()).public_bytes(pem))
    for place in places:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(place))])
        leaf = build(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, place)]), key.public_key())
        signed = leaf.add_extension(names, critical=False).sign(ca_key, hashes.SHA256())
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / f"{place}.pem").write_bytes(signed.public_bytes(pem) + private)


def _nginx_config(folder: Path, places: list[str], secure: list[str]) -> str:
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    page = f"location / {{ root {folder}/www; index index.html; default_type text/html; charset utf-8; }}"
    open_port, tls_port = ports()
    plain = " ".join(f"listen {one}:{open_port};" for one in places)
    servers = [f"server {{ {plain} {page} }}"]
    for one in secure:
        pair = f"ssl_certificate {folder}/{one}.pem; ssl_certificate_key {folder}/{one}.pem;"
        servers.append(f"server {{ listen {one}:{tls_port} ssl; {pair} {page} }}")
    return f"""
daemon off; user root; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log error;
events {{ worker_connections 8192; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_timeout 5; ssl_protocols TLSv1.2 TLSv1.3; {temporary}
{chr(10).join(servers)} }}
"""


@contextlib.contextmanager
def farm(folder: Path, places: list[str], secured: int) -> Iterator[str]:
    """Serve one page on every address, over TLS on the first `secured` too; yields the name of the server.

    One farm a machine: a second one waits, because the ports are fixed and measures would disturb each other.
    """
    www = folder / "www"
    www.mkdir(parents=True, exist_ok=True)
    (www / "index.html").write_text(page(), encoding="utf-8")
    secure = places[:secured]
    certificates(folder, secure)
    if NGINX:
        (folder / "nginx.conf").write_text(_nginx_config(folder, places, secure))
        command = [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    else:
        (folder / "places").write_text("\n".join(places))
        command = [sys.executable, "-m", "benchmarks.farm", str(folder), str(secured)]
    with Path(tempfile.gettempdir(), "fjgov-bench-farm.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        serving = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            await_server(serving, secure[-1], ports()[1])
            yield "nginx" if NGINX else "asyncio"
        finally:
            serving.terminate()
            serving.wait(10)


def await_server(serving: subprocess.Popen[bytes], address: str, port: int) -> None:
    """Wait until it takes connections."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends and serving.poll() is None:
        time.sleep(0.05)
        with contextlib.suppress(OSError), socket.create_connection((address, port), 1):
            if serving.poll() is None:
                return
    raise RuntimeError(f"no server of ours at {address}:{port}; does another benchmark run?")


async def _serve(folder: Path, secured: int) -> None:
    """The plain stand-in for nginx: reads a request, answers, closes."""
    body = (folder / "www/index.html").read_bytes()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: "
    answer += b"%d\r\n\r\n" % len(body) + body

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        writer.close()

    places = (folder / "places").read_text().split()
    await asyncio.start_server(client, places, ports()[0], backlog=512)
    for one in places[:secured]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder / f"{one}.pem")
        await asyncio.start_server(client, one, ports()[1], ssl=context, backlog=512)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
