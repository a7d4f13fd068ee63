-- How often activity was taken in, so that counts of it can be remembered while nothing came.
ALTER TABLE domain_state ADD COLUMN activity BIGINT NOT NULL DEFAULT 0;
