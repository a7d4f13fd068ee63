//! Locations, in both versions.

mod describe;
pub(super) mod v1;
pub(super) mod v2;

pub(super) use self::describe::{operations, schemas};
