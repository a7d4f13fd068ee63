//! Statements by which tests look and reach behind the doors of the store: what no handle tells, or
//! what would take too long to come about.

/// How many answers are kept, of all domains.
pub const COUNT_ANSWERS: &str = "SELECT count(*) FROM answers";

/// Lets the numbers of the people of domain `$1` go on after `$2`.
pub const RAISE_PEOPLE: &str = "UPDATE domain_state SET last_person = $2 WHERE domain = $1";

/// Lets all other numbers of domain `$1` go on after `$2`.
pub const RAISE_OTHERS: &str = "UPDATE counters SET value = $2 WHERE domain = $1";
