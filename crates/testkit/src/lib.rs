//! For tests only: a PostgreSQL server, a fixed clock, the transcript runner, golden stores.

#[cfg(feature = "environment")]
pub mod clock;
pub mod engines;
pub mod golden;
#[cfg(feature = "environment")]
pub mod operator;
pub mod postgres;
pub mod raw_sql;
pub mod transcript;
