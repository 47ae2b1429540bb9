"""A declared procedure: who may sign what and when, what a signature holds for, and what is never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fjgov_tui.errors import ConflictProblem, InputProblem
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.ledgers.access import AccessRole
from fjgov_tui.ledgers.procedures import Decision, Medium, Procedure, Role, Step
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.workflows.board import step_row
from fjgov_tui.workflows.granting import Granting, grant
from fjgov_tui.workflows.matters import LapseKind, State, content_digest
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.saving import save_record
from tests.workflows.article import ARTICLE, REVIEW
from tests.workflows.bench import AT, TODAY, Bench


def test_the_next_step_and_who_may_take_it_follow_from_what_was_signed(bench: Bench) -> None:
    assert [state.step.name for state in bench.come.open] == ["first"]
    assert [state.state for state in bench.come.steps] == [State.OPEN, *[State.WAITING] * 3]
    assert [state.missing for state in bench.come.steps] == [
        ("还没有一审",),
        ("还没有二审",),
        ("还没有公示",),
        ("还没有发布",),
    ]
    come = bench.sign("first")
    assert [state.step.name for state in come.open] == ["second"]
    held = come["first"].signature
    assert held is not None
    assert (held.name, held.office, held.decision, held.medium) == ("甲", "信息员", Decision.AGREED, Medium.SCREEN)
    assert bench.sign("second")["second"].state is State.DONE


def test_a_step_before_its_predecessor_is_refused_with_the_article(bench: Bench) -> None:
    bench.refused("还不能二审：还没有一审.*第十五条", "second", bench.leader)


def test_who_does_not_hold_the_office_that_day_is_refused(bench: Bench) -> None:
    bench.refused("乙.*当天没有担任信息员.*第十五条", "first", bench.leader)
    elsewhere = next(one.id for one in bench.office.store.read.records(LEDGERS["person"]) if one.title == "丙")
    bench.refused("当天没有担任信息员", "first", elsewhere)
    bench.office.set("person", bench.writer, left_on="2026-11-23")
    bench.refused("没有写明一审由谁签署", "first")
    bench.refused("当天没有担任信息员", "first", bench.writer)


def test_the_office_of_the_day_decides_not_the_one_of_today(bench: Bench) -> None:
    bench.office.add(
        "post",
        person="白帝镇人民政府/甲",
        unit="白帝镇人民政府",
        office="信息员",
        since="2026-01-01",
        until="2026-11-21",
    )
    bench.refused("当天没有担任信息员", "first", bench.writer)
    assert bench.sign("first", bench.writer, on=date(2026, 11, 21))["first"].done is not None


def test_one_person_signs_only_one_of_the_reviews_that_must_be_apart(bench: Bench) -> None:
    bench.office.set("person", bench.writer, roles="信息员、直接责任人")
    bench.sign("first", bench.writer)
    bench.refused("一审和二审都由甲签署.*第十五条", "second", bench.writer)
    bench.sign("second", bench.writer, paper="审〔2026〕1号")
    assert "一审和二审都由甲签署" in bench.kinds(LapseKind.SAME)[0]


def test_what_happened_on_paper_is_entered_as_the_breach_that_it_is(bench: Bench) -> None:
    bench.sign("second", bench.leader, on=date(2026, 11, 20), paper="审〔2026〕2号")
    assert "没有经过一审" in bench.kinds(LapseKind.MISSING)[0]
    bench.sign("first", bench.writer, on=date(2026, 11, 22), paper="审〔2026〕2号")
    assert bench.kinds(LapseKind.MISSING) == []
    assert "二审（2026-11-20）早于一审（2026-11-22）" in bench.kinds(LapseKind.ORDER)[0]
    assert bench.come["second"].signature is not None
    assert bench.come["second"].signature.late_entry


def test_what_lies_ahead_cannot_have_happened_on_paper_either(bench: Bench) -> None:
    bench.refused("2026-11-24 还没有到", "first", on=date(2026, 11, 24), paper="审〔2026〕3号")


def test_a_signature_says_whether_the_signer_entered_it_or_somebody_for_him(bench: Bench) -> None:
    def entered(step: str) -> str:
        state = bench.come[step]
        assert state.signature is not None
        assert step_row(state)["entered_as"] == state.signature.entered_as
        return state.signature.entry_words

    bench.sign("first", bench.writer)
    assert entered("first") == "wangfang 登记"  # whose account that is nobody has said
    with bench.office.store.write() as writer:
        grant(writer, Granting("wangfang", AccessRole.ADMIN, person=bench.writer), TODAY)
    bench.change(text="另一稿")
    bench.sign("first", bench.writer)
    assert entered("first") == "本人登记"
    bench.sign("second", bench.leader)
    assert entered("second") == "wangfang 代录"


def test_nobody_signs_twice(bench: Bench) -> None:
    bench.sign("first")
    bench.refused("一审已于 .* 由甲办过", "first")
    bench.refused("一审已于 .* 由甲办过", "first", paper="审〔2026〕4号")


def test_a_substitute_signs_within_the_authority_and_is_named_as_one(bench: Bench) -> None:
    deputy = bench.office.person("丁", roles="新媒体运维")
    bench.refused("当天没有担任信息员", "first", deputy)
    bench.office.add(
        "substitution", deputy="丁", principal="白帝镇人民政府/甲", steps="一审",
        since="2026-11-01", until="2026-11-22", authority="镇党政办通知",
    )  # fmt: skip
    bench.refused("当天没有担任信息员", "first", deputy)
    held = bench.sign("first", deputy, on=date(2026, 11, 22))["first"].signature
    assert held is not None
    assert (held.who, held.person, held.behalf) == ("丁 代 甲", deputy, bench.writer)
    assert bench.kinds(LapseKind.SIGNER) == []


def test_the_actual_signers_are_compared(bench: Bench) -> None:
    """Whoever signed the first review himself cannot sign the second in somebody's place."""
    bench.office.add(
        "substitution", deputy="白帝镇人民政府/甲", principal="乙", since="2026-11-01", until="2026-11-30",
        authority="镇党政办通知",
    )  # fmt: skip
    bench.sign("first", bench.writer)
    bench.refused("一审和二审都由甲签署", "second", bench.writer)


