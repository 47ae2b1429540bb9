"""An incident that was handled is looked at again at once, and the incident says what was seen."""

from __future__ import annotations

from collections.abc import Iterable

from fjgov_tui.clock import instant
from fjgov_tui.monitor.alerts.rechecks import note_rechecks, rechecks
from fjgov_tui.observed.model import Run, Sighting
from fjgov_tui.store.watch.process import put_run
from tests.monitor.alerts.county import County, seen


def handled(county: County) -> None:
    county.wall.ahead(minutes=10)
    county.set("incident", county.incidents[0].id, handled_at=instant(county.wall()))


def looked(county: County, sightings: Iterable[Sighting] = ()) -> str:
    """The monitor inspects the home page once more; what the incident says then."""
    county.wall.ahead(seconds=5)
    county.inspect(1, "integrity", sightings)
    with county.store.write() as writer:
        put_run(writer, Run(check="integrity", page_of="site", record=1, started=county.now, ended=county.now, ok=True))
        note_rechecks(writer, [("integrity", ("site", 1))], county.now)
    return str(county.incidents[0].values["note"])


def waiting(county: County, started: int = 0) -> list[tuple[str, str, int]]:
    due = rechecks(county.store.read, county.now)
    return [key for recheck in due for key in recheck.waiting({("integrity", "site", 1): started})]


def test_handling_asks_for_a_look_at_the_page_and_one_look_answers_it(county: County) -> None:
    county.inspect(1, "integrity", [seen(1)])
    assert waiting(county) == [], "nobody has handled it"
    before = county.now
    handled(county)
    county.wall.ahead(seconds=2)
    assert waiting(county, before) == [("integrity", "site", 1)], "what was seen before does not count"
    assert waiting(county, county.now) == []
    note = looked(county)
    assert "监测复查：已看不到，请人工复查后办结" in note
    assert looked(county).count("监测复查") == 1, "once for each handling"
    assert county.incidents[0].values["closed_at"] is None, "closing is a person's"


def test_what_is_still_there_is_said_and_a_second_handling_looks_again(county: County) -> None:
    county.inspect(1, "integrity", [seen(1)])
    handled(county)
    assert "仍看得到 1 处，请再处置：发现暗链" in looked(county, [seen(1)])
    handled(county)
    assert looked(county).count("监测复查") == 2


def test_the_template_of_a_site_is_looked_at_where_it_was_found_and_a_closed_one_no_more(county: County) -> None:
    column = county.add("column", site="站点1", name="公告", kind="通知公告", url="https://s1.example/gg/")
    county.inspect(1, "integrity", [seen(1, column=column)], column)
    handled(county)
    county.wall.ahead(seconds=2)
    (recheck,) = rechecks(county.store.read, county.now)
    assert recheck.pages == (("column", column),)
    county.set("incident", county.incidents[0].id, closed_at=instant(county.wall()))
    assert rechecks(county.store.read, county.now) == []
