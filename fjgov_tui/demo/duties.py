"""What people of the demo county do: hold back-end accounts, change their passwords, attend training."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.demo.draft import CENTRE, OFFICE, PORTAL, CountyDraft, dice, rows_of
from fjgov_tui.demo.passwords import leavers
from fjgov_tui.demo.people import DEPUTY, EDITOR, LEADER
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.safety import LengthBasis

NEWEST, OLDEST = 3, 56
"""Days since a password was changed: the two months of article 37 are never shorter than 59 days."""


def draw_duties(draft: CountyDraft) -> None:
    """Put down back-end accounts, training sessions and who attended them."""
    draft.put("account", _accounts(draft))
    draft.put("training", _sessions(draft))
    draft.put("attendance", _attendance(draft))


def _holders(draft: CountyDraft) -> Iterator[tuple[str, Row, Row, str]]:
    """Name, site or media account, holder and privilege of every account in use."""
    for site in draft.tables["site"]:
        if site["name"] == PORTAL:
            for privilege, unit, role in (
                ("管理员", CENTRE, "网站管理员"),
                ("审核", OFFICE, "科室负责人"),
                ("编辑", CENTRE, EDITOR),
                ("备用管理员", OFFICE, "网站管理员"),
            ):
                yield f"{site['name']}-{privilege}", site, draft.person(unit, role), privilege.removeprefix("备用")
        else:
            holder = draft.person(str(site["unit"]), "网站管理员")
            yield f"{site['name']}-编辑", site, holder, "编辑"
    for media in draft.tables["media"]:
        unit = str(media["unit"])
        holder = draft.person(CENTRE, "新媒体运维") if unit == OFFICE else draft.person(unit, EDITOR)
        yield f"{media['platform']}-{media['name']}", media, holder, "管理员"


def _accounts(draft: CountyDraft) -> Iterator[Row]:
    chance = dice("accounts")
    handed = {leaver.account: leaver.days for leaver in leavers(draft)}
    for number, (name, place, holder, privilege) in enumerate(_holders(draft), 1):
        on_media = "platform" in place
        begun = [day for day in (holder["on_duty"], place["opened_on"]) if isinstance(day, date)]
        yield {
            "name": name,
            "site": None if on_media else place["name"],
            "media": f"{place['platform']}/{place['name']}" if on_media else None,
            "login": f"demo{number:04d}",
            "holder": draft.called(holder),
            "privilege": privilege,
            "opened_on": max(begun),
            "rotated_on": draft.ago(chance.randint(NEWEST, min(OLDEST, handed.get(name, OLDEST)))),
            "length": chance.randint(10, 16),
            "length_basis": LengthBasis.CHECKED,
            "used_on": draft.ago(chance.randint(0, 9)),
            "state": "正常",
        }
    for number in (1, 2):
        yield {
            "name": f"旧平台账户{number}",
            "site": PORTAL,
            "media": None,
            "login": f"old{number:04d}",
            "holder": None,
            "privilege": "采编",
            "opened_on": draft.ago(2000),
            "rotated_on": draft.ago(800),
            "length": 10,
            "length_basis": LengthBasis.CHECKED,
            "used_on": draft.ago(790),
            "state": "停用",
        }


def _sessions(draft: CountyDraft) -> Iterator[Row]:
    for row in rows_of("training.csv"):
        days = int(row["天数"])
        yield {
            "name": row["名称"],
            "held_on": draft.ago(days),
            "form": row["形式"],
            "topics": row["内容"],
            "organiser": OFFICE,
            "hours": int(row["学时"]),
            "place": "线上" if row["形式"] in {"线上培训", "录制视频"} else "演示会议室",
        }


def _attendance(draft: CountyDraft) -> Iterator[Row]:
    """Everybody who does the work attends an induction first and each county-wide session afterwards."""
    names = {int(row["天数"]): row["名称"] for row in rows_of("training.csv")}
    only = {
        (breach.subject, breach.where.get("unit")): breach.attended
        for breach in draft.breaches
        if breach.attended is not None
    }
    for person in draft.tables["person"]:
        if person["roles"] in {LEADER, DEPUTY}:
            continue
        sessions = only.get((str(person["name"]), str(person["unit"])), _sessions_of(draft, person))
        for days in sessions:
            tagged = f"{person['unit']}/{person['tag']}/{person['name']}"
            yield {
                "training": names[days],
                "unit": person["unit"],
                "person": tagged if person["tag"] else person["name"],
                "passed": "是",
            }


def _sessions_of(draft: CountyDraft, person: Row) -> list[int]:
    start, end = person["on_duty"], person["left_on"] or draft.today
    attended, induction = [], 0
    for row in rows_of("training.csv"):
        days = int(row["天数"])
        day = draft.ago(days)
        if row["岗前"] and isinstance(start, date) and day <= start:
            induction = days
        elif not row["岗前"] and isinstance(start, date) and isinstance(end, date) and start <= day <= end:
            attended.append(days)
    return [induction, *attended]
