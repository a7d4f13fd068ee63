-- The names that SCIM clients gave to workers, in lower case. Workers whose name is the full username
-- have no row.
CREATE TABLE scim_names (
    domain BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, name),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX scim_names_by_person ON scim_names (domain, person);

-- Workers that SCIM clients deleted. A client that creates the same user again gets the same worker.
-- The document and the password are removed after 30 days; the identities stay.
CREATE TABLE scim_removed (
    domain BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    custom_id TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    username TEXT COLLATE "C" NOT NULL,
    full_username TEXT COLLATE "C" NOT NULL,
    state BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT NOT NULL,
    doc TEXT,
    hash TEXT,
    PRIMARY KEY (domain, person)
);
CREATE INDEX scim_removed_by_name ON scim_removed (domain, name);
CREATE INDEX scim_removed_by_username ON scim_removed (domain, username);

-- Groups get the identity that a SCIM client gave them, and their times. Those of groups that exist
-- already are the time when the domain was created.
ALTER TABLE groups ADD COLUMN external_id TEXT COLLATE "C";
ALTER TABLE groups ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE groups ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE groups SET
    created_at = (SELECT d.created_at FROM domains d WHERE d.number = groups.domain),
    updated_at = (SELECT d.created_at FROM domains d WHERE d.number = groups.domain)
WHERE EXISTS (SELECT 1 FROM domains d WHERE d.number = groups.domain);

-- The workers in the order in which they were created: the order of lists of SCIM users.
CREATE INDEX people_by_number ON people (domain, number) WHERE state > 0;
