"""What a page does that nobody asked for, apart from what its scripts say: it presses, submits, leads on by itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.painted import drawn, sheets
from fjgov_tui.pages.placed import at_load
from fjgov_tui.pages.reaches import framed
from fjgov_tui.pages.scripts import Script
from fjgov_tui.pages.signs import ABROAD, BINDINGS, BOASTS, IN_STYLES, SCRAWLED, SERVER, WRITTEN_IN_CODE
from fjgov_tui.pages.taken import taken_from
from fjgov_tui.pages.trade import hinted

_PRESSES = re.compile(
    r"(?:getElementById\(\s*['\"](?P<id>[\w-]{1,80})['\"]\s*\)|querySelector\(\s*['\"](?P<query>[^'\"]{1,120})['\"]\s*\)"
    r"|(?:\$|jQuery)\(\s*['\"](?P<jquery>[^'\"<>]{1,120})['\"]\s*\)(?:\s*\[\s*0\s*\])?"
    r"|document\s*\.\s*forms\s*(?:\[\s*['\"]?|\.\s*)(?P<form>[\w-]{1,80})(?:['\"]?\s*\])?|document\s*\.\s*(?P<name>[\w$]{1,40})"
    r"|(?<![\w$.])(?P<variable>[A-Za-z_$][\w$]{0,40}))"
    r"\s*\.\s*(?P<does>submit|click|trigger|requestSubmit|dispatchEvent)\s*\(\s*(?:['\"](?:click|submit)['\"]|new\s+\w{0,12}Event\s*\(\s*['\"](?:click|submit)['\"][^()]{0,80}\)?)?\s*\)"
)
_TO_ELSEWHERE = r"\s*\.\s*(?:href|action)\s*=\s*['\"`]((?:https?:)?//[^'\"`\s]{3,300})"
_STYLES = (
    "style,[style*='script:' i],[style*='expression' i],[style*='/*'],[style*='\\\\']"
    ",[style*='behavior' i],[style*='binding' i]"
)
_IN_ADDRESSES = "iframe[srcdoc],iframe[src^='data:' i],object[data^='data:' i],embed[src^='data:' i]"
_CODE = re.compile(r"url\(\s*+['\"]?+\s*+(?:javascript|vbscript)\s*+:|:\s*+expression\s*+\(", re.IGNORECASE)
"""Code in a style sheet."""
_BOUND = re.compile(r"(?:behaviou?r|-moz-binding)\s{0,9}:\s{0,9}url\(\s{0,9}[\"']?([^\"')\s]{3,300})", re.IGNORECASE)
_REMARK = re.compile(r"/\*.{0,400}?\*/", re.DOTALL)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_DOES = re.compile(
    r"\bwrite|insertAdjacent|innerHTML|\bcreate|append|\blocation\b|\bopen\s*\(|cookie|\.\s*src\b|//|fromCharCode|unescape|\batob\b"
    r"|\beval\s*\(\s*(?!document\s*\.|this\s*\.)",
    re.IGNORECASE,
)
"""What an expression does that is no measuring of the window, for which sheets for browsers of old had them."""
_EXPRESSION = re.compile(r"[^;{}]{0,600}")
_MOST_EXPRESSIONS = 200
"""Of one sheet; nobody honest writes as many."""
_SILENT = re.compile(
    r"<(noscript|template|noframes|noembed|datalist|option|textarea|desc|text)\b[^>]{0,300}>(.{2,4000}?)</\1|<option\b[^>]{0,300}>([^<]{2,200})",
    re.IGNORECASE | re.DOTALL,
)
"""What stands inside is read by searchers, and by nobody else unless he opens it."""
_SAID = re.compile(
    r"\b(?:aria-label|aria-description|title|placeholder|alt|label|summary|data-(?:title|text|name|content|desc))\s*=\s*(?:\"([^\"<>]{2,200})|'([^'<>]{2,200}))",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\bvalue\s*=\s*[\"']([^\"'<>+/=]{2,120})[\"']", re.IGNORECASE)
"""What stands in a field or on a button, and is in no code."""
_ITEM = re.compile(r"<meta\b[^>]{0,200}?\bitemprop\b[^>]{0,400}", re.IGNORECASE)
_LEADS_ON = re.compile(
    r"url\s*+=\s*+['\"]?+\s*+(data:[^'\"]{3,300}|javascript:[^'\"]{3,300}|[^'\"\s]{0,200}/(?:uploads?|up_?files?|user_?files|attach(?:ment)?s?)/[^'\"\s]{1,200})",
    re.IGNORECASE,
)
_SPELLS = re.compile(
    r"(?:input[^{}]{0,80}\[\s*value\s*[\^$*]?=|\[\s*value\s*[\^$*]=)[^{}]{0,80}\{[^{}]{0,300}?url\(\s*['\"]?((?:https?:)?//[^'\")\s]{3,300})",
    re.IGNORECASE,
)
"""A style sheet that tells a stranger what is typed, letter by letter."""
_TAG = re.compile(r"<[^>]{0,400}>")
_SECRET = re.compile(r"身份证号?|银行卡|卡号|密码|口令|验证码|CVV")
_CHINESE = re.compile(
    r"['\"`>]([^'\"`<>\n]{0,80}(?:[\u4e00-\u9fff]|(?i:anonymous|legion|expect us|fuck|tibet))[^'\"`<>\n]{0,80})"
)
_CODED = re.compile(r"\\u[4-9][0-9a-fA-F]{3}")
_FILTERS = re.compile(r"敏感词|违禁词|屏蔽词|过滤|[Ff]ilter|[Bb]ad_?[Ww]ord|sensitive|illegal", re.ASCII)
"""A script that keeps such words out has a list of them."""
_SERVER_CODE = re.compile(
    r"\b(?:eval|assert|system|exec|passthru|shell_exec)\s*\(\s*@?\$_(?:POST|GET|REQUEST|COOKIE)|getRuntime\s*\(\s*\)\s*\.\s*exec\s*\("
    r"|\b(?:eval|execute(?:global)?)\s*+\(?+\s*+request\b",
    re.IGNORECASE,
)
"""What takes orders from whoever asks for the page, and was to run on the server."""
_TITLE_SET = re.compile(r"\bdocument\s*\.\s*title\s*=\s*(['\"`])([^'\"`\n]{1,200})\1")
_OF_APP = re.compile(r"([a-z][a-z0-9+.-]{2,20})://", re.IGNORECASE)
_OF_WEB = frozenset({"http", "https", "about", "file", "ftp"})
_MOST = 50
_MOST_OPENED = 20_000
"""Characters of an opened script that are read for names."""


def unasked(page: ParsedPage, near: Neighbours, scripts: Sequence[Script]) -> Iterator[Alarm]:
    """What is wrong with a page whatever it was before.

    Args:
        page: the page.
        near: which hosts are no strangers.
        scripts: its inline scripts.
    """
    for host, what in dict.fromkeys(_pressed(page, near, scripts)):
        yield Alarm("redirect", host, f"脚本替访问者{what}外站 {host}", host)
    for host in dict.fromkeys(_stolen(page, near)):
        yield Alarm("script", f"form:{host}", f"表单里的按钮把口令、证件号、卡号提交到外站 {host}", host)
    yield from _in_styles(page, near)
    yield from taken_from(page, near, scripts)
    for host in dict.fromkeys(_inner_programs(page, near)):
        yield Alarm("script", f"frame:{host}", f"写在页面里的框架又装着外站 {host} 的程序", host)
    for host in dict.fromkeys(_inner_refreshes(page, near)):
        yield Alarm("redirect", host, f"页面里的框架自动跳到外站 {host}", host)
    yield from _onward(page)
    yield from _to_machines(page)
    if host := near.outside(page.join(page.metas.get("og:url", ""))):
        yield Alarm("redirect", host, f"页面自称是外站 {host} 的副本（og:url）", host)


def _in_styles(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Code in style sheets, and sheets that tell a stranger what is typed."""
    written = not page.signs.isdisjoint({*IN_STYLES, *BINDINGS, *WRITTEN_IN_CODE})
    for node in page.tree.css(_STYLES) if written else page.elements("style"):
        text = node.text() if node.tag == "style" else node.attributes.get("style") or ""
        if match := _code_in(text):
            yield Alarm(
                "script", f"style:{match[0][:40]}", "样式里写着会运行的代码", text[max(0, match.start() - 40) :][:300]
            )
            break
        if bound := next((match for match in _BOUND.finditer(plainly(text)) if _strange(page, near, match[1])), None):
            yield Alarm(
                "script", f"style:{bound[1][:60]}", f"样式给旧浏览器装上外来的程序 {bound[1][:60]}", bound[0][:300]
            )
            break
        for spelt in _SPELLS.finditer(text):
            if host := near.outside(page.join(spelt[1])):
                yield Alarm("script", f"style:{host}", f"样式把填写的内容逐字告诉外站 {host}", spelt[0][:300])
                break


