"""`fjgov media`: who has to post by when, and lists that platforms export."""

from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import beijing_day, utc_now
from tests.cli.conftest import Fjgov

TODAY = beijing_day(utc_now())


@pytest.fixture
def accounts(county: Fjgov) -> Fjgov:
    for name, posted in (("甲号", TODAY - timedelta(days=9)), ("乙号", TODAY - timedelta(days=11)), ("丙号", "")):
        words = ("platform=微博", f"name={name}", "unit=县水利局", f"posted_on={posted}", "state=运行")
        assert county("ledger", "add", "media", *words).code == 0
    return county


def test_the_most_urgent_come_first(accounts: Fjgov) -> None:
    ended = accounts("media", "due", "--json")
    assert ended.code == 1
    rows = [(one["media"], one["days_left"], one["state"]) for one in ended.json["rows"]]
    assert rows == [("丙号", None, "未登记"), ("乙号", -1, "逾期"), ("甲号", 1, "快到期")]
    assert set(ended.json["rows"][0]) == {"id", "media", "platform", "unit", "posted_on", "due", "days_left", "state"}
    shown = accounts("media", "due")
    assert "逾期" in shown.out
    assert "逾期 1 个" in shown.err


def test_a_list_brings_accounts_up_to_date(accounts: Fjgov, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(f"发布时间,账号\n{TODAY},乙号\n{TODAY},丙号\n", encoding="utf-8")

    assert accounts("media", "import-posts", path, "--dry-run").code == 0
    assert accounts("media", "due").code == 1
    ended = accounts("media", "import-posts", path, "--reason", "每周导入")
    assert ended.code == 0
    assert "已登记 2 个账号" in ended.err
    assert accounts("media", "due").code == 0
    assert "每周导入" in accounts("ledger", "history", "media", "丙号").out


def test_one_account_may_be_named_for_the_whole_list(accounts: Fjgov, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(f"标题,发表时间\n甲,{TODAY}\n", encoding="utf-8")
    assert accounts("media", "import-posts", path, "--media", "乙号").code == 0
    assert accounts("media", "import-posts", path).code == 2


def test_a_bad_row_is_named_and_nothing_is_written(accounts: Fjgov, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(f"发布时间,账号\n{TODAY},乙号\n昨天,丙号\n", encoding="utf-8")
    ended = accounts("media", "import-posts", path, "--json")
    assert ended.code == 2
    assert [(one["row"], one["column"]) for one in ended.json["problems"]] == [(3, "A")]
    assert accounts("media", "due").code == 1
    said = accounts("media", "import-posts", path)
    assert "第 3 行" in said.out
    assert "没有写入" in said.err


def test_a_read_only_file_takes_no_list(accounts: Fjgov, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(f"发布时间,账号\n{TODAY},乙号\n", encoding="utf-8")
    assert accounts("--readonly", "media", "import-posts", path).code == 3
