"""Findings: one alert a page for violations, one a site and check for warnings; judged ones alarm nobody."""

import pytest

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.findings import headline
from fjgov_tui.observed.model import Check
from fjgov_tui.store.watch.alerts import open_alert
from fjgov_tui.store.watch.findings import findings
from tests.monitor.alerts.county import County, ids, seen


def test_violations_of_a_page_are_one_alert_that_lists_them(county: County) -> None:
    county.channel()
    column = county.add("column", site="站点1", name="公告", kind="通知公告", url="https://s1.example/gg/")
    county.inspect(1, "integrity", [seen(1, "甲"), seen(1, "乙", around="前后文")])
    county.inspect(1, "integrity", [seen(1, "丙", column=column)], column)
    assert ids(county.alerts) == ["finding:integrity:site:1", f"finding:integrity:column:{column}"]
    first, second = county.incidents
    assert (first.values["kind"], first.values["severity"]) == ("疑似篡改", "违反")
    assert "等 2 处" in str(first.values["title"])
    assert "发现甲" in str(first.values["evidence"])
    assert "前后文" in str(first.values["evidence"])
    assert "公告" in str(second.values["title"])
    assert county.told == ["告警", "告警"]


def test_what_stands_there_still_is_not_told_again_and_what_is_new_is(county: County) -> None:
    county.channel()
    for _ in range(3):
        county.wall.ahead(hours=2)
        county.inspect(1, "integrity", [seen(1, "甲")])
    assert county.told == ["告警"]
    county.inspect(1, "integrity", [seen(1, "甲"), seen(1, "乙")])
    assert county.told == ["告警", "更新"]
    assert len(county.incidents) == 1
    assert "又发现 1 处" in str(county.incidents[0].values["note"])


def test_what_is_gone_closes_the_alert_and_leaves_the_incident_to_a_person(county: County) -> None:
    county.channel()
    county.inspect(1, "integrity", [seen(1)])
    county.wall.ahead(hours=2)
    county.inspect(1, "integrity", [])
    assert county.alerts == []
    (incident,) = county.incidents
    assert incident.values["recovered_at"] is not None
    assert (incident.values["closed_at"], incident.values["handled_at"]) == (None, None)
    assert county.told == ["告警", "恢复"]
    county.wall.ahead(days=3)
    county.inspect(1, "integrity", [seen(1)])
    assert len(county.incidents) == 1, "the person's incident is still open: the same cause has no second one"
    assert county.incidents[0].values["recovered_at"] is None


def test_a_check_that_could_not_be_carried_out_ends_nothing(county: County) -> None:
    county.inspect(1, "integrity", [seen(1)])
    county.inspect(1, "integrity", [], ok=False)
    assert ids(county.alerts) == ["finding:integrity:site:1"]


def test_stale_columns_of_a_site_are_one_incident_that_names_them(county: County) -> None:
    """Issue 10: on a county's first day one incident a site and kind, not one a column."""
    county.channel()
    columns = [
        county.add("column", site="站点1", name=f"公告{number}", kind="通知公告", url=f"https://s1.example/{number}/")
        for number in range(30)
    ]
    for column in columns:
        county.inspect(1, "freshness", [seen(1, "stale", "freshness", column=column, what="更新超期")], column)
    assert ids(county.alerts) == ["finding:freshness:violation:1"]
    (incident,) = county.incidents
    assert (incident.values["kind"], incident.values["severity"]) == ("更新超期", "违反")
    assert "更新超期 30 页" in str(incident.values["title"])
    assert "公告0" in str(incident.values["evidence"])
    assert "公告29" not in str(incident.values["evidence"]), "what came later stands among the dated lines"
    assert "又发现 1 处" in str(incident.values["note"])
    for column in columns[1:]:
        county.inspect(1, "freshness", [], column)
    county.inspect(1, "freshness", [], columns[0])
    assert county.alerts == []


