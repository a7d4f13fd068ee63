-- PostgreSQL only
--
-- The index tables of people refer to a person by number in place of the id, which is ten times as long
-- and stood in each of their rows and of two indexes. The change of the type writes the table anew, which
-- is also possible where it is distributed; there, constraints need a name.

ALTER TABLE person_phones DROP CONSTRAINT person_phones_domain_person_fkey;
ALTER TABLE person_phones DROP CONSTRAINT person_phones_pkey;
DROP INDEX person_phones_by_person;
UPDATE person_phones SET person = CAST(p.number AS TEXT)
FROM people p WHERE p.domain = person_phones.domain AND p.id = person_phones.person;
ALTER TABLE person_phones ALTER COLUMN person TYPE BIGINT USING CAST(person AS BIGINT);
ALTER TABLE person_phones ADD CONSTRAINT person_phones_pkey PRIMARY KEY (domain, phone, person);
ALTER TABLE person_phones ADD CONSTRAINT person_phones_domain_person_fkey
FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE;
CREATE INDEX person_phones_by_person ON person_phones (domain, person);

ALTER TABLE person_words DROP CONSTRAINT person_words_domain_person_fkey;
ALTER TABLE person_words DROP CONSTRAINT person_words_pkey;
DROP INDEX person_words_by_person;
UPDATE person_words SET person = CAST(p.number AS TEXT)
FROM people p WHERE p.domain = person_words.domain AND p.id = person_words.person;
ALTER TABLE person_words ALTER COLUMN person TYPE BIGINT USING CAST(person AS BIGINT);
ALTER TABLE person_words ADD CONSTRAINT person_words_pkey PRIMARY KEY (domain, word, person);
ALTER TABLE person_words ADD CONSTRAINT person_words_domain_person_fkey
FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE;
CREATE INDEX person_words_by_person ON person_words (domain, person, word);

ALTER TABLE person_tags DROP CONSTRAINT person_tags_domain_person_fkey;
ALTER TABLE person_tags DROP CONSTRAINT person_tags_pkey;
DROP INDEX person_tags_by_person;
UPDATE person_tags SET person = CAST(p.number AS TEXT)
FROM people p WHERE p.domain = person_tags.domain AND p.id = person_tags.person;
ALTER TABLE person_tags ALTER COLUMN person TYPE BIGINT USING CAST(person AS BIGINT);
ALTER TABLE person_tags ADD CONSTRAINT person_tags_pkey PRIMARY KEY (domain, tag, person);
ALTER TABLE person_tags ADD CONSTRAINT person_tags_domain_person_fkey
FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE;
CREATE INDEX person_tags_by_person ON person_tags (domain, person);

ALTER TABLE person_lists DROP CONSTRAINT person_lists_domain_person_fkey;
ALTER TABLE person_lists DROP CONSTRAINT person_lists_pkey;
DROP INDEX person_lists_by_person;
UPDATE person_lists SET person = CAST(p.number AS TEXT)
FROM people p WHERE p.domain = person_lists.domain AND p.id = person_lists.person;
ALTER TABLE person_lists ALTER COLUMN person TYPE BIGINT USING CAST(person AS BIGINT);
ALTER TABLE person_lists ADD CONSTRAINT person_lists_pkey PRIMARY KEY (domain, list, person);
ALTER TABLE person_lists ADD CONSTRAINT person_lists_domain_person_fkey
FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE;
CREATE INDEX person_lists_by_person ON person_lists (domain, person);

ALTER TABLE scim_names DROP CONSTRAINT scim_names_domain_person_fkey;
ALTER TABLE scim_names DROP CONSTRAINT scim_names_pkey;
DROP INDEX scim_names_by_person;
UPDATE scim_names SET person = CAST(p.number AS TEXT)
FROM people p WHERE p.domain = scim_names.domain AND p.id = scim_names.person;
ALTER TABLE scim_names ALTER COLUMN person TYPE BIGINT USING CAST(person AS BIGINT);
ALTER TABLE scim_names ADD CONSTRAINT scim_names_pkey PRIMARY KEY (domain, name);
ALTER TABLE scim_names ADD CONSTRAINT scim_names_domain_person_fkey
FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE;
CREATE INDEX scim_names_by_person ON scim_names (domain, person);

-- The key of memberships is the order in which they are listed, which had an index of its own.

ALTER TABLE group_members DROP CONSTRAINT group_members_pkey;
DROP INDEX group_members_by_username;
ALTER TABLE group_members ADD CONSTRAINT group_members_pkey PRIMARY KEY (domain, group_id, state, username, person);

ALTER TABLE person_locations DROP CONSTRAINT person_locations_pkey;
DROP INDEX person_locations_by_username;
ALTER TABLE person_locations ADD CONSTRAINT person_locations_pkey PRIMARY KEY (domain, location, state, username, person);
