//! Making and changing places.

use roster_model::{Error, FieldError, Id, Kind, Location, LocationEdit, NewLocation, Problem};
use roster_store::locations;
use serde_json::Map;

use super::{
    LocationView, Locations,
    decide::{self, Before},
    load, view,
};
use crate::{location_types::Levels, unit_of_work::WriteTx};

/// The most places in one request, as in the live service.
const MAX_LOCATIONS: usize = 100;

impl Locations<'_> {
    /// Makes a place.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong.
    pub async fn create(&self, new: NewLocation) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let levels = Levels::load(&mut tx.store, domain).await?;
        let id = match new.id {
            Some(id) => free(&mut tx, id).await?,
            None => self.ctx.environment().id(),
        };
        let location = insert(&mut tx, &levels, id, &new.edit).await?;
        tx.commit().await?;
        view(location, &levels)
    }

    /// Changes a place; what the edit does not name stays, but for the site code: see
    /// [`LocationEdit::name`].
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong: also [`Problem::LocationToUpdate`], where there is no
    /// such place in this domain.
    pub async fn edit(&self, id: &str, edit: LocationEdit) -> Result<LocationView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let levels = Levels::load(&mut tx.store, domain).await?;
        if let Some(present) = load(&mut tx.store, domain, id).await? {
            tx.check(&view(present, &levels)?)?;
        }
        let location = update(&mut tx, &levels, id, &edit).await?;
        tx.commit().await?;
        view(location, &levels)
    }

    /// Changes the places whose identities are given and makes the others, all of them or none, and
    /// tells their identities in the same order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first flaw of every item that has one, and its place.
    pub async fn upsert_many(
        &self,
        all: Vec<(Option<String>, LocationEdit)>,
    ) -> Result<Vec<Id>, Error> {
        if all.len() > MAX_LOCATIONS {
            return Err(Error::invalid_field("objects", Problem::TooMany(MAX_LOCATIONS)));
        }
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let levels = Levels::load(&mut tx.store, domain).await?;
        let mut ids = Vec::with_capacity(all.len());
        let mut errors: Vec<FieldError> = Vec::new();
        for (index, (id, edit)) in all.iter().enumerate() {
            let done = match id {
                Some(id) => update(&mut tx, &levels, id, edit).await,
                None => insert(&mut tx, &levels, self.ctx.environment().id(), edit).await,
            };
            match done {
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
        tx.commit().await?;
        Ok(ids)
    }
}

/// An identity that an import wants to keep.
async fn free(tx: &mut WriteTx, id: Id) -> Result<Id, Error> {
    let domain = tx.number();
    if load(&mut tx.store, domain, id.as_str()).await?.is_some() {
        return Err(Error::invalid_field("location_id", Problem::HqItem(id.into_string())));
    }
    Ok(id)
}

async fn insert(
    tx: &mut WriteTx,
    levels: &Levels,
    id: Id,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let blank = Location {
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
        created_at: tx.now,
        updated_at: tx.now,
    };
    let mut location = decide::apply(tx, levels, Before::New(blank), edit).await?;
    let domain = tx.number();
    location.number = locations::insert(&mut tx.store, domain, &location).await?;
    tx.log(Kind::LocationCreated, location.id.as_str(), Some(location.number), Vec::new());
    Ok(location)
}

async fn update(
    tx: &mut WriteTx,
    levels: &Levels,
    id: &str,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let domain = tx.number();
    let Some(before) = load(&mut tx.store, domain, id).await? else {
        let missing = Error::invalid_field("location_id", Problem::LocationToUpdate(id.to_owned()));
        return Err(decide::of_site(missing, edit));
    };
    let mut after = decide::apply(tx, levels, Before::Present(before.clone()), edit).await?;
    let fields = changed(&before, &after);
    if fields.is_empty() {
        return Ok(after);
    }
    after.updated_at = tx.now;
    locations::update(&mut tx.store, domain, &after).await?;
    tx.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields);
    Ok(after)
}

/// The names of the fields that differ.
pub(super) fn changed(before: &Location, after: &Location) -> Vec<String> {
    let differences = [
        ("name", before.name != after.name),
        ("site_code", before.site_code != after.site_code),
        ("location_type_code", before.kind != after.kind),
        ("parent_location_id", before.parent != after.parent),
        ("latitude", before.latitude != after.latitude),
        ("longitude", before.longitude != after.longitude),
        ("location_data", before.data != after.data),
        ("external_id", before.external_id != after.external_id),
    ];
    let differing = differences.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}
