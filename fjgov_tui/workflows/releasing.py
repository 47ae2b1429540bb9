"""What is special to a release: its text is looked at, co-issuers have agreed, and what is withdrawn is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fjgov_tui.clock import beijing_day, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.ledgers.release import ConsentAnswer, SecrecyResult
from fjgov_tui.ledgers.types import RecordId
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.reading import Selection
from fjgov_tui.text import safe
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.hooks import Hooks
from fjgov_tui.workflows.targets import own_hosts, site_targets

if TYPE_CHECKING:  # its word lists would be a tenth of the time to the first screen
    from fjgov_tui.workflows.release_text import Terms, TextFault

RELEASE, CONSENT, ANSWER = LEDGERS["release"], LEDGERS["consent"], LEDGERS["text_answer"]
NOT_PUBLIC = SecrecyResult.CLOSED
"""The conclusion of a secrecy review with which nothing is published."""
_AGREED = {ConsentAnswer.AGREED, ConsentAnswer.AGREED_CHANGED}
_SHOWN = 5
"""Faults that a refusal names; the rest is counted."""


def county_terms(reader: Reader) -> Terms:
    """The county's own words, as the checks of texts and pages take them."""
    rows = (term.values for term in reader.records(LEDGERS["term"]))
    return tuple(sorted((str(row["word"]), str(row["kind"]), str(row["advice"] or "")) for row in rows))


def faults_of(release: Record, terms: Terms = (), own: Sequence[str] = ()) -> list[TextFault]:
    """Everything suspected in a release's title and text, answered or not.

    Args:
        release: the record.
        terms: the county's own words.
        own: the county's own hosts.
    """
    from fjgov_tui.workflows.release_text import text_faults

    return text_faults("\n".join(release_lines(release)), terms, sourced=release.values["source"] is not None, own=own)


def release_lines(release: Record) -> list[str]:
    """The lines by whose numbers faults are named: the title, then the text."""
    return [release.text("title"), *release.text("text").split("\n")]


def release_faults(reader: Reader, release: Record) -> list[TextFault]:
    """The same with the county's own words and hosts as the file has them now."""
    return faults_of(release, county_terms(reader), sorted(own_hosts(site_targets(reader))))


@dataclass(frozen=True)
class KeptReason:
    """Why something that is suspected stays."""

    reason: str
    by: str
    """Who said so; empty where nobody is named."""
    on: str


def answers_of(reader: Reader, release: Record) -> dict[str, KeptReason]:
    """Why what is suspected in a release stays, by the keys of its faults."""
    rows = reader.records(ANSWER, list(reader.ids(Selection("text_answer", where=(("release", release.id),)))))
    return {
        row.text("mark"): KeptReason(row.text("reason"), row.names.get("by", ""), str(row.values["answered_on"] or ""))
        for row in rows
    }


def unanswered(reader: Reader, release: Record) -> list[TextFault]:
    """What is suspected in a release and was neither changed nor kept with a reason."""
    kept = answers_of(reader, release)
    return [fault for fault in release_faults(reader, release) if fault.pressing and fault.key not in kept]


def keep(writer: Writer, release: Record, mark: str, reason: str, person: int | None) -> int:
    """Say why something suspected stays in the text.

    Args:
        writer: the transaction.
        release: the record.
        mark: the fault's key, such as `misprint:帐户`.
        reason: why.
        person: who says so.

    Returns:
        The id of the answer.

    Raises:
        InputProblem: nothing of that mark is open.
    """
    open_marks = [fault.key for fault in unanswered(writer, release)]
    if mark not in open_marks:
        known = "、".join(open_marks) or "没有"
        raise InputProblem(f"没有代号是“{mark}”的疑点要答复", where=safe(release.title), remedy=f"要答复的：{known}")
    return writer.save(
        ANSWER,
        {
            "release": RecordId(release.id),
            "mark": mark,
            "reason": reason,
            "by": RecordId(person) if person else None,
            "answered_on": beijing_day(parse_instant(writer.at)),
        },
    )


