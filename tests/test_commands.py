"""Which commands change the file, said here by hand: a command that forgets to say so would run on a read-only file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from fjgov_tui import commands
from fjgov_tui.commands.base import READONLY, Command, Situation

WRITING = {
    "BeginHandover", "AddRecord", "EditRecord", "DuplicateRecord", "RemoveRecord", "ImportSheet", "ImportDaySheet",
    "FirstUnit", "RecordAttested", "TypePassword", "ChangedToday", "MarkAttendance", "AddSession", "ImportSignIn",
    "BookAttendance", "TickPerson", "SaveForm", "RestoreOld", "RevealSealed", "CommitImport", "SignStep",
    "FinishMatter", "GiveAccount", "BookLeaving", "AcknowledgeAlert", "AcceptBaseline", "EditPlan", "AddPlan",
    "OpenPlanLine", "KeepFault", "EnterPaper",
}  # fmt: skip
READING = {
    "ShowHelp", "OpenPalette", "ShowHandovers", "ShowRecord", "ShowHistory", "ExportList", "CopyRecord", "ShowSite",
    "GeneratePassword", "AccountHistory", "WriteDaySheet", "SaveYear", "SaveWallboard", "Quit", "PrintForm",
    "OpenMatter", "ShowPageChanges", "GoToLedger", "OtherComparison", "ShowTrail", "CloseText",
}  # fmt: skip
"""What an inspector needs."""


def all_commands() -> Iterator[type[Command]]:
    for module in pkgutil.walk_packages(commands.__path__, f"{commands.__name__}."):
        importlib.import_module(module.name)
    pending = [Command]
    while pending:
        pending += pending.pop().__subclasses__()
        yield from pending[-1:]


BY_NAME = {command.__name__: command for command in all_commands()}


def test_the_names_said_by_hand_are_those_of_commands() -> None:
    assert sorted((WRITING | READING) - set(BY_NAME)) == []


@pytest.mark.parametrize("name", sorted(WRITING))
def test_what_changes_the_file_is_refused_where_it_is_read_only(name: str) -> None:
    assert BY_NAME[name].refusal(Situation(readonly=True, record=True, ledger=True)) == READONLY
    assert not BY_NAME[name].refusal(Situation(record=True, ledger=True, marked=1))


@pytest.mark.parametrize("name", sorted(READING))
def test_an_inspector_may_do_what_changes_nothing(name: str) -> None:
    assert not BY_NAME[name].refusal(Situation(readonly=True, record=True, ledger=True))


def test_a_list_that_is_still_being_read_does_not_say_that_it_has_no_record() -> None:
    assert BY_NAME["ShowRecord"].refusal(Situation(ledger=True, reading=True)) == "还在读取，请稍候"
    assert BY_NAME["ShowRecord"].refusal(Situation(ledger=True)) == "列表里没有选中的记录"
