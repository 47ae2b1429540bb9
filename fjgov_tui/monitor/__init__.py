"""The watcher: schedule -> visit -> inspect -> observe -> tell; one process a database.

Where is what, from the bottom up; a package imports only those above it in this list:

- `model`: what passes between the parts: the `Bench` that a check works at, its `Result`.
- `checks`: the inspections, one file each, found through `registry`: they fetch, have pages read, and write nothing.
- `alerts`: what follows from visits and results (`consequences`): states, alerts, incidents, and messages, which
  `delivery` carries over the channels; `minute` does what is due each minute.
- `accepting`: a person takes a page as it is for its baseline.
- `process`: the loops of `fjgov monitor run` (`monitor`) and one round by hand (`once`).

What it sees is named in `observed`, a page is read by `pages` in a worker process, a request is made by `net`, what it
stores is in `store.watch`. Which pages are watched, when, and how the week is judged: `workflows.targets`,
`workflows.check_plan`, `workflows.availability`. What a person decides: `workflows.judging`, `workflows.incident`.
What is shown: `reports.watch`, `reports.watchsite`, screen 5 in `screens.monitor`.
"""
