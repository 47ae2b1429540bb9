"""A fifth set, after what public feed readers and crawlers say of the lists of offices that they read."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import TODAY, bare, portal, rows, township


def _each(form: str, newest: date = NEW, count: int = 10, gap: int = 5) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _province(content: str, title: str = "工作动态") -> str:
    """A department of a province: a band of languages, a wide menu with sub-menus, a page bar, a chat in the corner."""
    menu = "".join(
        f"<li><a href='/{n}/'>{name}</a><ul class='sub'><li><a href='/{n}/a/'>{name}一</a></li></ul></li>"
        for n, name in enumerate(("机构", "公开", "服务", "互动", "专题"))
    )
    return (
        f"<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta name='ColumnName' content='{title}'><meta name='SiteName' content='云山县农业农村委'></head><body>"
        "<div class='lang'><a href='/'>简</a>|<a href='/big5/'>繁</a>|<a href='/en/'>EN</a></div>"
        f"<div class='logo'><img src='/l.png'></div><ul class='mainmenu'>{menu}</ul>"
        f"<div class='crumbs'>首页 &gt; {title}</div><div class='content'>{content}</div>"
        "<div class='chat'><a href='/robot/'>智能问答</a></div><div class='bottom'>云山县农业农村委员会主办 "
        "联系电话：023-55507777 邮编：404699<br>渝ICP备2021000000号-1</div></body></html>"
    )


def _lists() -> Iterator[Column]:
    yield Column(
        "tab items of a system for counties",
        _province(
            "<div class='p-rt rt'><ul class='tab-item'>"
            + _each(
                "<li class='clearfix'><a href='./{d:%Y%m}/t{d:%Y%m%d}_{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>"
            )
            + "</ul></div>"
        ),
        NEW,
    )
    yield Column(
        "more as the class of a day",
        portal(
            "<ul class='list_news_dl'>"
            + _each("<li class='fixed'><a href='/{n}.html'>{t}</a><span class='more'>{d:%Y-%m-%d}</span></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "loading info page",
        portal(
            "<div id='loadingInfoPage'><ul>"
            + _each(
                "<li><h5><a "
                "href='//www.yunshan.example/{d:%Y-%m/%d}/c_1{n}.htm'>"
                "{t}</a></h5><div class='times'>{d:%Y-%m-%d}</div></li>"
            )
            + "</ul></div>"
        ),
        NEW,
    )
    yield Column(
        "day before the link",
        _province("<ul>" + _each("<li><span>{d:%Y-%m-%d}</span><a href='/{n}.html'>{t}</a></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "day as bare text behind the link",
        portal("<ul class='p_news-box'>" + _each("<li><a href='/{n}.html'>{t}</a>{d:%Y-%m-%d}</li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "arrays of a script",
        _province(
            "<script language='javascript'>"
            + _each(
                "urls[i]='/art/{d:%Y/%m/%d}/art_1_{n}.html';headers[i]=\"<a title='{t}'>{t}</a>\";year[i]='{d:%Y}';"
                "month[i]='{d:%m}';day[i]='{d:%d}';i++;"
            )
            + "showList();</script>"
        ),
        NEW,
    )
    yield Column(
        "year with a dot over month and day",
        portal(
            "<ul>"
            + _each("<li><p class='year'>{d:%Y.}</p><p class='date'>{d:%m-%d}</p><a href='/{n}.html'>{t}</a></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "day in words with the hour",
        portal("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y年%m月%d日}09:30</span></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "area before the title",
        township(
            "<table class='list-box'><tbody>"
            + _each("<tr><td>{n}</td><td>清溪镇</td><td><a href='{n}.htm'>{t}</a></td><td>{d:%Y-%m-%d}</td></tr>")
            + "</tbody></table>"
        ),
        NEW,
    )
    yield Column(
        "lead paragraph between",
        _province(
            _each(
                "<div class='news'><h3><a href='/{n}.html'>{t}</a>"
                "</h3><p class='abs'>近日，云山县召开会议，"
                "总结2026年前三季度工作，部署下一步任务……</p><p "
                "class='time'>{d:%Y-%m-%d} 10:08</p></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "label with a blank",
        portal("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>发布日期 {d:%Y-%m-%d}</span></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "time in an icon's line",
        portal(
            "<ul>"
            + _each(
                "<li><a href='/{n}.html'><div class='bt'>{t}"
                "</div><div class='sj'><i class='icon-time'></i> {d:%Y/%m/%d} <i class='icon-eye'></i> "
                "213</div></a></li>"
            )
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "accordion",
        _province(
            _each(
                "<details><summary>{t}<span>{d:%Y-%m-%d}</span></summary><p><a "
                "href='/{n}.html'>查看全文</a></p></details>"
            )
        ),
        NEW,
    )
    yield Column(
        "headlines larger than the rest",
        portal(
            "<div class='top'><h2><a href='/h.html'>"
            "云山县第十八届人民代表大会第六次会议开幕</a></h2>"
            "</div><ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%m-%d}</span></li>") + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "list split by dashes every five",
        township(
            "<ul>"
            + _each("<li><a href='{n}.htm'>{t}</a><span>[{d:%Y-%m-%d}]</span></li>", NEW, 5)
            + "</ul><hr><ul>"
            + _each("<li><a href='{n}.htm'>{t}</a><span>[{d:%Y-%m-%d}]</span></li>", NEW - timedelta(days=30), 5)
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "titles cut short with dots",
        portal(
            "<ul>" + _each("<li><a href='/{n}.html' title='{t}'>{t:.8}...</a><span>{d:%Y-%m-%d}</span></li>") + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "new mark before the day",
        portal(
            "<ul>"
            + _each("<li><a href='/{n}.html'>{t}</a><img src='/new.gif'><font color='red'>({d:%Y-%m-%d})</font></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "blocks of a list for the blind",
        bare(_each("<h2><a href='/{n}.html'>{t}</a></h2><p>发布于 {d.year} 年 {d.month} 月 {d.day} 日</p>")),
        NEW,
    )
    yield Column(
        "policy documents with numbers below",
        portal(
            _each(
                "<div class='doc'><a href='/{n}.html'>{t}"
                "</a><p><span>文号：云府发〔2026〕8号</span><span>成文日期：{d:%Y年%m月%d日}</span><span>发布日期："
                "{d:%Y年%m月%d日}</span></p></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "made on, nothing else",
        portal(
            "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>成文日期：{d:%Y-%m-%d}</span></li>") + "</ul>",
            "规范性文件",
        ),
        NEW,
    )
    yield Column(
        "hearings of the past with their reports",
        portal("<ul>" + _each("<li><a href='/{n}.html'>听证报告：{t}</a><span>{d:%Y-%m-%d}</span></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "procurement with budget",
        portal(
            "<table><tr><th>项目名称</th><th>预算（万元）</th><th>"
            "发布时间</th><th>截止时间</th></tr>"
            + _each(
                "<tr><td><a href='/{n}.html'>{t}</a></td><td>20.26</td><td>{d:%Y-%m-%d}</td><td>2026-12-20</td></tr>"
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "job fairs that lie ahead",
        portal(
            "<ul>"
            + _each("<li><a href='/{n}.html'>{t}</a><em>举办时间：2026-12-05</em><span>{d:%Y-%m-%d}</span></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "annual reports",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/nb/{year}.html'>"
                f"云山县{year}年政府信息公开工作年度报告</a>"
                f"<span>{year + 1}-01-2{k}</span></li>"
                for k, year in enumerate((2025, 2024, 2023))
            )
            + "</ul>"
        ),
        date(2026, 1, 20),
    )
    yield Column(
        "budget with year folders",
        portal(
            "<h3>2025年</h3><ul>"
            + _each(
                "<li><a href='/{n}.pdf'>县财政局2025年度部门预算（{n}）</a><span>2025-02-1{d:%d}</span></li>".replace(
                    "{d:%d}", "0"
                ),
                OLD,
                4,
            )
            + "</ul>"
        ),
        date(2025, 2, 10),
    )
    yield Column(
        "old articles moved to a new system, in a tab",
        portal(
            "<ul class='on'>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul><ul class='off' style='display:none'>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", date(2019, 3, 1))
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "letters: number, title, day, state",
        township(
            "<table><tr><th>编号</th><th>主题</th><th>"
            "提交时间</th><th>状态</th></tr>"
            + _each(
                "<tr><td>2026{n}</td><td><a href='{n}.htm'>{t}</a></td><td>{d:%Y-%m-%d %H:%M}</td><td>已回复</td></tr>"
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "weekly menu of leaders' meetings",
        portal(
            "<ul>" + _each("<li><a href='/{n}.html'>何一县长主持召开{t}</a><span>{d:%Y-%m-%d}</span></li>") + "</ul>",
            "政府会议",
        ),
        NEW,
    )


def _beside() -> Iterator[Column]:
    old = "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD) + "</ul>"
    yield Column(
        "slides above",
        portal(
            "<div class='swiper'>"
            + _each("<div class='slide'><a href='/s{n}.html'><img src='/{n}.jpg'><p>{t}</p></a></div>", NEW, 4)
            + "</div>"
            + old
        ),
        OLD,
    )
    yield Column(
        "special topic banner with its year",
        portal("<a href='/zt2026/'><img src='/2026.png' alt='2026年全国两会'></a>" + old),
        OLD,
    )
    yield Column(
        "notice that floats",
        portal(
            "<div id='float' class='piaochuang'><a href='/gb.html'>关于2026年11月22日系统升级的公告</a></div>" + old
        ),
        OLD,
    )
    yield Column(
        "clock of the office's hours",
        portal("<p>办公时间：周一至周五 9:00-12:00 14:00-18:00（2026年10月1日起执行）</p>" + old),
        OLD,
    )
    yield Column(
        "who read most",
        portal(
            old
            + "<div class='r'><h4>阅读排行</h4><ol>"
            + _each("<li><a href='/r{n}.html'>{t}</a><em>{d:%m-%d}</em></li>", NEW, 6)
            + "</ol></div>"
        ),
        OLD,
    )
    yield Column(
        "related policies under an article",
        portal(
            f"<h1>关于印发年度计划的通知</h1><p class='info'>"
            f"发布日期：{OLD:%Y年%m月%d日}　来源：县政府办公室　字号：[大][中][小]</p>" + "<p>各乡镇人民政府，"
            "县政府各部门：现将计划印发给你们，请认真组织实施。</p>"
            * 6
            + "<div class='jd'><h3>相关解读</h3><ul>"
            + _each("<li><a href='/j{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", NEW, 4)
            + "</ul></div>"
        ),
        OLD,
    )
    yield Column(
        "article whose last lines are its day",
        portal(
            "<h1>云山县人民政府关于表彰先进的决定</h1>"
            + "<p>各乡镇人民政府，县政府有关部门：经研究，决定予以表彰。</p>" * 6
            + "<p align='right'>云山县人民政府</p><p align='right'>2025年6月3日</p>"
        ),
        OLD,
    )
    yield Column(
        "map of services with a version",
        portal(
            "<p>政务地图 V2.0（2026-11版）</p><ul><li><a href='/a'>医院</a></li><li><a href='/b'>学校</a></li></ul>",
            "便民地图",
        ),
        None,
    )


def _home() -> Iterator[Column]:
    def box(name: str, newest: date, form: str) -> str:
        return (
            f"<div class='box'><div class='hd'><b>{name}</b><a href='/{name}/'>更多</a></div><ul>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>" + form + "</span></li>", newest, 6)
            + "</ul></div>"
        )

    yield Column(
        "home of several boxes",
        portal(box("要闻", NEW, "{d:%m-%d}") + box("公告", OLD, "{d:%Y-%m-%d}"), "首页"),
        NEW,
        home=True,
    )
    yield Column(
        "home with headlines without days",
        portal("<h2><a href='/t.html'>县委全会在云山召开</a></h2>" + box("动态", NEW, "[{d:%m/%d}]"), "首页"),
        NEW,
        home=True,
    )
    yield Column(
        "home that has gone stale",
        portal(box("要闻", date(2026, 3, 2), "{d:%Y-%m-%d}") + box("公告", OLD, "{d:%Y-%m-%d}"), "首页"),
        date(2026, 3, 2),
        home=True,
    )
    yield Column(
        "home with hours ago",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>{t}</a><span>{n % 20 + 1}小时前</span></li>" for t, _, n in rows(NEW, 5)
            )
            + "</ul>",
            "首页",
        ),
        TODAY,
        home=True,
    )


def _without() -> Iterator[Column]:
    yield Column(
        "duties as paragraphs",
        _province("<p>（一）贯彻执行农业农村工作方针政策。</p><p>（二）统筹推进乡村振兴。</p>", "主要职责"),
        None,
    )
    yield Column(
        "leader with portrait",
        _province("<img src='/ld.jpg'><p>何一，男，汉族，1975年8月生，县农业农村委主任。</p>", "领导简介"),
        None,
    )
    yield Column(
        "questionnaire",
        portal(
            "<form><p>1. 您对本网站是否满意？</p><input type='radio'>满意<input type='radio'>不满意</form>", "网上调查"
        ),
        None,
    )
    yield Column(
        "catalogue of links to columns",
        _province(
            "<ul><li><a href='/z/1/'>政策法规</a></li><li><a "
            "href='/z/2/'>规划计划</a></li><li><a href='/z/3/'>人事任免</a></li></ul>",
            "公开目录",
        ),
        None,
    )
    yield Column("guide in one picture", portal("<img src='/yt.jpg' width='1000' height='6000'>", "一图读懂"), None)
    yield Column(
        "frame of another system",
        portal("<iframe src='http://xzzf.yunshan.example/list' width='100%' height='900'></iframe>", "行政执法"),
        None,
    )
    yield Column(
        "shell of a modern program", bare("<div id='app'></div><script src='/static/js/app.5f3a.js'></script>"), None
    )
    yield Column(
        "text of emptiness with a link home", portal("<p>暂无相关信息，<a href='/'>返回首页</a></p>"), None, blank=True
    )
    yield Column("none found, with the query", portal("<p>没有检索到符合条件的结果</p>"), None, blank=True)
    yield Column(
        "table head and a line of none",
        township("<table><tr><th>标题</th><th>日期</th></tr><tr><td colspan='2'>无记录</td></tr></table>"),
        None,
        blank=True,
    )
    yield Column(
        "number of pages is none",
        _province("<ul></ul><div class='pages'>共 0 页 0 条 <a>首页</a><a>尾页</a></div>"),
        None,
        blank=True,
    )
    yield Column("column is being adjusted", portal("<div class='tips'>栏目调整中，请稍后访问</div>"), None, blank=True)
    yield Column("nothing at all between head and foot", _province("<div class='list'></div>"), None, blank=True)
    yield Column("work does not exist here", _province("<p>本单位无此类事项。</p>", "行政征收"), None)
    yield Column(
        "title of an empty box",
        portal("<div class='box'><h3>工作动态</h3><ul></ul></div>", "工作动态"),
        None,
        blank=True,
    )


FIFTH_COLUMNS = (*_lists(), *_beside(), *_home(), *_without())
