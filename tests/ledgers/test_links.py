"""Rules that look beyond the row: at the records it points to, and at today; a sentence each, nothing written."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from fjgov_tui.clock import instant
from fjgov_tui.errors import RecordProblem
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Ledger
from fjgov_tui.ledgers.links import LinkRule, NotAfterThat, NotBeforeThat, NotFuture, ThatIsNot
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from tests.each import each
from tests.store.helpers import add

TODAY = date(2026, 11, 23)
LINKED = [(ledger, link) for ledger in LEDGERS.values() for link in ledger.links]


@pytest.fixture
def county(store: Store) -> Store:
    add(store, "unit", name="白帝镇人民政府", kind="镇")
    came, left = date(2026, 9, 1), date(2026, 11, 10)
    add(store, "person", name="孙惊蛰", unit="白帝镇人民政府", on_duty=came, left_on=left)
    site: dict[str, Raw] = {"unit": "白帝镇人民政府", "kind": "子网站", "state": "运行"}
    add(store, "site", name="镇子网站", url="https://a.example/", **site)
    add(store, "site", name="旧子网站", url="https://b.example/", **site | {"state": "关停"})
    for name, more in (
        ("在用账户", {"site": "镇子网站"}),
        ("停用账户", {"site": "镇子网站", "state": "已停用"}),
        ("旧站账户", {"site": "旧子网站"}),
    ):
        add(store, "account", name=name, privilege="编辑", opened_on=date(2026, 8, 1), **more)
    return store


def rotation(**given: Raw) -> dict[str, Raw]:
    made: dict[str, Raw] = {"account": "在用账户", "on": date(2026, 11, 9), "by": "孙惊蛰", "length": 12}
    return made | given


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"on": TODAY + timedelta(days=1), "by": ""}, "on", "还没有到"),
        ({"on": date(2026, 7, 31), "by": ""}, "on", "早于账户的启用日期"),
        ({"on": date(2026, 11, 11)}, "on", "晚于更换人的离岗日期"),
        ({"on": date(2026, 8, 31)}, "on", "早于更换人的到岗日期"),
        ({"account": "停用账户", "on": TODAY, "by": ""}, "account", "已停用"),
        ({"account": "旧站账户", "on": TODAY, "by": ""}, "account", "已关停"),
    ],
)
def test_a_rotation_that_cannot_have_been_is_refused_whole(
    county: Store, given: dict[str, Raw], field: str, said: str
) -> None:
    head = county.read.head()
    with pytest.raises(RecordProblem) as caught:
        add(county, "rotation", **rotation(**given))
    assert [problem.field for problem in caught.value.problems] == [field]
    assert said in str(caught.value)
    assert county.read.head() == head


def test_what_a_signature_says_was_done_never_lies_ahead_by_whichever_way_it_is_entered() -> None:
    """A signature in the future is refused; the plain form of the ledger must not be a way round that."""
    for procedure in PROCEDURES.values():
        dated = {step.field for step in procedure.steps if step.field and not step.observed}
        ledger = LEDGERS[procedure.ledger]
        judged = {link.field for link in ledger.links if isinstance(link, NotFuture)}
        assert dated <= judged, f"{ledger.name}: {sorted(dated - judged)}"


@pytest.mark.parametrize(("ahead", "taken"), [(0, True), (1, False), (3600, False)])
def test_a_moment_is_judged_to_the_second_and_not_by_its_day(store: Store, ahead: int, taken: bool) -> None:
    """A handling time in the future: an hour ahead today is as wrong as tomorrow."""
    add(store, "unit", name="白帝镇人民政府", kind="镇")
    now = store.clock()
    found: dict[str, Raw] = {
        "title": "首页有错", "kind": "其他", "source": "读网", "found_at": instant(now - timedelta(hours=2)),
        "unit": "白帝镇人民政府", "notified_at": instant(now - timedelta(hours=1)),
        "handled_at": instant(now + timedelta(seconds=ahead)),
    }  # fmt: skip
    if taken:
        assert add(store, "incident", **found)
        return
    with pytest.raises(RecordProblem, match="晚于现在，请核对"):
        add(store, "incident", **found)
    later: dict[str, Raw] = {"found_at": instant(now + timedelta(seconds=ahead)), "notified_at": "", "handled_at": ""}
    with pytest.raises(RecordProblem, match=r"发现时刻.*晚于现在，请核对"):
        add(store, "incident", **found | later)
    assert store.read.count(LEDGERS["incident"]) == 0


@pytest.mark.parametrize(
    ("ledger", "field"), [("handover", "pledge_on"), ("person", "pledge_on"), ("change", "filed_on")]
)
def test_a_pledge_of_tomorrow_is_refused_by_the_plain_form(county: Store, ledger: str, field: str) -> None:
    given: dict[str, dict[str, Raw]] = {
        "handover": {"leaver": "孙惊蛰", "left_on": TODAY},
        "person": {"name": "周清明", "unit": "白帝镇人民政府"},
        "change": {"title": "旧子网站", "kind": "关停", "unit": "白帝镇人民政府"},
    }
    with pytest.raises(RecordProblem, match="还没有到，请办了再登记"):
        add(county, ledger, **given[ledger], **{field: TODAY + timedelta(days=1)})
    assert add(county, ledger, **given[ledger], **{field: TODAY})


@pytest.mark.parametrize("account", ["停用账户", "旧站账户"])
def test_what_was_done_before_an_account_was_stopped_may_still_be_entered(county: Store, account: str) -> None:
    assert add(county, "rotation", **rotation(account=account))


@pytest.mark.parametrize("given", [{"on": date(2026, 11, 10)}, {"on": date(2026, 9, 1)}, {"on": TODAY, "by": ""}])
def test_the_border_days_themselves_are_taken(county: Store, given: dict[str, Raw]) -> None:
    assert add(county, "rotation", **rotation(**given))


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        *((setting.name, setting.default, True) for setting in SETTINGS.values() if setting.default),
        ("口令更换周期（月）", "0", False),
        ("口令更换周期（月）", "13", False),
        ("口令更换周期（月）", "两", False),
        ("启用口令检查", "开", False),
        ("每站管理员上限", "0", False),
        ("账户闲置天数", "-1", False),
        ("提醒时间", "8:30", False),
        ("提醒去向", "http://x.example/", False),
        ("提醒去向", "文件夹:/srv/tixing", True),
    ],
)
def test_a_setting_takes_only_what_it_can_mean(store: Store, name: str, value: str, fits: bool) -> None:
    if fits:
        assert add(store, "setting", name=name, value=value)
        return
    with pytest.raises(RecordProblem, match=f"不合“{name}”的写法，应为："):
        add(store, "setting", name=name, value=value)
    assert store.read.count(LEDGERS["setting"]) == 0


def _ends(ledger: Ledger, link: LinkRule) -> Iterator[Ledger]:
    """The ledgers along a link's path."""
    for name in link.path if isinstance(link, NotAfterThat | NotBeforeThat | ThatIsNot) else ():
        reference = ledger[name].reference
        assert reference is not None, name
        ledger = LEDGERS[reference.ledger]
        yield ledger


@each("ledger, link", LINKED, ids=lambda one: getattr(one, "name", type(one).__name__))
def test_a_link_names_fields_that_there_are_and_says_a_sentence(ledger: Ledger, link: LinkRule) -> None:
    assert link.field in ledger
    assert link.message
    for end in list(_ends(ledger, link))[-1:]:
        assert isinstance(link, NotAfterThat | NotBeforeThat | ThatIsNot)
        assert link.other in end
        if isinstance(link, ThatIsNot):
            assert set(link.states) <= set(end[link.other].type.options), "a state that the ledger does not know"
