"""The checker of new passwords, where the county has switched it on (article 37): judged, compared, then let go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.clock import instant, utc_now
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.settings import CHECKER
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.judging import Judgement, judge
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.passwords.tags import compare, load_pepper
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.tags import KEPT, any_tags, read_tags
from fjgov_tui.workflows.rotation import Checked
from fjgov_tui.workflows.settings import read_settings

NEW_KEY = "这台机器上没有核对重复口令的密钥，已新建；在别处登记过的口令，这里查不出重复"
"""Said where a file that has tags is opened on a machine that cannot compare them."""


@dataclass(frozen=True)
class Examination:
    """What the checker says about a new password; holds nothing of it but its tag."""

    judgement: Judgement
    checked: Checked | None
    """What to book; `None` where the password is refused."""
    notice: str = ""
    """A sentence for the user; empty where there is nothing to say."""
    used: bool = False
    """It was recognised as one used before: an answer about a secret, which is booked."""


_RECOGNISED = "口令检查：送来的口令是这个账户以前用过的"
MOST_RECOGNISED = 5
"""Times in a day that somebody is told of an account that a password was used before."""


def book_recognised(store: Store, account_id: int, examined: Examination) -> None:
    """Leave a trace where the checker has told somebody that a password was used before; whoever guesses is seen.

    Raises:
        StoreProblem: it cannot be written.
    """
    if examined.used:
        with store.write(_RECOGNISED) as writer:
            writer.reveal(LEDGERS["account"], account_id)


def _require_patience(reader: Reader, account: Record) -> None:
    """Stop who has been told so often within a day that a password was used before.

    Raises:
        InputProblem: that is so.
    """
    since = instant(utc_now() - timedelta(days=1))
    recognised = [
        entry for entry in reader.history(LEDGERS["account"], account.id) if entry.reason.startswith(_RECOGNISED)
    ]
    if sum(entry.at >= since for entry in recognised) >= MOST_RECOGNISED:
        raise InputProblem(
            f"这个账户一天里已有 {MOST_RECOGNISED} 次送来用过的口令，今天不再核对",
            where=account.title,
            remedy="请用 --attest 位数 登记，或明天再试；都记在审计链上",
        )


def require_checker(reader: Reader) -> None:
    """Stop where the county has not switched the checker on.

    Raises:
        InputProblem: it has not; the sentence says how.
    """
    if not read_settings(reader)[CHECKER]:
        raise InputProblem(
            "本县没有启用口令检查，程序不接收口令",
            remedy=f"请用 --attest 位数 登记；要启用，先在台账“设置”里把“{CHECKER.name}”设为“是”，"
            f"即 fjgov ledger add setting 设置项={CHECKER.name} 值=是",
        )


def _as_known(reader: Reader, record: Record) -> Record:
    """A record with its sealed values as they were typed; blank where nobody has given the passphrase."""
    clear = reader.clear_if_open(record)
    known = {name: None if is_encrypted(value) else value for name, value in clear.values.items()}
    return replace(clear, values=known)


def context_of(reader: Reader, account: Record, by: int | None = None) -> Context:
    """What anyone may know about an account, of which its password must not be made.

    Args:
        reader: the ledgers.
        account: the account.
        by: the person who changes the password, where that is not the holder.
    """
    ids = dict.fromkeys(person for person in (reference(account, "holder"), by) if person is not None)
    # What is encrypted is left out where nobody has given the passphrase: then less is known to be forbidden.
    account = _as_known(reader, account)
    people = [_as_known(reader, person) for person in reader.records(LEDGERS["person"], list(ids))]
    unit, platforms = "", list[str]()
    for name in ("site", "media"):
        target = reference(account, name)
        if target is not None:
            place = reader.record(LEDGERS[name], target)
            unit = place.names.get("unit", "")
            where = (urlsplit(place.text("url")).hostname or "") if name == "site" else place.text("platform")
            platforms += [place.title, where]
    phones = [str(record.values[name]) for record in people for name in ("mobile", "phone24") if record.values[name]]
    return Context(
        account=account.title,
        login=account.text("login"),
        unit=unit,
        platforms=tuple(platform for platform in platforms if platform),
        phones=tuple(phones),
        names=tuple(record.title for record in people),
    )


def examine(
    reader: Reader, account_id: int, secret: Secret, pepper_file: Path, *, by: int | None = None
) -> Examination:
    """Check a new password for an account; takes about half a second, so ask before the transaction begins.

    The password is not wiped here: the caller holds it in a `with` block.

    Args:
        reader: the ledgers.
        account_id: the account.
        secret: the new password.
        pepper_file: the key file of this machine (`paths.pepper_file()`).
        by: the person who changes it, where that is not the holder.

    Raises:
        InputProblem: the checker is off, or the key file cannot be used.
        StoreProblem: a stored tag is damaged.
    """
    require_checker(reader)
    account = reader.record(LEDGERS["account"], account_id)
    _require_patience(reader, account)
    judged = judge(secret, context_of(reader, account, by))
    if not judged.ok:
        return Examination(judged, None)
    pepper = load_pepper(pepper_file)
    used, tag = compare(secret, pepper, read_tags(reader, account_id))
    if used:
        problem = f"与这个账户最近 {KEPT} 次登记的口令之一相同"
        again = Judgement(False, (problem,), judged.score, ("请换一个没有用过的",), judged.length)
        return Examination(again, None, used=True)
    notice = NEW_KEY if pepper.fresh and any_tags(reader) else ""
    return Examination(judged, Checked(judged.length, judged.score, tag), notice)
