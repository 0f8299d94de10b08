-- The tables of the first ledger. Their meaning stands in store/schema.py.

CREATE TABLE bands (
  band BIGINT NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (band, article)
)
 WITHOUT ROWID;

CREATE TABLE dropped (
  id TEXT NOT NULL,
  article TEXT,
  page TEXT,
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  address TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX dropped_article ON dropped (article);

CREATE TABLE incidents (
  id TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  redirect_to TEXT,
  reports INTEGER NOT NULL,
  kind TEXT NOT NULL,
  headline TEXT NOT NULL,
  earliest INTEGER,
  latest INTEGER,
  sort_at INTEGER NOT NULL,
  place TEXT NOT NULL,
  country TEXT,
  lat FLOAT,
  lon FLOAT,
  radius_km FLOAT,
  voices INTEGER NOT NULL,
  newsrooms INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX incidents_kind ON incidents (kind);

CREATE INDEX incidents_lat ON incidents (lat);

CREATE INDEX incidents_sort ON incidents (sort_at, id);

CREATE TABLE judgements (
  id INTEGER NOT NULL,
  "left" TEXT NOT NULL,
  "right" TEXT NOT NULL,
  verdict TEXT NOT NULL,
  score FLOAT NOT NULL,
  reasons TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX judgements_left ON judgements ("left", "right");

CREATE INDEX judgements_right ON judgements ("right");

CREATE TABLE pages (
  id TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE report_keys (
  "key" TEXT NOT NULL,
  member INTEGER NOT NULL,
  PRIMARY KEY ("key", member)
)
 WITHOUT ROWID;

CREATE INDEX report_keys_member ON report_keys (member);

CREATE TABLE articles (
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  page TEXT,
  address TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  newsroom TEXT,
  title TEXT NOT NULL,
  published TEXT,
  published_precision TEXT NOT NULL,
  updated TEXT,
  fetched_at TEXT NOT NULL,
  language TEXT,
  text TEXT NOT NULL,
  digest TEXT NOT NULL,
  cleaner TEXT NOT NULL,
  found TEXT NOT NULL,
  replaced_by TEXT,
  PRIMARY KEY (seq),
  UNIQUE (id),
  FOREIGN KEY(page) REFERENCES pages (id)
);

CREATE INDEX articles_page ON articles (page);

CREATE TABLE facts (
  incident TEXT NOT NULL,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  scope TEXT NOT NULL,
  status TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (incident, position),
  FOREIGN KEY(incident) REFERENCES incidents (id)
);

CREATE INDEX facts_status ON facts (status, incident);

CREATE TABLE intakes (
  page TEXT NOT NULL,
  address TEXT NOT NULL,
  outlet TEXT NOT NULL,
  published TEXT NOT NULL,
  media_type TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  finished BOOLEAN NOT NULL,
  PRIMARY KEY (page, address, outlet, published),
  FOREIGN KEY(page) REFERENCES pages (id)
);

CREATE TABLE members (
  seq INTEGER NOT NULL,
  report TEXT NOT NULL,
  article TEXT NOT NULL,
  incident TEXT,
  opens BOOLEAN NOT NULL,
  outline TEXT NOT NULL,
  PRIMARY KEY (seq),
  UNIQUE (report),
  FOREIGN KEY(incident) REFERENCES incidents (id)
);

CREATE INDEX members_article ON members (article);

CREATE INDEX members_incident ON members (incident);

CREATE TABLE copies (
  article TEXT NOT NULL,
  original TEXT NOT NULL,
  relation TEXT NOT NULL,
  overlap FLOAT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (article),
  FOREIGN KEY(article) REFERENCES articles (id),
  FOREIGN KEY(original) REFERENCES articles (id)
);

CREATE INDEX copies_original ON copies (original);

CREATE TABLE readings (
  id INTEGER NOT NULL,
  article TEXT NOT NULL,
  origin TEXT NOT NULL,
  made_at TEXT NOT NULL,
  current BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE UNIQUE INDEX readings_article ON readings (article) WHERE current = 1;

CREATE TABLE claims (
  reading INTEGER NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  report TEXT NOT NULL,
  article TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  as_said TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  voice TEXT,
  voice_kind TEXT NOT NULL,
  voice_body TEXT,
  certainty TEXT NOT NULL,
  scope TEXT NOT NULL,
  origin TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (reading, position),
  FOREIGN KEY(reading) REFERENCES readings (id)
);

CREATE TABLE reports (
  reading INTEGER NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  article TEXT NOT NULL,
  kind TEXT NOT NULL,
  main BOOLEAN NOT NULL,
  recalled BOOLEAN NOT NULL,
  spans TEXT NOT NULL,
  PRIMARY KEY (reading, position),
  FOREIGN KEY(reading) REFERENCES readings (id)
);

CREATE INDEX reports_id ON reports (id);

CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content='', tokenize="porter unicode61 remove_diacritics 2"
);
