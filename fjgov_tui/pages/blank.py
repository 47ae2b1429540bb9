"""Whether a page lists nothing: said only where it is empty for certain, or says so itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fjgov_tui.pages.blocks import SiteFrame
from fjgov_tui.pages.flat import TEXT, Flat, Ranges, Regions, place_line
from fjgov_tui.pages.page import ParsedPage

_LISTED = r"(?:内容|数据|信息|记录|文章|文件|文档|公告|新闻|结果)"
_THINGS = (
    rf"(?:{_LISTED}|通知|公示|动态|资料|图片|视频|项目|事项|消息|条目|留言|来信|更新"
    r"|征集|调查|活动|招聘|岗位|直播|访谈|提案|问卷|意见|建议|课程|预告|展览|评论|附件|专题)"
)
"""Of the second kind the line must say no more: 暂无留言 is empty, 暂无项目受灾 is not."""
_END = r"(?=[哦呢啦]?(?:[。！!.…~～ ）)]*(?:$|[，,；;])|[。！!]))"
EMPTY = re.compile(
    rf"(?:暂无|暂时没有|(?:没有|未能?)(?:找到|查到|查询到|检索到|搜索到)|无)(?:任何|相关|更多|符合条件的?)?(?:的)?{_LISTED}"
    rf"|(?:暂无|暂时没有)[\u4e00-\u9fff]{{0,6}}{_THINGS}{_END}|(?:没有|暂缺|尚无)(?:可显示的?)?{_THINGS}{_END}"
    rf"|空空如也|(?:什么|啥)(?:都|也)没有{_END}"
    rf"|(?:暂未|尚未|还未|未)(?:发布|公开|公布|添加|上传|录入|更新|填报)(?:过|任何|相关|有关)?(?:的)?{_THINGS}?{_END}"
    rf"|(?:No|Not?hing|0) ?(?:data|records?|results?|content|items?|articles?|news|found)"
    rf"(?: found| yet| to show| (?:is )?available)?{_END}|(?:This page is )?(?:under construction|coming soon){_END}"
    rf"|(?<![\u4e00-\u9fff])(?:暂无|未找到|没有找到|无结果)(?![\u4e00-\u9fff])"
    rf"|没有(?:任何|相关|符合(?:您|你)?的?(?:查询|搜索)?(?:条件|要求)的?)(?:的)?{_LISTED}"
    r"|(?:栏目|内容|页面|网站)?(?:正在)?(?:建设|完善|更新|整理|维护|调整|升级|筹备|筹建)(?:之)?中|敬请期待"
    rf"|(?:资料|内容|信息|栏目|页面)(?:正在|在)(?:建设|完善|更新|整理|维护|收集|补充|上传|录入|筹备){_END}"
    r"|[共计] ?0 ?[条篇个项页](?:记录|数据|信息|内容)?|(?<!\d)0 ?条(?:记录|数据|信息)"
    r"|总共 ?0 ?(?:条|个|篇|记录|信息)"
    r"|(?:记录|信息|文章|条目|数据)(?:总|条)?数 ?[:：为]? ?0(?!\d)|总(?:记录|条数|数)? ?[:：] ?0(?!\d)"
    r"|第? ?[01] ?/ ?0 ?页|页次 ?[:：]? ?[01]/0(?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_DRAWN = re.compile(r"alt ?= ?[\"']?[^\"'<>]{0,12}(?:暂无|没有|无数据|no ?data)", re.IGNORECASE)
"""A picture that may say so, before any is looked at."""
# Measured on the 1,098 imitated columns (2026-11-27): how many that are read right become wrong with another number.
_LONGEST_EMPTY = 30
"""Characters of a line that says so: with 20 three, with 25 one, with 50 or 100 none."""
_TITLE = 9
"""Chinese characters from which a link's text is a title rather than a column's name: with 4 fourteen, 7 to 20 none."""
_COLUMN_NAME = 4
"""Characters of the name of a column: whatever its address looks like, a link so short is no article.