def test_the_same_hidden_link_on_every_page_of_a_site_is_one_incident(county: County) -> None:
    county.channel()
    columns = [
        county.add("column", site="站点1", name=f"公告{number}", kind="通知公告", url=f"https://s1.example/{number}/")
        for number in range(5)
    ]
    county.inspect(1, "integrity", [seen(1, "casino.example")])
    for column in columns:
        county.inspect(1, "integrity", [seen(1, "casino.example", column=column)], column)
    assert ids(county.alerts) == ["finding:integrity:site:1"]
    assert len(county.incidents) == 1
    county.inspect(1, "integrity", [seen(1, "other.example", column=columns[0])], columns[0])
    assert len(county.alerts) == 2, "something else on another page has a clock of its own"
    county.inspect(1, "integrity", [])
    assert ids(county.alerts) == [f"finding:integrity:column:{column}" for column in columns[:2]], "it stands elsewhere"


def test_a_known_thing_on_a_further_page_is_written_down_and_told_no_more(county: County) -> None:
    county.channel()
    columns = [
        county.add("column", site="站点1", name=f"公告{number}", kind="通知公告", url=f"https://s1.example/{number}/")
        for number in range(3)
    ]
    county.inspect(1, "integrity", [seen(1, "casino.example")])
    for column in columns:
        county.inspect(1, "integrity", [seen(1, "casino.example", column=column)], column)
    assert county.told == ["告警"]
    (incident,) = county.incidents
    assert str(incident.values["note"]).count("同样的问题又在 1 页看到") == 3
    assert "等" not in str(incident.values["title"]), "one thing, whatever the number of its pages"


def test_alerts_of_an_earlier_release_go_on_under_the_site(county: County) -> None:
    column = county.add("column", site="站点1", name="公告", kind="通知公告", url="https://s1.example/gg/")
    with county.store.write() as writer:
        open_alert(
            writer,
            cause=f"finding:freshness:column:{column}",
            severity=Severity.VIOLATION,
            kind="更新超期",
            what="站点1“公告”：更新超期",
            opened_at=county.now,
            site=1,
        )
    county.inspect(1, "freshness", [seen(1, "stale", "freshness", column=column)], column)
    assert ids(county.alerts) == ["finding:freshness:violation:1"]


@pytest.mark.parametrize("check", ["freshness", "links", "standing"])
def test_warnings_are_one_alert_a_site_and_check_no_incident_and_wait_for_the_digest(
    county: County, check: Check
) -> None:
    county.channel()
    column = county.add("column", site="站点1", name="公告", kind="通知公告", url="https://s1.example/gg/")
    county.inspect(1, check, [seen(1, "甲", check, Severity.WARNING), seen(1, "乙", check, Severity.WARNING)])
    county.inspect(1, check, [seen(1, "丙", check, Severity.WARNING, column)], column)
    county.inspect(2, check, [seen(2, "甲", check, Severity.WARNING)])
    county.inspect(3, check, [seen(3, "甲", check, Severity.NOTICE)])
    assert ids(county.alerts) == [f"finding:{check}:1", f"finding:{check}:2"]
    assert county.incidents == []
    assert county.told == []
    county.inspect(1, check, [], column)
    assert len(county.alerts) == 2, "the home page has some left"
    county.inspect(1, check, [])
    assert ids(county.alerts) == [f"finding:{check}:2"]
    assert county.told == []


def test_warnings_of_tampering_and_content_are_told_at_once(county: County) -> None:
    county.channel()
    county.inspect(1, "content", [seen(1, "错字", "content", Severity.WARNING)])
    assert county.told == ["告警"]


def test_a_false_positive_alarms_nobody_and_closes_what_it_had_opened(county: County) -> None:
    county.channel()
    county.inspect(1, "integrity", [seen(1)])
    (found,) = findings(county.store.read, site=1)
    county.judge(found.fingerprint, scope="全部")
    county.tend()
    assert county.alerts == []
    (incident,) = county.incidents
    assert incident.values["closed_at"] is not None
    assert incident.values["handled_at"] is None
    assert "误报" in str(incident.values["note"])
    county.inspect(2, "integrity", [seen(2)])
    assert county.alerts == [], "the same mark was judged for every site"
    county.inspect(1, "integrity", [seen(1)])
    assert county.alerts == []
    assert len(county.incidents) == 1


