CREATE TABLE deliveries (
  id TEXT COLLATE "C" NOT NULL,
  alert TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  due_at TEXT COLLATE "C" NOT NULL,
  next_at TEXT COLLATE "C" NOT NULL,
  tries INTEGER NOT NULL,
  message TEXT COLLATE "C" NOT NULL,
  reached TEXT COLLATE "C" NOT NULL,
  sent_at TEXT COLLATE "C",
  trouble TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX deliveries_due ON deliveries (state, next_at);

CREATE INDEX deliveries_channel ON deliveries (channel, state);

CREATE INDEX deliveries_alert ON deliveries (alert);

CREATE INDEX deliveries_message ON deliveries (message);

CREATE TABLE attempts (
  delivery TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  message TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  detail TEXT COLLATE "C" NOT NULL,
  took_ms INTEGER NOT NULL,
  PRIMARY KEY (delivery, number),
  FOREIGN KEY(delivery) REFERENCES deliveries (id)
);

CREATE TABLE channel_stops (
  channel TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (channel)
)
