"""Hijackers' trades as patterns: for links to strangers and for names, where an office has no use for such words."""

from __future__ import annotations

import re
from functools import cache

from fjgov_tui.pages.homophones import unmasked
from fjgov_tui.pages.normal import normal
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import CODES
from fjgov_tui.pages.stems import HINTS, STEMS
from fjgov_tui.pages.words import Search, search_for

BRANDED = re.compile(
    r"[(](?:中国|china|集团|全站)[)](?:体育|娱乐|电竞|官方)"
    r"|(?:体育|娱乐|电竞|棋牌|真人|彩票|买球|竞猜|博彩|投注|赌场|百家乐|老虎机|捕鱼)(?:城|场)?(?:平台|集团|网)?(?:app)?(?:官方(?:网站|入口|下载|版|app|$)"
    r"|官网(?:登录|登陆|下载|入口|app|首页|注册|$)|(?:最新|安卓|苹果|手机)版?下载|app(?:下载|$)|下载安装|登[录陆](?:入口|网址|平台)|入口登[录陆]"
    r"|注册(?:送|开户|登[录陆])|网页版登[录陆]|手机(?:版|客户端)(?:下载|登[录陆])|在线(?:投注|开户))"
)
"""How hijackers call what they put in a page's place: their brands change by the month, their trade does not."""
_TRADE = re.compile(
    r"娱乐[城场](?!所)|赌场|博彩|网赌|百家乐|老虎机|炸金花|龙虎斗|捕鱼(?:游戏|平台|达人)|(?:德州|线上|现金)扑克|金沙娱?乐?[城场网]|葡京|新濠天地|威尼斯人"
    r"|棋牌(?:游戏|平台|大厅|网站?|娱乐|下载)|(?:真钱|真金|现金|赢钱|提现)(?:游戏|棋牌|捕鱼|麻将)|真人(?:娱乐|视讯|荷官|开户)|电子游艺"
    r"|(?:哪里?|网上|怎么)买球|(?:投注|下注|买球|赌球|外围|博弈)(?:网|站|平台|app|官网|入口|技巧|\Z)|(?:时时彩|分分彩|快[3三]|11选5|pk10|赛车|飞艇|(?:pc|幸运|加拿大)28|双色球|大乐透|福彩3d)"
    r"(?:开奖|计划|平台|投注|预测|官网|技巧|软件|走势)|特码|一肖|六合彩|马会|平特资料|bet\d{2,4}|\d{2,4}bet|(?:体育|电竞|足球)(?:投注|竞猜|外围|比分)"
    r"|(?:亚洲|皇冠|永利|金博|凯发|博狗|澳门)[城高]?(?:娱乐|平台|网址|官网|手机版|国际|新\d)|\d{3}(?:彩票|娱乐|真人|棋牌)|彩票(?:app|平台|注册|投注)"
    r"|(?:送|领)(?:彩金|体验金)|首存(?:送|优惠)|(?:娱乐|体育)返水|(?:娱乐|体育|国际)(?:平台|代理)?(?:开户|注册送)"
    r"|约炮|援交|裸聊|一夜情|包养|外围女|楼凤|性爱|做爱|色情|成人(?:视频|电影|网站|影院|小说|用品|直播|影片|片|影视|影音|动漫|动画|漫画|图片|社区|论坛|网址|导航|av|色)|黄色(?:视频|网站|小说)|激情(?:视频|小说|电影)"
    r"|(?:无码|有码|偷拍)(?:视频|精品|在线|专区|av)"
    r"|国产(?:av|(?:精品|视频|在线)(?:视频|在线|观看|播放|久久|自拍|[免一二无偷a \n]|\Z))"
    r"|(?<![a-z])av(?:在线|电影|女优|片)|小黄片"
    r"|同城(?:约|交友|上门)|(?:小姐|美女|学生妹|按摩)上门|麻豆传媒|福利姬"
    r"|(?:国产|精品|日韩|欧美|亚洲|日本|高清|中文)\S{0,4}(?:自拍(?!杆)|偷拍|无码|有码|三级片|av|黄片|毛片|成人|(?<!成)熟女|熟妇|人妻|情色(?!彩)|性爱)"
    r"|精品国产(?:视频|在线|一区|二区|久久)|[一二三]区[一二三]区|久久(?:精品|热|爱|综合网)|一本道|东京热"
    r"|(?:自拍|偷拍)专区|(?:免费|在线|看)(?:黄片|毛片|a片)|(?:黄片|毛片|三级片|伦理片|情色片)(?:网|免费|在线|下载|大全)|(?<!成)熟女|熟妇|乱伦|强奸视频|巨乳|口爆"
    r"|(?:深夜|宅男|午夜|美女|性感|少妇)(?:福利|诱惑)|(?:果冻|天美|星空|精东|蜜桃)传媒|(?:香蕉|草莓|丝瓜|茄子|芭乐|豆奶|樱桃|小蝌蚪|蜜桃|秋葵|黄瓜|杏吧)视频"
    r"|91(?:视频|porn|国产|自拍|制片厂)|(?:足浴|会所|spa)\S{0,4}(?:莞式|全套|特殊服务)|莞式服务|(?:美女|学生妹|少妇|嫩模|模特)(?:上门|陪[睡侍]|包夜)"
    r"|(?:代办|购买|出售|高仿|办假)(?:假证|毕业证|学历证?|文凭|驾驶?证|驾照|身份证|发票|公章|银行卡|四件套)|办证刻章|刻章办证|代孕|私服|外挂|(?:游戏|王者|吃鸡)辅助"
    r"|(?:黑户|秒批|无视黑白|空放)\S{0,4}贷|网贷口子|(?:信用卡|花呗|白条|京东)套现|刷(?:单|钻|粉|赞|流量|信誉)(?:平台|兼职|网)|(?:微信|qq)(?:群控|爆粉)|跑分平台"
    r"|(?:迷情|迷幻|催情|听话)[药水]|蒙汗药|迷魂药|(?:出售|购买|批发)\S{0,6}(?:枪|迷药|假钞|假币|冰毒|大麻)|壮阳|伟哥|窃听器|私家侦探|黑客(?:接单|联系|服务)|翻墙软件|梯子下载"
    r"|最新登[录陆]?(?:网址|入口)|(?:备用|永久|防封)(?:网址|域名|线路)|\bhth\b|华体会|\bkaiyun\b|\bleyu\b|\byabo\b|\bbeplay\b|\bmanbetx\b|开云(?:体育|app|官|平台)|乐鱼(?:体育|app|官)"
    r"|(?:爱游戏|半岛|米兰|星空|完美|江南|云开|九游|万博|亚博|必一|雷火|火狐)(?:体育|综合|电竞|官网|app)|(?:问鼎|杏彩|蓝冠|恒行|摩登|高德|天辰|沐鸣)(?:娱乐|平台|注册|登录)"
    r"|(?:体育|赛事|足球|nba)直播\S{0,8}(?:app|下载|官方)|代开各类发票|税点低|发票\S{0,6}(?:税点|可验)"
    r"|房产证 ?刻章|当天放款|先办后付款|承接刻章|刻章[、,]?(?:代?开)发票"
    r"|办理各类(?:证件|学历|文凭)[:,]?\S{0,12}(?:毕业证|学位证|驾驶证)"
    r"|专业(?:办理|代办)[: ]{0,2}\S{0,4}证|愽彩|菠菜(?:茭|交|导航|平台|网)|送[彩採]金"
    r"|[加+] ?(?:q{1,2}|v|vx|微|薇|威)(?:信|星)?群? ?[:号]? ?(?:[\da-z][. ]?){5,}"
    r"|代开(?!增值税|专用)\S{0,14}(?:餐饮|住宿|广告|建材|会议|咨询|劳务|各[类种])\S{0,8}发票|刷单\S{0,8}(?:日赚|日结|返佣)|(?:高薪|日结|兼职)\S{0,6}刷单|日赚\d{2,}"
    r"|(?:考试|公考|高考|中考|国考|省考|研考)\S{0,6}(?:答案|真题|试题)\S{0,8}(?:泄露|提前|出售|包过|加)|祖传秘方|无效退款|货到付款|裸贷|刷票(?!行为)"
    r"|(?:世界杯|欧洲杯|亚洲杯|英超|欧冠|nba)\S{0,2}(?:竞猜|买球|投注|下注|赔率|外围)|(?<![a-z])(?:ag|pg|bb|mg|im|og|ob)\d?(?:电竞|体育|真人|娱乐|棋牌|麻将|电子)"
    r"|(?:注册|开户|首存|首充|存款|充值)(?:就|即|立|再)?[送领] ?\d{1,5} ?"
    r"(?:元|块|u(?:sdt)?|彩金|体验金)(?!\S{0,2}(?:话费|消费券|流量|积分))"
    r"|(?<![a-z])(?:k8|ag8?|w88|m88|d88|z6|18luck|188|365|888)(?:凯发|尊龙|利来|旗舰|娱乐|国际|体育)|(?:凯发|尊龙|利来|乐橙|龙八)(?:k8|ag|国际|娱乐|旗舰|官网|注册|登录)"
    r"|麻将胡了|赏金女王|免费看片|(?:无抵押|黑户)\S{0,6}(?:贷款|可贷|下款)|凭身份证\S{0,4}贷"
    r"|\b(?:casino|slot gacor|togel|judi online|sbobet|viagra|cialis|replica (?:watches|bags)|cheap jerseys|porn)\b"
    r"|スーパーコピー|激安|新澳门|澳门(?:天天|好彩|开奖|资料|精准|免费)|天天(?:好彩|开好彩)|管家婆\S{0,4}(?:一肖|资料|中特|精准)|三唑仑|论文代[写发]|代[写发]论文|学信网可查"
    r"|无需考试\S{0,6}(?:拿证|毕业|学历)"
    r"|查(?:开房|住宿|通话|聊天)\S{0,2}(?:记录|清单)|(?:手机|微信|号码)定位(?:找人|查人|追踪)|(?:出售|购买|批发|高价收)\S{0,6}(?:个人信息|公民信息|实名卡|手机卡|银行卡|对公账户)"
    r"|(?:气枪|弓弩|钢珠枪|手枪|猎枪|仿真枪|铅弹|电棍|弩箭)\S{0,4}(?:专卖|出售|图纸|批发|货到付款|购买|商城|配件)|进口(?:气枪|弓弩)"
    r"|上头电子烟\S{0,8}(?:批发|货源|出售|购买|代理|烟油)|依托咪酯\S{0,6}(?:烟油|批发|出售|购买|货源)|(?:笑气|麻古|冰毒|大麻|k粉)\S{0,4}(?:出售|批发|配送|货源)"
    r"|(?:试管|代怀|代生)\S{0,6}(?:包男孩|包生|选性别|包成功|龙凤胎)|包(?:生)?男孩|(?:三代试管|供卵|捐卵)\S{0,4}(?:选|包|中介|机构|公司)"
    r"|日(?:收益|息|化|返|分红)\s?\d+(?:\.\d+)?%|投(?:入|资)?\s?[\d.]{1,8}万?元?\S{0,2}[日天]返\s?\d|静态(?:分红|收益)|云矿机|(?:外汇|原油|数字货币|期货)\S{0,4}(?:跟单|带单|喊单|开户返)"
    r"|(?:大师|在线|周易|免费)(?:算命|改运|看相|测字)|和合术|情降|(?:做|代做)法事|法事\S{0,6}(?:挽回|改运|网)|挽回(?:感情|婚姻)\S{0,6}(?:大师|法事|术|公司)"
    r"|(?:手游|页游|游戏)\S{0,3}(?:变态版|公益服|无限元宝|福利版|内购版)|上线(?:就|即)?送(?:满)?v|0\.\d{1,2}折(?:充值|手游)"
    r"|(?:境外|缅甸|柬埔寨|东南亚|迪拜|菲律宾)\S{0,4}(?:高薪|招聘)\S{0,12}(?:包机票|月薪\d|包食宿)|最新线路|防丢(?:网址|地址)|(?:地址|导航)发布页"
    r"|(?:usdt|虚拟币|炒币)(?:交易|平台|钱包|开户)|股票配资|影视vip|破解版(?:下载|app)",
    re.IGNORECASE,
)
"""What an office neither links to nor is called by."""
_LONGEST_OFFER = 120
"""Characters of a line; what an article says of it is longer."""
_REACHED = re.compile(
    r"(?:q{1,2}|微信|薇信|威信|vx|电话|手机|tel|联系)(?:号|群)?[:：]? ?(?:[a-z][\w-]{5,19}|\d{6,12})", re.IGNORECASE
)
"""Where those who offer are to be reached: with it a single offer is an advertisement."""
_AGAINST = re.compile(
    r"打击|整治|诈|骗|风险|非法|违法|严打|禁止|严禁|查处|查获|防范|警惕|举报|取缔|抵制|远离|拒绝|宣传|案例|曝光|通报|治理|清查|禁毒|反赌|扫黄"
    r"|收缴|处罚|判|罪|法院|检察|公安|警方|辟谣|识别|揭秘|危害|销毁|行动|破获|嫌疑|团伙|提醒|预警|知识|涉赌|涉黄|戒毒|管理(?:条例|办法|规定)"
    r"|毒品|迷信|福利彩票|体育彩票|中国体彩|中国福彩"
)
"""Words of those who fight it."""


