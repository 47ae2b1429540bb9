"""Further trades, words that are torn apart or turned round, stories that lead to strangers, and data without names."""

import json

import pytest

from tests.pages.test_relatives import assert_not_accused, assert_told, put, script

_TO = "http://www.hyrx.example/"
_TRADES = """查开房记录 手机定位找人 查通话清单
高价收银行卡 出售对公账户
进口气枪 弓弩 钢珠枪专卖 图纸
上头电子烟 依托咪酯 烟油批发
试管婴儿包男孩 三代试管选性别 捐卵中介
云矿机投资 日收益3% 静态分红
外汇跟单 EA 日化1%
大师算命 改运做法事 和合术挽回感情
手游变态版 上线送满VIP 0.1折充值
东南亚高薪招聘打字员客服 包机票食宿
最新线路 防丢网址 地址发布页
🎰真🎲人🎰荷🎲官🎰在线
เว็บพนันออนไลน์"""
_HONEST = """我县破获一起侵犯公民个人信息案
县公安局集中销毁收缴的枪支弓弩
“上头电子烟”是毒品！禁毒办提醒
严厉打击非法应用人类辅助生殖技术专项活动
防范非法集资：高收益背后是陷阱
移风易俗：破除封建迷信倡议书
未成年人防沉迷网络游戏提示
警惕“境外高薪招聘”陷阱
外汇管理局：规范外汇业务
手机定位服务助走失老人回家
试管蚕豆育种男孩科技夏令营
新版网站今日上线 送戏下乡活动启动
🎉喜🎉迎🎉国🎉庆🎉
Русский язык"""


@pytest.mark.parametrize("text", _TRADES.splitlines())
def test_a_strangers_link_in_the_words_of_a_trade_is_told(text: str) -> None:
    assert_told(put(f"<li><a href='{_TO}'>{text}</a></li>"))


@pytest.mark.parametrize("text", _HONEST.splitlines())
def test_a_strangers_link_in_like_words_is_not_accused(text: str) -> None:
    assert_not_accused(put(f"<li><a href='{_TO}'>{text}</a></li>"))


def _ruby(text: str) -> str:
    return "".join(f"<ruby>{char}<rt>a</rt></ruby>" for char in text)


_PAIRS = json.dumps([["县政府召开会议", "/a/1.html"], ["金沙娱乐送彩金", _TO]], ensure_ascii=False)
_CODED = "aHR0cDovL3d3dy5oeXJ4LmV4YW1wbGUvCg=="
TOLD = {
    "from right to left": put(
        f"<p style='direction:rtl;unicode-bidi:bidi-override'><a href='{_TO}'>网官京葡新</a></p>"
    ),
    "turned by an element": put("<p><bdo dir=rtl>金彩送册注台平乐娱</bdo></p>"),
    "a sound above each": put(f"<p>{_ruby('澳门新葡京')}官网</p>"),
    "entries under short names": put(
        f'<script type=application/json>{{"l":[{{"t":"开元棋牌官方下载","u":"{_TO}"}}]}}</script>'
    ),
    "entries of an element under short names": put(f'<div data-l=\'[{{"t":"麻将胡了试玩","u":"{_TO}"}}]\'></div>'),
    "entries without names": script(f"new Vue({{data:{{items:{_PAIRS}}}}})"),
    "a coded host behind a press": put(
        f"<a href='javascript:;' onclick=\"location.href=atob('{_CODED}')\">县长信箱</a>"
    ),
    "a house that moved": put(
        f"<div>重要通知：本站已迁移至新网址 <a href='{_TO}'>www.hyrx.example</a>，旧网址即将停用</div>"
    ),
    "a name that is another now": put(f"<p>门户网站启用新域名，请从 <a href='{_TO}'>这里</a> 访问</p>"),
    "a telephone that is ill": put(f"<div>警告！您的手机已感染3个病毒，<a href='{_TO}'>立即清理</a></div>"),
    "a computer that is locked": put(f"<div>您的电脑已被锁定，请联系技术人员 <a href='{_TO}'>点击联系</a></div>"),
    "a program that was sent in": put(
        "<div>政务服务APP重要升级，请卸载旧版，<a href='/upload/2024/zwfw.apk'>立即下载</a></div>"
    ),
    "places for the poor": put("<div>在线客服微信：zf_kefu668 办理低保、廉租房名额，先到先得</div>"),
}
SOUND = {
    "aligned to the right": put("<p style='text-align:right'><a href='/gb/'>政府公报</a></p>"),
    "letters from right to left": put("<p><bdo dir=rtl>ئۇيغۇرچە</bdo></p>"),
    "the sound of a name": put(f"<p>{_ruby('婺源')}旅游</p>"),
    "entries of its own": put(
        '<script type=application/json>{"l":[{"t":"棋牌室专项整治行动公告","u":"/a/3.html"}]}</script>'
    ),
    "pairs of its own": script('new Vue({data:{items:[["县金沙镇举办活动","/a/2.html"]]}})'),
    "an own page behind a press": put("<a href='javascript:;' onclick=\"location.href='/xzxx/'\">县长信箱</a>"),
    "a house that moved to its own": put(
        "<div>我县网站集约化迁移，新网址 <a href='http://www.yunshan.gov.cn/'>www.yunshan.gov.cn</a></div>"
    ),
    "a desk that moved": put(f"<p>县便民服务中心迁至新地址，<a href='{_TO}'>云山公交</a>3路可达</p>"),
    "advice about viruses": put("<div>网信办提醒：谨防手机病毒，<a href='/a/9.html'>查看防护知识</a></div>"),
    "a program of its own": put("<div>“云山通”客户端 <a href='/upload/yst.apk'>安卓版下载</a></div>"),
    "places for the poor at a desk": put("<div>公租房名额公示，咨询电话 0795-6126655，微信公众号：云山发布</div>"),
}


@pytest.mark.parametrize("page", TOLD.values(), ids=TOLD)
def test_what_is_hidden_in_words_or_leads_away_by_a_story_is_told(page: str) -> None:
    assert_told(page)


@pytest.mark.parametrize("page", SOUND.values(), ids=SOUND)
def test_an_honest_page_of_the_same_shape_is_not_accused(page: str) -> None:
    assert_not_accused(page)
