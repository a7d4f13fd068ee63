-- Written as PostgreSQL; the migrator rewrites type words and collations for SQLite.
-- Every tenant table has the domain's number first in every key, so that the schema can be
-- distributed by it. Instants are microseconds since 1970 (UTC). Lists and objects are JSON text.

-- Found without a domain: small, read-mostly.

CREATE TABLE meta (
    name TEXT COLLATE "C" PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE domains (
    number BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE web_users (
    id TEXT COLLATE "C" PRIMARY KEY,
    username TEXT COLLATE "C" NOT NULL UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    password_hash TEXT NOT NULL,
    digest_secret TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE memberships (
    domain BIGINT NOT NULL REFERENCES domains (number) ON DELETE CASCADE,
    web_user TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    role TEXT COLLATE "C",
    active BOOLEAN NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (domain, web_user)
);
CREATE INDEX memberships_by_web_user ON memberships (web_user, domain);

CREATE TABLE api_keys (
    hash TEXT COLLATE "C" PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    owner TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    prefix TEXT NOT NULL,
    domain BIGINT REFERENCES domains (number) ON DELETE CASCADE,
    role TEXT COLLATE "C",
    allowed_ips TEXT NOT NULL,
    expires_at BIGINT,
    active BOOLEAN NOT NULL,
    digest_secret TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX api_keys_by_owner ON api_keys (owner);

-- A domain's own.

-- One row a domain. Every write of a domain begins by updating it, which puts the writes of a
-- domain in one order; `seq` is the last number of the change log.
CREATE TABLE domain_state (
    domain BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    last_person BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    active_workers BIGINT NOT NULL,
    archived_workers BIGINT NOT NULL
);

-- The last number given to fields, profiles, locations and the like.
CREATE TABLE counters (
    domain BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (domain, name)
);

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
);

CREATE TABLE roles (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    permissions TEXT NOT NULL,
    PRIMARY KEY (domain, id),
    UNIQUE (domain, name)
);

-- When a key was last used: apart from the keys, which are read-mostly.
CREATE TABLE key_uses (
    domain BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (domain, key)
);

CREATE TABLE fields (
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

CREATE TABLE profiles (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, name)
);

-- `state`: 0 a contact, 1 an active worker, 2 an archived one. `doc` is everything that is not a
-- column, so that a page of people is one index range.
CREATE TABLE people (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    custom_id TEXT COLLATE "C",
    state BIGINT NOT NULL,
    username TEXT COLLATE "C",
    email TEXT COLLATE "C",
    role TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (domain, id),
    UNIQUE (domain, number),
    UNIQUE (domain, key),
    UNIQUE (domain, custom_id)
);
CREATE INDEX people_by_username ON people (domain, state, username);
CREATE INDEX people_by_email ON people (domain, email);
CREATE INDEX people_by_update ON people (domain, state, updated_at);
CREATE INDEX people_by_role ON people (domain, role, username);

-- Every username there ever was, folded: a deleted worker's stays taken.
CREATE TABLE usernames (
    domain BIGINT NOT NULL,
    username TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, username)
);

CREATE TABLE person_passwords (
    domain BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (domain, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);

CREATE TABLE person_phones (
    domain BIGINT NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, phone, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX person_phones_by_person ON person_phones (domain, person);

-- The words by which a person is found.
CREATE TABLE person_words (
    domain BIGINT NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, word, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX person_words_by_person ON person_words (domain, person, word);

CREATE TABLE groups (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    case_sharing BOOLEAN NOT NULL,
    reporting BOOLEAN NOT NULL,
    metadata TEXT NOT NULL,
    PRIMARY KEY (domain, id),
    UNIQUE (domain, name)
);

CREATE TABLE group_members (
    domain BIGINT NOT NULL,
    group_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, group_id, person),
    FOREIGN KEY (domain, group_id) REFERENCES groups (domain, id) ON DELETE CASCADE,
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX group_members_by_person ON group_members (domain, person, group_id);

CREATE TABLE location_types (
    domain BIGINT NOT NULL,
    number BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    parent BIGINT,
    shares_cases BOOLEAN NOT NULL,
    view_descendants BOOLEAN NOT NULL,
    PRIMARY KEY (domain, number),
    UNIQUE (domain, code)
);

-- `parent` is empty text at the root, so that siblings are unique there too. Degrees are texts with
-- ten decimals, and microdegrees beside them to compare by.
CREATE TABLE locations (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    site_code TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    kind BIGINT NOT NULL,
    parent TEXT COLLATE "C" NOT NULL,
    latitude TEXT,
    longitude TEXT,
    latitude_e10 BIGINT,
    longitude_e10 BIGINT,
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (domain, id),
    UNIQUE (domain, number),
    UNIQUE (domain, site_code),
    UNIQUE (domain, parent, name),
    FOREIGN KEY (domain, kind) REFERENCES location_types (domain, number)
);
CREATE INDEX locations_by_kind ON locations (domain, kind, number);
CREATE INDEX locations_by_update ON locations (domain, updated_at, number);

CREATE TABLE person_locations (
    domain BIGINT NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, location, person),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX person_locations_by_person ON person_locations (domain, person);

CREATE TABLE activity (
    domain BIGINT NOT NULL,
    instance_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (domain, instance_id),
    FOREIGN KEY (domain, person) REFERENCES people (domain, id) ON DELETE CASCADE
);
CREATE INDEX activity_received ON activity (domain, person, received_at);
CREATE INDEX activity_completed ON activity (domain, person, completed_at);