def _onward(page: ParsedPage) -> Iterator[Alarm]:
    """A page that leads on to a program in an address, or to what somebody sent in; a door left open on its server."""
    if not page.signs.isdisjoint(SERVER) and (code := _SERVER_CODE.search(page.source)):
        yield Alarm("script", "server-code", "网页里留着接受外来命令的服务器后门", code[0][:200])
    for kind, content in page.equivalents:
        if kind == "refresh" and (match := _LEADS_ON.search(content)):
            yield Alarm("redirect", f"refresh:{match[1][:60]}", f"页面自动转到 {match[1][:60]}", content[:300])


def _to_machines(page: ParsedPage) -> Iterator[Alarm]:
    """Frames that call a program of a telephone's as the page opens, and numbers abroad under an office's."""
    for node in page.elements("iframe")[:_MOST]:
        if (app := _OF_APP.match((node.attributes.get("src") or "").strip())) and app[1].lower() not in _OF_WEB:
            yield Alarm(
                "redirect", f"app:{app[1][:20]}", f"框架一打开就调用访问者手机上的程序（{app[1][:20]}）", app[0]
            )
    for node in page.chosen("a[href^='tel:+'],a[href^='tel:00']", "a")[:_MOST] if ABROAD in page.signs else ():
        dialled = re.sub(r"\D", "", node.attributes.get("href") or "").removeprefix("00")
        shown = re.sub(r"\D", "", node.text())
        if not dialled.startswith("86") and dialled[-6:] not in shown:
            yield Alarm(
                "contact", "dials-abroad", f"写着“{node.text()[:20]}”的电话链接拨的是境外号码", node.text()[:100]
            )
            return


