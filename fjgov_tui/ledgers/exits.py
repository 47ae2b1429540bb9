"""Chapter 11: the end of a vendor's contract (服务收尾, article 38): accounts closed, data returned, in that order."""

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.procedures import Procedure, Step, Within
from fjgov_tui.ledgers.types import Day, LongText, Reference, Text

VENDOR_EXIT = Ledger(
    name="vendor_exit",
    title="服务收尾",
    articles=(38,),
    purpose="服务商合同到期后的收尾：它用的后台账户都停了、数据和资料都还了、不再留存写了承诺",
    synonyms=("服务商退出", "合同到期收尾"),
    key=("ended_on", "vendor"),
    rules=(
        NotBefore("returned_on", "ended_on", "早于合同到期日期，请核对"),
        NotBefore("closed_on", "ended_on", "早于合同到期日期，请核对"),
    ),
    links=happened("returned_on", "closed_on"),
    fields=(
        Field(name="vendor", label="服务商", type=Reference("vendor"), required=True, listed=1, width=26),
        Field(name="ended_on", label="合同到期", type=Day(), required=True, listed=1, width=10),
        Field(
            name="returned_on", label="数据交还", type=Day(), help="数据、资料、密钥都交还的日期", listed=1, width=10
        ),
        Field(name="returned", label="交还了什么", type=LongText(), width=24),
        Field(name="receipt", label="交接单", type=Text(limit=80), help="交接单或不留存承诺的编号", width=16),
        Field(name="closed_on", label="办结日期", type=Day(), listed=1, width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
# The regulation names no figure for the end: ten working days are the program's, and only warn.
LEAVING = Procedure(
    ledger="vendor_exit",
    title="服务收尾",
    articles=(38,),
    unit=("vendor", "unit"),
    closing="closed",
    form="服务收尾单",
    steps=(
        Step(
            name="accounts",
            label="停用账户",
            observed=True,
            due=Within(workdays=10, of="ended_on"),
            todo="停用服务商使用的后台账户",
            lacking="服务商的后台账户还没有停完",
        ),
        Step(
            name="returned",
            label="数据交还",
            needs=("returned",),
            field="returned_on",
            due=Within(workdays=10, of="ended_on"),
            todo="交还数据、资料和密钥，写明交还了什么",
            lacking="数据和资料还没有交还",
        ),
        Step(name="closed", label="办结", after=("accounts", "returned"), field="closed_on", todo="核对无误，办结"),
    ),
)
