"""Chapters 4 to 6: published in time, after secrecy review, three reviews and three proofs; kept up to date.

Articles 12, 13, 15, 17, 22 are about one release, article 21 about columns and media accounts, 23 about interaction.
"""

from datetime import date

from tests.county.model import Case, Row, Value, column, media, notice, person, row, site, unknown, violation, warning


def _release(label: str = "r", /, **values: Value) -> Row:
    """A text formed on Monday 12 October 2026 and published a week later with every signature in order."""
    good: dict[str, Value] = {
        "unit": "@u",
        "formed_on": "2026-10-12",
        "category": "规划政策",
        "text": "关于印发某规划的通知",
        "origin": "原创",
        "column": "@hcol",
        "review1_by": "@w",
        "review1_on": "2026-10-13",
        "review2_by": "@direct",
        "review2_on": "2026-10-14",
        "review3_by": "@first",
        "review3_on": "2026-10-15",
        "secrecy_by": "@chief",
        "secrecy_on": "2026-10-15",
        "secrecy_result": "可以公开",
        "proof1_by": "@w",
        "proof1_on": "2026-10-16",
        "proof2_by": "@chief",
        "proof2_on": "2026-10-16",
        "proof3_by": "@direct",
        "proof3_on": "2026-10-16",
        "published_on": "2026-10-19",
        "url": "http://www.example.gov.cn/a.html",
    }
    return Row("release", label, good | values)


_STEPS = ("review1", "review2", "review3", "secrecy", "proof1", "proof2", "proof3")
_UNPUBLISHED: dict[str, Value] = {
    **{f"{step}_{what}": None for step in _STEPS for what in ("by", "on")},
    "published_on": None,
    "url": None,
    "secrecy_result": None,
}


def _told(name: str, article: int | None = None, later: str = "", also: int = 0, /, **values: Value) -> Case:
    """One release that differs in the fields given, and the article that it breaks."""
    return Case(name, (_release(**values),), () if article is None else (violation(article, "r", also),), later=later)


def _steps(day: str) -> dict[str, Value]:
    """Every step of a release on one day, so that only the day of publication is at issue."""
    return {f"{step}_on": day for step in _STEPS}


