//! The filters and the order of a list of locations.

use roster_model::{Error, LocationFilter};

use crate::{
    Params,
    commcare::{filters, values},
};

/// The keys of a location.
const FIELDS: [&str; 11] = [
    "domain",
    "last_modified",
    "latitude",
    "location_data",
    "location_id",
    "location_type_code",
    "location_type_name",
    "longitude",
    "name",
    "parent_location_id",
    "site_code",
];

/// Decodes the filters and the order of a list.
///
/// # Errors
/// [`Error::Invalid`] for a field without filters or order, an unknown operator, and an invalid
/// instant.
pub fn decode_filter(params: &Params) -> Result<LocationFilter, Error> {
    values::check_storable_params(params)?;
    let mut filter = LocationFilter::default();
    for parameter in filters::parse(params, &FIELDS) {
        match parameter.field {
            "name" => filter.name = Some(parameter.exact()?),
            "site_code" => filter.site_code = Some(parameter.exact()?),
            "location_type_code" => filter.kind = Some(parameter.exact()?),
            "parent_location_id" => filter.parent = Some(parameter.exact()?),
            "last_modified" => parameter.narrow_instants(&mut filter.updated)?,
            // The path names the domain.
            "domain" => {}
            _ => return Err(parameter.not_filterable()),
        }
    }
    let order = filters::parse_order(params, &FIELDS, &["last_modified"])?;
    filter.by_update = order.map(|(_, descending)| descending);
    Ok(filter)
}
