"""The one way to sign: in whose place, which decision, what with it, and which times a return leaves as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.ledgers.procedures import Decision, Role
from fjgov_tui.workflows.matters import LapseKind, State
from fjgov_tui.workflows.reading import progress_of
from tests.workflows.article import REVIEW
from tests.workflows.bench import AT, Bench


def test_who_signs_in_anothers_place_needs_the_authority_of_that_day_and_for_that_step(bench: Bench) -> None:
    deputy = bench.office.person("丁", roles="新媒体运维")
    bench.refused("丁 代 甲.*当天没有代签的授权", "first", deputy, behalf=bench.writer)
    terms = {"since": "2026-11-01", "until": "2026-11-22", "authority": "镇党政办通知"}
    bench.office.add("substitution", deputy="丁", principal="白帝镇人民政府/甲", steps="二审", **terms)
    bench.refused("当天没有代签的授权", "first", deputy, behalf=bench.writer, on=date(2026, 11, 22))
    bench.office.add("substitution", deputy="丁", principal="乙", **terms)
    bench.refused("当天没有代签的授权", "first", deputy, behalf=bench.writer, on=date(2026, 11, 22))
    bench.sign("first", deputy, behalf=bench.writer, paper="审〔2026〕6号")
    assert "由丁 代 甲于" in bench.kinds(LapseKind.SIGNER)[0], "on paper it is entered as the breach that it is"


def test_the_authority_to_sign_for_one_who_does_not_hold_the_office_is_none(bench: Bench) -> None:
    deputy = bench.office.person("丁", roles="新媒体运维")
    bench.office.add(
        "substitution", deputy="丁", principal="乙", since="2026-11-01", until="2026-11-30", authority="镇党政办通知"
    )
    bench.refused("当天没有担任信息员", "first", deputy, behalf=bench.leader)
    bench.sign("first")
    held = bench.sign("second", deputy)["second"].signature
    assert held is not None
    assert (held.person, held.behalf) == (deputy, bench.leader)


def test_only_a_step_of_judgement_is_refused_or_returned_and_only_what_is_over_is_reopened(bench: Bench) -> None:
    bench.refused("还在办理，不能重办", "", bench.leader, decision=Decision.REOPENED)
    bench.refused("一审没有可以退回的环节", "first", decision=Decision.RETURNED, opinion="重写")
    bench.refused("不同意要写明理由", "first", decision=Decision.REFUSED, opinion="  ")
    bench.sign("first")
    bench.sign("second")
    bench.refused("公示不是审批环节，没有“不同意”", "notice", decision=Decision.REFUSED, opinion="不宜")
    bench.refused("没有叫“third”的环节", "third")


def test_what_is_judged_is_not_rewritten_by_the_signature_under_it(bench: Bench) -> None:
    bench.refused("一审时不能填正文", "first", given={"text": "另一篇"})
    bench.refused("一审时不能填形成日期", "first", given={"formed_on": "2026-11-01"})


def test_what_is_signed_later_than_the_day_that_is_asked_does_not_count_on_it(bench: Bench) -> None:
    bench.sign("first", on=date(2026, 11, 22))
    record = bench.office.get("article", bench.article)
    for day, state in ((21, State.OPEN), (22, State.DONE)):
        come = progress_of(bench.office.store.read, record, datetime(2026, 11, day, 4, tzinfo=UTC))
        assert come["first"].state is state


def test_what_was_entered_long_after_it_was_done_is_a_late_entry(bench: Bench) -> None:
    """More than a day: a step of yesterday's same minute is still entered in time."""
    ago = {"first": AT - timedelta(hours=24), "second": AT - timedelta(hours=24)}
    bench.sign("first", at=ago["first"])
    bench.clock.now = AT + timedelta(seconds=1)
    bench.sign("second", at=ago["second"])
    late = {step: bench.come[step].signature for step in ago}
    assert {step: held is not None and held.late_entry for step, held in late.items()} == {
        "first": False,
        "second": True,
    }


def test_an_office_that_counts_anywhere_may_be_held_in_another_unit(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    anywhere = replace(REVIEW.steps[0], signer=Role("信息员", of=""))
    monkeypatch.setitem(PROCEDURES, "article", replace(REVIEW, steps=(anywhere, *REVIEW.steps[1:])))
    elsewhere = next(one.id for one in bench.office.store.read.records(LEDGERS["person"]) if one.title == "丙")
    assert bench.sign("first", elsewhere)["first"].breaches == ()
    bench.refused("当天没有担任分管负责人", "second", elsewhere)


def test_a_return_gives_a_time_that_runs_from_a_day_of_the_record_no_new_end(bench: Bench) -> None:
    due = bench.come["publish"].due
    assert due is not None
    bench.sign("first")
    bench.sign("second", decision=Decision.RETURNED, ground="数据不准")
    bench.change(formed_on="2026-11-02")
    assert bench.come["publish"].due == due
    bench.sign("first")
    bench.sign("second", decision=Decision.RETURNED, ground="还是不准")
    assert (bench.come.round, bench.come["publish"].due) == (3, due)


def test_after_a_return_a_signature_is_judged_like_any_other(bench: Bench) -> None:
    bench.sign("first")
    bench.sign("second", decision=Decision.RETURNED, ground="数据不准")
    bench.refused("当天没有担任信息员", "first", bench.leader)
    bench.office.set("person", bench.leader, roles="信息员、直接责任人")
    bench.sign("first", bench.leader)
    bench.refused("一审和二审都由乙签署", "second", bench.leader)


def test_of_several_who_may_sign_one_is_to_be_named_and_all_are_told(bench: Bench) -> None:
    second = bench.office.person("戊")
    bench.refused("没有写明一审由谁签署.*当天可以签的人：甲、戊", "first")
    bench.office.set("person", second, left_on="2026-11-23")
    bench.office.set("person", bench.writer, left_on="2026-11-23")
    bench.refused("没有写明一审由谁签署.*没有找到", "first")