def test_the_identical_text_changes_nothing_and_another_text_voids_visibly(bench: Bench) -> None:
    bench.sign("first")
    bench.change(text="正文", formed_on="2026-11-21")
    assert bench.come["first"].state is State.DONE
    bench.change(text="另一篇")
    come = bench.come
    assert come["first"].state is State.VOID
    assert "一审之后内容改动过，要重新签" in come.missing
    assert [state.step.name for state in come.open] == ["first"]
    bench.refused("还不能二审：一审之后内容改动过", "second")
    assert bench.sign("first")["first"].state is State.DONE


def test_a_text_that_changed_under_the_signers_eyes_is_not_signed(bench: Bench) -> None:
    seen = content_digest(REVIEW, bench.office.get("article", bench.article))
    bench.change(text="别人改过")
    with pytest.raises(ConflictProblem, match="内容在您打开之后改过"):
        bench.sign("first", seen=seen)


def test_a_return_opens_the_next_round_and_the_earlier_one_stays(bench: Bench) -> None:
    bench.sign("first")
    bench.refused("退回要写明理由", "second", decision=Decision.RETURNED)
    come = bench.sign("second", decision=Decision.RETURNED, ground="信息中统计数据、提法不准确")
    assert (come.round, [state.step.name for state in come.open]) == (2, ["first"])
    bench.sign("first")
    come = bench.sign("second")
    said = [(one.round, one.step, str(one.decision)) for one in come.known.signatures]
    assert said == [(1, "first", "同意"), (1, "second", "退回"), (2, "first", "同意"), (2, "second", "同意")]


def test_a_refusal_is_the_end_until_it_is_reopened(bench: Bench) -> None:
    bench.sign("first")
    come = bench.sign("second", decision=Decision.REFUSED, opinion="不宜发布")
    assert (come.state, come.open) == (State.REFUSED, ())
    bench.refused("不同意", "second")
    come = bench.sign("", decision=Decision.REOPENED, person=bench.leader)
    assert (come.round, [state.step.name for state in come.open]) == (2, ["first"])


def test_the_time_is_written_down_with_its_reason_and_never_worked_out_again(bench: Bench) -> None:
    due = bench.come["publish"].due
    assert due is not None
    # 20 working days from Friday 20 November 2026, the first day not counted.
    assert (due.end.on, "形成日期 2026-11-20 起 20 个工作日（首日不计）" in due.reason) == (date(2026, 12, 18), True)
    bench.change(formed_on="2026-11-01")
    assert bench.come["publish"].due == due
    bench.clock.now = datetime(2026, 12, 19, 4, tzinfo=UTC)
    assert bench.come["publish"].overdue(bench.come.now)
    assert "发布应在 2026-12-18 前办完" in bench.kinds(LapseKind.LATE)[0]


def test_working_days_know_the_october_holidays(bench: Bench) -> None:
    with bench.office.store.write() as writer:
        made = save_record(
            writer, ARTICLE, {"title": "节前", "unit": "白帝镇人民政府", "text": "正", "formed_on": "2026-09-25"}
        )
    due = progress_of(bench.office.store.read, bench.office.get("article", made), AT)["publish"].due
    assert due is not None
    days = LEDGERS["deadline"]
    (row,) = [one for one in bench.office.store.read.records(days) if one.values["record"] == made]
    assert row.day("due_on") == due.end.on > date(2026, 10, 23), "seven days of holidays are no working days"


