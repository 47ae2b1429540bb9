"""What went wrong in the demo county and how it was handled: incidents and public opinion, in order and time."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from fjgov_tui.demo.draft import OFFICE, CountyDraft
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.incidents import Grade, IncidentKind, IncidentSource, IncidentVerdict, NoticeWay
from fjgov_tui.ledgers.opinions import OpinionDegree, OpinionOutcome
from fjgov_tui.ledgers.severity import Degree
from fjgov_tui.ledgers.sites import Platform

SMALL, YEARLY = 14, 60
"""Incidents of the small county, and of each year of a large one."""
OPINIONS, OPINIONS_YEARLY = 6, 12
_GRAVE = 13
"""The number of the one that was reported upward, as it has to be."""
_EVERY = 20
"""Days from one incident of the small county to the next."""
_FOUND = (
    IncidentSource.SUPERIOR, IncidentSource.PATROL, IncidentSource.PUBLIC, IncidentSource.OWN_FIND,
)  # fmt: skip
_TOPICS = ("停水", "学校食堂", "道路施工", "征地补偿", "公交停运", "景区门票")


def draw_incidents(draft: CountyDraft) -> None:
    """Put down incidents and opinions; all of them were closed."""
    draft.put("incident", _incidents(draft))
    draft.put("opinion", _opinions(draft))


def _spread(draft: CountyDraft, small: int, yearly: int, every: int) -> Iterator[tuple[int, datetime]]:
    """The small county's first, then as many more as the years have, from the oldest on."""
    for number in range(small):
        yield number, datetime.combine(draft.ago(6 + every * number), time(9 + number % 8, 7 * number % 60, 11))
    more, days = draft.years * yearly - small, draft.years * 365
    for place in range(max(0, more)):
        number, ago = small + place, days - place * (days - 5) // max(1, more)
        yield number, datetime.combine(draft.ago(ago), time(8 + number % 11, 13 * number % 60, number % 60))


def _incidents(draft: CountyDraft) -> Iterator[Row]:
    sites = draft.tables["site"]
    for number, moment in _spread(draft, SMALL, YEARLY, _EVERY):
        site, source = sites[1 + number * 5 % (len(sites) - 1)], _FOUND[number % len(_FOUND)]
        row: Row = {
            "title": f"{site['name']}：表述有误（处置{number + 1:03d}）",
            "kind": IncidentKind.CONTENT,
            "severity": Degree.VIOLATION,
            "source": source,
            "site": site["name"],
            "unit": site["unit"],
            "found_at": moment,
            "evidence": "正文一处表述有误（演示）",
        }
        if number % 10 == 9:
            yield row | {"title": f"{site['name']}：打不开（处置{number + 1:03d}）"} | _fault(moment)
        else:
            yield row | (_own(moment) if source == IncidentSource.OWN_FIND else _from_others(moment, number))


def _from_others(moment: datetime, number: int) -> Row:
    """Told to the unit after twenty minutes, gone within the hour that runs from there, to the last second of it."""
    handled = 1200 + (3600 if number == 1 else 600 + 97 * number % 2400)
    after = {
        "verified_at": 600, "notified_at": 1200, "leader_at": 2400, "judged_at": 4200, "handled_at": handled,
        "rechecked_at": handled + 900, "closed_at": 18_000,
    }  # fmt: skip
    grave = number == _GRAVE
    return _moments(moment, after) | {
        "verdict": IncidentVerdict.REAL,
        "notified_how": NoticeWay.PHONE,
        "notified_to": "值班员",
        "answered": True,
        "disposal": "已通知单位删除（演示）",
        "grade": Grade.LARGER if grave else Grade.COMMON,
        "grade_reason": "转发较多（演示）" if grave else "影响小，当天删除（演示）",
        "provincial_at": moment + timedelta(hours=2) if grave else None,
        "summary_on": (moment + timedelta(days=20)).date() if grave else None,
        "root_cause": "校对不细；已补校对（演示）",
    }


def _own(moment: datetime) -> Row:
    moments = _moments(moment, {"handled_at": 1500, "rechecked_at": 2400, "closed_at": 7200})
    return moments | {"root_cause": "录入有误；已改（演示）"}


def _fault(moment: datetime) -> Row:
    moments = _moments(moment, {"handled_at": 5400, "closed_at": 6000})
    return moments | {
        "kind": IncidentKind.UNREACHABLE,
        "source": IncidentSource.MONITOR,
        "evidence": "状态码 502（演示）",
    }


def _moments(moment: datetime, after: dict[str, int]) -> Row:
    return {name: moment + timedelta(seconds=seconds) for name, seconds in after.items()}


def _opinions(draft: CountyDraft) -> Iterator[Row]:
    people = [row for row in draft.tables["person"] if row["unit"] == OFFICE and not row["left_on"]]
    units = [str(row["name"]) for row in draft.tables["unit"] if row["name"] != OFFICE]
    for number, moment in _spread(draft, OPINIONS, OPINIONS_YEARLY, 35):
        grave = number % 6 == 5
        yield {
            "title": f"网传{_TOPICS[number % len(_TOPICS)]}的说法（舆情{number + 1:03d}）",
            "degree": OpinionDegree.GRAVE if grave else OpinionDegree.USUAL,
            "unit": units[number * 7 % len(units)],
            "platform": Platform.WEIBO,
            "found_at": moment,
            "found_by": draft.called(people[-1]),
            "facts": "经核实与事实不符（演示）",
            "response": "在门户网站发布情况说明（演示）",
            "briefed_to": "主要负责人、有关单位（演示）",
            "outcome": OpinionOutcome.CLARIFIED,
            "follow_up": "两天后讨论平息（演示）",
            **_moments(
                moment,
                {
                    "reported_at": 1200, "checked_at": 5400, "responded_at": 14_400 if grave else 72_000,
                    "briefed_at": 75_600, "closed_at": 259_200,
                },
            ),
        }  # fmt: skip
