//! Tests of the directory, on both engines.
//!
//! A new test is an `async fn case(backend: Backend)` in the module of its subject, listed in that
//! module's `on_both_engines!`. `fixture` has an actor with all rights; `auth_fixture` also has a web user.
//! Both have a fixed clock.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod accounts;
mod auth_fixture;
mod authorize;
mod bulk_actions;
mod change_log;
mod change_values;
mod concurrent_creates;
mod confined;
mod custom_fields;
mod deferred_writes;
mod deletion_turns;
mod digest;
mod fixture;
mod group_turns;
mod groups;
mod history;
mod history_cursor;
mod hq_import;
mod import_schedule;
mod import_values;
mod imports;
mod left_out;
mod location_types;
mod locations;
mod member_protection;
mod members;
mod operator;
mod people_view;
mod quota;
mod replayed_access;
mod search_index;
mod shared_checks;
mod shared_failures;
mod sign_in;
mod statements;
mod stepwise;
mod undo_turns;
mod usercom;
mod web_users;
