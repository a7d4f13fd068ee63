-- When a worker is deactivated: the start of the day, in UTC. Most people have no such day.
ALTER TABLE people ADD COLUMN deactivate_at BIGINT;
CREATE INDEX people_by_deactivation ON people (domain, deactivate_at) WHERE deactivate_at IS NOT NULL;
