//! The existing records that an edit refers to, loaded once so that applying it is a pure function.

use roster_model::{Error, Patch, Schema, WorkerEdit};
use roster_store::{groups, locations, roles};

use crate::{field_rules::FieldRules, schema, unit_of_work::WriteTx};

/// The existing records that an edit refers to.
pub(crate) struct References {
    pub(crate) schema: Schema,
    pub(crate) groups: Vec<String>,
    pub(crate) locations: Vec<String>,
    pub(crate) role_exists: bool,
    /// The rules for custom values.
    pub(crate) rules: FieldRules,
}

pub(crate) async fn load(tx: &mut WriteTx, edit: &WorkerEdit) -> Result<References, Error> {
    let domain = tx.number();
    let (via, settings) = (tx.via(), tx.domain.settings.clone());
    let tx = &mut tx.store;
    let schema = schema::load(tx, domain).await?;
    let rules = FieldRules::of_edit(via, &settings, &schema, edit);
    let groups = match &edit.groups {
        Some(ids) if !ids.is_empty() => groups::existing(tx, domain, ids.clone()).await?,
        _ => Vec::new(),
    };
    let mut ids = edit.locations.clone().unwrap_or_default();
    if let Patch::Set(primary) = &edit.primary_location {
        ids.push(primary.clone());
    }
    let locations =
        if ids.is_empty() { Vec::new() } else { locations::active(tx, domain, ids).await? };
    let role_exists = match &edit.role {
        Some(Some(role)) => roles::by_name(tx, domain, role).await?.is_some(),
        _ => true,
    };
    Ok(References { schema, groups, locations, role_exists, rules })
}
