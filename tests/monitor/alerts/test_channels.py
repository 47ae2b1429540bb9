"""Channels: real servers, real commands, real folders; what goes wrong is a sentence without the address."""

from __future__ import annotations

import asyncio
import email
import json
import os
import shlex
import stat
import sys
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.monitor.alerts import channels
from fjgov_tui.monitor.alerts.answer import DeliveryReply
from fjgov_tui.monitor.alerts.channels import deliver
from fjgov_tui.monitor.alerts.routing import Event
from tests.hostile.certs import Authority, server_context
from tests.monitor.alerts.county import County
from tests.monitor.alerts.servers import Post, hook, post_office

EVENT: Event = {
    "event": "告警",
    "title": "告警（违反）：站点1打不开",
    "text": "【网站监测】告警\n责任单位：白帝镇",
    "alert": 7,
}
HOSTILE: Event = {
    "event": "告警",
    "title": "标题\r\nBcc: evil@example.com\r\n\r\n正文\x1b[31m\u202e",
    "text": "第一行\n.\n# 标题 **粗** [链接](http://evil.example)\nRCPT TO:<evil@example.com>\x1b]0;x\x07",
}


def channel(county: County, kind: str, address: str, **given: Raw) -> Record:
    made = county.channel(f"去向{county.store.read.count(LEDGERS['channel'])}", kind=kind, address=address, **given)
    return county.store.read.record(LEDGERS["channel"], made)