def _strange(page: ParsedPage, near: Neighbours, url: str) -> bool:
    """Whether a program for old browsers is a stranger's, or is written in its address."""
    return url.lower().startswith(("data:", "javascript:", "mhtml:")) or near.outside(page.join(url)) != ""


def plainly(text: str) -> str:
    """A sheet as browsers read it: no remarks, characters for their numbers."""
    if "/*" not in text and "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), _REMARK.sub("", text))


def _code_in(sheet: str) -> re.Match[str] | None:
    """The first place of a sheet where something is run that does more than measure."""
    text = plainly(sheet)
    for number, match in enumerate(_CODE.finditer(text)):
        inside = _EXPRESSION.match(text, match.end())
        if match[0][0] != ":" or number >= _MOST_EXPRESSIONS or (inside and _DOES.search(inside[0])):
            return match
    return None


def names_elsewhere(page: ParsedPage, scripts: Sequence[Script]) -> Iterator[tuple[str, str]]:
    """What a page is called in the data for searchers, and by its scripts; each with the place."""
    kinds = ((node, (node.attributes.get("type") or "").lower()) for node in page.elements("script"))
    nodes = [node for node, kind in kinds if kind == "application/ld+json"][:_MOST]
    data = [text for node in nodes if (text := node.text())]
    if names := "\n".join(name for text in data for name in _names_in(text)):
        yield "搜索数据", names
    yield from _said_aside(page)
    hints = bool(hinted(page)) or not page.signs.isdisjoint({*BOASTS, *SCRAWLED})
    for script in scripts:
        if "title" in script.text:
            for match in _TITLE_SET.finditer(script.solved):
                yield "脚本写的标题", match[2]
        texts = "\n".join(_CHINESE.findall(script.plain)) if hints or _CODED.search(script.text) else ""
        if texts and not _FILTERS.search(script.text):
            yield "脚本里的文字", texts[:_MOST_OPENED]
        if script.inside is not script:
            yield "压缩过的脚本", script.inside.solved[:_MOST_OPENED]


