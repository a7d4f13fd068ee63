//! The store's contract, on both engines.
//!
//! A new test goes into the module of what it is about, as an `async fn case(place: Backend)` named
//! in that module's `on_both_engines!`; one about the seam itself into `engine`, about several
//! transactions at a time into `concurrency`, about opening a store into `migrate`, about lost files into `marker`, about being
//! killed into `durability`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod backup;
mod check;
mod cluster;
mod concurrency;
mod domain_first;
mod durability;
mod engine;
mod fair_turns;
mod idempotency_keys;
mod marker;
mod migrate;
mod one_shard;
mod plans;
mod shared_people;
mod shared_writes;
mod snapshots;
mod tls;
