"""Home pages, columns and stubs as they are met with, each with the day or the state that a person would tell.

Invented: no page was copied. What is written in the name is the habit that the page imitates.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.dateless import blank, homes, undated
from tests.pages.imitations.shape import NEW, OLD, Column, listed
from tests.pages.imitations.skins import TODAY, TOPICS, portal, rows, township


def _full() -> Iterator[Column]:
    yield Column("trs list", portal(listed(NEW, "{:%Y-%m-%d}", href="./202611/t20261112_{2}.html")), NEW)
    yield Column("trs list, old", portal(listed(OLD, "{:%Y-%m-%d}")), OLD)
    yield Column("dots", portal(listed(NEW, "{:%Y.%m.%d}")), NEW)
    yield Column("year month day in words", portal(listed(NEW, "{0.year}年{0.month}月{0.day}日")), NEW)
    yield Column("slashes with time", township(listed(NEW, "{:%Y/%m/%d} 09:12")), NEW)
    yield Column("two figures of the year", township(listed(NEW, "{:%y-%m-%d}")), NEW)
    yield Column(
        "brackets in a table",
        township(
            "<table>"
            + "".join(
                f"<tr><td>·</td><td><a class='c51' href='info/1021/{n}.htm'>{t}</a></td><td>"
                f"<span class='timestyle51'>[{d:%Y-%m-%d}]</span>&nbsp;</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "time element",
        portal(
            "".join(
                f"<article><h3><a href='/a/{n}'>{t}</a></h3><time datetime='{d:%Y-%m-%d}'>"
                f"{d:%d} 日 {d.month} 月 {d.year}</time></article>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "day over year and month",
        portal(
            "".join(
                f"<li class='clearfix'><div class='rq'><p class='d'>{d:%d}</p><p class='ym'>{d:%Y-%m}</p></div>"
                f"<a href='/{n}.htm'>{t}</a></li>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "year.month over day in a link",
        portal(
            "".join(
                f"<li><a href='/{n}.htm'><i><em>{d:%Y.%m}</em><strong>{d:%d}</strong></i><h4>{t}</h4></a></li>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "release label in a line",
        portal(
            "".join(
                f"<div class='item'><h4><a href='/{n}.htm'>{t}</a></h4><p>"
                f"信息来源：县政府办　发布时间：{d:%Y-%m-%d}　阅读：{n % 97} 次</p></div>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "open government catalogue",
        portal(
            "<table><tr><th>索引号</th><th>文件名称</th><th>发文字号</th><th>成文日期</th><th>发布日期</th></tr>"
            + "".join(
                f"<tr><td>1150/2026-{n}</td><td><a href='/{n}.html'>{t}</a></td><td>云府发〔2026〕{n % 90} 号</td>"
                f"<td>{d - timedelta(days=20):%Y-%m-%d}</td><td>{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "catalogue whose days of effect lie ahead",
        portal(
            "<table><tr><th>标题</th><th>施行日期</th><th>发布日期</th></tr>"
            + "".join(
                f"<tr><td><a href='/{n}.html'>{t}</a></td><td>{d + timedelta(days=9):%Y-%m-%d}</td><td>"
                f"{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "pinned entry first",
        portal(
            "<ul><li><a href='/top.html'>云山县政府信息公开指南（置顶）</a><span>2021-03-01</span></li></ul>"
            + listed(NEW, "{:%Y-%m-%d}")
        ),
        NEW,
    )
    yield Column("not in order", portal(listed(OLD, "{:%Y-%m-%d}") + listed(NEW, "{:%Y-%m-%d}", count=3)), NEW)
    yield Column(
        "jpage store",
        portal(
            "<div id='1'><script type='text/xml'><datastore><nextgroup></nextgroup><recordset>"
            + "".join(
                f"<record><![CDATA[<li><a href='/art/{d:%Y/%m/%d}/art_{n}.html'>{t}</a><b>{d:%Y-%m-%d}</b></li>]]>"
                f"</record>"
                for t, d, n in rows(NEW)
            )
            + "</recordset></datastore></script></div>"
        ),
        NEW,
    )
    yield Column(
        "days in the addresses alone",
        portal(
            "<ul>"
            + "".join(f"<li><a href='./{d:%Y%m}/t{d:%Y%m%d}_{n}.html'>{t}</a></li>" for t, d, n in rows(NEW))
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "pictures with a day below",
        portal(
            "".join(
                f"<div class='pic'><a href='/{n}.htm'><img src='/p{n}.jpg' alt='{t}'></a><p><a href='/{n}.htm'>"
                f"{t}</a></p><span>{d:%Y-%m-%d}</span></div>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "definition list",
        township(
            "<dl>"
            + "".join(f"<dt><a href='{n}.htm'>{t}</a></dt><dd>{d:%Y-%m-%d}</dd>" for t, d, n in rows(NEW))
            + "</dl>"
        ),
        NEW,
    )
    yield Column(
        "date before, in the same text",
        township("".join(f"<p>{d:%Y-%m-%d} <a href='{n}.htm'>{t}</a></p>" for t, d, n in rows(NEW))),
        NEW,
    )
    yield Column("english month", portal(listed(NEW, "{:%Y-%m-%d}T08:00:00+08:00")), NEW)


def _short() -> Iterator[Column]:
    """Month and day alone, the years to be read down the list."""
    steady = [
        date(2026, 8, 21),
        date(2026, 7, 27),
        date(2026, 5, 6),
        date(2026, 1, 15),
        date(2025, 12, 29),
        date(2025, 11, 20),
    ]
    body = "".join(f"<li><span>{d:%m-%d}</span><a href='/{n}.html'>{TOPICS[n]}</a></li>" for n, d in enumerate(steady))
    yield Column("month and day over the turn of the year", portal(f"<ul>{body}</ul>"), date(2026, 8, 21))
    yield Column("month and day, this month", portal(listed(NEW, "{:%m-%d}")), NEW)
    yield Column(
        "month and day in brackets",
        township("".join(f"<p>[{d:%m-%d}] <a href='{n}.htm'>{t}</a></p>" for t, d, n in rows(NEW))),
        NEW,
    )
    yield Column(
        "month and day, last entries older than a year",
        portal(listed(date(2026, 10, 30), "{:%m/%d}", count=12, gap=45)),
        date(2026, 10, 30),
    )
    yield Column(
        "year from the address",
        portal(listed(date(2025, 9, 9), "{:%m-%d}", href="./{1:%Y%m}/t{1:%Y%m%d}_{2}.html")),
        date(2025, 9, 9),
    )
    yield Column(
        "year from a heading", portal("<h3>2024年</h3>" + listed(date(2024, 9, 9), "{:%m-%d}", gap=2)), date(2024, 9, 9)
    )


def _otherwise() -> Iterator[Column]:
    """Days that are no days of publication."""
    yield Column(
        "interviews",
        portal(
            "".join(
                f"<li><a href='/ft/{n}'>{t}</a><p>访谈时间：{d + timedelta(days=3):%Y-%m-%d}</p><p>"
                f"发布时间：{d:%Y-%m-%d}</p></li>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "openings of bids",
        portal(
            "".join(
                f"<tr><td><a href='/zb/{n}'>{t}（招标公告）</a></td><td>"
                f"开标时间 {d + timedelta(days=6):%Y-%m-%d}</td><td>{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            ).join(("<table>", "</table>"))
        ),
        NEW,
    )
    yield Column(
        "closing days of surveys",
        portal(
            "".join(
                f"<li><a href='/dc/{n}'>{t}</a><span>征集截止时间：{d + timedelta(days=4):%Y-%m-%d}</span><span>"
                f"发布日期：{d:%Y-%m-%d}</span></li>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW,
    )
    yield Column(
        "examinations alone",
        portal(
            "<ul>"
            + "".join(f"<li><a href='/ks/{n}'>{t}</a><span>考试时间：{d:%Y-%m-%d}</span></li>" for t, d, n in rows(NEW))
            + "</ul>"
        ),
        None,
    )
    yield Column(
        "weather and today above",
        portal("<div>今天是2026年11月23日 晴 8℃～15℃</div>" + listed(OLD, "{:%Y-%m-%d}")),
        OLD,
    )
    yield Column("footer of a year", township(listed(OLD, "{:%Y-%m-%d}") + "<p>最近更新：2026-11-23 系统维护</p>"), OLD)
    yield Column(
        "letters with their answers",
        portal(
            "<table><tr><th>来信标题</th><th>来信时间</th><th>办结时间</th></tr>"
            + "".join(
                f"<tr><td><a href='/xj/{n}'>{t}</a></td><td>{d:%Y-%m-%d}</td><td>"
                f"{d + timedelta(days=1):%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "hot reading beside",
        portal(
            listed(OLD, "{:%Y-%m-%d}")
            + "<div class='sidebar hot'><h3>热点推荐</h3>"
            + listed(NEW, "{:%Y-%m-%d}", count=5)
            + "</div>"
        ),
        OLD,
    )
    yield Column(
        "banner with a dated address",
        portal(
            "<a href='/zt/20261101/'><img src='/b.png' alt='专题'></a>"
            + "<p>本栏目介绍机构设置。</p>"
            + "<p>办公地址：云山县政务中心三楼</p>"
        ),
        None,
    )
    yield Column(
        "registrations",
        portal(
            "".join(
                f"<li><a href='/bm/{n}'>{t}</a><em>报名时间：{d:%Y-%m-%d}至{d + timedelta(days=8):%Y-%m-%d}</em><i>"
                f"{d - timedelta(days=2):%Y-%m-%d}</i></li>"
                for t, d, n in rows(NEW)
            )
        ),
        NEW - timedelta(days=2),
    )


def _titles() -> Iterator[Column]:
    """Titles with words that elsewhere belong to the frame of a page."""
    for name, title in (
        ("备案", "关于公布规范性文件备案审查结果的公告"), ("注册", "关于注销部分企业注册登记的公告"),
        ("登录", "关于统一登录政务服务平台的通知"), ("关怀", "县总工会关怀困难职工走访慰问"),
        ("无障碍", "县城主干道无障碍设施改造完成"), ("首页", "我县经验登上省报首页"),
    ):  # fmt: skip
        older = (
            listed(NEW - timedelta(days=30), "{:%Y-%m-%d}", count=4)
            .replace("<ul class='list'>", "")
            .replace("</ul>", "")
        )
        yield Column(
            f"title with {name}",
            portal(f"<ul><li><a href='/n.html'>{title}</a><span>{NEW}</span></li>{older}</ul>"),
            NEW,
        )


def _articles() -> Iterator[Column]:
    text = "<p>云山县各乡镇要高度重视，抓紧落实。</p>" * 8
    tags = f"<meta name='ArticleTitle' content='通知'><meta name='PubDate' content='{NEW} 10:00'>"
    "<meta name='ContentSource' content='县政府办'>"
    yield Column("an article with tags", portal(f"<h1>关于做好防火工作的通知</h1>{text}", head=tags), NEW)
    yield Column(
        "an article with a line",
        portal(f"<h1>关于做好防火工作的通知</h1><div>发布时间：{NEW} 来源：县政府办</div>{text}"),
        NEW,
    )
    yield Column("guide to services", portal(f"<h1>县档案馆查档须知</h1>{text}<p>更新日期：{OLD}</p>"), OLD)


COLUMNS = tuple(
    column for family in (_full, _short, _otherwise, _titles, _articles, undated, blank, homes) for column in family()
)
assert all(column.newest is None or column.newest <= TODAY for column in COLUMNS)
