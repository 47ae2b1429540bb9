"""Pages as the publishing systems of offices make them, several kinds; dates and entries are the test's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

TODAY = date(2026, 11, 23)
SITE = "http://www.fengjie.example"

NAV = "".join(
    f'<li><a href="/{path}/">{name}</a></li>'
    for path, name in (
        ("index", "首页"), ("zwgk", "政务公开"), ("zwfw", "政务服务"), ("hdjl", "互动交流"), ("zjfj", "走进奉节"),
        ("sjfb", "数据发布"), ("jdhy", "解读回应"), ("ztzl", "专题专栏"),
    )
)  # fmt: skip
FOOT = (
    "<p>版权所有 &copy; 2011-2026 奉节县人民政府　主办：奉节县人民政府办公室</p>"
    '<p><a href="https://beian.miit.gov.cn/">渝ICP备05001234号-1</a> 网站标识码：5002360001 '
    "渝公网安备 50023602000123号</p>"
    '<p><a href="/wzdt/">网站地图</a> <a href="/lxwm/">联系我们</a> 最后修改于 2026-11-23</p>'
)


@dataclass(frozen=True)
class Entry:
    """One article of a list."""

    title: str
    day: date
    url: str = ""

    @property
    def href(self) -> str:
        """Where it stands: by default an address that says nothing about the day."""
        return self.url or f"/zwgk/content_{crc32(self.title.encode()) % 90000 + 10000}.html"


def page(content: str, *, head: str = "", script: str = "") -> str:
    """A whole page around some content."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>奉节县人民政府</title>{head}'
        '<meta name="others" content="页面生成时间 2026-11-23 08:00:00">'
        f"<script>var now = '2026-11-23'; {script}</script></head><body>"
        '<div class="top">今天是：2026年11月23日 星期一 <a href="/mobile/">移动客户端下载</a></div>'
        f'<div class="main-nav"><ul>{NAV}</ul></div>'
        '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
        f'<div class="container">{content}</div>'
        f'<div class="footer">{FOOT}</div></body></html>'
    )


def _items(entries: Sequence[Entry], one: Callable[[Entry], str]) -> str:
    return "".join(map(one, entries))


def plain_list(entries: Sequence[Entry], form: str = "{0:%Y-%m-%d}") -> str:
    """`li`, title, date in a span."""
    return "<ul class='list'>" + _items(
        entries,
        lambda one: f"<li><a href='{one.href}' title='全文'>{one.title}</a><span>{form.format(one.day)}</span></li>",
    ) + "</ul>"  # fmt: skip


def date_first(entries: Sequence[Entry], form: str = "[{0:%m-%d}]") -> str:
    """The date before the title, loose text in the `li`."""
    return (
        "<ul>"
        + _items(entries, lambda one: f"<li>{form.format(one.day)} <a href='{one.href}'>{one.title}</a></li>")
        + "</ul>"
    )


def table(entries: Sequence[Entry], form: str = "{0:%Y/%m/%d}") -> str:
    """A table of documents with a heading: number, title, day of the document, day of publication."""
    head = "<tr><th>序号</th><th>标题</th><th>发布日期</th></tr>"
    rows = (
        f"<tr><td>{number}</td><td><a href='{one.href}'>{one.title}</a></td><td>{form.format(one.day)}</td></tr>"
        for number, one in enumerate(entries, 1)
    )
    return f"<table>{head}{''.join(rows)}</table>"


def flat_run(entries: Sequence[Entry], form: str = "({0:%Y-%m-%d})") -> str:
    """Links and dates one after the other in a single cell, as the oldest sites have it."""
    return "<table><tr><td>" + _items(
        entries, lambda one: f"· <a href='{one.href}'>{one.title}</a> <font>{form.format(one.day)}</font><br>"
    ) + "</td></tr></table>"  # fmt: skip


