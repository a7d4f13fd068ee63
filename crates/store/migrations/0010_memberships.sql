-- The list and the username of each worker beside what they belong to, so that a page of a group or
-- of a location is one range of one index, and so is its total.
ALTER TABLE group_members ADD COLUMN state BIGINT NOT NULL DEFAULT 0;
ALTER TABLE group_members ADD COLUMN username TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE group_members SET state = p.state, username = p.username
FROM people p WHERE p.domain = group_members.domain AND p.id = group_members.person
AND p.username IS NOT NULL;
CREATE INDEX group_members_by_username ON group_members (domain, group_id, state, username);

ALTER TABLE person_locations ADD COLUMN state BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person_locations ADD COLUMN username TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE person_locations SET state = p.state, username = p.username
FROM people p WHERE p.domain = person_locations.domain AND p.id = person_locations.person
AND p.username IS NOT NULL;
CREATE INDEX person_locations_by_username ON person_locations (domain, location, state, username);