RELEASES = (
    _told("15.in-order"),
    # Article 12: 20 working days, the first not counted. 19 October and 20 working days are 16 November.
    _told("12.day-20", formed_on="2026-10-19", **_steps("2026-10-20"), published_on="2026-11-16"),
    _told("12.day-21", 12, formed_on="2026-10-19", **_steps("2026-10-20"), published_on="2026-11-17"),
    # 22 September over 中秋 (25th) and 国庆 (1st to 7th, Saturday 10 October worked): 27 October.
    _told("12.october-20", formed_on="2026-09-22", **_steps("2026-09-23"), published_on="2026-10-27"),
    _told("12.october-21", 12, formed_on="2026-09-22", **_steps("2026-09-23"), published_on="2026-10-28"),
    # 5 February over 春节 (15th to 23rd off, Saturdays 14 and 28 worked): 11 March.
    _told("12.spring-festival-20", formed_on="2026-02-05", **_steps("2026-02-06"), published_on="2026-03-11"),
    _told("12.spring-festival-21", 12, formed_on="2026-02-05", **_steps("2026-02-06"), published_on="2026-03-12"),
    _told("12.not-yet-day-20", formed_on="2026-10-26", **_UNPUBLISHED),
    _told("12.not-yet-day-21", 12, formed_on="2026-10-23", **_UNPUBLISHED),
    # What was done before the regulation is a notice.
    Case(
        "12.before-the-regulation",
        (_release(formed_on="2022-03-01", **(_steps("2022-03-02") | {"published_on": "2022-08-01"})),),
        (notice(12, "r"),),
    ),
    Case("12.formed-nobody-knows-when", (_release(formed_on=None),), (unknown(12, "r"),)),
    # Article 13: secrecy review before publication, and its conclusion is kept to.
    _told("13.no-secrecy-review", 13, secrecy_by=None, secrecy_on=None, secrecy_result=None),
    _told("13.secrecy-review-that-day", secrecy_on="2026-10-19"),
    # Article 15 wants secrecy looked at before publication as well, and may be cited for the order.
    _told("13.secrecy-review-next-day", 13, "", 15, secrecy_on="2026-10-20"),
    _told("13.not-to-be-published-and-published", 13, "", 16, secrecy_result="不予公开"),
    _told(
        "13.not-to-be-published-and-kept-back",
        formed_on="2026-09-01",
        secrecy_result="不予公开",
        published_on=None,
        url=None,
        note="保守国家秘密法第十三条",
    ),
    # Article 14: secrecy is no pretext; what is kept back says by which provision, else somebody has to look.
    Case(
        "14.kept-back-without-a-reason",
        (_release(formed_on="2026-09-01", secrecy_result="不予公开", published_on=None, url=None),),
        (warning(14, "r"),),
    ),
    _told("13.to-be-deidentified-and-was", secrecy_result="去标识后公开", deidentified="是"),
    _told("13.to-be-deidentified-and-was-not", 13, secrecy_result="去标识后公开", deidentified="否"),
    # Article 15: each of the six steps, before publication, in order, by different people.
    _told("15.no-first-review", 15, review1_by=None, review1_on=None),
    _told("15.no-second-review", 15, review2_by=None, review2_on=None),
    _told("15.no-third-review", 15, review3_by=None, review3_on=None),
    _told("15.no-first-proof", 15, proof1_by=None, proof1_on=None),
    _told("15.no-second-proof", 15, proof2_by=None, proof2_on=None),
    _told("15.no-third-proof", 15, proof3_by=None, proof3_on=None),
    _told("15.third-proof-that-day", proof3_on="2026-10-19"),
    _told("15.third-proof-next-day", 15, proof3_on="2026-10-20"),
    _told("15.second-review-before-the-first", 15, review2_on="2026-10-12"),
    _told("15.one-person-reviews-twice", 15, review2_by="@first"),
    Case(
        "15.one-person-in-two-offices-reviews-twice",
        (
            person("z", roles="直接责任人"),
            *(
                row("post", f"z{n}", unit="@u", person="@z", office=office, since="2023-04-03")
                for n, office in enumerate(("分管负责人", "主要负责人"))
            ),
            _release(review2_by="@z", review3_by="@z"),
        ),
        (violation(15, "r"),),
    ),
    _told("15.second-review-by-no-leader", 15, review2_by="@chief"),
    Case(
        "15.before-the-regulation",
        (_release(formed_on="2022-09-01", **(_UNPUBLISHED | {"published_on": "2022-09-15"})),),
        (notice(13, "r"), notice(15, "r", also=18)),
    ),
    # Article 17: every unit that formed the text with us agrees in writing before it is published.
    Case(
        "17.agreed-that-day",
        (
            _release(joint="$v"),
            row("unit", "v", kind="部门", first="@first", direct="@direct"),
            row(
                "consent",
                "y",
                release="@r",
                unit="@v",
                asked_on="2026-10-13",
                answered_on="2026-10-19",
                answer="同意",
                document="函〔2026〕5号",
            ),
        ),
    ),
    Case(
        "17.agreed-next-day",
        (
            _release(joint="$v"),
            row("unit", "v", kind="部门", first="@first", direct="@direct"),
            row(
                "consent",
                "y",
                release="@r",
                unit="@v",
                asked_on="2026-10-13",
                answered_on="2026-10-20",
                answer="同意",
                document="函〔2026〕5号",
            ),
        ),
        (violation(17, "r|y"),),
    ),
    Case(
        "17.did-not-agree",
        (
            _release(joint="$v"),
            row("unit", "v", kind="部门", first="@first", direct="@direct"),
            row(
                "consent",
                "y",
                release="@r",
                unit="@v",
                asked_on="2026-10-13",
                answered_on="2026-10-15",
                answer="不同意",
            ),
        ),
        (violation(17, "r|y"),),
    ),
    Case(
        "17.never-asked",
        (_release(joint="$v"), row("unit", "v", kind="部门", first="@first", direct="@direct")),
        (violation(17, "r"),),
    ),
    # Article 22: what is reposted names its source, in principle an organ or an authoritative medium.
    Case("22.source-named", (row("source", "q", host="gov.cn"), _release(origin="转载", source="@q"))),
    _told("22.no-source", 22, origin="转载"),
    Case(
        "22.source-of-another-kind",
        (row("source", "q", host="example.com", kind="其他"), _release(origin="转载", source="@q")),
        (warning(22, "r"),),
    ),
)


def _aged(name: str, kind: str, updated: str | None, late: bool, day: date | None = None, /, **values: Value) -> Case:
    case = Case(f"21.{name}", (column(kind=kind, updated_on=updated, **values),), (violation(21, "c"),) if late else ())
    return case if day is None else Case(case.name, case.rows, case.expects, day=day)


