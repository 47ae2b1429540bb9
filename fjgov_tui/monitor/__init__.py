"""The watcher: schedule -> visit -> inspect -> observe -> tell; one process a database.

Where is what, from the bottom up; a package imports only those above it in this list:

- `model`: what passes between the parts: targets, fetched pages, the `Bench` that a check works at, its `Result`.
- `targets`: which pages are watched. `availability`: the national week, counted from what is stored.
- `inspect`: what a page says, read from its bytes in the worker process (`worker` outside, `child` inside).
- `net`: one request on the wire and its verdict (`visit.Net`), whether our own network is in order, certificates.
- `checks`: the inspections, one file each, found through `registry`: they fetch, have pages read, and book nothing.
- `schedule`: when what is due: cron lines, slots of visits, overdue inspections, maintenance.
- `alerts`: what follows from visits and results (`consequences`): states, alerts, incidents, and messages, which
  `courier` carries over the channels.
- `accepting`: a person takes a page as it is for its baseline.
- `process`: the loops of `fjgov monitor run` (`monitor`) and one round by hand (`once`).

What it stores is in `store.watch`, what a person decides in `workflows.judging` and `workflows.incident`, what is shown
in `reports.watch` and `reports.watchsite`, screen 5 in `screens.monitor*`.
"""
