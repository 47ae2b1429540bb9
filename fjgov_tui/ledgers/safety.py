"""Chapter 11: back-end accounts (后台账户) and third-party services (第三方服务)."""

from enum import StrEnum

from fjgov_tui.ledgers.links import NotFuture, happened
from fjgov_tui.ledgers.model import ExactlyOne, Field, Ledger, NotBefore
from fjgov_tui.ledgers.organisation import UNIT_OF_ROW
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Name, Phone, Reference, Text, YesNo


class Privilege(StrEnum):
    """What the holder of an account may do; article 37 wants it as little as possible."""

    ADMINISTRATOR = "管理员"
    REVIEWER = "审核"
    EDITOR = "编辑"
    READER = "只读"


class LengthBasis(StrEnum):
    """How the length of a password is known: promised by whoever changed it, or looked at by the program."""

    ATTESTED = "承诺"
    CHECKED = "检查"


class AccountState(StrEnum):
    """Whether somebody logs in with it."""

    IN_USE = "在用"
    STOPPED = "已停用"


class VendorResult(StrEnum):
    """What a look at a vendor's work ended with."""

    FINE = "正常"
    PROBLEM = "有问题"


ACCOUNT = Ledger(
    name="account",
    title="后台账户",
    articles=(37,),
    purpose="网站和新媒体的后台账户：专人专管、实名登记、口令每两个月更换一次；台账里从不记口令",
    synonyms=("账户", "账户台账", "账号密码台账", "后台账号"),
    key=("name",),
    helpers=(UNIT_OF_ROW,),
    named_from=("site", "media", "login", "holder"),
    rules=(
        ExactlyOne(("site", "media"), "站点和新媒体必须填一个，且只填一个"),
        NotBefore("rotated_on", "opened_on", "早于启用日期，请核对两个日期"),
        NotBefore("used_on", "opened_on", "早于启用日期，请核对两个日期"),
    ),
    fields=(
        Field(
            name="name",
            label="账户标识",
            type=Name(),
            required=True,
            help="给账户起的名字，不是登录名，如“白帝镇子网站-管理员”",
            synonyms=("账户", "账户名称", "账号标识", "账号", "名称"),
            listed=1,
            width=26,
        ),
        Field(
            name="site",
            label="所属站点",
            type=Reference("site"),
            help="网站后台账户填站点",
            synonyms=("站点", "站点名称", "网站名称", "网站"),
            listed=2,
            width=22,
        ),
        Field(
            name="media",
            label="所属新媒体",
            type=Reference("media"),
            help="新媒体账户填新媒体",
            synonyms=("新媒体", "新媒体名称"),
            listed=2,
            width=16,
        ),
        Field(
            name="login",
            label="登录名",
            type=Text(limit=100),
            sealed=True,
            help="登录后台用的账号，不得泄露（第三十七条）；可以不填",
            synonyms=("登录账号", "用户名", "登录用户名", "账号名", "后台账号", "账户名"),
            width=12,
        ),
        Field(
            name="holder",
            label="保管人",
            type=Reference("person"),
            help="专人专管：一个账户一个人（第三十七条）",
            synonyms=("管理员", "管理员姓名", "使用人", "持有人", "姓名"),
            listed=1,
            width=10,
        ),
        Field(
            name="vendor",
            label="使用的服务商",
            type=Reference("vendor"),
            help="服务商的人使用的账户填服务商；合同到期要停用（第三十八条）",
            width=20,
        ),
        Field(
            name="privilege",
            label="权限",
            type=Choice(
                choices=tuple(Privilege),
                also=(("超级管理员", Privilege.ADMINISTRATOR), ("采编", Privilege.EDITOR)),
            ),
            required=True,
            help="按最小化原则分配（第三十七条）",
            synonyms=("权限级别", "角色"),
            listed=1,
            width=8,
        ),
        Field(
            name="opened_on",
            label="启用日期",
            type=Day(),
            synonyms=("开通日期", "开设日期", "注册日期"),
            listed=2,
            width=10,
        ),
        Field(
            name="rotated_on",
            label="上次换口令",
            type=Day(),
            help="最近一次更换口令的日期，周期一般为两个月（第三十七条）",
            synonyms=("上次更换日期", "最近更换日期", "上次更换日", "密码更换日期", "口令更换日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="length",
            label="口令位数",
            type=Integer(least=1, most=1000),
            help="口令的位数，不少于 8 位（第三十七条）；只记位数，不记口令",
            synonyms=("密码位数", "位数"),
            width=8,
        ),
        Field(
            name="length_basis",
            label="位数核验",
            type=Choice(choices=tuple(LengthBasis)),
            help="位数是保管人承诺的，还是检查过的",
            width=8,
        ),
        Field(name="used_on", label="最近使用", type=Day(), synonyms=("最近登录", "最近登录日期"), width=10),
        Field(
            name="state",
            label="账户状态",
            type=Choice(
                choices=tuple(AccountState),
                also=(
                    ("启用", AccountState.IN_USE),
                    ("正常", AccountState.IN_USE),
                    ("停用", AccountState.STOPPED),
                ),
            ),
            required=True,
            default=AccountState.IN_USE,
            synonyms=("状态",),
            listed=1,
            width=8,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

VENDOR = Ledger(
    name="vendor",
    title="第三方服务",
    articles=(6, 38),
    purpose="第三方服务商：合同起止、约定权责、保密协议、保密培训和资质审查",
    synonyms=("服务商", "第三方", "服务商台账", "第三方服务商"),
    key=("name",),
    rules=(NotBefore("contract_to", "contract_from", "早于合同开始日期，请核对两个日期"),),
    links=happened("nda_on", "trained_on", "checked_on"),
    fields=(
        Field(
            name="name",
            label="服务商名称",
            type=Name(),
            required=True,
            help="营业执照上的全称",
            synonyms=("服务商", "公司名称", "单位名称", "名称", "第三方名称"),
            listed=1,
            width=26,
        ),
        Field(
            name="unit",
            label="委托单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位", "甲方", "主办单位"),
            listed=1,
            width=20,
        ),
        Field(name="service", label="服务内容", type=Text(), synonyms=("服务项目",), listed=2, width=18),
        Field(
            name="duties",
            label="约定权责",
            type=YesNo(),
            help="合同中是否明确约定权责（第三十八条）",
            synonyms=("是否约定权责",),
            width=8,
        ),
        Field(
            name="contract_from",
            label="合同开始",
            type=Day(),
            synonyms=("合同起始日期", "服务开始"),
            width=10,
        ),
        Field(
            name="contract_to",
            label="合同到期",
            type=Day(),
            synonyms=("合同截止日期", "合同终止日期", "服务到期"),
            listed=1,
            width=10,
        ),
        Field(
            name="nda_on",
            label="保密协议",
            type=Day(),
            help="签订保密协议的日期（第三十八条）",
            synonyms=("保密协议签订日期",),
            listed=1,
            width=10,
        ),
        Field(
            name="trained_on",
            label="保密培训",
            type=Day(),
            help="最近一次保密培训的日期（第三十八条）",
            synonyms=("保密培训日期",),
            listed=2,
            width=10,
        ),
        Field(
            name="checked_on",
            label="资质审查",
            type=Day(),
            help="最近一次资质审查的日期（第三十八条）",
            synonyms=("资质审查日期",),
            listed=2,
            width=10,
        ),
        Field(name="contact", label="联系人", type=Name(limit=40), synonyms=("服务商联系人",), width=10),
        Field(name="mobile", label="联系电话", type=Phone(), sealed=True, synonyms=("手机号", "电话"), width=14),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

VENDOR_CHECK = Ledger(
    name="vendor_check",
    title="服务商监督",
    articles=(6, 38),
    purpose="对受托承办的服务商的日常监督：哪天查的、谁查的、结果怎样、有问题的何时改好",
    synonyms=("日常监督记录", "服务商检查", "第三方监督"),
    key=("checked_on", "vendor"),
    rules=(NotBefore("mended_on", "checked_on", "早于检查日期，请核对两个日期"),),
    links=(NotFuture("checked_on", "还没有到，请在查过之后登记"),),
    fields=(
        Field(
            name="vendor",
            label="服务商",
            type=Reference("vendor"),
            required=True,
            synonyms=("服务商名称", "第三方名称"),
            listed=1,
            width=26,
        ),
        Field(
            name="checked_on",
            label="检查日期",
            type=Day(),
            required=True,
            synonyms=("监督日期",),
            listed=1,
            width=10,
        ),
        Field(name="by", label="检查人", type=Reference("person"), synonyms=("监督人",), listed=2, width=10),
        Field(
            name="result",
            label="结果",
            type=Choice(choices=tuple(VendorResult)),
            required=True,
            default=VendorResult.FINE,
            synonyms=("检查结果",),
            listed=1,
            width=8,
        ),
        Field(name="problem", label="问题", type=LongText(), synonyms=("存在问题",), width=24),
        Field(name="mended_on", label="整改日期", type=Day(), listed=2, width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
