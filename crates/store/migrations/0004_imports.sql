-- What an import did, so that it can be undone.

CREATE TABLE imports (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    source TEXT NOT NULL,
    actor TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    first_seq BIGINT NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (domain, number)
);

-- One row for each person that an import made or changed: `seq` is the place of that change in the
-- log, and `state`, `doc` and `hash` are what there was before; no `doc` is a person who was made.
CREATE TABLE import_rows (
    domain BIGINT NOT NULL,
    import BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    state BIGINT,
    doc TEXT,
    hash TEXT,
    PRIMARY KEY (domain, import, person),
    FOREIGN KEY (domain, import) REFERENCES imports (domain, number) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX import_rows_by_person ON import_rows (domain, person);
