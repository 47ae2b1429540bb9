"""A ninth set, after what public feed readers and crawlers say of the lists of offices: three skins more.

What they say is where title and day stand (selectors, forms of the day), never a page of anybody's.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import rows

LINK = "<a href='/{n}/content.shtml' title='{t}'>{t}</a>"
LINES = ("环境监察支队", "固体废物管理科", "生态保护科")


def _each(form: str, newest: date = NEW, count: int = 12, gap: int = 4) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _jcms(content: str, title: str = "工作动态") -> str:
    """A city's platform: hidden fields, a menu of tables, a tree of columns at the left, a strip of partners below."""
    menu = "".join(f"<td><a href='/col/col{n}/'>{name}</a></td>" for n, name in enumerate(("首页", "公开", "互动")))
    tree = "".join(f"<li><a href='/col/c{n}/'>{name}</a></li>" for n, name in enumerate((title, "政策文件", "人事")))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>云山县生态环境局 {title}</title>"
        f"<meta name='ColumnName' content='{title}'><meta name='ColumnType' content='概况信息'></head><body>"
        "<input type='hidden' id='webid' value='28'><div class='head'><h1>云山县生态环境局</h1><span id='weather'>"
        f"</span></div><table class='dh'><tr>{menu}</tr></table><div class='dqwz'>当前位置：首页 &gt; {title}</div>"
        f"<div class='zy'><div class='zy-left'><h3>栏目导航</h3><ul>{tree}</ul></div><div class='zy-right'>{content}"
        "</div></div><div class='hzhb'><a href='https://www.mee.example/'>部委</a></div><div class='foot'>"
        "<p>版权所有：云山县生态环境局　网站标识码：5009990033</p><p>您是第 <b>1182031</b> 位访问者</p></div>"
        "</body></html>"
    )


def _net(content: str, title: str = "通知公告") -> str:
    """A master page of a framework of forms: one form around everything, a clock, a search of its own."""
    links = "".join(f"<a href='List.aspx?c={n}'>{name}</a> | " for n, name in enumerate(("首页", "概况", "动态")))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><form id='aspnetForm' method='post'>"
        "<input type='hidden' name='__VIEWSTATE' value='dDwtMTk0'><div id='ctl00_head'><img src='Images/top.jpg'>"
        f"<div class='nav'>{links}</div><div id='ctl00_sj'>现在是：2026年11月23日 星期一 10:22</div></div>"
        "<div class='ss'><input type='text' name='ctl00$key'><input type='submit' value='搜索'></div>"
        f"<div class='lujing'>您所在的位置：首页 >> {title}</div><div id='ctl00_main'>{content}</div>"
        "<div id='ctl00_foot'>主办：云山县交通运输委员会<br>地址：云山县江北路2号 邮编：404601<br>"
        "渝ICP备06000001号</div></form></body></html>"
    )


def _grid(content: str, title: str = "政务要闻") -> str:
    """A responsive page of columns: a bar that folds, a panel, a list of sub-columns at the right."""
    group = "".join(f"<a class='list-group-item' href='/l/{n}'>{name}</a>" for n, name in enumerate(("要闻", "公示")))
    return (
        f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title} - 云山高新区</title></head>"
        "<body>"
        "<nav class='navbar navbar-default'><a class='navbar-brand' href='/'>云山高新区</a><ul class='nav navbar-nav'>"
        "<li><a href='/gk'>园区概况</a></li><li><a href='/zs'>招商引资</a></li></ul></nav><div class='container'>"
        f"<ol class='breadcrumb'><li><a href='/'>首页</a></li><li class='active'>{title}</li></ol><div class='row'>"
        f"<div class='col-md-9'><div class='panel'>{content}</div></div><div class='col-md-3'><div class='list-group'>"
        f"{group}</div></div></div></div><footer class='text-center'>Copyright © 2016-2026 云山高新区管理委员会 All "
        "Rights Reserved</footer></body></html>"
    )


