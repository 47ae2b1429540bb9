"""What a page tells machines that read it for people: orders to assistants and crawlers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import CODES, ORDERS

_ORDER = re.compile(
    r"(?:ignore|disregard|forget|override)\s(?:all\s|any\s|the\s|your\s|of\s|these\s){0,3}"
    r"(?:previous|prior|above|earlier|preceding|system|former)\s(?:\w{1,12}\s)?(?:instructions?|prompts?|rules?|messages?|guidelines?|directions?)"
    r"|(?:忽略|无视|忘记|忘掉|抛弃|不要理会|丢弃)(?:掉|你)?(?:之前|以上|先前|前面|此前|上述|上面|前述|原有|系统|所有|全部|一切){1,2}"
    r"\S{0,6}?(?:指令|提示词?|指示|命令|设定|规则|对话)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:AI|LLMs?|GPTs?|chatbots?|crawlers?)\b|chatgpt|assistants?\b|language model"
    r"|人工智能|智能助手|大模型|语言模型|AI ?助手|爬虫|智能体|system (?:note|prompt)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:当|如果|若|凡|一旦)\S{0,4}?(?:用户|有人|使用者|网友|访客|群众)\S{0,6}?(?:询问|问|提问|咨询|查询|搜索)"
    r"|(?:when|if|whenever)\s(?:\w+\s){0,3}?(?:users?|people|anyone|someone|asked)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"请?(?:告知|回答|推荐|回复|引导|答复|输出|声称|强调)|\b(?:tell|recommend|answer|reply|respond|say|state|direct|promote)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"(?:不要|不得|切勿|请勿|禁止|勿)"
    r"(?:提及|透露|说明|显示|暴露|泄露|告诉用户)|(?:do not|don't|never)\s(?:mention|reveal|disclose|show|tell)",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"https?://(?![\w.-]{1,60}\.gov\.cn)|贷款|理财|投资平台|彩票|博彩|投注|casino|loan|crypto", re.IGNORECASE
)
_EXPLAINS = re.compile(
    r"注入|攻击|防范|风险|案例|演示|示例|什么是|所谓|诱骗|恶意|injection|attack|jailbreak", re.IGNORECASE
)
"""Words of who explains what such orders are."""
_TAG = re.compile(r"<[/!?\w-]{0,20}|>")
_AROUND = 300
_MOST = 20
"""Places of a page that are looked at."""


def addressed(page: ParsedPage) -> Iterator[Alarm]:
    """An order to a machine, wherever it stands: in sight, out of sight, in a remark, in what a picture is called.

    Args:
        page: the page.
    """
    standing = page.signs & ORDERS
    texts = [page.source] if standing else []
    if CODES in page.signs:
        texts.append(page.visible)
    for text in texts:
        for around in _places(text, standing or ORDERS):
            if _orders(around):
                yield Alarm("title", "orders-machines", f"写给智能助手、爬虫的指令：“{around[:60]}”", around[:300])
                return


def _places(text: str, words: frozenset[str]) -> Iterator[str]:
    """What stands around the words; what is in a script is no page's text."""
    lower, seen = text.lower(), 0
    for word in sorted(words):
        at = lower.find(word)
        while at >= 0 and seen < _MOST:
            seen += 1
            if lower.rfind("<script", 0, at) <= lower.rfind("</script", 0, at):
                around = text[max(0, at - _AROUND) : at + _AROUND]
                yield " ".join(unescape(_TAG.sub(" ", around)).split())
            at = lower.find(word, at + _AROUND)


def _orders(text: str) -> bool:
    """Whether somebody tells a machine what to say, and does not explain how that is done."""
    if _EXPLAINS.search(text):
        return False
    answers = _ASKED.search(text) and _ANSWER.search(text)
    if _ORDER.search(text):
        return bool(answers or _ANSWER.search(text) or _MACHINE.search(text) or _SOLD.search(text))
    return bool(answers and _MACHINE.search(text) and (_SECRET.search(text) or _SOLD.search(text)))
