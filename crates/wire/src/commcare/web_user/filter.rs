//! The filter of a list of web users.

use roster_model::Error;

use crate::{Params, commcare::values};

/// Decodes the filter by username: `web_username`, or `username` as on the published page. Next to
/// `api_key`, `username` is part of the credentials instead.
///
/// # Errors
/// [`Error::Invalid`] if a value contains U+0000.
pub fn decode_filter(params: &Params) -> Result<Option<&str>, Error> {
    values::check_storable_params(params)?;
    let documented = || params.non_empty("username").filter(|_| params.get("api_key").is_none());
    Ok(params.non_empty("web_username").or_else(documented))
}
