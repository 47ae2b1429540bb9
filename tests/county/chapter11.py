"""Chapter 11: people come and go (36), accounts and passwords (37), third-party services (38)."""

from datetime import date

from tests.county.model import (
    Background,
    Case,
    Expect,
    Row,
    Value,
    account,
    handed_over,
    notice,
    person,
    row,
    site,
    unknown,
    vendor,
    violation,
    warning,
)

FILING = (
    Case("37.filed-that-day", (person("x", changed_on="2026-09-01", filed_on="2026-09-01"),)),
    Case(
        "37.changed-after-the-filing",
        (person("x", changed_on="2026-09-01", filed_on="2026-08-31"),),
        (violation(37, "x"),),
    ),
    Case("37.arrived-never-filed", (person("x", on_duty="2026-03-16", filed_on=None),), (violation(37, "x"),)),
    Case(
        "37.arrived-on-the-first-day-never-filed",
        (person("x", on_duty="2022-09-16", filed_on=None),),
        (violation(37, "x"),),
    ),
    Case(
        "37.arrived-before-the-regulation-never-filed",
        (person("x", on_duty="2022-09-15", filed_on=None),),
        (notice(37, "x"),),
    ),
    Case("37.arrives-tomorrow", (person("x", on_duty="2026-11-24", filed_on=None, pledge_on=None, trained=False),)),
    Case(
        "37.left-and-never-filed",
        (person("x", left_on="2026-09-30"), handed_over("x", "2026-09-30", filed_on=None, closed_on=None)),
        (violation(37, "x|h_x"),),
    ),
    Case(
        "37.left-and-filed-in-the-handover",
        (
            person("x", left_on="2026-09-30"),
            handed_over("x", "2026-09-30", filed_on="2026-10-09", closed_on="2026-10-09"),
        ),
    ),
    # Accounts are registered under real names.
    Case("37.no-real-name", (person("x", real_name="否"), account(holder="@x")), (violation(37, "x|a"),)),
    # The register of names is this ledger: what does not stand in it is not registered.
    Case("37.real-name-blank", (person("x", real_name=None), account(holder="@x")), (violation(37, "x|a"),)),
)

_LEFT = "2026-10-30"


def _leaver(**values: Value) -> Row:
    return person("x", left_on=_LEFT, filed_on=_LEFT, **values)


def _item(to: str = "a") -> Row:
    return row("handover_item", f"it_{to}", handover="@h_x", account=f"@{to}", taker="@w")


LEAVING = (
    Case(
        "36.handed-over",
        (
            _leaver(),
            account(rotated_on=_LEFT),
            handed_over("x", _LEFT),
            _item(),
            row("rotation", "ro", account="@a", on=_LEFT, by="@w", length=12, basis="检查", reason="移交"),
        ),
    ),
    Case("36.leaves-tomorrow", (person("x", left_on="2026-11-24"), account(holder="@x"))),
    Case("36.no-handover", (_leaver(),), (violation(36, "x"),)),
    Case(
        "36.no-handover-before-the-regulation",
        (
            person(
                "x",
                on_duty="2020-01-06",
                left_on="2022-09-15",
                filed_on="2022-09-15",
                pledge_on="2020-01-06",
                trained=False,
            ),
        ),
        (notice(36, "x"),),
    ),
    # The pledge of 2023 was made on entering; the leaver makes another.
    Case(
        "36.no-pledge", (_leaver(), handed_over("x", _LEFT, pledge_on=None, closed_on=None)), (violation(36, "x|h_x"),)
    ),
    Case("36.closed-without-pledge", (_leaver(), handed_over("x", _LEFT, pledge_on=None)), (violation(36, "x|h_x"),)),
    # Filing and closing are about a leaving that has happened.
    Case(
        "36.closed-before-the-leaving",
        (_leaver(), handed_over("x", _LEFT, filed_on="2026-10-29")),
        (violation(36, "h_x", also=37),),
    ),
    # The password is changed on the day of leaving or after, not before.
    Case("36.password-changed-that-day", (_leaver(), account(rotated_on=_LEFT), handed_over("x", _LEFT), _item())),
    Case(
        "36.password-changed-the-day-before",
        (_leaver(), account(rotated_on="2026-10-29"), handed_over("x", _LEFT, closed_on=None), _item()),
        (violation(36, "x|h_x|a"),),
    ),
    Case(
        "36.closed-with-the-old-password",
        (_leaver(), account(rotated_on="2026-10-29"), handed_over("x", _LEFT), _item()),
        (violation(36, "x|h_x|a"),),
    ),
    Case(
        "36.account-still-in-the-leaver-s-name",
        (_leaver(), account(holder="@x", rotated_on=_LEFT), handed_over("x", _LEFT, closed_on=None)),
        (violation(36, "x|h_x|a", also=37),),
    ),
    Case(
        "36.stopped-account-of-a-leaver",
        (_leaver(), account(holder="@x", state="已停用", rotated_on="2026-06-01"), handed_over("x", _LEFT)),
    ),
)


