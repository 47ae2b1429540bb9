"""`fjgov lock`: what opens a locked screen."""

from __future__ import annotations

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.usage import ChineseGroup


@click.group(cls=ChineseGroup)
def lock() -> None:
    """锁屏口令：设了以后，看板空闲 10 分钟（设置“锁屏（分钟）”）自动锁上，命令面板里也能随时锁。

    锁上时画面和回滚记录清空，没存的表单留着，解锁后接着填。每个系统账号各设各的；只防没人看着的终端。
    """


@lock.command("set")
@click.option("--stdin", "piped", is_flag=True, help="从标准输入读一行，不在终端里问。")
@click.option("--account", "by_account", is_flag=True, help="不另设口令，用系统账号自己的口令解锁；先输入一次核对。")
def set_lock(piped: bool, by_account: bool) -> None:
    """设锁屏口令，或换一个：在终端里输入两次，不显示。"""
    from fjgov_tui.cli.typed import asked_once, asked_twice, read_secret
    from fjgov_tui.passwords.lockphrase import lock_path, set_account, set_phrase
    from fjgov_tui.paths import settings_folder
    from fjgov_tui.store.actor import current_actor

    user = current_actor().name
    if by_account:
        with read_secret() if piped else asked_once(f"系统账号“{user}”的口令") as secret:
            set_account(lock_path(settings_folder(), user), user, secret)
        output.say(f"锁屏以后，输入“{user}”的系统账号口令解锁；口令没有记在任何地方。")
        return
    with read_secret() if piped else asked_twice("锁屏口令") as secret:
        set_phrase(lock_path(settings_folder(), user), secret)
    output.say(f"已设“{user}”的锁屏口令。忘了的话，退出看板再设一次；没存的表单留作草稿。")


@lock.command("clear")
def clear_lock() -> None:
    """不再锁屏：删掉锁屏口令。"""
    from fjgov_tui.passwords.lockphrase import forget_phrase, lock_path
    from fjgov_tui.paths import settings_folder
    from fjgov_tui.store.actor import current_actor

    user = current_actor().name
    gone = forget_phrase(lock_path(settings_folder(), user))
    output.say(f"已删掉“{user}”的锁屏口令，不再锁屏。" if gone else f"“{user}”没有设过锁屏口令。")
