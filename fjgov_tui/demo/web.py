"""The demo county as the web shows it: sites and columns by path, each with the dates that its ledger has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.draft import dice
from fjgov_tui.demo.faults import PlantedFault, faults
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.sites import ColumnKind
from fjgov_tui.store import Reader

ITEMS = 12
"""How many articles a list page shows."""
_GAPS: Mapping[str, int] = {
    ColumnKind.NEWS: 2,
    ColumnKind.NOTICES: 9,
    ColumnKind.POLICY: 17,
    ColumnKind.MONTHLY: 30,
    ColumnKind.QUARTERLY: 91,
    ColumnKind.YEARLY: 365,
}
"""Days between two articles of a column; 23 for the other kinds."""
_SUBJECTS: Mapping[str, tuple[str, ...]] = {
    ColumnKind.NEWS: ("召开工作推进会", "开展走访活动", "举行集中学习", "组织志愿服务", "检查节前安全"),
    ColumnKind.NOTICES: ("关于道路施工的公告", "关于停水检修的通知", "关于征求意见的公告", "关于报名事项的通知"),
    ColumnKind.POLICY: ("关于印发工作方案的通知", "关于做好防汛工作的意见", "关于公布清单的通知"),
}
_OTHERS = ("情况公示", "工作情况", "信息公开", "有关事项说明")


@dataclass(frozen=True)
class DemoItem:
    """An article of a column."""

    title: str
    day: date
    path: str
    """Its path on the server, from the root."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column as it is shown."""

    name: str
    kind: str
    path: str
    unit: str
    newest: date | None
    """The date of its newest article; `None` for one that is empty."""
    faults: tuple[PlantedFault, ...] = ()

    @cached_property
    def items(self) -> tuple[DemoItem, ...]:
        """Its articles, the newest first; the same in every run."""
        if self.newest is None:
            return ()
        chance, gap, items, day = dice(self.path), _GAPS.get(self.kind, 23), list[DemoItem](), self.newest
        subjects = _SUBJECTS.get(self.kind, _OTHERS)
        for number in range(ITEMS):
            short = self.unit.removesuffix("人民政府").removesuffix("办事处")
            about = "" if self.kind in _SUBJECTS else self.name.rpartition("-")[2]
            title = f"{short}{about}{subjects[(number + chance.randrange(2)) % len(subjects)]}"
            items.append(DemoItem(title, day, f"{self.path}t{day:%Y%m%d}_{number}.html"))
            day -= timedelta(days=max(1, gap - chance.randrange(2)))
        return tuple(items)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site as it is shown."""

    name: str
    path: str
    host: str
    unit: str
    id_code: str
    icp: str
    police: str
    columns: tuple[Column, ...]
    foreign: str
    """Where links of intruders lead: a host that is none of the county's."""
    faults: tuple[PlantedFault, ...] = ()


@dataclass(frozen=True)
class Web:
    """Everything the server plays, by path; host names are told apart by their first folder."""

    sites: dict[str, Site]
    columns: dict[str, tuple[Site, Column]]

    def article(self, path: str) -> tuple[Site, Column, DemoItem] | None:
        """The article at a path."""
        folder = path.rpartition("/")[0] + "/"
        site, column = self.columns.get(folder, (None, None))
        if site is None or column is None:
            return None
        return next(((site, column, item) for item in column.items if item.path == path), None)


def read_web(reader: Reader, foreign: str, planted: Sequence[PlantedFault] | None = None) -> Web:
    """The web that belongs to a county's ledgers.

    Args:
        reader: the ledgers; addresses are those of the loopback server.
        foreign: where links of intruders lead, with a slash at the end.
        planted: what is wrong; the faults of the demo where not given.
    """
    wrong = faults() if planted is None else planted
    columns: dict[int, list[Column]] = {}
    names = {record.id: record.title for record in reader.records(LEDGERS["site"])}
    for record in reader.records(LEDGERS["column"]):
        site_id = record.ref("site") or 0
        name = record.text("name")
        mine = tuple(fault for fault in wrong if (fault.site, fault.column) == (names.get(site_id), name))
        columns.setdefault(site_id, []).append(
            Column(
                name=name,
                kind=record.text("kind"),
                path=urlsplit(record.text("url")).path,
                unit=record.names.get("unit", ""),
                newest=_newest(record.day("updated_on"), mine),
                faults=mine,
            )
        )
    sites = [
        _site(reader.record(LEDGERS["site"], record_id), columns.get(record_id, []), wrong, foreign)
        for record_id in names
    ]
    return Web(
        {site.path: site for site in sites},
        {column.path: (site, column) for site in sites for column in site.columns},
    )


def _newest(entered: date | None, wrong: Sequence[PlantedFault]) -> date | None:
    for fault in wrong:
        if fault.kind == "blank":
            return None
        if fault.kind == "stale" and entered is not None:
            return entered - timedelta(days=fault.days)
    return entered


def _site(record: Record, columns: Sequence[Column], wrong: Sequence[PlantedFault], foreign: str) -> Site:
    place = urlsplit(record.text("url"))
    unit = record.names.get("unit", "")
    return Site(
        name=record.title,
        path=place.path,
        host=place.hostname or "",
        unit=unit,
        id_code=str(record.values["id_code"] or "YANSHI0001"),
        icp=str(record.values["icp"] or "渝ICP备00000001号（演示）"),
        police=str(record.values["police"] or "渝公网安备00000000000001号（演示）"),
        columns=tuple(column if column.unit else replace(column, unit=unit) for column in columns),
        foreign=foreign,
        faults=tuple(fault for fault in wrong if fault.site == record.title and not fault.column),
    )
