"""Chapter 12: training sessions (培训) and who attended them (参训)."""

from enum import StrEnum

from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Choices, Day, Integer, LongText, Name, Reference, Text, YesNo


class TrainingForm(StrEnum):
    """How people were trained (article 39)."""

    TOGETHER = "集中培训"
    ONLINE = "线上培训"
    SENT_UP = "上派学习"
    RECORDED = "录制视频"
    ONE_TO_ONE = "一对一指导"


class Topic(StrEnum):
    """What a session is about; article 39 asks for the first three."""

    POLICY = "政策要求"
    INDICATORS = "检查指标"
    OPERATION = "业务操作"
    SECRECY = "安全保密"


TRAINING = Ledger(
    name="training",
    title="培训",
    articles=(39,),
    purpose="每年至少一次的网站和政务新媒体培训，以及新到岗人员的岗前培训",
    synonyms=("培训台账", "培训记录", "培训登记"),
    key=("held_on", "name"),
    rules=(NotBefore("ended_on", "held_on", "早于开始日期，请核对两个日期"),),
    fields=(
        Field(
            name="name",
            label="培训名称",
            type=Name(),
            required=True,
            synonyms=("培训主题", "培训班", "名称", "主题"),
            listed=1,
            width=28,
        ),
        Field(
            name="held_on",
            label="培训日期",
            type=Day(),
            required=True,
            synonyms=("开始日期", "培训时间", "日期"),
            listed=1,
            width=10,
        ),
        Field(name="ended_on", label="结束日期", type=Day(), listed=2, width=10),
        Field(
            name="form",
            label="培训形式",
            type=Choice(
                choices=tuple(TrainingForm),
                also=(
                    ("录播", TrainingForm.RECORDED),
                    ("一对一", TrainingForm.ONE_TO_ONE),
                    ("线下培训", TrainingForm.TOGETHER),
                    ("网络培训", TrainingForm.ONLINE),
                ),
            ),
            required=True,
            synonyms=("形式", "方式", "培训方式"),
            listed=1,
            width=10,
        ),
        Field(
            name="topics",
            label="培训内容",
            type=Choices(
                choices=tuple(Topic),
                also=(("国家及市级政策要求", Topic.POLICY), ("业务操作流程", Topic.OPERATION)),
            ),
            help="第三十九条要求：政策要求、检查指标、业务操作",
            synonyms=("内容",),
            listed=2,
            width=20,
        ),
        Field(
            name="organiser",
            label="主办单位",
            type=Reference("unit"),
            required=True,
            help="全县培训由县政府办公室主办（第三十九条）",
            synonyms=("组织单位", "单位", "培训单位"),
            listed=1,
            width=18,
        ),
        Field(name="hours", label="学时", type=Integer(least=1, most=999), synonyms=("课时",), listed=2, width=6),
        Field(name="place", label="地点", type=Text(), synonyms=("培训地点",), width=16),
        Field(name="material", label="培训材料", type=Text(), help="课件、签到册的存放位置", width=18),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

ATTENDANCE = Ledger(
    name="attendance",
    title="参训",
    articles=(39,),
    purpose="每次培训有谁参加、是否合格",
    synonyms=("参训人员", "签到表", "签到册", "培训签到", "参训台账", "参训人员名单", "参培人员"),
    key=("training", "person"),
    fields=(
        Field(
            name="training",
            label="培训",
            type=Reference("training"),
            required=True,
            synonyms=("培训名称", "培训主题", "培训班"),
            listed=1,
            width=28,
        ),
        Field(
            name="unit",
            label="所在单位",
            type=Reference("unit"),
            help="参训时所在的单位；两人同名时靠它分清",
            synonyms=("单位", "单位名称", "工作单位"),
            listed=1,
            width=22,
        ),
        Field(
            name="person",
            label="参训人员",
            type=Reference("person", same="unit"),
            required=True,
            synonyms=("姓名", "人员", "参训人"),
            listed=1,
            width=10,
        ),
        Field(name="passed", label="是否合格", type=YesNo(), synonyms=("合格", "考核合格"), listed=1, width=8),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
