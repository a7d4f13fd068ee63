//! Importing locations from CommCare HQ.

use std::collections::HashMap;

use roster_model::{Error, HqItem, HqLocation, HqOutcome, Location, LocationEdit, Patch, Problem};
use roster_store::place_numbers::{self, PlaceKind};

use super::{
    LocationView, Locations,
    apply::{self, Before},
    edit::{blank, store_changed, store_new},
    load, view,
};
use crate::{
    hq_import::separate_rejection, location_types::LocationTypeTree, unit_of_work::WriteTx,
};

impl Locations<'_> {
    /// Creates and updates locations under their HQ ids. `type_numbers` has the number of each
    /// location type by its HQ id. A location whose parent is missing is rejected: the caller retries
    /// it after the others.
    pub(crate) async fn import_hq(
        tx: &mut WriteTx,
        locations: &[HqLocation],
        type_numbers: &HashMap<String, String>,
    ) -> Result<Vec<HqItem>, Error> {
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let mut items = Vec::with_capacity(locations.len());
        for location in locations {
            let number = type_numbers.get(&location.level).and_then(|number| number.parse().ok());
            let result = import_location(tx, &types, location, number).await;
            items.push(HqItem {
                id: location.id.to_string(),
                here: location.id.to_string(),
                name: location.name.clone(),
                outcome: separate_rejection(result)?.unwrap_or_else(HqOutcome::Refused),
                left_out: location.left_out.clone(),
            });
        }
        Ok(items)
    }

    /// Creates or updates one location under the HQ id. See [`crate::Forwarded::location`].
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first error.
    pub(crate) async fn import_forwarded(
        tx: &mut WriteTx,
        location: &HqLocation,
    ) -> Result<(LocationView, HqOutcome), Error> {
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let id = location.id.as_str();
        if let Some(present) = load(&mut tx.store, domain, id).await? {
            tx.check_precondition(&view(present, &types)?)?;
        }
        let number = types.resolve(&location.level).map(|level| level.number);
        let outcome = import_location(tx, &types, location, number).await?;
        let saved = load(&mut tx.store, domain, id).await?;
        let saved = saved.ok_or_else(|| Error::Internal("a location was not imported".into()))?;
        Ok((view(saved, &types)?, outcome))
    }
}

async fn import_location(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    location: &HqLocation,
    type_number: Option<i64>,
) -> Result<HqOutcome, Error> {
    if !location.errors.is_empty() {
        return Err(Error::Invalid(location.errors.clone()));
    }
    let location_type =
        type_number.and_then(|number| types.with_number(number)).ok_or_else(|| {
            Error::invalid_field(
                "location_type",
                Problem::UnknownLocationType(location.level.clone()),
            )
        })?;
    let edit = to_edit(location, &location_type.code);
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, location.id.as_str()).await? else {
        let blank = Location {
            created_at: location.created_at.unwrap_or(tx.now),
            ..blank(location.id.clone(), tx.now)
        };
        let mut new = apply::apply(tx, types, Before::New(blank), &edit).await?;
        new.external_id.clone_from(&location.external_id);
        new.number = claim(tx, PlaceKind::Location, location.number).await?.unwrap_or(0);
        store_new(tx, types, new).await?;
        return Ok(HqOutcome::Created);
    };
    let mut stored = before.clone();
    if location.parent.is_none() {
        // An edit cannot move a location to the root, but HQ can.
        stored.parent = None;
    }
    let mut after = apply::apply(tx, types, Before::Stored(stored), &edit).await?;
    after.external_id.clone_from(&location.external_id);
    if location.number != Some(before.number) {
        let claimed = claim(tx, PlaceKind::Location, location.number).await?;
        after.number = claimed.unwrap_or(before.number);
    }
    let (_, fields) = store_changed(tx, types, &before, after).await?;
    Ok(HqOutcome::from_changed(fields))
}

/// The number of HQ, which exporters use as a key; `None` if there is none or it is taken.
pub(crate) async fn claim(
    tx: &mut WriteTx,
    kind: PlaceKind,
    number: Option<i64>,
) -> Result<Option<i64>, Error> {
    let Some(number) = number else { return Ok(None) };
    let is_free = place_numbers::claim(&mut tx.store, kind, number).await?;
    Ok(is_free.then_some(number))
}

fn to_edit(location: &HqLocation, type_code: &str) -> LocationEdit {
    let coordinate = |value: &Option<String>| value.clone().map_or(Patch::Clear, Patch::Set);
    LocationEdit {
        name: Some(location.name.clone()),
        site_code: Some(location.site_code.clone()),
        kind: Some(type_code.to_owned()),
        parent: location.parent.clone().map_or(Patch::Keep, Patch::Set),
        latitude: coordinate(&location.latitude),
        longitude: coordinate(&location.longitude),
        data: Some(location.data.clone()),
        ..LocationEdit::default()
    }
}
