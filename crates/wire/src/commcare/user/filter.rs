//! The filters of a list of mobile workers.

use roster_model::{Error, Phone, WorkerFilter};

use crate::{
    Params,
    commcare::{changed_since, values},
};

/// Decodes the filters of a list. Empty and unknown parameters are ignored, and so is `username`
/// next to `api_key`, where it is part of the credentials. So is `include_descendants` without a
/// location: the list is then the whole one. Activity counts are no filter: see
/// `params.flag("extras")`.
///
/// # Errors
/// [`Error::Invalid`] if `modified_since` or `last_modified` is not an instant, or if a value contains U+0000.
pub fn decode_filter(params: &Params) -> Result<WorkerFilter, Error> {
    values::check_storable_params(params)?;
    let given = |name: &str| params.non_empty(name).map(str::to_owned);
    let has_api_key = params.get("api_key").is_some();
    let location = given("location");
    Ok(WorkerFilter {
        archived: params.flag("archived"),
        group: given("group"),
        username: given("username").filter(|_| !has_api_key),
        search: given("search").filter(|text| !text.trim().is_empty()),
        email: given("email"),
        phone: given("phone").map(|text| match Phone::parse(&text) {
            Ok(phone) => phone.digits().to_owned(),
            Err(_) => text,
        }),
        include_descendants: location.is_some() && params.flag("include_descendants"),
        location,
        modified_since: changed_since::decode(params)?,
        role: given("role"),
    })
}
