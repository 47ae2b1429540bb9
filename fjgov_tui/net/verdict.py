"""What an answer amounts to: a page, a status, a firewall's refusal, or nothing to see."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fjgov_tui.net.errorpages import error_page
from fjgov_tui.net.markup import visible_characters
from fjgov_tui.observed.visits import Outcome

_HEAD = 16 * 1024
"""Bytes of a refusal that are looked at; firewalls' pages are small."""
_SMALL = 16 * 1024
"""A page above this size is taken to show something."""
VISIBLE = 30
"""Characters below which a page shows nothing, unless something else in it does. One sentence (本网站已迁移到……，
请更新收藏) is a page that a visitor can read; what is no page of the site is told by `errorpages`."""
_LINKS = 5
"""Links of a page that is one of the site's."""
_CHALLENGE = 256 * 1024
"""Bytes of the largest challenge: those that bring their own interpreter have some 100 KB of script and no text."""

_REFUSING = frozenset({400, 401, 403, 405, 406, 412, 418, 429, 444, 468, 493, 501, 503, 520, 521, 522, 567})
"""Statuses by which firewalls turn programs away, where one of their marks stands beside."""
_ALWAYS = frozenset({412, 429, 521})
"""A GET without conditions that is answered so was refused by a firewall or a rate limit, marks or not; only
Cloudflare means something else by 521."""
_HEADER_MARKS: tuple[tuple[str, bytes], ...] = (
    ("cf-mitigated", b""),
    ("wzws-ray", b""),
    ("x-waf-uuid", b""),
    ("x-safe-firewall", b""),
    ("x-yunsuo", b""),
    ("server", b"waf"),
    ("server", b"jiasule"),
    ("server", b"yunjiasu"),
    ("server", b"safedog"),
    ("server", b"yundun"),
    ("set-cookie", b"__jsl_clearance"),
    ("set-cookie", b"yunsuo_session"),
    ("set-cookie", b"hwwafsesid"),
    ("set-cookie", b"safedog"),
    ("x-powered-by", b"waf"),
)
"""Header and a piece of its value, lower case, by which firewalls in use before Chinese public sites are told."""
_SAYINGS = (
    "访问被拦截",
    "请求被拦截",
    "访问被阻断",
    "请求被阻断",
    "访问已被拦截",
    "请求已被拦截",
    "网站防火墙",
    "应用防火墙",
    "可能对网站造成安全威胁",
    "疑似攻击",
    "非法请求",
    "访问过于频繁",
    "请求过于频繁",
    "创宇盾",
    "知道创宇云防御",
    "安全狗",
    "云锁",
    "云盾",
    "雷池",
    "安域",
    "人机验证",
    "安全验证",
)
_BODY_MARKS = (
    *(saying.encode(code).lower() for saying in _SAYINGS for code in ("utf-8", "gb18030")),
    b"errors.aliyun.com",
    b"waf.tencent-cloud.com",
    b"chaitin",
    b"wzws-waf-cgi",
    b"bt-waf",
    b"$_ts",
    b"__jsl_clearance",
    b"web application firewall",
    b"request blocked",
    b"_cf_chl_",
    b"attention required! | cloudflare",
    b"incapsula incident",
    b"captcha",
)
"""What firewalls' own pages say, lower case."""

_RICH = re.compile(
    rb"<\s*(?:script|i?frame|frameset|meta[^>]{0,200}refresh|img|object|embed|video|canvas|svg|form|a\s)|background",
    re.IGNORECASE,
)
"""What shows, fetches or leads on without a word of text: script shells, entry pages of pictures, refreshes."""
_CHALLENGES = (b"acw_sc__v2", b"__jsl_clearance", b"$_ts", b"_cf_chl_", b"wzws-waf-cgi", b"yunsuo_session")
"""What a shield's script that has to be run before the page is shown carries; the page itself may carry it, too."""


def firewall(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer carries a firewall's mark.

    The name of a delivery network in `Server` proves nothing where the status is 5xx: it also says so when the site
    behind it is down.
    """
    for name, part in _HEADER_MARKS:
        if name == "server" and status >= 500:
            continue
        value = headers.get(name)
        if value is not None and part in value.lower().encode("utf-8", "replace"):
            return True
    head = body[:_HEAD].lower()
    return any(mark in head for mark in _BODY_MARKS)


def _short(body: bytes) -> str:
    """Why the page shows nothing; empty where it does."""
    if len(body) > _SMALL:
        return ""
    if not body.strip():
        return "应答的正文是空的"
    if _RICH.search(body):
        return ""
    count = visible_characters(body)
    return f"页面只有 {count} 个可见字符" if count < VISIBLE else ""


def challenge(body: bytes) -> bool:
    """Whether a page is nothing but a script that asks whether we are a browser: it sets a cookie and loads again."""
    if len(body) > _CHALLENGE or _leads_on(body):
        return False
    lower = body.lower()
    if not any(mark in lower for mark in _CHALLENGES) and not (
        b"document.cookie" in lower and b"location.reload" in lower
    ):
        return False
    return visible_characters(body) < VISIBLE


def _leads_on(body: bytes) -> bool:
    """Whether a page links to several others, as no challenge does; looking further costs a third of a visit."""
    at = -1
    for _ in range(_LINKS):
        at = body.find(b"<a ", at + 1)
        if at < 0:
            return False
    return True


def judge(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Outcome, str]:
    """What a complete answer, redirects behind it, amounts to.

    Args:
        status: its status.
        headers: by lower-case name.
        body: decompressed.

    Returns:
        The outcome, and for a failure why, in Chinese.
    """
    if 200 <= status < 300:
        return _judge_page(status, headers, body)
    refused = status in _ALWAYS and "cloudflare" not in headers.get("server", "").lower()
    if refused or (status in _REFUSING and (firewall(status, headers, body) or challenge(body))):
        return Outcome.BLOCKED, f"状态码 {status}，是防护或限流的拦截，请网站单位把本监测列入白名单"
    return Outcome.STATUS, f"状态码 {status}"


def _judge_page(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Outcome, str]:
    if status == 202 and not body.strip():
        return Outcome.BLOCKED, "状态码 202 而没有正文，是防护的拦截，请网站单位把本监测列入白名单"
    if challenge(body):
        return Outcome.BLOCKED, "只来了一段要浏览器运行的验证脚本，是防护的拦截，请网站单位把本监测列入白名单"
    why = "" if "refresh" in headers else _short(body)
    if why and firewall(status, headers, body):
        return Outcome.BLOCKED, f"{why}，是防护的拦截页"
    if error := error_page(body):
        return Outcome.ERROR_PAGE, f"状态码 {status}，打开的却是{error}"
    return (Outcome.SHORT, why) if why else (Outcome.OPEN, "")
