"""Article 37, accounts: one named person on duty for each, no more rights than needed, changes filed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import by_id, done, holders, in_use, records, reference, serving
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.workflows.settings import read_settings

Place = tuple[str, int]
"""The ledger (site or media) and id of what an account opens."""


@dataclass(frozen=True)
class _Accounts:
    """The accounts in use on a day, with what belongs to them."""

    live: Sequence[Record]
    people: Mapping[int, Record]
    held_by: Mapping[int, int]
    """Who held each account on that day."""
    places: Mapping[Place, Record]
    units: Mapping[int, Record]

    def holder(self, account: Record) -> Record | None:
        return self.people.get(self.held_by.get(account.id, 0))

    def place(self, account: Record) -> Place:
        ledger = "site" if account.values["site"] is not None else "media"
        return ledger, reference(account, ledger) or 0

    def unit(self, account: Record) -> str:
        owner = self.places.get(self.place(account))
        return owner.names.get("unit", "") if owner else ""

    def at_home(self, account: Record, holder: Record) -> bool:
        """Whether the holder works in the account's unit, or in one that belongs to it."""
        owner, at = self.places.get(self.place(account)), reference(holder, "unit")
        unit = self.units.get(at or 0)
        return owner is None or reference(owner, "unit") in {at, reference(unit, "parent") if unit else None}

    def at_places(self) -> dict[Place, list[Record]]:
        """The accounts of each site and media account, the oldest first."""
        found: dict[Place, list[Record]] = defaultdict(list)
        for account in self.live:
            found[self.place(account)].append(account)
        for several in found.values():
            several.sort(key=lambda one: (str(one.values["opened_on"] or ""), one.id))
        return found


def _read(reader: Reader, as_of: date) -> _Accounts:
    return _Accounts(
        live=[one for one in records(reader, "account") if in_use(one, as_of)],
        people=by_id(reader, "person"),
        held_by=holders(reader, as_of),
        places={(name, one.id): one for name in ("site", "media") for one in records(reader, name)},
        units=by_id(reader, "unit"),
    )


def _holder(reader: Reader, as_of: date) -> Iterator[Flaw]:
    accounts = _read(reader, as_of)
    for account in accounts.live:
        unit, holder = accounts.unit(account), accounts.holder(account)
        if holder is None:
            message = "没有登记保管人；账户须专人专管，请登记保管人，没人使用的请停用"
            yield Flaw(account, message, unit)
        elif done(holder, "left_on", as_of):
            left = holder.day("left_on")
            message = f"保管人{safe(holder.title)}已于 {left} 离岗；请移交账户、更换口令并登记新的保管人"
            yield Flaw(account, message, unit, since=left)
        elif not serving(holder, as_of):
            message = f"保管人{safe(holder.title)} {holder.day('on_duty')} 才到岗；请核对保管人和到岗日期"
            yield Flaw(account, message, unit, severity="warning")
        elif not accounts.at_home(account, holder):
            message = (
                f"保管人{safe(holder.title)}在{safe(holder.names.get('unit', ''))}，不是账户所属的单位；请核对，或移交"
            )
            yield Flaw(account, message, unit, severity="warning")


