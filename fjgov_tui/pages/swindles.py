"""What asks visitors for money, for their names or to call, where no office would: in plain words, whoever's host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.contacts import has_line
from fjgov_tui.pages.hosts import Neighbours, host_of, nameless
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.payees import person_named
from fjgov_tui.pages.signs import BAITS, DRAWING, PAYEES, PICTURE

CLAIM = re.compile(
    r"(?:补贴|补助|津贴|社保|社会保障|医保|医疗保险|公积金|退税|个税|退款|退费|赔付|ETC|养老金|养老保险|稳岗|消费券|抚恤金|奖金|救助金|低保|红包|资格|身份证?|证书|电子证照"
    r"|银行卡|收款|积分|福利)\S{0,16}(?:领取|申领|认领|补领|认证|年审|年检|激活|核验|核实|验证|登记|填报|登录|到账|更新|补录|缴纳|缴费|绑定|申报)"
    r"|先[交付缴].{0,6}(?:保证金|手续费|押金|定金)|(?:补贴|补助|津贴|救助金).{0,30}加(?:QQ|微信)群"
    r"|(?:领取|申领|认领|补领|激活|认证|核验|登记|填报)\S{0,16}(?:补贴|补助|津贴|社保|医保|公积金|退税|ETC|养老金|消费券|奖金|救助金|福利|身份|资格)",
    re.IGNORECASE,
)
"""What people are asked to come for with their names and cards."""
LONGEST_NOTE = 300
"""Characters of what stands around a link or a picture, and says what it is for."""
_BANK_CARD = re.compile(r"银行卡|储蓄卡|借记卡|信用卡|card_?(?:no|num)", re.IGNORECASE)
_ASKS_FOR = (
    "input[type=password i],input[name*='card' i],input[name*='cvv' i]"
    ",input[placeholder*='卡号'],input[placeholder*='银行卡']"
)
_SECRET = re.compile(
    r"(?:取款|支付|交易|银行卡|卡片?|查询)密码|CVV2?|安全码|卡?有效期|(?:短信|手机|动态)?验证码", re.IGNORECASE
)
_CALLS_AWAY = re.compile(
    r"(?:加|添加|加入|进入?|扫码加?入?)\s?\S{0,10}?(?:QQ|微信(?!公众|小程序|视频号)|企业微信|钉钉|专员|客服|工作人员)\S{0,4}(?:群|号|[:：]?\s?[a-z0-9_-]{5,})"
    r"|扫码(?:加入|进)\S{0,12}群|(?:QQ|微信)群[:：]?\s?\d{5,}",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"补贴|补助|津贴|退费|退款|退税|救助|消费券|领取|申领|认证|激活|办理|投\S{0,6}返|日返|返利|分红|稳赚|保本|工本费|保证金"
)
_PRIVATE_ACCOUNT = re.compile(
    r"(?:汇|转账?|打款?|缴纳?|付款?|支付)(?:至|到|入|给|进)\S{0,4} ?\S{0,10} ?(?:个人|私人|本人)\S{0,2}(?:账|帐|卡)"
    r"|[转汇存](?:入|到|至)\S{0,6}安全账户"
)
_AGENT = re.compile(
    r"加\s?\S{0,6}?(?:QQ|微信|[vV]信|vx|薇信|企业微信|钉钉|电报|telegram)\S{0,3}[:：]?\s?[a-z0-9][a-z0-9_-]{4,}",
    re.IGNORECASE,
)
_ADDS = re.compile(r"加\s?\S{0,6}?(?:QQ|微信|[vV]信|vx|薇信|企业微信|钉钉|电报|telegram)", re.IGNORECASE)
_LURES = re.compile(
    r"网贷|下款|放款|套现|退费|退款|认证金|先[交付缴]|(?:代办|办理)\S{0,6}(?:低保|社保|养老金|退养老|户口|学历|资格证)|包(?:过|办|下)|内部(?:渠道|名额|指标)|返利|日返|分红|稳赚|保本|兼职|刷单"
    r"|领取\S{0,6}(?:补贴|补助|津贴|红包)|(?:补贴|补助|津贴|养老金)\S{0,6}(?:领取|代领|代办|到账)|押金\S{0,3}\d|\d元\S{0,4}押金"
)
"""What agents promise, or want beforehand."""
WARNS = re.compile(
    r"诈|骗|谨防|防范|警惕|冒充|名义|非法|举报|辟谣|提醒|提示|案例|不会|不要|切勿|请勿|严禁(?!\S{0,2}(?:向|打听|告))|破获|判|通报"
)
"""Words of those who warn of it; swindlers name the police, too."""
_OF_THE_POLICE = re.compile(
    r"(?:国家)?反诈(?:骗)?(?:中心|预警|专线|平台|系统|app)?|(?:涉及|涉嫌|牵涉|参与)\S{0,10}?(?:诈骗案?|犯罪)",
    re.IGNORECASE,
)
"""What those are called who fight swindlers; whoever gives himself out for them says so, too."""
_HUSH = re.compile(
    r"(?:严禁|切勿|请勿|不要|千万别|切莫|禁止|不得|勿)\s?(?:对?外传|外泄|声张|错过|延误|迟疑)|(?:切记|务必)(?:保密|勿外传)"
    r"|(?:关闭|关掉|忽略|跳过|无视|点掉)\S{0,8}?(?:安全|风险|病毒|危险)(?:提示|提醒|警告|防护)"
)
"""Who swindles wants nobody to hear of it, and no warning to be heeded."""
_CODE = re.compile(
    r"二维码|扫码|扫一扫|微信|公众号|小程序|微博|抖音|客户端|(?i:\bapp\b)|支付|缴费|收款|qr_?code|ewm|wx_|weixin",
    re.IGNORECASE,
)
"""What a picture says, or is called, at which visitors point their telephones."""
_TO_SCAN = re.compile(r"扫码|扫一扫|二维码|微信|QQ群", re.IGNORECASE)
_BADGE = re.compile(r"党政机关|事业单位(?:标识)?$|政府网站找错|网站纠错|公网安备")
"""Signs that every office's page has to bear; they lead to their registries and nowhere else."""
_WALLET = re.compile(r"(?<![\w/])(?:T[1-9A-HJ-NP-Za-km-z]{33}|0x[0-9a-fA-F]{40}|bc1q[a-z0-9]{20,60})(?![\w/])")
"""To where money goes that nobody gets back."""
_PRESS = re.compile(
    r"(?:立即|立刻|点击|点此|点我|马上|去|前往|重新|我要|开始|一键|在线|确认)\S{0,4}"
    r"(?:领取|申领|认领|补领|认证|激活|核验|核实|验证|登记|填报|登录|更新|补录|绑定|解冻|申报|办理|进入|查看|查询|处理|申请)"
)
"""What stands on a button."""
STOPPED = re.compile(
    r"(?:医保|社保|养老|银行卡|ETC|公积金|身份证?|账户|证照?|驾驶?证)\S{0,10}(?:停用|冻结|失效|过期|注销|异常|暂停|未认证|未年审)",
    re.IGNORECASE,
)
_MESSENGER = re.compile(r"微信|QQ|[vV]信|vx|薇信|钉钉|电报|telegram", re.IGNORECASE)
_UP = 3
_MOST, _MOST_PICTURES = 60, 300
_MOST_NODES = 150
"""Elements and texts of a note."""


