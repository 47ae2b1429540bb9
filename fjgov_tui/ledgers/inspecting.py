"""Chapter 10: what the county office inspected each quarter (检查), by which points, and the bulletin (article 33)."""

import re
from enum import StrEnum
from typing import ClassVar

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.links import NotFuture
from fjgov_tui.ledgers.model import ExactlyOne, Field, Ledger
from fjgov_tui.ledgers.types import Choice, Day, FieldType, LongText, Name, Reference, Text
from fjgov_tui.quarters import parse_period
from fjgov_tui.text import tidy_code


class InspectionKind(StrEnum):
    """How often it comes round; article 33 asks for the quarterly one."""

    QUARTERLY = "季度检查"
    MONTHLY = "月度检查"
    HALF_YEARLY = "半年检查"
    SPECIAL = "专项检查"


class InspectionResult(StrEnum):
    """What an inspection ended with."""

    PASSED = "合格"
    FAILED = "不合格"
    UNCHECKED = "未检查"


class PointJudgement(StrEnum):
    """What an inspector says of one point."""

    MEETS = "符合"
    BREAKS = "不符合"
    IDLE = "不适用"


@dataclass(frozen=True)
class PeriodName(FieldType):
    """The quarter, month or half-year that was inspected."""

    noun: ClassVar[str] = "检查期"

    def read(self, text: str) -> str:
        """The period's own name, `2026Q3`."""
        return parse_period(text).name

    @property
    def hint(self) -> str:
        """How it is written."""
        return "如 2026Q3、2026-09、2026H1"


