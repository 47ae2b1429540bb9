"""Chapters 1, 3 and 6: what is run. Sites (站点) and columns (栏目); accounts on platforms: `media`."""

from enum import StrEnum

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Day, IdCode, Integer, LongText, Name, Reference, Text, Url


class PlaceState(StrEnum):
    """Whether a site or account is in use."""

    RUNNING = "运行"
    OFFLINE = "临时下线"
    CLOSED = "已关停"
    DEREGISTERED = "已注销"


SITE_STATES = (PlaceState.RUNNING, PlaceState.OFFLINE, PlaceState.CLOSED)
ENDED = (PlaceState.CLOSED, PlaceState.DEREGISTERED)
"""After which nobody logs in any more."""


class SiteKind(StrEnum):
    """What kind of site it is; apps are entered beside sites and not visited."""

    PORTAL = "门户网站"
    SUBSITE = "子网站"
    APP = "移动客户端"


class ColumnKind(StrEnum):
    """Kinds of column; each has its longest age in article 21."""

    NEWS = "动态要闻"
    NOTICES = "通知公告"
    POLICY = "政策文件"
    MONTHLY = "月度更新"
    QUARTERLY = "季度更新"
    YEARLY = "年度更新"
    OTHER = "其他"


class UpdateSource(StrEnum):
    """How the day of the newest entry of a column became known."""

    MONITOR = "监测"
    BY_HAND = "人工"


class Platform(StrEnum):
    """Where the county's accounts are."""

    WECHAT = "微信公众号"
    WECHAT_VIDEO = "微信视频号"
    WEIBO = "微博"
    DOUYIN = "抖音"
    KUAISHOU = "快手"
    TOUTIAO = "今日头条"
    MINI_PROGRAM = "小程序"
    OTHER = "其他"