def script(programs: Path, lines: str, first: str = f"#!{sys.executable} -SE") -> str:
    """A program that the administrator allows, by its name."""
    path = programs / "命令 一"
    path.write_text(f"{first}\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return shlex.quote(path.name)


async def test_a_command_reads_the_event_and_sees_little_of_our_surroundings(
    county: County, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FJGOV_SMTP_PASSWORD", "geheim")
    monkeypatch.setenv("FJGOV_DB", "/somewhere")
    out = tmp_path / "out.json"
    command = script(
        programs,
        "import json, os, sys\n"
        "said = json.load(sys.stdin.buffer)\n"
        "json.dump([said, sorted(os.environ), sys.argv[1:]], open(sys.argv[1], 'w'))\n"
        "print('noise')\n",
    )
    one = channel(county, "命令", f"{command} {out} '$(touch {tmp_path}/pwned); `id`'")
    answer = await deliver(one, EVENT, "k1")
    assert answer == DeliveryReply(True, "命令已接收")
    said, names, words = json.loads(out.read_text())
    assert said == {"id": "k1", **EVENT}
    assert set(names) <= {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ"}
    assert words[1].startswith("$(touch")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/no/such/program", "没有这个命令"),
        ("'unclosed", "引号"),
        ("/bin/false", "不在管理员准许的文件夹里"),
        ("/bin/sh -c 'touch /tmp/x'", "不在管理员准许的文件夹里"),
        ("../commands-elsewhere/x", "没有这个命令"),
        ("'命令 一' 3", "退出码为 3"),
    ],
)
async def test_a_command_that_fails_is_told(county: County, programs: Path, address: str, said: str) -> None:
    script(programs, 'cat >/dev/null; exit "$1"', "#!/bin/sh")
    answer = await deliver(channel(county, "命令", address), EVENT, "k")
    assert not answer.delivered
    assert said in answer.text
    assert "/no/such" not in answer.text


@pytest.mark.parametrize("loose", ["folder", "program"])
async def test_what_others_could_have_put_there_is_not_started(county: County, programs: Path, loose: str) -> None:
    command = script(programs, "cat >/dev/null", "#!/bin/sh")
    one = channel(county, "命令", command)
    assert (await deliver(one, EVENT, "k")).delivered
    (programs if loose == "folder" else programs / "命令 一").chmod(0o777)
    answer = await deliver(one, EVENT, "k2")
    assert not answer.delivered
    assert "别人也能改" in answer.text


async def test_a_command_that_hangs_is_ended_with_all_that_it_started(
    county: County, programs: Path, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    os.mkfifo(held)
    command = script(programs, f"exec 3>{held}; sleep 600 & echo $$ >&3; wait", "#!/bin/sh")
    begun = asyncio.create_task(deliver(channel(county, "命令", command), EVENT, "k", seconds=1.0))
    # The pipe ends when the last of those that hold it has ended: the shell, and what it left in the background.
    async with asyncio.timeout(60):
        assert await asyncio.to_thread(held.read_text)
        answer = await begun
    assert not answer.delivered
    assert "没有答复" in answer.text


async def test_a_folder_gets_one_private_whole_file_with_a_name_of_ours(county: County, tmp_path: Path) -> None:
    folder = tmp_path / "短信"
    folder.mkdir()
    one = channel(county, "文件夹", str(folder))
    for _ in range(2):
        assert (await deliver(one, HOSTILE, "fjgov-1-2")).delivered
    (file,) = folder.iterdir()
    assert file.name == "fjgov-1-2.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text("utf-8")) == {"id": "fjgov-1-2", **HOSTILE}


async def test_a_folder_follows_no_link_that_somebody_planted(county: County, tmp_path: Path) -> None:
    folder, victim = tmp_path / "out", tmp_path / "victim"
    folder.mkdir()
    victim.write_text("kept")
    (folder / ".fjgov-1-2.part").symlink_to(victim)
    (folder / "fjgov-1-2.json").symlink_to(victim)
    assert (await deliver(channel(county, "文件夹", str(folder)), EVENT, "fjgov-1-2")).delivered
    assert victim.read_text() == "kept"
    assert not (folder / "fjgov-1-2.json").is_symlink()


@pytest.mark.parametrize("address", ["relative/place", "/no/such/folder", "/proc/self/status/x"])
async def test_a_folder_that_cannot_be_written_is_told_without_its_path(county: County, address: str) -> None:
    answer = await deliver(channel(county, "文件夹", address), EVENT, "k")
    assert not answer.delivered
    assert address not in answer.text


async def test_a_webhook_gets_the_event_and_no_proxy_decides(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    async with hook() as server:
        answer = await deliver(channel(county, "网络钩子", server.url), HOSTILE, "k")
    assert answer.delivered
    head, body = server.requests[0]
    assert head.startswith("POST /robot/send?access_token=geheim123 HTTP/1.1")
    assert json.loads(body) == {"id": "k", **HOSTILE}


@pytest.mark.parametrize("kind", ["钉钉机器人", "企业微信机器人"])
async def test_robots_get_plain_text_never_markup(county: County, kind: str) -> None:
    async with hook(body=b'{"errcode":0,"errmsg":"ok"}') as server:
        answer = await deliver(channel(county, kind, server.url), HOSTILE, "k")
    assert answer == DeliveryReply(True, "机器人已接收")
    said = json.loads(server.requests[0][1])
    assert set(said) == {"msgtype", "text"}
    assert said["msgtype"] == "text"
    assert "\x1b" not in said["text"]["content"]


async def test_a_long_text_is_cut_to_what_a_robot_takes(county: County) -> None:
    async with hook(body=b'{"errcode":0}') as server:
        await deliver(channel(county, "企业微信机器人", server.url), {"text": "汉" * 5000}, "k")
    content = json.loads(server.requests[0][1])["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.endswith("……（其余见监测屏）")


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b'{"errcode":310000,"errmsg":"token geheim123"}', ""),
        (200, b"<html>geheim123", ""),
        (200, b"[]", ""),
        (200, b"[" * 60_000, ""),
        (500, b"geheim123", ""),
        (307, b"", "Location: /geheim123\r\n"),
    ],
)
async def test_what_a_robot_answers_never_shows_its_key(county: County, status: int, body: bytes, headers: str) -> None:
    async with hook(status=status, body=body, headers=headers) as server:
        answer = await deliver(channel(county, "钉钉机器人", server.url), EVENT, "k")
    assert not answer.delivered
    assert "geheim123" not in answer.text
    assert len(server.requests) == 1, "nobody is followed elsewhere"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/geheim",
        "file:///etc/passwd",
        "http://127.0.0.1:1/geheim",
        "http://[geheim/",
        "http://geheim:x/",
    ],
)
async def test_an_address_that_cannot_be_reached_is_not_repeated(county: County, url: str) -> None:
    answer = await deliver(channel(county, "网络钩子", url), EVENT, "k")
    assert not answer.delivered
    assert "geheim" not in answer.text


async def test_a_server_that_never_answers_costs_its_time_and_no_more(county: County) -> None:
    async with hook(silent=True) as server:
        async with asyncio.timeout(60):
            answer = await deliver(channel(county, "网络钩子", server.url), EVENT, "k", seconds=0.5)
    assert not answer.delivered


def mailbox(county: County, post: Post, to: str = "duty@office.example，boss@office.example") -> Record:
    return channel(county, "邮件", to, server=f"127.0.0.1:{post.port} jiance@office.example")


def parsed(mail: bytes) -> Message:
    return email.message_from_bytes(mail.removesuffix(b".\r\n"))


async def test_a_mail_arrives_in_chinese_at_every_recipient(county: County) -> None:
    async with post_office(Post()) as post:
        answer = await deliver(mailbox(county, post), EVENT, "fjgov-1-2")
    assert answer == DeliveryReply(True, "已交给邮件服务器")
    ((recipients, mail),) = post.mails
    assert recipients == ["duty@office.example", "boss@office.example"]
    letter = parsed(mail)
    assert str(make_header(decode_header(str(letter["Subject"])))) == EVENT["title"]
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("\r\n", "\n").strip() == EVENT["text"]
    assert letter["Message-ID"] == "<fjgov-1-2@office.example>"
    assert not any(word.startswith("AUTH") for word in post.commands)


