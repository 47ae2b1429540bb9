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


def test_a_place_that_the_title_names_is_said_once(store: Store) -> None:
    """An account's title begins with its platform; a title without the place is told with it."""
    add(store, "unit", name="县政府办公室", kind="县政府办公室")
    add(store, "media", platform="微信公众号", name="政务公开号", unit="县政府办公室", state="运行")
    for title, said in (
        ("微信公众号政务公开号：疑似不当内容", "发现微信公众号政务公开号：疑似不当内容"),
        ("转发的链接失效", "发现政务公开号：转发的链接失效"),
    ):
        incident = add(
            store, "incident", title=title, media="政务公开号", unit="县政府办公室", found_at="2026-11-23 11:00",
            source="读网", kind="疑似不当内容",
        )  # fmt: skip
        text = read_notice(store.read, store.read.record(LEDGERS["incident"], incident), NOW).text
        assert said in text
        assert text.count("政务公开号") == 1
