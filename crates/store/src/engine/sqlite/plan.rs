//! Query plans, in debug builds: a statement must not read a whole domain to find a few rows.
//!
//! With `ROSTER_CHECK_PLANS` in the environment, as `test.sh` sets it, SQLite explains a statement
//! the first time that a process runs it. A scan of a large table, and
//! a search that is bound only by the domain, the state or a range of numbers, fails the assertion,
//! unless it is a page in the order of its index, or [`EXCEPTIONS`] has the statement with the
//! reason. So every suite checks the statements that it runs.

use std::{
    collections::HashSet,
    env,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{LazyLock, Mutex, PoisonError},
};

use rusqlite::Connection;

use super::statistics::LARGE;

/// The large tables that may be read whole: a domain has far fewer locations and companies than
/// people, and their lists have filters without an index.
const UNCHECKED: [&str; 2] = ["locations", "companies"];

/// Constraints that leave a whole domain.
const WEAK: [&str; 4] = ["domain=?", "state=?", "number>?", "number<?"];

/// Statements that may read a whole domain, and the reason. `%` stands for any text.
const EXCEPTIONS: [(&str, &str); 32] = [
    ("DELETE FROM % WHERE domain = ?1", "the domain is deleted"),
    ("%NOT EXISTS (SELECT 1 FROM domains%", "`roster check` reads everything"),
    ("SELECT count(*)% people WHERE domain = ?1 AND state = ?2", "`roster check`"),
    ("SELECT person, %WHERE domain = ?1", "`roster check`"),
    ("SELECT u.person, u.username, %WHERE u.domain = ?1", "`roster check`"),
    ("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT)%", "`roster check`"),
    ("SELECT count(*), COALESCE(MIN(seq), 1),%", "`roster check`"),
    ("SELECT CAST(COALESCE(SUM(octet_length(data)), 0) AS BIGINT)%domain = ?1", "`roster check`"),
    ("SELECT COALESCE(MAX(items), 0) %", "the columns of an export depend on all workers"),
    ("SELECT COALESCE(MAX(number), 0)%", "one step in an index"),
    ("SELECT MIN(at)%", "one step in an index"),
    ("SELECT first, size%ORDER BY first", "one row per 200 workers, cached"),
    ("SELECT count(DISTINCT a.person)%", "a statistic of the domain"),
    ("SELECT (received_at + ?%, count(*), %", "a statistic of the domain"),
    ("SELECT location, count(*)%", "a statistic of the domain"),
    ("SELECT p.seq, %kind >= ?%ORDER BY p.seq DESC LIMIT %", "ends when the page is full"),
    ("SELECT p.seq, %kind = ?%ORDER BY p.seq DESC LIMIT %", "ends when the page is full"),
    ("SELECT p.seq, %via = ?%ORDER BY p.seq DESC LIMIT %", "ends when the page is full"),
    ("SELECT %p.email IS %NULL%", "most people match"),
    ("% SET doc = NULL, hash = NULL%", "once an hour"),
    ("SELECT count(*)%AND p.number %", "the filter is a range of numbers"),
    ("%AND p.created_at %", "times without the state have no index"),
    ("%AND p.updated_at %", "times without the state have no index"),
    ("SELECT count(*)%p.state > 0 AND %", "a SCIM filter may be any expression"),
    ("SELECT p.%p.state > 0 AND %ORDER BY p.number LIMIT %", "a SCIM filter may be any expression"),
    ("SELECT p.%(p.username IS NULL)%", "the console's order of workers and contacts together"),
    ("SELECT p.%ORDER BY p.updated_at%", "the console's order of workers and contacts together"),
    ("SELECT p.%+p.updated_at >= ?%ORDER BY p.username LIMIT %", "chosen if most workers match"),
    ("SELECT p.% > 0%ORDER BY p.username LIMIT %", "chosen if most workers match"),
    ("%AND p.has_submitted = FALSE%", "an index has only these people"),
    ("%AND TRUE%", "all workers match"),
    ("%AND 1 = 0%", "no worker matches, and no row is read"),
];

/// Asserts that a statement has a good plan, once per process and statement.
pub(super) fn assert_bounded(connection: &Connection, sql: &str) {
    static CHECKED: LazyLock<Mutex<HashSet<u64>>> = LazyLock::new(Mutex::default);
    static IS_ON: LazyLock<bool> = LazyLock::new(|| env::var_os("ROSTER_CHECK_PLANS").is_some());
    if !*IS_ON {
        return;
    }
    let mut hasher = DefaultHasher::new();
    sql.hash(&mut hasher);
    let is_new = CHECKED.lock().unwrap_or_else(PoisonError::into_inner).insert(hasher.finish());
    // Without a condition a statement is about the whole store. The other statements name a domain.
    if !is_new || !sql.contains("WHERE") || is_exception(sql) {
        return;
    }
    let unbounded = unbounded_steps(connection, sql);
    assert!(
        unbounded.is_empty(),
        "the statement reads a whole domain: add an index, or an exception with its reason\n{sql}\n{}",
        unbounded.join("\n")
    );
}

