"""Article 19: what the year's key points of disclosure (政务公开工作要点) ask the county for."""

from enum import StrEnum

from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.steps import step_day
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Name, Reference, Text


class PointLevel(StrEnum):
    """Whose key points they are."""

    NATIONAL = "国家"
    CITY = "市"
    COUNTY = "县"


KEY_POINT = Ledger(
    name="key_point",
    title="公开要点",
    articles=(19,),
    purpose="每年国家、市、县的政务公开工作要点分解到单位：要公开什么、依据哪份文件、最迟哪天、哪天完成",
    synonyms=("政务公开工作要点", "要点任务", "要点分解"),
    key=("year", "unit", "title"),
    fields=(
        Field(
            name="year", label="年度", type=Integer(least=2019, most=2199), required=True, synonyms=("年份",), listed=1,
            width=6,
        ),
        Field(name="title", label="要点", type=Name(limit=120), required=True, synonyms=("任务",), listed=1, width=24),
        Field(
            name="unit", label="责任单位", type=Reference("unit"), required=True, synonyms=("单位", "牵头单位"),
            listed=1, width=18,
        ),
        Field(
            name="level", label="哪一级", type=Choice(choices=tuple(PointLevel)), synonyms=("级别",), listed=2,
            width=6,
        ),
        Field(
            name="document", label="依据文件", type=Text(limit=120), required=True, synonyms=("文号",), listed=2,
            width=24,
        ),
        Field(
            name="due_on", label="完成期限", type=Day(), help="文件写明的；没有写的空着", synonyms=("期限",), listed=1,
            width=10,
        ),
        step_day("done_on", "完成日期", listed=1),
        Field(name="release", label="公开的信息", type=Reference("release"), width=20),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明", "完成情况"), width=20),
    ),
)  # fmt: skip
