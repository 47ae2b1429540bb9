"""Chapter 2 of the regulation: who runs what. Units (单位) and people (人员)."""

from collections.abc import Mapping
from enum import StrEnum

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Choices, Day, LongText, Name, PersonName, Phone, Reference, Text, YesNo


class UnitKind(StrEnum):
    """The kinds of unit that article 2 lists."""

    COUNTY_OFFICE = "县政府办公室"
    TOWN = "乡镇街道"
    DEPARTMENT = "部门"
    BRANCH = "派出机构"
    INSTITUTION = "事业单位"
    OTHER = "其他"


class Office(StrEnum):
    """The offices that the regulation gives something to do (articles 5, 15, 27, 36, 37)."""

    FIRST = "第一责任人"
    DIRECT = "直接责任人"
    HEAD = "主要负责人"
    DEPUTY = "分管负责人"
    SECTION = "科室负责人"
    EDITOR = "信息员"
    WEBMASTER = "网站管理员"
    ON_DUTY = "值班人员"
    SECURITY = "安全管理员"
    MEDIA = "新媒体运维"


SAME_OFFICE: Mapping[str, Office] = {Office.HEAD: Office.FIRST, Office.DEPUTY: Office.DIRECT}
"""Article 5 calls the unit's head and the leader in charge by their responsibility, article 15 by their office."""
ROLES = (
    Office.FIRST,
    Office.DIRECT,
    Office.EDITOR,
    Office.WEBMASTER,
    Office.SECTION,
    Office.ON_DUTY,
    Office.SECURITY,
    Office.MEDIA,
)
"""What a person does in the work on sites and accounts."""

