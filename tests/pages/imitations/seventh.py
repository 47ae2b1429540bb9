"""A seventh set: sites of a county and its offices once more, with other makers' habits, written without the "
"judge at hand."""

from collections.abc import Iterator
from datetime import date

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import portal, rows, township

LINK = "<a target='_blank' href='/{n}.shtml'>{t}</a>"


def _each(form: str, newest: date = NEW, count: int = 15, gap: int = 4) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _cloud(content: str, title: str = "部门动态") -> str:
    """A sub-site of a county's common platform: a red band, a switch of sites, its own search, friendly links below."""
    top = "".join(f"<a href='/site{n}/'>{name}</a>" for n, name in enumerate(("县政府办", "县发改委", "县教委")))
    nav = "".join(f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in enumerate(("首页", "公开", "解读", "回应")))
    return (
        "<!DOCTYPE html><html><head><meta charset='UTF-8'><meta name='SiteName' content='云山县教育委员会'>"
        f"<meta name='ColumnName' content='{title}'><title>{title}-云山县教育委员会</title></head><body>"
        f"<div class='sitelist'>{top}</div><div class='header'><img src='/logo.png'></div><ul class='nav'>{nav}</ul>"
        f"<div class='weizhi'>当前位置：<a href='/'>首页</a>&gt;{title}</div><div class='mainbody'>{content}</div>"
        "<div class='yqlink'><select><option>部委网站</option></select><select><option>市级部门</option></select></div>"
        "<div class='footer'>版权所有：云山县教育委员会 ICP备案：渝ICP备10000001号</div></body></html>"
    )


def _news(content: str, title: str = "要闻") -> str:
    """A media centre's site."""
    return (
        f"<html><head><meta charset='utf-8'><title>{title} 云山网</title></head><body><header>云山网 YUNSHAN.EXAMPLE"
        f"</header><nav><a href='/'>首页</a><a href='/yw/'>要闻</a><a href='/sp/'>视听</a></nav><main>{content}</main>"
        "<footer>互联网新闻信息服务许可证编号：50120200001 违法和不良信息举报电话：023-55501111</footer></body></html>"
    )


