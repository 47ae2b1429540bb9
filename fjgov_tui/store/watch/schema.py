"""The monitor's tables. Moments are Unix seconds: a year of visits must stay small."""

WATCH_SQL = """\
CREATE TABLE watch_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, used INTEGER NOT NULL) STRICT;
CREATE TABLE watch_evidence (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  used INTEGER NOT NULL,
  size INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX watch_evidence_used ON watch_evidence (used);
CREATE TABLE watch_visit (
  site INTEGER NOT NULL,
  due INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  at INTEGER NOT NULL,
  counted INTEGER NOT NULL CHECK (counted BETWEEN 0 AND 4),
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 13 AND outcome <> 12),
  status INTEGER,
  total INTEGER NOT NULL,
  dns INTEGER,
  connect INTEGER,
  tls INTEGER,
  first INTEGER,
  body INTEGER,
  size INTEGER NOT NULL,
  redirects INTEGER NOT NULL,
  address INTEGER,
  why INTEGER,
  evidence INTEGER,
  PRIMARY KEY (site, due, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE watch_day (
  day TEXT NOT NULL,
  site INTEGER NOT NULL,
  slots INTEGER NOT NULL,
  n INTEGER NOT NULL,
  ok INTEGER NOT NULL,
  bad INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  maintenance INTEGER NOT NULL,
  p50 INTEGER,
  p95 INTEGER,
  longest INTEGER,
  PRIMARY KEY (day, site)
) STRICT, WITHOUT ROWID;
CREATE TABLE watch_site (
  site INTEGER PRIMARY KEY,
  health TEXT NOT NULL,
  since INTEGER NOT NULL,
  last_at INTEGER,
  last_outcome INTEGER,
  last_total INTEGER,
  last_why TEXT NOT NULL,
  last_status INTEGER,
  address TEXT NOT NULL,
  bad_run INTEGER NOT NULL,
  good_run INTEGER NOT NULL,
  recent TEXT NOT NULL CHECK (substr(recent, 1, 1) = '['),
  flips TEXT NOT NULL CHECK (substr(flips, 1, 1) = '['),
  confirm_due INTEGER
) STRICT;
CREATE TABLE watch_page (
  page_of TEXT NOT NULL CHECK (page_of IN ('site', 'column')),
  record INTEGER NOT NULL,
  site INTEGER NOT NULL,
  url TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  newest TEXT,
  found_by TEXT NOT NULL,
  blank INTEGER,
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (page_of, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE watch_facts (
  site INTEGER PRIMARY KEY,
  checked_at INTEGER NOT NULL,
  cert_until TEXT,
  chain_until TEXT,
  cert_note TEXT NOT NULL,
  ipv6 INTEGER,
  ipv6_note TEXT NOT NULL
) STRICT;
CREATE TABLE watch_snapshot (
  page_of TEXT NOT NULL CHECK (page_of IN ('site', 'column', 'release')),
  record INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'latest', 'looked')),
  at INTEGER NOT NULL,
  digest TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (page_of, record, kind)
) STRICT;
CREATE TABLE watch_finding (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  check_kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  page_of TEXT NOT NULL,
  record INTEGER NOT NULL,
  site INTEGER NOT NULL,
  url TEXT NOT NULL,
  mark TEXT NOT NULL,
  what TEXT NOT NULL,
  around TEXT NOT NULL,
  severity TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  gone_at INTEGER,
  evidence INTEGER
) STRICT;
CREATE INDEX watch_finding_open ON watch_finding (site, check_kind) WHERE gone_at IS NULL;
CREATE INDEX watch_finding_gone ON watch_finding (gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX watch_finding_page ON watch_finding (page_of, record, check_kind) WHERE gone_at IS NULL;
CREATE INDEX watch_finding_evidence ON watch_finding (evidence) WHERE evidence IS NOT NULL;
CREATE TABLE watch_link (
  site INTEGER NOT NULL,
  url TEXT NOT NULL,
  page TEXT NOT NULL,
  first_bad INTEGER NOT NULL,
  last_bad INTEGER NOT NULL,
  times INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (site, url)
) STRICT, WITHOUT ROWID;
CREATE TABLE watch_listed (
  url TEXT PRIMARY KEY,
  site_column INTEGER NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  first_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_listed_day ON watch_listed (day);
CREATE TABLE watch_beat (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  since INTEGER NOT NULL,
  last INTEGER NOT NULL,
  version TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE TABLE watch_run (
  check_kind TEXT NOT NULL,
  page_of TEXT NOT NULL,
  record INTEGER NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  ok INTEGER,
  note TEXT NOT NULL,
  PRIMARY KEY (check_kind, page_of, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE watch_batch (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE watch_event (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE INDEX watch_event_at ON watch_event (at);
CREATE TABLE watch_alert (
  id INTEGER PRIMARY KEY,
  cause TEXT NOT NULL,
  severity TEXT NOT NULL,
  kind TEXT NOT NULL,
  site INTEGER,
  what TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  incident INTEGER,
  acked_until INTEGER,
  told_at INTEGER,
  escalated_at INTEGER,
  members TEXT NOT NULL DEFAULT '[]' CHECK (substr(members, 1, 1) = '[')
) STRICT;
CREATE UNIQUE INDEX watch_alert_open ON watch_alert (cause) WHERE closed_at IS NULL;
CREATE INDEX watch_alert_opened ON watch_alert (opened_at);
CREATE TABLE watch_outbox (
  id INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  alert INTEGER,
  event TEXT NOT NULL CHECK (substr(event, 1, 1) = '{'),
  made_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  delivered_at INTEGER,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX watch_outbox_due ON watch_outbox (next_at) WHERE delivered_at IS NULL;
"""
"""A column that is added to one of these tables needs a default, because existing files have rows without it."""
