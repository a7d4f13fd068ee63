-- How many workers there are in each stretch of a list, so that the place of a page is found by
-- adding up a few numbers. A block begins at `first` and ends where the next begins; the first of a
-- list begins at the empty text and is always there.
CREATE TABLE people_blocks (
    domain BIGINT NOT NULL,
    state BIGINT NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (domain, state, first)
);

INSERT INTO people_blocks (domain, state, first, size)
SELECT domain, state, CASE WHEN block = 0 THEN '' ELSE MIN(username) END, COUNT(*)
FROM (
    SELECT domain, state, username,
        (ROW_NUMBER() OVER (PARTITION BY domain, state ORDER BY username) - 1) / 128 AS block
    FROM people WHERE state > 0
) AS placed
GROUP BY domain, state, block;

INSERT INTO people_blocks (domain, state, first, size)
SELECT number, 1, '', 0 FROM domains
WHERE number NOT IN (SELECT domain FROM people_blocks WHERE state = 1);

INSERT INTO people_blocks (domain, state, first, size)
SELECT number, 2, '', 0 FROM domains
WHERE number NOT IN (SELECT domain FROM people_blocks WHERE state = 2);
