//! For tests only: a PostgreSQL of one's own, a fixed clock, the transcript runner, golden stores.

pub mod behind;
#[cfg(feature = "environment")]
pub mod clock;
pub mod engines;
pub mod golden;
pub mod postgres;
pub mod transcript;
