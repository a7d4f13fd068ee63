//! HTTP: transport, middleware, authentication, the routes of all dialects, health and metrics.
//!
//! A request takes one path: the listener of [`serve`], the middleware, the router, the extractors
//! (`Caller`, `Body`, `PathId`), a handler of at most ten lines, the directory, and back as a
//! `Reply`. An error returns as an `ApiError`, and the dialect of the path renders it.

mod answers;
mod app;
mod body_limit;
mod commcare;
mod conditional_write;
mod console;
mod dialect;
mod docs;
mod error;
mod etag;
mod extract;
mod health;
mod idempotency;
mod json_errors;
mod layers;
mod limits;
mod listen;
mod metrics;
mod normalize;
mod openapi;
mod origin;
mod reply;
mod router;
mod throttle;
mod usercom;
mod waiting;

pub use app::App;
pub use layers::Layered;
pub use limits::Limits;
pub use listen::{Listener, Proxies, Tls, TlsError, serve, serve_once_open};
pub use normalize::Peer;
pub use router::router;
