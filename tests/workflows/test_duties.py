"""The one list of what falls due: steps of procedures and passwords, by day, with who, and a digest for each unit."""

from __future__ import annotations

from datetime import date

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.workflows.duties import Obligation, by_unit, duties
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.workflows.office import TODAY, Office

TOWN = "白帝镇人民政府"


def listed(office: Office, days: int = 30) -> list[Obligation]:
    return duties(office.store.read, TODAY, days)


def enter(office: Office, ledger: str, **given: str) -> int:
    with office.store.write() as writer:
        return save_record(writer, LEDGERS[ledger], {"unit": TOWN, **given})


def test_a_reply_is_a_duty_of_its_unit_until_it_is_given(office: Office) -> None:
    office.person("分", roles="直接责任人")
    record = enter(office, "request", title="征地补偿标准", received_on="2026-11-02", result="予以公开")
    reply = next(duty for duty in listed(office) if duty.ledger == "request")
    # 20 working days from Monday 2 November, the first day not counted.
    assert (reply.day, reply.what, reply.subject) == (date(2026, 11, 30), "依申请公开：答复", "征地补偿标准")
    assert (reply.unit, reply.id, reply.days_left(TODAY)) == (TOWN, record, 7)
    assert [duty.what for duty in listed(office, 6)] == []
    with office.store.write() as writer:
        sign(writer, "request", record, Signing(step="reply", on=TODAY))
    assert listed(office) == []


def test_what_is_overdue_is_listed_whatever_the_horizon_and_first(office: Office) -> None:
    enter(office, "message", title="路灯不亮", received_on="2026-11-20", kind="咨询")
    enter(office, "request", title="旧的一件", received_on="2026-09-10")
    first = listed(office, 0)[0]
    assert (first.subject, first.day) == ("旧的一件", date(2026, 10, 14))
    assert first.days_left(TODAY) < 0


def test_the_hour_of_an_incident_keeps_its_minute(office: Office) -> None:
    office.add(
        "incident", title="首页打不开", unit=TOWN, site="白帝镇子网站", found_at="2026-11-23 11:00", source="监测",
        kind="打不开",
    )  # fmt: skip
    number = next(iter(office.store.read.records(LEDGERS["incident"]))).id
    with office.store.write() as writer:
        save_record(
            writer, LEDGERS["incident"], {"notified_at": "2026-11-23 11:10"}, writer.record(LEDGERS["incident"], number)
        )
    hour = next(duty for duty in listed(office) if duty.ledger == "incident" and duty.at is not None)
    assert hour.at is not None
    assert hour.at.isoformat() == "2026-11-23T04:10:00+00:00"


def test_passwords_are_in_the_same_list_with_who_holds_them(office: Office) -> None:
    office.person("张三")
    office.account("编辑", "张三", rotated_on="2026-10-01")
    office.account("新号", "张三", rotated_on=None, length=None, length_basis=None)
    told = [(duty.what, duty.day, duty.person, duty.unit) for duty in listed(office)]
    assert told == [
        ("更换口令（从未更换）", TODAY, "张三", TOWN),
        ("更换口令", date(2026, 12, 1), "张三", TOWN),
    ]


def test_each_unit_has_one_digest_with_its_telephone_and_the_responsible_first(office: Office) -> None:
    office.person("信", mobile="13900000001")
    head = office.person("分", roles="直接责任人", mobile="13900000002")
    unit = next(unit for unit in office.store.read.records(LEDGERS["unit"]) if unit.title == TOWN)
    office.set("unit", unit.id, phone="023-56557001", direct="分")
    office.account("编辑", "信", rotated_on="2026-10-01")
    enter(office, "request", title="征地补偿标准", received_on="2026-11-02")
    enter(office, "request", title="另一件", received_on="2026-11-02", unit="县水利局")
    digests = {item.unit: item for item in by_unit(office.store.read, listed(office), TODAY)}
    assert set(digests) == {TOWN, "县水利局"}
    assert [duty.ledger for duty in digests[TOWN].duties] == ["request", "account"]
    assert [contact.name for contact in digests[TOWN].contacts] == [TOWN, "分", "信"]
    assert digests[TOWN].contacts[1].person == head
    assert digests[TOWN].contacts[1].masked != "13900000002"


def test_what_comes_round_for_systems_and_plans_is_a_duty(office: Office) -> None:
    office.add("system", name="平台", unit=TOWN, since="2020-01-01", grade="二级", state="在用")
    office.add("safety", system="平台", kind="数据库检查", checked_on="2025-12-10", result="正常")
    office.add("plan", unit=TOWN, name="总预案", issued_on="2025-12-01")
    due = {duty.what: (duty.day, duty.unit, duty.article) for duty in listed(office) if duty.ledger != "person"}
    assert due["数据库检查"] == (date(2026, 12, 10), TOWN, 35)
    assert due["应急演练"] == (date(2026, 12, 1), TOWN, 27)


def test_a_gap_ahead_and_the_end_of_a_roster_are_duties_of_its_unit(office: Office) -> None:
    office.person("张三", "县政府办公室", "值班人员")
    for day in ("2026-11-22", "2026-11-23", "2026-11-25"):
        office.add("shift", day=day, unit="县政府办公室", part="全天", person="张三")
    found = [(duty.day, duty.what, duty.unit) for duty in listed(office) if duty.article == 27]
    assert found == [
        (date(2026, 11, 24), "排上空班", "县政府办公室"),
        (date(2026, 11, 25), "排好下一段值班表", "县政府办公室"),
    ]


def test_what_is_still_to_be_read_today_is_the_county_offices(office: Office) -> None:
    office.person("张三", "县政府办公室", "值班人员")
    office.add("shift", day=str(TODAY), unit="县政府办公室", part="全天", person="张三")
    (reading,) = [duty for duty in listed(office, 0) if duty.article == 28]
    assert (reading.what, reading.person) == ("今日读网：还有 1 处", "张三")
    office.add("patrol", read_at="2026-11-23 09:00", person="张三", site="白帝镇子网站", result="正常")
    assert not [duty for duty in listed(office, 0) if duty.article == 28]
