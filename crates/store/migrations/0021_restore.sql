-- Deleted people, kept so that a deletion can be undone, and saved filters of the list of workers.

-- The columns of a person's row, and in `related` the rows of other tables that refer to the person.
CREATE TABLE deleted_people (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    custom_id TEXT COLLATE "C",
    state BIGINT NOT NULL,
    username TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc TEXT NOT NULL,
    related TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL,
    PRIMARY KEY (domain, id)
);
CREATE INDEX deleted_people_by_time ON deleted_people (domain, deleted_at, id);

CREATE TABLE saved_filters (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, name)
);
