"""A second set, written after the program had been mended by the first and judged by it unchanged."""

from collections.abc import Iterator
from datetime import date

from tests.pages.imitations.attacks import BAD, Attack, home
from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import bare, portal, rows, township


def _columns() -> Iterator[Column]:
    def each(form: str, newest: date = NEW) -> str:
        return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest))

    yield Column(
        "cards", portal(each("<a class='card' href='/{n}'><b>{t}</b><small>{d:%Y-%m-%d} | 县政府办</small></a>")), NEW
    )
    yield Column(
        "date in a title attribute's line",
        portal(each("<p><a title='{t} 发布于{d:%Y-%m-%d}' href='/{n}'>{t}</a><i>{d:%Y/%m/%d}</i></p>")),
        NEW,
    )
    yield Column(
        "nested table of a cell",
        township(
            "<table>"
            + each("<tr><td><table><tr><td><a href='{n}.htm'>{t}</a></td><td>{d:%Y-%m-%d}</td></tr></table></td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "numbered list",
        portal("<ol>" + each("<li><a href='/{n}.html'>{t}</a>（{d:%Y年%m月%d日}）</li>") + "</ol>"),
        NEW,
    )
    yield Column(
        "department before the title",
        portal("<ul>" + each("<li>[教委]<a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "validity beside publication",
        portal(
            "<ul>"
            + each("<li><a href='/{n}.html'>{t}</a><em>有效期至：2027-12-31</em><span>{d:%Y-%m-%d}</span></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "updated label on top of an old list",
        portal("<ul>" + each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD) + "</ul>"),
        OLD,
    )
    yield Column(
        "month above days",
        portal(
            "<ul>"
            + each("<li><span class='m'>{d:%m}月</span><span class='d'>{d:%d}</span><a href='/{n}.html'>{t}</a></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "people's congress session list",
        portal("<ul>" + each("<li><a href='/{n}.html'>{t}</a><span>会议时间：{d:%Y-%m-%d}</span></li>") + "</ul>"),
        None,
    )
    yield Column("interactive map", portal("<canvas id='map'></canvas><p>点击地图查看各乡镇</p>", "走进云山"), None)
    yield Column("download of forms", portal("<p><a href='/f/1.doc'>申请表.doc</a></p>", "表格下载"), None)
    yield Column(
        "nothing found by the query", portal("<div class='result'>没有查到符合条件的信息</div>"), None, blank=True
    )
    yield Column(
        "list shell",
        portal("<div class='list'><table><tr><th>标题</th><th>发布时间</th></tr></table></div>"),
        None,
        blank=True,
    )
    yield Column("upgrade notice", bare("<p>网站正在维护中，请稍后访问</p>"), None, blank=True)


def _attacks() -> Iterator[Attack]:
    links = f"<a href='{BAD}/1'>甲公司</a><a href='{BAD}/2'>乙公司</a>"
    own = "<a href='/a/'>机构设置</a><a href='/b/'>领导分工</a>"
    yield Attack(
        "outside to the right",
        home(f"<div style='position:absolute;right:-3000px'>{links}</div>"),
        home(f"<div style='position:absolute;right:0'>{own}</div>"),
    )
    yield Attack(
        "filter",
        home(f"<div style='filter:opacity(0)'>{links}</div>"),
        home(f"<div style='filter:grayscale(1)'>{own}</div>"),
    )
    yield Attack(
        "negative margin",
        home(f"<div style='margin-top:-9999px;position:absolute'>{links}</div>"),
        home(f"<div style='margin-top:-10px'>{own}</div>"),
    )
    yield Attack("hidden attribute", home(f"<section hidden>{links}</section>"), home(f"<section>{own}</section>"))
    yield Attack(
        "class written by a script",
        home(f"<style>.zx{{display:none}}</style><div class=zx>{links}</div>"),
        home(f"<style>.zx{{display:none}}</style><div class=zz>{own}</div>"),
    )
    yield Attack(
        "text the colour of its cell",
        home(f"<table><tr><td bgcolor='#003366'><font color='#003366'>{links}</font></td></tr></table>"),
        home(f"<table><tr><td bgcolor='#003366'><font color='#ffffff'>{own}</font></td></tr></table>"),
    )
    yield Attack(
        "jump through replace state",
        home(f"<script>window.top.location.replace('{BAD}/?f=1')</script>"),
        home("<script>window.top.scrollTo(0,0)</script>"),
    )
    yield Attack(
        "timer of text",
        home(f"<script>setTimeout(\"location.href='{BAD}'\",100)</script>"),
        home('<script>setTimeout("show()",100)</script>'),
    )
    yield Attack(
        "worker of another host",
        home(f"<script>new Worker('{BAD}/w.js')</script>"),
        home("<script>new Worker('/js/w.js')</script>"),
    )
    yield Attack(
        "long text of code",
        home("<script>eval(unescape('" + "%61%6c%65%72%74" * 8 + "'))</script>"),
        home("<script>var q=escape('云山县')</script>"),
    )
    yield Attack(
        "body that leads away",
        home("").replace("<body>", f"<body onload=\"window.location='{BAD}'\">"),
        home("").replace("<body>", '<body onload="init()">'),
    )
    yield Attack("replaced page", bare(f"<h1>Hacked by nobody</h1><a href='{BAD}'>x</a>"), home(""), plain=False)


LATER_COLUMNS, LATER_ATTACKS = tuple(_columns()), tuple(_attacks())
