-- Endpoints to which the changes of a domain are sent. The secrets are encrypted.
CREATE TABLE webhooks (
    domain BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    payload TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    description TEXT NOT NULL,
    paused_reason TEXT,
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_until BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (domain, id)
);

-- How far each endpoint is: `position` is the number of the last change that is done. The process
-- `holder` sends until `held_until`; no other does.
CREATE TABLE webhook_progress (
    domain BIGINT NOT NULL,
    webhook TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    replays BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    failing_since BIGINT,
    next_at BIGINT,
    holder TEXT,
    held_until BIGINT,
    PRIMARY KEY (domain, webhook),
    FOREIGN KEY (domain, webhook) REFERENCES webhooks (domain, id) ON DELETE CASCADE
);

-- The last attempts of each endpoint.
CREATE TABLE webhook_deliveries (
    domain BIGINT NOT NULL,
    webhook TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    message TEXT NOT NULL,
    seq BIGINT,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    status BIGINT,
    error TEXT,
    next_at BIGINT,
    PRIMARY KEY (domain, webhook, number),
    FOREIGN KEY (domain, webhook) REFERENCES webhooks (domain, id) ON DELETE CASCADE
);
