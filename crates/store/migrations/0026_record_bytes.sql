-- The size of the records of a domain, for its quota. It is NULL until it is counted at the next start.

ALTER TABLE domain_state ADD COLUMN record_bytes BIGINT;
