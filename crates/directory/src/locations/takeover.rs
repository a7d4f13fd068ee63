//! Taking places over from another directory.

use std::collections::HashMap;

use roster_model::{
    Fault, Kind, Location, LocationEdit, Patch, Problem, Taken, TakenLocation, TakenOutcome,
};
use roster_store::locations;

use super::{
    Locations,
    decide::{self, Before},
    edit::changed,
    load,
};
use crate::{faults::fault, location_types::Levels, takeover::judged, work::Work};

impl Locations<'_> {
    /// Makes here what is there, under the same identities. `level_numbers` are the numbers of the
    /// levels here, by those there. A place whose parent is not here yet is refused: it can be
    /// tried again behind the others.
    pub(crate) async fn take_over(
        work: &mut Work,
        all: &[TakenLocation],
        level_numbers: &HashMap<String, String>,
    ) -> Result<Vec<Taken>, Fault> {
        let domain = work.number();
        let levels = Levels::load(&mut work.tx, domain).await?;
        let mut taken = Vec::with_capacity(all.len());
        for place in all {
            let number = level_numbers.get(&place.level).and_then(|number| number.parse().ok());
            let done = judged(take(work, &levels, place, number).await)?;
            taken.push(Taken {
                id: place.id.to_string(),
                here: place.id.to_string(),
                name: place.name.clone(),
                outcome: done.unwrap_or_else(TakenOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(taken)
    }
}

async fn take(
    work: &mut Work,
    levels: &Levels,
    place: &TakenLocation,
    level: Option<i64>,
) -> Result<TakenOutcome, Fault> {
    let level = level.and_then(|number| levels.numbered(number)).ok_or_else(|| {
        Fault::flaw("location_type", Problem::UnknownLocationType(place.level.clone()))
    })?;
    let edit = edit(place, &level.code);
    let domain = work.number();
    let Some(before) = load(&mut work.tx, domain, place.id.as_str()).await? else {
        let mut new = decide::apply(work, levels, Before::New(blank(place, work)), &edit).await?;
        new.external_id.clone_from(&place.external_id);
        let number = locations::insert(&mut work.tx, domain, &new).await.map_err(fault)?;
        work.log(Kind::LocationCreated, new.id.as_str(), Some(number), Vec::new());
        return Ok(TakenOutcome::Created);
    };
    let mut present = before.clone();
    if place.parent.is_none() {
        // Clients cannot move a place to the root, but it may have been moved there.
        present.parent = None;
    }
    let mut after = decide::apply(work, levels, Before::Present(present), &edit).await?;
    after.external_id.clone_from(&place.external_id);
    let fields = changed(&before, &after);
    if fields.is_empty() {
        return Ok(TakenOutcome::Same);
    }
    after.updated_at = work.now;
    locations::update(&mut work.tx, domain, &after).await.map_err(fault)?;
    work.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields.clone());
    Ok(TakenOutcome::Changed(fields))
}

fn edit(place: &TakenLocation, level: &str) -> LocationEdit {
    let degrees = |told: &Option<String>| told.clone().map_or(Patch::Clear, Patch::Set);
    LocationEdit {
        name: Some(place.name.clone()),
        site_code: Some(place.site_code.clone()),
        kind: Some(level.to_owned()),
        parent: place.parent.clone().map_or(Patch::Keep, Patch::Set),
        latitude: degrees(&place.latitude),
        longitude: degrees(&place.longitude),
        data: Some(place.data.clone()),
        unknown: Vec::new(),
        flaws: place.flaws.clone(),
    }
}

fn blank(place: &TakenLocation, work: &Work) -> Location {
    Location {
        id: place.id.clone(),
        number: 0,
        name: String::new(),
        site_code: String::new(),
        external_id: None,
        kind: 0,
        parent: None,
        latitude: None,
        longitude: None,
        data: place.data.clone(),
        created_at: place.created_at.unwrap_or(work.now),
        updated_at: work.now,
    }
}
