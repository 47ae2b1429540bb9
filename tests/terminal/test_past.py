"""Looking back in a real terminal: the program shows the same file anew, and the present again."""

from datetime import timedelta
from pathlib import Path

from fjgov_tui.clock import beijing_day
from tests.conftest import NOW
from tests.terminal.teletype import dashboard


def test_to_a_past_day_and_back(towns: Path) -> None:
    day = beijing_day(NOW + timedelta(days=1))
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        for words, then in (("看过去某一天", f" 状态截至 {day} "), ("回到现在", "可写")):
            tty.type("\x10")
            tty.see("右边是原因")
            tty.type(words)
            tty.see(f"{words}：")
            tty.type("\r")
            if then != "可写":
                tty.see("只能看")
                tty.type("\x15")
                tty.type(str(day))
                tty.see(str(day))
                tty.type("\r")
            tty.see(then)
        tty.type("\x11")
        assert tty.ended() == 0
