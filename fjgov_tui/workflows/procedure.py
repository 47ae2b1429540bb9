"""The one way in which anything is signed, for screens, commands, imports and forms alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ConflictProblem, DoubtProblem, InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision, Medium, Procedure, Step
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.store import Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import Lapse, LapseKind, Progress, Signature, State, cited, content_digest
from fjgov_tui.workflows.offices import Offices, offices_of
from fjgov_tui.workflows.progress import progress
from fjgov_tui.workflows.reading import called, hooks_of, progress_of
from fjgov_tui.workflows.signers import PERSON, Signer, names_apart, names_of, signers, wanted_later
from fjgov_tui.workflows.signing_rows import dated, fill_record, keep_days, write_deadline, write_signature


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What somebody signs, as it is handed in."""

    step: str
    """The step's English name."""
    person: int | None = None
    """Who signs; where not given, the one person who may."""
    behalf: int | None = None
    """For whom; found by itself where the person may sign for one."""
    decision: Decision | None = None
    """What is decided; agreed or done where not given."""
    on: date | None = None
    """On which day; today where not given."""
    at: datetime | None = None
    """At which minute, where that is known."""
    paper: str = ""
    """The number of the paper on which it was signed: what has happened on paper is entered even where it was wrong."""
    ground: str = ""
    """Why it is returned or refused: one of the grounds of article 16 or the county's own."""
    opinion: str = ""
    checked: tuple[str, ...] = ()
    """The points of the step's checklist that the signer went through."""
    scan: str = ""
    """The scan of that paper, by name and digest (see `workflows.attaching`)."""
    given: Mapping[str, Raw] = field(default_factory=dict)
    """Values of the fields that the step needs, such as the conclusion of a review: they are written with it."""
    seen: str = ""
    """The digest of what the signer had before her; a content that has changed meanwhile is not signed."""
    sure: bool = False
    """What speaks against it was told, and it is meant all the same."""

    @property
    def medium(self) -> Medium:
        """Paper, where a number of one is given."""
        return Medium.PAPER if self.paper else Medium.SCREEN


def sign(writer: Writer, ledger: str, record_id: int, signing: Signing) -> Progress:
    """Take a step: write the signature, the day in the record, and the times that begin with it.

    Args:
        writer: the transaction.
        ledger: the ledger of the record.
        record_id: the record.
        signing: what is signed.

    Returns:
        How far the record has come then.

    Raises:
        InputProblem: the step may not be taken; the sentence names the article. Nothing was written.
        DoubtProblem: it may be taken, but something speaks against it, and it was not said that it is meant.
        ConflictProblem: the content has changed since the signer saw it.
    """
    now = parse_instant(writer.at)
    offices = offices_of(writer)
    before = progress_of(writer, writer.record(LEDGERS[ledger], record_id), now, offices)
    if signing.given:
        before = _with_given(writer, before, signing, now, offices)
    named = signing.step or (before.procedure.closing if signing.decision is Decision.REOPENED else "")
    step = _step(before.procedure, named)
    if all(state.step.name != step.name for state in before.steps):
        raise InputProblem(
            f"这一件不用{step.label}",
            where=called(before.record),
            remedy="本县没有按文件要求；哪些类别要加审见设置“分级审核加审的类别”",
        )
    moment = _moment(signing, before, step, now)
    decision = signing.decision or (Decision.AGREED if step.decides else Decision.DONE)
    _check_seen(signing, before)
    _check_open(before, step, decision, signing)
    signer = _signer(writer, before, step, signing, moment, offices)
    made = _signature(before, step, signing, (moment, decision, signer), now)
    if decision in {Decision.AGREED, Decision.DONE}:
        _check_breaches(before, step, made, offices)
        _check_points(before, step, made)
        hooks_of(before.procedure).check(writer, before.record, step, moment, signing.medium)
        _check_doubts(writer, before, step, signing)
    number = keep_days(writer, before, step, decision, now)
    write_signature(writer, before, step, made, number)
    record = fill_record(writer, before, step, made)
    if decision in {Decision.AGREED, Decision.DONE}:
        hooks_of(before.procedure).after(writer, record, step, moment)
    return begin(writer, ledger, record_id, offices)


