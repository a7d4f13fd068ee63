//! Rows of SQLite or PostgreSQL: the only crate with SQL.
//!
//! [`Store`] opens a [`Backend`]; [`Store::read`] and [`Store::write`] return a [`Tx`], through which
//! every query goes. A query is written once, as PostgreSQL text, in the module of its record, as a
//! free function that takes the transaction first and the domain's number next. Differences between
//! the engines are in `sql_dialect` and `engine`, and nowhere else.
//!
//! # Errors
//!
//! Every function that takes a [`Tx`] fails with [`ErrorKind::Unreachable`] when the engine does not
//! respond, [`ErrorKind::Serialization`] when a concurrent transaction got in the way,
//! [`ErrorKind::Full`] when the disk is full, [`ErrorKind::Corrupt`] when stored data is invalid, and
//! [`ErrorKind::Other`] for a defect. Its own documentation names only further kinds.

pub mod accepted_change;
pub mod activity;
pub mod api_keys;
pub mod app_keys;
pub mod authz_version;
pub mod backup;
pub mod changes;
pub mod check;
pub mod cluster;
pub mod companies;
pub mod company_fields;
pub mod company_members;
pub mod deleted_people;
pub mod domain_state;
pub mod domains;
pub mod events;
pub mod fields;
pub mod groups;
pub mod hq_imports;
pub mod idempotency_keys;
pub mod identities;
pub mod imports;
pub mod invitations;
pub mod key_uses;
pub mod known_addresses;
pub mod labels;
pub mod last_backup;
pub mod latest_time;
pub mod lists;
pub mod location_list;
pub mod location_types;
pub mod locations;
pub mod lookup;
pub mod membership_parts;
pub mod memberships;
pub mod overview;
pub mod password_links;
pub mod pending_deletions;
pub mod people;
pub mod people_view;
pub mod place_numbers;
pub mod profiles;
pub mod record_bytes;
pub mod roles;
pub mod saved_filters;
pub mod scim;
pub mod second_factors;
pub mod secrets;
pub mod sessions;
pub mod store_identity;
pub mod tags;
pub mod vacuum;
pub mod web_users;
pub mod webhook_progress;
pub mod webhooks;
pub mod worker_logins;

mod backend;
mod engine;
mod error;
mod freshness;
mod key_table;
mod local_days;
mod migrate;
mod number_paging;
mod options;
mod row;
mod sql_dialect;
mod store;
mod turns;
mod tx;
mod value;

pub use backend::Backend;
pub use error::{Error, ErrorKind};
pub use freshness::Freshness;
pub use key_table::Expected;
pub use local_days::LocalDays;
pub use number_paging::KnownPosition;
pub use options::Options;
pub use row::Row;
pub use store::{Store, THREADS_HELD};
pub use turns::{NO_DOMAIN, Turn, Turns};
pub use tx::{PAGE_BYTES, Tx};
pub use value::Value;
