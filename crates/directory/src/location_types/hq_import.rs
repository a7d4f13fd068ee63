//! Taking levels over from another directory.

use std::collections::HashMap;

use roster_model::{
    Error, FieldError, HqItem, HqLocationType, HqOutcome, LocationType, LocationTypeEdit,
    NewLocationType, Patch, Problem,
};

use super::{
    Levels, LocationTypes,
    edit::{create_in, edit_in},
};
use crate::{hq_import::judged, unit_of_work::WriteTx};

impl LocationTypes<'_> {
    /// Makes here what is there. `known` are the numbers here, by those there, of the levels that
    /// came before; those that come now are added. A level that was never taken over is known by
    /// its code.
    pub(crate) async fn take_over(
        tx: &mut WriteTx,
        all: &[HqLocationType],
        known: &mut HashMap<String, String>,
    ) -> Result<Vec<HqItem>, Error> {
        let mut taken = Vec::with_capacity(all.len());
        for level in all {
            let (here, outcome) = match judged(take(tx, level, known).await)? {
                Ok((number, outcome)) => {
                    known.insert(level.id.clone(), number.clone());
                    (number, outcome)
                }
                Err(errors) => (level.id.clone(), HqOutcome::Refused(errors)),
            };
            taken.push(HqItem {
                id: level.id.clone(),
                here,
                name: level.code.clone(),
                outcome,
                left_out: Vec::new(),
            });
        }
        Ok(taken)
    }
}

/// Makes or changes one level; tells its number here and what was done.
async fn take(
    tx: &mut WriteTx,
    level: &HqLocationType,
    known: &HashMap<String, String>,
) -> Result<(String, HqOutcome), Error> {
    if !level.errors.is_empty() {
        return Err(Error::Invalid(level.errors.clone()));
    }
    let domain = tx.number();
    let levels = Levels::load(&mut tx.store, domain).await?;
    let here = |id: &String| known.get(id)?.parse().ok().and_then(|number| levels.numbered(number));
    let parent = match &level.parent {
        Some(id) => Some(here(id).ok_or_else(|| unknown_parent(id))?),
        None => None,
    };
    let Some(present) = here(&level.id).or_else(|| levels.coded(&level.code)) else {
        let made = create_in(tx, new(level, parent)).await?;
        return Ok((made.number.to_string(), HqOutcome::Created));
    };
    let edit = LocationTypeEdit {
        code: Some(level.code.clone()),
        name: Some(level.name.clone()),
        parent: parent.map_or(Patch::Clear, |parent| Patch::Set(parent.code.clone())),
        shares_cases: Some(level.shares_cases),
        view_descendants: Some(level.view_descendants),
        errors: Vec::new(),
    };
    let (kept, fields) = edit_in(tx, present.number, edit).await?;
    Ok((kept.number.to_string(), HqOutcome::of_change(fields)))
}

fn new(level: &HqLocationType, parent: Option<&LocationType>) -> NewLocationType {
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
