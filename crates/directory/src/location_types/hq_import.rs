//! Importing location types from CommCare HQ.

use std::collections::HashMap;

use roster_model::{
    Error, FieldError, HqItem, HqLocationType, HqOutcome, LocationType, LocationTypeEdit,
    NewLocationType, Patch, Problem,
};

use super::{
    LocationTypeTree, LocationTypes,
    edit::{create_in, edit_in},
};
use crate::{hq_import::separate_rejection, unit_of_work::WriteTx};

impl LocationTypes<'_> {
    /// Creates and updates location types. `known` has the number of each imported type by its HQ id;
    /// the new ones are added. A type that was not imported before is found by its code.
    pub(crate) async fn import_hq(
        tx: &mut WriteTx,
        types: &[HqLocationType],
        known: &mut HashMap<String, String>,
    ) -> Result<Vec<HqItem>, Error> {
        let mut items = Vec::with_capacity(types.len());
        for location_type in types {
            let result = separate_rejection(import_type(tx, location_type, known).await)?;
            let (here, outcome) = match result {
                Ok((number, outcome)) => {
                    known.insert(location_type.id.clone(), number.clone());
                    (number, outcome)
                }
                Err(errors) => (location_type.id.clone(), HqOutcome::Refused(errors)),
            };
            items.push(HqItem {
                id: location_type.id.clone(),
                here,
                name: location_type.code.clone(),
                outcome,
                left_out: Vec::new(),
            });
        }
        Ok(items)
    }
}

/// Creates or updates one location type. Returns its number and the outcome.
async fn import_type(
    tx: &mut WriteTx,
    location_type: &HqLocationType,
    known: &HashMap<String, String>,
) -> Result<(String, HqOutcome), Error> {
    if !location_type.errors.is_empty() {
        return Err(Error::Invalid(location_type.errors.clone()));
    }
    let domain = tx.number();
    let types = LocationTypeTree::load(&mut tx.store, domain).await?;
    let imported =
        |id: &String| known.get(id)?.parse().ok().and_then(|number| types.with_number(number));
    let parent = match &location_type.parent {
        Some(id) => Some(imported(id).ok_or_else(|| unknown_parent(id))?),
        None => None,
    };
    let Some(stored) = imported(&location_type.id).or_else(|| types.with_code(&location_type.code))
    else {
        let created = create_in(tx, to_new(location_type, parent)).await?;
        return Ok((created.number.to_string(), HqOutcome::Created));
    };
    let edit = LocationTypeEdit {
        code: Some(location_type.code.clone()),
        name: Some(location_type.name.clone()),
        parent: parent.map_or(Patch::Clear, |parent| Patch::Set(parent.code.clone())),
        shares_cases: Some(location_type.shares_cases),
        view_descendants: Some(location_type.view_descendants),
        errors: Vec::new(),
    };
    let (updated, fields) = edit_in(tx, stored.number, edit).await?;
    Ok((updated.number.to_string(), HqOutcome::of_change(fields)))
}

fn to_new(location_type: &HqLocationType, parent: Option<&LocationType>) -> NewLocationType {
    NewLocationType {
        code: Some(location_type.code.clone()),
        name: Some(location_type.name.clone()),
        parent: parent.map(|parent| parent.code.clone()),
        shares_cases: location_type.shares_cases,
        view_descendants: location_type.view_descendants,
        errors: Vec::new(),
    }
}

fn unknown_parent(id: &str) -> Error {
    Error::Invalid(vec![FieldError::new("parent", Problem::UnknownLocationType(id.to_owned()))])
}
