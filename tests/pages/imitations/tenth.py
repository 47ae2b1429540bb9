"""A tenth set, after what users of four common systems of publishing say of their templates."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import rows

TITLED = "<a href='/news/{n}.html' target='_blank' title='{t}'>{t}</a>"


def _each(form: str, newest: date = NEW, count: int = 14, gap: int = 6) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _dream(content: str, title: str = "医院动态") -> str:
    """A hospital's site by the oldest of the systems: a place line, a box of the class beside the list."""
    sons = "".join(f"<li><a href='/plus/list.php?tid={n}'>{name}</a></li>" for n, name in enumerate((title, "专家")))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_云山县人民医院</title></head><body><div class='header_top'>"
        "<div class='w960'><span class='time'>2026年11月23日 星期一</span><a href='#'>收藏本站</a></div></div>"
        f"<div id='navMenu'><ul><li><a href='/'><span>主页</span></a></li></ul></div><div class='place'><strong>"
        f"当前位置:</strong> <a href='/'>主页</a> > {title} > </div><div class='pleft'><div class='listbox'>{content}"
        f"</div></div><div class='pright'><dl class='tbox'><dt><strong>栏目列表</strong></dt><dd><ul class='d6'>{sons}"
        "</ul></dd></dl></div><div class='footer_body'><p class='powered'>云山县人民医院 急救电话：023-55500120</p>"
        "<p>渝ICP备11000001号</p></div></body></html>"
    )


def _empire(content: str, title: str = "校园新闻") -> str:
    """A school's site: a flash of the old days, a left column, pages with the sum of entries."""
    return (
        f"<html><head><meta charset='utf-8'><title>{title} - 云山中学</title></head><body><div class='top'><object "
        "data='/top.swf'></object></div><div class='daohang'><a href='/'>首页</a>|<a href='/xy/'>校园</a>|<a "
        f"href='/jx/'>教学</a></div><div class='main'><div class='col-left'><div class='crumbs'>首页 > {title}</div>"
        f"{content}</div></div><div class='dibu'>学校地址：云山县学府路9号 邮编：404602"
        f"<br>版权所有 云山中学</div></body></html>"
    )


def _served(content: str, title: str = "政务动态") -> str:
    """A page that a program has drawn on the server already, with its data behind and the program's own names."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><div id='__nuxt'><div "
        "id='__layout'><div class='layout'><header class='hd'><a href='/'><img src='/logo.svg'></a><div class='hd-nav'>"
        "<a href='/gk'>公开</a><a href='/fw'>服务</a></div></header><div class='bread-nav'><span>当前位置：</span><a "
        f"href='/'>首页</a><i>/</i><span>{title}</span></div><div class='main-con' data-v-3f1c>{content}</div><footer "
        "class='ft'><p>主办单位：云山县大数据发展管理局</p></footer></div></div></div></body></html>"
    )


def _telephone(content: str, title: str = "资讯") -> str:
    """A page for telephones: a bar above, a bar of buttons at the foot."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>"
        f"{title}</title></head><body><div class='m-header'><a href='javascript:history.back()'>返回</a>"
        f"<h1>{title}</h1>"
        f"</div><div class='m-body'>{content}</div><div class='tabbar'><a href='/'>首页</a><a href='/w/'>问政</a><a "
        "href='/me/'>我的</a></div></body></html>"
    )


