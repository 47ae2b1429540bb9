"""The frames of the sixteenth set: what the common publishing systems put around a column of a county's sites."""

from collections.abc import Iterable


def _links(pairs: Iterable[tuple[str, str]], form: str = "<li><a href='{1}'>{0}</a></li>") -> str:
    return "".join(form.format(*pair) for pair in pairs)


def county(content: str, title: str) -> str:
    menu = _links(
        (
            ("首页", "/"),
            ("走进雁溪", "/zjyx/"),
            ("政务公开", "/zwgk_255/"),
            ("政务服务", "/zwfw/"),
            ("互动交流", "/hdjl/"),
        ),
        "<li><a href='{1}' target='_blank'>{0}</a><div class='sub' style='display:none'><a href='{1}a/'>{0}概况</a>"
        "</div></li>",
    )
    side = _links(
        (("雁溪要闻", "/ywdt/yw/"), ("部门动态", "/ywdt/bm/"), ("乡镇街道", "/ywdt/xz/"), ("公示公告", "/zw/gg/"))
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{title}_雁溪县人民政府</title>
<meta name="SiteName" content="雁溪县人民政府">
<meta name="SiteDomain" content="www.yanxi.example">
<meta name="SiteIDCode" content="5002360001">
<meta name="ColumnName" content="{title}">
<meta name="ColumnType" content="{title}">
<link rel="stylesheet" href="/images/common.css">
<script src="/images/jquery.min.js"></script>
</head>
<body>
<div class="top"><div class="w1200">
<div class="fl"><script>document.write(nowDate());</script></div>
<ul class="fr top-r"><li><a href="https://www.cq.example/">重庆市政府网</a></li><li><a href="/wza/">无障碍</a></li>
<li><a href="javascript:;">繁體</a></li><li><a href="/login/">用户登录</a></li></ul></div></div>
<div class="header"><a href="/"><img src="/images/logo.png" alt="雁溪县人民政府"></a>
<div class="search"><input type="text" placeholder="请输入关键字"><button>搜索</button></div></div>
<ul class="nav clearfix">{menu}</ul>
<div class="w1200 clearfix">
<div class="pos">您当前的位置：<a href="../../" title="首页" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;
<a href="../" title="政务公开" class="CurrChnlCls">政务公开</a>&nbsp;&gt;&nbsp;<a class="CurrChnlCls">{title}</a></div>
<div class="list-left"><h2>要闻动态</h2><ul>{side}</ul></div>
<div class="list-right">
<div class="tit"><span>{title}</span></div>
{content}
<div class="page"><script>createPageHTML(34, 0, "index", "html");</script></div>
</div>
</div>
<div class="footer"><p><a href="/wzdt/">网站地图</a> | <a href="/gywm/">关于我们</a> | <a href="/lxwm/">联系我们</a>
</p>
<p>主办单位：雁溪县人民政府办公室　网站标识码：5002360001</p>
<p><a href="https://beian.miit.gov.cn/">渝ICP备05003300号-1</a>　<a href="http://www.beian.gov.cn/">渝公网安备
50023602000123号</a></p><script src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></div>
</body>
</html>"""


def disclosure(content: str, title: str) -> str:
    tree = _links(
        (
            ("政府信息公开指南", "../zfxxgkzn/"), ("政府信息公开制度", "../zfxxgkzd/"), ("法定主动公开内容", "../fdzd"
                "gknr/"),
            ("政府信息公开年报", "../zfxxgknb/"), ("依申请公开", "../ysqgk/"),
        ),
        "<dd><a href='{1}'>{0}</a></dd>",
    )  # fmt: skip
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_政府信息公开_雁溪县人民政府</title>
<meta name="SiteName" content="雁溪县人民政府"><meta name="ColumnName" content="{title}"></head>
<body class="zwxxgk"><div class="zwxxgk_top"><a href="/"><img src="/images/gh.png"></a><h1>政府信息公开</h1>
<div class="zwxxgk_ss"><select><option>全文</option><option>标题</option></select><input id="q"></div></div>
<div class="zwxxgk_wz"><a href="/">首页</a> &gt; <a href="/zwgk/">政府信息公开</a> &gt; {title}</div>
<div class="zwxxgk_main"><dl class="zwxxgk_nav">{tree}</dl><div class="zwxxgk_right"><h3>{title}</h3>
{content}
</div></div><div class="zwxxgk_foot">版权所有：雁溪县人民政府　技术支持：县大数据中心<br>标识码5002360001
渝ICP备05003300号</div></body></html>"""


def education(content: str, title: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>雁溪县教育委员会 {title}</title><meta name='WebId' content='17' /><script type="text/javascript"
src="/script/0/1512160858299.js"></script><link href="/css/0/base.css" rel="stylesheet" /></head><body>
<div id="barrierfree_container"><table width="1000" align="center"><tr><td><img src="/picture/0/b.jpg" /></td></tr>
</table>
<table width="1000" align="center" class="dh"><tr><td><a href="/index.html">网站首页</a></td><td>
<a href="/col/col1101/">
机构职能</a></td><td><a href="/col/col1102/">教育新闻</a></td><td><a href="/col/col1103/">公示公告</a></td>
<td><a href="/col/col1110/">招生考试</a></td></tr></table>
<table width="1000" align="center"><tr><td height="40">当前位置：<a href='/index.html'>首页</a>&gt;<a
href='/col/col1102/index.html'>{title}</a></td></tr><tr><td valign="top">{content}</td></tr></table>
<table width="1000" align="center"><tr><td align="center">主办单位：雁溪县教育委员会　地址：雁溪县滨江路1号
邮编：404600</td></tr></table></div><script>visitcount();</script></body></html>"""


def town(content: str, title: str) -> str:
    slides = "".join(
        f"<li><a href='./ttxw/202610/t2026102{n}_1400{n}.html'><img src='/img/{n}.jpg' alt='{text}'></a><p>{text}</p>"
        f"</li>"
        for n, text in enumerate(("清江镇：红叶引客来", "清江镇：柚子熟了", "清江镇：孝老爱亲颁奖"))
    )
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}_雁溪县清江镇人民政府</title>
<meta name="SiteName" content="雁溪县清江镇人民政府"><meta name="ColumnName" content="{title}"></head><body>
<div class="header-bg"><h1>雁溪县清江镇人民政府</h1><div class="tools"><a href="#">简</a><a href="#">繁</a>
<a href="#">长者模式</a></div></div><div class="nav-box"><a href="/qjz/">首页</a><a href="/qjz/zjqj/">走进清江</a>
<a href="/qjz/xwzx/">新闻中心</a><a href="/qjz/zwgk/">政务公开</a><a href="/qjz/zmhd/">政民互动</a></div>
<div class="crumb"><i></i>当前位置：<a href="/qjz/">首页</a> / <a href="/qjz/zwgk/">政务公开</a> / {title}</div>
<div class="box clearfix"><div class="box-l"><h2 class="bt">{title}</h2>{content}</div>
<div class="box-r"><h3>图片新闻</h3><ul class="slide">{slides}</ul><h3>友情链接</h3><select><option>县级部门</option>
<option>乡镇街道</option></select></div></div><div class="foot">主办：雁溪县清江镇人民政府　电话：023-58731001
　渝ICP备05003300号-1　网站标识码：5002360044</div></body></html>"""


def street(content: str, title: str) -> str:
    newest = "".join(
        f"<li><a href='/fxjd/zx/{1200 + n}.html' title='{text}'>{text}</a><span class='rq'>{day}</span></li>"
        for n, (text, day) in enumerate(
            (
                ("凤祥街道开展“敲门行动”", "2026-11-21"), ("凤祥街道举行冬季运动会", "2026-11-20"),
                ("桂花社区微心愿认领", "2026-11-19"), ("街道召开物业联席会", "2026-11-18"), ("平安巡逻在行动", "2026-"
                    "11-17"),
            )
        )
    )  # fmt: skip
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>凤祥街道办事处-{title}</title></head><body>
<div id="app"><header><img src="/static/logo.png"><div class="date">今天是：2026年11月23日 星期一</div><nav>
<ul><li><a href="/fxjd/">首页</a></li><li><a href="/fxjd/gk/">街道概况</a></li><li>
<a href="/fxjd/zwgk/">政务公开</a></li>
<li><a href="/fxjd/bmfw/">便民服务</a></li></ul></nav></header><div class="location"><span>所在位置：</span>
<a href="/fxjd/">首页</a><em>&gt;</em><a>{title}</a></div><main><aside><div class="card"><h4>最新信息</h4>
<ul>{newest}</ul></div><div class="card"><h4>联系我们</h4><p>地址：凤祥路88号</p><p>电话：023-58720000</p></div>
</aside>
<section class="content"><h3>{title}</h3>{content}</section></main><footer>凤祥街道办事处主办　渝ICP备05003300号-1
　今日访问：326　累计访问：1203344</footer></div></body></html>"""


def bureau(content: str, title: str) -> str:
    return f"""<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>雁溪县水利局
</title>
<script language=javascript src=js/date.js></script></head><body topmargin=0><table width=980 border=0 align=center
cellpadding=0 cellspacing=0><tr><td><img src=images/top.jpg width=980></td></tr><tr><td bgcolor=#0066cc height=30
align=center><a href=index.asp>首 页</a> | <a href=news.asp?id=1>水利新闻</a> | <a href=news.asp?id=2>通知公告</a> |
<a href=news.asp?id=3>政策法规</a> | <a href=about.asp>机构设置</a></td></tr></table>
<table width=980 border=0 align=center>
<tr><td width=200 valign=top><table width=100%><tr><td class=lt>站内搜索</td></tr><tr><td><input name=key size=12>
<input
type=submit value=搜索></td></tr><tr><td class=lt>雨水情</td></tr><tr><td>11月23日08时 水位 145.32 米</td></tr>
</table></td>
<td valign=top><table width=100%><tr><td class=rt><b>{title}</b></td></tr><tr><td>{content}</td></tr></table></td></tr>
</table><table width=980 align=center><tr>
<td align=center>雁溪县水利局 版权所有 Copyright 2009-2026 All Rights Reserved
</td></tr></table></body></html>"""


def hospital(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8">
<meta name="viewport" content="width=device-width">
<title>{title} - 雁溪县人民医院</title></head><body><div class="topbar"><div class="container">急救电话：120
咨询电话：023-58560120</div></div><nav class="navbar"><a class="navbar-brand" href="/"><img src="/logo.svg"></a><ul>
<li>
<a href="/about">医院概况</a></li><li><a href="/news">新闻中心</a></li><li><a href="/dept">科室导航</a></li><li>
<a href="/guide">就医指南</a></li></ul></nav><div class="banner" style="background:url(/b.jpg)"><h2>新闻中心</h2>
<p>NEWS CENTER</p></div><div class="container main"><ol class="breadcrumb"><li><a href="/">首页</a></li><li
class="active">{title}</li></ol>{content}</div><footer class="footer"><div class="container"><dl><dt>联系我们</dt><dd>
地址：雁溪县医卫路6号</dd><dd>门诊时间：08:00-12:00 14:00-17:30</dd></dl>
<p>© 2015-2026 雁溪县人民医院 渝ICP备15000777号-1</p>
</div></footer></body></html>"""


def trade(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet"
href="/css/ewb.css"/></head><body><div class="ewb-head"><div class="ewb-wrap"><a class="ewb-logo" href="/"></a>
<div class="ewb-time" id="clock">2026年11月23日 09:12:44</div></div></div><div class="ewb-nav"><ul><li>
<a href="/">首页</a>
</li><li><a href="/jyxx/">交易信息</a></li><li><a href="/zcfg/">政策法规</a></li><li><a href="/xydt/">信用动态</a>
</li></ul></div>
<div class="ewb-wrap"><div class="ewb-loc">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/jyxx/">交易信息</a>
&nbsp;&gt;&nbsp;<span>{title}</span></div><div class="ewb-l"><ul class="ewb-tree"><li>
<a href="/jyxx/1/">工程建设</a></li>
<li><a href="/jyxx/2/">政府采购</a></li><li><a href="/jyxx/3/">土地矿权</a></li><li><a href="/jyxx/4/">国有产权</a>
</li></ul>
</div><div class="ewb-r"><div class="ewb-r-hd"><span>{title}</span></div><div class="ewb-r-bd">{content}</div></div>
</div>
<div class="ewb-foot"><p>雁溪县公共资源交易中心　技术支持：某软件股份有限公司</p><p>服务热线：023-58550001</p></div>
</body></html>"""


def media(content: str, title: str) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}-雁溪网</title></head><body>
<div class="hd">
<a href="/" class="logo">雁溪网</a><div class="weather">11月23日 星期一 多云 6~13℃</div></div><div class="menu">
<a href="/">首页</a><a href="/xw/">新闻</a><a href="/sp/">视频</a><a href="/zt/">专题</a><a href="/wy/">文艺</a>
</div><div
class="path"><a href="/">雁溪网</a>&gt;<a>{title}</a></div><div class="main"><div class="left">{content}</div><div
class="right"><div class="hot"><h5>热门点击</h5><ol><li><a href="/xw/9001.html">城市阅读空间再添三处</a></li><li>
<a href="/xw/9002.html">鱼复大桥合龙</a></li><li><a href="/xw/9003.html">金秋橙香引客来</a></li></ol></div></div></div>
<div class="ft">雁溪县融媒体中心主办　互联网新闻信息服务许可证：50120260006　违法和不良信息举报电话：023-58700000
</div></body></html>"""
