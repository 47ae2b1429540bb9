"""What is laid over a page or written across it: layers that nobody can close, and the boasts of those who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.overlaid import led_over
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.scripts import COVERS, Script
from fjgov_tui.pages.signs import BOASTS, CODES, LAID, SCRAWLS
from fjgov_tui.pages.slogans import scrawled
from fjgov_tui.pages.styles import declared
from fjgov_tui.pages.trade import speaks_against

LEET = str.maketrans("01345@$7!|", "oieasast" + "ii")
"""Signs that boasters write for letters."""
_BOASTS = re.compile(
    r"(?<![a-z])(?:hacked|hecked|haxed|haxored|defaced|owned|pwned|pwnd|rooted|hijacked|cracked|stamped|seized)\s*(?:by|with)\b"
    r"|(?<![a-z])(?:you|site|website|server|system|admin|security)\b.{0,20}\b(?:hacked|pwned|owned|got\s*root(?:ed)?|get\s*down)\b|(?<![a-z])greet[sz]\s*(?:to|:)"
)
_IN_CHINESE = re.compile(
    r"(?:本|此|该|贵|官|你的?|你们的?|政府)(?:网|网?站|服务器|系统)[^。，]{0,6}(?:已经?|现已)?(?:被|由|遭)[^。，]{0,16}(?:黑了|黑掉|黑|攻[破陷占]|入侵|拿下|接管|控制)"
    r"|(?:修复|修补|解除|解密)\S{0,4}(?:漏洞|网站|系统|数据|文件)[^。]{0,8}(?:联系|加|找)\s?(?:QQ|微信|[vV]|TG|电报|telegram|扣扣)\s?[:：]?\s?[\w@-]{5,}"
    r"|已被[^。]{1,16}(?:入侵|攻破|拿下|黑)[^。]{0,12}(?:管理员|站长)请?(?:加|联系|速|尽快联系)"
    r"|血债血偿"
    r"|(?:黑客|hack\w*|红客|黑阔)\S{0,14}到此一游|^\S{0,20}(?:黑客|红客)(?:联盟|小组|团队|军团)?\S{0,8}(?:留|到此|路过)$",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"(?:支付|付款|转账?|打款?|汇)\S{0,4} ?\S{0,8} ?(?:BTC|比特币|USDT|ETH|虚拟币)|\bbc1q[a-z0-9]{8,}|赎金",
    re.IGNORECASE,
)
_THREATENS = re.compile(r"加密|锁定|公开|泄露|曝光|出售|删除|窃取|拖库|下载")
"""How those write who hold data to ransom."""
_LONGEST_BOAST = 80
_LAID = "[style*='fixed' i],[style*='absolute' i]"
_OPAQUE = re.compile(
    r"#[0-9a-f]{3}(?:[0-9a-f]{3})?\b|\b(?:black|white|red|maroon|navy|green|gray|grey|blue|darkred|url\()|rgb\(",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"关闭|返回|进入|跳过|知道了|取消|确定|加载|正在|请稍|loading|close|skip|enter|[×✕✖╳]", re.IGNORECASE
)
"""What stands on a layer that goes away."""
_RULE = re.compile(r"([^{}@;]{1,200})\{([^{}]{10,600})\}")
_URL = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^'\")\s]{3,300})")
_FEWEST = 4
"""Letters of a layer that says something."""
_BOTH = 2
"""Times that a frame is as large as what holds it: in width and in height."""
_MOST = 40
_SHOWN = 40


def defaced(page: ParsedPage, aside: Sequence[str]) -> Iterator[Alarm]:
    """A boast that somebody was here, or a threat, where a visitor reads it.

    Args:
        page: the page.
        aside: what it says in other places.
    """
    words = tuple(page.signs & SCRAWLS) or ((CODES,) if CODES in page.signs else ())
    boasting = not page.signs.isdisjoint({*BOASTS, CODES})
    read = (page.title, *page.flat.texts.values()) if boasting or words else ()
    for text in (*read, *(line for part in aside for line in part.split("\n"))):
        if words and scrawled(text, words):
            yield Alarm("title", "defaced", f"页面上写着“{text[:_SHOWN]}”，像是被人涂改", text)
            return
        boasts = len(text) <= _LONGEST_BOAST and (
            _BOASTS.search(text.lower().translate(LEET)) or _IN_CHINESE.search(text)
        )
        if boasts or (_PAYS.search(text) and _THREATENS.search(text) and not speaks_against(text)):
            yield Alarm("title", "defaced", f"页面上写着“{text[:_SHOWN]}”，像是被人涂改", text)
            return


def covered(page: ParsedPage, near: Neighbours, scripts: Sequence[Script]) -> Iterator[Alarm]:
    """A layer that hides the whole page, and that nothing takes away: with words, or a stranger's picture."""
    if page.signs.isdisjoint(LAID):
        return
    laid = [(node, (node.attributes.get("style") or "").replace("\n", " ")) for node in page.tree.css(_LAID)[:_MOST]]
    for sheet in page.tree.css("style")[:_MOST]:
        for match in _RULE.finditer(sheet.text()):
            style = match[2].replace("\n", " ")
            if not COVERS.search(style):
                continue
            foreign = (near.outside(page.join(url)) for url in _URL.findall(style) if _hides(style))
            if host := next(filter(None, foreign), ""):
                yield Alarm("script", f"cover:{host}", f"盖住整个页面的一层取自外站 {host}", match[0][:200])
                return
            laid += [(node, style) for node in _chosen(page, match[1])]
    alarms = (_layer(page, near, scripts, node, style) for node, style in laid if COVERS.search(style))
    if alarm := next(filter(None, alarms), None):
        yield alarm


