//! Custom fields and profiles of a domain.

use std::collections::HashSet;

use roster_model::{CustomData, Fault, Field, FieldType, Kind, Schema};
use roster_store::{Tx, fields, profiles};

use crate::{faults::fault, work::Work};

/// What one must know of a domain to show and to judge custom data.
pub(crate) async fn load(tx: &mut Tx, domain: i64) -> Result<Schema, Fault> {
    Ok(Schema {
        fields: fields::list(tx, domain).await.map_err(fault)?,
        profiles: profiles::list(tx, domain).await.map_err(fault)?,
    })
}

/// Registers the fields that `data` uses and nobody registered yet; they are not declared.
pub(crate) async fn register_used(
    work: &mut Work,
    schema: &mut Schema,
    data: &CustomData,
) -> Result<(), Fault> {
    let known: HashSet<String> = schema.fields.iter().map(|field| field.slug.clone()).collect();
    for slug in data.keys().filter(|slug| !known.contains(*slug)) {
        let mut field = Field {
            number: 0,
            slug: slug.clone(),
            label: slug.clone(),
            value_type: FieldType::default(),
            choices: Vec::new(),
            declared: false,
        };
        let domain = work.number();
        field.number = fields::insert(&mut work.tx, domain, &field).await.map_err(fault)?;
        work.log(Kind::FieldCreated, slug, Some(field.number), Vec::new());
        schema.fields.push(field);
    }
    Ok(())
}
