-- SQLite only
--
-- The index tables of people refer to a person by number in place of the id, which is ten times as long
-- and stood in each of their rows twice. The rows are kept in the order of the key, once.

ALTER TABLE person_phones RENAME TO person_phones_by_id;
DROP INDEX person_phones_by_person;
CREATE TABLE person_phones (
    domain BIGINT NOT NULL,
    phone TEXT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (domain, phone, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_phones (domain, phone, person)
SELECT i.domain, i.phone, p.number FROM person_phones_by_id i
CROSS JOIN people p ON p.domain = i.domain AND p.id = i.person
ORDER BY i.domain, i.phone, p.number;
DROP TABLE person_phones_by_id;
CREATE INDEX person_phones_by_person ON person_phones (domain, person);

ALTER TABLE person_words RENAME TO person_words_by_id;
DROP INDEX person_words_by_person;
CREATE TABLE person_words (
    domain BIGINT NOT NULL,
    word TEXT NOT NULL,
    person BIGINT NOT NULL,
    names BIGINT NOT NULL,
    state BIGINT NOT NULL,
    PRIMARY KEY (domain, word, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_words (domain, word, person, names, state)
SELECT i.domain, i.word, p.number, i.names, i.state FROM person_words_by_id i
CROSS JOIN people p ON p.domain = i.domain AND p.id = i.person
ORDER BY i.domain, i.word, p.number;
DROP TABLE person_words_by_id;
CREATE INDEX person_words_by_person ON person_words (domain, person, word);

ALTER TABLE person_tags RENAME TO person_tags_by_id;
DROP INDEX person_tags_by_person;
CREATE TABLE person_tags (
    domain BIGINT NOT NULL,
    tag BIGINT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (domain, tag, person),
    FOREIGN KEY (domain, tag) REFERENCES tags (domain, number),
    FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_tags (domain, tag, person)
SELECT i.domain, i.tag, p.number FROM person_tags_by_id i
CROSS JOIN people p ON p.domain = i.domain AND p.id = i.person
ORDER BY i.domain, i.tag, p.number;
DROP TABLE person_tags_by_id;
CREATE INDEX person_tags_by_person ON person_tags (domain, person);

ALTER TABLE person_lists RENAME TO person_lists_by_id;
DROP INDEX person_lists_by_person;
CREATE TABLE person_lists (
    domain BIGINT NOT NULL,
    list BIGINT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (domain, list, person),
    FOREIGN KEY (domain, list) REFERENCES lists (domain, number),
    FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_lists (domain, list, person)
SELECT i.domain, i.list, p.number FROM person_lists_by_id i
CROSS JOIN people p ON p.domain = i.domain AND p.id = i.person
ORDER BY i.domain, i.list, p.number;
DROP TABLE person_lists_by_id;
CREATE INDEX person_lists_by_person ON person_lists (domain, person);

ALTER TABLE scim_names RENAME TO scim_names_by_id;
DROP INDEX scim_names_by_person;
CREATE TABLE scim_names (
    domain BIGINT NOT NULL,
    name TEXT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (domain, name),
    FOREIGN KEY (domain, person) REFERENCES people (domain, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO scim_names (domain, name, person)
SELECT i.domain, i.name, p.number FROM scim_names_by_id i
CROSS JOIN people p ON p.domain = i.domain AND p.id = i.person
ORDER BY i.domain, i.name;
DROP TABLE scim_names_by_id;
CREATE INDEX scim_names_by_person ON scim_names (domain, person);

-- Memberships are kept in the order in which they are listed, which an index had beside the table.

ALTER TABLE group_members RENAME TO group_members_by_id;
DROP INDEX group_members_by_person;
DROP INDEX group_members_by_username;
CREATE TABLE group_members (
    domain BIGINT NOT NULL,
    group_id TEXT NOT NULL,
    person TEXT NOT NULL,
    state BIGINT NOT NULL,
    username TEXT NOT NULL,
    PRIMARY KEY (domain, group_id, state, username, person),
    FOREIGN KEY (domain, group_id) REFERENCES groups (domain, id) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO group_members (domain, group_id, person, state, username)
SELECT domain, group_id, person, state, username FROM group_members_by_id
ORDER BY domain, group_id, state, username, person;
DROP TABLE group_members_by_id;
CREATE INDEX group_members_by_person ON group_members (domain, person, group_id);

ALTER TABLE person_locations RENAME TO person_locations_by_id;
DROP INDEX person_locations_by_person;
DROP INDEX person_locations_by_username;
CREATE TABLE person_locations (
    domain BIGINT NOT NULL,
    location TEXT NOT NULL,
    person TEXT NOT NULL,
    state BIGINT NOT NULL,
    username TEXT NOT NULL,
    PRIMARY KEY (domain, location, state, username, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_locations (domain, location, person, state, username)
SELECT domain, location, person, state, username FROM person_locations_by_id
ORDER BY domain, location, state, username, person;
DROP TABLE person_locations_by_id;
CREATE INDEX person_locations_by_person ON person_locations (domain, person);
