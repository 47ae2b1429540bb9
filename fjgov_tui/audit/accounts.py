"""Article 37, accounts: one named person on duty for each, no more rights than needed, changes filed."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from fjgov_tui.audit.facts import Facts, accounts_in_use, serving_people
from fjgov_tui.audit.forms import Duplicate, Each, FirstOf, Missing, Overdue
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import begun, done, reference
from fjgov_tui.observed.freshness import Limit
from fjgov_tui.text import safe

Place = tuple[str, int]
"""The ledger (site or media) and id of what an account opens."""


def place_of(account: Record) -> Place:
    """What an account opens."""
    ledger = "site" if account.values["site"] is not None else "media"
    return ledger, reference(account, ledger) or 0


def _holder_of(facts: Facts, account: Record) -> Record | None:
    """Who held it on that day."""
    return facts.by_id("person").get(facts.holders.get(account.id, 0))


def _at_home(facts: Facts, account: Record, holder: Record) -> bool:
    """Whether the holder works in the account's unit, or in one that belongs to it."""
    ledger, place = place_of(account)
    owner, unit = facts.by_id(ledger).get(place), facts.follow(holder, "unit")
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
        return Violation(account, message, severity="warning")
    if not _at_home(facts, account, holder):
        unit = safe(holder.names.get("unit", ""))
        message = f"保管人{safe(holder.title)}在{unit}，不是账户所属的单位；请核对，或移交"
        return Violation(account, message, severity="warning")
    return None


def _holding(facts: Facts) -> frozenset[int]:
    """The people who held an account in use on that day."""
    return frozenset(facts.holders[one.id] for one in accounts_in_use(facts) if one.id in facts.holders)


def _real_name(facts: Facts, person: Record) -> Violation | None:
    """Article 37 speaks of those who hold an account; of the others the registry is merely incomplete."""
    if person.values["real_name"] == 1:
        return None
    holds = person.id in facts.of(_holding)
    message = f"{'持有后台账户，但' if holds else ''}没有实名登记；请核验身份后登记"
    return Violation(person, message, since=person.day("on_duty"), severity=None if holds else "warning")


def _login(account: Record) -> tuple[Place, str] | None:
    login = str(account.values["login"] or "").casefold()
    return (place_of(account), login) if login else None


def _person_and_place(facts: Facts, account: Record) -> Hashable | None:
    holder = facts.holders.get(account.id)
    return (place_of(account), holder) if holder else None


_SECOND = Duplicate(
    key=_person_and_place, severity="warning", message="保管人在这里已有账户“{other}”；请按最小化原则只留一个"
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
    most, places = facts.settings.admins_per_site, defaultdict[Place, list[Record]](list)
    for account in oldest_first(accounts):
        if account.values["privilege"] == "管理员":
            places[place_of(account)].append(account)
    above = dict(_above(places, most))
    yield from (above[account_id] for account_id in sorted(above))


def _above(places: Mapping[Place, Sequence[Record]], most: int) -> Iterator[tuple[int, Violation]]:
    for admins in places.values():
        for account in admins[most:]:
            others = "、".join(safe(admin.title) for admin in admins if admin.id != account.id)
            message = (
                f"这里有 {len(admins)} 个管理员账户（另有{others}），本县规定最多 {most} 个；请停用多余的，或降低权限"
            )
            yield account.id, Violation(account, message, since=account.day("opened_on"))


def _unused_limit(facts: Facts, account: Record) -> Limit:
    return Limit(days=facts.settings.unused_days)


def _opened_long_ago(facts: Facts, account: Record) -> bool:
    opened = account.day("opened_on")
    return opened is None or (facts.as_of - opened).days > facts.settings.unused_days


def _filing(facts: Facts, person: Record) -> Violation | None:
    changed, filed = person.day("changed_on"), person.day("filed_on")
    if changed is None or changed > facts.as_of:
        return None
    if filed is not None and changed <= filed <= facts.as_of:
        return None
    before = f"，上次备案是 {filed}" if filed is not None and filed < changed else ""
    message = f"{changed} 姓名、手机号等有变动，还没有报县政府办公室备案{before}；请备案并登记日期"
    return Violation(person, message, since=changed)


RULES: tuple[Rule, ...] = (
    Rule("37.holder", "violation", "account", "在用的后台账户都由在岗的人专管吗？", Each(_holder), accounts_in_use),
    Rule(
        "37.shared", "violation", "account", "一个账户只有一个人用，一个人在一处只有一个账户吗？", _shared,
        accounts_in_use,
    ),
    Rule(
        "37.privilege", "violation", "account", "每个站点的管理员账户没有超过本县的上限吗？", _privilege,
        accounts_in_use,
    ),
    Rule(
        "37.unused", "warning", "account", "在用的账户最近都有人使用吗？",
        FirstOf(
            (
                Overdue(
                    last="used_on", within=_unused_limit,
                    message="{last} 以来没有使用，已 {days} 天，超过 {limit}；不需要的请停用",
                ),
                Missing(
                    fields=("used_on",), since="opened_on", applies=_opened_long_ago, severity="notice", judged=False,
                    message="没有登记最近使用日期，看不出是否闲置；请核对后台的登录记录并补登",
                ),
            )
        ),
        accounts_in_use,
    ),
    Rule("37.realname", "violation", "person", "在岗人员都实名登记了吗？", Each(_real_name), serving_people),
    Rule("37.filing", "violation", "person", "人员信息变动都报县政府办公室备案了吗？", Each(_filing)),
)  # fmt: skip
