"""Chapter 11: systems by grade of protection (等级保护), their checks (35), and the rules units work by (36)."""

from enum import StrEnum

from fjgov_tui.ledgers.links import NotFuture
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Name, Reference, Text, YesNo


class Protection(StrEnum):
    """Grades of protection; from the second on a system is filed with the police."""

    FIRST = "一级"
    SECOND = "二级"
    THIRD = "三级"
    FOURTH = "四级"


class SafetyKind(StrEnum):
    """What was looked at."""

    APPLICATION = "应用程序检查"
    HOST = "操作系统检查"
    DATABASE = "数据库检查"
    ASSESSED = "等级测评"
    """By a licensed body."""
    EVALUATED = "安全评估"
    """Yearly, and before a new function goes into service."""


CHECKED = (SafetyKind.APPLICATION, SafetyKind.HOST, SafetyKind.DATABASE)
"""What article 35 wants checked again and again."""


class SafetyResult(StrEnum):
    """What a check ended with."""

    SOUND = "正常"
    FAULTY = "有问题"


class SystemState(StrEnum):
    """Whether a system is in service."""

    RUNNING = "在用"
    STOPPED = "已停用"


SYSTEM = Ledger(
    name="system",
    title="信息系统",
    articles=(35,),
    purpose="承载网站和客户端的信息系统：等保定级和备案、日志留存、后台访问限制、多因素登录、最近上新功能",
    synonyms=("信息系统台账", "等保台账", "系统台账"),
    key=("name",),
    rules=(NotBefore("filed_on", "graded_on", "早于定级日期，请核对两个日期"),),
    fields=(
        Field(name="name", label="系统名称", type=Name(), required=True, synonyms=("名称",), listed=1, width=24),
        Field(
            name="unit",
            label="运营单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位", "主管单位", "使用单位"),
            listed=1,
            width=20,
        ),
        Field(name="since", label="投运日期", type=Day(), synonyms=("上线日期", "投入运行日期"), listed=2, width=10),
        Field(
            name="grade",
            label="等保级别",
            type=Choice(choices=tuple(Protection), also=(("第二级", "二级"), ("第三级", "三级"))),
            synonyms=("定级", "级别"),
            listed=1,
            width=8,
        ),
        Field(name="graded_on", label="定级日期", type=Day(), listed=2, width=10),
        Field(name="filed_on", label="备案日期", type=Day(), help="二级以上报公安机关", listed=1, width=10),
        Field(name="filing", label="备案证明号", type=Text(limit=60), synonyms=("备案号",), width=18),
        Field(name="vendor", label="安全服务机构", type=Reference("vendor"), help="受托做安全防护的专门机构", width=20),
        Field(name="log_months", label="日志留存（月）", type=Integer(least=0, most=600), width=8),
        Field(name="logs_backed", label="日志备份", type=YesNo(), help="日志有没有定期备份", width=8),
        Field(name="backend_limited", label="后台限制", type=YesNo(), help="后台只许指定网段或设备访问", width=8),
        Field(name="mfa", label="多因素登录", type=YesNo(), help="后台登录除口令外还要别的验证", width=10),
        Field(name="function_on", label="最近上新功能", type=Day(), help="升级、新功能上线前要先评估", width=12),
        Field(
            name="state",
            label="状态",
            type=Choice(choices=tuple(SystemState), also=(("停用", SystemState.STOPPED),)),
            required=True,
            default=SystemState.RUNNING,
            listed=2,
            width=6,
        ),
        Field(name="closed_on", label="停用日期", type=Day(), width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
SAFETY = Ledger(
    name="safety",
    title="安全检查",
    articles=(35,),
    purpose="应用程序、操作系统、数据库的安全检查，等级测评和安全评估：哪天、谁查的、结果、问题何时改好",
    synonyms=("安全检查台账", "安全检查记录", "测评记录"),
    key=("kind", "checked_on", "system"),
    rules=(
        NotBefore("mended_on", "checked_on", "早于检查日期，请核对两个日期"),
        NotBefore("mend_by", "checked_on", "早于检查日期，请核对两个日期"),
    ),
    links=(NotFuture("checked_on", "还没有到，请在查过之后登记"), NotFuture("mended_on", "还没有到，请改好之后登记")),
    fields=(
        Field(
            name="system",
            label="信息系统",
            type=Reference("system"),
            required=True,
            synonyms=("系统", "系统名称"),
            listed=1,
            width=24,
        ),
        Field(
            name="kind",
            label="检查类型",
            type=Choice(
                choices=tuple(SafetyKind),
                also=(
                    ("应用检查", CHECKED[0]),
                    ("系统检查", CHECKED[1]),
                    ("测评", SafetyKind.ASSESSED),
                    ("评估", SafetyKind.EVALUATED),
                ),
            ),
            required=True,
            synonyms=("类型", "检查内容"),
            listed=1,
            width=12,
        ),
        Field(name="checked_on", label="检查日期", type=Day(), required=True, synonyms=("日期",), listed=1, width=10),
        Field(
            name="by", label="检查单位或人", type=Text(limit=80), synonyms=("检查人", "测评机构"), listed=2, width=16
        ),
        Field(
            name="result",
            label="检查结果",
            type=Choice(
                choices=tuple(SafetyResult),
                also=(("合格", SafetyResult.SOUND), ("通过", SafetyResult.SOUND), ("不合格", SafetyResult.FAULTY)),
            ),
            required=True,
            default=SafetyResult.SOUND,
            synonyms=("结果", "结论"),
            listed=1,
            width=8,
        ),
        Field(name="problem", label="问题", type=LongText(), synonyms=("存在问题", "漏洞"), width=24),
        Field(name="mend_by", label="整改期限", type=Day(), listed=2, width=10),
        Field(name="mended_on", label="整改完成", type=Day(), synonyms=("整改日期",), listed=2, width=10),
        Field(name="report", label="报告编号", type=Text(limit=80), width=16),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
SECURITY_RULE = Ledger(
    name="security_rule",
    title="安全管理制度",
    articles=(36,),
    purpose="各单位的网站安全管理制度：何时印发、谁是安全管理人员、职责和权限写明没有",
    synonyms=("安全制度", "网络安全管理制度", "制度台账"),
    key=("unit", "name"),
    rules=(NotBefore("abolished_on", "issued_on", "早于印发日期，请核对两个日期"),),
    fields=(
        Field(name="unit", label="单位", type=Reference("unit"), required=True, listed=1, width=20),
        Field(name="name", label="制度名称", type=Name(), required=True, synonyms=("名称",), listed=1, width=24),
        Field(name="issued_on", label="印发日期", type=Day(), required=True, listed=1, width=10),
        Field(name="document", label="文号", type=Text(limit=80), listed=2, width=16),
        Field(
            name="officer",
            label="安全管理人员",
            type=Reference("person"),
            help="落实到人（第三十六条）",
            synonyms=("安全管理员", "安全员"),
            listed=1,
            width=12,
        ),
        Field(name="duties", label="职责权限", type=YesNo(), help="职责和权限写明没有", listed=2, width=8),
        Field(name="abolished_on", label="废止日期", type=Day(), width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
