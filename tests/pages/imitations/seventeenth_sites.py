"""The frames of the seventeenth set: another county, whose sites were built by other houses."""


def portal(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"/><title>{title}-砚山县人民政府门户网站</title>
<meta name="SiteName" content="砚山县人民政府门户网站"/><meta name="SiteIDCode" content="5102280003"/>
<meta name="ColumnName"
content="{title}"/><meta name="channelId" content="c108233"/><link href="/r/css/list.css" rel="stylesheet"/></head>
<body>
<div class="topnav"><span id="weather"></span><a href="/wzxx/">网站声明</a>
<a href="https://www.sc.example/">省政府网站</a>
<a href="javascript:toggle()">长者助手</a></div><div class="logo"><img src="/r/img/logo.png" alt="砚山县人民政府"/>
</div>
<div class="menu"><ul><li><a href="/yssrmzf/">首页</a></li><li><a href="/yssrmzf/c108230/list.shtml">要闻</a></li>
<li><a
href="/yssrmzf/c108231/list.shtml">公开</a></li><li><a href="/yssrmzf/c108232/list.shtml">服务</a></li></ul></div><div
class="wz">您所在的位置：<a href="/">首页</a> - <a href="/yssrmzf/c108230/list.shtml">政务</a> - {title}</div>
<div class="con">
{content}<div id="page_div"></div><script>createPage('page_div',20,1,'list','shtml',390);</script></div><div
class="bottom"><p>砚山县人民政府办公室主办 | 备案号：蜀ICP备06003388号 | 川公网安备 51022802000111号</p>
<p>政府网站标识码：5102280003
</p></div></body></html>"""


def market(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}_砚山县市场监督管理局</title>
<meta name="SiteName"
content="砚山县市场监督管理局"><script src="/js/trslist.js"></script></head><body><div class="yhx-top"><div class="w">
<span>欢迎访问砚山县市场监督管理局网站</span><span class="rl"><script>showtime()</script></span></div></div>
<div class="banner">
<h1><a href="/">砚山县市场监督管理局</a></h1></div><div class="nav"><a href="/">首页</a>
<a href="/jgzn/">机构职能</a><a href="/gzdt/">
工作动态</a><a href="/tzgg/">通知公告</a><a href="/xxgk/">信息公开</a></div>
<div class="w weizhi">当前位置：<a href="../">首页</a>
&gt;<a href="./">{title}</a></div><div class="w main"><div class="zuo"><ul class="sub"><li>
<a href="../gzdt/">工作动态</a></li>
<li><a href="../spcj/">食品抽检</a></li><li><a href="../xzcf/">行政处罚</a></li><li><a href="../ndbg/">年度报告</a>
</li></ul></div>
<div class="you">{content}</div></div>
<div class="foot">地址：砚山县人民南路66号　举报电话：12315<br>蜀ICP备06003388号</div>
</body></html>"""


def health(content: str, title: str) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title} 砚山县卫生健康局</title></head><body><div
id="header"><a href="/"><img src="/tpl/logo.png"></a><form action="/search"><input name="kw"><input type="submit"
value="搜"></form></div><div id="nav"><ul><li><a href="/">首页</a></li><li><a href="/wjdt/">卫健动态</a></li><li><a
href="/zwgk/">政务公开</a></li><li><a href="/jkkp/">健康科普</a></li></ul></div>
<div id="mbx">首页 &gt;&gt; {title}</div><div
id="center"><div class="lm">{title}</div>{content}</div><div id="side"><div class="gg"><a href="/zt/1/"><img
src="/zt/1.jpg" alt="健康中国行动"></a><a href="/zt/2/"><img src="/zt/2.jpg" alt="无偿献血"></a></div></div>
<div id="footer">
主办单位：砚山县卫生健康局　值班电话：028-88220120　网站支持IPv6</div></body></html>"""


def village(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>石桥镇-{title}</title>
<meta name="SiteName" content="砚山县
石桥镇人民政府"></head><body><div class="layout"><div class="layout-header"><h1>砚山县石桥镇人民政府</h1>
<div class="search-box">
<input placeholder="搜索"></div></div><div class="layout-nav"><a href="/sqz/index">首页</a>
<a href="/sqz/channel/1">石桥概况
</a><a href="/sqz/channel/2">资讯</a><a href="/sqz/channel/3">公开</a></div><div class="layout-banner"><img
src="/oss/b.jpg"></div><div class="bread"><span>首页</span><span>/</span><span>{title}</span></div><div
class="layout-main"><div class="channel-tree"><div class="node on">{title}</div><div class="node">便民信息</div><div
class="node">民生工程</div></div><div class="channel-list">{content}</div></div><div class="layout-footer">
<p>主办：石桥镇
人民政府　承办：石桥镇党政综合办公室</p><p>联系电话：028-88331001</p></div></div></body></html>"""


