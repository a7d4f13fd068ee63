//! The fields that a search returns.

use roster_model::Error;

use super::FIELDS;
use crate::{Params, commcare::messages};

/// The keys that a response contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkFields(pub(super) Vec<&'static str>);

/// Decodes the repeated parameter `fields`. The default is all fields.
///
/// # Errors
/// [`Error::Invalid`] for an unknown field.
pub fn decode_fields(params: &Params) -> Result<BulkFields, Error> {
    let mut fields = Vec::new();
    for name in params.all("fields").filter(|name| !name.is_empty()) {
        let known = FIELDS.into_iter().find(|known| *known == name);
        let unknown = || Error::invalid_field("fields", messages::unknown_bulk_field(name));
        fields.push(known.ok_or_else(unknown)?);
    }
    Ok(BulkFields(if fields.is_empty() { FIELDS.to_vec() } else { fields }))
}
