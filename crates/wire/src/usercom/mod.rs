//! The users API of User.com, in both versions.
//!
//! A handler decodes a [`Body`] or [`Params`](crate::Params) with the module of its resource, calls
//! the directory, and encodes the result for a [`View`]. [`ErrorResponse`] maps an
//! [`Error`](roster_model::Error) to status and body. The sources of the rules are the published
//! page and recorded responses of the service. Where both are silent, `docs/COMPATIBILITY.md`
//! documents the decision.

pub mod aliases;
pub mod attribute;
mod body;
pub mod company;
mod convert;
mod cursor;
mod error_response;
pub mod event;
mod field_reader;
mod form;
mod instant;
pub mod list;
mod messages;
mod multipart;
mod paging;
pub mod segment;
pub mod shown_filter;
mod standard;
pub mod tag;
pub mod user;
mod version;
mod view;

pub use body::{BadBody, Body};
pub use error_response::ErrorResponse;
pub use paging::Paging;
pub use version::{NotAcceptable, Version};
pub use view::View;

use serde_json::Value;

/// The `Content-Type` of responses. The service sends no charset.
pub const CONTENT_TYPE: &str = "application/json";

/// Serializes a response without whitespace.
pub fn write(value: &Value) -> Vec<u8> {
    // Writing a tree to memory cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}
