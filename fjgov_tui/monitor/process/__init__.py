"""The one process a database: its lock, its heartbeat, its loop, and what it does with results."""
