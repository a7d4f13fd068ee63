-- The number of the last change of each person. A rendering of a person is valid while it is the same.
ALTER TABLE people ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- The number of the last change of a record that responses about people show: a tag, a list, a
-- company or a custom field.
ALTER TABLE domain_state ADD COLUMN related_seq BIGINT NOT NULL DEFAULT 0;

-- The number of the last change after which people have other positions in the list by number: a
-- person was deleted or restored.
ALTER TABLE domain_state ADD COLUMN positions_seq BIGINT NOT NULL DEFAULT 0;

-- The rest of a change of many members of a group. The change is accepted as a whole, and each
-- transaction carries out one part of it. A process that ends leaves its parts to the others.
CREATE TABLE membership_parts (
    domain BIGINT NOT NULL,
    group_id TEXT COLLATE "C" NOT NULL,
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    members TEXT NOT NULL,
    PRIMARY KEY (domain, group_id, part),
    FOREIGN KEY (domain, group_id) REFERENCES groups (domain, id) ON DELETE CASCADE
);
