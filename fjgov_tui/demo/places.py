"""What the demo county runs: vendors, the portal and its sub-sites with their columns, new-media accounts."""

from collections.abc import Iterator
from itertools import cycle

from fjgov_tui.demo.draft import CENTRE, HOME, OFFICE, PORTAL, CountyDraft, dice, rows_of, table_of
from fjgov_tui.demo.people import units
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.sites import ColumnKind, UpdateSource
from fjgov_tui.pinyin import initials

_LONGEST = {
    ColumnKind.NEWS: 11,
    ColumnKind.NOTICES: 150,
    ColumnKind.POLICY: 150,
    ColumnKind.MONTHLY: 26,
    ColumnKind.QUARTERLY: 80,
}
"""Days since the last update, at most: well inside article 21; 330 for the kinds that have a year."""


def draw_places(draft: CountyDraft) -> None:
    """Put down vendors, sites, columns and media accounts."""
    draft.put("vendor", _vendors(draft))
    draft.put("site", _sites(draft))
    draft.put("column", _columns(draft))
    draft.put("media", _media(draft))


def subsite(unit: str) -> str:
    """The name of a unit's sub-site."""
    return f"{unit}子网站"


def _vendors(draft: CountyDraft) -> Iterator[Row]:
    for number, row in enumerate(rows_of("vendors.csv"), 1):
        start = int(row["起"])
        yield {
            "name": row["名称"],
            "unit": row["单位"],
            "service": row["服务"],
            "duties": "是",
            "contract_from": draft.ago(start),
            "contract_to": draft.ago(int(row["止"])),
            "nda_on": draft.ago(start),
            "trained_on": draft.ago(start - 10),
            "checked_on": draft.ago(start + 20),
            "contact": row["联系人"],
            "mobile": f"1990009{number:04d}",
        }


def _sites(draft: CountyDraft) -> Iterator[Row]:
    blank: Row = dict.fromkeys(
        ("id_code", "icp", "police", "approval", "vendor", "audited_on", "badge_notice_on", "badge_on")
    )
    yield blank | {
        "name": PORTAL,
        "unit": OFFICE,
        "kind": "主站",
        "url": HOME,
        "id_code": "YANSHI0001",
        "icp": "渝ICP备00000001号（演示）",
        "police": "渝公网安备00000000000001号（演示）",
        "backend": f"{HOME}guanli/",
        "approval": "演示批〔2015〕1号",
        "opened_on": draft.ago(3900),
        "audited_on": draft.ago(3950),
        "badge_notice_on": draft.ago(3880),
        "badge_on": draft.ago(3878),
        "state": "正常",
        "vendor": "演示云网科技有限公司",
    }
    chance, taken = dice("sites"), set[str]()
    for unit in units():
        slug = stem = initials(unit["单位"].removesuffix("人民政府").removesuffix("办事处"))
        while slug in taken:
            slug = f"{stem}{len(taken)}"
        taken.add(slug)
        yield blank | {
            "name": subsite(unit["单位"]),
            "unit": unit["单位"],
            "kind": "专属网页",
            "url": f"{HOME}{slug}/",
            "backend": f"{HOME}guanli/{slug}/",
            "opened_on": draft.ago(chance.randint(900, 2600)),
            "state": "正常",
        }


def _columns(draft: CountyDraft) -> Iterator[Row]:
    lists, chance = table_of("columns.toml"), dice("columns")
    keepers = cycle([OFFICE, CENTRE, *(unit["单位"] for unit in units() if unit["类型"] == "部门")])
    kinds = {unit["单位"]: "department" if unit["类型"] == "部门" else "town" for unit in units()}
    for site in draft.tables["site"]:
        unit, portal = str(site["unit"]), site["name"] == PORTAL
        lines = lists["portal" if portal else kinds[unit]].split() + lists["own"].get(unit, [])
        for line in lines:
            name, _, kind = line.partition("|")
            # Squared, because most columns are fresher than they need to be.
            age = int(_LONGEST.get(kind, 330) * chance.random() ** 2)
            yield {
                "site": site["name"],
                "name": name,
                "kind": kind,
                "level": name.count("-") + 1,
                "url": f"{site['url']}{initials(name)}/",
                "unit": next(keepers) if portal else None,
                "updated_on": draft.ago(age),
                "source": UpdateSource.BY_HAND,
            }


def _media(draft: CountyDraft) -> Iterator[Row]:
    chance = dice("media")
    for number, row in enumerate(rows_of("media.csv"), 1):
        opened = chance.randint(700, 2400)
        yield {
            "platform": row["平台"],
            "name": row["名称"],
            "unit": row["单位"],
            "subject": row["单位"],
            "approval": f"演示批〔2020〕{number}号",
            "approved_on": draft.ago(opened + chance.randint(5, 40)),
            "opened_on": draft.ago(opened),
            "followers": chance.randint(3, 400) * 100,
            "posted_on": draft.ago(chance.randint(0, 6)),
            "interactive": "√",
            "state": "正常运行",
            "vendor": row["服务商"] or None,
        }
