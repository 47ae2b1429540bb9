"""An eleventh set: the usual lists, notices and empty columns of offices in four skins more, none of them rare."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import rows

NAMED = "<a href='/art/{n}.html'>{t}</a>"


def _each(form: str, newest: date = NEW, count: int = 10, gap: int = 7) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _village(content: str, title: str = "村务公开") -> str:
    """A village's site of frames of tables, a text that runs across the top with a notice and its day."""
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><table><tr><td>清溪镇白云村</td></tr>"
        "<tr><td><marquee>热烈祝贺我村被评为2026年度文明村（2026-11-20）</marquee></td></tr></table><table><tr><td>"
        f"<a href='index.asp'>首页</a></td><td><a href='c.asp?id=1'>{title}</a></td></tr></table><table><tr><td "
        f"class='bt'>{title}</td></tr><tr><td>{content}</td></tr></table><table><tr>"
        f"<td>白云村民委员会 电话：023-55509999"
        "</td></tr></table></body></html>"
    )


def _court(content: str, title: str = "法院动态") -> str:
    """A court's site: a strip with the day, emblem, tabs of sections, a strip of addresses at the foot."""
    tabs = "".join(f"<li><a href='/sec/{n}'>{name}</a></li>" for n, name in enumerate(("法院概况", title, "司法公开")))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-云山县人民法院</title></head><body><div "
        "class='strip'>今天是2026年11月23日，欢迎访问云山县人民法院网！</div><div class='emblem'>"
        "<img src='/e.png'></div>"
        f"<div class='tabs'><ul>{tabs}</ul></div><div class='where'>您现在的位置：<a href='/'>首页"
        f"</a> — {title}</div><div "
        f"class='board'>{content}</div><div class='addr'>地址：云山县法治路1号　邮编：404603　诉讼服务热线：12368</div>"
        "<div class='bq'>Copyright©云山县人民法院 All rights reserved</div></body></html>"
    )


