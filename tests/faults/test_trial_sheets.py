"""What a spreadsheet from outside would have the program do: run, send, overwrite, look away. It does none of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.store import open_store
from tests.faults.conftest import ANY, Run

STEERING = {
    "setting": (["设置项", "值"], ["告警升级（小时）", "8"]),
    "channel": (["名称", "方式", "地址", "级别"], ["钩", "网络钩子", "https://a.example/", "经办人"]),
    "term": (["词", "类别"], ["帐户", "放行"]),
    "judgement": (["疑点编号", "疑点", "判定", "忽略范围", "理由"], ["f" * 16, "首页", "误报", "全部", "无"]),
    "maintenance": (
        ["开始时刻", "结束时刻", "重复", "原因", "批准人"], ["2026-11-01 00:00", "2027-11-01 00:00", "一次", "a", "b"],
    ),
    "schedule": (["检查", "时间", "启用"], ["内容", "0 3 1 1 *", "是"]),
    "acceptance": (
        ["认可时刻", "站点", "页面摘要", "理由"], ["2026-11-01 00:00", "白帝镇子网站", "a" * 64, "改版"],
    ),
    "role": (["系统账号", "角色", "授权起"], ["mallory", "管理员", "2026-11-01"]),
}  # fmt: skip
"""A sheet of every ledger that steers the program."""


def counted(run: Run, ledger: str) -> int:
    """How many records a ledger has."""
    return int(json.loads(run("ledger", "show", ledger, "--json").out)["total"])


def csv(path: Path, rows: tuple[list[str], list[str]]) -> Path:
    """The sheet as text."""
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def sited(county: Run) -> Run:
    """The county, with a site."""
    words = ("name=白帝镇子网站", "unit=白帝镇人民政府", "url=http://bdz.example.gov.cn/", "kind=子网站")
    county("ledger", "add", "site", *words)
    return county


def test_line_2_every_ledger_that_steers_the_program_is_played() -> None:
    assert set(STEERING) == {ledger.name for ledger in LEDGERS.values() if ledger.steering}


@pytest.mark.parametrize("ledger", STEERING)
def test_line_2_what_steers_goes_in_only_by_its_name_and_after_a_confirmation_that_lists_it(
    sited: Run, tmp_path: Path, ledger: str
) -> None:
    rows = STEERING[ledger]
    sheet = csv(tmp_path / f"{LEDGERS[ledger].title}.csv", rows)
    assert "管程序怎样运行" in sited("import", sheet, "--yes", code=2).err
    listed = sited("import", sheet, "--ledger", ledger, code=2).err
    assert "要改程序的运行方式" in listed
    assert any(value in listed for value in rows[1]), listed
    assert counted(sited, ledger) == 0
    done = sited("import", sheet, "--ledger", ledger, "--yes", code=ANY)
    assert (done.code, counted(sited, ledger)) == (0, 1), done


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS.values() if setting.by_hand])
def test_line_2_what_starts_a_command_or_writes_a_file_comes_by_no_sheet_at_all(
    county: Run, tmp_path: Path, name: str
) -> None:
    sheet = csv(tmp_path / "设置.csv", (["设置项", "值"], [name, "命令:sh -c id"]))
    county("import", sheet, "--ledger", "setting", "--yes", code=2)
    assert counted(county, "setting") == 0


def test_line_2_a_channel_that_came_by_a_sheet_sends_nothing_until_somebody_tried_it(
    county: Run, db: Path, tmp_path: Path
) -> None:
    sheet = csv(tmp_path / "告警去向.csv", STEERING["channel"])
    county("import", sheet, "--ledger", "channel", "--yes")
    with open_store(db, readonly=True) as store:
        assert store.read.record(LEDGERS["channel"], 1).values["enabled"] == 0
    county("ledger", "set", "channel", "1", "enabled=是")
    county("import", sheet, "--ledger", "channel", "--yes", "--reason", "再来一次")
    with open_store(db, readonly=True) as store:
        assert store.read.record(LEDGERS["channel"], 1).values["enabled"] == 0


def test_line_2_a_command_starts_only_from_a_folder_that_nobody_else_can_change(
    sited: Run, programs: Path, tmp_path: Path
) -> None:
    county = sited
    county("ledger", "add", "account", "name=白帝-编辑", "site=白帝镇子网站", "holder=张三", "privilege=编辑")
    mark = tmp_path / "ran"
    program = programs / "send"
    program.write_text(f"#!/bin/sh\necho x > {mark}\n", encoding="utf-8")
    program.chmod(0o755)
    elsewhere = tmp_path / "send"
    elsewhere.write_bytes(program.read_bytes())
    elsewhere.chmod(0o755)
    county("ledger", "add", "setting", "设置项=提醒去向", f"值=命令:{elsewhere}")
    county("password", "remind", "--force")
    assert not mark.exists()
    county("ledger", "set", "setting", "1", f"值=命令:{program}")
    for folder_mode, file_mode, runs in ((0o777, 0o755, False), (0o755, 0o777, False), (0o755, 0o755, True)):
        programs.chmod(folder_mode)
        program.chmod(file_mode)
        county("password", "remind", "--force")
        assert mark.exists() == runs, (oct(folder_mode), oct(file_mode))
    programs.chmod(0o777)
    rows = json.loads(county("doctor", "--json", code=ANY).out)["rows"]
    (line,) = [row for row in rows if row["name"] == "commands"]
    assert line["state"] == "warn"
    assert str(programs) in line["detail"] + line["remedy"]


def test_line_2_a_links_target_is_no_allowed_command(county: Run, programs: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    elsewhere = tmp_path / "evil"
    elsewhere.write_text(f"#!/bin/sh\necho x > {mark}\n", encoding="utf-8")
    elsewhere.chmod(0o755)
    (programs / "send").symlink_to(elsewhere)
    county("ledger", "add", "setting", "设置项=提醒去向", "值=命令:send", code=ANY)
    county("password", "remind", "--force", code=ANY)
    assert not mark.exists()


def test_line_2_a_collected_form_brings_in_no_sheet_that_steers(sited: Run, tmp_path: Path) -> None:
    """A unit sends its form back with a sheet more."""
    import openpyxl

    folder = tmp_path / "发表"
    sited("collect", "make", "-o", folder, "--what", "人员", code=ANY)
    (form,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(form)
    for name in ("channel", "setting"):
        sheet = book.create_sheet(LEDGERS[name].title)
        for row in STEERING[name]:
            sheet.append(row)
        sheet.sheet_state = "hidden"
    back = tmp_path / "交回.xlsx"
    book.save(back)
    assert zipfile.is_zipfile(back)
    sited("collect", "take", back, code=ANY)
    assert (counted(sited, "channel"), counted(sited, "setting")) == (0, 0)