fn is_exception(sql: &str) -> bool {
    EXCEPTIONS.iter().any(|(pattern, _)| matches(pattern, sql))
}

/// Whether a text matches a pattern in which `%` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('%') else { return text == pattern };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts = rest.split('%').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    true
}

/// The steps of the plan of a statement that read a whole domain.
fn unbounded_steps(connection: &Connection, sql: &str) -> Vec<String> {
    let explain = || -> Result<Vec<String>, rusqlite::Error> {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(row.get(3)?);
        }
        Ok(steps)
    };
    // A failure is the statement's own, which reports it.
    let steps = explain().unwrap_or_default();
    // Sorting the last terms of an order is sorting rows with equal first terms.
    let is_sorted = |step: &String| step.starts_with("USE TEMP B-TREE") && !step.contains("LAST");
    let is_sorted = steps.iter().any(is_sorted);
    if !is_sorted && is_page(sql) {
        return Vec::new();
    }
    steps.into_iter().filter(|step| is_unbounded(step, sql)).collect()
}

/// Whether a statement is a page of a list without filters: it reads no more rows than it skips and
/// returns, if the order is that of its index.
fn is_page(sql: &str) -> bool {
    let condition = sql.split_once(" WHERE ").and_then(|(_, rest)| rest.split_once(" ORDER BY "));
    let Some((condition, order)) = condition else { return false };
    let is_weak = |part: &str| {
        let column = part.split(' ').next().unwrap_or_default();
        let column = column.rsplit('.').next().unwrap_or_default();
        matches!(column, "domain" | "state" | "number" | "seq" | "username" | "first")
    };
    order.contains(" LIMIT ") && condition.split(" AND ").all(is_weak)
}

fn is_unbounded(step: &str, sql: &str) -> bool {
    let mut words = step.split(' ');
    let (Some(verb), Some(name)) = (words.next(), words.next()) else { return false };
    let table = table(name, sql);
    if !LARGE.contains(&table) || UNCHECKED.contains(&table) {
        return false;
    }
    match verb {
        "SCAN" => true,
        "SEARCH" => {
            let bounds = step.rsplit_once(" (").map_or("", |(_, bounds)| bounds);
            bounds.trim_end_matches(')').split(" AND ").all(|bound| WEAK.contains(&bound))
        }
        _ => false,
    }
}

/// The table that a name in a plan refers to: plans contain aliases.
fn table<'a>(name: &'a str, sql: &'a str) -> &'a str {
    let words: Vec<&str> =
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let aliased = words
        .windows(3)
        .find(|words| matches!(words[0], "FROM" | "JOIN" | "INTO" | "UPDATE") && words[2] == name);
    aliased.map_or(name, |words| words[1])
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{matches, unbounded_steps};

    #[test]
    fn statements_that_read_a_whole_domain_are_found() {
        let connection = Connection::open_in_memory().unwrap();
        let schema = "CREATE TABLE people (domain INTEGER, id TEXT, number INTEGER, state INTEGER, \
                      email TEXT, PRIMARY KEY (domain, id), UNIQUE (domain, number)) STRICT; \
                      CREATE INDEX by_state ON people (domain, state)";
        connection.execute_batch(schema).unwrap();
        let people = "SELECT p.id FROM people p WHERE p.domain = $1";
        for (rest, is_good) in [
            (" AND p.id = $2", true),
            (" AND p.number = $2", true),
            (" AND p.number > $2 ORDER BY p.number LIMIT $3", true),
            (" AND p.number > $2 ORDER BY p.email LIMIT $3", false),
            (" AND p.email = $2 AND p.number > $3 ORDER BY p.number LIMIT $4", false),
            (" AND p.email = $2", false),
            (" AND p.state = $2 AND p.email = $3", false),
            ("", false),
        ] {
            let found = unbounded_steps(&connection, &format!("{people}{rest}"));
            assert_eq!(found.is_empty(), is_good, "{rest}: {found:?}");
        }
    }

    #[test]
    fn pattern_stands_for_the_whole_text() {
        for (pattern, text, expected) in [
            ("a %c", "a b c", true),
            ("a %c", "a b c d", false),
            ("%b%", "a b c", true),
            ("a%b%c", "a c b c", true),
            ("a%b%c", "a c", false),
            ("a", "a b", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