UNIT = Ledger(
    name="unit",
    title="单位",
    articles=(2, 4, 5),
    purpose="主管、承办、主办网站和政务新媒体的各单位，以及它们的第一责任人和直接责任人",
    synonyms=("单位台账", "单位名录", "主办单位", "单位信息"),
    key=("name",),
    fields=(
        Field(
            name="name",
            label="单位名称",
            type=Name(),
            required=True,
            help="单位全称，与印章一致",
            synonyms=("单位", "主办单位", "单位全称", "名称", "责任单位"),
            listed=1,
            width=24,
        ),
        Field(
            name="kind",
            label="单位类别",
            type=Choice(
                choices=tuple(UnitKind),
                also=(
                    ("镇", UnitKind.TOWN),
                    ("乡", UnitKind.TOWN),
                    ("街道", UnitKind.TOWN),
                    ("民族乡", UnitKind.TOWN),
                    ("县政府部门", UnitKind.DEPARTMENT),
                    ("县级部门", UnitKind.DEPARTMENT),
                ),
            ),
            required=True,
            help="第二条所列的单位种类",
            synonyms=("类别", "类型", "单位类型", "单位性质"),
            listed=1,
            width=12,
        ),
        Field(
            name="first",
            label="第一责任人",
            type=Reference("person", same="unit"),
            help="单位主要领导（第五条）",
            synonyms=("主要领导", "主要负责人", "第一责任人姓名"),
            listed=1,
            width=10,
        ),
        Field(
            name="direct",
            label="直接责任人",
            type=Reference("person", same="unit"),
            help="分管领导（第五条）",
            synonyms=("分管领导", "分管负责人", "直接责任人姓名"),
            listed=1,
            width=10,
        ),
        Field(
            name="parent",
            label="上级单位",
            type=Reference("unit"),
            help="派出机构和事业单位所属的单位",
            synonyms=("主管单位", "主管部门", "所属单位"),
            listed=2,
            width=18,
        ),
        Field(
            name="phone",
            label="值班电话",
            type=Phone(),
            help="单位值班室电话，可以对外公布",
            synonyms=("办公电话", "单位电话", "联系电话", "电话"),
            listed=2,
            width=14,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

UNIT_OF_ROW = Field(
    name="row_unit",
    label="单位",
    type=Reference("unit"),
    synonyms=("单位名称", "所在单位", "主办单位", "责任单位", "使用单位", "所属单位", "保管人单位", "部门"),
)
"""The unit that stands in a row of many sheets beside a person's name, and tells which person is meant."""

PERSON = Ledger(
    name="person",
    title="人员",
    articles=(5, 36, 37),
    purpose="从事网站和政务新媒体工作的人：在哪个单位、做什么、何时到岗离岗、是否实名登记并备案",
    synonyms=("人员台账", "人员信息", "通讯录", "人员名册"),
    key=("unit", "tag", "name"),
    telling=("mobile", "phone24", "post", "on_duty"),
    apart="tag",
    rules=(NotBefore("left_on", "on_duty", "早于到岗日期，请核对两个日期"),),
    links=happened("filed_on", "pledge_on"),
    fields=(
        Field(
            name="name",
            label="姓名",
            type=PersonName(),
            required=True,
            help="与身份证一致",
            synonyms=("名字", "人员姓名", "联系人", "管理员姓名"),
            listed=1,
            width=10,
        ),
        Field(
            name="unit",
            label="所在单位",
            type=Reference("unit"),
            required=True,
            help="人员所在的单位",
            synonyms=("单位", "单位名称", "工作单位", "主办单位"),
            listed=1,
            width=22,
        ),
        Field(
            name="tag",
            label="同名区分",
            type=Name(limit=20),
            help="同一单位有两人同名时填，如“大”“小”或科室",
            synonyms=("重名区分",),
            width=10,
        ),
        Field(name="post", label="职务", type=Text(limit=60), synonyms=("职位", "岗位"), listed=2, width=14),
        Field(
            name="roles",
            label="承担工作",
            type=Choices(
                choices=ROLES,
                also=(("主要领导", Office.FIRST), ("分管领导", Office.DIRECT), ("管理员", Office.WEBMASTER)),
            ),
            help="在网站和政务新媒体工作中担任的角色，可多选",
            synonyms=("角色", "职责", "分工"),
            listed=1,
            width=18,
        ),
        Field(
            name="mobile",
            label="手机号",
            type=Phone(landline=False),
            sealed=True,
            help="手机号变动后应报县政府办公室备案（第三十七条）",
            synonyms=("手机", "手机号码", "移动电话", "联系电话"),
            listed=2,
            width=13,
        ),
        Field(
            name="phone24",
            label="24小时电话",
            type=Phone(),
            sealed=True,
            help="保证 24 小时畅通的电话（第二十七条）",
            synonyms=("24小时联系电话", "值班联系电话"),
            width=14,
        ),
        Field(
            name="on_duty",
            label="到岗日期",
            type=Day(),
            synonyms=("上岗日期", "任职日期"),
            listed=2,
            width=10,
        ),
        Field(
            name="left_on",
            label="离岗日期",
            type=Day(),
            help="调离或不再从事这项工作的日期，须办工作移交（第三十六条）",
            synonyms=("调离日期", "离职日期"),
            listed=2,
            width=10,
        ),
        Field(
            name="real_name",
            label="实名登记",
            type=YesNo(),
            help="是否已实名登记（第三十七条）",
            synonyms=("是否实名登记", "实名"),
            width=8,
        ),
        Field(
            name="changed_on",
            label="信息变动日期",
            type=Day(),
            help="姓名、手机号等最近一次变动的日期",
            synonyms=("变动日期",),
            width=12,
        ),
        Field(
            name="filed_on",
            label="备案日期",
            type=Day(),
            help="最近一次变动报县政府办公室备案的日期（第三十七条）",
            synonyms=("报备日期", "报县政府办备案日期"),
            width=10,
        ),
        Field(
            name="pledge_on",
            label="保密承诺日期",
            type=Day(),
            help="签订保密承诺书的日期（第三十六条）",
            synonyms=("保密承诺书签订日期", "保密承诺"),
            width=12,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