def _said_aside(page: ParsedPage) -> Iterator[tuple[str, str]]:
    """What the page says where nobody reads it in passing: in attributes, folded parts, and what style sheets write."""
    if written := drawn(page, sheets(page)):
        yield "样式写出的文字", "\n".join(written)[:_MOST_OPENED]
    source = "\n".join(hinted(page)) if page.signs.isdisjoint({*BOASTS, *SCRAWLED}) else page.source
    if not source:
        return
    silent = "\n".join(html.unescape(_TAG.sub(" ", match[2] or match[3])) for match in _SILENT.finditer(page.source))
    if silent:
        yield "不显示的文字", silent[:_MOST_OPENED]
    if labels := "\n".join(html.unescape(double or single) for double, single in _SAID.findall(source)):
        yield "标签里的文字", labels[:_MOST_OPENED]
    if values := "\n".join(_VALUE.findall(source)):
        yield "框里的文字", html.unescape(values)[:_MOST_OPENED]
    if items := "\n".join(_ITEM.findall(source)):
        yield "标签", html.unescape(items)[:_MOST_OPENED]


def _names_in(text: str) -> Iterator[str]:
    """The texts of JSON data, wherever they stand in it."""
    try:
        todo: list[Json] = [json.loads(text[:50_000])]
    except (ValueError, RecursionError):
        return
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value[:200]
        elif isinstance(value, dict):
            todo += list(value.values())
        elif isinstance(value, list):
            todo += value[:_MOST]


def _pressed(page: ParsedPage, near: Neighbours, scripts: Sequence[Script]) -> Iterator[tuple[str, str]]:
    """Foreign hosts to which a script presses a link or sends a form as the page loads."""
    for script in scripts:
        text = script.plain
        if script.by_hand or not ("submit" in text.lower() or "click" in text or "trigger" in text):
            continue
        for match in at_load(text, _PRESSES.finditer(text)):
            made = (
                re.search(rf"(?<![\w$.]){re.escape(match['variable'])}{_TO_ELSEWHERE}", text)
                if match["variable"]
                else None
            )
            if made and (host := near.outside(made[1])):
                yield host, "点开"
            for node in _chosen(page, text, match):
                link = node.tag == "a"
                url = node.attributes.get("href" if link else "action") or ""
                if host := near.outside(page.join(url)) if url else "":
                    yield host, "点开" if link else "把表单送到"


def _chosen(page: ParsedPage, text: str, match: re.Match[str]) -> list[LexborNode]:
    """The links and forms that a call presses, as far as they can be told."""
    if match["variable"]:
        given = re.search(
            rf"(?<![\w$.]){re.escape(match['variable'])}\s*=[^;]{{0,40}}?getElementById\(\s*['\"]([\w-]{{1,80}})", text
        )
        name, query = (given[1] if given else match["variable"]), ""
    else:
        name, query = match["id"] or match["form"] or match["name"] or "", match["query"] or match["jquery"] or ""
    if name.isdecimal():
        return page.tree.css("form")[int(name[:3]) :][:1]
    selectors = [f'[id="{name}"]', f'form[name="{name}"]'] if name else [query] if query else []
    pressed = list[LexborNode]()
    for selector in selectors:
        try:
            pressed += page.tree.css(selector)
        except ValueError:
            continue  # No selector that the parser knows.
    return [node for node in pressed if node.tag in {"a", "form", "area"}]


def _stolen(page: ParsedPage, near: Neighbours) -> Iterator[str]:
    """Foreign hosts to which a button sends what nobody asks for but whoever is owed it."""
    for node in page.elements("form"):
        buttons = node.css("[formaction]")
        if buttons and (node.css_first("input[type=password i]") is not None or _SECRET.search(node.text())):
            for button in buttons:
                if host := near.outside(page.join(button.attributes.get("formaction") or "")):
                    yield host


def _inner_programs(page: ParsedPage, near: Neighbours) -> Iterator[str]:
    """Foreign hosts from which a page inside a frame's own attributes takes programs or further pages."""
    for node in page.chosen(_IN_ADDRESSES, "iframe", "object", "embed"):
        for inside in framed(node.attributes):
            for each in LexborHTMLParser(inside[:20_000]).css("script[src],iframe[src],frame[src],embed[src]"):
                if host := near.outside(page.join((each.attributes.get("src") or "").strip())):
                    yield host


def _inner_refreshes(page: ParsedPage, near: Neighbours) -> Iterator[str]:
    """Foreign hosts to which a page inside a frame's own attributes leads on."""
    for node in page.chosen(_IN_ADDRESSES, "iframe", "object", "embed"):
        for inside in framed(node.attributes):
            for meta in LexborHTMLParser(inside[:20_000]).css("meta[http-equiv='refresh' i]"):
                address = re.search(r"(?:https?:)?//[^\s'\">]{3,300}", meta.attributes.get("content") or "")
                if address and (host := near.outside(page.join(address[0]))):
                    yield host
