"""Whose a link is by its words and by its host: lust and luck, the state's own names, programs to update, own hosts."""

from collections.abc import Callable

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, assert_not_accused, assert_told, put

_ADULT = """免费成人影片在线播放 精品国产自拍专区
日韩无码一区二区三区
国产精品久久在线视频
91国产自拍大全
久久精品热门合集
深夜福利 少妇诱惑
欧美熟女人妻专区
香蕉视频下载安装
成人动漫网址导航
美女上门 学生妹包夜
免费黄片网 三级片大全
东京热一本道合集"""
_HONEST_WORDS = """成人教育学院招生
成人高考报名入口
国产精品农产品展销会
两会视频直播在线观看
“五一”惠民电影展映
独自慰问一线民警的老党员
军人妻子的坚守
复方三黄片说明书
社会福利视频会议系统
高清航拍看家乡
成熟女性健康讲座
北京亚洲一区工业园"""
_HOSTS = (
    "www.sexx-tube91.monster", "m.pornhub77.net", "www.av-sex.example", "vip.casino88.net", "www.365bet-zh.net",
    "kaiyun-sports.net", "www.yulecheng77.net", "baijiale.example.net", "play.example.casino", "www.leyu-app.net",
    "hentai.example.net", "www.shishicai66.net",
)  # fmt: skip
_HONEST_HOSTS = (
    "www.essex-edu.com", "www.javaeye.net", "www.alphabet-toys.com", "www.kaiyun-group.com", "www.sussex-trade.com",
    "www.pokerdad.net", "www.slotcar.cn", "www.qipaoart.com", "www.lottecn.com", "www.betta-fish.com",
)  # fmt: skip


def record(html: str) -> str:
    """The page with a list that its browser is to unfold."""
    store = f"<datastore><recordset><record><![CDATA[{html}]]></record></recordset></datastore>"
    return put(f"<div id=4><script type='text/xml'>{store}</script></div>")


def link(text: str, host: str, path: str = "v/") -> str:
    """A line of a list that leads to a stranger."""
    return f"<li><a href='http://{host}/{path}'>{text}</a></li>"


@pytest.mark.parametrize("where", [put, record])
@pytest.mark.parametrize("text", _ADULT.splitlines())
def test_what_no_office_offers_is_told_on_the_page_and_in_its_lists(text: str, where: Callable[[str], str]) -> None:
    assert_told(where(link(text, "www.xyw77.example")))


@pytest.mark.parametrize("text", _HONEST_WORDS.splitlines())
def test_an_honest_link_in_like_words_is_not_accused(text: str) -> None:
    assert_not_accused(put(link(text, "www.ysgg.example")))


@pytest.mark.parametrize("host", _HOSTS)
def test_a_host_that_says_what_it_deals_in_is_told_whatever_its_link_says(host: str) -> None:
    assert_told(record(link("云山县召开第三季度经济运行分析会", host)))
    assert_told(put(f"<img src='http://{host}/a.jpg' width=200 height=80>"))


@pytest.mark.parametrize("host", _HONEST_HOSTS)
def test_a_host_that_only_sounds_so_is_not_accused(host: str) -> None:
    assert_not_accused(put(link("云山县与外商签约", host)))


_FEIGNED = {
    "a picture that says it": "<a href='http://www.ahzwfw-gov.top/login'><img src=/i/p.png alt=安徽政务服务网></a>",
    "a picture's title": "<a href='http://www.xzwfw.example/'><img src=/i/p.png title=江西政务服务网></a>",
    "a description": "<a href='http://www.xzwfw.example/' aria-label=国家政务服务平台><i class=ico></i></a>",
    "an authority of the whole country": link("中央网信办违法和不良信息举报中心", "12377.jubao-cn.top", "?id=9"),
    "a ministry": link("公安部", "www.gab-cn.example"),
    "a platform of the whole country": link("全国12315平台", "12315.tousu.example"),
    "a register": link("国家企业信用信息公示系统", "gsxt.chaxun.example"),
    "trains": link("铁路12306", "www.12306-piao.example"),
    "taxes": link("个人所得税APP", "www.etax-app.example"),
    "a bureau under a cheap ending": link("县教育局", "www.ysjyj.top"),
    "letters under a cheap ending": link("县长信箱", "xinxiang.yunshan.icu"),
    "a machine of a service": link("网上办事大厅", "zwfw-login.example"),
    "a court": link("中国裁判文书网", "wenshu.court-cn.example"),
}
_NAMED = {
    "a place below the state's": link("安徽政务服务网", "xc.ahzwfw.gov.cn"),
    "the centre itself": link("中央网信办违法和不良信息举报中心", "www.12377.cn", "jbxzxq.html"),
    "a centre of a province": link("河南省互联网违法和不良信息举报中心", "www.henanjubao.com"),
    "news of a ministry": link("教育部：高校毕业生就业工作会议召开", "www.jyb.cn"),
    "a railway's news": link("12306恢复售票 春运首日增开列车", "www.peoplerail.com"),
    "a line of the county's": link("云山12345热线", "www.ys12345.cn"),
    "a bank for the country": link("云山农村信用社网上银行", "www.ysnx.com"),
    "a museum": link("国家博物馆", "www.chnmuseum.cn"),
    "smart schools": link("国家中小学智慧教育平台", "basic.smartedu.cn"),
    "an association": link("县慈善总会", "www.yscszh.org.cn"),
    "a picture of a firm": "<a href='http://www.ysgas.com/'><img src=/i/g.png alt=云山燃气></a>",
    "a paper": "<a href='http://www.ysrb.com.cn/'><img src=/i/g.png alt=云山日报数字报></a>",
}


