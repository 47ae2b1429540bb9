"""What the demo county's office inspected: a year of quarters, its bulletins, what it ordered and whom it called in."""

from collections.abc import Iterator
from datetime import date, timedelta

from fjgov_tui.demo.draft import OFFICE, CountyDraft, dice
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult
from fjgov_tui.ledgers.rectifying import CaseGround
from fjgov_tui.quarters import Period, quarter_of

QUARTERS = 4
"""As many as units are ranked over."""
_PROBLEMS = ("首页超过两周没有更新", "动态要闻类栏目 5 个超过 14 天没有更新", "空白栏目 5 个", "一周里打不开的超过 5%")
_FAILS = 14
"""One subject in so many fails; how a site stood a quarter ago is not how it stands today."""
_IN_TIME = 2
"""Days after which an order is answered, and after which it was looked at again."""


def draw_inspections(draft: CountyDraft) -> None:
    """Put down inspections, bulletins, orders and cases; the newest quarter is the one that was over last."""
    quarters = [quarter_of(draft.today).before]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].before)
    rows = [row for back, quarter in enumerate(quarters) for row in _inspections(draft, quarter, back)]
    draft.put("inspection", rows)
    draft.put("bulletin", (_bulletin(draft, quarter, back) for back, quarter in enumerate(quarters)))
    failed = [row for row in rows if row["result"] == InspectionResult.FAILED]
    draft.put("rectification", (_order(row, on) for row in failed if isinstance(on := row["checked_on"], date)))
    draft.put("accountability", _cases([row for row in failed if row["back"] != "0"]))


def _after(draft: CountyDraft, quarter: Period, days: int) -> date:
    """So many days after the quarter, or today where that is still to come."""
    return min(quarter.last + timedelta(days=days), draft.today)


def _inspections(draft: CountyDraft, quarter: Period, back: int) -> Iterator[Row]:
    chance = dice(f"inspection/{back}")
    left_out = {(breach.ledger, breach.subject) for breach in draft.breaches if not breach.inspected}
    for field, places in (("site", draft.tables["site"]), ("media", draft.tables["media"])):
        for place in places:
            failed = chance.randrange(_FAILS) == 0 and back > 0
            name = place["name"] if field == "site" else f"{place['platform']}/{place['name']}"
            yield {
                "period": quarter.name,
                "kind": InspectionKind.SPECIAL
                if back == 0 and (field, place["name"]) in left_out
                else InspectionKind.QUARTERLY,
                "name": place["name"],
                "site": None,
                "media": None,
                field: name,
                "unit": place["unit"],
                "result": InspectionResult.FAILED if failed else InspectionResult.PASSED,
                "grounds": chance.choice(_PROBLEMS if field == "site" else ("超过两周没有更新",)) if failed else None,
                "checked_on": _after(draft, quarter, 6),
                "back": f"{back}",
            }


def _bulletin(draft: CountyDraft, quarter: Period, back: int) -> Row:
    issued = back != 1 or all(breach.issued for breach in draft.breaches)
    return {
        "period": quarter.name,
        "title": f"关于{quarter.title}政府网站和政务新媒体检查情况的通报",
        "number": f"演示通报〔{quarter.last.year}〕{QUARTERS - back}号",
        "issued_on": _after(draft, quarter, 16) if issued else None,
    }


def _order(row: Row, ordered: date) -> Row:
    """Ordered with the inspection, answered, looked at again and closed within the week."""
    done = ordered + timedelta(days=_IN_TIME)
    return {
        "title": f"{row['name']}检查不合格",
        "unit": row["unit"],
        "period": row["period"],
        "site": row["site"],
        "media": row["media"],
        "problem": row["grounds"],
        "document": f"演示整改〔{ordered.year}〕{row['period']}",
        "ordered_on": ordered,
        "report": "已更新并建立提醒（演示）",
        "reported_on": done,
        "rechecked_on": done + timedelta(days=1),
        "closed_on": done + timedelta(days=1),
    }


def _cases(failed: list[Row]) -> Iterator[Row]:
    """One case a unit and quarter, decided and carried out."""
    known = set[tuple[object, object]]()
    for row in failed:
        key, on = (row["unit"], row["period"]), row["checked_on"]
        if key in known or not isinstance(on, date):
            continue
        known.add(key)
        yield {
            "title": f"{row['period']}检查不合格",
            "unit": row["unit"],
            "ground": CaseGround.FAILED_CHECK,
            "period": row["period"],
            "facts": row["grounds"],
            "proposed_on": on,
            "measures": "约谈、扣分",
            "decided_on": on + timedelta(days=1),
            "points": "1",
            "done_on": on + timedelta(days=3),
            "outcome": f"{OFFICE}约谈分管领导，已整改（演示）",
            "closed_on": on + timedelta(days=3),
        }
