-- Signing in to the console. None of it is in a domain: a web user signs in once, for all of theirs.

-- `hash` is that of the cookie's token. `password` is the mark of the password with which the
-- session began: with another password the session is over, whoever changed it.
CREATE TABLE sessions (
    hash TEXT COLLATE "C" PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    web_user TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    password TEXT NOT NULL,
    secure BOOLEAN NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_web_user ON sessions (web_user);

-- `secret` is sealed. `last_step` is the newest time step of which a code was taken: each is good
-- once.
CREATE TABLE second_factors (
    web_user TEXT COLLATE "C" PRIMARY KEY REFERENCES web_users (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
    web_user TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (web_user, hash)
);

-- Attempts to sign in that failed, or are not yet known not to have.
CREATE TABLE sign_in_attempts (
    subject TEXT COLLATE "C" PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

-- Where a web user has signed in from.
CREATE TABLE known_addresses (
    web_user TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    address TEXT COLLATE "C" NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (web_user, address)
);

-- The history of one thing.
CREATE INDEX changes_by_thing ON changes (domain, id, seq);
