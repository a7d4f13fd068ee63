//! Importing locations from CommCare HQ.

use std::collections::HashMap;

use roster_model::{
    Error, HqItem, HqLocation, HqOutcome, Kind, Location, LocationEdit, Patch, Problem,
};
use roster_store::locations;

use super::{
    Locations,
    apply::{self, Before},
    edit::changed_fields,
    load,
};
use crate::{hq_import::separate_rejection, location_types::Levels, unit_of_work::WriteTx};

impl Locations<'_> {
    /// Creates and updates locations under their HQ ids. `level_numbers` has the number of each
    /// location type by its HQ id. A location whose parent is missing is rejected: the caller retries
    /// it after the others.
    pub(crate) async fn import_hq(
        tx: &mut WriteTx,
        locations: &[HqLocation],
        level_numbers: &HashMap<String, String>,
    ) -> Result<Vec<HqItem>, Error> {
        let domain = tx.number();
        let levels = Levels::load(&mut tx.store, domain).await?;
        let mut items = Vec::with_capacity(locations.len());
        for place in locations {
            let number = level_numbers.get(&place.level).and_then(|number| number.parse().ok());
            let result = import_location(tx, &levels, place, number).await;
            items.push(HqItem {
                id: place.id.to_string(),
                here: place.id.to_string(),
                name: place.name.clone(),
                outcome: separate_rejection(result)?.unwrap_or_else(HqOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(items)
    }
}

async fn import_location(
    tx: &mut WriteTx,
    levels: &Levels,
    place: &HqLocation,
    level: Option<i64>,
) -> Result<HqOutcome, Error> {
    let level = level.and_then(|number| levels.with_number(number)).ok_or_else(|| {
        Error::invalid_field("location_type", Problem::UnknownLocationType(place.level.clone()))
    })?;
    let edit = to_edit(place, &level.code);
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, place.id.as_str()).await? else {
        let mut new = apply::apply(tx, levels, Before::New(blank(place, tx)), &edit).await?;
        new.external_id.clone_from(&place.external_id);
        let number = locations::insert(&mut tx.store, domain, &new).await?;
        tx.log(Kind::LocationCreated, new.id.as_str(), Some(number), Vec::new());
        return Ok(HqOutcome::Created);
    };
    let mut stored = before.clone();
    if place.parent.is_none() {
        // An edit cannot move a location to the root, but HQ can.
        stored.parent = None;
    }
    let mut after = apply::apply(tx, levels, Before::Stored(stored), &edit).await?;
    after.external_id.clone_from(&place.external_id);
    let fields = changed_fields(&before, &after);
    if fields.is_empty() {
        return Ok(HqOutcome::Same);
    }
    after.updated_at = tx.now;
    locations::update(&mut tx.store, domain, &after).await?;
    tx.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields.clone());
    Ok(HqOutcome::Changed(fields))
}

fn to_edit(place: &HqLocation, level: &str) -> LocationEdit {
    let coordinate = |value: &Option<String>| value.clone().map_or(Patch::Clear, Patch::Set);
    LocationEdit {
        name: Some(place.name.clone()),
        site_code: Some(place.site_code.clone()),
        kind: Some(level.to_owned()),
        parent: place.parent.clone().map_or(Patch::Keep, Patch::Set),
        latitude: coordinate(&place.latitude),
        longitude: coordinate(&place.longitude),
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