FEB_END, MARCH, LEAP, LEAP_MARCH = date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), date(2028, 3, 1)
COLUMNS = (
    _aged("news-14-days", "动态要闻", "2026-11-09", False),
    _aged("news-15-days", "动态要闻", "2026-11-08", True),
    _aged("notices-6-months", "通知公告", "2026-05-23", False),
    _aged("notices-6-months-and-a-day", "通知公告", "2026-05-22", True),
    _aged("documents-6-months", "政策文件", "2026-05-23", False),
    _aged("documents-6-months-and-a-day", "政策文件", "2026-05-22", True),
    # Only first-level columns have six months; below, nothing but the year of the fourth item binds.
    _aged("second-level-notices-a-year", "通知公告", "2025-11-23", False, level=2),
    _aged("monthly-a-month", "月度更新", "2026-10-23", False),
    _aged("monthly-a-month-and-a-day", "月度更新", "2026-10-22", True),
    _aged("quarterly-3-months", "季度更新", "2026-08-23", False),
    _aged("quarterly-3-months-and-a-day", "季度更新", "2026-08-22", True),
    _aged("yearly-a-year", "年度更新", "2025-11-23", False),
    _aged("yearly-a-year-and-a-day", "年度更新", "2025-11-22", True),
    _aged("others-a-year", "其他", "2025-11-23", False),
    _aged("others-a-year-and-a-day", "其他", "2025-11-22", True),
    # Month ends: 31 August and six months are 28 February; 31 January and one month are the last of February.
    _aged("notices-end-of-february", "通知公告", "2026-08-31", False, FEB_END),
    _aged("notices-first-of-march", "通知公告", "2026-08-31", True, MARCH),
    _aged("monthly-end-of-february", "月度更新", "2027-01-31", False, FEB_END),
    _aged("monthly-first-of-march", "月度更新", "2027-01-31", True, MARCH),
    _aged("monthly-leap-day", "月度更新", "2028-01-31", False, LEAP),
    _aged("monthly-after-the-leap-day", "月度更新", "2028-01-31", True, LEAP_MARCH),
    _aged("quarterly-leap-day", "季度更新", "2027-11-30", False, LEAP),
    _aged("quarterly-after-the-leap-day", "季度更新", "2027-11-30", True, LEAP_MARCH),
    _aged("yearly-from-the-last-of-february", "年度更新", "2027-02-28", True, LEAP),
    # An empty column counts as one that should have been updated; but a date that nobody has entered does not say that
    # it is empty: only the monitor can see that.
    Case("21.no-date-by-hand", (column(kind="动态要闻", updated_on=None),), (unknown(21, "c"),)),
    Case("21.nobody-looked", (column(kind="动态要闻", updated_on=None, source=None),), (unknown(21, "c"),)),
    Case(
        "21.column-of-a-closed-site",
        (
            site(state="已关停", opened_on="2020-05-06", closed_on="2022-06-01"),
            column(site="@s", kind="动态要闻", updated_on="2022-05-01"),
        ),
    ),
    # Updated in January 2026 and due since: the trouble began under the regulation, whatever is older.
    _aged("update-older-than-the-regulation", "其他", "2021-03-01", True),
)

MEDIA = (
    # On the last day the program says that it is the last.
    Case("21.media-10-days", (media(posted_on="2026-11-13"),), (notice(21, "m"),), own=True),
    Case("21.media-11-days", (media(posted_on="2026-11-12"),), (violation(21, "m"),), own=True),
    Case("21.media-opened-10-days-ago", (media(opened_on="2026-11-13", posted_on=None),), own=True),
    Case("21.media-nobody-looked", (media(posted_on=None),), (unknown(21, "m"),), own=True),
    Case(
        "21.media-closed",
        (
            media(
                state="已关停", opened_on="2020-05-06", closed_on="2022-06-01", posted_on="2022-05-01", interactive="否"
            ),
        ),
        own=True,
    ),
    Case("21.media-over-the-leap-day", (media(posted_on="2028-02-19"),), (notice(21, "m"),), own=True, day=LEAP),
    Case(
        "21.media-past-the-leap-day", (media(posted_on="2028-02-19"),), (violation(21, "m"),), own=True, day=LEAP_MARCH
    ),
    # Article 23: people can answer back.
    Case("23.no-interaction", (media(interactive="否"),), (violation(23, "m"),), own=True),
    Case("23.interaction-unknown", (media(interactive=None),), (unknown(23, "m"),), own=True),
)


def _asked(name: str, late: bool, /, **values: Value) -> Case:
    """Somebody asked for information on 19 October 2026; the law gives 20 working days, that is to 16 November."""
    good: dict[str, Value] = {
        "unit": "@u",
        "received_on": "2026-10-19",
        "channel": "网上",
        "result": "予以公开",
        "replied_on": "2026-11-16",
        "document": "〔2026〕1号",
    }
    return Case(name, (Row("request", "q", good | values),), (violation(34, "q", also=23),) if late else ())


REQUESTS = (
    _asked("34.day-20", False),
    _asked("34.day-21", True, replied_on="2026-11-17"),
    _asked("34.extended-by-20", False, extended_on="2026-11-12", replied_on="2026-11-23"),
    _asked("34.not-yet-day-20", False, received_on="2026-10-26", result=None, replied_on=None, document=None),
    _asked("34.not-yet-day-21", True, received_on="2026-10-23", result=None, replied_on=None, document=None),
    # 春节 2026 as above: 5 February and 20 working days are 11 March.
    _asked("34.spring-festival-20", False, received_on="2026-02-05", replied_on="2026-03-11"),
    _asked("34.spring-festival-21", True, received_on="2026-02-05", replied_on="2026-03-12"),
)

CASES = (*RELEASES, *COLUMNS, *MEDIA, *REQUESTS)
