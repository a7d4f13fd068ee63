//! Values for PostgreSQL, and columns from it.

use std::error::Error as Cause;

use bytes::BytesMut;
use tokio_postgres::types::{Format, FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{error::Error, row::unlike, value::Value};

type Written = Result<IsNull, Box<dyn Cause + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Written {
        match self {
            Self::Null => Ok(IsNull::Yes),
            _ if *wanted == Type::UNKNOWN => {
                out.extend_from_slice(self.literal().as_bytes());
                Ok(IsNull::No)
            }
            Self::Bool(answer) => answer.to_sql_checked(wanted, out),
            // Where the context suggests a smaller type, as in `substr(x, $1)`.
            Self::Int(number) if *wanted == Type::INT4 => {
                i32::try_from(*number)?.to_sql(wanted, out)
            }
            Self::Int(number) => number.to_sql_checked(wanted, out),
            Self::Text(text) => text.as_ref().to_sql_checked(wanted, out),
            Self::List(texts) => texts.to_sql_checked(wanted, out),
            Self::Numbers(numbers) => numbers.to_sql_checked(wanted, out),
        }
    }

    /// Whether a type fits depends on the value, and is checked when it is written.
    fn accepts(_: &Type) -> bool {
        true
    }

    /// A value of unknown type is written like a literal.
    fn encode_format(&self, wanted: &Type) -> Format {
        if *wanted == Type::UNKNOWN { Format::Text } else { Format::Binary }
    }

    to_sql_checked!();
}

impl Value<'_> {
    /// The value as in a quoted literal.
    pub(super) fn literal(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(answer) => answer.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text.to_string(),
            Self::List(texts) => {
                let quoted = |text: &String| {
                    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                };
                format!("{{{}}}", texts.iter().map(quoted).collect::<Vec<_>>().join(","))
            }
            Self::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                format!("{{{}}}", numbers.join(","))
            }
        }
    }
}

/// A column of text.
pub(crate) fn text(row: &tokio_postgres::Row, column: usize) -> Result<Option<&str>, Error> {
    row.try_get(column).map_err(|_| unlike(column, "text"))
}

/// A column of whole numbers.
pub(crate) fn int(row: &tokio_postgres::Row, column: usize) -> Result<Option<i64>, Error> {
    let number: Option<Whole> =
        row.try_get(column).map_err(|_| unlike(column, "a whole number"))?;
    Ok(number.map(|number| number.0))
}

/// A column of booleans.
pub(crate) fn boolean(row: &tokio_postgres::Row, column: usize) -> Result<Option<bool>, Error> {
    row.try_get(column).map_err(|_| unlike(column, "a yes or no"))
}

/// A whole number of any width: literals and lengths are narrower than the columns.
struct Whole(i64);

impl<'a> FromSql<'a> for Whole {
    fn from_sql(found: &Type, bytes: &'a [u8]) -> Result<Self, Box<dyn Cause + Sync + Send>> {
        match *found {
            Type::INT2 => i16::from_sql(found, bytes).map(|number| Self(number.into())),
            Type::INT4 => i32::from_sql(found, bytes).map(|number| Self(number.into())),
            _ => i64::from_sql(found, bytes).map(Self),
        }
    }

    fn accepts(found: &Type) -> bool {
        matches!(*found, Type::INT2 | Type::INT4 | Type::INT8)
    }
}
