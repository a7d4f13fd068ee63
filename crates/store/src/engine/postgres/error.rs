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
    match code.code() {
        "40001" | "40P01" => ErrorKind::Serialization,
        // A lock that another session holds; a database that only reads.
        "55P03" | "25006" => ErrorKind::Unreachable,
        // Connection failures, missing resources, cancellation by the statement timeout, shutdown by
        // the operator, I/O errors.
        code if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => {
            ErrorKind::Unreachable
        }
        "XX001" | "XX002" => ErrorKind::Corrupt,
        _ => ErrorKind::Other,
    }
}

/// The columns of the taken key, in SQLite's form: `people.domain, people.custom_id`.
///
/// The detail is `Key (domain, custom_id)=(7, x) already exists.` with translated words around the
/// names; it is absent when the role may not see the columns.
fn key(refusal: &DbError) -> String {
    let columns = refusal.detail().and_then(|detail| detail.split_once('(')?.1.split_once(")=("));
    match (refusal.table(), columns) {
        (Some(table), Some((columns, _))) => {
            let columns: Vec<String> =
                columns.split(", ").map(|column| format!("{table}.{column}")).collect();
            columns.join(", ")
        }
        _ => refusal.constraint().unwrap_or_default().to_owned(),
    }
}