With 2 or 3 one, 6 or 9 none.
"""
_HOME = re.compile(r"(?:网站|返回|本站)?首 ?页|Home", re.IGNORECASE)
_MOST_COLUMNS = 60
"""Links of a menu that are looked at: 10 to 120 none."""
_FEW_TITLES = 3
"""Links to articles that may stand beside an empty list, those of the design: 1 to 10 none."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ARTICLE = re.compile(
    r"/t?(?:19|20)\d{6}_|[_/](?:content|art|info|detail|show|article)[_/-]?\d|/info/|/\d{4,}\.s?html?|/c[_-]?\d{4,}"
    r"|/(?:19|20)\d\d[-/]?\d\d[-/]|[?&](?:id|aid|infoid|articleid|newsid)=|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|XMLHttpRequest|\bfetch\(|\baxios\b|v-for|ng-repeat|\{\{|\.jpage\(|dataproxy"
    r"|(?:query|load|get|init)\w{0,12}(?:List|Page|Data)\b|\.load\(|new Vue\b|laypage|laytpl",
    re.IGNORECASE,
)
"""What loads a list after the page has arrived."""
_SHELL = re.compile(
    r"<div[^<>]{0,80}\bid=[\"']?(?:app|root|main|__next|__nuxt|page)[\"']?[^<>]{0,80}>\s*</div>", re.IGNORECASE
)
"""The one empty element into which a program draws the whole page."""
_ANSWERS = re.compile(r"\.(?:jsp|php|aspx?|do|action)(?:$|[?#])", re.IGNORECASE)
_COUNTS = re.compile(r"count|hit|stat|click|visit|tongji", re.IGNORECASE)
"""A script that a program on the server answers may bring the list; a counter does not."""
_TOLD_NONE = re.compile(r"total_?(?:records?|counts?|num|size|rows?)[\"']?\s*[:=]\s*[\"']?0(?![\d.])", re.IGNORECASE)
"""The number of entries that is handed to the script which would draw them."""
UNSEEN = "页面上没有条目，但列表可能由脚本或内嵌框架载入，看不出是否空白"
_FRAME_TAGS = frozenset({"header", "nav", "footer", "h1", "marquee"})
_FRAME = re.compile(
    r"(?:^|[^a-z])(?:(?:top|head|page|pages|search|position|location|tool|lang|share|chat)(?![a-z-])"
    r"|(?:top|head|search|tool|page)-?(?:bar|er|nav|box|s|num|list|wrap)(?![a-z])|site-?list|logo|banner|weizhi|login"
    r"|kefu|robot|fixed|float|xuanfu|suspen|go-?top|qrcode|[a-z]*-?menu|nav|copyright|tab-?bar|bottom|crumb|bread"
    r"|(?<!card-)(?<!panel-)(?<!item-)(?<!media-)(?<!news-)(?<!list-)(?<!post-)(?<!box-)foot"
    r"|yq-?l(?:j|ink)|daohang|dibu|toubu|caidan|sousuo|banquan|friend|partner|hzhb|hezuo|sitemap|counter|visit"
    r"|pagin|pager|fenye|dqwz|mbx)",
    re.IGNORECASE,
)
"""Beginnings of class and id words for what stands around the content of every page."""
_OF_FRAME = re.compile(
    r"(?:今天是|现在是|您|当前).*|.*(?:版权所有|主办|承办|ICP备|公网安备|标识码|访客|访问者|访问量|人次|浏览次数).*"
    r"|.*(?:copyright|©|all rights reserved).*"
    r"|(?:栏目|信息|目录|子|相关|本站)?(?:导航|栏目|分类|列表)(?:列表|导航)?|(?:友情|相关)链接|站内搜索|快[捷速]通道"
    r"|(?:没有更多|已(?:经)?到底|已(?:经)?加载全部|加载更多|到底了|我是有底线的).*"
    r"|(?:19|20)\d\d ?[年/.-] ?\d\d? ?[月/.-] ?\d\d? ?日?[ \d:：星期一二三四五六日天]*"
    r"|(?:序号|(?:信息|文件|公开)?(?:标题|名称)|时间|日期|(?:发布|更新|公开|生成|成文)(?:时间|日期)|(?:发布|公开|责任)(?:机构|单位)|索引号|文号|发文字号|更多|首页|[上下]一?页|[尾末]页|跳转|第"
    r"|页|条|[\d/|·:：>» -])+",
    re.IGNORECASE,
)
"""Whole texts that are no content: day and place, filings, the headings of an empty table."""
_DASHES = "-—–－_·~～=*·. "
_SEEN = frozenset({"img", "video", "audio", "object", "embed", "svg", "canvas", "input", "textarea", "select"})
"""Elements with something to see or to do."""
_PAINTED = re.compile(r"background[^;]*url\(", re.IGNORECASE)
_NARROW, _WIDE = re.compile(r"\bcol-(?:xs|sm|md|lg|xl)-[1-4]\b"), re.compile(r"\bcol-(?:xs|sm|md|lg|xl)-(?:8|9|10)\b")
"""A side bar is narrow and stands beside something wide, in the grids of the common frameworks."""
_LISTS = frozenset({"ul", "ol", "dl", "nav", "table"})
# With 60 characters of a filing line four columns are read wrong, 150 to 2,000 none; with 30 of an address two, 60 to
# 300 none.
_FILED, _LONGEST_FILED = re.compile(r"ICP备|公网安备|网站标识码|版权所有|copyright|©", re.IGNORECASE), 300
_CONTACT, _LONGEST_FOOT = re.compile(r"地址|邮编|邮政编码|电话|热线|传真"), 90
_LOW = 60
"""Pixels of a frame that shows a line: with 400 a film is taken for one, 30 to 120 change nothing."""
_BESIDES = 16
"""Characters in a menu that are no links: its heading."""


