ALTER TABLE claims ADD COLUMN via TEXT;

CREATE INDEX articles_replaced ON articles (replaced_by) WHERE replaced_by IS NOT NULL;

CREATE INDEX readings_ever ON readings (article);
