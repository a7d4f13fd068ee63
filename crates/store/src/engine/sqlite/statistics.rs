//! Statistics for the query planner.
//!
//! Without statistics SQLite assumes that the first column of an index, which is the domain, leaves
//! ten rows, and a second column nine. So it often prefers to read a whole domain in the order of
//! another index. Measured statistics (`ANALYZE`) would change the plans with the data of a store. So
//! every store gets the same statistics: those of one domain with a million people.

use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Error;

/// Number of rows of each large table.
const ROWS: u64 = 1_000_000;

/// The tables that grow with the number of people or of requests. The others are configuration, and
/// small.
pub(super) const LARGE: [&str; 24] = [
    "activity",
    "answers",
    "changes",
    "companies",
    "company_members",
    "company_tags",
    "deleted_people",
    "group_members",
    "import_rows",
    "locations",
    "occurrences",
    "password_links",
    "people",
    "people_blocks",
    "person_lists",
    "person_locations",
    "person_passwords",
    "person_phones",
    "person_tags",
    "person_words",
    "scim_names",
    "scim_removed",
    "usernames",
    "webhook_deliveries",
];

/// Number of distinct values of columns that have few. Each value of another column is in one row,
/// or in a few.
const DISTINCT: [(&str, u64); 16] = [
    ("domain", 1),
    ("state", 2),
    ("kind", 10),
    ("role", 10),
    ("via", 10),
    ("actor", 1_000),
    ("credential", 1_000),
    ("company", 10_000),
    ("event", 100),
    ("group_id", 1_000),
    ("import", 100),
    ("list", 100),
    ("location", 10_000),
    ("parent", 10_000),
    ("tag", 100),
    ("webhook", 100),
];

/// Number of distinct words.
const WORDS: u64 = 100_000;

/// Whether the stored statistics are the right ones.
pub(super) fn are_stored(connection: &Connection) -> Result<bool, Error> {
    Ok(stored(connection)? == statistics(connection)?)
}

/// Stores the statistics. Returns whether they were different.
pub(super) fn set(connection: &Connection) -> Result<bool, Error> {
    let wanted = statistics(connection)?;
    if stored(connection)? == wanted {
        return Ok(false);
    }
    // Creates the table of statistics.
    connection.execute_batch("ANALYZE sqlite_schema; DELETE FROM sqlite_stat1")?;
    for statistic in &wanted {
        let sql = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)";
        let (table, index, numbers) = statistic;
        connection.execute(sql, [table, index, numbers])?;
    }
    // Reads it again.
    connection.execute_batch("ANALYZE sqlite_schema")?;
    Ok(true)
}

/// Table, index and numbers: the number of rows, and for each prefix of the columns the average
/// number of rows with the same values.
type Statistic = (String, String, String);

fn stored(connection: &Connection) -> Result<Vec<Statistic>, Error> {
    let exists = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    if connection.query_row(exists, [], |_| Ok(())).optional()?.is_none() {
        return Ok(Vec::new());
    }
    let sql = "SELECT tbl, COALESCE(idx, ''), stat FROM sqlite_stat1 ORDER BY tbl, idx";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn statistics(connection: &Connection) -> Result<Vec<Statistic>, Error> {
    let mut all = Vec::new();
    for table in LARGE {
        let sql = "SELECT name, origin = 'pk', \"unique\" FROM pragma_index_list(?1)";
        let mut statement = connection.prepare(sql)?;
        let indexes = statement.query_map([table], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, row.get::<_, bool>(2)?))
        })?;
        let sql = "SELECT wr FROM pragma_table_list(?1) WHERE schema = 'main'";
        let is_clustered: bool = connection.query_row(sql, [table], |row| row.get(0))?;
        for index in indexes {
            let (name, is_key, is_unique) = index?;
            let numbers = numbers(connection, &name, is_unique)?;
            // The table is the name of the index that contains its rows.
            let name = if is_key && is_clustered { table.to_owned() } else { name };
            all.push((table.to_owned(), name, numbers));
        }
    }
    all.sort();
    Ok(all)
}

fn numbers(connection: &Connection, index: &str, is_unique: bool) -> Result<String, Error> {
    let mut statement = connection.prepare("SELECT name FROM pragma_index_info(?1)")?;
    let columns = statement.query_map([index], |row| row.get::<_, String>(0))?;
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let mut same = ROWS;
    let mut numbers = vec![ROWS.to_string()];
    for (position, column) in columns.iter().enumerate() {
        same = (same / distinct(column)).max(2);
        let is_complete = is_unique && position + 1 == columns.len();
        numbers.push(if is_complete { 1 } else { same }.to_string());
    }
    Ok(numbers.join(" "))
}

fn distinct(column: &str) -> u64 {
    if column == "word" {
        return WORDS;
    }
    let known = DISTINCT.iter().find(|(name, _)| *name == column);
    known.map_or(ROWS, |(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{LARGE, numbers, set, statistics};

    #[test]
    fn statistics_are_stored_once_and_used() {
        let connection = Connection::open_in_memory().unwrap();
        for table in LARGE.into_iter().filter(|table| *table != "usernames") {
            let sql = format!("CREATE TABLE {table} (domain INTEGER PRIMARY KEY) STRICT");
            connection.execute_batch(&sql).unwrap();
        }
        let sql = "CREATE TABLE usernames (domain INTEGER, username TEXT, state INTEGER, person TEXT, \
                   PRIMARY KEY (domain, username)) WITHOUT ROWID, STRICT; \
                   CREATE INDEX by_person ON usernames (domain, state, person)";
        connection.execute_batch(sql).unwrap();
        assert_eq!(numbers(&connection, "by_person", false).unwrap(), "1000000 1000000 500000 2");
        assert!(set(&connection).unwrap());
        assert!(!set(&connection).unwrap());
        let names: Vec<_> =
            statistics(&connection).unwrap().into_iter().map(|(_, index, _)| index).collect();
        assert_eq!(names, ["by_person", "usernames"]);
        let sql = "EXPLAIN QUERY PLAN SELECT username FROM usernames \
                   WHERE domain = $1 AND state = 1 AND person = 'a'";
        let plan: String = connection.query_row(sql, [1], |row| row.get(3)).unwrap();
        assert!(plan.contains("state=? AND person=?"), "{plan}");
    }
}
