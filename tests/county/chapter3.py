"""Chapter 3: what is opened, changed and closed (articles 7 to 9).

Opening a site wants approval, police filing, a safety test and a notice; a media account wants approval first, and a
certified subject; whatever is changed or closed is decided, filed and announced for 15 working days.
"""

from datetime import date

from tests.county.model import Case, Row, Value, media, notice, site, violation, warning

_CLOSED: dict[str, Value] = {"state": "已关停", "closed_on": "2022-06-01", "opened_on": "2020-05-06"}
"""Closed before the regulation, so that article 9 has nothing to say of the closing."""

_OLD, _NO_PAPERS = "没有办过开设登记的老站点", "没有办件就关停的"

SITES = (
    Case("7.all", (site(),)),
    Case("7.no-approval", (site(approval=None),), (violation(7, "s"),), later=_OLD),
    Case(
        "7.no-approval-first-day-of-the-regulation",
        (site(approval=None, opened_on="2022-09-16"),),
        (violation(7, "s"),),
        later=_OLD,
    ),
    Case(
        "7.no-approval-day-before-the-regulation",
        (site(approval=None, opened_on="2022-09-15"),),
        (notice(7, "s"),),
        later=_OLD,
    ),
    Case(
        "7.no-approval-opened-nobody-knows-when", (site(approval=None, opened_on=None),), (notice(7, "s"),), later=_OLD
    ),
    Case("7.no-approval-closed", (site(approval=None, police=None, **_CLOSED),)),
    Case("7.opens-tomorrow", (site(approval=None, police=None, opened_on="2026-11-24"),)),
    # Police filing: within 30 days of opening; 24 October and 30 days are 23 November.
    Case("7.filing-30-days", (site(police=None, opened_on="2026-10-24"),)),
    Case("7.filing-31-days", (site(police=None, opened_on="2026-10-23"),), (violation(7, "s"),)),
    # To run without is a state that lasts, not a deed of the day of opening: it is broken today, since the regulation.
    # The 30 days are another rule's grace, and need a day to run from.
    Case("7.filing-opened-before-the-regulation", (site(police=None, opened_on="2020-03-02"),), (violation(7, "s"),)),
    Case("7.filing-opened-nobody-knows-when", (site(police=None, opened_on=None),), (violation(7, "s"),)),
    # Other filings that the trade's authorities ask for: of these the ledger holds the ICP number.
    # Beside the regulation, from a document known by reports of it alone (中央编办发〔2014〕69号): nothing but notices.
    Case("7.audited-nobody-knows-when", (site(audited_on=None),), (notice(7, "s"),)),
    Case("7.badge-in-five-working-days", (site(badge_notice_on="2026-11-02", badge_on="2026-11-09"),)),
    Case("7.badge-in-six", (site(badge_notice_on="2026-11-02", badge_on="2026-11-10"),), (notice(7, "s"),)),
    Case("7.no-icp", (site(icp=None),), (warning(7, "s"),)),
)

