"""What is done from screen 5: start and stop the monitor, look at a site, alerts, the plan, the wallboard."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import on, work

from fjgov_tui.commands import monitor as commands
from fjgov_tui.reports.watch import SiteRow, WatchView
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.heartbeat import Beating


class WatchActions(ListScreen[WatchView, SiteRow]):
    """A list of sites, and what is done about the monitor's work."""

    def __init__(self, desk: AsyncStore) -> None:
        """Nothing is being started or stopped."""
        super().__init__(desk)
        self._switching = False

    @on(commands.ShowSite)
    @work
    async def _show_site(self) -> None:
        from fjgov_tui.screens.monitor.site import SitePage

        if (row := self.current) is not None:
            await self.app.push_screen_wait(SitePage(self.desk, row.site, row.name))

    @on(commands.ShowAlerts)
    @work
    async def _show_alerts(self) -> None:
        from fjgov_tui.screens.monitor.alerts import AlertsPage

        if isinstance(self.app, Beating):
            self.app.heartbeat.alerts_seen()
        await self.app.push_screen_wait(AlertsPage(self.desk))

    @on(commands.ShowPlan)
    @work
    async def _show_plan(self) -> None:
        from fjgov_tui.screens.monitor.plan import PlanPage

        await self.app.push_screen_wait(PlanPage(self.desk))

    @on(commands.ToggleBell)
    def _toggle_bell(self) -> None:
        if isinstance(self.app, Beating):
            self.app.heartbeat.bell_rings = not self.app.heartbeat.bell_rings
            self.notify(
                "有新告警时响铃" if self.app.heartbeat.bell_rings else "有新告警时不响铃，只在状态行和标题里显示"
            )

    @on(commands.SaveWallboard)
    @work
    async def _save_wallboard(self) -> None:
        from fjgov_tui.reports.wallboard import write_wallboard
        from fjgov_tui.screens.saving import SaveAs

        now = self.desk.clock()

        async def write(path: Path) -> object:
            return await self.desk.read(lambda reader: write_wallboard(reader, path, now))

        text = "各站点的状态、可用性、更新情况，存成一个静态网页，可以挂在大屏上。"
        await self.app.push_screen_wait(SaveAs("大屏网页", text, "监测大屏.html", write, ".html"))

    # --- starting and stopping -----------------------------------------------------------------------------------

    @on(commands.StartStop)
    @work
    async def _start_stop(self) -> None:
        if self._switching:
            self.notify("正在启动或停止，请稍候")
            return
        self._switching = True
        try:
            await self._switch()
        finally:
            self._switching = False

    async def _switch(self) -> None:
        from fjgov_tui.monitor.process.detach import start_detached, stop
        from fjgov_tui.monitor.process.lock import holder_of

        # On threads of their own: the one that writes must not wait for a process to start.
        path = self.desk.path
        holder = await self.attempt(asyncio.to_thread(holder_of, path))
        if holder is None:
            # A key that is hit by mistake must not begin to visit sixty sites.
            text = "在后台启动监测？\n启动后按监测计划访问各个站点；退出看板、断开登录都不会停，再按 F12 停止。"
            if await self.app.push_screen_wait(Ask("启动监测", text, [("n", "不启动"), ("y", "启动")])) != "y":
                return
            self.notify("正在启动监测…")
            if await self.attempt(asyncio.to_thread(start_detached, path), "监测没有启动"):
                self.notify("监测已启动：退出看板、断开登录都不会停")
        else:
            text = (
                f"停止 {holder.host} 上的监测（进程 {holder.pid}）？\n"
                "停了以后没有人看着这些站点；停的时段记为未测，不算故障。"
            )
            if await self.app.push_screen_wait(Ask("停止监测", text, [("n", "不停"), ("y", "停止")])) != "y":
                return
            if await self.attempt(asyncio.to_thread(stop, path), "监测没有停下来"):
                self.notify("监测已停止")
        self.reload()