def withdraw(writer: Writer, release: Record, on: date, why: str, paper: str = "") -> None:
    """A published text was taken down; to stand again it goes through its reviews again (article 25).

    Args:
        writer: the transaction.
        release: the record.
        on: the day.
        why: the reason.
        paper: the number of the paper on which that was agreed, and its scan.

    Raises:
        InputProblem: it is not published, was published later, or no reason is given.
    """
    published = release.day("published_on")
    if published is None:
        raise InputProblem("还没有发布，没有什么可撤", where=safe(release.title), remedy="不发了的请写不同意或移除")
    if on < published:
        raise InputProblem(f"{on} 早于发布日期 {published}", where=safe(release.title), remedy="请核对日期")
    if not why.strip():
        raise InputProblem("撤稿要写明原因", where=safe(release.title), remedy="请写原因，如第十六条的哪一种情形")
    today = beijing_day(parse_instant(writer.at))
    at = writer.at if on == today else None
    given = {"withdrawn_on": on, "withdrawn_at": at, "withdrawn_why": why, "withdrawn_paper": paper}
    writer.save(RELEASE, given, release)


def joint_units(release: Record) -> list[str]:
    """The other units that formed the text, as they are written."""
    return [name for name in release.text("joint").replace(",", "、").split("、") if name.strip()]


def without_consent(release: Record, consents: Iterable[Record], by: date) -> list[str]:
    """The co-issuing units of which no written consent is there on a day.

    Args:
        release: the record.
        consents: the consents about it.
        by: the day.
    """
    agreed = [
        consent.names.get("unit", "")
        for consent in consents
        if consent.values["answer"] in _AGREED and (consent.day("answered_on") or date.max) <= by
    ]
    return [name for name in joint_units(release) if not any(name in unit or unit in name for unit in agreed if unit)]


class ReleaseHooks(Hooks):
    """Faults are answered before the third proof; co-issuers have agreed and nothing is secret before publication."""

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """What has happened on paper is entered as it was; the audit finds what was wrong with it."""
        if medium is Medium.PAPER:
            return
        if step.name == "proof3":
            _check_faults(unanswered(writer, record), record)
        if step.name == "publish":
            _check_open(record)
            pointing = Selection("consent", where=(("release", record.id),))
            consents = writer.records(CONSENT, list(writer.ids(pointing)))
            missing = without_consent(record, consents, moment.on)
            if missing:
                what = f"没有{'、'.join(map(safe, missing))}的书面同意"
                raise InputProblem(what, where=safe(record.title), remedy="请征得同意并登记会签后再发布（第十七条）")

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """A publication has its minute, where that is known: one that follows a withdrawal of the same day is later."""
        if step.name == "publish":
            writer.save(RELEASE, {"published_at": instant(moment.at) if moment.at else None}, record)


def _check_faults(faults: Sequence[TextFault], record: Record) -> None:
    if faults:
        words = "；".join(f"第 {fault.line} 行{fault.alarm.what}（{fault.key}）" for fault in faults[:_SHOWN])
        more = f"；另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
        remedy = "请改正文，或写明保留的理由（画面 7 回车再 F2，命令行 fjgov release keep）后再三校（第十五条）"
        raise InputProblem(f"还有疑点没有答复：{words}{more}", where=safe(record.title), remedy=remedy)


def _check_open(record: Record) -> None:
    if record.values["secrecy_result"] == NOT_PUBLIC:
        raise InputProblem(
            "保密审查的结论是不予公开", where=safe(record.title), remedy="不能发布（第十三条、第十六条）"
        )


def consents_by_release(consents: Iterable[Record]) -> Mapping[int, Sequence[Record]]:
    """The consents by the id of the release that they are about."""
    grouped: dict[int, list[Record]] = {}
    for consent in consents:
        grouped.setdefault(reference(consent, "release") or 0, []).append(consent)
    return grouped