def blocks(entries: Sequence[Entry]) -> str:
    """A large day over a small month."""
    return _items(
        entries,
        lambda one: (
            f"<div class='news'><div class='date'><b>{one.day:%d}</b><i>{one.day:%Y-%m}</i></div>"
            f"<h3><a href='{one.href}'>{one.title}</a></h3><p>摘要：有关部门介绍了进展情况。</p></div>"
        ),
    )


def month_over_year(entries: Sequence[Entry]) -> str:
    """Month and day over the year."""
    return "<ul>" + _items(
        entries,
        lambda one: (
            f"<li><a href='{one.href}'><em>{one.day:%m/%d}</em><em>{one.day:%Y}</em><b>{one.title}</b></a></li>"
        ),
    ) + "</ul>"  # fmt: skip


def inside_link(entries: Sequence[Entry], form: str = "{0:%Y年%m月%d日}") -> str:
    """The date inside the link, in an element of its own."""
    return "<div>" + _items(
        entries, lambda one: f"<a href='{one.href}'><p>{one.title}</p><span>{form.format(one.day)}</span></a>"
    ) + "</div>"  # fmt: skip


def labelled(entries: Sequence[Entry], form: str = "发布时间：{0:%Y-%m-%d} 09:30") -> str:
    """Search results and open-government lists: a line with the label under each title."""
    return _items(
        entries,
        lambda one: (
            f"<dl><dt><a href='{one.href}'>{one.title}</a></dt>"
            f"<dd>来源：县政府办　{form.format(one.day)}　浏览：12次</dd></dl>"
        ),
    )


def in_title(entries: Sequence[Entry]) -> str:
    """Title and date in one text inside the link."""
    return "<ul>" + _items(
        entries, lambda one: f"<li><a href='{one.href}'>{one.title}  {one.day:%Y-%m-%d}</a></li>"
    ) + "</ul>"  # fmt: skip


def packed(entries: Sequence[Entry]) -> str:
    """Eight figures."""
    return plain_list(entries, "{0:%Y%m%d}")


def datastore(entries: Sequence[Entry]) -> str:
    """The list in XML inside a script, as one widespread system sends it."""
    records = _items(
        entries,
        lambda one: (
            f"<record><![CDATA[<li><a href='{one.href}'>{one.title}</a><span>{one.day:%Y-%m-%d}</span></li>]]></record>"
        ),
    )
    return (
        '<div id="list"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/more.jsp"></a>]]></nextgroup>'
        f"<recordset>{records}</recordset></datastore></script></div>"
    )


LISTS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "plain": plain_list,
    "slashes": lambda entries: plain_list(entries, "{0:%Y/%m/%d}"),
    "dots": lambda entries: plain_list(entries, "{0:%Y.%m.%d}"),
    "chinese": lambda entries: plain_list(entries, "{0:%Y年%m月%d日}"),
    "unpadded": lambda entries: plain_list(entries, "{0.year}-{0.month}-{0.day}"),
    "brackets": lambda entries: date_first(entries, "[{0:%Y-%m-%d}]"),
    "lenticular": lambda entries: date_first(entries, "【{0:%Y-%m-%d}】"),
    "full-width": lambda entries: plain_list(entries, "（{0:%Y－%m－%d}）"),
    "with time": lambda entries: plain_list(entries, "{0:%Y-%m-%d} 16:05:33"),
    "table": table,
    "flat run": flat_run,
    "blocks": blocks,
    "month over year": month_over_year,
    "inside link": inside_link,
    "labelled": labelled,
    "in title": in_title,
    "packed": packed,
    "datastore": datastore,
}
"""Lists whose dates have a year."""
SHORT: dict[str, Callable[[Sequence[Entry]], str]] = {
    "bracketed": date_first,
    "bare": lambda entries: plain_list(entries, "{0:%m-%d}"),
    "slash": lambda entries: plain_list(entries, "{0:%m/%d}"),
    "chinese": lambda entries: plain_list(entries, "{0.month}月{0.day}日"),
}
"""Lists whose dates have none."""
