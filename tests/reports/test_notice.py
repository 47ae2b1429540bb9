"""What a unit is told: every unit that one cause touches is named, with its site and whom to call."""

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.notice import read_notice
from fjgov_tui.store import Store
from fjgov_tui.store.watch.alerts import open_alert
from tests.conftest import NOW
from tests.store.helpers import add


def test_sites_that_fell_for_one_cause_are_all_in_the_notice(store: Store) -> None:
    ids: dict[str, int] = {}
    for name, phone in (("县信访办", "023-56557001"), ("草堂镇人民政府", "023-56557002")):
        add(store, "unit", name=name, kind="部门", phone=phone)
        url = f"http://s{len(ids)}.example.cn/"
        ids[name] = add(store, "site", name=f"{name}网站", unit=name, kind="子网站", url=url, state="运行")
    incident = add(
        store, "incident", title="2 个站点打不开", site="县信访办网站", unit="县信访办", found_at="2026-11-23 11:00",
        source="监测", kind="打不开",
    )  # fmt: skip
    now = int(NOW.timestamp())
    with store.write() as writer:
        open_alert(
            writer, cause="down:1", severity=Severity.VIOLATION, kind="打不开", site=ids["县信访办"], what="打不开",
            opened_at=now, incident=incident, members=tuple(ids.values()),
        )  # fmt: skip
    notice = read_notice(store.read, store.read.record(LEDGERS["incident"], incident), NOW)
    assert "草堂镇人民政府网站（草堂镇人民政府） http://s1.example.cn/" in notice.text
    assert notice.text.count("县信访办网站") == 1
    assert [contact.phone for contact in notice.contacts] == ["023-56557001", "023-56557002"]
