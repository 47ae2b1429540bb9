"""The Textual application itself: modes, signals, reminders and the monitor's pulse; what every screen stands in."""
