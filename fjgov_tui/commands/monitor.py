"""Commands of screen 5 监测."""

from dataclasses import dataclass

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.listing import NextView, OpenRow, Reread


@dataclass(frozen=True)
class WatchSituation(Situation):
    """What the commands of screen 5 want to know besides."""

    running: bool = False
    """The monitor is running."""


class ShowSite(OpenRow):
    """Everything about the site under the cursor."""

    title = "看这个站点：七天逐时、疑点、改动、预警"


class ShowAlerts(Command):
    """The open alerts of all sites."""

    deed = deeds.ACT
    title = "未了结的告警：知悉、看预警单"
    footer = "告警"
    help = "谁知悉了、到什么时候；没有送达的也列在这里"


class ShowPlan(Command):
    """When what is checked, maintenance, channels."""

    deed = deeds.NEXT_UP
    title = "监测计划、维护时段、告警去向"
    footer = "计划"
    help = "每种检查何时做、接下来五次；登记停机维护；试发一条到去向"


class NextWatchRange(NextView):
    """Which sites are listed."""

    title = "范围：全部、故障、超期、疑似篡改、疑点、未测"
    footer = "范围"
    help = "依次切换列出哪些站点"


class PauseWatch(Command):
    """Hold the screen still, or let it go on."""

    title = "暂停或继续刷新画面"
    help = "只是画面不动，监测照常进行；F5 或 Esc 也使它继续"


class ReadAgain(Reread):
    """Look at once, and go on where the screen was held still."""

    help = "马上重读；画面暂停时继续"


class PickUnit(Command):
    """Only the sites of one unit."""

    title = "只看一个单位的站点"
    help = "从名单里选；Esc 回到全部"


class SaveWallboard(Command):
    """The wallboard page, once."""

    deed = deeds.SAVE_FILE
    title = "存一份大屏网页（.html）"
    footer = "网页"
    help = "一个不用脚本的静态网页；要监测每轮自动写，请在设置里登记“大屏页面”"


class StartStop(Command):
    """Start or stop the monitor."""

    deed = deeds.SWITCH
    title = "启动或停止监测"
    footer = "启停"
    help = "启动后在后台运行，退出看板、断开登录都不受影响；停止前会问"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """An inspector only looks."""
        return "文件是只读打开的，不能启动或停止监测" if now.readonly else ""


class ToggleBell(Command):
    """Whether a new alert rings."""

    title = "新告警的铃声：开或关"
    help = "只管这一次打开的看板；启动前设 FJGOV_BELL=0 就一直不响"


MONITOR_COMMANDS: tuple[type[Command], ...] = (
    ShowAlerts,
    ShowPlan,
    NextWatchRange,
    StartStop,
    PickUnit,
    PauseWatch,
    ReadAgain,
    SaveWallboard,
    ShowSite,
    ToggleBell,
)
