"""How passwords were changed in the demo county, and who handed over to whom: two years of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.draft import CENTRE, CountyDraft, dice
from fjgov_tui.demo.places import subsite
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.rotation import RotationReason
from fjgov_tui.ledgers.safety import LengthBasis

YEARS = 730
"""Days for which changes are registered."""
SHORTEST, LONGEST = 45, 58
"""Days between two changes: the two months of article 37 are never shorter than 59 days."""


@dataclass(frozen=True)
class Leaver:
    """Somebody who has left, and what she held."""

    row: Row
    days: int
    """Days since she left."""
    account: str
    """The account that she handed over; empty where she had none."""


def leavers(draft: CountyDraft) -> list[Leaver]:
    """Those who have left, as they were drawn."""
    gone = []
    for row in draft.tables["person"]:
        left = row["left_on"]
        if isinstance(left, date):
            unit = str(row["unit"])
            account = "" if unit == CENTRE else f"{subsite(unit)}-编辑"
            gone.append(Leaver(row, (draft.today - left).days, account))
    return gone


def draw_passwords(draft: CountyDraft) -> None:
    """Put down handovers, their items, and every change of a password; accounts come before."""
    gone = leavers(draft)
    draft.put("handover", (_handover(draft, leaver) for leaver in gone))
    draft.put("handover_item", (_item(draft, leaver) for leaver in gone if leaver.account))
    draft.put("rotation", _rotations(draft, {leaver.account: leaver for leaver in gone}))


def _taker(draft: CountyDraft, leaver: Leaver) -> str:
    return draft.called(draft.person(str(leaver.row["unit"]), "网站管理员"))


def _handover(draft: CountyDraft, leaver: Leaver) -> Row:
    return {
        "leaver": draft.called(leaver.row),
        "left_on": draft.ago(leaver.days),
        "taker": _taker(draft, leaver),
        "pledge_on": draft.ago(leaver.days),
        "filed_on": draft.ago(leaver.days - 2),
        "closed_on": draft.ago(leaver.days - 3),
    }


def _item(draft: CountyDraft, leaver: Leaver) -> Row:
    return {"handover": draft.called(leaver.row), "account": leaver.account, "taker": _taker(draft, leaver)}


def _rotations(draft: CountyDraft, gone: Mapping[str, Leaver]) -> Iterator[Row]:
    chance = dice("rotations")
    people = {draft.called(row): row for row in draft.tables["person"]}
    for account in draft.tables["account"]:
        last, opened = account["rotated_on"], account["opened_on"]
        # The register takes no changes of accounts that are out of use.
        if account["state"] == "停用" or not isinstance(last, date) or not isinstance(opened, date):
            continue
        leaver = gone.get(str(account["name"]))
        span = (draft.today - last).days, (draft.today - opened).days
        for age in _ages(span, leaver.days if leaver else 0, chance):
            before = leaver is not None and age > leaver.days
            holder = leaver.row if leaver and before else people.get(str(account["holder"]))
            handed = leaver is not None and age == leaver.days
            reason = (
                RotationReason.FIRST
                if age == span[1]
                else RotationReason.HANDOVER
                if handed
                else RotationReason.PERIODIC
            )
            yield _rotation(draft, account, age, reason, holder, chance)


def _ages(span: tuple[int, int], left: int, chance: Random) -> Iterator[int]:
    """Days since each change, the newest first; one of them on the day on which the account was handed over."""
    age, opened = span
    while age < min(opened, YEARS):
        yield age
        following = age + chance.randint(SHORTEST, LONGEST)
        age = left if age < left < following else following
    if opened <= YEARS:
        yield opened


def _rotation(draft: CountyDraft, account: Row, age: int, reason: str, holder: Row | None, chance: Random) -> Row:
    """The newest change says what the account itself says; of the older ones most rest on a promise."""
    day = draft.ago(age)
    newest = day == account["rotated_on"]
    basis = (
        account["length_basis"]
        if newest
        else chance.choice((LengthBasis.ATTESTED, LengthBasis.ATTESTED, LengthBasis.ATTESTED, LengthBasis.CHECKED))
    )
    return {
        "account": account["name"],
        "on": day,
        "by": draft.called(holder) if holder is not None and _serving(holder, day) else None,
        "length": account["length"] if newest else chance.randint(10, 14),
        "basis": basis,
        "strength": chance.randint(3, 4) if basis == LengthBasis.CHECKED else None,
        "reason": reason,
        "witness": "演见证" if reason == RotationReason.HANDOVER else None,
    }


def _serving(person: Row, day: date) -> bool:
    came, left = person["on_duty"], person["left_on"]
    return isinstance(came, date) and came <= day and not (isinstance(left, date) and left <= day)