def _layer(page: ParsedPage, near: Neighbours, scripts: Sequence[Script], node: LexborNode, style: str) -> Alarm | None:
    """What is wrong with a layer as large as the window."""
    if host := _framed_in(page, near, node, style):
        return Alarm("script", f"frame:{host}", f"盖住整个页面的一层里装着外站 {host} 的页面", style[:200])
    if host := led_over(page, near, node, style):
        return Alarm("script", f"cover:{host}", f"看不见的一层盖住整个页面，按下去到外站 {host}", style[:200])
    text = " ".join(node.text().split()) if _hides(style) else ""
    if len(text) < _FEWEST or _goes_away(node, text, scripts):
        return None
    return Alarm("title", "covered", f"一层关不掉的内容盖住了整个页面，写着“{text[:_SHOWN]}”", text[:300])


def _framed_in(page: ParsedPage, near: Neighbours, node: LexborNode, style: str) -> str:
    """The stranger whose page fills a layer that is drawn; empty where there is none."""
    if "none" in style:
        return ""
    for frame in node.css("iframe[src],embed[src],object[data]")[:_MOST]:
        attributes = frame.attributes
        sized = f"{attributes.get('width')} {attributes.get('height')} {attributes.get('style')}"
        if sized.count("100") >= _BOTH and (
            host := near.outside(page.join((attributes.get("src") or attributes.get("data") or "").strip()))
        ):
            return host
    return ""


def _chosen(page: ParsedPage, selector: str) -> list[LexborNode]:
    """The elements that a rule is for, those apart that are the page itself or nothing without a state."""
    if ":" in selector or "body" in selector.lower() or "html" in selector.lower():
        return []
    try:
        return page.tree.css(selector.strip())[:_MOST]
    except ValueError:
        return []  # No selector that the parser knows.


def _hides(style: str) -> bool:
    """Whether a layer is drawn, and nothing is seen through it."""
    rules = {part.name: part.value for part in declared(style)}
    ground = rules.get("background-color") or rules.get("background") or ""
    behind = rules.get("z-index", "").startswith("-") or rules.get("pointer-events") == "none"
    drawn = rules.get("display") != "none" and rules.get("visibility") != "hidden" and "opacity" not in rules
    return drawn and not behind and _OPAQUE.search(ground) is not None and "filter" not in rules


def _goes_away(node: LexborNode, text: str, scripts: Sequence[Script]) -> bool:
    """Whether a press, or a script, takes a layer away."""
    attributes = node.attributes
    if any(name.startswith("on") for name in attributes) or node.css_first("[onclick],button,input,[class*='close' i]"):
        return True
    names = {attributes.get("id") or "", *(attributes.get("class") or "").split()} - {""}
    return _ENDS.search(text) is not None or any(name in script.text for script in scripts for name in names)
