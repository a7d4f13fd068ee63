//! The parameters of a list of location types.

use roster_model::Error;

use crate::{Params, commcare::filters};

/// The keys of a location type.
const FIELDS: [&str; 9] = [
    "administrative",
    "code",
    "domain",
    "id",
    "name",
    "parent",
    "resource_uri",
    "shares_cases",
    "view_descendants",
];

/// Rejects filters and orders. The resource has none, except `domain`, which has no effect.
///
/// # Errors
/// [`Error::Invalid`] for any filter or order.
pub fn check_filters(params: &Params) -> Result<(), Error> {
    filters::parse_order(params, &FIELDS, &[])?;
    match filters::parse(params, &FIELDS).find(|parameter| parameter.field != "domain") {
        Some(parameter) => Err(parameter.not_filterable()),
        None => Ok(()),
    }
}
