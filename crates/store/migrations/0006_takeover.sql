-- What is taken over from another directory, and the links by which its people set passwords.

-- How far each takeover has come; `source` is the address of the domain it comes from.
CREATE TABLE takeovers (
    domain BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    pass BIGINT NOT NULL,
    step BIGINT NOT NULL,
    next TEXT,
    changed BOOLEAN NOT NULL,
    finished BOOLEAN NOT NULL,
    tallies TEXT NOT NULL,
    PRIMARY KEY (domain, source)
);

-- What was seen there: `pass` is the last one that saw it, `here` its identity here.
CREATE TABLE taken_over (
    domain BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    here TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    pass BIGINT NOT NULL,
    refusal TEXT,
    left_out TEXT,
    PRIMARY KEY (domain, source, kind, id)
);
CREATE INDEX taken_over_by_pass ON taken_over (domain, source, kind, pass);

-- One a person: a new link puts the one before out of force.
CREATE TABLE password_links (
    domain BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (domain, person),
    UNIQUE (domain, hash),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
