//! What the dialects write and read, as documents.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod account;
mod activity;
mod body;
mod bulk;
mod changes;
mod format;
mod given;
mod group;
mod location;
mod location_type;
mod paging;
mod published;
mod pull;
mod refusal;
mod table;
mod user_filter;
mod user_response;
mod usercom;
mod web_user;
mod worker_bulk;
mod worker_write;
mod xml;
