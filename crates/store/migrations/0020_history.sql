-- The change log with values, and the time of the last change of a domain.

ALTER TABLE changes ADD COLUMN old_values TEXT;
ALTER TABLE changes ADD COLUMN new_values TEXT;
ALTER TABLE changes ADD COLUMN username TEXT;

ALTER TABLE domain_state ADD COLUMN last_at BIGINT NOT NULL DEFAULT 0;
UPDATE domain_state SET last_at = COALESCE((SELECT c.at FROM changes c WHERE c.domain = domain_state.domain AND c.seq = domain_state.seq), 0);
