"""What a row of a sheet leaves to its neighbours: whose site it is, which of two people, how the thing is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from fjgov_tui.ciphertext import likeness
from fjgov_tui.errors import ValueProblem
from fjgov_tui.exchange.remembered import KnownNames
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Raw, Reference, Stored
from fjgov_tui.ledgers.validate import field_text
from fjgov_tui.store import Reader
from fjgov_tui.store.encryption import KeyNeeded
from fjgov_tui.text import mask

GUESSES = 20
"""Logins in one place of a file that fit no account there."""


class RowNames:
    """Fills in what a row leaves to its neighbours: whose site it is, which of two people, how the thing is called."""

    def __init__(self, reader: Reader, ledger: Ledger) -> None:
        """Bind to the ledgers as they are."""
        self._reader, self._ledger = reader, ledger
        self._people = [(field, ref) for field, ref in ledger.references if ref.ledger == "person" and not ref.same]
        self._sites: dict[int, int] | None = None
        self._named: dict[tuple[str, Stored, str, Stored], str] | None = None
        self._peopled = set[tuple[str, Stored]]()
        """Places that have records."""
        self._missed = Counter[tuple[str, Stored]]()
        self.sought = 0
        """Rows whose record was looked for by a sealed value."""

    def complete(self, given: dict[str, Raw], known: KnownNames, exact: Callable[[str, int], str]) -> None:
        """Put exact names in the place of short ones, and take the helper columns out.

        Raises:
            ValueProblem: a thing without a name cannot be given one.
        """
        helpers = [given.pop(helper.name, None) for helper in self._ledger.helpers]
        unit = resolved(known, Reference("unit"), helpers[0]) if helpers else None
        if self._ledger.helpers and unit is None and given.get("site") is not None:
            site = resolved(known, Reference("site"), given["site"])
            unit = self._unit_of(site) if site is not None else None
        if unit is not None:
            for field, reference in self._people:
                person = resolved(known, replace(reference, same="unit"), given.get(field.name), unit)
                if person is not None:
                    given[field.name] = exact("person", person)
        if self._ledger.named_from and given.get(self._ledger.label) is None:
            self._call(given, unit, known, exact)

    def _unit_of(self, site: int) -> int | None:
        """The unit that runs a site."""
        if self._sites is None:
            self._sites = {site.id: site.ref("unit") or 0 for site in self._reader.records(LEDGERS["site"])}
        return self._sites.get(site)

    def _call(
        self, given: dict[str, Raw], unit: int | None, known: KnownNames, exact: Callable[[str, int], str]
    ) -> None:
        """Name a thing after where it is and whose it is; what is sealed goes into the name masked."""
        site_name, media_name, login_name, holder_name = self._ledger.named_from
        if given.get(site_name) is None and given.get(media_name) is None and unit is not None:
            self._unit_of(0)
            own = [site for site, owner in (self._sites or {}).items() if owner == unit]
            if len(own) != 1:
                count = f"有 {len(own)} 个站点" if own else "没有登记站点"
                raise ValueProblem(f"没有账户标识，也看不出属于哪个站点（单位{count}）；请加一列“所属站点”")
            given[site_name] = exact("site", own[0])
        where = field_text(given.get(site_name)) or field_text(given.get(media_name))
        login = field_text(given.get(login_name))
        whose = field_text(given.get(holder_name)).rsplit("/", 1)[-1]
        place = site_name if given.get(site_name) is not None else media_name
        inside = resolved(known, Reference(place), given.get(place))
        holder = resolved(known, Reference("person"), given.get(holder_name))
        by: tuple[str, Stored] = (login_name, self._alike(login)) if login else (holder_name, holder)
        called = self._called((place, inside, *by)) if inside is not None else ""
        if login and inside is not None:
            self._count_guess(place, inside, known=bool(called))
        if called:
            given[self._ledger.label] = called
        elif where and (login or whose):
            given[self._ledger.label] = "-".join(part for part in (where, whose, mask(login)) if part)

    def _alike(self, login: str) -> str:
        """What the records with this login have in common; asked only with the key, where logins are encrypted.

        Raises:
            ValueProblem: they are, and nobody has given the passphrase.
        """
        field = self._ledger[self._ledger.named_from[2]]
        try:
            return self._reader.sealed_like(self._ledger, field, login)
        except KeyNeeded as error:
            label = self._ledger[self._ledger.label].label
            raise ValueProblem(f"没有账户标识，登录名已加密，不输入密封口令就对不上；请加一列“{label}”") from error

    def _count_guess(self, place: str, inside: Stored, *, known: bool) -> None:
        """A login that fits nothing in a place that has logins may be somebody's guess: only so many in a file.

        Raises:
            ValueProblem: too many.
        """
        self.sought += 1
        if known or (place, inside) not in self._peopled:
            return
        self._missed[place, inside] += 1
        if self._missed[place, inside] > GUESSES:
            label = self._ledger[self._ledger.label].label
            raise ValueProblem(f"同一处已有 {GUESSES} 个登录名对不上登记的账户，不再逐个核对；请加一列“{label}”")

    def _called(self, asked: tuple[str, Stored, str, Stored]) -> str:
        """The name of the one record in that place with that login or holder; empty where there is none or several."""
        if self._named is None:
            self._named = {}
            *places, login, holder = self._ledger.named_from
            for thing in self._reader.records(self._ledger):
                for place in places:
                    self._peopled.add((place, thing.values[place]))
                    for by in (login, holder):
                        value = thing.values[by]
                        alike = likeness(value) if isinstance(value, str) else value
                        key = (place, thing.values[place], by, alike)
                        self._named[key] = "" if key in self._named else thing.title
        return self._named.get(asked, "")


def resolved(known: KnownNames, reference: Reference, raw: Raw, hint: Stored = None) -> int | None:
    """The record that a cell names; none if it cannot be told, which the row's own validation then says."""
    text = field_text(raw)
    if not text:
        return None
    try:
        return known.resolve(reference, text, hint)
    except ValueProblem:
        return None