def _rotated(name: str, day: str | None, late: bool, on: date | None = None, /, **values: Value) -> Case:
    case = Case(f"37.{name}", (account(rotated_on=day, **values),), (violation(37, "a"),) if late else ())
    return case if on is None else Case(case.name, case.rows, case.expects, day=on)


def _admins(count: int) -> tuple[Row, ...]:
    """A site with so many administrators, each somebody else."""
    people = (person(f"x{n}") for n in range(count))
    return (site(), *people, *(account(f"a{n}", site="@s", privilege="管理员", holder=f"@x{n}") for n in range(count)))


FEB_END, MARCH, LEAP, LEAP_MARCH = date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), date(2028, 3, 1)
PASSWORDS = (
    # “A cycle of generally two months”, calendar months held to the end of a shorter one.
    _rotated("two-months", "2026-09-23", False),
    _rotated("two-months-and-a-day", "2026-09-22", True),
    _rotated("two-months-end-of-february", "2026-12-31", False, FEB_END),
    _rotated("two-months-first-of-march", "2026-12-31", True, MARCH),
    _rotated("two-months-leap-day", "2027-12-31", False, LEAP),
    _rotated("two-months-after-the-leap-day", "2027-12-31", True, LEAP_MARCH),
    _rotated("two-months-from-the-30th", "2027-12-30", True, LEAP_MARCH),
    _rotated("last-change-before-the-regulation", "2022-06-01", True, opened_on="2022-01-04"),
    _rotated("never-changed-two-months-old", None, False, opened_on="2026-09-23"),
    _rotated("never-changed-two-months-and-a-day-old", None, True, opened_on="2026-09-22"),
    _rotated("stopped", "2026-01-05", False, state="已停用"),
    Case("37.never-changed-nobody-knows-since-when", (account(rotated_on=None, opened_on=None),), (unknown(37, "a"),)),
    Case(
        "37.changed-by-the-register",
        (
            account(rotated_on=None),
            row("rotation", "ro", account="@a", on="2026-09-23", by="@w", length=12, basis="检查", reason="定期"),
        ),
    ),
    # Eight characters at least; what the account says does not outvote the register of that day.
    Case("37.eight-characters", (account(length=8),)),
    Case("37.seven-characters", (account(length=7),), (violation(37, "a"),)),
    # A length that is only promised has not been seen.
    Case("37.eight-characters-promised", (account(length=8, length_basis="承诺"),), (notice(37, "a"),)),
    Case("37.length-unknown", (account(length=None, length_basis=None),), (unknown(37, "a"),)),
    Case(
        "37.six-characters-in-the-register",
        (
            account(rotated_on="2026-11-02", length=12),
            row("rotation", "ro", account="@a", on="2026-11-02", by="@w", length=6, basis="检查", reason="定期"),
        ),
        (violation(37, "a|ro"),),
    ),
    Case("37.seven-characters-stopped", (account(length=7, state="已停用"),)),
    # One account, one person, in office.
    Case("37.no-holder", (account(holder=None),), (violation(37, "a"),)),
    Case(
        "37.holder-from-tomorrow",
        (person("x", on_duty="2026-11-24", filed_on=None, trained=False), account(holder="@x")),
        (warning(37, "a"),),
    ),
    Case("37.holder-from-today", (person("x", on_duty="2026-11-23", filed_on="2026-11-23"), account(holder="@x"))),
    # No more accounts and rights than needed; the numbers are the program's own proposals.
    Case("37.two-administrators", _admins(2)),
    Case("37.three-administrators", _admins(3), (warning(37, "s|a0|a1|a2"),)),
    Case(
        "37.three-administrators-one-stopped",
        (*_admins(2), account("a3", site="@s", privilege="管理员", state="已停用")),
    ),
    Case(
        "37.two-logins-of-one-person",
        (site(), account("a1", site="@s"), account("a2", site="@s")),
        (warning(37, "a1|a2"),),
    ),
    Case("37.idle-90-days", (account(used_on="2026-08-25"),)),
    Case("37.idle-91-days", (account(used_on="2026-08-24"),), (warning(37, "a"),)),
    # As few as possible is a principle; of logins that a closing leaves behind nothing more is said.
    Case(
        "37.in-use-on-a-closed-site",
        (
            site(state="已关停", opened_on="2020-05-06", closed_on="2022-06-01"),
            account(site="@s", opened_on="2020-06-01"),
        ),
        (warning(37, "a"),),
    ),
)


def _limited(county: str, name: str, *rows: Row, says: tuple[Expect, ...] = ()) -> Case:
    return Case(f"37.{county}-{name}", rows, says, county=county)


