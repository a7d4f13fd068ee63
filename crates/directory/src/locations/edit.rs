//! Creating and updating locations.

use jiff::Timestamp;
use roster_model::{Error, FieldError, Id, Kind, Location, LocationEdit, NewLocation, Problem};
use roster_store::locations;
use serde_json::Map;

use super::{
    LocationView, Locations,
    apply::{self, Before},
    load, view,
};
use crate::{location_types::LocationTypeTree, unit_of_work::WriteTx};

/// The most locations in one request, as in the live service.
const MAX_LOCATIONS: usize = 100;

impl Locations<'_> {
    /// Creates a location.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first error.
    pub async fn create(&self, new: NewLocation) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let id = match new.id {
            Some(id) => check_free(&mut tx, id).await?,
            None => self.ctx.environment().id(),
        };
        let location = insert(&mut tx, &types, id, &new.edit).await?;
        tx.commit_or_defer().await?;
        view(location, &types)
    }

    /// Updates a location. Fields that the edit does not have stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with the first error.
    pub async fn edit(&self, id: &str, edit: LocationEdit) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let present = load(&mut tx.store, domain, id).await?.ok_or(Error::not_found("location"))?;
        tx.check_precondition(&view(present, &types)?)?;
        let location = update(&mut tx, &types, id, &edit).await?;
        tx.commit_or_defer().await?;
        view(location, &types)
    }

    /// Updates the locations with an id and creates the others, all or none. Returns their ids in the
    /// same order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first error of each invalid item, and its index.
    pub async fn upsert_many(
        &self,
        all: Vec<(Option<String>, LocationEdit)>,
    ) -> Result<Vec<Id>, Error> {
        if all.len() > MAX_LOCATIONS {
            return Err(Error::invalid_field("objects", Problem::TooMany(MAX_LOCATIONS)));
        }
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let mut ids = Vec::with_capacity(all.len());
        let mut errors: Vec<FieldError> = Vec::new();
        for (index, (id, edit)) in all.iter().enumerate() {
            let result = match id {
                Some(id) => update(&mut tx, &types, id, edit).await,
                None => insert(&mut tx, &types, self.ctx.environment().id(), edit).await,
            };
            match result {
                Ok(location) => ids.push(location.id),
                Err(Error::Invalid(found)) => {
                    errors.extend(found.into_iter().map(|error| error.at(index)));
                }
                Err(other) => return Err(other),
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        tx.commit_or_defer().await?;
        Ok(ids)
    }
}

/// Checks that no location has this id.
async fn check_free(tx: &mut WriteTx, id: Id) -> Result<Id, Error> {
    let domain = tx.number();
    if load(&mut tx.store, domain, id.as_str()).await?.is_some() {
        return Err(Error::invalid_field("location_id", Problem::Taken(id.into_string())));
    }
    Ok(id)
}

async fn insert(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    id: Id,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let blank = blank(id, tx.now);
    let location = apply::apply(tx, types, Before::New(blank), edit).await?;
    store_new(tx, location).await
}

/// A location without the fields of an edit.
pub(super) fn blank(id: Id, now: Timestamp) -> Location {
    Location {
        id,
        number: 0,
        name: String::new(),
        site_code: String::new(),
        external_id: None,
        kind: 0,
        parent: None,
        latitude: None,
        longitude: None,
        data: Map::new(),
        created_at: now,
        updated_at: now,
    }
}

/// Inserts a location, under the next number if it has none.
pub(super) async fn store_new(tx: &mut WriteTx, mut location: Location) -> Result<Location, Error> {
    let domain = tx.number();
    location.number = locations::insert(&mut tx.store, domain, &location).await?;
    tx.log(Kind::LocationCreated, location.id.as_str(), Some(location.number), Vec::new());
    Ok(location)
}

/// Updates a location, unless nothing changes. Returns the names of the changed fields too.
pub(super) async fn store_changed(
    tx: &mut WriteTx,
    before: &Location,
    mut after: Location,
) -> Result<(Location, Vec<String>), Error> {
    let fields = changed_fields(before, &after);
    if !fields.is_empty() {
        after.updated_at = tx.now;
        let domain = tx.number();
        locations::update(&mut tx.store, domain, &after).await?;
        tx.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields.clone());
    }
    Ok((after, fields))
}

async fn update(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    id: &str,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, id).await? else {
        let missing = Error::invalid_field("location_id", Problem::LocationToUpdate(id.to_owned()));
        return Err(apply::of_site(missing, edit));
    };
    let after = apply::apply(tx, types, Before::Stored(before.clone()), edit).await?;
    Ok(store_changed(tx, &before, after).await?.0)
}

/// The names of the fields that differ.
fn changed_fields(before: &Location, after: &Location) -> Vec<String> {
    let compared = [
        ("id", before.number != after.number),
        ("name", before.name != after.name),
        ("site_code", before.site_code != after.site_code),
        ("location_type_code", before.kind != after.kind),
        ("parent_location_id", before.parent != after.parent),
        ("latitude", before.latitude != after.latitude),
        ("longitude", before.longitude != after.longitude),
        ("location_data", before.data != after.data),
        ("external_id", before.external_id != after.external_id),
    ];
    let differing = compared.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}
