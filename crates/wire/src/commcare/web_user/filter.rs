//! The filters of a list of web users.

use jiff::Timestamp;
use roster_model::Error;

use crate::{
    Params,
    commcare::{changed_since, values},
};

/// The filters of a list of web users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebUserFilter<'a> {
    /// The sign-in name.
    pub username: Option<&'a str>,
    /// Changed at or after this instant.
    pub changed_since: Option<Timestamp>,
}

/// Decodes the filters: `web_username`, or `username` as on the published page, and `modified_since`.
/// Next to `api_key`, `username` is part of the credentials instead.
///
/// # Errors
/// [`Error::Invalid`] if a value contains U+0000, or the time is not an instant.
pub fn decode_filter(params: &Params) -> Result<WebUserFilter<'_>, Error> {
    values::check_storable_params(params)?;
    let documented = || params.non_empty("username").filter(|_| params.get("api_key").is_none());
    Ok(WebUserFilter {
        username: params.non_empty("web_username").or_else(documented),
        changed_since: changed_since::decode(params)?,
    })
}
