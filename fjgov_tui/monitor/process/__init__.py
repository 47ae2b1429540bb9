"""The one process a database: its lock, its heartbeat, its loops, and what it does with results.

`monitor` starts everything and ends it. The loops: `visiting`, `inspecting`, `housekeeping`; what they share:
`runtime`, `pace`, `clocks`. The way of a result: `network_guard` (was it our own fault?), then `result_writer`, or
else `spill`.
`lock` and `detach` see to it that there is one process, and that it outlives the terminal.
"""