def _lists() -> Iterator[Column]:
    yield Column(
        "class of sixteen points",
        _dream(
            "<ul class='e2'>"
            + _each(
                "<li><b>[<a href='/c/'>动态</a>]</b><a href='/{n}.html' class='title'>{t}</a><span "
                "class='info'><small>日期：</small>{d:%Y-%m-%d %H:%M:%S}<small>点击：</small>213</span>"
                "<p class='intro'>简介</p></li>"
            )
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "class of sixteen points, stale",
        _dream(
            "<ul class='e2'>"
            + _each(
                "<li><a href='/{n}.html' class='title'>{t}</a><span class='info'><small>日期："
                "</small>{d:%Y-%m-%d}<small>点击：</small>213</span></li>",
                OLD,
            )
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "day before in a small",
        _dream(_each("<li><small>{d:%m-%d}</small>" + TITLED + "</li>").join(("<ul>", "</ul>"))),
        NEW,
    )
    yield Column(
        "day in a red font",
        _dream(_each("<li>" + TITLED + "<font color='#ff0000'>{d:%Y-%m-%d}</font></li>").join(("<ul>", "</ul>"))),
        NEW,
    )
    yield Column(
        "list of fourteen points",
        _empire(
            "<ul class='list lh24 f14'>"
            + _each("<li><span class='rt'>{d:%Y-%m-%d %H:%M:%S}</span>·" + TITLED + "</li>")
            + "</ul><div id='pages' class='text-c'><a class='a1'>120条</a> <a href='2.html'>下一页</a></div>"
        ),
        NEW,
    )
    yield Column(
        "every fifth followed by a line",
        _empire(
            "<ul class='list'>"
            + "".join(
                f"<li><span class='rt'>{d:%Y-%m-%d}</span><a href='/{n}.html'>{t}</a></li>"
                + ("<li class='bk20 hr'><hr></li>" if k % 5 == 4 else "")
                for k, (t, d, n) in enumerate(rows(NEW, 15))
            )
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "a table of cells with dots",
        _empire(
            "<table cellspacing='0'>"
            + _each(
                "<tr><td width='20'><img src='/dot.gif'></td><td>"
                + TITLED
                + "</td><td class='hui'>{d:%Y-%m-%d}</td></tr><tr><td colspan='3' background='/x.gif'></td></tr>",
                OLD,
            )
            + "</table>"
        ),
        OLD,
    )
    yield Column(
        "titles with their day, both in the link",
        _empire(_each("<a href='/{n}.html'><span>{t}</span><span class='r'>{d:%Y/%m/%d}</span></a>")),
        NEW,
    )
    yield Column(
        "drawn on the server",
        _served(
            "<div class='li-box' data-v-1>"
            + _each(
                "<div class='li-item' data-v-1><a href='/d/{n}'><div class='li-t'>"
                "{t}</div><div class='li-b'><span>政策法规科</span><span>{d:%Y-%m-%d}</span></div></a></div>"
            )
            + "</div><script>window.__NUXT__={{}}</script>"
        ),
        NEW,
    )
    yield Column(
        "a table of a program",
        _served(
            "<div class='el-table'><table><thead><tr><th><div class='cell'>标题</div></th><th>"
            "<div class='cell'>发布日期"
            "</div></th></tr></thead></table><table><tbody>"
            + _each(
                "<tr><td><div class='cell'><a href='/d/{n}'>{t}</a></div>"
                "</td><td><div class='cell'>{d:%Y-%m-%d}</div></td></tr>"
            )
            + "</tbody></table></div>"
        ),
        NEW,
    )
    yield Column(
        "large day, small month in words",
        _served(
            _each("<div class='i'><div class='rq'><p>{d:%d}</p><p>{d.month}月</p></div><a href='/d/{n}'>{t}</a></div>")
        ),
        NEW,
    )
    yield Column(
        "year and month on top of the day",
        _served(
            _each(
                "<div class='i'><div class='rq'><span>{d:%Y-%m}</span><em>{d:%d}</em></div>"
                "<a href='/d/{n}'>{t}</a></div>",
                OLD,
            )
        ),
        OLD,
    )
    yield Column(
        "cells of a telephone",
        _telephone(
            _each(
                "<a class='cell' href='/d/{n}'><div class='tx'><h3>{t}</h3><p><span>云山发布</span><span>"
                "{d:%Y-%m-%d}</span></p></div><img src='/{n}.jpg'></a>"
            )
        ),
        NEW,
    )
    yield Column(
        "days ago on a telephone",
        _telephone(
            "".join(
                f"<a class='cell' href='/d/{k}'><h3>{t}</h3><span>{k + 2}天前</span></a>"
                for k, (t, _, _) in enumerate(rows(NEW, 9))
            )
        ),
        date(2026, 11, 21),
    )
    yield Column(
        "month and day on a telephone",
        _telephone(_each("<div class='cell'>" + TITLED + "<em>{d:%m-%d}</em></div>")),
        NEW,
    )
    yield Column(
        "grouped by day",
        _telephone(
            "".join(
                f"<h4>{d:%Y年%m月%d日}</h4><div class='cell'><a href='/d/{n}'>{t}</a></div>" for t, d, n in rows(NEW, 8)
            )
        ),
        NEW,
    )
    yield Column(
        "grouped by month, the day beside",
        _served(
            "<h3>2026年11月</h3><ul>"
            + "".join(f"<li><i>{k}日</i><a href='/d/{k}'>关于第{k}次例会的通报</a></li>" for k in (18, 11, 4))
            + "</ul>"
        ),
        date(2026, 11, 18),
    )


def _other_days() -> Iterator[Column]:
    old = "<ul>" + _each("<li>" + TITLED + "<span>{d:%Y-%m-%d}</span></li>", OLD) + "</ul>"
    yield Column(
        "duty doctors of the day above",
        _dream("<p>今日值班：2026-11-23 内科 何一</p>" + old),
        OLD,
    )
    yield Column("a clock of opening", _dream(old + "<p>门诊时间：周一至周日 8:00-17:30（2026年7月1日起）</p>"), OLD)
    yield Column("days to the examination", _empire("<p>距离2027年高考还有196天</p>" + old), OLD)
    yield Column(
        "purchases: opened on, published on",
        _dream(
            "<table><tr><th>项目</th><th>开标时间</th><th>发布时间</th></tr>"
            + "".join(
                f"<tr><td><a href='/{n}.html'>{t}</a></td><td>{d + timedelta(days=20):%Y-%m-%d %H:%M}"
                f"</td><td>{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(NEW)
            )
            + "</table>",
            "招标公告",
        ),
        NEW,
    )
    yield Column(
        "purchases: from, until, in one cell",
        _served(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>{t}</a>"
                f"<span>公告期限：{d:%Y-%m-%d}至{d + timedelta(days=7):%Y-%m-%d}</span></li>"
                for t, d, n in rows(OLD)
            )
            + "</ul>",
            "公示公告",
        ),
        OLD,
    )
    yield Column(
        "documents: number, made on, published on",
        _served(
            _each(
                "<div class='wj'><a href='/d/{n}'>{t}</a><ul><li>文号：云府办发〔2026〕3号</li>"
                "<li>成文日期：2025-12-30</li>"
                "<li>发布日期：{d:%Y-%m-%d}</li></ul></div>"
            ),
            "政策文件",
        ),
        NEW,
    )
    yield Column(
        "documents: made on alone",
        _served(
            "<table><tr><th>标题</th><th>文号</th><th>成文日期</th></tr>"
            + _each("<tr><td><a href='/d/{n}'>{t}</a></td><td>云府发〔2026〕8号</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>",
            "文件",
        ),
        NEW,
    )
    yield Column(
        "most read beside, its days fresh",
        _dream(
            "<div>"
            + old
            + "</div><div class='hot mt1'><h3>热点内容</h3><ul>"
            + _each("<li>" + TITLED + "<span>{d:%m-%d}</span></li>", NEW, 5)
            + "</ul></div>"
        ),
        OLD,
    )
    yield Column(
        "a banner that counts", _empire("<a href='/zt/'><img src='/2026gk.jpg' alt='2026年中考专题'></a>" + old), OLD
    )
    yield Column(
        "birthdays of the founders in titles",
        _empire(
            "<ul>"
            + _each("<li><a href='/{n}.html'>纪念1921年7月1日建校：{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD)
            + "</ul>"
        ),
        OLD,
    )
    yield Column(
        "article with its day in the band",
        _dream(
            "<h2>关于暂停体检的通知</h2><div class='info'><small>时间:</small>2026-08-19 10:25<small>来源:</small>院办"
            "<small>点击:</small>88次</div>" + "<p>因设备检修，体检业务暂停三天，敬请谅解。</p>" * 7
        ),
        date(2026, 8, 19),
    )
    yield Column(
        "article, day in words with the unit above",
        _empire(
            "<h3>放假通知</h3>"
            + "<p>根据校历安排，现将放假事宜通知如下。</p>" * 6
            + "<p>云山中学</p><p>二〇二六年九月二十八日</p>"
        ),
        date(2026, 9, 28),
    )
    yield Column(
        "home of a hospital",
        _dream(
            "<dl class='tbox'><dt><strong>医院动态</strong></dt><dd><ul>"
            + _each("<li>" + TITLED + "<span>{d:%m-%d}</span></li>", NEW, 6)
            + "</ul></dd></dl><dl class='tbox'><dt>健康</dt><dd><ul>"
            + _each("<li>" + TITLED + "<span>{d:%Y-%m-%d}</span></li>", OLD, 6)
            + "</ul></dd></dl>",
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column(
        "home of a school, stale",
        _empire(
            "<div class='box'><h5>校园新闻</h5><ul>"
            + _each("<li><span class='rt'>{d:%Y-%m-%d}</span>" + TITLED + "</li>", OLD, 7)
            + "</ul></div>",
            "首页",
        ),
        OLD,
        home=True,
    )


def _something() -> Iterator[Column]:
    yield Column(
        "hospital: doctors", _dream("<ul><li><img src='/1.jpg'><p>何一 主任医师</p></li></ul>", "专家介绍"), None
    )
    yield Column("hospital: departments", _dream("<a href='/k/1/'>内科</a> <a href='/k/2/'>外科</a>", "科室"), None)
    yield Column("hospital: how to come", _dream("<p>乘3路、6路公交车到人民医院站下车。</p>", "来院路线"), None)
    yield Column("hospital: prices", _dream("<table><tr><td>挂号费</td><td>3元</td></tr></table>", "收费标准"), None)
    yield Column("school: anthem", _empire("<p>云山巍巍，江水泱泱。</p>", "校歌"), None)
    yield Column("school: a player", _empire("<embed src='/x.mp3'>", "校园广播"), None)
    yield Column("school: teachers", _empire("何一　周二　吴三　郑四", "教师名录"), None)
    yield Column("school: a folder", _empire("<ul><li><a href='/f/kb.xls'>课程表</a></li></ul>", "下载"), None)
    yield Column(
        "program: numbers", _served("<div class='n'><b>128</b><span>开放数据集</span></div>", "数据开放"), None
    )
    yield Column(
        "program: tiles",
        _served("<a href='/t/1'><div>营商环境</div></a><a href='/t/2'><div>乡村振兴</div></a>", "专题"),
        None,
    )
    yield Column(
        "program: waits", _served("<div class='loading'>加载中...</div><script>fetch('/api/l')</script>"), None
    )
    yield Column(
        "program: asks", _served("<input placeholder='请输入办件编号'><button>查询</button>", "办件查询"), None
    )
    yield Column("telephone: call", _telephone("<a href='tel:12345'>拨打12345</a>", "热线"), None)
    yield Column(
        "telephone: entries", _telephone("<a href='/a/1'><i></i>社保</a><a href='/a/2'><i></i>医保</a>", "服务"), None
    )
    yield Column("telephone: a code to scan", _telephone("<img src='/qr.png'><p>长按识别关注</p>", "关注我们"), None)


def _nothing() -> Iterator[Column]:
    yield Column("hospital: nothing", _dream("", "招标公告"), None, blank=True)
    yield Column(
        "hospital: list of nothing", _dream("<ul class='e2'></ul><div class='dede_pages'></div>"), None, blank=True
    )
    yield Column(
        "hospital: pages of nothing", _dream("<ul></ul><div>共 0页/0条记录</div>", "院务公开"), None, blank=True
    )
    yield Column("hospital: no documents", _dream("<p>没有相关的文档！</p>", "院务公开"), None, blank=True)
    yield Column("school: nothing", _empire("<ul class='list lh24 f14'></ul><div id='pages'></div>"), None, blank=True)
    yield Column("school: soon", _empire("<p>内容筹备中，请关注……</p>", "家长学校"), None, blank=True)
    yield Column("school: no content", _empire("<div>暂无内容！</div>", "家长学校"), None, blank=True)
    yield Column("school: bare table", _empire("<table><tr><td></td><td></td></tr></table>", "教研"), None, blank=True)
    yield Column("program: empty", _served("<div class='el-empty'><p>暂无数据</p></div>", "政务动态"), None, blank=True)
    yield Column(
        "program: sum", _served("<div class='tb'></div><span class='el-total'>共 0 条</span>"), None, blank=True
    )
    yield Column(
        "program: a picture of nothing", _served("<img src='/empty.svg' alt=''><p>空空如也</p>"), None, blank=True
    )
    yield Column("program: to be opened", _served("<p>功能开发中，敬请期待</p>", "智能问答"), None, blank=True)
    yield Column("telephone: nothing", _telephone("<div class='list'></div>"), None, blank=True)
    yield Column(
        "telephone: no more", _telephone("<div class='list'></div><p class='more'>没有更多了</p>"), None, blank=True
    )
    yield Column("telephone: none", _telephone("<p>还没有内容哦~</p>"), None, blank=True)


TENTH_COLUMNS = (*_lists(), *_other_days(), *_something(), *_nothing())
