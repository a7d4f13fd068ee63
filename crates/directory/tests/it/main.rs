//! What the directory does, on both engines.
//!
//! A new test goes into the module of what it is about, as an `async fn case(place: Backend)` named
//! in that module's `on_both_engines!`. `world` opens a directory for the operator alone, `house`
//! one with a web user in it; the clock of both stands still.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod admission;
mod attempts;
mod confined;
mod digest;
mod groups;
mod house;
mod hq_import;
mod imports;
mod location_types;
mod locations;
mod members;
mod operator;
mod people_view;
mod sign_in;
mod usercom;
mod web_users;
mod world;
