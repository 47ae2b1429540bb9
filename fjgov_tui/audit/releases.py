"""Articles 13 to 25 beyond the signatures: what was published in spite of a refusal, unasked, unsourced, unreviewed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Observation, Rule, Violation
from fjgov_tui.audit.procedures import progress_in
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done
from fjgov_tui.ledgers.release import GROUNDS, Origin, SecrecyResult
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.sources import SourceKind
from fjgov_tui.text import safe
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.publications import withdrawn
from fjgov_tui.workflows.release_text import Terms, numbers_in
from fjgov_tui.workflows.releasing import (
    NOT_PUBLIC,
    consents_by_release,
    county_terms,
    faults_of,
    joint_units,
    without_consent,
)
from fjgov_tui.workflows.targets import own_hosts, site_targets

REVIEWS, PROOFS = ("review1", "review2", "review3"), ("proof1", "proof2", "proof3")
LOOKED_AT_DAYS = 31
"""Days after publication in which texts are read again by each audit; later the monitor reads the pages."""
_NUMBERS = ("idcard:", "mobile:", "bankcard:")
"""How the marks of faults begin that are numbers of persons: article 13's, not article 20's."""


def published(facts: Facts) -> list[Record]:
    """The releases that had been published by that day."""
    return facts.of(_published)


def _published(facts: Facts) -> list[Record]:
    # Days are stored as text that sorts by itself; thousands of releases are not worth a date each.
    last = facts.as_of.isoformat()
    return [release for release in facts.records("release") if str(release.values["published_on"] or "9999") <= last]


def standing(facts: Facts) -> list[Record]:
    """Those of them that had not been withdrawn since."""
    return facts.of(_standing)


def _standing(facts: Facts) -> list[Record]:
    return [
        release
        for release in published(facts)
        if release.values["withdrawn_on"] is None or not _withdrawn(facts, release)
    ]


def _withdrawn(facts: Facts, release: Record) -> bool:
    return withdrawn(release) and done(release, "withdrawn_on", facts.as_of)


def terms(facts: Facts) -> Terms:
    """The county's own words."""
    return county_terms(facts.reader)


def hosts(facts: Facts) -> Sequence[str]:
    """The county's own hosts."""
    return sorted(own_hosts(site_targets(facts.reader)))


def consents(facts: Facts) -> Mapping[int, Sequence[Record]]:
    """The written consents by release."""
    return consents_by_release(facts.records("consent"))


def _kept(facts: Facts, release: Record) -> set[str]:
    return {answer.text("mark") for answer in facts.referring("text_answer", "release").get(release.id, ())}


# --- 13, 16, 17, 22, 25 ----------------------------------------------------------------------------------------------


def _has_text(_facts: Facts, release: Record) -> str:
    return "" if release.values["text"] else "没有登记正文，有没有个人信息无从核对"


def _deidentified(facts: Facts, release: Record) -> Violation | None:
    on = release.day("published_on")
    if release.values["secrecy_result"] == SecrecyResult.DEIDENTIFIED and not release.values["deidentified"]:
        message = f"保密审查要求去标识后公开，{on} 发布时没有登记去标识；请核对网页，没有处理的先撤下再改"
        return Violation(release, message, since=on, on=on)
    numbers = numbers_in(release.text("text"))
    if numbers and not _kept(facts, release):
        message = f"{on} 发布的正文里{'、'.join(map(safe, numbers[:3]))}；请先撤下，去标识后重新审校发布"
        return Violation(release, message, since=on, on=on)
    return None


def _passed_over(facts: Facts, release: Record) -> Violation | None:
    """Article 16: what must not pass."""
    on = release.day("published_on")
    if release.values["secrecy_result"] == NOT_PUBLIC:
        return Violation(release, f"保密审查的结论是不予公开，{on} 仍然发布了；请立即撤下并查明原因", since=on, on=on)
    refusal = facts.of(refusals).get(release.id)
    if refusal is not None:
        words = safe(refusal)
        return Violation(release, f"审核时不同意（{words}），{on} 仍然发布了；请立即撤下并查明原因", since=on, on=on)
    return None


def refusals(facts: Facts) -> Mapping[int, str]:
    """The grounds on which releases were refused at last, by their ids."""
    refused: dict[int, str] = {}
    for come in facts.of(progress_in("release")):
        if come.refused is not None:
            ground = come.refused.ground or come.refused.opinion
            known = ground if ground in GROUNDS else f"没有写第十六条的哪一种情形：{ground}"
            refused[come.record.id] = f"{come.refused.moment.on}，{known}"
    return refused


def _joint(facts: Facts) -> list[Record]:
    return [release for release in published(facts) if joint_units(release)]


def _consented(facts: Facts, release: Record) -> Violation | None:
    on = release.day("published_on") or facts.as_of
    missing = without_consent(release, facts.of(consents).get(release.id, ()), on)
    if not missing:
        return None
    message = f"与{'、'.join(map(safe, missing))}共同形成，{on} 发布前没有对方的书面同意；请补办会签并登记文号"
    return Violation(release, message, since=on, on=on)


def _reposts(facts: Facts) -> list[Record]:
    return [release for release in published(facts) if release.values["origin"] == Origin.REPOSTED]


