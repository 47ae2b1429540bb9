"""Swindles that are told by their story: who is threatened, what is promised, what it costs, whom to ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.contacts import has_line
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import FRAUDS
from fjgov_tui.pages.swindles import LONGEST_NOTE, STOPPED, frankly, notes_around, warned

QUOTED = re.compile(
    r"自称|声称|谎|假借|伪造|一律|挂断|切记|千万|[别勿莫]|套路|手法|话术|陷阱|上当|96110|民警(?!\s?(?:QQ|微信))|识破|网信办|须知|典型|怎么办|不得"
    r"|意见|规定|办法|条例|整治|查处|投诉|来信|回复"
)
"""Words of those who tell how swindlers speak, or what is not allowed."""
DESK = re.compile(
    r"窗口|大厅|柜[台面员]|自助机|ATM|村[委民]|居委|社区|服务中心|服务站|工作站|办公室|指挥部|营业厅|网点|12345|1[12]3\d\d|公共资源|非税|国库|拍卖"
)
"""Where there is somebody to be asked."""
_REACHED = (
    r"(?:(?:微信|[vV]信|vx|薇信|威信|QQ|qq|钉钉|电报|telegram|客服)(?:号|群|好友)?\s?[:：]?\s?[A-Za-z0-9][\w-]{4,}"
    r"|[48]00-?\d{3}-?\d{4}|(?<!\d)1[3-9]\d{9}(?!\d)|扫码|扫一扫|二维码|[加入进]\S{0,3}群|私聊|加我)"
)
"""Where those are to be found who have no desk in an office."""


@dataclass(frozen=True)
class _Story:
    """One swindle: what has to be said of it in one note."""

    what: str
    """In Chinese."""
    words: frozenset[str]
    """Of these one stands in the page."""
    signs: tuple[re.Pattern[str], ...]
    at_desk: bool = True
    """Whether the telephone of a desk beside it clears it."""
    leads: bool = False
    """Whether a stranger's link has to stand in the note."""


