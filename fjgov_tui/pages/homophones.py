"""Words that are written with other characters, so that no search finds them: alike, old, or sounding so."""

from __future__ import annotations

import re

_PAIRS = (
    "愽博慱博搏博亞亚髙高軆体躰体體体骵体門门電电娛娱娯娱樂乐賭赌錢钱綵彩釆彩發发髮发貸贷萬万魚鱼雲云開开龍龙馬马辦办學学"
    "歷历駕驾証证證证槍枪藥药無无網网註注冊册領领黃黄視视頻频線线壓压現现專专業业臺台國国際际會会員员優优戶户儲储獎奖號号買买賣卖"
)
"""Each character that is written for another, and that one."""
_ALIKE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
_SOUND = (
    (re.compile(r"菠[菜采彩](?=论坛|导航|平台|网址?$|公司|娱乐|评级|排行|策略|白菜|大全|app|送|源码|包网)"), "博彩"),
    (re.compile(r"[薄伯驳泊脖铂勃][彩采](?=论坛|导航|平台|网|公司|娱乐|app)"), "博彩"),
    (
        re.compile(
            r"[堵杜肚渡][博搏](?=网|平台|论坛|技巧|娱乐|app)|[堵杜睹]球(?=网|平台|app)|网[堵杜睹](?=平台|网)|睹博"
        ),
        "赌博",
    ),
    (re.compile(r"袋开发票|[代袋]开(?:发[漂嘌飘瓢鏢]|法[票漂嘌飘瓢])|代开fa票"), "代开各类发票"),
    (re.compile(r"发[嘌鏢]"), "发票"),
    (re.compile(r"(?:[棋琪骐][排湃]|[琪骐]牌)(?=游戏|平台|网|娱乐|下载|app)"), "棋牌"),
    (re.compile(r"祼聊|裸[撩廖]"), "裸聊"),
    (re.compile(r"[百佰陌][家佳嘉][乐楽勒]"), "百家乐"),
    (re.compile(r"(?:[夏吓][注柱]|下柱)(?=网|平台|站|app|官网)"), "下注"),
    (re.compile(r"(?:无抵押|黑户|当天|秒批)[袋带待]款"), "黑户秒批贷款"),
    (re.compile(r"美高梅(?=电子|娱乐|国际|平台|网址|官网|棋牌|真人|体育|手机|app)"), "澳门平台"),
)
"""Words that sound like those of a trade, where what follows leaves no doubt."""
_APART = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[·.。\-_*★☆◆●|/~+^、丨 \u2600-\u27bf\ufe0f\U0001f000-\U0001faff]{1,2}"
    r"[\u4e00-\u9fff](?![\u4e00-\u9fff])){2,12}"
)
"""Single characters with something between each."""
_BETWEEN = re.compile(r"[^\u4e00-\u9fff]")


def unmasked(text: str) -> str:
    """A text with the characters for which others are written; for searching alone.

    Args:
        text: as `normal` makes it.
    """
    plain = _APART.sub(lambda match: _BETWEEN.sub("", match[0]), text.translate(_ALIKE))
    for pattern, word in _SOUND:
        plain = pattern.sub(word, plain)
    return plain