def _with_given(writer: Writer, before: Progress, signing: Signing, now: datetime, offices: Offices) -> Progress:
    """Fill in what the step needs, in the same transaction: where it is refused, that is not written either."""
    ledger, step = LEDGERS[before.procedure.ledger], _step(before.procedure, signing.step)
    asked = asked_of(before.procedure, step)
    for name in signing.given:
        if name not in asked:
            known = "、".join(f"{each}（{ledger[each].label}）" for each in asked) or "没有"
            raise InputProblem(
                f"{step.label}时不能填{ledger[name].label}", where=called(before.record), remedy=f"可以填的：{known}"
            )
    _check_seen(signing, before)
    writer.save(ledger, signing.given, before.record)
    return progress_of(writer, writer.record(ledger, before.record.id), now, offices)


def asked_of(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """The fields that whoever takes a step fills in with it; the content that is judged is none of them."""
    return tuple(name for name in (*step.needs, *step.asks) if name not in procedure.content)


def finish(writer: Writer, ledger: str, record_id: int, signing: Signing | None = None) -> Progress:
    """Take the closing step.

    Raises:
        InputProblem: something is missing, and the sentence names all of it.
    """
    record = writer.record(LEDGERS[ledger], record_id)
    procedure = progress_of(writer, record, parse_instant(writer.at)).procedure
    return sign(writer, ledger, record_id, replace(signing or Signing(step=""), step=procedure.closing))


def begin(writer: Writer, ledger: str, record_id: int, offices: Offices | None = None) -> Progress:
    """Write down the times that run and are not written yet; called whenever a record was entered or signed.

    Returns:
        How far the record has come.
    """
    record = writer.record(LEDGERS[ledger], record_id)
    now = parse_instant(writer.at)
    come = progress_of(writer, record, now, offices)
    known = [id(due) for due in come.known.deadlines.values()]
    number = come.known.written
    for state in come.steps:
        if state.due is not None and id(state.due) not in known and state.done is None:
            number += 1
            write_deadline(writer, come, state.step, state.due, number)
    return come


# --- checks ----------------------------------------------------------------------------------------------------------


def _step(procedure: Procedure, name: str) -> Step:
    meant = next((step for step in procedure.steps if name in {step.name, step.label}), None)
    if meant is None or meant.observed:
        known = "、".join(f"{step.name}（{step.label}）" for step in procedure.steps if not step.observed)
        what = f"“{meant.label}”由程序从台账看出，不用签" if meant else f"没有叫“{name}”的环节"
        raise InputProblem(what, where=procedure.title, remedy=f"可用的环节：{known}")
    return meant


def _moment(signing: Signing, come: Progress, step: Step, now: datetime) -> Moment:
    today = Moment.at_instant(now)
    moment = Moment.at_instant(signing.at) if signing.at else Moment(signing.on) if signing.on else today
    if moment.on == today.on and moment.at is None and signing.medium is Medium.SCREEN:
        moment = today
    if moment.after(today):
        raise InputProblem(f"{moment} 还没有到", where=called(come.record), remedy="请在办过之后登记")
    return moment


def _check_seen(signing: Signing, come: Progress) -> None:
    if signing.seen and signing.seen != content_digest(come.procedure, come.record):
        raise ConflictProblem(
            f"内容在您打开之后改过（第 {come.record.revision} 版），没有签",
            where=called(come.record),
            saved_by=come.record.updated_by,
            saved_at=come.record.updated_at,
        )


def _check_open(come: Progress, step: Step, decision: Decision, signing: Signing) -> None:
    """Whether the step is there to be taken; nobody takes one twice."""
    state, where = come[step.name], called(come.record)
    if decision is Decision.REOPENED:
        if not come.ended:
            raise InputProblem("还在办理，不能重办", where=where, remedy="要退给前面的环节请用退回")
        return
    if come.refused is not None:
        raise InputProblem(
            f"已于 {come.refused.moment} 被{come.refused.who}决定不同意", where=where, remedy="要再办请重办"
        )
    if state.done is not None:
        who = f"由{state.signature.who}" if state.signature and state.signature.who else ""
        done = f"已在 {state.done.on} {step.label}" if step.name == come.procedure.closing else ""
        raise InputProblem(
            done or f"{step.label}已于 {state.done} {who}办过", where=where, remedy="要更正请退回或重办，不要再签一次"
        )
    if come.closed is not None and state.state is not State.VOID and signing.medium is Medium.SCREEN:
        closing = come.procedure[come.procedure.closing].label
        raise InputProblem(f"已在 {come.closed.on} {closing}", where=where, remedy="要再办请重办")
    if decision is Decision.RETURNED and not step.returns_to:
        raise InputProblem(f"{step.label}没有可以退回的环节", where=where, remedy="可以写不同意，或改好后再签")
    if decision is Decision.REFUSED and not step.decides:
        raise InputProblem(f"{step.label}不是审批环节，没有“不同意”", where=where, remedy="办好了再登记")
    if decision in {Decision.RETURNED, Decision.REFUSED} and not (signing.ground or signing.opinion).strip():
        raise InputProblem(f"{decision}要写明理由", where=where, remedy="请写理由，如第十六条的哪一种情形")
    grounds, paper = come.procedure.grounds, signing.medium is Medium.PAPER
    if decision is Decision.REFUSED and grounds and signing.ground not in grounds and not paper:
        remedy = f"请写明是哪一种：{'、'.join(grounds)}；其他话写在意见里（第十六条）"
        raise InputProblem("不同意要写第十六条的情形", where=where, remedy=remedy)


def _signer(
    writer: Writer, come: Progress, step: Step, signing: Signing, moment: Moment, offices: Offices
) -> tuple[Signer | None, str]:
    """Who signs, and the office that she held that day."""
    if step.signer is None and signing.person is None:
        if step.named:
            remedy = "请写明是谁办的；命令里用 --by"
            raise InputProblem(f"没有写明{step.label}由谁办", where=called(come.record), remedy=remedy)
        return None, ""
    able = signers(come, step, names_of(writer), moment.on, offices)
    if signing.person is None:
        if len(able) != 1:
            names = names_apart(writer, {person for signer in able for person in (signer.person, signer.behalf or 0)})
            able = signers(come, step, names, moment.on, offices)
            wanted = wanted_later(come, step, names, moment.on, offices)
            able.sort(key=lambda signer: signer.person in wanted)
            who = "、".join(_with_hint(signer, wanted) for signer in able) or "没有找到"
            raise InputProblem(
                f"没有写明{step.label}由谁签署", where=called(come.record), remedy=f"当天可以签的人：{who}"
            )
        return able[0], able[0].office
    person = writer.record(PERSON, signing.person)
    fitting = [signer for signer in able if signer.person == person.id and signing.behalf in {None, signer.behalf}]
    if fitting:
        return fitting[0], fitting[0].office
    behalf = writer.record(PERSON, signing.behalf).title if signing.behalf else ""
    held = "、".join(dict.fromkeys(offices.held(person.id, moment.on, come.known.unit)))
    return Signer(person.id, person.title, held, signing.behalf, behalf), held


def _with_hint(signer: Signer, wanted: Mapping[int, str]) -> str:
    later = wanted.get(signer.person)
    return signer.label if later is None else f"{signer.label}（{later}要留给此人）"


def _signature(
    come: Progress,
    step: Step,
    signing: Signing,
    decided: tuple[Moment, Decision, tuple[Signer | None, str]],
    now: datetime,
) -> Signature:
    moment, decision, (signer, office) = decided
    newest = max((signature.id for signature in come.known.signatures), default=0)
    return Signature(
        id=newest + 1,
        round=come.round,
        step=step.name,
        version=come.procedure.version,
        decision=decision,
        moment=moment,
        entered_at=now,
        entered_by="",
        medium=signing.medium,
        digest=content_digest(come.procedure, come.record),
        person=signer.person if signer else None,
        name=signer.name if signer else "",
        office=office,
        behalf=signer.behalf if signer else None,
        behalf_name=signer.behalf_name if signer else "",
        paper=signing.paper,
        scan=signing.scan,
        ground=signing.ground,
        opinion=signing.opinion,
        checked=tuple(point for point in step.checks if point in signing.checked),
    )


_REFUSED = {LapseKind.MISSING, LapseKind.ORDER, LapseKind.SIGNER, LapseKind.SAME, LapseKind.EARLY}


def _check_breaches(come: Progress, step: Step, made: Signature, offices: Offices) -> None:
    """What would be a breach is refused while it can still be kept; what has happened on paper is entered as it was."""
    if made.medium is Medium.PAPER:
        return
    state, where = come[step.name], called(come.record)
    if state.begun is None:
        early = state.wait is not None and state.wait.end.after(made.moment)
        lacking = [f"{made.moment.on} 早于{state.wait.reason}"] if early and state.wait else []
        before = [item for item in come.steps if item.step.name in step.after]
        lacking += [word for item in before for word in item.missing] or come.missing
        remedy = f"请补齐之后再{step.label}{cited(come.procedure, step)}"
        raise InputProblem(f"还不能{step.label}：{'；'.join(lacking)}", where=where, remedy=remedy)
    blank = [LEDGERS[come.procedure.ledger][name].label for name in step.needs if come.record.values.get(name) is None]
    if blank:
        raise InputProblem(f"还没有填{'、'.join(blank)}", where=where, remedy=f"请填好之后再{step.label}")
    new = _new_breaches(come, step, made, offices)
    if new:
        words = "；".join(breach.message for breach in new)
        remedy = f"请按规定办；确已在纸上这样办了的，登记时写明文号{cited(come.procedure, new[0].step)}"
        raise InputProblem(words, where=where, remedy=remedy)


def _check_doubts(writer: Writer, come: Progress, step: Step, signing: Signing) -> None:
    """What is odd and may be is done once somebody says so; a number of a paper says so."""
    if signing.sure or signing.medium is Medium.PAPER:
        return
    doubts = hooks_of(come.procedure).doubts(writer, come, step)
    if doubts:
        remedy = f"还没有{step.label}；仍要{step.label}的，请确认后再办"
        raise DoubtProblem("；".join(doubts), where=called(come.record), remedy=remedy)


def _check_points(come: Progress, step: Step, made: Signature) -> None:
    """Whoever agrees has gone through what the step answers for; on paper the form carries the ticks."""
    left = [point for point in step.checks if point not in made.checked]
    if left and made.medium is Medium.SCREEN:
        remedy = f"请逐项核对后再签，有一项过不去的请退回或不同意{cited(come.procedure, step)}"
        raise InputProblem(
            f"{step.label}还有 {len(left)} 项要点没有核对：{'；'.join(left)}", where=called(come.record), remedy=remedy
        )


def _new_breaches(come: Progress, step: Step, made: Signature, offices: Offices) -> list[Lapse]:
    """What would be wrong once it was signed: the same judgement that the audit makes later."""
    values: dict[str, Stored] = dict(come.record.values)
    if step.field:
        values[step.field] = dated(come.procedure, step, made.moment)
    if step.by:
        values[step.by] = made.person
    known = replace(come.known, signatures=(*come.known.signatures, made))
    then = progress(come.procedure, replace(come.record, values=values), known, come.now, offices)
    before = {(breach.kind, breach.step.name) for breach in come.breaches}
    refused = (
        lapse
        for lapse in then.breaches
        if lapse.kind in _REFUSED or (lapse.kind is LapseKind.LATE and lapse.step.strict)
    )
    return [lapse for lapse in refused if (lapse.kind, lapse.step.name) not in before]


__all__ = ["Signer", "Signing", "begin", "finish", "sign", "signers"]
