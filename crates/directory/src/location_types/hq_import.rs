//! Importing location types from CommCare HQ.

use std::collections::HashMap;

use roster_model::{
    Error, FieldError, HqItem, HqLocationType, HqOutcome, LocationType, LocationTypeEdit,
    NewLocationType, Patch, Problem,
};

use super::{
    Levels, LocationTypes,
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
        for level in types {
            let result = separate_rejection(import_type(tx, level, known).await)?;
            let (here, outcome) = match result {
                Ok((number, outcome)) => {
                    known.insert(level.id.clone(), number.clone());
                    (number, outcome)
                }
                Err(errors) => (level.id.clone(), HqOutcome::Refused(errors)),
            };
            items.push(HqItem {
                id: level.id.clone(),
                here,
                name: level.code.clone(),
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
    level: &HqLocationType,
    known: &HashMap<String, String>,
) -> Result<(String, HqOutcome), Error> {
    if !level.errors.is_empty() {
        return Err(Error::Invalid(level.errors.clone()));
    }
    let domain = tx.number();
    let levels = Levels::load(&mut tx.store, domain).await?;
    let imported =
        |id: &String| known.get(id)?.parse().ok().and_then(|number| levels.with_number(number));
    let parent = match &level.parent {
        Some(id) => Some(imported(id).ok_or_else(|| unknown_parent(id))?),
        None => None,
    };
    let Some(stored) = imported(&level.id).or_else(|| levels.with_code(&level.code)) else {
        let created = create_in(tx, to_new(level, parent)).await?;
        return Ok((created.number.to_string(), HqOutcome::Created));
    };
    let edit = LocationTypeEdit {
        code: Some(level.code.clone()),
        name: Some(level.name.clone()),
        parent: parent.map_or(Patch::Clear, |parent| Patch::Set(parent.code.clone())),
        shares_cases: Some(level.shares_cases),
        view_descendants: Some(level.view_descendants),
        errors: Vec::new(),
    };
    let (updated, fields) = edit_in(tx, stored.number, edit).await?;
    Ok((updated.number.to_string(), HqOutcome::of_change(fields)))
}

fn to_new(level: &HqLocationType, parent: Option<&LocationType>) -> NewLocationType {
    NewLocationType {
        code: Some(level.code.clone()),
        name: Some(level.name.clone()),
        parent: parent.map(|parent| parent.code.clone()),
        shares_cases: level.shares_cases,
        view_descendants: level.view_descendants,
        errors: Vec::new(),
    }
}

fn unknown_parent(id: &str) -> Error {
    Error::Invalid(vec![FieldError::new("parent", Problem::UnknownLocationType(id.to_owned()))])
}
