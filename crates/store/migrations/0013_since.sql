-- The usernames beside the instants of change, so that a page of those who changed since is found in
-- the index alone, whatever the order, and only those whom it shows are read.
DROP INDEX people_by_update;
CREATE INDEX people_by_update ON people (domain, state, updated_at, username);