def _all_of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_STORIES = (
    _Story(
        "冒充办案机关吓人转账、下载、登录",
        frozenset({"洗钱", "涉嫌", "涉案", "通缉", "安全账户", "协查", "冒用"}),
        _all_of(
            r"(?:您|你)\S{0,10}(?:涉嫌|涉案|牵涉|涉及|被通缉|被冻结)|(?:资金|存款|余额|钱款?|款项)\S{0,10}?[转汇存打](?:入|到|至|往)\S{0,10}?(?:安全|核查|清查|监管|保证)账户",
            r"[转汇存](?:入|到|至|账)|清查|核查|下载|安装|登录|点击|联系|配合|添加|查看",
            r"洗钱|走私|贩毒|诈骗|跨境|犯罪|案|通缉|逮捕|账户",
        ),
        at_desk=False,
    ),
    _Story(
        "叫人扫码、加人，交出银行卡来领钱",
        frozenset({"银行卡", "卡号", "客服", "专员", "验证码"}),
        _all_of(
            r"扫码|扫一扫|二维码|添加\S{0,6}微信",
            r"补贴|补助|津贴|补发|补偿金|退费|退款|退税|救助|社保|医保|养老金|福利|奖金|红包",
            r"(?:输入|填写|填报|提供|提交|上传|绑定|录入|核对|需要?)\S{0,8}(?:银行卡|卡号|验证码|密码|身份证和)|(?:添?加)\S{0,10}?(?:客服|专员|工作人员|老师|助理)|凭\S{0,6}验证码",
        ),
    ),
    _Story(
        "叫人交出银行卡和密码、验证码",
        frozenset({"密码", "验证码", "卡号", "余额"}),
        _all_of(
            r"(?:填写?|输入|提供|提交|上传|发送|发给|发来|回复|告知|报出|录入|验证)\S{0,40}?(?:卡号|银行卡|储蓄卡|信用卡|社保卡|医保卡|账号|余额)",
            r"(?:取款|支付|交易|银行卡|卡片?|查询|网银|登录)密码|(?:卡号|银行卡|账号|身份证号?)\S{0,20}?(?:密码|验证码|CVV)|(?:验证码|密码)\S{0,20}?(?:卡号|银行卡|余额)",
            r"补贴|补助|津贴|退款|退税|退费|退还|救助|慰问金|奖金|奖励|红包|到账|认证|激活|解冻|恢复|年审|升级|领取|申领|理赔|赔付|消费券",
        ),
    ),
    _Story(
        "拿招聘、考试骗钱",
        frozenset({"无需考试", "免考", "进面", "包进", "服装费", "内部名额", "内部指标", "免笔试", "入职", "编制"}),
        _all_of(
            r"无需考试|免考|免笔试|免面试|保证?进面|包进|包录|内部(?:名额|指标|渠道)|服装费|入职押金|(?:缴|交)\S{0,6}(?:押金|体检费|培训费|建档费|报名费|中介费)\S{0,12}(?:上岗|入职|录用)",
            r"招聘|招录|录用|上岗|入职|考试|面试|编制|公务员|事业单位|岗位",
            _REACHED,
        ),
    ),
    _Story(
        "招人刷单、做任务",
        frozenset({"点赞", "刷单", "做任务", "领任务", "抢单", "垫付"}),
        _all_of(r"点赞|刷单|做任务|领任务|抢单|垫付", r"日结|日赚|日入|佣金|返佣|结算|\d+元|兼职", r"扫码|加|群|联系"),
    ),
    _Story(
        "放贷、洗征信的广告",
        frozenset({"抵押", "黑户", "征信", "秒批", "秒到账", "放款", "下款"}),
        _all_of(
            r"无抵押|免抵押|黑户|不看征信|秒批|秒到账|当天[放下]款|身份证即可|征信(?:修复|洗白)|洗白征信", _REACHED
        ),
    ),
    _Story(
        "许诺高收益、保本的集资",
        frozenset({"保本", "保息", "稳赚", "零风险", "无风险", "兜底"}),
        _all_of(
            r"保本|保息|稳赚|零风险|无风险|兜底",
            r"(?:年化|日化|月息|收益|回报|分红|利息)\S{0,8}?\d+(?:\.\d+)?[%％]|返\s?\d+[%％]",
            r"认购|投资|募集|入股|理财|扫码|加|充值|购买|群",
        ),
        at_desk=False,
    ),
    _Story(
        "民族资产解冻、扶贫款一类的骗局",
        frozenset({"民族资产", "解冻", "扶贫基金", "扶贫款", "慈善富民", "养老卡", "内测", "善款", "建档费"}),
        _all_of(
            r"民族资产|解冻(?:款|资金|委员会)|国家扶贫基金|扶贫款|慈善富民|养老卡|(?:扶贫|慈善)善款|(?:领取|发放)\S{0,12}善款|建档费|数字人民币\S{0,6}内测",
            r"(?:缴|交)\S{0,4}\d+|会员费|手续费|[入加进]\S{0,4}群|充值|领取\S{0,20}(?:万|元)|推广",
        ),
        at_desk=False,
    ),
    _Story(
        "许诺送钱送礼、引到外站",
        frozenset({"话费", "红包", "现金", "京东卡", "购物卡", "油卡", "iphone", "流量"}),
        _all_of(
            r"(?:[领送赠得]|奖励)\S{0,10}?(?:\d+\s?元?\S{0,4}(?:话费|红包|现金|京东卡|油卡|购物卡|流量)|(?:话费|红包|现金|京东卡|购物卡)\S{0,4}\d+元?|iphone)",
            r"立即|点击|领取|参与|马上|点此",
        ),
        at_desk=False,
        leads=True,
    ),
    _Story(
        "代缴社保、代办退休的广告",
        frozenset({"先缴后退", "断缴", "补缴", "代缴", "提前退休", "先办后", "先交后"}),
        _all_of(
            r"先[缴交]后[退领]|先办后付|(?:社保|养老|医保)\S{0,6}(?:断缴|补缴|代缴|挂靠)|提前退休(?:办理|代办)|代缴社保|退休办理",
            r"(?:微信|[vV]信|vx|薇信|QQ|qq)\S{0,2}[:：]?\s?[A-Za-z0-9][\w-]{4,}|[48]00-?\d{3}-?\d{4}|(?<!\d)1[3-9]\d{9}(?!\d)",
        ),
    ),
    _Story(
        "叫人装来路不明的程序",
        frozenset({"屏幕共享", "无障碍", "未知来源", "安全提示", "描述文件", "强制安装"}),
        _all_of(
            r"下载|安装|装好|更新",
            r"屏幕共享|无障碍(?:权限|服务|功能)|未知来源|(?:关闭|忽略)\S{0,6}安全提示|信任\S{0,8}(?:描述文件|企业)|强制安装",
            r"APP|客户端|安卓|苹果|手机|应用|程序",
        ),
        at_desk=False,
        leads=True,
    ),
    _Story(
        "收入群费、卖内部消息",
        frozenset({"入群费", "进群费", "入会费", "门槛费"}),
        _all_of(r"入群费|进群费|入会费|门槛费", r"群|加|联系|扫码"),
    ),
    _Story(
        "叫人把钱转给手机号、微信好友",
        frozenset({"转账", "打款", "付款", "缴费", "捐款", "保证金"}),
        _all_of(
            r"(?:支付宝|微信)\S{0,6}?(?:转账?|打款|付款|汇款|缴费|捐款)?(?:至|到|给|往|:|：)\s?1[3-9]\d{9}(?!\d)"
            r"|[至到给往](?:支付宝|微信)\S{0,4}?\s?1[3-9]\d{9}(?!\d)|加\S{0,2}微信(?:好友|号)?\s?[:：]?\s?[A-Za-z][\w-]{4,}\S{0,12}(?:转账|打款|付款|缴费)",
            r"捐|缴|交|费|款",
        ),
        at_desk=False,
    ),
    _Story(
        "吓人说手机、电脑中了毒，引到外站",
        frozenset({"病毒", "木马", "被锁定", "内存不足", "被攻击"}),
        _all_of(
            r"(?:您|你|当前|此)的?\S{0,4}(?:手机|电脑|设备|系统|浏览器|网络)\S{0,10}(?:感染|中毒|病毒|木马|被锁定|被攻击|内存不足)",
            r"清理|清除|修复|查杀|处理|下载|联系|拨打|点击",
        ),
        at_desk=False,
        leads=True,
    ),
    _Story(
        "谎称网站搬了家，引到外站",
        frozenset({"新网址", "新域名", "新网站", "新站点", "旧网址", "旧域名", "原网址", "原域名"}),
        _all_of(
            r"(?:本|我|旧|原|门户)\S{0,4}(?:站|网址|域名)|网站\S{0,6}(?:迁移|搬迁|升级|更名)|系统升级",
            r"(?:迁移|搬迁|转移|变更|更换|更改|改|启用)\S{0,6}|(?:旧|原)(?:网址|域名|网站)",
        ),
        at_desk=False,
        leads=True,
    ),
)
_MOST, _FEW_LINKS = 60, 2


