"""The facts that rules judge: the county's ledgers as of a day, each read once however many rules ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import in_use, reference, running, serving
from fjgov_tui.ledgers.belonging import leads_on
from fjgov_tui.ledgers.organisation import UnitKind
from fjgov_tui.ledgers.settings import PACKS_OFF, Setting
from fjgov_tui.ledgers.sites import PlaceState
from fjgov_tui.store import Reader
from fjgov_tui.store.cached import CachedReader
from fjgov_tui.workflows.explaining import Explanation, Subject, explanations
from fjgov_tui.workflows.rotation import Standing, standings
from fjgov_tui.workflows.settings import CountyLimit, Settings, county_limit, county_list, read_settings

T = TypeVar("T")
OFFICE = UnitKind.COUNTY_OFFICE
"""The kind of the unit that is in charge of all others (article 4)."""


class Facts:
    """What one audit knows. Everything is read at the first question and kept; nothing is ever changed."""

    def __init__(self, reader: Reader, as_of: date) -> None:
        """Judge the ledgers of a reader.

        Args:
            reader: the ledgers; each is read at most once.
            as_of: the Beijing day at which they are judged.
        """
        self.reader = reader if isinstance(reader, CachedReader) else CachedReader(reader)
        """For what workflows work out from ledgers; it never reads a ledger twice."""
        self.as_of = as_of
        self._referring: dict[tuple[str, str], Mapping[int, Sequence[Record]]] = {}
        self._worked_out: dict[Callable[[Facts], object], object] = {}

    def records(self, ledger: str) -> Iterable[Record]:
        """The live records of a ledger in the order of their ids."""
        return self.reader.records(LEDGERS[ledger])

    def by_id(self, ledger: str) -> Mapping[int, Record]:
        """The live records of a ledger by id."""
        return self.reader.by_id(LEDGERS[ledger])

    def referring(self, ledger: str, field: str) -> Mapping[int, Sequence[Record]]:
        """The records of a ledger by the id that one of their reference fields holds; blanks are left out."""
        known = self._referring.get((ledger, field))
        if known is None:
            pointing: dict[int, list[Record]] = defaultdict(list)
            for record in self.records(ledger):
                target = reference(record, field)
                if target is not None:
                    pointing[target].append(record)
            known = self._referring[ledger, field] = dict(pointing)
        return known

    def let_go(self) -> None:
        """Nobody asks any more: what was worked out goes, and then the records, one after the other."""
        reader = self.reader
        vars(self).clear()
        reader.let_go()

    def follow(self, record: Record, field: str) -> Record | None:
        """The live record to which a reference field points; `None` where it is blank or that record is gone."""
        target = reference(record, field)
        pointed = LEDGERS[record.ledger][field].reference
        return None if target is None or pointed is None else self.by_id(pointed.ledger).get(target)

    def unit_of(self, record: Record) -> str:
        """The name of the unit that answers for a record; empty where none is registered."""
        if record.ledger == "unit":
            return record.title
        leading = leads_on(LEDGERS[record.ledger], record.values)
        if leading is None:
            return ""
        if leading[0] == "unit":
            return record.names.get("unit", "")
        further = self.follow(record, leading[0])
        return self.unit_of(further) if further is not None else ""

    def of(self, work_out: Callable[[Facts], T]) -> T:
        """What a function works out from these facts; it is called once, at the first question.

        Args:
            work_out: a function of the facts alone, by which its answer is kept: no lambda made anew each time.
        """
        if work_out not in self._worked_out:
            self._worked_out[work_out] = work_out(self)
        return cast("T", self._worked_out[work_out])

    @cached_property
    def explained(self) -> Mapping[Subject, Explanation]:
        """The explanations that hold on that day, by rule, ledger and record of their findings."""
        return explanations(self.reader, self.as_of)

    @cached_property
    def settings(self) -> Settings:
        """What the county has set for itself."""
        return read_settings(self.reader)

    @cached_property
    def packs_off(self) -> frozenset[str]:
        """The documents whose rules the county does not ask; none without its own document on it."""
        return county_list(self.records("setting"), PACKS_OFF.name)

    def limit(self, setting: Setting[int]) -> CountyLimit:
        """The limit of a setting; without the document on which it rests it binds nobody."""
        return county_limit(self.records("setting"), setting.name)

    @cached_property
    def office(self) -> Record | None:
        """The unit in charge (article 4); `None` where it is not registered."""
        return next((unit for unit in self.records("unit") if unit.values["kind"] == OFFICE), None)

    @cached_property
    def standings(self) -> Mapping[int, Standing]:
        """How the accounts in use on that day stand with their passwords, by the account's id."""
        known = sorted(standings(self.reader, self.as_of), key=lambda standing: standing.account.id)
        return {standing.account.id: standing for standing in known}

    @cached_property
    def holders(self) -> Mapping[int, int]:
        """Who held each account on that day, person by account.

        The account names who holds it now; until the day somebody left, what was handed over was still theirs.
        """
        held = {account.id: reference(account, "holder") for account in self.records("account")}
        earliest = dict[int, date]()
        for item in self.records("handover_item"):
            handover, account = self.follow(item, "handover"), reference(item, "account")
            left = handover.day("left_on") if handover else None
            if handover is None or left is None or account is None or left <= self.as_of:
                continue
            if left < earliest.get(account, date.max):
                earliest[account] = left
                held[account] = reference(handover, "leaver")
        return {account: holder for account, holder in held.items() if holder is not None}


def running_media(facts: Facts) -> list[Record]:
    """The media accounts that were open on that day."""
    return [media for media in facts.records("media") if running(media, facts.as_of)]


def running_sites(facts: Facts) -> list[Record]:
    """The sites that were open on that day."""
    return [site for site in facts.records("site") if running(site, facts.as_of)]


def serving_people(facts: Facts) -> list[Record]:
    """The people who were on duty on that day."""
    return [person for person in facts.records("person") if serving(person, facts.as_of)]


def accounts_in_use(facts: Facts) -> list[Record]:
    """The back-end accounts that were in use on that day."""
    return [account for account in facts.records("account") if in_use(account, facts.as_of)]


def place_of(facts: Facts, account: Record) -> Record | None:
    """The site or media account that an account opens; `None` where that is gone."""
    return facts.follow(account, "site" if account.values["site"] is not None else "media")


def accounts_of_running(facts: Facts) -> list[Record]:
    """The accounts in use of what was open on that day; the others are to be stopped, which `37.unused` tells."""
    places = ((account, place_of(facts, account)) for account in accounts_in_use(facts))
    return [account for account, place in places if place is None or not closed(place, facts.as_of)]


def closed(place: Record, as_of: date) -> bool:
    """Whether a site or media account had been closed by that day."""
    day = place.day("closed_on")
    return day <= as_of if day is not None else place.values["state"] != PlaceState.RUNNING
