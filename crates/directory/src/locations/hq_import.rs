//! Taking places over from another directory.

use std::collections::HashMap;

use roster_model::{
    Error, HqItem, HqLocation, HqOutcome, Kind, Location, LocationEdit, Patch, Problem,
};
use roster_store::locations;

use super::{
    Locations,
    decide::{self, Before},
    edit::changed,
    load,
};
use crate::{hq_import::judged, location_types::Levels, unit_of_work::WriteTx};

impl Locations<'_> {
    /// Makes here what is there, under the same identities. `level_numbers` are the numbers of the
    /// levels here, by those there. A place whose parent is not here yet is refused: it can be
    /// tried again behind the others.
    pub(crate) async fn take_over(
        tx: &mut WriteTx,
        all: &[HqLocation],
        level_numbers: &HashMap<String, String>,
    ) -> Result<Vec<HqItem>, Error> {
        let domain = tx.number();
        let levels = Levels::load(&mut tx.store, domain).await?;
        let mut taken = Vec::with_capacity(all.len());
        for place in all {
            let number = level_numbers.get(&place.level).and_then(|number| number.parse().ok());
            let done = judged(take(tx, &levels, place, number).await)?;
            taken.push(HqItem {
                id: place.id.to_string(),
                here: place.id.to_string(),
                name: place.name.clone(),
                outcome: done.unwrap_or_else(HqOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(taken)
    }
}

async fn take(
    tx: &mut WriteTx,
    levels: &Levels,
    place: &HqLocation,
    level: Option<i64>,
) -> Result<HqOutcome, Error> {
    let level = level.and_then(|number| levels.numbered(number)).ok_or_else(|| {
        Error::invalid_field("location_type", Problem::UnknownLocationType(place.level.clone()))
    })?;
    let edit = edit(place, &level.code);
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, place.id.as_str()).await? else {
        let mut new = decide::apply(tx, levels, Before::New(blank(place, tx)), &edit).await?;
        new.external_id.clone_from(&place.external_id);
        let number = locations::insert(&mut tx.store, domain, &new).await?;
        tx.log(Kind::LocationCreated, new.id.as_str(), Some(number), Vec::new());
        return Ok(HqOutcome::Created);
    };
    let mut present = before.clone();
    if place.parent.is_none() {
        // Clients cannot move a place to the root, but it may have been moved there.
        present.parent = None;
    }
    let mut after = decide::apply(tx, levels, Before::Present(present), &edit).await?;
    after.external_id.clone_from(&place.external_id);
    let fields = changed(&before, &after);
    if fields.is_empty() {
        return Ok(HqOutcome::Same);
    }
    after.updated_at = tx.now;
    locations::update(&mut tx.store, domain, &after).await?;
    tx.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields.clone());
    Ok(HqOutcome::Changed(fields))
}

fn edit(place: &HqLocation, level: &str) -> LocationEdit {
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
        errors: place.errors.clone(),
    }
}

fn blank(place: &HqLocation, tx: &WriteTx) -> Location {
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
        created_at: place.created_at.unwrap_or(tx.now),
        updated_at: tx.now,
    }
}
