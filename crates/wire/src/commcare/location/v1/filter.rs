//! The filters of a list of locations.

use roster_model::{Error, LocationFilter};

use crate::{
    Params,
    commcare::{filters, values},
};

/// The keys of a location.
const FIELDS: [&str; 14] = [
    "created_at",
    "domain",
    "external_id",
    "id",
    "last_modified",
    "latitude",
    "location_data",
    "location_id",
    "location_type",
    "longitude",
    "name",
    "parent",
    "resource_uri",
    "site_code",
];

/// Decodes the filters of a list.
///
/// # Errors
/// [`Error::Invalid`] for a field without filters, an unknown operator, a value of another type,
/// and any order.
pub fn decode_filter(params: &Params) -> Result<LocationFilter, Error> {
    values::check_storable_params(params)?;
    let mut filter = LocationFilter::default();
    for parameter in filters::parse(params, &FIELDS) {
        match parameter.field {
            "site_code" => filter.site_code = Some(parameter.exact()?),
            "external_id" => filter.external_id = Some(parameter.exact()?),
            "created_at" => parameter.narrow_instants(&mut filter.created)?,
            "last_modified" => parameter.narrow_instants(&mut filter.updated)?,
            "latitude" => parameter.narrow_decimals(&mut filter.latitude)?,
            "longitude" => parameter.narrow_decimals(&mut filter.longitude)?,
            // The path names the domain.
            "domain" => {}
            _ => return Err(parameter.not_filterable()),
        }
    }
    filters::parse_order(params, &FIELDS, &[])?;
    Ok(filter)
}
