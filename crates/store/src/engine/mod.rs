//! The two engines. What differs between them is here and in `sql_dialect`, and nowhere else.

pub(crate) mod postgres;
pub(crate) mod sqlite;
