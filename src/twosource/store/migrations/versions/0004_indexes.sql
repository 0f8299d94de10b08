CREATE TABLE place_names (
  place TEXT NOT NULL,
  PRIMARY KEY (place)
) WITHOUT ROWID;

INSERT INTO place_names SELECT DISTINCT place FROM incidents;

DROP INDEX incidents_lat;

CREATE INDEX incidents_lat ON incidents (lat, lon);

CREATE INDEX incidents_place ON incidents (place);

CREATE INDEX incidents_country ON incidents (country);

CREATE INDEX incidents_earliest ON incidents (earliest);

CREATE INDEX incidents_latest ON incidents (latest, sort_at);

CREATE INDEX claims_press ON claims (field) WHERE field IN ('tally', 'first since');
