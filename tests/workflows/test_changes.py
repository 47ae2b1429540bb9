"""Articles 7 to 9: nothing opens before it is approved, nothing closes before it was announced for 15 working days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.changes import OPENINGS
from fjgov_tui.clock import day_start
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from fjgov_tui.workflows.maintenance import read_windows
from fjgov_tui.workflows.matters import Progress, State
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import hooks_of, progress_of
from fjgov_tui.workflows.saving import save_record
from tests.conftest import NOW
from tests.workflows.office import TODAY, Office, furnish

TOWN = "白帝镇人民政府"


@pytest.fixture
def office(store: Store) -> Office:
    """The town's first responsible person is 甲."""
    made = furnish(store)
    made.person("甲", roles="第一责任人")
    return made


def start(office: Office, **given: Any) -> int:
    with office.store.write() as writer:
        return save_record(writer, LEDGERS["change"], {"unit": TOWN, **given})


def take(office: Office, record: int, step: str, on: date, **given: Any) -> Progress:
    with office.store.write() as writer:
        return sign(writer, "change", record, Signing(step=step, on=on, **given))


def findings(office: Office) -> dict[str, str]:
    facts = Facts(office.store.read, TODAY)
    return {finding.rule: finding.message for rule in OPENINGS for finding in rule.ask(facts).findings}


def test_an_account_opens_when_it_is_approved_and_its_row_is_made_once(office: Office) -> None:
    record = start(office, title="白帝发布", kind="开设新媒体", platform="微博")
    take(office, record, "consent", date(2026, 11, 2))
    take(office, record, "applied", date(2026, 11, 3))
    with pytest.raises(InputProblem, match=r"还不能开设：还没有批准.*第八条"):
        take(office, record, "opened", date(2026, 11, 4))
    with pytest.raises(InputProblem, match="还没有填批准文号"):
        take(office, record, "approved", date(2026, 11, 10))
    office.set("change", record, approval="渝府办〔2026〕1号")
    take(office, record, "approved", date(2026, 11, 10))
    take(office, record, "opened", date(2026, 11, 11))
    (media,) = office.store.read.records(LEDGERS["media"])
    assert (media.title, media.day("opened_on"), media.day("approved_on")) == (
        "白帝发布",
        date(2026, 11, 11),
        date(2026, 11, 10),
    )
    assert office.get("change", record).values["media"] == media.id
    come = take(office, record, "certified", date(2026, 11, 12))
    assert come.state is State.CLOSED
    assert office.get("media", media.id).values["subject"] == TOWN
    assert findings(office) == {}


def test_opened_before_approved_is_told_with_both_days(office: Office) -> None:
    """From a register that was kept on paper: the days alone."""
    start(
        office, title="先开后报", kind="开设新媒体", platform="微博", consent_on="2026-11-01", applied_on="2026-11-02",
        approval="批1", approved_on="2026-11-10", opened_on="2026-11-05",
    )  # fmt: skip
    assert "开设（2026-11-05）早于批准（2026-11-10）" in findings(office)["8.order"]


def test_online_before_the_test_is_told(office: Office) -> None:
    start(
        office, title="新站", kind="开设网站", url="https://x.example/",
        consent_on="2026-10-01", applied_on="2026-10-02", reviewed_on="2026-10-03", approval="批1",
        approved_on="2026-10-10", police_on="2026-10-12", tested_on="2026-10-20", opened_on="2026-10-15",
        announced_on="2026-10-16",
    )  # fmt: skip
    assert list(findings(office)) == ["7.test"]
    assert "上线（2026-10-15）早于安全检测（2026-10-20）" in findings(office)["7.test"]


def closing(office: Office, announced: date) -> int:
    record = start(office, title="白帝镇子网站", kind="关停", site="白帝镇子网站")
    take(office, record, "decided", date(2026, 10, 9))
    take(office, record, "filed", date(2026, 10, 10))
    take(office, record, "announced", announced)
    return record


def test_fourteen_working_days_of_announcement_are_refused(office: Office) -> None:
    # Announced on Monday 2 November: the 15th working day is Monday 23 November, which belongs to the announcement.
    record = closing(office, date(2026, 11, 2))
    with pytest.raises(InputProblem, match=r"15 个工作日（首日不计）到 2026-11-23 才满.*第九条"):
        take(office, record, "executed", TODAY)
    take(office, record, "executed", TODAY, paper="关停公告1号")
    assert "才满" in findings(office)["9.announcement"]


