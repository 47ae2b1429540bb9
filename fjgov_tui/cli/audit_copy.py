"""`fjgov audit-copy`: the file that an inspector takes away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.anchoring import keep_head
from fjgov_tui.cli.context import CliContext, as_json, find_id, pass_desk, written_to
from fjgov_tui.cli.tables import pair_lines
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.cli.working import working
from fjgov_tui.errors import FjgovError

if TYPE_CHECKING:
    from fjgov_tui.store.audit_copy import AuditCopy

BOOKED = "检查副本"
"""The action under which the trail has it."""


@click.command("audit-copy", cls=ChineseCommand)
@written_to("写到哪里，可以是 U 盘。")
@click.option("--unit", "unit", default="", metavar="单位", help="只带这个单位的记录；其他单位的链条目只留摘要。")
@as_json
@pass_desk
def audit_copy(desk: CliContext, target: Path, unit: str, as_json: bool) -> None:
    """给检查人员做一份只读副本：密封字段只留遮盖的样子，不带草稿、口令标记和网页原文，审计链完整。

    副本权限 0440，旁边有清单；用 --readonly 打开，fjgov verify 说明它能证明什么、不能证明什么。
    """
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.store.audit_copy import make_audit_copy

    place = desk.target(target)
    with desk.opened() as store:
        number = find_id(store.read, LEDGERS["unit"], unit, whole=True) if unit else None
        with working("做检查副本"):
            made = make_audit_copy(store, place, number)
    _record_copy(desk, made)
    if as_json:
        facts: dict[str, output.Json] = {
            "path": str(made.path),
            "manifest": str(made.manifest),
            "sha256": made.sha256,
            "bytes": made.bytes,
            "unit": made.mark.unit,
            "entries_left_out": made.mark.entries_left_out,
            "anchor": str(made.head),
        }
        output.document([facts])
        return
    output.lines(
        pair_lines(
            [
                ("检查副本", str(made.path)),
                ("清单", str(made.manifest)),
                ("大小", f"{made.bytes} 字节"),
                ("SHA-256", made.sha256),
            ]
        )
    )
    output.out(str(made.head))
    output.say(f"{made.mark.words}。")


def _record_copy(desk: CliContext, made: AuditCopy) -> None:
    """Have the trail know who took what away; a copy that cannot be booked is one all the same."""
    if desk.readonly:
        output.say("加了 --readonly：没有在审计链上记下这份副本。")
        return
    try:
        with desk.opened(write=True) as store, store.write("做检查副本") as writer:
            writer.note(BOOKED, {"sha256": made.sha256, "unit": made.mark.unit or None, "anchor": str(made.head)})
        with desk.opened() as store:
            keep_head(store, f"检查副本 {made.path.name}")
    except FjgovError as problem:
        output.say(f"副本已写好；没能在审计链上记下（{problem.what}）。")
