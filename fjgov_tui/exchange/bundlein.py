"""A bundle brought in, in one transaction: all of it, or nothing; again, or after a newer one, it changes nothing."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeVar

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange.bundlefile import BundleHead, Part, read_bundle
from fjgov_tui.exchange.bundlekeys import Identity
from fjgov_tui.exchange.bundleout import PAGES
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import CARRIED, NAMED, Carried
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.monitor.process.codec import decode
from fjgov_tui.observed.model import Detection, Listed, PageState, Run, SiteFacts
from fjgov_tui.observed.visits import DayCount, SiteState, Visit
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.bundles import Carriage, Peer, is_received, note_received
from fjgov_tui.store.merging import Merging, Theirs, link_to, same_record
from fjgov_tui.store.watch.carrying import bring_day, bring_facts, bring_finding, bring_page, bring_run, bring_state
from fjgov_tui.store.watch.listed import put_listed
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.text import clean_long

OfSite = TypeVar("OfSite", DayCount, SiteState, SiteFacts)
_AT_ONCE = 500
"""Visits that are booked together."""
_WORDS = {
    "added": "新增记录",
    "changed": "修改记录",
    "removed": "移除记录",
    "visit": "访问",
    "day": "日汇总",
    "state": "站点状态",
    "page": "页面",
    "facts": "站点情况",
    "run": "检查时间",
    "finding": "疑点",
}


@dataclass(frozen=True)
class Brought:
    """What a bundle changed here."""

    head: BundleHead
    peer: Peer
    again: bool = False
    """It was brought in before, so that nothing was written."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """By kind, how many were new here: `added`, `changed`, `removed`, `visit`, `finding` …; `conflicts`, and `lost`."""

    @property
    def sentence(self) -> str:
        """What came, in one Chinese sentence without a full stop."""
        if self.again:
            return "这个数据包已经导入过，没有重复登记"
        parts = [f"{word} {self.counts[kind]:,}" for kind, word in _WORDS.items() if self.counts.get(kind)]
        return "，".join(parts) or "没有新内容"


def bring_in(
    store: Store,
    parts: Sequence[Part],
    own: Identity,
    peer: Peer,
    progress: Callable[[int, int], None] | None = None,
) -> Brought:
    """Write what a bundle holds.

    Args:
        store: the file, open for writing.
        parts: all parts of the bundle, in order, each found right by `read_part`.
        own: who opens it.
        peer: who sent it.
        progress: see `read_bundle`.

    Raises:
        InputProblem: it cannot be opened or understood; nothing is written.
        NotAllowed: the user does not administer the county's file.
        StoreProblem: as for `Store.write`.
    """
    head = parts[0].head
    if is_received(store.read, head.bundle):
        return Brought(head, peer, again=True)
    try:
        parse_instant(head.made_at)
    except ValueError as error:
        raise _odd() from error
    carriage = Carriage(head.bundle, peer.id, head.number, head.made_at, head.aim)
    with store.write(f"数据包：{peer.name} 第 {head.number} 号", f"bundle-{head.bundle}") as writer:
        writer.permit_admin()
        coming = _Coming(writer, carriage)
        coming.take(read_bundle(parts, own, progress))
        note_received(writer, carriage, {name: count for name, count in sorted(coming.counts.items()) if count})
    return Brought(head, peer, counts=coming.counts)


def _odd() -> InputProblem:
    return InputProblem("数据包里有读不懂的内容，什么都没有写入", remedy="两台机器的程序版本可能不同；请升级后重新导出")


class _Coming:
    """The lines of one bundle, as they are written."""

    def __init__(self, writer: Writer, carriage: Carriage) -> None:
        self.writer, self.counts = writer, Counter[str]()
        self._peer, self._merging = carriage.peer, Merging(writer, carriage)
        self._ours: dict[str, dict[int, int]] = {name: {} for name in LEDGERS}
        """Our records by ledger and the ids that the other machine has given its own."""
        self._visits = list[Visit]()
        self._at = int(parse_instant(carriage.made_at).timestamp())
        self._kinds: Mapping[str, Callable[..., None]] = {
            "record": self._record,
            "name": self._name,
            "visit": self._visit,
            "day": lambda given: self._of_site("day", DayCount, given, bring_day),
            "state": lambda given: self._of_site("state", SiteState, given, bring_state),
            "facts": lambda given: self._of_site("facts", SiteFacts, given, bring_facts),
            "page": self._page,
            "run": self._run,
            "listed": self._listed,
            "finding": self._finding,
        }

    def take(self, lines: Iterable[bytes]) -> None:
        """Write all of them.

        Raises:
            InputProblem: one is not understood.
        """
        for line in lines:
            try:
                kind, *given = json.loads(line)
                self._kinds[kind](*given)
            except (ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
                raise _odd() from error
        self._book_visits()

    def _record(
        self, name: str, theirs: int, ours: int | None, revision: int, removed: bool, given: Mapping[str, Stored]
    ) -> None:
        carried = next(carried for carried in CARRIED if carried.ledger == name)
        values = self._values(carried, given)
        if values is None:
            self.counts["lost"] += 1
            return
        numbers = (int(theirs), int(revision))
        merged = self._merging.merge(
            carried, Theirs(*numbers, removed=bool(removed), values=values, ours=None if ours is None else int(ours))
        )
        if merged.ours is not None:
            self._ours[name][int(theirs)] = merged.ours
        self.counts[merged.what] += 1
        self.counts["conflicts"] += merged.conflicts

    def _values(self, carried: Carried, given: Mapping[str, Stored]) -> dict[str, Stored] | None:
        """The values in our terms; `None` where the record hangs on one that is not here."""
        ledger = LEDGERS[carried.ledger]
        values: dict[str, Stored] = {}
        for name, value in given.items():
            if name not in carried.fields or name not in ledger:
                continue  # A field of a newer release, or one that stays where it is.
            if isinstance(value, bool) or not isinstance(value, str | int | None):
                raise ValueError(name)
            reference = ledger[name].reference
            if reference is not None and value is not None:
                known = self._ours[reference.ledger].get(int(value))
                if known is None and (ledger[name].required or name in ledger.key):
                    return None
                values[name] = known
            else:
                values[name] = clean_long(value) if isinstance(value, str) else value
        return values

    def _name(self, name: str, theirs: int, ours: int | None, key: Mapping[str, Stored]) -> None:
        if name not in NAMED:
            raise ValueError(name)
        link = link_to(self.writer, self._peer, name, int(theirs))
        values = self._values(Carried(name, CARRIED[0].sender, tuple(key)), key)
        own = link.ours if link is not None else None
        if own is None and values is not None:
            named = Theirs(int(theirs), 0, removed=False, values=values, ours=None if ours is None else int(ours))
            own = same_record(self.writer, LEDGERS[name], named)
        if own is not None:
            self._ours[name][int(theirs)] = own
        else:
            self.counts["unknown"] += 1

    def _site(self, theirs: int) -> int | None:
        ours = self._ours["site"].get(theirs)
        if ours is None:
            self.counts["lost"] += 1
        return ours

    def _of_site(self, kind: str, of: type[OfSite], given: object, bring: Callable[[Writer, OfSite], bool]) -> None:
        known = decode(of, given)
        site = self._site(known.site)
        if site is not None:
            self.counts[kind] += bring(self.writer, replace(known, site=site))

    def _visit(self, given: object) -> None:
        visit = decode(Visit, given)
        site = self._site(visit.site)
        if site is not None:
            self._visits.append(replace(visit, site=site))
        if len(self._visits) >= _AT_ONCE:
            self._book_visits()

    def _book_visits(self) -> None:
        self.counts["visit"] += len(record_visits(self.writer, self._visits))
        self._visits.clear()

    def _record_of(self, page_of: str, record: int) -> int | None:
        if page_of not in PAGES:
            raise ValueError(page_of)
        ours = self._ours[page_of].get(record)
        if ours is None:
            self.counts["lost"] += 1
        return ours

    def _page(self, given: object) -> None:
        page = decode(PageState, given)
        record, site = self._record_of(page.page_of, page.record), self._ours["site"].get(page.site)
        if record is not None and site is not None:
            self.counts["page"] += bring_page(self.writer, replace(page, record=record, site=site))

    def _run(self, given: object) -> None:
        run = decode(Run, given)
        record = self._record_of(run.page_of, run.record)
        if record is not None:
            self.counts["run"] += bring_run(self.writer, replace(run, record=record))

    def _listed(self, given: object) -> None:
        entry = decode(Listed, given)
        column = self._record_of("column", entry.column)
        if column is not None:
            put_listed(self.writer, [replace(entry, column=column)], self._at)

    def _finding(self, given: object, kept: str) -> None:
        seen = decode(Detection, given)
        record, site = self._record_of(seen.page_of, seen.record), self._ours["site"].get(seen.site)
        if record is not None and site is not None:
            body = base64.b64decode(kept, validate=True)
            self.counts["finding"] += bring_finding(self.writer, replace(seen, record=record, site=site), body)
