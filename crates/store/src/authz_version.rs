//! The version of everything that says who may do what: whatever a process remembers of it holds for
//! as long as the version does, whichever process changes something.

use crate::{Error, Row, Tx};

/// The tables that say who may do what.
const TABLES: [&str; 5] = ["api_keys", "domains", "memberships", "roles", "web_users"];

/// The present version.
pub async fn version(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'access'";
    Ok(tx.maybe(sql, &[], |row| row.int(0)).await?.unwrap_or(0))
}

/// The present version and, as of the same instant, the last numbers of a domain's change log and of
/// its activity; the latter are `None` when there is no such domain.
pub async fn version_and_state(
    tx: &mut Tx,
    domain: i64,
) -> Result<(i64, Option<(i64, i64)>), Error> {
    let sql = "SELECT CAST(m.value AS BIGINT), s.seq, s.activity FROM domain_state s \
               LEFT JOIN meta m ON m.name = 'access' WHERE s.domain = $1";
    let present =
        |row: &Row<'_>| Ok((row.maybe_int(0)?.unwrap_or(0), Some((row.int(1)?, row.int(2)?))));
    match tx.maybe(sql, &[domain.into()], present).await? {
        Some(present) => Ok(present),
        None => Ok((version(tx).await?, None)),
    }
}

/// Makes another version the present one.
pub(crate) async fn renew(tx: &mut Tx) -> Result<(), Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('access', '1') \
               ON CONFLICT (name) DO UPDATE \
               SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)";
    tx.run(sql, &[]).await.map(drop)
}

/// Whether a statement may change who may do what. It is asked of every statement, so that nobody
/// who writes one has to remember.
pub(crate) fn is_changed_by(sql: &str) -> bool {
    let mut words = sql.split_ascii_whitespace();
    let table = match words.next() {
        Some("UPDATE") => words.next(),
        Some("INSERT" | "DELETE") => words.nth(1),
        _ => None,
    };
    table.is_some_and(|table| TABLES.contains(&table))
}

#[cfg(test)]
mod tests {
    use super::is_changed_by;

    #[test]
    fn statements_that_change_who_may_do_what_are_known() {
        for sql in [
            "UPDATE api_keys SET active = $2 WHERE id = $1",
            "INSERT INTO memberships (domain) VALUES ($1)",
            "DELETE FROM domains WHERE number = $1",
        ] {
            assert!(is_changed_by(sql), "{sql}");
        }
        for sql in [
            "SELECT id FROM api_keys",
            "UPDATE people SET doc = $2 WHERE domain = $1",
            "INSERT INTO meta (name, value) VALUES ('access', '1')",
        ] {
            assert!(!is_changed_by(sql), "{sql}");
        }
    }
}
