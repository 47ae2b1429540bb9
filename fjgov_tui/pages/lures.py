"""What lures visitors away: prizes that cost a fee, tips for the stock market, official programs of a stranger's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.contacts import has_line
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import Link, ParsedPage
from fjgov_tui.pages.signs import IN_ADDRESS, INSTALLED, PRIZES, TIPS, WRITTEN_IN_CODE
from fjgov_tui.pages.swindles import notes_around, warned
from fjgov_tui.pages.unpacking import in_address

_WON = re.compile(
    r"(?:恭喜|祝贺)\s?(?:您|你)[^。；;]{0,30}?(?:中奖|获得|获赠|抽中|被抽|被选|选中|幸运|大奖|[一二三特]等奖)"
    r"|(?:您|你)(?:的\S{1,10})?(?:已经?|被)\S{0,12}?(?:抽|选|评)\S{0,4}?(?:幸运|中奖|获奖|[一二三特]等奖)|(?:您|你)已?(?:经)?(?:中奖|中了\S{0,4}奖)"
    r"|(?:您|你)是\S{0,10}第?\d{3,}\S{0,4}(?:访客|访问者|用户|网友|游客)[^。；;]{0,30}?(?:获得|奖金|奖品|现金|大奖)"
)
"""Who reads it has won something of which he knew nothing."""
_FEE = re.compile(
    r"(?:先|预先|须|需|请|应)\S{0,8}?(?:缴纳?|交纳?|支付|付|汇|打)\S{0,10}?"
    r"(?:手续费|公证费|保证金|所得税|税金|税款|风险金|邮费|运费|工本费|押金|认证金|激活费|\d{2,} ?元)"
)
_TAKES_PRIZE = re.compile(r"领奖|领取|兑奖|抽奖|查看|点击|点此|立即|进入|填写|登记|认领|确认|拆")
_TIP = re.compile(
    r"涨停|牛股|荐股|(?:内部|炒|荐|免费|推|打新)\S{0,4}?股票?\S{0,4}?群|股票\S{0,4}?群|带单老师|老师带单|跟单(?:群|老师|操作)|喊单|稳赚|日赚\d|内幕消息"
)
_JOIN = re.compile(
    r"扫码|扫一扫|二维码|加\S{0,8}?(?:微信|[vV]信|薇信|QQ|qq|钉钉|群|老师|助理|助教)|[进入]\S{0,6}?群|免费领"
)
_OFFICIAL = re.compile(
    r"国家反诈|反诈中心|国务院客户端|学习强国|个人所得税|交管12123|12123|国家医保|医保服务平台|电子社保卡|掌上12333|数字人民币|国家政务服务|云闪付|铁路12306"
)
"""Programs of the state that are handed out by itself and by the usual shops alone."""
_PROGRAM = re.compile(r"\.(?:apk|exe|msi|ipa|mobileconfig|plist|scr|hta)(?:$|[?#&])", re.IGNORECASE)
_CARRIES = "a[href*='data:' i],area[href*='data:' i],form[action*='data:' i],[formaction*='data:' i]"
_PAGE = re.compile(
    r"\s*data\s*:\s*(?:text/(?:html|xml|xsl)|application/(?:xhtml\+xml|xml)|(?P<drawn>image/svg))", re.IGNORECASE
)
_ACTS = re.compile(r"<script|\bon[a-z]{3,20}\s*=|<foreignobject|<a\b", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//([\w.-]{4,100})", re.IGNORECASE)
_MOST = 60


def lures(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """What promises something that no office does, or gives itself out for what the state hands out.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    standing = page.signs
    if not standing.isdisjoint(PRIZES):
        yield from _prizes(page, near)
    if not standing.isdisjoint(TIPS):
        yield from _tips(page)
    if not standing.isdisjoint(INSTALLED):
        yield from _official_programs(page, near)
    if not standing.isdisjoint({*IN_ADDRESS, *WRITTEN_IN_CODE}) and b"data" in page.lower:
        yield from _pages_in_addresses(page)


def _prizes(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A prize for whoever reads it, behind a fee or at a stranger's."""
    # One pass tells that there is none, as on nearly every page.
    if not _WON.search(page.visible):
        return
    strange = [link for links in page.origins.values() if near.outside(links[0].url) for link in links[:_MOST]]
    texts = (index for index, text in page.flat.texts.items() if any(word in text for word in PRIZES))
    for index in islice(texts, _MOST):
        for up, note in notes_around(page, index):
            if warned(note):
                break
            won = _WON.search(note)
            if won and (_FEE.search(note) or any(map(_TAKES_PRIZE.search, _inside(page, up, strange)))):
                yield Alarm("title", "prize", f"骗人中奖的窗口：“{won[0][:40]}”", note[:300])
                return


def _inside(page: ParsedPage, up: int, links: list[Link]) -> Iterator[str]:
    """The texts of those links that stand in an element."""
    end = page.flat.ends[up]
    yield from (link.text or "点击" for link in links if up < link.index < end)


def _tips(page: ParsedPage) -> Iterator[Alarm]:
    """A group or a teacher who knows which shares will rise."""
    if not (_TIP.search(page.visible) and _JOIN.search(page.visible)):
        return
    texts = (index for index, text in page.flat.texts.items() if any(word in text for word in TIPS))
    for index in islice(texts, _MOST):
        for _, note in notes_around(page, index):
            if warned(note) or has_line(note):
                break
            tip, joins = _TIP.search(note), _JOIN.search(note)
            if tip and joins:
                yield Alarm("title", "called-away", f"叫人加群、加人跟着炒股：“{tip[0]}……{joins[0]}”", note[:300])
                return


def _official_programs(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A program that is called like one of the state's, and comes from a stranger."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            if _PROGRAM.search(link.url) and (named := _OFFICIAL.search(_words(page, link))):
                what = f"写着“{named[0]}”的下载链接，其实是外站 {host} 的程序"
                yield Alarm("outbound", host, what, link.url[:300])
                return


def _words(page: ParsedPage, link: Link) -> str:
    """What a link and the pictures in it say."""
    node = page.flat.nodes[link.index]
    captions = [picture.attributes.get("alt") or "" for picture in node.css("img[alt]")[:_MOST]]
    return " ".join([link.text, node.attributes.get("title") or "", node.attributes.get("download") or "", *captions])


def _pages_in_addresses(page: ParsedPage) -> Iterator[Alarm]:
    """A link or a form whose address is a whole page of its own: nobody can see where it leads."""
    for node in page.tree.css(_CARRIES)[:_MOST]:
        attributes = node.attributes
        for name in ("href", "action", "formaction"):
            address = (attributes.get(name) or "").strip()
            carried = _PAGE.match(address)
            inside = in_address(address) if carried else ""
            if carried is None or (carried["drawn"] and not _ACTS.search(inside)):
                continue
            leads = _HOST.search(inside)
            what = f"，里面通向 {leads[1][:60]}" if leads else ""
            words = " ".join(node.text().split())[:30]
            yield Alarm("script", "page-in-address", f"链接“{words}”的网址里装着一整个网页{what}", inside[:300])
            return
