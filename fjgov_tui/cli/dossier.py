"""`fjgov dossier`: all registers and the audit in one archive, for whoever inspects."""

from __future__ import annotations

from pathlib import Path

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk, written_to
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.cli.working import working
from fjgov_tui.errors import InputProblem


@click.command("dossier", cls=ChineseCommand)
@written_to("写到这个文件，以 .zip 结尾。")
@pass_desk
def dossier(desk: CliContext, target: Path) -> None:
    """把检查要看的都装进一个压缩包：各本台账、核对报告、目录、每个文件的 SHA-256。

    密封字段是遮盖的；同一个台账文件、同一天，内容一个字节也不差。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.reports.dossier import write_dossier

    if target.suffix.lower() != ".zip":
        raise InputProblem("卷宗是一个压缩包", where=str(target), remedy="文件名请以 .zip 结尾")
    with desk.opened() as store:
        today = beijing_day(store.clock())
        with working("装卷宗"):
            parts = write_dossier(store.read, desk.target(target), today, str(desk.path))
    for part in parts:
        output.out(f"{part.name}  {part.about}")
    output.say(f"已写入：{target}")