def test_one_false_and_one_true_keep_the_alert_until_the_true_one_is_gone(county: County) -> None:
    county.inspect(1, "integrity", [seen(1, "甲"), seen(1, "乙")])
    one = next(one for one in findings(county.store.read, site=1) if one.what == "发现甲")
    county.judge(one.fingerprint)
    county.tend()
    assert len(county.alerts) == 1
    county.wall.ahead(hours=2)
    county.inspect(1, "integrity", [seen(1, "甲")])
    assert county.alerts == []
    assert "已看不到" in str(county.incidents[0].values["note"])
    assert county.incidents[0].values["closed_at"] is None


def test_a_confirmed_finding_keeps_its_alert(county: County) -> None:
    county.inspect(1, "integrity", [seen(1)])
    (found,) = findings(county.store.read, site=1)
    county.judge(found.fingerprint, "确认", None)
    county.tend()
    assert len(county.alerts) == 1


def test_thousands_of_findings_fit_into_one_incident(county: County) -> None:
    many = [seen(1, f"链接{number}", "links", what="长" * 400, around="文" * 400) for number in range(900)]
    county.inspect(1, "links", many)
    county.inspect(1, "links", [*many, *(seen(1, f"又{number}", "links") for number in range(50))])
    (incident,) = county.incidents
    assert len(str(incident.values["evidence"])) <= 4000
    assert len(str(incident.values["note"])) <= 4000
    assert "另有 880 处" in str(incident.values["evidence"]) or str(incident.values["evidence"]).endswith("…")


def test_an_incident_that_is_written_into_for_months_stays_within_its_field(county: County) -> None:
    for round_ in range(140):
        county.wall.ahead(hours=2)
        county.inspect(1, "integrity", [seen(1, f"暗链{number}") for number in range(round_ + 1)])
        if round_ == 20:
            (incident,) = county.incidents
            county.set("incident", incident.id, note=f"{incident.values['note']}\n张三到现场看过")
    (incident,) = county.incidents
    assert "张三到现场看过" in str(incident.values["note"])
    note = str(incident.values["note"])
    assert len(note) <= 4000
    assert "从略" in note
    assert note.splitlines()[-1].startswith(county.wall.now.strftime("%Y-%m-%d %H:%M"))


def test_what_somebody_accepted_as_it_is_closes_with_its_incident(county: County) -> None:
    county.inspect(1, "integrity", [seen(1)])
    county.wall.ahead(hours=1)
    county.add("acceptance", accepted_at=county.wall(), site="站点1", digest="ab", reason="改版")
    county.inspect(1, "integrity", [])
    assert county.alerts == []
    assert "认可" in str(county.incidents[0].values["note"])
    assert county.incidents[0].values["closed_at"] is not None


def test_an_acceptance_of_another_page_or_of_earlier_closes_nothing_by_itself(county: County) -> None:
    county.add("acceptance", accepted_at=county.wall(), site="站点1", digest="ab", reason="改版")
    county.wall.ahead(hours=1)
    county.inspect(1, "integrity", [seen(1)])
    county.add("acceptance", accepted_at=county.wall(), site="站点2", digest="ab", reason="改版")
    county.inspect(1, "integrity", [])
    assert county.incidents[0].values["closed_at"] is None


@pytest.mark.parametrize(
    ("what", "called"),
    [
        ("更新超期（限 11-14）：最新一条是 2026-10-31 的，已 23 天没有更新", "更新超期（限 11-14）"),
        ("链接“专题：已撤下的专题”打不开：状态码 404", "链接“专题：已撤下的专题”打不开"),
        ("疑似错误表述“八项归定”，应为“八项规定”", "疑似错误表述“八项归定”，应为“八项规定”"),
        ("没有关上的“引号：一直到底", "没有关上的“引号：一直到底"),
        ("”反着的：“引号", "”反着的"),
        ("长" * 60, "长" * 39 + "…"),
    ],
)
def test_a_finding_is_called_by_what_stands_before_its_explanation(what: str, called: str) -> None:
    assert headline(what) == called
