"""Roles: what an account may write, asked where writes happen; who is refused is told who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fjgov_tui.errors import NotAllowed
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.access import AccessRole, roles_for
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.workflows.granting import Granting, grant, revoke
from tests.conftest import NOW

TODAY = date(2026, 11, 23)
As = Callable[[str], Store]


def record_id(store: Store, ledger: str, title: str) -> int:
    return next(record.id for record in store.read.records(LEDGERS[ledger]) if record.title == title)


def give(store: Store, login: str, role: AccessRole, unit: str = "", **more: str) -> None:
    number = record_id(store, "unit", unit) if unit else None
    with store.write() as write:
        grant(write, Granting(login, role, number, None, more.get("since", "2026-01-01"), more.get("until", "")), TODAY)


def add(store: Store, ledger: str, **given: Raw) -> int:
    with store.write() as write:
        return write.save(LEDGERS[ledger], given)


def add_person(store: Store, unit: str, name: str) -> int:
    return add(store, "person", unit=RecordId(record_id(store, "unit", unit)), name=name)


@pytest.fixture
def ruled(store: Store) -> Store:
    """A file with two units, one below the other's office, and one administrator."""
    add(store, "unit", name="县政府办公室", kind="县政府办公室")
    add(store, "unit", name="白帝镇人民政府", kind="乡镇街道")
    add(
        store, "unit", name="白帝镇文化站", kind="事业单位", parent=RecordId(record_id(store, "unit", "白帝镇人民政府"))
    )
    add(store, "unit", name="草堂镇人民政府", kind="乡镇街道")
    give(store, "zhou", AccessRole.ADMIN)
    return store


@pytest.fixture
def acting(ruled: Store) -> As:
    """Opens the file as somebody who came through sudo."""
    opened: list[Store] = []

    def act(login: str) -> Store:
        opened.append(open_store(ruled.path, actor=Actor("fjgov", behind=login), clock=lambda: NOW))
        return opened[-1]

    return act


def test_without_a_role_in_force_everybody_writes(store: Store) -> None:
    with open_store(store.path, actor=Actor("fjgov", behind="anybody"), clock=lambda: NOW) as other:
        add(other, "unit", name="县林业局", kind="部门")


def test_who_has_no_role_reads_and_is_told_who_could_give_one(acting: As) -> None:
    with acting("stranger") as store:
        assert store.readonly
        assert len(list(store.read.records(LEDGERS["unit"]))) == 4
        with pytest.raises(NotAllowed, match=r"“stranger”没有授权，只能查看.*管理员zhou"):
            add(store, "unit", name="县林业局", kind="部门")


def test_an_inspector_reads(ruled: Store, acting: As) -> None:
    give(ruled, "inspector", AccessRole.INSPECTOR)
    with acting("inspector") as store, pytest.raises(NotAllowed, match="是检查，只能查看"):
        add(store, "unit", name="县林业局", kind="部门")


def test_a_clerk_of_a_unit_writes_its_records_and_those_below_it_alone(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK, "白帝镇人民政府")
    with acting("clerk") as store:
        add_person(store, "白帝镇人民政府", "王小满")
        add_person(store, "白帝镇文化站", "李大寒")
        with pytest.raises(NotAllowed, match=r"经办（白帝镇人民政府），管不到别的单位的“人员”.*管理员zhou"):
            add_person(store, "草堂镇人民政府", "张立春")
        with pytest.raises(NotAllowed):
            add(store, "unit", name="县林业局", kind="部门")
    assert {record.title for record in ruled.read.records(LEDGERS["person"])} == {"王小满", "李大寒"}


def test_a_record_is_not_fetched_from_another_unit(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK, "白帝镇人民政府")
    person = add_person(ruled, "草堂镇人民政府", "张立春")
    with acting("clerk") as store:
        taken: dict[str, Raw] = {"unit": RecordId(record_id(store, "unit", "白帝镇人民政府"))}
        found = store.read.record(LEDGERS["person"], person)
        with pytest.raises(NotAllowed), store.write() as write:
            write.save(LEDGERS["person"], taken, found)
    assert ruled.read.record(LEDGERS["person"], person).names["unit"] == "草堂镇人民政府"