@dataclass(frozen=True)
class Points(FieldType):
    """Points with at most one decimal, as text so that no digit is lost."""

    noun: ClassVar[str] = "分值"

    def read(self, text: str) -> str:
        """The number without padding: `6`, `0.1`."""
        code = tidy_code(text).removesuffix("分")
        if not re.fullmatch(r"\d{1,3}(\.\d)?", code):
            raise ValueProblem("不是分值，请写 0 至 100，最多一位小数")
        tenths = round(float(code) * 10)
        if tenths > 1000:
            raise ValueProblem("不是分值，请写 0 至 100，最多一位小数")
        return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the bounds."""
        return "0 至 100，最多一位小数"


def _period() -> Field:
    return Field(
        name="period",
        label="检查期",
        type=PeriodName(),
        required=True,
        synonyms=("季度", "检查时段"),
        listed=1,
        width=8,
    )


def _subject() -> tuple[Field, ...]:
    return (
        Field(name="site", label="站点", type=Reference("site"), synonyms=("网站",), listed=1, width=20),
        Field(name="media", label="政务新媒体", type=Reference("media"), synonyms=("新媒体",), listed=1, width=16),
    )


_ONE_SUBJECT = ExactlyOne(("site", "media"), "站点、政务新媒体两项，请只填一项")

INSPECTION = Ledger(
    name="inspection",
    title="季度检查",
    articles=(33,),
    purpose="县政府办公室对每个站点和新媒体的季度检查、专项检查：合格不合格、依据、得分",
    synonyms=("检查", "检查台账", "检查情况表", "检查结果"),
    key=("kind", "period", "site", "media", "name"),
    rules=(_ONE_SUBJECT,),
    links=(NotFuture("checked_on", "晚于今天，请核对"),),
    fields=(
        _period(),
        Field(
            name="kind", label="检查类型", type=Choice(choices=tuple(InspectionKind)), required=True,
            default=InspectionKind.QUARTERLY, width=10,
        ),
        Field(name="name", label="检查对象", type=Name(), required=True, synonyms=("对象名称",), listed=1, width=18),
        *_subject(),
        Field(
            name="unit", label="责任单位", type=Reference("unit"), required=True, synonyms=("单位", "主办单位"),
            listed=2, width=20,
        ),
        Field(
            name="result", label="结果", type=Choice(choices=tuple(InspectionResult)), required=True,
            synonyms=("检查结果", "是否合格"), listed=1, width=8,
        ),
        Field(
            name="grounds", label="依据", type=LongText(), help="哪一项、哪一页、哪一天，一行一条；未检查的写为什么",
            synonyms=("存在问题", "问题", "扣分情况"), width=40,
        ),
        Field(name="score", label="得分", type=Points(), help="各项分值都录入了才有", width=6),
        Field(name="checked_on", label="检查日期", type=Day(), required=True, listed=2, width=10),
        Field(name="by", label="检查人", type=Reference("person"), width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)  # fmt: skip


def _point(help_text: str, *synonyms: str) -> tuple[Field, ...]:
    """What is judged: a site or an account by one indicator, in one quarter."""
    indicator = Field(
        name="indicator", label="指标", type=Text(limit=20), required=True, help=help_text, synonyms=synonyms,
        listed=1, width=10,
    )  # fmt: skip
    return (_period(), *_subject(), indicator)


CHECKPOINT = Ledger(
    name="checkpoint",
    title="检查项",
    articles=(33,),
    purpose="检查中要由人看过才能判断的指标：哪个对象、哪一项、符合不符合、证据、扣分",
    synonyms=("检查清单", "人工检查表", "检查项目"),
    key=("period", "site", "media", "indicator"),
    paper=("看什么",),
    rules=(_ONE_SUBJECT,),
    links=(NotFuture("on", "晚于今天，请核对"),),
    fields=(
        *_point("指标代码，如 W-V-05a；全部指标见 fjgov inspect --indicators", "指标代码", "检查项目"),
        Field(
            name="judgement", label="判断", type=Choice(choices=tuple(PointJudgement)), required=True,
            synonyms=("检查情况",),
            listed=1, width=8,
        ),
        Field(
            name="evidence", label="证据", type=LongText(), help="哪一页、哪一天、看到什么", synonyms=("问题描述",),
            listed=2, width=30,
        ),
        Field(name="deducted", label="扣分", type=Points(), width=6),
        Field(name="by", label="检查人", type=Reference("person"), width=10),
        Field(name="on", label="检查日期", type=Day(), listed=2, width=10),
    ),
)  # fmt: skip

SELF_CHECK = Ledger(
    name="self_check",
    title="季度自查",
    articles=(33,),
    purpose="各单位每季度对照指标自己查的：哪个对象、哪一项、符合不符合、怎样改；只作参考，县里的判断在检查项",
    synonyms=("自查", "自查表", "自查报告"),
    key=("period", "site", "media", "indicator"),
    paper=("看什么",),
    rules=(_ONE_SUBJECT,),
    links=(NotFuture("on", "晚于今天，请核对"),),
    fields=(
        *_point("指标代码，如 W-V-04c", "指标代码"),
        Field(
            name="self_judgement", label="自查判断", type=Choice(choices=tuple(PointJudgement)), required=True,
            synonyms=("自查情况",), listed=1, width=8,
        ),
        Field(
            name="self_evidence", label="问题和整改", type=LongText(), help="哪一页、什么问题、改好没有、什么时候改好",
            synonyms=("自查问题",), listed=2, width=30,
        ),
        Field(name="by", label="自查人", type=Text(limit=40), width=10),
        Field(name="on", label="自查日期", type=Day(), listed=2, width=10),
    ),
)  # fmt: skip

INDICATOR_POINTS = Ledger(
    name="indicator_points",
    title="指标分值",
    articles=(33,),
    purpose="扣分指标各项的分值：上级文件没有公开的，由县里照文件录入；各组之和要等于 31、25、23、21",
    synonyms=("分值表", "指标分值表"),
    key=("indicator",),
    fields=(
        Field(
            name="indicator", label="指标", type=Text(limit=20), required=True, help="指标代码，如 W-D-04",
            synonyms=("指标代码",), listed=1, width=10,
        ),
        Field(name="points", label="分值", type=Points(), required=True, listed=1, width=8),
        Field(
            name="document", label="依据文件", type=Text(limit=120), required=True, synonyms=("依据", "文号"),
            listed=1, width=30,
        ),
    ),
)  # fmt: skip

BULLETIN = Ledger(
    name="bulletin",
    title="通报",
    articles=(33,),
    purpose="每季度印发的检查通报：哪一季、文号、哪天印发",
    synonyms=("季度通报", "通报台账"),
    key=("period",),
    fields=(
        _period(),
        Field(name="title", label="标题", type=Name(limit=120), listed=1, width=30),
        Field(name="number", label="文号", type=Text(limit=80), synonyms=("发文字号",), listed=1, width=22),
        Field(name="issued_on", label="印发日期", type=Day(), synonyms=("日期",), listed=1, width=10),
        Field(name="scope", label="印发范围", type=Text(limit=200), width=20),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