def _columns() -> Iterator[Column]:
    def ul(form: str, newest: date = NEW, css: str = "list", **how: int) -> str:
        return f"<ul class='{css}'>{_each(f'<li>{form}</li>', newest, **how)}</ul>"

    yield Column("days to the right", _cloud(ul(LINK + "<span class='right'>{d:%Y-%m-%d}</span>")), NEW)
    yield Column("days to the left", _cloud(ul("<span class='left'>{d:%Y-%m-%d}</span>" + LINK)), NEW)
    yield Column("days in words", _cloud(ul(LINK + "<span>{d:%Y年%m月%d日}</span>")), NEW)
    yield Column("days in italics", township(ul(LINK + "<i>{d:%Y-%m-%d}</i>")), NEW)
    yield Column("days with minutes", _news(ul(LINK + "<time>{d:%Y-%m-%d} 15:42</time>")), NEW)
    yield Column("days with seconds", _news(ul(LINK + "<time>{d:%Y/%m/%d} 15:42:07</time>")), NEW)
    yield Column("stale days with minutes", _news(ul(LINK + "<time>{d:%Y-%m-%d} 15:42</time>", OLD)), OLD)
    yield Column(
        "a table of two",
        township("<table>" + _each("<tr><td>" + LINK + "</td><td align='right'>{d:%Y-%m-%d}</td></tr>") + "</table>"),
        NEW,
    )
    yield Column(
        "a table of two, stale",
        township(
            "<table>" + _each("<tr><td>" + LINK + "</td><td align='right'>{d:%Y-%m-%d}</td></tr>", OLD) + "</table>"
        ),
        OLD,
    )
    yield Column(
        "a table of three",
        _cloud(
            "<table><tr><th>标题</th><th>发布机构</th><th>发布时间</th></tr>"
            + _each("<tr><td>" + LINK + "</td><td>县教委</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "a line below",
        _news(
            _each("<div class='item'><h3>" + LINK + "</h3><div class='meta'>云山县融媒体中心 {d:%Y-%m-%d}</div></div>")
        ),
        NEW,
    )
    yield Column(
        "a line below, the day first",
        _news(
            _each("<div class='item'><h3>" + LINK + "</h3><div class='meta'>{d:%Y-%m-%d} 云山县融媒体中心</div></div>")
        ),
        NEW,
    )
    yield Column(
        "a line below with tags",
        _news(
            _each(
                "<div class='item'><h3>"
                + LINK
                + "</h3><div class='meta'><span>教育</span><span>{d:%Y-%m-%d}</span><span>12评论</span></div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "summary between",
        _news(
            _each(
                "<div class='item'><h3>"
                + LINK
                + "</h3><p>11月8日，县长何一调研重点项目，要求年底前完工。</p><span>{d:%Y-%m-%d}</span></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "picture to the left",
        _news(
            _each(
                "<div class='item'><a href='/{n}.shtml'><img src='/{n}.png'></a><div><h4>"
                + LINK
                + "</h4><p>时间：{d:%Y-%m-%d}</p></div></div>"
            )
        ),
        NEW,
    )
    yield Column("month and day to the right", _cloud(ul(LINK + "<span>{d:%m-%d}</span>")), NEW)
    yield Column("month and day with a slash", _cloud(ul(LINK + "<span>{d:%m/%d}</span>")), NEW)
    yield Column("month and day in words", _cloud(ul(LINK + "<span>{d.month}月{d.day}日</span>")), NEW)
    yield Column("month and day with a dot", _cloud(ul(LINK + "<span>{d:%m.%d}</span>")), NEW)
    yield Column(
        "month and day, of a slow column",
        _cloud(ul(LINK + "<span>{d:%m-%d}</span>", date(2026, 7, 1), gap=40)),
        date(2026, 7, 1),
    )
    yield Column(
        "leaf of a calendar",
        _cloud(
            _each("<li><div class='rili'><p>{d:%d}</p><span>{d:%Y.%m}</span></div>" + LINK + "</li>").join(
                ("<ul>", "</ul>")
            )
        ),
        NEW,
    )
    yield Column(
        "leaf with year, month, day",
        _cloud(
            _each("<li><div class='rili'><p>{d:%Y}</p><p>{d:%m}</p><p>{d:%d}</p></div>" + LINK + "</li>").join(
                ("<ul>", "</ul>")
            )
        ),
        NEW,
    )
    yield Column(
        "leaf with month and day and the year",
        _cloud(
            _each("<li><div class='rili'><p>{d:%m/%d}</p><p>{d:%Y}年</p></div>" + LINK + "</li>").join(
                ("<ul>", "</ul>")
            )
        ),
        NEW,
    )
    yield Column(
        "index of a folder by month",
        portal(
            _each("<li><a href='./{d:%Y%m}/t{d:%Y%m%d}_{n}.htm'>{t}</a><span>{d:%m-%d}</span></li>", OLD).join(
                ("<ul>", "</ul>")
            )
        ),
        OLD,
    )
    yield Column("views and day", township(ul(LINK + "<span>浏览：213</span><span>{d:%Y-%m-%d}</span>")), NEW)
    yield Column("author and day in brackets", township(ul(LINK + "（党政办　{d:%Y-%m-%d}）")), NEW)
    yield Column("day, then department in brackets", township(ul(LINK + " {d:%Y-%m-%d} （党政办）")), NEW)
    yield Column(
        "an old list under a fresh headline",
        _news(
            "<h2><a href='/h.shtml'>云山县获评全国文明城市</a></h2><p>2026-11-20</p>"
            + ul(LINK + "<span>{d:%Y-%m-%d}</span>", OLD)
        ),
        date(2026, 11, 20),
    )
    yield Column(
        "disclosure of funds",
        portal(
            "<table><tr><th>名称</th><th>金额（元）</th><th>公示时间</th></tr>"
            + _each("<tr><td>" + LINK + "</td><td>20261112.00</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>",
            "惠民资金",
        ),
        NEW,
    )
    yield Column(
        "lottery of schools",
        _cloud(
            ul(
                "<a href='/{n}.shtml'>2026年秋季学期义务教育阶段入学摇号结果公告（{n}）</a><span>{d:%Y-%m-%d}</span>",
                date(2026, 7, 20),
            )
        ),
        date(2026, 7, 20),
    )
    yield Column(
        "term dates in titles",
        _cloud(
            ul(
                "<a href='/{n}.shtml'>云山县2026—2027学年度校历（2027年1月22日放寒假）{n}</a><span>{d:%Y-%m-%d}</span>",
                date(2026, 6, 15),
            )
        ),
        date(2026, 6, 15),
    )
    yield Column(
        "deadline behind the title",
        portal(ul(LINK + "<em>（截止日期：2026-12-31）</em><span>{d:%Y-%m-%d}</span>"), "项目申报"),
        NEW,
    )
    yield Column(
        "closing times in a table",
        portal(
            "<table><tr><th>项目</th><th>截止日期</th><th>公告日期</th></tr>"
            + _each("<tr><td>" + LINK + "</td><td>2026-11-20</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>",
            "土地出让",
        ),
        NEW,
    )
    yield Column(
        "phone numbers beside",
        township(ul(LINK + "<span>{d:%Y-%m-%d}</span>", OLD) + "<p>监督电话：023-5550-1122　邮编：404600</p>"),
        OLD,
    )
    yield Column(
        "today in the band",
        portal("<div class='date'>2026年11月23日　农历十月十五</div>" + ul(LINK + "<span>{d:%Y-%m-%d}</span>", OLD)),
        OLD,
    )
    yield Column(
        "recommended in the side bar",
        _news(
            "<div class='l'>"
            + ul(LINK + "<time>{d:%Y-%m-%d}</time>", OLD)
            + "</div><aside><h4>为您推荐</h4>"
            + ul(LINK + "<time>{d:%m-%d}</time>", count=6)
            + "</aside>"
        ),
        OLD,
    )
    yield Column(
        "article of a media centre",
        _news(
            "<h1>秋粮入库过半</h1><p class='info'>2026-11-09 16:30 来源：云山网 记者：何一 编辑：周二</p>"
            + "<p>本网讯，今年秋粮收购进展顺利。</p>" * 8
        ),
        date(2026, 11, 9),
    )
    yield Column(
        "article with the day in its tags alone",
        portal(
            "<h1>通告</h1>" + "<p>自即日起实行交通管制。</p>" * 8,
            head="<meta name='PubDate' content='2026-05-06 11:00'><meta name='ArticleTitle' content='通告'>",
        ),
        date(2026, 5, 6),
    )
    yield Column(
        "system of open government, labels",
        portal(
            _each(
                "<div class='xx'><p class='bt'>"
                + LINK
                + "</p><p>【发文机关】县教委 【成文日期】2026-01-05 【发布日期】{d:%Y-%m-%d}</p></div>"
            ),
            "公开目录",
        ),
        NEW,
    )
    yield Column(
        "system of open government, index",
        portal(
            "<ul>" + _each("<li><b>索引号：11500236/2026-{n}</b>" + LINK + "<u>{d:%Y-%m-%d}</u></li>") + "</ul>",
            "公开目录",
        ),
        NEW,
    )
    yield Column(
        "store of records",
        portal(
            "<div id='div99'><script type='text/xml'><datastore><nextgroup><![CDATA[<a href='/next'></a>]]>"
            "</nextgroup><recordset>"
            + _each("<record><![CDATA[<div class='li'>" + LINK + "<span>{d:%m-%d}</span></div>]]></record>")
            + "</recordset></datastore></script></div>"
        ),
        NEW,
    )
    yield Column(
        "data that a program draws",
        portal(
            "<div id='list'></div><script>var data=["
            + _each('{{"title":"{t}","url":"/{n}.shtml","publishTime":"{d:%Y-%m-%d} 09:00:00"}},')
            + "];draw(data)</script>"
        ),
        NEW,
    )


def _homes() -> Iterator[Column]:
    def box(name: str, newest: date, form: str = "{d:%m-%d}") -> str:
        items = _each("<li><a href='/{n}.shtml'>{t}</a><span>" + form + "</span></li>", newest, 7)
        return f"<div class='mk'><h3>{name}<a href='/m/'>more</a></h3><ul>{items}</ul></div>"

    yield Column(
        "home of the common platform",
        _cloud(box("工作动态", NEW) + box("通知公告", OLD, "{d:%Y-%m-%d}"), "首页"),
        NEW,
        home=True,
    )
    yield Column(
        "home of a media centre",
        _news(box("要闻", NEW, "{d:%Y-%m-%d}") + box("专题", OLD, "{d:%Y-%m-%d}"), "首页"),
        NEW,
        home=True,
    )
    yield Column("home, stale", _cloud(box("工作动态", OLD, "{d:%Y-%m-%d}"), "首页"), OLD, home=True)
    yield Column(
        "home, month and day, stale by months",
        _cloud(box("工作动态", date(2026, 5, 30)), "首页"),
        date(2026, 5, 30),
        home=True,
    )


def _without() -> Iterator[Column]:
    yield Column(
        "names of schools", _cloud("<ul><li>云山县第一中学</li><li>云山县实验小学</li></ul>", "学校名录"), None
    )
    yield Column(
        "tree of an organisation",
        _cloud("<div class='jg'><h4>领导班子</h4><p>何一 党组书记、主任</p></div>", "机构设置"),
        None,
    )
    yield Column(
        "table of lines to call",
        township("<table><tr><td>水务</td><td>023-55503333</td></tr></table>", "便民电话"),
        None,
    )
    yield Column("film alone", _news("<video src='/a.mp4' controls></video>", "直播"), None)
    yield Column(
        "buttons of topics",
        _cloud("<a href='/zt/1/'><img src='/zt1.jpg'></a><a href='/zt/2/'><img src='/zt2.jpg'></a>", "专题专栏"),
        None,
    )
    yield Column(
        "form of application",
        portal(
            "<form><label>申请人</label><input name='xm'><label>所需信息</label><textarea></textarea></form>",
            "依申请公开",
        ),
        None,
    )
    yield Column(
        "rule in full",
        portal("<h2>依申请公开办理流程</h2><p>收到申请后登记，能当场答复的当场答复。</p>", "依申请公开"),
        None,
    )
    yield Column(
        "drawn by a request",
        _cloud("<div id='content'></div><script>axios.get('/api/news').then(show)</script>", "工作动态"),
        None,
    )
    yield Column("none yet", _cloud("<div class='nodata'>暂无数据！</div>", "行政确认"), None, blank=True)
    yield Column("none of this kind", _cloud("<p>没有相关内容</p>", "行政裁决"), None, blank=True)
    yield Column(
        "sum is none", _cloud("<ul class='list'></ul><div class='fy'>共0条</div>", "行政奖励"), None, blank=True
    )
    yield Column("to be filled", _cloud("<p>内容建设中，敬请期待！</p>", "教育督导"), None, blank=True)
    yield Column("bare list", _cloud("<ul class='list'></ul>", "教师资格"), None, blank=True)
    yield Column("bare list of a township", township("<ul></ul>", "镇村动态"), None, blank=True)
    yield Column("bare main of a media centre", _news("<ul></ul>", "专题"), None, blank=True)
    yield Column(
        "bare table",
        _cloud("<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr></table>", "招生考试"),
        None,
        blank=True,
    )


SEVENTH_COLUMNS = (*_columns(), *_homes(), *_without())
