//! Tests of the server from outside: bytes over a socket, or requests to the service.
//!
//! | module | subject |
//! | --- | --- |
//! | `transcripts` | single requests and their responses; prefer a transcript in `tests/transcripts` |
//! | `request_line`, `limits`, `keep_alive`, `shutdown` | transport: methods and paths, sizes and timeouts, connections |
//! | `authentication`, `password_guessing`, `forwarded` | credentials, wrong credentials, trusted proxies |
//! | `idempotency`, `etag`, `response_cache`, `retry_on_conflict` | repeated, conditional, cached and conflicting requests |
//! | `lost_node` | a node of a cluster that is lost during a commit |
//! | `bounds`, `quota` | limits of records, requests and responses |
//! | `compression` | compressed responses |
//! | `workers`, `pagination`, `scim_pagination` | mobile workers, long lists |
//! | `rendered_lists`, `rendered_people` | cached parts of lists, during writes |
//! | `ops`, `console_headers` | the server's own pages, security headers of the console |
//! | `webhooks` | from a change to the receiver |
//! | `oidc` | sign-in to the console with an identity provider |
//! | `golden` | the stores of released versions |

#![expect(clippy::unwrap_used, reason = "a test fails when its preconditions fail")]

mod accounts;
mod api_document;
mod authentication;
mod bounds;
mod compression;
mod console;
mod console_headers;
mod digest_client;
mod docs;
mod etag;
mod fixture;
mod forwarded;
mod golden;
mod idempotency;
mod keep_alive;
mod limits;
mod lost_node;
mod nodes;
mod oidc;
mod ops;
mod pagination;
mod password_guessing;
mod quota;
mod raw;
mod rendered_lists;
mod rendered_people;
mod request_line;
mod response_cache;
mod retry_on_conflict;
mod scim_pagination;
mod server;
mod shutdown;
mod transcripts;
mod webhooks;
mod workers;
