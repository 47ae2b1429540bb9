"""Our own network: one alarm for it, in place of one for every site."""

from __future__ import annotations

from fjgov_tui.clock import show_unix
from fjgov_tui.monitor.alerts.opening import close_alert, raise_alert
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.store import Writer
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.workflows.incident import Trouble
from fjgov_tui.workflows.settings import Settings, read_settings

NETWORK = "network"
"""The cause of the alarm."""


def own_network_alarm(writer: Writer, why: str, now: int, settings: Settings | None = None) -> None:
    """Our own network is out of order; said once, until it is restored.

    Args:
        writer: the transaction that books the sweep which was not counted.
        why: what shows it, in Chinese.
        now: Unix seconds.
        settings: the county's; read where not given.
    """
    if any(one.cause == NETWORK for one in open_alerts(writer)):
        return
    turn = Round(writer=writer, now=now, settings=settings or read_settings(writer))
    title = "本机网络异常，访问结果暂不计入"
    raise_alert(turn, Trouble(cause=NETWORK, kind="监测自身", severity="warning", title=title, at=now, evidence=why))


def network_restored(writer: Writer, now: int, settings: Settings | None = None) -> None:
    """Our own network is in order again; nothing happens where no alarm is open."""
    alert = next((one for one in open_alerts(writer) if one.cause == NETWORK), None)
    if alert is not None:
        turn = Round(writer=writer, now=now, settings=settings or read_settings(writer))
        close_alert(turn, alert, now, f"本机网络 {show_unix(now)} 恢复")
