"""What the demo county's people asked and were told, and how its vendors were looked after."""

from collections.abc import Iterator
from datetime import date, timedelta

from fjgov_tui.demo.draft import OFFICE, PORTAL, CountyDraft, dice
from fjgov_tui.demo.people import units
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.answering import MessageKind, Rating, RequestChannel, RequestResult
from fjgov_tui.ledgers.safety import VendorResult

_ASKED = ("征地补偿标准", "低保审批结果", "道路改造预算", "学校招生范围", "危房改造名册", "水库移民后扶资金")
_WRITTEN = ("路灯不亮", "公交改线", "医保怎么报销", "小区噪声", "身份证办理时间", "河道垃圾", "学区怎么划", "停水通知")
_REQUESTS, _MESSAGES = 60, 120
"""Two years of each: the real county answered 30 requests and 228 messages a year."""
_YEARS = 720
"""Days back to the first of them."""


def draw_answering(draft: CountyDraft) -> None:
    """Put down requests, messages and checks of vendors."""
    draft.put("vendor_check", _checks(draft))
    draft.put("request", _requests(draft))
    draft.put("message", _messages(draft))


def _checks(draft: CountyDraft) -> Iterator[Row]:
    """Every vendor under contract is looked at each quarter."""
    serving = [
        str(vendor["name"])
        for vendor in draft.tables["vendor"]
        if isinstance(ends := vendor["contract_to"], date) and ends >= draft.today
    ]
    checker = draft.called(draft.person(OFFICE, "科室负责人"))
    left_alone = {breach.subject for breach in draft.breaches if not breach.supervised}
    for vendor in (name for name in serving if name not in left_alone):
        for days in (20, 110):
            yield {
                "vendor": vendor,
                "checked_on": draft.ago(days),
                "by": checker,
                "result": VendorResult.FINE,
                "problem": None,
                "mended_on": None,
            }


def _requests(draft: CountyDraft) -> Iterator[Row]:
    chance, places = dice("requests"), [OFFICE, *(unit["单位"] for unit in units())]
    for number in range(_REQUESTS):
        asked = draft.ago(_YEARS - number * (_YEARS - 2) // (_REQUESTS - 1))
        # The newest is still being answered.
        replied = asked + timedelta(days=chance.randint(5, 16)) if number < _REQUESTS - 1 else None
        yield {
            "title": f"{chance.choice(_ASKED)}（申请{number + 1:03d}）",
            "unit": places[number % len(places)],
            "received_on": asked,
            "channel": chance.choice((RequestChannel.ONLINE, RequestChannel.MAIL, RequestChannel.IN_PERSON)),
            "applicant": "演示申请人",
            "result": chance.choice(tuple(RequestResult)[:5]) if replied else None,
            "replied_on": min(replied, draft.ago(1)) if replied else None,
            "document": f"演示答复〔{number + 1:03d}〕号" if replied else None,
        }


def _messages(draft: CountyDraft) -> Iterator[Row]:
    chance, places = dice("messages"), [unit["单位"] for unit in units()]
    for number in range(_MESSAGES):
        written = draft.ago(_YEARS - number * (_YEARS - 1) // (_MESSAGES - 1))
        kind = chance.choice((MessageKind.CONSULT, MessageKind.HANDLE))
        replied = written + timedelta(days=chance.randint(1, 4)) if number < _MESSAGES - 1 else None
        yield {
            "title": f"{chance.choice(_WRITTEN)}（留言{number + 1:03d}）",
            "unit": places[number % len(places)],
            "received_on": written,
            "kind": kind,
            "site": PORTAL,
            "reply": "已办，结果见正文（演示）" if replied else None,
            "replied_on": min(replied, draft.ago(0)) if replied else None,
            "rating": chance.choice((Rating.CONTENT, Rating.RATHER, Rating.NONE)) if replied else None,
        }
