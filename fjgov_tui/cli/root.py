"""`fjgov` itself: the options that stand before every command, and the dashboard when there is none."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import click

from fjgov_tui import __version__
from fjgov_tui.cli.context import CliContext
from fjgov_tui.cli.dashboard import open_dashboard
from fjgov_tui.cli.usage import AS_OF_KEY, ChineseGroup, calendar_day
from fjgov_tui.errors import InputProblem


class _Root(ChineseGroup):
    """Commands are loaded when one is asked for. The groups of procedures follow from their declarations."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those that are written, and one for each ledger whose records go through a procedure."""
        from fjgov_tui.cli.tree import names
        from fjgov_tui.ledgers import PROCEDURES

        ledgers = (procedure.ledger for procedure in PROCEDURES.values())
        return list(dict.fromkeys([*names(), *super().list_commands(ctx), *ledgers]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; `None` where there is none."""
        from fjgov_tui.cli.tree import loaded

        written = super().get_command(ctx, cmd_name) or loaded(cmd_name)
        if written is not None:
            return written
        from fjgov_tui.cli.procedures import procedure_group
        from fjgov_tui.ledgers import PROCEDURES

        known = any(procedure.ledger == cmd_name for procedure in PROCEDURES.values())
        return procedure_group(cmd_name) if known else None


@click.group(cls=_Root, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--db",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="台账文件；不写时用环境变量 FJGOV_DB 所指的文件，再没有就用本系统的数据文件夹。",
)
@click.option("--readonly", is_flag=True, help="只读打开，什么都不能改。")
@click.option(
    "--as-of",
    "as_of",
    type=calendar_day,
    metavar="日期",
    help="状态截至这一天：台账、清单、报告和看板都按这份文件那天结束时的样子，只读。",
)
@click.option(
    "--unseal", is_flag=True, help="密封字段加了密的，先问密封口令（没有终端时读标准输入的第一行），才能写、按它查找。"
)
@click.version_option(__version__, "--version", prog_name="fjgov", message="%(prog)s %(version)s", help="显示版本。")
@click.pass_context
def root(context: click.Context, db: Path | None, readonly: bool, as_of: date | None, unseal: bool) -> None:
    """奉节县政府网站和政务新媒体台账。不写命令时打开看板。

    数据写到标准输出，说明写到标准错误。退出码：0 正常，1 查出问题，2 用法或输入有误，3 数据库不可用，4 被中断。
    """
    context.obj = desk = CliContext(db, readonly, unseal, as_of)
    if as_of is not None:
        _refuse_present(context.invoked_subcommand)
        context.meta[AS_OF_KEY] = as_of
    if context.invoked_subcommand is None:
        context.exit(open_dashboard(desk.named, readonly=desk.readonly, as_of=desk.as_of))
    gc.enable()


_PRESENT = frozenset(
    {
        *("init", "demo", "tour", "verify", "backup", "drill", "restore", "doctor", "serve", "draw-for-browser"),
        *("service", "config", "upgrade-check", "completion", "reference", "bundle", "audit-copy", "lock", "seal"),
    }
)
"""Commands about the file itself, this machine or other machines, which have no past."""


def _refuse_present(command: str | None) -> None:
    if command in _PRESENT:
        raise InputProblem(f"fjgov {command} 只有现在，没有过去某一天的样子", remedy="请去掉 --as-of")