def swindles(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Who asks for what no office asks for so.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    standing = page.signs
    if not standing.isdisjoint(BAITS):
        yield from _calls(page)
        yield from _agents(page)
        yield from _asked_for(page)
        yield from _to_press(page, near)
    if not standing.isdisjoint(PAYEES):
        yield from _paid(page)
    if PICTURE in standing:
        yield from _scanned(page, near)
    yield from _badges(page, near)
    if DRAWING in standing:
        for node in page.tree.css("animate[values*='script:' i],set[to*='script:' i],animate[to*='script:' i]")[:_MOST]:
            text = node.attributes.get("values") or node.attributes.get("to") or ""
            yield Alarm("script", "animated", "图形里的动画把链接换成一段程序", text[:300])
            return


def warned(text: str) -> bool:
    """Whether a note warns of those who ask for money."""
    return WARNS.search(frankly(text)) is not None


def frankly(text: str) -> str:
    """A note without what is no warning: the name of the police, and that nobody is to hear of it."""
    return _HUSH.sub("", _OF_THE_POLICE.sub("", text))


def _calls(page: ParsedPage) -> Iterator[Alarm]:
    """A wallet, a private account, or a call to come away for money, in a text that somebody reads."""
    flat, read = page.flat, page.visible
    # One pass tells that there is nothing, as on nearly every page.
    if not any(pattern.search(read) for pattern in (_WALLET, _PRIVATE_ACCOUNT, _CALLS_AWAY)):
        return
    for index, text in flat.texts.items():
        if len(text) > LONGEST_NOTE:
            continue
        if wallet := _WALLET.search(text):
            yield Alarm("contact", "wallet", f"页面上写着虚拟币的收款地址：{wallet[0][:8]}……", text[:60])
            return
        private, called = _PRIVATE_ACCOUNT.search(text), _CALLS_AWAY.search(text)
        if not private and not called:
            continue
        around = _note(page, flat.parents[index]) or text
        if warned(around) or not (private or (_MONEY.search(around) and not has_line(around))):
            continue
        what = "叫人把钱汇到私人账户" if private else "叫人加群、加私人账号来领钱、办事"
        yield Alarm("title", "called-away", f"{what}：“{text[:40]}”", text[:300])
        return


def _agents(page: ParsedPage) -> Iterator[Alarm]:
    """Somebody who has no telephone of an office, and promises or wants money from those who add him as a friend."""
    # One pass tells that there is nobody, as on nearly every page.
    for index, text in page.flat.texts.items() if _ADDS.search(page.visible) else ():
        if len(text) > LONGEST_NOTE or not _MESSENGER.search(text):
            continue
        for _, note in notes_around(page, index):
            called = _AGENT.search(note)
            if warned(note) or has_line(note):
                break
            if called and _LURES.search(note):
                yield Alarm("title", "called-away", f"自称能办事、领钱的人留了私人账号：“{called[0][:40]}”", note[:300])
                return


def _paid(page: ParsedPage) -> Iterator[Alarm]:
    """A fee that is to be paid into the account of a person."""
    for index, text in page.flat.texts.items():
        for _, note in notes_around(page, index) if any(word in text for word in PAYEES) else ():
            if name := person_named(note):
                what = f"叫人把钱汇到个人的账户：“{name[:1]}{'某' * (len(name) - 1)}”"
                yield Alarm("title", "private-account", what, note[:300])
                return


def _asked_for(page: ParsedPage) -> Iterator[Alarm]:
    """Fields that ask for a bank card along with what only its bank may ask for."""
    for field in page.tree.css(_ASKS_FOR)[:_MOST]:
        up = field.parent
        for _ in range(_UP):
            if up is None or up.tag in {"body", "html"}:
                break
            words = " ".join(up.text().split())
            if len(words) > LONGEST_NOTE:
                break
            names = (f"{each.get('placeholder') or ''} {each.get('name') or ''}" for each in _fields(up))
            words = f"{words} {' '.join(names)}"
            secret = _SECRET.search(words) or up.css_first("input[type=password i]") is not None
            if _BANK_CARD.search(words) and secret and not warned(words):
                what = "页面要人填银行卡号和密码、验证码，政府网站不会这样问"
                yield Alarm("script", "form:bank-card", what, words[:300])
                return
            up = up.parent


def _fields(node: LexborNode) -> Iterator[Mapping[str, str | None]]:
    yield from (field.attributes for field in node.css("input")[:_MOST])


def _badges(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A sign of the registries that leads to a stranger."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            words = link.text or _of_picture(page.flat.nodes[link.index])
            if _BADGE.search(words[:40]):
                yield Alarm("outbound", host, f"“{words[:20]}”的标识指向外站 {host}", link.url[:300])
                return


def _of_picture(link: LexborNode) -> str:
    """What a picture inside of a link says."""
    picture = link.css_first("img[alt]")
    return picture.attributes.get("alt") or "" if picture is not None else ""


def _scanned(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Pictures of strangers that people are to scan: of a host without a name, or beside a promise or a claim."""
    for node in page.tree.css("img[src*='//']")[:_MOST_PICTURES]:
        attributes = node.attributes
        host = near.outside(page.join((attributes.get("src") or "").strip()))
        if not host:
            continue
        described = " ".join(attributes.get(name) or "" for name in ("alt", "title", "src", "class", "id"))
        code = _CODE.search(described) is not None
        if code and nameless(host, page.source):
            yield Alarm("outbound", host, f"让人扫的码取自没有域名的外站 {host}", described[:200])
        elif text := _calls_to_scan(node, code=code):
            yield Alarm("outbound", host, f"叫人扫码来领钱、认证、登记，图片却取自外站 {host}", text[:200])


def _calls_to_scan(picture: LexborNode, *, code: bool) -> str:
    """What stands around a picture and asks people to come for money, or to say who they are; else empty."""
    up = picture.parent
    for _ in range(_UP):
        if up is None or up.tag == "body":
            break
        text = "".join(up.text().split())
        if len(text) > LONGEST_NOTE:
            break
        claims = CLAIM.search(text)
        asks = claims or (_MONEY.search(text) and _CALLS_AWAY.search(text)) or _BANK_CARD.search(text)
        if (code and claims) or (asks and _TO_SCAN.search(text) and not warned(text)):
            return text
        up = up.parent
    return ""


def _note(page: ParsedPage, index: int) -> str:
    """What stands in an element that is no more than a note; empty of a larger one."""
    small = index > 0 and page.flat.ends[index] - index <= _MOST_NODES
    text = page.flat.text_of(index) if small else ""
    return text if len(text) <= LONGEST_NOTE else ""


def notes_around(page: ParsedPage, index: int) -> Iterator[tuple[int, str]]:
    """The notes in which a text stands, the smallest first, each with the element that it is."""
    up = page.flat.parents[index]
    for _ in range(_UP):
        if page.flat.tags[up] in {"body", "html"} or not (note := _note(page, up)):
            return
        yield up, note
        up = page.flat.parents[up]


def _to_press(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A button that leads to a stranger, in a note by which people come for money or fear for their cards."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            if not _PRESS.search(link.text):
                continue
            up = page.flat.parents[link.index]
            for _ in range(_UP):
                if not (text := _note(page, up)):
                    break
                if (CLAIM.search(text) or STOPPED.search(text)) and not warned(text):
                    what = f"叫人来领钱、认证、登记的“{link.text[:20]}”指向外站 {host_of(link.url)}"
                    yield Alarm("outbound", host, what, link.url[:300])
                    return
                up = page.flat.parents[up]
