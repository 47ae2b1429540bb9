"""`fjgov lock`: the phrase that opens a locked screen."""

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
def set_lock(piped: bool) -> None:
    """设锁屏口令，或换一个：在终端里输入两次，不显示。"""
    from fjgov_tui.cli.typed import asked_twice, read_secret
    from fjgov_tui.passwords.lockphrase import lock_path, set_phrase
    from fjgov_tui.paths import settings_folder
    from fjgov_tui.store.actor import current_actor

    user = current_actor().name
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
