"""The frames of the eighteenth set: a third county, each site by another publishing system."""


def _frame(head: str, above: str, content: str, below: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{above}{content}{below}</body></html>"


def southern(content: str, title: str) -> str:
    return _frame(
        f"<title>{title}_临溪县人民政府门户网站</title><meta name='SiteName' content='临溪县人民政府门户网站'>"
        f"<meta name='ColumnName' content='{title}'>",
        "<div class='gd-head'><a href='/'><img src='/img/logo.png' alt='临溪县人民政府'></a><ul class='tool'><li><a>"
        "简</a></li>"
        "<li><a>繁</a></li><li><a href='/wap/'>手机版</a></li></ul></div><div class='gd-nav'><a href='/'>首页</a><a "
        "href='/zwgk/'>政务公开</a><a href='/zwfw/'>政务服务</a><a href='/zmhd/'>政民互动</a></div><div "
        "class='gd-crumb'>当前位置："
        f"<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; {title}</div><div class='gd-main'><h2>"
        f"{title}</h2>",
        content,
        "<div class='page'><a class='first'>首页</a><a>1</a><a href='index_2.html'>2</a><a href='index_9.html'>"
        "尾页</a></div>"
        "</div><div class='gd-foot'><p>主办：临溪县人民政府办公室　承办：临溪县政务服务和数据管理局</p><p>"
        "粤ICP备05000001号　网站标识码"
        "4414270001</p></div>",
    )


def openness(content: str, title: str) -> str:
    tree = "".join(f"<li><a href='/openness/{n}'>{name}</a></li>" for n, name in enumerate(
        ("政策法规", "规划计划", "财政资金", "应急管理", "招标采购", "监督保障")))  # fmt: skip
    return _frame(
        f"<title>{title}-临溪县信息公开</title>",
        "<div class='xxgk_top'><h1>临溪县人民政府信息公开网</h1><form><input name='kw'><input type='submit' "
        "value='检索'></form>"
        f"</div><div class='xxgk_wz'>您现在的位置：首页 &gt; 信息公开目录 &gt; {title}</div><div class='xxgk_l'><ul>"
        f"{tree}</ul></div>"
        "<div class='xxgk_r'>",
        content,
        "<div class='xxgk_fy'>共 3 页 当前第 1 页 <a href='?page=2'>下一页</a></div></div><div class='xxgk_b'>"
        "主办单位：临溪县人民"
        "政府　皖ICP备05000002号</div>",
    )


def eastern(content: str, title: str) -> str:
    return _frame(
        f"<title>临溪县交通运输局 {title}</title><meta name='WebId' content='88'>",
        "<div class='bg'><div class='top-w'><script>var d=new Date();document.write(d.getFullYear()+'年');</script>"
        "</div>"
        "<table width='1100'><tr><td><a href='/col/col1/'>首页</a></td><td><a href='/col/col2/'>交通概况</a></td><td>"
        "<a "
        f"href='/col/col3/'>交通新闻</a></td></tr></table><p class='dq'>当前位置 : <a href='/'>首页</a> &gt; "
        f"{title}</p><div "
        "class='nr'>",
        content,
        "</div><div class='db'><p>版权所有：临溪县交通运输局</p><p>浙ICP备05000003号</p></div></div>",
    )


def central(content: str, title: str) -> str:
    return _frame(
        f"<title>{title}-临溪经济技术开发区管理委员会</title>",
        "<header class='header'><div class='logo'>临溪经济技术开发区</div><nav><a href='/'>首页</a><a href='/gk/'>"
        "概况</a><a "
        f"href='/dt/'>动态</a></nav></header><div class='banner'><img src='/b.jpg'></div><div class='subnav'><a>"
        f"{title}</a><a>"
        "媒体聚焦</a></div><div class='container'>",
        content,
        "</div><footer class='footer'><div>地址：临溪县创业大道1号</div><div>湘ICP备05000004号</div></footer>",
    )


def riverside(content: str, title: str) -> str:
    return _frame(
        f"<title>{title}_临溪县柳林镇</title><meta name='SiteName' content='柳林镇人民政府'>",
        "<div id='top'><span>欢迎访问柳林镇人民政府网站！</span><span>2026-11-23 星期一</span></div><div id='nav'><a "
        "href='/'>网站首页"
        "</a><a href='/zjll/'>走进柳林</a><a href='/zwgk/'>政务公开</a></div><div class='location'>您的位置：<a "
        "href='/'>首页</a>"
        f"&gt;&gt;{title}</div><div class='row'><div class='col-md-3'><ul class='list-group'><li "
        f"class='list-group-item'>"
        "<a href='/dt/'>工作动态</a></li><li class='list-group-item'><a href='/gg/'>通知公告</a></li></ul></div><div "
        "class='col-md-9'>",
        content,
        "</div></div><div id='bottom'>柳林镇人民政府主办　鄂ICP备05000005号　电话：0710-5550001</div>",
    )


def mountain(content: str, title: str) -> str:
    side = "".join(
        f"<li><a href='/ysz/rd/{n}.html'>{text}</a><span>{day}</span></li>"
        for n, (text, day) in enumerate(
            (
                ("玉山镇召开三级干部会", "2026-11-22"),
                ("冬修水利动起来", "2026-11-21"),
                ("茶山管护正当时", "2026-11-20"),
                ("反诈宣传进集市", "2026-11-19"),
            )
        )
    )
    return _frame(
        f"<title>{title} - 玉山镇</title>",
        "<div class='head'><h1>临溪县玉山镇人民政府</h1></div><div class='menu'><a href='/ysz/'>首页</a><a "
        "href='/ysz/gk/'>镇情"
        f"</a><a href='/ysz/xx/'>公开</a></div><div class='wz'>当前位置：首页&gt;{title}</div><div class='wrap'><div "
        f"class='zb'>",
        content,
        f"</div><div class='yb'><h3>要闻速览</h3><ul>{side}</ul></div></div><div class='foot'>"
        f"玉山镇人民政府　贵ICP备05000006号</div>",
    )


def disease(content: str, title: str) -> str:
    return _frame(
        f"<title>{title} - 新闻中心 - 临溪县疾病预防控制中心</title>",
        "<div class='header'><div class='log'><a href='/login'>登录</a> <a href='/reg'>注册</a></div><div class='bd'>"
        "<ul "
        "class='nav-site'><li><a href='/'>首页</a></li><li><a href='/list-1.html'>疾控动态</a></li></ul></div></div>"
        "<div "
        f"class='main'><div class='col-left'><div class='crumbs'><a href='/'>首页</a><span> &gt; </span>{title} &gt; "
        f"列表</div>",
        content,
        "<div id='pages' class='text-c'><a class='a1'>28条</a> <a href='?p=0' class='a1'>上一页</a> <span>1</span>"
        "</div></div>"
        "<div class='col-auto'><div class='box'><h5 class='title-2'>频道总排行</h5><ul class='content digg'><li><a "
        "href="
        "'/show-5-1.html'>秋冬季腹泻如何预防</a></li><li><a href='/show-5-2.html'>疫苗接种门诊一览</a></li></ul>"
        "</div></div></div><div "
        "class='footer'>临溪县疾病预防控制中心</div>",
    )


def academy(content: str, title: str) -> str:
    return _frame(
        f"<title>{title}-临溪县第一中学</title>",
        "<div class='header_top'><div class='w960 center'><span id='time'>临溪县第一中学</span></div></div><div "
        "class='header'>"
        "<ul><li><a href='/'>主页</a></li><li><a href='/a/xinwen/'>新闻</a></li><li><a href='/a/dangjian/'>党建</a>"
        "</li></ul></div>"
        f"<div class='w960'><div class='pleft'><div class='place'><strong>当前位置:</strong> <a href='/'>主页</a> "
        f"&gt; {title} &gt; "
        "</div>",
        content,
        "</div><div class='pright'><dl class='tbox'><dt><strong>栏目列表</strong></dt><dd><ul><li><a "
        "href='/a/xinwen/'>学校新闻</a>"
        "</li><li><a href='/a/gonggao/'>公告</a></li></ul></dd></dl></div></div><div class='footer'>Copyright © "
        "2010-2026 临溪一中"
        "</div>",
    )


def housing(content: str, title: str) -> str:
    return _frame(
        f"<title>{title}</title>",
        "<div class='w'><div class='h'>临溪县住房和城乡建设局</div><div class='n'><a href='/'>首页</a> <a "
        "href='/zj/'>住建动态</a> "
        f"<a href='/bs/'>办事</a></div><div class='c'><div class='t'>{title}</div>",
        content,
        "</div><div class='f'>联系电话：0898-5550007　琼ICP备05000007号</div></div>",
    )
