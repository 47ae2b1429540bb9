"""While the clock runs a unit mends its site: most in time, one seconds too late."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from fjgov_tui.demo.faults import faults
from fjgov_tui.demo.mending import LATE, SLOW, SOON, mended
from fjgov_tui.demo.server import DemoServer
from fjgov_tui.demo.web import Site, Web
from fjgov_tui.store import Store
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify
from fjgov_tui.workflows.places import place_of
from tests.conftest import NOW
from tests.workflows.office import TODAY, Office, furnish


@pytest.fixture
def office(store: Store) -> Office:
    return furnish(store)


def told(office: Office, site: str) -> None:
    with office.store.write() as writer:
        number = enter(writer, Found(place=place_of(writer, site, TODAY), source="群众反映", kind="打不开"))
        notify(writer, number, StepTaken(step="notified"))


def test_a_unit_that_was_told_mends_its_site_and_one_is_late_by_seconds(office: Office) -> None:
    office.add("site", name=SLOW, unit="县水利局", kind="子网站", url="https://slow.example/")
    for site in ("白帝镇子网站", SLOW):
        told(office, site)
    read = office.store.read
    assert list(mended(read, NOW + SOON - timedelta(seconds=1))) == []
    assert list(mended(read, NOW + SOON)) == ["白帝镇子网站"]
    hour = timedelta(hours=1)
    assert SLOW not in set(mended(read, NOW + hour)), "the hour is over before it is mended"
    assert SLOW in set(mended(read, NOW + LATE))
    assert hour < LATE < hour + timedelta(minutes=1)


def test_the_server_shows_a_mended_site_as_it_should_be() -> None:
    broken = next(fault for fault in faults() if fault.kind == "status")
    site = Site(
        name=broken.site, path="/s/", host="127.0.0.1", unit="甲", id_code="1", icp="", police="", columns=(),
        foreign="http://127.0.0.3/", faults=(broken,),
    )  # fmt: skip
    with DemoServer() as server:
        server.start(Web({"/s/": site}, {}))
        address = f"http://127.0.0.1:{server.port}/s/"
        assert httpx.get(address).status_code == 500
        server.mend({"另一个站点"})
        assert httpx.get(address).status_code == 500
        server.mend({broken.site})
        assert httpx.get(address).status_code == 200
