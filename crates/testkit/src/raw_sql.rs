//! Raw SQL for tests: reads and writes that no handle offers, or that would take too long
//! otherwise.

/// The number of stored responses, of all domains.
pub const COUNT_ANSWERS: &str = "SELECT count(*) FROM answers";

/// Sets the last number of the people of domain `$1` to `$2`.
pub const RAISE_PEOPLE: &str = "UPDATE domain_state SET last_person = $2 WHERE domain = $1";

/// Sets all other counters of domain `$1` to `$2`.
pub const RAISE_OTHERS: &str = "UPDATE counters SET value = $2 WHERE domain = $1";