def _real_name(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """Article 37 speaks of those who hold an account; of the others the registry is merely incomplete."""
    held_by = holders(reader, as_of)
    holding = {held_by.get(one.id) for one in records(reader, "account") if in_use(one, as_of)}
    for person in records(reader, "person"):
        if serving(person, as_of) and person.values["real_name"] != 1:
            holds = person.id in holding
            why = "持有后台账户，但" if holds else ""
            message = f"{why}没有实名登记；请核验身份后登记"
            yield Flaw(
                person,
                message,
                person.names.get("unit", ""),
                since=person.day("on_duty"),
                severity=None if holds else "warning",
            )


def _shared(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """One login that several people use; or, less grave, several accounts of one person in one place."""
    accounts = _read(reader, as_of)
    found: dict[int, Flaw] = {}
    for several in accounts.at_places().values():
        for account, first in _repeated(several, lambda one: str(one.values["login"] or "").casefold()):
            if accounts.held_by.get(account.id) != accounts.held_by.get(first.id):
                message = f"和“{safe(first.title)}”是同一个登录名，保管人却不同；一个账户只能一个人用，请各开各的"
                found[account.id] = Flaw(account, message, accounts.unit(account), since=account.day("opened_on"))
        for account, first in _repeated(several, lambda one: str(accounts.held_by.get(one.id) or "")):
            message = f"保管人在这里已有账户“{safe(first.title)}”；请按最小化原则只留一个"
            flaw = Flaw(account, message, accounts.unit(account), account.day("opened_on"), severity="warning")
            found.setdefault(account.id, flaw)
    yield from (found[key] for key in sorted(found))


def _repeated(several: Sequence[Record], key: Callable[[Record], str]) -> Iterator[tuple[Record, Record]]:
    """Each account whose key an older one has already, with that one; blank keys are none."""
    first: dict[str, Record] = {}
    for account in several:
        said = key(account)
        if said and first.setdefault(said, account) is not account:
            yield account, first[said]


def _privilege(reader: Reader, as_of: date) -> Iterator[Flaw]:
    accounts, most = _read(reader, as_of), read_settings(reader).admins_per_site
    found: dict[int, Flaw] = {}
    for several in accounts.at_places().values():
        admins = [one for one in several if one.values["privilege"] == "管理员"]
        for account in admins[most:]:
            others = "、".join(safe(one.title) for one in admins if one.id != account.id)
            message = (
                f"这里有 {len(admins)} 个管理员账户（另有{others}），本县规定最多 {most} 个；请停用多余的，或降低权限"
            )
            found[account.id] = Flaw(account, message, accounts.unit(account), since=account.day("opened_on"))
    yield from (found[key] for key in sorted(found))


def _unused(reader: Reader, as_of: date) -> Iterator[Flaw]:
    accounts, most = _read(reader, as_of), read_settings(reader).unused_days
    for account in accounts.live:
        used, opened, unit = account.day("used_on"), account.day("opened_on"), accounts.unit(account)
        if used is not None and (as_of - used).days > most:
            message = f"{used} 以来没有使用，已 {(as_of - used).days} 天，超过 {most} 天；不需要的请停用"
            yield Flaw(account, message, unit, since=used)
        elif used is None and (opened is None or (as_of - opened).days > most):
            message = "没有登记最近使用日期，看不出是否闲置；请核对后台的登录记录并补登"
            yield Flaw(account, message, unit, since=opened, severity="notice")


def _filing(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for person in records(reader, "person"):
        changed, filed = person.day("changed_on"), person.day("filed_on")
        if changed is None or changed > as_of:
            continue
        if filed is None or filed > as_of or filed < changed:
            before = f"，上次备案是 {filed}" if filed is not None and filed < changed else ""
            message = f"{changed} 姓名、手机号等有变动，还没有报县政府办公室备案{before}；请备案并登记日期"
            yield Flaw(person, message, person.names.get("unit", ""), since=changed)


RULES: tuple[Rule, ...] = (
    Rule("37.holder", 37, "violation", "account", "在用的后台账户都由在岗的人专管吗？", _holder),
    Rule("37.shared", 37, "violation", "account", "一个账户只有一个人用，一个人在一处只有一个账户吗？", _shared),
    Rule("37.privilege", 37, "violation", "account", "每个站点的管理员账户没有超过本县的上限吗？", _privilege),
    Rule("37.unused", 37, "warning", "account", "在用的账户最近都有人使用吗？", _unused),
    Rule("37.realname", 37, "violation", "person", "在岗人员都实名登记了吗？", _real_name),
    Rule("37.filing", 37, "violation", "person", "人员信息变动都报县政府办公室备案了吗？", _filing),
)
