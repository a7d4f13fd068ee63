//! The API of CommCare HQ: mobile workers, groups, locations and web users, in JSON and XML.
//!
//! A handler decodes a request with the module of its resource, calls the directory, encodes the
//! result as a [`Document`], and writes the document. An error becomes an [`ErrorResponse`]. Items
//! of lists are trees, which [`Paging::document`] puts into the envelope of a page. [`client`]
//! decodes the responses of another CommCare HQ.
//!
//! The sources of the rules are the published pages of CommCare HQ and recorded responses of the
//! live service. "Live" in this module always means the live service.

pub mod account;
pub mod activity;
pub mod body;
pub mod bulk_user;
mod changed_since;
pub mod changes;
pub mod client;
mod cursor;
mod document;
mod error_response;
mod filters;
pub mod group;
mod instant;
pub mod location;
pub mod location_type;
mod messages;
mod paging;
pub mod saved_filter;
mod serialize;
pub mod user;
pub mod usernames;
mod values;
mod view;
pub mod web_user;
pub mod webhook;

pub use document::Document;
pub use error_response::{Challenge, ErrorContext, ErrorResponse};
pub use paging::{LIMIT_CAP, LOCATION_LIMIT_CAP, ListRequest, Paging};
pub use view::{Style, View};