async def test_nothing_in_an_event_becomes_a_header_or_a_command(county: County) -> None:
    async with post_office(Post()) as post:
        assert (await deliver(mailbox(county, post), HOSTILE, "k")).delivered
    ((recipients, mail),) = post.mails
    letter = parsed(mail)
    assert letter["Bcc"] is None
    assert "evil@example.com" not in recipients
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert b"\x1b" not in body
    assert sum(command.upper().startswith("RCPT") for command in post.commands) == 2


@pytest.mark.parametrize(
    ("server", "to"),
    [
        ("", "a@b.example"),
        ("127.0.0.1 a@b.example", "a@b.example"),
        ("127.0.0.1:99999 a@b.example", "a@b.example"),
        ("127.0.0.1:25 nobody", "a@b.example"),
        ("127.0.0.1:25 a@b.example", "nobody"),
        ("127.0.0.1:25 a@b.example", "a@b.example, <evil>"),
    ],
)
async def test_an_odd_server_or_recipient_is_told(county: County, server: str, to: str) -> None:
    answer = await deliver(channel(county, "邮件", to, server=server), EVENT, "k")
    assert not answer.delivered
    assert "@" not in answer.text


@pytest.mark.parametrize(
    ("command", "reply", "said"),
    [
        ("RCPT", "550 no", "拒收全部收件人"),
        ("MAIL", "451 later geheim", "拒绝（451）"),
        ("DATA", "554 spam", "拒绝（554）"),
        ("EHLO", "421 bye", ""),
    ],
)
async def test_a_server_that_refuses_is_told_by_its_number(county: County, command: str, reply: str, said: str) -> None:
    post = Post(refuse=lambda line: reply if line.upper().startswith((command, "HELO")) else None)
    async with post_office(post):
        answer = await deliver(mailbox(county, post), EVENT, "k")
    assert not answer.delivered
    assert said in answer.text
    assert "geheim" not in answer.text


async def test_one_refused_recipient_of_two_is_told_and_not_sent_again(county: County) -> None:
    post = Post(refuse=lambda line: "550 no" if "boss" in line else None)
    async with post_office(post):
        answer = await deliver(mailbox(county, post), EVENT, "k")
    assert answer == DeliveryReply(True, "已交给邮件服务器，1 个收件人被拒")


async def test_the_login_comes_from_the_environment_and_goes_over_no_open_wire(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FJGOV_SMTP_USER", "jiance")
    monkeypatch.setenv("FJGOV_SMTP_PASSWORD", "geheim")
    async with post_office(Post(offers=("AUTH PLAIN",))) as post:
        assert (await deliver(mailbox(county, post), EVENT, "k")).delivered
        assert any(word.startswith("AUTH PLAIN") for word in post.commands)
        post.commands.clear()
        elsewhere = channel(county, "邮件", "a@b.example", server=f"0.0.0.0:{post.port} a@b.example")
        answer = await deliver(elsewhere, EVENT, "k")
    assert not answer.delivered
    assert "不加密" in answer.text
    assert not any(word.startswith("AUTH") for word in post.commands)


@pytest.mark.parametrize(("name", "trusted"), [("127.0.0.1", True), ("127.0.0.1", False), ("other.example", True)])
async def test_where_the_server_offers_it_the_mail_goes_encrypted_to_nobody_else(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    authority = Authority.make("办公室")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.write(tmp_path / "ca.pem")))
    monkeypatch.setenv("FJGOV_SMTP_USER", "jiance")
    monkeypatch.setenv("FJGOV_SMTP_PASSWORD", "geheim")
    tls = server_context(tmp_path, "smtp", authority.issue((name,)))
    async with post_office(Post(tls=tls, offers=("STARTTLS", "AUTH PLAIN"))) as post:
        answer = await deliver(mailbox(county, post), EVENT, "k")
    good = trusted and name == "127.0.0.1"
    assert answer.delivered == good
    assert len(post.mails) == good
    assert any(word.startswith("AUTH") for word in post.commands) == good
    assert good or "证书不可信" in answer.text


async def test_a_mail_server_that_says_nothing_costs_its_time_and_leaves_no_thread(county: County) -> None:
    import threading

    async with post_office(Post(silent=True)) as post:
        async with asyncio.timeout(60):
            answer = await deliver(mailbox(county, post), EVENT, "k", seconds=0.5)
    assert not answer.delivered
    async with asyncio.timeout(60):
        await asyncio.get_running_loop().shutdown_default_executor()
    assert threading.active_count() < 20


async def test_a_test_says_what_came_of_it(county: County) -> None:
    async with hook(body=b'{"errcode":0}') as server:
        one = channel(county, "钉钉机器人", server.url)
        assert "已送达：机器人已接收" in await channels.test_channel(one)
        assert "监测" in json.loads(server.requests[0][1])["text"]["content"]
    said = await channels.test_channel(one)
    assert "没有送达" in said
    assert "geheim123" not in said
