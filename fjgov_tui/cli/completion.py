"""`fjgov completion`: the words that a shell offers at Tab, and the script that makes it ask for them."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from fjgov_tui.cli import output
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.cli.variables import COMPLETING
from fjgov_tui.errors import InputProblem

SHELLS = ("bash", "zsh", "fish")
_WHERE = {
    "bash": "~/.local/share/bash-completion/completions/fjgov",
    "zsh": "~/.zfunc/_fjgov（~/.zshrc 里要有 fpath+=~/.zfunc 和 autoload -Uz compinit && compinit）",
    "fish": "~/.config/fish/completions/fjgov.fish",
}


@click.command("completion", cls=ChineseCommand)
@click.argument("shell", metavar="bash|zsh|fish")
def completion(shell: str) -> None:
    """输出命令补全的脚本，存到外壳（bash、zsh 或 fish）找得到的地方，按 Tab 就列出命令、选项和台账。"""
    if shell not in SHELLS:
        raise InputProblem(f"没有“{shell}”的补全", remedy=f"请写 {'、'.join(SHELLS)} 之一")
    kind = get_completion_class(shell)
    if kind is None:
        raise InputProblem(f"没有“{shell}”的补全", remedy="请重新安装程序")
    output.lines(kind(click.get_current_context().find_root().command, {}, "fjgov", COMPLETING).source().splitlines())
    output.say(f"请存到 {_WHERE[shell]}，重新登录后生效。")