def _sourced(facts: Facts, release: Record) -> Violation | None:
    on, source = release.day("published_on"), facts.follow(release, "source")
    if source is None:
        return Violation(release, f"{on} 转载，没有登记来源；请注明转载来源，不在允许名单里的撤下", since=on, on=on)
    since = source.day("since")
    if source.values["kind"] == SourceKind.OTHER or (since is not None and on is not None and since > on):
        message = f"{on} 转载自{safe(source.title)}，当时不在允许转载的党政机关和权威媒体之列；请核对，不合适的撤下"
        return Violation(release, message, since=on, severity=Severity.WARNING, on=on)
    return None


def _republished(facts: Facts) -> list[Record]:
    """What was withdrawn once and published after that."""
    return [
        release for release in published(facts) if release.values["withdrawn_on"] is not None and not withdrawn(release)
    ]


def _again(facts: Facts, release: Record) -> Violation | None:
    out, on = release.day("withdrawn_on"), release.day("published_on")
    fresh = [release.day(f"{step}_on") for step in (*REVIEWS, *PROOFS)]
    if out is None or all(day is not None and day >= out for day in fresh):
        return None
    message = f"{out} 撤下，{on} 重新发布，没有重新经过三审三校；请补办审校，没有改好的撤下"
    return Violation(release, message, since=on, on=on)


# --- 18, 20 ----------------------------------------------------------------------------------------------------------


def unreviewed(come: Progress) -> bool:
    """Whether it went out without a single review, or without a single proof."""
    return not come.kept and come["publish"].done is not None and (_none(come, REVIEWS) or _none(come, PROOFS))


def _none(come: Progress, steps: Sequence[str]) -> bool:
    return all(come[name].done is None and come[name].signature is None for name in steps)


def reviewed(come: Progress) -> bool:
    """Whether there are reviews that can be judged one by one."""
    return come.kept or not (come["publish"].done is not None and _none(come, REVIEWS))


def proofed(come: Progress) -> bool:
    """Whether there are proofs that can be judged one by one."""
    return come.kept or not (come["publish"].done is not None and _none(come, PROOFS))


def _bypassed(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    asked = {record.id for record in subjects}
    for come in facts.of(progress_in("release")):
        if come.record.id not in asked or not unreviewed(come):
            continue
        on = come.record.day("published_on")
        left_out = "和".join(word for word, steps in (("三审", REVIEWS), ("三校", PROOFS)) if _none(come, steps))
        signers = dict.fromkeys(state.signature.who for state in come.steps if state.signature and state.signature.who)
        who = f"；经手的有{'、'.join(map(safe, signers))}" if signers else "；没有登记任何经手人"
        message = f"{on} 没有经过{left_out}就发布{who}；请查明谁发布的，补办审校，造成后果的依规追责"
        yield Violation(come.record, message, come.known.unit_name, since=on, on=on)


def _newly_out(facts: Facts) -> list[Record]:
    """What came out within a month and whose text is there to be read."""
    since = facts.as_of - timedelta(days=LOOKED_AT_DAYS)
    fresh = (release for release in standing(facts) if (release.day("published_on") or date.min) > since)
    return [release for release in fresh if release.values["text"]]


def _content(facts: Facts, release: Record) -> Violation | None:
    kept = _kept(facts, release)
    faults = [fault for fault in faults_of(release, facts.of(terms), facts.of(hosts)) if fault.key not in kept]
    words = [fault.alarm.what for fault in faults if fault.pressing and not fault.key.startswith(_NUMBERS)]
    if not words:
        return None
    on, more = release.day("published_on"), f"等 {len(words)} 处" if len(words) > 3 else ""
    named = f"{'、'.join(map(safe, words[:3]))}{more}"
    message = f"{on} 发布的正文有疑点没有答复：{named}；请改好重新审校，或写明保留的理由"
    return Violation(release, message, since=on, on=on)


RULES: tuple[Rule, ...] = (
    Rule(
        "13.deidentified", Severity.VIOLATION, "release", "公开的信息都去掉了能认出个人的内容吗？",
        Each(_deidentified), standing, (Observation("正文", _has_text),),
    ),
    Rule("16.ground", Severity.VIOLATION, "release", "不能通过审核的信息都没有发布吗？", Each(_passed_over), standing),
    Rule(
        "17.consent", Severity.VIOLATION, "release", "几个单位共同形成的信息，公开前都有各单位的书面同意吗？",
        Each(_consented), _joint, optional=True,
    ),
    Rule("18.bypassed", Severity.VIOLATION, "release", "有没有完全没有审核、校对就发布的？", _bypassed, published),
    Rule(
        "20.content", Severity.WARNING, "release", "近一个月发布的正文里没有疑似差错吗？",
        Each(_content), _newly_out, optional=True,
    ),
    Rule(
        "22.source", Severity.VIOLATION, "release", "转载的都注明了允许的来源吗？", Each(_sourced), _reposts,
        optional=True,
    ),
    Rule(
        "25.republish", Severity.VIOLATION, "release", "撤下的信息都重新三审三校之后才再发布吗？",
        Each(_again), _republished, optional=True,
    ),
)  # fmt: skip
