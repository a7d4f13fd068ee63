//! The dialect of CommCare HQ's API: mobile workers, groups, locations, web users and what is around
//! them, in JSON and XML.
//!
//! A handler reads [`crate::Params`] and a [`body`], decodes them with the module of its resource,
//! asks the directory, encodes the answer as a [`Document`] and writes that. What was refused
//! becomes a [`ErrorResponse`]. Facts about the service that this follows are cited by the section of its
//! published pages or described beside the function.

pub mod account;
pub mod activity;
pub mod body;
pub mod bulk;
mod bulk_query;
pub mod changes;
mod cursor;
mod document;
pub mod group;
mod instant;
pub mod location_type;
pub mod location_v1;
pub mod location_v2;
mod lookups;
mod paging;
pub mod pull;
mod refusal;
mod serialize;
mod text;
pub mod user;
pub mod usernames;
mod values;
mod view;
pub mod web_user;
pub mod worker_bulk;
pub mod worker_write;

pub use document::Document;
pub use paging::{LIMIT_CAP, LOCATION_LIMIT_CAP, Paging};
pub use refusal::{Challenge, ErrorResponse, Occasion};
pub use view::{Style, View};
