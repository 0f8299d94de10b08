ALTER TABLE incidents ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE incidents ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;

ALTER TABLE incidents ADD COLUMN digest TEXT NOT NULL DEFAULT '';

ALTER TABLE incidents ADD COLUMN statuses INTEGER NOT NULL DEFAULT 0;

ALTER TABLE incidents ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE incidents ADD COLUMN actors TEXT NOT NULL DEFAULT '';

ALTER TABLE incidents ADD COLUMN card TEXT NOT NULL DEFAULT '';

CREATE TABLE changes (
  seq INTEGER NOT NULL,
  incident TEXT NOT NULL,
  what TEXT NOT NULL,
  redirect_to TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(incident) REFERENCES incidents (id)
);

INSERT INTO changes (incident, what, redirect_to, at)
  SELECT id, CASE WHEN reports > 0 THEN 'changed' WHEN redirect_to IS NULL THEN 'removed' ELSE 'merged' END,
    redirect_to, 1000000 * CAST(strftime('%s', opened_at) AS INTEGER)
  FROM incidents ORDER BY strftime('%s', opened_at), id;

UPDATE incidents SET changed = changes.seq, changed_at = changes.at
  FROM changes WHERE changes.incident = incidents.id;

CREATE INDEX changes_at ON changes (at);

CREATE INDEX incidents_changed ON incidents (changed);

CREATE INDEX articles_outlet ON articles (outlet);

CREATE INDEX articles_published ON articles (published);
