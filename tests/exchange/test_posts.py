"""Lists of posts that platforms export: whatever the headings are called, the newest day counts, or nothing does."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from fjgov_tui.errors import InputProblem, SheetProblem
from fjgov_tui.exchange.posts import PostsOutcome, import_posts
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from tests.store.helpers import fresh

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def county(tmp_path: Path) -> Store:
    store = fresh(tmp_path / "county.db", lambda: NOW)
    with store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "县公安局", "kind": "部门"})
        for platform, name, posted in (
            ("微信公众号", "平安演示", date(2026, 11, 1)),
            ("抖音", "平安演示", None),
            ("微博", "县公安演示", date(2026, 11, 20)),
        ):
            given = {"platform": platform, "name": name, "unit": "县公安局", "posted_on": posted, "state": "运行"}
            writer.save(LEDGERS["media"], given)
    return store


def sheet(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "posts.csv"
    path.write_bytes(text.encode(encoding))
    return path


def days(store: Store) -> list[str]:
    return [str(one.values["posted_on"] or "") for one in store.read.records(LEDGERS["media"])]


def shown(outcome: PostsOutcome) -> list[tuple[str, str, int, str]]:
    return [(one.platform, one.media, one.posts, one.action) for one in outcome.accounts]


def test_the_newest_day_of_each_account_is_taken(county: Store, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        "平台,账号名称,标题,发布时间\n"
        "微信公众号,平安演示,甲,2026-11-21 08:30\n"
        "微信,平安演示,乙,2026/11/22 18:05:09\n"
        "抖音,平安演示,丙,2026年11月19日\n"
        "微博,县公安演示,丁,20261110\n"
        "合计,,4,\n",
    )

    outcome = import_posts(county, path)

    assert outcome.written
    assert days(county) == ["2026-11-22", "2026-11-19", "2026-11-20"], "a day never moves back"
    assert shown(outcome) == [
        ("微信公众号", "平安演示", 2, "修改"), ("抖音", "平安演示", 1, "修改"), ("微博", "县公安演示", 1, "未改"),
    ]  # fmt: skip
    entry = county.read.history(LEDGERS["media"], 1)[0]
    assert entry.reason == "导入平台发布清单 posts.csv"


@pytest.mark.parametrize("heading", ["发布时间", "发表时间", "推送日期", "*发布时间(北京时间)", "日期"])
@pytest.mark.parametrize("account", ["账号名称", "公众号", "昵称", "新媒体名称"])
def test_headings_vary(county: Store, tmp_path: Path, heading: str, account: str) -> None:
    path = sheet(tmp_path, f"清单\n{heading},{account}\n2026-11-22,县公安演示\n", "gb18030")
    assert import_posts(county, path).accounts[0].newest == date(2026, 11, 22)


def test_a_list_of_one_account_needs_no_name(county: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "标题,发表时间\n甲,1795312800\n乙,1795312800000\n")
    outcome = import_posts(county, path, media=3, reason="每周导入")
    assert outcome.accounts[0].newest == date(2026, 11, 22)
    assert days(county)[2] == "2026-11-22"
    assert county.read.history(LEDGERS["media"], 3)[0].reason == "每周导入"


def test_a_workbook_with_real_dates_and_other_sheets(county: Store, tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    rows: list[list[Raw]] = [["发布时间", "账号"], [datetime(2026, 11, 22, 9, 30), "县公安演示"]]
    with Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.add_worksheet("说明").write(0, 0, "导出于 2026 年")
        page = book.add_worksheet("数据")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    assert import_posts(county, path).accounts[0].newest == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("2026-11-24,微博,县公安演示", "A", "之后"),
        ("昨天,微博,县公安演示", "A", "不是日期"),
        (",微博,县公安演示", "A", "没有发布时间"),
        ("2026-11-22,微博,没有的", "C", "没有这个账号"),
        ("2026-11-22,抖音,县公安演示", "C", "没有这个账号"),
        ("2026-11-22,,平安演示", "C", "几个平台"),
        ("2026-11-22,微博,", "C", "没有账号名称"),
        ("2026-11-22,广播,县公安演示", "C", "不在可选项内"),
    ],
)
def test_one_bad_row_stops_everything(county: Store, tmp_path: Path, line: str, column: str, said: str) -> None:
    before = county.read.head()
    path = sheet(tmp_path, f"发布时间,平台,账号名称\n2026-11-22,微博,县公安演示\n{line}\n")

    outcome = import_posts(county, path)

    ((_, problem),) = outcome.problems
    assert (problem.row, problem.column) == (3, column)
    assert said in problem.reason
    assert not outcome.written
    assert county.read.head() == before


def test_a_rehearsal_writes_nothing(county: Store, tmp_path: Path) -> None:
    before = county.read.head()
    path = sheet(tmp_path, "发布时间,账号\n2026-11-22,县公安演示\n")
    outcome = import_posts(county, path, dry_run=True)
    assert (outcome.changed, outcome.written) == (1, False)
    assert county.read.head() == before


def test_the_same_list_again_changes_nothing(county: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "发布时间,账号\n2026-11-22,县公安演示\n")
    import_posts(county, path)
    before = county.read.head()
    again = import_posts(county, path)
    assert [one.action for one in again.accounts] == ["不变"]
    assert county.read.head() == before


def test_a_file_without_the_headings_is_refused(county: Store, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="账号名称"):
        import_posts(county, sheet(tmp_path, "标题,发布时间\n甲,2026-11-22\n"))
    with pytest.raises(SheetProblem):
        import_posts(county, tmp_path / "没有.csv")


def test_text_from_outside_is_cleaned_in_what_is_said(county: Store, tmp_path: Path) -> None:
    outcome = import_posts(county, sheet(tmp_path, "发布时间,账号\n2026-11-22,甲\x1b[31m乙\n"))
    assert "\x1b" not in outcome.problems[0][1].value


def test_whatever_the_order_the_newest_wins_and_never_goes_back(county: Store, tmp_path: Path) -> None:
    @given(st.lists(st.dates(date(2026, 1, 1), TODAY), min_size=1, max_size=8))
    def check(posted: list[date]) -> None:
        before = days(county)[2]
        lines = "".join(f"{day},县公安演示\n" for day in posted)
        import_posts(county, sheet(tmp_path, f"发布时间,账号\n{lines}"))
        assert days(county)[2] == max(before, max(posted).isoformat())

    check()
