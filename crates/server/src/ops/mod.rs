//! Operations: health, metrics, and the API document with its page.

pub(crate) mod docs;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod openapi;
