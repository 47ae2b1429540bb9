"""Chapter 3: what is opened, changed, closed and deregistered (articles 7-9), each by its procedure (开办变更关停)."""

from dataclasses import replace
from enum import StrEnum

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.media import MEDIA
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.steps import step_day
from fjgov_tui.ledgers.types import Choice, Day, LongText, Name, Reference, Text, Url


class ChangeKind(StrEnum):
    """What is opened, changed or ended."""

    OPEN_SITE = "开设网站"
    OPEN_MEDIA = "开设新媒体"
    CHANGE = "变更"
    CLOSE = "关停"
    DEREGISTER = "注销"
    MERGE = "合并"
    OFFLINE = "临时下线"


ENDING = (ChangeKind.CLOSE, ChangeKind.DEREGISTER, ChangeKind.MERGE)
"""Kinds after which accounts, columns and filings have to be cleaned up."""
CHANGES = (ChangeKind.CHANGE, *ENDING)
"""Kinds that article 9 wants decided, filed and announced."""

CHANGE = Ledger(
    name="change",
    title="开办变更关停",
    articles=(7, 8, 9),
    purpose="开设、变更、关停、注销网站和新媒体的办理：谁同意、何时申请、批准、备案、公告、执行",
    synonyms=("备案表", "开设审批表", "变更备案表", "关停备案表", "开办整合台账"),
    key=("unit", "kind", "title"),
    links=happened(
        "consent_on",
        "applied_on",
        "reviewed_on",
        "approved_on",
        "police_on",
        "tested_on",
        "opened_on",
        "announced_on",
        "certified_on",
        "filed_on",
        "executed_on",
        "closed_on",
    ),
    fields=(
        Field(
            name="title",
            label="网站或账号名称",
            type=Name(),
            required=True,
            synonyms=("名称", "网站名称", "账号名称"),
            listed=1,
            width=22,
        ),
        Field(
            name="kind",
            label="事项",
            type=Choice(choices=tuple(ChangeKind), also=(("停用", ChangeKind.CLOSE),)),
            required=True,
            synonyms=("办理事项", "类型"),
            listed=1,
            width=10,
        ),
        Field(
            name="unit",
            label="主办单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位", "单位名称", "申请单位"),
            listed=1,
            width=20,
        ),
        Field(
            name="site", label="站点", type=Reference("site"), help="变更、关停的站点；开设的办成后由程序填", width=20
        ),
        Field(
            name="media",
            label="政务新媒体",
            type=Reference("media"),
            help="变更、关停的账号；开设的办成后由程序填",
            width=20,
        ),
        Field(name="platform", label="平台", type=MEDIA["platform"].type, help="开设新媒体时填", width=12),
        Field(name="url", label="网址", type=Url(), help="开设网站时填", width=24),
        Field(name="reason", label="理由", type=LongText(), synonyms=("申请理由", "原因"), width=24),
        step_day(
            "consent_on",
            "单位同意日期",
            "单位决定日期",
            "集体研究日期",
            meaning="主要负责人同意，变更和关停也可以是集体研究",
        ),
        step_day("applied_on", "申请日期", meaning="向县政府办公室书面申请", listed=2),
        step_day("reviewed_on", "逐级上报日期", "上报日期"),
        Field(name="approval", label="批准文号", type=Text(limit=80), synonyms=("审批文号",), width=16),
        step_day("approved_on", "批准日期", "审批日期", meaning="市政府办公厅批准"),
        step_day("police_on", "公安备案日期"),
        step_day("tested_on", "安全检测通过日期", "安全检测日期"),
        step_day("opened_on", "开通日期", "上线日期", "开设日期", listed=2),
        step_day("certified_on", "实名认证日期", "认证日期"),
        step_day("filed_on", "备案日期", meaning="报县政府办公室备案"),
        step_day("announced_on", "公告日期", meaning="向社会公告的第一天"),
        step_day("executed_on", "执行日期", "关停日期", "变更日期"),
        Field(name="until_on", label="下线至", type=Day(), help="临时下线批准到哪一天", width=10),
        step_day("closed_on", "办结日期", listed=1),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

_CONSENT = Step(
    name="consent",
    label="单位同意",
    signer=Role(Office.HEAD),
    field="consent_on",
    decides=True,
    lacking="没有本单位主要负责人同意",
    todo="本单位主要负责人同意",
)
_APPLIED = Step(
    name="applied",
    label="书面申请",
    after=("consent",),
    field="applied_on",
    lacking="没有向县政府办公室书面申请",
    todo="向县政府办公室提出书面申请",
)


def _approved(after: str, todo: str) -> Step:
    return Step(name="approved", label="批准", after=(after,), needs=("approval",), field="approved_on", todo=todo)


OPEN_SITE = Procedure(
    name="open_site",
    ledger="change",
    title="开设网站",
    articles=(7,),
    where=("kind", (ChangeKind.OPEN_SITE,)),
    content=("title", "unit", "url", "reason"),
    closing="announced",
    form="网站开设审批表",
    steps=(
        _CONSENT,
        _APPLIED,
        Step(name="reviewed", label="逐级审核上报", after=("applied",), field="reviewed_on"),
        _approved("reviewed", "市政府办公厅批准同意"),
        Step(name="police", label="公安备案", after=("approved",), field="police_on", lacking="没有向公安机关备案"),
        Step(name="tested", label="安全检测", after=("approved",), field="tested_on", lacking="安全检测没有通过"),
        Step(
            name="online",
            label="上线",
            after=("approved", "police", "tested"),
            needs=("url",),
            field="opened_on",
            todo="上线运行，站点台账由程序登记",
        ),
        Step(
            name="announced",
            label="开通公告",
            after=("online",),
            field="announced_on",
            todo="在奉节县人民政府网发布开通公告",
            lacking="没有在县政府网发布开通公告",
        ),
    ),
)
OPEN_MEDIA = Procedure(
    name="open_media",
    ledger="change",
    title="开设新媒体",
    articles=(8,),
    where=("kind", (ChangeKind.OPEN_MEDIA,)),
    content=("title", "unit", "platform", "reason"),
    closing="certified",
    form="政务新媒体开设审批表",
    steps=(
        _CONSENT,
        _APPLIED,
        _approved("applied", "县政府办公室按程序报市政府办公厅审批同意"),
        Step(
            name="opened",
            label="开设",
            after=("approved",),
            needs=("platform",),
            field="opened_on",
            todo="开设账号，新媒体台账由程序登记；严禁先开设后报批",
        ),
        Step(
            name="certified",
            label="实名认证",
            after=("opened",),
            field="certified_on",
            todo="实名认证，公开认证信息中注明主办单位",
            lacking="没有实名认证",
        ),
    ),
)
_DECIDED = replace(
    _CONSENT,
    name="decided",
    label="单位决定",
    todo="单位集体研究或主要领导同意",
    lacking="没有经单位集体研究或主要领导同意",
)
_FILED = Step(
    name="filed",
    label="备案",
    after=("decided",),
    field="filed_on",
    todo="报县政府办公室备案",
    lacking="没有报县政府办公室备案",
)
CHANGING = Procedure(
    name="changing",
    ledger="change",
    title="变更关停注销",
    articles=(9,),
    where=("kind", CHANGES),
    content=("title", "unit", "kind", "reason"),
    closing="finish",
    form="网站（新媒体）变更关停备案表",
    steps=(
        _DECIDED,
        _FILED,
        Step(
            name="announced",
            label="公告",
            after=("filed",),
            field="announced_on",
            todo="向社会公告，不少于 15 个工作日",
            lacking="没有向社会公告",
        ),
        Step(
            name="executed",
            label="执行",
            after=("announced",),
            wait=Within(workdays=15, of="announced"),
            field="executed_on",
            todo="公告满 15 个工作日之后执行，台账的状态由程序改",
        ),
        Step(name="cleaned", label="清理", after=("executed",), observed=True, todo="账户、栏目等都清理完"),
        Step(name="finish", label="办结", after=("executed", "cleaned"), field="closed_on"),
    ),
)
GOING_OFFLINE = Procedure(
    name="offline",
    ledger="change",
    title="临时下线",
    articles=(9,),
    where=("kind", (ChangeKind.OFFLINE,)),
    content=("title", "unit", "until_on", "reason"),
    closing="restored",
    form="临时下线审批表",
    steps=(
        _DECIDED,
        _FILED,
        Step(name="executed", label="下线", after=("filed",), needs=("until_on",), field="executed_on"),
        Step(
            name="restored",
            label="恢复",
            after=("executed",),
            due=Within(days=0, of="until_on"),
            field="closed_on",
            lacking="还没有恢复",
        ),
    ),
)