def test_a_time_of_a_step_begins_with_it_and_anew_in_the_next_round(bench: Bench) -> None:
    assert bench.come["second"].due is None
    first = bench.sign("first")["second"].due
    assert first is not None
    assert first.end.on == date(2026, 11, 25)
    bench.clock.now = datetime(2026, 11, 24, 4, tzinfo=UTC)
    bench.sign("second", decision=Decision.RETURNED, ground="数据不准")
    again = bench.sign("first")["second"].due
    assert again is not None
    assert again.end.on == date(2026, 11, 26)
    rows = [one.values["round"] for one in bench.office.store.read.records(LEDGERS["deadline"])]
    assert rows.count(2) == 1, "the earlier one stays beside it"


def announced(bench: Bench, on: date) -> None:
    bench.sign("first", on=on)
    bench.sign("second", on=on)
    bench.sign("notice", on=on)


def test_an_announcement_that_is_a_day_short_is_refused(bench: Bench) -> None:
    announced(bench, date(2026, 11, 13))
    # 16-20 November are the five working days; Monday 23 is the first day after them.
    bench.refused("5 个工作日（首日不计）到 2026-11-20 才满.*第十二条", "publish", on=date(2026, 11, 20))
    assert bench.sign("publish").state is State.CLOSED
    assert bench.office.get("article", bench.article).day("published_on") == TODAY


def test_what_was_published_early_on_paper_is_said(bench: Bench) -> None:
    announced(bench, date(2026, 11, 16))
    bench.sign("publish", paper="发〔2026〕5号")
    assert "才满" in bench.kinds(LapseKind.EARLY)[0]


def test_a_text_changed_after_the_end_is_said(bench: Bench) -> None:
    announced(bench, date(2026, 11, 13))
    bench.sign("publish")
    assert bench.kinds(*(set(LapseKind) - {LapseKind.ENTRY})) == []
    bench.change(text="换了一篇")
    assert "一审签署之后内容改动过" in bench.kinds(LapseKind.CHANGED)[0]
    assert bench.come.state is State.FLAWED, "it was published all the same, and that is said"


def test_reopening_starts_new_times_and_keeps_the_old(bench: Bench) -> None:
    announced(bench, date(2026, 11, 13))
    bench.sign("publish")
    bench.refused("已在 2026-11-23 发布", "publish")
    come = bench.sign("", decision=Decision.REOPENED, person=bench.leader, opinion="撤回")
    assert (come.round, come.closed) == (2, None)
    assert bench.office.get("article", bench.article).values["published_on"] is None
    due = come["publish"].due
    assert due is not None
    assert due.reason.startswith("自重办 2026-11-23")


def test_what_the_program_demands_is_not_forgotten_by_a_blank(bench: Bench) -> None:
    bench.change(text="")
    bench.refused("还没有填正文", "first")


def test_signatures_are_only_added(bench: Bench) -> None:
    bench.sign("first")
    store, ledger = bench.office.store, LEDGERS["signature"]
    record = next(iter(store.read.records(ledger)))
    with pytest.raises(InputProblem, match="签署只能增加"), store.write() as writer:
        writer.save(ledger, {"decision": "不同意"}, record)
    with pytest.raises(InputProblem, match="签署只能增加"), store.write() as writer:
        writer.save(ledger, dict(record.values))
    with pytest.raises(InputProblem, match="签署只能增加"), store.write() as writer:
        writer.change(ledger, record.id, {"decision": "不同意"}, record.revision)
    with pytest.raises(InputProblem, match="签署只能增加"), store.write() as writer:
        writer.remove(ledger, record.id, record.revision)
    for sql in ("UPDATE signature SET decision = '不同意'", "DELETE FROM signature"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute(sql)


def test_a_record_under_way_stays_on_the_steps_on_which_it_began(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.sign("first")
    third = Step(name="third", label="三审", signer=Role("主要负责人"), after=("second",))
    steps = (
        *REVIEW.steps[:2],
        third,
        *(replace(step, after=("third",)) for step in REVIEW.steps[2:3]),
        REVIEW.steps[3],
    )
    newer: Procedure = replace(REVIEW, version=2, steps=steps, former=(REVIEW,))
    monkeypatch.setitem(PROCEDURES, "article", newer)
    assert "third" not in bench.come.procedure
    with bench.office.store.write() as writer:
        made = save_record(writer, ARTICLE, {"title": "新稿", "unit": "白帝镇人民政府", "text": "正"})
    fresh = progress_of(bench.office.store.read, bench.office.get("article", made), AT)
    assert "third" in fresh.procedure
