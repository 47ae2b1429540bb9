"""What the demo county opened, closed and published: registers as offices keep them, each line in order."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.draft import CENTRE, OFFICE, CountyDraft, dice
from fjgov_tui.demo.people import EDITOR, units
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.agenda import PointLevel
from fjgov_tui.ledgers.changes import ChangeKind
from fjgov_tui.ledgers.release import Category, ConsentAnswer, Origin, SecrecyResult
from fjgov_tui.ledgers.sites import Platform

_TOPICS = ("惠民政策落实情况", "重点项目进展", "便民服务指南", "安全生产提示", "财政资金使用情况", "工作动态")
_SOURCES = (("中国政府网", "www.gov.cn", "党政机关"), ("重庆市人民政府网", "www.cq.gov.cn", "党政机关"))
_EVERY = 110
"""Days from one release of a unit to its next, where nobody asks for the real county's pace."""
A_YEAR = 7_000
"""Releases that the real county publishes in a year, by all of its units together."""
_FIRST = 10_000
"""The number before the first of those that stand beside the small county's."""
_PUBLISHED, _NEWEST = 2, 5
"""Days from formation to publication, and how long ago the newest published one was formed."""
_REPOSTED, _JOINT, _WITHDRAWN, _OPEN, _WITHHELD = 9, 13, 37, 8, 97
"""Every how many releases one is a repost, one is formed with another unit, one was withdrawn and published again
through its reviews; every how many units one is open; and every how many releases one is kept back."""


def draw_procedures(draft: CountyDraft) -> None:
    """Put down changes, sources, releases and consents."""
    draft.put("change", _changes(draft))
    draft.put("source", ({"name": name, "host": host, "kind": kind, "since": None} for name, host, kind in _SOURCES))
    releases = list(_releases(draft))
    draft.put("release", releases)
    draft.put("consent", _consents(draft))
    draft.put("key_point", _points(draft))


# --- 7 to 9 ----------------------------------------------------------------------------------------------------------

_SITE = {
    "consent_on": 600, "applied_on": 598, "reviewed_on": 590, "approved_on": 570, "police_on": 560, "tested_on": 550,
    "opened_on": 545, "announced_on": 544,
}  # fmt: skip
_MEDIA = {"consent_on": 700, "applied_on": 699, "approved_on": 690, "opened_on": 685, "certified_on": 680}
_CLOSED = {"consent_on": 400, "filed_on": 399, "announced_on": 398, "executed_on": 340, "closed_on": 339}
_REBUILT = {"consent_on": 130, "filed_on": 129, "executed_on": 127, "until_on": 110, "closed_on": 112}
_CHANGES = (
    ("开设网站", "旅游专题站（演示）", "县文化旅游委", _SITE),
    ("开设网站", "招商专题站（演示）", "县招商投资局", _SITE),
    ("开设网站", "防汛专题站（演示）", "县应急局", _SITE),
    ("开设新媒体", "草堂镇旧号（演示）", "草堂镇人民政府", _MEDIA),
    ("开设新媒体", "竹园镇旧号（演示）", "竹园镇人民政府", _MEDIA),
    ("关停", "草堂镇旧号（演示）", "草堂镇人民政府", _CLOSED),
    ("关停", "竹园镇旧号（演示）", "竹园镇人民政府", _CLOSED),
    ("关停", "县农业农村委演示号", "县农业农村委", _CLOSED),
    ("注销", "县教委旧号（演示）", "县教委", _CLOSED),
    ("关停", "县统计局旧号（演示）", "县统计局", _CLOSED),
    ("临时下线", "草堂镇子网站改版（演示）", "草堂镇人民政府", _REBUILT),
    ("临时下线", "竹园镇子网站改版（演示）", "竹园镇人民政府", _REBUILT),
    ("临时下线", "县教委子网站改版（演示）", "县教委", _REBUILT),
)


def _changes(draft: CountyDraft) -> Iterator[Row]:
    blank = dict.fromkeys((*_SITE, *_MEDIA, *_CLOSED, *_REBUILT, "media"))
    for number, (kind, title, unit, days) in enumerate(_CHANGES, 1):
        yield {
            **blank,
            "title": title,
            "kind": kind,
            "unit": unit,
            "platform": Platform.WEIBO if kind == ChangeKind.OPEN_MEDIA else None,
            "url": f"https://zhuanti-{'abc'[number - 1]}.example/" if kind == ChangeKind.OPEN_SITE else None,
            "reason": "工作需要（演示）",
            "approval": f"演示批〔2024〕{number}号" if kind.startswith("开设") else None,
            **{name: draft.ago(ago) for name, ago in days.items()},
        }


# --- 12 to 25 --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Desk:
    """Who takes which step in one unit."""

    unit: str
    editor: str
    deputy: str
    leader: str
    section: str
    since: int
    """Days ago since when all of them are there."""


def _desks(draft: CountyDraft) -> Iterator[_Desk]:
    for unit in (OFFICE, CENTRE, *(unit["单位"] for unit in units())):
        people = [draft.person(unit, role) for role in (EDITOR, "直接责任人", "第一责任人", "科室负责人")]
        came = [day for person in people if isinstance(day := person["on_duty"], date)]
        editor, deputy, leader, section = map(draft.called, people)
        yield _Desk(unit, editor, deputy, leader, section, min((draft.today - day).days for day in came))