SETTINGS = (
    # A county that allows three months does not hide what the regulation calls overdue, and is told that it does.
    _limited("cycle-3", "two-months", account(rotated_on="2026-09-23")),
    _limited("cycle-3", "two-months-and-a-day", account(rotated_on="2026-09-22"), says=(violation(37, "a"),)),
    _limited("cycle-3", "three-months", account(rotated_on="2026-08-23"), says=(violation(37, "a"),)),
    _limited("cycle-3", "three-months-and-a-day", account(rotated_on="2026-08-22"), says=(violation(37, "a"),)),
    # Limits that the county has set with a document bind; those without remain proposals.
    _limited("by-document", "one-administrator", *_admins(1)),
    _limited("by-document", "two-administrators", *_admins(2), says=(violation(37, "s|a0|a1"),)),
    _limited("by-document", "idle-30-days", account(used_on="2026-10-24")),
    _limited("by-document", "idle-31-days", account(used_on="2026-10-23"), says=(violation(37, "a"),)),
    _limited("by-word", "two-administrators", *_admins(2), says=(warning(37, "s|a0|a1"),)),
    _limited("by-word", "idle-31-days", account(used_on="2026-10-23"), says=(warning(37, "a"),)),
)
_DOCUMENT = "奉节府办〔2025〕3号"
COUNTIES = {
    "cycle-3": Background(
        rows=(row("setting", "set", name="口令更换周期（月）", value="3", note=_DOCUMENT),),
        expects=(violation(37, "set"),),
    ),
    "by-document": Background(
        rows=(
            row("setting", "set1", name="每站管理员上限", value="1", note=_DOCUMENT),
            row("setting", "set2", name="账户闲置天数", value="30", note=_DOCUMENT),
        )
    ),
    "by-word": Background(
        rows=(
            row("setting", "set1", name="每站管理员上限", value="1"),
            row("setting", "set2", name="账户闲置天数", value="30"),
        )
    ),
}


def _looked_after(checked_on: str = "2026-11-02") -> Row:
    return row("vendor_check", "vc", vendor="@v", checked_on=checked_on, by="@w", result="正常")


VENDORS = (
    Case("38.all", (vendor(), _looked_after())),
    # 加强日常监督 is asked of every vendor; the article names no number of days, so that an old one only warns.
    Case("38.never-supervised", (vendor(),), (violation(38, "v"),)),
    Case("38.supervised-half-a-year-ago", (vendor(), _looked_after(checked_on="2026-05-24"))),
    Case("38.supervised-longer-ago", (vendor(), _looked_after(checked_on="2026-05-23")), (warning(38, "v"),)),
    Case("38.duties-not-agreed", (vendor(duties="否"), _looked_after()), (violation(38, "v"),)),
    # No record of what was agreed is as good as no record of an agreement.
    Case("38.duties-blank", (vendor(duties=None), _looked_after()), (violation(38, "v"),)),
    Case("38.no-confidentiality-agreement", (vendor(nda_on=None), _looked_after()), (violation(38, "v"),)),
    Case("38.no-training", (vendor(trained_on=None), _looked_after()), (violation(38, "v"),)),
    Case("38.qualification-not-checked", (vendor(checked_on=None), _looked_after()), (violation(38, "v"),)),
    Case(
        "38.nothing-last-day-of-the-contract",
        (vendor(duties="否", nda_on=None, contract_from="2025-11-24", contract_to="2026-11-23"), _looked_after()),
        (violation(38, "v"),),
    ),
    Case(
        "38.nothing-contract-ended-yesterday",
        (vendor(duties="否", nda_on=None, contract_from="2025-11-23", contract_to="2026-11-22"),),
    ),
    Case(
        "38.nothing-contract-from-tomorrow",
        (
            vendor(
                duties="否",
                nda_on=None,
                trained_on=None,
                checked_on=None,
                contract_from="2026-11-24",
                contract_to="2027-11-23",
            ),
        ),
    ),
    Case(
        "38.site-served-to-the-last-day",
        (
            vendor(contract_from="2025-11-24", contract_to="2026-11-23", nda_on="2025-11-24", trained_on="2025-11-25"),
            site(vendor="@v"),
            _looked_after(),
        ),
    ),
    Case(
        "38.site-served-after-the-contract",
        (
            vendor(contract_from="2025-11-23", contract_to="2026-11-22", nda_on="2025-11-24", trained_on="2025-11-25"),
            site(vendor="@v"),
            _looked_after(),
        ),
        (violation(38, "s|v"),),
    ),
    # Article 6: whoever has a site run by others looks after them.
    Case("6.nobody-looks-after-the-vendor", (vendor(), site(vendor="@v")), (violation(6, "s|v"),)),
    Case(
        "38.closed-site-after-the-contract",
        (
            vendor(contract_from="2020-05-06", contract_to="2022-06-01", nda_on="2020-05-06", trained_on="2020-05-06"),
            site(vendor="@v", state="已关停", opened_on="2020-05-06", closed_on="2022-06-01"),
        ),
    ),
)

CASES = (*FILING, *LEAVING, *PASSWORDS, *SETTINGS, *VENDORS)
