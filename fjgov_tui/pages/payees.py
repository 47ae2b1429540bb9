"""Into whose account people are told to pay: an office's, a person's or a trading company's."""

from __future__ import annotations

import re

from fjgov_tui.pages.contacts import ACCOUNT

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹"
    "孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉牟谯温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冷卜路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卫席柏"
)
"""The commonest surnames of the registers."""
_OFFICE = re.compile(
    r"[局厅委办署院校园馆站所社厂队库会]$|政府|财政|国库|非税|专户|税务|中心|学校|大学|学院|中学|小学|幼儿园|医院|红十字|慈善|基金会|协会|公积金|社保|医保|管委会|委员会|银行|法院|检察院|交易|供水|自来水|水务|燃气|供电|电力|公交|热力|国有|城投|公证处"
)
_PAYEE = re.compile(
    r"(?:户\s*名|[收受]款(?:人|单位|方|户名)|开户(?:名称?|人)|账户名称?|帐户名称?|户主|持卡人|[收受]款账户名?|[缴收交]费[账帐]户)\s*(?:名称|姓名)?\s*[:：]?\s*"
    r"([\u4e00-\u9fff·（）()]{2,40}?)(?=\s*(?:[，,、；;。|\s<]|[账帐卡]\s*号|开户|\d|$))"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,20}[）)]?")
_COMPANY = re.compile(
    r"(?:商贸|贸易|科技|网络|信息技术|文化传媒|传媒|电子商务|咨询|实业|投资|工贸|经营部|商行|工作室|个体|服务部|批发部|供应链|人力资源|企业管理|公司)"
)
_CARD = re.compile(r"(?<!\d)62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
"""The number of a card, as people have them; an office has an account."""
_TOWARDS = re.compile(
    r"(?:转账|转|汇款|汇|打款|打|缴纳|缴|交纳|交|付款|付|存)(?:至|到|入|给|往|进)|(?:缴费|交费|报名费|考务费|工本费|手续费|资料费|培训费|服务费|垃圾\S{0,4}费|水费|卫生费|保证金|押金|定金|诚意金|学费|罚款|捐款|善款)"
    r"|(?:转账|汇款|付款|打款|缴费)(?:后|成功|截图|凭证|备注)|(?:截图|凭证)\S{0,6}(?:发|传)"
)
"""People are to pay, not to be paid."""
_PAYS_OUT = re.compile(
    r"发放|拨付|打卡|一卡通|补偿(?:款|费|金)|补贴对象|受益人|享受|领取人|兑付|公示(?:如下|表)|名单|退还|返还"
)
_WARNS = re.compile(r"诈|骗|谨防|警惕|冒充|非法|举报|案例|破获|判|通报|曝光")
_BY_TELEPHONE = re.compile(r"(?:支付宝|微信(?:收款|转账|支付|号)?)(?:账号|账户)?\s?[:：]?\s?[\w@.-]{6,}", re.ASCII)
_PRIVATE = re.compile(
    r"(?:转账|转|汇款|汇|打款|打|付款|付|缴|交|存)(?:至|到|入|给|往|进)[^。；;，,]{0,16}?个人的?(?:支付宝|微信|[账帐]户|银行卡|收款码)"
)
"""People are to pay into what is somebody's own, in so many words."""
_NOT = re.compile(r"勿|不得|不要|严禁|禁止|不可|不会|不能|不应|切莫|任何|拒绝|防止|避免")
_BY_CARD = re.compile(
    rf"{_CARD.pattern}\s*[，,、:：（(]?\s*(?:户主|户名|持卡人)?\s*([\u4e00-\u9fff]{{2,4}})(?![\u4e00-\u9fff])"
)
"""A card with the name of who has it."""
_LONGEST = 400


_BY_CODE = re.compile(r"扫\S{0,10}?(?:支付|付款|缴|转账|汇|捐)|(?:微信|支付宝)收款")
"""People are to pay by a code."""


def is_card(digits: str) -> bool:
    """Whether a number is that of a card, as people have them; an office has an account."""
    return 16 <= len(digits) <= 19 and digits.startswith("62")


def person_named(text: str) -> str:
    """The person to whose account a text asks people to pay; empty where it asks for none, or pays people itself."""
    if not _TOWARDS.search(text) or _PAYS_OUT.search(text) or _WARNS.search(text):
        return ""
    if not (ACCOUNT.search(text) or _CARD.search(text) or _BY_TELEPHONE.search(text) or _BY_CODE.search(text)):
        return ""
    named = [*_PAYEE.finditer(text[:_LONGEST]), *_BY_CARD.finditer(text[:_LONGEST])]
    if name := next((name for match in named if (name := _person(match[1]))), ""):
        return name
    return "某人" if _PRIVATE.search(text) and not _NOT.search(text) else ""


def _person(payee: str) -> str:
    """A payee's name where it is a person's; empty for any other."""
    name = _IN_BRACKETS.sub("", payee).strip("·（）()")
    short = 2 <= len(name) <= 4 and name[0] in _SURNAMES and not _OFFICE.search(name) and not _COMPANY.search(name)
    return name if short and not name.endswith("公司") else ""


def no_office(text: str) -> str:
    """In Chinese, why the account that a text names can be no office's; empty where it may be."""
    if _CARD.search(text):
        return "是个人的银行卡"
    names = [match[1] for match in _PAYEE.finditer(text[:_LONGEST])]
    if any(map(_person, names)):
        return "是个人的账户"
    return "是商家的账户" if any(_COMPANY.search(name) and not _OFFICE.search(name) for name in names) else ""


def an_offices(text: str) -> bool:
    """Whether a text says of its account that an office has it."""
    return any(_OFFICE.search(match[1]) and not _person(match[1]) for match in _PAYEE.finditer(text[:_LONGEST]))


def warns(text: str) -> bool:
    """Whether a text warns of those who ask for money."""
    return _WARNS.search(text) is not None
