//! The filter of lists by the time of the last change.

use jiff::Timestamp;
use roster_model::Error;

use super::{filters, instant, messages};
use crate::Params;

const NAMES: [&str; 2] = ["modified_since", "changed_since"];

/// Decodes `modified_since`, an ISO 8601 date or instant, and its other names: `changed_since`, and
/// `last_modified` with `gte` or `gt` after two underscores or a dot, as the lists of locations have it.
/// Of several the latest counts, because filters combine.
///
/// # Errors
/// [`Error::Invalid`] if a value is not an instant, and for another operator of `last_modified`.
pub(super) fn decode(params: &Params) -> Result<Option<Timestamp>, Error> {
    let mut since = None;
    for name in NAMES {
        let Some(text) = params.non_empty(name) else { continue };
        since = since.max(Some(parse(name, text)?));
    }
    for filter in filters::parse(params, &["last_modified"]) {
        since = since.max(Some(filter.lower_bound(|text| parse("last_modified", text))?));
    }
    Ok(since)
}

fn parse(name: &str, text: &str) -> Result<Timestamp, Error> {
    instant::parse_param(text).ok_or_else(|| {
        let hint = "provide an ISO 8601 date or datetime";
        Error::invalid_field(name, messages::invalid_parameter(name, text, hint))
    })
}