def blank(page: ParsedPage, regions: Regions, frame: SiteFrame, notice: str) -> tuple[bool | None, str]:
    """Whether a page without dated entries lists nothing.

    A page of topics, names, an organisation chart, an address is content without a day, not an empty page. Of the
    pages that were called empty by their length alone, three in five were such.

    Args:
        page: the page.
        regions: its parts.
        frame: what stands on other columns of the site, too.
        notice: what `said_empty` found.

    Returns:
        Yes, no, or that it cannot be seen; and a note in Chinese.
    """
    if notice:
        if _titles(page, regions, frame) > _FEW_TITLES:
            return False, ""
    elif _has_content(page, regions, frame):
        return (None, UNSEEN) if _comes_later(page) and not _titles(page, regions, frame) else (False, "")
    if _comes_later(page):
        return None, UNSEEN
    return True, f"页面上写着“{notice}”" if notice else "页面上没有文字、图片、链接和附件"


def _comes_later(page: ParsedPage) -> bool:
    """Whether a script or a frame may load the list."""
    if any(not _is_small(node.attributes) for node in page.tree.css("iframe[src], frame[src]")):
        return True
    if _is_scripted(page):
        return _TOLD_NONE.search(page.source) is None
    sources = (node.attributes.get("src") or "" for node in page.tree.css("script[src]"))
    if any(_ANSWERS.search(source) and not _COUNTS.search(source) for source in sources):
        return True
    return _SHELL.search(page.source) is not None and page.tree.css_first("script[src]") is not None


def _is_small(attributes: Mapping[str, str | None]) -> bool:
    """Whether a frame is too low for a list: the weather, a clock."""
    height = (attributes.get("height") or "").strip().removesuffix("px")
    return height.isascii() and height.isdigit() and int(height) <= _LOW


def _titles(page: ParsedPage, regions: Regions, frame: SiteFrame) -> int:
    """Links to articles, outside of navigation and footer and of what stands beside."""
    site = _site_of(page.url)
    return sum(
        (_ARTICLE.search(link.url) is not None and len(link.text) > _COLUMN_NAME)
        or (len(_CHINESE.findall(link.text)) >= _TITLE and _site_of(link.url) == site)
        for link in page.links
        if link.index not in regions.outside and link.index not in regions.aside and link.index not in frame.links
    )


def _site_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.").lower()


def _has_content(page: ParsedPage, regions: Regions, frame: SiteFrame) -> bool:
    """Whether anything stands on the page that is not part of its frame: a text, a picture, a link, a form."""
    flat, around, bare = page.flat, _frame(page), _bare_headings(page.flat)
    known = regions.own
    for index, tag in enumerate(flat.tags):
        if index in around or index in regions.hidden or index in bare or frame.surrounds(flat, index):
            continue
        if tag == TEXT:
            text = " ".join(flat.texts.get(index, "").split())
            if len(text) > 1 and text not in known and _OF_FRAME.fullmatch(text.strip(_DASHES)) is None:
                return True
        elif tag in _SEEN or tag == "div":
            attributes = flat.attributes(index)
            if _PAINTED.search(attributes.get("style") or "") or (tag in _SEEN and attributes.get("type") != "hidden"):
                return True
    site = _site_of(page.url)
    return any(
        link.index not in around
        and link.index not in frame.links
        and _site_of(link.url) == site
        and link.url.partition("?")[0].count("/") > 3
        for link in page.links
    )


def _bare_headings(flat: Flat) -> Ranges:
    """The rows of headings in tables that have nothing but those."""
    bare = Ranges()
    tables = [(index, flat.ends[index]) for index, tag in enumerate(flat.tags) if tag == "table"]
    for start, end in tables:
        if any(flat.tags[index] == "a" or flat.tags[index] in _SEEN for index in range(start, end)):
            continue
        cells = [index for index in range(start, end) if flat.tags[index] in {"td", "th"}]
        if cells and all(flat.tags[cell] == "th" or not flat.text_of(cell) for cell in cells):
            bare.add(start, end)
    return bare


