"""What on a page leads elsewhere than it did: links, pictures to scan, documents, accounts to pay into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.contacts import ACCOUNT
from fjgov_tui.pages.hosts import host_of, in_cloud, registered
from fjgov_tui.pages.owned import own_of
from fjgov_tui.pages.payees import an_offices, no_office, warns
from fjgov_tui.pages.reaches import ACCOUNTS, AWAY, CARDS, HOME, READ_MORE
from fjgov_tui.pages.shot import Block, Shot

_FEWEST_LETTERS = 4
"""Of a name that says whose it is."""
_MOSTLY = 0.7
"""As much of the longer name the shorter one has to be: with a word behind it, it is another's."""
_TO_SCAN = re.compile(r"二维码|扫码|扫一扫|微信|公众号|小程序|微博|抖音|客户端|(?i:\bapp\b)|支付|缴费")
"""What a picture says that visitors point their telephones at."""


_OFFICE = re.compile(r"红十字会|慈善(?:总会|会|协会)|财政(?:局|所|专户)|国库|税务局|人民政府|管理委员会")
"""Into whose account is paid when a county collects; it is told all the same, for who pays should ask there."""
_CARD = re.compile(r"(?<!\d)62\d{14,17}(?!\d)")
"""The number of a card, as people have them; an office has an account."""


def turned(base: Shot, now: Shot, known: frozenset[str]) -> Iterator[Alarm]:
    """Everything that under the same words, or with the same picture, leads to somebody else now.

    Args:
        base: the accepted page.
        now: the page as it is.
        known: foreign hosts of the accepted page.
    """
    yield from _exchanged_entries(base, now)
    yield from _repacked(base, now)
    yield from _turned(base, now, known)
    yield from _turned_pictures(base, now, known)


def _turned(base: Shot, now: Shot, known: frozenset[str]) -> Iterator[Alarm]:
    """Links and codes to scan that under the same words lead to, or come from, a stranger now."""
    if not now.outbound - known:
        return
    before, after = _by_words(base.blocks), _by_words(now.blocks)
    for block in now.blocks:
        host, words = host_of(block.url), (block.tag, block.text)
        led = before.get(words, set())
        if not led or host not in now.outbound - known:
            continue
        if block.tag == "img":
            what = f"图片“{block.text[:30]}”原来不在外站，现在取自外站 {host}"
        elif led.isdisjoint(known):
            what = f"原来不指向外站的链接“{block.text[:30]}”现在指向外站 {host}"
        elif len(led) == 1 and after[words] == {host} and not led & now.outbound and not _moved(min(led), host):
            what = f"链接“{block.text[:30]}”原来指向 {min(led)}，现在指向另一个外站 {host}"
        else:
            continue
        # Whom the words name may have moved to another house of the same name.
        moved = block.tag == "a" and led <= known and own_of(host, block.text, base.title, base.url)
        yield Alarm(
            "outbound", f"turned:{host}", what, block.url[:300], Severity.WARNING if moved else Severity.VIOLATION
        )


def _turned_pictures(base: Shot, now: Shot, known: frozenset[str]) -> Iterator[Alarm]:
    """Links without words, as around pictures, that lead to a stranger now while the pictures are those that were."""
    silent = [[block.url for block in shot.blocks if block.tag == "a" and not block.text] for shot in (base, now)]
    pictures = [[block for block in shot.blocks if block.tag == "img"] for shot in (base, now)]
    if len(silent[0]) != len(silent[1]) or pictures[0] != pictures[1]:
        return
    strangers = now.outbound - known
    for was, led in zip(*silent, strict=True):
        if (host := host_of(led)) in strangers and host_of(was) == host_of(base.url):
            what = f"图片没有换，上面的链接原来指向本站，现在指向外站 {host}"
            severity = Severity.WARNING if in_cloud(host) else Severity.VIOLATION
            yield Alarm("outbound", f"turned:{host}", what, led[:300], severity)


def _moved(before: str, now: str) -> bool:
    """Whether one name is the other one under another ending: a friend who moved house, not somebody in his place."""
    names = sorted((registered(host).partition(".")[0] for host in (before, now)), key=len)
    nearly = len(names[0]) >= _MOSTLY * len(names[1])
    return len(names[0]) >= _FEWEST_LETTERS and names[0] in names[1] and nearly


