-- Whether a worker has submitted a form, so that those who have not are found by an index.
ALTER TABLE people ADD COLUMN has_submitted BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE people SET has_submitted = TRUE
WHERE EXISTS (SELECT 1 FROM activity a WHERE a.domain = people.domain AND a.person = people.id);
CREATE INDEX people_without_forms ON people (domain, state, username) WHERE has_submitted = FALSE;
