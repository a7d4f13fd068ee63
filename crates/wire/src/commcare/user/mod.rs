//! Mobile workers.

pub mod bulk;
mod filter;
pub mod password_link;
mod request;
mod response;
mod serialize;

use std::borrow::Cow;

use roster_model::{Phone, WireMode};

pub use filter::decode_filter;
pub use request::{decode_create, decode_edit};
pub use response::{ItemWriter, encode, encode_created, tree, write, write_all};

use super::View;

/// The name of the resource in paths.
pub const RESOURCE: &str = "user";

/// Formats a phone number: digits with a plus in the documented mode, digits only in the live mode.
pub(super) fn format_phone<'a>(view: &View<'_>, digits: &'a str) -> Cow<'a, str> {
    match view.mode() {
        WireMode::Documented => Phone::international_from_digits(digits),
        WireMode::Live => digits.into(),
    }
}
