//! HTTP: listening, who is asking, routes, health and documentation.
//!
//! A request goes one way: [`serve`]'s listener, the layers, the router, `Caller` (who), `Input`
//! (what), a handler of at most ten lines, the directory, and back as a `Reply`. What cannot be
//! answered travels back as a `ApiError`, and is worded at the edge, in the dialect of its path.

mod answers;
mod app;
mod attempt;
mod caller;
mod commcare;
mod console;
mod dialect;
mod docs;
mod error;
mod etag;
mod guard;
mod health;
mod layers;
mod limits;
mod listen;
mod metrics;
mod normalize;
mod openapi;
mod origin;
mod plain;
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
