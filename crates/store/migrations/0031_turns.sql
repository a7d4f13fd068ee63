-- How many people of an import were undone so far. The undo of many people takes several transactions.
ALTER TABLE imports ADD COLUMN undone BIGINT NOT NULL DEFAULT 0;

-- The accepted deletions of records that many people refer to. The record stays until each transaction has
-- taken it from some of them. A process that ends leaves the rest to the others.
CREATE TABLE pending_deletions (
    domain BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    PRIMARY KEY (domain, kind, id)
);
