//! Custom fields and profiles of a domain.

use std::collections::HashSet;

use roster_model::{CustomData, Error, Field, FieldType, Kind, Problem, Schema};
use roster_store::{Tx, fields, profiles};

use crate::unit_of_work::WriteTx;

/// What one must know of a domain to show and to judge custom data.
pub(crate) async fn load(tx: &mut Tx, domain: i64) -> Result<Schema, Error> {
    Ok(Schema {
        fields: fields::list(tx, domain).await?,
        profiles: profiles::list(tx, domain).await?,
    })
}

/// How many fields of people there may be in a domain for more to come into being by being used: each
/// is looked through with every request that names one.
pub(crate) const MOST_FIELDS: usize = 2_000;

/// What is wrong with a key that would be one field too many.
pub(crate) fn too_many_fields() -> Problem {
    Problem::Other(format!("would give the domain more than {MOST_FIELDS} custom fields"))
}

/// Registers the fields that `data` uses and nobody registered yet; they are not declared.
///
/// # Errors
/// [`Error::Invalid`] when there would be more than [`MOST_FIELDS`].
pub(crate) async fn register_used(
    tx: &mut WriteTx,
    schema: &mut Schema,
    data: &CustomData,
) -> Result<(), Error> {
    let known: HashSet<&str> = schema.fields.iter().map(|field| field.slug.as_str()).collect();
    let new: Vec<&String> = data.keys().filter(|slug| !known.contains(slug.as_str())).collect();
    if !new.is_empty() && known.len() + new.len() > MOST_FIELDS {
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
        };
        let domain = tx.number();
        field.number = fields::insert(&mut tx.store, domain, &field).await?;
        tx.log(Kind::FieldCreated, slug, Some(field.number), Vec::new());
        schema.fields.push(field);
    }
    Ok(())
}
