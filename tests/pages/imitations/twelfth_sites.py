"""The frames of the twelfth set: what stands around the content on the sites of one county, each by another hand."""

from datetime import date

from tests.pages.imitations.shape import NEW
from tests.pages.imitations.skins import rows


def each(form: str, newest: date = NEW, count: int = 12, gap: int = 4) -> str:
    """The same row for each of some invented articles, the newest first."""
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def county(content: str, title: str = "通知公告", head: str = "") -> str:
    """The county's portal after its last redesign: folded menus, a search with words, icons below."""
    menu = "".join(
        f"<div class='xl'><a href='/{at}/'>{name}</a><div class='xl-con'><a href='/{at}/a/'>{name}动态</a>"
        f"<a href='/{at}/b/'>{name}专栏</a></div></div>"
        for at, name in (("yw", "要闻"), ("gk", "公开"), ("fw", "服务"), ("hd", "互动"), ("gl", "走进"))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_奉山县人民政府</title>"
        f"<meta name='SiteName' content='奉山县人民政府'><meta name='ColumnName' content='{title}'>"
        f"<meta name='ColumnType' content='公告公示'>{head}</head><body><div class='t-box'><div class='w1280'>"
        "<div class='t-l'><em>2026年11月23日</em><em>星期一</em><em>农历十月十五</em><em>多云 8℃～14℃</em></div>"
        "<div class='t-r'><a href='/wza'>长者专区</a><a href='/en/'>English</a><a href='/user'>个人中心</a>"
        "</div></div>"
        "</div><div class='logo-box'><img src='/l.png' alt='奉山县人民政府'><form class='ssk'><input name='q'>"
        "<p>热搜词：<a href='/s?q=1'>2026年中考</a><a href='/s?q=2'>高龄补贴</a></p></form></div>"
        f"<div class='xl-box'>{menu}</div><div class='w1280 dq'>当前位置：<a href='/'>首页</a>-<a href='/gk/'>"
        f"公开</a>"
        f"-{title}</div><div class='w1280 con'>{content}</div><div class='ft'><div class='ft-a'><select><option>"
        f"国家部委"
        "</option><option>市级部门</option></select></div><div class='ft-b'><p>"
        "主办：奉山县人民政府办公室　承办：县大数据中心"
        "</p><p>联系电话：023-56550001（工作日9:00-17:00）</p><p>渝ICP备2021000001号 渝公网安备50023602000001号 "
        "网站标识码5002360001</p><a><img src='/red.png' alt='党政机关'></a><a><img src='/zc.png'></a></div></div>"
        "<div class='side-tool'><a href='/zn'>智能问答</a><a href='/jc'>我要纠错</a></div></body></html>"
    )


def bureau(content: str, title: str = "工作动态") -> str:
    """A bureau's site from 2009: one table in another, pictures as headings, what is new at the left on every page."""
    latest = "".join(
        f"<tr><td>·<a href='show.asp?id={number}'>{text[:9]}</a></td><td>11-{day.day}</td></tr>"
        for text, day, number in rows(date(2026, 11, 21), 4, 2)
    )
    return (
        f"<html><head><meta charset='utf-8'><title>奉山县林业局</title></head><body><table width=980><tr><td>"
        "<img src='images/top.jpg' width=980></td></tr><tr><td background='images/dh.gif'><a href='index.asp'>"
        "首页</a>｜"
        "<a href='list.asp?c=1'>机构</a>｜<a href='list.asp?c=2'>动态</a>｜<a href='list.asp?c=3'>法规</a></td>"
        "</tr><tr><td>"
        "今天是：2026年11月23日 星期一　欢迎您访问奉山县林业局网站！</td></tr></table><table width=980><tr>"
        f"<td width=230 valign=top><table><tr><td colspan=2><img src='images/zxgg.gif' alt='最新公告'></td>"
        f"</tr>{latest}"
        "</table><table><tr><td><img src='images/lx.gif'></td></tr><tr><td>电话：56550011<br>邮箱：ly@fs.example"
        "</td></tr>"
        f"</table></td><td width=750 valign=top><table width=100%><tr><td><b>{title}</b></td></tr>"
        f"</table>{content}</td>"
        "</tr></table><table width=980><tr><td align=center>奉山县林业局主办　建议使用1024*768分辨率浏览<br>"
        "建站时间：2009年6月1日　访问量：<b>2026113</b></td></tr></table></body></html>"
    )