@pytest.mark.parametrize("html", _FEIGNED.values(), ids=_FEIGNED)
def test_a_stranger_under_the_states_name_is_told(html: str) -> None:
    assert_told(put(html))


@pytest.mark.parametrize("html", _NAMED.values(), ids=_NAMED)
def test_whoever_has_the_name_is_not_accused(html: str) -> None:
    assert_not_accused(put(html))


_UPDATES = """您的Flash Player版本过低,无法显示本页面内容。
您的浏览器内核版本过旧，存在安全风险
Adobe Flash Player 已停止更新
您的 Java 运行环境 未检测到
视频解码器缺失，无法正常播放
系统字体文件损坏
检测到播放器异常，一键修复
无法显示本页面，安装后刷新
安全控件已过期
当前系统版本太旧 请升级"""
_READERS = """建议使用国产安全浏览器访问本站。查看公文请先下载OFD阅读器。
如无法显示附件，请下载安装PDF阅读器
若无法浏览公文 下载CEB阅读器
网上申报请先安装数字证书驱动程序
本站视频需要安装播放器"""


@pytest.mark.parametrize("text", _UPDATES.splitlines())
def test_a_program_of_a_strangers_that_is_said_to_be_needed_at_once_is_told(text: str) -> None:
    assert_told(put(f"<div>{text}<a href='http://down.fl.example/setup_v34.exe'><b>立即安装</b></a></div>"))


@pytest.mark.parametrize("text", _READERS.splitlines())
def test_a_reader_that_is_offered_is_not_accused_at_first_sight(text: str) -> None:
    assert violations(put(f"<div>{text}<a href='http://www.reader.example/setup.exe'>下载</a></div>")) == []


_OWN = (
    ("www.yszyy.com", "云山县中医院2024年公开招聘专业技术人员公告"),
    ("www.ysxrmyy.com.cn", "云山县人民医院2024年招聘编外人员公告"),
    ("www.yunshanzhongxue.com", "云山县中学2026年秋季招生简章"),
    ("ysyz.net", "县第一中学2026年招生公告"),
    ("www.ysct.com", "云山县城市建设投资集团有限公司公开招聘公告"),
    ("www.yunshanshuiwu.cn", "云山县水务集团关于城区停水的通告"),
    ("ysnsh.com", "云山农商行2026年高管招聘公告"),
    ("www.jxhjxy.com", "江西环境工程职业学院招生简章"),
    ("www.yszyjszx.com", "云山县职业技术中学2026年招生简章"),
    ("www.yshszh.org.cn", "云山县红十字会2026年捐赠款物公示"),
)  # fmt: skip
_STRANGERS = (
    ("www.wnrcw-zp.com", "云山县人民医院2024年第三次公开招聘编外护理人员公告"),
    ("www.yszyy.top", "云山县中医院2024年公开招聘专业技术人员公告"),
    ("www.ysgwy-bm.com", "云山县中医院2024年公开招聘专业技术人员公告"),
    ("www.zhaopin-ys.com", "云山县第一中学2026年教师招聘公告"),
    ("www.ys.com", "云山县人民医院招聘公告（第二批）"),
    ("www.yszyy.com", "关于2026年全县事业单位公开招聘工作人员的公告"),
)


@pytest.mark.parametrize(("host", "text"), _OWN)
def test_a_notice_on_the_host_of_whom_it_names_is_not_accused(host: str, text: str) -> None:
    page = put(link(text, host, "zp/1.html"))
    assert violations(page, shot(PAGE)) == []


@pytest.mark.parametrize(("host", "text"), _STRANGERS)
def test_a_notice_on_anybody_elses_host_is_told(host: str, text: str) -> None:
    assert violations(put(link(text, host, "zp/1.html")), shot(PAGE))
