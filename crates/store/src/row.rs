//! One row of a result of either engine, read by position.

use jiff::Timestamp;
use roster_model::Id;
use serde::de::DeserializeOwned;

use crate::{
    engine::{postgres, sqlite},
    error::{Error, ErrorKind},
};

/// One row of a result. Columns are counted from 0.
///
/// Every method fails with [`ErrorKind::Corrupt`] when the column is missing or has another type
/// and, unless its name begins with `maybe`, when it is NULL.
pub struct Row<'a>(pub(crate) Inner<'a>);

pub(crate) enum Inner<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The size of the texts of the row, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match &self.0 {
            Inner::Sqlite(row) => sqlite::text_bytes(row),
            Inner::Postgres(row) => row.raw_size_bytes(),
        }
    }

    /// A text, borrowed from the row.
    pub fn str(&self, column: usize) -> Result<&str, Error> {
        self.maybe_str(column)?.ok_or_else(|| absent(column))
    }

    /// A nullable text, borrowed from the row.
    pub fn maybe_str(&self, column: usize) -> Result<Option<&str>, Error> {
        match &self.0 {
            Inner::Sqlite(row) => sqlite::text(row, column),
            Inner::Postgres(row) => postgres::text(row, column),
        }
    }

    /// A text.
    pub fn text(&self, column: usize) -> Result<String, Error> {
        self.str(column).map(str::to_owned)
    }

    /// A nullable text.
    pub fn maybe_text(&self, column: usize) -> Result<Option<String>, Error> {
        Ok(self.maybe_str(column)?.map(str::to_owned))
    }

    /// A number.
    pub fn int(&self, column: usize) -> Result<i64, Error> {
        self.maybe_int(column)?.ok_or_else(|| absent(column))
    }

    /// A nullable number.
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, Error> {
        match &self.0 {
            Inner::Sqlite(row) => sqlite::int(row, column),
            Inner::Postgres(row) => postgres::int(row, column),
        }
    }

    /// A boolean.
    pub fn bool(&self, column: usize) -> Result<bool, Error> {
        let answer = match &self.0 {
            Inner::Sqlite(row) => sqlite::int(row, column)?.map(|number| number != 0),
            Inner::Postgres(row) => postgres::boolean(row, column)?,
        };
        answer.ok_or_else(|| absent(column))
    }

    /// An instant, stored as microseconds since 1970.
    pub fn instant(&self, column: usize) -> Result<Timestamp, Error> {
        self.maybe_instant(column)?.ok_or_else(|| absent(column))
    }

    /// A nullable instant.
    pub fn maybe_instant(&self, column: usize) -> Result<Option<Timestamp>, Error> {
        let Some(microseconds) = self.maybe_int(column)? else { return Ok(None) };
        Timestamp::from_microsecond(microseconds)
            .map(Some)
            .map_err(|_| unlike(column, "an instant"))
    }

    /// An id.
    pub fn id(&self, column: usize) -> Result<Id, Error> {
        self.text(column).map(Id::new_unchecked)
    }

    /// A nullable id.
    pub fn maybe_id(&self, column: usize) -> Result<Option<Id>, Error> {
        Ok(self.maybe_text(column)?.map(Id::new_unchecked))
    }

    /// A column of JSON text, parsed.
    pub fn json<T: DeserializeOwned>(&self, column: usize) -> Result<T, Error> {
        parse_json(column, self.str(column)?)
    }
}

/// The value of a column of JSON text.
pub(crate) fn parse_json<T: DeserializeOwned>(column: usize, text: &str) -> Result<T, Error> {
    // The parser's own message quotes the data, so only the position is reported.
    serde_json::from_str(text).map_err(|error| {
        let (line, at) = (error.line(), error.column());
        unlike(column, &format!("JSON of the expected shape (line {line} column {at})"))
    })
}

fn absent(column: usize) -> Error {
    Error::new(ErrorKind::Corrupt, format!("column {column} of a stored row holds no value"))
}

/// The error for a column of the wrong type.
pub(crate) fn unlike(column: usize, what: &str) -> Error {
    Error::new(ErrorKind::Corrupt, format!("column {column} of a stored row is not {what}"))
}
