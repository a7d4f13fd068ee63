-- SQLite only
--
-- SQLite keeps the rows of a table by a number of its own, and the primary key as an index beside
-- them: each row is written twice. These tables have many small rows and are read by their key, so
-- their rows are kept in the order of the key, once.

ALTER TABLE usernames RENAME TO usernames_by_number;
CREATE TABLE usernames (
    domain BIGINT NOT NULL,
    username TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (domain, username)
) WITHOUT ROWID;
INSERT INTO usernames (domain, username, person)
SELECT domain, username, person FROM usernames_by_number ORDER BY domain, username;
DROP TABLE usernames_by_number;

ALTER TABLE person_phones RENAME TO person_phones_by_number;
DROP INDEX person_phones_by_person;
CREATE TABLE person_phones (
    domain BIGINT NOT NULL,
    phone TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (domain, phone, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_phones (domain, phone, person)
SELECT domain, phone, person FROM person_phones_by_number ORDER BY domain, phone, person;
DROP TABLE person_phones_by_number;
CREATE INDEX person_phones_by_person ON person_phones (domain, person);

ALTER TABLE person_words RENAME TO person_words_by_number;
DROP INDEX person_words_by_person;
CREATE TABLE person_words (
    domain BIGINT NOT NULL,
    word TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (domain, word, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_words (domain, word, person)
SELECT domain, word, person FROM person_words_by_number ORDER BY domain, word, person;
DROP TABLE person_words_by_number;
CREATE INDEX person_words_by_person ON person_words (domain, person, word);

ALTER TABLE group_members RENAME TO group_members_by_number;
DROP INDEX group_members_by_person;
CREATE TABLE group_members (
    domain BIGINT NOT NULL,
    group_id TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (domain, group_id, person),
    FOREIGN KEY (domain, group_id) REFERENCES groups (domain, id) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO group_members (domain, group_id, person)
SELECT domain, group_id, person FROM group_members_by_number ORDER BY domain, group_id, person;
DROP TABLE group_members_by_number;
CREATE INDEX group_members_by_person ON group_members (domain, person, group_id);

ALTER TABLE person_locations RENAME TO person_locations_by_number;
DROP INDEX person_locations_by_person;
CREATE TABLE person_locations (
    domain BIGINT NOT NULL,
    location TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (domain, location, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO person_locations (domain, location, person)
SELECT domain, location, person FROM person_locations_by_number ORDER BY domain, location, person;
DROP TABLE person_locations_by_number;
CREATE INDEX person_locations_by_person ON person_locations (domain, person);

ALTER TABLE changes RENAME TO changes_by_number;
CREATE TABLE changes (
    domain BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (domain, seq)
) WITHOUT ROWID;
INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields)
SELECT domain, seq, at, kind, id, number, actor, via, fields FROM changes_by_number ORDER BY domain, seq;
DROP TABLE changes_by_number;

ALTER TABLE import_rows RENAME TO import_rows_by_number;
DROP INDEX import_rows_by_person;
CREATE TABLE import_rows (
    domain BIGINT NOT NULL,
    import BIGINT NOT NULL,
    person TEXT NOT NULL,
    seq BIGINT NOT NULL,
    state BIGINT,
    doc TEXT,
    hash TEXT,
    PRIMARY KEY (domain, import, person),
    FOREIGN KEY (domain, import) REFERENCES imports (domain, number) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO import_rows (domain, import, person, seq, state, doc, hash)
SELECT domain, import, person, seq, state, doc, hash FROM import_rows_by_number ORDER BY domain, import, person;
DROP TABLE import_rows_by_number;
CREATE INDEX import_rows_by_person ON import_rows (domain, person);