_AROUND = 260
"""Characters around a word in which the attribute begins that holds it."""
_MANY_CODES = 8
"""Letters in code from which on a page may say anything in them."""


@cache
def _searches() -> tuple[Search, Search]:
    more = {"加", "+", "发票", "办", "コピー", "激安", "直播", "无需考试"}
    return search_for(sorted({*STEMS, *HINTS, *more}), often=True), search_for(sorted(HINTS), often=True)


def hinted(page: ParsedPage) -> tuple[str, ...]:
    """The stretches of a page in which such words may stand: of most pages none, all of one in codes."""
    standing, source = page.signs, page.source
    if CODES in standing and source.count(CODES) >= _MANY_CODES:
        return (source,)
    if standing.isdisjoint(HINTS):
        return ()
    parts, reach = list[str](), 0
    for _, start, end in _searches()[1].find_matches_as_indexes(source, overlapping=False):
        if end > reach:
            begin, reach = max(reach, start - _AROUND), end + _AROUND
            parts.append(source[begin:reach])
    return tuple(parts)


def speaks_against(text: str) -> bool:
    """Whether a text is of those who fight it."""
    return _AGAINST.search(text) is not None


def offers(page: ParsedPage) -> list[str]:
    """The words by which what a visitor reads offers what hijackers trade in, of each line that does."""
    text = page.plain.text
    # What normalising has put together, as letters with something between them, does not stand so in the source.
    if not hinted(page) and len(page.plain.starts) == 1:
        return []
    words, read = dict[str, None](), set[int]()
    for _, start, end in _searches()[1].find_matches_as_indexes(text, overlapping=True):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        if first in read:
            continue
        read.add(first)
        line = text[first : last if last >= 0 else len(text)]
        if len(line) <= _LONGEST_OFFER and not speaks_against(line):
            traded_in = dict.fromkeys(match[0] for pattern in (BRANDED, _TRADE) for match in pattern.finditer(line))
            reached = _REACHED.search(line) if traded_in else None
            words |= traded_in | ({reached[0]: None} if reached else {})
    return list(words)


def traded(text: str) -> str:
    """The words by which a text offers what hijackers trade in; empty where no line offers, or speaks against it."""
    plain = unmasked(normal(text).text)
    reach = 0
    for _, start, end in _searches()[0].find_matches_as_indexes(plain, overlapping=False):
        if end <= reach:
            continue
        first, reach = plain.rfind("\n", 0, start) + 1, plain.find("\n", end)
        reach = len(plain) if reach < 0 else reach
        line = plain[first:reach]
        match = BRANDED.search(line) or _TRADE.search(line)
        if match is not None and not _AGAINST.search(line):
            return match[0]
    return ""
