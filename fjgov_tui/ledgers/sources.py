"""Article 22: from whom a text may be reposted (转载来源)."""

from enum import StrEnum

from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.types import Choice, Day, LongText, Name, Text


class SourceKind(StrEnum):
    """What kind of body a text is reposted from; article 22 allows the first two."""

    OFFICE = "党政机关"
    MEDIA = "权威媒体"
    OTHER = "其他"


SOURCE = Ledger(
    name="source",
    title="转载来源",
    articles=(22,),
    purpose="允许转载的党政机关和权威媒体：名称、网址、从哪天起",
    synonyms=("转载白名单", "稿源"),
    key=("name",),
    fields=(
        Field(name="name", label="来源名称", type=Name(), required=True, synonyms=("名称",), listed=1, width=24),
        Field(name="host", label="网址", type=Text(limit=120), help="域名，如 gov.cn", listed=1, width=24),
        Field(
            name="kind",
            label="类别",
            type=Choice(choices=tuple(SourceKind)),
            required=True,
            default=SourceKind.OFFICE,
            listed=1,
            width=10,
        ),
        Field(name="since", label="允许起", type=Day(), listed=2, width=10),
        Field(name="note", label="备注", type=LongText(), width=20),
    ),
)
