"""Article 37, accounts: one named person on duty for each, no more rights than needed, changes filed."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.articles import in_force
from fjgov_tui.audit.facts import (
    Facts,
    accounts_in_use,
    accounts_of_running,
    closed,
    place_of,
    serving_people,
)
from fjgov_tui.audit.forms import Duplicate, Each
from fjgov_tui.audit.leaving import handovers_begun
from fjgov_tui.audit.model import REGULATION, Observation, Rule, Violation
from fjgov_tui.ciphertext import likeness
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import begun, done, reference
from fjgov_tui.ledgers.safety import Privilege
from fjgov_tui.ledgers.settings import ADMINS, UNUSED
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.settings import CountyLimit
from fjgov_tui.workflows.training import works

Place = tuple[str, int]
"""The ledger (site or media) and id of what an account opens."""


def _place(account: Record) -> Place:
    ledger = "site" if account.values["site"] is not None else "media"
    return ledger, reference(account, ledger) or 0


def _holder_of(facts: Facts, account: Record) -> Record | None:
    """Who held it on that day."""
    return facts.by_id("person").get(facts.holders.get(account.id, 0))


def _at_home(facts: Facts, account: Record, holder: Record) -> bool:
    """Whether the holder works in the account's unit, or in one that belongs to it."""
    owner, unit = place_of(facts, account), facts.follow(holder, "unit")
    parent = reference(unit, "parent") if unit else None
    return owner is None or reference(owner, "unit") in {reference(holder, "unit"), parent}


def _holder(facts: Facts, account: Record) -> Violation | None:
    holder = _holder_of(facts, account)
    if holder is None:
        return Violation(account, "没有登记保管人；账户须专人专管，请登记保管人，没人使用的请停用")
    if done(holder, "left_on", facts.as_of):
        left = holder.day("left_on")
        message = f"保管人{safe(holder.title)}已于 {left} 离岗；请移交账户、更换口令并登记新的保管人"
        return Violation(account, message, since=left)
    if not begun(holder, "on_duty", facts.as_of):
        message = f"保管人{safe(holder.title)} {holder.day('on_duty')} 才到岗；请核对保管人和到岗日期"
        return Violation(account, message, severity=Severity.WARNING)
    if not _at_home(facts, account, holder):
        unit = safe(holder.names.get("unit", ""))
        message = f"保管人{safe(holder.title)}在{unit}，不是账户所属的单位；请核对，或移交"
        return Violation(account, message, severity=Severity.WARNING)
    return None


def _holding(facts: Facts) -> frozenset[int]:
    """The people who held an account in use on that day."""
    return frozenset(facts.holders[record.id] for record in accounts_in_use(facts) if record.id in facts.holders)


def _real_name(facts: Facts, person: Record) -> Violation | None:
    """Article 37 speaks of those who hold an account; of the others the registry is merely incomplete."""
    if person.values["real_name"] == 1:
        return None
    holds = person.id in facts.of(_holding)
    message = f"{'持有后台账户，但' if holds else ''}没有实名登记；请核验身份后登记"
    return Violation(person, message, since=person.day("on_duty"), severity=None if holds else Severity.WARNING)


def _login(account: Record) -> tuple[Place, str] | None:
    login = likeness(account.text("login"))
    return (_place(account), login) if login else None


def _side_by_side(facts: Facts) -> Mapping[Place, int]:
    """How many accounts in use open each place."""
    return Counter(_place(account) for account in accounts_of_running(facts))


def _login_known(facts: Facts, account: Record) -> str:
    """Where there are several accounts, who uses one with whom is told by their logins alone."""
    if account.values["login"] or facts.of(_side_by_side)[_place(account)] == 1:
        return ""
    return "没有登记登录名，是不是和别人共用无法核对"


def _person_and_place(facts: Facts, account: Record) -> Hashable | None:
    holder = facts.holders.get(account.id)
    return (_place(account), holder) if holder else None


_SECOND = Duplicate(
    key=_person_and_place, severity=Severity.WARNING, message="保管人在这里已有账户“{other}”；请按最小化原则只留一个"
)


def _shared(facts: Facts, accounts: Sequence[Record]) -> Iterator[Violation]:
    """One login that several people use; or, less grave, several accounts of one person in one place."""
    first: dict[tuple[Place, str], Record] = {}
    shared: dict[int, Violation] = {}
    for account in oldest_first(accounts):
        login = _login(account)
        other = account if login is None else first.setdefault(login, account)
        if other is not account and facts.holders.get(account.id) != facts.holders.get(other.id):
            message = f"和“{safe(other.title)}”是同一个登录名，保管人却不同；一个账户只能一个人用，请各开各的"
            shared[account.id] = Violation(account, message, since=account.day("opened_on"))
    second = {violation.record.id: violation for violation in _SECOND(facts, accounts)}
    both = second | shared
    yield from (both[account_id] for account_id in sorted(both))


def oldest_first(accounts: Sequence[Record]) -> list[Record]:
    """Accounts by the day on which they were opened; an unknown day comes first."""
    return sorted(accounts, key=lambda account: (str(account.values["opened_on"] or ""), account.id))


def _privilege(facts: Facts, accounts: Sequence[Record]) -> Iterator[Violation]:
    places = defaultdict[Place, list[Record]](list)
    for account in oldest_first(accounts):
        if account.values["privilege"] == Privilege.ADMINISTRATOR:
            places[_place(account)].append(account)
    above = dict(_above(places, facts.limit(ADMINS)))
    yield from (above[account_id] for account_id in sorted(above))


