"""The mark beside a file that did not pass its last verification: whoever goes on writing is told so, each time.

It stands beside the file and not in it, because verifying changes nothing. The next verification that passes takes it
away, and so does a restore.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fjgov_tui.errors import FjgovError
from fjgov_tui.files import read_bounded, replacing
from fjgov_tui.store.trail import in_beijing
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from fjgov_tui.store.verifying import Verdict

_MOST = 65_536
"""Bytes of a mark; nothing larger is read."""


def mark_path(path: Path) -> Path:
    """Where the mark of a ledger file stands."""
    return path.with_name(f"{path.name}.unproven")


def remember(path: Path, verdict: Verdict, at: str) -> None:
    """Put the mark, or take it away; where nothing can be written beside the file, nothing is remembered.

    Args:
        path: the ledger file.
        verdict: what verification said just now.
        at: the instant of it.
    """
    mark = mark_path(path)
    with suppress(OSError, FjgovError):
        if verdict.ok:
            mark.unlink(missing_ok=True)
            return
        failing = [check.title for check in verdict.checks if not check.ok]
        with replacing(mark) as fresh:
            fresh.write_text(json.dumps({"at": at, "failing": failing}, ensure_ascii=False), encoding="utf-8")


def forget(path: Path) -> None:
    """Take the mark away: another file stands there now."""
    with suppress(OSError):
        mark_path(path).unlink(missing_ok=True)


def warning(path: Path) -> str:
    """What whoever writes to an unproven file has to be told; empty where its last verification passed."""
    mark = mark_path(path)
    try:
        if not mark.is_file():
            return ""
        written = json.loads(read_bounded(mark, _MOST).decode("utf-8", errors="replace"))
        when, failing = (
            in_beijing(str(written["at"])),
            "、".join(clean(str(reason)) for reason in written["failing"][:5]),
        )
    except OSError:
        return ""
    except (FjgovError, ValueError, KeyError, TypeError):
        when, failing = "上次", "不详"
    return f"注意：这个文件没有通过核验（{when}，不符的：{failing}），照常登记；请尽快运行 fjgov verify 查清"
