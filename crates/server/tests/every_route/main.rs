//! Tests of every route.
//!
//! The cases are generated from the OpenAPI document of the server, so a new route is tested without
//! further work, or fails the tests until its parameters are known here.
//!
//! - `document` reads the operations, and the positions in them that name a resource.
//! - `resource_kind` knows the kind of resource that each position names.
//! - `requests` builds a valid request for each operation.
//! - `fixture` has two domains with resources of every kind, and `callers` all kinds of callers.
//!
//! The tests are `isolation` and `console` (no caller learns anything about another domain), and
//! `conditional_writes` (idempotency keys and entity tags work on every operation).

#![expect(clippy::unwrap_used, reason = "a test fails when its preconditions fail")]
#![expect(clippy::print_stdout, reason = "the number of cases is part of the result")]

mod callers;
mod conditional_writes;
mod console;
mod document;
mod fixture;
mod isolation;
mod requests;
mod resource_kind;
mod response;
