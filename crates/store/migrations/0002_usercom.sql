-- What User.com's dialect has beyond the record of a person.

-- Found without a domain: small, read-mostly.

CREATE TABLE app_keys (
    hash TEXT COLLATE "C" PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    domain BIGINT NOT NULL REFERENCES domains (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    contacts_only BOOLEAN NOT NULL,
    allowed_ips TEXT NOT NULL,
    expires_at BIGINT,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- A domain's own.

-- Keys that see contacts only page through them alone.
CREATE INDEX contacts_by_number ON people (domain, number) WHERE state = 0;

CREATE TABLE tags (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, name)
);

CREATE TABLE lists (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (domain, number)
);

CREATE TABLE person_tags (
    domain BIGINT NOT NULL,
    tag BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, tag, person),
    FOREIGN KEY (domain, tag) REFERENCES tags (domain, number),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX person_tags_by_person ON person_tags (domain, person);

CREATE TABLE person_lists (
    domain BIGINT NOT NULL,
    list BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, list, person),
    FOREIGN KEY (domain, list) REFERENCES lists (domain, number),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX person_lists_by_person ON person_lists (domain, person);

CREATE TABLE companies (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    custom_id TEXT COLLATE "C",
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, custom_id)
);

CREATE TABLE company_tags (
    domain BIGINT NOT NULL,
    tag BIGINT NOT NULL,
    company BIGINT NOT NULL,
    PRIMARY KEY (domain, tag, company),
    FOREIGN KEY (domain, tag) REFERENCES tags (domain, number),
    FOREIGN KEY (domain, company) REFERENCES companies (domain, number) ON DELETE CASCADE
);
CREATE INDEX company_tags_by_company ON company_tags (domain, company);

CREATE TABLE company_members (
    domain BIGINT NOT NULL,
    company BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (domain, company, person),
    FOREIGN KEY (domain, company) REFERENCES companies (domain, number) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX company_members_by_person ON company_members (domain, person, since);

-- As `fields`, with which it shares the counter of its numbers.
CREATE TABLE company_fields (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    label TEXT NOT NULL,
    value_type TEXT NOT NULL,
    choices TEXT NOT NULL,
    declared BOOLEAN NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, slug)
);

CREATE TABLE events (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, name)
);

CREATE TABLE occurrences (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    event BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (domain, number),
    FOREIGN KEY (domain, event) REFERENCES events (domain, number),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX occurrences_by_event ON occurrences (domain, event, number);
CREATE INDEX occurrences_by_person ON occurrences (domain, person, number);
