"""A person's word on a finding: written once, seen by every reader, taken back."""

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import Detection, Sighting
from fjgov_tui.store.watch.findings import findings, observe
from fjgov_tui.workflows.judging import judge, withdraw
from tests.workflows.office import Office

AT = 1_795_000_000


def seen(site: int, url: str, mark: str = "六合彩", rule: str = "hijack") -> Sighting:
    return Sighting(
        check="content", rule=rule, page_of="site", record=site, site=site, url=url, mark=mark,
        what=f"疑似博彩类用语“{mark}”",
    )  # fmt: skip


@pytest.fixture
def found(office: Office) -> list[Detection]:
    """The same term on two pages of one site and on another site, and another term beside it."""
    office.add("site", name="水利局子网站", unit="县水利局", kind="子网站", url="https://slj.example/")
    with office.store.write("测试") as writer:
        observe(writer, "content", "site", 1, [seen(1, "a"), seen(1, "b"), seen(1, "a", "百家乐")], AT)
        observe(writer, "content", "site", 2, [seen(2, "c")], AT)
    return findings(office.store.read)


def one(found: list[Detection], url: str, mark: str = "六合彩") -> Detection:
    return next(each for each in found if each.url == url and mark in each.what)


def verdicts(office: Office) -> dict[tuple[str, bool], str]:
    return {(each.url, "百家乐" in each.what): each.verdict for each in findings(office.store.read)}


def say(office: Office, finding: Detection, verdict: str, scope: str = "", reason: str = "宣传栏目") -> int:
    with office.store.write("判定") as writer:
        return judge(writer, finding, verdict, scope, reason)


@pytest.mark.parametrize(
    ("scope", "ignored"), [("", {"a"}), ("本页", {"a"}), ("本站", {"a", "b"}), ("全部", {"a", "b", "c"})]
)
def test_a_false_alarm_is_ignored_as_far_as_was_said(
    office: Office, found: list[Detection], scope: str, ignored: set[str]
) -> None:
    say(office, one(found, "a"), "误报", scope)
    said = verdicts(office)
    assert {url for (url, other), verdict in said.items() if verdict == "误报" and not other} == ignored
    assert said["a", True] == "待核"
    assert len(said) == 4, "what is ignored stays visible"


def test_a_confirmed_finding_has_no_scope_and_is_confirmed_alone(office: Office, found: list[Detection]) -> None:
    number = say(office, one(found, "a"), "确认", "全部")
    assert office.get("judgement", number).values["scope"] is None
    assert sorted(verdicts(office).values()) == ["待核", "待核", "待核", "确认"]


def test_a_newer_judgement_takes_the_place_of_the_older(office: Office, found: list[Detection]) -> None:
    first = say(office, one(found, "a"), "误报", "全部")
    second = say(office, one(found, "a"), "确认", reason="核实是暗链")
    assert first == second
    record = office.get("judgement", first)
    assert (record.values["verdict"], record.values["scope"], record.values["reason"]) == ("确认", None, "核实是暗链")
    assert record.names["site"] == "白帝镇子网站"
    assert len(office.store.read.history(LEDGERS["judgement"], first)) == 2


def test_a_judgement_is_taken_back(office: Office, found: list[Detection]) -> None:
    say(office, one(found, "a"), "误报", "全部")
    with office.store.write("撤回") as writer:
        assert withdraw(writer, one(found, "a"))
        assert not withdraw(writer, one(found, "a"))
    assert set(verdicts(office).values()) == {"待核"}
    say(office, one(found, "a"), "确认")
    assert verdicts(office)["a", False] == "确认"


@pytest.mark.parametrize(
    ("verdict", "scope", "reason", "told"),
    [("待核", "", "x", "判定只能是"), ("误报", "全县", "x", "忽略范围只能是"), ("误报", "", "  ", "写明理由")],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    office: Office, found: list[Detection], verdict: str, scope: str, reason: str, told: str
) -> None:
    before = office.trail()
    with pytest.raises(InputProblem, match=told):
        say(office, one(found, "a"), verdict, scope, reason)
    assert office.trail() == before
