"""What is scrawled on a page: insults at those who govern, calls to rise against the state, words to its keepers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fjgov_tui.pages.signs import CODES

_RULERS = (
    r"(?:县委书记|市委书记|书记|县长|市长|局长|镇长|乡长|区长|村长|主任|官员|当官的|领导|干部|政府|县委|市委|省委|当局|政权"
    r"|共产党|中共|习近平|公安|警察|城管|法院)"
)
_INSULTS = re.compile(
    r"狗(?:官|政府|县长|市长|书记|局长|领导|党|日的)(?!》)|(?:是|就是|这个|那个|这[群帮]|那[群帮]|一[群帮窝])(?:[个一大头号天下最的]{0,6})(?:贪官|奸臣|卖国贼|汉奸|走狗|畜生|禽兽|王八|人渣|混蛋|败类)"
    rf"|{_RULERS}\S{{0,4}}?(?:是|就是|等于|都是|全是|成了|不如)(?:[个一大头号天下最的]{{0,6}})(?:流氓|土匪|强盗|骗子|黑社会|吸血鬼|垃圾|蛀虫|恶霸|魔鬼|狗)"
    r"|(?:垃圾|黑心|无耻|流氓|强盗|土匪|吃人的?|吸血的?|法西斯|狗屁|烂|腐败)(?:的)?(?:政府|政权|县委|市委|书记|县长|市长|局长|共产党|中共)(?!的末路)"
    rf"|{_RULERS}\S{{0,4}}?(?:滚|去死|该死|不得好死|死全家|断子绝孙|吃屎|不要脸|猪狗不如|无耻)|{_RULERS}\S{{0,3}}?(?:下台(?!阶|后)|草菅人命|鱼肉百姓|欺压百姓)"
    r"|(?:政府|官员|县委|市委|当局|当官的|局长|书记|县长)\S{0,3}?(?:全?[是都]{1,2})?(?:废物|饭桶|黑暗|装死|无能|混账|狗东西|王八)|(?:无能|不要脸的?|无良|狗日的|混账|废物)(?:的)?(?:政府|县委|县政府|当局|官员|书记|县长)"
    rf"|{_RULERS}\S{{0,4}}?(?:包庇|勾结|藏污纳垢|(?:是|就是)\S{{0,4}}保护伞)|(?:保护伞|后台)就是\S{{0,6}}{_RULERS}|(?:勾结|串通)(?:县|市)?政府|狗东西|良心被狗|管理员\S{{0,4}}?(?:是|真是|大)?(?:猪|笨蛋|傻|蠢|吃屎|废物)"
    r"|打倒(?!土豪|列强|军阀|帝国|封建|蒋|一切)\S{1,8}(?:$|[\s!！，,])|维权无门|官逼民反|民不聊生|活不下去|造反有理|(?:抗议[！!]\s?){2,}"
    r"|习包子|支那|大日本帝国|钓鱼岛是日本|武汉病毒"
    r"|不得好死|断子绝孙|死全家|全家死[光绝]|狗娘养|王八蛋|傻[逼屄比叉]|煞笔|脑残|(?:操|草|艹|肏)[你泥尼](?:妈|马|吗|玛|娘|大爷|祖宗|全家)|[草操]泥马|[你他]妈[的逼]|去你妈"
    r"|(?<![a-z])(?:fuck|motherf\w+)(?:ed|ing|er|you|off)?(?![a-z])",
    re.IGNORECASE,
)
_AGAINST_STATE = re.compile(
    r"天灭中共|退[党团队]保平安|九评共产党|法轮大法|真善忍好|(?:打倒|推翻|驱逐|埋葬|解体|抵制)\S{0,4}?(?:共产党|中共|共匪|中国政府|县政府|市政府|本届政府|暴政|习近平)|共匪|中共恶党"
    r"|(?:台湾|西藏|新疆|香港|图博|东突(?:厥斯坦)?|维吾尔)\S{0,4}(?:独立|建国)(?:万岁)?(?:$|[!！ ，,])"
    r"|(?:台独|藏独|疆独|港独)万岁|光复香港|时代革命|(?:结束|反对|打倒|废除)?一党(?:专制|专政|独裁)"
    r"|(?:自由|还我)(?:西藏|维吾尔|东突)|(?:西藏|维吾尔|新疆|香港)要?自由|民主万岁|自由民主|平反六四|六四\S{0,4}(?:屠杀|平反|真相)|还政于民"
    r"|(?<![a-z])free\s?(?:tibet|hong\s?kong|uyghurs?|east\s?turkestan)|stand with (?:hong kong|ukraine)|fuck ccp",
    re.IGNORECASE,
)
_GRIEVANCES = re.compile(
    r"还我\S{0,4}(?:土地|血汗钱|公道|房子|工资|钱)|官官相[护卫]|官匪一家|警匪一家|天理何在|为人民币服务|暗无天日|草菅人命|(?:警察|城管|政府|官员)\S{0,2}(?:打人|杀人|抢地|强拆)\S{0,8}(?:不管|没人管|无人管|还有)"
)
_TO_KEEPERS = re.compile(
    r"(?:网?站|服务器|系统|后台|数据库|首页|主页|你)\S{0,3}?(?:已经?|又|刚刚)被\S{0,10}?(?:黑(?!屏|名单|客)|入侵|攻[破陷占]|拿下|控制|接管|日穿|渗透)|(?:网?站|服务器|系统)沦陷"
    r"|(?:求|请|喂|嗨|尊敬的|亲爱的)?管理员[^。]{0,6}(?:你|您)的?\S{0,4}(?:密码|网站|漏洞|安全|技术)"
    r"|安全性?(?:为零|太差|太低|太烂|真差)|求管理员"
    r"|(?:存在|有|发现)\S{0,6}漏洞[^。]{0,10}?(?:联系|加|私聊|QQ|微信)\s?(?:QQ|微信|V)?\s?[:：]?\s?\w{5,}"
    r"|(?:入侵|渗透|漏洞|安全|xss|getshell)(?:测试|检测)\s*by\s*\S|^\s*test(?:ed)?\s+by\s+\S{2}"
    r"|^\S{0,8}到此一游\W*$|we are (?:anonymous|legion)|expect us\b|^\W*(?:pwned|hacked|owned)\W*$"
    r"|[-–—]\s*hacked$|^\s*xss\s+by\b|root@\w+"
    r"|(?:your|ur) (?:web)?\s?site (?:is|was|has)\S{0,3} (?:vulnerable|weak|insecure|hacked)"
    r"|security is (?:low|weak|bad|zero)"
    r"|(?:网站|系统)?漏洞百出|数据库\S{0,3}?(?:已被?|正在)\S{0,4}?(?:打包|出售|拖走|泄露)\S{0,6}?(?:出售|联系|下载)"
    r"|(?:安全|防护|防火墙|密码)\S{0,3}?(?:太垃圾|太弱|是摆设|形同虚设)|吊打你|黑你没商量|轻松拿下"
    r"|(?:黑客|红客|骇客)\S{0,10}(?:攻占|占领|路过|来过|留名)",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"脑残疾|帝国主义|打掉|留言|答复|溯源|外交部|防守|演习|反对|遏制|邪教|揭批|批判|打击|整治|防范|警惕|查处|查获|落马|纪委|监委|审查|通报|曝光|判|法院|检察|忏悔|警示|案例|谣|诈骗|防骗|识别|严惩|扫黑|黑恶|惩治|反腐"
    r"|历史|党史|故事|革命|起义|烈士|抗日|抗战|解放|旧社会|国民党|军阀|地主|清朝|日伪|话剧|电影|剧组|小说|鲁迅|礼教|[《》]"
    r"|演练|模拟|应急|培训|怎么|如何|检测报告|整改|修复|宣传|陋习|文明|拒绝|不可取|不文明|来信|举报|投诉|反映|求助|咨询|回复|求决|信访|公证"
)
"""Words of those who tell of it: of the courts, of history, of what citizens write to the office and it answers."""
_LONGEST = 60


def scrawled(text: str, words: Sequence[str]) -> bool:
    """Whether a text is what nobody scrawls on an office's page but who broke in.

    Args:
        text: a line of the page.
        words: those that stand in the page of which it has to hold one; `CODES` for a page that may hold any.
    """
    plain = text.strip()
    if len(plain) > _LONGEST or not (CODES in words or any(map(plain.lower().count, words))):
        return False
    scrawl = any(look.search(plain) for look in (_INSULTS, _AGAINST_STATE, _GRIEVANCES, _TO_KEEPERS))
    return scrawl and _TOLD_OF.search(plain) is None
