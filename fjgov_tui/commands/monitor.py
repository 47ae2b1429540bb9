"""Commands of screen 5 监测."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.listing import NextView, OpenRow, Reread
from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class WatchSituation(Situation):
    """What the commands of screen 5 want to know besides."""

    running: bool = False
    """The monitor is running."""
    copied: bool = False
    """The file is a backup, from which nobody watches."""


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

    title = "范围：全部、异常、超期、疑似篡改、疑点、未测未查"
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
    help = "启动后在后台运行，退出看板、断开登录都不受影响；启动、停止都先问"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """An inspector only looks."""
        if isinstance(now, WatchSituation) and now.copied:
            return "这是一份备份：监测只看正在使用的文件"
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


@dataclass(frozen=True)
class LineSituation(Situation):
    """What the commands on alerts, suspicions and pages want to know besides."""

    settles: bool = True
    """The line under the cursor is one that can be judged, acknowledged or accepted."""
    incident: bool = True
    """There is a record to go to."""


class SettleLine(Command):
    """Judge a suspicion, acknowledge an alert, accept a page."""

    deed = deeds.ACT
    title = "办这一条：判定疑点，知悉告警，认可页面"
    footer = "判定、知悉"
    help = "写明理由，记入审计链"
    writes = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """What is under the cursor decides."""
        settles = isinstance(now, LineSituation) and now.settles
        return super().refusal(now) or ("" if settles else "请把光标移到一条疑点、告警或检查过的页面上")


class AcknowledgeAlert(Command):
    """Say that one knows of it."""

    deed = deeds.ACT
    title = "知悉告警"
    footer = "知悉"
    help = "写明理由和期限；恢复后自动清除"
    writes = True
    needs_record = True


class AcknowledgeAll(Command):
    """Say that one knows of every alert that waits for it."""

    deed = deeds.IN_BULK
    title = "一起知悉：标记的；没有标记就是待知悉的全部"
    footer = "一起知悉"
    help = "理由和期限写一次，各条都记下；全部记下，或全部不记"
    writes = True
    needs_record = True


class ShowPageChanges(Command):
    """What differs on a page."""

    deed = deeds.CHANGES
    title = "页面改了什么"
    footer = "改动"
    help = "和基线比，和上次查看比；在那里认可现在的样子"
    needs_record = True


class GoToLedger(Command):
    """The record behind the line under the cursor."""

    deed = deeds.GO_TO
    title = "去台账：预警单、站点、栏目"
    footer = "台账"
    help = "告警到它的预警单，别的到站点或栏目"
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Not every alert has an incident."""
        none = isinstance(now, LineSituation) and not now.incident
        return super().refusal(now) or ("这一条没有开预警单" if none else "")


class AcceptBaseline(Command):
    """Take the page as it is."""

    deed = deeds.ACT
    title = "认可现在的样子为基线"
    footer = "认可"
    help = "此后与它比较；谁在何时认可、为什么，记入审计链"
    writes = True


class OtherComparison(Command):
    """With the baseline, or with what was last looked at."""

    deed = deeds.CHOOSE
    title = "换一种比法：比基线，比上次查看"
    footer = "换比较"


@dataclass(frozen=True)
class PlanSituation(Situation):
    """What the plan's commands want to know besides."""

    channel: bool = False
    """The line under the cursor is a registered channel."""


class EditPlan(Command):
    """Change the line under the cursor."""

    deed = deeds.ACT
    title = "修改这一条"
    footer = "修改"
    help = "默认的改了就登记下来；监测下一轮起照新的做"
    writes = True
    needs_record = True


class AddPlan(Command):
    """A new record of the list's ledger."""

    deed = deeds.NEW
    title = "新增一条"
    footer = "新增"
    help = "登记一条计划、一次维护、一个去向"
    writes = True


class OpenPlanLine(OpenRow):
    """The form of the line under the cursor."""

    title = "打开这一条的表单"
    footer = ""
    writes = True


class TryChannel(Command):
    """Send a message to the channel under the cursor."""

    title = "试发一条到光标所在的去向"
    help = "对方怎样回答会告诉您"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """An inspector sends nothing."""
        if now.readonly:
            return "文件是只读打开的，不从这里往外发"
        channel = isinstance(now, PlanSituation) and now.channel
        return "" if channel else "请按 F4 换到“告警去向”"


PLAN_COMMANDS: tuple[type[Command], ...] = (EditPlan, AddPlan, OpenPlanLine, TryChannel)
