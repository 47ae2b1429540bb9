"""By which way people are to come: for money or goods an office names a desk, never a messenger, a purse or a stranger.

The words of swindlers change by the month; what stays is that they have to be reached, and that no desk is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.contacts import has_line
from fjgov_tui.pages.frauds import DESK, QUOTED, small_notes
from fjgov_tui.pages.hosts import Neighbours, has_mailboxes
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import CHANNELS
from fjgov_tui.pages.swindles import CLAIM, LONGEST_NOTE, STOPPED, warned

_MESSENGER = re.compile(
    r"(?:QQ|扣扣|企鹅)(?:群|号)?\s?[:：]?\s?\d{5,11}|(?:微信|薇信|威信|[vV]信|\bvx|(?<![A-Za-z])[vV](?=[:：]))(?!公众|小程序|视频号|扫)\S{0,6}?\s?[:：]?\s?[A-Za-z][\w-]{4,}"
    r"|wxid_\w{3,}|(?:(?<![a-z])tg|telegram|电报|纸?飞机|whatsapp)\S{0,3}\s?[:：@]\s?@?\w{4,}|\bt\.me/\w{4,}",
    re.IGNORECASE,
)
"""Somebody at a messenger, by his name there."""
_PUBLIC = re.compile(
    r"公众号|公众平台|订阅号|服务号|视频号|小程序|关注|官方微信|政务微信|微博|技术支持|网站(?:建设|维护|制作)|助农|读者|志愿者|招募|学堂|图书馆|文化馆|纳税人|家长群|农户|合作社|[/每]斤|消费帮扶"
)
"""Of whom everybody may have the name, and who made the page."""
_PRICED = re.compile(
    r"转账|收款|\d\s?(?:元|块|万|[uU](?![a-z]))|[一二三五六八十百]+万|补贴|补助|津贴|补偿|扶持金|助学金|退费|退款|退税|贷款?(?!款)|到账"
    r"|佣金|返利|日[薪结赚]|月薪|高薪|代办|代评|代考|包过|出证|收购|出售|买卖|出租|出借|转让|认购|集资|答案|试题|删帖|发稿|外包|刻章"
    r"|内部(?:渠道|名额|认购|处理|价|关系|指标|消息|资料|试题)|(?:低保|廉租房|公租房|残疾证|贫困户|危房改造|公益岗)\S{0,8}?(?:名额|指标)|领取\S{0,8}(?:金|款|红包|福利)"
)
"""What is promised, or asked for."""
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)")
_SHADY = re.compile(
    r"代办|代评|代考|包过|出证|内部(?:渠道|名额|认购|处理|价|关系|指标|消息|资料)|低价|全款|当日?到账|无需材料|无抵押|认购|返利|终身受益|货到付款"
    r"|贷款?\S{0,10}?(?:利率低|经理|秒|快|专属)|保证金\S{0,8}?(?:支付宝|微信)|纪念币|提取\S{0,12}?代|家属院|(?:入学|购房|编制)指标|[可包]安排(?:工作|副科|编制)"
)
_SCAN = re.compile(r"扫码|扫一扫|扫描|二维码")
_PAID_BY_CODE = re.compile(
    r"(?:缴纳?|交纳?|支付|付款?|转)\S{0,8}?(?:检修费|保证金|押金|认证费|激活费|解冻费)|工本费\S{0,12}?(?:否则|停用|逾期|注销)|预付\S{0,8}?费|抢购|认购"
    r"|(?:填写|输入|提供)\S{0,20}?(?:银行卡\S{0,6}密码|支付密码|取款密码)|(?:您|你)的\S{0,14}?(?:已|将|今日)\S{0,6}?(?:过期|失效|停用|冻结)\S{0,20}?(?:认证|激活|更新|核验)"
)
_AFRAID = re.compile(
    r"填写?\S{0,4}(?:银行卡|身份证)|(?:优待|补偿|救助|扶持|抚恤|奖励)\S{0,2}[金款]\S{0,12}?(?:领取|补发|登录|下载)|(?:您|你)有\S{0,10}?(?:未|待)\S{0,2}(?:处理|领取|缴纳?|支付)|传票|(?:元|款|金)\S{0,2}待领取|(?:违章|违法|罚款)\S{0,16}?(?:链接|点击|缴)|送\S{0,4}(?:福利|手机|礼品|好礼)|年化\s?\d+|充值\S{0,8}?送"
)
_PRESSED = re.compile(
    r"^\S{0,4}(?:点击|点此|点我|查看|下载|注册|登录|进入|打开|领取|参与|处理|缴费)\S{0,6}$|^https?:|^(?:[\w-]+\.){1,4}[a-z]{2,8}\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[\w-]{1,40}\.){1,4}[a-z]{2,8})(?![\w.-])", re.IGNORECASE | re.ASCII
)
_MAIL = re.compile(r"[\w.+-]{1,40}@([\w-]{1,40}(?:\.[\w-]{1,40}){1,3})", re.ASCII)
_PAPERS = re.compile(r"身份证\S{0,6}(?:正反面|照片|复印件)|银行卡\S{0,4}(?:照片|号)|手持身份证")
_WARNS = re.compile(r"诈骗|骗|谨防|防范|警惕|冒充|名义|非法|辟谣|案例|不会|不要|切勿|请勿|破获|严禁")
"""Words of those who warn, and of nobody who only reminds."""
_MOST = 60
_LONGEST_PRESSED = 40
"""Characters of what stands on a button, or of an address that is written out."""


@dataclass(frozen=True)
class _Way:
    """What a note holds by which people shall come."""

    what: str
    """In Chinese."""
    signs: tuple[re.Pattern[str], ...]
    clears: re.Pattern[str]


_WAYS = (
    _Way("叫人找私人的聊天账号来领钱、办事、买卖", (_MESSENGER, _PRICED), _PUBLIC),
    _Way("留手机号揽生意，像是骗局", (_MOBILE, _SHADY), DESK),
    _Way("叫人扫码交钱、交密码、限时认证", (_SCAN, _PAID_BY_CODE), DESK),
)


def channels(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Notes by which people shall come for money or goods, and not to a desk.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    words = tuple(page.signs & CHANNELS)
    texts = page.flat.texts.items() if words else ()
    holding = (index for index, text in texts if len(text) <= LONGEST_NOTE and any(map(text.lower().count, words)))
    for index in islice(holding, _MOST):
        notes = [text for _, text in small_notes(page, index)]
        if any(_WARNS.search(note) or has_line(note) for note in notes):
            continue
        quiet = not any(warned(note) or QUOTED.search(note) for note in notes)
        ways = (_way(note, near) if quiet else _to_strangers(note, near) for note in notes)
        if what := next(filter(None, ways), ""):
            yield Alarm("title", "called-away", f"{what}：“{notes[0][:40]}”", notes[-1][:300])
            return
    yield from _pressed(page, near)


def _way(note: str, near: Neighbours) -> str:
    """In Chinese, what is wrong with the way by which a note has people come; empty where nothing is."""
    for way in _WAYS:
        if all(sign.search(note) for sign in way.signs) and not way.clears.search(note):
            return way.what
    if _PAPERS.search(note) and any(has_mailboxes(host) for host in _MAIL.findall(note)):
        return "叫人把证件、银行卡发到人人可以申请的邮箱"
    return _to_strangers(note, near)


def _to_strangers(note: str, near: Neighbours) -> str:
    """The same of a stranger's address that is written out in the note."""
    if not (
        CLAIM.search(note) or STOPPED.search(note) or _AFRAID.search(note) or _PAPERS.search(note) or "银行卡" in note
    ):
        return ""
    bare = _MAIL.sub(" ", note)
    host = next((host for host in _WRITTEN.findall(bare) if near.outside(f"http://{host.lower()}/")), "")
    return f"叫人到外站 {host[:60]} 领钱、认证、登记" if host and not DESK.search(note) else ""


def _pressed(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A link to a stranger in a note that frightens people, or promises something."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            if len(link.text) > _LONGEST_PRESSED or not _PRESSED.search(link.text):
                continue
            notes = [text for _, text in small_notes(page, link.index)]
            if any(_WARNS.search(note) or has_line(note) or DESK.search(note) for note in notes):
                continue
            if any(map(_AFRAID.search, notes)):
                yield Alarm("outbound", host, f"吓人或许诺好处的“{link.text[:20]}”指向外站 {host}", link.url[:300])
                return
