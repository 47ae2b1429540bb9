"""`fjgov due`: the one list of what has to be done by when, over every kind of duty."""

from datetime import timedelta

from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.workdays import add_workdays
from tests.cli.conftest import Fjgov

TODAY = beijing_day(utc_now())
TOWN = "白帝镇人民政府"


def test_every_kind_of_duty_stands_in_one_list_and_what_ends_first_comes_first(county: Fjgov) -> None:
    """Article 37: a password within two months; 依申请公开: 20 working days; both answer one question."""
    assert county("ledger", "add", "person", "name=王小满", f"unit={TOWN}", "roles=直接责任人").code == 0
    site = (f"unit={TOWN}", "kind=子网站", "url=https://bdz.example/")
    assert county("ledger", "add", "site", "name=白帝镇子网站", *site).code == 0
    account = ("name=白帝-编辑", "site=白帝镇子网站", "privilege=编辑", "holder=王小满", f"opened_on={TODAY}")
    assert county("ledger", "add", "account", *account).code == 0
    received = TODAY - timedelta(days=3)
    assert county("request", "start", "title=补偿标准", f"unit={TOWN}", f"received_on={received}").code == 0

    ended = county("due", "--json", "--within", "60d")
    assert ended.code == 0, "nothing is overdue"
    rows = ended.json["rows"]
    reply = add_workdays(received, 20)
    assert [(row["what"], row["day"]) for row in rows] == [
        ("更换口令（从未更换）", TODAY.isoformat()),
        ("依申请公开：答复", reply.isoformat()),
    ]
    assert (ended.json["as_of"], ended.json["within"], ended.json["total"]) == (TODAY.isoformat(), 60, 2)
    assert [row["what"] for row in county("due", "--within", "0", "--json").json["rows"]] == ["更换口令（从未更换）"]
    assert county("due", "--unit", "县水利局", "--json").json["rows"] == []
    shown = county("due", "--unit", TOWN, "--within", "60")
    assert "补偿标准" in shown.out
    assert "2 项，其中已经逾期 0 项" in shown.err


def test_what_is_overdue_is_listed_whatever_was_asked_and_ends_with_1(county: Fjgov) -> None:
    long_ago = TODAY - timedelta(days=60)
    assert county("request", "start", "title=补偿标准", f"unit={TOWN}", f"received_on={long_ago}").code == 0
    ended = county("due", "--within", "0")
    assert ended.code == 1
    assert "✗ 超" in ended.out
    assert "已经逾期 1 项" in ended.err
    assert county("due", "--unit", "没有的单位").code == 2