def test_all_of_a_transaction_or_nothing(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK, "白帝镇人民政府")
    before = ruled.read.head()

    def both(store: Store) -> None:
        with store.write() as write:
            for unit in ("白帝镇人民政府", "草堂镇人民政府"):
                write.save(LEDGERS["person"], {"unit": unit, "name": "王小满"})

    with acting("clerk") as store, pytest.raises(NotAllowed):
        both(store)
    assert ruled.read.head() == before


@pytest.mark.parametrize("role", [AccessRole.CLERK, AccessRole.REVIEWER, AccessRole.DUTY])
def test_what_steers_the_program_is_the_administrators(ruled: Store, acting: As, role: AccessRole) -> None:
    give(ruled, "other", role)
    with acting("other") as store, pytest.raises(NotAllowed, match="不能登记或修改“设置”"):
        add(store, "setting", name="口令更换周期（月）", value="2")
    with acting("zhou") as store:
        add(store, "setting", name="口令更换周期（月）", value="2")


def test_who_is_on_duty_books_the_night_and_nothing_else(ruled: Store, acting: As) -> None:
    give(ruled, "night", AccessRole.DUTY)
    with acting("night") as store, pytest.raises(NotAllowed, match="不能登记或修改“人员”"):
        add_person(store, "白帝镇人民政府", "王小满")
    assert AccessRole.DUTY in roles_for(LEDGERS["patrol"])
    assert AccessRole.DUTY not in roles_for(LEDGERS["rotation"])


def test_nobody_gives_himself_a_role(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK)
    with acting("clerk") as store, pytest.raises(NotAllowed):
        give(store, "clerk", AccessRole.ADMIN)


def test_a_role_ends_after_its_last_day(ruled: Store, acting: As) -> None:
    give(ruled, "past", AccessRole.CLERK, until="2026-11-22")
    give(ruled, "last", AccessRole.CLERK, until="2026-11-23")
    give(ruled, "soon", AccessRole.CLERK, since="2026-11-24")
    with acting("past") as past, acting("soon") as soon, acting("last") as last:
        assert (past.readonly, soon.readonly, last.readonly) == (True, True, False)


def test_the_last_administrator_stays(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK)
    give(ruled, "local", AccessRole.ADMIN, "白帝镇人民政府")
    with acting("zhou") as store, pytest.raises(NotAllowed, match="没有全县的管理员"), store.write() as write:
        revoke(write, "zhou", AccessRole.ADMIN)
    give(ruled, "li", AccessRole.ADMIN)
    with acting("zhou") as store, store.write() as write:
        revoke(write, "zhou", None)
    with acting("zhou") as store:
        assert store.readonly


def test_the_first_role_cannot_lock_everybody_out(store: Store) -> None:
    with pytest.raises(NotAllowed, match="没有全县的管理员"):
        give(store, "clerk", AccessRole.CLERK)


def test_the_keeper_of_the_file_is_bound_by_nothing(ruled: Store) -> None:
    """Root and the owner can rewrite the file anyway; a refusal would only pretend."""
    add(ruled, "unit", name="县林业局", kind="部门")
    assert not ruled.permissions().bound


def test_what_the_monitor_saw_is_nobodys_deed(ruled: Store, tmp_path: Path) -> None:
    with open_store(ruled.path, actor=Actor("fjgov", behind="stranger"), clock=lambda: NOW, as_program=True) as store:
        add(store, "unit", name="县林业局", kind="部门")


def test_shown_secrets_are_a_deed_too(ruled: Store, acting: As) -> None:
    give(ruled, "clerk", AccessRole.CLERK, "白帝镇人民政府")
    person = add_person(ruled, "草堂镇人民政府", "张立春")
    with acting("clerk") as store, pytest.raises(NotAllowed), store.write() as write:
        write.reveal(LEDGERS["person"], person)