def school(content: str, title: str = "学校新闻") -> str:
    """A school's site of a builder: names of parts by numbers, page numbers with a sum, a column of slides."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-奉山县职业教育中心</title></head><body>"
        "<div class='header'><div class='wrap'><a href='index.htm'><img src='images/logo.png'></a><div class='tel'>"
        "招生热线 023-56551234</div></div></div><div class='mainNav'><ul><li><a href='index.htm'>网站首页</a>"
        "</li><li>"
        "<a href='xxgk.htm'>学校概况</a><ul><li><a href='xxgk/xxjj.htm'>学校简介</a></li><li><a href='xxgk/xrld.htm'>"
        "现任领导</a></li></ul></li><li><a href='xwzx.htm'>新闻中心</a></li></ul></div><div class='ban'>"
        f"<img src='images/b2.jpg' alt='喜迎2026级新生'></div><div class='n_left'><h2>新闻中心</h2><ul>"
        f"<li class='on'>"
        f"<a href='xwzx/a.htm'>{title}</a></li><li><a href='xwzx/b.htm'>媒体聚焦</a></li></ul></div>"
        f"<div class='n_right'>"
        f"<div class='n_tit'><h3>{title}</h3><div class='posi'>首页 / 新闻中心 / {title}</div></div>{content}</div>"
        "<div class='footer'><p>地址：奉山县兴学路8号　邮编：404600</p><p>Copyright 2018-2026 奉山县职业教育中心"
        "</p></div>"
        "</body></html>"
    )


def catalogue(content: str, title: str = "法定主动公开内容") -> str:
    """The platform of open government: a tree at the left, a search with days, numbers of the year above."""
    tree = "".join(
        f"<li><a href='?c={n}'>{name}</a><i>({n * 7})</i></li>"
        for n, name in enumerate(("机构职能", "规划计划", "统计信息", "行政许可", "财政预决算", "应急管理"), 1)
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>政府信息公开 - {title}</title></head><body>"
        "<div class='xxgk_top'><h1>政府信息公开</h1><div class='xxgk_tj'>本年度主动公开 <b>2026</b> 条，"
        "依申请公开 <b>12</b> 条"
        "</div></div><div class='xxgk_main'><div class='xxgk_l'><ul class='zd'><li><a href='/gk/zn'>"
        "政府信息公开指南</a></li>"
        "<li><a href='/gk/zd'>政府信息公开制度</a></li><li><a href='/gk/nb'>政府信息公开年报</a></li></ul>"
        f"<ul class='tree'>{tree}</ul></div><div class='xxgk_r'><div class='xxgk_ss'>"
        f"<input name='s' value='2026-01-01'>至"
        f"<input name='e' value='2026-11-23'><button>检索</button></div><h2>{title}</h2>{content}</div></div>"
        "<div class='xxgk_b'>奉山县卫生健康委员会 版权所有</div></body></html>"
    )


def media(content: str, title: str = "奉山时讯") -> str:
    """The media centre on a telephone: tabs to swipe, a bar at the bottom."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{title}"
        "</title></head><body><header class='hd'><i class='back'></i><h1>奉山融媒</h1><i class='so'></i></header>"
        "<div class='swiper tabs'><span class='on'>推荐</span><span>时政</span><span>民生</span><span>视频"
        "</span></div>"
        f"<section class='feed'>{content}</section><div class='bar'><a href='#'>首页</a><a href='#'>直播</a>"
        f"<a href='#'>我的"
        "</a></div></body></html>"
    )


