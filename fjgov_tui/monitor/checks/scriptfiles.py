"""Script files of a site itself: whoever can write to the server puts his program into one of them."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.checks.views import allowed_hosts
from fjgov_tui.monitor.model import Bench
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.pages.answers import Alarm, text_in
from fjgov_tui.pages.shot import Shot

MAX_FILES = 10
"""Files of a home page that are fetched at each inspection; pages of offices load 5 to 15, libraries first."""
MAX_BYTES = 512 * 1024
"""Of one file: libraries have up to 300 KB."""
UNREAD = "-"
"""In place of a digest, for a file that was not fetched."""
SECONDS = 4.0
"""For one file, so that all of them leave an inspection most of its 180 seconds."""


async def own_files(
    bench: Bench, target: Target, files: tuple[str, ...], known: Shot | None
) -> tuple[frozenset[str], list[Alarm]]:
    """Fetch files that a page loads from its own site, and compare them with those that are known.

    The first ones are fetched each time, and before them any whose address the baseline had not; of the rest the
    addresses are kept, so that a file put behind all others is seen, too.

    Args:
        bench: what fetches and reads.
        target: a home page.
        files: their addresses, in page order.
        known: the snapshot to compare with; `None` at first sight.

    Returns:
        `digest address` of each, as a snapshot keeps them, without a digest where it was not fetched; what is wrong.

    Raises:
        InspectionProblem: a file could not be analysed.
    """
    before = {url: digest for digest, _, url in (entry.partition(" ") for entry in (known.files if known else ()))}
    fetch = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
    kept, alarms = set[str](), list[Alarm]()
    # Of a baseline that an older release kept nobody knows whether it knows all addresses.
    came = [url for url in files if url not in before] if known is not None and known.files and known.reaches else []
    fetched = list(dict.fromkeys((*came, *files)))[:MAX_FILES]
    kept |= {f"{before.get(url, UNREAD)} {url}" for url in files if url not in fetched}
    for url in fetched:
        page = await fetch(url, deadline=SECONDS, max_body=MAX_BYTES)
        if page.status != HTTPStatus.OK or not page.body:
            kept |= {f"{before[url]} {url}"} if url in before else set()
            continue
        digest = blake2b(page.body, digest_size=8).hexdigest()
        kept.add(f"{digest} {url}")
        if before.get(url, "new") not in {digest, UNREAD}:
            alarms += await _judged(bench, target, url, page.body, before)
    return frozenset(kept), alarms


async def _judged(bench: Bench, target: Target, url: str, body: bytes, before: dict[str, str]) -> list[Alarm]:
    """What is wrong with a file that is new or another one than before."""
    about: dict[str, Json] = {"site": target.url, "url": url, "allowed": list[Json](sorted(allowed_hosts(bench)))}
    answer = await bench.inspect("script", body, about)
    why, around = text_in(answer, "why"), text_in(answer, "around", 300)
    if not before:
        # Nothing to compare with: libraries look like a hijacker's programs often enough.
        return (
            [Alarm("script", f"file:{url[:180]}", f"本站的脚本文件里有{why}", around or url, Severity.WARNING)]
            if why
            else []
        )
    came = "比基线多出本站的脚本文件" if url not in before else "本站的脚本文件与基线不同"
    severity: Severity = Severity.VIOLATION if why else Severity.WARNING if text_in(answer, "able") else Severity.NOTICE
    reason = f"：{why or text_in(answer, 'able')}" if severity != Severity.NOTICE else ""
    return [Alarm("script", f"file:{url[:180]}", f"{came}{reason}", around or url, severity)]
