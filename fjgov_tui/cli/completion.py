"""`fjgov completion`: the words that a shell offers at Tab, and the script that makes it ask for them."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from fjgov_tui.cli import output
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem

VARIABLE = "_FJGOV_COMPLETE"
"""Set by the script that a shell has read, when it asks for words."""
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
    output.lines(kind(_root(), {}, "fjgov", VARIABLE).source().splitlines())
    output.say(f"请存到 {_WHERE[shell]}，重新登录后生效。")


def answers(asked: str) -> int:
    """Answer a shell that asks for words, as its script does by `VARIABLE`; the exit code.

    Args:
        asked: what the variable holds, such as `bash_complete`.
    """
    return shell_complete(_root(), {}, "fjgov", VARIABLE, asked)


def ledger_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Ledgers whose English or Chinese name begins like that."""
    from fjgov_tui.ledgers import LEDGERS

    names = [(name, ledger.title) for ledger in LEDGERS.values() for name in (ledger.name, ledger.title)]
    return [CompletionItem(name, help=title) for name, title in names if typed and name.startswith(typed)] or [
        CompletionItem(ledger.name, help=ledger.title) for ledger in LEDGERS.values() if not typed
    ]


def _root() -> click.Group:
    from fjgov_tui.cli.root import root

    return root.load()
