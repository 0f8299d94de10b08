ALTER TABLE tokens ADD COLUMN scope TEXT DEFAULT 'everything' NOT NULL;
CREATE TABLE watches (
	folded TEXT NOT NULL,
	name TEXT NOT NULL,
	source TEXT NOT NULL,
	body TEXT NOT NULL,
	started_at TEXT NOT NULL,
	PRIMARY KEY (folded)
) WITHOUT ROWID;
CREATE TABLE alerts (
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	watch TEXT NOT NULL,
	subject TEXT NOT NULL,
	number INTEGER NOT NULL,
	raised_at TEXT NOT NULL,
	body TEXT NOT NULL,
	acknowledged_by TEXT,
	acknowledged_at TEXT,
	approved_by TEXT,
	approved_at TEXT,
	PRIMARY KEY (seq),
	UNIQUE (id)
);
CREATE INDEX alerts_raised ON alerts (raised_at);
CREATE INDEX alerts_subject ON alerts (subject, watch, number);
CREATE INDEX alerts_watch ON alerts (watch, seq);
CREATE TABLE alert_acts (
	seq INTEGER NOT NULL,
	alert TEXT NOT NULL,
	what TEXT NOT NULL,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (seq),
	FOREIGN KEY(alert) REFERENCES alerts (id)
);
CREATE INDEX alert_acts_alert ON alert_acts (alert);
CREATE TABLE alert_threads (
	watch TEXT NOT NULL,
	subject TEXT NOT NULL,
	is_open INTEGER NOT NULL,
	number INTEGER NOT NULL,
	raised_at TEXT NOT NULL,
	asks TEXT NOT NULL,
	told TEXT NOT NULL,
	due_at TEXT,
	PRIMARY KEY (watch, subject)
) WITHOUT ROWID;
CREATE INDEX alert_threads_due ON alert_threads (due_at);
CREATE INDEX alert_threads_subject ON alert_threads (subject);
CREATE TABLE alert_cursor (
	name TEXT NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (name)
) WITHOUT ROWID;