def _utility(content: str, title: str = "园区动态") -> str:
    """A page whose classes say how a thing looks, never what it is."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} | 云山湿地公园</title></head><body "
        "class='bg-gray-50'><header class='flex px-6'><a href='/' class='text-xl'>云山湿地公园</a><nav class='ml-auto'>"
        "<a href='/visit'>游览</a><a href='/science'>科普</a></nav></header><main class='max-w-4xl mx-auto py-8'><h1 "
        f"class='text-2xl font-bold'>{title}</h1>{content}</main><footer class='text-sm py-4'>云山县林业局主办</footer>"
        "</body></html>"
    )


def _letters(content: str, title: str = "互动交流") -> str:
    """A column of a portal with a left list of columns and a head of several rows."""
    left = "".join(f"<dd><a href='/hd/{n}/'>{name}</a></dd>" for n, name in enumerate((title, "网上调查", "民意征集")))
    return (
        f"<html><head><meta charset='utf-8'><meta name='ColumnName' content='{title}'><title>{title}_云山县人民政府"
        "</title></head><body><div id='header'><ul class='links'><li>简体</li><li>繁体</li></ul></div><div id='nav'>"
        "<a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div><div class='location'>当前位置：首页 &gt; "
        f"{title}</div><div class='box clearfix'><div class='box-l'><dl><dt>互动</dt>{left}</dl></div>"
        f"<div class='box-r'>"
        f"{content}</div></div><div id='footer'>主办：云山县人民政府办公室 网站标识码：5009990012</div></body></html>"
    )


def _dated() -> Iterator[Column]:
    def ul(form: str, newest: date = NEW, **how: int) -> str:
        return f"<ul>{_each(f'<li>{form}</li>', newest, **how)}</ul>"

    full = NAMED + "<span>{d:%Y-%m-%d}</span>"
    yield Column(
        "village: a table",
        _village("<table>" + _each("<tr><td>" + NAMED + "</td><td>{d:%Y-%m-%d}</td></tr>") + "</table>"),
        NEW,
    )
    yield Column(
        "village: a stale table",
        _village("<table>" + _each("<tr><td>" + NAMED + "</td><td>{d:%Y-%m-%d}</td></tr>", OLD) + "</table>"),
        OLD,
    )
    yield Column("village: lines with brackets", _village(_each("·" + NAMED + "({d:%Y-%m-%d})<br>")), NEW)
    yield Column("village: lines with month and day", _village(_each("·" + NAMED + " [{d:%m-%d}]<br>")), NEW)
    yield Column(
        "village: accounts by month",
        _village(
            "<table>"
            + "".join(
                f"<tr><td><a href='/cw/{m}.jpg'>2026年{m}月财务公开表</a></td><td>2026-{m + 1:02}-08</td></tr>"
                for m in (10, 9, 8, 7)
            )
            + "</table>"
        ),
        date(2026, 11, 8),
    )
    yield Column(
        "village: subsidies with their sums",
        _village(
            "<table><tr><td>名单</td><td>金额</td><td>公示日期</td></tr>"
            + _each("<tr><td>" + NAMED + "</td><td>12600.00</td><td>{d:%Y.%m.%d}</td></tr>")
            + "</table>"
        ),
        NEW,
    )
    yield Column("court: a list", _court(ul(full)), NEW)
    yield Column("court: a stale list", _court(ul(full, OLD)), OLD)
    yield Column(
        "court: pictures and words",
        _court(
            _each(
                "<div class='pw'><img src='/{n}.jpg'><h3>"
                + NAMED
                + "</h3><p>本网讯（记者 何一）近日，县法院开展巡回审判。</p><span>{d:%Y-%m-%d}</span></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "court: sittings that lie ahead",
        _court(
            "<table><tr><th>案号</th><th>开庭时间</th><th>公告时间</th></tr>"
            + "".join(
                f"<tr><td><a href='/ft/{n}'>（2026）云01民初{n}号</a></td>"
                f"<td>{d + timedelta(days=25):%Y-%m-%d %H:%M}</td>"
                f"<td>{d:%Y-%m-%d}</td></tr>"
                for _, d, n in rows(NEW)
            )
            + "</table>",
            "开庭公告",
        ),
        NEW,
    )
    yield Column("court: auctions", _court(ul(NAMED + "<em>起拍价：20.25万元</em><span>{d:%Y-%m-%d}</span>", OLD)), OLD)
    yield Column(
        "court: an article",
        _court(
            "<h2>县法院召开新闻发布会</h2><p>发布时间：2026-10-30　来源：研究室</p>"
            + "<p>11月20日，县法院通报今年以来的审判执行工作情况。</p>" * 7
        ),
        date(2026, 10, 30),
    )
    yield Column(
        "court: a line of days above the titles",
        _court(_each("<p class='d'>{d:%Y年%m月%d日}</p><p>" + NAMED + "</p>")),
        NEW,
    )
    yield Column(
        "looks: cards",
        _utility(
            "<div class='grid gap-4'>"
            + _each(
                "<a class='block p-4' href='/p/{n}'><p "
                "class='text-lg'>{t}</p><p class='text-gray-500'>{d:%Y-%m-%d}</p></a>"
            )
            + "</div>"
        ),
        NEW,
    )
    yield Column(
        "looks: rows",
        _utility(
            _each(
                "<div class='flex justify-between'><a href='/p/{n}'>{t}</a><span "
                "class='text-gray-400'>{d:%m/%d}</span></div>"
            )
        ),
        NEW,
    )
    yield Column(
        "looks: stale rows",
        _utility(
            _each(
                "<div class='flex justify-between'><a href='/p/{n}'>{t}</a><span "
                "class='text-gray-400'>{d:%Y/%m/%d}</span></div>",
                OLD,
            )
        ),
        OLD,
    )
    yield Column(
        "looks: a time of machines",
        _utility(
            _each(
                "<article><a href='/p/{n}'>{t}</a><time datetime='{d:%Y-%m-%d}'>{d.month}月{d.day}日</time></article>"
            )
        ),
        NEW,
    )
    yield Column(
        "looks: an article",
        _utility(
            "<p class='text-gray-400'>2026年8月8日 · 阅读约3分钟</p>"
            + "<p>公园新设观鸟平台三处，请游客轻声慢行。</p>" * 8
        ),
        date(2026, 8, 8),
    )
    yield Column(
        "letters: with answers",
        _letters(
            "<table><tr><th>标题</th><th>写信时间</th><th>回复时间</th><th>状态</th></tr>"
            + "".join(
                f"<tr><td><a href='/x/{n}'>{t}</a></td><td>{d - timedelta(days=3):%Y-%m-%d}</td>"
                f"<td>{d:%Y-%m-%d}</td><td>"
                f"已回复</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>",
            "县长信箱",
        ),
        NEW,
    )
    yield Column("letters: a column beside", _letters(ul(full)), NEW)
    yield Column("letters: a stale column beside", _letters(ul(NAMED + "<i>{d:%Y/%m/%d}</i>", OLD)), OLD)
    yield Column(
        "letters: collections with their state",
        _letters(ul(NAMED + "<b>征集时间：{d:%Y-%m-%d} 至 2026-12-31</b><u>进行中</u>"), "民意征集"),
        NEW,
    )
    yield Column(
        "letters: results of surveys",
        _letters(
            ul(
                "<a href='/dc/{n}.html'>{t}问卷结果</a><span>结束时间：2026-10-01</span>"
                "<span>发布时间：{d:%Y-%m-%d}</span>",
                OLD,
            ),
            "网上调查",
        ),
        OLD,
    )
    yield Column(
        "letters: days in words of ten",
        _letters(ul(NAMED + "<span>{d.year}年{d.month}月{d.day}日 星期三</span>", OLD)),
        OLD,
    )
    yield Column(
        "home of a court",
        _court(
            "<div class='k'><h4>法院动态</h4>"
            + ul(NAMED + "<span>{d:%m-%d}</span>", NEW, count=6)
            + "</div><div class='k'><h4>公告</h4>"
            + ul(full, OLD, count=6)
            + "</div>",
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column(
        "home of a park, stale",
        _utility("<section><h2>公告</h2>" + ul(full, OLD, count=5) + "</section>", "首页"),
        OLD,
        home=True,
    )


def _content() -> Iterator[Column]:
    yield Column("village: who serves", _village("村支书：何一 主任：周二 会计：吴三", "村干部"), None)
    yield Column("village: a rule", _village("<p>第一条 村民应当爱护公共环境卫生。</p>", "村规民约"), None)
    yield Column("village: papers on the wall", _village("<img src='gs1.jpg'><img src='gs2.jpg'>", "公示栏"), None)
    yield Column("court: judges", _court("<ul><li>何一 审判员</li><li>周二 审判员</li></ul>", "法官名录"), None)
    yield Column("court: how to sue", _court("<p>提交起诉状、身份证明和证据材料。</p>", "立案指南"), None)
    yield Column(
        "court: forms",
        _court("<a href='/f/qsz.doc'>民事起诉状</a><a href='/f/sqs.doc'>执行申请书</a>", "文书样式"),
        None,
    )
    yield Column("looks: a map", _utility("<img class='w-full' src='/map.webp'>", "导览图"), None)
    yield Column("looks: opening", _utility("<p>每日 7:00—19:00 免费开放</p>", "开放时间"), None)
    yield Column("looks: a film", _utility("<iframe class='w-full' src='//v.example/1'></iframe>", "宣传片"), None)
    yield Column(
        "looks: drawn later", _utility("<div id='feed'></div><script>fetch('/feed.json').then(draw)</script>"), None
    )
    yield Column(
        "letters: write one",
        _letters("<form><input name='xm'><textarea></textarea><button>提交</button></form>", "我要写信"),
        None,
    )
    yield Column("letters: how it is answered", _letters("<p>来信在五个工作日内答复。</p>", "写信须知"), None)
    yield Column("letters: numbers", _letters("<p>累计收到来信 312 件，已办结 310 件。</p>", "办理统计"), None)
    yield Column(
        "letters: elsewhere",
        _letters("<a href='http://www.12345.example/'><img src='/12345.png'></a>", "政务热线"),
        None,
    )


def _empty() -> Iterator[Column]:
    yield Column("village: nothing", _village("", "惠农政策"), None, blank=True)
    yield Column("village: an empty table", _village("<table><tr><td></td></tr></table>", "惠农政策"), None, blank=True)
    yield Column("village: says so", _village("暂无相关内容", "党务公开"), None, blank=True)
    yield Column("court: nothing", _court("", "拍卖公告"), None, blank=True)
    yield Column("court: an empty list", _court("<ul></ul>", "拍卖公告"), None, blank=True)
    yield Column("court: being set up", _court("<p>栏目建设中……</p>", "案例"), None, blank=True)
    yield Column("court: none found", _court("<p>未查询到相关数据</p><p>共0条 1/1页</p>", "失信名单"), None, blank=True)
    yield Column("looks: nothing", _utility("<div class='grid gap-4'></div>", "志愿招募"), None, blank=True)
    yield Column(
        "looks: says so", _utility("<p class='text-center text-gray-400'>暂无活动信息</p>", "活动"), None, blank=True
    )
    yield Column("looks: later", _utility("<p>敬请期待</p>", "科普课堂"), None, blank=True)
    yield Column("letters: nothing", _letters("<ul class='l'></ul>", "在线访谈"), None, blank=True)
    yield Column(
        "letters: a heading of a table",
        _letters("<table><tr><th>序号</th><th>标题</th><th>时间</th></tr></table>", "在线访谈"),
        None,
        blank=True,
    )
    yield Column("letters: no letters", _letters("<p>暂无来信</p>", "县长信箱"), None, blank=True)
    yield Column("letters: sum", _letters("<div class='pg'>总计 0 条 每页 15 条</div>", "县长信箱"), None, blank=True)


ELEVENTH_COLUMNS = (*_dated(), *_content(), *_empty())