SITE = Ledger(
    name="site",
    title="站点",
    articles=(2, 7, 37),
    purpose="县政府门户网站、各单位子网站和移动客户端：地址、标识码、备案号和开办情况",
    synonyms=("网站", "网站台账", "站点台账", "子网站", "网站基本信息表", "政府网站基本信息"),
    key=("name",),
    rules=(
        NotBefore("closed_on", "opened_on", "早于开通日期，请核对两个日期"),
        NotBefore("badge_on", "badge_notice_on", "早于标识通知日期，请核对两个日期"),
    ),
    links=happened("unfiled_on", "badge_on"),
    fields=(
        Field(
            name="name",
            label="站点名称",
            type=Name(),
            required=True,
            help="网站全称",
            synonyms=("网站名称", "子网站名称", "站点", "网站", "名称"),
            listed=1,
            width=26,
        ),
        Field(
            name="unit",
            label="主办单位",
            type=Reference("unit"),
            required=True,
            help="对内容负责的单位（第四条）",
            synonyms=("单位", "单位名称", "责任单位", "主办单位名称"),
            listed=1,
            width=20,
        ),
        Field(
            name="kind",
            label="站点类型",
            type=Choice(
                choices=tuple(SiteKind),
                also=(
                    ("主站", SiteKind.PORTAL),
                    ("专属网页", SiteKind.SUBSITE),
                    ("APP", SiteKind.APP),
                    ("客户端", SiteKind.APP),
                ),
            ),
            required=True,
            synonyms=("类型", "类别", "网站类型"),
            listed=1,
            width=10,
        ),
        Field(
            name="url",
            label="网址",
            type=Url(),
            required=True,
            unique=True,
            help="首页地址，监测从这里开始",
            synonyms=("首页网址", "网站地址", "域名", "首页地址", "链接"),
            listed=2,
            width=30,
        ),
        Field(
            name="id_code",
            label="网站标识码",
            type=IdCode(),
            help="全国政府网站信息报送系统生成的 10 位标识码；子网站没有单独标识码时可空",
            synonyms=("标识码", "政府网站标识码"),
            listed=2,
            width=12,
        ),
        Field(
            name="icp",
            label="ICP备案号",
            type=Text(limit=60),
            help="工业和信息化部备案号",
            synonyms=("ICP备案", "ICP备案编号", "备案号"),
            width=18,
        ),
        Field(
            name="police",
            label="公安备案号",
            type=Text(limit=60),
            help="公安机关联网备案号（第七条）",
            synonyms=("公安备案", "公安机关备案号", "公网安备"),
            width=20,
        ),
        Field(
            name="backend",
            label="后台地址",
            type=Url(),
            sealed=True,
            help="后台管理地址，不得泄露（第三十七条）；可以不填，只记存放位置",
            synonyms=("后台管理地址", "管理后台", "后台网址"),
            width=16,
        ),
        Field(
            name="approval",
            label="批准文号",
            type=Text(limit=80),
            help="市政府办公厅批准开设的文号（第七条）",
            synonyms=("审批文号", "开设批文"),
            width=18,
        ),
        Field(
            name="opened_on",
            label="开通日期",
            type=Day(),
            synonyms=("上线日期", "开设日期"),
            listed=2,
            width=10,
        ),
        Field(
            name="audited_on",
            label="编办审核日期",
            type=Day(),
            help="机构编制部门审核通过开办的日期（中央编办发〔2014〕69号）；用门户域名的子网站不用填",
            synonyms=("开办审核日期", "资格审核日期"),
            width=10,
        ),
        Field(
            name="badge_notice_on",
            label="标识通知日期",
            type=Day(),
            help="机构编制部门通知加挂党政机关网站标识的日期，5 个工作日内挂上",
            width=10,
        ),
        Field(
            name="badge_on",
            label="标识加挂日期",
            type=Day(),
            help="网站标识挂到所有页面底部居中的日期",
            width=10,
        ),
        Field(
            name="state",
            label="运行状态",
            type=Choice(
                choices=SITE_STATES,
                also=(
                    ("正常", PlaceState.RUNNING),
                    ("正常运行", PlaceState.RUNNING),
                    ("关停", PlaceState.CLOSED),
                ),
            ),
            required=True,
            default=PlaceState.RUNNING,
            synonyms=("状态",),
            listed=1,
            width=8,
        ),
        Field(name="closed_on", label="关停日期", type=Day(), synonyms=("下线日期",), width=10),
        Field(
            name="unfiled_on",
            label="备案注销日期",
            type=Day(),
            help="关停之后公安、ICP 等备案和标识码都注销的日期（第九条）",
            width=12,
        ),
        Field(
            name="vendor",
            label="承办服务商",
            type=Reference("vendor"),
            help="委托第三方承办时填（第三十八条）",
            synonyms=("技术支持单位", "运维单位"),
            width=20,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

COLUMN = Ledger(
    name="column",
    title="栏目",
    articles=(21,),
    purpose="各站点的栏目和更新期限：动态要闻 14 天，通知公告、政策文件 6 个月，月季年按周期，其他 1 年",
    synonyms=("栏目台账", "栏目信息", "栏目清单", "政府网站栏目基本信息表"),
    key=("site", "name"),
    fields=(
        Field(
            name="site",
            label="所属站点",
            type=Reference("site"),
            required=True,
            synonyms=("站点", "站点名称", "网站名称", "所属网站", "网站"),
            listed=1,
            width=24,
        ),
        Field(
            name="name",
            label="栏目名称",
            type=Name(),
            required=True,
            help="站内不重名；下级栏目写成“上级-本级”",
            synonyms=("栏目", "名称", "栏目名"),
            listed=1,
            width=20,
        ),
        Field(
            name="kind",
            label="栏目类型",
            type=Choice(
                choices=tuple(ColumnKind),
                also=(
                    ("动态", ColumnKind.NEWS),
                    ("要闻", ColumnKind.NEWS),
                    ("月报", ColumnKind.MONTHLY),
                    ("季报", ColumnKind.QUARTERLY),
                    ("年报", ColumnKind.YEARLY),
                ),
            ),
            required=True,
            help="决定最长更新间隔（第二十一条）",
            synonyms=("类型", "类别", "栏目类别"),
            listed=1,
            width=10,
        ),
        Field(
            name="level",
            label="栏目级别",
            type=Integer(least=1, most=9),
            default=1,
            help="一级栏目填 1；第二十一条第二项只管一级栏目",
            synonyms=("级别", "层级"),
            width=8,
        ),
        Field(
            name="url",
            label="栏目网址",
            type=Url(),
            synonyms=("网址", "链接", "栏目地址", "栏目链接"),
            listed=2,
            width=28,
        ),
        Field(
            name="unit",
            label="责任单位",
            type=Reference("unit"),
            help="保障栏目内容的单位；与站点主办单位相同时可空",
            synonyms=("单位", "保障单位", "牵头单位", "单位名称"),
            listed=2,
            width=20,
        ),
        Field(
            name="updated_on",
            label="最近更新",
            type=Day(),
            help="栏目中最新一条信息的发布日期",
            synonyms=("最近更新日期", "最后更新", "最后更新时间", "检查时更新日期", "更新日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="source",
            label="更新依据",
            type=Choice(choices=tuple(UpdateSource)),
            help="更新日期从哪里得知",
            width=8,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
