//! Loading the schema of a domain, and registering fields at their first use.

use std::collections::HashSet;

use roster_model::{
    CustomData, Diff, Error, Field, FieldOptions, FieldType, Kind, Problem, Rule, Schema,
};
use roster_store::{Tx, fields, profiles};

use crate::unit_of_work::WriteTx;

/// Loads the custom fields and profiles of a domain.
pub(crate) async fn load(tx: &mut Tx, domain: i64) -> Result<Schema, Error> {
    Ok(Schema {
        fields: fields::list(tx, domain).await?,
        profiles: profiles::list(tx, domain).await?,
    })
}

/// The most fields of people in a domain that use alone can register. Every request that names a
/// field searches all of them.
pub(crate) const MAX_FIELDS: usize = 2_000;

/// The problem of a key that would exceed [`MAX_FIELDS`].
pub(crate) fn too_many_fields() -> Problem {
    Rule::TooManyFields(MAX_FIELDS).into()
}

/// Registers the fields of `data` that are new, as undeclared fields.
///
/// # Errors
/// [`Error::Invalid`] when this would exceed [`MAX_FIELDS`].
pub(crate) async fn register_used(
    tx: &mut WriteTx,
    schema: &mut Schema,
    data: &CustomData,
) -> Result<(), Error> {
    let known: HashSet<&str> = schema.fields.iter().map(|field| field.slug.as_str()).collect();
    let new: Vec<&String> = data.keys().filter(|slug| !known.contains(slug.as_str())).collect();
    if !new.is_empty() && known.len() + new.len() > MAX_FIELDS {
        return Err(Error::invalid_field("user_data", too_many_fields()));
    }
    for slug in new {
        let mut field = Field {
            number: 0,
            slug: slug.clone(),
            label: slug.clone(),
            value_type: FieldType::default(),
            choices: Vec::new(),
            declared: false,
            options: FieldOptions::default(),
        };
        let domain = tx.number();
        field.number = fields::insert(&mut tx.store, domain, &field).await?;
        tx.log(Kind::FieldCreated, slug, Some(field.number), Diff::created(&field));
        schema.fields.push(field);
    }
    Ok(())
}
