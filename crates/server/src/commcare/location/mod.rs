//! Locations, in both versions of the API.

mod openapi;
pub(super) mod v1;
pub(super) mod v2;

pub(super) use self::openapi::{operations, schemas};
