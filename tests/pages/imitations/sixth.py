"""A sixth set: what a county's sites show on an ordinary day, column by column, in the skins of four makers."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import portal, rows, township

NAMES = ("网站首页", "新闻中心", "信息公开", "办事服务", "政民互动", "专题专栏")


def _each(form: str, newest: date = NEW, count: int = 12, gap: int = 6) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _school(content: str, title: str = "校园新闻") -> str:
    """An institution's page of tables inside tables, a clock above and a counter below."""
    menu = "".join(f"<td class='m'><a href='list.asp?id={n}'>{name}</a></td>" for n, name in enumerate(NAMES))
    return (
        f"<html><head><meta http-equiv='content-type' content='text/html; charset=utf-8'><title>{title}</title></head>"
        "<body topmargin='0'><table width='980'><tr><td><script>today()</script> 欢迎访问本站！</td></tr></table>"
        f"<table width='980'><tr>{menu}</tr></table><table width='980'><tr><td width='200' valign='top'>"
        "<table><tr><td>最新公告</td></tr><tr><td><marquee direction='up'><a href='show.asp?id=9'>放假通知</a>"
        "</marquee>"
        f"</td></tr></table></td><td valign='top'><table width='100%'><tr><td>当前位置：首页 &gt;&gt; {title}</td></tr>"
        f"<tr><td>{content}</td></tr></table></td></tr></table><table width='980'><tr><td align='center'>"
        "云山县第一中学 版权所有 | 技术支持：云山网络公司 | 您是第1024位访问者</td></tr></table></body></html>"
    )


def _flat(content: str, title: str = "政务动态") -> str:
    """A responsive page of a framework of twelve columns."""
    menu = "".join(
        f"<li class='nav-item'><a class='nav-link' href='/{n}/'>{name}</a></li>" for n, name in enumerate(NAMES)
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><meta name='SiteName' content='云山县应急管理局'>"
        f"<title>{title}"
        f"_云山县应急管理局</title></head><body><nav class='navbar'><ul class='navbar-nav'>{menu}</ul></nav>"
        f"<ol class='breadcrumb'><li>首页</li><li>{title}</li></ol><div class='container'><div class='row'>"
        f"<div class='col-md-3'><div class='list-group'><a class='list-group-item' href='/a/'>{title}</a>"
        f"<a class='list-group-item' href='/b/'>安全提示</a></div></div><div class='col-md-9'>{content}</div>"
        f"</div></div>"
        "<footer class='footer'>主办单位：云山县应急管理局　联系电话：023-55508888　渝公网安备 50099902000456号"
        "</footer>"
        "</body></html>"
    )


PAGER = (
    "<div class='page'><span>共 12 页</span><a class='current'>1</a><a href='_2.html'>2</a><a href='_3.html'>3</a>"
    "<a href='_2.html'>下一页</a></div>"
)