def drawn(content: str, title: str = "政务公告", state: str = "") -> str:
    """A site that a program drew on the server: classes nobody can read, its data once more at the end."""
    return (
        f"<!doctype html><html data-n-head-ssr><head><meta charset='utf-8'><title>{title} | 奉山高新区</title>"
        "<style>.css-1x2y{color:#333}</style></head><body><div id='__nuxt'><div id='__layout'><div class='css-1x2y'>"
        "<div class='css-9ab'><a href='/' class='router-link-active'>高新区首页</a><a href='/news'>新闻</a>"
        "<a href='/open'>"
        f"公开</a></div><div class='css-77k'><div class='css-b1'>首页<i>/</i>{title}</div>{content}</div>"
        f"<div class='css-z0'>"
        "<div>© 2026 奉山高新技术产业开发区管理委员会</div><div>数据更新至 2026-11-22 23:59</div></div></div>"
        "</div></div>"
        f"<script>{state or 'window.__NUXT__={layout:0,serverRendered:true}'}</script>"
        f"<script src='/_nuxt/7c1f.js'></script>"
        "</body></html>"
    )


def park(content: str, title: str = "景区资讯") -> str:
    """A reserve's site made of a bought template: a slogan, tickets, the weather of the next days."""
    return (
        f"<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>{title} - 长山国家级自然保护区"
        f"</title></head><body>"
        "<div class='tqyb'><dl><dt>今天 11月23日</dt><dd>晴 6/15℃</dd></dl><dl><dt>明天 11月24日</dt><dd>"
        "阴 5/12℃</dd></dl>"
        "</div><div class='top-nav'><a class='logo' href='/'>长山保护区</a><a href='/jq'>走进长山</a>"
        "<a href='/gp'>门票预约</a>"
        "<a href='/zx'>资讯</a></div><div class='gg-line'><i class='icon-laba'></i><a href='/zx/9.html'>"
        "长山保护区2026年冬季"
        f"开放时间调整公告（2026-11-15）</a></div><main><div class='tit-en'>NEWS<b>{title}</b></div>{content}"
        f"</main><div "
        "class='foot-nav'><p>开放时间：每年3月1日至11月30日 8:30-17:30</p><p>投诉电话：12345</p></div></body></html>"
    )


def town(content: str, title: str = "镇情要闻") -> str:
    """A town's sub-site on the common platform, the store of its list unfolded by a script."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>奉山县人民政府 白水镇 {title}</title></head><body>"
        "<input type='hidden' id='i_webid' value='41'><div id='barrierfree_container'><div class='bt-top'>"
        "<table><tr><td>"
        "<a href='http://www.fs.example/'>县政府网</a></td><td><iframe src='/tq.html' height=20></iframe></td>"
        "</tr></table>"
        "</div><div class='bt-banner'></div><div class='bt-dh'><a href='/col/col1/'>首页</a>"
        "<a href='/col/col2/'>镇情</a>"
        f"<a href='/col/col3/'>{title}</a></div><div class='bt-con'><div class='bt-lm'><span>{title}</span>"
        f"<a href='/col/"
        f"col9/'>通知</a></div>{content}</div><div class='bt-bq'>"
        f"版权所有：奉山县白水镇人民政府　ICP备案：渝ICP备09000001号"
        "</div></div></body></html>"
    )


def english(content: str, title: str = "News") -> str:
    """The county's pages for visitors from abroad."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} - Fengshan County</title>"
        f"</head><body>"
        "<div class='top'><a href='/en/'>Home</a><a href='/en/about'>About Fengshan</a><a href='/en/news'>News"
        "</a></div>"
        f"<div class='loc'>You are here: Home &gt; {title}</div><div class='cont'>{content}</div><div class='bottom'>"
        "Copyright © 2020-2026 Fengshan County Government. All rights reserved.</div></body></html>"
    )