def _above(places: Mapping[Place, Sequence[Record]], limit: CountyLimit) -> Iterator[tuple[int, Violation]]:
    for admins in places.values():
        for account in admins[limit.value :]:
            others = "、".join(safe(admin.title) for admin in admins if admin.id != account.id)
            message = (
                f"这里有 {len(admins)} 个管理员账户（另有{others}），最多 {limit.value} 个（{limit.source}）；"
                "请停用多余的，或降低权限"
            )
            severity: Severity | None = None if limit.document else Severity.WARNING
            yield account.id, Violation(account, message, since=account.day("opened_on"), severity=severity)


def _not_needed(facts: Facts, account: Record) -> Violation | None:
    """Accounts of what has been closed, and accounts that nobody uses: article 37 wants as few as possible."""
    place, limit = place_of(facts, account), facts.limit(UNUSED)
    if place is not None and closed(place, facts.as_of):
        day = place.day("closed_on")
        state = place.text("state").removeprefix("已")
        message = f"“{safe(place.title)}”已{state}{f'（{day}）' if day else ''}，账户还在用；请停用账户"
        return Violation(account, message, since=day, severity=Severity.WARNING)
    used, opened = account.day("used_on"), account.day("opened_on")
    days = (facts.as_of - used).days if used is not None else 0
    if used is not None and days > limit.value:
        message = f"{used} 以来没有使用，已 {days} 天，超过 {limit.value} 天（{limit.source}）；不需要的请停用"
        severity: Severity | None = None if limit.document else Severity.WARNING
        return Violation(account, message, since=used + timedelta(days=limit.value + 1), severity=severity)
    if days < 0:
        return Violation(account, f"只留有最近一次使用（{used}），{facts.as_of} 用没用过无法核对", judged=False)
    if used is None and (opened is None or (facts.as_of - opened).days > limit.value):
        message = "没有登记最近使用日期，是否闲置无法核对；请核对后台的登录记录并补登"
        return Violation(account, message, judged=False)
    return None


def _filing(facts: Facts, person: Record) -> Violation | None:
    """Whoever comes, changes or leaves is filed with the county office on that day or later, each time."""
    filed, missing = person.day("filed_on"), list[tuple[date, str]]()
    for day, what in _changes(facts, person):
        if filed is not None and day <= filed <= facts.as_of:
            continue
        if filed is not None and any(facts.as_of < later <= filed for later in _later_changes(facts, person)):
            message = f"只留有最近一次备案（{filed}），{day} {what}备没备案无法核对"
            return Violation(person, message, judged=False)
        missing.append((day, what))
    bound = [(day, what) for day, what in missing if day >= in_force(REGULATION)] or missing
    if not bound:
        return None
    named = "，".join(f"{day} {what}" for day, what in bound)
    before = f"，上次备案是 {filed}" if filed is not None and filed < bound[-1][0] else ""
    message = f"{named}，还没有报县政府办公室备案{before}；请把姓名、手机号等报备案并登记日期"
    return Violation(person, message, since=bound[0][0], on=bound[0][0])


def _arrival_known(facts: Facts, person: Record) -> str:
    """Who does the work came one day, and was filed or not: where neither stands there, nobody knows."""
    known = person.values["on_duty"] or person.values["filed_on"]
    return "" if known or not works(person, person.id in facts.of(_holding)) else "没有登记到岗日期，也没有备案日期"


def _changes(facts: Facts, person: Record) -> list[tuple[date, str]]:
    """What has to be filed about somebody up to that day, oldest first; what a handover has filed is left out."""
    days = list[tuple[date, str]]()
    came, changed, left = person.day("on_duty"), person.day("changed_on"), person.day("left_on")
    if came is not None and works(person, person.id in facts.of(_holding)):
        days.append((came, "到岗"))
    if changed is not None:
        days.append((changed, "姓名、手机号等有变动"))
    if left is not None and (person.id, left) not in facts.of(_leaving_filed):
        days.append((left, "离岗"))
    return sorted((day, what) for day, what in days if day <= facts.as_of)


def _later_changes(facts: Facts, person: Record) -> list[date]:
    days = (person.day(name) for name in ("on_duty", "changed_on", "left_on"))
    return [day for day in days if day is not None and day > facts.as_of]


def _leaving_filed(facts: Facts) -> frozenset[tuple[int, date]]:
    """People and leaving days whose filing stands in the handover."""
    filed = (handover for handover in facts.of(handovers_begun) if handover.done_on("filed") is not None)
    return frozenset((handover.leaver_id, handover.left_on) for handover in filed)


RULES: tuple[Rule, ...] = (
    Rule(
        "37.holder", Severity.VIOLATION, "account", "在用的后台账户都由在岗的人专管吗？", Each(_holder),
        accounts_of_running,
    ),
    Rule(
        "37.shared", Severity.VIOLATION, "account", "一个账户只有一个人用，一个人在一处只有一个账户吗？", _shared,
        accounts_of_running, (Observation("登录名", _login_known),),
    ),
    Rule(
        "37.privilege", Severity.VIOLATION, "account", "每个站点的管理员账户没有超过本县的上限吗？", _privilege,
        accounts_of_running,
    ),
    Rule(
        "37.unused", Severity.VIOLATION, "account", "在用的账户都还需要、最近都有人使用吗？", Each(_not_needed),
        accounts_in_use,
    ),
    Rule("37.realname", Severity.VIOLATION, "person", "在岗人员都实名登记了吗？", Each(_real_name), serving_people),
    Rule(
        "37.filing", Severity.VIOLATION, "person", "人员到岗、变动、离岗都报县政府办公室备案了吗？", Each(_filing),
        rests_on=(Observation("到岗日期", _arrival_known),),
    ),
)  # fmt: skip
