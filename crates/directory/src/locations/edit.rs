//! Making and changing places.

use roster_model::{Fault, Flaw, Id, Kind, Location, LocationEdit, NewLocation, Problem};
use roster_store::locations;
use serde_json::Map;

use super::{
    LocationView, Locations,
    decide::{self, Before},
    load, view,
};
use crate::{faults::fault, location_types::Levels, work::Work};

/// The most places in one request, as in the live service.
const MAX_LOCATIONS: usize = 100;

impl Locations<'_> {
    /// Makes a place.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with what is wrong.
    pub async fn create(&self, new: NewLocation) -> Result<LocationView, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let levels = Levels::load(&mut work.tx, domain).await?;
        let id = match new.id {
            Some(id) => free(&mut work, id).await?,
            None => self.scope.environment().id(),
        };
        let location = insert(&mut work, &levels, id, &new.edit).await?;
        work.commit().await?;
        view(location, &levels)
    }

    /// Changes a place; what the edit does not name stays, but for the site code: see
    /// [`LocationEdit::name`].
    ///
    /// # Errors
    /// [`Fault::Invalid`] with what is wrong: also [`Problem::LocationToUpdate`], where there is no
    /// such place in this domain.
    pub async fn edit(&self, id: &str, edit: LocationEdit) -> Result<LocationView, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let levels = Levels::load(&mut work.tx, domain).await?;
        if let Some(present) = load(&mut work.tx, domain, id).await? {
            work.check(&view(present, &levels)?)?;
        }
        let location = update(&mut work, &levels, id, &edit).await?;
        work.commit().await?;
        view(location, &levels)
    }

    /// Changes the places whose identities are given and makes the others, all of them or none, and
    /// tells their identities in the same order.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with the first flaw of every item that has one, and its place.
    pub async fn upsert_many(
        &self,
        all: Vec<(Option<String>, LocationEdit)>,
    ) -> Result<Vec<Id>, Fault> {
        if all.len() > MAX_LOCATIONS {
            return Err(Fault::flaw("objects", Problem::TooMany(MAX_LOCATIONS)));
        }
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let levels = Levels::load(&mut work.tx, domain).await?;
        let mut ids = Vec::with_capacity(all.len());
        let mut flaws: Vec<Flaw> = Vec::new();
        for (index, (id, edit)) in all.iter().enumerate() {
            let done = match id {
                Some(id) => update(&mut work, &levels, id, edit).await,
                None => insert(&mut work, &levels, self.scope.environment().id(), edit).await,
            };
            match done {
                Ok(location) => ids.push(location.id),
                Err(Fault::Invalid(found)) => {
                    flaws.extend(found.into_iter().map(|flaw| flaw.at(index)));
                }
                Err(other) => return Err(other),
            }
        }
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        work.commit().await?;
        Ok(ids)
    }
}

/// An identity that an import wants to keep.
async fn free(work: &mut Work, id: Id) -> Result<Id, Fault> {
    let domain = work.number();
    if load(&mut work.tx, domain, id.as_str()).await?.is_some() {
        return Err(Fault::flaw("location_id", Problem::Taken(id.into_string())));
    }
    Ok(id)
}

async fn insert(
    work: &mut Work,
    levels: &Levels,
    id: Id,
    edit: &LocationEdit,
) -> Result<Location, Fault> {
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
        created_at: work.now,
        updated_at: work.now,
    };
    let mut location = decide::apply(work, levels, Before::New(blank), edit).await?;
    let domain = work.number();
    location.number = locations::insert(&mut work.tx, domain, &location).await.map_err(fault)?;
    work.log(Kind::LocationCreated, location.id.as_str(), Some(location.number), Vec::new());
    Ok(location)
}

async fn update(
    work: &mut Work,
    levels: &Levels,
    id: &str,
    edit: &LocationEdit,
) -> Result<Location, Fault> {
    let domain = work.number();
    let Some(before) = load(&mut work.tx, domain, id).await? else {
        let missing = Fault::flaw("location_id", Problem::LocationToUpdate(id.to_owned()));
        return Err(decide::of_site(missing, edit));
    };
    let mut after = decide::apply(work, levels, Before::Present(before.clone()), edit).await?;
    let fields = changed(&before, &after);
    if fields.is_empty() {
        return Ok(after);
    }
    after.updated_at = work.now;
    locations::update(&mut work.tx, domain, &after).await.map_err(fault)?;
    work.log(Kind::LocationUpdated, after.id.as_str(), Some(after.number), fields);
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
