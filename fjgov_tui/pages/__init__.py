"""What a page says, read from its bytes alone; runs in the worker process, knows no database and no network.

Outside: `worker` starts the process, `answers` distrusts what comes back through its pipes. Inside:
`child` runs `tasks`: `freshness`, `tampering`, `contents`, `links`, `standing`, each of which asks a `page`.
"""
