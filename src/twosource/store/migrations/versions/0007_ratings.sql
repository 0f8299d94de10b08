CREATE TABLE ratings (
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  grade TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL,
  undoes TEXT,
  PRIMARY KEY (seq),
  UNIQUE (id),
  FOREIGN KEY(undoes) REFERENCES ratings (id)
);

CREATE INDEX ratings_subject ON ratings (subject_kind, subject);

CREATE TABLE traits (
  id INTEGER NOT NULL,
  sort TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (sort, body)
);

CREATE TABLE countables (
  incident TEXT NOT NULL,
  sort_at INTEGER NOT NULL,
  kind INTEGER,
  place INTEGER,
  target INTEGER,
  actor INTEGER,
  time INTEGER,
  begins INTEGER,
  ends INTEGER,
  begins_offset INTEGER,
  ends_offset INTEGER,
  disputed BOOLEAN NOT NULL,
  killed_low INTEGER,
  killed_high INTEGER,
  injured_low INTEGER,
  injured_high INTEGER,
  captured_low INTEGER,
  captured_high INTEGER,
  PRIMARY KEY (incident),
  FOREIGN KEY(incident) REFERENCES incidents (id)
);

CREATE INDEX countables_sort ON countables (sort_at, incident);

CREATE INDEX countables_place ON countables (place);

CREATE INDEX countables_unmade ON countables (incident) WHERE kind IS NULL;

CREATE TABLE sources (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  articles INTEGER NOT NULL DEFAULT 0,
  copies INTEGER NOT NULL DEFAULT 0,
  incidents INTEGER NOT NULL DEFAULT 0,
  reports INTEGER NOT NULL DEFAULT 0,
  claims INTEGER NOT NULL DEFAULT 0,
  firsts INTEGER NOT NULL DEFAULT 0,
  timed INTEGER NOT NULL DEFAULT 0,
  checkable INTEGER NOT NULL DEFAULT 0,
  contradicted INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE (kind, name)
);

CREATE TABLE tellings (
  incident TEXT NOT NULL,
  source INTEGER NOT NULL,
  first_at INTEGER,
  delay_s INTEGER,
  reports INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  checkable INTEGER NOT NULL,
  contradicted INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (incident, source),
  FOREIGN KEY(incident) REFERENCES incidents (id),
  FOREIGN KEY(source) REFERENCES sources (id)
) WITHOUT ROWID;

CREATE INDEX tellings_delay ON tellings (source, delay_s);

CREATE INDEX tellings_first ON tellings (source, first_at, incident);

CREATE INDEX articles_newsroom ON articles (newsroom, outlet);

INSERT INTO countables (incident, sort_at, disputed) SELECT id, sort_at, 0 FROM incidents WHERE reports > 0;

INSERT INTO sources (kind, name, label, articles, copies)
  SELECT 'outlet', outlet, outlet, count(*), sum(EXISTS (SELECT 1 FROM copies WHERE copies.article = articles.id))
  FROM articles WHERE outlet IS NOT NULL AND replaced_by IS NULL GROUP BY outlet;

INSERT INTO sources (kind, name, label, articles, copies)
  SELECT 'newsroom', newsroom, newsroom, count(*), sum(EXISTS (SELECT 1 FROM copies WHERE copies.article = articles.id))
  FROM articles WHERE newsroom IS NOT NULL AND replaced_by IS NULL GROUP BY newsroom;

CREATE TRIGGER countables_stale AFTER UPDATE OF reports ON incidents WHEN new.reports > 0 BEGIN INSERT INTO countables (incident, sort_at, disputed) VALUES (new.id, new.sort_at, 0) ON CONFLICT (incident) DO UPDATE SET kind = NULL, sort_at = excluded.sort_at; END;

CREATE TRIGGER countables_closed AFTER UPDATE OF reports ON incidents WHEN new.reports = 0 BEGIN DELETE FROM countables WHERE incident = new.id; DELETE FROM tellings WHERE incident = new.id; END;

CREATE TRIGGER tellings_added AFTER INSERT ON tellings BEGIN UPDATE sources SET incidents = incidents + 1, reports = reports + new.reports, claims = claims + new.claims, firsts = firsts + coalesce(new.delay_s = 0, 0), timed = timed + (new.delay_s IS NOT NULL), checkable = checkable + new.checkable, contradicted = contradicted + new.contradicted, updated = updated + new.updated WHERE id = new.source; END;

CREATE TRIGGER tellings_gone AFTER DELETE ON tellings BEGIN UPDATE sources SET incidents = incidents - 1, reports = reports - old.reports, claims = claims - old.claims, firsts = firsts - coalesce(old.delay_s = 0, 0), timed = timed - (old.delay_s IS NOT NULL), checkable = checkable - old.checkable, contradicted = contradicted - old.contradicted, updated = updated - old.updated WHERE id = old.source; END;

CREATE TRIGGER sources_printed AFTER INSERT ON articles WHEN new.replaced_by IS NULL BEGIN INSERT INTO sources (kind, name, label, articles) SELECT 'outlet', new.outlet, new.outlet, 1 WHERE new.outlet IS NOT NULL ON CONFLICT (kind, name) DO UPDATE SET articles = articles + 1; INSERT INTO sources (kind, name, label, articles) SELECT 'newsroom', new.newsroom, new.newsroom, 1 WHERE new.newsroom IS NOT NULL ON CONFLICT (kind, name) DO UPDATE SET articles = articles + 1; END;

CREATE TRIGGER sources_unprinted AFTER UPDATE OF outlet, newsroom, replaced_by ON articles WHEN old.replaced_by IS NULL BEGIN UPDATE sources SET articles = articles - 1, copies = copies - EXISTS (SELECT 1 FROM copies WHERE article = old.id) WHERE (kind = 'outlet' AND name = old.outlet) OR (kind = 'newsroom' AND name = old.newsroom); END;

CREATE TRIGGER sources_reprinted AFTER UPDATE OF outlet, newsroom, replaced_by ON articles WHEN new.replaced_by IS NULL BEGIN INSERT INTO sources (kind, name, label, articles, copies) SELECT 'outlet', new.outlet, new.outlet, 1, EXISTS (SELECT 1 FROM copies WHERE article = new.id) WHERE new.outlet IS NOT NULL ON CONFLICT (kind, name) DO UPDATE SET articles = articles + 1, copies = copies + excluded.copies; INSERT INTO sources (kind, name, label, articles, copies) SELECT 'newsroom', new.newsroom, new.newsroom, 1, EXISTS (SELECT 1 FROM copies WHERE article = new.id) WHERE new.newsroom IS NOT NULL ON CONFLICT (kind, name) DO UPDATE SET articles = articles + 1, copies = copies + excluded.copies; END;

CREATE TRIGGER sources_copied AFTER INSERT ON copies BEGIN UPDATE sources SET copies = copies + 1 WHERE (kind = 'outlet' AND name = (SELECT outlet FROM articles WHERE id = new.article AND replaced_by IS NULL)) OR (kind = 'newsroom' AND name = (SELECT newsroom FROM articles WHERE id = new.article AND replaced_by IS NULL)); END;

CREATE TRIGGER sources_uncopied AFTER DELETE ON copies BEGIN UPDATE sources SET copies = copies - 1 WHERE (kind = 'outlet' AND name = (SELECT outlet FROM articles WHERE id = old.article AND replaced_by IS NULL)) OR (kind = 'newsroom' AND name = (SELECT newsroom FROM articles WHERE id = old.article AND replaced_by IS NULL)); END
