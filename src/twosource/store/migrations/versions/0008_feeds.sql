CREATE TABLE feeds (
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  health TEXT NOT NULL,
  held INTEGER NOT NULL,
  items INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  delays TEXT NOT NULL,
  added_at TEXT NOT NULL,
  retired_at TEXT,
  PRIMARY KEY (folded)
) WITHOUT ROWID;
