"""Words that are looked for in a page in one pass: where none of them stands, most that is searched cannot be there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from fjgov_tui.pages.stems import HINTS

CODES = "&#"
BOASTS = frozenset(
    {"hack", "h4ck", "hax", "pwn", "0wn", "owned", "rooted", "defaced", "cracked", "stamped", "seized"}
    | {"hijacked", "greet"}
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
    }
    | {"比特币", "btc", "usdt"}
    | {"bc1q"}
)
_EVERYDAY_SCRAWLS = frozenset(
    {"包庇", "勾结", "串通", "保护伞", "藏污", "泄露", "笨蛋", "太弱"}
    | {
        "滚",
        "打倒",
        "推翻",
        "驱逐",
        "解体",
        "抵制",
        "独立",
        "建国",
        "光复",
        "自由",
        "强拆",
        "打人",
        "还我",
        "已被",
        "已经被",
    }
    | {
        "又被",
        "管理员",
        "漏洞",
        "太差",
        "太烂",
        "流氓",
        "土匪",
        "强盗",
        "骗子",
        "黑社会",
        "魔鬼",
        "该死",
        "欺压",
        "下台",
        "全家死",
    }
    | {
        "法轮",
        "黑客",
        "红客",
        "沦陷",
        "鱼肉",
        "吸血",
        "黑心",
        "埋葬",
        "汉奸",
        "败类",
        "走狗",
        "无耻",
        "吃人",
        "禽兽",
        "畜生",
    }
)
"""Those that stand on honest pages, too."""
SCRAWLED = frozenset(
    {"饭桶", "装死", "废物", "混账", "狗东西", "被狗吃", "藏污纳垢", "维权无门", "官逼民反", "民不聊生", "活不下去"}
    | {
        "造反有理",
        "抗议！",
        "习包子",
        "支那",
        "大日本帝国",
        "岛是日本",
        "武汉病毒",
        "无能政府",
        "无能的政府",
        "政府无能",
    }
    | {"政府黑暗", "民主万岁", "自由民主", "pwned", "- hacked", "xss by", "root@", "is vulnerable", "security is"}
    | {"漏洞百出", "打包出售", "拖走", "太垃圾", "形同虚设", "吊打你", "没商量", "轻松拿下", "大笨蛋", "是猪"}
    | {"贪官", "狗官", "狗政府", "狗县长", "狗市长", "狗书记", "狗局长", "狗领导", "狗党", "狗日的", "奸臣", "卖国贼"}
    | {"王八", "人渣", "混蛋", "垃圾政府", "垃圾网站", "蛀虫", "恶霸", "法西斯", "狗屁", "腐败政", "腐败的政"}
    | {"去死", "吃屎", "不要脸", "猪狗不如", "不得好死", "死全家", "断子绝孙", "狗娘养", "傻逼", "傻屄", "傻比"}
    | {"傻叉", "煞笔", "脑残", "你妈", "泥马", "尼玛", "他妈", "fuck", "天灭", "保平安", "九评", "真善忍", "共匪"}
    | {
        "恶党",
        "独万岁",
        "时代革命",
        "一党专",
        "一党独",
        "六四",
        "还政于民",
        "tibet",
        "hong kong",
        "uyghur",
        "turkestan",
    }
    | {"草菅人命", "官官相", "官匪", "警匪", "天理何在", "为人民币", "暗无天日", "抢地", "安全性为零", "安全为零"}
    | {"已被黑", "已经被黑", "已被入侵", "已被攻", "测试by", "测试 by", "检测by", "检测 by", "test by", "tested by"}
    | {"到此一游", "anonymous.", "we are anonymous", "we are legion", "expect us", "骇客"}
)
"""What no office writes."""
SCRAWLS = SCRAWLED | _EVERYDAY_SCRAWLS
"""Without one of these nobody has scrawled anything."""
PICTURE = "<img"
DRAWING, DRAWN_LINK, CONDITIONAL = "<svg", "xlink:href", "<!--[if"
LEADS = frozenset({"<option", "<area", DRAWING, "onclick", "data-href", "data-url", "data-link"})
LAID = frozenset({"fixed", "absolute"})
BINDINGS = frozenset({"behavior", "binding"})
IN_STYLES = frozenset({"script:", "expression", "expr/*", "ression(", "\\65", "\\0000"})
WRITTEN_IN_CODE = frozenset({CODES, "&colon"})
"""With one of these the value of an attribute may hold what does not stand in the page as it is written."""
REACHING = frozenset(
    {"al:", "itunes", "security-policy", "twitter:url", "srcset", "attributionsrc", "lowsrc", "dynsrc"}
    | {"background", "formaction", "image", "og:url", "manifest", "itms-services", "ping"}
)
PROGRAMS = frozenset(
    {".exe", ".scr", ".com", ".bat", ".cmd", ".vbs", ".hta", ".lnk", ".msi", ".apk", ".pif", ".jse", ".wsf"}
)
TYPED, ABROAD = "ctrl", "tel:"
PRESSED = "onclick"
TRACES = frozenset(
    {"shell", "r00t", "rooted", "hacked", "h4ck", "h@ck", "pwn", "0wn", "owned", "defaced", "d3fac"}
    | {"hijacked", "greet"}
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
PAYEES = frozenset(
    {"户名", "户　名", "户 名", "收款", "受款", "户主", "持卡人", "账户名", "开户名", "开户人"}
    | {"个人支付宝", "个人微信", "个人账户", "个人银行卡", "的支付宝", "银行卡"}
)
"""Without one of these nobody is named into whose account is paid."""
PRIZES = frozenset({"恭喜", "祝贺", "幸运", "中奖", "抽中", "大奖", "等奖", "领奖", "兑奖"})
"""Without one of these nobody has won anything."""
TIPS = frozenset({"涨停", "牛股", "荐股", "股票", "炒股", "带单", "喊单", "跟单", "稳赚", "日赚", "内幕消息"})
"""Without one of these nobody knows which shares will rise."""
INSTALLED = frozenset({".apk", ".exe", ".msi", ".ipa", ".mobileconfig", ".plist", ".scr", ".hta"})
FRAUDS = frozenset(
    {"洗钱", "涉嫌", "涉案", "通缉", "安全账户", "银行卡", "卡号", "客服", "专员", "验证码", "无需考试", "免考", "进面"}
    | {"包进", "服装费", "内部名额", "内部指标", "免笔试", "入职", "编制", "点赞", "刷单", "做任务", "领任务", "抢单"}
    | {"垫付", "抵押", "黑户", "征信", "秒批", "秒到账", "放款", "下款", "保本", "保息", "稳赚", "零风险", "无风险"}
    | {"兜底", "民族资产", "解冻", "扶贫基金", "扶贫款", "慈善富民", "养老卡", "内测", "话费", "红包", "现金"}
    | {"京东卡", "购物卡", "油卡", "iphone", "流量", "先缴后退", "断缴", "补缴", "代缴", "提前退休", "先办后", "先交后"}
    | {"入群费", "进群费", "入会费", "门槛费", "协查", "冒用", "保证金", "转账", "打款", "付款", "缴费", "捐款"}
    | {"密码", "余额", "善款", "建档费", "屏幕共享", "无障碍", "未知来源", "安全提示", "描述文件", "强制安装"}
    | {"病毒", "木马", "被锁定", "内存不足", "被攻击"}
    | {"新网址", "新域名", "新网站", "新站点", "旧网址", "旧域名", "原网址", "原域名"}
)
"""Without one of these none of the stories is told by which people are parted from their money."""
ORDERS = frozenset(
    {
        "previous instruction",
        "previous prompt",
        "prior instruction",
        "prior prompt",
        "above instruction",
        "previous rules",
    }
    | {"earlier instruction", "system prompt", "previous message", "disregard ", "ignore all", "previous directions"}
    | {
        "之前的指令",
        "之前所有",
        "以上指令",
        "以上所有",
        "先前的",
        "前面的指令",
        "此前的指令",
        "上述指令",
        "系统指令",
        "系统提示",
    }
    | {
        "提示词",
        "之前指令",
        "所有指令",
        "全部指令",
        "之前的提示",
        "之前的所有",
        "当用户",
        "如果用户",
        "若用户",
        "有人询问",
    }
    | {
        "用户询问",
        "用户问",
        "language model",
        "大模型",
        "ai assistant",
        "智能助手",
        "语言模型",
        "when asked",
        "when users",
    }
)
"""Without one of these nobody gives orders to a machine that reads the page for people."""
OLD_BROWSERS = frozenset(
    {"vbscript:", "mhtml:", "ms-its:", "mk:@msitstore", "ms-msdt:", "search-ms:", "<xml", "dataformatas", "<?import"}
    | {"dynsrc", "lowsrc", "<bgsound"}
)
"""Without one of these nothing runs that Internet Explorer, or Windows beside it, ran alone."""
CHANNELS = frozenset(
    {"qq", "扣扣", "微信", "薇信", "威信", "v信", "vx", "加v", "加 v", "wxid_", "telegram", "电报", "飞机", "whatsapp"}
    | {"t.me/", "tg:", "tg：", "tg@"}
    | {"银行卡", "代办", "代评", "包过", "内部", "低价", "贷款", "认购", "返利", "货到付款", "同号", "指标"}
    | {"工本费", "预付", "抢购", "密码", "逾期", "停用", "失效", "过期", "填写"}
)
"""Without one of these nobody calls people away from the desks of the office."""
IN_ADDRESS = frozenset({"data:text", "data:application", "data:image/svg", "data: "})
"""How addresses begin that hold a page themselves."""
_OTHER_SIGNS = {PICTURE, TYPED, DRAWN_LINK, CONDITIONAL, *WRITTEN_IN_CODE, *BINDINGS, *IN_STYLES, *REACHING}
_OTHER_SIGNS |= {*PAYEES, *BAITS, *SERVER, *TRACES, *DOORS, *BOASTS, *LEADS, *LAID, *PROGRAMS}
_OTHER_SIGNS |= {ABROAD, *ORDERS, *OLD_BROWSERS, *CHANNELS, *SCRAWLS, *FRAUDS, *PRIZES, *TIPS, *INSTALLED, *IN_ADDRESS}
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