MEDIA = (
    Case("8.all", (media(),), own=True),
    Case("8.approved-that-day", (media(approved_on="2024-01-08"),), own=True),
    Case("8.approved-next-day", (media(approved_on="2024-01-09"),), (violation(8, "m"),), own=True),
    Case("8.not-approved", (media(approval=None, approved_on=None),), (violation(8, "m"),), own=True),
    Case(
        "8.not-approved-before-the-regulation",
        (media(approval=None, approved_on=None, opened_on="2022-09-15"),),
        (notice(8, "m"),),
        own=True,
    ),
    Case(
        "8.approved-late-before-the-regulation",
        (media(approved_on="2022-09-20", opened_on="2022-09-15"),),
        (notice(8, "m"),),
        own=True,
    ),
    Case("8.number-without-day", (media(approved_on=None),), (notice(8, "m"),), own=True),
    Case("8.day-without-number", (media(approval=None),), (notice(8, "m"),), own=True),
    Case("8.opened-nobody-knows-when", (media(opened_on=None),), (notice(8, "m"),), own=True),
    Case(
        "8.not-approved-closed",
        (media(approval=None, approved_on=None, posted_on=None, subject=None, **_CLOSED),),
        own=True,
    ),
    Case(
        "8.not-approved-deregistered",
        (media(approval=None, approved_on=None, posted_on=None, subject=None, **(_CLOSED | {"state": "已注销"})),),
        own=True,
    ),
    # The certified subject names the unit that runs it.
    # Names are spelt in many ways, so that another one is a warning; a register without any says that nobody certified.
    Case("8.subject-another", (media(subject="某文化传媒有限公司"),), (warning(8, "m"),), own=True),
    Case("8.subject-blank", (media(subject=None),), (violation(8, "m"),), own=True),
    # In principle one account a platform, and one name on all of them.
    Case(
        "8.two-on-a-platform",
        (media("m1", name="$u发布"), media("m2", name="$u微讯")),
        (warning(8, "m1|m2"),),
        own=True,
    ),
    Case(
        "8.two-on-a-platform-one-closed",
        (media("m1", name="$u发布"), media("m2", name="$u微讯", posted_on=None, **_CLOSED)),
        own=True,
    ),
    Case(
        "8.two-platforms-one-name", (media("m1", name="$u发布"), media("m2", name="$u发布", platform="微博")), own=True
    ),
    Case(
        "8.two-platforms-two-names",
        (media("m1", name="$u发布"), media("m2", name="$u在线", platform="抖音")),
        (warning(8, "m1|m2"),),
        own=True,
    ),
    Case("8.two-units-one-platform-each", (media(platform="今日头条"),), own=True),
)


def _closing(label: str = "k", /, **values: Value) -> Row:
    """A site closed by the book in July 2026: announced on Wednesday 1 July, executed on 23 July.

    The 15th working day, the first not counted, is 22 July; it has to be over, since the law counts a day to its end.
    """
    good: dict[str, Value] = {
        "unit": "@u",
        "kind": "关停",
        "site": "@s",
        "reason": "整合到县政府网站",
        "consent_on": "2026-06-24",
        "filed_on": "2026-06-26",
        "announced_on": "2026-07-01",
        "executed_on": "2026-07-23",
        "closed_on": "2026-07-24",
    }
    return Row("change", label, good | values)


def _closed(day: str) -> Row:
    """Its filings were withdrawn on the day on which it closed."""
    return site(state="已关停", closed_on=day, opened_on="2020-05-06", unfiled_on=day)


def _change(name: str, *expects: str, **values: Value) -> Case:
    """One closing that differs from the book in the fields given; `k` is what is found, where anything is."""
    executed, announced = values.get("executed_on", "2026-07-23"), values.get("announced_on", "2026-07-01")
    subject = _closed(str(executed)) if executed else site(opened_on="2020-05-06")
    wanted = [violation(9, label) for label in expects]
    if executed and announced and (_date(executed) - _date(announced)).days < 30:
        wanted.append(warning(9, "k"))  # 国办发〔2017〕47号 wants 30 days of a site: a pack of its own, which warns
    return Case(name, (subject, _closing(**values)), tuple(wanted))


def _date(value: Value) -> date:
    return date.fromisoformat(str(value))


