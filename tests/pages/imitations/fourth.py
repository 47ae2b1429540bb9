"""A fourth set: pages after public descriptions of other publishing systems, written before their judge was read again.

Other skins than the first three sets, dates in places and forms that those leave out, and emptiness in other words.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import TODAY, portal, rows, township

_MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")


def _each(form: str, newest: date = NEW, count: int = 10, gap: int = 5) -> str:
    return "".join(
        form.format(t=text, d=day, n=number, month=_MONTHS[day.month - 1], wide=f"{day:%Y-%m-%d}".translate(_WIDE))
        for text, day, number in rows(newest, count, gap)
    )


def _bureau(content: str, title: str = "政策文件") -> str:
    """A bureau's site of divs: a clock that a script fills, a tree of columns to the left, a share bar, two footers."""
    tree = "".join(
        f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in enumerate(("法定主动公开", "公开年报", title))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='ColumnName' content='{title}'><title>{title} - "
        "云山县交通运输委员会</title><script src='/js/jquery.min.js'></script></head><body><div class='head'>"
        "<span id='clock'></span><script>showClock('clock')</script><a href='/'>首页</a><form action='/search'>"
        "<input name='q' placeholder='请输入关键字'><button>搜索</button></form></div><div class='main clearfix'>"
        f"<div class='left-tree'><h2>信息公开</h2><ul>{tree}</ul></div><div class='right-con'><h2 class='tit'>{title}"
        f"</h2>{content}<div class='share'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div></div></div>"
        "<div class='foot'><p>主办：云山县交通运输委员会　承办：云山县大数据中心</p><p>云公网安备50099902000123号 "
        "建议使用1366×768分辨率</p></div></body></html>"
    )


def _phone(content: str, title: str = "要闻") -> str:
    """A page for telephones."""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{title}</title></head><body><div class='top'><a href='javascript:history.back()'>返回</a>{title}</div>"
        f"<section>{content}</section><div class='tabbar'><a href='/m/'>首页</a><a href='/m/my'>我的</a></div>"
        "</body></html>"
    )


