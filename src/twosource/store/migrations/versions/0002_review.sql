CREATE TABLE acts (
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  what TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL,
  undoes TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (seq),
  UNIQUE (id),
  FOREIGN KEY(undoes) REFERENCES acts (id)
);

CREATE TABLE undone (
  act TEXT NOT NULL,
  PRIMARY KEY (act),
  FOREIGN KEY(act) REFERENCES acts (id)
);

CREATE TABLE corrections (
  seq INTEGER NOT NULL,
  act TEXT NOT NULL,
  article TEXT NOT NULL,
  report TEXT NOT NULL,
  claim TEXT NOT NULL,
  field TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  as_said TEXT NOT NULL,
  value TEXT,
  voice TEXT,
  voice_kind TEXT NOT NULL,
  voice_body TEXT,
  certainty TEXT NOT NULL,
  scope TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(act) REFERENCES acts (id),
  FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE INDEX corrections_article ON corrections (article);

CREATE INDEX corrections_act ON corrections (act);

ALTER TABLE judgements ADD COLUMN act TEXT REFERENCES acts (id);

CREATE INDEX judgements_act ON judgements (act) WHERE act IS NOT NULL;

CREATE INDEX judgements_unsure ON judgements (id) WHERE verdict = 'unsure';

CREATE INDEX claims_id ON claims (id);
