"""Units and people of the demo county; names are evidently made up and telephone numbers lead nowhere."""

from collections.abc import Iterator
from itertools import count, product

from fjgov_tui.demo.draft import CENTRE, OFFICE, CountyDraft, dice, rows_of, table_of
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.organisation import Office

MANAGER, EDITOR = "网站管理员、值班人员、科室负责人", Office.EDITOR
LEADER, DEPUTY = Office.FIRST, Office.DIRECT
_KINDS = {"镇": "镇", "乡": "乡", "民族乡": "乡", "街道": "街道"}


def units() -> list[dict[str, str]]:
    """The 61 units with a sub-site, as `单位` and `类型`."""
    return rows_of("units.csv")


def draw_people(draft: CountyDraft) -> None:
    """Put down units and people; each unit names its two responsible persons."""
    people = list(_people(draft))
    leads = {(row["unit"], row["roles"]): row["name"] for row in people}
    draft.put("person", people)
    known = [(OFFICE, OFFICE), (CENTRE, "事业单位")] + [
        (unit["单位"], "县级部门" if unit["类型"] == "部门" else unit["类型"]) for unit in units()
    ]
    draft.put(
        "unit",
        (
            {
                "name": name,
                "kind": kind,
                "first": leads[(name, LEADER)],
                "direct": leads[(name, DEPUTY)],
                "parent": OFFICE if name == CENTRE else None,
                "phone": f"023-20000{number:03d}",
            }
            for number, (name, kind) in enumerate(known, 1)
        ),
    )


def _staff() -> Iterator[tuple[str, str, str]]:
    """Unit, post and roles of everybody who is on duty."""
    for unit, more in (
        (OFFICE, (("信息科科长", "科室负责人"), ("科员", EDITOR), ("科员", MANAGER))),
        (CENTRE, (("技术员", "网站管理员、安全管理员、科室负责人"), ("编辑", EDITOR), ("编辑", "新媒体运维"))),
    ):
        yield from ((unit, post, roles) for post, roles in (("主任", LEADER), ("副主任", DEPUTY), *more))
    for unit_row in units():
        unit = unit_row["单位"]
        head = _head(unit, unit_row["类型"])
        yield from (
            (unit, head, LEADER),
            (unit, f"副{head}", DEPUTY),
            (unit, "办公室工作人员", EDITOR),
            (unit, "办公室工作人员", MANAGER),
        )


def _head(unit: str, kind: str) -> str:
    if kind in {"镇", "乡", "民族乡"}:
        return f"{_KINDS[kind]}长"
    return "局长" if unit.endswith("局") else "主任"


def _names() -> Iterator[str]:
    """Names that differ; neighbours share neither surname nor given name."""
    lists = table_of("names.toml")
    surnames, given = str(lists["surnames"]), list(lists["given"])
    for turn, place in product(range(len(given)), range(len(surnames))):
        yield surnames[place] + str(given[(place + turn) % len(given)])


def _people(draft: CountyDraft) -> Iterator[Row]:
    lists, chance, names = table_of("names.toml"), dice("people"), _names()
    named = {(entry["unit"], entry["role"]): entry for entry in lists["named"]}
    induction = [int(row["天数"]) for row in rows_of("training.csv") if row["岗前"]]
    numbers = count(1)
    for unit, post, roles in _staff():
        name, own = next(names), named.get((unit, roles.split("、")[0]), {})
        if roles in {LEADER, DEPUTY}:
            on_duty = chance.randint(300, 2000)
        else:
            # The newest induction is too late for site accounts, which some breaches date 300 days back.
            started = chance.choice(induction if roles == EDITOR else induction[:-1])
            on_duty = started - chance.randint(2, 15)
        yield _person(
            draft, next(numbers), on_duty, chance.randint(0, 2),
            name=own.get("name", name), tag=own.get("tag"), unit=unit, post=post, roles=roles,
        )  # fmt: skip
    for gone in lists["left"]:
        row = _person(
            draft, next(numbers), gone["on_duty"], 1,
            name=gone["name"], tag=None, unit=gone["unit"], post="办公室工作人员", roles=MANAGER,
        )  # fmt: skip
        left = int(gone["left_on"])
        yield row | {
            "left_on": draft.ago(left),
            "changed_on": draft.ago(left),
            "filed_on": draft.ago(left - 2),
        }


def _person(draft: CountyDraft, number: int, on_duty: int, wait: int, **given: str | None) -> Row:
    mobile = f"1990000{number:04d}"
    return {
        **given,
        "mobile": mobile,
        "phone24": mobile,
        "on_duty": draft.ago(on_duty),
        "left_on": None,
        "real_name": "是",
        "changed_on": None,
        "filed_on": draft.ago(on_duty - wait),
        "pledge_on": draft.ago(on_duty),
    }