def _by_words(blocks: Iterable[Block]) -> dict[tuple[str, str], set[str]]:
    """Of links, and of pictures that are codes to scan, the hosts by tag and words."""
    hosts: dict[tuple[str, str], set[str]] = {}
    for block in blocks:
        if (block.tag == "a" and len(block.text) > 1) or (block.tag == "img" and _TO_SCAN.search(block.text)):
            hosts.setdefault((block.tag, block.text), set()).add(host_of(block.url))
    return hosts


_FILE = re.compile(r"(?P<stem>.*/[^/?#]+)\.(?P<kind>docx?|xlsx?|pptx?|wps|et|pdf|ofd|zip|rar|7z|exe|scr|js|lnk|iso)$")
_PACKED = frozenset({"zip", "rar", "7z", "exe", "scr", "js", "lnk", "iso"})


def _repacked(base: Shot, now: Shot) -> Iterator[Alarm]:
    """Documents in whose place, under the same words and the same name, an archive or a program lies."""
    came = {*now.blocks} - {*base.blocks}
    before = {block.text: block.url for block in base.blocks if block.tag == "a"} if came else dict[str, str]()
    for block in now.blocks:
        if block.tag != "a" or block not in came or block.text not in before:
            continue
        was, new = _FILE.match(before[block.text].lower()), _FILE.match(block.url.lower())
        if was and new and was["stem"] == new["stem"] and was["kind"] not in _PACKED and new["kind"] in _PACKED:
            what = f"附件“{block.text[:30]}”原来是文档，现在同一个名字的是压缩包或程序（.{new['kind']}）"
            yield Alarm("outbound", f"repacked:{block.url[-80:]}", what, block.url[:300])


def _exchanged_entries(base: Shot, now: Shot) -> Iterator[Alarm]:
    """Accounts to pay into that the accepted page had not, and entries of scripts that lead to strangers now."""
    came = now.reaches - base.reaches if READ_MORE in base.reaches else frozenset[str]()
    for entry in sorted(came):
        kind, _, rest = entry.partition(" ")
        title, _, host = rest.partition(" ")
        if kind == ACCOUNTS:
            gone = any(each.startswith(f"{ACCOUNTS} ") for each in base.reaches - now.reaches)
            what = "页面上的收款账号换了" if gone else "页面上多出一个收款账号"
            why = "是个人的银行卡" if f"{CARDS} {rest}" in now.reaches and gone else _no_office(base, now)
            # An office changes its bank; what is new without an office's name behind it is nobody's.
            grave = why or not (gone or _of_an_office(base, now))
            severity = Severity.VIOLATION if grave else Severity.WARNING
            message = f"{what}，{why}" if why else what
            yield Alarm("contact", f"account:{rest}", f"{message}：请和收款单位核对", severity=severity)
        elif kind == AWAY and f"{HOME} {title}" in base.reaches:
            yield Alarm("outbound", f"turned:{host}", f"脚本里的一条原来指向本站，现在指向外站 {host}", host)


def _came(base: Shot, now: Shot) -> Iterator[tuple[str, str]]:
    """The texts that came, each also behind the one before it: a label may stand in a line of its own."""
    old = {*base.blocks}
    for before, block in pairwise((Block("", "", ""), *now.blocks)):
        if block not in old:
            yield block.text, f"{before.text} {block.text}"


def _no_office(base: Shot, now: Shot) -> str:
    """In Chinese, why an account that came can be no office's."""
    return next(filter(None, (no_office(text) for _, text in _came(base, now) if not warns(text))), "")


def _of_an_office(base: Shot, now: Shot) -> bool:
    """Whether every line with an account that came names an office to which it belongs, and none a person's card."""
    came = [pair for pair in _came(base, now) if ACCOUNT.search(pair[0])]
    return bool(came) and all(
        warns(text) or ((_OFFICE.search(text) or an_offices(labelled)) and not _CARD.search(text))
        for text, labelled in came
    )
