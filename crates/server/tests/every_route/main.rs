//! What must hold of every route: tests whose cases are made from the document that the server
//! serves at `/openapi.json`, so that a route which is added is tested, or is told to be untested.
//!
//! `document` reads operations, and the positions in which each takes something that may belong to
//! somebody else; `sorts` says what stands in a position; `requests` makes a request of each operation
//! that is carried out; `world` is two domains with a thing of every sort in each, and `callers` are all
//! who may ask. On these stand the tests: `isolation` and `console` (nobody learns of another domain)
//! and `repeats` (keys and tags work on every write).

#![expect(clippy::unwrap_used, reason = "a test ends where its premises do")]
#![expect(clippy::print_stdout, reason = "how much was tried is part of the verdict")]

mod callers;
mod console;
mod document;
mod isolation;
mod repeats;
mod requests;
mod sorts;
mod told;
mod world;
