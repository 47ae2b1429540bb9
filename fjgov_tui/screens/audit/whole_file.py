"""The whole file from screen 8: proved, or copied into a backup, beside everything else that goes on."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store import verify
from fjgov_tui.store.backup import back_up
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.verifying import Step
from fjgov_tui.widgets.dialogs import Tell


def _telling(screen: Screen[None], what: str) -> Step:
    """What tells how far something on another thread has come; the newest word takes the place of the one before.

    Args:
        screen: on which it is told.
        what: what is being done, in Chinese.
    """
    app = screen.app

    def tell(place: int, total: int, title: str) -> None:
        done = "█" * (place - 1) + "░" * (total - place + 1)
        app.clear_notifications()
        app.notify(f"{what} {done} 第 {place}/{total} 项：{title}（可以继续看）")

    def step(place: int, total: int, title: str) -> None:
        if app.is_running:
            app.call_from_thread(tell, place, total, title)

    return step


async def verify_here(screen: Screen[None], desk: AsyncStore) -> None:
    """Prove the file on the studying thread, and tell every check's answer."""
    step = _telling(screen, "正在核验")
    try:
        verdict = await desk.study(lambda reader: verify(reader.db, step=step))
    except FjgovError as problem:
        await screen.app.push_screen_wait(Tell("核验没有做成", str(problem)))
        return
    lines = [f"{'✓' if check.ok else '✗'} {check.title}：{check.detail}" for check in verdict.checks]
    head = "全部通过" if verdict.ok else "有没有通过的"
    await screen.app.push_screen_wait(Tell(f"核验：{head}", "\n".join([*lines, "", f"审计链锚：{verdict.head}"])))


async def back_up_here(screen: Screen[None], desk: AsyncStore) -> None:
    """Ask where to, copy, prove the copy, and say what was written."""
    name = f"{desk.path.stem}-{beijing_day(desk.clock()):%Y%m%d}.db"

    step = _telling(screen, "已经拷好，正在核验备份")

    async def write(path: Path) -> str:
        made = await desk.write(lambda store: back_up(store, path, step=step))
        return f"已备份到 {made.path}，{made.bytes:,} 字节，核验通过"

    text = "在线备份：写完先核验再放到位，旁边有清单（.manifest）；备份时可以继续看。"
    await screen.app.push_screen_wait(SaveAs("备份", text, name, write, suffix=".db"))
