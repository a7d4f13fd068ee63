//! Importing location types from CommCare HQ.

use std::collections::HashMap;

use roster_model::{
    Diff, Error, FieldError, HqItem, HqLocationType, HqOutcome, Kind, LocationType,
    LocationTypeEdit, NewLocationType, Patch, Problem,
};
use roster_store::{location_types, place_numbers::PlaceKind};

use super::{
    LocationTypeTree, LocationTypes,
    edit::{create_in, edit_in, log},
};
use crate::{hq_import::separate_rejection, locations, unit_of_work::WriteTx};

impl LocationTypes<'_> {
    /// Creates and updates location types under their HQ numbers. `known` has the number of each imported type by its HQ id;
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
        let number = claim(tx, location_type).await?;
        let new = NewLocationType { number, ..to_new(location_type, parent) };
        let created = create_in(tx, new).await?;
        return Ok((created.number.to_string(), HqOutcome::Created));
    };
    let edit = LocationTypeEdit {
        code: Some(location_type.code.clone()),
        name: Some(location_type.name.clone()),
        parent: parent.map_or(Patch::Clear, |parent| Patch::Set(parent.code.clone())),
        shares_cases: Some(location_type.shares_cases),
        view_descendants: Some(location_type.view_descendants),
        administrative: location_type.administrative,
        errors: Vec::new(),
    };
    let (mut updated, mut fields) = edit_in(tx, stored.number, edit).await?;
    if location_type.id != updated.number.to_string()
        && let Some(number) = claim(tx, location_type).await?
    {
        let renumbered = LocationType { number, ..updated.clone() };
        let mut diff = Diff::default();
        diff.add("id", updated.number.into(), number.into());
        location_types::renumber(&mut tx.store, domain, &updated, &renumbered).await?;
        updated = renumbered;
        fields.push("id".to_owned());
        log(tx, Kind::LocationTypeUpdated, &updated, diff);
    }
    Ok((updated.number.to_string(), HqOutcome::from_changed(fields)))
}

/// The number of HQ; `None` if it is taken.
async fn claim(tx: &mut WriteTx, location_type: &HqLocationType) -> Result<Option<i64>, Error> {
    locations::claim(tx, PlaceKind::LocationType, location_type.id.parse().ok()).await
}

fn to_new(location_type: &HqLocationType, parent: Option<&LocationType>) -> NewLocationType {
    NewLocationType {
        code: Some(location_type.code.clone()),
        name: Some(location_type.name.clone()),
        parent: parent.map(|parent| parent.code.clone()),
        shares_cases: location_type.shares_cases,
        view_descendants: location_type.view_descendants,
        administrative: location_type.administrative,
        ..NewLocationType::default()
    }
}

fn unknown_parent(id: &str) -> Error {
    Error::Invalid(vec![FieldError::new("parent", Problem::UnknownLocationType(id.to_owned()))])
}
