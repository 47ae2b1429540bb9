"""Articles 36 and 37 as they happen: password changes (口令更换), and work handed over by leavers (工作移交)."""

from enum import StrEnum

from fjgov_tui.ledgers.links import NotAfterThat, NotBeforeThat, NotFuture, ThatIsNot, happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore, OnlyWith
from fjgov_tui.ledgers.organisation import UNIT_OF_ROW
from fjgov_tui.ledgers.procedures import Named, Procedure, Step, Within
from fjgov_tui.ledgers.safety import AccountState, LengthBasis
from fjgov_tui.ledgers.sites import ENDED, PlaceState
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Name, Reference, Text


class RotationReason(StrEnum):
    """Why a password was changed."""

    PERIODIC = "定期"
    HANDOVER = "移交"
    LEAK = "泄露"
    FIRST = "首次"


ROTATION = Ledger(
    name="rotation",
    title="口令更换",
    articles=(36, 37),
    purpose="每个后台账户每次更换口令的登记：谁在哪天换的、多少位、怎样核验；从不记口令",
    synonyms=("口令更换登记", "密码更换登记", "口令更换记录"),
    key=("on", "reason", "account"),
    helpers=(UNIT_OF_ROW,),
    paper=("应换日期", "签名", "签字", "本人签字"),
    rules=(
        OnlyWith(
            "strength", "basis", LengthBasis.CHECKED, "与强度不符：有强度说明检查过，不能改成承诺；要改先清空强度"
        ),
    ),
    links=(
        NotFuture("on", "还没有到，更换日期不能晚于今天"),
        NotBeforeThat("on", ("account",), "opened_on", "早于账户的启用日期，请核对"),
        NotAfterThat("on", ("by",), "left_on", "晚于更换人的离岗日期；离岗后不能再更换，请核对更换人"),
        NotBeforeThat("on", ("by",), "on_duty", "早于更换人的到岗日期，请核对更换人"),
        ThatIsNot(("account",), "state", (AccountState.STOPPED,), "已停用，不能再登记今天的更换", "on"),
        ThatIsNot(("account", "site"), "state", (PlaceState.CLOSED,), "所属的站点已关停，请先停用账户", "on"),
        ThatIsNot(("account", "media"), "state", ENDED, "所属的新媒体已关停，请先停用账户", "on"),
        NotAfterThat("on", ("account", "site"), "closed_on", "晚于所属站点的关停日期，请核对"),
        NotAfterThat("on", ("account", "media"), "closed_on", "晚于所属新媒体的关停日期，请核对"),
    ),
    fields=(
        Field(
            name="account",
            label="后台账户",
            type=Reference("account"),
            required=True,
            synonyms=("账户", "账户标识", "账号", "账户名称"),
            listed=1,
            width=24,
        ),
        Field(
            name="on",
            label="更换日期",
            type=Day(),
            required=True,
            synonyms=("口令更换日期", "密码更换日期", "日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="by",
            label="更换人",
            type=Reference("person"),
            help="实际更换口令的人，一般是保管人",
            synonyms=("保管人", "经办人", "操作人"),
            listed=1,
            width=10,
        ),
        Field(
            name="length",
            label="口令位数",
            type=Integer(least=1, most=1000),
            required=True,
            help="新口令的位数，不少于 8 位（第三十七条）；只记位数，不记口令",
            synonyms=("位数", "密码位数"),
            listed=1,
            width=8,
        ),
        Field(
            name="basis",
            label="核验方式",
            type=Choice(choices=tuple(LengthBasis)),
            required=True,
            default=LengthBasis.ATTESTED,
            help="位数由更换人承诺，还是由程序检查过",
            synonyms=("位数核验", "核验"),
            listed=1,
            width=8,
        ),
        Field(
            name="strength",
            label="强度",
            type=Integer(least=0, most=4),
            help="检查时估计的强度，0 最弱，4 最强；承诺的没有",
            listed=2,
            width=6,
        ),
        Field(
            name="reason",
            label="更换原因",
            type=Choice(
                choices=tuple(RotationReason),
                also=(
                    ("到期", RotationReason.PERIODIC),
                    ("例行", RotationReason.PERIODIC),
                    ("人员变动", RotationReason.HANDOVER),
                ),
            ),
            required=True,
            default=RotationReason.PERIODIC,
            synonyms=("原因",),
            listed=1,
            width=8,
        ),
        Field(name="method", label="更换办法", type=Text(limit=60), default="在后台修改", synonyms=("方式",), width=14),
        Field(name="witness", label="见证人", type=Name(limit=40), synonyms=("监督人",), listed=2, width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

HANDOVER = Ledger(
    name="handover",
    title="工作移交",
    articles=(36, 37),
    purpose="调离人员的工作移交：保密承诺、口令更换、向县政府办公室备案，三样齐了才算办完",
    synonyms=("移交台账", "工作移交登记", "人员调离移交"),
    key=("left_on", "leaver"),
    helpers=(UNIT_OF_ROW,),
    rules=(NotBefore("closed_on", "left_on", "早于离岗日期，请核对两个日期"),),
    links=happened("pledge_on", "filed_on", "closed_on"),
    fields=(
        Field(
            name="leaver",
            label="移交人",
            type=Reference("person"),
            required=True,
            help="调离或不再从事这项工作的人",
            synonyms=("离岗人员", "调离人员", "移出人"),
            listed=1,
            width=12,
        ),
        Field(
            name="left_on",
            label="离岗日期",
            type=Day(),
            required=True,
            synonyms=("调离日期", "移交日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="taker",
            label="接手人",
            type=Reference("person"),
            help="接手大部分工作的人；各账户的接手人在移交事项里",
            synonyms=("接收人", "移入人"),
            listed=1,
            width=12,
        ),
        Field(
            name="pledge_on",
            label="保密承诺日期",
            type=Day(),
            help="移交人签订离岗保密承诺的日期（第三十六条）",
            synonyms=("离岗保密承诺",),
            listed=1,
            width=12,
        ),
        Field(
            name="filed_on",
            label="备案日期",
            type=Day(),
            help="人员变动报县政府办公室备案的日期（第三十七条）",
            synonyms=("报备日期",),
            listed=1,
            width=10,
        ),
        Field(
            name="closed_on",
            label="办结日期",
            type=Day(),
            help="三样齐了之后由程序填写",
            listed=1,
            width=10,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

HANDOVER_ITEM = Ledger(
    name="handover_item",
    title="移交事项",
    articles=(36, 37),
    purpose="移交时每个后台账户交给了谁；离岗当天或以后换过口令才算移交完",
    synonyms=("移交清单",),
    key=("handover", "account"),
    fields=(
        Field(
            name="handover",
            label="工作移交",
            type=Reference("handover"),
            required=True,
            synonyms=("移交",),
            listed=1,
            width=16,
        ),
        Field(
            name="account",
            label="后台账户",
            type=Reference("account"),
            required=True,
            synonyms=("账户", "账户标识"),
            listed=1,
            width=28,
        ),
        Field(
            name="taker",
            label="接手人",
            type=Reference("person"),
            required=True,
            synonyms=("接收人",),
            listed=1,
            width=12,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

HANDING_OVER = Procedure(
    ledger="handover",
    title="工作移交",
    articles=(36, 37),
    content=("leaver", "left_on"),
    unit=("leaver", "unit"),
    closing="finish",
    form="工作移交单",
    steps=(
        Step(
            name="pledge",
            label="保密承诺",
            signer=Named("leaver"),
            field="pledge_on",
            todo="移交人签订离岗保密承诺",
            lacking="没有签离岗保密承诺",
            articles=(36,),
        ),
        Step(
            name="filed",
            label="变动备案",
            field="filed_on",
            wait=Within(days=0, of="left_on"),
            todo="人员变动报县政府办公室备案",
            lacking="人员变动没有报县政府办公室备案",
            articles=(37,),
        ),
        Step(
            name="rotated",
            label="更换口令",
            observed=True,
            todo="移交的账户自离岗之日起都换过口令，没有留在移交人名下的",
            articles=(36, 37),
        ),
        Step(
            name="finish",
            label="办结",
            after=("pledge", "filed", "rotated"),
            field="closed_on",
            wait=Within(days=0, of="left_on"),
            todo="各项齐了之后办结",
        ),
    ),
)
"""Article 36: the dated fields of the record are its steps; whoever has kept handovers so far has taken them."""
