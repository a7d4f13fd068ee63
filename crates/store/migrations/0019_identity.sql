-- How far the owner of an account has proved who they are: `created`, `claimed` or `joinable`. `home`
-- is the domain of the first password or of the first invitation. Accounts from before are joinable.
ALTER TABLE web_users ADD COLUMN state TEXT NOT NULL DEFAULT 'joinable';
ALTER TABLE web_users ADD COLUMN home BIGINT;

-- When the owner last entered the password in a session that was open already.
ALTER TABLE sessions ADD COLUMN confirmed_at BIGINT;

-- The permissions and records that the stored response needs, as JSON; empty for none.
ALTER TABLE answers ADD COLUMN requires TEXT NOT NULL DEFAULT '';

-- Memberships that a person can accept with a one-time link; `hash` is that of the link's token.
CREATE TABLE invitations (
    domain BIGINT NOT NULL REFERENCES domains (number) ON DELETE CASCADE,
    email TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    role TEXT COLLATE "C",
    doc TEXT NOT NULL,
    inviter TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (domain, email)
);
CREATE INDEX invitations_by_email ON invitations (email);
