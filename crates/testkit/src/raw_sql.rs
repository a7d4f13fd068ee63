//! Raw SQL for tests: reads and writes that no handle offers, or that would take too long
//! otherwise.

/// The number of stored responses, of all domains.
pub const COUNT_ANSWERS: &str = "SELECT count(*) FROM answers";

/// The size of the largest stored response in bytes.
pub const LARGEST_ANSWER: &str = "SELECT MAX(octet_length(answer)) FROM answers";

/// Makes the sizes of all domains unknown, as in a store of an earlier version.
pub const FORGET_SIZES: &str = "UPDATE domain_state SET record_bytes = NULL";

/// Sets the last number of the people of domain `$1` to `$2`.
pub const RAISE_PEOPLE: &str = "UPDATE domain_state SET last_person = $2 WHERE domain = $1";

/// Sets all other counters of domain `$1` to `$2`.
pub const RAISE_OTHERS: &str = "UPDATE counters SET value = $2 WHERE domain = $1";

/// Deletes the search index of all people.
pub const DELETE_WORDS: &str = "DELETE FROM person_words";

/// Makes the search index that of an earlier version, which has not marked it.
pub const FORGET_WORDS_VERSION: &str = "DELETE FROM counters WHERE name LIKE 'words%'";

/// Makes every commit of a change fail on PostgreSQL as if a node of a cluster were lost.
pub const LOSE_COMMITS: [&str; 2] = [
    "CREATE FUNCTION lose_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     RAISE EXCEPTION 'connection to the remote node worker2:5432 failed' USING ERRCODE = 'XX000'; \
     END $$",
    "CREATE CONSTRAINT TRIGGER lose_commit AFTER INSERT ON changes DEFERRABLE INITIALLY DEFERRED \
     FOR EACH ROW EXECUTE FUNCTION lose_commit()",
];

/// Reverts [`LOSE_COMMITS`].
pub const KEEP_COMMITS: [&str; 1] = ["DROP TRIGGER lose_commit ON changes"];