def _columns() -> Iterator[Column]:
    def ul(form: str, newest: date = NEW, **how: int) -> str:
        return f"<ul class='news-list'>{_each(f'<li>{form}</li>', newest, **how)}</ul>{PAGER}"

    link = "<a href='/{n}.html' title='{t}'>{t}</a>"
    yield Column("news", portal(ul(link + "<span>{d:%Y-%m-%d}</span>"), "工作动态"), NEW)
    yield Column("news, stale", portal(ul(link + "<span>{d:%Y-%m-%d}</span>", OLD), "工作动态"), OLD)
    yield Column("news in brackets", township(ul(link + "<span class='time'>[{d:%Y-%m-%d}]</span>"), "工作动态"), NEW)
    yield Column(
        "notices with slashes", _flat(ul(link + "<small class='float-right'>{d:%Y/%m/%d}</small>"), "通知公告"), NEW
    )
    yield Column("notices with dots", _flat(ul(link + "<em>{d:%Y.%m.%d}</em>"), "通知公告"), NEW)
    yield Column(
        "notices of a school",
        _school(
            "<table width='100%'>"
            + _each(
                "<tr><td><img src='dot.gif'> <a "
                "href='show.asp?id={n}' target='_blank'>{t}</a></td><td width='80'>{d:%Y-%m-%d}</td></tr>"
            )
            + "</table>"
            "共<b>38</b>条 每页20条 页次：1/2 <a href='?page=2'>下一页</a>"
        ),
        NEW,
    )
    yield Column(
        "notices of a school, single figures",
        _school(
            "<table width='100%'>"
            + _each("<tr><td>·<a href='show.asp?id={n}'>{t}</a></td><td>{d.year}-{d.month}-{d.day}</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "notices of a school, with time",
        _school(
            _each(
                "<div>·<a href='show.asp?id={n}'>{t}</a> <font "
                "color='gray'>({d.year}/{d.month}/{d.day} 8:05:33)</font></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "notices of a school, stale",
        _school(
            "<table width='100%'>"
            + _each("<tr><td>·<a href='show.asp?id={n}'>{t}</a></td><td>{d.year}-{d.month}-{d.day}</td></tr>", OLD)
            + "</table>"
        ),
        OLD,
    )
    yield Column(
        "cards of a framework",
        _flat(
            _each(
                "<div class='card'><img src='/{n}.jpg'><div "
                "class='card-body'><h5 class='card-title'><a "
                "href='/{n}.html'>{t}</a></h5><p class='card-text'>各镇街："
                "根据工作安排，现将有关事项通知如下。</p><p "
                "class='text-muted'>{d:%Y-%m-%d}</p></div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "media objects with a calendar leaf",
        _flat(
            _each(
                "<div class='media'><div class='date-leaf'>"
                "<span class='dd'>{d:%d}</span><span class='ymym'>{d:%Y-%m}</span></div><div class='media-body'><a "
                "href='/{n}.html'>{t}</a></div></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "leaf with month over day",
        _flat(
            _each(
                "<div class='media'><div class='leaf'><b>{d:%m月}</b>"
                "<i>{d:%d}</i></div><a href='/{n}.html'>{t}</a></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "table of a framework",
        _flat(
            "<table class='table table-striped'><thead><tr><th>#</th><th>标题"
            "</th><th>发布科室</th><th>发布日期</th></tr></thead><tbody>"
            + _each("<tr><td>{n}</td><td><a href='/{n}.html'>{t}</a></td><td>办公室</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</tbody></table>",
            "法定公开",
        ),
        NEW,
    )
    yield Column(
        "policies",
        portal(
            "<table class='zcwj'><tr><th>标题</th><th>文号</th><th>成文日期</th><th>"
            "发布日期</th></tr>"
            + _each(
                "<tr><td><a href='/{n}.html'>{t}</a></td><td>"
                "云府办发〔2026〕3号</td><td>{d:%Y年%m月%d日}</td><td>{d:%Y年%m月%d日}"
                "</td></tr>"
            )
            + "</table>",
            "政策文件",
        ),
        NEW,
    )
    yield Column(
        "policies in force and not",
        portal(
            "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><b>有效</b><span>{d:%Y-%m-%d}</span></li>") + "</ul>",
            "规范性文件",
        ),
        NEW,
    )
    yield Column(
        "readings of policies", portal(ul("<i>[图解]</i>" + link + "<span>{d:%Y-%m-%d}</span>"), "政策解读"), NEW
    )
    yield Column(
        "appointments",
        portal(
            ul("<a href='/{n}.html'>云山县人民政府关于何{n}等同志职务任免的通知</a><span>{d:%Y-%m-%d}</span>"),
            "人事信息",
        ),
        NEW,
    )
    yield Column(
        "recruiting",
        portal(
            ul(
                "<a href='/{n}.html'>"
                "云山县2026年第四季度公开招聘事业单位工作人员公告（{n}）</a><span>"
                "{d:%Y-%m-%d}</span>"
            ),
            "招考录用",
        ),
        NEW,
    )
    yield Column(
        "budgets",
        portal(
            ul(
                "<a href='/{n}.html'>云山县某局2026年部门预算情况说明（{n}）</a><span>{d:%Y-%m-%d}</span>",
                date(2026, 2, 9),
                gap=1,
            ),
            "财政信息",
        ),
        date(2026, 2, 9),
    )
    yield Column(
        "statistics of months",
        portal(
            ul(
                "<a href='/{n}.html'>2026年1-9月云山县主要经济指标（{n}）</a><span>{d:%Y-%m-%d}</span>",
                date(2026, 10, 27),
                gap=30,
            ),
            "统计数据",
        ),
        date(2026, 10, 27),
    )
    yield Column(
        "tenders",
        portal(
            "<table><tr><th>项目</th><th>类型</th><th>开标时间</th><th>发布日期</th></tr>"
            + _each(
                "<tr><td><a href='/{n}.html'>{t}</a></td><td>公开招标</td><td>2026-12-08 09:30</td><td>"
                "{d:%Y-%m-%d}</td></tr>"
            )
            + "</table>",
            "招标采购",
        ),
        NEW,
    )
    yield Column(
        "approvals of environment",
        portal(
            ul("<a href='/{n}.html'>{t}环境影响报告表受理公示（2026年11月10日-11月16日）</a><span>{d:%Y-%m-%d}</span>"),
            "环评公示",
        ),
        NEW,
    )
    yield Column(
        "penalties",
        portal(
            "<table><tr><th>决定书文号</th><th>当事人</th><th>处罚决定日期</th><th>"
            "公示日期</th></tr>"
            + _each(
                "<tr><td><a href='/{n}.html'>"
                "云市监罚〔2026〕{n}号</a></td><td>云山县某商行</td><td>{d:%Y-%m-%d}"
                "</td><td>{d:%Y-%m-%d}</td></tr>"
            )
            + "</table>",
            "行政处罚",
        ),
        NEW,
    )
    yield Column(
        "letters",
        portal(
            "<table><tr><th>信件标题</th><th>办理单位</th><th>来信日期</th><th>办理状态"
            "</th></tr>"
            + _each("<tr><td><a href='/{n}.html'>{t}</a></td><td>县住建委</td><td>{d:%Y-%m-%d}</td><td>办结</td></tr>")
            + "</table>",
            "县长信箱",
        ),
        NEW,
    )
    yield Column(
        "opinions asked",
        portal(
            "<ul>"
            + _each(
                "<li><a href='/{n}.html'>关于征求《{t}》意见的公告</a><p>起止时间：{d:%Y-%m-%d} 至 2026-12-30</p></li>",
                NEW,
                4,
                30,
            )
            + "</ul>",
            "意见征集",
        ),
        NEW,
    )
    yield Column(
        "interviews online",
        portal(
            "<ul>"
            + _each(
                "<li><a href='/{n}.html'><img src='/{n}.jpg'></a>"
                "<h4>{t}</h4><p>嘉宾：何一</p><p>访谈时间：{d:%Y-%m-%d} 10:00</p></li>",
                NEW,
                4,
                30,
            )
            + "</ul>",
            "在线访谈",
        ),
        None,
    )
    yield Column(
        "films",
        portal(
            _each(
                "<div class='video'><a href='/v{n}.html'><img src='/{n}.jpg'></a><a "
                "href='/v{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></div>"
            ),
            "视频新闻",
        ),
        NEW,
    )
    yield Column(
        "pictures",
        portal(
            _each(
                "<li class='pic'><a href='/p{n}.html'><img src='/{n}.jpg' alt='{t}'>"
                "<p>{t}</p></a><span>{d:%m-%d}</span></li>"
            ).join(("<ul>", "</ul>")),
            "图片新闻",
        ),
        NEW,
    )
    yield Column(
        "village affairs", township(_each("<p><a href='{n}.htm'>{t}</a>……………………{d:%Y-%m-%d}</p>"), "村务公开"), NEW
    )
    yield Column(
        "days of months, in brackets",
        township(_each("<li><a href='{n}.htm'>{t}</a>({d:%m-%d})</li>").join(("<ul>", "</ul>")), "镇村动态"),
        NEW,
    )
    yield Column(
        "month and day, stale",
        portal(ul(link + "<span>{d:%m-%d}</span>", date(2026, 2, 20), gap=20), "镇村动态"),
        date(2026, 2, 20),
    )
    yield Column(
        "year, and month and day below, stale",
        portal(
            _each("<li><span><em>{d:%Y}</em><em>{d:%m-%d}</em></span><a href='/{n}.html'>{t}</a></li>", OLD).join(
                ("<ul>", "</ul>")
            ),
            "镇村动态",
        ),
        OLD,
    )
    yield Column(
        "addresses alone",
        portal(
            _each("<li><a href='../{d:%Y%m}/t{d:%Y%m%d}_{n}.html'>{t}</a></li>").join(("<ul>", "</ul>")), "时政要闻"
        ),
        NEW,
    )
    yield Column(
        "pinned guide and then news",
        portal(
            "<ul><li class='zd'><a href='/zn.html'>"
            "云山县政府信息公开指南</a><span>2022-05-30</span></li>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>")
            + "</ul>",
            "公开指南",
        ),
        NEW,
    )
    yield Column(
        "news with the week's weather",
        _flat("<div class='weather'>11月23日 小雨 8℃~12℃</div>" + ul(link + "<span>{d:%Y-%m-%d}</span>", OLD)),
        OLD,
    )
    yield Column(
        "news beside notices of all",
        _flat(
            "<div class='row'><div class='col-md-8'>"
            + ul(link + "<span>{d:%Y-%m-%d}</span>", OLD)
            + "</div><div class='col-md-4 sidebar'><h4>最新公告</h4><ul>"
            + _each("<li><a href='/g{n}.html'>{t}</a><span>{d:%m-%d}</span></li>", NEW, 5)
            + "</ul></div></div>"
        ),
        OLD,
    )
    yield Column(
        "guide with its day below",
        portal(
            "<h2>办理老年优待证指南</h2><p>一、办理条件：年满60周岁。"
            "</p><p>二、办理地点：县政务服务中心。</p>" * 4 + "<p>"
            "更新时间：2026-03-15</p>",
            "办事指南",
        ),
        date(2026, 3, 15),
    )
    yield Column(
        "article opened as a column",
        portal(
            "<h1>云山县概况</h1><div class='info'>来源：县地方志办 "
            "时间：2026-01-08 10:20 点击数：882</div>" + "<p>"
            "云山县地处长江上游，总人口2025年末为80.1万人。</p>" * 6,
            "县情概况",
        ),
        date(2026, 1, 8),
    )
    yield Column(
        "plan with its tags",
        portal(
            "<h1>“十四五”规划</h1>" + "<p>到2026年，基本建成。</p>" * 9,
            "规划计划",
            head="<meta name='ArticleTitle' content='规划'><meta name='PubDate' content='2026-04-01 09:00:00'>",
        ),
        date(2026, 4, 1),
    )
    yield Column(
        "sheet of leaders",
        portal(
            "<ul class='ld'><li><img src='/1.jpg'><a href='/ld/1.html'>何一 县长"
            "</a></li><li><img src='/2.jpg'><a href='/ld/2.html'>周二 副县长</a>"
            "</li></ul>",
            "领导之窗",
        ),
        None,
    )


def _homes() -> Iterator[Column]:
    def box(name: str, newest: date, form: str = "{d:%m-%d}") -> str:
        return (
            f"<div class='panel'><div class='panel-hd'><h3>{name}</h3><a class='more' href='/{name}/'>"
            f"更多&gt;&gt;</a></div><ul>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>" + form + "</span></li>", newest, 6)
            + "</ul></div>"
        )

    yield Column("home of a bureau", _flat(box("要闻", NEW) + box("公告", OLD, "{d:%Y-%m-%d}"), "首页"), NEW, home=True)
    yield Column(
        "home of a bureau, stale",
        _flat(box("要闻", OLD, "{d:%Y-%m-%d}") + box("公告", OLD - timedelta(days=90), "{d:%Y-%m-%d}"), "首页"),
        OLD,
        home=True,
    )
    yield Column(
        "home of a school",
        _school(
            "<table>" + _each("<tr><td>·<a href='show.asp?id={n}'>{t}</a></td><td>{d:%m-%d}</td></tr>") + "</table>",
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column("home of a township", township(box("镇村动态", NEW, "{d:%Y-%m-%d}"), "首页"), NEW, home=True)


def _without() -> Iterator[Column]:
    yield Column(
        "duties",
        _flat("<h3>主要职责</h3><p>负责应急管理工作，指导各镇街应对安全生产类、自然灾害类等突发事件。</p>", "主要职责"),
        None,
    )
    yield Column(
        "offices", _flat("<h3>内设机构</h3><ul><li>办公室</li><li>危险化学品安全监督管理科</li></ul>", "内设机构"), None
    )
    yield Column("contact", _school("地址：云山县城西路1号 邮编：404699 电话：023-55502222", "联系我们"), None)
    yield Column(
        "laws to download", _flat("<p><a href='/u/fg.pdf'>中华人民共和国安全生产法.pdf</a></p>", "法律法规"), None
    )
    yield Column(
        "album",
        _school("<table><tr><td><img src='x1.jpg'></td><td><img src='x2.jpg'></td></tr></table>", "校园风光"),
        None,
    )
    yield Column(
        "service buttons",
        _flat("<div class='row'><a href='/bs/1'><i></i>我要办</a><a href='/bs/2'><i></i>我要查</a></div>", "办事服务"),
        None,
    )
    yield Column(
        "search box", portal("<form action='/s'><input name='q'><button>搜索</button></form>", "信件查询"), None
    )
    yield Column(
        "map",
        _flat(
            "<div id='map' style='height:600px'></div><script "
            "src='https://map.yunshan.example/api.js'></script><script>initMap('map')</script>"
            "<p>拖动地图查看避难场所</p>",
            "避难场所",
        ),
        None,
    )
    yield Column("no information", portal("<p class='none'>暂无信息</p>", "行政征收"), None, blank=True)
    yield Column("no information of a school", _school("对不起，没有找到相关记录！", "校务公开"), None, blank=True)
    yield Column(
        "no content of a framework", _flat("<div class='alert alert-info'>暂无内容</div>", "安全提示"), None, blank=True
    )
    yield Column(
        "zero of zero",
        portal("<ul></ul><div class='page'>共0条记录 当前第1页 共0页</div>", "行政许可"),
        None,
        blank=True,
    )
    yield Column("being built", _flat("<h3>栏目正在建设中……</h3>", "应急科普"), None, blank=True)
    yield Column("an empty list", _flat("<ul class='news-list'></ul>", "应急演练"), None, blank=True)
    yield Column("an empty table of a school", _school("<table width='100%'></table>", "招生信息"), None, blank=True)


SIXTH_COLUMNS = (*_columns(), *_homes(), *_without())