def _frame(page: ParsedPage) -> Ranges:
    """The parts that stand around the content; none that holds most of the page."""
    flat, ranges, menus, place = page.flat, Ranges(), _menus(page), place_line(page.flat)
    foot = _foot(flat, place)
    ranges.add(0, place)
    for index, tag in enumerate(flat.tags):
        if tag[0] == "-" or tag in {"html", "body"}:
            continue
        attributes = flat.attributes(index) if tag in {"div", "ul", "table", "section", "p", "span", "form"} else {}
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        framed = words != " " and (_FRAME.search(words) or (_NARROW.search(words) and _beside_the_wide(flat, index)))
        if tag in _FRAME_TAGS or framed or index in menus or index in foot:
            ranges.add(index, flat.ends[index])
    return ranges


def _foot(flat: Flat, place: int) -> set[int]:
    """Of the last two parts of a page those that say where the office is: below the content, not right at the place."""
    body = next((index for index, tag in enumerate(flat.tags) if tag == "body"), -1)
    parts = [index for index, up in enumerate(flat.parents) if up == body and flat.tags[index] != TEXT]
    below = [part for part in parts if part >= place > 0][1:]
    texts = {part: flat.text_of(part) for part in below}
    filed = next((part for part in below if len(texts[part]) <= _LONGEST_FILED and _FILED.search(texts[part])), -1)
    # Behind the filings nothing comes but buttons that float.
    foot = {part for part in below if part >= filed >= 0}
    return foot | {part for part in below[-2:] if len(texts[part]) <= _LONGEST_FOOT and _CONTACT.search(texts[part])}


def _beside_the_wide(flat: Flat, index: int) -> bool:
    """Whether an element stands in a row with one that is much wider."""
    at, row = flat.parents[index] + 1, flat.parents[index]
    while 0 < at < flat.ends[row]:
        if flat.tags[at] != TEXT and _WIDE.search(flat.attributes(at).get("class") or ""):
            return True
        at = flat.ends[at]
    return False


def _menus(page: ParsedPage) -> set[int]:
    """What holds short links alone, one of them to this very column or to the home page: lists of columns."""
    flat, menus = page.flat, set[int]()
    own = {re.split(r"[_\-|－—]", page.title)[0].strip(), page.metas.get("columnname", "").strip()} - {""}
    for link in page.links:
        name = link.text.strip()
        if name not in own and _HOME.fullmatch(name) is None:
            continue
        up = flat.parents[link.index]
        while up > 0 and flat.count_anchors(up) == 1 and flat.tags[up] not in _LISTS:
            up = flat.parents[up]
        anchors = flat.anchors_in(up)[:_MOST_COLUMNS] if up > 0 else []
        texts = [len(flat.text_of(index)) for index in anchors]
        if len(texts) > 1 and max(texts) <= _TITLE and len(flat.text_of(up)) - sum(texts) <= _BESIDES + len(texts):
            menus.add(up)
    return menus


def said_empty(page: ParsedPage, regions: Regions) -> str:
    """The line by which the page says that it is empty, if a visitor sees one."""
    for index, text in page.flat.texts.items() if EMPTY.search(page.visible) else ():
        if _width(text) > _LONGEST_EMPTY or index in regions.hidden:
            continue
        match = EMPTY.search(text)
        if match and (index not in regions.outside or "0" in match[0]):
            return text
    return _drawn_empty(page, regions) if _DRAWN.search(page.source) else ""


def _width(text: str) -> int:
    """The length of a text in Chinese characters; Latin ones say half as much."""
    return len(text) // 2 if text.isascii() else len(text)


def _drawn_empty(page: ParsedPage, regions: Regions) -> str:
    """What the picture says that stands where a list would."""
    for index, tag in enumerate(page.flat.tags):
        if tag == "img" and index not in regions.hidden and index not in regions.outside:
            words = (page.flat.attributes(index).get("alt") or "").strip()
            if _width(words) <= _LONGEST_EMPTY and EMPTY.search(words):
                return words
    return ""


def _is_scripted(page: ParsedPage) -> bool:
    return any(_SCRIPTED.search(node.text() or "") for node in page.tree.css("script")) or bool(
        re.search(r"\{\{|v-for|ng-repeat", page.visible)
    )
