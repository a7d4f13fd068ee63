//! The server's own pages: health checks, metrics, the API document and its page.

pub(crate) mod docs;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod openapi;