def _releases(draft: CountyDraft) -> Iterator[Row]:
    chance, number = dice("releases"), 0
    desks = list(_desks(draft))
    for place, desk in enumerate(desks):
        for ago in range(min(desk.since - 1, 700), _NEWEST - 1, -_EVERY):
            number += 1
            row = _release(draft, desk, number, draft.ago(ago), chance.choice(tuple(Category)))
            yield row | _special(row, number, desks[place - 1])
        if place % _OPEN == 0:
            number += 1
            row = _release(draft, desk, number, draft.ago(3), Category.NEWS)
            for name in ("review3", "proof1", "proof2", "proof3"):
                row |= {f"{name}_by": None, f"{name}_on": None}
            yield row | {"published_on": None, "secrecy_by": None, "secrecy_on": None, "secrecy_result": None}
    yield from _at_real_pace(draft, desks)


def _at_real_pace(draft: CountyDraft, desks: Sequence[_Desk]) -> Iterator[Row]:
    """As many each day as the real county has, by the units whose people were there; none in the small county."""
    chance, days = dice("releases at the real pace"), draft.years * 365
    for number in range(draft.years * A_YEAR):
        ago = days - number * (days - _NEWEST) // max(1, draft.years * A_YEAR - 1)
        there = [place for place, desk in enumerate(desks) if desk.since > ago]
        if there:
            place = there[number % len(there)]
            row = _release(draft, desks[place], _FIRST + number + 1, draft.ago(ago), chance.choice(tuple(Category)))
            yield row | _special(row, _FIRST + number + 1, desks[place - 1])


def _special(row: Row, number: int, other: _Desk) -> Row:
    """In what one of several differs: reposted, withdrawn and published again, formed with another unit."""
    if number % _REPOSTED == 0:
        return {"origin": Origin.REPOSTED, "source": _SOURCES[number % 2][0]}
    if number % _WITHDRAWN == 0:
        return _again(row)
    if number % _WITHHELD == 0:
        return _kept_back(row)
    return {"joint": other.unit} if number % _JOINT == 0 else {}


def _release(draft: CountyDraft, desk: _Desk, number: int, formed: date, category: str) -> Row:
    topic = _TOPICS[number % len(_TOPICS)]
    row: Row = {
        "title": f"{topic}（信息{number:05d}）",
        "unit": desk.unit,
        "formed_on": formed,
        "category": category,
        "text": f"{desk.unit}{topic}。\n本条为演示内容，不涉及真实事项。",
        "origin": Origin.OWN,
        "source": None,
        "joint": None,
        "secrecy_result": SecrecyResult.OPEN,
        "deidentified": None,
        "note": None,
        "published_on": formed + timedelta(days=_PUBLISHED),
        "withdrawn_on": None,
        "withdrawn_why": None,
    }
    steps = (
        ("review1", desk.editor, 0), ("review2", desk.deputy, 1), ("review3", desk.leader, 1),
        ("secrecy", desk.editor, 1), ("proof1", desk.editor, 2), ("proof2", desk.section, 2),
        ("proof3", desk.deputy, 2),
    )  # fmt: skip
    for name, person, after in steps:
        row |= {f"{name}_by": person, f"{name}_on": formed + timedelta(days=after)}
    return row


def _again(row: Row) -> Row:
    """Withdrawn on the day after it was formed; reviewed, proofed and published after that."""
    later: Row = {
        name: day + timedelta(days=2)
        for name, day in row.items()
        if isinstance(day, date) and name not in {"formed_on", "withdrawn_on"}
    }
    formed = row["formed_on"]
    withdrawn = formed + timedelta(days=1) if isinstance(formed, date) else None
    return later | {"withdrawn_on": withdrawn, "withdrawn_why": "表述不准确"}


def _kept_back(row: Row) -> Row:
    """Not public after its secrecy review, and so refused by the head: `signing` writes that down."""
    steps = ("review3", "proof1", "proof2", "proof3")
    later: Row = dict.fromkeys(f"{name}_{what}" for name in steps for what in ("by", "on"))
    basis = "依据工作秘密清单第三项（演示）"
    return {**later, "published_on": None, "secrecy_result": SecrecyResult.CLOSED, "note": basis}


_POINTS = ("重大民生项目进展", "财政资金直达情况", "养老服务机构信息", "义务教育招生政策", "行政处罚结果")


def _points(draft: CountyDraft) -> Iterator[Row]:
    """Key points of late, one a unit, done in time; and those of the year before."""
    places = [unit["单位"] for unit in units()]
    for number, title in enumerate(_POINTS):
        for words, due in ((title, draft.ago(20 + 10 * number)), (f"{title}（上年）", draft.ago(385 + 10 * number))):
            yield {
                "year": due.year,
                "title": words,
                "unit": places[number],
                "level": PointLevel.CITY,
                "document": f"渝府办发〔{due.year}〕18号（演示）",
                "due_on": due,
                "done_on": due - timedelta(days=12),
            }


def _consents(draft: CountyDraft) -> Iterator[Row]:
    for row in draft.tables["release"]:
        formed = row["formed_on"]
        if row["joint"] and isinstance(formed, date):
            yield {
                "release": row["title"],
                "unit": str(row["joint"]).split("、")[0],
                "asked_on": formed,
                "answered_on": formed + timedelta(days=1),
                "answer": ConsentAnswer.AGREED,
                "document": "会签函（演示）",
            }
