"""The demo county, for those who want to look before they import."""

from fjgov_tui.demo.county import build_demo, draw_county
from fjgov_tui.demo.planted import Breach, planted

__all__ = ["Breach", "build_demo", "draw_county", "planted"]
