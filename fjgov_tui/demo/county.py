"""The demo county: the real shape of 奉节 with made-up people, built as an office would bring its data in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from fjgov_tui.demo.answering import draw_answering
from fjgov_tui.demo.draft import PORTAL, CountyDraft, Moved
from fjgov_tui.demo.duties import draw_duties
from fjgov_tui.demo.history import draw_history
from fjgov_tui.demo.incidents import draw_incidents
from fjgov_tui.demo.inspections import draw_inspections
from fjgov_tui.demo.passwords import draw_passwords
from fjgov_tui.demo.people import draw_people
from fjgov_tui.demo.places import draw_places
from fjgov_tui.demo.planted import Breach, Row, planted
from fjgov_tui.demo.procedures import draw_procedures
from fjgov_tui.demo.published import draw_published
from fjgov_tui.demo.roster import draw_roster
from fjgov_tui.demo.safety import draw_safety
from fjgov_tui.demo.sheets import WORKBOOKS, grids
from fjgov_tui.demo.signing import draw_signing
from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange import ImportOutcome, Options, import_grids
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.settings import PATROLS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Selection, Store
from fjgov_tui.workflows.posts import make_posts

Progress = Callable[[int, int], None]
READINGS = 2
"""A day; the county of the demo has set it so."""


def draw_county(
    today: date, breaches: Sequence[Breach] | None = None, moved: Moved = str, years: int = 0
) -> dict[str, list[Row]]:
    """The rows of every ledger, before they go into a file.

    Args:
        today: the Beijing day from which all dates are counted; the picture is the same on any day.
        breaches: what is made wrong; the planted ones where not given.
        moved: turns the sites' `.example` addresses into others, such as those of the loopback server.
        years: for how many years everything is kept at the real county's pace; 0 for the small county.
    """
    draft = CountyDraft(today, planted() if breaches is None else breaches, moved, years)
    draw_people(draft)
    draw_places(draft)
    draw_duties(draft)
    draw_passwords(draft)
    draw_safety(draft)
    draw_roster(draft)
    draw_incidents(draft)
    draw_answering(draft)
    draw_procedures(draft)
    draw_inspections(draft)
    return draft.tables


def build_demo(
    store: Store,
    today: date,
    progress: Progress | None = None,
    breaches: Sequence[Breach] | None = None,
    moved: Moved = str,
    line: str = "",
    years: int = 0,
) -> None:
    """Fill an empty file with the demo county, through the same import and the same saves as real data.

    Args:
        store: a file without records.
        today: the Beijing day from which all dates are counted.
        progress: called with rows done and rows in all.
        breaches: what is made wrong; the planted ones where not given, none for a clean county.
        moved: turns the sites' `.example` addresses into others, such as those of the loopback server.
        line: the cron line of today's visits in the history; the default schedule where not given.
        years: for how many years everything is kept at the real county's pace; 0 for the small county.

    Raises:
        InputProblem: the file already has records, or the program's demo data do not fit its ledgers.
    """
    if any(store.read.counts().values()):
        raise InputProblem(
            "文件里已有记录，没有填入演示数据",
            where=str(store.path),
            remedy="请用 fjgov init --demo 另建一个文件",
        )
    tables = draw_county(today, breaches, moved, years)
    total, done = sum(map(len, tables.values())), 0
    if progress is not None:
        progress(0, total)
    for source, layouts in WORKBOOKS:
        before = done

        def report(rows: int, _: int, before: int = before) -> None:
            if progress is not None:
                progress(min(before + rows, total), total)

        _check(import_grids(store, source, grids(layouts, tables), Options(reason="导入演示数据"), report))
        done += sum(len(tables[layout.ledger]) for layout in layouts)
    wrong = planted() if breaches is None else breaches
    draw_signing(store, wrong)
    _settle(store)
    _correct(store, today)
    draw_history(store, today, wrong, line)
    draw_published(store, wrong)
    if progress is not None:
        progress(total, total)


def _check(outcome: ImportOutcome) -> None:
    if outcome.written:
        return
    refused = next(
        (
            f"{sheet.sheet}第 {row.row} 行：{problem.heading}{problem.reason}"
            for sheet in outcome.sheets
            for row in sheet.rows
            for problem in row.problems
        ),
        outcome.blocked,
    )
    raise InputProblem(f"演示数据没有导入（{refused}）", where=outcome.source, remedy="请把这句话报给维护人员")


def _settle(store: Store) -> None:
    """What the county has set for itself: how often a day whoever is on duty reads, and who holds which office."""
    with store.write(reason="演示：本县的读网次数") as writer:
        given: dict[str, Raw] = {"name": PATROLS.name, "value": str(READINGS), "note": "演示值班规定〔2025〕1号"}
        writer.save(LEDGERS["setting"], given)
    with store.write(reason="演示：由人员和单位建立任职") as writer:
        make_posts(writer, leaving_out=frozenset(_unnamed(writer)))


def _unnamed(reader: Reader) -> Iterator[int]:
    """Leaders whose units do not say so, which is one of the planted breaches: a post would put it right."""
    heads = {
        unit.id: {reference(unit, field) for field in ("first", "direct")} for unit in reader.records(LEDGERS["unit"])
    }
    for person in reader.records(LEDGERS["person"]):
        leads = {Office.FIRST, Office.DIRECT} & set(person.text("roles").split("、"))
        if leads and person.id not in heads.get(reference(person, "unit") or 0, set()):
            yield person.id


def _correct(store: Store, today: date) -> None:
    """A few corrections by hand, so that the history has something to show."""
    changed = today - timedelta(days=1)
    for ledger, words, given, reason in _CORRECTIONS:
        matching = store.read.ids(Selection(ledger, words=words), limit=1)
        record = store.read.record(LEDGERS[ledger], matching[0])
        days: dict[str, Raw] = {name: changed for name in ("changed_on", "filed_on") if ledger == "person"}
        with store.write(reason=reason) as writer:
            writer.save(LEDGERS[ledger], given | days, record)


_CORRECTIONS: tuple[tuple[str, str, dict[str, Raw], str], ...] = (
    ("vendor", "虚构网络安全", {"contact": "假处暑"}, "服务商更换联系人"),
    ("site", PORTAL, {"note": "首页每日 8 时前完成巡检"}, "补记巡检要求"),
    ("person", "县教委 副主任", {"mobile": "19900008001", "phone24": "19900008001"}, "手机号变动报备"),
    ("media", "奉节政务公开演示号 微博", {"followers": 12600}, "按平台后台更新粉丝数"),
    ("unit", "白帝镇", {"phone": "023-20000900"}, "值班电话更换"),
)
"""Ledger, words that find the record, what is saved, and why."""