def justice(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-cn"><head><meta charset="utf-8"/><title>{title}</title><base
href="http://www.yunshan.example/"/></head><body class="site com_content view-category"><header class="header"><a
class="brand" href="/">砚山县司法局</a></header><nav class="navigation"><ul class="nav menu"><li class="item-101"><a
href="/">主页</a></li><li class="item-102"><a href="/xw">新闻</a></li><li class="item-103">
<a href="/flyz">法律援助</a></li></ul>
</nav><ul class="breadcrumb"><li>您在这里：</li><li><a href="/">主页</a></li><li class="active"><span>{title}</span>
</li></ul>
<main id="content"><div class="page-header"><h2>{title}</h2></div>{content}</main><div id="aside"><div class="well">
<h3>
普法专栏</h3><ul class="category-module"><li><a href="/pf/1">民法典百问</a></li><li><a href="/pf/2">宪法宣传周</a>
</li></ul></div>
</div><footer class="footer"><p>&copy; 2026 砚山县司法局</p></footer></body></html>"""


def school(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>{title}-砚山县职业教育中心</title><meta charset="UTF-8">
<META Name="keywords"
Content="砚山县职业教育中心,{title}"/></head><body><div class="top"><a href="../index.htm">
<img src="../images/logo.png"></a>
<p>今日：2026-11-23</p></div><div class="nav"><ul><li><a href="../index.htm">网站首页</a></li><li>
<a href="../xxgk.htm">学校概况
</a></li><li><a href="../xwzx.htm">新闻中心</a></li><li><a href="../zsjy.htm">招生就业</a></li></ul></div>
<div class="nymain">
<div class="nyleft"><h3>新闻中心</h3><ul><li><a href="xyxw.htm">校园新闻</a></li><li><a href="tzgg.htm">通知公告</a>
</li></ul></div>
<div class="nyright"><div class="dqwz"><h4>{title}</h4>
<p>当前位置：<a href="../index.htm">网站首页</a>&gt;&gt;{title}</p></div>
{content}</div></div><div class="footer">版权所有：砚山县职业教育中心　地址：学府路1号　邮编：611500</div></body>
</html>"""


def labour(content: str, title: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>
<title>砚山县人力资源和社会保障局</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>
<form method="post" action="./List.aspx"
id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY1NDU2MTA1Mg9k"/><table class="tb" width="1000">
<tr><td>
<img src="images/head.jpg"></td></tr><tr><td class="menu">
<a href="Default.aspx">首页</a>|<a href="List.aspx?id=3">工作动态</a>|
<a href="List.aspx?id=4">公告公示</a>|<a href="List.aspx?id=5">就业创业</a></td></tr></table><table class="tb"
width="1000"><tr><td width="210" valign="top"><div class="lt">快速通道</div>
<a href="http://si.example/">社保查询</a><br><a
href="http://job.example/">求职招聘</a></td><td valign="top">
<div class="rt">当前位置：首页&gt;{title}</div>{content}</td></tr>
</table><table class="tb" width="1000"><tr><td align="center">砚山县人力资源和社会保障局版权所有　访问统计：<span
id="lblCount">2026118</span></td></tr></table></form></body></html>"""


def park(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{title} – 青龙湖湿地公园</title>
<meta
name="generator" content="WordPress 6.4"></head><body class="archive category"><header id="masthead"><p
class="site-title"><a href="/">青龙湖湿地公园</a></p><p class="site-description">绿水青山就是金山银山</p><nav><ul>
<li><a href="/">
首页</a></li><li><a href="/category/news/">动态</a></li><li><a href="/visit/">游园</a></li></ul></nav></header><div
id="primary"><header class="page-header"><h1 class="page-title">分类：{title}</h1></header>{content}</div><aside
id="secondary"><section class="widget"><form role="search"><input type="search"></form></section><section
class="widget"><h2>近期文章</h2><ul><li><a href="/?p=911">冬候鸟如期而至</a></li><li><a href="/?p=907">闭园通知</a>
</li></ul></section>
<section class="widget"><h2>归档</h2><ul><li><a href="/2026/11/">2026年11月</a></li><li>
<a href="/2026/10/">2026年10月</a></li>
<li><a href="/2026/09/">2026年9月</a></li></ul></section></aside><footer id="colophon">青龙湖湿地公园管理处</footer>
</body></html>"""


def zone(content: str, title: str) -> str:
    side = "".join(
        f"<li><a href='/gg/{n}.html'>{text}</a><em>{day}</em></li>"
        for n, (text, day) in enumerate(
            (
                ("关于企业年检的提示", "11/21"),
                ("供热管道检修公告", "11/20"),
                ("2026年人才公寓申请", "11/18"),
                ("标准厂房招租", "11/16"),
            )
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}|砚山经济开发区</title></head><body>
<div class="t">
<a href="/">砚山经济开发区</a><ul><li><a href="/gk">园区概况</a></li><li><a href="/zs">招商引资</a></li><li>
<a href="/qy">企业服务</a>
</li></ul></div><div class="kv"><img src="/kv.jpg"></div><div class="m"><div class="m-l"><div class="bt">{title}</div>
{content}</div><div class="m-r"><div class="bt">通知公告</div><ul class="gg">{side}</ul>
<div class="bt">招商热线</div><p>
028-88440001</p></div></div><div class="f">砚山经济开发区管理委员会　© 2012-2026</div></body></html>"""
