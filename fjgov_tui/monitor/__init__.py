"""The watcher: schedule -> visit -> inspect -> observe; one process a database."""
