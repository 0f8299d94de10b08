CREATE TABLE deliveries (
  id TEXT NOT NULL,
  alert TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at TEXT NOT NULL,
  next_at TEXT NOT NULL,
  tries INTEGER NOT NULL,
  message TEXT NOT NULL,
  reached TEXT NOT NULL,
  sent_at TEXT,
  trouble TEXT NOT NULL,
  PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (state, next_at);

CREATE INDEX deliveries_channel ON deliveries (channel, state);

CREATE INDEX deliveries_alert ON deliveries (alert);

CREATE INDEX deliveries_message ON deliveries (message);

CREATE TABLE attempts (
  delivery TEXT NOT NULL,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  message TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  took_ms INTEGER NOT NULL,
  PRIMARY KEY (delivery, number),
  FOREIGN KEY(delivery) REFERENCES deliveries (id)
) WITHOUT ROWID;

CREATE TABLE channel_stops (
  channel TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (channel)
) WITHOUT ROWID
