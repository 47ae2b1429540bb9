"""Whether roles bind people or only tell afterwards who went round them: the two ways of setting the program up."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.reports.doctor_line import DoctorLine
from fjgov_tui.store.sqlite import Handle

ACCESS, DEPLOYED, SEALED = ("access", "授权"), ("deployment", "部署"), ("sealing", "密封字段")


def access_lines(path: Path, now: datetime) -> Iterator[DoctorLine]:
    """Three lines: which deployment it is, whether sealed fields are encrypted, and whether roles bind anybody.

    Args:
        path: the ledger file.
        now: the present moment.
    """
    from fjgov_tui.store import open_store
    from fjgov_tui.store.permissions import grants
    from fjgov_tui.store.sqlite import sqlite3

    try:
        with closing(open_store(path, readonly=True, untouched=True)) as store:
            count = len(grants(store.db, beijing_day(now)))
            sealing = _sealing(store.db)
    except FjgovError as problem:
        yield from _unchecked(problem.what)
        return
    except (sqlite3.Error, ValueError):
        yield from _unchecked("文件读不出来")
        return
    yield _deployment(path)
    yield sealing
    if not count:
        yield DoctorLine(*ACCESS, "ok", "没有授权，能写文件的人都能登记；几个人共用时请看《安全说明》的“授权”")
    elif os.name != "posix":
        yield DoctorLine(*ACCESS, "unchecked", f"{count} 条有效；本系统没有 POSIX 权限", "请确认别的用户写不了文件")
    elif _others_write(path):
        yield DoctorLine(
            *ACCESS,
            "warn",
            f"{count} 条有效，但别的用户能绕过程序直接写文件：越权只能事后从审计链发现",
            "要管得住，请让文件归专用账号、0600，操作人经 sudo 使用，见《安全说明》",
        )
    else:
        yield DoctorLine(*ACCESS, "ok", f"{count} 条有效；文件只有属主能写，经 sudo 使用的人绕不过程序")


def _unchecked(why: str) -> Iterator[DoctorLine]:
    for line in (DEPLOYED, SEALED, ACCESS):
        yield DoctorLine(*line, "unchecked", why)


def _deployment(path: Path) -> DoctorLine:
    """Which of the two deployments is in force, and what that means."""
    from fjgov_tui.store.actor import current_actor
    from fjgov_tui.store.permissions import is_keeper

    if os.name != "posix":
        return DoctorLine(*DEPLOYED, "unchecked", "本系统没有 POSIX 权限，看不出是哪一种", "见《安全说明》的“部署”")
    if _others_write(path):
        return DoctorLine(
            *DEPLOYED,
            "warn",
            "共用文件：文件或文件夹别的用户也能写，谁改了只能事后从审计链和锚看出来，拦不住",
            "要拦得住，请改成专用账号加 sudo，见《安全说明》的“部署”",
        )
    whose = "您就是属主（或 root），不受角色限制" if is_keeper(current_actor(), path) else "授权对您有约束"
    return DoctorLine(*DEPLOYED, "ok", f"专用文件：只有属主和 root 能写，经 sudo 使用的人绕不过程序；{whose}")


def _sealing(db: Handle) -> DoctorLine:
    """Whether sealed fields are encrypted, and whether what was clear before is gone."""
    from fjgov_tui.store.cleartext import count_cells, is_wiped
    from fjgov_tui.store.encryption import key_box
    from fjgov_tui.store.keys import has_library

    cells, library = count_cells(db), "" if has_library() else "；本机没有安装 cryptography，看不了也写不了原值"
    if key_box(db) is None:
        return DoctorLine(*SEALED, "ok", f"没有加密：{cells.clear:,} 个值在文件里是明文，只遮盖着显示；见 fjgov seal")
    if not is_wiped(db):
        return DoctorLine(
            *SEALED, "warn", "已加密，以前的明文还没有清掉", "请退出所有界面和监测，运行 fjgov seal clean"
        )
    if cells.clear:
        return DoctorLine(*SEALED, "warn", f"已加密，还有 {cells.clear:,} 个值是明文", "请运行 fjgov seal rotate")
    return DoctorLine(*SEALED, "ok" if not library else "warn", f"已加密，{cells.encrypted:,} 个值{library}")


def _others_write(path: Path) -> bool:
    """Whether anybody but the owner can write the file, or put another in its place."""
    writable = stat.S_IWGRP | stat.S_IWOTH
    return any(stat.S_IMODE(place.stat().st_mode) & writable for place in (path, path.absolute().parent))
