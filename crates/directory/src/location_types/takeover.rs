//! Taking levels over from another directory.

use std::collections::HashMap;

use roster_model::{
    Fault, Flaw, LocationType, LocationTypeEdit, NewLocationType, Patch, Problem, Taken,
    TakenLocationType, TakenOutcome,
};

use super::{
    Levels, LocationTypes,
    edit::{create_in, edit_in},
};
use crate::{takeover::judged, work::Work};

impl LocationTypes<'_> {
    /// Makes here what is there. `known` are the numbers here, by those there, of the levels that
    /// came before; those that come now are added. A level that was never taken over is known by
    /// its code.
    pub(crate) async fn take_over(
        work: &mut Work,
        all: &[TakenLocationType],
        known: &mut HashMap<String, String>,
    ) -> Result<Vec<Taken>, Fault> {
        let mut taken = Vec::with_capacity(all.len());
        for level in all {
            let (here, outcome) = match judged(take(work, level, known).await)? {
                Ok((number, outcome)) => {
                    known.insert(level.id.clone(), number.clone());
                    (number, outcome)
                }
                Err(flaws) => (level.id.clone(), TakenOutcome::Refused(flaws)),
            };
            taken.push(Taken {
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
    work: &mut Work,
    level: &TakenLocationType,
    known: &HashMap<String, String>,
) -> Result<(String, TakenOutcome), Fault> {
    if !level.flaws.is_empty() {
        return Err(Fault::Invalid(level.flaws.clone()));
    }
    let domain = work.number();
    let levels = Levels::load(&mut work.tx, domain).await?;
    let here = |id: &String| known.get(id)?.parse().ok().and_then(|number| levels.numbered(number));
    let parent = match &level.parent {
        Some(id) => Some(here(id).ok_or_else(|| unknown_parent(id))?),
        None => None,
    };
    let Some(present) = here(&level.id).or_else(|| levels.coded(&level.code)) else {
        let made = create_in(work, new(level, parent)).await?;
        return Ok((made.number.to_string(), TakenOutcome::Created));
    };
    let edit = LocationTypeEdit {
        code: Some(level.code.clone()),
        name: Some(level.name.clone()),
        parent: parent.map_or(Patch::Clear, |parent| Patch::Set(parent.code.clone())),
        shares_cases: Some(level.shares_cases),
        view_descendants: Some(level.view_descendants),
        flaws: Vec::new(),
    };
    let (kept, fields) = edit_in(work, present.number, edit).await?;
    Ok((kept.number.to_string(), TakenOutcome::of_change(fields)))
}

fn new(level: &TakenLocationType, parent: Option<&LocationType>) -> NewLocationType {
    NewLocationType {
        code: Some(level.code.clone()),
        name: Some(level.name.clone()),
        parent: parent.map(|parent| parent.code.clone()),
        shares_cases: level.shares_cases,
        view_descendants: level.view_descendants,
        flaws: Vec::new(),
    }
}

fn unknown_parent(id: &str) -> Fault {
    Fault::Invalid(vec![Flaw::new("parent", Problem::UnknownLocationType(id.to_owned()))])
}
