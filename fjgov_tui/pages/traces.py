"""What those who broke in leave where no visitor reads it: signatures and keys in comments, doors among files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.layers import LEET
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import DOORS, TRACES

_COMMENT = re.compile(r"<!--(.{4,600}?)-->|/\*(.{4,600}?)\*/", re.DOTALL)
_SIGNED = re.compile(
    r"(?<![a-z])(?:hacked|hecked|haxed|haxored|defaced|pwned|pwnd|rooted|hijacked|0wned|0wn3d|own3d)\s*(?:by|with)\s*[:：]?\s*\S{2}"
    r"|\b(?:web)?shell\b[^\n]{0,80}\.(?:jspx?|aspx?|php\d?|asa|cer|ashx|cfm)\b|\b(?:web)?shell\b[^\n]{0,120}\b(?:pass(?:word|wd)?|pwd)\s*[:=]"
    r"|\.(?:jspx?|aspx?|php\d?|asa|cer|ashx)\b[^\n]{0,60}(?<![?&\w])(?:pass(?:word|wd)?|pwd)\s*[:=]\s?[A-Za-z0-9@!._-]|\bgetshell\b|\bback\s?door\b[^\n]{0,60}(?:[:=]\s*/|\.(?:jspx?|aspx?|php)\b)"
    r"|\bgreet[sz]\s*(?:to|:)\s*\S|\b(?:your|ur)\s+(?:site|server|system|security)\b.{0,20}\b(?:hacked|pwned|owned)\b"
)
_BOAST = re.compile(
    r"(?<![a-z])(?:h[a4@]ck[e3]d|d[e3]f[a4]c[e3]d|pwn[e3]d|r[o0]{2}t[e3]d)\s+(?:by|with)\s*[:：]?\s*\S{2}[^'\"`\n]{0,40}"
)
"""The plainest of them, as scripts write them into the page."""
_SIGNED_IN_CHINESE = re.compile(
    r"(?:菜刀|冰蝎|哥斯拉|蚁剑|大马|小马|后门|一句话(?:木马)?|webshell|shell)[^\n]{0,40}?(?:密码|口令|密钥|连接|地址[:：]|路径[:：]|pass|\.(?:jspx?|aspx?|php|asa|cer|ashx)\b)"
    r"|(?:黑客|红客|黑阔)\S{0,14}(?:到此一游|留言|留)|到此一游|(?:本|此|该|贵)?(?:网?站|服务器|系统)\S{0,6}(?:已经?|现已)?被\S{0,12}(?:黑了|黑掉|攻[破陷]|入侵|拿下|控制|提权)"
    r"|已(?:拿下|提权|getshell)|漏洞已?提交|黑页|挂马(?:成功|位置)",
    re.IGNORECASE,
)
_CARED = re.compile(
    r"修复|清理|清除|已删除|防|检测|拦截|告警|查杀|处置|fix(?:ed)?\b|patch(?:ed)?\b|removed", re.IGNORECASE
)
"""Words of those who mend."""
_DOOR = re.compile(
    r"\.(?:asp|asa|cer|cdx|aspx|ashx|php\d?|jspx?)(?:;|%3b|%00)[\w.-]{0,60}\.(?:jpe?g|gif|png|bmp|txt|doc|pdf)(?![\w.])",
    re.IGNORECASE,
)
"""A program that is called like a picture by a name at which old servers stop reading."""


def traces(page: ParsedPage) -> Iterator[Alarm]:
    """Signatures of intruders in what the page does not show, and files by which they come back."""
    standing = page.signs
    if not standing.isdisjoint(TRACES):
        comments = (match[1] or match[2] for match in _COMMENT.finditer(page.source))
        for text in (*comments, *page.metas.values()):
            signed = _SIGNED.search(text.lower()) or _SIGNED.search(text.lower().translate(LEET))
            if (signed or _SIGNED_IN_CHINESE.search(text)) and not _CARED.search(text):
                remark = " ".join(text.split())
                yield Alarm("title", "trace", f"页面的注释里留着入侵者的记号“{remark[:40]}”", remark[:300])
                break
        for script in page.scripts:
            if boast := _BOAST.search(script.plain.lower()):
                yield Alarm("title", "trace", f"页面的脚本里写着“{boast[0][:40]}”", boast[0][:300])
                break
    if not standing.isdisjoint(DOORS) and (door := _DOOR.search(page.source)):
        yield Alarm("script", "door", "页面提到一个装成图片的服务器程序（后门常用的文件名）", door[0][:200])