CHANGES = (
    _change("9.15-working-days"),
    _change("9.on-the-15th-working-day", "k", executed_on="2026-07-22"),
    # 春节 2026: off from 15 to 23 February, worked on Saturdays 14 and 28. The 15th day after 5 February is 4 March.
    _change(
        "9.spring-festival-15",
        consent_on="2026-02-02",
        filed_on="2026-02-03",
        announced_on="2026-02-05",
        executed_on="2026-03-05",
        closed_on="2026-03-06",
    ),
    _change(
        "9.spring-festival-on-the-15th",
        "k",
        consent_on="2026-02-02",
        filed_on="2026-02-03",
        announced_on="2026-02-05",
        executed_on="2026-03-04",
        closed_on="2026-03-06",
    ),
    # 中秋 and 国庆 2026: off on 25 September and from 1 to 7 October, worked on Saturday 10 October.
    _change(
        "9.october-15",
        consent_on="2026-09-17",
        filed_on="2026-09-18",
        announced_on="2026-09-22",
        executed_on="2026-10-21",
        closed_on="2026-10-21",
    ),
    _change(
        "9.october-on-the-15th",
        "k",
        consent_on="2026-09-17",
        filed_on="2026-09-18",
        announced_on="2026-09-22",
        executed_on="2026-10-20",
        closed_on="2026-10-21",
    ),
    _change("9.not-decided", "k", consent_on=None),
    _change("9.not-filed", "k", filed_on=None),
    _change("9.not-announced", "k", announced_on=None),
    _change("9.decided-afterwards", "k", consent_on="2026-07-24"),
    _change(
        "9.under-way",
        executed_on=None,
        closed_on=None,
        consent_on="2026-11-16",
        filed_on="2026-11-18",
        announced_on="2026-11-20",
    ),
    Case(
        "9.before-the-regulation",
        (
            _closed("2022-06-01"),
            _closing(
                consent_on=None, filed_on=None, announced_on=None, executed_on="2022-06-01", closed_on="2022-06-02"
            ),
        ),
        (notice(9, "k"),),
    ),
    Case("9.closed-before-the-regulation-no-papers", (site(**_CLOSED),)),
    # Closed under the regulation, and nothing kept of how.
    Case("9.site-closed-no-papers", (_closed("2025-05-12"),), (violation(9, "s"),), later=_NO_PAPERS),
    Case(
        "9.media-closed-no-papers",
        (media(state="已关停", closed_on="2025-05-12"),),
        (violation(9, "m"),),
        own=True,
        later=_NO_PAPERS,
    ),
)


def _opening(kind: str, /, **values: Value) -> Row:
    good: dict[str, Value] = {
        "unit": "@u",
        "kind": kind,
        "reason": "便民",
        "consent_on": "2026-03-02",
        "applied_on": "2026-03-04",
        "approval": "渝府办函〔2026〕12号",
        "approved_on": "2026-04-13",
        "opened_on": "2026-05-11",
    }
    if kind == "开设网站":
        good |= {
            "url": "http://www.example.gov.cn/new/",
            "reviewed_on": "2026-03-16",
            "police_on": "2026-04-27",
            "tested_on": "2026-04-29",
            "announced_on": "2026-05-12",
        }
    else:
        good |= {"platform": "微博", "certified_on": "2026-05-13"}
    return Row("change", "k", good | values)


def _site_opened(name: str, *expects: str, later: Value = "", **values: Value) -> Case:
    return Case(
        name,
        (site(opened_on="2026-05-11"), _opening("开设网站", site="@s", **values)),
        tuple(violation(7, label) for label in expects),
        later=str(later),
    )


def _media_opened(name: str, *expects: str, later: Value = "", **values: Value) -> Case:
    opened = media(platform="微博", opened_on="2026-05-11", approved_on="2026-04-13")
    return Case(
        name,
        (opened, _opening("开设新媒体", media="@m", **values)),
        tuple(violation(8, label) for label in expects),
        own=True,
        later=str(later),
    )


OPENINGS = (
    _site_opened("7.procedure"),
    _site_opened("7.procedure-online-before-the-test", "k", tested_on="2026-05-12"),
    _site_opened("7.procedure-tested-that-day", tested_on="2026-05-11"),
    _site_opened("7.procedure-never-tested", "k", tested_on=None),
    _site_opened("7.procedure-no-consent", "k", consent_on=None),
    _site_opened("7.procedure-no-notice", "k", announced_on=None),
    _media_opened("8.procedure"),
    _media_opened("8.procedure-opened-before-the-approval", "k", approved_on="2026-05-12"),
    _media_opened("8.procedure-no-application", "k", applied_on=None),
    _media_opened("8.procedure-not-certified", "k", later="开设之后没有登记实名认证的办件", certified_on=None),
)

CASES = (*SITES, *MEDIA, *CHANGES, *OPENINGS)
