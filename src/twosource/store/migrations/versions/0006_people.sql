CREATE TABLE people (
	folded TEXT NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	password TEXT,
	made_at TEXT NOT NULL,
	PRIMARY KEY (folded)
) WITHOUT ROWID;
CREATE TABLE tokens (
	digest TEXT NOT NULL,
	person TEXT NOT NULL,
	label TEXT NOT NULL,
	made_at TEXT NOT NULL,
	expires_at TEXT,
	PRIMARY KEY (digest),
	FOREIGN KEY(person) REFERENCES people (folded)
) WITHOUT ROWID;
CREATE INDEX tokens_person ON tokens (person);
CREATE TABLE sessions (
	digest TEXT NOT NULL,
	person TEXT NOT NULL,
	started_at TEXT NOT NULL,
	seen_at TEXT NOT NULL,
	PRIMARY KEY (digest),
	FOREIGN KEY(person) REFERENCES people (folded)
) WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (person);
CREATE TABLE audit (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	what TEXT NOT NULL,
	about TEXT NOT NULL,
	origin TEXT NOT NULL,
	result TEXT NOT NULL,
	PRIMARY KEY (seq)
);
