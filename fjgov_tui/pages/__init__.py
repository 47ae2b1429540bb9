"""What a page says, read from its bytes alone; runs in the worker process, knows no database and no network.

Outside: `worker` starts the process, `frames` goes through its pipes, `answers` distrusts what comes back. Inside:
`child` runs `tasks`: `freshness`, `tampering`, `contents`, `links`, `meta`, each of which asks a `page`.
"""