def frauds(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Notes that tell one of the stories.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    standing = page.signs & FRAUDS
    for story in _STORIES if standing else ():
        words = tuple(story.words & standing)
        if text := next(_telling(page, near, story, words), "") if words else "":
            yield Alarm("title", "called-away", f"像是骗局（{story.what}）：“{text[:40]}”", text[:300])
            break
    yield from _stopped(page, near)


def _telling(page: ParsedPage, near: Neighbours, story: _Story, words: tuple[str, ...]) -> Iterator[str]:
    """The notes that tell a story; what stands nearest around may clear it."""
    texts = page.flat.texts.items()
    holding = (index for index, text in texts if len(text) <= LONGEST_NOTE and any(map(text.lower().count, words)))
    for index in islice(holding, _MOST):
        notes = list(small_notes(page, index))
        if any(_cleared(text, at_desk=story.at_desk) for _, text in notes):
            continue
        for note, text in notes:
            whole = all(sign.search(text) for sign in story.signs)
            if whole and (not story.leads or _strange_links(page, near, note)):
                yield text
                break


def small_notes(page: ParsedPage, index: int) -> Iterator[tuple[int, str]]:
    """The notes in which a text stands that are no lists: what an entry says has nothing to do with the next one."""
    yield from ((up, note) for up, note in notes_around(page, index) if page.flat.count_anchors(up) <= _FEW_LINKS)


def _cleared(text: str, *, at_desk: bool) -> bool:
    """Whether a note warns, or names a desk where one may ask."""
    return (
        warned(text)
        or QUOTED.search(frankly(text)) is not None
        or (at_desk and (has_line(text) or DESK.search(text) is not None))
    )


def _strange_links(page: ParsedPage, near: Neighbours, note: int) -> bool:
    """Whether a link to a stranger stands in a note."""
    end = page.flat.ends[note]
    links = (link for links in page.origins.values() if near.outside(links[0].url) for link in links[:_MOST])
    return any(note <= link.index < end for link in links)


_WRITTEN_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.){1,4}[a-z]{2,8}(?:/\S{0,60})?", re.IGNORECASE | re.ASCII)


def _stopped(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A card or an account that is said to be stopped, and a stranger's address that is written out to go to."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host else ():
            if not _WRITTEN_ADDRESS.fullmatch(link.text):
                continue
            for _, text in small_notes(page, link.index):
                if STOPPED.search(text) and not _cleared(text, at_desk=True):
                    what = f"说卡、账户停用了，叫人到外站 {host} 办理：“{text[:30]}”"
                    yield Alarm("outbound", host, what, link.url[:300])
                    return
