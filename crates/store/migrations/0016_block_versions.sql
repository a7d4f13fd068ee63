-- The number of the last change of a worker in each block of a list. Renderings of the workers of a
-- block are valid while it is the same.
ALTER TABLE people_blocks ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- A filter by role or by e-mail address reads one range of an index, in the order of the list.
DROP INDEX people_by_role;
CREATE INDEX people_by_role ON people (domain, role, state, username) WHERE role IS NOT NULL;
DROP INDEX people_by_email;
CREATE INDEX people_by_email ON people (domain, email, state, username) WHERE email IS NOT NULL;

-- The state of the person beside each word, so that the matches of a search are counted without
-- reading people.
ALTER TABLE person_words ADD COLUMN state BIGINT NOT NULL DEFAULT 0;
UPDATE person_words SET state = p.state
FROM people p WHERE p.domain = person_words.domain AND p.id = person_words.person
AND p.state > 0;

-- The history of a record and of an actor. Migration 8 lost the first index on SQLite, together with
-- the table that it replaced.
DROP INDEX IF EXISTS changes_by_thing;
CREATE INDEX changes_by_record ON changes (domain, id, seq);
CREATE INDEX changes_by_actor ON changes (domain, actor, seq);

-- People name the company that they belong to.
CREATE INDEX companies_by_name ON companies (domain, name, number);
