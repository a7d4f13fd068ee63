//! The server from outside: bytes over a socket.
//!
//! A new test goes into the module of what it is about: `limits` for what is too much, too slow or
//! framed wrongly, `methods` for the request line, `who` for credentials, `guessing` for those that
//! are wrong too often, `proxies` for where requests come from, `pages` and `console_headers` for our
//! own addresses, `workers` for the resource, `idempotency` for requests that are sent again, `etag` for
//! what a client has read, `remembered` for what the server has answered before, `again` for those that come between each other, `stopping` for the end.
//! What can be said by a request and its answer is said in a transcript of `tests/transcripts`; `walk`
//! is about long lists, `golden` about the stores of released versions.

#![expect(clippy::unwrap_used, reason = "a test ends where its premises do")]

mod again;
mod console_headers;
mod digest_client;
mod etag;
mod golden;
mod guessing;
mod idempotency;
mod keep_alive;
mod limits;
mod methods;
mod nodes;
mod pages;
mod proxies;
mod raw;
mod remembered;
mod server;
mod stage;
mod stopping;
mod transcripts;
mod walk;
mod who;
mod workers;
