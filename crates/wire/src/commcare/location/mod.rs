//! Locations, in the two versions of the API.

pub mod v1;
pub mod v2;

/// The name of the resource in paths.
pub const RESOURCE: &str = "location";
