-- What was answered to requests that came with an idempotency key, so that it can be answered again.
-- `request` is a digest of what the request said.
CREATE TABLE answers (
    domain BIGINT NOT NULL,
    credential TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    request TEXT COLLATE "C" NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (domain, credential, key)
);
CREATE INDEX answers_by_age ON answers (domain, at);