def _forms() -> Iterator[Column]:
    """Forms in which a day is written."""
    yield Column(
        "clock of a database",
        _bureau("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><em>{d} 09:30:15.0</em></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "eight figures",
        _bureau("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><em>{d:%Y%m%d}</em></li>") + "</ul>"),
        NEW,
    )
    yield Column("wide figures", township(_each("<p><a href='{n}.htm'>{t}</a>　（{wide}）</p>")), NEW)
    yield Column(
        "blanks inside",
        _bureau(_each("<div><a href='/{n}.html'>{t}</a><span>{d:%Y&nbsp;-&nbsp;%m&nbsp;-&nbsp;%d}</span></div>")),
        NEW,
    )
    yield Column(
        "middle dots", portal("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><i>{d:%Y·%m·%d}</i></li>") + "</ul>"), NEW
    )
    yield Column(
        "dashes of a typesetter",
        portal("<ul>" + _each("<li><a href='/{n}.html'>{t}</a><i>{d:%Y–%m–%d}</i></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "day of the week behind",
        portal(
            "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><i>{d.year}年{d.month}月{d.day}日 星期四</i></li>") + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "figures between marks of their own",
        portal(
            _each(
                "<div class='row'><a href='/{n}.html'>{t}</a><p>{d.year}<i>年</i>{d:%m}<i>月</i>{d:%d}"
                "<i>日</i></p></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "month in Chinese over the day",
        portal(
            "<ul>"
            + _each("<li><div class='cal'><em>{month}</em><b>{d:%d}</b></div><a href='/{n}.html'>{t}</a></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "day over the month",
        portal(
            "<ul>"
            + _each("<li><div class='cal'><b>{d:%d}</b><em>{d:%m}月</em></div><a href='/{n}.html'>{t}</a></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "year under month and day",
        portal(
            "<ul>"
            + _each("<li><div class='cal'><b>{d:%m-%d}</b><em>{d:%Y}</em></div><a href='/{n}.html'>{t}</a></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "day, slash, year and month",
        _bureau(
            _each(
                "<div class='node'><div class='date'><span>{d:%d}</span>{d:%Y/%m}</div><h3><a href='/{n}.html'>"
                "{t}</a></h3></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "english page",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/en/{n}.html'>County News Number {n}</a><span>{d:%b %d, %Y}</span></li>"
                for _, d, n in rows(NEW)
            )
            + "</ul>",
            "News",
        ),
        NEW,
    )
    yield Column(
        "days ago",
        _phone(
            "<ul>"
            + "".join(
                f"<li><a href='/m/{n}'>{t}</a><span>{(TODAY - d).days}天前</span></li>"
                for t, d, n in rows(TODAY - timedelta(days=3), 6, 2)
            )
            + "</ul>"
        ),
        TODAY - timedelta(days=3),
    )
    yield Column(
        "figures of Chinese numerals",
        township(_each("<p>·<a href='{n}.htm'>{t}</a>　二〇二五年六月三日</p>", OLD, 1)),
        OLD,
    )


def _places() -> Iterator[Column]:
    """Places at which a day stands."""
    yield Column(
        "line numbers of a site builder",
        portal(
            "<ul>"
            + _each(
                "<li id='line_u8_{n}'><a href='../info/1021/{n}.htm' title='{t}'>{t}</a><span>"
                "{d.year}年{d:%m}月{d:%d}日</span></li>"
            )
            + "</ul><div class='pb'>共138条　1/14　首页 上页 <a href='tzgg/13.htm'>下页</a> "
            "<a href='tzgg/1.htm'>尾页</a></div>"
        ),
        NEW,
    )
    yield Column(
        "table in a record of a store",
        portal(
            "<script type='text/xml'><datastore><totalrecord>99</totalrecord><recordset>"
            + _each(
                "<record><![CDATA[<tr><td><a href='/art/{n}.html' title='{t}'>{t}</a></td><td class='bt_time'>"
                "[{d:%Y-%m-%d}]</td></tr>]]></record>"
            )
            + "</recordset></datastore></script>"
        ),
        NEW,
    )
    yield Column(
        "day in its own block before the title's",
        _bureau(
            _each(
                "<div class='item'><div class='l'>{d:%Y-%m-%d}</div><div class='r'><h4><a href='/{n}.html'>{t}"
                "</a></h4><p>各乡镇人民政府，县政府有关部门：</p></div></div>"
            )
        ),
        NEW,
    )
    yield Column("inside the text of the link", township(_each("<p><a href='{n}.htm'>{t}({d:%Y-%m-%d})</a></p>")), NEW)
    yield Column(
        "in the tip of the link alone",
        township(
            _each(
                "<tr><td><a href='{n}.asp' title='标题：{t}&#10;作者：办公室&#10;发布时间：{d:%Y/%m/%d} "
                "9:20:31&#10;点击数：118'>"
                "{t}</a></td></tr>"
            ).join(("<table>", "</table>"))
        ),
        NEW,
    )
    yield Column(
        "row below the title's",
        township(
            _each(
                "<tr><td colspan='2'><a href='{n}.asp'>{t}</a></td></tr><tr><td>点击：{n}</td><td>日期：{d:%Y-%m-%d}"
                "</td></tr>"
            ).join(("<table>", "</table>"))
        ),
        NEW,
    )
    yield Column(
        "day as heading of a group",
        portal(
            "".join(
                f"<h4>{d:%Y-%m-%d}</h4><ul><li><a href='/{n}.html'>{t}</a></li><li><a "
                f"href='/{n + 1}.html'>{t}（图）</a></li></ul>"
                for t, d, n in rows(NEW, 6, 3)
            )
        ),
        NEW,
    )
    yield Column(
        "year as heading without its word",
        portal(
            "<div class='line'><div class='year'>2026</div>"
            + _each("<div class='ev'><span>{d:%m/%d}</span><a href='/{n}.html'>{t}</a></div>", NEW, 4)
            + "<div class='year'>2025</div>"
            + _each("<div class='ev'><span>{d:%m/%d}</span><a href='/{n}.html'>{t}</a></div>", OLD, 4)
            + "</div>"
        ),
        NEW,
    )
    yield Column(
        "rows that are clicked",
        _bureau(
            "<table>"
            + _each("<tr onclick=\"window.open('/{n}.html')\"><td>{t}</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "link on the picture alone",
        portal(
            _each("<div class='pic'><a href='/{n}.html'><img src='/{n}.jpg'></a><h5>{t}</h5><p>{d:%Y-%m-%d}</p></div>"),
            "图片新闻",
        ),
        NEW,
    )
    yield Column(
        "script that writes the day",
        portal(
            "<ul>"
            + _each(
                "<li><a href='/{n}.html'>{t}</a><span><script>document.write(fmtDate('{d:%Y-%m-%d} 10:00:00'))"
                "</script></span></li>"
            )
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "bars between office, day and readers",
        _phone(_each("<a href='/m/{n}'><h3>{t}</h3><div>来源：县教委 | {d:%Y-%m-%d} | 阅读 1024</div></a>")),
        NEW,
    )
    yield Column(
        "telephone's line with clock",
        _phone(
            _each("<a href='/m/{n}'><h3>{t}</h3><div><span>县融媒体中心</span><span>{d:%m-%d} 10:22</span></div></a>")
        ),
        NEW,
    )
    yield Column(
        "films with their lengths",
        portal(
            _each(
                "<div class='v'><a href='/v/{n}.html'><img src='/{n}.jpg'><i>12:24</i></a><p>{t}</p><span>"
                "{d:%Y-%m-%d}</span></div>"
            ),
            "视频新闻",
        ),
        NEW,
    )
    yield Column(
        "labels in square brackets",
        _bureau(
            _each(
                "<dl><dt><a href='/{n}.html'>{t}</a></dt><dd>[发布机构] 县交通运输委</dd><dd>[成文日期] "
                "2025-12-01</dd><dd>"
                "[发布日期] {d:%Y-%m-%d}</dd></dl>"
            )
        ),
        NEW,
    )
    yield Column(
        "day of making alone",
        _bureau(
            "<table><tr><th>序号</th><th>名称</th><th>文号</th><th>生成日期</th></tr>"
            + _each(
                "<tr><td>{n}</td><td><a href='/{n}.html'>{t}</a></td><td>云交发〔2026〕12号</td><td>{d:%Y-%m-%d}"
                "</td></tr>"
            )
            + "</table>"
        ),
        NEW,
    )
    yield Column(
        "collecting opinions from and to",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/yj/{n}.html'>{t}（征求意见稿）</a><span>征集时间：{d:%Y-%m-%d} "
                f"至 {d + timedelta(days=30):%Y-%m-%d}</span><b>进行中</b></li>"
                for t, d, n in rows(NEW, 5, 20)
            )
            + "</ul>",
            "意见征集",
        ),
        NEW,
    )
    yield Column(
        "small print behind the title",
        township(
            _each(
                "<li><a href='{n}.htm'>{t}</a>&nbsp;<font color='#999999' size='1'>{d.month}月{d.day}日</font></li>"
            ).join(("<ul>", "</ul>"))
        ),
        NEW,
    )


def _decoys() -> Iterator[Column]:
    """Days beside the list that are none of its days, and pages of several lists."""
    old = "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD) + "</ul>"
    new = "<ul>" + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>") + "</ul>"
    calendar = "".join(f"<td>{n}</td>" for n in range(1, 31))
    yield Column(
        "calendar beside",
        portal(f"{old}<table class='calendar'><caption>2026年11月</caption><tr>{calendar}</tr></table>"),
        OLD,
    )
    yield Column(
        "forecast beside",
        portal(f"<div class='tq'><p>11月23日 周一 晴 8～15℃</p><p>11月24日 周二 多云 7～13℃</p></div>{old}"),
        OLD,
    )
    yield Column(
        "newest of the whole site beside", _bureau(f"{old}<div class='side'><h3>最新公开</h3>{new}</div>"), OLD
    )
    yield Column(
        "day of an event in the title",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>关于{d.year}年{d.month}月{d.day}日计划停电的公告</a>"
                f"<span>{d - timedelta(days=3):%Y-%m-%d}</span></li>"
                for _, d, n in rows(NEW)
            )
            + "</ul>"
        ),
        NEW - timedelta(days=3),
    )
    yield Column(
        "reporting months in titles",
        portal(
            "<ul>"
            + _each(
                "<li><a href='/{n}.html'>云山县2026年1-10月财政收支情况（{n}）</a><span>{d:%Y-%m-%d}</span></li>", OLD
            )
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "oldest first",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>" for t, d, n in reversed(rows(NEW))
            )
            + "</ul>"
        ),
        NEW,
    )
    yield Column("records counted", _bureau(f"{old}<p>共 2026 条记录，第 1/11 页 转到 <input value='12'> 页</p>"), OLD)
    yield Column(
        "several small lists",
        portal(
            "".join(
                f"<div class='box'><h3><a href='/k{k}/'>栏目{k}</a><a href='/k{k}/'>更多&gt;&gt;</a></h3><ul>"
                + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", newest, 4)
                + "</ul></div>"
                for k, newest in enumerate((OLD, NEW, OLD))
            ),
            "政务公开",
        ),
        NEW,
    )
    yield Column(
        "tabs of which one is seen",
        portal(
            "<div class='tab'><span>要闻</span><span>公告</span></div><div>"
            + old
            + "</div><div style='display:none'>"
            + new
            + "</div>",
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column(
        "running line and short days",
        portal(
            "<marquee><a href='/x.html'>热烈祝贺县运动会开幕</a></marquee><ul>"
            + _each("<li><i>[{d:%m-%d}]</i><a href='/{n}.html'>{t}</a></li>")
            + "</ul>",
            "首页",
        ),
        NEW,
        home=True,
    )
    text = "<p>根据年度工作安排，现将有关事项通知如下，请认真贯彻执行。截至2026年11月20日已完成过半。</p>" * 6
    yield Column(
        "article with newer ones named below",
        _bureau(
            f"<h1>关于做好道路养护工作的通知</h1><div>日期：{OLD} 来源：县交通运输委 浏览：20261120次"
            f"</div>{text}<div class='xg'><h4>相关阅读"
            f"</h4>{new}</div>"
        ),
        OLD,
    )
    yield Column(
        "what an office does, with its day",
        _bureau(
            f"<h1>机构职能</h1>{text.replace('截至2026年11月20日', '')}<p class='r'>更新时间：{OLD:%Y.%m.%d}</p>",
            "机构职能",
        ),
        OLD,
    )


def _without() -> Iterator[Column]:
    """No day at all: what is there, and what is empty."""
    ajax = (
        "<ul id='list'></ul><script>"
        "$.ajax({url:'/api/list?c=12',success:function(d){$('#list').append(render(d))}})</script>"
    )
    yield Column("filled by a request", _bureau(ajax), None)
    yield Column(
        "questions and answers",
        portal(
            "".join(
                f"<h4>问：暂无房产证能否办理第{n}项入学手续？</h4><p>答：可以，请持租房合同到学校登记。</p>"
                for n in range(4)
            ),
            "常见问题",
        ),
        None,
    )
    yield Column(
        "picture of the organisation",
        _bureau("<p align='center'><img src='/u/jg.png' width='800'></p>", "内设机构"),
        None,
    )
    yield Column(
        "film that is embedded",
        portal("<iframe src='/player.html?id=7' width='640' height='360'></iframe>", "宣传片"),
        None,
    )
    yield Column(
        "papers to download",
        _bureau("<p><a href='/u/1.pdf'>权责清单.pdf</a></p><p><a href='/u/2.xls'>收费目录.xls</a></p>", "清单目录"),
        None,
    )
    yield Column(
        "said to have had none", _bureau("<p>我委本年度未收到行政复议申请，未实施行政强制。</p>", "行政执法公示"), None
    )
    yield Column(
        "offices and telephones",
        township(
            "<table><tr><td>党政办</td><td>023-55501234</td></tr><tr><td>民政办</td><td>023-55501235</td></tr></table>",
            "联系方式",
        ),
        None,
    )
    yield Column(
        "friends elsewhere",
        portal(
            "<a href='http://www.gov.cn/'>中国政府网</a><a href='http://www.cq.gov.cn/'>重庆市人民政府</a>", "友情链接"
        ),
        None,
    )
    yield Column(
        "no data yet",
        _bureau("<div class='empty'><img src='/images/empty.png'><p>暂无数据</p></div>"),
        None,
        blank=True,
    )
    yield Column("column has no information", township("<p>该栏目暂无信息！</p>"), None, blank=True)
    yield Column(
        "sum of nothing",
        _bureau("<ul class='list'></ul><div class='page'>总记录数：0，每页显示10条，当前第1/0页</div>"),
        None,
        blank=True,
    )
    yield Column("contents to come", portal("<p style='text-align:center'>内容正在整理中……</p>"), None, blank=True)
    yield Column("no more below nothing", _phone("<ul></ul><p class='nomore'>没有更多了</p>"), None, blank=True)
    yield Column("sorry", portal("<p>对不起，您访问的栏目暂时没有内容。</p>"), None, blank=True)


FOURTH_COLUMNS = (*_forms(), *_places(), *_decoys(), *_without())
