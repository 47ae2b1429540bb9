"""What a page says, read from its bytes alone; runs in the worker process, knows no database and no network."""
