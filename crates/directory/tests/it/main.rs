//! What the directory does, on both engines.
//!
//! A new test goes into the module of what it is about, as an `async fn case(place: Place)` named
//! in that module's `on_both_engines!`. `world` opens a directory for the operator alone, `house`
//! one with a web user in it; the clock of both stands still.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod admission;
mod attempts;
mod census;
mod confined;
mod digest;
mod groups;
mod house;
mod imports;
mod location_types;
mod locations;
mod members;
mod operator;
mod sign_in;
mod takeover;
mod usercom;
mod web_users;
mod world;
