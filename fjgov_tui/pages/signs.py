"""Words that are looked for in a page in one pass: where none of them stands, most that is searched cannot be there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

STEMS = frozenset(
    {"娱乐", "赌", "博彩", "百家乐", "老虎机", "炸金花", "龙虎斗", "捕鱼", "扑克", "金沙", "葡京"}
    | {"新濠", "威尼斯人", "棋牌", "真人", "真钱", "真金", "现金", "赢钱", "提现", "电子游艺", "投注"}
    | {"下注", "买球", "外围", "博弈", "时时彩", "分分彩", "快3", "快三", "11选5", "pk10", "赛车", "飞艇"}
    | {"28", "双色球", "大乐透", "福彩", "特码", "一肖", "六合", "马会", "平特", "bet", "体育", "电竞"}
    | {"足球", "亚洲", "皇冠", "永利", "金博", "凯发", "博狗", "澳门", "彩票", "彩金", "体验金", "首存"}
    | {"约炮", "援交", "裸聊", "一夜情", "包养", "楼凤", "性爱", "做爱", "色情", "成人", "黄色", "激情"}
    | {"无码", "有码", "偷拍", "国产", "av", "小黄片", "同城", "上门", "麻豆", "福利姬", "假证", "毕业证"}
    | {"学历", "文凭", "驾", "身份证", "发票", "公章", "银行卡", "四件套", "刻章", "代孕", "私服", "外挂"}
    | {"辅助", "贷", "套现", "刷", "群控", "爆粉", "跑分", "迷情", "迷幻", "催情", "听话", "蒙汗药"}
    | {"迷魂", "枪", "假钞", "假币", "冰毒", "大麻", "壮阳", "伟哥", "窃听", "侦探", "黑客", "翻墙"}
    | {"梯子", "登录", "登陆", "网址", "域名", "线路", "hth", "华体会", "kaiyun", "leyu", "yabo"}
    | {"manbetx", "开云", "乐鱼", "爱游戏", "半岛", "综合", "官网", "问鼎", "杏彩", "蓝冠", "恒行"}
    | {"摩登", "高德", "天辰", "沐鸣", "usdt", "虚拟币", "炒币", "配资", "vip", "破解", "竞猜", "集团"}
    | {"全站", "中国", "china"}
    | {"日赚", "答案", "真题", "试题", "祖传", "无效退款", "货到付款", "世界杯", "欧洲杯", "亚洲杯", "英超", "欧冠"}
    | {"nba", "ag", "pg", "bb", "mg", "im", "og", "ob", "麻将", "赏金女王", "看片"}
    | {"尊龙", "利来", "乐橙", "龙八", "k8", "首充", "注册送", "注册就送", "注册即送", "开户送"}
)
"""Without one of these none of the patterns holds."""
_EVERYDAY = frozenset(
    {"28", "体育", "足球", "亚洲", "中国", "china", "综合", "官网", "集团", "登录", "登陆", "网址"}
    | {"域名", "线路", "上门", "国产", "成人", "身份证", "发票", "银行卡", "刷", "驾", "学历", "辅助"}
    | {"现金", "vip", "av", "真人", "澳门", "黄色", "激情", "同城", "贷", "枪", "首存"}
    | {
        "首充",
        "利来",
        "k8",
        "全站",
        "答案",
        "真题",
        "试题",
        "世界杯",
        "欧洲杯",
        "亚洲杯",
        "英超",
        "欧冠",
        "nba",
        "麻将",
    }
    | {"ag", "pg", "bb", "mg", "im", "og", "ob"}
)
"""Those of them that stand on honest pages, too."""
_FURTHER = frozenset(
    {"casino", "slot", "togel", "judi", "sbobet", "viagra", "cialis", "replica", "jerseys", "payday", "porn", "escort"}
)
"""Those of other languages."""
HINTS = tuple(
    {
        *STEMS,
        *_FURTHER,
        "亚博",
        "万博",
        "云开",
        "九游",
        "必一",
        "雷火",
        "火狐",
        "米兰体育",
        "体育直播",
        "税点",
        "代开",
        "房产证",
        "放款",
        "愽",
        "菠菜",
        "採金",
    }
    - _EVERYDAY
)


CODES = "&#"
BOASTS = frozenset(
    {
        "hack",
        "h4ck",
        "hax",
        "pwn",
        "0wn",
        "owned",
        "rooted",
        "defaced",
        "cracked",
        "stamped",
        "seized",
        "hijacked",
        "greet",
    }
    | {
        "get down",
        "黑客",
        "被黑",
        "红客",
        "入侵",
        "攻破",
        "攻陷",
        "攻占",
        "到此一游",
        "接管",
        "拿下",
        "赎金",
        "还我",
        "狗官",
        "打倒",
        "血债",
        "比特币",
        "btc",
        "usdt",
    }
    | {"bc1q"}
)
PICTURE = "<img"
DRAWING, DRAWN_LINK, CONDITIONAL = "<svg", "xlink:href", "<!--[if"
LEADS = frozenset({"<option", "<area", DRAWING, "onclick", "data-href", "data-url", "data-link"})
LAID = frozenset({"fixed", "absolute"})
BINDINGS = frozenset({"behavior", "binding"})
IN_STYLES = frozenset({"script:", "expression"})
WRITTEN_IN_CODE = frozenset({CODES, "&colon"})
"""With one of these the value of an attribute may hold what does not stand in the page as it is written."""
REACHING = frozenset({"og:url", "manifest", "itms-services", "ping"})
PROGRAMS = frozenset(
    {".exe", ".scr", ".com", ".bat", ".cmd", ".vbs", ".hta", ".lnk", ".msi", ".apk", ".pif", ".jse", ".wsf"}
)
TYPED = "ctrl"
PRESSED = "onclick"
TRACES = frozenset(
    {
        "shell",
        "r00t",
        "rooted",
        "hacked",
        "h4ck",
        "h@ck",
        "pwn",
        "0wn",
        "owned",
        "defaced",
        "d3fac",
        "hijacked",
        "greet",
    }
    | {
        "back door",
        "backdoor",
        "菜刀",
        "冰蝎",
        "哥斯拉",
        "蚁剑",
        "大马",
        "小马",
        "后门",
        "一句话",
        "到此一游",
        "拿下",
        "提权",
    }
    | {
        "入侵",
        "攻破",
        "攻陷",
        "黑了",
        "黑掉",
        "黑页",
        "挂马",
        "黑客",
        "红客",
        "漏洞",
        "sh3ll",
        "hax",
        "h4x",
        "pass=",
        "pwd=",
    }
)
"""Without one of these nobody has signed a page out of sight."""
DOORS = frozenset({".asp;", ".asa;", ".cer;", ".cdx;", ".aspx;", ".ashx;", ".php;", ".jsp;.", ".jspx;", "%3b", "%00"})
SERVER = frozenset({"$_", "getruntime", "eval request", "eval(request", "execute(request", "execute request"})
BAITS = frozenset(
    {"补贴", "补助", "津贴", "医保", "社保", "银行卡", "信用卡", "储蓄卡", "退费", "退款", "退税", "领取", "申领"}
    | {"认证", "消费券", "etc", "usdt", "trc20", "0x", "bc1q", "公积金", "身份证", "停用", "冻结"}
    | {"个人账", "私人账", "微信", "qq群", "密码"}
    | {"网贷", "下款", "认证金", "包过", "日返"}
)
"""Without one of these nobody is asked for money, a card or a name."""
PAYEES = frozenset({"户名", "户　名", "户 名", "收款", "受款", "户主", "持卡人", "账户名", "开户名", "开户人"})
"""Without one of these nobody is named into whose account is paid."""
PRIZES = frozenset({"恭喜", "祝贺", "幸运", "中奖", "抽中", "大奖", "等奖", "领奖", "兑奖"})
"""Without one of these nobody has won anything."""
TIPS = frozenset({"涨停", "牛股", "荐股", "股票", "炒股", "带单", "喊单", "跟单", "稳赚", "日赚", "内幕消息"})
"""Without one of these nobody knows which shares will rise."""
INSTALLED = frozenset({".apk", ".exe", ".msi", ".ipa", ".mobileconfig", ".plist", ".scr", ".hta"})
IN_ADDRESS = frozenset({"data:text", "data:application", "data:image/svg", "data: "})
"""How addresses begin that hold a page themselves."""
_OTHER_SIGNS = {PICTURE, TYPED, DRAWN_LINK, CONDITIONAL, *WRITTEN_IN_CODE, *BINDINGS, *IN_STYLES, *REACHING}
_OTHER_SIGNS |= {*PAYEES, *BAITS, *SERVER, *TRACES, *DOORS, *BOASTS, *LEADS, *LAID, *PROGRAMS}
_OTHER_SIGNS |= {*PRIZES, *TIPS, *INSTALLED, *IN_ADDRESS}
"""What else is looked for in the same pass."""


@cache
def _needles(charset: str) -> Callable[[bytes], frozenset[str]]:
    """Finds in the bytes of a page which of the words stand there."""
    needles = sorted({*HINTS, *_OTHER_SIGNS})
    coded = [needle.encode(charset, "ignore").lower() or b"\0" for needle in needles]
    try:
        from ahocorasick_rs import BytesAhoCorasick, Implementation
    except ImportError:
        return lambda body: frozenset(needle for needle, code in zip(needles, coded, strict=True) if code in body)
    search = BytesAhoCorasick(coded, implementation=Implementation.DFA)
    return lambda body: frozenset(
        needles[which] for which, _, _ in search.find_matches_as_indexes(body, overlapping=True)
    )


def signs_in(body: bytes, charset: str) -> frozenset[str]:
    """Which of the words stand anywhere in a page.

    Args:
        body: the page in small letters.
        charset: in which these bytes are written.
    """
    return _needles(charset)(body)
