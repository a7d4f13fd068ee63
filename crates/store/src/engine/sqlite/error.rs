//! What SQLite's failures mean.

use rusqlite::{
    ErrorCode,
    ffi::{
        SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID,
        SQLITE_CONSTRAINT_UNIQUE,
    },
};

use crate::error::{Error, ErrorKind};

/// The words before the columns, when a key is taken.
const UNIQUE: &str = "UNIQUE constraint failed: ";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let kind = kind(&error);
        let text = match &kind {
            ErrorKind::Unique(key) => format!("{key} is taken"),
            ErrorKind::Full => "the disk is full".to_owned(),
            ErrorKind::Corrupt => "the database file is damaged".to_owned(),
            ErrorKind::Unreachable if is_interrupted(&error) => {
                "a query exceeded its time limit".to_owned()
            }
            ErrorKind::Unreachable => "the database file cannot be used".to_owned(),
            _ => "SQLite refused a statement".to_owned(),
        };
        Self::caused(kind, text, error)
    }
}

fn kind(error: &rusqlite::Error) -> ErrorKind {
    let rusqlite::Error::SqliteFailure(failure, message) = error else { return ErrorKind::Other };
    match failure.extended_code {
        SQLITE_CONSTRAINT_FOREIGNKEY => return ErrorKind::ForeignKey,
        SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_ROWID => {
            let message = message.as_deref().unwrap_or_default();
            return ErrorKind::Unique(message.strip_prefix(UNIQUE).unwrap_or(message).to_owned());
        }
        _ => {}
    }
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::CannotOpen => {
            ErrorKind::Unreachable
        }
        ErrorCode::SystemIoFailure
        | ErrorCode::PermissionDenied
        | ErrorCode::ReadOnly
        | ErrorCode::OperationInterrupted => ErrorKind::Unreachable,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => ErrorKind::Corrupt,
        ErrorCode::DiskFull => ErrorKind::Full,
        _ => ErrorKind::Other,
    }
}

fn is_interrupted(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

/// SQLite has undone a transaction on its own.
pub(super) fn undone() -> Error {
    Error::new(ErrorKind::Unreachable, "SQLite has undone the transaction after a failure")
}
