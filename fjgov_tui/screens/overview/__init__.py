"""Screen 1 总览: what is overdue and due, the monitor's strip, the latest changes."""
