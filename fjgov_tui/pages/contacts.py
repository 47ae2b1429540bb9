"""How an office is reached, as its page says: numbers that were exchanged for such as no office of the place has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import OFFICIAL, has_mailboxes
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.pages.shot import Block

_LINE = re.compile(r"(?<![\d-])[(（]?(0(?:10|2\d|[3-9]\d\d))[)）]?[-－—\s]?(\d{7,8})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_ABROAD = re.compile(r"(?<!\d)(?:\+|00)(?!86)\d{1,3}[- ]?\d{6,11}(?!\d)")
_FREE = re.compile(r"(?<!\d)[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)")
_HOTLINE = re.compile(
    r"(?:热线|电话|拨打)\D{0,8}((?:0\d{2,3}[-－—])?(?:1[12]\d{3}|9[56]\d{3}|110|114|119|120|122))(?!\d)"
)
"""The short numbers of public offices; without the word before them they are figures."""
_MAIL = re.compile(r"[\w.+-]{1,40}@([\w-]{1,40}(?:\.[\w-]{1,40}){1,4})")
ACCOUNT = re.compile(
    r"(?:[账帐]\s*[号户]|卡\s*号|汇款|收款|(?:工商|农业|建设|中国|交通|邮储|邮政储蓄|农商|农村商业|信用)(?:银行|社))"
    r"\D{0,10}(\d(?:(?!20[12]\d[-/.年])[\d -]){11,24}(?!20[12]\d[-/.年])\d)"
)
"""The number of an account; the day of an entry that stands right behind it is none of its figures."""
PAYS = ("账", "帐", "卡", "汇款", "收款", "银行", "信用社")
"""Without one of these no account is named."""
_HOLDS = re.compile(r"\d{3}|@")
"""Without one of these a text names no number and no address."""
_MOST = 12
"""Numbers of a page beyond which it is a list of them, and changes as people come and go."""


def has_line(text: str) -> bool:
    """Whether a text names a telephone that stands on somebody's desk: who swindles has none."""
    return _LINE.search(text) is not None


def exchanged(before: Collection[Block], now: Collection[Block], own: str) -> Iterator[Alarm]:
    """Telephone numbers and addresses in whose place others stand.

    Args:
        before: the accepted page.
        now: the page as it is.
        own: the host of the page.
    """
    kept = {*before} & {*now}
    # Of most pages the same blocks stand there, or only others without a number.
    if not _contacts({*before} - kept) or not _contacts({*now} - kept):
        return
    was, new = _contacts(before), _contacts(now)
    gone, came = was.keys() - new.keys(), new.keys() - was.keys()
    if len(was) > _MOST:
        return
    areas = {was[each][1] for each in was if was[each][0] == "line"}
    for number in sorted(came):
        kind, detail = new[number]
        instead = sorted(each for each in gone if _alike(was[each][0], kind))
        if not instead:
            continue
        why = _strange(kind, detail, was[instead[0]], areas, own)
        grave = why and not (kind == "mail" and has_mailboxes(detail))
        what = f"联系方式 {instead[0]} 换成了 {number}" + (f"，{why}" if why else "，请核对是不是本单位改的")
        yield Alarm(
            "contact", f"exchanged:{without_numbers(number)}", without_numbers(what), without_numbers(number),
            Severity.VIOLATION if grave else Severity.WARNING,
        )  # fmt: skip


def _alike(before: str, now: str) -> bool:
    calls = {"line", "hotline", "mobile", "free", "abroad"}
    return before == now or (before in calls and now in calls)


def _strange(kind: str, detail: str, before: tuple[str, str], areas: set[str], own: str) -> str:
    """In Chinese, why no office would have changed it so; empty where one may have."""
    if kind == "mail":
        ours = before[1].endswith(OFFICIAL) or own.endswith(before[1])
        return "公务邮箱换成了别处的邮箱" if ours and not detail.endswith(OFFICIAL) and not own.endswith(detail) else ""
    if kind == "hotline" or (kind == before[0] and kind != "line"):
        return ""
    if kind == "line":
        return "是外地的号码" if areas and detail not in areas else ""
    return {
        "mobile": "热线换成了手机号" if before[0] == "hotline" else "固定电话换成了手机号",
        "free": "本地电话换成了商家的号码",
        "abroad": "是境外的号码",
    }[kind]


def _contacts(blocks: Iterable[Block]) -> dict[str, tuple[str, str]]:
    """By number, or address, its kind and what tells whose it may be."""
    contacts: dict[str, tuple[str, str]] = {}
    for block in blocks:
        if _HOLDS.search(block.text) is None:
            continue
        text = ACCOUNT.sub(" ", block.text)
        for match in _LINE.finditer(text):
            contacts[f"{match[1]}-{match[2]}"] = ("line", match[1])
        for kind, pattern in (("abroad", _ABROAD), ("mobile", _MOBILE), ("free", _FREE)):
            for match in pattern.finditer(text):
                contacts[match[match.lastindex or 0]] = (kind, "")
        for match in _HOTLINE.finditer(text):
            contacts[match[1]] = ("hotline", "")
        for match in _MAIL.finditer(text):
            contacts[match[0].lower()] = ("mail", match[1].lower())
    return contacts
