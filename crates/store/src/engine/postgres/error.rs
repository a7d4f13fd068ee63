//! Classifies PostgreSQL's errors.

use std::{error::Error as Cause, io};

use deadpool_postgres::PoolError;
use tokio_postgres::error::{DbError, SqlState};

use crate::error::{Error, ErrorKind};

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) if error.as_db_error().is_some() => error.into(),
            error => Self::caused(ErrorKind::Unreachable, "cannot connect to PostgreSQL", error),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        // The driver's own message quotes the values.
        if let Some(refusal) = error.as_db_error() {
            return refused(refusal);
        }
        let broken = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        let lost = error.is_closed() || broken.is_some();
        if lost {
            return Self::caused(
                ErrorKind::Unreachable,
                "the connection to PostgreSQL is lost",
                error,
            );
        }
        Self::caused(ErrorKind::Other, "a statement cannot be put to PostgreSQL", error)
    }
}

fn refused(refusal: &DbError) -> Error {
    let kind = kind(refusal);
    let code = refusal.code().code();
    let text = match &kind {
        ErrorKind::Unique(key) => format!("{key} is taken"),
        // Data exceptions quote the data in their message.
        _ if code.starts_with("22") => format!("PostgreSQL refused a value ({code})"),
        _ => format!("PostgreSQL: {} ({code})", refusal.message()),
    };
    Error::new(kind, text)
}

fn kind(refusal: &DbError) -> ErrorKind {
    let code = refusal.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return ErrorKind::Unique(key(refusal));
    }
    if *code == SqlState::FOREIGN_KEY_VIOLATION {
        return ErrorKind::ForeignKey;
    }
    if *code == SqlState::DISK_FULL {
        return ErrorKind::Full;
    }
    kind_of_code(code.code(), refusal.message())
}

fn kind_of_code(code: &str, message: &str) -> ErrorKind {
    match code {
        "XX001" | "XX002" => ErrorKind::Corrupt,
        "XX000" if has_any(message, &CONFLICTS) => ErrorKind::Serialization,
        code if is_unreachable(code, message) => ErrorKind::Unreachable,
        code if code.starts_with("40") => ErrorKind::Serialization,
        _ => ErrorKind::Other,
    }
}

/// Whether a server is the cause that does not respond at present, or not in time.
fn is_unreachable(code: &str, message: &str) -> bool {
    match code {
        // A commit with an unknown result; a database that only reads; the end of an idle session, or
        // of a long transaction; a lock that another session holds.
        "40003" | "25006" | "25P03" | "25P04" | "55P03" => true,
        // Of another node of a cluster.
        "XX000" | "55000" => has_any(message, &PASSING),
        // Connection failures, missing resources, cancellation by the statement timeout, shutdown by
        // the operator, I/O errors.
        code => ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)),
    }
}

/// Internal errors (XX000) of concurrent changes of the same catalog row.
const CONFLICTS: [&str; 2] = ["tuple concurrently updated", "tuple concurrently deleted"];

/// Messages of a lost, refused or ending connection. PostgreSQL, its client library and Citus report
/// them as internal errors (XX000) where they concern another node of a cluster, or a server that is
/// shutting down.
const PASSING: [&str; 29] = [
    "postmaster was shut down",
    "postmaster died",
    "postmaster exited",
    "terminating connection",
    "terminating background worker",
    "connection to the remote node",
    "connection to server",
    "connection to client lost",
    "connection not open",
    "connection timed out",
    "connection refused",
    "connection reset",
    "connection has been closed",
    "no connection to the server",
    "lost connection",
    "lost synchronization with server",
    "server closed the connection",
    "could not connect",
    "could not establish any connection",
    "could not send data",
    "could not send query",
    "could not receive data",
    "could not translate host name",
    "failed to connect",
    "is starting up",
    "is shutting down",
    "in recovery mode",
    "not yet accepting connections",
    "out of connections",
];

fn has_any(message: &str, phrases: &[&str]) -> bool {
    let message = message.to_lowercase();
    phrases.iter().any(|phrase| message.contains(phrase))
}

/// The columns of the taken key, in SQLite's form: `people.domain, people.custom_id`.
///
/// The detail is `Key (domain, custom_id)=(7, x) already exists.` with translated words around the
/// names; it is absent when the role may not see the columns.
fn key(refusal: &DbError) -> String {
    let columns = refusal.detail().and_then(|detail| detail.split_once('(')?.1.split_once(")=("));
    match (refusal.table(), columns) {
        (Some(table), Some((columns, _))) => key_columns(table, columns),
        _ => refusal.constraint().unwrap_or_default().to_owned(),
    }
}

fn key_columns(table: &str, columns: &str) -> String {
    let table = without_shard(table);
    let columns: Vec<String> =
        columns.split(", ").map(|column| format!("{table}.{column}")).collect();
    columns.join(", ")
}

/// The name of a table without the number of a shard, which Citus appends: the error of a row comes
/// from the table of its shard, such as `people_102008`. No table of a store ends with digits.
fn without_shard(table: &str) -> &str {
    match table.rsplit_once('_') {
        Some((name, shard)) if !shard.is_empty() && shard.bytes().all(|b| b.is_ascii_digit()) => {
            name
        }
        _ => table,
    }
}

#[cfg(test)]
mod tests {
    use super::{key_columns, kind_of_code, without_shard};
    use crate::{error::ErrorKind, migrate};

    #[test]
    fn keys_of_shards_have_the_names_of_their_tables() {
        let expected = "web_users.username";
        assert_eq!(key_columns("web_users_102043", "username"), expected);
        assert_eq!(key_columns("web_users", "username"), expected);
        for table in migrate::tables() {
            assert_eq!(without_shard(table), table);
            assert_eq!(without_shard(&format!("{table}_102043")), table);
        }
    }

    #[test]
    fn lost_nodes_are_unreachable() {
        for (code, message) in [
            ("XX000", "postmaster was shut down, exiting"),
            ("XX000", "terminating connection due to administrator command"),
            (
                "XX000",
                "connection to the remote node roster@worker2:5432 failed with the following error: \
                 server closed the connection unexpectedly",
            ),
            ("XX000", "could not connect to any active placements"),
            ("XX000", "FATAL: the database system is shutting down"),
            ("08006", "connection to the remote node roster@worker2:5432 failed"),
            ("08P01", "anything"),
            ("57P01", "anything"),
            ("57P02", "anything"),
            ("57P03", "anything"),
            ("57014", "anything"),
            ("53300", "sorry, too many clients already"),
            ("40003", "anything"),
            ("25P04", "terminating connection due to transaction timeout"),
            ("58030", "could not read a file"),
        ] {
            assert_eq!(kind_of_code(code, message), ErrorKind::Unreachable, "{code} {message}");
        }
    }

    #[test]
    fn conflicts_are_retried_and_defects_are_reported() {
        for (code, message) in [
            ("40001", "anything"),
            ("40P01", "deadlock detected"),
            ("40000", "anything"),
            ("XX000", "tuple concurrently updated"),
        ] {
            assert_eq!(kind_of_code(code, message), ErrorKind::Serialization, "{code} {message}");
        }
        for (code, message) in
            [("XX000", "cache lookup failed for type 0"), ("42703", "no such column: connection")]
        {
            assert_eq!(kind_of_code(code, message), ErrorKind::Other, "{code} {message}");
        }
        assert_eq!(kind_of_code("XX001", "anything"), ErrorKind::Corrupt);
    }
}
