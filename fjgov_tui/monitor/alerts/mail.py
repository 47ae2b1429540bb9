"""Mail through the office's own SMTP server."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import re
import smtplib
import socket
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import system_reason
from fjgov_tui.monitor.alerts.answer import SECONDS, DeliveryReply
from fjgov_tui.text import clean, clean_long

LOGIN = ("FJGOV_SMTP_USER", "FJGOV_SMTP_PASSWORD")
"""The variables of the environment that hold the mail account; it stands nowhere else."""
IMPLICIT_TLS = 465
"""The port on which TLS begins at once; on others it is taken up where the server offers it."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,200}")
_SERVER = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})\s+(?P<sender>\S+)")
_SEPARATORS = re.compile(r"[\s,;，；、]+")


@dataclass(frozen=True)
class _Letter:
    """Everything that one mail needs."""

    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


async def send_mail(server: str, address: str, event: Mapping[str, str | int | None], key: str) -> DeliveryReply:
    """Send the event as a plain mail.

    Cancelled, it cuts the connection, so that no thread is left behind.

    Args:
        server: `host:port sender`.
        address: the recipients.
        event: what happened; its title becomes the subject.
        key: names the message, so that a mail program shows a repeated one once.
    """
    letter = _letter(server, address, event, key)
    if isinstance(letter, DeliveryReply):
        return letter
    call = _Call()
    try:
        return await asyncio.to_thread(call.make, letter)
    finally:
        call.hang_up()


def _letter(server: str, address: str, event: Mapping[str, str | int | None], key: str) -> _Letter | DeliveryReply:
    match = _SERVER.fullmatch(server.strip())
    if match is None or not 0 < int(match["port"]) < 65536 or not _ADDRESS.fullmatch(match["sender"]):
        return DeliveryReply(False, "邮件服务器没有写成“主机:端口 发件人”")
    recipients = tuple(recipient for recipient in _SEPARATORS.split(address) if recipient)
    if not recipients or not all(map(_ADDRESS.fullmatch, recipients)):
        return DeliveryReply(False, "收件人里有不是邮箱的")
    message = EmailMessage(policy=SMTP)
    message["From"] = match["sender"]
    message["To"] = ", ".join(recipients)
    message["Subject"] = clean(str(event.get("title") or "监测告警"))[:200]
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{key}@{match['sender'].rpartition('@')[2]}>"
    message.set_content(clean_long(str(event.get("text") or event.get("title") or "")) + "\n", cte="base64")
    return _Letter(match["host"].strip("[]"), int(match["port"]), match["sender"], recipients, message)


class _Named(ssl.SSLContext):
    """Checks the certificate against one name, whatever it is told.

    smtplib knows the name only where it connects at once, before anybody could cut the connection off.
    """

    host = ""

    @classmethod
    def of(cls, host: str) -> _Named:
        """One that trusts this machine's authorities."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        context.host = host
        return context

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """As `ssl.SSLContext` does, for the name that was given."""
        return super().wrap_socket(sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, self.host, session)


class _Call:
    """One conversation with a server, on a thread of its own; another thread may cut it off."""

    def __init__(self) -> None:
        self._client: smtplib.SMTP | None = None
        self._given_up = False

    def hang_up(self) -> None:
        """Close the connection under whoever is still talking; who is still connecting sends nothing any more."""
        self._given_up = True
        sock = self._client.sock if self._client is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def make(self, letter: _Letter) -> DeliveryReply:
        """Deliver the letter; what goes wrong is told without host or addresses."""
        try:
            return self._talk(letter)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            return DeliveryReply(False, _explained(error))
        finally:
            if self._client is not None:
                self._client.close()

    def _talk(self, letter: _Letter) -> DeliveryReply:
        context = _Named.of(letter.host)
        own = "localhost"  # the default asks the resolver for this machine's name, and tells it to the server
        if letter.port == IMPLICIT_TLS:
            client: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=own, timeout=SECONDS, context=context)
        else:
            client = smtplib.SMTP(local_hostname=own, timeout=SECONDS)
        self._client = client
        code, _ = client.connect(letter.host, letter.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, b"")
        client.ehlo_or_helo_if_needed()
        sealed = letter.port == IMPLICIT_TLS
        if not sealed and client.has_extn("starttls"):
            client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
            sealed = True
        user, secret = (os.environ.get(name, "") for name in LOGIN)
        if user:
            if not sealed and not _here(letter.host):
                return DeliveryReply(False, "邮件服务器不加密，没有把口令发给它")
            client.login(user, secret)
        if self._given_up:
            return DeliveryReply(False, "邮件服务器没有及时答复")
        refused = client.send_message(letter.message, letter.sender, list(letter.recipients))
        with contextlib.suppress(smtplib.SMTPException, OSError):
            client.quit()
        return DeliveryReply(True, f"已交给邮件服务器，{len(refused)} 个收件人被拒" if refused else "已交给邮件服务器")


def _explained(error: smtplib.SMTPException | OSError | UnicodeError) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"邮件服务器不认账号（{error.smtp_code}）"
        case smtplib.SMTPRecipientsRefused():
            return "邮件服务器拒收全部收件人"
        case smtplib.SMTPResponseException():
            return f"邮件服务器拒绝（{error.smtp_code}）"
        case smtplib.SMTPNotSupportedError():
            return "邮件服务器不支持登录"
        case smtplib.SMTPException():
            return "邮件服务器中途断开，或答复看不懂"
        case ssl.SSLError():
            return "邮件服务器的证书不可信，或加密谈不拢"
        case TimeoutError():
            return "邮件服务器没有及时答复"
        case OSError():
            return f"连接不上邮件服务器（{system_reason(error)}）"
        case _:
            return "邮件服务器的名称写得不对"


def _here(host: str) -> bool:
    """Whether the server is this machine, so that nobody listens in between."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
