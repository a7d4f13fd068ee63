//! HTTP: transport, middleware, authentication, the routes of all dialects, health and metrics.
//!
//! A request takes one path: the listener of [`serve`], the middleware, the router, the extractors
//! (`Caller`, `Body`, `PathId`), a handler of at most ten lines, the directory, and back as a
//! `Reply`. An error returns as an `ApiError`, and the dialect of the path renders it.

mod app;
mod auth;
mod backups;
mod body_limit;
mod commcare;
mod conditional_write;
mod console;
mod dialect;
mod error;
mod etag;
mod extract;
mod idempotency;
mod json_errors;
mod limits;
mod middleware;
mod oidc;
mod ops;
mod origin;
mod rate_limit;
mod reply;
mod response_cache;
mod router;
mod scim;
mod transport;
mod usercom;
mod waits;
mod webhooks;

use dialect::Dialect;

pub use app::App;
pub use backups::Folders;
pub use console::{slip_languages, write_slip_file};
pub use limits::Limits;
pub use middleware::{HttpService, Peer};
pub use oidc::{OidcSettings, check_issuer};
pub use router::router;
pub use transport::{Listener, Tls, TlsError, TrustedProxies, serve, serve_with_startup};
pub use webhooks::{Networks, WebhookSettings, check_url, send_webhook_test};

/// The table of dialects, in the order of the API document. To add one, write a module with its
/// [`Dialect`], list it here, and add its [`roster_model::Channel`].
static DIALECTS: [&Dialect; 4] =
    [&commcare::DIALECT, &usercom::DIALECT, &scim::DIALECT, &console::DIALECT];
