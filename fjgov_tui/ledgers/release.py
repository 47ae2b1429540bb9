"""Chapters 4 to 6: what is published goes through three reviews and three proofs (信息发布登记)."""

from enum import StrEnum

from fjgov_tui.ledgers.links import FilledOnlyAfter, happened
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.settings import GRADING, GRADING_MORE
from fjgov_tui.ledgers.steps import step_day, who_and_when
from fjgov_tui.ledgers.types import Choice, Day, Instant, LongText, Name, Reference, Text, Url, YesNo


class Category(StrEnum):
    """The kinds of information of articles 10 and 11 (`data/categories.csv` says what each is), and daily news."""

    REGULATIONS = "法规规章规范性文件"
    ORGANISATION = "机关职能机构"
    PLANNING = "规划政策"
    STATISTICS = "统计信息"
    LICENSING = "许可和管理服务"
    PENALTIES = "处罚和强制"
    BUDGET = "财政预决算"
    FEES = "收费项目"
    PROCUREMENT = "政府采购"
    PROJECTS = "重大建设项目"
    WELFARE = "扶贫教育医疗社保就业"
    EMERGENCY = "应急"
    SAFETY = "环保卫生安全质量"
    RECRUITMENT = "公务员招考"
    OTHER = "其他应当公开"
    CITY_WORKS = "市政建设"
    SERVICES = "公共服务"
    WELFARE_WORKS = "公益事业"
    LAND = "土地征收"
    HOUSES = "房屋征收"
    PUBLIC_ORDER = "治安管理"
    AID = "社会救助"
    FARMING = "农业农村政策"
    IRRIGATION = "农田水利"
    CONTRACTED_LAND = "土地承包流转"
    HOMESTEADS = "宅基地审核"
    LEVIES = "筹资筹劳"
    COUNTY_FOCUS = "县级重点公开"
    TOWN_FOCUS = "乡镇重点公开"
    NEWS = "工作动态"


class Occasion(StrEnum):
    """Whether a text is about something new, or about a change of it (article 12)."""

    FORMED = "形成"
    CHANGED = "变更"


GROUNDS = (
    "涉密或敏感",
    "不符合方针政策和法律法规",
    "会危害其他单位或个人",
    "当前不宜发布",
    "不利于本县宣传和发展",
    "数据、提法不准确",
)
"""The grounds of article 16 on which a text does not pass, in our own short words."""


class Origin(StrEnum):
    """Whose text it is."""

    OWN = "原创"
    REPOSTED = "转载"


class SecrecyResult(StrEnum):
    """The conclusion of a secrecy review (article 13)."""

    OPEN = "可以公开"
    DEIDENTIFIED = "去标识后公开"
    CLOSED = "不予公开"


class ConsentAnswer(StrEnum):
    """What a unit says that has issued a text jointly (article 17)."""

    AGREED = "同意"
    REFUSED = "不同意"
    AGREED_CHANGED = "修改后同意"


_PUBLISHED = ("published_on", "published_at")
"""What says that a text was published: of one that goes through its reviews again, the minute alone."""
_WITHDRAWN = ("withdrawn_on", "withdrawn_at")

