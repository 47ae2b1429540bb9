"""What asks visitors for money, for their names or to call, where no office would: in plain words, whoever's host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours, host_of
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.trade import BAITS, DRAWING, signs, speaks_against

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
_SECRET = re.compile(
    r"(?:取款|支付|交易|银行卡|卡片?|查询)密码|CVV2?|安全码|卡?有效期|(?:短信|手机|动态)?验证码", re.IGNORECASE
)
_CALLS_AWAY = re.compile(
    r"(?:加|添加|加入|进入?|扫码加?入?)\s?\S{0,10}?(?:QQ|微信|企业微信|钉钉|专员|客服|工作人员)\S{0,4}(?:群|号|[:：]?\s?[a-z0-9_-]{5,})"
    r"|扫码(?:加入|进)\S{0,12}群|(?:QQ|微信)群[:：]?\s?\d{5,}",
    re.IGNORECASE,
)
_MONEY = re.compile(r"补贴|补助|津贴|退费|退款|退税|救助|消费券|领取|申领|认证|激活|办理")
_WALLET = re.compile(r"(?<![\w/])(?:T[1-9A-HJ-NP-Za-km-z]{33}|0x[0-9a-fA-F]{40}|bc1q[a-z0-9]{20,60})(?![\w/])")
"""To where money goes that nobody gets back."""
_PRESS = re.compile(
    r"(?:立即|立刻|点击|点此|点我|马上|去|前往|重新|我要|开始|一键|在线|确认)\S{0,4}"
    r"(?:领取|申领|认领|补领|认证|激活|核验|核实|验证|登记|填报|登录|更新|补录|绑定|解冻|申报|办理|进入|查看|查询|处理|申请)"
)
"""What stands on a button."""
_STOPPED = re.compile(
    r"(?:医保|社保|养老|银行卡|ETC|公积金|身份证?|账户|证照?|驾驶?证)\S{0,10}(?:停用|冻结|失效|过期|注销|异常|暂停|未认证|未年审)",
    re.IGNORECASE,
)
_UP = 3
_MOST = 60


def swindles(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Who asks for what no office asks for so.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    standing = signs(page)
    if not standing.isdisjoint(BAITS):
        yield from _said(page)
        yield from _asked_for(page)
        yield from _to_press(page, near)
    if DRAWING in standing:
        for node in page.tree.css("animate[values*='script:' i],set[to*='script:' i],animate[to*='script:' i]")[:_MOST]:
            text = node.attributes.get("values") or node.attributes.get("to") or ""
            yield Alarm("script", "animated", "图形里的动画把链接换成一段程序", text[:300])
            return


def _said(page: ParsedPage) -> Iterator[Alarm]:
    """A wallet, or a call to come away for money, in a text that somebody reads."""
    for text in page.flat.texts.values():
        if len(text) > LONGEST_NOTE:
            continue
        if wallet := _WALLET.search(text):
            yield Alarm("contact", "wallet", f"页面上写着虚拟币的收款地址：{wallet[0][:8]}……", text[:60])
            return
        called = _CALLS_AWAY.search(text) if _MONEY.search(text) else None
        if called and not speaks_against(text):
            yield Alarm("title", "called-away", f"叫人加群、加私人账号来领钱、办事：“{text[:40]}”", text[:300])
            return


def _asked_for(page: ParsedPage) -> Iterator[Alarm]:
    """A form that asks for a bank card along with what only its bank may ask for."""
    for form in page.tree.css("form")[:_MOST]:
        said = " ".join(
            [
                form.text(),
                *(
                    f"{attributes.get('placeholder') or ''} {attributes.get('name') or ''}"
                    for attributes in (field.attributes for field in form.css("input")[:_MOST])
                ),
            ]
        )
        if _BANK_CARD.search(said) and (_SECRET.search(said) or form.css_first("input[type=password i]") is not None):
            what = "页面的表单要人填银行卡号和密码、验证码，政府网站不会这样问"
            yield Alarm("script", "form:bank-card", what, " ".join(said.split())[:300])
            return


def _to_press(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A button that leads to a stranger, in a note by which people come for money or fear for their cards."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            if not _PRESS.search(link.text):
                continue
            up = page.flat.parents[link.index]
            for _ in range(_UP):
                text = page.flat.text_of(up) if up > 0 else ""
                if not text or len(text) > LONGEST_NOTE:
                    break
                if (CLAIM.search(text) or _STOPPED.search(text)) and not speaks_against(text):
                    what = f"叫人来领钱、认证、登记的“{link.text[:20]}”指向外站 {host_of(link.url)}"
                    yield Alarm("outbound", host, what, link.url[:300])
                    return
                up = page.flat.parents[up]
