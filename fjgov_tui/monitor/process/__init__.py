"""The one process a database: its lock, its heartbeat, its loops, and what it does with results.

`monitor` starts everything and ends it. The loops: `visiting`, `inspecting`, `chores`; what they share: `rig`, `pace`,
`clocks`, `situation`. The way of a result: `jury` (was it our own fault?), `keeping`, `booking` or else `spill`.
`lock` and `detach` see to it that there is one process, and that it outlives the terminal.
"""