RELEASE = Ledger(
    name="release",
    title="信息发布登记",
    articles=(12, 13, 15, 16, 17, 20, 21, 22, 25),
    purpose="每条要发布的信息：从哪来、属于哪一类、谁审谁校、何时发布、在哪里",
    synonyms=("三审三校登记表", "信息发布登记表", "发布登记", "信息审核表", "保密审查表"),
    key=("unit", "formed_on", "title"),
    links=happened(
        "formed_on",
        "review1_on",
        "review2_on",
        "review3_on",
        "secrecy_on",
        "proof1_on",
        "proof2_on",
        "proof3_on",
        "published_on",
        "withdrawn_on",
    ),
    changes=tuple(
        FilledOnlyAfter(
            field, _PUBLISHED, "没有登记发布，没有什么可撤；发布过的请先填发布日期，没有发布过的请空着", _WITHDRAWN
        )
        for field in _WITHDRAWN
    ),
    fields=(
        Field(
            name="title",
            label="标题",
            type=Name(limit=200),
            required=True,
            synonyms=("信息标题", "稿件名称", "稿件标题"),
            listed=1,
            width=26,
        ),
        Field(
            name="unit",
            label="单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位名称", "报送单位", "发布单位"),
            listed=1,
            width=18,
        ),
        Field(
            name="formed_on",
            label="形成日期",
            type=Day(),
            help="信息形成或变更的日期，20 个工作日内公开（第十二条）",
            synonyms=("成稿日期", "变更日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="occasion",
            label="形成或变更",
            type=Choice(choices=tuple(Occasion)),
            help="形成日期是新形成的日期，还是变更的日期（第十二条）",
            width=10,
        ),
        Field(name="category", label="类别", type=Choice(choices=tuple(Category)), help="第十、十一条所列", width=14),
        Field(name="text", label="正文", type=LongText(limit=60_000), synonyms=("内容",), width=30),
        Field(
            name="attachments",
            label="附件",
            type=LongText(),
            help="一行一个：SHA-256 和文件名；文件本身不存，用 fjgov release attach 登记",
            width=24,
        ),
        Field(
            name="origin",
            label="来源类型",
            type=Choice(choices=tuple(Origin)),
            required=True,
            default=Origin.OWN,
            width=8,
        ),
        Field(name="source", label="转载来源", type=Reference("source"), help="转载的才填（第二十二条）", width=16),
        Field(name="column", label="发布栏目", type=Reference("column"), synonyms=("栏目",), width=18),
        Field(name="media", label="发布账号", type=Reference("media"), width=18),
        Field(name="joint", label="会签单位", type=Text(limit=200), help="共同形成的其他单位，顿号隔开", width=18),
        *who_and_when("review1", "一审", "信息员", "初审人"),
        *who_and_when("review2", "二审", "复审人"),
        *who_and_when("review3", "三审", "终审人", "签发人"),
        *who_and_when("secrecy", "保密审查", "保密审查员"),
        Field(
            name="secrecy_result",
            label="保密审查结论",
            type=Choice(choices=tuple(SecrecyResult)),
            synonyms=("审查结论",),
            width=12,
        ),
        Field(name="deidentified", label="已去标识", type=YesNo(), help="涉及个人隐私的（第十三条）", width=8),
        *who_and_when("proof1", "一校"),
        *who_and_when("proof2", "二校"),
        *who_and_when("proof3", "三校"),
        Field(
            name="published_on",
            label="发布日期",
            type=Day(),
            synonyms=("发布时间", "公开日期"),
            listed=1,
            width=10,
        ),
        Field(name="published_at", label="发布时刻", type=Instant(), help="在屏幕上登记发布的，程序记下钟点", width=17),
        step_day("withdrawn_on", "撤稿日期", meaning="从网站或账号撤下的日期；再发布要重新审校（第二十五条）"),
        Field(name="withdrawn_at", label="撤稿时刻", type=Instant(), help="当天登记撤稿的，程序记下钟点", width=17),
        Field(name="withdrawn_why", label="撤稿原因", type=Text(limit=200), width=16),
        Field(
            name="withdrawn_paper",
            label="撤稿依据",
            type=Text(limit=400),
            help="同意撤稿的纸质件的文号；有扫描件的再写 SHA-256 和文件名",
            width=16,
        ),
        Field(name="url", label="发布网址", type=Url(), synonyms=("网址", "链接"), width=26),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

CONSENT = Ledger(
    name="consent",
    title="会签",
    articles=(17,),
    purpose="共同形成的信息公开前，书面征得每个相关单位同意",
    synonyms=("会签函", "会签登记"),
    key=("release", "unit"),
    links=happened("asked_on", "answered_on"),
    fields=(
        Field(name="release", label="信息", type=Reference("release"), required=True, listed=1, width=20),
        Field(name="unit", label="会签单位", type=Reference("unit"), required=True, listed=1, width=20),
        Field(name="asked_on", label="征求日期", type=Day(), required=True, listed=1, width=10),
        Field(name="answered_on", label="答复日期", type=Day(), listed=1, width=10),
        Field(name="answer", label="答复", type=Choice(choices=tuple(ConsentAnswer)), listed=1, width=10),
        Field(name="document", label="文号", type=Text(limit=80), width=16),
        Field(name="note", label="备注", type=LongText(), width=20),
    ),
)


ANSWER = Ledger(
    name="text_answer",
    title="疑点答复",
    articles=(13, 15, 20),
    purpose="正文里查出的疑点为什么保留：哪条信息、哪个疑点、谁说明的、理由",
    synonyms=("疑点说明",),
    key=("release", "mark"),
    fields=(
        Field(name="release", label="信息", type=Reference("release"), required=True, listed=1, width=24),
        Field(
            name="mark",
            label="疑点",
            type=Text(limit=260),
            required=True,
            help="程序查出时给的代号，如 misprint:帐户",
            listed=1,
            width=20,
        ),
        Field(name="reason", label="保留理由", type=LongText(), required=True, listed=1, width=24),
        Field(name="by", label="说明人", type=Reference("person"), listed=2, width=10),
        step_day("answered_on", "说明日期", listed=2),
    ),
)


def _step(
    name: str,
    label: str,
    role: Role,
    after: tuple[str, ...],
    returns_to: str,
    todo: str,
    spared: tuple[str, str] | None = None,
    checks: tuple[str, ...] = (),
) -> Step:
    return Step(
        name=name,
        label=label,
        signer=role,
        after=after,
        returns_to=returns_to,
        decides=True,
        field=f"{name}_on",
        by=f"{name}_by",
        spared=spared,
        checks=checks,
        todo=todo,
        articles=(15,),
    )


WORDING = (
    "不涉及国家秘密、商业秘密、个人隐私",
    "格式规范、来源和附件齐全",
    "数据、人名、地名、日期准确",
    "没有错字、病句",
)
"""What the first review answers for (article 15): secrecy, form, accuracy, wording."""
FACTS = (
    "事实有依据、数据有出处",
    "发布有依据，属于应当公开的",
    "文种、标题、落款合公文规范",
    "有发布价值",
    "字、词、句再看过一遍",
)
"""What the second review answers for (article 15): facts, basis, official form, worth, wording once more."""
POLITICS = ("政治导向正确", "符合法律法规和政策", "社会效应已经预判，没有舆情风险", "公开时机得当，同意公开")
"""What the third review answers for (article 15): politics, law, effect, whether it goes out."""

PUBLISHING = Procedure(
    ledger="release",
    title="信息发布审核",
    articles=(15,),
    content=("title", "text", "origin", "source", "attachments"),
    closing="publish",
    grounds=GROUNDS,
    form="政府信息公开“三审三校”表",
    apart=(("review1", "review2", "review3"), ("proof1", "proof2", "proof3")),
    steps=(
        _step(
            "review1",
            "一审",
            Role(Office.EDITOR),
            (),
            "",
            "信息员审核保密性、规范性、准确性，把好语言文字关",
            checks=WORDING,
        ),
        _step(
            "review2",
            "二审",
            Role(Office.DEPUTY),
            ("review1",),
            "review1",
            "分管负责人全面审核，把好事实依据关",
            checks=FACTS,
        ),
        _step(
            "review3",
            "三审",
            Role(Office.HEAD),
            ("review2",),
            "review1",
            "主要负责人终审签发，把好政治导向关",
            ("category", GRADING.name),
            POLITICS,
        ),
        Step(
            name="review4",
            label="加审",
            signer=Role(Office.DEPUTY, of="county", also=(Office.HEAD,)),
            after=("review3",),
            returns_to="review1",
            decides=True,
            added=("category", GRADING_MORE.name),
            todo="本县文件要求加审的类别，报县政府办公室分管负责人再审一次",
            articles=(15,),
        ),
        Step(
            name="secrecy",
            label="保密审查",
            needs=("secrecy_result",),
            field="secrecy_on",
            by="secrecy_by",
            named=True,
            lacking="没有保密审查",
            todo="审查是否涉及国家秘密、商业秘密、个人隐私，写明结论",
            articles=(13,),
        ),
        _step(
            "proof1",
            "一校",
            Role(Office.WEBMASTER, also=(Office.EDITOR,)),
            ("review3",),
            "",
            "排版人员校对文字、图片、格式",
        ),
        _step("proof2", "二校", Role(Office.SECTION), ("proof1",), "proof1", "科室负责人校对样版"),
        _step("proof3", "三校", Role(Office.DEPUTY), ("proof2",), "proof1", "分管负责人校对，通过后发布"),
        Step(
            name="publish",
            label="发布",
            after=("review3", "review4", "secrecy", "proof3"),
            field="published_on",
            asks=("url",),
            due=Within(workdays=20, of="formed_on"),
            articles=(12, 15),
        ),
    ),
)
