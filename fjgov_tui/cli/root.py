"""`fjgov` itself: the options that stand before every command, and the dashboard when there is none."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from fjgov_tui import __version__
from fjgov_tui.cli.context import CliContext
from fjgov_tui.cli.dashboard import open_dashboard
from fjgov_tui.cli.usage import ChineseGroup


class _Root(ChineseGroup):
    """Commands are loaded when one is asked for: the dashboard needs none of them.

    The groups of procedures follow from their declarations.
    """

    loaded = False

    def load(self) -> click.Group:
        """Take in every command that is written; those of procedures follow by `get_command`."""
        if not self.loaded:
            from fjgov_tui.cli.tree import top_commands

            self.commands = {**{str(command.name): command for command in top_commands()}, **self.commands}
            self.loaded = True
        return self

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those that are written, and one for each ledger whose records go through a procedure."""
        from fjgov_tui.ledgers import PROCEDURES

        self.load()
        ledgers = dict.fromkeys(procedure.ledger for procedure in PROCEDURES.values())
        return [*super().list_commands(ctx), *(name for name in ledgers if name not in self.commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; `None` where there is none."""
        self.load()
        written = super().get_command(ctx, cmd_name)
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
    "--unseal", is_flag=True, help="密封字段加了密的，先问密封口令（没有终端时读标准输入的第一行），才能写、按它查找。"
)
@click.version_option(__version__, "--version", prog_name="fjgov", message="%(prog)s %(version)s", help="显示版本。")
@click.pass_context
def root(context: click.Context, db: Path | None, readonly: bool, unseal: bool) -> None:
    """奉节县政府网站和政务新媒体台账。不写命令时打开看板。

    数据写到标准输出，说明写到标准错误。退出码：0 正常，1 查出问题，2 用法或输入有误，3 数据库不可用，4 被中断。
    """
    context.obj = desk = CliContext(db, readonly, unseal)
    if context.invoked_subcommand is None:
        context.exit(open_dashboard(desk.named, readonly=desk.readonly))
    gc.enable()
