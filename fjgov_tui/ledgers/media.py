"""Chapters 1, 3 and 6: new-media accounts (政务新媒体) on platforms of others."""

from enum import StrEnum

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.sites import PlaceState, Platform
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Name, Reference, Text, YesNo

MEDIA_STATES = (PlaceState.RUNNING, PlaceState.CLOSED, PlaceState.DEREGISTERED)


class MediaFunction(StrEnum):
    """What an account is for (article 8: accounts of similar function are put in order)."""

    PUBLISHING = "信息发布"
    SERVICE = "办事服务"
    INTERACTION = "互动交流"
    GENERAL = "综合"


MEDIA = Ledger(
    name="media",
    title="政务新媒体",
    articles=(2, 8, 21),
    purpose="在第三方平台开设的政务账号：认证主体、审批和开设日期、最近发布、互动功能",
    synonyms=("新媒体", "新媒体台账", "政务新媒体台账", "账号备案登记表"),
    key=("platform", "name"),
    rules=(NotBefore("closed_on", "opened_on", "早于开设日期，请核对两个日期"),),
    links=happened("approved_on", "posted_on", "uncertified_on"),
    fields=(
        Field(
            name="platform",
            label="平台",
            type=Choice(
                choices=tuple(Platform),
                also=(
                    ("微信", Platform.WECHAT),
                    ("微信公众平台", Platform.WECHAT),
                    ("公众号", Platform.WECHAT),
                    ("新浪微博", Platform.WEIBO),
                    ("视频号", Platform.WECHAT_VIDEO),
                    ("头条号", Platform.TOUTIAO),
                ),
            ),
            required=True,
            synonyms=("所属平台", "平台名称", "新媒体类型", "类型"),
            listed=1,
            width=12,
        ),
        Field(
            name="name",
            label="账号名称",
            type=Name(),
            required=True,
            help="平台上显示的名称",
            synonyms=("新媒体名称", "名称", "账号"),
            listed=1,
            width=20,
        ),
        Field(
            name="unit",
            label="主办单位",
            type=Reference("unit"),
            required=True,
            help="谁开设、谁主办、谁负责（第六条）",
            synonyms=("单位", "单位名称", "责任单位", "主管单位"),
            listed=1,
            width=20,
        ),
        Field(
            name="subject",
            label="认证主体",
            type=Name(),
            help="公开认证信息中注明的单位，应与主办单位一致（第八条）",
            synonyms=("服务主体", "认证单位", "账号主体"),
            listed=2,
            width=20,
        ),
        Field(
            name="approval",
            label="批准文号",
            type=Text(limit=80),
            help="市政府办公厅审批同意的文号（第八条）",
            synonyms=("审批文号",),
            width=18,
        ),
        Field(
            name="approved_on",
            label="批准日期",
            type=Day(),
            help="应不晚于开设日期，严禁先开设后报批（第八条）",
            synonyms=("审批日期", "备案日期"),
            listed=2,
            width=10,
        ),
        Field(
            name="opened_on",
            label="开设日期",
            type=Day(),
            synonyms=("开通日期", "开通时间"),
            listed=2,
            width=10,
        ),
        Field(
            name="followers",
            label="粉丝数",
            type=Integer(),
            synonyms=("关注数", "订阅数", "粉丝"),
            listed=2,
            width=9,
        ),
        Field(
            name="posts_90",
            label="近90天发布数",
            type=Integer(),
            help="最近 90 天发布的条数；导入平台的发布清单时由程序数出（第八条）",
            synonyms=("近90天发布量", "季度发布数"),
            width=9,
        ),
        Field(
            name="function",
            label="功能",
            type=Choice(choices=tuple(MediaFunction)),
            help="这个账号主要做什么；同一单位功能相近的要清理整合（第八条）",
            synonyms=("功能定位", "账号定位"),
            width=9,
        ),
        Field(
            name="posted_on",
            label="最近发布",
            type=Day(),
            help="最近一条信息的发布日期，间隔不超过 10 天（第二十一条第六项）",
            synonyms=("最近更新", "最近发布日期", "最后发布", "最近更新日期", "更新日期", "检查时更新日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="interactive",
            label="开通互动",
            type=YesNo(),
            help="是否提供留言、评论等互动功能（第二十三条）",
            synonyms=("互动功能", "是否开通互动"),
            width=8,
        ),
        Field(
            name="state",
            label="运行状态",
            type=Choice(
                choices=MEDIA_STATES,
                also=(
                    ("正常", PlaceState.RUNNING),
                    ("正常运行", PlaceState.RUNNING),
                    ("关停", PlaceState.CLOSED),
                    ("注销", PlaceState.DEREGISTERED),
                ),
            ),
            required=True,
            default=PlaceState.RUNNING,
            synonyms=("状态",),
            listed=1,
            width=8,
        ),
        Field(name="closed_on", label="关停日期", type=Day(), synonyms=("注销日期",), width=10),
        Field(
            name="uncertified_on",
            label="认证取消日期",
            type=Day(),
            help="关停之后在平台上取消认证的日期（第九条）",
            width=12,
        ),
        Field(
            name="vendor",
            label="承办服务商",
            type=Reference("vendor"),
            help="委托第三方运维时填（第六条）",
            synonyms=("运维单位", "代运维单位"),
            width=20,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
