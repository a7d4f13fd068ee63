//! Creating and updating locations.

use jiff::Timestamp;
use roster_model::{
    Diff, Error, FieldError, FieldValues, Id, Kind, Location, LocationEdit, Logged as _,
    NewLocation, Problem,
};
use roster_store::locations;
use serde_json::Map;

use super::{
    LocationReach, LocationView, Locations,
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
    /// [`Error::Invalid`] with the first error; [`Error::Forbidden`] when it is not below a location
    /// that the caller is confined to.
    pub async fn create(&self, new: NewLocation) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let id = match new.id {
            Some(id) => check_free(&mut tx, id).await?,
            None => self.ctx.environment().id(),
        };
        let reach = LocationReach::load(&mut tx.store, self.ctx.actor()).await?;
        let location = insert(&mut tx, &types, &reach, id, &new.edit).await?;
        tx.commit_or_defer().await?;
        view(location, &types)
    }

    /// Updates a location. Fields that the edit does not have stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with the first error; [`Error::Forbidden`] when it is, or
    /// would be, not below a location that the caller is confined to.
    pub async fn edit(&self, id: &str, edit: LocationEdit) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let present = load(&mut tx.store, domain, id).await?.ok_or(Error::not_found("location"))?;
        tx.check_precondition(&view(present, &types)?)?;
        let reach = LocationReach::load(&mut tx.store, self.ctx.actor()).await?;
        let location = update(&mut tx, &types, &reach, id, &edit).await?;
        tx.commit_or_defer().await?;
        view(location, &types)
    }

    /// Updates the locations with an id and creates the others, all or none. Returns their ids in the
    /// same order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first error of each invalid item, and its index;
    /// [`Error::Forbidden`] as for [`Locations::create`] and [`Locations::edit`].
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
        let reach = LocationReach::load(&mut tx.store, self.ctx.actor()).await?;
        let mut ids = Vec::with_capacity(all.len());
        let mut errors: Vec<FieldError> = Vec::new();
        for (index, (id, edit)) in all.iter().enumerate() {
            let result = match id {
                Some(id) => update(&mut tx, &types, &reach, id, edit).await,
                None => insert(&mut tx, &types, &reach, self.ctx.environment().id(), edit).await,
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
    reach: &LocationReach,
    id: Id,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let blank = blank(id, tx.now);
    let location = apply::apply(tx, types, Before::New(blank), edit).await?;
    reach.check(&location)?;
    tx.require_location(&location.id);
    store_new(tx, types, location).await
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
        archived: false,
        created_at: now,
        updated_at: now,
    }
}

/// Inserts a location, under the next number if it has none.
pub(super) async fn store_new(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    mut location: Location,
) -> Result<Location, Error> {
    let domain = tx.number();
    location.number = locations::insert(&mut tx.store, domain, &location).await?;
    let created = Diff::created_with(values(types, &location));
    tx.log(Kind::LocationCreated, location.id.as_str(), Some(location.number), created);
    Ok(location)
}

/// Updates a location, unless nothing changes. Returns the names of the changed fields too.
pub(super) async fn store_changed(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    before: &Location,
    mut after: Location,
) -> Result<(Location, Vec<String>), Error> {
    let changed = Diff::between_values(values(types, before), values(types, &after));
    let fields = changed.fields.clone();
    if !fields.is_empty() {
        after.updated_at = tx.now;
        let domain = tx.number();
        locations::update(&mut tx.store, domain, &after).await?;
        tx.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), changed);
    }
    Ok((after, fields))
}

async fn update(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    reach: &LocationReach,
    id: &str,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, id).await? else {
        let missing = Error::invalid_field("location_id", Problem::LocationToUpdate(id.to_owned()));
        return Err(apply::of_site(missing, edit));
    };
    reach.check(&before)?;
    tx.require_location(&before.id);
    let after = apply::apply(tx, types, Before::Stored(before.clone()), edit).await?;
    reach.check(&after)?;
    Ok(store_changed(tx, types, &before, after).await?.0)
}

/// The logged values of a location, with the code of its type.
pub(super) fn values(types: &LocationTypeTree, location: &Location) -> FieldValues {
    let mut values = location.field_values();
    let code = types.with_number(location.kind).map(|kind| kind.code.as_str());
    values.insert("location_type_code".to_owned(), code.into());
    values
}
