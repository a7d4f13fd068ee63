-- The accounts at an identity provider (OpenID Connect) with which web users sign in. `subject` is the
-- id of the account at the provider `issuer`.
CREATE TABLE identities (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    web_user TEXT COLLATE "C" NOT NULL REFERENCES web_users (id) ON DELETE CASCADE,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX identities_by_web_user ON identities (web_user, issuer);

-- Whether the session began with an identity provider, not with the password.
ALTER TABLE sessions ADD COLUMN by_provider BOOLEAN NOT NULL DEFAULT FALSE;
