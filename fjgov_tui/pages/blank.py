"""Whether a page lists nothing: said with certainty or not at all."""

from __future__ import annotations

import re

from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.regions import Regions

EMPTY = re.compile(
    r"(?:暂无|暂时没有|没有找到|没有查到|无)(?:任何|相关|更多|符合条件的?)?(?:的)?(?:内容|数据|信息|记录|文章|文件|公告|新闻|结果)"
    r"|(?:栏目|内容|页面|网站)?(?:正在)?(?:建设|完善|更新|整理|维护)(?:之)?中|敬请期待"
)
_LONGEST_EMPTY = 30
"""Characters of a line that says so."""
_PROSE = 120
"""Chinese characters outside of links above which a page is an article, not an empty list."""
_TITLE = 9
"""Chinese characters from which a link's text is a title rather than the name of a column."""
_FEW_TITLES = 3
"""Links to articles that may stand beside an empty list."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ARTICLE = re.compile(
    r"/t?(?:19|20)\d{6}_|[_/](?:content|art|info|detail|show|article)[_/-]?\d|/info/|/\d{4,}\.s?html?|/c[_-]?\d{4,}"
    r"|/(?:19|20)\d\d[-/]?\d\d[-/]|[?&](?:id|aid|infoid|articleid|newsid)=|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|XMLHttpRequest|\bfetch\(|\baxios\b|v-for|ng-repeat|\{\{|\.jpage\(|dataproxy"
    r"|(?:query|load|get|init)\w{0,12}(?:List|ParsedPage|Data)\b|\.load\(|new Vue\b|laypage|laytpl",
    re.IGNORECASE,
)
"""What loads a list after the page has arrived."""
UNSEEN = "页面上没有条目，但列表可能由脚本或内嵌框架载入，看不出是否空白"


def blank(page: ParsedPage, regions: Regions, said: str) -> tuple[bool | None, str]:
    """Whether a page without dated entries lists nothing.

    Args:
        page: the page.
        regions: its parts.
        said: what `said_empty` found.

    Returns:
        Yes, no, or that it cannot be seen; and a note in Chinese.
    """
    if _titles(page, regions, beside=not said) > (_FEW_TITLES if said else 0):
        return False, ""
    if not said and _prose(page, regions) > _PROSE:
        return False, ""
    if page.tree.css_first("iframe[src], frame[src]") is not None or _is_scripted(page):
        return None, UNSEEN
    return True, f"页面上写着“{said}”" if said else "页面上没有任何条目"


def _titles(page: ParsedPage, regions: Regions, *, beside: bool) -> int:
    """Links to articles, outside of navigation and footer, and of what stands beside unless that counts."""
    found = 0
    site = _site_of(page.url)
    for link in page.links:
        if link.index in regions.outside or (not beside and link.index in regions.aside):
            continue
        long = len(_CHINESE.findall(link.text)) >= _TITLE
        if _ARTICLE.search(link.url) or (long and _site_of(link.url) == site):
            found += 1
    return found


def _site_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.").lower()


def said_empty(page: ParsedPage, regions: Regions) -> str:
    """The line by which the page says that it is empty, if a visitor sees one."""
    if EMPTY.search(page.visible) is None:
        return ""
    for index, text in page.flat.texts.items():
        if len(text) > _LONGEST_EMPTY or index in regions.outside or index in regions.hidden:
            continue
        if EMPTY.search(text):
            return text
    return ""


def _prose(page: ParsedPage, regions: Regions) -> int:
    """Chinese characters of content that is no link."""
    flat = page.flat
    inside = sum(len(_CHINESE.findall(flat.text_of(one))) for one in flat.anchors if one not in regions.outside)
    return (
        sum(
            len(_CHINESE.findall(text))
            for index, text in flat.texts.items()
            if index not in regions.outside and index not in regions.hidden
        )
        - inside
    )


def _is_scripted(page: ParsedPage) -> bool:
    return any(_SCRIPTED.search(node.text() or "") for node in page.tree.css("script")) or bool(
        re.search(r"\{\{|v-for|ng-repeat", page.visible)
    )
