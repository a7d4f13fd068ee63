//! User.com's users API, in both generations.
//!
//! What goes in is read by the functions that take a [`Body`] or [`Params`](crate::Params), what
//! comes out is written by those that take a [`View`]; [`ErrorResponse`] is the table from
//! [`Error`](roster_model::Error) to status and body. Facts about the dialect are those of the
//! published page and of recorded answers of the service; where both are silent,
//! `docs/COMPATIBILITY.md` says what was chosen.

mod attribute;
mod body;
mod company;
mod company_edit;
mod convert;
mod cursor;
mod event;
mod form;
mod instant;
mod json_fault;
mod list;
mod mass;
mod multipart;
mod paging;
mod person;
mod person_edit;
mod reader;
mod refusal;
mod search;
mod spelling;
mod texts;
mod values;
mod version;
mod view;

pub use attribute::{attribute, new_attribute};
pub use body::{BadBody, Body};
pub use company::company;
pub use company_edit::{company_edit, member};
pub use event::{event, new_event, new_event_of, occurred, occurrence};
pub use list::{list, list_edit, list_number, tag, tag_name, tag_names, tagged};
pub use mass::{Mass, Merge, mass_custom, mass_standard, merge};
pub use paging::Paging;
pub use person::{person, upserted};
pub use person_edit::person_edit;
pub use refusal::ErrorResponse;
pub use search::{Search, Shape, people_filter};
pub use spelling::spell;
pub use values::{attribute_name, set_attribute, set_attributes};
pub use version::{NotAcceptable, Version};
pub use view::View;

use serde_json::Value;

/// The `Content-Type` of every answer that has a body; the service names no charset.
pub const CONTENT_TYPE: &str = "application/json";

/// `value` as bytes, without blanks.
pub fn write(value: &Value) -> Vec<u8> {
    // A tree of our own has nothing to fail on.
    serde_json::to_vec(value).unwrap_or_default()
}