def _of_entries() -> Iterator[Column]:
    def ul(form: str, newest: date = NEW, **how: int) -> str:
        return f"<ul>{_each(f'<li>{form}</li>', newest, **how)}</ul>"

    row = (
        "<ul class='ul_art_row'><li class='li_art_title'>"
        + LINK
        + "</li><li class='li_art_date'>{d:%Y-%m-%d}</li></ul>"
    )
    yield Column("a list for each entry", _jcms("<div id='div_list'>" + _each(row) + "</div>"), NEW)
    yield Column("a list for each entry, stale", _jcms("<div id='div_list'>" + _each(row, OLD) + "</div>"), OLD)
    yield Column(
        "day in brackets with its word",
        _jcms(ul(LINK + "<span>[{d:%Y/%m/%d}日]</span>")),
        NEW,
    )
    yield Column("day in a floating span before", _jcms(ul("<span class='fr'>{d:%Y-%m-%d}</span>" + LINK)), NEW)
    yield Column(
        "a table for each entry, the day in its first cell",
        _jcms(
            _each(
                "<div class='list_div'><div>"
                + LINK
                + "</div><table><tr><td>{d:%Y-%m-%d}</td><td>县局</td></tr></table></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "cells with classes",
        _jcms(
            "<table>"
            + _each("<tr><td class='wr_san'>" + LINK + "</td><td class='wrsan_date'>{d:%Y-%m-%d}</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "a grid of a framework",
        _net(
            "<table id='ctl00_ContentPlaceHolder1_myGV'><tr><th scope='col'>标题</th><th scope='col'>发布时间</th></tr>"
            + _each("<tr><td><a href='Show.aspx?id={n}'>{t}</a></td><td>{d:%Y/%m/%d} 0:00:00</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "a grid of a framework, stale, unpadded",
        _net(
            "<table id='ctl00_ContentPlaceHolder1_myGV'>"
            + _each(
                "<tr><td>·<a href='Show.aspx?id={n}'>{t}</a></td><td>{d.year}/{d.month}/{d.day} 9:05:00</td></tr>", OLD
            )
            + "</table>"
        ),
        OLD,
    )
    yield Column(
        "labels of a framework",
        _net(
            _each(
                "<div><a id='ctl00_r_{n}' href='Show.aspx?id={n}'>{t}</a> <span id='ctl00_s_{n}'>({d.month}月{d.day}日)"
                "</span></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "publisher and day in one span",
        _net("<ul>" + _each("<li><a href='s.aspx?id={n}'>{t}</a><span>运管科 {d:%Y-%m-%d}</span></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "media of a framework",
        _grid(
            _each(
                "<div class='media'><div class='media-left'><a href='/a/{n}'><img src='/{n}.jpg'></a></div>"
                "<div class='media-body'><h4 class='media-heading'><a href='/a/{n}'>{t}</a></h4><p>简介。</p>"
                "<small class='text-muted'><span class='glyphicon'></span> {d:%Y-%m-%d}</small></div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "items of a group with a badge",
        _grid(_each("<a class='list-group-item' href='/a/{n}'>{t}<span class='badge'>{d:%Y-%m-%d}</span></a>")),
        NEW,
    )
    yield Column(
        "items of a group with a badge, month and day",
        _grid(_each("<a class='list-group-item' href='/a/{n}'>{t}<span class='badge'>{d:%m-%d}</span></a>")),
        NEW,
    )
    yield Column(
        "cards with a foot",
        _grid(
            _each(
                "<div class='card'><a href='/a/{n}'><h5>{t}</h5></a><div class='card-footer'>管委会办公室 · "
                "{d:%Y年%m月%d日}</div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "a line of time",
        _grid(
            "<ul class='timeline'>"
            + _each("<li><time>{d:%Y-%m-%d}</time><div><h4><a href='/a/{n}'>{t}</a></h4></div></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "round badge: day above, year and month below",
        _grid(
            _each(
                "<div class='news-i'><div class='rq'><strong>{d:%d}</strong><span>{d:%Y/%m}</span></div><div><a "
                "href='/a/{n}'>{t}</a></div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "day with a stroke, month and year",
        _grid(_each("<dl><dt><b>{d:%d}</b>/<i>{d:%m}</i><em>{d:%Y}</em></dt><dd><a href='/a/{n}'>{t}</a></dd></dl>")),
        NEW,
    )
    yield Column(
        "read times before the day",
        _jcms(ul(LINK + "<span>阅读 213</span><span>{d:%Y-%m-%d}</span>", OLD)),
        OLD,
    )
    yield Column(
        "day and hour in two spans",
        _jcms(ul(LINK + "<span>{d:%Y-%m-%d}</span><span>16:32</span>")),
        NEW,
    )
    yield Column("hot and new marks", _jcms(ul("<i>热</i>" + LINK + "<i>新</i><span>{d:%Y-%m-%d}</span>")), NEW)
    yield Column(
        "column before the title",
        _jcms(ul("<a href='/c/1/'>[执法]</a>" + LINK + "<span>{d:%Y-%m-%d}</span>")),
        NEW,
    )
    yield Column(
        "number of a document behind the title",
        _jcms(ul(LINK + "（云环发〔2026〕12号）<span>{d:%Y-%m-%d}</span>", OLD)),
        OLD,
    )
    yield Column(
        "recordset of a proxy",
        _jcms(
            "<div id='p1'><script type='text/xml'><datastore><totalrecord>120</totalrecord><recordset>"
            + _each("<record><![CDATA[<table><tr><td>" + LINK + "</td><td>{d:%Y-%m-%d}</td></tr></table>]]></record>")
            + "</recordset></datastore></script></div>"
        ),
        NEW,
    )
    yield Column(
        "data for a table that a script draws",
        _grid(
            "<table id='t'></table><script>$('#t').bootstrapTable({data:["
            + _each('{{"title":"{t}","id":{n},"pubDate":"{d:%Y-%m-%d}"}},')
            + "]})</script>"
        ),
        NEW,
    )


def _of_tables_and_times() -> Iterator[Column]:
    yield Column(
        "approvals: accepted, decided, published",
        _jcms(
            "<table><tr><td>项目名称</td><td>受理日期</td><td>批复日期</td><td>公示日期</td></tr>"
            + "".join(
                f"<tr><td><a href='/{n}.html'>{t}环评</a></td><td>{d - timedelta(days=30):%Y-%m-%d}</td><td>"
                f"{d - timedelta(days=3):%Y-%m-%d}</td><td>{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>",
            "环评审批",
        ),
        NEW,
    )
    yield Column(
        "recruitment with its time of registration",
        _grid(
            _each(
                "<div class='zp'><a href='/a/{n}'>{t}</a><p>报名时间：2026年12月1日—12月5日</p>"
                "<p>发布日期：{d:%Y-%m-%d}</p></div>"
            ),
            "公开招聘",
        ),
        NEW,
    )
    yield Column(
        "collections of opinions: from and to, no other day",
        _jcms(
            "<table><tr><th>主题</th><th>开始日期</th><th>结束日期</th><th>状态</th></tr>"
            + "".join(
                f"<tr><td><a href='/dc/{n}.html'>{t}</a></td><td>{d:%Y-%m-%d}</td><td>"
                f"{d + timedelta(days=30):%Y-%m-%d}</td><td>已结束</td></tr>"
                for t, d, n in rows(OLD)
            )
            + "</table>",
            "意见征集",
        ),
        OLD,
    )
    yield Column(
        "air of the day in a table beside the list",
        _jcms(
            "<div class='kq'><h4>今日空气质量</h4><p>2026年11月23日 08时 AQI：42 优</p></div><ul>"
            + _each("<li>" + LINK + "<span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "list with a line that says when the page was made",
        _net(
            "<ul>"
            + _each("<li><a href='s.aspx?id={n}'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul><p align='right'>页面生成时间：2026-11-23 06:00:01</p>"
        ),
        OLD,
    )
    yield Column(
        "years to choose above",
        _grid(
            "<p><a href='?y=2026'>2026年</a> <a href='?y=2025'>2025年</a> <a href='?y=2024'>2024年</a></p><ul>"
            + _each("<li><a href='/a/{n}'>{t}</a><span>{d:%m-%d}</span></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "bulletins by month in the title, days beside",
        _jcms(
            "<ul>"
            + "".join(
                f"<li><a href='/{m}.pdf'>2026年{m}月县城空气质量月报</a><span>2026-{m + 1:02}-05</span></li>"
                for m in range(9, 0, -1)
            )
            + "</ul>",
            "环境质量",
        ),
        date(2026, 10, 5),
    )
    yield Column(
        "reports of quarters, days in the addresses",
        _jcms(
            "<ul>"
            + "".join(
                f"<li><a href='./20{y}0{m}/t20{y}0{m}15_{k}.html'>20{y}年第{m // 3}季度水质公报</a></li>"
                for k, (y, m) in enumerate(((26, 9), (26, 6), (26, 3), (25, 9)))
            )
            + "</ul>",
            "水环境",
        ),
        date(2026, 9, 15),
    )
    yield Column(
        "law with its day in brackets in the title",
        _grid(
            "<ul>"
            + _each("<li><a href='/a/{n}'>{t}（2026年1月1日起施行）</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul>",
            "法规",
        ),
        OLD,
    )
    yield Column(
        "meeting that lies ahead in the title",
        _grid(
            "<ul><li><a href='/a/1'>关于召开2026年12月8日听证会的公告</a><span>2025-06-03</span></li>"
            + _each("<li><a href='/a/{n}'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "letters: received, answered",
        _net(
            "<table><tr><td>编号</td><td>标题</td><td>来信日期</td><td>回复日期</td></tr>"
            + "".join(
                f"<tr><td>{n}</td><td><a href='x.aspx?id={n}'>{t}</a></td><td>{d - timedelta(days=4):%Y-%m-%d}</td><td>"
                f"{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>",
            "主任信箱",
        ),
        NEW,
    )
    yield Column(
        "article with publisher and readers",
        _jcms(
            "<h2>关于做好冬季扬尘防治的通知</h2><div class='xx'>信息来源：县生态环境局 浏览量：<b>88</b> "
            "发布日期：2026-10-21 "
            "10:12</div>" + "<p>各施工单位要落实六个百分之百，严格管控。</p>" * 8
        ),
        date(2026, 10, 21),
    )
    yield Column(
        "article with the day at its end alone",
        _net("<h3>公告</h3>" + "<p>因施工需要，对部分路段实行管制。</p>" * 6 + "<p align='right'>2026年9月2日</p>"),
        date(2026, 9, 2),
    )
    yield Column(
        "guide with its day of change",
        _grid("<h1>投资指南</h1>" + "<p>高新区位于县城以东，交通便利。</p>" * 6 + "<p>更新时间：2026-05-20</p>"),
        date(2026, 5, 20),
    )
    yield Column(
        "month and day, the last of them of last year",
        _jcms(
            "<ul>"
            + "".join(
                f"<li><span>{d:%m-%d}</span><a href='/{n}.html'>{t}</a></li>"
                for t, d, n in rows(date(2026, 2, 20), 10, 12)
            )
            + "</ul>"
        ),
        date(2026, 2, 20),
    )
    yield Column(
        "most read at the right, with a heading",
        _grid(
            "<ul>"
            + _each("<li><a href='/a/{n}'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul><div class='phb'><h4>点击排行</h4><ul>"
            + _each("<li><a href='/b/{n}'>{t}</a><span>{d:%Y-%m-%d}</span></li>", NEW, 5)
            + "</ul></div>"
        ),
        OLD,
    )
    yield Column(
        "hundreds in pages, page two below",
        _net(
            "<ul>"
            + _each("<li><a href='s.aspx?id={n}'>{t}</a>[{d:%y.%m.%d}]</li>")
            + "</ul><div>共 320 条 当前 1/27 页 首页 上一页 下一页 尾页</div>"
        ),
        NEW,
    )


def _homes() -> Iterator[Column]:
    def box(name: str, newest: date, form: str, count: int = 6) -> str:
        items = _each("<li><a href='/a/{n}'>{t}</a><span>" + form + "</span></li>", newest, count)
        return f"<div class='panel'><div class='panel-heading'>{name}</div><ul>{items}</ul></div>"

    full = "{d:%Y-%m-%d}"
    yield Column("home of a zone", _grid(box("要闻", NEW, full) + box("公告", OLD, full), "首页"), NEW, home=True)
    yield Column(
        "home with one list that is empty",
        _grid(
            box("要闻", NEW, full) + "<div class='panel'><div class='panel-heading'>招标</div><p>暂无信息</p></div>",
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column("home of forms, stale", _net(box("动态", OLD, "{d:%Y/%m/%d}"), "首页"), OLD, home=True)
    yield Column(
        "home with slides and a list",
        _jcms(
            "<div class='swiper'>"
            + _each("<div><a href='/s/{n}'><img src='/{n}.jpg' alt='{t}'></a></div>", NEW, 4)
            + "</div>"
            + box("环保要闻", date(2026, 11, 3), "{d:%m-%d}"),
            "首页",
        ),
        date(2026, 11, 3),
        home=True,
    )


def _not_blank() -> Iterator[Column]:
    yield Column(
        "a way to elsewhere", _jcms("<a href='https://zwfw.example/qd'>点击进入权责清单</a>", "权责清单"), None
    )
    yield Column(
        "columns below this one",
        _jcms(
            "<div class='lm'><h3><a href='/col/1/'>规划计划</a></h3></div><div class='lm'><h3><a href='/col/2/'>"
            "统计信息</a></h3></div>",
            "法定主动公开内容",
        ),
        None,
    )
    yield Column(
        "offices of a bureau", _jcms("<ul>" + "".join(f"<li>{x}</li>" for x in LINES) + "</ul>", "内设机构"), None
    )
    yield Column(
        "questions and answers",
        _jcms("<h4>问：排污许可证怎样办理？</h4><p>答：向县局提交申请表和承诺书。</p>", "常见问题"),
        None,
    )
    yield Column(
        "a paper in the page",
        _jcms("<embed src='/fj/qd.pdf' width='100%' height='800'>", "责任清单"),
        None,
    )
    yield Column(
        "a picture behind", _grid("<div style='background:url(/jt.jpg);height:600px'></div>", "交通区位"), None
    )
    yield Column(
        "people with pictures", _net("<img src='a.jpg'>主任 何一<br><img src='b.jpg'>副主任 周二", "领导"), None
    )
    yield Column(
        "choice of departments",
        _net("<select><option>请选择</option><option>客运科</option><option>货运科</option></select>", "科室查询"),
        None,
    )
    yield Column(
        "guides without a day",
        _grid("<ul><li><a href='/g/1'>企业设立登记</a></li><li><a href='/g/2'>施工许可</a></li></ul>", "办事指南"),
        None,
    )
    yield Column("lines to call", _net("<table><tr><td>客运投诉</td><td>12328</td></tr></table>", "监督电话"), None)
    yield Column(
        "a vote",
        _grid("<p>您对园区服务是否满意？</p><label><input type='radio' name='a'>满意</label>", "网上调查"),
        None,
    )
    yield Column(
        "drawn by a program",
        _grid("<div id='list'><p v-for='x in rows'>{{ x.title }}</p></div><script>new Vue({el:'#list'})</script>"),
        None,
    )
    yield Column(
        "list from a script of its own",
        _jcms("<ul id='newslist'></ul><script src='/module/list.jsp?columnid=12'></script>"),
        None,
    )
    yield Column("drawn after a request", _net("<div id='d'></div><script>LoadNewsList(12,1);</script>"), None)
    yield Column("a frame", _net("<iframe src='Inner.aspx?c=3' width='700'></iframe>"), None)
    yield Column("a film", _grid("<video controls><source src='/xc.mp4'></video>", "宣传片"), None)


def _blank() -> Iterator[Column]:
    yield Column("forms: nothing", _net("<div></div>", "公路建设"), None, blank=True)
    yield Column("forms: an empty grid", _net("<div><table id='gv'></table></div>", "水运管理"), None, blank=True)
    yield Column("forms: no record yet", _net("<table><tr><td>暂时没有记录！</td></tr></table>"), None, blank=True)
    yield Column("forms: an empty class", _net("<span>该分类下没有信息</span>", "招标公告"), None, blank=True)
    yield Column("forms: pages of none", _net("<div>总记录数：0 页次：0/0</div>", "招标公告"), None, blank=True)
    yield Column("city: a heading alone", _jcms("<h2>工作动态</h2>"), None, blank=True)
    yield Column("city: sum of none", _jcms("<ul></ul><div class='pg'>共0条</div>", "执法公示"), None, blank=True)
    yield Column(
        "city: an empty recordset",
        _jcms(
            "<div id='p1'><script type='text/xml'><datastore><totalrecord>0</totalrecord><recordset></recordset>"
            "</datastore></script></div>",
            "排污许可",
        ),
        None,
        blank=True,
    )
    yield Column("city: no articles", _jcms("<p>此栏目暂无文章，请浏览其他栏目！</p>", "核与辐射"), None, blank=True)
    yield Column("city: nothing published", _jcms("<p>该栏目暂未发布信息</p>", "应急管理"), None, blank=True)
    yield Column("city: sorry", _jcms("<p>很抱歉，该栏目下没有内容</p>", "土壤环境"), None, blank=True)
    yield Column("city: entries of nothing", _jcms("<ul><li></li><li></li><li></li></ul>", "宣教"), None, blank=True)
    yield Column(
        "zone: a picture says so",
        _grid("<div class='empty'><img src='/i/zwsj.png' alt='暂无数据'></div>"),
        None,
        blank=True,
    )
    yield Column("zone: alert", _grid("<div class='alert'>抱歉，没有查询到相关内容！</div>"), None, blank=True)
    yield Column("zone: being updated", _grid("<p>内容正在更新中……</p>", "园区企业"), None, blank=True)
    yield Column(
        "zone: an empty group", _grid("<div class='list-group'></div><ul class='pagination'></ul>"), None, blank=True
    )
    yield Column("zone: a word of English", _grid("<p class='nodata'>No data</p>", "入园企业"), None, blank=True)
    yield Column(
        "zone: pages around nothing",
        _grid(
            "<ul></ul><nav><ul class='pagination'><li><a href='#'>«</a></li><li><a href='#'>1</a></li></ul></nav>",
            "公示",
        ),
        None,
        blank=True,
    )


NINTH_COLUMNS = (*_of_entries(), *_of_tables_and_times(), *_homes(), *_not_blank(), *_blank())
