CREATE TABLE jobs (
  seq INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  kind TEXT NOT NULL,
  lane TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  put_at INTEGER NOT NULL,
  ended_at INTEGER,
  watch TEXT,
  worker TEXT,
  tries INTEGER NOT NULL,
  deaths INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (seq),
  UNIQUE ("key")
);

CREATE INDEX jobs_waiting ON jobs (state, kind, due_at, seq);

CREATE INDEX jobs_in_hand ON jobs (watch, worker);

CREATE INDEX articles_url ON articles (url);

CREATE TABLE seen_items (
  feed TEXT NOT NULL,
  item TEXT NOT NULL,
  print TEXT NOT NULL,
  url TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (feed, item)
) WITHOUT ROWID;

CREATE INDEX seen_items_url ON seen_items (url);

CREATE INDEX seen_items_at ON seen_items (seen_at);

CREATE TABLE watchers (
  name TEXT NOT NULL,
  beat INTEGER NOT NULL,
  polls TEXT,
  begun_at INTEGER NOT NULL,
  PRIMARY KEY (name),
  UNIQUE (polls)
) WITHOUT ROWID
