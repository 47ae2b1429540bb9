"""The main screens, one line each: modes, digits, status line, palette and manual follow from this table."""

from __future__ import annotations

from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class Main:
    """One main screen."""

    digit: str
    """The key that brings it to the front."""
    mode: str
    """The application's name for it."""
    title: str
    """Two characters for the status line."""
    help: str
    """What it shows, for palette and manual."""
    place: str
    """`module:Class`, imported when it is first shown, so that only the one in front costs time at the start."""


OVERVIEW = Main(
    "1", "overview", "总览", "各台账数量、登记缺项和最近变更", "fjgov_tui.screens.overview.screen:OverviewScreen"
)
LEDGER_LISTS = Main(
    "2", "ledgers", "台账", "查找、登记、修改、导入、导出", "fjgov_tui.screens.ledgers.screen:LedgersScreen"
)
PASSWORDS = Main(
    "3",
    "passwords",
    "口令",
    "哪些账户该换口令、登记更换、生成口令、到期日历",
    "fjgov_tui.screens.passwords.screen:PasswordsScreen",
)
TRAINING = Main(
    "4",
    "training",
    "培训",
    "全年参训情况、缺谁、新到岗待训、登记参训、培训年报",
    "fjgov_tui.screens.training.screen:TrainingScreen",
)
MONITOR = Main(
    "5",
    "monitor",
    "监测",
    "各站点能不能打开、更新、篡改、疑点，一周的可用性，监测的启动和停止",
    "fjgov_tui.screens.monitor.screen:MonitorScreen",
)

HANDLING = Main(
    "6",
    "handling",
    "处置",
    "正在计的一小时、没有办结的处置单、谁在值班、今天读网读了哪些",
    "fjgov_tui.screens.handling.screen:HandlingScreen",
)
REVIEW = Main(
    "7",
    "review",
    "审校",
    "在办的办件：三审三校、开办关停、公开申请、网民留言：谁该办哪一步，超期的在前；签办、退回、疑点、打印",
    "fjgov_tui.screens.procedure.screen:ReviewScreen",
)
AUDIT = Main(
    "8",
    "audit",
    "审计",
    "41 条各自的状态，每一项问题和依据，过去各月末当天的样子，核对报告",
    "fjgov_tui.screens.audit.screen:AuditScreen",
)

MAINS: tuple[Main, ...] = (OVERVIEW, LEDGER_LISTS, PASSWORDS, TRAINING, MONITOR, HANDLING, REVIEW, AUDIT)
"""In the order of their digits; a new main screen is one more line here."""