def test_a_closing_ends_the_site_and_ticks_what_is_cleaned_up(office: Office) -> None:
    account = office.account("白帝-编辑")
    record = closing(office, date(2026, 10, 30))
    come = take(office, record, "executed", TODAY)
    assert (office.get("site", 1).values["state"], office.get("site", 1).day("closed_on")) == ("已关停", TODAY)
    assert come.missing == ("账户“白帝-编辑”还没有停用",)
    with pytest.raises(InputProblem, match="由程序从台账看出，不用签"):
        take(office, record, "cleaned", TODAY)
    with pytest.raises(InputProblem, match="还不能办结：账户“白帝-编辑”还没有停用"):
        take(office, record, "finish", TODAY)
    office.set("account", account, state="已停用")
    come = progress_of(office.store.read, office.get("change", record), NOW)
    assert come.state is State.READY
    assert [(item.settled, item.words) for item in hooks_of(come.procedure).items(come)] == [
        (True, "账户“白帝-编辑”已停用"),
        (True, "栏目都已移除，不再监测"),
    ]
    assert take(office, record, "finish", TODAY).state is State.CLOSED
    assert list(findings(office)) == ["9.announcement-site"], "24 days of announcement"


def test_a_site_announced_for_less_than_thirty_days_is_a_warning_of_the_guideline(office: Office) -> None:
    """15 working days are over, so that the regulation itself is kept."""
    record = closing(office, date(2026, 10, 30))
    take(office, record, "executed", TODAY)
    facts = Facts(office.store.read, TODAY)
    told = [finding for rule in OPENINGS for finding in rule.ask(facts).findings]
    assert [(finding.rule, finding.severity, finding.pack) for finding in told] == [
        ("9.announcement-site", "warning", "国办发〔2017〕47号")
    ]


def test_a_site_that_is_taken_offline_is_not_judged_until_it_is_back(office: Office) -> None:
    record = start(office, title="改版", kind="临时下线", site="白帝镇子网站", until_on="2026-12-10")
    for step, day in (("decided", 20), ("filed", 20), ("executed", 21)):
        take(office, record, step, date(2026, 11, day))
    windows = read_windows(office.store.read)
    assert windows.in_maintenance(1, day_start(date(2026, 11, 21)))
    assert windows.in_maintenance(1, day_start(date(2026, 12, 11)) - 1)
    assert not windows.in_maintenance(1, day_start(date(2026, 12, 11)))
    take(office, record, "restored", TODAY)
    assert not read_windows(office.store.read).in_maintenance(1, day_start(date(2026, 11, 24)))
    (window,) = office.store.read.records(LEDGERS["maintenance"])
    assert (window.names["site"], "临时下线：改版" in str(window.values["reason"])) == ("白帝镇子网站", True)


def test_filings_are_withdrawn_and_certifications_cancelled_before_a_closing_is_done(office: Office) -> None:
    """The checklist ticks itself from the ledgers of sites and accounts."""
    office.set("site", 1, police="渝公网安备1号")
    record = closing(office, date(2026, 10, 30))
    come = take(office, record, "executed", TODAY)
    assert come.missing == ("公安、ICP 备案还没有注销，请注销后填站点的备案注销日期",)
    assert "备案还没有注销" in findings(office)["9.cleanup"]
    office.set("site", 1, unfiled_on=TODAY)
    assert "9.cleanup" not in findings(office)
    media = office.add("media", name="白帝发布", platform="微博", unit=TOWN, subject=TOWN, opened_on="2024-01-01")
    days = {"consent_on": "2026-10-09", "filed_on": "2026-10-10", "announced_on": "2026-10-12"}
    other = start(office, title="白帝发布", kind="注销", media="白帝发布", executed_on="2026-11-16", **days)
    come = progress_of(office.store.read, office.get("change", other), NOW)
    assert come.missing == ("认证还没有取消，请取消后填新媒体的认证取消日期",)
    office.set("media", media, uncertified_on="2026-11-17", state="已注销", closed_on="2026-11-16")
    come = progress_of(office.store.read, office.get("change", other), NOW)
    assert come.state is State.READY


def test_what_is_offline_too_long_is_found_and_a_past_day_is_refused(office: Office) -> None:
    """A temporary closing has its own limit: the day until which it is approved, and the county's number of days."""
    record = start(office, title="改版", kind="临时下线", site="白帝镇子网站", until_on="2026-11-20")
    take(office, record, "decided", date(2026, 9, 1))
    take(office, record, "filed", date(2026, 9, 1))
    with pytest.raises(InputProblem, match=r"批准下线到 2026-11-20，早于下线的 2026-11-21.*第九条"):
        take(office, record, "executed", date(2026, 11, 21))
    take(office, record, "executed", date(2026, 10, 8))
    assert set(findings(office)) == {"9.offline", "9.offline-long"}
    assert "应在 2026-11-20 前办完" in findings(office)["9.offline"]
    assert "共 43 天，超过 30 天（程序默认，本县未定）" in findings(office)["9.offline-long"]
    take(office, record, "restored", date(2026, 11, 20))
    assert set(findings(office)) == {"9.offline-long"}
