"""What is suspected in a text, wherever it comes from: numbers of persons, words, a repost without its source.

Nothing here takes a page apart, so that texts are looked at where no library for pages is installed, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.normal import Normal
from fjgov_tui.pages.personal import NAMES, personal_numbers, sentence_around
from fjgov_tui.pages.words import GRAVE, HIJACK, MISPRINT, SENSITIVE, Hit

_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|新闻来源|来\s*源)\s*[:：]")
_NEXT = re.compile(
    r"\s*(?:$|\n|[|｜]|(?:发布|更新|时间|日期|作者|编辑|责编|责任|浏览|点击|阅读|字体|字号|字\s*[:：]|大\s*中\s*小|分享|打印|审核)|[【\[（(])"
)
_SAYS = re.compile(
    r"[（(【]\s*(?:本文)?(?:转载|转发|摘编|摘录)\s*[）)】]|本文(?:系|为|属)?(?:转载|摘编)(?:文章|稿件)?[。，；\n]"
)
_ELSEWHERE = re.compile(
    r"新华社\S{1,6}\d{1,2}月\d{1,2}日电|原标题[：:]|据(?:新华社|人民日报|央视|中新社|\S{2,8}网|\S{2,6}报)\S{0,4}(?:报道|消息)"
    r"|(?:本报|本台|本网)(?:记者|讯)"
)
"""Other signs that an article was written elsewhere."""
_NAMED = re.compile(r"(?:转载自|转自|摘自|摘编自|来自|原载)\s*+[:：“《]?\s*+[\w《“]")
_CONTACT = re.compile(
    r"(?:联系人?|咨询|服务|值班|举报|投诉|监督|热线|客服|预约|业务|办公|救援|报警|订购|招商|招聘|负责人|经办人|网格员|河长|段长|村医)"
    r"(?:电话|方式|号码|手机|人)?[^\n\d]{0,16}$"
)
_CALLED = re.compile(r"(?:电话|手机|传真|Tel)(?:号码?)?[^\n\d]{0,4}\s?$", re.IGNORECASE)
"""What stands before the number of somebody who is there to be called."""
_LABEL_REACH = 26
_BENEFICIARY = re.compile(r"(?:补贴|补助|救助|资助|低保|发放|帮扶|慰问)对象[:：]")
"""Begins a sentence about one citizen: a number in it is that citizen's, whatever it is called."""
_SENTENCE_REACH = 80
"""Characters before a number in which its sentence is looked for."""
_RECIPIENTS = re.compile(
    r"(?:补贴|补助|救助|低保|五保|特困|发放|享受|领取|资助|受助|获奖|录取|录用|中签|选房|配租|残疾人|困难群众|申请人|参保)"
    r"[^\n]{0,20}(?:名单|公示|花名册|明细|一览表|名册)|花名册"
)
"""Lists of citizens who receive or applied for something: their numbers must not be there (个人信息保护法 28)."""


def unsourced(visible: str, metas: Mapping[str, str]) -> tuple[int, int] | None:
    """Where an article shows that it comes from elsewhere, or keeps a place for its source, and names none.

    Args:
        visible: what a visitor reads.
        metas: by lower-case name.

    Returns:
        The stretch that says so; `None` where a source is named, or nothing asks for one.
    """
    if metas.get("contentsource", "").strip() or _NAMED.search(visible):
        return None
    empty, says = None, _SAYS.search(visible) or _ELSEWHERE.search(visible)
    for label in _LABEL.finditer(visible):
        if not _NEXT.match(visible, label.end()):
            return None
        empty = empty or label.span()
    # An empty field alone says nothing: templates print it under every article of the office's own.
    return (empty or says.span()) if says else None


def numbered(plain: Normal) -> Iterator[tuple[Alarm, int]]:
    """Numbers of persons, each with its place in the normalised text: an office's contacts apart from citizens'."""
    listed = set[tuple[str, str]]()
    for number in personal_numbers(plain.text):
        if (number.kind, number.masked) not in listed:
            listed.add((number.kind, number.masked))
            around = sentence_around(plain.text, number.start, number.end)
            if number.kind != "mobile":
                yield (
                    Alarm(number.kind, number.masked, f"疑似没有遮住的{NAMES[number.kind]}：{number.masked}", around),
                    number.start,
                )
            elif _is_contact(plain.text, number.start):
                what = f"联系方式里的手机号：{number.masked}，请核对是不是公务用的"
                yield Alarm("contact", number.masked, what, around, "notice"), number.start
            else:
                severity: Severity = "violation" if _RECIPIENTS.search(plain.text) else "warning"
                yield (
                    Alarm("mobile", number.masked, f"疑似没有遮住的手机号：{number.masked}", around, severity),
                    number.start,
                )


def _is_contact(text: str, start: int) -> bool:
    """Whether a number is there to be called; among recipients the bare word 手机 is a column of theirs."""
    before = text[max(0, start - _LABEL_REACH) : start]
    sentence = text[max(0, start - _SENTENCE_REACH) : start].rpartition("\n")[2].rpartition("。")[2]
    if _BENEFICIARY.search(sentence):
        return False
    if _CONTACT.search(before):
        return True
    return _CALLED.search(before) is not None and _RECIPIENTS.search(text) is None


def worded(text: str, hit: Hit) -> Alarm:
    """What is told of a word that was found."""
    word, times = hit.word, f"，共 {hit.times} 处" if hit.times > 1 else ""
    around = sentence_around(text, hit.start, hit.end)
    if word.rule == MISPRINT:
        right = f"，应为“{word.right}”" if word.right else ""
        severity: Severity = "violation" if word.group == GRAVE else "warning"
        return Alarm(MISPRINT, word.text, f"疑似错误表述“{word.text}”{right}{times}", around, severity)
    if word.rule == SENSITIVE:
        right = f"，本县的写法是“{word.right}”" if word.right else ""
        return Alarm(SENSITIVE, word.text, f"疑似敏感用语“{word.text}”{right}{times}", around, "warning")
    return Alarm(HIJACK, word.text, f"疑似{word.group}类用语“{word.text}”{times}", around, "violation")
