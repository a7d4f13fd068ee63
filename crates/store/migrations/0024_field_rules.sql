-- The rules of custom fields, their place in forms, and whether a search finds people by their values.
ALTER TABLE fields ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fields ADD COLUMN required BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE fields ADD COLUMN multiple BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE fields ADD COLUMN searchable BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE fields ADD COLUMN pattern TEXT;
ALTER TABLE fields ADD COLUMN pattern_message TEXT;

-- What an API key is for, in the words of its owner.
ALTER TABLE api_keys ADD COLUMN name TEXT NOT NULL DEFAULT '';
